"""What a report says it is about, in its opening and in its headings: 反映2020年本局信息公开工作全貌, （一）2020年工作开展情况."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.certainty import sure
from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_REACH = 420
_WORK = re.compile(
    "度?(?:的)?(?:全年)?[^，。；《]{0,12}?(?:政府信息公开|信息公开|政务公开|主动公开|工作)[^，。；]{0,12}?(?:情况|工作|报告|年报|台账|实际)"
)
_REPORTS = re.compile(
    "本报告|本年报|本年度报告|这份(?:年度)?报告|形成[^，。]{0,10}报告|(?:报告|汇报|公布|总结|报告内容)如下|"
    "如下(?:报告|汇报|总结|说明)|现予公布|现公布|编制|编写"
)
_OF_OTHERS = re.compile(
    "通知|要求|关于|上年|去年|上一年|此前|曾|比|较|历年|针对|整改|对照|考核|反馈|测评|按时|公布时间|及以前|自¦|以前|以来"
)


def check_opening(page: Page) -> Iterator[Finding]:
    """Yield another year in the opening sentences that say what the report is about."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.start > page.reference.body_start + _REACH:
            break
        if one.unit != "year" or one.last == year or not year - 2 <= one.last <= year + 1:
            continue
        if one.start < page.reference.title_end or view[one.end - 1] in "底末初":
            continue
        if page.layout.enclosed(page.layout.titles, one.start) is not None or view.startswith("起", one.end):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        if _WORK.match(view, one.end, min(high, one.end + 60)) is None or _REPORTS.search(view, low, high) is None:
            continue
        around = f"{view[max(low, one.start - 24) : one.start]}¦{view[one.end : min(high, one.end + 30)]}"
        if _OF_OTHERS.search(around) is not None:
            continue
        if any(
            other.last != one.last and other.unit in ("month", "day") and other.begin and other.begin.month < 7
            for _, other in page.between(low, one.start)
        ):
            continue  # 2021年1月，我局编制了2020年…报告: last year's, duly published this year
        yield Finding(
            index, "title_body", year, sure(page, 0.9), "Y01", "title",
            f"the report on {year} says that it tells of {one.last}", f"{year}年报告自述反映{one.last}年的工作",
        )  # fmt: skip


NUMBER = re.compile(r"\s*(?:（?[一二三四五六七八九十0-9]{1,2}[）、.])?\s*")
_OF_WORK = re.compile(
    "度?(?:全[省市县区校局])?(?:工作|政府信息公开工作|信息公开工作|政务公开工作)?(?:的)?(?:主要)?(?:工作)?"
    r"(?:开展情况|工作回顾|回顾|工作总结|总结|工作情况|完成情况|基本情况|总体情况)(?:[。：\n]|$)"
)
_OF_PROBLEMS = re.compile(
    "度?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:中|上|方面)?存在的?(?:主要|突出)?(?:问题|不足|困难|短板)(?:和不足)?(?:[。：\n]|$)"
)
# Last year's problems stand in a report with what became of them.
_MENDED = re.compile("整改|改进|已|解决|销号|落实|完成|反馈|指出")
_ANSWER = 160


def check_label(page: Page) -> Iterator[Finding]:
    """Yield last year in a heading, or at the head of a paragraph, that names the report's own work."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7:
        return
    view = page.view
    heads = []
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.start < page.reference.title_end or page.layout.set_apart(one.start):
            continue
        low = page.layout.around(page.layout.sentences, one.start)[0]
        if NUMBER.fullmatch(view, low, one.start) is None:
            continue
        problems = _OF_PROBLEMS.match(view, one.end)
        if problems is not None and _MENDED.search(_paragraph(view, problems.end())) is not None:
            problems = None
        if problems is not None or _OF_WORK.match(view, one.end) is not None:
            heads.append((index, one))
    if len({one.last for _, one in heads}) > 1:
        return  # a report that goes through several years
    for index, one in heads:
        if one.last != year - 1:
            continue
        yield Finding(
            index, "title_body", year, sure(page, 0.87), "Y01", "title",
            f"a part of the report on {year} is headed {one.last}", f"{year}年报告的小标题写作{one.last}年",
        )  # fmt: skip


def _paragraph(view: str, at: int) -> str:
    """Return what the paragraph at a position, or the next one behind a heading, says first."""
    end = view.find("\n", at + 1)
    return view[at : min(end if end >= 0 else len(view), at + _ANSWER)]
