"""Of which year an amount is told, and where else the report tells the same amount."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import AMOUNT, Amount, read_amount, unit_of
from chenyan.years.grammar import RELATIVE_SHIFT, Expression
from chenyan.years.scope import Page

_REACH = 60  # how far behind its year an amount is still told of it
_DIRECT = re.compile(
    r"(?:度|末|底|全年|同期|年末|年底)?，?(?:的|为|是|：|只有|仅为?|才|则为|共计?|达到?|有|分别为){0,3}[^，。；、：（）0-9\n]{0,12}"
)
_CHANGED = re.compile("增|减|升|降|提高|提升|多|少|涨|跌|回落|扩|缩|净")
_LAST = re.compile("上年|去年|上一年|前一年")
_DATES = frozenset(("year", "half", "quarter", "month", "day", "school_year", "short", "range"))


class Ledger:
    """All amounts of a report by value and unit; sought once, and only where some amount is in doubt."""

    def __init__(self, page: Page) -> None:
        self._found: dict[str, list[re.Match[str]]] = defaultdict(list)
        times: dict[str, int] = defaultdict(int)
        for match in AMOUNT.finditer(page.view):
            words = match.group()
            times[words] += 1
            if times[words] <= _MOST:
                self._found[unit_of(match)].append(match)
        self._known: dict[str, dict[float, list[Amount]]] = {}

    def told(self, value: float, unit: str) -> Iterator[Amount]:
        """Yield where an amount is told (the first places of a report that repeats it often)."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = defaultdict(list)
            for one in map(read_amount, self._found.pop(unit, ())):
                if len(known[one.value]) < _MOST:
                    known[one.value].append(one)
        yield from known.get(round(value, 4), ())


_MOST = 8


def ledger(page: Page) -> Ledger:
    """Return the amounts of a page."""
    known = page.kept.get("ledger")
    if not isinstance(known, Ledger):
        known = page.kept["ledger"] = Ledger(page)
    return known


def owner(page: Page, at: Amount) -> tuple[int, bool] | None:
    """Return the year of which an amount is told, and whether a year stands right before it; None where it is open."""
    year = page.reference.year
    if year is None:
        return None
    view, layout = page.view, page.layout
    low = layout.around(layout.sentences, at.start)[0]
    paren = layout.enclosed(layout.parens, at.start)
    if paren is not None:
        low = max(low, paren[0])
    near = [
        one
        for _, one in page.between(max(low, at.start - _REACH), at.start)
        if (one.unit in _DATES and one.first) or one.unit == "relative"
    ]
    if near:
        return _told_of(page, near[-1], at, year)
    words = view[max(low, at.start - _REACH) : at.start]
    if _CHANGED.search(words[-6:]) is not None:
        return None
    if _LAST.search(words) is not None:
        return year - 1, False
    if page.told_ahead(at.start) or paren is not None:
        return None
    return year, False


def _told_of(page: Page, one: Expression, at: Amount, year: int) -> tuple[int, bool] | None:
    """Return the year that the last mention before an amount gives it."""
    between = page.view[one.end : at.start]
    if _CHANGED.search(between) is not None and "的" not in between[:2]:
        return None  # 比2020年增加12条: what was added is no figure of 2020
    if one.unit == "relative":
        named = year + RELATIVE_SHIFT.get(page.view[one.start : one.end], 0)
        if page.reference.genre == "speech" and page.zone_at(one.start) is not None:
            return None
    elif one.unit == "range":
        return None
    else:
        named = one.last
    if _DIRECT.fullmatch(between) is not None:
        return named, True
    if cues.COMPARED.search(page.view, max(0, one.start - 8), one.start) is not None:
        return None
    return (named, False) if between.count("，") <= 2 and "；" not in between else None
