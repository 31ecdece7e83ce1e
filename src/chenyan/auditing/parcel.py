"""What travels to a worker that judges, and what comes back: bytes and arrays on the way out, plain records home."""

from __future__ import annotations

import copyreg
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from chenyan.auditing.judge import judge_series
from chenyan.auditing.remembered import SeriesMemory, keep_all
from chenyan.auditing.settings import Settings
from chenyan.case import Case
from chenyan.corpus.card import Card, card_of
from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.report import Corpus, Report
from chenyan.corpus.spill import SpilledCorpus
from chenyan.fingerprint import Base, flag_base
from chenyan.rule import Rule
from chenyan.store import ResultStore
from chenyan.types import Flag, Skip, Span

if TYPE_CHECKING:
    from chenyan.problems import Placed
    from chenyan.reuse.compact import CompactReuse
    from chenyan.tables import CountValues


@dataclass(frozen=True, slots=True)
class Memory:
    """Where verdicts are remembered between runs, and the hash of each report's content, in the order of the parcel."""

    store: ResultStore
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Some agencies to judge: their report ids by agency, their reports, what was found of reuse, settings and norms."""

    groups: tuple[tuple[str, ...], ...]
    reports: tuple[Report | bytes, ...]
    settings: Settings
    reuse: CompactReuse | None
    norms: Mapping[str, Any]
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is kept of a judged report: plain records that travel and need no text."""

    flags: tuple[Flag, ...]
    bases: tuple[Base, ...]
    skips: tuple[Skip, ...]
    placed: Placed
    card: Card


def judge_parcel(parcel: Parcel) -> list[Verdict]:
    """Judge some agencies; runs in a worker."""
    _travel_light()
    reports = iter(parcel.reports)
    reuse = parcel.reuse.records() if parcel.reuse is not None else {}
    store = None if parcel.memory is None else parcel.memory.store
    digests = iter(parcel.memory.digests if parcel.memory is not None else ())
    many: list[list[Report]] = []
    memories: list[SeriesMemory | None] = []
    for ids in parcel.groups:
        series = [item if isinstance(item, Report) else decode_report(item) for item in _take(reports, len(ids))]
        memory = None
        if store is not None:
            given = {report_id: reuse[report_id] for report_id in ids if report_id in reuse}
            memory = SeriesMemory(store, series, _take(digests, len(ids)), given, parcel.norms)
        many.append(series)
        memories.append(memory)
    runs = [Rule.run if memory is None else memory.run for memory in memories]
    known = {report_id for memory in memories if memory is not None for report_id in memory.known_problems}
    answers = []
    judged_groups = judge_series(many, parcel.settings, reuse, parcel.norms, runs, known)
    for group, memory in zip(judged_groups, memories, strict=True):
        for judged in group:
            report = judged.case.report
            read = partial(_place, report, judged.case)
            answers.append(
                Verdict(
                    judged.flags,
                    tuple(flag_base(flag, report) for flag in judged.flags),
                    judged.skips,
                    memory.placed(report, read) if memory else read(),
                    card_of(report),
                )
            )
    if store is not None:
        keep_all(store, [memory for memory in memories if memory is not None])
    return answers


def survey(blobs: Sequence[bytes]) -> tuple[CountValues, list[str]]:
    """Return the counts of some reports that peers are compared by, and the hashes of these bytes; runs in a worker."""
    from chenyan.tables import note_counts

    counts: CountValues = {}
    for blob in blobs:
        note_counts(decode_report(blob), counts)
    return counts, [hashlib.sha256(blob).hexdigest() for blob in blobs]


def _place(report: Report, case: Case) -> Placed:
    from chenyan.problems import place_reading

    return place_reading(report, case.problems)


def _take(items: Iterator[Any], n: int) -> list[Any]:
    return [next(items) for _ in range(n)]


def reports_of(corpus: Corpus, ids: Sequence[str], *, travel: bool) -> tuple[Report | bytes, ...]:
    """Return the reports for a parcel: as they are where they stay in this process, else as bytes."""
    if travel or isinstance(corpus, SpilledCorpus):
        return tuple(blob_of(corpus, report_id) for report_id in ids)
    return tuple(corpus[report_id] for report_id in ids)


def blob_of(corpus: Corpus, report_id: str) -> bytes:
    """Return a report as bytes; one that is kept on disk is bytes already."""
    return corpus.blob(report_id) if isinstance(corpus, SpilledCorpus) else encode_report(corpus[report_id])


def digest_of(corpus: Corpus, report_id: str) -> str:
    """Return the hash of a report's whole content, which reading may have taken already."""
    return corpus.digests.get(report_id) or hashlib.sha256(blob_of(corpus, report_id)).hexdigest()


_light = False


def _travel_light() -> None:
    """Pickle the records of an answer as their fields, which takes a third of the time of frozen dataclasses."""
    global _light
    if _light:
        return
    from chenyan.problems.reading import ProblemReading
    from chenyan.problems.result import Placed, Row, Seen

    for kind in (Span, Flag, Skip, ProblemReading, Placed, Row, Seen, Verdict):
        copyreg.pickle(kind, _by_fields(kind))
    _light = True


def _by_fields(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(item.name for item in fields(kind)))
    return lambda record: (kind, values(record))
