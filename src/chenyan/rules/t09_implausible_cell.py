"""T09: a cell is possible but implausible."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import printed, raise_findings
from chenyan.tables import magnitude_checks
from chenyan.types import Flag, Severity


def _decisions(licences: int, penalties: int, coercion: int, fees: object = 0) -> str:
    values = {
        ("licences", "decisions"): licences,
        ("penalties", "decisions"): penalties,
        ("coercion", "decisions"): coercion,
        ("fees", "fee_amount"): fees,
    }
    return printed("disclosure", values)


def check(case: Case, *, jump: float = 50.0, z_limit: float = 4.0) -> Iterator[Flag]:
    """Flag a wrong unit, a jump, a table repeated from last year, and values far from the peers'.

    Parameters
    ----------
    case : Case
        The report to judge.
    jump : float, default 50
        How many times last year's count a count may be; counts under 1,000 are not looked at.
    z_limit : float, default 4
        How many robust spreads of the log a value may lie above those of agencies of the same level.
    """
    earlier = case.earlier.report if case.earlier is not None else None
    findings = magnitude_checks(case.report, earlier, case.norms, jump=jump, z_limit=z_limit)
    yield from raise_findings(RULE, case, findings)


RULE = Rule(
    code="T09",
    name="implausible-cell",
    name_zh="数值存疑",
    severity=Severity.LOW,
    message="A cell is implausible: {detail}.",
    message_zh="数值存疑：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "A fee income beyond what an agency of this level can have was probably written in yuan under the unit 万元; a "
        "count that jumps by a factor, a table whose large counts are all those of last year, two rows of results with "
        "the same numbers, and a value far above the peers' (median and median absolute deviation of the log) deserve "
        "a look. None of them is an error by itself."
    ),
    explanation_zh="收费金额超出同级可能范围，疑将“元”填作“万元”；数值骤变、与上年全表相同、两行各数相同、远高于同级单位（对数的中位数与绝对中位差）者提示复核。",
    needs=frozenset({"tables", "earlier"}),
    source="阈值为经验判断，见 chenyan.tables.magnitude",
    examples=(
        Example(_decisions(0, 0, 0, 350000), section="disclosure", flagged=("350000",)),
        Example(_decisions(95000, 3, 0), section="disclosure", earlier=(_decisions(12, 3, 0),), flagged=("95000",)),
        Example(
            _decisions(31, 12, 46),
            section="disclosure",
            earlier=(_decisions(31, 12, 46),),
            flagged=("31",),
            note="all decisions as in the year before",
        ),
        Example(_decisions(0, 0, 0, "12.35"), section="disclosure"),
        Example(_decisions(31, 12, 47), section="disclosure", earlier=(_decisions(31, 12, 46),)),
        Example(_decisions(0, 0, 0), section="disclosure", earlier=(_decisions(0, 0, 0),)),
    ),
)
