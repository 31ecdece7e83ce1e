"""A school year leads from one year into the next: 2021—2021学年 and 2021—2020学年 are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_BOTH = re.compile("[12][0-9]{3}[^0-9]{1,4}[12][0-9]{3}")


def check_school_years(page: Page) -> Iterator[Finding]:
    """Yield school years that end in the year in which they begin, or before it."""
    for index, one in enumerate(page.expressions):
        if one.unit != "school_year" or one.last > one.first or not one.first:
            continue
        words = page.view[one.start : one.end]
        if _BOTH.match(words) is not None:
            yield Finding(
                index, "other", one.first + 1, 0.88, "Y03", "work",
                f"the school year {words} does not lead into the next year", f"学年“{words}”未跨入次年",
            )  # fmt: skip
