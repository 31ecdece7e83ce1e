"""Papers against the day of their issue: 2021年4月印发的《办法》（河政办发〔2020〕19号）; 《2020年工作要点》于2021年4月印发."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import sentence

_DAYS = frozenset(("month", "day"))
_PLAN = re.compile(
    r"度?(?:全[国省市县区校]|[省市县区])?[^，。；、》\n0-9]{0,16}?(?:工作要点|要点|工作计划|重点任务|任务分解表|任务分工|工作安排|任务清单|责任分解|实施方案|工作方案)"
)
_ISSUES = re.compile(
    "(?:印发|制定|出台|下发|转发|修订|签发|研究制定)(?:了|实施)?[^，。；《]{0,10}《?[^，。；《》]{0,14}$"
)
_LOOKS_BACK = re.compile("总结|完成情况|落实情况|考核|未完成|遗留|剩余|结转|以来|比|较|原|旧|废止|去年|上年|通报|评估")
_THEN_ON = re.compile("[^，。；》]{0,6}》?[^，。；]{0,6}[于在]?")
_ISSUED = re.compile("(?:[0-9]{1,2}日)?(?:正式)?(?:印发|出台|下发|制定|发布|公布)")
_FIRST, _LAST = 2, 11  # a plan may be issued in the months around the turn of the year


def check_plan_papers(page: Page) -> Iterator[Finding]:
    """Yield last year as that of a plan issued in the course of the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last != year - 1 or one.start < page.reference.title_end:
            continue
        plan = _PLAN.match(view, one.end)
        if plan is None or page.zone_at(one.start) is not None:
            continue
        low, high = sentence(page, one, before=70, after=80)
        if _LOOKS_BACK.search(view, low, high) is not None:
            continue
        before = next((o for _, o in reversed(page.between(low, one.start)) if o.unit in _DAYS), None)
        behind = next((o for _, o in page.between(plan.end(), high) if o.first and o.unit != "document"), None)
        issued = before is not None and _in_its_course(before, year)
        if issued and before is not None:
            gap = view[before.end : one.start]
            issued = _ISSUES.search(gap) is not None and "；" not in gap
        if not issued and behind is not None and _in_its_course(behind, year):
            gap = view[plan.end() : behind.start]
            issued = _THEN_ON.fullmatch(gap) is not None and _ISSUED.match(view, behind.end) is not None
        if issued:
            yield Finding(
                index, "stale_year", year, 0.86, "Y03", "document",
                f"a plan issued in the course of {year} is named that of {one.last}",
                f"{year}年年中印发的计划写作{one.last}年",
            )  # fmt: skip


def _in_its_course(one: Expression, year: int) -> bool:
    return one.unit in _DAYS and one.last == year and one.begin is not None and _FIRST <= one.begin.month <= _LAST


_SAID_ABOVE = re.compile("(?:上述|前述|前文|该|上列)(?P<office>[一-龥]{2,8})$")
_NUMBER_BEHIND = re.compile("[0-9]{1,4}号")


def check_number_said_above(page: Page) -> Iterator[Finding]:
    """Yield the number of a paper named above that bears another year: 鸣政办〔2018〕9号…上述鸣政办〔2019〕9号."""
    year = page.reference.year
    if year is None or page.reference.certainty < 0.6:
        return
    view = page.view
    named: dict[str, tuple[str, Expression]] = {}  # by number: the office before it, and the paper told last
    for index, one in enumerate(page.expressions):
        if one.unit != "document" or not one.first:
            continue
        number = _NUMBER_BEHIND.search(view, one.start, one.end + 6)
        if number is None:
            continue
        above = _SAID_ABOVE.search(view, max(0, one.start - 12), one.start)
        if above is None:
            named[number.group()] = view[max(0, one.start - 8) : one.start], one
            continue
        office, met = named.get(number.group(), ("", one))
        if office.endswith(above.group("office")) and met.first != one.first:
            yield Finding(
                index, "other", met.first, 0.86, "Y03", "document",
                f"the paper named above bears the year {met.first}", f"前文同一文号的年份为{met.first}年",
            )  # fmt: skip


_NAMED = re.compile(r"(?:印发|出台|下发|发布|公布|制定|签发)了?的?[^，。；《]{0,8}《[^《》\n]{2,50}》（[^（）]{0,12}$")
_OTHER = re.compile("[。；]|修订|修正|转发|原|根据|依据|按照")
_CLOSED = re.compile("[^（）]{0,6}）[^，。；]{0,8}[于在]?")


def check_numbers_of_papers(page: Page) -> Iterator[Finding]:
    """Yield the year of a paper's number, or the day of its issue, where one of them is a year off."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "document" or not one.first or one.start < page.reference.title_end:
            continue
        told = _day_of_issue(page, one)
        if told is None:
            continue
        at, day = told
        if day.last == one.first or abs(day.last - one.first) > 1:
            continue
        if day.unit in _DAYS and day.begin is not None and day.begin.month <= _FIRST and day.last == one.first + 1:
            continue  # numbered in December, published in January
        if year not in (day.last, one.first):
            continue
        wrong = index if day.last == year else at
        words = view[page.expressions[wrong].start : page.expressions[wrong].end]
        yield Finding(
            wrong, "stale_year", year, 0.86, "Y03", "document",
            f"{words}: the number of a paper and the day of its issue name two years",
            f"{words}：文号年份与印发时间不一致",
        )  # fmt: skip


def _day_of_issue(page: Page, one: Expression) -> tuple[int, Expression] | None:
    """Return the date at which the paper with a number is said to have been issued."""
    view, layout = page.view, page.layout
    low, high = sentence(page, one, before=90, after=30)
    for at, day in reversed(page.between(low, one.start)):
        if day.unit in _DAYS or (day.unit == "year" and layout.enclosed(layout.titles, day.start) is None):
            gap = view[day.end : one.start]
            if _NAMED.search(gap) is not None and _OTHER.search(gap) is None:
                return at, day
            break
    for at, day in page.between(one.end, high):
        if day.unit in _DAYS and _CLOSED.fullmatch(view, one.end, day.start) and _ISSUED.match(view, day.end):
            return at, day
        break
    return None
