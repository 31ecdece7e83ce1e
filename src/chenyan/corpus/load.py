"""Read a batch: ``read_corpus`` into memory with duplicates noticed, ``iter_reports`` as a stream."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chenyan.backends import Backend, LocalBackend
from chenyan.backends.guarded import TIMEOUT, GuardedBackend
from chenyan.backends.processes import rare_collection
from chenyan.backends.protocol import Guarded
from chenyan.corpus.batch import run_items
from chenyan.corpus.one_file import Outcome
from chenyan.corpus.repeats import drop_duplicates
from chenyan.corpus.report import Corpus, Report
from chenyan.types import Issue, ReportError

__all__ = ["OCR_TIME", "iter_reports", "read_corpus", "read_items", "reading_backend"]

OCR_TIME = 900.0  # seconds a file: a scanned page takes two or three


@rare_collection()
def read_corpus(
    source: Any,
    *,
    manifest: str | os.PathLike[str] | None = None,
    text_column: str | None = None,
    year: int | None = None,
    agency: str | None = None,
    workers: int = 1,
    strict: bool = False,
    cache: str | os.PathLike[str] | None = None,
    ocr: bool = False,
    progress: bool | None = None,
    backend: Backend | None = None,
) -> Corpus:
    """Read a batch of reports.

    Parameters
    ----------
    source : path, list of paths, or DataFrame
        A folder (read with its folders), a file, a glob, a zip, a ``manifest.csv``, a batch sheet with one report a row
        (csv, xlsx, jsonl, json, parquet, DataFrame), or a list of paths. Formats are told by content, not by ending.
    manifest : path, optional
        A csv with the column ``file`` and any of agency, region, level, year, published, series; what it says wins. A
        ``manifest.csv`` inside a folder is found by itself.
    text_column : str, optional
        The column of a batch sheet that holds the reports, where its name does not say so.
    year, agency : optional
        What holds for all reports of the batch unless manifest or sheet say otherwise.
    workers : int, default 1
        Processes that read; the result is the same.
    strict : bool, default False
        Raise at the first file that cannot be read, instead of listing it in ``corpus.issues``.
    cache : path, optional
        A folder that remembers what was read: files whose bytes did not change are not parsed again. None, the default,
        keeps nothing.
    ocr : bool, default False
        Read scanned pages of PDF files by optical character recognition, which needs ``pip install "chenyan[ocr]"``
        and some seconds a page; a warning says which pages and how sure the recognition is.
    progress : bool, optional
        Show a progress bar; by default only where someone looks (terminal, notebook).
    backend : Backend, optional
        Where files are read, as for ``audit``; None reads them in ``workers`` processes of this machine.

    Returns
    -------
    Corpus
        The reports in the order of their ids; ``.issues`` lists what could not be read, and which files hold a report
        that another file holds too (read once).

    Raises
    ------
    ReportError
        Where the path does not exist or nothing could be read; with ``strict``, where one file could not.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> text = "青河镇2021年政府信息公开工作年度报告\\n一、总体情况\\n公开80条。\\n"
    >>> _ = (folder / "青河镇2021.txt").write_text(text, encoding="utf-8")
    >>> read_corpus(folder, progress=False).ids
    ('青河镇2021',)
    """
    reports: list[Report] = []
    issues: list[Issue] = []
    digests: dict[str, str] = {}
    for item in _stream(
        source, manifest, text_column, year, agency, workers, strict, cache, ocr, progress, backend, digests
    ):
        if isinstance(item, Issue):
            issues.append(item)
        else:
            reports.append(item)
    kept, duplicates = drop_duplicates(reports, issues)
    issues.extend(duplicates)
    if not kept:
        shown = source if isinstance(source, (str, os.PathLike)) else type(source).__name__
        first = next((issue for issue in issues if issue.severity == "error"), None)
        why = f"{first.path}: {first.reason}" if first is not None else "it holds no report"
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        raise ReportError(f"{shown}: nothing could be read; {why}{more} 没有读到任何报告")
    return Corpus(kept, issues, digests)


def iter_reports(
    source: Any,
    *,
    manifest: str | os.PathLike[str] | None = None,
    text_column: str | None = None,
    year: int | None = None,
    agency: str | None = None,
    workers: int = 1,
    strict: bool = False,
    cache: str | os.PathLike[str] | None = None,
    ocr: bool = False,
    progress: bool | None = None,
    backend: Backend | None = None,
) -> Iterator[Report | Issue]:
    """Read a batch as a stream: one report or issue at a time, memory flat in the number of reports.

    Parameters are those of ``read_corpus``. The order is that of the paths. A report that stands in several files is
    yielded several times: only ``read_corpus``, which sees the whole batch, keeps the best one.

    Yields
    ------
    Report or Issue

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"id": ["a"], "正文": ["一、总体情况\\n公开80条。"], "年份": [2022]})
    >>> [(report.report_id, report.year) for report in iter_reports(frame)]
    [('a', 2022)]
    """
    return _stream(source, manifest, text_column, year, agency, workers, strict, cache, ocr, progress, backend, None)


def _stream(
    source: Any,
    manifest: str | os.PathLike[str] | None,
    text_column: str | None,
    year: int | None,
    agency: str | None,
    workers: int,
    strict: bool,
    cache: str | os.PathLike[str] | None,
    ocr: bool,
    progress: bool | None,
    backend: Backend | None,
    digests: dict[str, str] | None,
) -> Iterator[Report | Issue]:
    """Yield what ``iter_reports`` does; ``digests`` takes the hash of each report that is stored on the way."""
    if workers < 1:
        raise ReportError(f"workers={workers}: at least 1 is needed 至少需要 1 个进程")
    if backend is not None:
        workers = max(workers, backend.workers)
    reading: Any = LocalBackend(1)
    elsewhere = workers > 1 or hasattr(backend, "guarded")
    if elsewhere:
        reading = reading_backend(source, workers, OCR_TIME if ocr else 60.0, backend, cache)
    if elsewhere or cache is not None:
        from chenyan.corpus.caching import CachingBackend

        reading = CachingBackend(reading, cache, as_bytes=elsewhere, noted=None if elsewhere else digests)
    ids = _Ids()
    try:
        for item in read_items(source, manifest, text_column, year, agency, reading, progress, ocr=ocr):
            if isinstance(item, Issue):
                if strict and item.severity == "error":
                    raise ReportError(f"{item.path}: {item.reason} {item.reason_zh}".rstrip())
                yield item
            else:
                report = item if isinstance(item, Report) else item.report()
                renamed = ids.unique(report)
                if renamed is not report and digests:
                    digests.pop(report.report_id, None)  # two files of one name: the hash may be the other's
                yield renamed
    finally:
        reading.close()


def reading_backend(
    source: Any,
    workers: int,
    time_limit: float,
    backend: Backend | None = None,
    cache: str | os.PathLike[str] | None = None,
) -> Guarded:
    """Return where files are read: a file that hangs or eats memory is lost alone, and named.

    That is the backend, if it runs on other machines and all of them find the source and the cache; else worker
    processes of this one.
    """
    guarded = getattr(backend, "guarded", None)
    lost = partial(_lost, time_limit)
    if guarded is not None and backend is not None:
        paths = list(_places(source))
        if cache is not None:
            Path(cache).mkdir(parents=True, exist_ok=True)
            paths.append(os.fspath(cache))
        if backend.sees(paths):  # type: ignore[attr-defined]
            reading: Guarded = guarded(lost=lost, time_limit=time_limit)
            return reading
    return GuardedBackend(workers, lost=lost, time_limit=time_limit)


def _places(source: Any) -> Iterator[str]:
    """Yield the folders and files that a source names; of a pattern the folder that it starts in."""
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        while not path.exists() and path != path.parent:
            path = path.parent
        yield os.fspath(path)
    elif isinstance(source, (list, tuple)):
        for item in source:
            yield from _places(item)


def _lost(time_limit: float, job: Any, reason: str) -> list[Outcome]:
    path = str(getattr(job, "path", job))
    if reason == TIMEOUT:
        return [
            Issue(
                path,
                f"reading took more than {time_limit:g} seconds and was stopped; save it again as docx or txt",
                f"读取超过 {time_limit:g} 秒，已中止；请另存为 docx 或 txt",
            )
        ]
    return [
        Issue(
            path,
            "reading ended the reader's process (damaged file, or memory); save it again as docx or txt",
            "读取时进程意外终止（文件损坏或内存不足）；请另存为 docx 或 txt",
        )
    ]


def read_items(
    source: Any,
    manifest: str | os.PathLike[str] | None,
    text_column: str | None,
    year: int | None,
    agency: str | None,
    backend: Any,
    progress: bool | None,
    *,
    ocr: bool = False,
) -> Iterator[Any]:
    """Yield what a backend makes of each report of a source, and the issues, in the order of the paths."""
    base: dict[str, Any] = {}
    if year is not None:
        base["year"] = int(year)
    if agency is not None:
        base["agency"] = str(agency)
    return run_items(source, manifest, text_column, base, backend, progress, ocr)


class _Ids:
    """Keeps report ids unique: the second of two alike gets a number."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, report: Report) -> Report:
        at = self._seen.get(report.report_id, 0) + 1
        self._seen[report.report_id] = at
        if at == 1:
            return report
        while f"{report.report_id}~{at}" in self._seen:
            at += 1
        self._seen[report.report_id] = at
        name = f"{report.report_id}~{at}"
        self._seen[name] = 1
        return replace(report, report_id=name)
