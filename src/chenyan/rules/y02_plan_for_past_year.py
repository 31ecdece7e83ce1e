"""Y02: a plan is dated in a year that was over when the report was signed."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._years import flag_mismatches
from chenyan.types import Flag, Severity, Skip
from chenyan.years import FLAG_CONFIDENCE


def check(case: Case, *, least_confidence: float = FLAG_CONFIDENCE) -> Iterator[Flag | Skip]:
    """A plan is dated in a year that was over when the report was signed.

    Parameters
    ----------
    case : Case
        The report with its measures.
    least_confidence : float, default 0.8
        Leave out what the years measure is less sure of (chosen on the totals of the unseen halves in corpora/labelled).
    """
    yield from flag_mismatches(RULE, case, least_confidence)


RULE = Rule(
    code="Y02",
    name="plan-for-past-year",
    name_zh="计划写在已过去的年份",
    severity=Severity.HIGH,
    message="{words} dates a plan, but that year was over; {expected} is expected ({why}).",
    message_zh="计划写在已过去的“{words}”，应为{expected}年（{why_zh}）。",
    check=check,
    genres=("ogi", "work_report", "rule_of_law", "budget", "final_accounts", "work_summary", "school", "company"),
    examples=(
        Example("2022年，我局将继续完善公开目录。", section="problems", flagged=("2022年",)),
        Example("针对上述问题，2022年我镇将从三方面加以改进。", section="problems", flagged=("2022年",)),
        Example("下一步，一是完善目录；二是2022年6月底前完成网站改版。", section="problems", flagged=("2022年6月底",)),
        Example("二〇二二年，我镇拟开展两次培训。", section="problems", flagged=("二〇二二年",)),
        Example("2022年初，我局提出将建专栏，年底已建成。", section="problems", note="a plan told from the past"),
        Example("2022年将便民事项全部纳入公开目录。", section="overview", note="将 of disposal"),
        Example(
            "针对2022年群众反映的问题，我局将加强审核。", section="problems", note="the year modifies the problems"
        ),
        Example("2023年，我局将继续完善公开目录。", section="problems"),
        Example(
            "所里日前立下军令状，2022年内把公示周期由15天压到7天。",
            section="problems",
            earlier=("所里日前立下军令状，2022年内把公示周期由15天压到7天。",),
            flagged=("2022年内",),
            note="last year's plan",
        ),
    ),
    explanation=(
        "The year must be the time adverbial of the clause that carries the plan cue (将 before an adverb, "
        "preposition or "
        "verb; 拟, 计划, 打算 as verbs), stand in a plan heading, or date an item of a plan zone. 将 as "
        "disposal (将A纳入B), "
        "modifiers (针对2021年…的问题), kept promises and quotations are left alone."
    ),
    explanation_zh="年份须是计划句的时间状语，或位于计划标题、下一步措施条目中；"
    "“将A纳入B”、定语（针对2021年…的问题）、已兑现的承诺和引文不计。",
    needs=frozenset({"years", "earlier"}),
    source="国办公开办函〔2021〕30号：内容须准确",
)
