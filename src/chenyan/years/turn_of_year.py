"""Dates and cases that pass the turn of the year: 2021年12月28日开营，到2021年1月9日结束; 尚有1件结转至2021年继续办理."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import years_within
from chenyan.years.weighing import modifies

_DATED = frozenset(("month", "day"))
_REACH = 60
_GOES_ON = re.compile("(?:至|到|于|自|在|从|待|延[至期到]{1,2}|改期|改在|[，；、]|并|分别)(?:次年，?即)?$")
_SEQUEL = re.compile(
    "(?:[0-9]{1,2}日)?(?:[上中下]旬|底|末|初|份|年?春节前|年内)?(?:以?前|之前|起)?，?(?!起草|启动|立项|征集|收到|开工|动工|首次|提出|受理|招标|采购)[^，。；的]{0,12}?"
    "(?:答复|公布|发布|施行|结束|完成|办结|支付|到期|兑现|通报|宣判|落地|执行|上网|印发|交付|开馆|投用|启用|审结|判决|定稿|实施|通车|生效|载客|办毕|修复|更正|补正|举行|召开|送达|裁定|同意|期满|"
    "届满|闭幕|继续|开庭|并入|决定|[，。；、])"
)
_OF_A_PAPER = re.compile("(?:[0-9]{1,2}日)?(?:修订|印发|发布|公布|挂牌|启用|上线|建成|评选|授予|通报|施行)的")
_GOES_BACK = re.compile(
    "；|此前|之前|早在|曾|首次|原|回顾|已于|年初|去年|上年|比|较|同期|系|其|该[^件案]|因|往年|分别|以来|今年|同年|到期后|最终"
)
# What tells that the first date lies in the year before: it was carried in, or more follows in the spring.
_CARRIED_IN = re.compile("上年|去年|来本年|上一年|[，、](?:[2-9]|10)月")


def check_turn_of_year(page: Page) -> Iterator[Finding]:
    """Yield the first months of the reported year as the date of what followed upon its last ones."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech") or page.reference.limit < year:
        return
    view = page.view
    for index in range(1, len(page.expressions)):
        first, one = page.expressions[index - 1], page.expressions[index]
        if not _falls_back(first, one, year) or one.start < page.reference.title_end:
            continue
        if page.layout.set_apart(one.start) or page.layout.set_apart(first.start):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        between = view[first.end : one.start]
        if first.start < low or _GOES_ON.search(between) is None or _GOES_BACK.search(between) is not None:
            continue
        if _OF_A_PAPER.match(between) or _SEQUEL.match(view, one.end, min(high, one.end + 40)) is None:
            continue
        if modifies(view[one.end : one.end + 40]) and between[-1:] not in ("至", "到"):
            continue
        if any(other.first == year - 1 for _, other in page.between(low, first.start)):
            continue
        if _CARRIED_IN.search(view, low, min(high, one.end + 40)) is None:
            yield _finding(
                page, index, "date_order", f"follows {view[first.start : first.end]}", "接续前述年末日期，应在次年"
            )


def _falls_back(first: Expression, one: Expression, year: int) -> bool:
    """Say whether the last months of a year are followed by its first ones."""
    if not first.first == first.last == one.first == one.last == year or one.start - first.end > _REACH:
        return False
    if first.unit not in _DATED or one.unit not in _DATED or first.begin is None or one.begin is None:
        return False
    return first.begin.month >= 11 and one.begin.month <= 4


def _finding(page: Page, index: int, kind: str, told: str, told_zh: str) -> Finding:
    words, year = page.view[page.expressions[index].start : page.expressions[index].end], page.reference.year_or(0)
    return Finding(
        index, kind, year + 1, 0.86, "Y03", "work", f"{words} {told} and so lies in {year + 1}", f"{words}{told_zh}",
    )  # fmt: skip


_INTO = re.compile("(?:结转|转入|顺延|延期|延续|推迟|跨|留)(?:至|到|入)?$")
_THERE = re.compile("年?度?[内再待的]?(?:[0-9一二两三四五]{1,4}[件宗起户]|继续|办理|答复|审结|处理|[，。；]|$)")
_OF_THIS_YEAR = re.compile(
    "本年度?(?:新收|末|底|受理|办)|年[末底]|尚有|余下|其余|另有|未到期|12月|剩余|未审结|在办|办结|审结"
)
_OF_LAST_YEAR = re.compile("上年|去年|上一年|当年|前已经")
_BY_NOW = re.compile("已[于在全办完]|本年")


def check_into_next_year(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the one into which its own cases are carried over at its end."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech") or page.reference.limit < year or page.accounts:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or not one.first == one.last == year or one.start < page.reference.title_end:
            continue
        if page.layout.set_apart(one.start) or _INTO.search(view, max(0, one.start - 4), one.start) is None:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before = view[max(low, one.start - 70) : one.start].rpartition("；")[2]
        behind = view[one.end : min(high, one.end + 40)]
        if _THERE.match(behind) is None or _BY_NOW.search(behind) or _OF_THIS_YEAR.search(before) is None:
            continue
        if _OF_LAST_YEAR.search(before) is None and not _from_last_year(page, low, one, year):
            yield _finding(
                page,
                index,
                "stale_year",
                "is the year into which cases of this year are carried",
                "为本年事项结转去向，应为下一年度",
            )


def _from_last_year(page: Page, low: int, one: Expression, year: int) -> bool:
    """Say whether the year told last before a mention is last year, but for what was carried in from it."""
    told = years_within(page, max(low, one.start - 90), one.start)
    return (
        bool(told) and told[-1].last == year - 1 and not page.view.startswith(("结转", "转入", "度结转"), told[-1].end)
    )
