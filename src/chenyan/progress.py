"""The one door to tqdm: a bar where someone looks, in the notebook's own style where it can be had."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable
from typing import Any

__all__ = ["progress_bar", "somebody_looks"]


def somebody_looks() -> bool:
    """Say whether a bar would be seen: on a terminal or in a notebook."""
    return "ipykernel" in sys.modules or bool(getattr(sys.stderr, "isatty", lambda: False)())


def progress_bar(
    items: Iterable[Any] | None = None,
    *,
    total: int | None = None,
    desc: str = "",
    unit: str = "report",
    show: bool | None = None,
) -> Any:
    """Return a tqdm bar.

    Parameters
    ----------
    items : iterable, optional
        What to walk over; None gives a bar that is moved by ``update``.
    total : int, optional
        How many there will be.
    desc, unit : str
        Words beside the bar.
    show : bool, optional
        None shows it where somebody looks.
    """
    with warnings.catch_warnings():
        # without ipywidgets tqdm warns and falls back to a plain bar, which is all we want
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm

        visible = somebody_looks() if show is None else show
        return tqdm(items, total=total, desc=desc, unit=unit, disable=not visible, leave=False)
