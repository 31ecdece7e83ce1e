"""Read a batch: ``read_corpus`` into memory with duplicates noticed, ``iter_reports`` as a stream."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from chenyan.backends import LocalBackend
from chenyan.backends.guarded import TIMEOUT, GuardedBackend
from chenyan.corpus.archive import archive_jobs, member_bytes
from chenyan.corpus.build import Document, build_report
from chenyan.corpus.columns import map_columns
from chenyan.corpus.progress import Progress
from chenyan.corpus.readers import ARCHIVES, SHEETS, UnreadableError, read_document
from chenyan.corpus.repeats import drop_duplicates
from chenyan.corpus.report import Corpus, Report
from chenyan.corpus.rows import RowJob, longest_column, row_job
from chenyan.corpus.sniff import sniff
from chenyan.corpus.source import Job, find_jobs
from chenyan.types import Issue, ReportError

__all__ = ["MAX_BYTES", "guarded_backend", "iter_reports", "read_corpus", "read_items", "read_job"]

MAX_BYTES = 64 * 1024 * 1024  # a single report; sheets and archives may be larger, they are streamed
_BATCH = 16
_MOST_ROW_ISSUES = 20


@dataclass(frozen=True, slots=True)
class Expand:
    """A file that holds several reports: a sheet or an archive, to be opened by the caller."""

    job: Job
    kind: str


Outcome = Report | Issue | Expand


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
    progress: bool | None = None,
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
    progress : bool, optional
        Show a progress bar; by default only where someone looks (terminal, notebook).

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
    for item in iter_reports(
        source,
        manifest=manifest,
        text_column=text_column,
        year=year,
        agency=agency,
        workers=workers,
        strict=strict,
        cache=cache,
        progress=progress,
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
    return Corpus(kept, issues)


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
    progress: bool | None = None,
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
    if workers < 1:
        raise ReportError(f"workers={workers}: at least 1 is needed 至少需要 1 个进程")
    backend: Any = LocalBackend(1) if workers == 1 else guarded_backend(workers)
    if cache is not None:
        from chenyan.corpus.caching import CachingBackend

        backend = CachingBackend(backend, cache)
    ids = _Ids()
    try:
        for item in read_items(source, manifest, text_column, year, agency, backend, progress):
            if isinstance(item, Issue):
                if strict and item.severity == "error":
                    raise ReportError(f"{item.path}: {item.reason} {item.reason_zh}".rstrip())
                yield item
            else:
                yield ids.unique(item)
    finally:
        backend.close()


def guarded_backend(workers: int, time_limit: float = 60.0) -> GuardedBackend:
    """Return worker processes for reading: a file that hangs or eats memory is lost alone, and named."""
    return GuardedBackend(workers, lost=partial(_lost, time_limit), time_limit=time_limit)


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
) -> Iterator[Any]:
    """Yield what a backend makes of each report of a source, and the issues, in the order of the paths."""
    base: dict[str, Any] = {}
    if year is not None:
        base["year"] = int(year)
    if agency is not None:
        base["agency"] = str(agency)
    return _items(source, manifest, text_column, base, backend, progress)


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


def _items(
    source: Any,
    manifest: str | os.PathLike[str] | None,
    text_column: str | None,
    base: Mapping[str, Any],
    backend: Any,
    progress: bool | None,
) -> Iterator[Report | Issue]:
    if hasattr(source, "columns") and hasattr(source, "__len__"):
        from chenyan.corpus.readers.sheets import frame_rows

        job = Job("DataFrame", "", "", known=dict(base))
        yield from _sheet(job, "frame", frame_rows(source), text_column, backend)
        return
    found = find_jobs(source, manifest=manifest)
    yield from found.issues
    jobs = [replace(job, known={**base, **job.known}) for job in found.jobs] if base else list(found.jobs)
    with Progress(len(jobs), progress) as bar:
        yield from _run(jobs, text_column, backend, bar)


def _run(jobs: Sequence[Job], text_column: str | None, backend: Any, bar: Progress) -> Iterator[Report | Issue]:
    for outcomes in backend.map_batches(_read_batch, _batches(jobs, _BATCH)):
        for outcome in outcomes:
            if isinstance(outcome, Expand):
                yield from _expand(outcome, text_column, backend, bar)
            else:
                yield outcome
        bar.step(_BATCH)


def _expand(outcome: Expand, text_column: str | None, backend: Any, bar: Progress) -> Iterator[Report | Issue]:
    job = outcome.job
    if outcome.kind in ARCHIVES:
        try:
            jobs, issues = archive_jobs(job)
        except UnreadableError as error:
            yield _issue(job.path, error)
            return
        yield from issues
        bar.grow(len(jobs))
        yield from _run(jobs, text_column, backend, bar)
        return
    from chenyan.corpus.readers.sheets import rows

    try:
        source = member_bytes(job) if job.members else Path(job.file)
        if not job.members and os.path.getsize(job.file) <= MAX_BYTES:
            source = Path(job.file).read_bytes()
        yield from _sheet(job, outcome.kind, rows(source, outcome.kind), text_column, backend)
    except UnreadableError as error:
        yield _issue(job.path, error)
    except OSError as error:
        yield Issue(job.path, f"cannot be read: {error.strerror or error}", f"无法读取：{error.strerror or error}")


def _sheet(
    job: Job,
    kind: str,
    rows: Iterator[tuple[int, dict[str, Any] | str]],
    text_column: str | None,
    backend: Any,
) -> Iterator[Report | Issue]:
    """Read the reports of a sheet; its text column is found by name, else by its contents."""
    front: list[tuple[int, dict[str, Any] | str]] = []
    for row in rows:
        front.append(row)
        if len(front) == 20:
            break
    records = [record for _, record in front if isinstance(record, dict)]
    columns = list(dict.fromkeys(name for record in records for name in record))
    if not columns:
        reasons = [record for _, record in front if isinstance(record, str)]
        yield Issue(
            job.path,
            f"no row with a report in it ({reasons[0]})" if reasons else "the sheet has no rows",
            "表格中没有可读的报告行" if reasons else "表格没有数据行",
        )
        return
    if text_column is not None and text_column not in columns:
        yield Issue(
            job.path,
            f"no column {text_column!r}; the columns are {', '.join(columns[:12])}",
            f"没有名为 {text_column} 的列；现有列：{'、'.join(columns[:12])}",
        )
        return
    mapped = map_columns(columns, text_column=text_column)
    if "text" not in mapped:
        found = longest_column(records)
        if found is None:
            yield Issue(
                job.path,
                f"no text column among {', '.join(columns[:12])}; name it with text_column= (--text-column)",
                f"在列 {'、'.join(columns[:12])} 中找不到正文列；请用 text_column=（--text-column）指定",
            )
            return
        mapped = map_columns(columns, text_column=found)
    single = len(front) == 1

    def jobs() -> Iterator[RowJob | Issue]:
        for number, record in _chain(front, rows):
            path = job.path if single else f"{job.path}#{number}"
            if isinstance(record, str):
                yield Issue(path, f"row {number}: {record}", f"第 {number} 行无法读取")
                continue
            yield row_job(job, kind, number, record, mapped, path, single=single)

    bad = 0
    for outcomes in backend.map_batches(_read_batch, _batches(jobs(), _BATCH)):
        for outcome in outcomes:
            if isinstance(outcome, Issue) and outcome.severity == "error":
                bad += 1
                if bad > _MOST_ROW_ISSUES:
                    continue
            if not isinstance(outcome, Expand):
                yield outcome
    if bad > _MOST_ROW_ISSUES:
        more = bad - _MOST_ROW_ISSUES
        yield Issue(job.path, f"{more} more rows could not be read", f"另有 {more} 行无法读取")


def _chain(front: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    yield from front
    yield from rest


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _read_batch(batch: Sequence[Job | RowJob | Issue]) -> list[Outcome]:
    """Read one batch of jobs; runs in a worker."""
    outcomes: list[Outcome] = []
    for job in batch:
        if isinstance(job, Issue):
            outcomes.append(job)
        elif isinstance(job, RowJob):
            outcomes.extend(_read_row(job))
        else:
            outcomes.extend(read_job(job))
    return outcomes


def read_job(job: Job) -> list[Outcome]:
    """Read one file: its report with warnings, or one issue, or the word that it holds several reports."""
    try:
        if job.members:
            data = member_bytes(job)
        else:
            size = os.path.getsize(job.file)
            with open(job.file, "rb") as stream:
                data = stream.read(MAX_BYTES if size <= MAX_BYTES else 65536)
            if size > MAX_BYTES:
                kind = "zip" if data.startswith(b"PK\x03\x04") else sniff(data, job.path)
                if kind in SHEETS or kind in ARCHIVES:
                    return [Expand(job, kind)]
                raise UnreadableError(
                    f"{size} bytes: larger than {MAX_BYTES}, no single report is; split it or read it as csv or jsonl",
                    f"文件有 {size} 字节，超过单份报告的上限 {MAX_BYTES}；请拆分，或以 csv、jsonl 读取",
                )
        kind = sniff(data, job.path)
        if kind in SHEETS or kind in ARCHIVES:
            return [Expand(job, kind)]
        document = read_document(data, job.path, kind)
        return _built(document, job.report_id, job.path, job.known)
    except UnreadableError as error:
        return [_issue(job.path, error)]
    except OSError as error:
        reason = error.strerror or str(error)
        return [Issue(job.path, f"cannot be read: {reason}", f"无法读取：{reason}")]
    except (MemoryError, RecursionError) as error:
        return [_crash(job.path, error)]
    except Exception as error:  # one bad file must not stop the batch; the issue names the fault
        return [_crash(job.path, error)]


def _read_row(job: RowJob) -> list[Outcome]:
    from chenyan.corpus.readers.plain import row_document

    try:
        document = row_document(job.text, job.kind, title=job.title, metadata=job.metadata)
        return _built(document, job.report_id, job.path, job.known)
    except UnreadableError as error:
        return [_issue(job.path, error)]
    except Exception as error:  # as above
        return [_crash(job.path, error)]


def _built(document: Document, report_id: str, path: str, known: Mapping[str, Any]) -> list[Outcome]:
    report = build_report(document, report_id=report_id, source=path, known=known)
    notes: list[Outcome] = [Issue(path, en, zh, "warning", report_id) for en, zh in document.notes]
    return [report, *notes]


def _issue(path: str, error: UnreadableError) -> Issue:
    return Issue(path, error.reason, error.reason_zh)


def _crash(path: str, error: BaseException) -> Issue:
    what = f"{type(error).__name__}: {str(error)[:160]}"
    return Issue(
        path,
        f"could not be read ({what}); save it again, as docx or txt if need be",
        f"无法读取（{what}）；请重新另存，必要时存为 docx 或 txt",
    )
