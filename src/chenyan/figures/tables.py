"""The tables that figures draw: groups, means and their intervals, counted from the tables of an audit.

No text is measured here. Intervals: a percentile bootstrap over reports for means, Wilson's interval for shares of
reports; both with a fixed seed, so that a figure can be drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.intervals import wilson
from chenyan.types import ReportError, SettingsError

if TYPE_CHECKING:
    import pandas as pd

ORIGINS = ("mandated", "boilerplate", "carried_over", "borrowed", "novel")
_DRAWS = 400


def frame_of(result: Any, *path: str) -> pd.DataFrame:
    """Return the table of a result: a frame as it is, else ``result.to_frame()`` after following ``path``.

    Raises
    ------
    SettingsError
        Where the object is neither.
    """
    import pandas as pd

    if isinstance(result, pd.DataFrame):
        return result
    for name in path:
        result = getattr(result, name, result)
    if isinstance(result, pd.DataFrame):
        return result
    to_frame = getattr(result, "to_frame", None)
    if to_frame is None:
        raise SettingsError(
            f"{type(result).__name__}: give a result of chenyan or a DataFrame 请给出 chenyan 的结果或 DataFrame"
        )
    frame = to_frame()
    return frame if isinstance(frame, pd.DataFrame) else pd.DataFrame(frame)


def need(frame: pd.DataFrame, columns: Sequence[str], what: str) -> pd.DataFrame:
    """Return the frame, or say which columns it lacks or that it is empty.

    Raises
    ------
    SettingsError
        Where a column is missing.
    ReportError
        Where there is no row to draw.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise SettingsError(
            f"{what}: the table has no column {', '.join(missing)}; it has {', '.join(frame.columns)} 表中缺少所需的列"
        )
    if frame.empty:
        raise ReportError(f"{what}: the table has no rows, so there is nothing to draw 表中没有数据，无图可画")
    return frame


def bootstrap(values: npt.NDArray[np.float64], *, seed: int = 0, draws: int = _DRAWS) -> tuple[float, float]:
    """Return the 95% percentile bootstrap interval of the mean; nan without values."""
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return (float("nan"), float("nan"))
    rng = np.random.default_rng(seed)
    n = min(len(values), 2000)  # beyond that the interval is a hair's breadth either way
    means = rng.choice(values, size=(draws, n)).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    centre, shrink = float(values.mean()), np.sqrt(n / len(values))
    return centre - (centre - float(low)) * shrink, centre + (float(high) - centre) * shrink


def with_wilson(table: pd.DataFrame, hits: str = "n_with", n: str = "n_reports") -> pd.DataFrame:
    """Return the table with share, low and high: Wilson's 95% interval of ``hits`` of ``n``."""
    bounds = [wilson(int(k), int(m)) for k, m in table[[hits, n]].itertuples(index=False)]
    return table.assign(share=table[hits] / table[n], low=[low for low, _ in bounds], high=[high for _, high in bounds])


_FORM_OF = {"T01": "requests", "T02": "requests", "T03": "requests", "T04": "litigation", "T07": "requests",
            "T08": "disclosure"}  # fmt: skip


def identity_table(checks: Any) -> pd.DataFrame:
    """Return how many reports hold, break or lack the table of each identity: code, status, n.

    ``checks`` is a result of ``check_tables``, or a table that has these columns already.
    """
    import pandas as pd

    if isinstance(checks, pd.DataFrame):
        return checks
    cells = need(frame_of(checks), ["report_id", "form"], "identities")
    findings = frame_of(checks, "findings")
    n_reports = cells["report_id"].nunique()
    rows = []
    for code, form in _FORM_OF.items():
        holders = cells.loc[cells["form"] == form].drop_duplicates("report_id")
        if code in ("T07", "T08") and {"agency", "year"} <= set(holders.columns):
            # these compare two years: without the table of the year before there is nothing to hold
            known = set(zip(holders["agency"], holders["year"], strict=True))
            holders = holders[[(a, y - 1) in known for a, y in zip(holders["agency"], holders["year"], strict=True)]]
        held = int(holders["report_id"].nunique())
        broken = findings.loc[findings["code"] == code, "report_id"].nunique()
        rows += [(code, "ok", held - broken), (code, "broken", broken), (code, "unchecked", n_reports - held)]
    return pd.DataFrame(rows, columns=["code", "status", "n"])


def share_table(reports: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the mean share of each origin by group, with intervals: by, origin, share, low, high, n_reports."""
    import pandas as pd

    columns = [f"share_{origin}" for origin in ORIGINS]
    need(reports, [by, *columns], "reuse shares")
    rows = []
    for name, group in reports.dropna(subset=[by]).groupby(by, sort=True, observed=True):
        for origin in ORIGINS:
            values = group[f"share_{origin}"].to_numpy(dtype=np.float64, na_value=np.nan)
            if np.all(np.isnan(values)):
                continue
            low, high = bootstrap(values)
            rows.append((name, origin, float(np.nanmean(values)), low, high, int((~np.isnan(values)).sum())))
    return pd.DataFrame(rows, columns=[by, "origin", "share", "low", "high", "n_reports"])


def flag_table(flags: pd.DataFrame, reports: pd.DataFrame | None, by: str = "year") -> pd.DataFrame:
    """Return flags per report by rule and group: code, by, n_flags, n_reports, rate."""
    import pandas as pd

    need(flags, ["code", by, "report_id"], "flags")
    base = flags if reports is None else reports
    totals = base.drop_duplicates("report_id").groupby(by, observed=True).size().sort_index()
    counts = flags.groupby(["code", by], observed=True).size().to_dict()
    sizes = [(group, int(n)) for group, n in totals.items()]
    rows = [
        (code, group, int(counts.get((code, group), 0)), n)
        for code in sorted(flags["code"].unique())
        for group, n in sizes
    ]
    table = pd.DataFrame(rows, columns=["code", by, "n_flags", "n_reports"])
    table["rate"] = table["n_flags"] / table["n_reports"].clip(lower=1)
    return table


def coverage_table(reports: pd.DataFrame, by: str = "region") -> pd.DataFrame:
    """Return the number of agencies that report by group and year, and how many are missing: by, year, n, missing.

    An agency counts as missing in a year between its first and last report of the batch without one of its own.
    """
    import pandas as pd

    need(reports, [by, "year", "agency"], "coverage")
    known = need(reports.dropna(subset=["year"]), [by, "year", "agency"], "coverage (reports with a known year)").copy()
    known[by] = known[by].fillna("").replace("", "?")
    need(known, [], "coverage: no report has a year;")
    known = pd.DataFrame({"group": known[by], "agency": known["agency"], "year": known["year"]})
    spans = known.groupby(["group", "agency"], observed=True)["year"].agg(["min", "max"]).reset_index()
    counts = known.groupby(["group", "year"], observed=True)["agency"].nunique().to_dict()
    groups = sorted(known["group"].unique())
    rows = []
    for year in range(int(known["year"].min()), int(known["year"].max()) + 1):
        due = spans[(spans["min"] <= year) & (spans["max"] >= year)].groupby("group", observed=True).size().to_dict()
        for name in groups:
            n = int(counts.get((name, year), 0))
            rows.append((name, year, n, max(0, int(due.get(name, 0)) - n)))
    return pd.DataFrame(sorted(rows), columns=[by, "year", "n", "missing"])


def pivot(
    table: pd.DataFrame, row: str, column: str, value: str
) -> tuple[list[Any], list[Any], npt.NDArray[np.float64]]:
    """Return row names, column names and the matrix of a long table; what is absent is nan."""
    wide = table.pivot_table(index=row, columns=column, values=value, aggfunc="first", observed=True)
    return list(wide.index), list(wide.columns), wide.to_numpy(dtype=np.float64, na_value=np.nan)


def top(table: pd.DataFrame, key: str, value: str, n: int, how: Callable[[Any], Any] | str = "sum") -> list[Any]:
    """Return the ``n`` keys with the largest total, largest first; ties in the order of the keys."""
    totals = table.groupby(key, observed=True)[value].agg(how)
    return [name for name, _ in sorted(totals.items(), key=lambda item: (-float(item[1]), str(item[0])))[:n]]


def heaviest(table: pd.DataFrame, ends: tuple[str, str], value: str, n: int) -> list[str]:
    """Return up to ``n`` names, sorted: the two ends of the heaviest pairs, so that what is drawn has its lines."""
    kept: set[str] = set()
    pairs = table[[*ends, value]].sort_values([value, *ends], ascending=[False, True, True])
    for left, right, _ in pairs.itertuples(index=False):
        if len(kept | {left, right}) <= n:
            kept |= {left, right}
        if len(kept) >= n - 1:
            break
    return sorted(kept, key=str)
