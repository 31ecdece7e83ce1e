"""What the rules on tables share: printing a small official table for an example, and raising what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chenyan.case import Case
from chenyan.corpus.forms import keys
from chenyan.corpus.render import render_table
from chenyan.rule import Rule
from chenyan.tables import TableFinding, TableSkip, carry_checks
from chenyan.types import Flag, Severity, Skip

Values = Mapping[tuple[str, str], object]


def printed(form: str, values: Values, *, vintage: int = 2021) -> str:
    """Print an official table with these cells and zeros in all others."""
    return render_table(form, vintage, {**dict.fromkeys(keys(form, vintage), 0), **values}, "tab")


def one_request(**cells: object) -> dict[tuple[str, str], object]:
    """Return a balanced table of one granted request by a natural person, with some cells replaced.

    ``granted__total=2`` replaces the cell in row granted and column total.
    """
    rows = ("new", "granted", "handled_total")
    values: dict[tuple[str, str], object] = {(row, column): 1 for row in rows for column in ("natural", "total")}
    for name, value in cells.items():
        row, _, column = name.partition("__")
        values[row, column] = value
    return values


def raise_findings(rule: Rule, case: Case, findings: tuple[TableFinding, ...]) -> Iterator[Flag]:
    """Yield a flag for each finding."""
    for finding in findings:
        yield rule.flag(
            case,
            finding.start,
            finding.end,
            confidence=finding.confidence,
            severity=Severity(finding.severity) if finding.severity else None,
            value=finding.value,
            expected=finding.expected,
            related=finding.related,
            detail=finding.detail,
            detail_zh=finding.detail_zh,
        )


def carried(case: Case) -> tuple[tuple[TableFinding, ...], tuple[TableSkip, ...]]:
    """Return what the tables of the year before hand over to this year's; two rules ask."""
    known: tuple[tuple[TableFinding, ...], tuple[TableSkip, ...]] | None = case.kept.get("carried")
    if known is None:
        known = ((), ()) if case.earlier is None else carry_checks(case.earlier.report, case.report)
        case.kept["carried"] = known
    return known


def judge_identity(rule: Rule, case: Case, form: str) -> Iterator[Flag | Skip]:
    """Yield the broken identities of this rule, and a skip where some could not be checked or the table is missing."""
    reading = case.tables
    yield from raise_findings(rule, case, reading.of(rule.code))
    if case.report.genre in ("", "ogi") and case.report.table(form) is None:
        yield rule.skip(case, "the table was not found", "未找到该表")
    for skip in reading.skips:
        if skip.code == rule.code:
            yield rule.skip(case, skip.reason, skip.reason_zh)
