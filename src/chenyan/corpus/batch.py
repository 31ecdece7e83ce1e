"""Run the jobs of a source over a backend; sheets and archives are opened on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chenyan.corpus import one_file
from chenyan.corpus.archive import archive_jobs, member_bytes
from chenyan.corpus.columns import map_columns
from chenyan.corpus.one_file import Expand, issue_of, read_batch
from chenyan.corpus.progress import Progress
from chenyan.corpus.readers import ARCHIVES, UnreadableError
from chenyan.corpus.report import Report
from chenyan.corpus.rows import RowJob, longest_column, row_job
from chenyan.corpus.source import Job, find_jobs
from chenyan.types import Issue

__all__ = ["run_items"]

_BATCH = 16
_MOST_ROW_ISSUES = 20


def run_items(
    source: Any,
    manifest: str | os.PathLike[str] | None,
    text_column: str | None,
    base: Mapping[str, Any],
    backend: Any,
    progress: bool | None,
    ocr: bool = False,
) -> Iterator[Report | Issue]:
    """Yield what a backend makes of each report of a source, and the issues, in the order of the paths."""
    if hasattr(source, "columns") and hasattr(source, "__len__"):
        from chenyan.corpus.readers.sheets import frame_rows

        job = Job("DataFrame", "", "", known=dict(base))
        yield from _sheet(job, "frame", frame_rows(source), text_column, backend)
        return
    found = find_jobs(source, manifest=manifest)
    yield from found.issues
    jobs = list(found.jobs)
    if base or ocr:
        jobs = [replace(job, known={**base, **job.known}, ocr=ocr) for job in jobs]
    with Progress(len(jobs), progress) as bar:
        yield from _run(jobs, text_column, backend, bar)


def _run(jobs: Sequence[Job], text_column: str | None, backend: Any, bar: Progress) -> Iterator[Report | Issue]:
    for outcomes in backend.map_batches(read_batch, _batches(jobs, _BATCH)):
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
            yield issue_of(job.path, error)
            return
        yield from issues
        bar.grow(len(jobs))
        yield from _run(jobs, text_column, backend, bar)
        return
    from chenyan.corpus.readers.sheets import rows

    try:
        source = member_bytes(job) if job.members else Path(job.file)
        if not job.members and os.path.getsize(job.file) <= one_file.MAX_BYTES:
            source = Path(job.file).read_bytes()
        yield from _sheet(job, outcome.kind, rows(source, outcome.kind), text_column, backend)
    except UnreadableError as error:
        yield issue_of(job.path, error)
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
    for outcomes in backend.map_batches(read_batch, _batches(jobs(), _BATCH)):
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
