"""Read a batch onto disk: memory stays flat in the number of reports, the reports are the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from chenyan.backends import Backend
from chenyan.corpus.caching import CachingBackend
from chenyan.corpus.load import OCR_TIME, read_items, reading_backend
from chenyan.corpus.repeats import drop_duplicates
from chenyan.corpus.spill import Entry, SpilledCorpus, SpillWriter
from chenyan.corpus.stored import Stored, store_report
from chenyan.types import Issue, ReportError

__all__ = ["spill_corpus"]


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
    backend: Backend | None = None,
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
    backend : Backend, optional
        Where files are read, as for ``audit``; None reads them in ``workers`` processes of this machine.

    Returns
    -------
    SpilledCorpus
        Behaves like ``Corpus``.

    Raises
    ------
    ReportError
        Where nothing could be read.
    """
    limit = max(time_limit, OCR_TIME) if ocr else time_limit
    reading: Any = CachingBackend(reading_backend(source, workers, limit, backend, cache), cache)
    writer = SpillWriter(Path(path))
    issues: list[Issue] = []
    seen: dict[str, int] = {}
    groups: dict[str, list[str]] = {}
    try:
        for item in read_items(source, manifest, text_column, year, agency, reading, progress, ocr=ocr):
            if isinstance(item, Issue):
                issues.append(item)
                continue
            stored = _unique(item, seen)
            writer.add_blob(stored.blob, stored.report_id, stored.series, stored.year)
            groups.setdefault(stored.group, []).append(stored.report_id)
    finally:
        reading.close()
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
    return store_report(replace(stored.report(), report_id=name))


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
