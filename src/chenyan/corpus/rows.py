"""Rows of a batch sheet as jobs: which column is the text, what a row says of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chenyan.corpus.columns import known_of
from chenyan.corpus.source import Job
from chenyan.types import Issue

__all__ = ["RowJob", "longest_column", "row_job"]

_MIN_HANZI = 200  # a column whose cells hold fewer on average is no column of reports


@dataclass(frozen=True, slots=True)
class RowJob:
    """One row of a sheet: its text and what the row says."""

    path: str
    report_id: str
    text: str
    kind: str
    title: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)
    metadata: tuple[tuple[str, str], ...] = ()


def longest_column(records: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the column with the most hanzi a row, where that is enough for reports."""
    sums: dict[str, int] = {}
    for record in records:
        for name, value in record.items():
            if isinstance(value, str):
                n_hanzi = sum("\u4e00" <= char <= "\u9fff" for char in value[:20000])
                sums[name] = sums.get(name, 0) + n_hanzi
    best = max(sums, key=lambda name: (sums[name], name), default=None)
    return best if best is not None and sums[best] >= _MIN_HANZI * len(records) else None


def row_job(
    job: Job, kind: str, number: int, record: Mapping[str, Any], mapped: Mapping[str, str], path: str, *, single: bool
) -> RowJob | Issue:
    """Return the job of one row, or why it has none."""
    value = record.get(mapped["text"])
    text = value if isinstance(value, str) else ""
    if not text.strip() or text.strip().lower() in ("nan", "none", "null"):
        return Issue(path, f"row {number}: no text", f"第 {number} 行没有正文")

    def said(name: str) -> str:
        cell = record.get(mapped.get(name, ""), None)
        words = "" if cell is None else str(cell).strip()
        return "" if words.lower() in ("nan", "none", "null", "<na>") else words

    given = said("id")
    base = job.report_id or "row"
    report_id = given or (base if single and job.report_id else f"{base}#{number}")
    metadata = tuple((name, said(name)) for name in ("title", "source") if said(name))
    known = {**job.known, **known_of(record, mapped)}
    return RowJob(path, report_id, text, kind, said("title"), known, metadata)
