"""Y04: the data period is impossible or not the calendar year of the report."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._years import flag_mismatches
from chenyan.types import Flag, Severity, Skip
from chenyan.years import FLAG_CONFIDENCE


def check(case: Case, *, least_confidence: float = FLAG_CONFIDENCE) -> Iterator[Flag | Skip]:
    """The data period is impossible or not the calendar year of the report.

    Parameters
    ----------
    case : Case
        The report with its measures.
    least_confidence : float, default 0.8
        Leave out what the years measure is less sure of (chosen on the totals of the unseen halves in corpora/labelled).
    """
    yield from flag_mismatches(RULE, case, least_confidence)


RULE = Rule(
    code="Y04",
    name="impossible-period",
    name_zh="统计期限有误",
    severity=Severity.HIGH,
    message="The stated period cannot be right: {words}: {why}.",
    message_zh="统计期限“{words}”有误：{why_zh}。",
    check=check,
    examples=(
        Example("本报告统计期限自2022年1月1日起至2021年12月31日止。", section="overview", flagged=("2021年12月31日",)),
        Example("统计数据自2021年1月1日起至2022年12月31日止。", section="overview", flagged=("2021年1月1日",)),
        Example("统计期限为2022年1月1日至2023年12月31日。", section="overview", flagged=("2023年12月31日",)),
        Example("统计期限自2022年1月1日起至12月31日止。", section="overview"),
        Example("统计期限自2022年1月1日起至2022年12月20日止。", section="overview"),
        Example("《规划（2021年1月1日至2025年12月31日）》已公开。", section="overview"),
    ),
    explanation=(
        "Both ends of the stated period must lie in the reported year and the start before the end. An early end in "
        "December and the start of 2008-05-01 (the day the regulation came into force) are legal. A whole "
        "period of another "
        "year is Y01."
    ),
    explanation_zh="统计期限起止均应在报告年度内且起早于止；12月提前封账、2008年5月1日起算属正常；"
    "整体为另一年度的归Y01。",
    needs=frozenset({"years"}),
    source="国办公开办函〔2021〕30号 (form of the report)",
)
