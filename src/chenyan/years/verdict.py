"""Is this year wrong here? The sum of all evidence for a plan in a year that was over, and for work in another year.

Two logistic regressions, fitted by ``tools/build_year_verdict.py`` to the right and wrong years of the constructed
texts and to years swapped in them, weigh what ``chenyan.years.evidence`` names. Their weights are the columns of
``lexicons/year_verdict.csv``; each name adds its weight, and the sum is the logarithm of the odds that the year is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chenyan.lexicons import read_rows
from chenyan.years.evidence import evidence
from chenyan.years.expectation import SHIFTS, explained, weigh_year
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.last_year import compared_with_itself
from chenyan.years.scope import FUTURE, Page, place
from chenyan.years.weighing import of_noun, year_of_thing

CLASSES = ("plan", "stale")
UNITS = frozenset(("year", "day", "month", "half", "quarter", "short"))
# The least sum of evidence at which a year counts as wrong. Leaving out one hand's texts at a time, these bore …
LEAST = {"plan": 0.3, "stale": 1.65}


class Verdict(NamedTuple):
    """The logarithm of the odds that a year is wrong, and the names that were weighed."""

    odds: float
    names: frozenset[str]

    def reasons(self, kind: str, most: int = 6) -> list[tuple[str, float]]:
        """Return the names with their weights, the strongest first."""
        model = _model()[kind]
        told = [(name, model[name]) for name in self.names if name in model]
        return sorted(told, key=lambda item: (-abs(item[1]), item[0]))[:most]


@cache
def _model() -> dict[str, dict[str, float]]:
    rows = read_rows("year_verdict.csv")
    return {kind: {row["evidence"]: float(row[kind]) for row in rows if row[kind]} for kind in CLASSES}


def candidate(page: Page, one: Expression, year: int, *, over: bool) -> str:
    """Say as what a mention can be wrong (plan, stale), or nothing where it cannot date its clause or is explained."""
    reference, view = page.reference, page.view
    if one.unit not in UNITS or not -2 <= one.last - year <= 0 or reference.genre in ("forward", "speech"):
        return ""  # a speech moves between years more freely than a report
    if reference.certainty < 0.7 or explained(page, one):
        return ""
    here = place(page, one)
    if (not here.adverbial and page.heading_at(one.start) is None) or compared_with_itself(page, one, here, one.last + 1):
        return ""
    zone = page.zone_at(one.start)
    if over and page.told_ahead(one.start) and (one.last == year or zone is not None):
        return "plan"
    if one.last < year and zone is None and not _set_off(page, one, year):
        return "" if of_noun(view[one.end : one.end + 44]) or year_of_thing(view, one) else "stale"
    return ""


def gather(page: Page, index: int, year: int) -> frozenset[str]:
    """Return the evidence on a mention with what its surroundings lead to expect."""
    weighed = weigh_year(page, index, year)
    return evidence(page, index, year, weighed.names, weighed.odds, SHIFTS[weighed.likely])


def judge(page: Page, index: int, year: int, kind: str) -> Verdict:
    """Sum the evidence on a mention."""
    names = gather(page, index, year)
    model = _model()[kind]
    return Verdict(math.fsum(model[name] for name in names if name in model) + model[""], names)


def check_verdict(page: Page, index: int, one: Expression, year: int, *, over: bool) -> Iterator[Finding]:
    """Yield a year that the sum of evidence holds for wrong."""
    kind = candidate(page, one, year, over=over)
    if not kind:
        return
    verdict = judge(page, index, year, kind)
    if verdict.odds < LEAST[kind] or not allowed(kind, verdict.names):
        return
    words = page.view[one.start : one.end]
    told = ", ".join(name for name, value in verdict.reasons(kind, 4) if value > 0)
    confidence = round(min(0.92, 0.8 + 0.03 * (verdict.odds - LEAST[kind])), 3)
    if kind == "plan":
        yield Finding(
            index, "plan_for_past_year", year + 1, confidence, "Y02", "plan",
            f"{words} was over where a plan is told ({told})", f"{words}已经过去，而此处说的是计划",
        )  # fmt: skip
    else:
        ordered = one.unit in ("day", "month") and any(name.endswith("out of order") for name in verdict.names)
        yield Finding(
            index, "date_order" if ordered else "stale_year", year, confidence, "Y03", "work",
            f"where {words} stands, the report tells work of {year} ({told})", f"此处说的是{year}年的工作，而写作{words}",
        )  # fmt: skip


def allowed(kind: str, names: frozenset[str]) -> bool:
    """Say whether a plan is told: among problems a year may tell how they came about."""
    if kind != "plan" or not names.isdisjoint(_WILL):
        return True
    return "zone:future" in names and names.isdisjoint(_TOLD)


def _set_off(page: Page, one: Expression, year: int) -> bool:
    """Say whether the sentence has already spoken of this year, or goes on to the reported one: rows of years."""
    for _, other in page.between(*place(page, one).sentence):
        if other.unit in UNITS and other.first and other.start != one.start:
            if other.start < one.start and other.last in (one.last, year) and place(page, other).adverbial:
                return True
            if other.start > one.start and other.last == year and place(page, other).adverbial:
                return True
    return False


_TOLD = frozenset(("clause:past", "then total", "until the end of the year", "part of a sum", "year of a thing"))
_WILL = frozenset(("clause:will", "will before", "before:will"))
