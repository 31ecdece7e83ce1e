"""Does a year date a plan? Cue before it, cue after it in its scope, plan zone, deadline, heading, table cell."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.aims import head_word, listed_in, opening_step, raised, settled, until
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.intent import intended
from chenyan.years.layout import Heading
from chenyan.years.plan_after import REACH, UNITS, after_year
from chenyan.years.plan_against import set_against_itself
from chenyan.years.plan_before import before_year
from chenyan.years.plan_beside import TOLD, after_problem, behind_plan_label, beside, due_in_plan, told_label
from chenyan.years.plan_told import is_told
from chenyan.years.plan_will import will_follows
from chenyan.years.plan_zone import in_zone
from chenyan.years.scope import Page, Place, place
from chenyan.years.weighing import measures, weighed

_CELL_TAIL = re.compile(r" ?(?:底|末|上旬|中旬|下旬)?(?:之?前|以前|全年|持续|长期)? ?(?=[\n|｜]|$)")
_CELL_EDGE = frozenset("\n|｜\t")
_DUE = re.compile(r"时限|期限|完成时间|整改时间|时间节点|完成日期|时间安排")


def find_plan(page: Page, index: int, at: Place | None = None) -> Plan | None:
    """Return why expression number ``index`` dates a plan, or None where it does not."""
    plan = _find(page, index, at)
    if plan is None or plan.way == "heading":
        return plan
    one = page.expressions[index]
    if measures(page.view, one):
        return None
    return None if is_told(page, one, at or place(page, one), plan) else plan


def _find(page: Page, index: int, at: Place | None) -> Plan | None:
    one = page.expressions[index]
    if one.unit not in UNITS:
        return None
    layout = page.layout
    heading = _in_heading(page, one)
    if heading is not None:
        return heading
    if layout.enclosed(layout.titles, one.start) or layout.enclosed(layout.quotes, one.start):
        return None
    if page.view.startswith(("以来", "以前的", "之前的", "前的"), one.end):
        return None
    here = at or place(page, one)
    if not here.lead and not page.told_ahead(one.start):
        # elsewhere only a label, a cue after the year, or a purpose before it, can make a plan
        if (labelled := head_word(page, one, here)) is not None:
            return labelled
        if _STARTER.search(page.view, one.end, one.end + REACH) is None:
            return None
        return after_year(page, index, here)
    if (due := _due_in_parentheses(page, one, here)) is not None:
        return due
    if _proved(page, one, here):
        return None
    told = told_label(page.view, here.sentence[0], one.start, only=TOLD)
    for ask in _BY_CUE if told else (*_BY_CUE, *_BY_PLACE):
        if (plan := ask(page, index, here)) is not None:
            return plan
    return weighed(page, index, here) if page.told_ahead(one.start) and not told else None


# How a step turned out: 将办事指南统一改成问答式，读者反响较好. Nothing that is still planned has an outcome.
_OUTCOME = re.compile(
    "|".join(
        (
            *(f"{word}(?<![使让将会要]{word})(?:较为?|很|良|普遍|都|均)?好" for word in ("反响", "反映", "效果")),
            "广受|受到[^，。；]{0,8}(?:好评|欢迎|肯定)|得到[^，。；]{0,10}(?:认可|肯定|好评)",
            *(f"{who}(?:普遍|均|都|表示)(?:满意(?!度|率)|认可|叫好)" for who in ("群众", "读者", "各方", "社会")),
        )
    )
)
_RESUMES = re.compile(
    "(?:度|底前|年?初|上半年|下半年|里|，|起|[我本]?[局镇乡委办院校厅站]|将|要|拟|会|还|也|对)*(?:继续|余下|其余|剩余|剩下|同样|再(?!次)|接着|进一步)"
)


def _proved(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a step bears its outcome, or the next year goes on with it: 9月新聘一名大学生…，2020年将继续充实力量."""
    if _OUTCOME.search(page.view, one.end, min(here.statement[1], one.end + 80)) is not None:
        return True
    later = next((other for _, other in page.between(one.end, here.sentence[1]) if other.first), None)
    if later is None or later.last != one.last + 1 or _RESUMES.match(page.view, later.end) is None:
        return False
    return cues.PLAN.search(page.view, one.end, min(later.start, one.end + 40)) is None


# words alone: only then are all characters but their first skipped at once
_STARTER = re.compile(
    cues.sought({"将", "拟", "计划", "打算", "准备", *(t[:2] for t in cues.terms("plan") if t[0] not in "将拟")})
)
_DUE_CLOSED = re.compile("(?:底|末|[0-9]{1,2}[日号])?(?:之?前|以前)(?:完成|整改到位|落实到位|落实|办结)?）")


def _due_in_parentheses(page: Page, one: Expression, here: Place) -> Plan | None:
    """Find a deadline in parentheses after a remedy: 完善目录（2021年6月底前完成）."""
    if page.view[max(0, one.start - 1) : one.start] != "（" or not page.in_problems(one.start):
        return None
    match = _DUE_CLOSED.match(page.view, one.end)
    if match is None and one.unit != "year" and page.view.startswith("）", one.end):
        clause = page.view[max(here.clause[0], one.start - 40) : one.start - 1]
        if cues.PLAN_IN_ZONE.search(clause) and not cues.PAST_STRONG.search(clause) and not cues.PROMISE.search(clause):
            return Plan("（）", one.start, 0.86, "planned day in parentheses")
    before = page.view[max(here.statement[0], one.start - 30) : one.start]
    if match is None or cues.PAST_STRONG.search(before) or "要求" in before or "了" in before:
        return None
    return Plan(match.group(), one.end, 0.78, "due in parentheses")


def _in_heading(page: Page, one: Expression) -> Plan | None:
    """Find a year in a plan heading: “（二）2021年工作思路”."""
    head = page.heading_at(one.start)
    if head is None or one.end > head.end or not head.alone or len(head.words) > 34:
        return None
    if _heads_what_is_ahead(page, one, head):
        return Plan(head.words.strip()[-8:], one.end, 0.93, "heading")
    words = re.sub("(?:改进|整改)(?:情况|结果|成效|完成情况)$", "", head.words)
    cue = _last(cues.PLAN_HEAD_CLEAR, words) or (
        _last(cues.PLAN_HEAD, words) if _after_review(page, head.start, one.first) else None
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


_BARE_HEAD = re.compile(
    r"(?:度)?的?(?:重点)?(?:工作|措施|任务|工作重点|重点|工作任务|主要任务|主要工作|要做的事|怎么[干做办])?"
)
_AND_PLAN = re.compile(
    r"(?:情况|问题|不足|总结|回顾)(?:和|及|与|暨|以及)[12][0-9]{3}年(?:度)?(?:工作|改进|整改)?(?:计划|打算|安排|思路|设想|措施|要点)$"
)


def _heads_what_is_ahead(page: Page, one: Expression, head: Heading) -> bool:
    """Say whether a heading without a word of planning opens what is planned: 六、2018年工作, behind the problems."""
    words = head.words.strip()
    if one.unit != "year" or head.level != 1:
        return False
    if page.view.startswith(words, page.view.find(words, head.start)) and _AND_PLAN.search(words) is not None:
        return one.end > head.start + len(words) // 3
    rest = page.view[one.end : head.end].strip()
    lead = page.view[head.start : one.start]
    if _BARE_HEAD.fullmatch(rest) is None or len(re.sub("[^一-鿿]", "", lead)) > 3:
        return False
    tops = [other for other in page.layout.headings if other.level == 1 and other.alone]
    at = next((number for number, other in enumerate(tops) if other.start == head.start), 0)
    if at < 1:
        return False
    stop = tops[at + 1].start if at + 1 < len(tops) else len(page.view)
    below = page.view[head.end : min(stop, head.end + 400)]
    if cues.PAST_STRONG.search(below[:200]) is not None or (cues.COUNT.search(below[:60]) and "将" not in below[:60]):
        return False
    later = any(
        other.unit in UNITS and other.first == one.last + 1 and other.start < stop and other.end < len(page.view) - 24
        for _, other in page.between(head.end, stop)
    )
    return (_TELLS_PROBLEMS.search(tops[at - 1].words) is not None or later) and (
        later or cues.PLAN_IN_ZONE.search(below) is not None
    )


_TELLS_PROBLEMS = re.compile("问题|不足|困难|短板|教训|差距")


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return the last match: what a heading is about stands at its end."""
    return next(reversed(list(pattern.finditer(words))), None)


def _after_review(page: Page, at: int, year: int) -> bool:
    """Say whether parts on problems, or on the review of this very year, come before: then 2020年重点工作 plans."""
    return page.reviewed_from(year) < at


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


# Behind a label that announces what was done only a cue of its own makes a plan: 改进情况：将于2021年3月底前完成….
_BY_CUE = (_cell, set_against_itself, before_year, opening_step, after_year)
_BY_PLACE = (
    behind_plan_label,
    due_in_plan,
    beside,
    in_zone,
    until,
    listed_in,
    raised,
    settled,
    intended,
    after_problem,
    will_follows,
)
