"""Years that are announced as what they are: last year's figures behind a label, what was put up for comment.

现将上年各季公开数附后：2020年一季度58条; 2021年度拟支持项目公示19个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.settled import settled

_ANNOUNCED = re.compile("(?:上一?年度?|去年|往年|历年|前[几两三]年)[^，。；：\n]{0,16}[：:]$")
_PUT_UP = re.compile(
    r"度?拟[^，。；：的]{1,8}?(?:项目|名单|人选|人员|对象|企业|单位|地块|宗地|事项)[^，。；：的]{0,6}?"
    r"(?:公示|公告|公开|[0-9一二三四五六七八九十]{1,4}[个家名人宗块项份])"
)


def check_announced(page: Page) -> Iterator[Finding]:
    """Settle such years, so that nothing is held against them; no finding is yielded."""
    year, view = page.reference.year, page.view
    for index, one in enumerate(page.expressions):
        if year is None or not one.first:
            continue
        labelled = one.last < year and view[one.start - 1 : one.start] in ("：", ":")
        if (labelled and _ANNOUNCED.search(view, max(0, one.start - 28), one.start) is not None) or (
            one.unit == "year" and _PUT_UP.match(view, one.end) is not None
        ):
            settled(page).add(index)
    yield from ()
