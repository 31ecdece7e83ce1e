"""N02: the narrative says none and the table says some, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._numbers import judge_clashes
from chenyan.rules._tables import one_request, printed
from chenyan.types import Flag, Severity, Skip

_ONE = "三、收到和处理政府信息公开申请情况\n" + printed("requests", one_request())
_NONE = "三、收到和处理政府信息公开申请情况\n" + printed("requests", {})
_REVIEW = "四、政府信息公开行政复议、行政诉讼情况\n" + printed(
    "litigation", {("review", "upheld"): 1, ("review", "total"): 1}
)


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag none against some, either way; the cell is the related place.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_clashes(RULE, case, "N02")


RULE = Rule(
    code="N02",
    name="none-against-table",
    name_zh="“未发生”与表格矛盾",
    severity=Severity.HIGH,
    message="The text says “{words}”, the table says {expected} ({label}).",
    message_zh="正文称“{words}”，表格“{label}”为{expected}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Statements of none (未收到, 未发生, 没有, 无, 0件, 均为零) are read with their object and scope: 未收到网络申请 or "
        "无逾期答复 say nothing of all requests. They are compared with the total of the table, and so is a count "
        "where the table has 0. A blank cell is not zero and is not compared."
    ),
    explanation_zh="识别“未收到、未发生、没有、无、0件、均为零”等表述及其对象，与表格总计比对；“未收到网络申请”“无逾期”等不视为全部申请为零。空白不作零。",
    needs=frozenset({"numbers", "tables"}),
    source="国办公开办函〔2021〕30号：内容须准确",
    examples=(
        Example(f"一、总体情况\n全年未收到政府信息公开申请。\n{_ONE}", flagged=("未收到政府信息公开申请",)),
        Example(f"一、总体情况\n未发生因政府信息公开引起的行政复议、行政诉讼。\n{_REVIEW}",
                flagged=("未发生因政府信息公开引起的行政复议、行政诉讼",)),
        Example(f"一、总体情况\n全年共收到政府信息公开申请4件，均已办结。\n{_NONE}", flagged=("4件",)),
        Example(f"一、总体情况\n2022年收到政府信息公开申请0件。\n{_ONE}", flagged=("0件",)),
        Example(f"一、总体情况\n全年未收到政府信息公开申请。\n{_NONE}"),
        Example(f"一、总体情况\n全年未收到网络申请，无逾期答复情况。\n{_ONE}", note="a kind of request, not all"),
        Example(f"一、总体情况\n去年未收到政府信息公开申请，今年收到1件申请。\n{_ONE}"),
        Example(f"一、总体情况\n未发生行政复议被纠错情况。\n{_REVIEW}"),
    ),
)  # fmt: skip
