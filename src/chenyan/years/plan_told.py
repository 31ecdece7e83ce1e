"""What shows that words of a plan tell what was: the plan is a thing, has had its outcome, or was told in a quotation."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_REACH = 90
# 计划 as a noun: 该计划, 因计划在2019年底尚未批准, 危房改造计划2018年11月公示, 停电计划提前公告.
_THE_PLAN = re.compile("(?:该|此|这一|上述|这个|[电收购造训修种苗水]|招生|生产)$")
_OF_THE_PLAN = re.compile(
    "(?:底|末|初|度|前|时|才|已|经|由|尚|仍|还|未|均|即|[0-9]{1,2}日|[上中下]旬){0,6}(?:制定|批准|批复|下达|公示|公布|公开|印发|出台|编制|确定|发布|审议|通过|下发)"
)
_OUTCOME = re.compile(
    "[。；，](?:完成|整改|落实|办理|进展|销号)(?:情况|结果|进度)(?:：|为|是)?(?:已|均|全部|按期|如期)|"
    "(?:计划|任务|目标)(?:执行|完成|兑现)率(?:为|达到?|是)?(?:百分之|100|[0-9])|"
    "[，；][^，。；]{0,6}(?:缓解|解决|避免|减少|方便|缩短|减轻|改变|节省|杜绝|扭转)了|"
    "[，；]实[改建办发招收投到有际][^，。；]{0,6}[0-9一二三四五六七八九十]|"
    "，首[份期次批场届][^，。；]{0,8}(?:已|[0-9]{1,2}月|于[0-9]{1,2})[^，。；]{0,8}(?:发布|公布|上线|举办|印发|出刊)|"
    "，这一?(?:势头|做法|成绩|局面|纪录|水平|好传统)|[，；](?:下一?步|今后|接下来)[将要仍还会]{0,2}(?:继续|坚持|接着|保持)"
)
# The quality of what came of it, before the text turns to what is to come: 印数偏少，下步加印; 目前收听量不高.
_JUDGED = re.compile(
    "[，；](?:目前|但|不过)?[^，。；]{1,6}(?:偏[少低慢弱小]|不[多高大广足]|较[少低差]|一般|平平|有限)[，；](?:下一?步|今后|接下来|后续|明年)"
)
_MADE = re.compile("[^，。；：]{0,4}[作做]了")
_MOVES_ON = ("下一步", "下步", "今后", "接下来", "往后", "后续")
_PROMISED = re.compile(
    "(?:去年|上年|上一?年度|一年前|年初|当时|彼时|前年)[^，。；]{0,8}(?:说|讲|写|提出|承诺|许|表示|设想|盘算|定下|立下|喊出)[^。；]{0,8}$"
)
_QUOTES = re.compile("(?:提出|承诺|写明|写道|确定|要求|部署|宣布|说|讲)(?:了|的|过)?[：，]?“$")
_STATE = re.compile("(?:底|末)?(?:仅为|为|是|有|仅有|只有|才有)[ ]?[0-9]")
_STEP = re.compile("[^，。；]{0,12}?(?:完成|建成|启动|开工|动工|竣工|编制|立项|勘察|封顶|试点|招标|签约)")
_AS_THING = re.compile("度?[^，。；的]{2,14}(?:报告|决算|方案|数据|材料|清单|成绩|结果)作为")


def is_told(page: Page, one: Expression, here: Place, plan: Plan | None) -> bool:
    """Say whether what looks like a plan dated by a mention tells what was; ``plan`` is None for evidence alone."""
    view = page.view
    rest = view[one.end : min(page.layout.around(page.layout.sentences, one.end - 1)[1] + 24, one.end + _REACH)]
    before = view[max(here.sentence[0], one.start - 30) : one.start]
    if _PROMISED.search(before) is not None or _QUOTES.search(before) is not None:
        return True
    if _OUTCOME.search(rest) is not None or _JUDGED.search(rest) is not None:
        return True
    if view[one.end - 1] in "底末" and _STATE.match(rest) is not None:
        return True
    if _AS_THING.match(rest) is not None or _own_day_ahead(page, one, here) or _in_a_row(page, one, rest):
        return True
    return plan is not None and _by_cue(view, one, rest, plan)


def _by_cue(view: str, one: Expression, rest: str, plan: Plan) -> bool:
    """Say whether the cue itself tells: 计划 as a noun, 以下几个方面作了改进, 下一步 behind what was done."""
    lead = view[max(0, plan.start - 4) : plan.start]
    if plan.cue.startswith("计划"):
        noun = _THE_PLAN.search(lead) is not None
        if plan.start < one.start:
            if _OF_THE_PLAN.match(rest) is not None and (noun or lead.endswith(("因", "由于", "，"))):
                return True
        elif noun:
            return True
    if plan.start < one.end:
        return False
    if _MADE.match(view, plan.start + len(plan.cue)) is not None:
        return True
    between = view[one.end : plan.start]
    return plan.cue.startswith(_MOVES_ON) and plan.way == "cue after" and len(between) > 8 and "，" in between[2:]


def _own_day_ahead(page: Page, one: Expression, here: Place) -> bool:
    """Say whether the clause has a later day of its own: 2021年度决算要到2022年9月公布 dates nothing by 2021."""
    if one.unit != "year" or (not page.view.startswith("度", one.end - 1) and not page.view.startswith("度", one.end)):
        return False
    return any(
        other.first > one.last and page.view[other.start - 1] in "到至于在"
        for _, other in page.between(one.end + 2, here.clause[1])
        if other.unit in ("day", "month", "year", "quarter", "half")
    )


def _in_a_row(page: Page, one: Expression, rest: str) -> bool:
    """Say whether a step of the reported year leads up to that of the next one: 2021年完成初设，2022年开工，力争2024年通车."""
    if one.unit != "year" or _STEP.match(rest) is None or page.in_problems(one.start):
        return False
    if cues.PLAN_IN_ZONE.search(page.view, page.layout.around(page.layout.sentences, one.start)[0], one.start):
        return False  # 将分两步走：2021年完成扫描，2022年完成挂接
    for _, other in page.between(one.end, one.end + 24):
        between = page.view[one.end : other.start]
        return (
            other.unit == "year"
            and other.first == one.last + 1
            and between.endswith("，")
            and between.count("，") == 1
            and "。" not in between
            and "；" not in between
        )
    return False
