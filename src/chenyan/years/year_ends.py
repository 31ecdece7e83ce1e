"""A stretch from 1 January to 31 December is one year: 数字自2021年元旦起算，到2022年12月31日为止."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_REACH = 14
_OF_DATA = re.compile("数据|统计|数字|起算|报告")
_OF_A_TERM = re.compile("合同|聘|任期|有效期|期限[一二两三]|规划|行动")


def check_year_ends(page: Page) -> Iterator[Finding]:
    """Yield the end, or the start, of what should be one year, where the other is the reported year's."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index in range(1, len(page.expressions)):
        first, one = page.expressions[index - 1], page.expressions[index]
        if one.unit != "day" or one.until is None or one.start - first.end > _REACH or first.begin is None:
            continue
        if (one.until.month, one.until.day) != (12, 31) or (first.begin.month, first.begin.day) != (1, 1):
            continue
        if first.unit != "day" and not (first.unit == "year" and view.startswith("元旦", first.end)):
            continue
        if year not in (first.first, one.last) or abs(first.first - one.last) != 1:
            continue
        low, high = page.layout.around(page.layout.sentences, first.start)
        if _OF_DATA.search(view, low, high) is None or _OF_A_TERM.search(view, low, high) is not None:
            continue
        wrong = index if first.first == year else index - 1
        words = view[page.expressions[wrong].start : page.expressions[wrong].end]
        yield Finding(
            wrong, "data_period", year, 0.88, "Y04", "period",
            f"the data of one year run from 1 January to 31 December, but {words} is another year's",
            f"数据起止应为{year}年全年，而写作{words}",
        )  # fmt: skip
