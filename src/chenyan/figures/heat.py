"""Heat maps: flags by rule and year, themes by year, shared text between agencies, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.names import group_names, in_order, rule_names, short_names, theme_names
from chenyan.figures.parts import columns_that_fit, draw_matrix, say_hidden
from chenyan.figures.save import keep_data
from chenyan.figures.style import SIZE, finish, new_axes
from chenyan.figures.tables import coverage_table, flag_table, frame_of, heaviest, need, pivot, top
from chenyan.figures.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_ROWS = 45


def plot_flags(
    audit: Any,
    *,
    by: str = "year",
    reports: Any = None,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw flags per report, by rule and year (or region, or agency).

    Parameters
    ----------
    audit : Audit or DataFrame
        A result of ``audit``, or its table of flags.
    by : {"year", "region", "agency"}, default "year"
        What the columns are. Of more than fit, those with most flags are drawn, and the figure says so.
    reports : DataFrame, optional
        Table of all reports, so that reports without a flag count in the rate; taken from an audit itself.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> flags = pd.DataFrame({"code": ["Y02"], "name": ["plan-for-past-year"], "report_id": ["a"], "year": [2021]})
    >>> ax = plot_flags(flags, language="zh")
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['Y02 计划写在已过去的年份']
    """
    flags = need(frame_of(audit, "flags"), ["code", "report_id", by], "flags")
    base = reports if reports is not None else getattr(audit, "corpus", None)
    table = need(flag_table(flags, None if base is None else frame_of(base), by), [by], f"flags by {by}")
    groups = table[by].unique()
    names = rule_names(flags, language)
    rows = {code: f"{code} {names.get(code, '')}".rstrip() for code in table["code"]}
    if by != "year" and len(groups) > columns_that_fit(ax, width, list(rows.values())):
        rows = {code: str(code) for code in rows}  # names give way to columns
    most = MAX_ROWS if by == "year" else columns_that_fit(ax, width, list(rows.values()))
    kept = in_order(groups if len(groups) <= most else top(table, by, "n_flags", most), by)
    shown = table[table[by].isin(kept)]
    shown = shown[shown.groupby("code", observed=True)["n_flags"].transform("sum") > 0]
    codes, columns, matrix = pivot(shown, "code", by, "rate")
    matrix = matrix[:, [columns.index(group) for group in kept]]
    ax = new_axes(ax, width=width, rows=len(codes) + 3)
    draw_matrix(
        ax,
        matrix,
        [rows[code] for code in codes],
        group_names(kept, by, language),
        bar=label("rate", language),
        cmap="YlOrBr",
    )
    ax.set_xlabel(label(by, language))
    say_hidden(ax, len(groups) - len(kept), len(kept), by="by_flags", language=language)
    keep_data(ax, table)
    return finish(ax)


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
        What the columns are. Of more than fit, the first are drawn, and the figure says so.
    n_themes : int, default 22
        The most frequent themes that are shown.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"theme": "staffing", "label": "人员不足", "group": year, "share": 0.2} for year in (2021, 2022)]
    >>> plot_theme_years(pd.DataFrame(rows), language="zh").get_yticklabels()[0].get_text()
    '人员不足'
    """
    method = getattr(prevalence, "prevalence", None)
    frame = method(by=by) if callable(method) else frame_of(prevalence)
    table = need(frame, ["theme", "label", "group", "share"], "themes by year")
    themes = top(table, "theme", "share", n_themes)
    names = theme_names(table, language, width=30 if width == "single" else 60)
    rows = [names[str(theme)] for theme in themes]
    groups = in_order(table["group"].dropna().unique(), by)
    weight = "n_reports" if "n_reports" in table.columns else "share"
    most = MAX_ROWS if by == "year" else columns_that_fit(ax, width, rows)
    kept = in_order(groups if len(groups) <= most else top(table, "group", weight, most), by)
    shown = need(table[table["theme"].isin(themes) & table["group"].isin(kept)], [], "themes by year")
    _, columns, matrix = pivot(shown.assign(order=shown["theme"].map(themes.index)), "order", "group", "share")
    matrix = matrix[:, [columns.index(group) for group in kept if group in columns]]
    kept = [group for group in kept if group in columns]
    lines = 1.45 if any("\n" in row for row in rows) else 1.0
    ax = new_axes(ax, width=width, rows=lines * len(themes) + 2)
    draw_matrix(
        ax, matrix, rows, group_names(kept, by, language), bar=label("prevalence", language), cmap="PuBu", vmax=None
    )
    ax.set_xlabel(label(by, language))
    say_hidden(ax, len(groups) - len(kept), len(kept), by="by_n", language=language)
    keep_data(ax, table)
    return finish(ax)


def plot_similarity(
    pairs: Any,
    *,
    source: str = "source",
    target: str = "borrower",
    value: str = "share",
    n_agencies: int | None = None,
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
    n_agencies : int, optional
        Above it only the agencies of the pairs with most shared text are shown, and the figure says so; None takes as
        many as the width can name.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"source": ["甲镇"], "borrower": ["乙镇"], "share": [0.3]})
    >>> plot_similarity(pairs, language="en").get_ylabel()
    'borrower'
    """
    import pandas as pd

    network = getattr(pairs, "network", None)
    frame = frame_of(network() if callable(network) else pairs)
    table = need(frame, [source, target, value], "similarity of agencies")
    everyone = pd.concat([table[source], table[target]]).unique()
    most = n_agencies or columns_that_fit(ax, width, ["镇" * 9])
    kept = sorted(everyone, key=str) if len(everyone) <= most else heaviest(table, (source, target), value, most)
    at = {name: index for index, name in enumerate(kept)}
    matrix = np.full((len(kept), len(kept)), 0.0)
    for left, right, share in table[[source, target, value]].itertuples(index=False):
        if left in at and right in at:
            matrix[at[right], at[left]] = max(matrix[at[right], at[left]], float(share))
    np.fill_diagonal(matrix, np.nan)
    ax = new_axes(ax, width=width, rows=0.85 * len(kept) + 8)
    names = short_names([str(name) for name in kept], 9)
    draw_matrix(ax, matrix, names, names, values=None, bar=label("similarity", language), cmap="PuRd")
    ax.set_xlabel(label("source", language))
    ax.set_ylabel(label("target_agency", language))
    say_hidden(ax, len(everyone) - len(kept), len(kept), by="by_shared", language=language)
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
        What the rows are. Of more than 45, those with most reports are drawn, and the figure says so.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
        A cell says ``12 (-2)``: 12 agencies report, 2 that report before and after do not.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"report_id": str(year), "agency": "甲镇", "region": "云岭省", "year": year} for year in (2020, 2022)]
    >>> [text.get_text() for text in plot_coverage(pd.DataFrame(rows)).texts]
    ['1', '0 (−1)', '1']
    """
    table = coverage_table(frame_of(corpus), by)
    groups = table[by].unique()
    kept = in_order(groups if len(groups) <= MAX_ROWS else top(table, by, "n", MAX_ROWS), by)
    shown = table[table[by].isin(kept)]
    rows, years, matrix = pivot(shown, by, "year", "n")
    _, _, missing = pivot(shown, by, "year", "missing")
    order = [rows.index(group) for group in kept]
    matrix, missing = matrix[order], missing[order]
    ax = new_axes(ax, width=width, rows=len(kept) + 3)
    draw_matrix(ax, matrix, group_names(kept, by, language), group_names(years, "year"), values=None,
                bar=label("agencies", language), cmap="YlGn")  # fmt: skip
    limit = max(1.0, float(np.nanmax(matrix)))
    note = ""
    if len(years) <= columns_that_fit(None, width, []) / 2:
        note = "missing" if missing.sum() else ""
        for row, column in np.argwhere(np.isfinite(matrix)):
            lost = int(missing[row, column])
            words = f"{int(matrix[row, column])}" + (f" (−{lost})" if lost else "")
            colour = "white" if matrix[row, column] > 0.6 * limit else "#B2182B" if lost else "black"
            ax.text(column, row, words, ha="center", va="center", fontsize=SIZE - 2, color=colour)
    elif missing.sum():
        note = "missing_mark"
        at = np.argwhere(missing > 0)
        ax.plot(at[:, 1], at[:, 0], "x", color="#B2182B", markersize=3)
    ax.set_xlabel(label("year", language) + (label(note, language) if note else ""))
    say_hidden(ax, len(groups) - len(kept), len(kept), by="by_n", language=language)
    keep_data(ax, table)
    return finish(ax)
