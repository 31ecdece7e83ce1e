"""Read a batch onto disk: memory stays flat in the number of reports, the reports are the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from chenyan.corpus.caching import CachingBackend
from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.load import OCR_TIME, guarded_backend, read_items
from chenyan.corpus.repeats import drop_duplicates
from chenyan.corpus.report import Report
from chenyan.corpus.spill import Entry, SpilledCorpus, SpillWriter
from chenyan.types import Issue, ReportError

__all__ = ["spill_corpus"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as bytes, with what is needed to file it."""

    report_id: str
    series: str
    year: int | None
    group: str
    blob: bytes


def _store(report: Report) -> Stored:
    if report.agency and report.year is not None:
        group = f"{report.agency}|{report.year}|{report.genre}"
    else:
        group = hashlib.sha256("".join(report.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return Stored(report.report_id, report.series, report.year, group, encode_report(report))


def _stored_batch(function: Callable[[Sequence[Any]], list[Any]], batch: Sequence[Any]) -> list[Any]:
    """Read a batch and encode its reports; runs in the worker, so that bytes travel and not objects."""
    return [_store(item) if isinstance(item, Report) else item for item in function(batch)]


class _Storing:
    """A backend whose answers hold encoded reports."""

    name = "storing"

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def map_batches(self, function: Any, batches: Iterable[Any]) -> Iterator[list[Any]]:
        return iter(self._inner.map_batches(partial(_stored_batch, function), batches))

    def close(self) -> None:
        self._inner.close()


def spill_corpus(
    source: Any,
    path: str | os.PathLike[str],
    *,
    manifest: str | os.PathLike[str] | None = None,
    text_column: str | None = None,
    year: int | None = None,
    agency: str | None = None,
    workers: int = 1,
    time_limit: float = 60.0,
    cache: str | os.PathLike[str] | None = None,
    ocr: bool = False,
    progress: bool | None = None,
) -> SpilledCorpus:
    """Read a batch as ``read_corpus`` does, but keep the reports in one file on disk.

    Parameters
    ----------
    source, manifest, text_column, year, agency, workers, cache, ocr, progress
        As in ``read_corpus``.
    path : path
        The file that holds the reports; it is made anew.
    time_limit : float, default 60
        Seconds that one file may take before it is given up.

    Returns
    -------
    SpilledCorpus
        Behaves like ``Corpus``.

    Raises
    ------
    ReportError
        Where nothing could be read.
    """
    inner: Any = guarded_backend(workers, max(time_limit, OCR_TIME) if ocr else time_limit)
    storing = _Storing(inner)
    # the memory of readings lies inside, as it keeps reports and not their bytes
    backend: Any = storing if cache is None else CachingBackend(storing, cache)
    writer = SpillWriter(Path(path))
    issues: list[Issue] = []
    seen: dict[str, int] = {}
    groups: dict[str, list[str]] = {}
    try:
        for item in read_items(source, manifest, text_column, year, agency, backend, progress, ocr=ocr):
            if isinstance(item, Issue):
                issues.append(item)
                continue
            stored = _unique(item if isinstance(item, Stored) else _store(item), seen)
            writer.add_blob(stored.blob, stored.report_id, stored.series, stored.year)
            groups.setdefault(stored.group, []).append(stored.report_id)
    finally:
        backend.close()
    corpus = writer.close(issues)
    if not len(corpus):
        first = next((issue for issue in issues if issue.severity == "error"), None)
        why = f"{first.path}: {first.reason}" if first is not None else "it holds no report"
        raise ReportError(f"{source}: nothing could be read; {why} 没有读到任何报告")
    return _without_duplicates(corpus, groups, issues)


def _unique(stored: Stored, seen: dict[str, int]) -> Stored:
    """Give the second of two reports with one id a number, as the reader in memory does."""
    at = seen.get(stored.report_id, 0) + 1
    seen[stored.report_id] = at
    if at == 1:
        return stored
    while f"{stored.report_id}~{at}" in seen:
        at += 1
    seen[stored.report_id] = at
    name = f"{stored.report_id}~{at}"
    seen[name] = 1
    return _store(replace(decode_report(stored.blob), report_id=name))


def _without_duplicates(corpus: SpilledCorpus, groups: dict[str, list[str]], issues: list[Issue]) -> SpilledCorpus:
    dropped: set[str] = set()
    notes: list[Issue] = []
    for ids in groups.values():
        if len(ids) > 1:
            reports = [corpus[report_id] for report_id in ids]
            kept, found = drop_duplicates(reports, issues)
            dropped |= set(ids) - {report.report_id for report in kept}
            notes += found
    if not notes:
        return corpus
    entries: list[Entry] = [entry for entry in corpus.entries if entry.report_id not in dropped]
    corpus.close()
    return SpilledCorpus(corpus.path, entries, [*issues, *notes])
