"""Cells that are possible but implausible: a wrong unit, a jump, a table repeated, a value far from the peers'."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from chenyan.corpus.report import Corpus, Report
from chenyan.tables.finding import TableFinding
from chenyan.tables.identities import whole
from chenyan.types import Cell, Span, Table, cells_of

# Fees of one year in 万元 above which yuan were probably written [judgement: administrative fees of a whole
# city lie near 10-50 亿元]; by level of the government; a department is allowed a fifth.
FEE_LIMITS = {"town": 2_000, "county": 200_000, "city": 1_000_000, "province": 5_000_000, "national": 50_000_000}
_COUNTS = (("licences", "decisions"), ("penalties", "decisions"), ("coercion", "decisions"), ("fees", "fee_amount"))
CountValues = dict[tuple[str, str, str], list[float]]  # by level, row, column


def table_norms(corpus: Corpus, *, min_peers: int = 12) -> dict[str, Any]:
    """Return what is usual in a batch: median and spread of the log of each count, by level.

    Parameters
    ----------
    corpus : Corpus
        The batch.
    min_peers : int, default 12
        Fewer non-zero values than this tell nothing.

    Returns
    -------
    dict
        ``{"tables": {(level, row, column): (median, spread, n)}}``, logs to base 10; spread = 1.4826 x median
        absolute deviation, at least 0.25.
    """
    values: CountValues = {}
    for report in corpus:
        note_counts(report, values)
    return count_norms(values, min_peers=min_peers)


def note_counts(report: Report, values: CountValues) -> None:
    """Add the logs of a report's counts to those of its peers."""
    for table in report.tables:
        if table.form != "disclosure":
            continue
        for cell in table.cells:
            if (cell.row, cell.column) in _COUNTS and cell.value and cell.value > 0:
                values.setdefault((report.level, cell.row, cell.column), []).append(math.log10(cell.value))


def count_norms(values: CountValues, *, min_peers: int = 12) -> dict[str, Any]:
    """Return what ``table_norms`` does, of values that ``note_counts`` gathered."""
    norms = {}
    for key in sorted(values):
        logs = sorted(values[key])
        if len(logs) >= min_peers:
            median = statistics.median(logs)
            spread = max(1.4826 * statistics.median(abs(x - median) for x in logs), 0.25)
            norms[key] = (round(median, 6), round(spread, 6), len(logs))
    return {"tables": norms}


def magnitude_checks(
    report: Report,
    earlier: Report | None = None,
    norms: Mapping[str, Any] | None = None,
    *,
    jump: float = 50.0,
    z_limit: float = 4.0,
) -> tuple[TableFinding, ...]:
    """Find implausible cells.

    Parameters
    ----------
    report : Report
        The report to judge.
    earlier : Report, optional
        The same agency's report on the year before.
    norms : mapping, optional
        What ``table_norms`` returned for the batch.
    jump : float, default 50
        How many times last year's count a count may be (only counts of 1,000 and more are looked at).
    z_limit : float, default 4
        How many robust spreads of the log a value may lie above the peers'.
    """
    found: list[TableFinding] = []
    table = report.table("disclosure")
    before = earlier.table("disclosure") if earlier is not None else None
    if table is not None:
        lasts = cells_of(before) if before is not None else {}
        for cell in table.cells:
            if (cell.row, cell.column) in _COUNTS and cell.value:
                last = lasts.get((cell.row, cell.column))
                finding = _unit(report, earlier, cell, last) or _jump(report, earlier, cell, last, jump)
                finding = finding or _far_from_peers(report, cell, (norms or {}).get("tables", {}), z_limit)
                if finding is not None:
                    found.append(finding)
        if before is not None and earlier is not None and before.vintage == table.vintage:
            found += _repeated_table(report, earlier, table, before)
    requests = report.table("requests")
    if requests is not None:
        found += _repeated_rows(report, requests)
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def _limit(report: Report) -> int:
    limit = FEE_LIMITS.get(report.level, FEE_LIMITS["county"])
    # one department collects a fraction of what its government does
    return limit // 5 if report.agency_type == "department" and report.level != "town" else limit


def _finding(
    report: Report, cell: Cell, kind: str, en: str, zh: str, confidence: float, related: tuple[Span, ...] = (),
    *, severity: str = "", expected: str = "",
) -> TableFinding:  # fmt: skip
    return TableFinding(
        code="T09",
        codes=("T09",),
        form="disclosure" if kind != "repeated_rows" else "requests",
        kind=kind,
        start=cell.start,
        end=cell.end,
        value=cell.text.strip(),
        expected=expected,
        detail=en,
        detail_zh=zh,
        cells=(cell,),
        confidence=confidence,
        severity=severity,
        related=related,
    )


def _in_earlier(earlier: Report | None, cell: Cell | None) -> tuple[Span, ...]:
    return (Span(earlier.report_id, cell.start, cell.end),) if earlier is not None and cell is not None else ()


def _unit(report: Report, earlier: Report | None, cell: Cell, last: Cell | None) -> TableFinding | None:
    if cell.column != "fee_amount" or cell.value is None:
        return None
    too_much = cell.value > _limit(report)
    before = last.value if last is not None else None
    grown = before is not None and cell.value >= 50_000 and cell.value >= 100 * max(before, 1)
    if not (too_much or grown):
        return None
    return _finding(
        report, cell, "magnitude",
        f"a fee income of {cell.text.strip()} in the unit 万元: probably yuan were written",
        f"收费金额{cell.text.strip()}万元，疑将“元”误作“万元”",
        0.85, _in_earlier(earlier, last), expected=f"{cell.value / 10_000:g}",
    )  # fmt: skip


def _jump(report: Report, earlier: Report | None, cell: Cell, last: Cell | None, jump: float) -> TableFinding | None:
    if last is None or not last.value or cell.value is None or min(cell.value, last.value) <= 0:
        return None
    low, high = sorted((cell.value, last.value))
    if high < 1_000 or high / low < jump:
        return None
    year = earlier.year if earlier is not None else ""
    return _finding(
        report, cell, "magnitude",
        f"{cell.row_label}: {cell.text.strip()} against {last.text.strip()} in {year}",
        f"{cell.row_label}由{year}年的{last.text.strip()}变为{cell.text.strip()}",
        0.5, _in_earlier(earlier, last),
    )  # fmt: skip


def _far_from_peers(report: Report, cell: Cell, norms: Mapping[Any, Any], z_limit: float) -> TableFinding | None:
    norm = norms.get((report.level, cell.row, cell.column))
    if norm is None or cell.value is None or cell.value < 1_000:
        return None
    median, spread, n = norm
    z = (math.log10(cell.value) - median) / spread
    if z < z_limit:
        return None
    return _finding(
        report, cell, "magnitude",
        f"{cell.row_label}: {cell.text.strip()}; the median of {n} peers is {10**median:.0f} (robust z {z:.1f})",
        f"{cell.row_label}{cell.text.strip()}，同级{n}个单位中位数为{10**median:.0f}（稳健z值{z:.1f}）",
        0.5, severity="info",
    )  # fmt: skip


def _repeated_table(report: Report, earlier: Report, table: Table, before: Table) -> Iterator[TableFinding]:
    """Yield a finding where a table with several large counts is the same as last year's."""
    lasts = cells_of(before)
    counts = [(cell, lasts.get((cell.row, cell.column))) for cell in table.cells if cell.column != "in_force"]
    same = [
        (cell, last)
        for cell, last in counts
        if last is not None and cell.value == last.value and (cell.value or 0) >= 10
    ]
    if len(same) >= 3 and all(last is not None and cell.value == last.value for cell, last in counts):
        cell, last = same[0]
        yield _finding(
            report, cell, "repeated",
            f"all cells are those of {earlier.year}, {len(same)} counts of 10 and more among them",
            f"全表与{earlier.year}年相同，其中10以上的数{len(same)}个",
            0.6, _in_earlier(earlier, last),
        )  # fmt: skip


_SUMS = frozenset(("new", "carried_in", "handled_total", "carried_out"))  # rows that are no results


def _repeated_rows(report: Report, table: Table) -> Iterator[TableFinding]:
    """Yield a finding where two rows of results hold the same three or more numbers."""
    rows: dict[str, list[Cell]] = {}
    numbers = Counter([cell.row for cell in table.cells if cell.value])
    if sum(n >= 4 for row, n in numbers.items() if row not in _SUMS) < 2:
        return  # two rows of four numbers
    for cell in table.cells:
        if cell.row not in _SUMS:
            rows.setdefault(cell.row, []).append(cell)
    seen: dict[tuple[int | None, ...], Cell] = {}
    for cells in rows.values():
        values = tuple(whole(cell) for cell in cells)
        if sum(1 for value in values if value) < 4 or len(set(values) - {0, None}) < 3:
            continue
        first = seen.setdefault(values, cells[0])
        if first is not cells[0]:
            yield _finding(
                report, cells[0], "repeated_rows",
                f"the row {cells[0].row_label} holds the same numbers as {first.row_label}",
                f"“{cells[0].row_label}”一行与“{first.row_label}”各数相同",
                0.6, (report.span(first.start, first.end),),
            )  # fmt: skip
