"""Budgets and plans tell of their own year: its headings, its figures against the last ones, its deadlines.

A budget of 2020 has no part headed 2019年部门预算安排情况说明, sets its figures against those of 2019 and not of 2020, and asks
for nothing by the end of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.certainty import sure
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_LONGEST = 36
_OF_BUDGET = re.compile(
    "度?(?:[^，。；\n]{0,8}?)(?:部门|单位|收支|收入|支出|财政拨款|一般公共|政府性基金|“?三公”?经费)[^，。；\n执完]{0,10}?预算[^，。；\n执完]{0,8}?(?:说明|表|安排|情况|公开|概况)"
)
_OTHERS = re.compile("上年|比|较|对比|执行|完成|决算|调整")
_BUDGET = re.compile("度?[^，。；\n]{0,20}?预算(?:数|安排|总额)?(?:为|是|安排|共)?[0-9][0-9,.]* ?(?:万|亿)?元")
_AGAINST = re.compile("[^。；\n]{0,16}?[，（](?:与|比|较|同)")
_CHANGED = re.compile("年?度?(?:年初)?(?:部门)?(?:预算)?(?:数|安排)?(?:相?比|比较)?[，]?(?:增|减|下降|上升|持平|多|少)")
_DUE = re.compile(
    "(?:年?底|年?末)?(?:之?前|以前)(?!的)[，]?[^，。；、的\n]{0,10}?(?:完成|组织|开展|实现|建成|拨付|支付|编制|公开|上报|报送|印发|到位)"
)
_TOLD = re.compile("已|了|应|原|曾|要求|未|截至|完成率|仅|实际")


def check_budget_headings(page: Page, year: int) -> Iterator[Finding]:
    """Yield another year in a heading of a budget."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last == year or abs(one.last - year) > 2 or one.start < page.reference.title_end:
            continue
        if _OF_BUDGET.match(view, one.end) is None or page.layout.set_apart(one.start):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        if high - low > 2 * _LONGEST:
            continue
        line = view[low:high].strip()
        if len(line) > _LONGEST or line.endswith(("。", "；", "，")) or _OTHERS.search(line) is not None:
            continue
        if (
            view[low:high].endswith("\n")
            or high >= len(view)
            or view[high : high + 1] == "\n"
            or page.heading_at(one.start)
        ):
            yield Finding(
                index, "title_body", year, sure(page, 0.9), "Y01", "title",
                f"a heading of the budget of {year} names {one.last}", f"{year}年预算的标题写作{one.last}年",
            )  # fmt: skip


def check_budget_figures(page: Page, year: int) -> Iterator[Finding]:
    """Yield last year as that of a budget which is then set against last year: 2019年预算9.6万元，较2019年减少1.2万元."""
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.start < page.reference.title_end:
            continue
        if one.last not in (year - 1, year) or not _set_against_itself(page, index, one):
            continue
        # this year's is set against this year's: the second is wrong; last year's against last year's: the first
        base = one.last == year
        at, expected = (index + 1, year - 1) if base else (index, year)
        yield Finding(
            at, "other" if base else "stale_year", expected, sure(page, 0.87), "Y03", "comparison",
            f"a budget of {one.last} is set against that of {one.last}", f"{one.last}年预算与{one.last}年自身相比",
        )  # fmt: skip


def _set_against_itself(page: Page, index: int, one: Expression) -> bool:
    """Say whether the budget of a year is set against that of the same year, named next."""
    view = page.view
    told = _BUDGET.match(view, one.end)
    if told is None or index + 1 >= len(page.expressions):
        return False
    base = page.expressions[index + 1]
    if base.unit != "year" or base.last != one.last or base.start < told.end():
        return False
    if _AGAINST.fullmatch(view, told.end(), base.start) is None:
        return False
    return _CHANGED.match(view, base.end) is not None


def check_budget_deadlines(page: Page, year: int) -> Iterator[Finding]:
    """Yield deadlines that were over before the year of the budget began: 2016年12月底前组织自评 in the budget of 2017."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("year", "month", "day", "quarter", "half") or one.last != year - 1:
            continue
        if one.start < page.reference.title_end or page.layout.set_apart(one.start):
            continue
        high = page.layout.around(page.layout.statements, one.start)[1]
        if (
            _DUE.match(view, one.end - (view[one.end - 1] in "底末"), high) is None
            or _TOLD.search(view, one.end, high) is not None
        ):
            continue
        yield Finding(
            index, "plan_for_past_year", year, sure(page, 0.86), "Y02", "plan",
            f"a deadline of the budget of {year} lies in {one.last}", f"{year}年预算的时限写在{one.last}年",
        )  # fmt: skip


_TO_COME = re.compile(
    "(?:第?[一二三四]季度|[上下]半年|年?[底末初])?(?:前|起)?，?(?!度?[^，。；]{0,6}(?:[决预]算|绩效|年报|报告))[^，。；的]{0,8}?(?:将(?!近)|计划(?!的|内|数)|拟(?!定|稿)|力争)"
)


def check_budget_plans(page: Page, year: int) -> Iterator[Finding]:
    """Yield plans dated in the year before that of the budget: 2016年下半年将新增… in the budget of 2017."""
    view, signed = page.view, page.reference.signed
    for index, one in enumerate(page.expressions):
        if one.unit not in ("year", "month", "quarter", "half") or one.last != year - 1 or one.until is None:
            continue
        if one.start < page.reference.title_end or page.layout.set_apart(one.start):
            continue
        if signed is not None and signed <= one.until:
            continue  # the budget of a year may be drawn up before it
        low, high = page.layout.around(page.layout.statements, one.start)
        if view[one.start - 1] not in "。；，：\n" or _TO_COME.match(view, one.end, high) is None:
            continue
        if _TOLD.search(view, low, high) is None and signed is not None and not _LATER.search(view, one.end, high):
            yield Finding(
                index, "plan_for_past_year", year, sure(page, 0.93), "Y02", "plan",
                f"a plan of the budget of {year} lies in {one.last}", f"{year}年预算的计划写在{one.last}年",
            )  # fmt: skip


_LATER = re.compile("但|因|推迟|调整为|后改|取消|实际|结果|并入")


_OWN_BUDGET = re.compile(
    "年?度?(?:部门|单位|收支|收入|支出|财政|年初|当年|项目){0,3}预算(?:数|总额|安排)?(?:（?[0-9][0-9.,]* ?[万亿]?元）?)?"
    "(?:相?比较?|对比|相较)?，?(?:增|减|下降|上升|持平|多|少|降|压减)"
)


def check_budget_base(page: Page, year: int) -> Iterator[Finding]:
    """Yield the budget's own year as that against which it is set: 与2014年收支预算比较，减少360万元, in the budget of 2014."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if (
            one.unit != "year"
            or one.last != year
            or one.start < page.reference.title_end
            or page.layout.set_apart(one.start)
        ):
            continue
        if view[one.start - 1] not in "与比较同" or _OWN_BUDGET.match(view, one.end) is None:
            continue
        low = page.layout.around(page.layout.sentences, one.start)[0]
        if any(other.last > year for _, other in page.between(low, one.start)):
            continue
        yield Finding(
            index, "stale_year", year - 1, sure(page, 0.92), "Y03", "comparison",
            f"the budget of {year} is set against that of {one.last}", f"{year}年预算与{one.last}年预算相比",
        )  # fmt: skip


def check_ahead(page: Page) -> Iterator[Finding]:
    """Yield what is wrong in a budget or plan, which speaks of the year that it is named after."""
    year = page.reference.year
    if year is None or page.reference.certainty < 0.7:
        return
    yield from check_budget_headings(page, year)
    figures = list(check_budget_figures(page, year))
    yield from figures
    yield from check_budget_deadlines(page, year)
    yield from check_budget_plans(page, year)
    known = {finding.index for finding in figures}
    yield from (finding for finding in check_budget_base(page, year) if finding.index not in known)
