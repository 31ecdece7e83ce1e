"""T02: requests received and carried in are not those handled and carried out."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import judge_identity, one_request, printed
from chenyan.types import Flag, Severity, Skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag each cause of columns that do not balance.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_identity(RULE, case, "requests")


RULE = Rule(
    code="T02",
    name="requests-balance",
    name_zh="表三收办不平衡",
    severity=Severity.HIGH,
    message="Table three does not balance: {detail}.",
    message_zh="表三“新收+结转”与“办理总计+结转下年度”不等：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "The head note of table three: item one (received) plus item two (carried in) equals item three (handled) plus "
        "item four (carried out), in each column. One slip in two columns (a column and the total) is one flag."
    ),
    explanation_zh="表三表头注明：第一项加第二项之和，等于第三项加第四项之和，各列均须成立。同一差错波及两列时合并为一条。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表三表头勾稽关系",
    examples=(
        Example(
            printed("requests", one_request(carried_out__natural=2, carried_out__total=2)),
            section="requests",
            flagged=("1",),
            note="both columns are out by two: the total handled is shown, the possible repairs are listed",
        ),
        Example(printed("requests", one_request(new__natural=4)), section="requests", flagged=("4",)),
        Example(
            printed("requests", one_request(carried_in__natural=3, carried_in__total=3), vintage=2019),
            year=2019,
            section="requests",
            flagged=("1",),
        ),
        Example(
            printed(
                "requests", one_request(new__natural=2, new__total=2, carried_out__natural=1, carried_out__total=1)
            ),
            section="requests",
        ),
        Example(printed("requests", one_request()), section="requests"),
        Example(printed("requests", one_request(carried_out__total=None)), section="requests", skipped=True),
    ),
)
