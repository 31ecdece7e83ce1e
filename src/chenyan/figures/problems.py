"""Figures of stated problems: prevalence, persistence, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.names import theme_names
from chenyan.figures.parts import Layer, draw_stack, legend_above, name_columns, name_rows, room, text_width
from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, SIZE, finish, new_axes
from chenyan.figures.tables import frame_of, need, with_wilson
from chenyan.figures.words import chosen, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _overall(themes: Any) -> Any:
    """Return the prevalence over all groups: reports are added up and the interval is Wilson's."""
    method = getattr(themes, "prevalence", None)
    frame = method(by="year") if callable(method) else frame_of(themes)
    table = need(frame, ["theme", "label", "n_reports", "n_with"], "problem prevalence")
    sums = table.groupby(["theme", "label"], observed=True)[["n_with", "n_reports"]].sum().reset_index()
    return with_wilson(need(sums[sums["n_reports"] > 0], [], "problem prevalence"))


def _theme_rows(table: Any, width: str, language: str | None) -> tuple[list[str], float]:
    """Return the labels of themes, and how many lines high a row is: English ones take two."""
    names = theme_names(table, language, width=30 if width == "single" else 60)
    rows = [names[str(theme)] for theme in table["theme"]]
    return rows, 1.0 if chosen(language) == "zh" or not any("\n" in row for row in rows) else 1.45


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

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"theme": ["staffing"], "label": ["人员不足"], "n_with": [12], "n_reports": [40]}
    >>> plot_problem_prevalence(pd.DataFrame(rows), language="zh").get_xlabel()
    '出现率（占 40 份报告）'
    """
    table = _overall(themes).sort_values(["share", "theme"], ascending=[False, True]).head(n_themes)
    rows, high = _theme_rows(table, width, language)
    ax = new_axes(ax, width=width, rows=high * len(table) + 2)
    at = np.arange(len(table))
    value = table["share"].to_numpy(dtype=float)
    low, high_end = table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float)
    ax.hlines(at, low, high_end, color="#7F7F7F", linewidth=0.9)
    ax.plot(value, at, "o", color=COLOURS[0], markersize=3.2)
    name_rows(ax, rows)
    ax.set_xlim(0, max(0.05, float(np.nanmax(high_end))) * 1.05)
    counts = table["n_reports"].unique()
    ax.set_xlabel(label("prevalence_of", language, n=counts[0]) if len(counts) == 1 else label("prevalence", language))
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

    Examples
    --------
    >>> import pandas as pd
    >>> ax = plot_persistence(pd.DataFrame({"years": [1, 2], "survival": [0.8, 0.5]}), language="en")
    >>> ax.get_ylabel()
    'share still stated'
    """
    from matplotlib.ticker import MaxNLocator

    method = getattr(persistence, "persistence", None)
    result = method() if callable(method) else persistence
    survival = result if hasattr(result, "columns") else getattr(result, "survival", result)
    curve = survival() if callable(survival) else survival
    table = need(frame_of(curve), ["years", "survival"], "persistence")
    ax = new_axes(ax, width=width)
    _curve(ax, table.sort_values("years"), COLOURS[0])
    ax.set_ylim(0, 1.03)
    ax.set_xlim(0, int(table["years"].max()) + 1)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
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
    if "n_at_risk" in part.columns and len(part) <= 10:
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
    """Draw what becomes of a stated problem in the next year's report: same words, lightly edited, other words, gone.

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

    Raises
    ------
    ReportError
        Where no agency has reports of two years in a row that state a problem.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"theme": ["staffing"], "label": ["人员不足"], "n_verbatim": [3], "n_edited": [1], "n_reworded": [2]}
    >>> ax = plot_transitions(pd.DataFrame({**rows, "n_dropped": [4]}), language="en")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['same words', 'lightly edited', 'other words', 'not stated again']
    """
    method = getattr(transitions, "transitions", None)
    frame = method() if callable(method) else frame_of(transitions)
    looks = {"n_verbatim": ("same_words", "#B2182B", ""), "n_edited": ("lightly_edited", "#E69F00", "////"),
             "n_reworded": ("other_words", "#56B4E9", "...."), "n_dropped": ("dropped", "#D9D9D9", "")}  # fmt: skip
    table = need(frame, ["theme", "label", *looks], "transitions").copy()
    table["n"] = table[list(looks)].sum(axis=1)
    table = table[table["n"] > 0].sort_values(["n", "theme"], ascending=[False, True]).head(n_themes)
    need(table, [], "transitions: no agency has two reports in a row with a problem;")
    rows, high = _theme_rows(table, width, language)
    ax = new_axes(ax, width=width, rows=high * len(table) + 4)
    draw_stack(
        ax,
        [Layer(label(name, language), table[column].to_numpy(dtype=float), colour, hatch)
         for column, (name, colour, hatch) in looks.items()],
    )  # fmt: skip
    name_rows(ax, rows)
    ax.set_xlabel(label("stated_before", language))
    legend_above(ax)
    keep_data(ax, table)
    return finish(ax, grid="x")


def plot_promises(promises: Any, *, ax: Axes | None = None, width: str = "single", language: str | None = None) -> Axes:
    """Draw how many measures of the year before a report promises again, with 95% intervals.

    Parameters
    ----------
    promises : Themes or DataFrame
        A result of ``cluster_problems``, or its ``promises()``: columns year (of the later report), n_measures
        (of the earlier), n_repeated.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Raises
    ------
    ReportError
        Where no agency has reports of two years in a row with measures.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = plot_promises(pd.DataFrame({"year": [2020, 2021], "n_measures": [30, 40], "n_repeated": [6, 12]}))
    >>> [text.get_text() for text in ax.texts]
    ['6/30', '12/40']
    """
    method = getattr(promises, "promises", None)
    frame = need(frame_of(method() if callable(method) else promises), ["year", "n_measures", "n_repeated"], "promises")
    counts = frame.groupby("year", observed=True)[["n_repeated", "n_measures"]].sum().reset_index()
    counts = need(counts[counts["n_measures"] > 0], [], "promises: no measure has a later report;")
    table = with_wilson(counts, "n_repeated", "n_measures").sort_values("year")
    ax = new_axes(ax, width=width)
    value, high = table["share"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float)
    spread = np.vstack([value - table["low"].to_numpy(dtype=float), high - value])
    at = np.arange(len(table))
    ax.bar(at, value, 0.6, color=COLOURS[1], edgecolor="white")
    ax.errorbar(at, value, yerr=spread.clip(0), fmt="none", ecolor="black", elinewidth=0.7, capsize=2)
    said = [f"{k}/{n}" for k, n in table[["n_repeated", "n_measures"]].astype(int).itertuples(index=False)]
    if (room(ax)[0] - 40) / len(table) > max(text_width(words, SIZE - 2) for words in said) + 3:
        for place, top_end, words in zip(at, high, said, strict=True):
            ax.annotate(words, (place, top_end), xytext=(0, 2.5), textcoords="offset points", ha="center",
                        fontsize=SIZE - 2)  # fmt: skip
    name_columns(ax, [str(int(year)) for year in table["year"]], taken=40)
    ax.set_xlim(-0.6, max(1.6, len(table) - 0.4))
    ax.set_ylim(0, 1)
    ax.set_xlabel(label("year", language))
    ax.set_ylabel(label("repeated", language))
    keep_data(ax, table)
    return finish(ax, grid="y")
