"""Heat maps: flags by rule and year, themes by year, shared text between agencies, coverage, transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.figures.save import keep_data
from chenyan.figures.style import FAMILY, SEQUENTIAL, SIZE, finish, font, label, new_axes, shorten
from chenyan.figures.tables import coverage_table, flag_table, frame_of, need, pivot, top

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_ROWS = 45


def draw_matrix(
    ax: Axes,
    matrix: npt.NDArray[np.float64],
    rows: list[str],
    columns: list[str],
    *,
    values: str | None = "{:.2f}",
    bar: str = "",
    vmin: float = 0.0,
    vmax: float | None = None,
    cmap: str = SEQUENTIAL,
) -> Axes:
    """Draw a labelled matrix; cells without a value are hatched, so that missing never looks like zero."""
    shown = np.ma.masked_invalid(matrix)
    high = vmax if vmax is not None else float(np.nanmax(matrix)) if np.isfinite(matrix).any() else 1.0
    image = ax.imshow(shown, aspect="auto", cmap=cmap, vmin=vmin, vmax=max(high, 1e-9), interpolation="nearest")
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    if max((len(name) for name in columns), default=0) > 4:
        ax.tick_params(axis="x", rotation=60)
    for row, column in np.argwhere(~np.isfinite(matrix)):
        ax.add_patch(_missing(column, row))
    if values is not None and matrix.size <= 400:
        for row, column in np.argwhere(np.isfinite(matrix)):
            value = matrix[row, column]
            dark = (value - vmin) / max(high - vmin, 1e-9) > 0.55
            ax.text(
                column, row, values.format(value), ha="center", va="center", fontsize=SIZE - 2.5,
                color="white" if dark else "black",
            )  # fmt: skip
    if bar:
        scale = ax.figure.colorbar(image, ax=ax, fraction=0.046, pad=0.02)
        scale.set_label(bar, fontproperties=font())
        scale.ax.tick_params(labelsize=SIZE - 1.5, width=0.4, length=2, labelfontfamily=FAMILY)
        scale.outline.set_linewidth(0.4)
    return ax


def _missing(column: int, row: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, hatch="//////", edgecolor="#C8C8C8", linewidth=0)


def plot_flags(
    audit: Any,
    *,
    by: str = "year",
    reports: Any = None,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw flags per report, by rule and year (or region, or level).

    Parameters
    ----------
    audit : Audit or DataFrame
        A result of ``audit``, or its table of flags.
    by : {"year", "region", "agency"}, default "year"
        What the columns are.
    reports : DataFrame, optional
        Table of all reports, so that reports without a flag count in the rate; taken from an audit itself.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    flags = need(frame_of(audit, "flags"), ["code", "name", "report_id", by], "flags")
    base = reports if reports is not None else getattr(audit, "corpus", None)
    table = flag_table(flags, None if base is None else frame_of(base), by)
    if table[by].nunique() > MAX_ROWS:
        table = table[table[by].isin(top(table, by, "n_flags", MAX_ROWS))]
    codes, groups, matrix = pivot(table, "code", by, "rate")
    names = dict(zip(flags["code"], flags["name"], strict=True))
    ax = new_axes(ax, width=width, rows=len(codes) + 2)
    rows = [f"{code} {names.get(code, '')}" if width != "single" else str(code) for code in codes]
    draw_matrix(ax, matrix, rows, [_group(g) for g in groups], bar=label("rate", language), cmap="YlOrBr")
    ax.set_xlabel(label(by, language))
    keep_data(ax, table)
    return finish(ax)


def _group(value: Any) -> str:
    return str(int(value)) if isinstance(value, (int, float, np.integer)) else shorten(str(value or "?"))


def plot_theme_years(
    prevalence: Any,
    *,
    by: str = "year",
    n_themes: int = 22,
    ax: Axes | None = None,
    width: str = "double",
    language: str | None = None,
) -> Axes:
    """Draw how many reports state a problem of each theme, theme by year.

    Parameters
    ----------
    prevalence : Themes or DataFrame
        A result of ``cluster_problems``, or its ``prevalence(by=...)``: columns theme, label, group, share.
    by : {"year", "level", "region"}, default "year"
        What the columns are.
    n_themes : int, default 22
        The most frequent themes that are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    method = getattr(prevalence, "prevalence", None)
    frame = method(by=by) if callable(method) else frame_of(prevalence)
    table = need(frame, ["theme", "label", "group", "share"], "themes by year")
    kept = top(table, "theme", "share", n_themes)
    table = table[table["theme"].isin(kept)]
    names = _theme_names(table, language)
    _, groups, matrix = pivot(table.assign(order=table["theme"].map(kept.index)), "order", "group", "share")
    ax = new_axes(ax, width=width, rows=len(kept) + 2)
    rows = [shorten_end(names.get(theme, theme)) for theme in kept]
    draw_matrix(
        ax, matrix, rows, [_group(g) for g in groups], bar=label("prevalence", language), cmap="PuBu", vmax=None
    )
    ax.set_xlabel(label(by, language))
    keep_data(ax, table)
    return finish(ax)


def shorten_end(name: str, limit: int = 16) -> str:
    """Return a label cut at its end."""
    return name if len(name) <= limit else name[: limit - 1] + "…"


def _theme_names(table: Any, language: str | None) -> dict[str, str]:
    """Return the labels of themes in the asked language, as far as the table has them."""
    from chenyan.figures.style import labels

    english = labels(language) is labels("en")
    if english or "label" not in table.columns:
        return {theme: str(theme).replace("_", " ") for theme in table["theme"]}
    return dict(zip(table["theme"], table["label"].astype(str), strict=True))


def plot_similarity(
    pairs: Any,
    *,
    source: str = "source",
    target: str = "borrower",
    value: str = "share",
    n_agencies: int = 40,
    ax: Axes | None = None,
    width: str = "double",
    language: str | None = None,
) -> Axes:
    """Draw how much text agencies share, as a matrix of the agencies that share most.

    Parameters
    ----------
    pairs : ReuseResult or DataFrame
        A result of ``score_reuse`` (its ``network()`` is drawn), or a table of pairs.
    source, target, value : str
        Columns: the two agencies, and the share of the target's text that it shares with the source.
    n_agencies : int, default 40
        Above it only the agencies with most shared text are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    network = getattr(pairs, "network", None)
    frame = frame_of(network() if callable(network) else pairs)
    table = need(frame, [source, target, value], "similarity of agencies")
    import pandas as pd

    both = pd.concat([table[[source, value]].set_axis(["agency", "v"], axis=1),
                      table[[target, value]].set_axis(["agency", "v"], axis=1)])  # fmt: skip
    kept = sorted(top(both, "agency", "v", n_agencies), key=str)
    at = {name: index for index, name in enumerate(kept)}
    matrix = np.full((len(kept), len(kept)), 0.0)
    for left, right, share in table[[source, target, value]].itertuples(index=False):
        if left in at and right in at:
            matrix[at[right], at[left]] = max(matrix[at[right], at[left]], float(share))
    np.fill_diagonal(matrix, np.nan)
    ax = new_axes(ax, width=width, rows=len(kept) + 6)
    names = [shorten(str(name), 9) for name in kept]
    draw_matrix(ax, matrix, names, names, values=None, bar=label("similarity", language), cmap="PuRd")
    ax.tick_params(axis="x", rotation=90)
    ax.set_xlabel(label("source", language))
    ax.set_ylabel(label("target_agency", language))
    keep_data(ax, table)
    return finish(ax)


def plot_coverage(
    corpus: Any, *, by: str = "region", ax: Axes | None = None, width: str = "single", language: str | None = None
) -> Axes:
    """Draw how many agencies report in each year, by region, with the number that are missing.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        The batch, or its table of reports (columns agency, year and ``by``).
    by : str, default "region"
        What the rows are.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
        A cell says ``12 (-2)``: 12 agencies report, 2 that report before and after do not.
    """
    table = coverage_table(frame_of(corpus), by)
    hidden = 0
    if table[by].nunique() > MAX_ROWS:
        kept = top(table, by, "n", MAX_ROWS)
        hidden = table[by].nunique() - len(kept)
        table = table[table[by].isin(kept)]
    rows, years, matrix = pivot(table, by, "year", "n")
    _, _, missing = pivot(table, by, "year", "missing")
    ax = new_axes(ax, width=width, rows=len(rows) + 3)
    draw_matrix(ax, matrix, [shorten(str(r)) for r in rows], [_group(y) for y in years], values=None,
                bar=label("reports", language), cmap="YlGn")  # fmt: skip
    limit = float(np.nanmax(matrix))
    for row, column in np.argwhere(np.isfinite(matrix)):
        lost = int(missing[row, column])
        words = f"{int(matrix[row, column])}" + (f" (−{lost})" if lost else "")
        colour = "white" if matrix[row, column] > 0.6 * limit else "#B2182B" if lost else "black"
        ax.text(column, row, words, ha="center", va="center", fontsize=SIZE - 2, color=colour)
    if hidden:
        ax.set_title(f"+{hidden}")
    ax.set_xlabel(label("year", language))
    keep_data(ax, table)
    return finish(ax)
