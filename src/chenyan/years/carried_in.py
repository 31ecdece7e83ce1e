"""What was carried into the reported year comes from the year before: 由2021年结转至本年度的2件 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_UNITS = frozenset(("year", "day", "month"))
_THIS = "(?:本年|今年|本决算年|当年)"
_INTO_THIS = re.compile(rf"度?[末底]?[^，。；、0-9]{{0,8}}?(?:结转|转入|结存|遗留|顺延)[^，。；、0-9]{{0,4}}?{_THIS}")
_FROM = re.compile("[由从自将]$|加上$|包括$|含$")
_FROM_ENDS = frozenset("由从自将上括含\n")  # the last characters of what it matches
_LAST_YEARS = re.compile(
    "(?:上|去)(?:一)?年度?(?:末|底)?(?:结转|遗留|转来)(?:(?!余|剩|新收|本年|今年)[^。；]){0,24}?(?:[于在为是系（]|均)[^，。；余剩]{0,4}$"
)
_OPENING = re.compile("年初(?:财政拨款)?(?:结转|结余)[^。；]{0,24}?(?:[系为是]|来自|属于)[^，。；0-9]{0,4}$")
_CAME = re.compile("[^，。；]{0,8}?(?:收到|收悉|受理|提[交出]|登记|申请)")
_LEFT = re.compile("[末底]|1[12]月31日|[^，。；]{0,4}(?:未使用|结余|未用|未完)")


def check_carried_in(page: Page) -> Iterator[Finding]:
    """Yield the reported year where what was carried into it is said to come from it."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.last != year or one.unit not in _UNITS or one.start < page.reference.title_end:
            continue
        if one.unit == "year":
            fits = _into_this(page, one) or (_LEFT.match(view, one.end - 1) is not None and _opens(page, one))
        elif one.begin is not None and one.begin.month >= 11:
            low = _low(page, one)
            fits = _LAST_YEARS.search(view, low, one.start) is not None and _CAME.match(view, one.end) is not None
            fits = fits or (one.unit == "day" and _opens(page, one))
        else:
            continue
        if fits and page.layout.enclosed(page.layout.titles, one.start) is None:
            yield Finding(
                index, "stale_year", year - 1, 0.87, "Y03", "carried_over",
                f"what was carried into {year} cannot come from {view[one.start : one.end]}",
                f"结转到{year}年的事项应来自{year - 1}年，而写作{view[one.start : one.end]}",
            )  # fmt: skip


def _low(page: Page, one: Expression) -> int:
    """Return how far before a mention its sentence is read."""
    return max(page.layout.around(page.layout.sentences, one.start)[0], one.start - 50)


def _into_this(page: Page, one: Expression) -> bool:
    """Say whether something goes from a year into this one: 由2021年结转至本年度."""
    view = page.view
    if view[one.start - 1] not in _FROM_ENDS or _INTO_THIS.match(view, one.end) is None:
        return False
    return _FROM.search(view, max(_low(page, one), one.start - 2), one.start) is not None


def _opens(page: Page, one: Expression) -> bool:
    """Say whether a mention tells since when the opening balance stands: 年初结转系2021年末未使用…."""
    return _OPENING.search(page.view, _low(page, one), one.start) is not None
