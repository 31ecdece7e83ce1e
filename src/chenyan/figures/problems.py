"""Figures of stated problems: prevalence, persistence, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.heat import _theme_names, shorten_end
from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, finish, font, label, new_axes
from chenyan.figures.tables import frame_of, need, top

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _prevalence(themes: Any, by: str | None) -> Any:
    method = getattr(themes, "prevalence", None)
    if callable(method):
        return method(by=by) if by else method()
    return frame_of(themes)


def plot_problem_prevalence(
    themes: Any, *, n_themes: int = 15, ax: Axes | None = None, width: str = "single", language: str | None = None
) -> Axes:
    """Draw the share of reports that state a problem of each theme, with 95% intervals.

    Parameters
    ----------
    themes : Themes or DataFrame
        A result of ``cluster_problems``, or its ``prevalence()``: columns theme, prevalence, low, high.
    n_themes : int, default 15
        The most frequent themes that are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    table = need(frame_of(_prevalence(themes, None)), ["theme", "prevalence", "low", "high"], "problem prevalence")
    table = table.sort_values(["prevalence", "theme"], ascending=[False, True]).head(n_themes)
    names = _theme_names(table, language)
    ax = new_axes(ax, width=width, rows=len(table) + 2)
    at = np.arange(len(table))
    value = table["prevalence"].to_numpy(dtype=float)
    low, high = table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float)
    ax.hlines(at, low, high, color="#7F7F7F", linewidth=0.9)
    ax.plot(value, at, "o", color=COLOURS[0], markersize=3.2)
    ax.set_yticks(at, [shorten_end(names.get(theme, theme)) for theme in table["theme"]])
    ax.invert_yaxis()
    ax.set_xlim(0, max(0.05, float(np.nanmax(high))) * 1.05)
    ax.set_xlabel(label("prevalence", language))
    keep_data(ax, table)
    return finish(ax, grid="x")


def plot_persistence(
    persistence: Any,
    *,
    n_themes: int = 5,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw the survival of stated problems: the share that an agency still states after so many years in a row.

    Parameters
    ----------
    persistence : Themes or DataFrame
        A result of ``cluster_problems``, or ``persistence().survival``: columns duration, survival, low, high and,
        for curves by theme, theme.
    n_themes : int, default 5
        With a column ``theme``: how many themes get a curve of their own, the most frequent first.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(persistence, "persistence", None)
    result = method() if callable(method) else persistence
    curve = result if hasattr(result, "columns") else getattr(result, "survival", result)
    table = need(frame_of(curve), ["duration", "survival"], "persistence")
    ax = new_axes(ax, width=width)
    if "theme" in table.columns and table["theme"].nunique() > 1:
        names = _theme_names(table, language)
        size = "n_at_risk" if "n_at_risk" in table.columns else "survival"
        for colour, theme in zip(COLOURS, top(table, "theme", size, n_themes, "max"), strict=False):
            part = table[table["theme"] == theme].sort_values("duration")
            _curve(ax, part, colour, shorten_end(names.get(theme, theme), 14))
        ax.legend(prop=font(), loc="upper right", handlelength=1.4)
    else:
        _curve(ax, table.sort_values("duration"), COLOURS[0], "")
    ax.set_ylim(0, 1.03)
    ax.set_xlim(left=0)
    ax.set_xticks(range(int(table["duration"].max()) + 2))
    ax.set_xlabel(label("duration", language))
    ax.set_ylabel(label("survival", language))
    keep_data(ax, table)
    return finish(ax, grid="y")


def _curve(ax: Axes, part: Any, colour: str, name: str) -> None:
    x = np.concatenate([[0.0], part["duration"].to_numpy(dtype=float)])
    y = np.concatenate([[1.0], part["survival"].to_numpy(dtype=float)])
    ax.step(x, y, where="post", color=colour, linewidth=1.1, label=name or None)
    if {"low", "high"} <= set(part.columns):
        low = np.concatenate([[1.0], part["low"].to_numpy(dtype=float)])
        high = np.concatenate([[1.0], part["high"].to_numpy(dtype=float)])
        ax.fill_between(x, low, high, step="post", color=colour, alpha=0.15, linewidth=0)


def plot_promises(promises: Any, *, ax: Axes | None = None, width: str = "single", language: str | None = None) -> Axes:
    """Draw how many measures of a year are promised again in the next, with 95% intervals.

    Parameters
    ----------
    promises : Themes or DataFrame
        A result of ``cluster_problems``, or its ``promises()`` by year: columns year, rate, low, high.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(promises, "promises", None)
    result = method() if callable(method) else promises
    by_year = result if hasattr(result, "columns") else getattr(result, "by_year", result)
    table = need(frame_of(by_year), ["year", "rate", "low", "high"], "promises")
    table = table.dropna(subset=["rate"]).sort_values("year")
    ax = new_axes(ax, width=width)
    value = table["rate"].to_numpy(dtype=float)
    spread = np.vstack([value - table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float) - value])
    at = np.arange(len(table))
    ax.bar(at, value, 0.6, color=COLOURS[1], edgecolor="white")
    ax.errorbar(at, value, yerr=spread.clip(0), fmt="none", ecolor="black", elinewidth=0.7, capsize=2)
    ax.set_xticks(at, [str(int(year)) for year in table["year"]])
    ax.set_ylim(0, 1)
    ax.set_xlabel(label("year", language))
    ax.set_ylabel(label("repeated", language))
    keep_data(ax, table)
    return finish(ax, grid="y")
