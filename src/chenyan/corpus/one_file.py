"""Read one file or one row of a sheet: its report with warnings, or the one reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chenyan.corpus.archive import member_bytes
from chenyan.corpus.build import Document, build_report
from chenyan.corpus.readers import ARCHIVES, SHEETS, UnreadableError, read_document
from chenyan.corpus.report import Report
from chenyan.corpus.rows import RowJob
from chenyan.corpus.sniff import sniff
from chenyan.corpus.source import Job
from chenyan.types import Issue

__all__ = ["MAX_BYTES", "Expand", "Outcome", "issue_of", "read_batch", "read_job"]

MAX_BYTES = 64 * 1024 * 1024  # a single report; sheets and archives may be larger, they are streamed


@dataclass(frozen=True, slots=True)
class Expand:
    """A file that holds several reports: a sheet or an archive, to be opened by the caller."""

    job: Job
    kind: str


Outcome = Report | Issue | Expand


def read_batch(batch: Sequence[Job | RowJob | Issue]) -> list[Outcome]:
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
            with open(job.file, "rb", buffering=0) as stream:
                size = os.fstat(stream.fileno()).st_size
                data = stream.readall()[:MAX_BYTES] if size <= MAX_BYTES else stream.read(65536)
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
        document = read_document(data, job.path, kind, ocr=job.ocr)
        return _built(document, job.report_id, job.path, job.known)
    except UnreadableError as error:
        return [issue_of(job.path, error)]
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
        return [issue_of(job.path, error)]
    except Exception as error:  # as above
        return [_crash(job.path, error)]


_NO_YEAR = (
    "the year it reports on was not found, so years and earlier reports are not checked; name it in a manifest.csv "
    "(columns file, year) or with --year (year=)",
    "未能识别报告年度，年份与历年比较未检；请在 manifest.csv（列 file、year）中注明，或用 --year（year=）指定",
)


def _built(document: Document, report_id: str, path: str, known: Mapping[str, Any]) -> list[Outcome]:
    report = build_report(document, report_id=report_id, source=path, known=known)
    said = [*document.notes, *([_NO_YEAR] if report.year is None else [])]
    return [report, *(Issue(path, en, zh, "warning", report_id) for en, zh in said)]


def issue_of(path: str, error: UnreadableError) -> Issue:
    return Issue(path, error.reason, error.reason_zh)


def _crash(path: str, error: BaseException) -> Issue:
    what = f"{type(error).__name__}: {str(error)[:160]}"
    return Issue(
        path,
        f"could not be read ({what}); save it again, as docx or txt if need be",
        f"无法读取（{what}）；请重新另存，必要时存为 docx 或 txt",
    )
