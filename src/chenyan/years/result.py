"""The years of a batch: a table of mentions, the mismatches, a view that colours mentions by role."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import chenyan
from chenyan.corpus.report import Corpus, Report
from chenyan.frames import to_frame
from chenyan.progress import progress_bar
from chenyan.types import ReportError
from chenyan.years.last_report import read_over_years
from chenyan.years.reading import LEAST_CONFIDENCE, YearMismatch, YearReading, read_years

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "report_id": "str", "start": "int", "end": "int", "words": "str", "year": "int", "role": "str",
    "section": "str", "mismatch": "bool", "kind": "str", "expected": "int", "code": "str", "confidence": "float",
}  # fmt: skip
_MISMATCH_COLUMNS = {
    "report_id": "str", "start": "int", "end": "int", "words": "str", "sentence": "str", "year": "int", "kind": "str",
    "expected": "int", "code": "str", "confidence": "float", "role": "str", "section": "str", "reason": "str",
    "reason_zh": "str",
}  # fmt: skip
# Colour-blind safe pastels (after Okabe & Ito 2008), text stays black.
_COLOURS = {
    "title": "#cfe8f7", "period": "#b5ead7", "work": "#e2f0cb", "plan": "#ffe5b4", "comparison": "#e0d4f7",
    "document": "#eeeeee", "law": "#eeeeee", "carried_over": "#f3e9dc", "signature": "#cfe8f7", "target": "#fff3bf",
    "history": "#e8e8e8", "web": "#f5f5f5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mismatches:
    """The mismatches of a batch, each with the report that it stands in."""

    records: tuple[tuple[Report, YearMismatch], ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[YearMismatch]:
        return (mismatch for _, mismatch in self.records)

    def __repr__(self) -> str:
        reports = len({report.report_id for report, _ in self.records})
        return f"<Mismatches: {len(self)} in {reports} reports>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a mismatch: where it stands, its words and sentence, kind, expected year, reason."""
        return to_frame(
            (
                (
                    report.report_id, m.start, m.end, report.text[m.start : m.end], _sentence(report, m.start, m.end),
                    m.year, m.kind, m.expected, m.code, m.confidence, m.role, m.section, m.reason, m.reason_zh,
                )
                for report, m in self.records
            ),
            _MISMATCH_COLUMNS,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        columns = ["report_id", "words", "sentence", "kind", "expected", "confidence"]
        return self.to_frame()[columns].to_html(index=False, max_rows=20, escape=True)


def _sentence(report: Report, start: int, end: int) -> str:
    """Return the words around a mention up to the ends of its sentence, at most 120 characters."""
    text = report.text
    low = max(max((text.rfind(char, max(0, start - 60), start) for char in "。！？\n"), default=-1) + 1, start - 60, 0)
    stops = [at for at in (text.find(char, end, end + 60) for char in "。！？\n") if at >= 0]
    return text[low : (min(stops) + 1 if stops else min(len(text), end + 60))].strip()


@dataclass(frozen=True, slots=True)
class YearsResult:
    """The years of a batch: one reading a report, in the order of the report ids."""

    readings: tuple[YearReading, ...]
    reports: tuple[Report, ...] = field(repr=False)
    params: dict[str, Any] = field(default_factory=dict)
    version: str = chenyan.__version__

    def __len__(self) -> int:
        return len(self.readings)

    @property
    def mismatches(self) -> Mismatches:
        """The mismatches of the batch."""
        return Mismatches(
            tuple(
                (report, m)
                for report, reading in zip(self.reports, self.readings, strict=True)
                for m in reading.mismatches
            )
        )

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """The reports whose years could not be judged, as (report_id, reason)."""
        return tuple((reading.report_id, reading.skip_reason) for reading in self.readings if reading.skip_reason)

    def of(self, report_id: str) -> YearReading:
        """Return the reading of one report.

        Raises
        ------
        KeyError
            Where the batch has no such report.
        """
        for reading in self.readings:
            if reading.report_id == report_id:
                return reading
        raise KeyError(f"no report {report_id!r} among {len(self)}")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a mention: where it stands, its words, year, role and section, and its mismatch if any."""
        return to_frame(self._rows(), COLUMNS)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for report, reading in zip(self.reports, self.readings, strict=True):
            wrong = {m.start: m for m in reading.mismatches}
            for mention in reading.mentions:
                m = wrong.get(mention.start)
                yield (
                    report.report_id, mention.start, mention.end, report.text[mention.start : mention.end],
                    mention.year, mention.role, mention.section, m is not None,
                    m.kind if m else "", m.expected if m else None, m.code if m else "", m.confidence if m else None,
                )  # fmt: skip

    def show(self, report_id: str | None = None) -> YearsView:
        """Return a notebook view of one report (the first without an id) whose mentions are coloured by role.

        Raises
        ------
        ReportError
            Where the batch is empty.
        """
        if not self.reports:
            raise ReportError("the batch is empty; there is no report to show 没有报告可显示")
        wanted = report_id if report_id is not None else self.reports[0].report_id
        reading = self.of(wanted)
        return YearsView(next(report for report in self.reports if report.report_id == wanted), reading)

    def explain(self, report_id: str, start: int) -> object:
        """Explain the decision on the mention at a position of a report; see ``explain_mention``."""
        from chenyan.years.explain import explain_mention

        report = next(report for report in self.reports if report.report_id == report_id)
        return explain_mention(report, start, self.of(report_id))

    def __repr__(self) -> str:
        mentions = sum(len(reading.mentions) for reading in self.readings)
        wrong = sum(len(reading.mismatches) for reading in self.readings)
        skipped = len(self.skipped)
        return (
            f"<YearsResult: {len(self)} reports, {mentions} mentions, {wrong} mismatches, {skipped} reports not judged>"
        )

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self)[1:-1])}</p>{self.mismatches._repr_html_()}</div>"


@dataclass(frozen=True, slots=True)
class YearsView:
    """A report as HTML, its year mentions coloured by role, the wrong ones outlined."""

    report: Report
    reading: YearReading

    def __repr__(self) -> str:
        return f"<YearsView {self.report.report_id}: {len(self.reading.mentions)} mentions>"

    def _repr_html_(self) -> str:
        text, parts, at = self.report.text, [], 0
        wrong = {m.start: m for m in self.reading.mismatches}
        for mention in self.reading.mentions:
            parts.append(html.escape(text[at : mention.start]))
            m = wrong.get(mention.start)
            border = "border:2px solid #c00;" if m else ""
            said = f"{mention.role}: {m.kind}, {m.expected}" if m else mention.role
            parts.append(
                f"<mark title='{html.escape(said)}' style='background:{_COLOURS.get(mention.role, '#fff')};{border}"
                f"padding:0 2px'>{html.escape(text[mention.start : mention.end])}</mark>"
            )
            at = mention.end
        parts.append(html.escape(text[at:]))
        used = sorted({mention.role for mention in self.reading.mentions})
        legend = " ".join(f"<mark style='background:{_COLOURS[role]};padding:0 4px'>{role}</mark>" for role in used)
        return f"<div><p>{legend}</p><div style='white-space:pre-wrap;max-width:60em'>{''.join(parts)}</div></div>"


def find_years(
    corpus: Corpus | Report | Iterable[Report], *, progress: Callable[[int, int], None] | bool | None = None
) -> YearsResult:
    """Find every year mention of a batch with its role, and the mismatches.

    Where the batch holds the same agency's report of the year before, a year is also wrong that stands in the same sentence
    of both reports, as work of its own year in the earlier one: so leftovers come to light that no report shows alone.

    Parameters
    ----------
    corpus : Corpus, Report or iterable of Report
        What to read.
    progress : callable, bool or None, default None
        Called with (done, all) after each report; True shows a bar, None shows one from 200 reports on.

    Returns
    -------
    YearsResult
        ``.mismatches``, ``.to_frame()``, ``.show(report_id)``.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("甲局2021年年度报告\\n一、总体情况\\n2021年，我局将完善目录。", year=2021)
    >>> cy.find_years(report).mismatches.to_frame()[["words", "kind", "expected"]].values.tolist()
    [['2021年', 'plan_for_past_year', 2022]]
    """
    reports = (corpus,) if isinstance(corpus, Report) else tuple(corpus)
    readings: list[YearReading] = []
    if progress is True or (progress is None and len(reports) >= 200):
        readings.extend(read_years(report) for report in progress_bar(reports, desc="years", show=progress))
    else:
        for done, report in enumerate(reports, 1):
            readings.append(read_years(report))
            if callable(progress):
                progress(done, len(reports))
    return YearsResult(tuple(read_over_years(reports, readings)), reports, {"least_confidence": LEAST_CONFIDENCE})
