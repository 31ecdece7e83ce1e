"""Find the statutory tables of a report, cell by cell, whatever the layout."""

from __future__ import annotations

from collections.abc import Sequence

from chenyan.types import Grid, Table


def find_tables(text: str, grids: Sequence[Grid] = ()) -> tuple[Table, ...]:
    """Find the statutory tables in grids, pipes, tabs or flat text (to be filled in)."""
    return ()
