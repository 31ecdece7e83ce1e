"""Figures of years and tables: which years a report names and as what; which identities hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, ROLE_COLOURS, SIZE, finish, font, label, new_axes
from chenyan.figures.tables import frame_of, identity_table, need

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROLES = tuple(ROLE_COLOURS)


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
        With several reports: count years from the reference year of each report (needs ``reports``); False draws
        calendar years.
    reports : Corpus or DataFrame, optional
        Where the reference years are; a result of ``find_years`` knows its own.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
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
    ax = new_axes(ax, width=width, rows=len(roles) + 4)
    most = float(counts["n"].max())
    for wrong, colour in ((False, "#0072B2"), (True, "#B2182B")):
        part = counts[counts["mismatch"].astype(bool) == wrong]
        ax.scatter(
            part["x"].to_numpy(dtype=float), [roles.index(role) for role in part["role"]],
            s=6 + 110 * np.sqrt(part["n"].to_numpy(dtype=float) / most), color=colour, alpha=0.75, linewidth=0,
            label=label("mismatch", language) if wrong else label("count", language), zorder=2 + wrong,
        )  # fmt: skip
    names = ["role_carried_over" if role == "carried_over" else role for role in roles]
    ax.set_yticks(range(len(roles)), [label(name, language) for name in names])
    ax.invert_yaxis()
    low, high = int(counts["x"].min()), int(counts["x"].max())
    step = max(1, (high - low) // 10)
    ax.set_xticks(
        range(low, high + 1, step), [f"{x:+d}" if moved and x else str(x) for x in range(low, high + 1, step)]
    )
    ax.margins(x=0.08, y=0.12)
    ax.set_xlabel(label("year_named", language) + (" − " + label("year", language) if moved else ""))
    ax.legend(prop=font(), loc="lower right", markerscale=0.6)
    keep_data(ax, counts)
    return finish(ax, grid="x")


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
    """
    table = need(identity_table(checks), ["code", "status", "n"], "identities")
    codes = sorted(table["code"].unique())
    ax = new_axes(ax, width=width, rows=len(codes) + 3)
    base = np.zeros(len(codes))
    total = table.groupby("code", observed=True)["n"].sum()
    for status, colour, hatch in (
        ("ok", COLOURS[2], ""),
        ("broken", "#B2182B", "////"),
        ("unchecked", "#D9D9D9", "...."),
    ):
        part = table[table["status"] == status].set_index("code")["n"]
        size = np.array([float(part.get(code, 0)) / max(1.0, float(total[code])) for code in codes])
        ax.barh(range(len(codes)), size, 0.7, left=base, color=colour, hatch=hatch, edgecolor="white", linewidth=0.3,
                label=label(status, language))  # fmt: skip
        for row, (code, share) in enumerate(zip(codes, size, strict=True)):
            if share > 0.12:
                ax.text(base[row] + share / 2, row, str(int(part.get(code, 0))), ha="center", va="center",
                        fontsize=SIZE - 2)  # fmt: skip
        base = base + size
    ax.set_yticks(range(len(codes)), codes)
    ax.invert_yaxis()
    ax.set_xlim(0, 1)
    ax.set_xlabel(label("identity", language))
    ax.legend(prop=font(), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3)
    keep_data(ax, table)
    return finish(ax)
