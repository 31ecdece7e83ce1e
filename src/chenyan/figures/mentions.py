"""Figures of years and tables: which years a report names and as what; which identities hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.parts import Layer, draw_stack, legend_above, name_rows, room
from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, ROLES, SIZE, finish, new_axes
from chenyan.figures.tables import frame_of, identity_table, need
from chenyan.figures.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_year_mentions(
    years: Any,
    *,
    relative: bool = True,
    reports: Any = None,
    ax: Axes | None = None,
    width: str = "single",
    language: str | None = None,
) -> Axes:
    """Draw which years are named in which role; mismatches stand out in red.

    Parameters
    ----------
    years : YearsResult or DataFrame
        A result of ``find_years``, or its table: columns report_id, year, role, mismatch.
    relative : bool, default True
        With several reports: count years from the reference year of each report (needs ``reports``; up to 12 years
        either way); False draws calendar years.
    reports : Corpus or DataFrame, optional
        Where the reference years are; a result of ``find_years`` knows its own.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"report_id": "a", "year": [2021, 2022], "role": ["work", "plan"], "mismatch": [True, False]}
    >>> ax = plot_year_mentions(pd.DataFrame(rows), language="en")
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['work', 'plan']
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    table = need(frame_of(years), ["report_id", "year", "role", "mismatch"], "year mentions")
    table = table.dropna(subset=["year"]).copy()
    base = reports if reports is not None else getattr(years, "corpus", None)
    moved = relative and base is not None
    if moved:
        of = frame_of(base).set_index("report_id")["year"].to_dict()
        table["x"] = table["year"] - table["report_id"].map(of)
        table = table.dropna(subset=["x"])
        table = table[table["x"].abs() <= 12]
    else:
        table["x"] = table["year"]
    need(table, ["x"], "year mentions")
    counts = table.groupby(["role", "x", "mismatch"], observed=True).size().reset_index(name="n")
    roles = [role for role in ROLES if role in set(counts["role"])]
    counts = need(counts[counts["role"].isin(roles)], [], "year mentions")
    ax = new_axes(ax, width=width, rows=len(roles) + 4)
    most = float(counts["n"].max())
    for wrong, colour, mark in ((False, "#0072B2", "o"), (True, "#B2182B", "D")):
        part = counts[counts["mismatch"].astype(bool) == wrong]
        ax.scatter(
            part["x"].to_numpy(dtype=float), [roles.index(role) for role in part["role"]],
            s=6 + 100 * np.sqrt(part["n"].to_numpy(dtype=float) / most), color=colour, marker=mark, alpha=0.75,
            linewidth=0, zorder=2 + wrong,
        )  # fmt: skip
        ax.plot([], [], mark, color=colour, markersize=4, label=label("mismatch" if wrong else "count", language))
    name_rows(ax, [label("role_carried_over" if role == "carried_over" else role, language) for role in roles])
    ax.margins(x=0.06)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=max(3, int((room(ax)[0] - 60) / 26)), integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(_signed if moved else _plain))
    ax.set_xlabel(label("year_named", language) + (" − " + label("year", language) if moved else ""))
    legend_above(ax)
    keep_data(ax, counts)
    return finish(ax, grid="x")


def _signed(x: float, _: Any = None) -> str:
    return f"{'+' if x > 0 else '−' if x < 0 else ''}{abs(x):.0f}"


def _plain(x: float, _: Any = None) -> str:
    return f"{x:.0f}"


def plot_identities(checks: Any, *, ax: Axes | None = None, width: str = "single", language: str | None = None) -> Axes:
    """Draw in how many reports the identities of the statutory tables hold, are broken, or could not be checked.

    Parameters
    ----------
    checks : TablesResult or DataFrame
        A result of ``check_tables``, or a table with columns code and status (ok, broken, unchecked) and n.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"code": ["T01", "T01"], "status": ["ok", "broken"], "n": [9, 1]}
    >>> plot_identities(pd.DataFrame(rows), language="en").get_yticklabels()[0].get_text()
    'T01 requests: row totals'
    """
    table = need(identity_table(checks), ["code", "status", "n"], "identities")
    codes = sorted(table["code"].unique())
    counts = table.pivot_table(index="code", columns="status", values="n", aggfunc="sum", observed=True).reindex(codes)
    total = counts.sum(axis=1).clip(lower=1).to_numpy(dtype=float)
    ax = new_axes(ax, width=width, rows=len(codes) + 4)
    looks = {"ok": ("holds", COLOURS[2], ""), "broken": ("broken", "#B2182B", "////"),
             "unchecked": ("unchecked", "#D9D9D9", "")}  # fmt: skip
    layers, numbers = [], []
    for status, (name, colour, hatch) in looks.items():
        n = counts[status].fillna(0).to_numpy(dtype=float) if status in counts.columns else np.zeros(len(codes))
        layers.append(Layer(label(name, language), n / total, colour, hatch))
        numbers.append(n)
    starts = draw_stack(ax, layers)
    for layer, n in zip(layers, numbers, strict=True):
        for row, size in enumerate(layer.sizes):
            if size > 0.12:
                ax.text(starts[layer.name][row] + size / 2, row, str(int(n[row])), ha="center", va="center",
                        fontsize=SIZE - 1.5)  # fmt: skip
    names = {code: label(f"identity_{code}", language) for code in codes}
    name_rows(ax, [code if names[code].startswith("identity_") else f"{code} {names[code]}" for code in codes])
    ax.set_xlim(0, 1)
    ax.set_xlabel(label("share_of_reports", language))
    legend_above(ax)
    keep_data(ax, table)
    return finish(ax)
