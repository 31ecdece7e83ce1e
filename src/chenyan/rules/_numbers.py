"""What the rules on numbers share: raising clashes between the narrative and the tables."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Rule
from chenyan.types import Flag, Severity, Skip


def judge_clashes(rule: Rule, case: Case, code: str) -> Iterator[Flag | Skip]:
    """Yield a flag for each clash of this code; a skip where the report has no tables to compare with."""
    report = case.report
    if not report.tables:
        if report.genre in ("", "ogi") and any(slot.what for slot in case.numbers.slots):
            yield rule.skip(case, "no statutory table was found", "未找到法定表格")
        return
    for clash in case.numbers.clashes:
        if clash.code != code:
            continue
        related = (report.span(clash.cell.start, clash.cell.end),) if clash.cell.end > clash.cell.start else ()
        yield rule.flag(
            case,
            clash.slot.start,
            clash.slot.end,
            confidence=clash.confidence,
            severity=Severity.MEDIUM if clash.confidence < 0.75 else None,
            value=f"{clash.slot.value:g}",
            expected=f"{clash.table_value:g}" if isinstance(clash.table_value, float) else clash.table_value,
            label=clash.label,
            related=related,
        )
