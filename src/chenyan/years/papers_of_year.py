"""Final accounts and yearly reports of a year that cannot be the one published in the reported year.

What was published within 2021 are the accounts of 2020: 2021年9月公开2021年部门决算 is a year too late, 今年公开2019年部门决算
a year too early.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import sentence, told_freely, years_within

_PAPER = re.compile(
    "度?(?:全年)?(?:[^，。；、《》0-9]{0,8}?(?:部门|财政|单位|县级|区级|市级|本级)?决算(?!数|表|支|收|的|情|编|范|为|较|比)|"
    "(?:政府)?(?:信息公开)?(?:工作)?年度报告|年报(?!告)|国民经济和社会发展统计公报|统计公报|全年(?:考核|考评)(?:结果|名次|排名)|预算执行审计结果)"
)
_PUBLISHED = re.compile("月(?:[0-9]{1,2}日)?[^。；：\\n]{0,14}(?:公布|发布|公开)[^。；：，\\n]{0,6}$")
_ISSUED = re.compile("公[布开告示]|发布|披露|批准|通报|上网|挂网")
_WITHIN = re.compile("今年|本年(?:度)?(?!报|末|底)|年内")
_APART = re.compile(
    "比|较|同期|历年|补|重新|更正|修正|近[两三]年|[两三]年|以前|此前|曾|延|迟|半年|季度|专项|和上|及上|草案|编制|开展|对照|指出|列出|现公布|将|拟|统计(?!公报|局)"
)
_OWN_REPORT = re.compile("度?(?:政府)?(?:信息公开)?(?:工作)?(?:年度报告|年报)")


def check_papers_of_year(page: Page) -> Iterator[Finding]:
    """Yield the years of accounts and reports that another year was the time to publish."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.accounts:
        return  # accounts are themselves what is published a year later
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last not in (year - 2, year) or one.start < page.reference.title_end:
            continue
        paper = _PAPER.match(view, one.end, one.end + 26)
        if paper is None or page.in_problems(one.start) or not told_freely(page, one):
            continue
        low, high = sentence(page, one, before=70, after=60)
        if _ISSUED.search(view, low, high) is None or _APART.search(view, low, high) is not None:
            continue
        others = years_within(page, low, high, but=one)
        if one.last == year and _OWN_REPORT.match(view, one.end) and _PUBLISHED.search(view, low, one.start) is None:
            continue  # 本局2021年年度报告自2021年1月28日起公布: there the day is wrong
        if not _issued_within(page, one, others, year, low, high):
            continue
        yield Finding(
            index, "stale_year", year - 1, 0.86, "Y03", "work",
            f"what was published in {year} is that of {year - 1}, not of {view[one.start : one.end]}",
            f"{year}年公布的应为{year - 1}年度的内容，而写作{view[one.start : one.end]}",
        )  # fmt: skip


def _issued_within(page: Page, one: Expression, others: list[Expression], year: int, low: int, high: int) -> bool:
    """Say whether the sentence tells that the paper was published in the reported year."""
    if any(other.last != year for other in others):
        return False
    dated = [other for other in others if other.unit in ("month", "day") and other.begin is not None]
    if one.last == year:
        return len(others) == len(dated) == 1 and dated[0].begin is not None and dated[0].begin.month < 11
    return bool(others) or _WITHIN.search(page.view, low, high) is not None
