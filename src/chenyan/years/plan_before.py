"""Plans whose cue stands directly before the year: 拟于2021年, 计划2021年, 力争2021年底."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.aims import declared, head_word, work_ahead
from chenyan.years.finding import Plan
from chenyan.years.plan_after import TOLD_AFTER
from chenyan.years.scope import Page, Place

_AHEAD_CLAUSE = re.compile("(?:明年|来年|下一年度?|下年度|新的一年)，$")


_DUE_BEFORE = re.compile(
    r"(?:整改|完成|办结|落实)?(?:时限|期限|时间(?:安排)?|日期|进度(?:安排)?)(?:为|是|定为|：)$|"
    r"(?:希望|期望|期待|相信|有待|留待)(?:在|于)?$|目标(?:是|为)(?:到|在)?$|(?:预计|最迟|最晚|不迟于)(?:在|于|到|至)?$|"
    r"(?:须|需要?|应|必须|务必)(?:在|于)$|(?<![社协大工学例议委机代谈晤宴论])会(?:在|于)$"
)
_SURE_BEFORE = re.compile(r"(?:确保|保证|务必|预计|最迟|不迟于|最晚)(?:在|于|到|至)?$")
# The last characters of what these and cues.PLAN_BEFORE match; blanks may stand behind them.
_CUES_END = frozenset("于在从自到至用拟划算备争取求为是：望待信计迟晚保证必 \n")
# The noun that ends a title or heading is no verb: 五、存在问题及下步工作计划 2020年，我镇….
_HEADED = re.compile("(?:工作|任务|整改|改进|年度|下一?步|重点)(?:的)?(?:计划|打算|准备)$")
_NO_MORE = re.compile("[^，。；]{0,12}?(?:不再|再不|零(?:差错|超期|投诉|发生)|不出现|不发生)")
_ARRANGED = re.compile("安排(?:在|于)$")
_PERIOD_OF_WORK = re.compile("的(?:工作|日子)(?:中|里)")
_BASIS = re.compile(
    "[^，。；]{0,12}(?:基础上|搁置|落空|作罢)|[^，。；]{0,20}，[^。；]{0,14}(?:搁置|落空|作罢|未果|取消)"
)
# 争取2021年中央资金3200万元: money won, not an aim
_WON = re.compile("度?(?:中央|国家|省|市|县|区|上级|财政|专项|债券|各级)[^，。；]{0,10}(?:资金|项目|债券|补助|指标)")
_TOLD_DONE = re.compile("[^，。；]{1,14}了[，。；]")


def before_year(page: Page, index: int, here: Place) -> Plan | None:
    """Find a cue that stands directly before the year: 拟于2021年, 计划2021年, 力争2021年底."""
    one, view = page.expressions[index], page.view
    lead = view[max(here.clause[0], one.start - 8) : one.start].rstrip()
    troubled = page.in_problems(one.start)
    cued = view[one.start - 1] in _CUES_END
    if cued and _HEADED.search(lead) is not None:
        return None
    match = cues.PLAN_BEFORE.search(lead) if cued else None
    if match is None and troubled:
        lead = view[max(0, one.start - 8) : one.start]
        match = _DUE_BEFORE.search(lead) if cued else None
    if cued and match is None and page.zone_at(one.start) is not None:
        match = _SURE_BEFORE.search(lead)
    if cued and match is None and troubled and _NO_MORE.match(view, one.end):
        match = _SURE_BEFORE.search(lead)
    if match is None and (ahead := work_ahead(page, one, here)) is not None:
        return ahead
    if match is None and here.lead == "即" and _AHEAD_CLAUSE.search(view, max(0, here.clause[0] - 8), here.clause[0]):
        return Plan("即", one.start - 1, 0.9, "year ahead")
    if match is None and troubled and _ARRANGED.search(lead):
        rest = view[one.end : min(here.statement[1], one.end + 60)]
        if re.match("[^，。；]{0,16}(?:[，。；]届时|进行，将)", rest):
            return Plan("届时", one.end, 0.75, "arranged for")
    if match is None and here.lead and cues.AHEAD_BEFORE.search(lead):
        return Plan(lead[-5:], one.start - min(5, len(lead)), 0.85, "year ahead")
    if match is None:
        return declared(page, one, here) or head_word(page, one, here)
    start = one.start - len(lead) + match.start()
    rest = view[one.end : min(here.sentence[1], one.end + 80)]
    clause = view[here.clause[0] : start]
    if (
        cues.PAST_IN_PLAN.search(rest)
        or TOLD_AFTER.match(rest)
        or (rest[:1] == "的" and not _PERIOD_OF_WORK.match(rest))
        or _TOLD_DONE.match(rest)
        or _BASIS.match(rest)
    ):
        return None
    if match.group().startswith("争取") and _WON.match(rest):
        return None
    if cues.PROMISE.search(clause) or re.search("原|曾", clause):
        return None
    if _relative_clause(rest):
        return None
    return Plan(match.group(), start, 0.93, "cue before")


def _relative_clause(rest: str) -> bool:
    """Say whether the words after a year end in 的 + noun: 拟于2021年实施的项目 names the project, it plans nothing."""
    match = re.match(r"(?:底|末|前|之前)?[^，。；：将]{1,5}?(?<![新好大多高强老旧])的[^，。；]", rest)
    return match is not None and not rest.startswith(("的", "底的", "末的", "度的", "内的", "初的", "前的"))
