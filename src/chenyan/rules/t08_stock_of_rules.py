"""T08: the stock of rules does not follow from last year's, what was made and what was repealed."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import NO_EARLIER, Example, Rule
from chenyan.rules._tables import carried, printed, raise_findings
from chenyan.types import Flag, Severity, Skip


def _documents(made: int, repealed: int, in_force: int) -> str:
    values = {("documents", "made"): made, ("documents", "repealed"): repealed, ("documents", "in_force"): in_force}
    return printed("disclosure", values)


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag 现行有效 where it is not last year's plus 制发 minus 废止.

    Parameters
    ----------
    case : Case
        The report to judge; without last year's report the rule leaves a skip.
    """
    if case.report.table("disclosure") is None:
        return
    if case.earlier is None:
        yield RULE.skip(case, *NO_EARLIER)
        return
    findings, skips = carried(case)
    yield from raise_findings(RULE, case, tuple(finding for finding in findings if finding.code == "T08"))
    for skip in skips:
        if skip.code == "T08":
            yield RULE.skip(case, skip.reason, skip.reason_zh)


RULE = Rule(
    code="T08",
    name="stock-of-rules",
    name_zh="规范性文件存量不衔接",
    severity=Severity.MEDIUM,
    message="The stock does not follow from last year: {detail}.",
    message_zh="存量与上年度不衔接：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Last year's 现行有效件数 plus this year's 制发 minus 废止 is this year's 现行有效件数; in the form of 2019 "
        "上一年项目数量 moves by 本年增/减. Where the text speaks of a clean-up, expiry or another way of counting, "
        "the flag is for information only. The forms of 2019 and 2021 count differently: between 2020 and 2021 the rule leaves a skip."
    ),
    explanation_zh="上年现行有效件数加本年制发减本年废止应等于本年现行有效件数；正文说明清理、失效、口径调整的仅作提示；2020至2021年表式不同，不判断。",
    needs=frozenset({"tables", "earlier"}),
    source="国办公开办函〔2019〕60号、〔2021〕30号附表二",
    examples=(
        Example(_documents(2, 1, 9), section="disclosure", earlier=(_documents(0, 0, 10),), flagged=("9",)),
        Example(_documents(0, 0, 7), section="disclosure", earlier=(_documents(0, 0, 8),), flagged=("7",)),
        Example(
            "经清理，部分行政规范性文件失效。\n" + _documents(2, 1, 9),
            section="disclosure",
            earlier=(_documents(0, 0, 10),),
            flagged=("9",),
            note="a clean-up is mentioned: information only",
        ),
        Example(_documents(2, 1, 11), section="disclosure", earlier=(_documents(0, 0, 10),)),
        Example(_documents(0, 0, 3), section="disclosure", earlier=(_documents(3, 0, 3),)),
        Example(
            _documents(0, 0, 3),
            year=2021,
            section="disclosure",
            earlier=(printed("disclosure", {("documents", "in_force"): 12}, vintage=2019),),
            skipped=True,
            note="the two forms count in different ways",
        ),
    ),
)
