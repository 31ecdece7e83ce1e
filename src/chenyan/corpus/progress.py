"""A progress bar for reading."""

from __future__ import annotations

from typing import Any

from chenyan.progress import progress_bar, somebody_looks

__all__ = ["Progress"]


class Progress:
    """A progress bar where someone looks: on a terminal or in a notebook."""

    def __init__(self, total: int, wanted: bool | None) -> None:
        self._total, self._wanted = total, wanted
        self._bar: Any = None

    def __enter__(self) -> Progress:
        shown = somebody_looks() if self._wanted is None else self._wanted
        if shown:
            self._bar = progress_bar(total=self._total, desc="reading 读取", unit="file", show=True)
        return self

    def step(self, n: int) -> None:
        """Go on by n files."""
        if self._bar is not None:
            self._bar.update(min(n, max(0, self._bar.total - self._bar.n)))

    def grow(self, n: int) -> None:
        """Add files that were found inside another."""
        if self._bar is not None:
            self._bar.total += n

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
