"""A year before the event that stands in its clause: 2010年受新冠肺炎疫情影响."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.scope import Page, Place


def other_year(index: int, year: int, confidence: float, page: Page) -> Finding:
    one = page.expressions[index]
    words = page.view[one.start : one.end]
    return Finding(
        index, "other", year, confidence, "Y03", "work",
        f"{words} cannot date this fact; {year} is meant", f"“{words}”疑为{year}年之误",
    )  # fmt: skip


@cache
def _dated() -> tuple[tuple[str, int], ...]:
    """Return events and campaigns of the dated list with the first year in which they can be spoken of."""
    found: list[tuple[str, int]] = []
    for row in read_rows("dated_terms.csv"):
        if row["kind"] in ("event", "campaign", "meeting", "census") and row["valid_from"]:
            found.extend((term.strip("“”"), int(row["valid_from"][:4])) for term in row["term"].split("|"))
    return tuple(sorted(found))


_MET = re.compile("，?[^，。；]{0,10}?(?:面对|应对|抗击|受|遭遇|克服|战胜)[^，。；]{0,12}$")


@cache
def _dated_pattern() -> re.Pattern[str]:
    return re.compile(cues.either(term for term, _ in _dated()))


def before_its_time(page: Page, index: int, here: Place, year: int, *, only_met: bool = False) -> Iterator[Finding]:
    """Find a year before the event that stands in its clause: 2010年受新冠肺炎疫情影响.

    ``only_met`` asks for events that are met in the clause (面对, 受 … 影响), whatever else stands in it.
    """
    one, view = page.expressions[index], page.view
    if here.lead or one.first >= year:
        return
    clause = view[one.end : here.clause[1]]
    if len(clause) < 4:  # 2012年，受疫情影响
        clause += view[here.clause[1] : page.layout.around(page.layout.clauses, here.clause[1])[1]]
    match = _dated_pattern().search(clause)
    if match is None:
        return
    start = dict(_dated())[match.group()]
    if start > year + 1 or one.first >= start:
        return
    # the year before may belong to what led up to it, unless it is met there: 2019年，面对突如其来的新冠肺炎疫情
    met = one.unit == "year" and view[one.end - 1] not in "底末" and _MET.match(clause, 0, match.start())
    told = one.first < start - 1 and "的" not in clause[: match.start()] and page.reference.genre != "speech"
    if met or (told and not only_met):
        yield other_year(index, year, 0.85, page)
