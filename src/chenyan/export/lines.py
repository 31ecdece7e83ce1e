"""Rows of a table that are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

__all__ = ["Lines"]


class Lines(Collection[dict[str, Any]]):
    """Rows that are made when asked for, as sequences in the order of the columns or as records.

    Parameters
    ----------
    columns : sequence of str
    size : int
        The number of rows.
    make : callable
        Gives a fresh iterator of the rows.
    digest : str, optional
        A hash of the rows, where there is a faster way than going over them.
    """

    def __init__(
        self, columns: Sequence[str], size: int, make: Callable[[], Iterator[Sequence[Any]]], digest: str = ""
    ) -> None:
        self.columns = tuple(columns)
        self.digest = digest
        self._size = size
        self._make = make

    def lines(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as sequences."""
        return self._make()

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self._make():
            yield dict(zip(self.columns, line, strict=True))

    def __contains__(self, row: object) -> bool:
        return any(row == known for known in self)
