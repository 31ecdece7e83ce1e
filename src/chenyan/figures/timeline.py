"""The timeline card of one agency: years, origins of its text, flags, problems, requests in one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.save import keep_data
from chenyan.figures.style import (
    COLOURS,
    FAMILY,
    ORIGIN_COLOURS,
    ORIGIN_HATCHES,
    SEVERITY_COLOURS,
    SIZE,
    WIDTHS_MM,
    finish,
    font,
    label,
    new_figure,
)  # fmt: skip
from chenyan.figures.tables import ORIGINS, frame_of, need
from chenyan.types import ReportError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot_timeline(
    audit: Any,
    agency: str,
    *,
    reports: Any = None,
    flags: Any = None,
    width: str = "double",
    language: str | None = None,
) -> Figure:
    """Draw the card of one agency over its years: origins of the text, flags by severity, problems and requests.

    Parameters
    ----------
    audit : Audit or None
        A result of ``audit``; None where ``reports`` and ``flags`` are given.
    agency : str
        The agency's name or the end of it (``"清河镇"`` finds 青川市石桥区清河镇人民政府).
    reports, flags : DataFrame, optional
        The tables ``reports.csv`` and ``flags.csv`` of an output folder, in the place of an audit.
    width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Figure
        A figure-level plot: three panels on one axis of years.

    Raises
    ------
    ReportError
        Where no agency of the batch, or more than one, answers to the name.
    """
    table = need(_reports(audit) if reports is None else frame_of(reports), ["agency", "year", "report_id"], "timeline")
    found = frame_of(audit, "flags") if flags is None else frame_of(flags)
    own = table[table["agency"] == _one_agency(table, agency)].dropna(subset=["year"]).sort_values("year")
    own = own.drop_duplicates("year")
    years = [int(year) for year in own["year"]]
    wide = WIDTHS_MM[width] / 25.4
    figure = new_figure(wide, wide * 0.62)
    upper, middle, lower = figure.subplots(3, 1, sharex=True, height_ratios=[1.3, 1, 1])
    at = np.array(years, dtype=float)
    base = np.zeros(len(years))
    for origin in ORIGINS:
        column = f"share_{origin}"
        if column in own.columns:
            size = own[column].to_numpy(dtype=float, na_value=0.0)
            upper.bar(at, size, 0.62, bottom=base, color=ORIGIN_COLOURS[origin], hatch=ORIGIN_HATCHES[origin],
                      edgecolor="white", linewidth=0.3, label=label(origin, language))  # fmt: skip
            base = base + size
    upper.set_ylim(0, 1)
    upper.set_ylabel(label("shares", language))
    base = np.zeros(len(years))
    for severity, colour in SEVERITY_COLOURS.items():
        part = found[(found["severity"] == severity) & found["report_id"].isin(own["report_id"])]
        counts = part.groupby("report_id").size()
        size = np.array([float(counts.get(report_id, 0)) for report_id in own["report_id"]])
        middle.bar(at, size, 0.62, bottom=base, color=colour, edgecolor="white", linewidth=0.3,
                   label=label(severity, language))  # fmt: skip
        base = base + size
    middle.set_ylabel(label("flags_by_severity", language))
    middle.set_ylim(0, max(1.0, float(base.max())) * 1.15)
    for column, colour, mark in (("n_problems", COLOURS[1], "o-"), ("n_measures", COLOURS[2], "s--"),
                                 ("requests_new", COLOURS[0], "^:")):  # fmt: skip
        if column in own.columns:
            name = {"n_problems": "problems", "n_measures": "measures", "requests_new": "requests"}[column]
            lower.plot(at, own[column].to_numpy(dtype=float, na_value=np.nan), mark, color=colour, markersize=3,
                       linewidth=1, label=label(name, language))  # fmt: skip
    lower.set_ylabel(label("n", language))
    lower.set_ylim(bottom=0)
    lower.set_xticks(years, [str(year) for year in years])
    lower.set_xlabel(label("year", language))
    for ax in (upper, middle, lower):
        if ax.get_legend_handles_labels()[0]:
            ax.legend(prop=font(), loc="center left", bbox_to_anchor=(1.0, 0.5), handlelength=1.2)
        finish(ax)
    figure.suptitle(str(own["agency"].iloc[0]), fontproperties=font(), fontsize=SIZE + 1.5, fontfamily=FAMILY)
    keep_data(upper, own)
    return figure


def _reports(audit: Any) -> Any:
    """Return the table of reports of an audit, shares joined to identities."""
    base = frame_of(audit.corpus)
    reuse = getattr(audit, "reuse", None)
    if reuse is not None:
        shares = frame_of(reuse, "reports")
        columns = ["report_id", *(c for c in shares.columns if c.startswith("share_"))]
        base = base.merge(shares[columns], on="report_id", how="left")
    problems = getattr(audit, "problems", None)
    if problems is not None:
        counts = frame_of(problems).groupby(["report_id", "kind"], observed=True).size().unstack(fill_value=0)
        for kind, column in (("problem", "n_problems"), ("measure", "n_measures")):
            if kind in counts.columns:
                base[column] = base["report_id"].map(counts[kind]).fillna(0)
    values = {}
    for report in audit.corpus:
        table = report.table("requests")
        cell = table.cell("new", "total") if table is not None else None
        values[report.report_id] = None if cell is None else cell.value
    base["requests_new"] = base["report_id"].map(values)
    return base


def _one_agency(table: Any, agency: str) -> str:
    names = sorted(set(table["agency"].dropna().astype(str)))
    if agency in names:
        return agency
    near = [name for name in names if agency in name]
    if len(near) == 1:
        return str(near[0])
    if not near:
        raise ReportError(f"{agency}: no such agency in this batch; it has {', '.join(names[:8])} ...")
    raise ReportError(f"{agency}: {len(near)} agencies answer to this: {', '.join(near[:8])}; give the full name")
