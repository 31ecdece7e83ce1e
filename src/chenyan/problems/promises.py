"""Promises made again: measures of one year that stand in the next year's report too."""

from __future__ import annotations

import html
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import chenyan
from chenyan.align import align
from chenyan.frames import to_frame
from chenyan.intervals import wilson
from chenyan.problems.persistence import VERBATIM, by_series
from chenyan.problems.result import Row, Seen

if TYPE_CHECKING:
    import pandas as pd

LEAST = 0.75  # resemblance from which a measure counts as promised again; set by judgement, not measured


@dataclass(frozen=True, slots=True)
class Promise:
    """A measure of one year, found again in the next report of the same agency."""

    earlier: Row
    later: Row
    resemblance: float

    @property
    def wording(self) -> str:
        """Verbatim or edited."""
        return "verbatim" if self.resemblance >= VERBATIM else "edited"


@dataclass(frozen=True, slots=True)
class Span2:
    """Two adjacent reports of one agency: how many measures the first promised and how many came again."""

    earlier: Seen
    later: Seen
    n_measures: int
    n_repeated: int


@dataclass(frozen=True)
class Promises:
    """Measures promised again from one report of an agency to the next."""

    matches: tuple[Promise, ...]
    steps: tuple[Span2, ...]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = field(default_factory=lambda: chenyan.__version__)

    @property
    def rate(self) -> float:
        """Share of all measures that stand in the next report too; nan where no agency has two reports."""
        total = sum(step.n_measures for step in self.steps)
        return sum(step.n_repeated for step in self.steps) / total if total else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of ``rate``; (nan, nan) where no agency has two reports.

        It takes the measures as independent. Those of one report are not, so that it is the narrowest that can be meant.
        """
        return wilson(sum(step.n_repeated for step in self.steps), sum(step.n_measures for step in self.steps))

    def to_frame(self) -> pd.DataFrame:
        """Return one row an agency and pair of adjacent reports.

        Columns: agency, year (of the later report), report_id, earlier_id, n_measures (of the earlier), n_repeated, rate,
        low and high (Wilson's 95% interval of the rate); the last three are empty where the earlier report has no measure.
        """
        columns = {
            "agency": "str", "year": "int", "report_id": "str", "earlier_id": "str", "n_measures": "int",
            "n_repeated": "int", "rate": "float", "low": "float", "high": "float",
        }  # fmt: skip
        return to_frame(
            (
                (s.later.agency, s.later.year, s.later.report_id, s.earlier.report_id, s.n_measures, s.n_repeated,
                 s.n_repeated / s.n_measures if s.n_measures else None, *wilson(s.n_repeated, s.n_measures))
                for s in self.steps
            ),
            columns,
        )  # fmt: skip

    def repeated(self) -> pd.DataFrame:
        """Return one row a measure promised again: agency, year, words, earlier_words, resemblance, wording."""
        columns = {
            "agency": "str", "year": "int", "report_id": "str", "start": "int", "end": "int", "words": "str",
            "earlier_id": "str", "earlier_words": "str", "resemblance": "float", "wording": "str",
        }  # fmt: skip
        return to_frame(
            (
                (m.later.agency, m.later.year, m.later.report_id, m.later.start, m.later.end, m.later.words,
                 m.earlier.report_id, m.earlier.words, round(m.resemblance, 4), m.wording)
                for m in self.matches
            ),
            columns,
        )  # fmt: skip

    def __repr__(self) -> str:
        low, high = self.interval
        share = f"; {self.rate:.1%} [{low:.1%}, {high:.1%}]" if low == low else ""
        return f"{len(self.matches)} measures promised again in {len(self.steps)} pairs of adjacent reports{share}"

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.to_frame().to_html(index=False, max_rows=12)}</div>"


def find_promises(reports: Sequence[Seen], measures: Sequence[Row], *, least: float = LEAST) -> Promises:
    """Return the measures that stand in the next report of the same agency too; gaps of years do not count."""
    by_report: dict[str, list[Row]] = {}
    for row in measures:
        by_report.setdefault(row.report_id, []).append(row)
    matches: list[Promise] = []
    steps: list[Span2] = []
    for group in by_series(reports).values():
        for earlier, later in itertools.pairwise(group):
            if earlier.year is None or later.year != earlier.year + 1:
                continue
            before = by_report.get(earlier.report_id, [])
            found = match_promises(before, by_report.get(later.report_id, []), least=least)
            matches += found
            steps.append(Span2(earlier, later, len(before), len(found)))
    return Promises(tuple(matches), tuple(steps), {"least": least})


def match_promises(before: Sequence[Row], after: Sequence[Row], *, least: float = LEAST) -> list[Promise]:
    """Return each earlier measure with the later one most like it, one to one, best first within a pair of reports."""
    scored = []
    for i, old in enumerate(before):
        for j, new in enumerate(after):
            # resemblance cannot exceed 2 * shorter / both
            if 2 * min(len(old.words), len(new.words)) < least * (len(old.words) + len(new.words)):
                continue
            value = align(old.words, new.words).resemblance
            if value >= least:
                scored.append((-value, i, j))
    used_old: set[int] = set()
    used_new: set[int] = set()
    found = []
    for value, i, j in sorted(scored):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            found.append((i, Promise(before[i], after[j], -value)))
    return [promise for _, promise in sorted(found, key=lambda item: item[0])]
