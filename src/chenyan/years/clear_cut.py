"""How much evidence is enough where a sentence leaves no other reading: there less tells a wrong year for sure.

A sentence that names no year but the reported one, and compares nothing, does not tell of the year before; one that sets its
figures against last year's is not itself dated last year; one of will and no word of the past does not tell what was done.
The sums of evidence from which such a year counts as wrong were chosen on hands that the models had not seen.
"""

from __future__ import annotations

import math
import re

from chenyan.years.amounts import amounts
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import NO_FACT, sentence, years_within
from chenyan.years.weighing import modifies

# Sums from which a year counts as wrong: last year where it opens its clause, stands behind the subject, or is a part of the
# year or stands otherwise; what is set against last year; a plan that it dates, and a thing that is planned.
_OPENS, _BEHIND_SUBJECT, _OTHERWISE = 0.0, 0.0, 1.4
_AGAINST_LAST_YEAR = 1.4
_WILLED, _WILLED_THING = 0.5, 1.0
_REACH = 120

_THIS_YEAR = re.compile("今年|本年度?(?!末|初)|全年|年内|本报告期|一年来|年度内")
_SET_AGAINST = re.compile("比|较|同期|去年|上一?年")
_OTHER_TIMES = re.compile(
    "比|较|同期|去年|上一?年|增至|由|从|历年|此前|以来|曾|结转|跨|遗留|前年|近[两三]年|两年|三年|分别|持平|[升改转合搬调整建]前|早在|该期|倒推|报表"
)
_WILL_WORDS = (
    "将(?![军近其此])|要(?![点闻素求件])|拟(?!定稿)|力争|争取|确保|计划(?!执)|打算|预计|有望|可望|必须|一律|不得|坚决|努力|目标|届时|接着|稳定在|不少于|不低于|不超过|至少|"
    "再接再厉|[较由][^，。；]{0,2}(?:目前|当前|现在)"
)
_WILL = re.compile(_WILL_WORDS)
_MEANT = re.compile(
    _WILL_WORDS
    + "|考虑|希望|建议|决心|承诺|决定|明确|安排|准备|筹划|谋划|对策|办法是|军令状|已定|同意|商定|拟定|[列纳]入"
)
# What is drawn up for a year or done in it, not what came about in it: 列入2021年改进计划, but not 2021年换过屏的村.
_PLANNED = re.compile(
    "度?的?[^，。；的]{0,14}?(?:计划|方案|重点|目标|任务|要点|培训|考核|预算|实事|清单|台账|责任书|日程|安排|契机|机遇|工作)"
)
_PAST = re.compile(
    "已(?!列入|纳入|报|明确|排|定|拟|与|同|申|形成|决定|商|着手|将[^，。；]{0,12}[列纳]入)|曾|当年|去年|上年|上一年|提出的|承诺过|同期|以来|基础|实际|结果(?!将|公)|[仅偏才虽]|未能|没有|累计|推迟|原定|本应|"
    "如期|按期|兑现|均于|落空|了(?!解)|共(?!同|享|建)|存在|针对|总结|巩固|经验|因|由于|导致|造成|[比较](?:20|$)|反馈|不足|遗留|反映|来之不易|得分|完成[了，。；]|暴露|发现|依然|"
    "仍(?!将|要|需|须)|不够|只有"
)


def enough(page: Page, one: Expression, year: int, kind: str) -> float:
    """Return the sum of evidence from which a mention is wrong in its sentence (infinite where it is not clear-cut)."""
    if page.reference.genre != "annual":
        return math.inf
    if kind == "plan":
        if not page.told_ahead(one.start) or not _only_willed(page, one):
            return math.inf
        rest = page.view[one.end : one.end + 40]
        if place(page, one).adverbial and not modifies(rest):
            return _WILLED
        return _WILLED_THING if _PLANNED.match(rest) else math.inf
    if kind == "stale" and one.last == year - 1:
        return _last_year(page, one, year)
    return math.inf


def _only_willed(page: Page, one: Expression) -> bool:
    """Say whether a year stands by words of will, and by none of the past."""
    low, high = page.layout.around(page.layout.sentences, one.start)
    high = min((high, one.end + 70, *(other.start for _, other in page.between(one.end, high) if other.first)))
    before = page.view[max(low, one.start - 50) : one.start].rpartition("；")[2]
    behind = page.view[one.end : high].partition("；")[0]
    willed = _MEANT.search(before) is not None or _WILL.search(behind) is not None
    return willed and _PAST.search(before) is None and _PAST.search(behind) is None


def _last_year(page: Page, one: Expression, year: int) -> float:
    low, high = sentence(page, one, before=_REACH, after=_REACH)
    others = years_within(page, low, high, but=one)
    if not others:
        against = _THIS_YEAR.search(page.view, low, high) and _SET_AGAINST.search(page.view, low, high)
        return _AGAINST_LAST_YEAR if against else math.inf
    if any(other.last != year for other in others) or _OTHER_TIMES.search(page.view, low, high):
        return math.inf
    if NO_FACT.match(page.view, one.end) or _parallel(page, one, others, low, high):
        return math.inf
    here = place(page, one)
    opens = one.unit == "year" and here.adverbial and not modifies(page.view[one.end : one.end + 40])
    if not here.lead:
        return _OPENS if opens else _OTHERWISE
    return _BEHIND_SUBJECT if opens else _OTHERWISE if not here.adverbial else math.inf


def _parallel(page: Page, one: Expression, others: list[Expression], low: int, high: int) -> bool:
    """Say whether the same is counted in both years: 2021年出动583次，2020年出动611次."""
    until = min((other.start for other in others if other.start > one.end), default=high)
    own = {amount.unit for amount in amounts(page.view, one.end, until)}
    theirs = [*amounts(page.view, low, one.start), *amounts(page.view, until, high)]
    return any(amount.unit in own for amount in theirs)
