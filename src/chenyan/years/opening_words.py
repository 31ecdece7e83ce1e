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


_DID_ALL = re.compile("(?:完成|落实|推进|做好)了?(?:市|县|区|省|镇|上级|局)?[^，。；0-9]{0,6}$")
_ALL_TASKS = re.compile(
    "年?度?的?(?:各项|全年|既定|主要|全部|年初确定的)?(?:工作|目标|重点|政务公开|业务)?(?:工作|任务|目标)[^，。；0-9]{0,6}[，。；]"
    "[^。；0-9]{0,10}?现(?:将|就)?[^。；]{0,20}?(?:总结|汇报|报告|述职)如下"
)


def check_tasks_as_follows(page: Page) -> Iterator[Finding]:
    """Yield last year's tasks as those of which the account follows: 圆满完成2012年各项任务，现总结如下, in that on 2013."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward" or page.reference.certainty < 0.7:
        return
    view = page.view
    title_line = view.find("\n")
    for index, one in enumerate(page.expressions):
        if one.start > page.reference.body_start + _REACH:
            return
        if one.unit != "year" or one.last != year - 1 or one.start < title_line:
            continue
        if _DID_ALL.search(view, max(0, one.start - 14), one.start) and _ALL_TASKS.match(view, one.end, one.end + 70):
            yield Finding(
                index, "title_body", year, sure(page, 0.9), "Y01", "title",
                f"the account that follows is said to be that of {one.last}", f"{year}年报告自称{one.last}年工作总结",
            )  # fmt: skip


_REVIEW = re.compile("[12][0-9]{3}年(?:政府)?工作的?(?:回顾|总结)|工作回顾")
_OPENS_REVIEW = re.compile(
    "年，(?:面对|在[^，。；]{2,40}?下|我们|全[省市县区镇乡]|县政府|区政府|市政府|[^，。；]{0,6}是[^，。；]{2,20}的一年)|年是[^。；]{2,30}的一年"
)


def check_review_opens(page: Page) -> Iterator[Finding]:
    """Yield another year that opens the review of a speech under a heading of the reported one: 一、2018年工作回顾¶2008年，面对…."""
    year = page.reference.year
    if year is None or page.reference.genre != "speech" or page.reference.certainty < 0.7:
        return
    view = page.view
    for head in page.layout.headings:
        if not head.alone or (named := re.search("([12][0-9]{3})年", head.words)) is None:
            continue
        if int(named.group(1)) != year or _REVIEW.search(head.words) is None:
            continue
        for index, one in page.between(head.end, head.end + _LEAD):
            if one.unit != "year" or one.first == year or abs(one.first - year) > _DECADE:
                continue
            if view[head.end : one.start].strip() in ("", "回望", "回顾") and _OPENS_REVIEW.match(view, one.end - 1):
                yield Finding(
                    index, "other" if abs(one.first - year) > 1 else "stale_year", year, 0.88, "Y03", "work",
                    f"the review of {year} opens with {one.first}", f"{year}年工作回顾的开头写作{one.first}年",
                )  # fmt: skip
        return


_DECADE, _LEAD = 10, 4


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
