"""Write one table in the format that the file's ending names."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from chenyan.export.parquet import parquet_bytes
from chenyan.export.sheet import xlsx_bytes
from chenyan.files import csv_bytes, write_whole
from chenyan.types import SettingsError

__all__ = ["ENDINGS", "frame_rows", "jsonl_bytes", "table_bytes", "write_rows"]

ENDINGS = (".csv", ".jsonl", ".parquet", ".xlsx")


def table_bytes(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str] | None,
    ending: str,
    *,
    table: str = "",
) -> tuple[bytes, int]:
    """Return the file of a table in this format, and its number of rows.

    Raises
    ------
    SettingsError
        Where the ending is none of .csv .jsonl .parquet .xlsx.
    """
    lines = [dict(row) for row in rows]
    if columns is None:
        columns = list(dict.fromkeys(name for line in lines for name in line))
    if ending == ".csv":
        return csv_bytes(lines, columns), len(lines)
    if ending == ".jsonl":
        return jsonl_bytes(lines), len(lines)
    if ending == ".parquet":
        return parquet_bytes(lines, columns, table=table, typed=bool(table)), len(lines)
    if ending == ".xlsx":
        return xlsx_bytes(lines, columns, title=table or "chenyan"), len(lines)
    raise SettingsError(f"unknown ending {ending!r}; choose one of {', '.join(ENDINGS)} 不认识的文件名结尾")


def write_rows(
    rows: Iterable[Mapping[str, Any]], path: str | Path, *, columns: Sequence[str] | None = None, table: str = ""
) -> int:
    """Write records to a file; its ending chooses the format.

    Parameters
    ----------
    rows : iterable of mappings
        One record a row, all with the same names.
    path : path
        ``.csv`` (for Excel: UTF-8 with signature, no formulas), ``.jsonl``, ``.parquet`` or ``.xlsx``.
    columns : sequence of str, optional
        Order of the columns; by default the order in which they first appear.
    table : str, optional
        Name of the codebook's table, for types and descriptions.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    SettingsError
        Where the ending is none of these.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "years.csv"
    >>> write_rows([{"words": "=2021年", "year": 2021}], path)
    1
    >>> path.read_text(encoding="utf-8-sig").splitlines()
    ['words,year', "'=2021年,2021"]
    """
    target = Path(path)
    data, n_rows = table_bytes(rows, columns, target.suffix.lower(), table=table)
    write_whole(target, data)
    return n_rows


def jsonl_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return one JSON object a line; numbers that are not there are null."""
    lines = (json.dumps({k: _json(v) for k, v in row.items()}, ensure_ascii=False, default=str) for row in rows)
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")


def _json(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def frame_rows(frame: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of a pandas frame as plain records: missing values are None, numbers are Python's."""
    names = [str(name) for name in frame.columns]
    plain = frame.astype(object).where(frame.notna(), None)
    for values in plain.itertuples(index=False, name=None):
        yield {name: _scalar(value) for name, value in zip(names, values, strict=True)}


def _scalar(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool, list, dict, tuple)) or value is None:
        return value
    item = getattr(value, "item", None)
    return item() if callable(item) else value
