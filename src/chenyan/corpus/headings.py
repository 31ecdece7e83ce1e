"""Find the marks that open a heading or a list item, and read the titles of the statutory parts."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from chenyan.text.numerals import parse_number

CN = "一二三四五六七八九十"
# Marks are read on the folded text, where brackets, digits and spaces have one form each.
_NUMBER = (
    rf"(?P<di>第 ?(?:[{CN}]{{1,3}}|\d{{1,2}}) ?(?:部分|章|节|篇))[、：:]?"
    rf"|(?P<cn_paren>[（〔【〈](?:[{CN}]{{1,3}})[）〕】〉])[、.，：:]?"
    r"|(?P<arabic_paren>[（〔]\d{1,2}[）〕]|\d{1,2}）|[①-⑳])[、.，]?"
    rf"|(?P<shi>(?:[{CN}]{{1,2}}(?:是|要|来)(?![否有自])|首先|其次|再次|最后|第[{CN}]{{1,2}}(?=[，、,：:])|其[{CN}](?=[，、,：:])))[，、,：:]?"
    rf"|(?P<cn>[{CN}]{{1,3}} ?[、.,，：:])"
    rf"|(?P<cn_space>[{CN}]{{1,2}})(?= {{1,4}}\S)"
    r"|(?P<arabic>\d{1,2} ?(?:[、]|\.(?!\d)))"
    r"|(?P<roman>(?:[IVX]{1,4}|[Ⅰ-Ⅻ]) ?[、.])"
)
# What can open a mark is looked for first: most lines hold none.
_OPENING = rf"#第（〔【〈\d①-⑳Ⅰ-ⅫIVX首其再最{CN}"
_LINE_MARK = re.compile(
    rf"^[ \t*>]{{0,60}}+(?=[ *]{{0,4}}[{_OPENING}])(?P<md>#{{1,6}}(?!#))?[ *]{{0,4}}(?:{_NUMBER})?", re.M
)
_INLINE_MARK = re.compile(
    r"(?<=[。；：;:！？，,])[ ”]{0,4}(?:如|即|包括|主要是|主要有|分别是)?"
    rf"(?:(?P<cn_paren>[（〔【](?:[{CN}]{{1,3}})[）〕】])"
    r"|(?P<arabic_paren>（\d{1,2}）|[①-⑳])"
    rf"|(?P<shi>[{CN}]{{1,2}}(?:是|要)(?![否有自])|首先|其次|再次|最后|第[{CN}]{{1,2}}(?=，)|其[{CN}](?=，))"
    r"|(?P<arabic>\d{1,2}(?:[、]|\.(?!\d))))[、，]?"
)
_INLINE_PLACE = re.compile(rf"[。；：;:！？，,](?=[ ”]{{0,4}}[如即包主分（〔【①-⑳首其再最第\d{CN}])")
_AHEAD = 5  # characters that a place looks ahead
_ORDER_WORDS = {"首先": 1, "其次": 2, "再次": 3}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_VALUE = re.compile(rf"[{CN}]{{1,3}}|\d{{1,2}}|[IVX]{{1,4}}|[①-⑳Ⅰ-Ⅻ]")
BLANK = " \n\r\t\ufeff\u200b\u200c\u200d\u2060\u00ad"
_BLANKS = re.compile(f"[{BLANK}]{{1,200}}")
_WINDOW = 100  # characters in which a title has to end

_OWNER = r"(?:本年度|20\d\d年(?:度|全[市县区镇旗州])?|我[市县区局镇乡委街])?(?:行政机关|政府机关|本机关|本部门|本单位)?"
_STATUTORY = re.compile(
    rf"{_OWNER}(?:"
    r"(?P<overview>(?:政府信息公开(?:工作)?)?总体(?:工作)?情况)"
    r"|(?P<disclosure>主动公开政府信息(?:的)?(?:工作)?情况)"
    r"|(?P<requests>(?:收到|接收)(?:[、和与及])?(?:处理|办理)(?:的)?"
    r"(?:政府信息公开申请|依?申请公开政府信息|公开政府信息申请)(?:的)?(?:工作)?情况)"
    r"|(?P<litigation>因?(?:依?申请)?(?:政府信息公开|信息公开)?(?:工作)?(?:相关的?|有关的?|中?被?申请|中|引[起发]的?|提起的?|的)?"
    r"(?:被提?起?申?请?)?行政复议(?:[、，和与及])?(?:被?提起)?(?:的)?(?:行政)?诉讼(?:[、和与及]{0,2}(?:举报|申诉)(?:投诉)?)?(?:等)?(?:的)?(?:有关)?(?:情况))"
    r"|(?P<problems>(?:政府信息公开|信息公开)?(?:工作)?(?:中)?存在的?(?:主要)?(?:的)?(?:问题|困难|不足)"
    r"(?:[、，及和与以]{1,2}(?:下一步|今后|相关)?(?:工作)?(?:的)?(?:改进|整改|解决)(?:工作)?(?:的)?(?:情况|措施|办法|意见|打算|方向)?)?(?:情况)?)"
    r"|(?P<other>其[他它](?:需要|需|应当|应|须)?(?:予以)?(?:报告|说明|公布|公开)(?:的)?(?:有关)?(?:事项|情况|问题)|(?:需要|应当)(?:报告|说明)的其[他它](?:事项|情况))"
    r")"
)
# The characters that open such a title: most places where one is looked for begin with another.
_TITLE_OPENS = frozenset("本2我行政总主收接因依申信工相有中被引提的存其需应")
# The subject of a part that does not carry an official title (reports on 2008-2018, local wordings).
_SUBJECTS = (
    ("litigation", re.compile("复议|诉讼")),
    ("disclosure", re.compile("主动公开")),
    ("requests", re.compile("申请")),
    ("problems", re.compile("问题|不足|改进|整改|下一步|下步|打算|^(?:主要|对策|改革)?措施")),
    ("overview", re.compile("总体|概述|概况|基本情况|整体情况|工作开展情况|工作情况综述")),
    ("other", re.compile("^其[他它]|需要(?:报告|说明)|附表|附件|说明事项")),
)
_TABLE_LINE = re.compile(
    r"新收政府信息公开申请|结转政府信息公开申请|本年度?办理结果|结转下年|予以公开[\d|]|部分公开（区分|不予公开[|\d]?$|无法提供[|\d]?$"
    r"|不予处理[|\d]?$|其他处理[|\d]?$|总计[|\d]|予以公开$|总计$"
)


_LABEL_END = re.compile("[。：:]")


# Marks, titles and heads come by the dozen in a report: frozen, they would take three times as long to make.
@dataclass(slots=True)
class Mark:
    """One mark: where its words begin, its numbering, and where the words after it begin.

    ``lead`` is where signs of markdown (#, *) before it begin: they belong neither to it nor to what stands before.
    """

    start: int
    text_start: int
    line_end: int
    style: str
    value: int | None
    inline: bool = False
    markdown: int = 0
    lead: int = -1

    @property
    def edge(self) -> int:
        """Where the text before the mark ends."""
        return self.lead if self.lead >= 0 else self.start


@dataclass(slots=True)
class Title:
    """The title of a statutory part as read at a place: its kind, and where it ends."""

    kind: str
    end: int


@dataclass(slots=True)
class Head:
    """A candidate for the heading of a part; ``official`` says that it carries an official title."""

    start: int
    end: int
    body: int
    style: str
    value: int | None
    number: str
    kind: str
    official: bool
    edge: int


class Blocks:
    """The stretches of a text that belong to tables, asked by offset in logarithmic time."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self._starts = [low for low, _ in self.spans]

    def hold(self, offset: int) -> bool:
        """Say whether the offset lies in one of the stretches."""
        return self.end_around(offset) > 0

    def end_around(self, offset: int) -> int:
        """Return where the stretch that holds the offset ends, or 0 where none does."""
        at = bisect_right(self._starts, offset) - 1
        return self.spans[at][1] if at >= 0 and offset < self.spans[at][1] else 0

    def _start_after(self, offset: int) -> int:
        """Return where the next stretch begins."""
        at = bisect_right(self._starts, offset)
        return self._starts[at] if at < len(self._starts) else sys.maxsize

    def between(self, size: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a text of this size that lie outside of the stretches."""
        at = 0
        for low, high in self.spans:
            if at < low:
                yield at, low
            at = max(at, high)
        if at < size:
            yield at, size

    def matches_outside(self, pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that begins a line and stays on it, those left out that lie inside of a stretch.

        Tables have most of the lines of a report, so they are leapt over instead of searched; of the other lines, only the
        beginnings are looked at.
        """
        at = following = over = 0
        while True:
            if at >= following:
                over = self.end_around(at)
                last = folded.rfind("\n", at, over) + 1
                if last:  # the line on which the stretch ends may hold a match that goes beyond it
                    at = last
                    continue
                following = 0 if over else self._start_after(at)
            match = pattern.match(folded, at)
            if match is not None and match.end() >= over:
                yield match
            at = folded.find("\n", at) + 1
            if not at:
                return


@lru_cache(maxsize=1024)
def _value(style: str, words: str) -> int | None:
    if style == "shi" and words[:2] in _ORDER_WORDS:
        return _ORDER_WORDS[words[:2]]
    match = _VALUE.search(words)
    if match is None:
        return None
    number = match.group()
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if "Ⅰ" <= number <= "Ⅻ":
        return ord(number) - ord("Ⅰ") + 1
    if number in _ROMAN:
        return _ROMAN[number]
    value = parse_number(number)
    return int(value) if value is not None else None


def line_marks(folded: str, blocks: Blocks) -> list[Mark]:
    """Return the marks at line starts in text order; lines inside tables are left out."""
    marks = []
    for match in blocks.matches_outside(_LINE_MARK, folded):
        style = match.lastgroup
        if style is None or blocks.hold(match.start()):
            continue
        if style == "cn" and folded[match.end() - 1] in ",，：:" and match.end() - match.start("cn") > 4:
            continue
        line_end = folded.find("\n", match.end())
        line_end = len(folded) if line_end < 0 else line_end
        lead = match.start()
        while folded[lead] in " \t>":
            lead += 1
        start = match.end() if style == "md" else match.start(style)
        while style == "md" and start < len(folded) and folded[start] in " *":
            start += 1
        markdown = len(match.group("md") or "")
        if start >= line_end:
            continue
        value = None if style == "md" else _value(style, match.group(style))
        name = "markdown" if style == "md" else style
        marks.append(Mark(start, max(start, match.end()), line_end, name, value, markdown=markdown, lead=lead))
    return marks


def inline_marks(folded: str, blocks: Blocks) -> list[Mark]:
    """Return the list marks inside paragraphs (一是 …；（二）…；2.…) in text order."""
    marks = []
    over = 0
    # the sign before a mark may close a table, and what is after it may open one
    parts = [(max(0, low - 1), high + _AHEAD) for low, high in blocks.between(len(folded))]
    for place in chain.from_iterable(_INLINE_PLACE.finditer(folded, low, high) for low, high in parts):
        # the search for places is several times as fast as that for marks
        match = _INLINE_MARK.match(folded, place.end()) if place.end() >= over else None
        if match is None:
            continue
        over = match.end()
        style = match.lastgroup
        if style is None or blocks.hold(match.start()):
            continue
        line_end = folded.find("\n", match.end())
        line_end = len(folded) if line_end < 0 else line_end
        value = _value(style, match.group(style))
        marks.append(Mark(match.start(style), match.end(), line_end, style, value, inline=True))
    return marks


def read_title(folded: str, start: int) -> Title | None:
    """Read the title of a statutory part at this place, over blanks and one line break."""
    if not folded[start : start + 14].strip(BLANK + "*"):
        return None
    while start < len(folded) and folded[start] in "* ":
        start += 1
    first = folded[start : start + 1]
    if first not in _TITLE_OPENS and first not in BLANK:
        return None
    words = folded[start : start + _WINDOW].replace("\n", "").replace(" ", "")
    if not words.isprintable():  # the other blanks are no printable characters
        words = _BLANKS.sub("", words)
    match = _STATUTORY.match(words)
    if match is None or match.lastgroup is None:
        return None
    end = start
    for _ in range(match.end()):  # as many characters as the title has, blanks not counted
        while folded[end] in BLANK:
            end += 1
        end += 1
    if folded.count("\n", start, end) > 2:
        return None
    return Title(match.lastgroup, end)


def subject_of(heading: str) -> str:
    """Return the statutory kind that a free heading speaks of, or an empty string."""
    compact = _BLANKS.sub("", heading)
    for kind, pattern in _SUBJECTS:
        if pattern.search(compact):
            return kind
    return ""


def is_table_line(words: str) -> bool:
    """Say whether the words of a numbered line are a row label of the official tables, not a heading."""
    label = _LABEL_END.split(words[:60], maxsplit=1)[
        0
    ]  # （二）依申请公开。新收政府信息公开申请3件: a heading, then text
    return _TABLE_LINE.search(_BLANKS.sub("", label)) is not None


def line_end(folded: str, at: int) -> int:
    """Return where the line that holds this offset ends."""
    end = folded.find("\n", at)
    return len(folded) if end < 0 else end
