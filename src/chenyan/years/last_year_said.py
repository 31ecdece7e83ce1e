"""A year that other words call the year before: 上年末（即2019年12月31日）, 对照2019年度报告（即上一年报告） in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import told_freely

_LAST = "(?:刚刚?过去的)?(?:上一?年|去年)"
_THAT_IS = "(?:[（，](?:也?即|也就是|就是)|即|（)"
# 上年末，即2019年末; 上一年度报告即2019年度报告: the words stand right before the year.
_BEFORE = re.compile(rf"{_LAST}(?:度|末|底|年末|同期|度?(?:工作)?(?:报告|年报)|度末)?(?:所列)?{_THAT_IS}$")
# 2019年年度报告（即上一年报告）, 2019年，即上一年度遗留的: behind it, a few words on.
_APPOSED = re.compile(r"[^。；（\n]{0,30}?(?:[，（](?:也?即|也就是)|（)" + _LAST)
_AFTER_LAST = re.compile("(?:(?:[^，。；（）\n]{0,4}的)?前|再上)")  # 上一年的前一年
_OPENING_STOCK = re.compile("[末底]?，?(?:（)?即(?:本?年初|期初|[今本]年初)数?")
_UNITS = frozenset(("year", "day", "month"))


def check_last_year_said(page: Page) -> Iterator[Finding]:
    """Yield years two before the reported one that the text itself calls last year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.last != year - 2 or one.first != one.last or one.unit not in _UNITS or not told_freely(page, one):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        behind = _APPOSED.match(view, one.end, min(high, one.end + 48))
        if behind is not None:
            named = _AFTER_LAST.match(view, behind.end()) is None and not any(
                other.first for _, other in page.between(one.end, behind.end())
            )
        else:
            named = _BEFORE.search(view, max(low, one.start - 18), one.start) is not None
            named = named or _OPENING_STOCK.match(view, one.end, high) is not None
        if named:
            yield Finding(
                index, "stale_year", year - 1, 0.88, "Y03", "comparison",
                f"{view[one.start : one.end]} is called the year before {year}",
                f"所称“上年”应为{year - 1}年，而写作{view[one.start : one.end]}",
            )  # fmt: skip
