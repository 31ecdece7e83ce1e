"""What a budget of this year came to is this year's: 2021年预算60万元，2020年实际发放59万元; headings of final accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.certainty import sure
from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within

_BUDGET = re.compile(
    "度?[^，。；]{0,16}?(?:年初)?预算(?:数|安排)?(?:为|是|安排)?[0-9]|[^，。；]{0,10}?计划[^，。；]{0,14}?[0-9]|度?[^，。；]{0,14}绩效目标[^，。；]{0,10}[0-9]"
)
_CAME_TO = re.compile("度?(?:全年)?(?:实际|支出决算|决算[数支]?|执行数?|实绩|实支)")
_SET_AGAINST = re.compile("比|较|同|上年|[高低]于|两年|三年")


def check_budget_year(page: Page) -> Iterator[Finding]:
    """Yield last year as the one in which this year's budget, plan or aim came to so much."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit != "year" or view[one.end - 1] in "底末初" or _CAME_TO.match(view, one.end) is None:
            continue
        low, _ = sentence(page, one, before=90)
        told = years_within(page, low, one.start)
        if not told or any(other.last != year for other in told) or told[-1].unit != "year":
            continue
        if _BUDGET.match(view, told[-1].end, one.start) is None:
            continue
        if _SET_AGAINST.search(view, low, one.start) or _SET_AGAINST.search(view, one.end, one.end + 30):
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"what the budget or plan of {year} came to is told of {one.last}",
            f"{year}年预算、计划的执行结果写作{one.last}年",
        )  # fmt: skip


_LONGEST = 30
_OF_ACCOUNTS = re.compile(
    "度?(?:部门|单位)?[^，。；]{0,8}(?:决算表|决算情况|决算说明|决算公开|收支决算|支出决算|收入决算)"
)
_OTHERS = re.compile("上年|比|较|对比")


def check_accounts_headings(page: Page) -> Iterator[Finding]:
    """Yield another year in a heading of final accounts: 第二部分 2020年度部门决算表 in those of 2021."""
    year = page.reference.year
    if year is None or not page.accounts or page.reference.certainty < 0.7:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last == year or abs(one.last - year) > 2:
            continue
        if one.start < page.reference.title_end or _OF_ACCOUNTS.match(view, one.end) is None:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        line = view[low:high].strip()
        alone = len(line) <= _LONGEST and not line.endswith(("。", "；", "，"))
        if (not alone and page.heading_at(one.start) is None) or _OTHERS.search(line) is not None:
            continue
        yield Finding(
            index, "title_body", year, sure(page, 0.9), "Y01", "title",
            f"a heading of the accounts of {year} names {one.last}", f"{year}年度决算的标题写作{one.last}年",
        )  # fmt: skip
