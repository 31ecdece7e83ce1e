"""Turn records into pandas frames whose columns are there even when no row is.

The only module besides ``figures`` that imports pandas; it does so on first use, because that takes a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["to_frame"]


def to_frame(
    rows: Iterable[Mapping[str, Any] | Sequence[Any]], columns: Mapping[str, str] | Sequence[str]
) -> pd.DataFrame:
    """Build a tidy frame with fixed columns.

    Parameters
    ----------
    rows : iterable of mappings or sequences
        One record each; sequences follow the order of ``columns``.
    columns : mapping of name to dtype, or sequence of names
        Column order and, with a mapping, the dtype of each (``str``, ``Int64``, ``float``, ``bool``, ``object``).

    Returns
    -------
    pandas.DataFrame
        Text columns use the string dtype of the installed pandas; missing whole numbers stay whole (``Int64``).
    """
    import pandas as pd

    names = list(columns)
    data: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        if isinstance(row, Mapping):
            for name in names:
                data[name].append(row.get(name))
        else:
            for name, value in zip(names, row, strict=True):
                data[name].append(value)
    if not isinstance(columns, Mapping):
        return pd.DataFrame(data, columns=names)
    dtypes = {"str": "string", "int": "Int64", "float": "float64", "bool": "boolean", "object": "object"}
    return pd.DataFrame(
        {n: pd.Series(v, dtype=dtypes.get(columns[n], columns[n])) for n, v in data.items()}, columns=names
    )
