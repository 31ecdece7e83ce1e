"""Where sentences, statements and clauses of a folded view end, what stands in quotes, where headings are."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.years.grammar import Expression
from chenyan.years.signs import (
    BARE_HEADING,
    CLAUSE,
    HEADS,
    NUMBER,
    SENTENCE,
    STATEMENT,
    YEAR_WORD,
    Signs,
    read_signs,
)

# What a heading's number is made of. Only where the first three characters can be those of a number is a heading sought:
# most lines of a table are bare figures.
_SPACE, _PAREN, _NUMERAL, _NTH, _DIGIT, _DOT = range(1, 7)
_MADE_OF = np.zeros(0x10000, dtype=np.uint16)
for _signs, _part in (
    (" #*", _SPACE),
    ("（", _PAREN),
    ("一二三四五六七八九十", _NUMERAL),
    ("第", _NTH),
    ("0123456789", _DIGIT),
    (".、．", _DOT),
):
    _MADE_OF[[ord(sign) for sign in _signs]] = _part
_THREE, _WEIGHTS = np.arange(3), np.array((49, 7, 1), dtype=np.uint16)
_NUMBERS = np.zeros((7, 7, 7), dtype=np.bool_)
_NUMBERS[_SPACE, _SPACE : _NTH + 1] = _NUMBERS[_SPACE, _DIGIT, _DIGIT:] = True
_NUMBERS[(_PAREN, _NTH), _NUMERAL] = _NUMBERS[(_NUMERAL, _DIGIT), _DOT] = True
_NUMBERS[_NUMERAL, _NUMERAL, (_NUMERAL, _DOT)] = _NUMBERS[_DIGIT, _DIGIT, _DOT] = True
_IS_NUMBER = _NUMBERS.ravel()
_THOUSANDS = re.compile(",(?=[0-9]{3})")
_LINE_END = ord("\n")
_SPAN = 600
_REACH = 240  # longer enclosures are broken punctuation
_PAIRS = tuple(re.compile(f"{one}[^{two}]{{0,{_REACH}}}{two}") for one, two in ("《》", "“”", "（）"))
# A long line without closing mark, followed by running text, is a line of a page, not a paragraph.
_FRONT, _WRAP = 300, 24
_CLOSED = frozenset("。！？!?；;：:”）》|｜\n ")
_NEW_LINE = re.compile(
    r"\s|[一二三四五六七八九十]{1,3}[、.是]|（|第[一二三四五六七八九十]|[0-9]{1,2}[、.．)）](?![0-9])|[#*|｜-]|附|注|$"
)
_HEADING = re.compile(
    r"[ #*]{0,8}"
    r"(?:(（[一二三四五六七八九十]{1,3}）)|[0-9]{1,2}[.、．](?![0-9])|"
    r"(第[一二三四五六七八九十]{1,3}[章部][分]?|[一二三四五六七八九十]{1,3}[、.．]))"
    r"([^\n。；]{2,60})"
)


class Spans(list[tuple[int, int]]):
    """Stretches in order, none over another, and where they start."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        super().__init__(spans)
        self.starts = [start for start, _ in self]


class Heading(NamedTuple):
    """A heading of a part (level 1) or an item below it (2 or 3), with the words after its number."""

    start: int
    end: int
    level: int
    words: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The joints of one view: ends of sentences, statements (；too) and clauses, enclosures, headings."""

    view: str
    sentences: array[int]
    statements: array[int]
    clauses: array[int]
    titles: Spans
    quotes: Spans
    parens: Spans
    headings: list[Heading]
    signs: Signs

    def around(self, joints: array[int], at: int) -> tuple[int, int]:
        """Return the stretch between the joints before and after a position."""
        index = bisect_right(joints, at)
        start = joints[index - 1] if index else 0
        end = joints[index] if index < len(joints) else len(self.view)
        # text without joints is no prose; a bound keeps the work on it linear
        if end - start > _SPAN:
            return max(start, at - _SPAN), min(end, at + _SPAN)
        return start, end

    def about(self, joints: array[int], one: Expression) -> tuple[int, int]:
        """Return the stretch around an expression: a line end inside it is no border."""
        index = bisect_right(joints, one.start)
        low = joints[index - 1] if index else 0
        high = joints[index] if index < len(joints) else len(self.view)
        if one.end <= high <= low + _SPAN:
            return low, high
        return self.around(joints, one.start)[0], self.around(joints, one.end - 1)[1]

    def enclosed(self, spans: Spans, at: int) -> tuple[int, int] | None:
        """Return the enclosure that holds a position, if one does."""
        index = bisect_right(spans.starts, at)
        if not index:
            return None
        found = spans[index - 1]
        return found if at < found[1] else None

    def quoted(self, at: int) -> bool:
        """Say whether a position lies in quotes or in a title."""
        return self.enclosed(self.titles, at) is not None or self.enclosed(self.quotes, at) is not None

    def set_apart(self, at: int) -> bool:
        """Say whether a position lies in parentheses, in quotes or in a title."""
        for spans in (self.parens, self.quotes, self.titles):
            index = bisect_right(spans.starts, at)
            if index and at < spans[index - 1][1]:
                return True
        return False


def read_layout(view: str, signs: Signs | None = None) -> Layout:
    """Read the joints of a view; ``signs`` are its own, where they have been read."""
    signs = signs or read_signs(view)
    codes, every = signs.codes, signs.kinds
    marks = (every & CLAUSE != 0).nonzero()[0]  # every mark ends a clause
    kinds, behind = every[marks], marks + 1
    starts = behind[kinds & HEADS != 0]
    starts = starts[codes.take(starts + 1, mode="clip") != _LINE_END]  # lines of one sign, as in tables
    opens = _MADE_OF.take(codes.take(starts[:, None] + _THREE, mode="clip"), mode="clip") @ _WEIGHTS
    starts = starts[_IS_NUMBER.take(opens)]
    no_end = _wrapped(view, marks[codes[marks] == _LINE_END])
    no_end += [match.end() for match in _THOUSANDS.finditer(view)]  # the comma inside 1,234 ends no clause
    if no_end:
        ends = np.ones(len(behind), dtype=np.bool_)
        ends[behind.searchsorted(no_end)] = False
        kinds, behind = kinds[ends], behind[ends]
    clauses, statements, sentences = (
        array("q", behind[kinds & kind != 0].tobytes()) for kind in (CLAUSE, STATEMENT, SENTENCE)
    )
    titles, quotes, parens = (Spans([match.span() for match in pair.finditer(view)]) for pair in _PAIRS)
    headings = _headings(view, starts.tolist(), signs)
    return Layout(view, sentences, statements, clauses, titles, quotes, parens, headings, signs)


def _wrapped(view: str, line_ends: npt.NDArray[np.intp]) -> list[int]:
    """Return where lines go on that a page, not the writer, has ended."""
    if not len(line_ends) or line_ends[-1] <= _FRONT:
        return []
    before = np.empty_like(line_ends)
    before[0], before[1:] = -1, line_ends[:-1]
    long = line_ends - before > _WRAP
    return [
        at + 1
        for at in line_ends[long & (line_ends > _FRONT)].tolist()
        if view[at - 1] not in _CLOSED and not _NEW_LINE.match(view, at + 1)
    ]


# Headings without a number: short lines of their own that name plans, problems or a review.
_BARE_HINT = re.compile("工作(?:打算|计划|安排|思路|要点|回顾|总结)|下一步|改进措施|整改措施|努力方向|存在")
_BARE = re.compile(
    r"^ {0,8}(?P<words>[^\n，。；：、|｜]{0,16}(?:工作打算|工作计划|工作安排|工作思路|工作要点|下一步|"
    r"改进措施|整改措施|努力方向|存在的?(?:主要)?问题|"
    r"存在不足|工作回顾|工作总结)[^\n，。；：|｜]{0,10})[：:]?$",
    re.MULTILINE,
)

# A line of its own that opens with a year and names its work is the heading of a part: 2019年工作任务.
_YEAR_LINE = re.compile(
    r"\n {0,8}(?=[12二])(?P<words>(?:[12][0-9]{3}|二[〇零○0][〇零○0一二三四五六七八九]{2})年[^\n，。；：、|｜《》0-9]{0,8}"
    r"(?:工作|任务|回顾|总结|安排|打算|建议|计划|思路|要点|目标|设想|部署|展望))[：:]?(?=\n)"
)
_YEAR_LEAD = 9  # the line end and the blanks before such a year
_LINE_OPENS = frozenset("\n ")
_DIGITS, _YEAR_SIGN = 4, ord("年")
_SPEECH = "政府工作报告"


def _year_lines(view: str, signs: Signs) -> list[Heading]:
    body = view.find("。")
    body = view.find(_SPEECH, 0, 200) if body < 0 or _SPEECH in view[: min(body, 200)] else body
    if body < 0:
        return []
    found: list[Heading] = []
    last = body - 1
    years = signs.places[signs.begun & (NUMBER | YEAR_WORD) != 0]
    for at in years[signs.codes.take(years + _DIGITS, mode="clip") == _YEAR_SIGN].tolist():
        if view[at - 1] not in _LINE_OPENS:
            continue
        line = view.rfind("\n", max(0, at - _YEAR_LEAD), at)
        if line > last and (match := _YEAR_LINE.match(view, line)) is not None:
            last = line
            found.append(Heading(match.start("words"), match.end("words"), 1, match.group("words"), True))
    return found


_BRACKETED = re.compile(r"(?:^|(?<=\n)) {0,8}【(?P<words>[^】\n0-9]{2,16})】")


def _bracketed(view: str) -> list[Heading]:
    """Return the headings that stand in 【】 before their text: 【问题】, 【展望】."""
    if "【" not in view:
        return []
    return [Heading(match.start(), match.end(), 1, match.group("words"), True) for match in _BRACKETED.finditer(view)]


def _headings(view: str, starts: list[int], signs: Signs) -> list[Heading]:
    """Return the headings in order; ``starts`` are the places behind a mark where one with a number can begin."""
    found = [*_year_lines(view, signs), *_bracketed(view)]
    known = {head.start for head in found}
    last = 0
    for hint in signs.begins(BARE_HEADING):
        if _BARE_HINT.match(view, hint) is None:
            continue
        line = view.rfind("\n", max(0, hint - 32), hint) + 1
        if line <= last:
            continue
        last = line
        bare = _BARE.match(view, line)
        if bare is not None and line not in known and not _HEADING.match(view, line):
            found.append(Heading(line, bare.end("words"), 2, bare.group("words"), True))
    for start in (0, *starts):
        end = view.find("\n", start, start + _LONGEST)
        read = _of_line(view[start:end]) if end >= 0 else _numbered(view[start : start + _LONGEST])
        if read is not None:
            length, level, words, alone = read
            # a tuple made without the detour of its class
            found.append(tuple.__new__(Heading, (start, start + length, level, words, alone)))
    found.sort(key=itemgetter(0))
    return found


_LONGEST = 80  # more than the number of a heading, its words and the sign behind them
_CLOSES = ("", "\n", "。")


def _numbered(text: str) -> tuple[int, int, str, bool] | None:
    """Return the heading with a number that opens a text: its length, level and words, and whether it stands alone."""
    match = _HEADING.match(text)
    if match is None:
        return None
    item, part, words = match.groups()
    end = match.end()
    length = len(words)
    if "：" in words or ":" in words:  # the words end at the first colon
        colon = min(at for at in (words.find("："), words.find(":")) if at >= 0)
        end += colon - length
        words, alone = words[:colon], colon <= 40
    else:
        alone = length <= 40 and text[end : end + 1] in _CLOSES
    return end, 1 if part else 2 if item else 3, words, alone


_of_line = lru_cache(maxsize=4096)(_numbered)  # the reports of a year share most of their headings
