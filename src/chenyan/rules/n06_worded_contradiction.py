"""N06: what one place of the narrative states, another one denies."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity


def check(case: Case) -> Iterator[Flag]:
    """Flag the later of two places that contradict each other; the earlier one is the related place.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    for item in case.numbers.contradictions:
        if item.code == "N06":
            yield RULE.flag(
                case,
                item.start,
                item.end,
                confidence=item.confidence,
                value=item.value,
                expected=item.other_value,
                related=(case.report.span(item.other_start, item.other_end),),
                other=case.report.text[item.other_start : item.other_end],
            )


RULE = Rule(
    code="N06",
    name="worded-contradiction",
    name_zh="表述前后矛盾",
    severity=Severity.MEDIUM,
    message="“{words}” contradicts “{other}” elsewhere in the report.",
    message_zh="“{words}”与另一处“{other}”矛盾。",
    check=check,
    explanation=(
        "No account against posts published through one, no request (review, fee, document) against a count of them, no "
        "training or meeting against a count of the same. An account of the superior (依托, 县融媒体) or the lack of an "
        "account of one's own (未单独开设) is no contradiction, nor is another channel (未开设微博; 微信5条)."
    ),
    explanation_zh="未开设账号却有发布数、未收到申请（未发生复议、未收费、未制发文件）却有件数、未组织培训会议却有次数。借用上级账号、未单独开设、渠道不同的不算。",
    needs=frozenset({"numbers"}),
    source="国办公开办函〔2021〕30号：内容须准确；沙河口区审计局2024年度报告一类情形",
    examples=(
        Example(
            "微信公众号全年发布信息5条。\n我局未开设政务新媒体账号。",
            section="overview",
            flagged=("未开设政务新媒体账号",),
        ),
        Example(
            "全年未收到政府信息公开申请。\n本年度收到政府信息公开申请3件，均已答复。",
            section="overview",
            flagged=("3件",),
        ),
        Example("2022年未收取信息处理费。\n对2件申请收取信息处理费640元。", section="other", flagged=("640元",)),
        Example("我镇未开设政务微博。\n微信公众号发布信息5条。", section="overview"),
        Example("我镇未单独开设政务新媒体账号，依托县融媒体中心微信公众号发布信息20条。", section="overview"),
        Example("2021年未收到政府信息公开申请。\n2022年收到政府信息公开申请3件。", section="overview"),
    ),
)
