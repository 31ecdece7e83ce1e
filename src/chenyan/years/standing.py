"""How a mention stands among the other years of its sentence; what several checks ask alike."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import cast

from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

THIS_YEARS = re.compile("(?:今年|本年)(?P<month>1[0-2]|[1-9])月(?!龄|薪|均)")
DATED = frozenset(("day", "month", "half", "quarter"))
DATING = ("", "于", "在", "到", "至", "截至")  # the words by which a date is that of what is told; mostly there is none
# Behind a year: what the year names rather than dates (2020年决算, 2020年版), or a word that makes it a bound.
NO_FACT = re.compile(
    "度?(?:[一-龥]{0,6}(?:[预决]算|计划|目标|任务|报告|年报|年鉴|公报|要点|规划|方案|清单|预案|考核|测评|评估|普查|审计)|"
    "以来|以前|之前|起|前|后|[版级届（])"
)

_STATED = re.compile("[为系]|(?<![一二三四五六七八九十])是")


def years_within(page: Page, low: int, high: int, *, but: Expression | None = None) -> list[Expression]:
    """Return the expressions of a stretch that name a year in running text: no documents, nothing set apart."""
    return [
        one
        for _, one in page.between(low, high)
        if one.first and one.unit != "document" and one is not but and not page.layout.set_apart(one.start)
    ]


def told_freely(page: Page, one: Expression) -> bool:
    """Say whether a mention stands in running text below the title, outside any plan zone."""
    return (
        one.start >= page.reference.title_end
        and not page.layout.set_apart(one.start)
        and page.zone_at(one.start) is None
    )


def sentence(page: Page, one: Expression, before: int = 140, after: int = 140) -> tuple[int, int]:
    """Return the sentence of a mention, cut at a distance."""
    low, high = place(page, one).sentence
    return max(low, one.start - before), min(high, one.end + after)


def of_last_year(page: Page) -> list[tuple[int, Expression]]:
    """Return the mentions of the year before the reported one that date something in running text, with their numbers.

    A date behind 是, 为 or 系 is itself what is told (登记时点是2020年12月31日), not when something was done.
    """
    known = page.weighed.get(("of last year",))
    if known is None:
        last = page.reference.year_or(0) - 1
        known = page.weighed["of last year",] = [
            (index, one)
            for index, one in enumerate(page.expressions)
            if one.last == last == one.first and not _STATED.match(page.view, one.start - 1) and told_freely(page, one)
        ]
    return cast("list[tuple[int, Expression]]", known)


def over_by_then(page: Page) -> list[tuple[int, Expression]]:
    """Return the mentions of the reported year and its parts that were over at the signing, with their numbers."""
    known = page.weighed.get(("over by then",))
    if known is None:
        year, first = page.reference.year, page.reference.title_end
        known = page.weighed["over by then",] = [
            (index, one)
            for index, one in enumerate(page.expressions)
            if one.last == year and one.start >= first and year <= page.reference.limit
        ]
    return cast("list[tuple[int, Expression]]", known)


def over_ahead(page: Page) -> list[tuple[int, Expression]]:
    """Return those of ``over_by_then`` that stand where plans are told."""
    known = page.weighed.get(("over ahead",))
    if known is None:
        known = page.weighed["over ahead",] = [
            (index, one) for index, one in over_by_then(page) if page.told_ahead(one.start)
        ]
    return cast("list[tuple[int, Expression]]", known)


def goes_back(page: Page) -> bool:
    """Say whether a mention was over before one that is told before it began."""
    return _turn(page) is not _Turn.NONE


def parts_go_back(page: Page) -> bool:
    """Say whether a mention was over before one told before it began, and one of them names less than a year."""
    return _turn(page) is _Turn.PARTS


class _Turn(Enum):
    """What goes back on a page: nothing, whole years alone, or a part of a year from or to another time."""

    NONE = 0
    YEARS = 1
    PARTS = 2


def _turn(page: Page) -> _Turn:
    known = page.weighed.get(("turn",))
    if known is None:
        known = page.weighed["turn",] = _read_turn(page)
    return cast("_Turn", known)


def _read_turn(page: Page) -> _Turn:
    found = _Turn.NONE
    latest = latest_part = date.min
    for one in page.expressions:
        if one.begin is None or one.until is None:
            continue
        part = one.unit in DATED
        if one.until < latest:
            if part or one.until < latest_part:
                return _Turn.PARTS
            found = _Turn.YEARS
        if one.begin > latest:
            latest = one.begin
        if part and one.begin > latest_part:
            latest_part = one.begin
    return found


def before_it(page: Page, index: int, reach: int) -> tuple[int, Expression] | None:
    """Return the last expression before a mention that names a year or a month of this year, within reach."""
    start = page.expressions[index].start
    for at in range(index - 1, -1, -1):
        other = page.expressions[at]
        if start - other.end > reach:
            return None
        if (other.first and other.unit != "document") or THIS_YEARS.match(page.view, other.start) is not None:
            return at, other
    return None
