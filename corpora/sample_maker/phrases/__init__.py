"""The wording of the sample as text files, one subject each, and how to read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@cache
def read_phrases(name: str) -> tuple[str, ...]:
    """Return the lines of one phrase file, comments left out."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
