"""A report and its accounts are made when their year is over: 本报告2021年1月15日定稿, 本决算于2021年7月批复 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_ITSELF = re.compile(
    "本(?:年度)?(?:报告|年报|决算|说明)|年报全文|年度(?:部门)?(?:报告|决算)(?!的通知|编制|所列)|电子版|初稿|汇总工作|"
    "决算[经于在]|绩效自评|自评[于在工]|网站工作报表"
)
_MADE = re.compile(
    "(?:[0-9]{1,2}日)?(?:[上中下]旬|底|末|初)?(?:以?前|之前|起|之后)?，?[^，。；的]{0,16}?"
    "(?:编成|定稿|公布|发布|公开|下载|上网|报送|结束|审定|形成|审核|批复|开展|完成|获取|查阅|张贴)"
)
_DUE = re.compile(
    "(?:[0-9]{1,2}日)?(?:以前|之?前)(?:[公发]布|公开)(?P<year>[12][0-9]{3})年?度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)"
)
_OTHER = re.compile("上一?年度?|去年|统计|数据|期限|起至|比|较|截至|预算|修订|要点")
_RANGE = re.compile("(?:[0-9]{1,2}日)?(?:起|开始)?[、，]?[^，。；]{0,4}(?:至|到|止|-|—|~)")
_FROM = re.compile("(?:反映|涵盖|说明|对)[^，。；]{0,16}$")
_LATEST = 8  # accounts are approved by the summer; what a report tells of later months is its own work


def check_made_report(page: Page) -> Iterator[Finding]:
    """Yield the reported year as that in which its own report or accounts are said to be settled or published."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.limit < year:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("month", "day") or not one.first == one.last == year or one.begin is None:
            continue
        if one.begin.month > _LATEST or page.layout.set_apart(one.start) or one.start < page.reference.title_end:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before, behind = view[max(low, one.start - 50) : one.start], view[one.end : min(high, one.end + 50)]
        due = _DUE.match(behind)
        if due is None and (_ITSELF.search(before) is None or _MADE.match(behind) is None):
            continue
        if due is not None and due.group("year") != str(year):
            continue
        if _OTHER.search(before) or _OTHER.search(behind[:20]) or _RANGE.match(behind) or _FROM.search(before):
            continue
        if str(year - 1) in before or str(year - 1) in behind:
            continue
        words = view[one.start : one.end]
        yield Finding(
            index, "date_order", year + 1, 0.86, "Y01", "signature",
            f"the report on {year} cannot have been made in {words}", f"{year}年度的报告不可能在{words}编成或公布",
        )  # fmt: skip
