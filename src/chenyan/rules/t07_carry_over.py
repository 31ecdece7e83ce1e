"""T07: the requests carried in are not those that last year's report carried out."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import NO_EARLIER, Example, Rule
from chenyan.rules._tables import carried, one_request, printed, raise_findings
from chenyan.types import Flag, Severity, Skip

_ONE_LEFT = one_request(new__natural=2, new__total=2, carried_out__natural=1, carried_out__total=1)
_ONE_TAKEN = one_request(carried_in__natural=1, carried_in__total=1, granted__natural=2, granted__total=2,
                         handled_total__natural=2, handled_total__total=2)  # fmt: skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag 上年结转 where it differs from 结转下年度 of the year before.

    Parameters
    ----------
    case : Case
        The report to judge; without last year's report the rule leaves a skip.
    """
    if case.report.table("requests") is None:
        return
    if case.earlier is None:
        yield RULE.skip(case, *NO_EARLIER)
        return
    findings, skips = carried(case)
    yield from raise_findings(RULE, case, tuple(finding for finding in findings if finding.code == "T07"))
    for skip in skips:
        if skip.code == "T07":
            yield RULE.skip(case, skip.reason, skip.reason_zh)


RULE = Rule(
    code="T07",
    name="carry-over",
    name_zh="结转数与上年不衔接",
    severity=Severity.HIGH,
    message="Requests carried over do not follow from last year: {detail}.",
    message_zh="结转数与上年度不衔接：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "What last year's table three carries out (四、结转下年度继续办理) is what this year's carries in "
        "(二、上年结转), in the total and in each column. A blank on either side leaves a skip."
    ),
    explanation_zh="上年度表三“结转下年度继续办理”应等于本年度“上年结转”，总计与各列均须一致；任一侧空白则不判断。",
    needs=frozenset({"tables", "earlier"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表三",
    examples=(
        Example(
            printed("requests", one_request()),
            section="requests",
            earlier=(printed("requests", _ONE_LEFT),),
            flagged=("0",),
        ),
        Example(
            printed("requests", _ONE_TAKEN),
            section="requests",
            earlier=(printed("requests", one_request()),),
            flagged=("1",),
        ),
        Example(
            printed("requests", _ONE_TAKEN),
            year=2021,
            section="requests",
            earlier=(printed("requests", one_request(), vintage=2019),),
            flagged=("1",),
            note="from the form of 2019 to that of 2021",
        ),
        Example(printed("requests", _ONE_TAKEN), section="requests", earlier=(printed("requests", _ONE_LEFT),)),
        Example(printed("requests", one_request()), section="requests", earlier=(printed("requests", {}),)),
        Example(
            printed("requests", one_request()),
            section="requests",
            earlier=(printed("requests", one_request(carried_out__total="/")),),
            skipped=True,
        ),
    ),
)
