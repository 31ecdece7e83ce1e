"""Plans told by a word of will anywhere before the year, or by what must be so from it on: 确保污水处理厂2021年10月投用."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.past_plans import CLAUSE, NOT_YET, past_plan, years_that_were_over
from chenyan.years.scope import Page, place
from chenyan.years.weighing import modifies

_UNITS = frozenset(("year", "half", "quarter", "month", "day"))
_WILL = re.compile(
    "确保|力争|争取|推动|推进|促[成其使进]|保证|务必|务求|要求|着力|全力|加快|盯紧|抓紧|将|拟|会|要|计划|打算|准备|预计|有望|可望|希望|盼望|期望|必须|须|保持"
)
_COMES_TRUE = re.compile(
    "(?:底|末)?(?:之?前|以前|内|里|中)?，?[^，。；的]{0,10}?(?:建成|投[用产运]|通车|完工|竣工|开工|动工|落地|上线|运行|交付|启用|达到|达标|实现|完成|破土|兑现|"
    "开通|封顶|交房|验收|挂牌|补齐|补办|办结|清零|见效|取得|结束|启动|试行|推行|推开|覆盖|整治|整改|偿还|到位|解决|销号|公开|发布|举办|召开|开展|组织|出台|印发|"
    "修订|建立|设立)"
)
_PAST = re.compile(
    "原[定本计来]|本来|曾|已(?!列入|纳入|报)|了(?!解)|当年|去年|上年|年初(?!召开|部署)|提出|承诺过|比|较|同期|以来|基础上|的基础|经验|教训|巩固|总结|结果|实际|仅|未能?|没有|"
    "共(?!同|享|建)|累计|推迟|延期|截至|针对|根据|对照|由于|因|[高低多少快优]于"
)
_ITS_OBJECT = re.compile(
    "(?:对|把|将|凡|针对|向|抓紧|推动|推进|加快|落实|化解|巩固|盘活|按照?|完成|消化|启动|开展|组织|召开|举办|做好)$"
)


def _plan(page: Page, index: int, confidence: float) -> Finding:
    return past_plan(page, index, confidence, "what is meant to be done is dated", "打算、承诺的事项写在")


def _candidates(page: Page) -> list[tuple[int, Expression]]:
    """Return the mentions of the reported year, which was over, where plans are told."""
    known = page.weighed.get(("meant to be done",))
    if known is None:
        known = page.weighed["meant to be done",] = [
            (index, one)
            for index, one in years_that_were_over(page, _UNITS)
            if page.told_ahead(one.start) and not page.layout.set_apart(one.start)
        ]
    return cast("list[tuple[int, Expression]]", known)


def check_willed_outcome(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the time at which something willed in a plan zone comes true."""
    view = page.view
    for index, one in _candidates(page):
        if not page.in_plans(one.start):
            continue
        low, high = place(page, one).statement
        before, rest = view[max(low, one.start - 40) : one.start], view[one.end : min(high, one.end + 50)]
        if _PAST.search(before) or _PAST.search(CLAUSE.split(rest.lstrip("，"), maxsplit=1)[0]):
            continue
        if view[one.end - 1] == "度" or any(o.first > one.last for _, o in page.between(low, one.start)):
            continue  # 于2022年2月启动2021年度考核
        if modifies(rest) or _ITS_OBJECT.search(before) or _WILL.search(before) is None:
            continue
        outcome = _COMES_TRUE.match(rest)
        if outcome is not None and not rest.startswith("的", outcome.end()):
            yield _plan(page, index, 0.85)


_WILL_BEFORE = re.compile(
    "(?:拟|预计|力争|争取|承诺|保证|确保|务求|力求|有望|可望|打算|期待|期望|希望|盼望?|但?愿|预期|寄望|争创|须|必须|最迟|最晚|不[迟晚]于|不超过|要等|待|待到|展望|走进|迎接)"
    "(?:[于在到至用从自]|通过|能在|能于)?$"
)
_BY_EFFORT = re.compile("一?年?的(?:共同)?努力")
_OF_THEN = re.compile("的(?!努力|工作中|日子|到来)")
_CAME_OUT = re.compile(
    "实际|结果(?!将|公)|然而|均于|均已|兑现|如期|按期|才(?!能|可)|至此|一年下来|年末又|因[^，。]{2,14}(?:改|延|取消|流标|停|推)|"
    "上一?年度?(?:的)?(?:报告|年报)|曾|取消|未达标|运行平稳|全面收尾|共[0-9补完]|完毕|尚未实施|落空|搁置|作罢|通过，共"
)


def check_will_before(page: Page) -> Iterator[Finding]:
    """Yield the reported year right behind a word of will whose outcome the sentence does not tell."""
    view = page.view
    for index, one in _candidates(page):
        here = place(page, one)
        before = view[max(here.statement[0], one.start - 40) : one.start]
        will = _WILL_BEFORE.search(before)
        if will is None:
            continue
        rest = view[one.end : min(here.statement[1], one.end + 50)]
        if _PAST.search(before[: will.start()]) or _PAST.search(CLAUSE.split(rest.lstrip("，"), maxsplit=1)[0]):
            continue
        if _OF_THEN.match(rest) or (modifies(rest) and _BY_EFFORT.match(rest) is None):
            continue
        if _CAME_OUT.search(view, one.end, min(here.sentence[1] + 24, one.end + 90)) is None:
            yield _plan(page, index, 0.85)


_DONE = re.compile("了(?!解)|的承诺|要求|规定|由于|因")
_PROMISES = re.compile("承诺|力争|拟|务必|必须|限期|打算|争取")
_PLANS = re.compile("确保|将|目标|保证|要(?![求点])")
_BY_THEN = re.compile(
    "(?:年?底|末|初|上旬|中旬|下旬)?(?:之?前|以前)，?[^，。；的]{0,14}?(?:到位|完成|办结|清零|解决|补齐|销号|上线|建成|公布|公开|公示|发布|印发|出台|整改|配齐|更换|"
    "达标|修订|投用|开通)"
)


def check_promised_term(page: Page) -> Iterator[Finding]:
    """Yield a term in the reported year that a sentence of promises sets: 承诺：以上问题2021年6月底前全部整改到位."""
    if page.reference.genre == "speech":
        return
    view = page.view
    for index, one in _candidates(page):
        low, high = page.layout.around(page.layout.sentences, one.start)
        rest = view[one.end : min(high, one.end + 60)]
        if _BY_THEN.match(rest) is None:
            continue
        before = view[max(low, one.start - 50) : one.start]
        if _PROMISES.search(before) is None and (not page.in_plans(one.start) or _PLANS.search(before) is None):
            continue
        if before.endswith("凡"):
            continue
        if any(NOT_YET.search(text) or _DONE.search(text) for text in (before, rest)) or _CAME_OUT.search(rest):
            continue
        yield _plan(page, index, 0.84)


_FROM_THEN_ON = re.compile(
    "(?:[一二三四]季度)?起，?(?:[^，。；]{0,24}，)?[^，。；]{0,24}?(?:(?:均|都|全部)?(?:要(?![求点])|须|应(?![急用对])|必须)|一律)"
)
_IN_FORCE = re.compile("了(?!解)|执行|起[^，。；]{0,6}的")
_SOURCE = re.compile("要求|规定|明确|根据|按照|条例|办法")


def check_from_then_on(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the time from which something must be so: 2021年起所有政策均要附明白卡."""
    if page.reference.genre == "speech":
        return
    view = page.view
    for index, one in _candidates(page):
        low, high = page.layout.around(page.layout.sentences, one.start)
        rest = view[one.end : min(high, one.end + 60)]
        if _FROM_THEN_ON.match(rest) is None or page.zone_at(one.start) is None:
            continue
        before = view[max(low, one.start - 30) : one.start]
        if NOT_YET.search(before) or NOT_YET.search(rest) or _IN_FORCE.search(rest) or _SOURCE.search(before):
            continue
        yield _plan(page, index, 0.84)


_WILL_SUM_UP = re.compile(
    "(?:将|要|拟|会|认真|全面|深入|系统)[^，。；]{0,8}(?:总结|分析|梳理|盘点|回顾|吸取|汲取)[^，。；]{0,6}$"
)
_AND_THEN = re.compile("，并?(?:[于在]|力争|拟于|计划于|争取)?$")


def check_after_summing_up(page: Page) -> Iterator[Finding]:
    """Yield the first half of the reported year behind its own summing up: 将总结2021年工作，于2021年一季度制定方案."""
    view = page.view
    for index, one in _candidates(page):
        first = page.expressions[index - 1] if index else one
        if one.unit == "year" or one.until is None or one.until.month > 6:
            continue
        if first.unit != "year" or first.last != one.last or one.start - first.end > 40:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        if first.start < low or _WILL_SUM_UP.search(view, max(low, first.start - 20), first.start) is None:
            continue
        gap, rest = view[first.end : one.start], view[one.end : min(high, one.end + 40)]
        if _AND_THEN.search(gap) is not None and not NOT_YET.search(gap) and not NOT_YET.search(rest):
            yield _plan(page, index, 0.86)


_WITHIN = re.compile("(?:计划|拟|打算|准备|将|力争|争取)(?:[用分从在]|利用)?(?:[两二三四五六七八九十]年(?:时间)?（)?$")
_BEGUN = re.compile("已|去年|启动|曾|开局|过半|中期")


def check_planned_span(page: Page) -> Iterator[Finding]:
    """Yield a planned stretch of years that begins with the reported one: 打算用2021、2022两年分批更换."""
    year = page.reference.year
    if year is None or page.reference.limit < year or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "range" or one.first != year or one.last <= year or one.start < page.reference.title_end:
            continue
        if not page.told_ahead(one.start):
            continue
        before = view[max(0, one.start - 24) : one.start]
        high = page.layout.around(page.layout.sentences, one.start)[1]
        if _WITHIN.search(before) is None or _BEGUN.search(before) or _BEGUN.search(view, one.end, high):
            continue
        yield _plan(page, index, 0.84)
