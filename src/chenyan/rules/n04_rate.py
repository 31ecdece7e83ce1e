"""N04: a rate is not what the numbers beside it give."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity


def check(case: Case, *, few: int = 5) -> Iterator[Flag]:
    """Flag growth, shares and completion rates that their own numbers contradict.

    Parameters
    ----------
    case : Case
        The report to judge.
    few : int, default 5
        A rate over a base smaller than this is flagged low: a rate of so few says little either way.
    """
    report = case.report
    for rate in case.numbers.rates:
        if rate.holds:
            continue
        expected = "" if rate.computed is None else f"{rate.computed:.{max(rate.quantity.decimals, 1)}f}%"
        yield RULE.flag(
            case,
            rate.quantity.start,
            rate.quantity.end,
            confidence=rate.confidence,
            severity=Severity.LOW if rate.base < few else None,
            value=f"{rate.stated:g}%",
            expected=expected,
            related=tuple(report.span(operand.start, operand.end) for operand in rate.operands),
            why=f"the numbers beside it give {expected}" if expected else "the base is 0",
            why_zh=f"按所列数字应为{expected}" if expected else "基数为0，无从计算",
        )


RULE = Rule(
    code="N04",
    name="rate",
    name_zh="比率与数字不符",
    severity=Severity.MEDIUM,
    message="The rate {words} does not fit: {why}.",
    message_zh="比率“{words}”不符：{why_zh}。",
    check=check,
    explanation=(
        "Growth (由A增至B, 较上年的A增长, 较上年增加D), shares (占) and completion rates (办结率) are recomputed from the "
        "numbers of the same sentence. Rounding and cutting off at the printed decimals are both accepted; rounded "
        "numbers (余, 约, 万) widen the tolerance to two points."
    ),
    explanation_zh="按同句数字重算增长率、占比、办结率；按所印小数位四舍五入或截尾均视为一致，约数放宽至两个百分点。",
    needs=frozenset({"numbers"}),
    source="国办公开办函〔2021〕30号：内容须准确",
    examples=(
        Example("政策解读由40篇增至50篇，增长20%。", section="overview", flagged=("20%",)),
        Example("全年发布解读60篇，较上年的50篇增长25%。", section="overview", flagged=("25%",)),
        Example("全年公开信息200条，较上年增加50条，增长25%。", section="overview", flagged=("25%",)),
        Example("公开信息200条，其中网站150条，占80%。", section="overview", flagged=("80%",)),
        Example("政策解读由40篇增至50篇，增长25%。", section="overview"),
        Example("全年发布解读70篇，较上年的60篇增长16.67%。", section="overview"),
        Example("公开信息300条，其中网站100条，占33%。", section="overview"),
        Example("满意率为100%，办结率达98.5%。", section="overview", note="no numbers beside the rates"),
    ),
)
