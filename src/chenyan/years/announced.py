"""Last year's figures that are announced as such: 为便于对照，现将上年各季公开数附后：2020年一季度58条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.settled import settled

_ANNOUNCED = re.compile("(?:上一?年度?|去年|往年|历年|前[几两三]年)[^，。；：\n]{0,16}[：:]$")


def check_announced(page: Page) -> Iterator[Finding]:
    """Settle the years before the reported one behind a label that announces them; nothing is yielded."""
    year, view = page.reference.year, page.view
    for index, one in enumerate(page.expressions):
        if year is None or one.last >= year or view[one.start - 1 : one.start] not in ("：", ":"):
            continue
        if _ANNOUNCED.search(view, max(0, one.start - 28), one.start) is not None:
            settled(page).add(index)
    yield from ()
