"""P05: last year's promise is promised again, and no result is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.align import align
from chenyan.case import Case
from chenyan.rule import NO_EARLIER, Example, Rule
from chenyan.types import Flag, Severity, Skip, Span

_DONE = re.compile(r"已(?!经?采取以下)|完成了?|建成|全年|累计|共(?=[\d一二三四五六七八九十])")


def check(case: Case, *, least: float = 0.75, shortest: int = 8) -> Iterator[Flag | Skip]:
    """Flag measures that stand in last year's report too.

    Parameters
    ----------
    case : Case
        The report to judge.
    least : float, default 0.75
        Least resemblance of the two wordings, 0 to 1; set by judgement, not measured.
    shortest : int, default 8
        Fewest characters; shorter measures (加强培训) are alike by chance.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    if case.earlier is None:
        yield RULE.skip(case, *NO_EARLIER)
        return
    if case.earlier.problems.skip_reason:
        yield RULE.skip(case, "last year's report has no part on problems", "上一年度报告无存在问题部分")
        return
    before = [(m, case.earlier.report.text[m.start : m.end]) for m in case.earlier.problems.measures]
    before = [(m, words) for m, words in before if len(words) >= shortest and not _DONE.search(words)]
    for measure in reading.measures:
        words = case.report.text[measure.start : measure.end]
        # 已 stands before the measure's own words
        if len(words) < shortest or _DONE.search(case.report.text, max(0, measure.start - 2), measure.end):
            continue
        best, found = 0.0, None
        for old, old_words in before:
            # what the lengths leave possible is looked at before the words
            most = 2 * min(len(words), len(old_words)) / (len(words) + len(old_words))
            if most < least or most <= best:
                continue
            value = align(words, old_words).resemblance
            if value > best:
                best, found = value, old
        if found is not None and best >= least:
            yield RULE.flag(
                case, measure.start, measure.end, confidence=min(0.95, 0.55 + 0.4 * best), value=round(best, 2),
                related=(Span(case.earlier.report.report_id, found.start, found.end),),
            )  # fmt: skip


RULE = Rule(
    code="P05",
    name="promise-repeated",
    name_zh="措施重复承诺",
    severity=Severity.MEDIUM,
    message="“{words}” was already promised last year (resemblance {value}).",
    message_zh="“{words}”上一年度已经承诺（相似度{value}）。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems", "earlier"}),
    explanation=(
        "Measures of this report are aligned with those of the agency's report of the year before. A measure told as done "
        "(已, 完成, 全年, 累计) is a result, not a promise."
    ),
    explanation_zh="将本年措施与同一机关上一年度措施逐一对齐；写明“已”“完成”“全年”“累计”的属于结果，不算重复承诺。",
    source="政府信息公开条例第五十条第（四）项：存在的主要问题及改进情况；相似度阈值为经验判断",
    examples=(
        Example("一是责任不清。下一步，我镇将建立政务公开考核机制。", section="problems",
                earlier=("一是责任不清。下一步，我镇将建立政务公开考核机制。",), flagged=("建立政务公开考核机制",)),
        Example("一是更新慢。改进措施：一是明确专人每周检查栏目更新情况。", section="problems",
                earlier=("一是更新慢。改进措施：一是明确专人每月检查栏目更新情况。",), flagged=("明确专人每周检查栏目更新情况",)),
        Example("一是解读少。改进措施：一是编制公开事项清单；二是制作政策解读短视频和图解。", section="problems",
                earlier=("一是解读少。改进措施：一是制作政策解读短视频和图解。",), flagged=("制作政策解读短视频和图解",)),
        Example("一是责任不清。改进情况：一是已建立政务公开考核机制。", section="problems",
                earlier=("一是责任不清。下一步，我镇将建立政务公开考核机制。",)),
        Example("一是更新慢。改进措施：一是加强培训。", section="problems", earlier=("一是更新慢。改进措施：一是加强培训。",)),
        Example("一是解读少。改进措施：一是制作政策解读图解。", section="problems",
                earlier=("一是人员少。改进措施：一是招录两名专职人员充实力量。",)),
    ),
)  # fmt: skip
