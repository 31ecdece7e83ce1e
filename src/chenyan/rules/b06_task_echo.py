"""B06: the superior's task wording reported as if it were a result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.case import Case
from chenyan.lexicons import read_terms
from chenyan.reuse.measures_specific import find_informative_numbers, find_specific
from chenyan.rule import Example, Rule
from chenyan.rules._reuse import plain_length
from chenyan.types import Flag, Severity, Skip

_FUTURE = re.compile(r"下一步|今后|接下来|下一年|明年|将(?!近)|计划|打算|拟|要(?:进一步|持续)|应当|需要")
_DONE = re.compile(r"已|了|完成|建成|印发|召开|举办|组织|新增|制定|出台|开通|上线|修订|发布|答复|办结|培训|检查|邀请")
_ABOUT = re.compile(r"^(?:围绕|聚焦|紧扣|立足)[^，]{2,40}(?:任务|工作|要求|目标|中心|大局)，$")
_CLAUSE = re.compile(r"[^，；。,;\n]{1,400}[，；。,;]?")  # an enumeration (决策、执行、管理) stays in its clause
# What only leads up to a clause; once found, it is not given back.
_LEAD = r"(?:[一二三四五六七八九十]{1,3}是|[（(]?\d{1,2}[)）.、]|并|同时，?|我[市县区镇乡街局委办]|积极|认真)?+"


@cache
def _echo() -> re.Pattern[str]:
    """Return how a clause opens with task wording."""
    return re.compile(_LEAD + "(?:" + "|".join(map(re.escape, read_terms("task_wording.txt"))) + ")")


def check(case: Case, *, least_clauses: int = 2, share: float = 0.75) -> Iterator[Flag | Skip]:
    """Flag sentences of the review that consist of task wording alone.

    Parameters
    ----------
    case : Case
        The report to judge.
    least_clauses : int, default 2
        Least number of clauses that open with task wording.
    share : float, default 0.75
        Least share of the sentence's clauses, 0 to 1.
    """
    report = case.report
    echo = _echo().match
    for sentence in report.sentences:
        if sentence.role != "prose" or sentence.section not in ("overview", "part"):
            continue
        words = report.text[sentence.start : sentence.end]
        if _DONE.search(words) or _FUTURE.search(words) or plain_length(words) < 12:
            continue
        clauses = [clause for clause in _CLAUSE.findall(words) if clause.strip()]
        if sum(echo(clause) is not None for clause in clauses) < least_clauses:
            continue
        clauses = [clause for clause in clauses if not _ABOUT.match(clause)] or clauses
        echoes = sum(echo(clause) is not None for clause in clauses)
        if echoes < least_clauses or echoes < share * len(clauses):
            continue
        if not find_specific(words) and not find_informative_numbers(words):
            sure = 0.6 + 0.08 * min(echoes, 4)
            yield RULE.flag(case, sentence.start, sentence.end, confidence=sure, value=echoes)


RULE = Rule(
    code="B06",
    name="task-echo",
    name_zh="以任务要求代替工作结果",
    severity=Severity.LOW,
    message="The sentence repeats task wording and names no date, count or object: “{words}”",
    message_zh="该句只重复任务要求，没有时间、数量或具体对象：“{words}”",
    check=check,
    genres=("ogi",),
    source="Party and State rules on formalism (Aug 2024); wording of 政务公开工作要点",
    explanation=(
        "Every clause opens like a task of the superior's work plan (稳步扩大…, 进一步加强…), nothing was done, "
        "counted, dated or named. Plans and the part on improvement are left alone: tasks belong there."
    ),
    explanation_zh="各分句都以工作要点式的任务用语开头，既无时间、数量、对象，也无已完成的事项；计划和改进部分不报。",
    examples=(
        Example(
            "稳步扩大公开范围，推进落实各项公开任务。",
            section="overview",
            flagged=("稳步扩大公开范围，推进落实各项公开任务。",),
        ),
        Example(
            "进一步加强平台管理，持续优化栏目设置，不断提升服务能力。",
            section="overview",
            flagged=("进一步加强平台管理，持续优化栏目设置，不断提升服务能力。",),
        ),
        Example(
            "全面落实公开要求，切实做好主动公开。",
            section="overview",
            flagged=("全面落实公开要求，切实做好主动公开。",),
        ),
        Example("新增公开预算单位12家，公开决算9份。", section="overview"),
        Example("下一步，进一步加强平台管理，持续优化栏目设置。", section="overview", note="a plan"),
        Example("进一步加强平台管理，持续优化栏目设置。", section="problems", note="a measure"),
        Example("不断完善机制，印发了信息发布审核办法，明确三审责任。", section="overview"),
    ),
)
