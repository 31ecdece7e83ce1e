"""Save a figure as PNG, SVG and PDF, with the table of its numbers beside it."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.types import ReportError, SettingsError

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("png", "svg", "pdf")
_SETTINGS: Any = {"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "chenyan"}


def save_figure(
    figure: Any,
    path: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    data: pd.DataFrame | None = None,
    dpi: int = 300,
) -> list[Path]:
    """Save one figure in several formats, its numbers as CSV beside it.

    Parameters
    ----------
    figure : Figure or Axes
        What a ``plot_`` function returned.
    path : str or Path
        Where to; an ending in .png, .svg or .pdf asks for that format alone.
    formats : sequence of str, default ("png", "svg", "pdf")
        Formats where the path has no such ending.
    data : DataFrame, optional
        The table behind the figure; None takes the one that the ``plot_`` function left on the axes.
    dpi : int, default 300
        Resolution of the PNG.

    Returns
    -------
    list of Path
        The files written, the CSV last. Same input, same bytes: no dates are stored in the files.

    Raises
    ------
    SettingsError
        Where a format is not one of the three.
    """
    from matplotlib import rc_context

    fig = getattr(figure, "figure", None) or figure
    target = Path(path)
    if target.suffix.lower().lstrip(".") in FORMATS:
        formats = (target.suffix.lower().lstrip("."),)
        target = target.with_suffix("")
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise SettingsError(f"figure format {', '.join(unknown)}: choose from {', '.join(FORMATS)} 没有这种图片格式")
    target.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        file = target.with_name(f"{target.name}.{name}")
        metadata = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None, "Producer": None}}
        with rc_context(_SETTINGS):
            fig.savefig(file, dpi=dpi, metadata=metadata[name])
        written.append(file)
    if data is None:
        data = figure_data(fig)
    if data is not None:
        file = target.with_name(f"{target.name}.csv")
        data.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
        written.append(file)
    return written


def keep_data(ax: Any, data: pd.DataFrame) -> Any:
    """Leave the table that was drawn on the axes' figure, for ``save_figure`` and for tests."""
    ax.chenyan_data = data
    ax.figure.chenyan_data = data
    return ax


def figure_data(figure: Any) -> pd.DataFrame | None:
    """Return the table behind a figure or axes, or None."""
    data = getattr(figure, "chenyan_data", None)
    return data if data is not None else getattr(getattr(figure, "figure", None), "chenyan_data", None)


@dataclass(frozen=True, slots=True)
class NoFigure:
    """What ``show_figure`` returns where a batch has nothing to draw: the reason, shown in the place of a picture."""

    reason: str

    def __repr__(self) -> str:
        return f"没有可画的 nothing to draw: {self.reason}"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self))}</p>"


def show_figure(plot: Callable[..., Any], *args: Any, **settings: Any) -> Any:
    """Draw a figure for a notebook; where the batch has no data for it, say so and let the notebook go on.

    Parameters
    ----------
    plot : callable
        A ``plot_`` function.
    *args, **settings
        What the function takes.

    Returns
    -------
    Figure or NoFigure
        The figure, or the reason why there is none.

    Examples
    --------
    >>> import pandas as pd
    >>> from chenyan.figures import plot_promises
    >>> show_figure(plot_promises, pd.DataFrame(columns=["year", "n_measures", "n_repeated"]))
    没有可画的 nothing to draw: promises: the table has no rows, so there is nothing to draw 表中没有数据，无图可画
    """
    try:
        drawn = plot(*args, **settings)
    except ReportError as error:
        return NoFigure(str(error))
    return getattr(drawn, "figure", None) or drawn
