"""One year with two figures of one thing: 2020年发现错敏信息11处，2020年仅发现2处 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chenyan.years.amounts import first_amount
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within

_APART = 50
_JOINED = re.compile("[，；、。]$")
_FIGURE_NEXT = re.compile(
    "度?(?:则|又|再|就|全年|[三两二]者|前者|依次|为|[仅是共有达到：]|只有|(?:上升|增加|下降)到|[升降减]至|仍)*(?=第?[0-9一二三四五六七八九十百])"
)
_ITSELF = re.compile("度?(?:全年)?(?:我[局镇乡县市区]|全[县市区])?")
# Behind the second year these words tell that it is the base; the first is then this year's.
_BASE = re.compile("度?(?:则|同期|[三两二]者|依次|仅|只有|才)")
_IS = re.compile("度?(?:为|是)")
_OF_PARTS = re.compile("其中|计划|预算|目标|[批期]|次会")


def check_same_year_again(page: Page) -> Iterator[Finding]:
    """Yield last year where the next clause tells another figure of the same thing for the same year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    told = of_last_year(page)
    for (index, one), (at, again) in pairwise(told):
        if at != index + 1 or not _two_figures(page, one, again, year):
            continue
        view = page.view
        first = _BASE.match(view, again.end) or (_IS.match(view, again.end) and not _IS.match(view, one.end))
        yield Finding(
            index if first else at, "stale_year", year, 0.86, "Y03", "work",
            f"two figures of one thing are told of {one.last}; one of them is that of {year}",
            f"同一事项两个数字都写作{one.last}年，其一应为{year}年",
        )  # fmt: skip


def _two_figures(page: Page, one: Expression, again: Expression, year: int) -> bool:
    view = page.view
    if one.unit != "year" or again.unit != "year" or view[one.end - 1] in "初底末" or view[again.end - 1] in "初底末":
        return False
    low, high = sentence(page, one, before=80)
    between = view[one.end : again.start]
    if again.start >= high or len(between) > _APART or _JOINED.search(between) is None:
        return False
    if any(other.last == year for other in years_within(page, low, high)) or _OF_PARTS.search(between[:14]):
        return False
    figure, other = first_amount(view, one.end, again.start), first_amount(view, again.end, min(high, again.end + 30))
    if figure is None or other is None or figure.unit != other.unit or figure.value == other.value:
        return False
    itself = _ITSELF.sub("", between, count=1)[:2]
    return _FIGURE_NEXT.match(view, again.end) is not None or view.startswith((itself, f"度{itself}"), again.end)
