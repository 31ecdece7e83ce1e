"""Papers of a year: work of this year does not follow the next one's plan, and one plan has not two years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.amounts import first_amount
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_PLAN = re.compile(
    r"(?:度)?(?:全[国省市县区]|[省市县区])?[^，。；、》\n0-9]{0,14}?(?:工作要点|要点|工作计划|任务清单|重点任务|目标任务|责任书|任务分解表|实施方案)"
)
_FOLLOWED = re.compile(
    r"(?:落实|按照|对照|围绕|根据|依据|依照|执行|完成|贯彻|细化|分解)(?:了|好)?[^，。；\n]{0,12}《?[^，。；《\n]{0,16}$"
)
_AHEAD = re.compile("将|拟|谋划|制定|起草|征求|草拟|编制|筹划|明年|来年|下一|提前|征集|研究|印发了|印发《|公布《")
_REACH = 140
_LEAST = 5


def check_papers(page: Page) -> Iterator[Finding]:
    """Yield the year of a paper that the reported year's work is said to follow, though it plans the next one."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech") or page.reference.certainty < 0.7:
        return
    papers = [
        (at, one)
        for at, one in enumerate(page.expressions)
        if one.unit == "year"
        and abs(one.last - year) <= 1
        and one.start >= page.reference.title_end
        and page.zone_at(one.start) is None
        and _PLAN.match(page.view, one.end, one.end + 34) is not None
    ]
    for number, (at, one) in enumerate(papers):
        if one.last == year + 1 and not page.in_problems(one.start) and _is_followed(page, one):
            yield Finding(
                at, "stale_year", year, 0.85, "Y03", "document",
                f"the work of {year} follows the plan for {one.last}", f"{year}年的工作写成落实{one.last}年的要点、计划",
            )  # fmt: skip
        elif one.last == year - 1 and any(
            _same_tasks(page, one, other)
            for _, other in papers[max(0, number - 2) : number + 3]
            if other.last == year and abs(other.start - one.start) < _REACH
        ):
            yield Finding(
                at, "stale_year", year, 0.85, "Y03", "document",
                f"the tasks of the plan for {year} are told as those of the plan for {one.last}",
                f"{year}年要点的任务写作{one.last}年要点的任务",
            )  # fmt: skip


def _is_followed(page: Page, one: Expression) -> bool:
    view = page.view
    low, high = page.layout.around(page.layout.sentences, one.start)
    if _FOLLOWED.search(view, max(low, one.start - 40), one.start) is None:
        return False
    return _AHEAD.search(view[max(low, one.start - 40) : min(high, one.end + 40)]) is None


def _same_tasks(page: Page, one: Expression, other: Expression) -> bool:
    """Say whether the same number of tasks is told of two years' plans."""
    view = page.view
    first, second = first_amount(view, one.end, one.end + 50), first_amount(view, other.end, other.end + 50)
    if first is None or second is None or first.value < _LEAST or first.start == second.start:
        return False
    return (first.value, first.unit) == (second.value, second.unit) and "\n" not in view[
        min(one.end, other.end) : max(one.start, other.start)
    ]
