"""Plans whose year belongs to what is planned: 办好2021年十件实事, 作为2021年的重点, 列入2021年预算，待批复后实施."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.past_plans import CLAUSE, NOT_YET, past_plan, years_that_were_over
from chenyan.years.scope import Page, place

_YEAR, _YEAR_OR_HALF = frozenset(("year",)), frozenset(("year", "half"))
_UNITS = _YEAR_OR_HALF | {"quarter"}
# With these words the year may rightly be the one that is over: a plan goes on from what it left.
_LOOKS_BACK = re.compile(
    "考核|反馈|检查|测评|评估|评议|评价|评比|问题|督查|巡察|整改|总结|调查|结果|决算|年报|报告|收尾|遗留|未|续建|结转|延续|审计|汇算|清算|归档|统计|绩效|述职|欠|"
    "完工|验收|竣工|质保|经验|成果|基础|存量|数据|教训|成绩|情况|差距|不足|短板|水平|实际|以来|以前|比|较|同期|已|尾|兑现|评先|评优|表彰|通报|排名|失分|扣分|"
    "试点|做法|档案|历史|剩余|余下|版|(?<!换)届|级|毕业|印发|出台|签约|摸清|查[明清]|推进会|招[录聘]的|选[出定举]|投票|征集|审定|上报|新增|旧|原|"
    "(?:修订|制定|开工|启动|建成|开展|完成|发布|公布|实施|部署|确定|提出|通过|签订|签约)的|[会议]的部署"
)
_OF_PLANS = re.compile(
    "度?(?:全[国省市县区年]的?|[省市县区]|我[局镇乡市县区]|本[局镇]|的)?[^，。；的]{0,14}?的?[^，。；的]{0,8}?"
    "(?P<what>工作(?![中时])|任务|要点|计划|方案|清单|实事|预算|项目|安排|重点|目标|改革|征程|活动|部署|培训|工程|调整|换届|迁移|窗口期|慰问|宣传|普查|抽样|会议|检查|建设)"
)
# Works of the last year often go on into the next one; only what is drawn up for a year cannot.
_GOES_ON = frozenset(("项目", "工程", "建设", "任务", "检查"))
_DRAWN_UP = re.compile(
    "(?:谋划好?|编制|编好|制定|制订|筹备|筹划|筹办|办好|围绕|开启|迎接|按照|安排|申报|储备|部署|落实好?|下达)[^，。；]{0,6}$"
)
_UNDERTAKES = re.compile(
    "[，。；：\n、）](?:（?[一二三四五六七八九十0-9]{1,2}[）、.]|[一二三四五六七八九十][是要])?"
    "(?:[^，。；：\n]{0,12}?(?:要|将|拟|会|还|争取|力争|确保|着力|抓紧|加紧|务必|必须))?(?:以更[^，。；]{1,8})?"
    "(?:确保|力争|争取|抓紧|抓好|抓住|做好|办好|谋划好?|编制|编好|制定|制订|筹备|筹划|筹办|围绕|用好|开启|迎接|备战|推动|推进|促成?|促其|统筹|紧扣|紧盯|盯紧|瞄准|"
    "着眼|把握|借助|落实好?|打好|打赢|按照|贯彻|启动|实施|扎实|全面|切实|认真|继续|持续|加快|深入|组织|开展|聚焦|面对|站在|立足|对标)"
)
_TAKES = re.compile("[以把将]")
_GOES_ON_FROM = re.compile("对照|针对|总结|巩固|根据|结合|吸取|汲取|回顾|梳理|[在对]$|比|较")


def _plan(page: Page, index: int, confidence: float) -> Finding:
    return past_plan(page, index, confidence, "what is planned is that of", "计划所指的年度写作")


def check_objects_of_plans(page: Page) -> Iterator[Finding]:
    """Yield the reported year as that of tasks, papers or works which a plan zone undertakes."""
    view = page.view
    for index, one in years_that_were_over(page, _UNITS):
        if not page.in_plans(one.start) or page.layout.set_apart(one.start):
            continue
        here = place(page, one)
        before = view[max(here.clause[0], one.start - 30) : one.start]
        rest = CLAUSE.split(view[one.end : min(here.statement[1], one.end + 40)], maxsplit=1)[0]
        if not before or _LOOKS_BACK.search(before[-16:]) or _LOOKS_BACK.search(rest):
            continue
        what = _OF_PLANS.match(rest)
        if what is None or _GOES_ON_FROM.search(before) is not None:
            continue
        if what.group("what") in _GOES_ON and _DRAWN_UP.search(before) is None:
            continue
        if _UNDERTAKES.search(f"，{before}") is None and _TAKES.search(before[-3:]) is None:
            continue
        yield _plan(page, index, 0.84)


_AS = re.compile(
    "(?:将|要|拟|会|打算|计划|考虑|准备|仍|须|再|想)[^，。；]{0,30}(?:作为|列为|定为|当作|当成|列入|纳入|写入)(?:全?[县市区局镇乡街道]{0,2})?$"
)
_THE_YEARS_AIM = re.compile(
    "度?(?:全[县市区局镇乡]|我[局镇乡]|本[局镇])?的?[^，。；]{0,12}?"
    "(?:任务|重点|目标|抓手|突破口|工作|计划|要点|考核|清单|预算|实事|大事|一号工程|内容|项目|台账)"
)
_MEANT = re.compile("拟|会|打算|计划(?![入内])|考虑|准备|想|将把|要把|决定将")
_BEING = re.compile("(?:^|[，：。；\n])作为$")
_FIRST = re.compile("度?的?(?:重点|首要|中心|头等)[^，。；]{0,6}，[^。；]{0,40}将")
_DONE = re.compile("了(?!解)|已")


def check_taken_as_aim(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the one whose aim or task a plan makes of something: 将…作为2021年的重点."""
    view = page.view
    for index, one in years_that_were_over(page, _YEAR_OR_HALF):
        if not page.told_ahead(one.start):
            continue
        if page.layout.enclosed(page.layout.titles, one.start) is not None:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before, rest = view[max(low, one.start - 60) : one.start], view[one.end : min(high, one.end + 60)]
        if NOT_YET.search(before) or _DONE.search(rest[:24]):
            continue
        if _AS.search(before) and _THE_YEARS_AIM.match(rest) and (page.in_plans(one.start) or _MEANT.search(before)):
            yield _plan(page, index, 0.86)
        elif _BEING.search(view[max(0, one.start - 3) : one.start]) and _FIRST.match(rest):
            yield _plan(page, index, 0.85)


_LISTED = re.compile("(?:列入|纳入|写入|编入|排入|申报|申请|编报|列为|写进)了?(?:全?[县市区省]|[本我]?[局镇乡])?$")
_LISTED_ENDS = frozenset("入报请为进了县市区省局镇乡\n")  # the last characters of what it matches
_TO_WAIT_FOR = re.compile(
    "度?[^，。；]{0,16}?(?:预算|计划|项目|要点|任务|台账|清单|方案|经费|培训|任务书)[^，。；]{0,8}"
    "(?:，[^，。；]{0,2}(?:待|等|拟|届时|计划|预计|将|静候)|。待|，[^，。；]{0,12}(?:待|届时|开春|节后|春节|拟在|拟于))"
)
_FORMERLY = re.compile("原|曾|去年|上年|年初|推迟")
_CAME_OUT = re.compile(
    "实际|结果(?!将|公)|然而|均于|均已|兑现|如期|按期|才(?!能|可)|至此|一年下来|因[^，。]{2,14}(?:改|延|取消|流标|停|推)|曾|取消|完毕|完工|竣工|得以|落空|解决"
)


def check_listed_and_waiting(page: Page) -> Iterator[Finding]:
    """Yield the reported year's budget or plan as what is still waited for: 列入2021年预算，待批复后实施."""
    view = page.view
    for index, one in years_that_were_over(page, _YEAR):
        if view[one.start - 1] not in _LISTED_ENDS or page.layout.set_apart(one.start):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before, rest = view[max(low, one.start - 30) : one.start], view[one.end : min(high + 4, one.end + 60)]
        if _LISTED.search(before) is None or _TO_WAIT_FOR.match(rest) is None:
            continue
        if _FORMERLY.search(before) is None and _CAME_OUT.search(rest) is None:
            yield _plan(page, index, 0.86)


_TOLD = re.compile("已|完成情况|了(?!解)|未|仅|实际|存在|考核|反馈|问题|落实情况|比|较|上年|去年|经验|以来")
_BASED = re.compile("对照|针对|总结|根据|结合|比|较|回顾|围绕$")
_AIMS = re.compile(
    "度?[^，。；的]{0,16}?(?:目标|任务|重点|安排|计划|预期|总的要求|总要求|思路)(?:值)?(?:为|是|包括|有：|如下|：|定为|确定为)"
)
_TO_DO = re.compile(
    "度?里?(?:要|将|拟|须|打算|准备)[^，。；]{1,8}的(?:[^，。；]{0,6}(?:实事|工作|任务|重点|大事|项目|事))"
)
_IN_WORK = re.compile("度?的?[^，。；]{0,10}(?:工作|建设|任务)[中里]，[^，。；]{0,8}(?:要|将|须|必须|会)")
_YEAR_OF = re.compile("年?为[^，。；]{0,12}年[，。]")


def check_aims_of_zone(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the one whose aims a plan zone names: 2021年新增就业目标为4.5万人."""
    view = page.view
    for index, one in years_that_were_over(page, _YEAR):
        if not page.in_plans(one.start) or page.layout.set_apart(one.start):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before, rest = view[max(low, one.start - 30) : one.start], view[one.end : min(high, one.end + 50)]
        clause = re.split("[，。；：]", rest.lstrip("，"), maxsplit=1)[0]
        if _TOLD.search(clause) or _BASED.search(before):
            continue
        if (
            _AIMS.match(rest)
            or _TO_DO.match(rest)
            or (before.endswith("在") and _IN_WORK.match(rest))
            or (before.endswith("以") and _YEAR_OF.match(rest))
        ):
            yield _plan(page, index, 0.86)
