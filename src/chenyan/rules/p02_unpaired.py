"""P02: a stated problem that no measure answers, or a measure that answers another problem."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip


def check(case: Case, *, orphans: bool = True) -> Iterator[Flag | Skip]:
    """Flag problems without a measure; measures without a problem where a problem is left unanswered.

    Parameters
    ----------
    case : Case
        The report to judge.
    orphans : bool, default True
        Also flag measures of a theme that no stated problem has.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    if not reading.problems:
        return
    text = case.report.text
    for index in reading.unanswered:
        problem = reading.problems[index]
        words = text[problem.start : problem.end]
        # without any measure all are unanswered for certain; else the pairing may err
        confidence = (0.9 if not reading.measures else 0.75) * min(1.0, problem.confidence + 0.1)
        yield RULE.flag(
            case, problem.start, problem.end, confidence=confidence, value="problem",
            said=f"“{words}” is answered by no measure", said_zh=f"问题“{words}”没有对应的改进措施",
        )  # fmt: skip
    if not orphans or not reading.unanswered:
        return
    stated = {theme for problem in reading.problems for theme in problem.themes}
    for index in reading.orphans:
        measure = reading.measures[index]
        if not measure.themes or stated & set(measure.themes):
            continue
        words = text[measure.start : measure.end]
        yield RULE.flag(
            case, measure.start, measure.end, confidence=0.6, severity=Severity.LOW, value="measure",
            said=f"“{words}” answers no stated problem", said_zh=f"措施“{words}”未对应所列问题",
        )  # fmt: skip


RULE = Rule(
    code="P02",
    name="problem-unanswered",
    name_zh="问题与措施不对应",
    severity=Severity.MEDIUM,
    message="{said}.",
    message_zh="{said_zh}。",
    check=check,
    needs=frozenset({"problems"}),
    explanation=(
        "Problems and measures are paired by theme and shared words, by position only where nothing else decides. A problem "
        "that no measure answers is flagged; a measure of another theme is flagged (low) where a problem is left over."
    ),
    explanation_zh="按主题和用词配对问题与措施，位置仅作辅助；没有措施回应的问题报出；同时存在主题无关的措施的，一并以低等级提示。",
    source="政府信息公开条例第五十条：存在的主要问题及改进情况",
    examples=(
        Example("存在的主要问题：一是专职人员偏少。\n改进措施：一是改版门户网站。", section="problems",
                flagged=("专职人员偏少", "改版门户网站")),
        Example("一是政策解读形式单一；二是专职人员不足。下一步，我镇将制作图解、视频，丰富解读形式。", section="problems",
                flagged=("专职人员不足",)),
        Example("一是更新不及时；二是宣传力度不够。", section="problems", flagged=("更新不及时", "宣传力度不够")),
        Example("存在的主要问题：一是专职人员偏少。\n改进措施：一是增配1名专职人员。", section="problems"),
        Example("一是更新不够及时；二是解读形式单一。下一步，一是每周更新栏目，及时发布信息；二是制作图解，丰富解读形式。",
                section="problems"),
        Example("2022年，我镇公开工作总体平稳。下一步将加强培训。", section="problems"),
    ),
)  # fmt: skip
