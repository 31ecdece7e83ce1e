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


# Days of the regulation on open government information that name their year: in force from 1 May 2008, revised and
# promulgated on 3 April 2019, in force again from 15 May 2019.
_DAYS = {(5, 1): 2008, (4, 3): 2019, (5, 15): 2019}
_APPLIES = re.compile(
    r"(?:起)?(?:新?修订|修改)?后?的?(?:新修订的)?(?:《|国务院)?[^，。；《》]{0,12}?(?:政府信息公开条例|信息公开条例)》?(?:正式)?(?:起?施行|实施|公布|修订)"
)


def check_days(page: Page) -> Iterator[Finding]:
    """Yield a day of the regulation with another year: 自2020年5月15日修订后的《政府信息公开条例》施行以来."""
    for index, one in enumerate(page.expressions):
        if one.unit != "day" or one.begin is None or _APPLIES.match(page.view, one.end, one.end + 44) is None:
            continue
        right = _DAYS.get((one.begin.month, one.begin.day))
        if right is not None and one.first != right:
            yield Finding(
                index, "other", right, 0.88, "Y03", "law",
                f"the regulation of open government information has this day in {right}",
                f"《政府信息公开条例》该日为{right}年，而写作{page.view[one.start : one.end]}",
            )  # fmt: skip


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
