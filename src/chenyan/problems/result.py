"""Problems of a batch: one row a problem or measure, with what is unanswered, orphaned or said word for word elsewhere."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chenyan
from chenyan.corpus.report import Corpus, Report
from chenyan.frames import to_frame
from chenyan.problems.cores import core_of
from chenyan.problems.reading import ProblemReading, read_many
from chenyan.problems.themes import ThemeLexicon, load_themes
from chenyan.progress import progress_bar
from chenyan.types import Skip

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "report_id": "str", "agency": "str", "year": "int", "kind": "str", "start": "int", "end": "int", "words": "str",
    "theme": "str", "theme_label": "str", "cluster": "str", "confidence": "float", "answers": "object",
}  # fmt: skip
_TOGETHER = 64  # reports that are read together; more of them are read no faster


@dataclass(frozen=True, slots=True)
class Row:
    """One problem or measure of the batch, with who says it and when."""

    report_id: str
    series: str
    agency: str
    region: str
    level: str
    year: int | None
    kind: str
    start: int
    end: int
    words: str
    themes: tuple[str, ...] = ()
    confidence: float = 0.0
    answers: tuple[tuple[int, int], ...] = ()
    answered: bool = True

    @property
    def theme(self) -> str:
        """The best theme, or an empty string."""
        return self.themes[0] if self.themes else ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One report that was looked at: what prevalence divides by."""

    report_id: str
    series: str
    agency: str
    region: str
    level: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading with its rows; ``seen`` is None where there was nothing to read."""

    reading: ProblemReading
    seen: Seen | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ProblemsResult:
    """What the reports of a batch admit and promise.

    Attributes
    ----------
    rows : tuple of Row
        Problems and measures by report and position.
    readings : tuple of ProblemReading
        One a report.
    reports : tuple of Seen
        The reports in which the part was found and read.
    skips : tuple of Skip
        The reports without a part or passage on problems.
    params : dict
        What was asked for.
    """

    rows: tuple[Row, ...]
    readings: tuple[ProblemReading, ...]
    reports: tuple[Seen, ...]
    skips: tuple[Skip, ...]
    lexicon: ThemeLexicon
    params: dict[str, Any] = field(default_factory=dict)
    version: str = field(default_factory=lambda: chenyan.__version__)
    clusters: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def problems(self) -> tuple[Row, ...]:
        """The problems alone."""
        return tuple(row for row in self.rows if row.kind == "problem")

    @property
    def measures(self) -> tuple[Row, ...]:
        """The measures alone."""
        return tuple(row for row in self.rows if row.kind == "measure")

    @cached_property
    def _at(self) -> dict[tuple[str, int], Row]:
        return {(row.report_id, row.start): row for row in self.rows}

    @property
    def pairs(self) -> tuple[tuple[Row, Row], ...]:
        """Each problem with each measure that answers it."""
        return tuple((self._at[m.report_id, start], m) for m in self.measures for start, _ in m.answers)

    def of(self, report_id: str) -> ProblemReading:
        """Return the reading of one report."""
        for reading in self.readings:
            if reading.report_id == report_id:
                return reading
        raise KeyError(f"no report {report_id!r} among {len(self.readings)}")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of ``to_frame``."""
        return tuple(COLUMNS)

    def lines(self, rows: Iterable[Row] | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the frame, one at a time (for writers that stream)."""
        for r in self.rows if rows is None else rows:
            yield (
                r.report_id, r.agency, r.year, r.kind, r.start, r.end, r.words, r.theme,
                self.lexicon.label(r.theme) if r.theme else "", self.clusters.get((r.report_id, r.start), ""),
                r.confidence, [list(span) for span in r.answers],
            )  # fmt: skip

    def _frame(self, rows: Iterable[Row]) -> pd.DataFrame:
        return to_frame(self.lines(rows), COLUMNS)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a problem or measure.

        Columns: report_id, agency, year, kind (problem or measure), start, end, words, theme (best theme), theme_label,
        cluster (filled by ``cluster_problems``), confidence, answers (spans of the problems that a measure answers).
        """
        return self._frame(self.rows)

    def unanswered(self) -> pd.DataFrame:
        """Return the problems that no measure of their report answers, same columns as ``to_frame``."""
        return self._frame(row for row in self.problems if not row.answered)

    def orphans(self) -> pd.DataFrame:
        """Return the measures that answer no stated problem, same columns as ``to_frame``."""
        return self._frame(row for row in self.measures if not row.answers)

    def identical(self, *, least: int = 2) -> pd.DataFrame:
        """Return the statements that several agencies share word for word, widest spread first.

        Parameters
        ----------
        least : int, default 2
            The fewest agencies.

        Returns
        -------
        pandas.DataFrame
            words, kind, theme, n_statements, n_agencies, n_regions, first_year, last_year, first_report.
        """
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            groups.setdefault((row.kind, core_of(row.words, strip=False)), []).append(row)
        found = []
        for (kind, _), rows in groups.items():
            agencies = {row.series for row in rows}
            if len(agencies) < least:
                continue
            rows.sort(key=lambda row: (row.year is None, row.year or 0, row.report_id, row.start))
            years = [row.year for row in rows if row.year is not None]
            found.append(
                (
                    rows[0].words, kind, rows[0].theme, len(rows), len(agencies), len({r.region for r in rows if r.region}),
                    min(years, default=None), max(years, default=None), rows[0].report_id,
                )
            )  # fmt: skip
        found.sort(key=lambda item: (-item[4], -item[3], item[1], item[0]))
        columns = {
            "words": "str", "kind": "str", "theme": "str", "n_statements": "int", "n_agencies": "int",
            "n_regions": "int", "first_year": "int", "last_year": "int", "first_report": "str",
        }  # fmt: skip
        return to_frame(found, columns)

    def __repr__(self) -> str:
        return (
            f"{len(self.problems)} problems and {len(self.measures)} measures in {len(self.reports)} reports; "
            f"{sum(not row.answered for row in self.problems)} problems without a measure; "
            f"{sum(r.none_stated for r in self.readings)} reports admit none; {len(self.skips)} without such a part"
        )

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.to_frame().to_html(index=False, max_rows=12)}</div>"


def rows_of(report: Report, reading: ProblemReading) -> list[Row]:
    """Return the rows of one report."""
    answered = {p for p, _ in reading.pairs}
    identity = (report.report_id, report.series, report.agency, report.region, report.level, report.year)
    rows = []
    for index, statement in enumerate(reading.problems):
        words = "".join(report.text[statement.start : statement.end].split())
        rows.append(
            Row(*identity, "problem", statement.start, statement.end, words, statement.themes, statement.confidence,
                answered=index in answered)
        )  # fmt: skip
    for index, statement in enumerate(reading.measures):
        words = "".join(report.text[statement.start : statement.end].split())
        spans = tuple((reading.problems[p].start, reading.problems[p].end) for p in reading.answers(index))
        rows.append(
            Row(*identity, "measure", statement.start, statement.end, words, statement.themes, statement.confidence, spans,
                bool(spans))
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.start, row.end, row.kind))


def find_problems(
    source: Corpus | Report | Iterable[Report],
    *,
    themes: ThemeLexicon | str | Path | None = None,
    readings: Mapping[str, ProblemReading] | None = None,
    progress: bool | None = None,
) -> ProblemsResult:
    """Find what the reports of a batch admit, what they promise, and which promise answers which problem.

    Parameters
    ----------
    source : Corpus, Report or iterable of Report
        What to read.
    themes : ThemeLexicon or path, optional
        An edited theme lexicon; without it, the packaged one.
    readings : mapping, optional
        Readings by report id that were made before (by an audit); they are not made again.
    progress : bool, optional
        Show a progress bar; by default for more than 500 reports.

    Returns
    -------
    ProblemsResult
        ``.to_frame()``, ``.pairs``, ``.skips``, ``.unanswered()``, ``.orphans()``, ``.identical()``.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "五、存在的主要问题及改进情况\\n一是更新不够及时；二是解读形式单一。下一步，我镇将每周更新栏目。"
    >>> found = cy.find_problems(cy.report_from_text(text, year=2022, agency="甲镇人民政府", genre="ogi"))
    >>> found.to_frame()[["kind", "words", "theme"]].values.tolist()[:2]
    [['problem', '更新不够及时', 'timeliness'], ['problem', '解读形式单一', 'policy_interpretation']]
    >>> found.unanswered()["words"].tolist()
    ['解读形式单一']
    """
    lexicon = themes if isinstance(themes, ThemeLexicon) else load_themes(themes)
    reports: Sequence[Report]
    if isinstance(source, Corpus):
        reports = source  # in the order of the ids already, and perhaps larger than memory
    else:
        reports = sorted([source] if isinstance(source, Report) else source, key=lambda report: report.report_id)
    show = len(reports) > 500 if progress is None else progress
    return gather_readings(
        _read_each(progress_bar(reports, desc="problems", show=show), readings or {}, lexicon), lexicon
    )


def _read_each(
    reports: Iterable[Report], readings: Mapping[str, ProblemReading], lexicon: ThemeLexicon
) -> Iterator[Placed]:
    """Yield what each report says, as many read together as pay."""
    waiting = iter(reports)
    while several := list(islice(waiting, _TOGETHER)):
        known = [readings.get(report.report_id) for report in several]
        read = iter(
            read_many([report for report, at in zip(several, known, strict=True) if at is None], themes=lexicon)
        )
        for report, reading in zip(several, known, strict=True):
            yield place_reading(report, reading or next(read))


def place_reading(report: Report, reading: ProblemReading) -> Placed:
    """Return a reading with its rows, which need the report's text no more."""
    if reading.skip_reason:
        return Placed(reading, None, ())
    seen = Seen(report.report_id, report.series, report.agency, report.region, report.level, report.year)
    return Placed(reading, seen, tuple(rows_of(report, reading)))


def gather_readings(placed: Iterable[Placed], lexicon: ThemeLexicon | None = None) -> ProblemsResult:
    """Put readings together that come in the order of the report ids."""
    lexicon = lexicon or load_themes()
    rows: list[Row] = []
    made: list[ProblemReading] = []
    seen: list[Seen] = []
    skips: list[Skip] = []
    for item in placed:
        reading = item.reading
        made.append(reading)
        rows += item.rows
        if item.seen is not None:
            seen.append(item.seen)
        else:
            skips.append(Skip("problems", reading.report_id, reading.skip_reason, reading.skip_reason_zh))
    params = {"themes": lexicon.source, "themes_version": lexicon.version}
    return ProblemsResult(tuple(rows), tuple(made), tuple(seen), tuple(skips), lexicon, params)
