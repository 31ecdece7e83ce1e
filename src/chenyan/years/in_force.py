"""A paper cannot apply before it was passed: 2021年10月表决通过，将从2021年3月1日起施行."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_REACH = 44
_PASSED = re.compile("[^；]{0,24}?(?:通过|公布|印发|发布|批准|出台|审定|签发|颁布|制定)")
_SINCE = re.compile("[自从于]$")
_APPLIES = re.compile("起?(?:正式|全面)?(?:施行|实施|执行|启用|生效)|起，?[^，。；]{0,10}(?:施行|实施|执行|启用|生效)")
_BEFORE = re.compile("追溯|补发|补缴|原|已|标准|待遇|补[贴助]|工资|价格|基数|养老金|低保|津贴")
_LAW = re.compile("将|通过|条例|办法|规定|规则|细则|规程|目录|规划|制度")


def check_in_force(page: Page) -> Iterator[Finding]:
    """Yield the day from which a paper applies, where it lies before the day, in the same year, on which it was passed."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward":
        return
    view = page.view
    for index in range(1, len(page.expressions)):
        first, one = page.expressions[index - 1], page.expressions[index]
        if one.unit not in ("day", "month") or first.unit not in ("day", "month") or one.start - first.end > _REACH:
            continue
        if not one.last == first.last == year or one.begin is None or first.begin is None or one.begin >= first.begin:
            continue
        low = page.layout.around(page.layout.sentences, one.start)[0]
        if first.start < low or page.layout.set_apart(one.start) or page.layout.set_apart(first.start):
            continue
        gap = view[first.end : one.start]
        if _BEFORE.search(view, max(low, first.start - 30), first.start) or "追溯" in view[one.end : one.end + 12]:
            continue
        if _LAW.search(view, max(low, first.start - 30), one.start) is None:
            continue
        if _PASSED.match(gap) is None or _SINCE.search(gap) is None or _BEFORE.search(gap) is not None:
            continue
        if _APPLIES.match(view, one.end) is None:
            continue
        yield Finding(
            index, "date_order", year + 1, 0.86, "Y03", "document",
            f"what was passed in {view[first.start : first.end]} cannot apply from {view[one.start : one.end]} on",
            f"{view[first.start : first.end]}通过的文件不会自{view[one.start : one.end]}起施行",
        )  # fmt: skip
