"""Dates that the whole country knows under another year: 民法典2020年1月1日起施行, 2021年10月党的二十大召开."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.years.cues import either
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.law_dates import law_days
from chenyan.years.scope import Page

_FORCE = re.compile("起?(?:正式|全面|开始)?(?:施行|实施|生效)(?!细则|办法|方案|意见|情况)")
_NAMES = re.compile("[法典]")  # the last characters of the laws' names
_CONGRESSES = {"十八大": (2012, 11), "十九大": (2017, 10), "二十大": (2022, 10)}
_HELD = re.compile(
    "[0-9日]{0,3}，?(?:以来)?(?:中国共产党|中共|党的)(?P<name>十八大|十九大|二十大)(?:报告|会议)?(?:胜利|顺利|隆重)?(?:召开|闭幕|开幕)(?!之年|前)"
)


def check_known_days(page: Page) -> Iterator[Finding]:
    """Yield dates of laws and party congresses under a year that is not theirs."""
    for index, one in enumerate(page.expressions):
        found = _held(page, one) if one.unit in ("day", "month") else None
        if found is None and one.unit == "day":
            found = _law(page, one)
        if found is None:
            continue
        words = page.view[one.start : one.end]
        yield Finding(
            index, "other", found, 0.88, "Y03", "law",
            f"{words} is known under {found}", f"“{words}”与公知年份（{found}年）不符",
        )  # fmt: skip


def _held(page: Page, one: Expression) -> int | None:
    held = _HELD.match(page.view, one.end, one.end + 24)
    if held is None or one.begin is None:
        return None
    year, month = _CONGRESSES[held.group("name")]
    return year if one.begin.month == month and 0 < abs(one.last - year) < 3 else None


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a law's name before its first day, and behind it."""
    laws = either(law for law in law_days() if law.endswith(("法", "典")))
    return (
        re.compile(
            rf"(?<![一-龥])(?:新(?:修订)?的?|中华人民共和国|学习|宣传|随着|自)?《?(?P<law>{laws})》?(?:已|将|，|（)?(?:自|于|从)?$"
        ),
        re.compile(
            rf"起?，?(?:正式)?(?:施行|实施)?的?，?(?:新(?:修订)?的?)?《?(?:中华人民共和国)?(?P<law>{laws})》?(?:正式|开始|全面)*(?P<force>施行|实施|生效)?"
        ),
    )


def _law(page: Page, one: Expression) -> int | None:
    """Return the year in which a law came into force on this day, where the mention names another."""
    view = page.view
    before, behind = _named()
    named = before.search(view, max(0, one.start - 22), one.start) if _FORCE.match(view, one.end) is not None else None
    if named is None and _NAMES.search(view, one.end, one.end + 40) is not None:
        named = behind.match(view, one.end, one.end + 40)
        if named is not None and not named.group("force") and "行" not in named.group() and "施" not in named.group():
            return None
    if named is None or one.begin is None:
        return None
    days = [day for day in law_days()[named.group("law")] if (day.month, day.day) == (one.begin.month, one.begin.day)]
    return days[-1].year if days and all(day.year != one.first for day in days) else None
