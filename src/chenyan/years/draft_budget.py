"""Years in reports on the budget of one year and the draft of the next: 二、2021年预算草案, 2021年收入安排19.5亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chenyan.years.finding import Finding
from chenyan.years.scope import Page, place
from chenyan.years.standing import over_by_then
from chenyan.years.weighing import measures

_TITLE = re.compile("(?:执行|决算)[^，。\n]{0,10}(?:及|和|与|暨)[^，。\n]{0,12}预算(?:草案|安排)?")
_HEAD = re.compile(
    "年?度?(?!预算执行)[^，。；执决]{0,18}?(?:预算草案|预算安排|预算编制|收支安排|收支预算|预算收支|支出安排|收入安排|预算(?:指导)?(?:思想|思路|原则))"
)
_SETS = re.compile(
    "度?，?[^。；0-9]{0,40}?(?:预?安排|拟安排|预计(?!完成)|预期|代编|计划(?:安排|完成)|建议安排)[^。；0-9完已]{0,16}?[0-9]|度?，?[^。；，]{0,8}?(?:将|要(?!点)|拟|力争)"
)
_DONE = re.compile("完成(?:了|预算)|为(?:预算|调整预算)|执行(?:数|中)|实际|已|年初(?:预算)?安排|调整")


def check_draft_headings(page: Page) -> Iterator[Finding]:
    """Yield the year that is over as that of the draft in a heading: 二、2021年预算草案, in the report on 2021."""
    year = _drafts(page)
    if year is None:
        return
    for index, one in over_by_then(page):
        if one.unit != "year":
            continue
        head = page.heading_at(one.start)
        if head is None or not head.alone or _HEAD.match(page.view, one.end) is None:
            continue
        words = page.view[head.start : head.end]
        if "执行" in words or "决算" in words or str(year + 1) in words:
            continue
        yield _plan(page, index, year, 0.9)


def check_draft_sums(page: Page) -> Iterator[Finding]:
    """Yield the year that is over as that for which the draft sets sums: 2021年，…收入安排19.5亿元 under 2022年预算草案."""
    year = _drafts(page)
    if year is None:
        return
    first = _draft_from(page)
    for index, one in over_by_then(page):
        if one.unit != "year" or one.start < first or page.layout.set_apart(one.start):
            continue
        head, here = page.heading_at(one.start), place(page, one)
        if head is not None and head.alone:
            continue
        if not here.adverbial or measures(page.view, one) or _SETS.match(page.view, one.end) is None:
            continue
        if _DONE.search(page.view, one.start, min(here.statement[1], one.end + 60)):
            continue
        yield _plan(page, index, year, 0.88)


_AND_DRAFT = re.compile("(?:预算)?执行情况(?:的报告)?(?:和|及|与|以及|、|暨)$")
_OF_DRAFT = re.compile("年?度?[^，。；0-9]{0,10}?预算(?:草案|（草案）|安排)")


def check_draft_named(page: Page) -> Iterator[Finding]:
    """Yield one year as that of both the budget that was carried out and the draft: 2016年预算执行情况和2016年预算草案."""
    year = _drafts(page)
    if year is None:
        return
    view = page.view
    for index, one in enumerate(page.expressions[1:], 1):
        before = page.expressions[index - 1]
        if one.unit != "year" or not one.last == before.last == year or one.start - before.end > _BETWEEN:
            continue
        if _AND_DRAFT.search(view, before.end, one.start) is None or _OF_DRAFT.match(view, one.end) is None:
            continue
        yield replace(_plan(page, index, year, 0.92), kind="title_body", code="Y01", role="title")


_BETWEEN = 30
_APPROVED = re.compile(
    "(?:[0-9]{1,2}日)?[^，。；0-9]{0,30}?(?:批准|通过|批复|审查批准|审议通过)(?:了|的|下达的)?(?:[^，。；0-9]{0,8}?)$"
)
_BUDGET = re.compile("年?度?(?!.{0,8}决算)[^，。；0-9]{0,12}?(?:预算|收入预算|支出预算)(?!执行|法)")


def check_approved_budget(page: Page) -> Iterator[Finding]:
    """Yield a day behind the year whose budget was approved on it: 2020年1月…会议批准的2019年收入预算."""
    year = page.reference.year
    if year is None or page.reference.certainty < 0.7 or page.reference.genre == "school":
        return
    view = page.view
    for index, one in enumerate(page.expressions[1:], 1):
        day = page.expressions[index - 1]
        if one.unit != "year" or one.last != year or day.unit not in ("month", "day") or day.first != year + 1:
            continue
        if one.start - day.end > 40 or day.start < page.reference.title_end or page.layout.set_apart(day.start):
            continue
        if _APPROVED.fullmatch(view, day.end, one.start) is None or _BUDGET.match(view, one.end) is None:
            continue
        yield Finding(
            index - 1, "date_order", year, 0.88, "Y03", "work",
            f"the budget of {year} was not approved in {day.first}", f"{year}年预算不会在{day.first}年才批准",
        )  # fmt: skip


def _drafts(page: Page) -> int | None:
    """Return the reported year of a report that also holds the draft budget of the next, None of others."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech") or page.reference.certainty < 0.7:
        return None
    return (
        year
        if _TITLE.search(page.view, 0, max(page.reference.title_end, 80)) and page.reference.limit >= year
        else None
    )


def _draft_from(page: Page) -> int:
    """Return where the part on the draft begins: under its heading, whichever year that names."""
    for head in page.layout.headings:
        if head.start < page.reference.title_end or not head.alone or head.level != 1:
            continue
        if re.search("预算草案|预算安排|预算编制|收支安排", head.words) and not re.search("执行|决算", head.words):
            return head.start
    return len(page.view)


def _plan(page: Page, index: int, year: int, confidence: float) -> Finding:
    words = page.view[page.expressions[index].start : page.expressions[index].end]
    return Finding(
        index, "plan_for_past_year", year + 1, confidence, "Y02", "plan",
        f"the draft budget of {year + 1} is told of {words}", f"{year + 1}年预算草案写作{words}",
    )  # fmt: skip
