"""Split a part into clauses, each with the list mark that opens it and the punctuation that closes it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from chenyan.problems.learned import remember
from chenyan.problems.view import View
from chenyan.text.openings import first_characters

_CN = "一二三四五六七八九十"
_NUMBER = {character: at + 1 for at, character in enumerate(_CN)}
# a full stop of half width after a word, or up to six marks; it begins with a class, which is searched for fast
_SEPARATOR = re.compile(
    r"([，,；;。！？!?：:\n.](?:(?<=[，,；;。！？!?：:\n])[，,；;。！？!?：:\n]{0,5}|(?<=[\u4e00-\u9fff）”□]\.)(?!\d)))"
)
# a mark opens an item at the beginning of a clause
_MARK = re.compile(
    rf"(?:(?P<shi>[{_CN}]{{1,2}})(?:是要|则是|是(?!否|非|家|名|种)|则|要(?![求点素闻件么地害塞职])|来(?=[\u4e00-\u9fff]{{0,2}}[，,]))"
    rf"|（(?P<broken>[{_CN}]{{1,2}})）是"
    rf"|（(?P<paren>[{_CN}]{{1,3}})）[、.]?"
    r"|（(?P<arabic_paren>\d{1,2})）[、.]?"
    r"|(?P<half_paren>\d{1,2})）"
    r"|(?P<arabic>\d{1,2})[.、](?!\d)"
    r"|(?P<circled>[①-⑳])[、.]?"
    rf"|(?P<cn>[{_CN}]{{1,2}})、(?!二季|三季)"
    rf"|第(?P<di>[{_CN}]{{1,2}})(?:点|个方面)?(?:、|是|$)"
    r"|(?P<word>首先|其次|再次|再者|此外|另外|最后(?!一|的|期)|其[一二三四五六]|另?一方面(?=[，,\u4e00-\u9fff])|(?:再|另|还有)?一个(?=是)|再就(?=是)|再有(?=就?是)|还有(?=就是))(?:就?是)?"
    r"|(?P<bullet>[●•·■◆▪★]|-{1,2}(?=[\u4e00-\u9fff“])))"
)
_MARK_OPENS, _MARK_OPENS_TOO = first_characters(re.sub(r"\(\?P<\w+>", "(?:", _MARK.pattern))
# Where an item or a concession may begin inside a clause: 一是, 1.…, and a concession without a comma (取得一定成绩但更新不
# 及时). It begins with a class, which is searched for fast; what must stand before it is asked of each find.
_INLINE = re.compile(
    rf"[{_CN}但\d](?:(?<=[{_CN}])[{_CN}]?是(?!否|非)|(?<=但)(?:是|仍|还|也|在|对|与|由|公|信|存|部分|个别|政|工)"
    r"|(?<=\d)\d?[.、](?=[\u4e00-\u9fff]))"
)
# 一是 may also follow its announcement without a mark between: 存在问题一是…, 我局一是…, 但一是…
_ANNOUNCED = frozenset("题足板节面施作下有要即为但局镇县市区乡办院委厅们道会校站将拟划从")


@remember  # there are few, asked again and again
def _ends(closing: str) -> tuple[bool, bool]:
    """Say whether punctuation ends a sentence, and whether it ends a part."""
    return any(mark in "。！？!?\n." for mark in closing), not closing or any(mark not in "，," for mark in closing)


class Clause(NamedTuple):
    """A stretch between two punctuation marks of the view, after the list mark that opens it."""

    start: int
    end: int
    text: str
    closing: str
    style: str
    value: int
    line_start: bool
    ends_sentence: bool  # a full stop or a line end closes it
    ends_part: bool  # more than a comma closes it


_clause = partial(tuple.__new__, Clause)  # in half the time


@remember
def _opens_mark(character: str) -> bool:
    """Say whether a list mark can begin with a character; few do."""
    return character in _MARK_OPENS or bool(_MARK_OPENS_TOO and _MARK_OPENS_TOO.match(character))


def _value(style: str, words: str) -> int:
    if style == "circled":
        return ord(words) - ord("①") + 1
    if words.isdigit():
        return int(words)
    if words[:1] in _NUMBER:
        if len(words) == 1:
            return _NUMBER[words]
        return 10 + _NUMBER[words[1]] if words[0] == "十" else _NUMBER[words[0]] * 10
    return 0


def _inline_starts(masked: str) -> list[int]:
    """Return where items and concessions begin without punctuation before them."""
    return [
        at
        for found in _INLINE.finditer(masked)
        if (at := found.start())
        and (masked[at - 1] in _ANNOUNCED if masked[at] in _NUMBER else "\u4e00" <= masked[at - 1] <= "\u9fff")
    ]


def split_items(view: View) -> list[Clause]:
    """Return the clauses of a view in order, marks set aside."""
    clauses: list[Clause] = []
    line_start = True
    bare = False
    text, masked = view.text, view.masked
    plain = text == masked
    inline = _inline_starts(masked)
    behind = 0  # where the last separator ends
    pieces = iter([*_SEPARATOR.split(masked), ""])
    for words, closing in zip(pieces, pieces, strict=True):
        start = behind
        end = start + len(words)
        behind = end + len(closing)
        inside = inline[bisect_right(inline, start) : bisect_left(inline, end)] if inline else inline
        if not inside and not _opens_mark(words[:1]):
            if words:
                ends_sentence, ends_part = _ends(closing)
                shown = words if plain else text[start:end]
                clauses.append(_clause((start, end, shown, closing, "", 0, line_start, ends_sentence, ends_part)))
            line_start = "\n" in closing
            continue
        for low, high in pairwise([start, *inside, end]):
            low, style, value = _after_marks(masked, low, high)
            if low < high or style:
                bare = bare or low == high
                shut = closing if high == end else ""
                clauses.append(_clause((low, high, text[low:high], shut, style, value, line_start, *_ends(shut))))
            line_start = False
        line_start = "\n" in closing
    return _join_bare_marks(clauses) if bare else clauses


def _after_marks(masked: str, low: int, high: int) -> tuple[int, str, int]:
    """Return where the words of a clause begin after its marks, and the style and value of the mark that counts."""
    style, value = "", 0
    # （一）1. and 一是（1）: the inner mark counts
    for _ in range(3):
        mark = _MARK.match(masked, low, high) if _opens_mark(masked[low : low + 1]) else None
        if mark is None:
            break
        kind = mark.lastgroup or ""
        style = "shi" if kind == "broken" else kind
        value = _value(style, mark.group(kind))
        low = mark.end()
    return low, style, value


def _join_bare_marks(clauses: list[Clause]) -> list[Clause]:
    """Give a mark that stands alone (首先，… 第一：…) to the clause after it."""
    joined: list[Clause] = []
    waiting: Clause | None = None
    for clause in clauses:
        if clause.start == clause.end:
            waiting = clause
            continue
        if waiting is not None and not clause.style:
            clause = clause._replace(style=waiting.style, value=waiting.value, line_start=waiting.line_start)
        waiting = None
        joined.append(clause)
    return joined
