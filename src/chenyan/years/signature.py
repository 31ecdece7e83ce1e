"""Can a report on its year be signed on the day that it bears?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.certainty import reported_year, sure
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page


def check_signature(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, reported_year(page)
    if reference.genre == "school":
        yield from _school_signature(page, year)
        return
    days = [(at, page.expressions[at]) for at in reference.signatures]
    later = [one for _, one in days if one.until is not None and one.first == year + 1]
    closed = any(
        period.until.year == year and period.until.month == 12 and period.until.day >= 28
        for period in reference.periods
    )
    for at, one in days:
        # a speech is given in the year that it plans: its date orders nothing
        if one.until is None:
            continue
        if reference.genre == "speech":
            yield from _speech_day(page, at, one, year)
            continue
        too_early = one.first < year or (
            one.first == year and (one.until.month <= 6 or ((closed or _whole_year(page)) and one.until.month <= 11))
        )
        too_late = one.first > year + (1 if later and one.start > len(page.view) * 0.6 else 3)
        planned = any(source == "plan heading" and voted == year for voted, _, source in reference.votes)
        if planned and one.first == year + 1 and one.until.month >= 11 and one.start > len(page.view) * 0.6:
            yield Finding(
                at, "date_order", year, sure(page, 0.75), "Y01", "signature",
                f"a plan for {year + 1} cannot be signed when that year ends", f"{year + 1}年的计划不应在该年年末落款",
            )  # fmt: skip
            continue
        if not too_early and not too_late:
            continue
        if too_early and later and one.start < reference.body_start and one.first < year:
            continue
        yield Finding(
            at, "date_order", year + 1, sure(page, (0.94 if one.until.month <= 3 else 0.9) if too_early else 0.75), "Y01", "signature",
            f"a report on {year} cannot be dated {one.until.isoformat()}",
            f"{year}年的报告不应署{one.until.isoformat()}",
        )  # fmt: skip


def _whole_year(page: Page) -> bool:
    """Say whether the report tells of a year that was over: final accounts, evaluations of a whole year."""
    return re.search("决算|绩效自?评", page.view[: page.reference.title_end]) is not None


def _speech_day(page: Page, at: int, one: Expression, year: int) -> Iterator[Finding]:
    """A speech that reviews a year by its headings is given at the year's end or early in the next one."""
    named = {source for voted, _, source in page.reference.votes if voted == year}
    if one.until is None or one.start > page.reference.body_start or not named & {"heading", "plan heading"}:
        return
    if one.first == year and one.until.month <= 6 and one.unit == "day":
        yield Finding(
            at, "date_order", year + 1, sure(page, 0.85), "Y01", "signature",
            f"a speech that reviews {year} cannot be given on {one.until.isoformat()}",
            f"回顾{year}年工作的报告不应在{one.until.isoformat()}作出",
        )  # fmt: skip


def _school_signature(page: Page, year: int) -> Iterator[Finding]:
    """A report on a school year is signed after the summer in which that year ends."""
    for at in page.reference.signatures:
        one = page.expressions[at]
        if one.until is not None and one.start > len(page.view) * 0.6 and (one.first, one.until.month) < (year, 7):
            yield Finding(
                at, "date_order", year, sure(page, 0.9), "Y01", "signature",
                f"a report on the school year to {year} cannot be dated {one.until.isoformat()}",
                f"截至{year}年的学年报告不应署{one.until.isoformat()}",
            )  # fmt: skip
