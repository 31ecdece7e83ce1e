"""N03: the parts of a list do not add up to the stated whole."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity


def check(case: Case) -> Iterator[Flag]:
    """Flag a whole that its listed parts exceed or, where the list names all parts, fall short of.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    report = case.report
    for parts in case.numbers.sums:
        if parts.kind == "holds":
            continue
        severity = {
            "exceeds": None,
            "short": None if parts.confidence >= 0.8 else Severity.MEDIUM,
            "overlap": Severity.LOW,
        }
        yield RULE.flag(
            case,
            parts.whole.start,
            parts.whole.end,
            confidence=parts.confidence,
            severity=severity[parts.kind],
            value=f"{parts.whole.value}{parts.whole.unit}",
            expected=f"{parts.total}{parts.whole.unit}",
            related=tuple(report.span(part.start, part.end) for part in parts.parts),
            addends=" + ".join(str(part.value) for part in parts.parts),
        )


RULE = Rule(
    code="N03",
    name="parts-and-whole",
    name_zh="分项与总数不符",
    severity=Severity.HIGH,
    message="The parts {addends} make {expected}, the text says {words}.",
    message_zh="分项{addends}合计{expected}，而总数为“{words}”。",
    check=check,
    explanation=(
        "Lists after 其中, 分别为 or a colon, lists in brackets and parts before 合计 are added up. Brackets inside a list "
        "are parts of parts; a second breakdown of the same whole begins where the first is complete. A list that falls "
        "short is flagged only where it promises all parts (no 等, 包括, 其余) and the gap is that of a slip. Where leaving "
        "one or two parts out makes the whole, or words such as 同时 or 转载 say that parts overlap, the flag is low."
    ),
    explanation_zh="核对“其中”“分别为”、冒号、括号及“合计”前的分项之和。括号内为子项；分项未列全（等、包括、其余）不判断；分项可能交叉的降为低。",
    needs=frozenset({"numbers"}),
    source="国办公开办函〔2021〕30号：内容须准确",
    examples=(
        Example("共公开信息100条，其中网站60条、微信30条。", section="overview", flagged=("100条",)),
        Example("全年发放资料300份，其中折页120份、手册110份、海报80份。", section="overview", flagged=("300份",)),
        Example("网站发布信息80条，微信发布50条，共计140条。", section="overview", flagged=("140条",)),
        Example("全年解读政策12件（图解5件、视频4件、问答2件）。", section="overview", flagged=("12件",)),
        Example("共公开信息100条，其中网站60条。", section="overview"),
        Example("公开信息327条，其中公众号235条，新媒体57篇，网站发布35条，另有转载。", section="overview"),
        Example("收到申请8件，其中当面申请3件、网络申请5件，已办结7件。", section="requests"),
        Example("公开信息393件，其中包括规范性文件13件、规划2件等。", section="overview"),
        Example("发布信息90条，其中网站60条（含转载10条）、微信30条。", section="overview"),
    ),
)
