"""Figures of where the words come from: shares by group, novelty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.save import keep_data
from chenyan.figures.style import ORIGIN_COLOURS, ORIGIN_HATCHES, finish, font, label, new_axes, shorten
from chenyan.figures.tables import ORIGINS, frame_of, need, share_table

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
        One stacked bar for each group: the mean over its reports.
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
        Where the table is empty.
    SettingsError
        Where it lacks a column.
    """
    table = share_table(frame_of(reuse, "reports"), by)
    groups = list(dict.fromkeys(table[by]))
    hidden = max(0, len(groups) - MAX_GROUPS)
    groups = groups[:MAX_GROUPS]
    sideways = by != "year"
    ax = new_axes(ax, width=width, rows=len(groups) + 2 if sideways else None)
    at = np.arange(len(groups))
    base = np.zeros(len(groups))
    for origin in ORIGINS:
        part = table[table["origin"] == origin].set_index(by).reindex(groups)
        size = part["share"].to_numpy(dtype=float, na_value=0.0)
        draw: Any = ax.barh if sideways else ax.bar
        extent: dict[str, Any] = {"left": base} if sideways else {"bottom": base}
        if origin == "novel":
            down = np.nan_to_num(size - part["low"].to_numpy(dtype=float, na_value=np.nan)).clip(0)
            up = np.nan_to_num(part["high"].to_numpy(dtype=float, na_value=np.nan) - size).clip(0)
            # the novel part ends at 1, so its interval is drawn at its lower border
            style: dict[str, Any] = {"fmt": "none", "ecolor": "black", "elinewidth": 0.6, "capsize": 1.5, "zorder": 3}
            spread = np.vstack([up, down])
            if sideways:
                ax.errorbar(base, at, xerr=spread, **style)
            else:
                ax.errorbar(at, base, yerr=spread, **style)
        draw(
            at, size, 0.72, color=ORIGIN_COLOURS[origin], edgecolor="white", linewidth=0.3,
            hatch=ORIGIN_HATCHES[origin], label=label(origin, language), **extent,
        )  # fmt: skip
        base = base + size
    names = [shorten(_name(group, by, language)) for group in groups]
    if sideways:
        ax.set_yticks(at, names)
        ax.invert_yaxis()
        ax.set_xlim(0, 1)
        ax.set_xlabel(label("share", language))
    else:
        ax.set_xticks(at, names)
        ax.set_ylim(0, 1)
        ax.set_ylabel(label("share", language))
        ax.set_xlabel(label(by, language))
    ax.legend(
        loc="lower left", bbox_to_anchor=(0, 1.01), ncols=3 if width == "single" else 5, prop=font(),
        handlelength=1.2, columnspacing=1.0, borderaxespad=0,
    )  # fmt: skip
    if hidden:
        ax.annotate(f"+{hidden}", (1, -0.02), xycoords="axes fraction", ha="right", va="top", fontsize=6)
    keep_data(ax, table)
    return finish(ax)


def _name(group: Any, by: str, language: str | None) -> str:
    if by == "year":
        return str(int(group))
    return label(str(group), language) if by == "level" else str(group or "?")


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
        Column that groups the reports.
    column : str, default "share_novel"
        Column that is drawn, a share in 0 to 1.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    frame = need(frame_of(reuse, "reports"), [by, column], "novelty")
    table = frame[["report_id", by, column]].dropna().sort_values([by, "report_id"])
    need(table, [by], "novelty")
    groups = list(dict.fromkeys(table[by]))[:MAX_GROUPS]
    ax = new_axes(ax, width=width)
    values = [table.loc[table[by] == group, column].to_numpy(dtype=float) for group in groups]
    ax.boxplot(
        values, widths=0.5, showfliers=False,
        medianprops={"color": "#D55E00", "linewidth": 1.0}, boxprops={"linewidth": 0.6},
        whiskerprops={"linewidth": 0.6}, capprops={"linewidth": 0.6},
    )  # fmt: skip
    for place, points in enumerate(values, 1):
        shown = points if len(points) <= 400 else np.sort(points)[:: len(points) // 400 + 1]
        # a fixed spread instead of random jitter: the same table gives the same picture
        offsets = ((np.arange(len(shown)) * 0.618034) % 1 - 0.5) * 0.36
        ax.plot(place + offsets, shown, ".", color="#0072B2", alpha=0.45, markersize=2.2, markeredgewidth=0)
    ax.set_xticks(range(1, len(groups) + 1), [shorten(_name(group, by, language), 8) for group in groups])
    ax.set_ylim(-0.02, 1.02)
    ax.set_ylabel(label("novelty", language))
    ax.set_xlabel(label(by, language))
    keep_data(ax, table)
    return finish(ax, grid="y")
