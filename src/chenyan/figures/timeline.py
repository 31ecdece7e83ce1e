"""The timeline card of one agency: years, origins of its text, flags, problems, requests in one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.parts import Layer, draw_stack, legend_above, name_columns
from chenyan.figures.save import keep_data
from chenyan.figures.style import (
    COLOURS,
    FAMILY,
    ORIGIN_COLOURS,
    ORIGIN_HATCHES,
    SEVERITY_COLOURS,
    SEVERITY_HATCHES,
    SIZE,
    WIDTHS_MM,
    finish,
    font,
    new_figure,
)
from chenyan.figures.tables import ORIGINS, frame_of, need
from chenyan.figures.words import label
from chenyan.types import ReportError, SettingsError

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
    from matplotlib.ticker import MaxNLocator

    if width not in WIDTHS_MM:
        raise SettingsError(f"width {width!r}: choose one of {', '.join(WIDTHS_MM)} 没有这种宽度")
    table = need(_reports(audit) if reports is None else frame_of(reports), ["agency", "year", "report_id"], "timeline")
    found = _flags(frame_of(audit, "flags") if flags is None else frame_of(flags))
    name = _one_agency(table, agency)
    own = table[table["agency"] == name].dropna(subset=["year"]).sort_values(["year", "report_id"])
    own = need(own.drop_duplicates("year"), [], f"timeline of {name}: no report has a year;")
    years = [int(year) for year in own["year"]]
    wide = WIDTHS_MM[width] / 25.4
    figure = new_figure(wide, max(4.0, wide * 0.62))
    upper, middle, lower = figure.subplots(3, 1, sharex=True, height_ratios=[1.3, 1, 1])
    at = np.arange(len(years))
    origins = [origin for origin in ORIGINS if f"share_{origin}" in own.columns]
    _stack(upper, at, [
        Layer(label(origin, language), own[f"share_{origin}"].to_numpy(dtype=float, na_value=0.0),
              ORIGIN_COLOURS[origin], ORIGIN_HATCHES[origin])
        for origin in origins
    ])  # fmt: skip
    upper.set_ylim(0, 1)
    upper.set_ylabel(label("shares", language))
    counts = found.groupby(["severity", "report_id"], observed=True).size()
    layers = [
        Layer(label(severity, language), np.array([float(counts.get((severity, r), 0)) for r in own["report_id"]]),
              colour, SEVERITY_HATCHES[severity])
        for severity, colour in SEVERITY_COLOURS.items()
    ]  # fmt: skip
    _stack(middle, at, layers)
    middle.set_ylabel(label("flags_by_severity", language))
    middle.set_ylim(0, max(1.0, float(np.sum([layer.sizes for layer in layers], axis=0).max())) * 1.1)
    for column, key, colour, mark in (("n_problems", "n_problems", COLOURS[1], "o-"),
                                      ("n_measures", "n_measures", COLOURS[2], "s--"),
                                      ("requests_new", "requests_received", COLOURS[0], "^:")):  # fmt: skip
        if column in own.columns and own[column].notna().any():
            lower.plot(at, own[column].to_numpy(dtype=float, na_value=np.nan), mark, color=colour, markersize=3,
                       linewidth=1, label=label(key, language))  # fmt: skip
    lower.set_ylabel(label("n", language))
    lower.set_ylim(0, max(1.0, lower.get_ylim()[1]))
    lower.set_xlim(-0.6, max(1.6, len(years) - 0.4))
    name_columns(lower, [str(year) for year in years])
    lower.set_xlabel(label("year", language))
    for ax in (upper, middle, lower):
        if ax is not upper:
            ax.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        legend_above(ax)
        finish(ax)
    figure.suptitle(name, fontproperties=font(), fontsize=SIZE + 1, fontfamily=FAMILY, wrap=True)
    keep_data(upper, own)
    return figure


def _flags(flags: Any) -> Any:
    """Return the table of flags, or say what it lacks; a batch without a flag is fine here."""
    if not flags.empty:
        need(flags, ["severity", "report_id"], "timeline")
    return flags if len(flags.columns) else flags.assign(severity="", report_id="")


def _stack(ax: Any, at: Any, layers: list[Layer]) -> None:
    if layers:
        draw_stack(ax, layers, at=at, sideways=False, thick=0.62)


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
        raise ReportError(
            f"{agency}: no such agency in this batch; it has {', '.join(names[:8])} ... 这批报告中没有这个机关"
        )
    raise ReportError(
        f"{agency}: {len(near)} agencies answer to this: {', '.join(near[:8])}; give the full name"
        " 有多个机关与此名相符，请给出全称"
    )
