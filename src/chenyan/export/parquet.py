"""Write parquet files that say what their columns mean (the door to pyarrow, the extra ``[parquet]``)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from chenyan import __version__
from chenyan.export.schema import Variable, describe
from chenyan.types import ReportError

__all__ = ["MISSING_NOTE", "has_parquet", "parquet_bytes"]

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
        raise ReportError(MISSING_NOTE + "; or choose .csv, .xlsx or .jsonl")
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"c": pa.string(), "i": pa.int64(), "d": pa.float64(), "l": pa.bool_(), "D": pa.string()}
    lines = list(rows)
    variables = [describe(table, name) for name in columns]
    arrays, schema = [], []
    for variable in variables:
        values = [_plain(line.get(variable.name)) for line in lines]
        known = typed and bool(variable.definition)
        kind = types[variable.type] if known else types[_guess(values)]
        if kind == pa.string():
            values = [None if value is None else _valid(str(value)) for value in values]
        arrays.append(pa.array(values, type=kind, from_pandas=True))
        schema.append(pa.field(variable.name, kind, metadata=_metadata(variable)))
    about = {"chenyan_version": __version__, "chenyan_table": table}
    built = pa.Table.from_arrays(arrays, schema=pa.schema(schema, metadata=about))
    buffer = io.BytesIO()
    pq.write_table(built, buffer, compression="zstd")
    return buffer.getvalue()


def _metadata(variable: Variable) -> dict[str, str]:
    about = {
        "description": variable.definition,
        "unit": variable.unit,
        "range": variable.range,
        "formula": variable.formula,
        "source": variable.source,
    }
    return {key: value for key, value in about.items() if value}


def _valid(text: str) -> str:
    """Return text that UTF-8 can hold; half of a surrogate pair becomes the sign for a lost character."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, tuple)) else value


def _guess(values: Sequence[Any]) -> str:
    """Return the narrowest type that holds all the values."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {bool} and kinds:
        return "l"
    if kinds <= {int} and kinds:
        return "i"
    return "d" if kinds and kinds <= {int, float} else "c"
