"""N05: one quantity has two values in one report."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity


def check(case: Case) -> Iterator[Flag]:
    """Flag the second of two different values of the same quantity; the first is the related place.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    for item in case.numbers.contradictions:
        if item.code == "N05":
            yield RULE.flag(
                case,
                item.start,
                item.end,
                confidence=item.confidence,
                value=item.value,
                expected=item.other_value,
                related=(case.report.span(item.other_start, item.other_end),),
            )


RULE = Rule(
    code="N05",
    name="two-values",
    name_zh="同一数据前后不一",
    severity=Severity.MEDIUM,
    message="The same quantity is {value} here and {expected} elsewhere in the report.",
    message_zh="同一数据此处为{value}，另一处为{expected}。",
    check=check,
    explanation=(
        "Two counts are the same quantity where they fill the same statutory slot, or where the words around them are "
        "the same once time, subject and filler are stripped and synonyms folded (公众号 = 微信). Parts, periods, "
        "comparisons, rounded numbers and other agencies are no counterparts."
    ),
    explanation_zh="同一法定事项，或去除时间、主语、虚词并归并同义词后表述相同的，视为同一数据；分项、分期、对比、约数、其他单位不参与。",
    needs=frozenset({"numbers"}),
    source="国办公开办函〔2021〕30号：内容须准确",
    examples=(
        Example(
            "全年主动公开政府信息210条。\n2022年，我镇共主动公开信息201条。", section="overview", flagged=("201条",)
        ),
        Example(
            "全年我镇组织政务公开业务培训45人次。\n2022年，我镇组织政务公开业务培训58人次。",
            section="overview",
            flagged=("58人次",),
        ),
        Example(
            "通过政务微信公众号发布信息120条。\n全年通过微信公众号共发布政务信息118条。",
            section="overview",
            flagged=("118条",),
        ),
        Example("通过网站发布信息210条。\n通过微信公众号发布信息201条。", section="overview"),
        Example("全年主动公开政府信息210条。\n上半年主动公开政府信息98条。", section="overview"),
        Example("2022年主动公开政府信息210条。\n2021年主动公开政府信息201条。", section="overview"),
    ),
)
