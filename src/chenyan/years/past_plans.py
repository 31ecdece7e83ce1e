"""What the checks on plans dated in a year that was over have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import over_by_then

CLAUSE = re.compile("[，。；]")
# Words by which a sentence tells what became of a plan, or goes back to an earlier one.
NOT_YET = re.compile(
    "已(?!列入|纳入|报|申请|着手|拟|初步|排|明确|与)|曾|当年|去年|上年|上一年|年初(?!召开|部署|制)|提出的|承诺过|同期|以来|基础上|实际|结果(?!将|公)|仅|"
    "未能?(?!完成的)|没有|累计|推迟|原定|本应|如期|按期|兑现|均于|落空|尚未实施"
)


def years_that_were_over(page: Page, units: frozenset[str]) -> Iterator[tuple[int, Expression]]:
    """Yield the mentions of the reported year in these units that were over at the signing, of a report that plans."""
    if page.reference.year is None or page.reference.genre in ("forward", "school"):
        return
    for index, one in over_by_then(page):
        if one.unit in units:
            yield index, one


def past_plan(page: Page, index: int, confidence: float, told: str, told_zh: str) -> Finding:
    """Return the finding on a plan dated in a year that was over; ``told`` (``told_zh``) leads to the words of the date."""
    words = page.view[page.expressions[index].start : page.expressions[index].end]
    return Finding(
        index, "plan_for_past_year", page.reference.year_or(0) + 1, confidence, "Y02", "plan",
        f"{told} {words}, which was over when the report was signed", f"{told_zh}已经过去的{words}",
    )  # fmt: skip
