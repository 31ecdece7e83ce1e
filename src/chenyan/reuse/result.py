"""What scoring reuse returns: tables over arrays, and records for one report on demand."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.display import html_frame
from chenyan.frames import to_frame
from chenyan.reuse.attribute import DIRECTIONS, EDITS, ORIGINS, Origins
from chenyan.reuse.batch import Batch, IntArray, Labels
from chenyan.reuse.calibrate import Calibration
from chenyan.reuse.masks import Encoded
from chenyan.reuse.template import Templates
from chenyan.types import SECTION_KINDS

if TYPE_CHECKING:
    import pandas as pd

    from chenyan.reuse.display import Matches
    from chenyan.reuse.network import Network

SENTENCE_COLUMNS = {
    "report_id": "str", "section": "str", "start": "int", "end": "int", "words": "str", "origin": "str",
    "n_reports": "int", "source_id": "str", "source_start": "int", "source_end": "int", "source_words": "str",
    "resemblance": "float", "edits": "str", "confidence": "float", "direction": "str",
}  # fmt: skip
SHARES = tuple(f"share_{origin}" for origin in ORIGINS)
REPORT_COLUMNS = {
    "report_id": "str", "agency": "str", "region": "str", "level": "str", "year": "int", "n_chars": "int",
    "has_earlier": "bool", **dict.fromkeys(SHARES, "float"),
}  # fmt: skip
SECTION_COLUMNS = {
    "report_id": "str", "agency": "str", "year": "int", "section": "str", "n_chars": "int",
    **dict.fromkeys(SHARES, "float"),
    "share_of_last_year": "float",
}  # fmt: skip


class SentenceOrigin(NamedTuple):  # one a sentence: a tuple is made in a third of the time of a dataclass
    """Where one sentence comes from.

    ``origin`` is one of mandated, boilerplate, carried_over, borrowed, novel; ``n_reports`` how many other reports hold
    the sentence or a close variant; ``source_id`` the best source ("" without one); ``resemblance`` the shared share of
    the n-grams of both (Broder 1997; nan without a source); ``edits`` verbatim, numbers (also names), edited or "";
    ``direction`` earlier (by date), residue (it kept the source's names), shared (unknown who came first) or "".
    """

    start: int
    end: int
    section: str
    origin: str
    n_reports: int
    source_id: str
    source_start: int
    source_end: int
    resemblance: float
    edits: str
    confidence: float = 0.0
    direction: str = ""


@dataclass(frozen=True, slots=True)
class ReportReuse:
    """The reuse of one report: its sentences, its shares by origin (of characters), its measures by name.

    ``reasons`` says why a measure is nan: (English, Chinese) by name of what is missing.
    """

    report_id: str
    sentences: tuple[SentenceOrigin, ...]
    shares: dict[str, float]
    measures: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name} {value:.2f}" for name, value in self.shares.items())
        return f"<ReportReuse {self.report_id}: {len(self.sentences)} sentences; {parts}>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption=repr(self))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a sentence."""
        columns = {name: SENTENCE_COLUMNS[name] for name in SENTENCE_COLUMNS if not name.endswith("words")}
        return to_frame(
            (
                (
                    self.report_id, s.section, s.start, s.end, s.origin, s.n_reports, s.source_id, s.source_start,
                    s.source_end, s.resemblance, s.edits, s.confidence, s.direction,
                )
                for s in self.sentences
            ),
            columns,
        )  # fmt: skip


_STEP = 50_000  # sentences turned into rows at a time
_NO_SOURCE = ("", None, None, "", None)


@lru_cache(maxsize=16_384)
def rounded(share: float) -> float:
    """Return a share or a confidence as it is shown; they come back, and rounding takes longer than remembering."""
    return round(share, 4)


class _Table:
    """A table of a result: what it holds is computed when it is asked for."""

    def __init__(self, result: ReuseResult) -> None:
        self._result = result

    def to_frame(self) -> pd.DataFrame:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(index=False, max_rows=12, escape=True)


class Sentences(_Table):
    """One row a sentence."""

    def __len__(self) -> int:
        return self._result.batch.n_sentences

    def __repr__(self) -> str:
        return f"<Sentences: {len(self)}>"

    def __iter__(self) -> Iterator[SentenceOrigin]:
        for sentence in range(len(self)):
            yield self._result.sentence(sentence)

    columns = tuple(SENTENCE_COLUMNS)

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the frame, one at a time (for writers that stream)."""
        return self.rows()

    def digest(self) -> str:
        """Return a hash of all rows but their words."""
        origins = self._result.origins
        digest = hashlib.sha256()
        for values in (
            origins.origin, origins.source, origins.n_reports, origins.resemblance, origins.edits, origins.direction,
            self._result.confidence,
        ):  # fmt: skip
            digest.update(np.ascontiguousarray(values).tobytes())
        return digest.hexdigest()

    def rows(self, *, words: bool = True) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the frame, one at a time; ``words=False`` leaves the words empty."""
        result = self._result
        batch, origins = result.batch, result.origins
        ids, texts = batch.ids, batch.texts
        for first in range(0, batch.n_sentences, _STEP):
            part = slice(first, min(first + _STEP, batch.n_sentences))
            source = origins.source[part]
            has = np.maximum(source, 0)
            columns = (
                batch.report[part], batch.section[part], batch.start[part], batch.end[part], origins.origin[part],
                origins.n_reports[part], source, batch.report[has], batch.start[has], batch.end[has],
                origins.resemblance[part], origins.edits[part], result.confidence[part], origins.direction[part],
            )  # fmt: skip
            for at, kind, start, end, origin, n, of, where, low, high, same, edits, sure, way in zip(
                *(column.tolist() for column in columns), strict=True
            ):
                yield (
                    ids[at], SECTION_KINDS[kind], start, end, texts[at][start:end] if words else "", ORIGINS[origin], n,
                    *((ids[where], low, high, texts[where][low:high] if words else "", rounded(same)) if of >= 0 else _NO_SOURCE),
                    EDITS[edits], rounded(sure), DIRECTIONS[way],
                )  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """Return one row a sentence: report_id, section, start, end, words, origin, n_reports, source, edits, ..."""
        return to_frame(self.rows(), SENTENCE_COLUMNS)


class Reports(_Table):
    """One row a report: shares by origin and the battery of published measures."""

    def __len__(self) -> int:
        return self._result.batch.n_reports

    def __repr__(self) -> str:
        return f"<Reports: {len(self)}>"

    def to_frame(self, *, words: bool = False) -> pd.DataFrame:
        """Return one row a report.

        Parameters
        ----------
        words : bool, default False
            Add the measures counted in jieba words (``*_words``); by default only those in characters, which are fast.
        """
        result = self._result
        batch, labels = result.batch, result.labels
        measures = {**result.measures, **(result.word_measures if words else {})}
        columns = {**REPORT_COLUMNS, **dict.fromkeys(measures, "float")}

        def rows() -> Iterator[list[Any]]:
            for at in range(batch.n_reports):
                row = [
                    batch.ids[at], _at(labels.agency, at), _at(labels.region, at), _at(labels.level, at),
                    int(batch.year[at]) or None, int(result.n_chars[at]), bool(result.has_earlier[at]),
                    *result.shares[at].tolist(),
                ]  # fmt: skip
                yield row + [float(values[at]) for values in measures.values()]

        return to_frame(rows(), columns)


class Sections(_Table):
    """One row a section of a report."""

    def __repr__(self) -> str:
        return f"<Sections of {self._result.batch.n_reports} reports>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a section: shares by origin, and the share that last year's report already held."""
        result = self._result
        batch = result.batch
        key = batch.report * len(SECTION_KINDS) + batch.section
        kinds, at = np.unique(key, return_inverse=True)
        size = (batch.end - batch.start).astype(np.float64)
        total = np.bincount(at, size, len(kinds))
        shares = np.stack([np.bincount(at, size * (result.origins.origin == o), len(kinds)) for o in range(5)], axis=1)
        open_ = result.origins.origin != 0
        held = np.bincount(at, size * (open_ & (result.origins.own_source >= 0)), len(kinds))
        free = np.bincount(at, size * open_, len(kinds))
        rows = (
            [
                batch.ids[report], _at(result.labels.agency, report), int(batch.year[report]) or None,
                SECTION_KINDS[kind], int(total[row]), *(shares[row] / total[row]).tolist(),
                float(held[row] / free[row]) if free[row] and result.has_earlier[report] else float("nan"),
            ]
            for row, (report, kind) in enumerate(divmod(int(k), len(SECTION_KINDS)) for k in kinds)
        )  # fmt: skip
        return to_frame(rows, SECTION_COLUMNS)


def _at(values: Sequence[str], at: int) -> str:
    return values[at] if at < len(values) else ""


class ReuseResult:
    """Where every sentence of a batch comes from.

    Attributes
    ----------
    sentences, reports, sections
        Tables; each has ``to_frame()``.
    templates : Templates
        The template sentences that were set aside.
    calibration : Calibration
        How the threshold of an edited copy was set.
    params : dict
        The parameters; ``version`` is the package's.
    """

    def __init__(
        self,
        batch: Batch,
        labels: Labels,
        encoded: Encoded | None,
        classes: IntArray | None,
        origins: Origins,
        confidence: npt.NDArray[np.float32],
        templates: Templates,
        calibration: Calibration,
        params: Mapping[str, Any],
    ) -> None:
        import chenyan

        self.batch = batch
        self.labels = labels
        if encoded is not None:
            self.__dict__["encoded"] = encoded
        if classes is not None:
            self.__dict__["classes"] = classes
        self.origins = origins
        self.confidence = confidence
        self.templates = templates
        self.calibration = calibration
        self.params = dict(params)
        self.version = chenyan.__version__
        self.sentences = Sentences(self)
        self.reports = Reports(self)
        self.sections = Sections(self)
        self._bounds = batch.bounds()
        self._place = {report_id: at for at, report_id in enumerate(batch.ids)}

    def __repr__(self) -> str:
        if not self.batch.n_reports:
            return "<ReuseResult: 0 reports>"
        total = np.bincount(self.origins.origin, (self.batch.end - self.batch.start).astype(float), 5)
        shares = total / max(total.sum(), 1)
        parts = ", ".join(f"{name} {share:.0%}" for name, share in zip(ORIGINS, shares, strict=True))
        return f"<ReuseResult: {self.batch.n_reports} reports, {self.batch.n_sentences} sentences; {parts}>"

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.reports._repr_html_()}</div>"

    def to_frame(self) -> pd.DataFrame:
        """Return the table of sentences."""
        return self.sentences.to_frame()

    @cached_property
    def encoded(self) -> Encoded:
        """Every sentence as masked codes, made again where the result comes from an earlier run."""
        from chenyan.reuse.masks import encode

        return encode(self.batch)

    @cached_property
    def classes(self) -> IntArray:
        """For each sentence the number of its wording."""
        from chenyan.reuse.grams import distinct

        return distinct(self.encoded.masked_hash)[0]

    @cached_property
    def n_chars(self) -> IntArray:
        """Characters of the narrative of each report: what the shares are shares of."""
        size = (self.batch.end - self.batch.start).astype(np.float64)
        return np.bincount(self.batch.report, size, self.batch.n_reports).astype(np.int64)

    @cached_property
    def shares(self) -> npt.NDArray[np.float64]:
        """Share of each origin by characters, shape (n_reports, 5); nan where a report has no narrative."""
        size = (self.batch.end - self.batch.start).astype(np.float64)
        cell = self.batch.report * 5 + self.origins.origin
        sums = np.bincount(cell, size, self.batch.n_reports * 5).reshape(-1, 5)
        with np.errstate(invalid="ignore"):
            shares: npt.NDArray[np.float64] = sums / sums.sum(axis=1, keepdims=True)
        if self.batch.n_reports == 1:
            shares[:, 1:] = np.nan  # one report alone: nothing to compare with, which is not the same as novel
        return shares

    @cached_property
    def earlier(self) -> IntArray:
        """For each report the place of the same agency's report of the year before, or -1."""
        batch = self.batch
        order = np.lexsort((np.arange(batch.n_reports), batch.year, batch.agency))
        key = batch.agency * 4096 + batch.year
        asked = key - 1
        at = np.searchsorted(key[order], asked)
        found = (at < len(order)) & (batch.year > 0)
        found[found] &= key[order][at[found]] == asked[found]
        return np.where(found, order[np.minimum(at, max(len(order) - 1, 0))], -1) if len(order) else order

    @property
    def has_earlier(self) -> npt.NDArray[np.bool_]:
        """Say of each report whether the batch holds the same agency's report of the year before."""
        return self.earlier >= 0

    @cached_property
    def measures(self) -> dict[str, npt.NDArray[np.float64]]:
        """The battery of measures in characters, one value a report."""
        from chenyan.reuse.battery import character_battery

        return character_battery(self)

    @cached_property
    def word_measures(self) -> dict[str, npt.NDArray[np.float64]]:
        """The battery of measures in jieba words, one value a report."""
        from chenyan.reuse.battery import word_battery

        return word_battery(self)

    def sentence(self, at: int) -> SentenceOrigin:
        """Return the record of one sentence, by its place in the batch."""
        batch, origins = self.batch, self.origins
        source = int(origins.source[at])
        has = source >= 0
        return SentenceOrigin(
            start=int(batch.start[at]),
            end=int(batch.end[at]),
            section=SECTION_KINDS[int(batch.section[at])],
            origin=ORIGINS[int(origins.origin[at])],
            n_reports=int(origins.n_reports[at]),
            source_id=batch.ids[int(batch.report[source])] if has else "",
            source_start=int(batch.start[source]) if has else -1,
            source_end=int(batch.end[source]) if has else -1,
            resemblance=rounded(float(origins.resemblance[at])) if has else float("nan"),
            edits=EDITS[int(origins.edits[at])],
            confidence=rounded(float(self.confidence[at])),
            direction=DIRECTIONS[int(origins.direction[at])],
        )

    def of(self, report_id: str) -> ReportReuse:
        """Return the reuse of one report.

        Raises
        ------
        KeyError
            Where the batch has no such report.
        """
        at = self._place[report_id]
        low, high = int(self._bounds[at]), int(self._bounds[at + 1])
        return replace(
            self.summary(report_id), sentences=tuple(self.sentence(sentence) for sentence in range(low, high))
        )

    @property
    def bounds(self) -> IntArray:
        """Where each report's sentences begin, with the end of the last."""
        return self._bounds

    def place(self, report_id: str) -> int:
        """Return the place of a report in the batch.

        Raises
        ------
        KeyError
            Where the batch has no such report.
        """
        return self._place[report_id]

    def summary(self, report_id: str) -> ReportReuse:
        """Return the reuse of one report without its sentences: shares and measures."""
        at = self._place[report_id]
        reasons = {}
        if self.batch.n_reports == 1:
            reasons["sources"] = ("the batch has one report: nothing to compare with", "批次中只有一份报告，无从比较")
        elif not self.batch.year[at]:
            reasons["year"] = ("the report's year is not known", "报告年度不明")
        elif self.earlier[at] < 0:
            reasons["earlier"] = ("no report of the same agency on the year before", "批次中没有同一机关上一年度的报告")
        elif self.batch.n_reports == 2:
            reasons["modification"] = (
                "a batch of two reports: what both hold has weight 0", "批次中只有两份报告：共有词语的权重均为零",
            )  # fmt: skip
        return ReportReuse(
            report_id,
            (),
            {name: float(value) for name, value in zip(ORIGINS, self.shares[at], strict=True)},
            {name: float(values[at]) for name, values in self.measures.items()},
            reasons,
        )

    def matches(self, of: str, in_: str) -> Matches:
        """Align one report with another: which stretches they share.

        Parameters
        ----------
        of, in_ : str
            Ids of the report whose words are looked for, and of the report that may hold them.
        """
        from chenyan.reuse.display import match_reports

        return match_reports(self, self._place[of], self._place[in_])

    def network(self, *, origin: str = "borrowed", min_sentences: int = 1) -> Network:
        """Return who borrows from whom: one edge from a borrowing agency to its source."""
        from chenyan.reuse.network import make_network

        return make_network(self, origin=origin, min_sentences=min_sentences)
