"""How long a stated problem stays: runs of a theme in an agency, survival, transitions, and what became of the wording."""

from __future__ import annotations

import contextlib
import html
import itertools
import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import chenyan
from chenyan.align import align
from chenyan.frames import to_frame
from chenyan.problems.result import Row, Seen
from chenyan.problems.wording import Sources

if TYPE_CHECKING:
    import pandas as pd

VERBATIM = 0.98
KEPT = 0.6


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Consecutive reports of one agency that state one theme.

    ``n_years`` counts reports with the theme; ``last_seen`` says that the run lasts to the agency's last report (its end
    is not known); ``from_start`` that it was there in the first one (its beginning is not known). ``copied_from`` names the
    report of another agency whose earlier wording a statement of the run repeats.
    """

    series: str
    agency: str
    theme: str
    first_year: int
    last_year: int
    n_years: int
    last_seen: bool
    from_start: bool
    wording: str
    copied_from: str = ""


@dataclass(frozen=True)
class Persistence:
    """Runs of themes and how they end.

    Attributes
    ----------
    runs : tuple of Run
        By agency, theme and first year.
    """

    runs: tuple[Run, ...]
    labels: Mapping[str, str]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = field(default_factory=lambda: chenyan.__version__)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a run.

        Columns: agency, theme, theme_label, first_year, last_year, n_years, ended (false: still there in the agency's
        last report), from_start, wording (verbatim, edited, copied, reworded or single: the least change between its years;
        copied: not the agency's own earlier words but another's), copied_from (id of that report).
        """
        columns = {
            "agency": "str", "theme": "str", "theme_label": "str", "first_year": "int", "last_year": "int",
            "n_years": "int", "ended": "bool", "from_start": "bool", "wording": "str",
            "copied_from": "str",
        }  # fmt: skip
        return to_frame(
            (
                (r.agency, r.theme, self.labels.get(r.theme, r.theme), r.first_year, r.last_year, r.n_years,
                 not r.last_seen, r.from_start, r.wording, r.copied_from)
                for r in self.runs
            ),
            columns,
        )  # fmt: skip

    def survival(self, theme: str | None = None) -> pd.DataFrame:
        """Return the survival curve of stated problems, by Kaplan and Meier.

        A run that reaches the agency's last report is censored. Runs that were there in the first report enter with the
        length that was seen, so the curve is a lower bound for them.

        Parameters
        ----------
        theme : str, optional
            Only this theme.

        Returns
        -------
        pandas.DataFrame
            years, n_at_risk, survival (share still stated after so many years), low, high (95%, log-log).

        References
        ----------
        Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53, 457-481.
        """
        runs = [run for run in self.runs if theme is None or run.theme == theme]
        columns = {"years": "int", "n_at_risk": "int", "survival": "float", "low": "float", "high": "float"}
        if not runs:
            return to_frame((), columns)
        from scipy import stats

        ended = [run.n_years for run in runs if not run.last_seen]
        cut = [run.n_years for run in runs if run.last_seen]
        if not ended:
            return to_frame(
                ((n, sum(r.n_years >= n for r in runs), 1.0, math.nan, math.nan) for n in sorted(set(cut))), columns
            )
        curve = stats.ecdf(stats.CensoredData(uncensored=ended, right=cut)).sf
        with _quiet():
            low, high = (side.probabilities for side in curve.confidence_interval(method="log-log"))
        return to_frame(
            (
                (int(n), sum(run.n_years >= n for run in runs), float(share), float(a), float(b))
                for n, share, a, b in zip(curve.quantiles, curve.probabilities, low, high, strict=True)
            ),
            columns,
        )

    def __repr__(self) -> str:
        long = sum(run.n_years >= 3 for run in self.runs)
        return f"{len(self.runs)} runs of themes in {len({r.series for r in self.runs})} agencies; {long} of three years or more"

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.to_frame().to_html(index=False, max_rows=12)}</div>"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence numpy and scipy where the variance of a curve at 0 or 1 is not defined (its bounds are then nan)."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The confidence interval is undefined", category=RuntimeWarning)
        yield


def wording_change(earlier: Sequence[str], later: Sequence[str]) -> tuple[str, float]:
    """Say how the wording of a theme went on from one year to the next: verbatim, edited or reworded, and how alike."""
    best = max((align(a, b).resemblance for a in earlier for b in later), default=0.0)
    return ("verbatim" if best >= VERBATIM else "edited" if best >= KEPT else "reworded"), best


def by_series(reports: Sequence[Seen]) -> dict[str, list[Seen]]:
    """Return the reports of each agency that have a year, earliest first, one a year."""
    groups: dict[str, dict[int, Seen]] = {}
    for report in sorted(reports, key=lambda r: r.report_id):
        if report.year is not None:
            groups.setdefault(report.series, {}).setdefault(report.year, report)
    return {name: [years[y] for y in sorted(years)] for name, years in sorted(groups.items())}


def find_runs(
    reports: Sequence[Seen], stated: Mapping[str, Mapping[str, Sequence[Row]]], *, gap: int = 0
) -> tuple[Run, ...]:
    """Return the runs of each theme; ``stated`` gives the statements by report and theme, ``gap`` the years it may miss."""
    sources = Sources(
        {(row.report_id, row.start): row for t in stated.values() for rows in t.values() for row in rows}.values()
    )
    runs: list[Run] = []
    for group in by_series(reports).values():
        themes = sorted({theme for report in group for theme in stated.get(report.report_id, {})})
        for theme in themes:
            run: list[int] = []
            for at, report in enumerate(group):
                if theme in stated.get(report.report_id, {}):
                    if run and at - run[-1] > gap + 1:
                        runs.append(_run(theme, group, run, stated, sources))
                        run = []
                    run.append(at)
            runs.append(_run(theme, group, run, stated, sources))
    return tuple(sorted(runs))


def _run(
    theme: str,
    group: Sequence[Seen],
    at: Sequence[int],
    stated: Mapping[str, Mapping[str, Sequence[Row]]],
    sources: Sources,
) -> Run:
    years = [stated[group[place].report_id][theme] for place in at]
    changes = []
    copied = [source.report_id for row in years[0] if (source := sources.of(row)) is not None]
    for before, after in itertools.pairwise(years):
        change = wording_change([row.words for row in before], [row.words for row in after])[0]
        found = [source.report_id for row in after if (source := sources.of(row)) is not None]
        if change == "reworded" and found:
            change = "copied"
        copied += found
        changes.append(change)
    order = ("verbatim", "edited", "copied", "reworded")
    wording = min(changes, key=order.index) if changes else "single"
    first, last = group[at[0]], group[at[-1]]
    assert first.year is not None
    assert last.year is not None
    return Run(
        last.series, last.agency, theme, first.year, last.year, len(at), at[-1] == len(group) - 1, at[0] == 0, wording,
        copied[0] if copied else "",
    )  # fmt: skip
