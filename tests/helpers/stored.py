"""The files of a store of results, taken apart and put together again as one who knows the format would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chenyan.store import _head, together


def stored_files(folder: Path) -> list[Path]:
    """Return the files of a store."""
    return sorted(path for path in folder.glob("*/?/*") if path.is_file())


def results_in(path: Path) -> dict[str, bytes]:
    """Return the results that lie in a file, by the digests of their keys."""
    data = path.read_bytes()
    with open(path, "rb") as stream:
        return {digest: data[at : at + size] for digest, (at, size, _) in _head(stream).items()}


def rewrite(path: Path, results: Mapping[str, bytes]) -> None:
    """Put other results into a file; the hashes fit."""
    path.write_bytes(together(results))
