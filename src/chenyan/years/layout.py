"""Where sentences, statements and clauses of a folded view end, what stands in quotes, where headings are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.years.grammar import Expression

# The marks that end a clause, a statement, a sentence, as bits of one table: all are found in one step.
_SENTENCE, _STATEMENT, _CLAUSE, _LINE, _HEADS = 1, 2, 4, 8, 16
_MARKS = np.zeros(0x10000, dtype=np.uint8)
for _marks, _ends in (
    ("，：:|｜,", _CLAUSE),
    (";", _STATEMENT | _CLAUSE),
    ("；", _STATEMENT | _CLAUSE | _HEADS),
    ("！？!?", _SENTENCE | _STATEMENT | _CLAUSE),
    ("。", _SENTENCE | _STATEMENT | _CLAUSE | _HEADS),
    ("\n", _SENTENCE | _STATEMENT | _CLAUSE | _LINE | _HEADS),
):
    _MARKS[[ord(mark) for mark in _marks]] = _ends
# What can open a heading, and what must follow where that is a digit: most lines of a table are bare numbers.
_OPENING, _DIGIT = 1, 2
_OPENS = np.zeros(0x10000, dtype=np.uint8)
_OPENS[[ord(sign) for sign in " #*（第一二三四五六七八九十"]] = _OPENING
_OPENS[[ord(sign) for sign in "0123456789"]] = _DIGIT
_FOLLOWS = np.zeros(0x10000, dtype=np.bool_)
_FOLLOWS[[ord(sign) for sign in "0123456789.、．"]] = True
_THOUSANDS = re.compile(",(?=[0-9]{3})")
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
    sentences: list[int]
    statements: list[int]
    clauses: list[int]
    titles: list[tuple[int, int]]
    quotes: list[tuple[int, int]]
    parens: list[tuple[int, int]]
    headings: list[Heading]

    def around(self, joints: list[int], at: int) -> tuple[int, int]:
        """Return the stretch between the joints before and after a position."""
        index = bisect_right(joints, at)
        start = joints[index - 1] if index else 0
        end = joints[index] if index < len(joints) else len(self.view)
        # text without joints is no prose; a bound keeps the work on it linear
        if end - start > _SPAN:
            return max(start, at - _SPAN), min(end, at + _SPAN)
        return start, end

    def about(self, joints: list[int], one: Expression) -> tuple[int, int]:
        """Return the stretch around an expression: a line end inside it is no border."""
        index = bisect_right(joints, one.start)
        low = joints[index - 1] if index else 0
        high = joints[index] if index < len(joints) else len(self.view)
        if one.end <= high <= low + _SPAN:
            return low, high
        return self.around(joints, one.start)[0], self.around(joints, one.end - 1)[1]

    def enclosed(self, spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
        """Return the enclosure that holds a position, if one does."""
        if not spans or at < spans[0][0]:
            return None
        found = spans[bisect_left(spans, (at + 1, 0)) - 1]
        return found if at < found[1] else None

    def set_apart(self, at: int) -> bool:
        """Say whether a position lies in parentheses, in quotes or in a title."""
        behind = (at + 1, 0)
        for spans in (self.parens, self.quotes, self.titles):
            index = bisect_left(spans, behind) - 1
            if index >= 0 and at < spans[index][1]:
                return True
        return False


def read_layout(view: str) -> Layout:
    """Read the joints of a view."""
    codes = np.frombuffer(view.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends = _MARKS.take(codes, mode="clip")  # the last code is no mark, nor is what lies beyond it
    marks = ends.nonzero()[0]  # every mark ends a clause
    kinds, behind = ends[marks], marks + 1
    wrapped = _wrapped(view, marks[kinds & _LINE != 0])
    clauses = behind.tolist()
    statements, sentences = (behind[kinds & kind != 0].tolist() for kind in (_STATEMENT, _SENTENCE))
    within = {match.end() for match in _THOUSANDS.finditer(view)}  # the comma inside 1,234 ends no clause
    if within:
        clauses = [at for at in clauses if at not in within]
    if wrapped:
        clauses = [at for at in clauses if at not in wrapped]
        statements = [at for at in statements if at not in wrapped]
        sentences = [at for at in sentences if at not in wrapped]
    titles, quotes, parens = ([match.span() for match in pair.finditer(view)] for pair in _PAIRS)
    starts = behind[kinds & _HEADS != 0]
    opens = _OPENS.take(codes.take(starts, mode="clip"), mode="clip")
    follows = _FOLLOWS.take(codes.take(starts + 1, mode="clip"), mode="clip")
    starts = starts[(opens == _OPENING) | ((opens == _DIGIT) & follows)]
    return Layout(view, sentences, statements, clauses, titles, quotes, parens, _headings(view, starts.tolist()))


def _wrapped(view: str, line_ends: npt.NDArray[np.intp]) -> frozenset[int]:
    """Return where lines go on that a page, not the writer, has ended."""
    if not len(line_ends) or line_ends[-1] <= _FRONT:
        return frozenset()
    before = np.empty_like(line_ends)
    before[0], before[1:] = -1, line_ends[:-1]
    long = line_ends - before > _WRAP
    return frozenset(
        at + 1
        for at in line_ends[long & (line_ends > _FRONT)].tolist()
        if view[at - 1] not in _CLOSED and not _NEW_LINE.match(view, at + 1)
    )


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
_SPEECH = "政府工作报告"


def _year_lines(view: str) -> list[Heading]:
    body = view.find("。")
    body = view.find(_SPEECH, 0, 200) if body < 0 or _SPEECH in view[: min(body, 200)] else body
    if body < 0:
        return []
    return [
        Heading(match.start("words"), match.end("words"), 1, match.group("words"), True)
        for match in _YEAR_LINE.finditer(view, body)
    ]


_BRACKETED = re.compile(r"(?:^|(?<=\n)) {0,8}【(?P<words>[^】\n0-9]{2,16})】")


def _bracketed(view: str) -> list[Heading]:
    """Return the headings that stand in 【】 before their text: 【问题】, 【展望】."""
    if "【" not in view:
        return []
    return [Heading(match.start(), match.end(), 1, match.group("words"), True) for match in _BRACKETED.finditer(view)]


def _headings(view: str, starts: list[int]) -> list[Heading]:
    """Return the headings in order; ``starts`` are the places behind a mark where one with a number can begin."""
    found = [*_year_lines(view), *_bracketed(view)]
    known = {head.start for head in found}
    last = 0
    for hint in _BARE_HINT.finditer(view):
        line = view.rfind("\n", max(0, hint.start() - 32), hint.start()) + 1
        if line <= last:
            continue
        last = line
        bare = _BARE.match(view, line)
        if bare is not None and line not in known and not _HEADING.match(view, line):
            found.append(Heading(line, bare.end("words"), 2, bare.group("words"), True))
    for start in (0, *starts):
        match = _HEADING.match(view, start)
        if match is None:
            continue
        item, part, words = match.groups()
        end = match.end()
        length = len(words)
        if "：" in words or ":" in words:  # the words end at the first colon
            colon = min(at for at in (words.find("："), words.find(":")) if at >= 0)
            end += colon - length
            words, closed = words[:colon], colon <= 40
        else:
            closed = length <= 40 and view[end : end + 1] in _CLOSES
        found.append(Heading(start, end, 1 if part else 2 if item else 3, words, closed))
    found.sort(key=itemgetter(0))
    return found


_CLOSES = ("", "\n", "。")
