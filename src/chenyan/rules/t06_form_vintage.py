"""T06: a table is not on the form of the report's year."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import printed, raise_findings
from chenyan.types import Flag, Severity, Skip


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag the first label of each table that belongs to the other official form.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    if case.report.year is None and case.report.tables:
        yield RULE.skip(case, "the reference year is not known", "报告年度未知")
    yield from raise_findings(RULE, case, case.tables.of("T06"))


RULE = Rule(
    code="T06",
    name="form-vintage",
    name_zh="表式与年度不符",
    severity=Severity.MEDIUM,
    message="A table is not on the form of its year: {detail}.",
    message_zh="表式与报告年度不符：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Reports on 2019 and 2020 use the trial form (本年新制作数量, 政府集中采购; one row （六） 其他处理), "
        "reports on 2021 and later the form of 2021 (本年制发件数, 现行有效件数; three rows under （六）). "
        "Labels of both forms in one table are flagged too."
    ),
    explanation_zh="2019、2020年度报告用试行表式，2021年度起用2021年表式；出现另一版表式的栏目即标记。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2019〕60号、国办公开办函〔2021〕30号",
    examples=(
        Example(printed("disclosure", {}, vintage=2019), section="disclosure", flagged=("本年新制作数量",)),
        Example(printed("disclosure", {}), year=2020, section="disclosure", flagged=("本年制发件数",)),
        Example(
            printed("disclosure", {}).replace("现行有效件数", "对外公开总数量"),
            section="disclosure",
            flagged=("对外公开总数量",),
            note="one label left over from the old form",
        ),
        Example(printed("disclosure", {}), section="disclosure"),
        Example(printed("disclosure", {}, vintage=2019), year=2020, section="disclosure"),
        Example(printed("requests", {}, vintage=2019), year=2019, section="requests"),
    ),
)
