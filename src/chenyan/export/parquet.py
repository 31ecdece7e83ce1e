"""Write parquet files that say what their columns mean (the door to pyarrow, the extra ``[parquet]``)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan import __version__
from chenyan.export.schema import Variable, describe
from chenyan.types import ReportError

__all__ = ["MISSING_NOTE", "has_parquet", "parquet_bytes", "parquet_parts"]

ROWS = 100_000  # of a row group

MISSING_NOTE = "parquet files left out: pyarrow is not installed (pip install 'chenyan[parquet]')"


def has_parquet() -> bool:
    """Say whether parquet files can be written."""
    return find_spec("pyarrow") is not None


def parquet_bytes(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, table: str = "", typed: bool = True
) -> bytes:
    """Return a parquet file with column descriptions, units and the package version in its schema.

    Parameters
    ----------
    rows : iterable of mappings
        One record a row; lists and mappings become JSON text.
    columns : sequence of str
        Order of the columns.
    table : str
        Which table of the codebook it is.
    typed : bool, default True
        Take the types from the codebook; otherwise from the values.

    Raises
    ------
    ReportError
        Where pyarrow is not installed.
    """
    if not has_parquet():
        raise ReportError(MISSING_NOTE + "; or choose .csv, .xlsx or .jsonl 或改用 .csv、.xlsx、.jsonl")
    return b"".join(parquet_parts(rows, columns, table=table, typed=typed))


def parquet_parts(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, table: str = "", typed: bool = True
) -> Iterator[bytes]:
    """Yield the same file part by part, a row group of ``ROWS`` rows each.

    Rows with ``lines()`` come as sequences. Only a column that the codebook does not know needs all rows at once, as
    its type rests on all its values.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"c": pa.string(), "i": pa.int64(), "d": pa.float64(), "l": pa.bool_(), "D": pa.string()}
    variables = [describe(table, name) for name in columns]
    known = typed and all(variable.definition for variable in variables)
    lines = getattr(rows, "lines", None)
    source: Iterator[Sequence[Any]]
    source = lines() if lines is not None else (tuple(row.get(name) for name in columns) for row in rows)
    about = {"chenyan_version": __version__, "chenyan_table": table}
    sink, writer = _Sink(), None
    while True:
        part = list(source) if not known else list(islice(source, ROWS))
        if not part and writer is not None:
            break
        values = [_plain(column) for column in zip(*part, strict=True)] if part else [[] for _ in columns]
        arrays, schema = [], []
        for variable, column in zip(variables, values, strict=True):
            kind = types[variable.type] if typed and variable.definition else types[_guess(column)]
            if kind == pa.string():
                column = _valid(_as_texts(column))
            arrays.append(_array(pa, column, kind))
            schema.append(pa.field(variable.name, kind, metadata=_metadata(variable)))
        if writer is None:
            writer = pq.ParquetWriter(sink, pa.schema(schema, metadata=about), compression="zstd")
        writer.write_table(pa.Table.from_arrays(arrays, schema=writer.schema), row_group_size=max(len(part), 1))
        yield sink.taken()
        if len(part) < ROWS or not known:
            break
    writer.close()
    yield sink.taken()


def _array(pa: Any, column: Sequence[Any], kind: Any) -> Any:
    """Return what ``pa.array(column, kind, from_pandas=True)`` does, which loads pandas: that takes longer than the rest."""
    present = _present(column)
    n_missing = len(column) - int(present.sum())
    valid = pa.py_buffer(np.packbits(present, bitorder="little")) if n_missing else None
    if kind == pa.string():
        texts = list(map(str.encode, column if not n_missing else filter(lambda value: value is not None, column)))
        sizes = np.zeros(len(column) + 1, dtype=np.int64)
        sizes[1:][present] = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        ends = sizes.cumsum()
        if ends[-1] < 2**31:
            buffers = [valid, pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(b"".join(texts))]
            return pa.Array.from_buffers(kind, len(column), buffers, n_missing)
    values = [value for value in column if value is not None and value == value] if n_missing else column
    kinds = set(map(type, values))
    if (kind == pa.int64() and kinds <= {int}) or (kind == pa.float64() and kinds <= {int, float}):
        numbers = np.zeros(len(column), dtype=np.int64 if kind == pa.int64() else np.float64)
        numbers[present] = values
        return pa.Array.from_buffers(kind, len(column), [valid, pa.py_buffer(numbers)], n_missing)
    return pa.array(column, type=kind, from_pandas=True)


def _present(column: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Say which values are there: not None, and not nan. Most columns hold one kind of values, of which none is amiss."""
    kinds = set(map(type, column))
    if kinds in ({str}, {int}, {bool}):
        return np.ones(len(column), dtype=bool)
    return np.array([value is not None and value == value for value in column], dtype=bool)


def _as_texts(column: Sequence[Any]) -> Sequence[str | None]:
    """Return the values as texts, None where there is none."""
    if set(map(type, column)) <= {str}:
        return column
    return [None if value is None else str(value) for value in column]


class _Sink(io.RawIOBase):
    """What a parquet file is written to: bytes are taken off as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        data = b"".join(self._parts)
        self._parts = []
        return data


def _metadata(variable: Variable) -> dict[str, str]:
    about = {
        "description": variable.definition,
        "unit": variable.unit,
        "range": variable.range,
        "formula": variable.formula,
        "source": variable.source,
    }
    return {key: value for key, value in about.items() if value}


def _valid(texts: Sequence[str | None]) -> Sequence[str | None]:
    """Return texts that UTF-8 can hold; half of a surrogate pair becomes the sign for a lost character."""
    try:
        "".join(filter(None, texts)).encode("utf-8")
    except UnicodeEncodeError:
        return [text and text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    return texts


def _plain(column: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column, lists and mappings among them as JSON."""
    if not any(issubclass(kind, (list, dict, tuple)) for kind in set(map(type, column))):
        return column
    return [
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, tuple)) else value
        for value in column
    ]


def _guess(values: Sequence[Any]) -> str:
    """Return the narrowest type that holds all the values."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {bool} and kinds:
        return "l"
    if kinds <= {int} and kinds:
        return "i"
    return "d" if kinds and kinds <= {int, float} else "c"
