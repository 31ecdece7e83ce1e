"""Figures of stated problems: prevalence, persistence, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.heat import _theme_names, shorten_end
from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, finish, font, label, new_axes
from chenyan.figures.tables import frame_of, need, with_wilson

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _overall(themes: Any) -> Any:
    """Return the prevalence over all groups: reports are added up and the interval is Wilson's."""
    method = getattr(themes, "prevalence", None)
    frame = method(by="year") if callable(method) else frame_of(themes)
    table = need(frame, ["theme", "label", "n_reports", "n_with"], "problem prevalence")
    return with_wilson(table.groupby(["theme", "label"], observed=True)[["n_with", "n_reports"]].sum().reset_index())


def plot_problem_prevalence(
    themes: Any, *, n_themes: int = 15, ax: Axes | None = None, width: str = "single", language: str | None = None
) -> Axes:
    """Draw the share of reports that state a problem of each theme, with 95% intervals.

    Parameters
    ----------
    themes : Themes or DataFrame
        A result of ``cluster_problems``, or its ``prevalence()``: columns theme, label, n_with, n_reports.
    n_themes : int, default 15
        The most frequent themes that are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    table = _overall(themes).sort_values(["share", "theme"], ascending=[False, True]).head(n_themes)
    names = _theme_names(table, language)
    ax = new_axes(ax, width=width, rows=len(table) + 2)
    at = np.arange(len(table))
    value = table["share"].to_numpy(dtype=float)
    low, high = table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float)
    ax.hlines(at, low, high, color="#7F7F7F", linewidth=0.9)
    ax.plot(value, at, "o", color=COLOURS[0], markersize=3.2)
    ax.set_yticks(at, [shorten_end(names.get(theme, theme)) for theme in table["theme"]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, max(0.05, float(np.nanmax(high))) * 1.05)
    ax.set_xlabel(label("prevalence", language))
    keep_data(ax, table)
    return finish(ax, grid="x")


def plot_persistence(
    persistence: Any,
    *,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw the survival of stated problems: the share that an agency still states after so many years in a row.

    Parameters
    ----------
    persistence : Themes or DataFrame
        A result of ``cluster_problems``, or ``persistence().survival``: columns years, survival, low, high.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(persistence, "persistence", None)
    result = method() if callable(method) else persistence
    survival = result if hasattr(result, "columns") else getattr(result, "survival", result)
    curve = survival() if callable(survival) else survival
    table = need(frame_of(curve), ["years", "survival"], "persistence")
    ax = new_axes(ax, width=width)
    _curve(ax, table.sort_values("years"), COLOURS[0])
    ax.set_ylim(0, 1.03)
    ax.set_xlim(left=0)
    ax.set_xticks(range(int(table["years"].max()) + 2))
    ax.set_xlabel(label("duration", language))
    ax.set_ylabel(label("survival", language))
    keep_data(ax, table)
    return finish(ax, grid="y")


def _curve(ax: Axes, part: Any, colour: str) -> None:
    x = np.concatenate([[0.0], part["years"].to_numpy(dtype=float)])
    y = np.concatenate([[1.0], part["survival"].to_numpy(dtype=float)])
    ax.step(x, y, where="post", color=colour, linewidth=1.1)
    if {"low", "high"} <= set(part.columns):
        low = np.concatenate([[1.0], part["low"].to_numpy(dtype=float)])
        high = np.concatenate([[1.0], part["high"].to_numpy(dtype=float)])
        ax.fill_between(x, low, high, step="post", color=colour, alpha=0.15, linewidth=0)
    if "n_at_risk" in part.columns:
        for years, at_risk, share in part[["years", "n_at_risk", "survival"]].itertuples(index=False):
            ax.annotate(f"n={int(at_risk)}", (years, share), xytext=(2, 2), textcoords="offset points", fontsize=5.5)


def plot_transitions(
    transitions: Any,
    *,
    n_themes: int = 15,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw what becomes of a stated problem in the next year's report: kept word for word, edited, reworded, gone.

    Parameters
    ----------
    transitions : Themes or DataFrame
        A result of ``cluster_problems``, or its ``transitions()``: columns theme, label, n_verbatim, n_edited,
        n_reworded, n_dropped.
    n_themes : int, default 15
        The themes with most steps that are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(transitions, "transitions", None)
    frame = method() if callable(method) else frame_of(transitions)
    kinds = {"n_verbatim": "same", "n_edited": "edited", "n_reworded": "reworded", "n_dropped": "dropped"}
    table = need(frame, ["theme", "label", *kinds], "transitions").copy()
    table["n"] = table[list(kinds)].sum(axis=1)
    table = table[table["n"] > 0].sort_values(["n", "theme"], ascending=[False, True]).head(n_themes)
    names = _theme_names(table, language)
    ax = new_axes(ax, width=width, rows=len(table) + 3)
    at = np.arange(len(table))
    base = np.zeros(len(table))
    colours = ("#B2182B", "#E69F00", "#56B4E9", "#D9D9D9")
    for (column, name), colour, hatch in zip(kinds.items(), colours, ("", "////", "....", ""), strict=True):
        size = table[column].to_numpy(dtype=float)
        ax.barh(at, size, 0.72, left=base, color=colour, hatch=hatch, edgecolor="white", linewidth=0.3,
                label=label(name, language))  # fmt: skip
        base = base + size
    ax.set_yticks(at, [shorten_end(names.get(theme, theme)) for theme in table["theme"]])
    ax.invert_yaxis()
    ax.set_xlabel(label("n", language))
    ax.legend(prop=font(), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, handlelength=1.2, columnspacing=0.9)
    keep_data(ax, table)
    return finish(ax, grid="x")


def plot_promises(promises: Any, *, ax: Axes | None = None, width: str = "single", language: str | None = None) -> Axes:
    """Draw how many measures of a year are promised again in the next, with 95% intervals.

    Parameters
    ----------
    promises : Themes or DataFrame
        A result of ``cluster_problems``, or its ``promises()``: columns year, n_measures, n_repeated.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(promises, "promises", None)
    frame = need(frame_of(method() if callable(method) else promises), ["year", "n_measures", "n_repeated"], "promises")
    counts = frame.groupby("year", observed=True)[["n_repeated", "n_measures"]].sum().reset_index()
    table = with_wilson(counts[counts["n_measures"] > 0], "n_repeated", "n_measures").sort_values("year")
    ax = new_axes(ax, width=width)
    value = table["share"].to_numpy(dtype=float)
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
