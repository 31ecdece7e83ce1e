"""Years that the words beside them name: 较2019年（上年）, 明年，也就是2021年, 继2019年之后连续第二年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_LAST = "(?:上一?年度?|去年)"
_NAMED_BEHIND = re.compile(rf"度?\s?(?:（即?{_LAST}[）度，]|(?:即|也就是|也即|亦即){_LAST})")
_NAMED_BEFORE = re.compile(rf"{_LAST}(?:（|（即|，?即|、即|——|，?也就是)$")
_NAMED_ENDS = frozenset("（即、—是\n")  # the last characters of what it matches
_COMPARED = re.compile("[比较与]")
_CLOSES = frozenset("）)，的，。")


def check_last_year_named(page: Page) -> Iterator[Finding]:
    """Yield years that are said to be the year before the reported one, but are not."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last == year - 1 or abs(one.last - year) > 3:
            continue
        if one.start < page.reference.title_end or view[one.end - 1] in "底末初":
            continue
        if page.zone_at(one.start) is not None:
            continue  # 去年 in a plan of January is the reported year
        named = (
            view[one.start - 1] in _NAMED_ENDS
            and _NAMED_BEFORE.search(view, max(0, one.start - 8), one.start) is not None
            and view[one.end : one.end + 1] in _CLOSES
        )
        behind = _NAMED_BEHIND.match(view, one.end)
        if not named and behind is None:
            continue
        words = view[max(0, one.start - 8) : one.end + 8]
        if one.last == year and "去年" in words and _COMPARED.search(view, max(0, one.start - 10), one.start) is None:
            continue  # written in January, 去年 is the reported year
        yield Finding(
            index, "stale_year", year - 1, 0.88, "Y03", "comparison",
            f"{view[one.start : one.end]} is said to be the year before {year}",
            f"所称“上年”应为{year - 1}年，而写作{view[one.start : one.end]}",
        )  # fmt: skip


_NEXT = re.compile(
    "(?:明年|来年|下一?年度?|新的?一年|(?:今后|未来)[一二三两]年|今后一个时期)(?:（|，?(?:即|也就是|亦即))$"
)
_NEXT_ENDS = frozenset("（即是\n")  # the last characters of what it matches
_TOLD = re.compile("去年|上年|提出|承诺|年初|报告")
_UNITS = frozenset(("year", "half", "month", "quarter", "range"))
_SAME_BREATH = 120


def check_next_year_named(page: Page) -> Iterator[Finding]:
    """Yield years that are said to be the next one, but are not: 明年，也就是2021年 in the report on 2021."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.limit < year:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in _UNITS or one.first == year + 1 or abs(one.first - year) > 2:
            continue
        if one.start < page.reference.title_end or view[one.start - 1] not in _NEXT_ENDS:
            continue
        if _NEXT.search(view, max(0, one.start - 12), one.start) is None:
            continue
        if _TOLD.search(view, max(0, one.start - 40), one.start) is not None:
            continue
        if one.first == year + 2 and re.search(
            f"今年（{year + 1}年", view[max(0, one.start - _SAME_BREATH) : one.start]
        ):
            continue  # written in January: 今年（2022年）…，明年（2023年）…
        yield Finding(
            index, "plan_for_past_year", year + 1, 0.9, "Y02", "plan",
            f"{view[one.start : one.end]} is said to be the year after {year}",
            f"所称“明年”应为{year + 1}年，而写作{view[one.start : one.end]}",
        )  # fmt: skip


_IN_A_ROW = re.compile("[^，。；]{0,24}?(?:之?后|以来|，)[^，。；]{0,6}连续第?(?P<n>[二两])年")


def check_since(page: Page) -> Iterator[Finding]:
    """Yield the first of two years in a row that is not last year: 继2019年之后连续第二年."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("year", "month") or one.last not in (year - 2, year):
            continue
        if one.start < page.reference.title_end or not view.startswith("继", one.start - 1):
            continue
        match = _IN_A_ROW.match(view, one.end)
        if match is None or parse_number(match.group("n").replace("两", "二")) != 2:
            continue
        low = page.layout.around(page.layout.sentences, one.start)[0]
        if any(other.first and other.last != year for _, other in page.between(low, one.start)):
            continue
        yield Finding(
            index, "stale_year", year - 1, 0.86, "Y03", "history",
            f"the second year in a row is {year}, so that the first cannot be {one.last}",
            f"连续第二年为{year}年，前一次应在{year - 1}年",
        )  # fmt: skip
