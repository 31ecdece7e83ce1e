"""What the readers share: the error that names a way out, limits, and the composer of text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from chenyan.types import Grid, GridCell, ReportError

__all__ = ["MAX_CELLS", "MAX_CHARS", "Composer", "RawCell", "UnreadableError", "cell_line", "cell_text", "cut", "shift"]

MAX_CHARS = 5_000_000  # no report comes near; a longer text is cut with a warning
MAX_CELLS = 100_000  # per table
_MAX_TABS = 64  # wider tables are printed without tabs for the positions that merged cells cover
_column = attrgetter("column")
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


def cell_line(raw: str) -> str:
    """Return one line of a cell with single blanks and none at its ends."""
    return raw if raw.isalnum() else _BLANKS.sub(" ", raw).strip()


def cell_text(lines: Iterable[str]) -> str:
    """Join the lines of one cell: Chinese words without a blank, Latin words and numbers with one."""
    joined = ""
    for raw in lines:
        line = cell_line(raw)
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
        start = at = self.length
        placed: list[GridCell] = []
        parts = self.parts
        aligned = n_columns <= _MAX_TABS
        for row in rows:
            row.sort(key=_column)
            before = 0
            for index, (text, down, column, row_span, column_span) in enumerate(row):
                n_tabs = column - before if aligned else index and 1
                if n_tabs > 0:
                    parts.append("\t" * n_tabs)
                    at += n_tabs
                before = column
                if "\t" in text or "\n" in text:
                    text = text.replace("\t", " ").replace("\n", " ")
                end = at + len(text)
                placed.append(GridCell(text, at, end, down, column, row_span, column_span))
                parts.append(text)
                at = end
            parts.append("\n")
            at += 1
        self.length = at
        self.grids.append(Grid(tuple(placed), n_rows, n_columns, start, at))

    def result(self) -> tuple[str, tuple[Grid, ...]]:
        """Return the text and the tables in it."""
        return "".join(self.parts), tuple(self.grids)
