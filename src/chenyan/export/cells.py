"""The cells of the statutory tables as a table: some two hundred rows a report, so they are made when asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from chenyan.corpus.report import Corpus, Report
from chenyan.export.lines import Lines
from chenyan.files import safe_cell

__all__ = ["CellLines", "cells_text"]


class CellLines(Lines):
    """The rows of ``tables.csv``.

    Parameters
    ----------
    columns : sequence of str
    size : int
        The number of cells.
    corpus : Corpus
        Whose cells they are.
    """

    def __init__(self, columns: Sequence[str], size: int, corpus: Corpus) -> None:
        # the texts, whose hashes are known, decide the cells
        super().__init__(columns, size, self._rows, "of the texts")
        self._corpus = corpus

    def _rows(self) -> Iterator[Sequence[Any]]:
        for report in self._corpus:
            known = (report.report_id, report.agency, report.year)
            for table in report.tables:
                about = (*known, table.form, table.vintage)
                for cell in table.cells:
                    yield (*about, *cell)

    def csv_texts(self) -> Iterator[str]:
        """Yield the rows of each report as CSV."""
        return map(cells_text, self._corpus)


def cells_text(report: Report) -> str:
    """Return the rows of a report as CSV: most of a row recurs, so it is put together from ready pieces."""
    known = _piece(report.report_id, report.agency, report.year)
    parts = []
    for table in report.tables:
        about = f"{known},{_piece(table.form, table.vintage)},"
        for row, column, row_label, column_label, text, value, state, start, end in table.cells:
            names = _piece(row, column, row_label, column_label)
            number = value if value.__class__ is int else "" if value is None else _piece(value)
            parts.append(f"{about}{names},{_piece(text)},{number},{_piece(state)},{start},{end}\r\n")
    return "".join(parts)


@lru_cache(maxsize=4096, typed=True)  # typed: 1 and 1.0 are one key, but not one cell
def _piece(*cells: Any) -> str:
    """Return some cells of a row as CSV, without the line end."""
    buffer = io.StringIO(newline="")
    # one more cell, as a line of one empty cell would be quoted; what is quoted depends on the line end
    csv.writer(buffer, lineterminator="\r\n").writerow([*map(safe_cell, cells), ""])
    return buffer.getvalue()[:-3]
