"""T03: the results of requests do not add up to the total handled."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import judge_identity, one_request, printed
from chenyan.types import Flag, Severity, Skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag each cause of columns whose results do not add up.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_identity(RULE, case, "requests")


RULE = Rule(
    code="T03",
    name="results-total",
    name_zh="表三办理结果合计不符",
    severity=Severity.HIGH,
    message="Table three, results do not add up: {detail}.",
    message_zh="表三办理结果之和与（七）总计不符：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "In each column the results （一） to （六）, with all their sub-rows, add up to （七） 总计. "
        "The likely wrong cell is named where one change mends all identities."
    ),
    explanation_zh="各列（一）至（六）各项（含各子项）之和应等于（七）总计；单格改动即可使全部关系成立时，指出疑误单元格。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表三",
    examples=(
        Example(
            printed("requests", one_request(unable_not_held__natural=2, unable_not_held__total=2)),
            section="requests",
            flagged=("1",),
            note="the rows add up, the columns do not: the total handled is shown",
        ),
        Example(
            printed("requests", one_request(declined_repeat__business=1, declined_repeat__total=1)),
            section="requests",
            flagged=("0",),
        ),
        Example(
            printed("requests", one_request(partial__natural=1, partial__total=1), vintage=2019),
            year=2019,
            section="requests",
            flagged=("1",),
        ),
        Example(
            printed(
                "requests", one_request(granted__natural=0, granted__total=0, partial__natural=1, partial__total=1)
            ),
            section="requests",
        ),
        Example(printed("requests", one_request()), section="requests"),
        Example(printed("requests", one_request(refused_query__total="/")), section="requests", skipped=True),
    ),
)
