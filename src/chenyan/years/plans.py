"""Does a year date a plan? Cue before it, cue after it in its scope, plan zone, deadline, heading, table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.aims import declared, head_word, listed_in, opening_step, raised, settled, until, work_ahead
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.intent import intended
from chenyan.years.scope import ANSWER, FUTURE, Page, Place, place

_REACH = 140
_UNITS = frozenset(("range", "year", "half", "quarter", "month", "day", "short", "school_year"))
_IS_YEAR_OF = re.compile(r"是[^，。；]{2,40}(?:之年|一年|元年|开局年|关键年|收官年|首年)")
_CELL_TAIL = re.compile(r" ?(?:底|末|上旬|中旬|下旬)?(?:之?前|以前|全年|持续|长期)? ?(?=[\n|｜]|$)")
_CELL_EDGE = frozenset("\n|｜\t")
_DUE = re.compile(r"时限|期限|完成时间|整改时间|时间节点|完成日期|时间安排")
_NOT_PLAN_AFTER = re.compile(
    r"[^。；]{0,60}?(?:实际|如期|全年[^。；]{0,12}[0-9]|已(?:完成|建成|全部|经|兑现|落实|投入|达)|均已|现已|"
    r"目前已|兑现|落空|未(?:能|完成|达到|实现)|顺延|延至|延期)"
)
_MODIFIED = re.compile(r"[^，。；：]{1,24}?的")
_OWN_TAIL = re.compile(
    rf"(?:{cues.any_of('own')}|[^，。；：]{{2,14}}(?:局|镇|乡|委|办|街道|中心|大队|处|院|政府|公司|学校|单位|"
    rf"部门|系统|我们)|(?:政府信息公开|信息公开|政务公开)(?:各项)?工作)?"
)


def find_plan(page: Page, index: int, at: Place | None = None) -> Plan | None:
    """Return why expression number ``index`` dates a plan, or None where it does not."""
    one = page.expressions[index]
    if one.unit not in _UNITS:
        return None
    layout = page.layout
    heading = _in_heading(page, one)
    if heading is not None:
        return heading
    if layout.enclosed(layout.titles, one.start) or layout.enclosed(layout.quotes, one.start):
        return None
    # 要在一九五八年增产…的基础上: the year belongs to the base of the plan
    if page.view[max(0, one.start - 1) : one.start] == "在" and "的基础上" in page.view[one.end : one.end + 30]:
        return None
    here = at or place(page, one)
    if not here.lead and not page.told_ahead(one.start):
        # elsewhere only a cue after the year, or a purpose before it, can make a plan
        if _STARTER.search(page.view, one.end, one.end + _REACH) is None:
            return None
        return _after(page, index, here)
    if (due := _due_in_parentheses(page, one, here)) is not None:
        return due
    for ask in (_cell, _before, opening_step, _after, _zone, _remedy_item, until, listed_in, raised, settled, intended):
        if (plan := ask(page, index, here)) is not None:
            return plan
    return None


_STARTER = re.compile(
    "[将拟]|计划|打算|准备|" + cues.either(term[:2] for term in cues.terms("plan") if term[0] not in "将拟")
)
_DUE_CLOSED = re.compile("(?:底|末|[0-9]{1,2}[日号])?(?:之?前|以前)(?:完成|整改到位|落实到位|落实|办结)?）")


def _due_in_parentheses(page: Page, one: Expression, here: Place) -> Plan | None:
    """Find a deadline in parentheses after a remedy: 完善目录（2021年6月底前完成）."""
    if page.view[max(0, one.start - 1) : one.start] != "（" or not page.in_problems(one.start):
        return None
    match = _DUE_CLOSED.match(page.view, one.end)
    before = page.view[max(here.statement[0], one.start - 30) : one.start]
    if match is None or cues.PAST_STRONG.search(before) or "要求" in before or "了" in before:
        return None
    return Plan(match.group(), one.end, 0.78, "due in parentheses")


def _in_heading(page: Page, one: Expression) -> Plan | None:
    """Find a year in a plan heading: “（二）2021年工作思路”."""
    head = page.heading_at(one.start)
    if head is None or one.end > head.end or not head.alone or len(head.words) > 34:
        return None
    words = head.words
    cue = cues.PLAN_HEAD_CLEAR.search(words) or (
        cues.PLAN_HEAD.search(words) if _after_review(page, head.start, one.first) else None
    )
    if cue is None or one.unit in ("day", "month"):
        return None
    onward = re.search("下一步|下步|今后", words)
    past = cues.PAST_HEAD.search(words.replace("改进情况", ""))
    after = page.view[one.end : head.end]
    # “2021年工作情况和2022年工作安排”: the year next before the cue counts
    cue_at = page.view.find(cue.group(), one.end)
    nearer = any(e.first and e.end <= cue_at for _, e in page.between(one.end, head.end))
    if not onward and cue.group() not in words[-8:]:
        return None  # “2021年政务公开工作要点落实…”: the plan is only an attribute
    if nearer or (past and not onward) or (past and re.search("回顾|总结|完成", after)):
        return None
    if not cues.PLAN_HEAD.search(after) and not onward:
        return None
    return Plan(cue.group(), one.start, 0.95, "heading")


def _after_review(page: Page, at: int, year: int) -> bool:
    """Say whether parts on problems, or on the review of this very year, come before: then 2020年重点工作 plans."""
    before = [h.words for h in page.layout.headings if h.start < at and h.level == 1 and h.alone]
    return any(
        re.search("问题|不足|困难|短板", w) or (str(year) in w and re.search("回顾|总结|完成情况|工作情况", w))
        for w in before
    )


def _cell(page: Page, index: int, here: Place) -> Plan | None:
    """Find a date alone in a cell of a table of remedies."""
    one, view = page.expressions[index], page.view
    if here.lead or not page.in_problems(one.start):
        return None
    if not (one.start == 0 or view[one.start - 1] in _CELL_EDGE or view[max(0, one.start - 2)] in _CELL_EDGE):
        return None
    if not _CELL_TAIL.match(view, one.end):
        return None
    low = next(start for start, end in page.problem_spans if start <= one.start < end)
    row_low, row_high = page.layout.around(page.layout.sentences, one.start)
    row = view[row_low:row_high]
    due = _DUE.search(view, low, one.start)
    if not due and not any(edge in row for edge in "|｜\t"):
        return None
    later = [
        other
        for _, other in page.between(low, here.sentence[1] + 400)
        if other.last > page.reference.limit and view[max(0, other.start - 1) : other.start] in _CELL_EDGE
    ]
    if due is None and not later and not view[one.end : one.end + 3].strip().startswith(("前", "底前", "之前")):
        return None
    return Plan(due.group() if due else "前", one.start, 0.85, "cell")


_AHEAD_CLAUSE = re.compile("(?:明年|来年|下一年度?|下年度|新的一年)，$")


_DUE_BEFORE = re.compile(
    r"(?:整改|完成|办结|落实)?(?:时限|期限|时间(?:安排)?|日期|进度(?:安排)?)(?:为|是|定为|：)$|"
    r"(?:希望|期望|期待|相信|有待|留待)(?:在|于)?$|目标(?:是|为)(?:到|在)?$|(?:预计|最迟|最晚|不迟于)(?:在|于|到|至)?$|"
    r"(?:须|需要?|应|必须|务必)(?:在|于)$|(?<![社协大工学例议委机代谈晤宴论])会(?:在|于)$"
)
_SURE_BEFORE = re.compile(r"(?:确保|保证|务必|预计|最迟|不迟于|最晚)(?:在|于|到|至)?$")
_NO_MORE = re.compile("[^，。；]{0,12}?(?:不再|再不|零(?:差错|超期|投诉|发生)|不出现|不发生)")
_ARRANGED = re.compile("安排(?:在|于)$")
_PERIOD_OF_WORK = re.compile("的(?:工作|日子)(?:中|里)")
_TOLD_DONE = re.compile("[^，。；]{1,14}了[，。；]")


def _before(page: Page, index: int, here: Place) -> Plan | None:
    """Find a cue that stands directly before the year: 拟于2021年, 计划2021年, 力争2021年底."""
    one, view = page.expressions[index], page.view
    lead = view[max(here.clause[0], one.start - 8) : one.start].rstrip()
    match = cues.PLAN_BEFORE.search(lead)
    if match is None and page.in_problems(one.start):
        lead = view[max(0, one.start - 8) : one.start]
        match = _DUE_BEFORE.search(lead)
    if match is None and page.zone_at(one.start) is not None:
        match = _SURE_BEFORE.search(lead)
    if match is None and page.in_problems(one.start) and _NO_MORE.match(view, one.end):
        match = _SURE_BEFORE.search(lead)
    if match is None and (ahead := work_ahead(page, one, here)) is not None:
        return ahead
    if match is None and here.lead == "即" and _AHEAD_CLAUSE.search(view, max(0, here.clause[0] - 8), here.clause[0]):
        return Plan("即", one.start - 1, 0.9, "year ahead")
    if match is None and page.in_problems(one.start) and _ARRANGED.search(lead):
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
        or _NOT_PLAN_AFTER.match(rest)
        or (rest[:1] == "的" and not _PERIOD_OF_WORK.match(rest))
        or _TOLD_DONE.match(rest)
    ):
        return None
    if cues.PROMISE.search(clause) or re.search("原|曾", clause):
        return None
    if _relative_clause(rest):
        return None
    return Plan(match.group(), start, 0.93, "cue before")


def _relative_clause(rest: str) -> bool:
    """Say whether the words after a year end in 的 + noun: 拟于2021年实施的项目 names the project, it plans nothing."""
    match = re.match(r"(?:底|末|前|之前)?[^，。；：将]{1,5}?(?<![新好大多高强老旧])的[^，。；]", rest)
    return match is not None and "的" not in rest[:2]


def _after(page: Page, index: int, here: Place) -> Plan | None:
    """Find a cue after the year, in the clauses that the year governs."""
    one, view = page.expressions[index], page.view
    if not here.adverbial or here.preposition in ("截至", "截止", "截止到", "自从", "早在"):
        return None
    if here.preposition in ("到", "至", "直到") and not page.in_problems(one.start):
        return None
    closed = page.layout.enclosed(page.layout.parens, one.start)
    stop = min(here.sentence[1], one.end + _REACH)
    if closed is not None and not cues.RELATIVE_YEAR.search(view[max(0, one.start - 8) : one.start]):
        if here.lead or here.subject or view[one.start - 1] != "（" or closed[1] - one.end < 8:
            return None
        stop = min(closed[1], one.end + _REACH)  # a whole clause in parentheses dates itself
    in_problems = page.in_problems(one.start)
    zone = page.zone_at(one.start)
    pattern = cues.PLAN_IN_ZONE if in_problems or zone else cues.PLAN
    if page.reference.genre == "speech" and zone is None:
        return None
    cue = pattern.search(view, one.end, stop)
    if cue is None:
        return None
    # 相比时，就应当按照…计算: how one counts, not what one will do
    if page.reference.genre == "speech" and cue.group().startswith("应"):
        return None
    between = view[one.end : cue.start()].lstrip("）")
    if (same := _SAME_YEAR.match(between)) is not None:
        between = between[same.end() :]
    if page.layout.enclosed(page.layout.quotes, cue.start()) or page.layout.enclosed(page.layout.titles, cue.start()):
        return None
    if cues.MOVER.search(between) or any(_moves(page, one, other, cue.start()) for other in _following(page, index)):
        return None
    last = max(between.rfind(char) for char in "，,：；。")
    own = between[last + 1 :]
    if not _bridged(page, between[: last + 1], bare=one.end) or cues.PROMISE.search(own):
        return None
    if last < 0 and _modifies(own):
        return None
    if cues.PAST_IN_PLAN.search(between) or re.search(r"(?<!为)了(?!解)", own):
        return None
    if re.search("全年共|累计|截至|共[^同建享治青享谋商济]", own):
        return None
    rest = view[cue.end() : min(stop + 40, here.sentence[1])]
    clause_rest = re.split("[，。；]", rest, maxsplit=1)[0]
    if cues.PAST_IN_PLAN.search(clause_rest) or _NOT_PLAN_AFTER.match(rest) or clause_rest.endswith("了"):
        return None
    if cue.group().startswith(("计划", "拟", "打算", "准备", "要", "应", "需")) and _PLANNED_THING.match(rest):
        return None
    if zone is None and _moves_object(view, cue.start()):
        return None
    if not in_problems and zone is None and _may_be_told(view, cue.start(), cue.end(), rest):
        return None
    if _own_date(page, index, cue.end(), cue.end() + len(clause_rest)) or _of_the_year(view, one, cue.group(), rest):
        return None
    weak = not cues.PLAN.match(view, cue.start())
    if weak and (zone is None or zone.kind == ANSWER) and _remedied(view, here, cue.start(), rest):
        return None
    if weak and zone is None and not _remedy(rest, cue.group()):
        return None
    confidence = 0.97 if in_problems or zone else 0.9
    return Plan(cue.group(), cue.start(), confidence - (0.12 if weak else 0.0), "cue after")


_PLANNED_THING = re.compile(r"[^，。；：]{0,3}的(?!工作|方式|形式|办法|几|以下|重点)[^，。；]{2,}")
_SAME_YEAR = re.compile("，(?:是|在|这)?(?:全?新的一年|新一年)(?:里|中)?(?=，)")
_FIRM = re.compile(rf"将{cues.any_of('after_jiang')}")
_COMPLEMENT = re.compile(r"[^，。；]{1,30}?(?:[至到为入成给向]|用于|下放|移交|合并|上网|上墙|一并|全部|统一)")


def _may_be_told(view: str, start: int, end: int, rest: str) -> bool:
    """Say whether a cue outside the parts that plan may tell the past: 将 as disposal, a plan and its outcome.

    There only 将 before an adverb or preposition is firm; 将 before a verb may open a noun (将建设重点转向…), and 计划
    or 拟 may be followed by what came of it.
    """
    if _FIRM.match(view, start):
        return cues.PAST_STRONG.search(re.split("[。；]", rest, maxsplit=1)[0]) is not None
    if view[start] == "将":
        return _COMPLEMENT.match(view, end) is not None or cues.PAST_STRONG.search(rest) is not None
    return (
        cues.PAST_STRONG.search(rest) is not None
        or re.search("完成|达|共[^，。；]{0,6}[0-9]|全部|均", rest) is not None
    )


_LOOSE = re.compile(
    r"将(?:精准|专门|统一|严格|全面|重点|规范|综合|主动|集中|分类|定期|及时|公开|实时|创新|深化|优化|优先|联合|"
    r"共同|分别|直接|逐步|积极|科学|系统|常态)"
)
_MOVED = re.compile(
    r"将[^，。；：、]{2,30}?(?:归并|合并|整合|调整|升级|迁移|转移|转化|转换|移交|上传|更换|划转|下沉|下放|改造|统一更换|"
    r"缩短|压缩|压减|延伸|拓展|扩展|细化|分解|纳入|列入|写入|编入|载入|嵌入|并入|转为|改为|转成|改成|定为|变更为|作为)"
    r"(?:为|成|至|到|入|给|于|进|在)?[^，。；]"
)
_MOVED_CLOSE = re.compile(
    r"将[^，。；：、]{3,30}?(?:[^成]为(?!民|了|抓手|重点|主|契机|导向|依|群众|企业|公众)|迁移|转移|更换|全部[转改])"
)
_OF_THE_YEAR = re.compile(
    r"(?:每|派发|分配|分红|派现|转增|送股|推荐|评选|表彰|授予|认定|命名|奖励|录用|聘用|任命|核销)"
)


def _moves_object(view: str, start: int) -> bool:
    """Say whether 将 takes an object that an adjective or noun opens: 将精准扶贫卡升级为电子卡 tells what was done."""
    if _LOOSE.match(view, start) is None:
        return False
    return (
        _MOVED.match(view, start) is not None
        or _MOVED_CLOSE.match(view, start) is not None
        or re.match(
            r"将[^，。；：、]{3,16}?的[^，。；]{1,8}(?:上传|公开|公布|报送|纳入|列入|印发)", view[start : start + 40]
        )
        is not None
    )


def _own_date(page: Page, index: int, low: int, high: int) -> bool:
    """Say whether the plan carries a date of its own that lies ahead: 2021年度考核将于2022年2月开展."""
    return any(
        other.first > page.reference.limit and other.unit in _UNITS and page.view[other.start - 1] in "于在到至"
        for _, other in page.between(low - 1, high)
    )


def _of_the_year(view: str, one: Expression, cue: str, rest: str) -> bool:
    """Say whether 拟 or 将 decides on what a past year earned: 2021年度拟每10股派发…, 2021年度拟表彰…."""
    return view[one.end - 1] == "度" and _OF_THE_YEAR.match(cue[1:] + rest) is not None


_REMEDIED = re.compile(r"上一?年|上年度|去年|20[0-9]{2}年(?:年报|存在|提出)")


def _remedied(view: str, here: Place, stop: int, rest: str) -> bool:
    """Say whether remedies of last year's problems are told, with counts of what was done."""
    lead = view[max(here.statement[0], here.clause[0] - 40) : stop]
    return _REMEDIED.search(lead) is not None or (cues.COUNT.search(rest) is not None and "了" in rest)


def _remedy(rest: str, cue: str) -> bool:
    """Say whether a weak cue in the part on problems tells remedies: 从以下方面加以改进, 要做好的几项工作：."""
    return (
        cue.startswith(("要", "需要", "会", "计划", "一定", "必将", "即可", "便可"))
        or "改进" in cue
        or re.match(r"[^。；]{0,20}(?:改进|加强|努力|完善|提升|提高|整改|：)", rest) is not None
    )


def _following(page: Page, index: int) -> Iterator[Expression]:
    yield from page.expressions[index + 1 : index + 6]


def _moves(page: Page, one: Expression, other: Expression, stop: int) -> bool:
    """Say whether another expression of time takes over before the cue."""
    if other.start >= stop or other.unit in ("document", "edition", "five_year"):
        return False
    if page.layout.enclosed(page.layout.titles, other.start) or page.layout.enclosed(page.layout.parens, other.start):
        return False
    if other.unit == "relative":
        return page.view[other.start : other.end] in (
            "明年",
            "来年",
            "次年",
            "下一年",
            "下一年度",
            "下年度",
            "翌年",
            "今年",
            "去年",
        )
    if other.first <= page.reference.limit and not place(page, other).adverbial:
        return False  # a year inside 针对2020年…的问题 dates nothing
    return other.first != one.first or one.unit in ("month", "day")


def _bridged(page: Page, clauses: str, *, bare: int) -> bool:
    """Say whether the clauses between a year and a cue only lead up to it: in … , according to … , is the year of …."""
    parts = re.split("[，,：；。]", clauses)[:-1] if clauses else []
    if any(char in clauses for char in "；。"):
        return False
    for number, words in enumerate(parts):
        words = words.strip()
        if number == 0 and cues.IN_THE_YEAR.fullmatch(words):
            continue
        if (
            words.startswith(("继续", "进一步", "持续", "不断"))
            and page.in_problems(bare)
            and not cues.PAST_STRONG.search(words)
        ):
            continue
        if not words or _IS_YEAR_OF.match(words) or cues.BRIDGE.match(words):
            continue
        if number == 0 and cues.OWN.fullmatch(words):
            continue
        if cues.OWN.match(words) and len(words) <= 6:
            continue
        own = cues.OWN.match(words)
        if own and cues.BRIDGE.match(words[own.end() :]):
            continue
        if number and len(words) <= 16 and page.told_ahead(bare) and _NEUTRAL.search(words) is None:
            continue
        return False
    return len(parts) <= 5


# Words that tell what was, in a clause between a year and the plan: then the year is theirs.
_NEUTRAL = re.compile(
    r"[了已曾过不没无未偏少慢难虽仍仅较]|问题|短板|差距|薄弱|滞后|失效|紧张|困难|调整|变动|换届|改革|频繁|靠后|下降|存在|有所|"
    r"中断|增加|减少|公开信息|[0-9]"
)


def _modifies(words: str) -> bool:
    """Say whether a year only modifies the noun before the cue: 2021年度考核结果将…, 2021年开展的培训将…."""
    match = re.match(r"([^，。；：]{1,30}?)的", words)
    if match is not None and not _OWN_TAIL.fullmatch(match.group(1).lstrip("度 ")):
        return True
    return cues.MODIFIED_NOUN.search(words.rstrip()) is not None


def _zone(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated item in a plan zone: a deadline, a start, or a verb of doing, without a mark of the past."""
    one, view = page.expressions[index], page.view
    zone = page.zone_at(one.start)
    if zone is None or not here.adverbial or one.unit == "range" or (one.unit == "school_year" and not here.adverbial):
        return None
    if here.preposition in ("截至", "截止", "截止到", "自从", "早在", "进入", "随着"):
        return None
    tail = view[one.end : min(here.statement[1], one.end + 90)]
    statement = view[here.statement[0] : here.statement[1]]
    if cues.PAST_STRONG.search(statement.split("。")[0]) or cues.PAST_WEAK.search(view[here.clause[0] : one.start]):
        return None
    clause = re.split("[，。；：\n]", tail, maxsplit=1)[0]
    if zone.kind == FUTURE and one.unit == "year" and not here.lead and _IS_YEAR_OF.match(clause):
        return Plan(clause[-8:], one.end, 0.85, "year described in plan zone")
    if _NOT_AHEAD.match(clause) or "虽" in tail[:24]:
        return None
    deadline = cues.DEADLINE.match(tail)
    if page.layout.enclosed(page.layout.parens, one.start) and (deadline is None or "前" not in deadline.group()):
        return None
    if deadline is None and re.match(r"[^，。；：]{0,5}的", clause):
        return None
    if (
        re.match(r"[^，。；：]{0,20}?的", clause)
        and not re.match(rf" ?(?:底前|前|底|年底前)?{cues._JIANG_NEXT}", clause)
        and deadline is None
    ):
        return None
    if deadline is None and re.match(
        r" ?(?:底|末|初|度)?(?:以前|之前|前|以来|期间)?[^，。；]{0,12}(?:存在|反映|反馈|查出|排查出|发现|遗留|"
        r"未完成|通报|暴露|换届|以来)",
        clause,
    ):
        return None
    if deadline is not None and "前" in deadline.group() and cues.VERB.search(tail):
        return Plan(zone.opener, zone.start, 0.9 if zone.kind == FUTURE else 0.82, "deadline in plan zone")
    if deadline is not None:
        if zone.kind == FUTURE or _listed(view, here):
            return Plan(zone.opener, zone.start, 0.8, "start in plan zone")
        return None
    if re.search(r"(?:比|较|同比)", clause) or (re.match(r"[，,]", tail) and zone.kind != FUTURE):
        return None
    if not clause and not tail[1:]:
        return None
    body = clause or tail[1:30]
    if (months := re.match(r"(?:至|到|-|~)[0-9]{1,2} ?月(?:份|底)?", body)) is not None:
        body = body[months.end() :] or tail[len(clause) + 1 :][:30]
    pattern = cues.DOING if zone.kind == FUTURE and page.reference.genre != "speech" else cues.VERB
    verb = pattern.match(body.lstrip("，, ")) or (
        cues.VERB.search(body[:16]) if one.unit in ("half", "quarter") else None
    )
    if verb is None and (
        page.reference.genre == "speech"
        or re.search("提高到|达到|增长|降低到|控制在|不低于|不少于|完成|安排[0-9]", body) is None
    ):
        return None
    if zone.kind != FUTURE and one.unit not in ("half", "quarter", "month"):
        return None
    return Plan(zone.opener, zone.start, 0.85 if zone.kind == FUTURE else 0.72, "item in plan zone")


_NOT_AHEAD = re.compile("到期|结转|转入|剩余|下达|欠|尚未|已")
_PROBLEM_TOLD = re.compile(r"不[足够高强全及细到深]|问题|短板|差距|薄弱|滞后|欠缺|有待|仍需|偏[少低弱]|少|慢|难")
_CLAUSE_PAST = re.compile(r"[已了过曾共]|实际|完成|取得|仅|只|不|未|没有|存在|较|比")


def _remedy_item(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated remedy that follows the problems without any transition: …不高。2021年一季度推行….

    Only what is dated more closely than a year, opens its sentence, is followed by a verb of doing and bears no mark
    of the past counts: a bare year with such a verb may as well tell what was done.
    """
    one, view = page.expressions[index], page.view
    closing = one.unit == "year" and view.startswith(("前", "之前"), one.end) and view[one.end - 1] == "底"
    if here.lead or not (closing or one.unit in ("half", "quarter", "month")) or not page.in_problems(one.start):
        return None
    if page.layout.enclosed(page.layout.parens, one.start) or one.start - here.statement[0] > 8:
        return None
    rest = view[one.end : here.statement[1]]
    deadline = cues.DEADLINE.match(rest)
    body = rest[deadline.end() :] if deadline else rest
    before = view[max(0, here.statement[0] - 80) : here.statement[0]]
    if not _PROBLEM_TOLD.search(before) or _CLAUSE_PAST.search(re.split("[。；]", body, maxsplit=1)[0][:60]):
        return None
    if cues.COUNT.search(body) and deadline is None:
        return None
    verb = cues.VERB.match(body.lstrip("，, 底")) or (cues.VERB.search(body[:50]) if deadline and body else None)
    return Plan(verb.group(), one.end, 0.72, "item after problems") if verb else None


def _listed(view: str, here: Place) -> bool:
    """Say whether the statement is an item of a list: 三是从2022年3月起…."""
    return (
        re.match(
            r"\s{0,4}(?:（?[一二三四五六七八九十0-9]{1,3}[）、.是要])", view[here.statement[0] : here.statement[0] + 8]
        )
        is not None
    )
