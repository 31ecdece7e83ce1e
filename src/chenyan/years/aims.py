"""Plans in which the year is no time adverbial: an aim, a list to be entered, a declared year, an end to be reached."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_OPENING_STEP = re.compile(r"[^，。；]{0,24}?(?:开好局|起好步|开好头|打(?:下|好|牢)[^，。；]{0,8}(?:基础|开局))")


def declared(page: Page, one: Expression, here: Place) -> Plan | None:
    """Find a year that is declared one of something: 把2021年作为公开质量提升年."""
    view = page.view
    if view[max(0, one.start - 1) : one.start] not in ("将", "把") or not (
        page.in_problems(one.start) or page.zone_at(one.start)
    ):
        return None
    match = re.match(
        r"(?:作为|定为|确定为|列为|打造成|建成)[^，。；]{1,16}年(?:”(?!后|以来)|(?!”|后|以来))",
        view[one.end : one.end + 30],
    )
    return Plan(match.group(), one.start, 0.8, "declared year") if match else None


_TAKE_UP = re.compile(
    r"(?:做好|抓好|干好|谋划好?|部署|安排好?|筹划|搞好|^为确保|^为保证|^为使|^为完成|^为实现|^对于|^关于)$"
)
_PURPOSE = re.compile(
    r"度?(?:的)?(?![^，。；]{0,12}(?:年报|报告|考核|统计|总结|决算|评估|收尾))[^，。；]{0,20}?(?:工作|任务|目标)[^，。；]{0,8}，"
)
_GUIDED = re.compile(
    r"度?(?:的)?(?:全[省市县区镇]|国家|[省市县区])?(?:政务公开|政府信息公开|信息公开)?(?:工作|年度)?(?:要点|重点工作|目标任务|目标|任务|计划)?为(?:新的?)?"
    r"(?:抓手|主线|指引|重点|导向|统领|契机|起点|开端|遵循|牵引)"
)
_ALL_WORK = re.compile(
    r"度?(?:的)?(?:各项|全年|重点|下一步)?(?:政府信息公开|信息公开|政务公开|政府|全局|全镇|各项|重点)?(?:各项|"
    r"重点)?工作(?:任务)?(?=[，。；：\n])"
)


def work_ahead(page: Page, one: Expression, here: Place) -> Plan | None:
    """Find the whole work of a year taken up in a plan zone: 全力做好2021年各项工作."""
    zone = page.zone_at(one.start)
    if page.in_plans(one.start) and here.lead.endswith("以"):
        guided = _GUIDED.match(page.view, one.end)
        return Plan(guided.group()[-12:], one.end, 0.72, "guided by") if guided else None
    match = _TAKE_UP.search(here.lead)
    purpose = (
        match is not None
        and here.lead.startswith(("为", "对于", "关于"))
        and (page.in_problems(one.start) or page.in_plans(one.start))
        and cues.PLAN.search(page.view[here.clause[1] : here.clause[1] + 12]) is not None
    )
    if (
        match is None
        or (zone is None and not purpose)
        or one.unit != "year"
        or (_PURPOSE if purpose else _ALL_WORK).match(page.view, one.end) is None
    ):
        return None
    if cues.PAST_STRONG.search(page.view[here.statement[0] : here.statement[1]]):
        return None
    return Plan(match.group(), one.start - len(match.group()), 0.75, "work taken up")


_LATE = 0.6  # a report without headings plans behind this share of it


def head_word(page: Page, one: Expression, here: Place) -> Plan | None:
    """Find a year that names plans in running text: …不足。2021年工作重点：一是…."""
    if one.unit != "year" or (here.lead and not here.subject):
        return None
    ahead = page.told_ahead(one.start)
    if not ahead and one.start <= len(page.view) * _LATE:
        return None
    match = cues.HEAD_WORD.match(page.view, one.end)
    if match is None:
        return None
    label = match.group().endswith(("：", ":"))
    if not ahead and not label:
        return None
    rest = page.view[match.end() : here.statement[1]]
    if cues.PAST_STRONG.search(rest[:40]):
        return None
    return Plan(match.group(), one.end, 0.9 if label else 0.85, "head word")


def opening_step(page: Page, index: int, here: Place) -> Plan | None:
    """Find the purpose of the coming year: 为2021年工作开好局."""
    one, view = page.expressions[index], page.view
    if view[max(0, one.start - 4) : one.start].rstrip().endswith(("为", "推动", "确保", "实现", "推进", "保障")) and (
        match := _OPENING_STEP.match(view, one.end)
    ):
        return Plan(match.group()[-8:], one.end, 0.85, "opening step")
    return None


_REACHED = re.compile("(?:基本|全面|全部)?(?:实现|达到|建成|完成|形成|做到|消除|力争|确保|解决)(?!了|率)")


def until(page: Page, index: int, here: Place) -> Plan | None:
    """Find the end of a plan: 力争用一年时间，到2021年底全面解决…; 到2021年，实现…."""
    one, view = page.expressions[index], page.view
    if here.preposition not in ("到", "至") or here.subject or not page.in_problems(one.start):
        return None
    before = view[max(here.statement[0], here.clause[0] - 24) : here.clause[0]]
    rest = view[one.end : min(here.statement[1], one.end + 60)].lstrip("，")
    clause = re.split("[，。；]", rest, maxsplit=1)[0]
    if cues.PAST_STRONG.search(before + rest) or cues.PROMISE.search(before) or re.search("仅|只|仍|还有|了", clause):
        return None
    cue = re.search("力争|争取|计划|打算|拟用|将用|准备", before)
    if cue is not None and cues.VERB.search(clause):
        return Plan(cue.group(), here.clause[0] - len(before) + cue.start(), 0.85, "until")
    reached = _REACHED.match(clause)
    return Plan(reached.group(), one.end, 0.75, "to be reached") if reached else None


_ENTER = re.compile(r"(?:纳入|列入|写入|写进|编入|排入|作为|列为|当作)$")
_LIST = re.compile(
    r"度?(?:的)?(?:全?[省市县区镇乡局]|本级|一项)?(?:部门|财政|政务公开|信息公开|干部|年度)?(?:预算|工作要点|要点|工作计划|计划|"
    r"绩效考核|目标考核|考核|培训计划|重点工作|首要任务|重点任务|中心工作|重要工作|头等大事|重要内容|议事日程|民生实事)"
    r"(?!的|范围的)"
)


def listed_in(page: Page, index: int, here: Place) -> Plan | None:
    """Find a list of a year that something is yet to enter: 我局将把公开纳入2021年工作要点."""
    one, view = page.expressions[index], page.view
    lead = view[max(here.clause[0], one.start - 40) : one.start]
    enter = _ENTER.search(lead)
    if (
        enter is None
        or _LIST.match(view, one.end) is None
        or not (page.in_problems(one.start) or page.zone_at(one.start))
    ):
        return None
    rest = view[one.end : here.statement[1]]
    cue = cues.PLAN.search(lead)
    if "已" in lead:
        cue = re.search("预计|届时", rest[:40])
        return Plan(cue.group(), one.end + cue.start(), 0.75, "list of the year") if cue else None
    if cue is None or re.search("未|没有|虽", lead) or cues.PAST_STRONG.search(rest[:40]):
        return None
    return Plan(cue.group(), one.start - len(lead) + cue.start(), 0.82, "list of the year")


_RAISED = re.compile(
    r"[^，。；]{0,24}?(?:更上一层楼|再上(?!了)|迈上(?!了)|跃上(?!了)|有新(?:的)?(?:起色|突破|气象|提升|进展)|取得新|开创新|更进一步)"
)


def raised(page: Page, index: int, here: Place) -> Plan | None:
    """Find a year whose work is to be better: 使2021年公开工作再上新台阶."""
    one, view = page.expressions[index], page.view
    lead = view[max(here.clause[0], one.start - 3) : one.start]
    if not lead.removesuffix("\n").endswith(("使", "让", "推动", "促进", "确保", "实现", "带动")):
        return None
    if not (page.in_problems(one.start) or page.zone_at(one.start)):
        return None
    match = _RAISED.match(view, one.end)
    return Plan(match.group()[-6:], one.end, 0.85, "raised") if match else None


_SETTLED = re.compile(
    r"(?:待[^，。；]{2,10}(?:后|时)|(?:已|现已|目前已)(?:列入|纳入|报|申请)[^，。；]{2,12}|经[^，。；]{0,8}研究"
    r"|(?:已|现已)(?:与|同|和)[^，。；]{2,14}(?:商定|谈妥|敲定|约定|达成[^，。；]{0,6}|签约|签订[^，。；]{0,8}|对接)"
    r"|(?:经费|资金|预算|场地|设备|人员)(?:已|现已)?(?:落实|到位|备好|列支|有着落))，$"
)
_TOLD = re.compile("[了已过曾仅]|未|没有|完成率")


def settled(page: Page, index: int, here: Place) -> Plan | None:
    """Find a step that the clause before announces as settled but not taken: 已列入规划，2021年开工建设."""
    one, view = page.expressions[index], page.view
    if here.lead or not page.in_problems(one.start) or one.unit not in ("year", "month", "quarter", "half"):
        return None
    match = _SETTLED.search(view, max(here.statement[0], here.clause[0] - 28), here.clause[0])
    rest = view[one.end : here.statement[1]]
    if match is None or not _SETTLED_STEP.match(rest) or _TOLD.search(rest[:40]):
        return None
    return Plan(match.group(), match.start(), 0.86, "settled before")


_SETTLED_STEP = re.compile(rf"(?:度|底|初|内)?(?:前)?(?:{cues.any_of('after_jiang', 'verb')}|打通|换上|更换|动工|开通)")
