"""Word lists as data files; each opens with its origin, date and licence.

Two shapes are read here: ``*.txt`` (one term a line, ``#`` comments) and ``*.csv`` (a header line; ``#`` comment lines
before it). JSON files and fitted models (``*.npz``) are read by the module that
owns them.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["read_bytes", "read_cells", "read_rows", "read_terms", "read_text"]


def read_bytes(name: str) -> bytes:
    """Return one packaged lexicon file as it is."""
    return (files(__name__) / name).read_bytes()


def read_text(name: str) -> str:
    """Return one packaged lexicon file as text."""
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def read_terms(name: str) -> tuple[str, ...]:
    """Return the terms of a ``.txt`` list in file order, comments and blank lines left out."""
    lines = (line.split("#", 1)[0].strip() for line in read_text(name).splitlines())
    return tuple(line for line in lines if line)


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a ``.csv`` list, comment lines left out."""
    header, *rows = read_cells(name)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def read_cells(name: str) -> list[list[str]]:
    """Return the header and the rows of a ``.csv`` list as they stand, for what reads a long one once."""
    lines = [line for line in read_text(name).splitlines() if line.strip() and not line.startswith("#")]
    # no field holds a line end
    return [next(csv.reader((line,))) if '"' in line else line.split(",") for line in lines]
