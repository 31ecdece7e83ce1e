"""Write records where the user asked: a table on a terminal, JSON lines in a pipe, a file by its ending."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from chenyan.types import SettingsError

FORMATS = ("jsonl", "csv", "table")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def choose_format(asked: str | None, stream: TextIO) -> str:
    """Return the format asked for, else a table on a terminal and JSON lines elsewhere."""
    if asked is None:
        return "table" if stream.isatty() else "jsonl"
    if asked not in FORMATS:
        raise SettingsError(f"--format {asked}: choose one of {', '.join(FORMATS)} 没有这种格式")
    return asked


def emit(rows: Iterable[Mapping[str, Any]], *, output: str | None, format: str | None) -> int:
    """Write the rows and return their number.

    ``output`` is None or ``-`` for standard output, else a path whose ending (.jsonl .csv .parquet .xlsx) chooses
    the format when ``format`` is not given.
    """
    if output not in (None, "-"):
        ending = Path(str(output)).suffix.lower().lstrip(".")
        if format is None or ending in ("parquet", "xlsx"):
            from chenyan.export import write_rows

            return write_rows(rows, Path(str(output)))
        with open(str(output), "w", encoding="utf-8-sig" if format == "csv" else "utf-8", newline="") as stream:
            return _write(rows, stream, format)
    return _write(rows, sys.stdout, choose_format(format, sys.stdout))


def _write(rows: Iterable[Mapping[str, Any]], stream: TextIO, format: str) -> int:
    if format == "jsonl":
        n = 0
        for n, row in enumerate(rows, 1):  # noqa: B007 - the count is the answer
            stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        return n
    if format == "csv":
        return _write_csv(rows, stream)
    return _write_table(rows, stream)


def _write_csv(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    writer = None
    n = 0
    for n, row in enumerate(rows, 1):  # noqa: B007
        if writer is None:
            writer = csv.DictWriter(stream, list(row), lineterminator="\r\n", extrasaction="ignore")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return n


def _cell(value: Any) -> Any:
    """Return a cell that spreadsheet programs show as text and never run."""
    if isinstance(value, (list, dict, tuple)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def _write_table(rows: Iterable[Mapping[str, Any]], stream: TextIO, limit: int = 200) -> int:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table: Table | None = None
    n = 0
    for n, row in enumerate(rows, 1):
        if table is None:
            table = Table(show_lines=False)
            for key in row:
                table.add_column(str(key), overflow="ellipsis", max_width=36)
        if n <= limit:
            table.add_row(*(Text(str(_cell(value)).replace("\n", " ")[:120]) for value in row.values()))
    buffer = io.StringIO()
    console = Console(file=buffer if not stream.isatty() else stream, width=None if stream.isatty() else 160)
    if table is None:
        console.print("(nothing found)")
    else:
        console.print(table)
        if n > limit:
            console.print(f"... {n - limit} more rows; use --format jsonl or -o FILE for all of them")
    if not stream.isatty():
        stream.write(buffer.getvalue())
    return n
