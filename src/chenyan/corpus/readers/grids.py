"""Rows of cells with spans to a grid: the expansion that HTML and Word tables share, with limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chenyan.corpus.readers.base import MAX_CELLS, RawCell

__all__ = ["Slot", "narrow", "place"]

MAX_COLUMN_SPAN = 1000  # the limits of the HTML standard
MAX_ROW_SPAN = 65_534
MAX_COLUMNS = 2000


class Slot(NamedTuple):
    """One cell of a row before it has a column; a row span of 0 reaches to the last row."""

    text: str
    row_span: int = 1
    column_span: int = 1


def place(rows: Sequence[Sequence[Slot]]) -> tuple[list[RawCell], int, int] | None:
    """Give each cell its row and column; None where the spans ask for more than any real table has.

    Columns in which no cell begins are dropped, so a span that is too wide does no harm.

    Examples
    --------
    >>> cells, n_rows, n_columns = place([[Slot("a", 2), Slot("b", 1, 9)], [Slot("c")]])
    >>> [(cell.text, cell.row, cell.column, cell.column_span) for cell in cells], n_rows, n_columns
    ([('a', 0, 0, 1), ('b', 0, 1, 1), ('c', 1, 1, 1)], 2, 2)
    """
    n_rows = len(rows)
    taken: list[int] = []  # for each column, the first row in which it is free again
    cells: list[RawCell] = []
    work = 0
    for row, slots in enumerate(rows):
        column = 0
        for text, row_span, column_span in slots:
            while column < len(taken) and taken[column] > row:
                column += 1
                work += 1
            across = 1 if column_span == 1 else min(max(column_span, 1), MAX_COLUMN_SPAN)
            down = (
                1
                if row_span == 1
                else n_rows - row
                if row_span == 0
                else min(max(row_span, 1), MAX_ROW_SPAN, n_rows - row)
            )
            work += across
            end = column + across
            if end > MAX_COLUMNS or len(cells) >= MAX_CELLS or work > 20 * MAX_CELLS:
                return None
            if end > len(taken):
                taken.extend([0] * (end - len(taken)))
            for at in range(column, end):
                taken[at] = row + down
            cells.append(RawCell(text, row, column, down, across))
            column = end
    return narrow(cells, n_rows, len(taken))


def narrow(cells: Sequence[RawCell], n_rows: int, width: int) -> tuple[list[RawCell], int, int]:
    """Drop the columns in which no cell begins; spans shrink with them."""
    starts = sorted({cell.column for cell in cells})
    if len(starts) == width:
        return list(cells), n_rows, width
    index = {column: at for at, column in enumerate(starts)}
    before = [0]
    for column in range(width):  # how many used columns lie before each position
        before.append(before[-1] + (column in index))
    narrowed = [
        RawCell(
            cell.text,
            cell.row,
            index[cell.column],
            cell.row_span,
            max(1, before[min(cell.column + cell.column_span, width)] - index[cell.column]),
        )
        for cell in cells
    ]
    return narrowed, n_rows, len(starts)
