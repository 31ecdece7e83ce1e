"""The cells of the statutory tables as a table: some two hundred rows a report, so they are made when asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from chenyan.backends import Backend
from chenyan.corpus.codec import decode_report
from chenyan.corpus.report import Corpus, Report
from chenyan.corpus.spill import SpilledCorpus
from chenyan.export.lines import Lines
from chenyan.files import csv_encoded, safe_cell

__all__ = ["CellLines", "cells_as_csv"]

REPORTS_PER_BLOCK = 64


class CellLines(Lines):
    """The rows of ``tables.csv``.

    Parameters
    ----------
    columns : sequence of str
    size : int
        The number of cells.
    corpus : Corpus
        Whose cells they are.
    backend : Backend, optional
        Where the rows of reports that are kept on disk are put together; None: here.
    """

    def __init__(self, columns: Sequence[str], size: int, corpus: Corpus, backend: Backend | None = None) -> None:
        # the texts, whose hashes are known, decide the cells
        super().__init__(columns, size, self._rows, "of the texts")
        self._corpus = corpus
        self._backend = backend

    def _rows(self) -> Iterator[Sequence[Any]]:
        for report in self._corpus:
            known = (report.report_id, report.agency, report.year)
            for table in report.tables:
                about = (*known, table.form, table.vintage)
                for cell in table.cells:
                    yield (*about, *cell)

    def csv_blocks(self) -> Iterator[bytes]:
        """Yield the rows as CSV, some reports at a time."""
        corpus, backend = self._corpus, self._backend
        if not isinstance(corpus, SpilledCorpus) or backend is None or backend.workers == 1:
            yield from map(_csv_of, corpus)
            return
        ids = corpus.ids
        blobs = (
            [corpus.blob(report_id) for report_id in ids[at : at + REPORTS_PER_BLOCK]]
            for at in range(0, len(ids), REPORTS_PER_BLOCK)
        )
        yield from backend.map_batches(cells_as_csv, blobs)


def cells_as_csv(blobs: Sequence[bytes]) -> bytes:
    """Return the rows of some stored reports as CSV; runs in a worker."""
    return b"".join(_csv_of(decode_report(blob)) for blob in blobs)


def _csv_of(report: Report) -> bytes:
    """Return the rows of one report as CSV: most of a row recurs, so it is put together from ready pieces."""
    known = _piece(report.report_id, report.agency, report.year)
    parts = []
    for table in report.tables:
        if table.cells:
            about = f"{known},{_piece(table.form, table.vintage)}"
            *names, text, value, state, start, end = zip(*table.cells, strict=True)
            rows = zip(_names(*names), map(_piece, text, value, state), start, end, strict=True)
            parts += [f"{about},{name},{words},{low},{high}\r\n" for name, words, low, high in rows]
    return csv_encoded("".join(parts))


@lru_cache(maxsize=256)
def _names(*columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys and labels of the cells of a table as CSV; many reports print the same rows of a form."""
    return tuple(map(_piece, *columns))


@lru_cache(maxsize=4096, typed=True)  # typed: 1 and 1.0 are one key, but not one cell
def _piece(*cells: Any) -> str:
    """Return some cells of a row as CSV, without the line end."""
    buffer = io.StringIO(newline="")
    # one more cell, as a line of one empty cell would be quoted; what is quoted depends on the line end
    csv.writer(buffer, lineterminator="\r\n").writerow([*map(safe_cell, cells), ""])
    return buffer.getvalue()[:-3]
