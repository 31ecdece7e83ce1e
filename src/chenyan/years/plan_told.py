"""What shows that words of a plan tell what was: the plan is a thing, has had its outcome, or was told in a quotation."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_REACH = 90
# 计划 as a noun: 该计划, 因计划在2019年底尚未批准, 危房改造计划2018年11月公示, 停电计划提前公告.
_THE_PLAN = re.compile("(?:该|此|这一|上述|这个|[电收购造训修种苗水查项”]|招生|生产|按照?|依照?|依据|比|较|超)$")
_PLAN_BEFORE = re.compile("(?P<of>[一-龥]{1,3})计划[于在]?$")
_PLAN_NAME = re.compile("[一-龥]$")
_ITS_OWNER = re.compile("[局镇乡委办县市区院校司社站所会室科处部厅队心道门们位初并也还又原]$")
_OF_THE_PLAN = re.compile(
    "(?:底|末|初|度|时|才|已|经|由|尚|仍|还|未|均|即|[0-9]{1,2}日|[上中下]旬|经[^，。；]{2,10}){0,6}?(?:制定|批准|批复|下达|公示|公布|公开|印发|出台|编制|确定|发布|审议|通过|下发)"
)
_OUTCOME = re.compile(
    "[。；，](?:完成|整改|落实|办理|进展|销号)(?:情况|结果|进度)(?:：|为|是)?(?:已|均|全部|按期|如期)|"
    "(?:计划|任务|目标)(?:执行|完成|兑现)率(?:为|达到?|是)?(?:百分之|100|[0-9])|"
    "[，；][^，。；]{0,6}(?:缓解|解决|避免|减少|方便|缩短|减轻|改变|节省|杜绝|扭转)了|"
    "[，；][^，。；0-9争]{0,8}实[增建改办发招收投到有出领支用开完培际][^，。；现]{0,3}[0-9一二三四五六七八九十]|[0-9][^，。；0-9]{1,3}，(?:建成|完成|办成|到位|落实|实现|新建)[0-9]|"
    "[，；](?![^，。；]{0,4}(?:使|让|确保|推动|力争|争取|促进))[^，。；0-9到至]{2,18}(?:得到(?:扭转|改善|缓解|解决|遏制|根治|纠正)|彻底解决|基本消除|基本扭转|大为改观)|"
    "，虽(?:有|然|已)|[都均]做到了?|"
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
    "(?:去年|上年|上一?年度|一年前|年初|当时|彼时|前年)[^，。；]{0,8}(?:说|讲|写|提出|承诺|许|表示|设想|盘算|定下|立下|喊出|计划|打算|预定|准备)[^。；]{0,8}$|"
    "(?:一年来|过去一年|这一年|回顾)[^。；]{0,20}$"
)
# What last year left over goes into this year: 上年结余4万元，结转2021年使用; what this year leaves goes into the next.
_CARRIED_IN = re.compile(
    "(?:上一?年度?|去年|以前年度|往年|历年|(?P<of>[12][0-9]{3})年度?(?:末|底)?)(?:的)?[^，。；]{0,6}(?:结余|余款|剩余资金|结转(?:资金|[0-9.]{1,9}[百千万亿]{0,2}元))"
    "(?:(?!年末|年底|本年|当年|期末|今年)[^。；件]){0,24}?(?:结转|转入|转至|滚存)(?:到|至|入|下)?$"
)
# 2020年，我镇信息公开工作取得一定成绩，但仍存在…: a review, whatever heading ran into it
_SUMMED_UP = re.compile(
    "度?，[^，。；将要拟]{0,24}取得了?[^，。；]{0,10}(?:成绩|成效|进展|效果|进步)，(?:但|同时|然而|不过)[^，。；]{0,6}(?:仍|还|也存|存在)"
)
_GOAL_SET = re.compile("(?:年初|去年底|上年末|岁末年初)[^，。；]{0,8}(?:制定|确定|定下|提出|下达|部署|安排|明确)的$")
_QUOTES = re.compile("(?:提出|承诺|写明|写道|确定|要求|部署|宣布|说|讲)(?:了|的|过)?[：，]?“$")
_WON = re.compile("争取到(?!年|[0-9]{4}|[0-9]{1,2}月|底|明年|下)")
_NEXT_YEARS = re.compile("谋划(?:好|了)?[^，。；]{0,4}(?:下一?年|明年|次年|来年|[0-9]{4}年|新一年)")
_STRIVES = ("力求", "力争", "务求", "争取")
_AIM = re.compile("以上|以内|不少于|不低于|不超过|达到|提高到|降到|增至|目标|确保|左右")
_STATE = re.compile("(?:底|末)?(?:仅为|为|是|有|仅有|只有|才有)[ ]?[0-9]")
_STEP = re.compile(
    "[^，。；]{0,12}?(?:交付|新增|打通|贯通|完成|建成|启动|开工|动工|竣工|编制|立项|勘察|封顶|试点|招标|签约)"
)
_AS_THING = re.compile("度?[^，。；的]{2,14}(?:报告|决算|方案|数据|材料|清单|成绩|结果)作为")

# 要在一九五八年增产…的基础上, 在2021年良好基础上: the year belongs to the base of the plan
_BASIS = re.compile("[^，。；、]{0,26}(?:的基础|[一-龥]基础)上")


def is_told(page: Page, one: Expression, here: Place, plan: Plan | None) -> bool:
    """Say whether what looks like a plan dated by a mention tells what was; ``plan`` is None for evidence alone."""
    view = page.view
    rest = view[one.end : min(page.layout.around(page.layout.sentences, one.end - 1)[1] + 24, one.end + _REACH)]
    before = view[max(here.sentence[0], one.start - 30) : one.start]
    if _PROMISED.search(before) is not None or _QUOTES.search(before) is not None:
        return True
    if _SUMMED_UP.match(rest) is not None or (before.endswith("在") and _BASIS.match(rest) is not None):
        return True
    if _GOAL_SET.search(before) is not None and one.last == page.reference.year:
        return True
    if (carried := _CARRIED_IN.search(view, max(here.sentence[0], one.start - 60), one.start)) is not None:
        of = carried.group("of")
        return of is None or int(of) < one.last
    if _OUTCOME.search(rest) is not None or _JUDGED.search(rest) is not None:
        return True
    if view[one.end - 1] in "底末" and _STATE.match(rest) is not None:
        return True
    if _AS_THING.match(rest) is not None or _own_day_ahead(page, one, here) or _in_a_row(page, one, rest):
        return True
    named = _PLAN_BEFORE.search(before)
    if named is not None and _OF_THE_PLAN.match(rest) is not None and _named(named.group("of")):
        return True
    return plan is not None and _by_cue(view, one, rest, plan, ahead=page.told_ahead(one.start))


def _named(lead: str) -> bool:
    """Say whether what stands before 计划 names the plan, rather than who plans: 工作计划, but not 我局计划."""
    return _PLAN_NAME.search(lead) is not None and _ITS_OWNER.search(lead) is None


def _by_cue(view: str, one: Expression, rest: str, plan: Plan, *, ahead: bool) -> bool:
    """Say whether the cue itself tells: 计划 as a noun, 以下几个方面作了改进, 下一步 behind what was done."""
    lead = view[max(0, plan.start - 4) : plan.start]
    if plan.cue.startswith("计划"):
        noun = _THE_PLAN.search(lead) is not None
        if plan.start < one.start:
            if _OF_THE_PLAN.match(rest) is not None and (noun or _named(lead)):
                return True
        elif noun:
            return True
    if plan.cue.startswith("争取") and _WON.match(view, plan.start) is not None:
        return True
    if plan.cue.startswith("谋划") and (_NEXT_YEARS.match(view, plan.start) or lead.endswith(("着手", "提前", "超前"))):
        return True
    if not ahead and plan.cue.startswith(_STRIVES) and cues.COUNT.search(rest) and _AIM.search(rest) is None:
        return True
    if not ahead and re.match("才(?![能会可])", rest) is not None:
        return True  # 决算要到2021年8月才公开，先行告知
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
    """Say whether a step leads up to that of a later year: 2021年完成初设，2022年开工，力争2024年通车."""
    if one.unit not in ("year", "month") or _STEP.match(rest) is None or page.in_problems(one.start):
        return False
    low, high = page.layout.around(page.layout.sentences, one.start)
    if cues.PLAN_IN_ZONE.search(page.view, low, one.start):
        return False  # 将分两步走：2021年完成扫描，2022年完成挂接
    following = page.between(one.end, one.end + 40)
    if not following:
        return False
    other = following[0][1]
    between = page.view[one.end : other.start]
    if other.first and other.unit == "year" and between.count("。") == 1 and between.endswith("。"):
        return other.first == one.last + 1 and page.view.startswith(("再", "又", "继续", "还"), other.end)
    if other.unit not in ("year", "month") or other.start - one.end > 24 or not between.endswith(("，", "、")):
        return False
    if any(mark in between[:-1] for mark in "，。；、") or other.start >= high:
        return False
    now = page.reference.year_or(one.last)
    return other.first == one.last + 1 if one.last == now else one.last < now and other.first > one.last
