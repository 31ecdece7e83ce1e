"""The sentence that opens the account tells in whose spirit the year's work was done: 2013年，我局按照…的理念，进一步加大….

Only the reported year opens so; history that leads up to it tells events, not a manner of working.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.about_itself import NUMBER
from chenyan.years.certainty import sure
from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_FAR = 4
_REACH = 700
_SUBJECT = "(?:我|本|全|各)?[^，。；、：0-9]{0,14}?"
_MANNER = re.compile(
    "度?[，,]?(?:"
    "在[^，。；]{2,40}?(?:领导|指导|关心|支持|部署|监督|帮助|统领|指引)(?:[^，。；]{0,12})?下"
    f"|{_SUBJECT}[，,]?(?:按照|依照|根据|对照|围绕|坚持|认真|严格|切实|积极|高度重视|深入|紧紧|紧扣|聚焦|立足|不断|持续|进一步|全面|始终|牢固|扎实|大力|贯彻|落实|"
    "以[^，。；]{2,40}?为(?:指导|抓手|目标|主线|重点|契机|导向|统领|核心|原则|根本|中心|载体|突破口|遵循))"
    ")"
)
_HISTORY = re.compile(
    "以来|成立|组建|挂牌|撤并|机构改革|划转|首次|首个|率先|启动|试点|被评|荣获|获得|获评|授予|历年|至今|起[，,]|自此|后来|此后|曾|当时|上一?年度?|去年|换届|任期|完成了?验收"
)


def check_opening_words(page: Page) -> Iterator[Finding]:
    """Yield another year that opens the report's account of how it went to work."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.start > page.reference.body_start + _REACH:
            return
        if one.start < page.reference.title_end or one.unit != "year":
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        if NUMBER.fullmatch(view, low, one.start) is None:
            continue
        if one.first == year:
            return  # the account has been opened
        if not year - _FAR <= one.first <= year + 1 or one.last != one.first or page.told_ahead(one.start):
            continue
        told = view[one.end : high]
        if _MANNER.match(view, one.end, min(high, one.end + 90)) is None or _HISTORY.search(told) is not None:
            continue
        end = view.find("\n", one.end)
        following = page.between(one.end, end if end >= 0 else len(view))
        if any(
            other.first and other.first > one.first and view[other.start - 1 : other.start] in ("。", "；", "，", "：")
            for _, other in following
        ):
            continue  # 2019年，我局…。2020年，…。: the report leads up to its own year
        yield Finding(
            index, "stale_year", year, sure(page, 0.9), "Y03", "work",
            f"the account of {year} opens with {one.first}", f"{year}年报告的开头写作{one.first}年",
        )  # fmt: skip
