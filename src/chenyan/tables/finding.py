"""The record of one finding in the tables, and what reading the tables of one report gives."""

from __future__ import annotations

from dataclasses import dataclass

from chenyan.tables.repair import Repair
from chenyan.types import Cell, Span, Table


@dataclass(frozen=True, slots=True)
class TableFinding:
    """One fault of the tables.

    Attributes
    ----------
    code : str
        The rule that it belongs to first; ``codes`` are all whose identities it breaks.
    form : str
        disclosure, requests or litigation.
    kind : str
        row_total, balance, results_total, block_total, cell_state, vintage, carry_over, stock, magnitude, repeated.
    start, end : int
        The words that show it: the likely wrong cell, else the total.
    value, expected : str
        What stands there, and what should (empty where nothing can be said).
    detail, detail_zh : str
        The sum in figures.
    cells : tuple of Cell
        The cells of the broken identities that carry a number other than 0, the evidence first.
    repairs : tuple of repairs
        All smallest sets of changes that mend it; one alone means that the wrong cell is known.
    confidence : float
        0 to 1.
    severity : str
        Empty for the rule's own, else low, info and so on.
    related : tuple of Span
        Other places, in this report or the one of the year before.
    """

    code: str
    codes: tuple[str, ...]
    form: str
    kind: str
    start: int
    end: int
    value: str
    expected: str
    detail: str
    detail_zh: str
    cells: tuple[Cell, ...] = ()
    repairs: tuple[Repair, ...] = ()
    confidence: float = 0.95
    severity: str = ""
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSkip:
    """Identities that could not be checked, and why."""

    code: str
    form: str
    reason: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """The checked tables of one report."""

    report_id: str
    agency: str
    year: int | None
    tables: tuple[Table, ...]
    findings: tuple[TableFinding, ...]
    skips: tuple[TableSkip, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of all tables, in printed order."""
        return tuple(cell for table in self.tables for cell in table.cells)

    def of(self, code: str) -> tuple[TableFinding, ...]:
        """Return the findings that break identities of this rule."""
        return tuple(finding for finding in self.findings if code in finding.codes)
