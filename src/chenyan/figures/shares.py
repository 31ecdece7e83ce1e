"""Figures of where the words come from: shares by group, novelty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.names import group_names, in_order
from chenyan.figures.parts import Layer, draw_stack, legend_above, name_columns, name_rows, say_hidden
from chenyan.figures.save import keep_data
from chenyan.figures.style import ORIGIN_COLOURS, ORIGIN_HATCHES, finish, new_axes
from chenyan.figures.tables import ORIGINS, frame_of, need, share_table
from chenyan.figures.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_GROUPS = 40


def plot_reuse_shares(
    reuse: Any, *, by: str = "year", ax: Axes | None = None, width: str = "single", language: str | None = None
) -> Axes:
    """Draw how much of the text is mandated, boilerplate, carried over, borrowed and novel, by group.

    Parameters
    ----------
    reuse : ReuseResult or DataFrame
        A result of ``score_reuse``, or its table of reports (columns ``share_*`` and ``by``).
    by : {"year", "region", "level", "agency"}, default "year"
        One stacked bar for each group: the mean over its reports. Of more than 40 groups those with the lowest novel
        share are drawn, and the figure says so; its table has all.
    ax : Axes, optional
        Where to draw; None makes new axes.
    width : {"single", "onehalf", "double"}, default "single"
        Journal width of new axes: 89, 120 or 183 mm.
    language : {"zh", "en"}, optional
        Language of the labels; None follows ``set_language``.

    Returns
    -------
    Axes
        With whiskers: 95% bootstrap interval of the mean novel share. ``save_figure`` writes it with its table.

    Raises
    ------
    ReportError
        Where the table is empty, or no report has both a group and its shares.
    SettingsError
        Where it lacks a column.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = {"share_mandated": .2, "share_boilerplate": .1, "share_carried_over": .3, "share_borrowed": 0.}
    >>> rows = [{"report_id": str(year), "year": year, **shares, "share_novel": .4} for year in (2021, 2022)]
    >>> ax = plot_reuse_shares(pd.DataFrame(rows), language="en")
    >>> [tick.get_text() for tick in ax.get_xticklabels()]
    ['2021', '2022']
    """
    table = need(share_table(frame_of(reuse, "reports"), by), [by], f"reuse shares by {by}")
    groups = in_order(table[by].unique(), by)
    drawn = groups
    if by != "year" and len(groups) > MAX_GROUPS:
        novel = table[table["origin"] == "novel"].sort_values(["share", by])
        drawn = in_order(novel[by].head(MAX_GROUPS), by)
    sideways = by != "year"
    ax = new_axes(ax, width=width, rows=len(drawn) + 3 if sideways else None)
    parts = {origin: table[table["origin"] == origin].set_index(by).reindex(drawn) for origin in ORIGINS}
    layers = [
        Layer(label(origin, language), part["share"].to_numpy(dtype=float, na_value=0.0), ORIGIN_COLOURS[origin],
              ORIGIN_HATCHES[origin])
        for origin, part in parts.items()
    ]  # fmt: skip
    starts = draw_stack(ax, layers, sideways=sideways)
    _whiskers(ax, starts[layers[-1].name], parts["novel"], sideways=sideways)
    names = group_names(drawn, by, language, 12 if width == "single" else 18)
    if sideways:
        name_rows(ax, names)
        ax.set_xlim(0, 1)
        ax.set_xlabel(label("share", language))
    else:
        name_columns(ax, names, taken=40)
        ax.set_ylim(0, 1)
        ax.set_ylabel(label("share", language))
        ax.set_xlabel(label(by, language))
    say_hidden(ax, len(groups) - len(drawn), len(drawn), by="by_novel", how="least", language=language)
    legend_above(ax)
    keep_data(ax, table)
    return finish(ax)


def _whiskers(ax: Axes, border: Any, novel: Any, *, sideways: bool) -> None:
    """Draw the interval of the novel share at its lower border, as its upper one always is 1."""
    size = novel["share"].to_numpy(dtype=float, na_value=np.nan)
    down = (size - novel["low"].to_numpy(dtype=float, na_value=np.nan)).clip(0)
    up = (novel["high"].to_numpy(dtype=float, na_value=np.nan) - size).clip(0)
    style: dict[str, Any] = {"fmt": "none", "ecolor": "black", "elinewidth": 0.6, "capsize": 1.5, "zorder": 3}
    at, spread = np.arange(len(size)), np.vstack([up, down])
    if sideways:
        ax.errorbar(border, at, xerr=spread, **style)
    else:
        ax.errorbar(at, border, yerr=spread, **style)


def plot_novelty(
    reuse: Any,
    *,
    by: str = "year",
    column: str = "share_novel",
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw the distribution of the novel share over reports, by group: a dot a report (to 400), quartiles as a box.

    Parameters
    ----------
    reuse : ReuseResult or DataFrame
        A result of ``score_reuse``, or its table of reports.
    by : str, default "year"
        Column that groups the reports. Of more than 40 groups those with most reports are drawn, and the figure says so.
    column : str, default "share_novel"
        Column that is drawn, a share in 0 to 1.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"report_id": f"r{n}", "year": 2021 + n % 2, "share_novel": n / 9} for n in range(8)]
    >>> plot_novelty(pd.DataFrame(rows), language="en").get_ylabel()
    'novel share'
    """
    frame = need(frame_of(reuse, "reports"), ["report_id", by, column], "novelty")
    table = frame[["report_id", by, column]].dropna().sort_values([by, "report_id"])
    need(table, [by], f"{column} by {by}: no report has both, and")
    counts = table.groupby(by, observed=True).size().sort_index().sort_values(ascending=False, kind="stable")
    groups = in_order(counts.index[:MAX_GROUPS], by)
    sideways = by != "year"
    ax = new_axes(ax, width=width, rows=1.2 * len(groups) + 2 if sideways else None)
    values = [table.loc[table[by] == group, column].to_numpy(dtype=float) for group in groups]
    for place, points in enumerate(values):
        shown = points if len(points) <= 400 else np.sort(points)[:: len(points) // 400 + 1]
        # a fixed spread instead of random jitter: the same table gives the same picture
        offsets = place + ((np.arange(len(shown)) * 0.618034) % 1 - 0.5) * 0.4
        x, y = (shown, offsets) if sideways else (offsets, shown)
        ax.plot(x, y, "o", color="#0072B2", alpha=0.55 if len(shown) <= 100 else 0.3, markersize=2.4, markeredgewidth=0,
                zorder=4)  # fmt: skip
    ax.boxplot(
        values, positions=range(len(groups)), widths=0.55, showfliers=False, manage_ticks=False, zorder=3,
        orientation="horizontal" if sideways else "vertical",
        medianprops={"color": "#D55E00", "linewidth": 1.4}, boxprops={"linewidth": 0.7},
        whiskerprops={"linewidth": 0.7}, capprops={"linewidth": 0.7},
    )  # fmt: skip
    names = group_names(groups, by, language, 12 if width == "single" else 18)
    words = label("novelty", language) if column == "share_novel" else column
    if sideways:
        name_rows(ax, names)
        ax.set_xlim(-0.02, 1.02)
        ax.set_xlabel(words)
    else:
        name_columns(ax, names, taken=40)
        ax.set_xlim(-0.6, len(groups) - 0.4)
        ax.set_ylim(-0.02, 1.02)
        ax.set_ylabel(words)
        ax.set_xlabel(label(by, language))
    say_hidden(ax, len(counts) - len(groups), len(groups), by="by_n", language=language)
    keep_data(ax, table)
    return finish(ax, grid="x" if sideways else "y")
