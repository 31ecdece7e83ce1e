"""Y01: title, headings, data period and signature disagree on the year of the report."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._years import flag_mismatches
from chenyan.types import Flag, Severity, Skip
from chenyan.years import FLAG_CONFIDENCE


def check(case: Case, *, least_confidence: float = FLAG_CONFIDENCE) -> Iterator[Flag | Skip]:
    """Title, headings, data period and signature disagree on the year of the report.

    Parameters
    ----------
    case : Case
        The report with its measures.
    least_confidence : float, default 0.8
        Leave out what the years measure is less sure of (chosen on the totals of the unseen halves in corpora/labelled).
    """
    yield from flag_mismatches(RULE, case, least_confidence)


RULE = Rule(
    code="Y01",
    name="year-disagreement",
    name_zh="年度不一致",
    severity=Severity.HIGH,
    message="{words}: {why}; {expected} is expected.",
    message_zh="“{words}”：{why_zh}，应为{expected}年。",
    check=check,
    examples=(
        Example(
            "甲镇人民政府2022年政府信息公开工作年度报告\n本报告数据的统计期限自2021年1月1日起至2021年12月31日止。\n"
            "一、总体情况\n2022年，我镇主动公开信息80条。\n甲镇人民政府\n2023年1月10日",
            flagged=("2021年1月1日", "2021年12月31日"),
            note="a whole period of another year",
        ),
        Example(
            "甲镇人民政府2021年政府信息公开工作年度报告\n统计期限自2022年1月1日起至12月31日止。\n"
            "一、总体情况\n2022年，我镇主动公开信息80条。\n甲镇人民政府\n2023年1月10日",
            flagged=("2021年",),
            note="the title kept last year's number",
        ),
        Example(
            "甲镇人民政府2022年政府信息公开工作年度报告\n统计期限自2022年1月1日起至12月31日止。\n"
            "一、总体情况\n2022年，我镇主动公开信息80条。\n甲镇人民政府\n2022年1月10日",
            flagged=("2022年1月10日",),
            note="signed before the year it covers had begun",
        ),
        Example(
            "现将甲镇2021年度政府信息公开工作情况报告如下。\n一、总体情况\n2022年，"
            "我镇公开信息80条。\n2022年，举办培训2次。",
            flagged=("2021年度",),
        ),
        Example(
            "甲镇人民政府2022年政府信息公开工作年度报告\n一、总体情况\n2022年，"
            "我镇公开信息80条。\n甲镇人民政府\n2023年1月10日"
        ),
        Example("根据《关于做好2021年度政府信息公开年报编制工作的通知》要求编制。", section="overview"),
        Example(
            "甲局2022年政府信息公开工作年度报告\n统计期限自2022年1月1日起至2022年12月31日止。\n一、总体情况\n公开信息80条。"
        ),
    ),
    explanation=(
        "The year is read from the title, the stated data period, the headings, the years that open sentences and the "
        "signature, each with a weight; what disagrees with the others is reported with the year that they name. "
        "A report on year N is signed in N+1; a signature in its first half that still says N is a slip of January."
    ),
    explanation_zh="从标题、统计期限、层级标题、正文句首年份和落款加权判断报告年度，与其余各处不符者予以标记。",
    needs=frozenset({"years"}),
    source="国办公开办函〔2021〕30号 (form of the report)",
)
