"""What an audit gives back: flags, skips, grades, and the measures behind them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.auditing.grade import grade
from chenyan.auditing.settings import Settings
from chenyan.backends.processes import rare_collection
from chenyan.corpus.card import Card, card_of
from chenyan.corpus.report import Corpus, Issues, Report
from chenyan.display import html_table
from chenyan.fingerprint import Base, fingerprint_flags
from chenyan.frames import to_frame
from chenyan.store import ResultStore, make_key
from chenyan.types import Flag, Issue, Severity, Skip, Span

if TYPE_CHECKING:
    import pandas as pd

    from chenyan.backends import Backend
    from chenyan.problems import ProblemsResult, Themes
    from chenyan.reuse import ReuseResult
    from chenyan.tables import TablesResult
    from chenyan.years import YearsResult

FLAG_COLUMNS = {
    "fingerprint": "str", "report_id": "str", "agency": "str", "region": "str", "year": "int", "code": "str",
    "name": "str", "severity": "str", "confidence": "float", "section": "str", "start": "int", "end": "int",
    "words": "str", "message": "str", "message_zh": "str", "value": "str", "expected": "str", "related": "str",
}  # fmt: skip
SKIP_COLUMNS = {"code": "str", "report_id": "str", "reason": "str", "reason_zh": "str"}


class Flags(Sequence[Flag]):
    """The flags of an audit, in the order of report ids and places in the text."""

    def __init__(self, records: Sequence[Flag], corpus: Corpus, bases: Sequence[Base] | None = None) -> None:
        def place(at: int) -> tuple[str, int, int, str]:
            flag = records[at]
            return flag.evidence.report_id, flag.evidence.start, flag.evidence.end, flag.code

        order = sorted(range(len(records)), key=place)
        self.records = tuple(records[at] for at in order)
        self.corpus = corpus
        self._bases = None if bases is None else [bases[at] for at in order]

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, key: Any) -> Any:
        return self.records[key]

    def __iter__(self) -> Iterator[Flag]:
        return iter(self.records)

    @cached_property
    def fingerprints(self) -> tuple[str, ...]:
        """A name of each flag that survives re-runs: unit, year, rule and normalised words."""
        return tuple(fingerprint_flags(self.records, self.corpus, self._bases))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield one plain record a flag; ``related`` is a list of places with their words."""
        for flag, fingerprint in zip(self.records, self.fingerprints, strict=True):
            report = self.corpus[flag.evidence.report_id]
            yield {
                "fingerprint": fingerprint,
                "report_id": report.report_id,
                "agency": report.agency,
                "region": report.region,
                "year": report.year,
                "code": flag.code,
                "name": flag.name,
                "severity": flag.severity.value,
                "confidence": flag.confidence,
                "section": flag.section,
                "start": flag.evidence.start,
                "end": flag.evidence.end,
                "words": report[flag.evidence],
                "message": flag.message,
                "message_zh": flag.message_zh,
                "value": flag.value,
                "expected": flag.expected,
                "related": [
                    {
                        "report_id": span.report_id,
                        "start": span.start,
                        "end": span.end,
                        "words": self._words(span),
                    }
                    for span in flag.related
                ],
            }

    def _words(self, span: Span) -> str:
        """Return the words of a related place; it may lie in a report that this corpus no longer holds."""
        try:
            report: Report = self.corpus[span.report_id]
        except KeyError:
            return ""
        return report[span]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a flag; ``related`` is JSON text."""
        rows = ({**row, "related": json.dumps(row["related"], ensure_ascii=False)} for row in self.rows())
        return to_frame(rows, FLAG_COLUMNS)

    def of(self, report_id: str) -> tuple[Flag, ...]:
        """Return the flags of one report."""
        return tuple(flag for flag in self.records if flag.evidence.report_id == report_id)

    def counts(self) -> dict[str, int]:
        """Return the number of flags by rule code."""
        return dict(sorted(Counter(flag.code for flag in self.records).items()))

    def __repr__(self) -> str:
        by = Counter(flag.severity for flag in self.records)
        parts = ", ".join(f"{by[severity]} {severity.value}" for severity in Severity if by[severity])
        return f"<Flags: {len(self.records)}{' (' + parts + ')' if parts else ''}>"

    def _repr_html_(self) -> str:
        rows = (
            (flag.evidence.report_id, flag.code, flag.severity.value, flag.confidence, self._words(flag.evidence),
             flag.message_zh)
            for flag in self.records
        )  # fmt: skip
        columns = ("report_id", "code", "severity", "confidence", "words", "message_zh")
        return html_table(rows, columns, caption=repr(self), limit=15, total=len(self.records))


class Skips(Sequence[Skip]):
    """The checks that could not run, with their reasons: neither flagged nor clear."""

    def __init__(self, records: Sequence[Skip]) -> None:
        self.records = tuple(sorted(set(records), key=lambda s: (s.report_id, s.code, s.reason)))

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, key: Any) -> Any:
        return self.records[key]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a skip: code, report_id, reason, reason_zh."""
        return to_frame(self.lines(), SKIP_COLUMNS)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of ``to_frame``."""
        return tuple(SKIP_COLUMNS)

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the frame, one at a time (for writers that need no pandas)."""
        return ((s.code, s.report_id, s.reason, s.reason_zh) for s in self.records)

    def __repr__(self) -> str:
        return f"<Skips: {len(self.records)}>"

    def _repr_html_(self) -> str:
        counts = Counter((skip.code, skip.reason_zh or skip.reason) for skip in self.records)
        rows = [(code, reason, n) for (code, reason), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return html_table(rows, ("code", "reason", "n"), caption=repr(self), limit=12)


@dataclass
class Audit:
    """The result of auditing a batch.

    Attributes
    ----------
    corpus : Corpus
        The reports that were judged.
    flags : Flags
        The findings.
    skips : Skips
        The checks that could not run.
    reuse : ReuseResult or None
        Where each sentence comes from; None where reuse was not measured.
    problems : ProblemsResult or None
        Stated problems and measures.
    settings : Settings
        What was asked for.
    params : dict
        All parameters, for the manifest.
    timings : dict of str to float
        Wall seconds by stage.
    cards : dict of str to Card
        Identity and sizes of each report by id, where judging noted them.
    notes : tuple of Issue
        What befell the run itself, e.g. a cluster that was lost.
    store : ResultStore or None
        Where results of earlier runs are kept.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("五、存在的主要问题及改进情况\\n2022年，我局将继续完善目录。", year=2022, genre="ogi")
    >>> audit = cy.audit(cy.Corpus([report]), select="Y02")
    >>> audit.flags.to_frame()[["code", "severity", "words"]].iloc[0].tolist()
    ['Y02', 'high', '2022年']
    """

    corpus: Corpus
    flags: Flags
    skips: Skips
    settings: Settings
    reuse: ReuseResult | None = None
    problems: ProblemsResult | None = None
    params: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict, repr=False)
    notes: tuple[Issue, ...] = ()
    store: ResultStore | None = field(default=None, repr=False)

    @property
    def issues(self) -> Issues:
        """The files that could not be read, or only with loss, and what befell the run."""
        return Issues((*self.corpus.issues, *self.notes)) if self.notes else self.corpus.issues

    def card(self, report_id: str) -> Card:
        """Return identity and sizes of a report, without reading it again where they are known."""
        found = self.cards.get(report_id)
        if found is None:
            found = self.cards[report_id] = card_of(self.corpus[report_id])
        return found

    @cached_property
    def themes(self) -> Themes | None:
        """The themes of the stated problems; None where problems were not looked for."""
        if self.problems is None:
            return None
        from chenyan.problems import cluster_problems

        seed = int(self.params.get("seed", 0))
        if self.store is None:
            return cluster_problems(self.problems, seed=seed)
        from chenyan.problems.codec import decode_themes, encode_themes, problems_digest

        key = make_key("themes", problems_digest(self.problems), settings={"seed": seed})
        data = self.store.get(key)
        if data is not None:
            with suppress(ValueError):
                themes = decode_themes(self.problems, data)
                self.store.touch(key)
                return themes
        themes = cluster_problems(self.problems, seed=seed)
        with suppress(OSError):
            self.store.put(key, encode_themes(themes))
        return themes

    @cached_property
    def years(self) -> YearsResult:
        """Every year mention of the batch with its role."""
        from chenyan.years import find_years

        return find_years(self.corpus, progress=False)

    @cached_property
    def tables(self) -> TablesResult:
        """Every cell of the statutory tables, and the identities checked."""
        from chenyan.tables import check_tables

        return check_tables(self.corpus)

    @cached_property
    def grades(self) -> Mapping[str, str]:
        """The grade of each report by id (see ``chenyan.auditing.grade``)."""
        by_report: dict[str, list[Flag]] = {report_id: [] for report_id in self.corpus.ids}
        for flag in self.flags:
            by_report[flag.evidence.report_id].append(flag)
        return {key: grade(self.card(key), flags) for key, flags in by_report.items()}

    @rare_collection()
    def save(
        self,
        folder: str | Path,
        *,
        figures: bool = True,
        progress: bool | None = None,
        backend: Backend | None = None,
        parquet_rows: int = 0,
    ) -> Path:
        """Write the output folder (tables, review page, figures, codebook, manifest) and return its path.

        Parameters
        ----------
        folder : path
            Where to.
        figures : bool, default True
            Also draw the figures.
        progress : bool, optional
            Show a progress bar; None shows one on a terminal or in a notebook.
        backend : Backend, optional
            Workers that help to write (``chenyan.backends.make_backend``), still open; the bytes do not depend on it.
        parquet_rows : int, default 0
            Write the parquet tables as folders of files of that many rows each; 0 writes one file each.
        """
        # the writer lies above this module; loading it here keeps `audit.save("out/")` a one-liner for users
        from importlib import import_module

        write = import_module("chenyan.export").write_audit
        return Path(write(self, folder, figures=figures, progress=progress, backend=backend, parquet_rows=parquet_rows))

    def __repr__(self) -> str:
        counts = Counter(self.grades.values())
        graded = ", ".join(f"{counts[name]} {name}" for name in ("clear", "review", "faulty", "unread") if counts[name])
        return f"<Audit: {len(self.corpus)} reports ({graded}), {len(self.flags)} flags, {len(self.skips)} skips>"

    def _repr_html_(self) -> str:
        names = {flag.code: flag.name for flag in self.flags}
        severe = {flag.code: flag.severity.value for flag in reversed(self.flags.records)}
        found = sorted(self.flags.counts().items(), key=lambda item: (-item[1], item[0]))
        rows = [(code, names[code], severe[code], n) for code, n in found]
        return html_table(rows, ("rule", "name", "severity", "flags"), caption=repr(self), limit=12)
