"""Seasons and halves of one year under two: 2021年春季资助1720人，2020年秋季资助1805人，全年合计3525人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within

_SEASON = re.compile("(?P<word>[春夏秋冬])(?:[季天]|学期|[播种防粮训招收]|节后|国庆)|(?P<holiday>寒假|汛期|暑[期假])")
_MONTH = {"春": 3, "夏": 6, "秋": 9, "冬": 12, "寒假": 2, "汛期": 6, "暑期": 7, "暑假": 7}
_ALL = re.compile(
    "全年|年内|本年(?:度)?(?!末|初|报)|今年|一年来|当年|合计|总计|共计|(?:两|三|四|各)[个季次期](?:季|假|学期|度|节)?"
)
_APART = re.compile(
    "比|较|同期|去年|上年|上一?[季年]|同比|增[长加幅至到]|下降|[上跨]年度|跨年|以来|历年|近[两三]年|两年|三年|原[定计]|推迟|延期|由|结转|曾|因|采暖|供暖|取暖|学年|反季|越冬|冬春"
)


def check_seasons(page: Page) -> Iterator[Finding]:
    """Yield a season or half of last year that goes on from one of the reported year, or goes before it, in one account."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        own = _part(view, one)
        if own is None:
            continue
        low, high = sentence(page, one)
        others = years_within(page, low, high, but=one)
        if not others or any(other.last != year for other in others) or _APART.search(view, low, high) is not None:
            continue
        beside = [(other, part) for other in others if (part := _part(view, other)) is not None and part[0] == own[0]]
        goes_on = any((other.start < one.start) == (part[1] < own[1]) and part[1] != own[1] for other, part in beside)
        if goes_on and (_ALL.search(view, low, high) is not None or len(beside) > 1):
            yield Finding(
                index, "stale_year", year, 0.86, "Y03", "work",
                f"{view[one.start : one.end]} is told as a part of {year} beside its other parts",
                f"{view[one.start : one.end]}与{year}年其他时段合为一年",
            )  # fmt: skip


def _part(view: str, one: Expression) -> tuple[str, int] | None:
    """Return what kind of part of a year a mention names, and its first month."""
    if one.unit in ("half", "quarter") and one.begin is not None:
        return one.unit, one.begin.month
    if one.unit != "year":
        return None
    season = _SEASON.match(view, one.end)
    return ("season", _MONTH[season.group("word") or season.group("holiday")]) if season is not None else None
