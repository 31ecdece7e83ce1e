"""One report and the batch: what every measure receives."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chenyan.display import html_table
from chenyan.frames import to_frame
from chenyan.types import Identity, Issue, Node, ReportError, Section, Sentence, Span, Table

if TYPE_CHECKING:
    import datetime

    import pandas as pd


@dataclass(frozen=True, slots=True)
class Part:
    """A section together with the report that it stands in: what ``report.section(kind)`` returns."""

    report: Report
    section: Section

    @property
    def kind(self) -> str:
        return self.section.kind

    @property
    def heading(self) -> str:
        return self.section.heading

    @property
    def start(self) -> int:
        return self.section.start

    @property
    def body_start(self) -> int:
        return self.section.body_start

    @property
    def end(self) -> int:
        return self.section.end

    @property
    def text(self) -> str:
        """The whole section as printed, heading included."""
        return self.report.text[self.section.start : self.section.end]

    @property
    def body(self) -> str:
        """The section without its heading."""
        return self.report.text[self.section.body_start : self.section.end]

    @property
    def span(self) -> Span:
        return Span(self.report.report_id, self.section.start, self.section.end)


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its original text and what reading found in it.

    ``text`` is the decoded text as it stands; every offset anywhere in chenyan counts its code points.
    """

    report_id: str
    text: str
    identity: Identity = field(default_factory=Identity)
    sections: tuple[Section, ...] = ()
    outline: tuple[Node, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    source: str = ""
    format: str = "txt"
    encoding: str = "utf-8"
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def year(self) -> int | None:
        """The reference year: the year that the report covers."""
        value = self.identity.year.value
        return value if isinstance(value, int) else None

    @property
    def agency(self) -> str:
        return str(self.identity.agency.value or "")

    @property
    def region(self) -> str:
        return str(self.identity.region.value or "")

    @property
    def level(self) -> str:
        return str(self.identity.level.value or "")

    @property
    def agency_type(self) -> str:
        return str(self.identity.agency_type.value or "")

    @property
    def genre(self) -> str:
        return str(self.identity.genre.value or "")

    @property
    def series(self) -> str:
        """What ties the reports of one agency together: the manifest's series, else the agency's name."""
        return str(self.identity.series.value or self.agency or self.report_id)

    @property
    def published(self) -> datetime.date | None:
        value = self.identity.published.value
        return None if value is None or isinstance(value, (str, int)) else value

    def __getitem__(self, span: Span) -> str:
        """Return the words of a span of this report."""
        if span.report_id != self.report_id:
            raise ReportError(
                f"{self.report_id}: the span belongs to {span.report_id}; ask that report for its words"
                " 该位置属于另一份报告，请向那份报告取文字"
            )
        return self.text[span.start : span.end]

    def span(self, start: int, end: int) -> Span:
        """Return the span [start, end) of this report."""
        return Span(self.report_id, start, end)

    def section(self, kind: str) -> Part:
        """Return the first section of this kind.

        Raises
        ------
        ReportError
            Where the report has none; ``report.has(kind)`` asks first.
        """
        for section in self.sections:
            if section.kind == kind:
                return Part(self, section)
        raise ReportError(
            f"{self.report_id}: no section {kind!r}; it has {[s.kind for s in self.sections]} 没有这个部分"
        )

    def has(self, kind: str) -> bool:
        """Say whether the report has a section of this kind."""
        return any(section.kind == kind for section in self.sections)

    def section_at(self, offset: int) -> str:
        """Return the kind of the section that holds this offset, or an empty string."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.kind
        return ""

    def table(self, form: str) -> Table | None:
        """Return the statutory table of this form, or None where there is none."""
        return next((table for table in self.tables if table.form == form), None)

    def in_table(self, offset: int) -> bool:
        """Say whether this offset lies inside a statutory table."""
        return any(table.start <= offset < table.end for table in self.tables)

    def __repr__(self) -> str:
        return f"<Report {self.report_id}: {self.agency or '?'} {self.year or '?'}, {len(self.text)} characters>"

    def _repr_html_(self) -> str:
        rows = [(part.kind, part.heading.strip(), part.end - part.start) for part in self.sections]
        tables = ", ".join(f"{t.form} ({t.vintage}, {len(t.cells)} cells)" for t in self.tables) or "none"
        title = f"{self.report_id}: {self.agency or '?'} {self.year or '?'}, {len(self.text)} characters"
        shown = html_table(rows, ("section", "heading", "characters"), caption=title, limit=30)
        return f"{shown}<div>tables: {html.escape(tables)}</div>"


@dataclass(frozen=True, slots=True)
class Issues:
    """The files and records that could not be read, or only with loss."""

    records: tuple[Issue, ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.records)

    def __repr__(self) -> str:
        return f"<Issues: {len(self.records)}>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row an issue: path, report_id, severity, reason, reason_zh."""
        return to_frame(self.lines(), dict.fromkeys(self.columns, "str"))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of ``to_frame``."""
        return ("path", "report_id", "severity", "reason", "reason_zh")

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the frame, one at a time (for writers that need no pandas)."""
        return ((i.path, i.report_id, i.severity, i.reason, i.reason_zh) for i in self.records)

    def _repr_html_(self) -> str:
        rows = ((issue.severity, issue.path, issue.reason, issue.reason_zh) for issue in self.records)
        return html_table(rows, ("severity", "path", "reason", "原因"), caption=repr(self), total=len(self.records))


class Corpus(Sequence[Report]):
    """A batch of reports in the order of their ids, with the issues of reading them.

    Parameters
    ----------
    reports : sequence of Report
        Any order; kept sorted by ``report_id``, which must be unique.
    issues : sequence of Issue, optional
        What could not be read.
    digests : mapping of str to str, optional
        The SHA-256 of a report's whole content (the bytes of ``encode_report``) by id, where reading took it.

    Examples
    --------
    >>> import chenyan as cy
    >>> reports = [cy.report_from_text(f"{year}年，我镇公开信息80条。", report_id=f"r{year}", year=year) for year in (2022, 2021)]
    >>> corpus = cy.Corpus(reports)
    >>> [report.report_id for report in corpus], corpus["r2022"].year
    (['r2021', 'r2022'], 2022)
    """

    def __init__(
        self, reports: Sequence[Report], issues: Sequence[Issue] = (), digests: Mapping[str, str] | None = None
    ) -> None:
        self._reports = tuple(sorted(reports, key=lambda report: report.report_id))
        self._index = {report.report_id: at for at, report in enumerate(self._reports)}
        if len(self._index) != len(self._reports):
            raise ReportError(
                "two reports share one id; ids must be unique, set them with a manifest.csv"
                " 两份报告编号相同，请在 manifest.csv 中设定不同编号"
            )
        self.issues = Issues(tuple(sorted(issues, key=lambda i: (i.path, i.report_id, i.severity, i.reason))))
        self.digests: Mapping[str, str] = dict(digests or {})

    def __len__(self) -> int:
        return len(self._reports)

    def __getitem__(self, key: Any) -> Any:
        """Return a report by id or position, or a smaller corpus by slice."""
        if isinstance(key, str):
            if key not in self._index:
                raise KeyError(f"no report {key!r} among {len(self)}; list(corpus.ids)[:5] = {list(self.ids)[:5]}")
            return self._reports[self._index[key]]
        if isinstance(key, slice):
            return Corpus(self._reports[key])
        return self._reports[key]

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports)

    def __contains__(self, key: object) -> bool:
        return key in self._index if isinstance(key, str) else key in self._reports

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._index)

    def series(self) -> dict[str, tuple[Report, ...]]:
        """Return the reports of each agency by year, earliest first; reports without a year come last."""
        groups: dict[str, list[Report]] = {}
        for report in self._reports:
            groups.setdefault(report.series, []).append(report)
        return {
            name: tuple(sorted(group, key=lambda r: (r.year is None, r.year or 0, r.report_id)))
            for name, group in sorted(groups.items())
        }

    def series_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the report ids of each agency by year."""
        return {name: tuple(report.report_id for report in group) for name, group in self.series().items()}

    def __repr__(self) -> str:
        years = [report.year for report in self._reports if report.year is not None]
        span = f", {min(years)}-{max(years)}" if years else ""
        bad = sum(issue.severity == "error" for issue in self.issues)
        lost = f"; {bad} files could not be read" if bad else ""
        return f"{len(self)} reports, {len({r.series for r in self._reports})} agencies{span}{lost}"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a report: identity, length, number of sections and tables."""
        columns = {
            "report_id": "str", "source": "str", "agency": "str", "region": "str", "level": "str", "year": "int",
            "published": "str", "genre": "str", "format": "str", "encoding": "str", "n_chars": "int",
            "n_sections": "int", "n_tables": "int",
        }  # fmt: skip
        return to_frame(
            (
                (
                    r.report_id, r.source, r.agency, r.region, r.level, r.year,
                    r.published.isoformat() if r.published else None, r.genre, r.format, r.encoding, len(r.text),
                    len(r.sections), len(r.tables),
                )
                for r in self
            ),
            columns,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        rows = ((r.report_id, r.agency, r.region, r.level, r.year, len(r.text), len(r.tables)) for r in self)
        columns = ("report_id", "agency", "region", "level", "year", "characters", "tables")
        first = itertools.islice(rows, 12)  # a corpus on disk reads only what is shown
        return html_table(first, columns, caption=repr(self), limit=12, total=len(self))
