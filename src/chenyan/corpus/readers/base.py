"""What the readers share: the error that names a way out, limits, and the composer of text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from chenyan.types import Grid, GridCell, ReportError

__all__ = ["MAX_CELLS", "MAX_CHARS", "Composer", "RawCell", "UnreadableError", "cell_text", "cut", "shift"]

MAX_CHARS = 5_000_000  # no report comes near; a longer text is cut with a warning
MAX_CELLS = 100_000  # per table
_MAX_TABS = 64  # wider tables are printed without tabs for the positions that merged cells cover
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")


class UnreadableError(ReportError):
    """A file that cannot be read: the reason and the way out, in English and Chinese."""

    def __init__(self, reason: str, reason_zh: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_zh = reason_zh

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        return (UnreadableError, (self.reason, self.reason_zh))


class RawCell(NamedTuple):
    """One cell before the table has its place in the text."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def cell_text(lines: Iterable[str]) -> str:
    """Join the lines of one cell: Chinese words without a blank, Latin words and numbers with one."""
    joined = ""
    for raw in lines:
        line = _BLANKS.sub(" ", raw).strip()
        if joined and line and joined[-1].isascii() and line[0].isascii():
            joined += " "
        joined += line
    return joined


def shift(grid: Grid, by: int) -> Grid:
    """Move a table along the text."""
    if not by:
        return grid
    cells = tuple(
        GridCell(c.text, c.start + by, c.end + by, c.row, c.column, c.row_span, c.column_span) for c in grid.cells
    )
    return Grid(cells, grid.n_rows, grid.n_columns, grid.start + by, grid.end + by)


def cut(text: str, grids: tuple[Grid, ...], start: int, end: int) -> tuple[str, tuple[Grid, ...]]:
    """Keep text[start:end] and the tables that lie inside it."""
    kept = tuple(shift(grid, -start) for grid in grids if start <= grid.start and grid.end <= end)
    return text[start:end], kept


@dataclass(slots=True)
class Composer:
    """Collects paragraphs and tables into one text, and remembers where each cell stands."""

    parts: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Append text as it is."""
        if text:
            self.parts.append(text)
            self.length += len(text)

    def line(self, text: str) -> None:
        """Append one line."""
        self.add(text + "\n")

    def table(self, cells: Iterable[RawCell], n_rows: int, n_columns: int) -> None:
        """Append a table: one row a line, cells separated by tabs, merged cells once."""
        rows: list[list[RawCell]] = [[] for _ in range(n_rows)]
        for cell in cells:
            rows[cell.row].append(cell)
        start = self.length
        placed: list[GridCell] = []
        aligned = n_columns <= _MAX_TABS
        for row in rows:
            at = 0
            for index, cell in enumerate(sorted(row, key=lambda c: c.column)):
                self.add("\t" * (cell.column - at) if aligned else ("\t" if index else ""))
                at = cell.column
                text = cell.text.replace("\t", " ").replace("\n", " ")
                placed.append(
                    GridCell(
                        text,
                        self.length,
                        self.length + len(text),
                        cell.row,
                        cell.column,
                        cell.row_span,
                        cell.column_span,
                    )
                )
                self.add(text)
            self.add("\n")
        self.grids.append(Grid(tuple(placed), n_rows, n_columns, start, self.length))

    def result(self) -> tuple[str, tuple[Grid, ...]]:
        """Return the text and the tables in it."""
        return "".join(self.parts), tuple(self.grids)
