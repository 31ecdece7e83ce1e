"""Plans whose years are known by their names, with other years in the parentheses behind: “十三五”规划（2016—2019年）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.certainty import sure
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_FIVE = re.compile("”?[^，。；、（）“”0-9]{0,16}（$")
# The five-year plans for teaching the law (普法规划) are counted apart from those of the economy.
_LAW = re.compile("“?([五六七八九])五”?(?:普法|法治宣传教育|法制宣传教育)[^，。；、（）“”0-9]{0,10}（$")
_LAW_FROM = {"五": 2006, "六": 2011, "七": 2016, "八": 2021, "九": 2026}
_SHORTER = re.compile("）[两二三四]年")
_PART_OF_IT = re.compile("前|后|中期|以来|阶段|行动|[两三四]年|年度|项目|工程|攻坚|首|末|第")


def check_named_plans(page: Page) -> Iterator[Finding]:
    """Yield a range one end of which is not that of the plan which it explains."""
    year = page.reference.year
    if year is None or page.reference.certainty < 0.6:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "range" or view[one.start - 1 : one.start] != "（" or view[one.end : one.end + 1] != "）":
            continue
        known = _named(page, index, one)
        if (
            known is None
            or _SHORTER.match(view, one.end) is not None
            or _PART_OF_IT.search(view, known[2], one.start) is not None
        ):
            continue
        first, last, _ = known
        if (one.first == first) == (one.last == last):
            continue  # both right; or both different: another plan
        right = last if one.first == first else first
        yield Finding(
            index, "other", right, sure(page, 0.93), "Y03", "range",
            f"the plan runs from {first} to {last}, not {one.first} to {one.last}",
            f"该规划的起止年份是{first}—{last}年，不是{one.first}—{one.last}年",
        )  # fmt: skip


def _named(page: Page, index: int, one: Expression) -> tuple[int, int, int] | None:
    """Return the first and last year of the plan named right before a range, and where its name ends."""
    view = page.view
    law = _LAW.search(view, max(0, one.start - 30), one.start)
    if law is not None:
        first = _LAW_FROM[law.group(1)]
        return first, first + 4, law.start() + 3
    before = page.expressions[index - 1] if index else None
    if before is None or before.unit != "five_year" or _FIVE.fullmatch(view, before.end, one.start) is None:
        return None
    return before.first, before.last, before.end
