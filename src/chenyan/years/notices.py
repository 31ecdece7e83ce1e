"""The notice by which a report is made names its year: 根据《关于做好2020年度…年度报告编制工作的通知》 in the report on 2021.

So does the sentence with which it closes: 2020年没有收取信息处理费，本年度无其他需要报告的事项.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within

_ABOUT = re.compile("(?:关于|做好|编制|印发|开展)[^，。；]{0,14}$")
_NOTICE = re.compile("年?度?[^《》\n]{0,30}?(?:年度报告|年报|工作报告)[^《》\n]{0,40}?通知")
_MADE_BY_IT = re.compile("(?P<itself>本报告|现(?:公布|发布|将|向))|编[制写](?!工作|发布|要求)|形成")
_ITSELF, _ANYTHING = 0.86, 0.78  # a report that does not name itself may tell by what all of them are made: a hint
_OF_BEFORE = re.compile("上年|去年|参照|格式|体例|样式|此前|历年")


def check_notices(page: Page) -> Iterator[Finding]:
    """Yield last year in the name of the notice by which the report says it was made."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or not one.first == one.last == year - 1:
            continue
        if _ABOUT.search(view, max(0, one.start - 20), one.start) is None:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        notice = _NOTICE.match(view, one.end, high)
        if notice is None or _OF_BEFORE.search(view, low, high) is not None:
            continue
        made = {made["itself"] for made in _MADE_BY_IT.finditer(view, notice.end(), min(len(view), high + 60))}
        if made:
            yield Finding(
                index, "title_body", year, _ITSELF if any(made) else _ANYTHING, "Y01", "document",
                f"the report on {year} was not made by the notice on reports on {one.last}",
                f"{year}年度报告所依据的通知写作{one.last}年度",
            )  # fmt: skip


_CLOSES = re.compile(
    "[^。；]{0,50}?[没未无0零][^。；]{0,40}?[，；]故?(?:本年度?|今年)(?:[也亦再])?(?:无|没有)其[他它]|"
    "[^。；]{0,50}?[没未无不][^。；]{0,40}?[，；]本年度?[^，。；]{0,14}?(?:均|一律)[^，。；]{0,6}免费"
)
_COMPARED = re.compile("去年|上年|同期|比|较")


def check_closing_words(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of what a report closes with, before it says that this year has nothing else to tell."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in of_last_year(page):
        low, high = sentence(page, one, before=60, after=120)
        if years_within(page, low, high, but=one) or _COMPARED.search(view, low, high) is not None:
            continue
        if _CLOSES.match(view, one.end, high) is not None:
            yield Finding(
                index, "stale_year", year, 0.88, "Y03", "work",
                f"what the report on {year} closes with is dated {view[one.start : one.end]}",
                f"{year}年报告的结语写作{view[one.start : one.end]}",
            )  # fmt: skip
