"""T01: in table three, the six kinds of applicants do not add up to the total of a row."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import judge_identity, one_request, printed
from chenyan.types import Flag, Severity, Skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag each cause of rows that do not add up, at the likely wrong cell.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_identity(RULE, case, "requests")


RULE = Rule(
    code="T01",
    name="row-total",
    name_zh="表三行合计不符",
    severity=Severity.HIGH,
    message="Table three, a row does not add up: {detail}.",
    message_zh="表三横向合计不符：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "In each row of table three the six kinds of applicants must add up to 总计. The smallest change that makes "
        "all identities of the table hold names the likely wrong cell; where several would do, they are listed. "
        "A row with a blank cell is not judged: blank is not zero."
    ),
    explanation_zh="表三每行六类申请人之和应等于总计。以使全部勾稽关系成立的最小改动推断疑误单元格；空白不作零，不予判断。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表三",
    examples=(
        Example(printed("requests", one_request(granted__total=2)), section="requests", flagged=("2",)),
        Example(
            printed("requests", one_request(granted__total=5), vintage=2019),
            year=2020,
            section="requests",
            flagged=("5",),
            note="the form of 2019",
        ),
        Example(printed("requests", one_request(new__legal=3)), section="requests", flagged=("3",)),
        Example(printed("requests", one_request()), section="requests"),
        Example(printed("requests", {}), section="requests"),
        Example(
            printed("requests", one_request(carried_in__other=None)),
            section="requests",
            skipped=True,
            note="blank is not zero: the row is not judged",
        ),
    ),
)
