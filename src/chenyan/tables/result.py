"""``check_tables``: the checked tables of a batch as one result with tidy frames."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.corpus.report import Corpus, Report
from chenyan.frames import to_frame
from chenyan.progress import progress_bar
from chenyan.tables.across_years import carry_checks
from chenyan.tables.check import check_report
from chenyan.tables.finding import TableFinding, TableReading
from chenyan.tables.magnitude import magnitude_checks, table_norms

if TYPE_CHECKING:
    import pandas as pd

CELL_COLUMNS = {
    "report_id": "str", "agency": "str", "year": "int", "form": "str", "vintage": "int", "row": "str", "column": "str",
    "row_label": "str", "column_label": "str", "text": "str", "value": "float", "state": "str", "start": "int",
    "end": "int",
}  # fmt: skip
FINDING_COLUMNS = {
    "report_id": "str", "agency": "str", "year": "int", "code": "str", "kind": "str", "form": "str", "row": "str",
    "column": "str", "start": "int", "end": "int", "words": "str", "value": "str", "expected": "str",
    "n_repairs": "int", "confidence": "float", "detail": "str", "detail_zh": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableFindings:
    """All findings of a batch, as (report, finding) pairs in the order of ids and text."""

    records: tuple[tuple[Report, TableFinding], ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[TableFinding]:
        return (finding for _, finding in self.records)

    def __repr__(self) -> str:
        return f"<TableFindings: {len(self)}>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a finding; ``row`` and ``column`` name the likely wrong cell."""
        return to_frame((_finding_row(report, finding) for report, finding in self.records), FINDING_COLUMNS)

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False, max_rows=20, escape=True))


def _finding_row(report: Report, finding: TableFinding) -> tuple[Any, ...]:
    cell = finding.cells[0] if finding.cells else None
    return (
        report.report_id, report.agency, report.year, finding.code, finding.kind, finding.form,
        cell.row if cell else "", cell.column if cell else "", finding.start, finding.end,
        report.text[finding.start : finding.end], finding.value, finding.expected, len(finding.repairs),
        finding.confidence, finding.detail, finding.detail_zh,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TablesResult:
    """The statutory tables of a batch, cell by cell, and what is wrong with them.

    Attributes
    ----------
    readings : tuple of TableReading
        One a report, in the order of ids.
    findings : TableFindings
        Broken identities (T01-T04), odd cells (T05), forms of another year (T06), breaks between years (T07, T08),
        implausible cells (T09).
    params : dict
        The parameters of the call.
    version : str
        The version of chenyan that made it.
    """

    readings: tuple[TableReading, ...]
    findings: TableFindings
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    def of(self, report_id: str) -> TableReading:
        """Return the reading of one report.

        Raises
        ------
        KeyError
            Where there is no such report.
        """
        for reading in self.readings:
            if reading.report_id == report_id:
                return reading
        raise KeyError(f"no report {report_id!r} among {len(self.readings)}")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a cell. ``value`` is missing where ``state`` is blank, na or text."""
        return to_frame(
            (
                (
                    reading.report_id, reading.agency, reading.year, table.form, table.vintage, cell.row, cell.column,
                    cell.row_label, cell.column_label, cell.text, cell.value, cell.state, cell.start, cell.end,
                )
                for reading in self.readings
                for table in reading.tables
                for cell in table.cells
            ),
            CELL_COLUMNS,
        )  # fmt: skip

    def __repr__(self) -> str:
        n_tables = sum(len(reading.tables) for reading in self.readings)
        return f"<TablesResult: {len(self.readings)} reports, {n_tables} tables, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.findings._repr_html_()}</div>"


def check_tables(
    source: Corpus | Report, *, across_years: bool = True, magnitude: bool = True, progress: bool | None = None
) -> TablesResult:
    """Check the statutory tables of a batch (or of one report).

    Parameters
    ----------
    source : Corpus or Report
        What to check.
    across_years : bool, default True
        Compare each report with the same agency's report on the year before.
    magnitude : bool, default True
        Look for implausible cells.
    progress : bool, optional
        Show a progress bar; None shows one on a terminal or in a notebook, and none for a single report.

    Returns
    -------
    TablesResult
        ``.to_frame()`` has one row a cell, ``.findings.to_frame()`` one row a fault with the likely wrong cell.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "行政复议\\n结果维持\\t结果纠正\\t其他结果\\t尚未审结\\t总计\\n"
    >>> cy.check_tables(cy.report_from_text(text, year=2022)).findings
    <TableFindings: 0>
    """
    corpus = source if isinstance(source, Corpus) else Corpus([source])
    norms = table_norms(corpus) if magnitude else {}
    readings = {}
    findings: dict[str, list[TableFinding]] = {}
    show = progress if isinstance(source, Corpus) else False
    for series in progress_bar(corpus.series().values(), desc="tables", unit="agency", show=show):
        by_year: dict[int, Report] = {}
        for report in series:
            readings[report.report_id] = check_report(report)
            found = list(readings[report.report_id].findings)
            earlier = by_year.get(report.year - 1) if report.year is not None else None
            if across_years and earlier is not None:
                found += carry_checks(earlier, report)[0]
            if magnitude:
                found += magnitude_checks(report, earlier if across_years else None, norms)
            if report.year is not None:
                by_year.setdefault(report.year, report)
            findings[report.report_id] = sorted(found, key=lambda f: (f.start, f.end, f.code))
    records = tuple((report, finding) for report in corpus for finding in findings[report.report_id])
    params = {"across_years": across_years, "magnitude": magnitude}
    return TablesResult(tuple(readings[report.report_id] for report in corpus), TableFindings(records), params)
