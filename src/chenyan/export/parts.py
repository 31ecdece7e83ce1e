"""Write large tables as several parquet files, made in worker processes: rows go out, bytes come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chenyan.backends import Backend
from chenyan.export.lines import Lines
from chenyan.export.parquet import parquet_bytes
from chenyan.export.rows import TableOut

__all__ = ["part_name", "parts_of"]


def part_name(table: str, number: int) -> str:
    """Return the name of a part; names sort in the order of the rows.

    Examples
    --------
    >>> part_name("sentences", 12)
    'sentences/part-00012.parquet'
    """
    return f"{table}/part-{number:05d}.parquet"


@dataclass(frozen=True, slots=True)
class TablePart:
    """Some rows of a table, on their way to becoming a parquet file."""

    table: str
    columns: tuple[str, ...]
    rows: list[Sequence[Any]]


def parts_of(table: TableOut, size: int, backend: Backend) -> Iterator[bytes]:
    """Yield the parquet files that together hold the rows of a table, ``size`` rows each; an empty table has one file.

    The bytes do not depend on the backend and its workers. Each part has all columns, with the codebook's types.
    """
    rows, columns = table.rows, table.columns
    lines = rows.lines() if isinstance(rows, Lines) else (tuple(row[name] for name in columns) for row in rows)

    def pieces() -> Iterator[TablePart]:
        part = list(islice(lines, size))
        while True:
            yield TablePart(table.name, columns, part)
            part = list(islice(lines, size))
            if not part:
                return

    return backend.map_batches(_parquet, pieces())


def _parquet(part: TablePart) -> bytes:
    """Make one parquet file; runs in a worker."""
    lines = Lines(part.columns, len(part.rows), lambda: iter(part.rows))
    return parquet_bytes(lines, part.columns, table=part.table)
