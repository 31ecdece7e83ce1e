"""One year twice where two years are set side by side: 信息员2020年换2人，2020年换4人; which one is wrong, the change tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.amounts import amounts
from chenyan.years.finding import Finding
from chenyan.years.scope import Page, place
from chenyan.years.standing import before_it, of_last_year

_NEAR = 40
_NOT_A_PAIR = re.compile("比|较|同|年|其中|的|\n")
_LIGHT = re.compile(
    "度|全年|则|为|是|有|仅|才|只|已|又|再|仍|达到?|共|约|，|增|加|至|到|降|升|减|少|提高|上升|下降|扩大"
)
_FIGURE_BEFORE = re.compile("[0-9一二三四五六七八九十][^0-9，。；]{1,3}，$")
_UP = re.compile("增|升|上涨|提高|多[出了]|翻|扩大|提速")
_DOWN = re.compile("降|减|少[了]|回落|下滑|缩")
_IS = re.compile("(?:全年)?为")


def check_pairs(page: Page) -> Iterator[Finding]:
    """Yield the one of two equal years, each with its figure of one thing, that should be the reported one."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit != "year" or (found := before_it(page, index, _NEAR)) is None:
            continue
        before, first = found
        if first.unit != "year" or first.last != one.last:
            continue
        if view[first.end - 1] in "底末初" or view[one.end - 1] in "底末初":
            continue
        if _NOT_A_PAIR.search(view, first.end, one.start) or _FIGURE_BEFORE.search(
            view[max(0, first.start - 8) : first.start]
        ):
            continue
        low, high = place(page, one).sentence
        said, again = amounts(view, first.end, one.start), amounts(view, one.end, min(high, one.end + _NEAR))
        if not said or not again or said[0].unit != again[0].unit or said[0].value == again[0].value:
            continue
        if _LIGHT.sub("", view[first.end : said[0].start]) != _LIGHT.sub("", view[one.end : again[0].start]):
            continue
        around = view[max(low, first.start - 30) : min(high, one.end + 60)]
        up, down = _UP.search(around) is not None, _DOWN.search(around) is not None
        if up != down:
            wrong = index if (again[0].value > said[0].value) == up else before
        elif "；" in view[first.end : one.start] or (_IS.match(view, one.end) and not _IS.match(view, first.end)):
            continue  # 共52期；2020年为24期: as likely the base as the fact
        else:
            wrong = index
        yield Finding(
            wrong, "stale_year", year, 0.85, "Y03", "work",
            f"{one.last} is told twice of one thing, with two figures; one of them is {year}'s",
            f"同一事项的两个数字都写作{one.last}年，其中一个应为{year}年",
        )  # fmt: skip
