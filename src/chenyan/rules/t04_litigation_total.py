"""T04: the outcomes of reviews or lawsuits do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import judge_identity, printed
from chenyan.types import Flag, Severity, Skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag each block of table four whose four outcomes are not its total.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_identity(RULE, case, "litigation")


RULE = Rule(
    code="T04",
    name="litigation-total",
    name_zh="表四合计不符",
    severity=Severity.HIGH,
    message="Table four, a total is wrong: {detail}.",
    message_zh="表四总计不符：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Table four has three blocks (review, lawsuits without and after review); in each 结果维持, 结果纠正, 其他结果 "
        "and 尚未审结 add up to 总计. Each cell stands in one identity, so all possible repairs are listed."
    ),
    explanation_zh="表四三组（行政复议、未经复议直接起诉、复议后起诉）各自四项结果之和应等于总计；列出全部可能的改动。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表四",
    examples=(
        Example(
            printed("litigation", {("review", "upheld"): 1, ("review", "corrected"): 1, ("review", "total"): 3}),
            section="litigation",
            flagged=("3",),
        ),
        Example(printed("litigation", {("lawsuit_direct", "pending"): 2}), section="litigation", flagged=("0",)),
        Example(
            printed("litigation", {("lawsuit_after_review", "total"): 1}, vintage=2019),
            year=2019,
            section="litigation",
            flagged=("1",),
        ),
        Example(
            printed("litigation", {("review", "upheld"): 1, ("review", "corrected"): 1, ("review", "total"): 2}),
            section="litigation",
        ),
        Example(printed("litigation", {}), section="litigation"),
        Example(printed("litigation", {("review", "pending"): None}), section="litigation", skipped=True),
    ),
)
