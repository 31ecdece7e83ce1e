"""The day from which a law of the dated list applies, told with another year: 国务院令第711号，2020年5月15日起施行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_IN_FORCE = ("起施行", "起正式施行", "施行", "正式施行", "起实施", "起正式实施")
_NUMBERED = re.compile("第[0-9]{2,4}号")
_REACH = 36  # how far before the day the law is named


@cache
def _laws() -> dict[str, int]:
    """Return numbered orders with the year from which they apply; a name may be shared with a province's law."""
    found: dict[str, int] = {}
    for row in read_rows("dated_terms.csv"):
        if row["kind"] == "law" and row["valid_from"]:
            found.update(
                (term, int(row["valid_from"][:4])) for term in row["term"].split("|") if _NUMBERED.search(term)
            )
    return found


def check_law_dates(page: Page) -> Iterator[Finding]:
    """Yield days of coming into force whose year is not the law's."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("day", "month", "year") or not view.startswith(_IN_FORCE, one.end):
            continue
        before = view[max(0, one.start - _REACH) : one.start]
        if any(other.first for _, other in page.between(max(0, one.start - _REACH), one.start)):
            continue  # another date lies between: revised then, in force now
        named = {year for law, year in _laws().items() if law in before}
        if len(named) == 1 and one.first not in named:
            (year,) = named
            yield Finding(
                index, "other", year, 0.88, "Y03", "law",
                f"the law named before {view[one.start : one.end]} applies from {year}",
                f"所引法规自{year}年施行，而写作{view[one.start : one.end]}",
            )  # fmt: skip
