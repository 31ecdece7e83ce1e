"""One sentence as the number readers see it: folded, without blanks, cut into clauses, with its quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from chenyan.numbers.look import CHINESE, COUNT, UNITS
from chenyan.text.numerals import parse_number

# What \s matches, sign by sign, and two signs that it does not: the engine asks a class of plain signs much faster.
_BLANK = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u200b\ufeff]")
# The pattern opens with a plain class of characters: the engine then skips ahead to it.
_QUANTITY = re.compile(
    rf"(?P<number>[\d{CHINESE}][\d,.{CHINESE}]{{0,17}})(?P<more>余|多|几)?(?P<unit>{'|'.join(UNITS)})"
    "(?P<after>余|多|左右|以上|以下)?"
)
_LAST_GROUP = re.compile(r"\d{3}(?![\d.])")
_NUMBER = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,4}})?[万亿千百]{{0,2}}|\d{{1,15}}(?:\.\d{{1,4}})?[万亿千百]{{0,2}}|[{CHINESE}]{{1,12}}"
)
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|至少|不少于|不到)$")
_ABOUT_ENDS = "约近过超逾少于到"  # the last characters of these words
_NO_COUNT_BEFORE = frozenset(".,〔第每/~-") | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# A worded number with these is mostly no count: 一个, 一项, 三类, 一批, 两个维护.
_LOOSE_UNITS = frozenset("个项批名位类种处家部次人")
_IDIOM = re.compile(
    r"一(?:件事|条龙|次性|期工程|份子|体化|条线)|[一两三四五六七八九十](?:个(?:维护|确立|意识|自信|全面|统一|责任|一)|大)"
)


_record = tuple.__new__  # makes a named tuple without the call of its class, which takes longer than the rest


# Quantities, lines, contexts and slots come by the hundred in a report; named tuples are made in half the time.
class Quantity(NamedTuple):
    """A number with its unit. ``low`` and ``high`` count in the sentence's view, ``start`` and ``end`` in the text."""

    low: int
    high: int
    start: int
    end: int
    value: int | float
    unit: str
    printed: str
    approximate: bool
    worded: bool

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        _, point, digits = self.printed.partition(".")
        return len(re.match(r"\d*", digits).group()) if point else 0  # type: ignore[union-attr]


class Line(NamedTuple):
    """A sentence's folded view without blanks.

    ``marks`` are the places of the marks that close clauses; ``topic`` is what the heading above speaks of: requests,
    litigation, disclosure or an empty string; ``may_hold`` are the bits of what may stand in it (``look``).
    """

    text: str
    start: int
    offsets: tuple[int, ...] | None
    section: str
    topic: str
    quantities: tuple[Quantity, ...]
    marks: tuple[int, ...]
    may_hold: int

    def place(self, low: int, high: int) -> tuple[int, int]:
        """Return the offsets in the report's text of a stretch of the view."""
        return _place(self.start, self.offsets, low, high)

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause around a place of the view, marks left out."""
        after = bisect_left(self.marks, at)
        low = self.marks[after - 1] + 1 if after else 0
        high = self.marks[after] if after < len(self.marks) else len(self.text)
        return low, high

    def left(self, quantity: Quantity) -> str:
        """Return the words of the clause before a quantity, from the quantity before it on."""
        return self.beside(quantity)[1]

    def beside(self, quantity: Quantity, longest: int = 18) -> tuple[int, str, str]:
        """Return where the clause of a quantity begins, the words before it, and those after it.

        Before it from the quantity before on; after it up to the next one, a 、 or ``longest`` characters.
        """
        start, end = self.clause(quantity.low)
        low, high = start, end
        for other in self.quantities:
            if low <= other.high <= quantity.low:
                low = other.high
            if quantity.high <= other.low < high:
                high = other.low
        right = self.text[quantity.high : min(high, quantity.high + longest)].partition("、")[0]
        return start, self.text[low : quantity.low], right

    def sides(self, longest: int = 18) -> list[tuple[int, str, str]]:
        """Return what ``beside`` does, for each quantity: one walk along the marks."""
        text, marks = self.text, (*self.marks, len(self.text))
        bounds = [(quantity.low, quantity.high) for quantity in self.quantities]
        found = []
        at = start = 0
        before = 0  # where the quantity before ends
        for (low, high), (following, _) in zip(bounds, [*bounds[1:], (len(text), 0)], strict=True):
            mark = marks[at]
            while mark < low:
                start = mark + 1
                at += 1
                mark = marks[at]
            end = mark if mark < following else following
            right = text[high : end if end < high + longest else high + longest]
            left = text[start if start > before else before : low]
            found.append((start, left, right.partition("、")[0] if "、" in right else right))
            before = high
        return found


def denies(line: Line) -> bool:
    """Say whether a sentence may hold a denial; this look is far quicker than a search for one."""
    words = line.text
    return "未" in words or "没" in words or "无" in words


def _place(start: int, offsets: tuple[int, ...] | None, low: int, high: int) -> tuple[int, int]:
    if offsets is None:
        return start + low, start + high
    if low >= len(offsets):
        return start + offsets[-1] + 1, start + offsets[-1] + 1
    return start + offsets[low], start + offsets[max(high - 1, low)] + 1


def view_of(words: str) -> tuple[str, tuple[int, ...] | None]:
    """Return words without their blanks, and where what is left stands in them if there are any."""
    if _BLANK.search(words) is None:
        return words, None
    kept = tuple([at for at, char in enumerate(words) if not _BLANK.match(char)])
    return "".join([words[at] for at in kept]), kept


def make_line(
    words: str, start: int, offsets: tuple[int, ...] | None, section: str, topic: str, may_hold: int, marks: list[int]
) -> Line:
    """Build the line of a sentence from its view, which begins at ``start`` of the text, and what a look told of it."""
    quantities = []
    for match in _QUANTITY.finditer(words) if may_hold & COUNT else ():
        quantity = _quantity(words, match, start, offsets)
        if quantity is not None:
            quantities.append(quantity)
    if "," in words or ":" in words:  # the comma inside 1,234 is no mark
        marks = [
            at
            for at in marks
            if not (words[at] in ",:" and words[at - 1 : at].isdigit() and words[at + 1 : at + 2].isdigit())
        ]
    return _record(Line, (words, start, offsets, section, topic, tuple(quantities), tuple(marks), may_hold))


@lru_cache(maxsize=4096)
def _value(number: str) -> int | float | None:
    """Return the value of a printed number, or None where it is none."""
    return parse_number(number) if _NUMBER.fullmatch(number) else None


def _quantity(words: str, match: re.Match[str], start: int, offsets: tuple[int, ...] | None) -> Quantity | None:
    number, more, unit, after = match.groups()
    value = _value(number)
    if value is None:
        return None
    low = match.start()
    before = words[low - 1] if low else ""
    if before and (before in _NO_COUNT_BEFORE or before.isdigit()):
        return None
    worded = not number[0].isdigit()
    if worded:
        if before and before in "十第每另某之逐同哪":
            return None
        if (unit in _LOOSE_UNITS and number in ("一", "两", "几")) or _IDIOM.match(words, low):
            return None
        if number in ("百", "千", "万", "亿", "零零"):
            return None
    if before == "，" and _LAST_GROUP.match(number) and words[max(low - 2, 0) : low - 1].isdigit():
        return None  # the last group of 1，234 with wide commas
    high = match.end("unit")
    begin, end = (start + low, start + high) if offsets is None else _place(start, offsets, low, high)
    approximate = bool(
        more
        or after
        or (before and before in _ABOUT_ENDS and _ABOUT.search(words, max(low - 3, 0), low))
        or (not worded and "." in number and number[-1] in "万亿千")
    )
    return _record(Quantity, (low, high, begin, end, value, unit, number, approximate, worded))
