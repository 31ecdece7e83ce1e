"""A report as bytes with what is needed to file it: what workers send, spill files hold, and the memory of readings keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.report import Report
from chenyan.types import Issue

__all__ = ["Stored", "pack", "store_report", "unpack"]


class Stored(NamedTuple):
    """A report as bytes; ``group`` is alike for reports that may be the same one in two files."""

    report_id: str
    series: str
    year: int | None
    group: str
    blob: bytes

    def report(self) -> Report:
        """Return the report."""
        return decode_report(self.blob)


def store_report(report: Report) -> Stored:
    """Return a report as bytes."""
    if report.agency and report.year is not None:
        group = f"{report.agency}|{report.year}|{report.genre}"
    else:
        group = hashlib.sha256("".join(report.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return Stored(report.report_id, report.series, report.year, group, encode_report(report))


def pack(items: Iterable[Stored | Issue]) -> bytes:
    """Return what one file gave as bytes: a line of JSON, then the reports."""
    rows: list[list[object]] = []
    blobs: list[bytes] = []
    for item in items:
        if isinstance(item, Stored):
            rows.append([item.report_id, item.series, item.year, item.group, len(item.blob)])
            blobs.append(item.blob)
        else:
            rows.append([item.path, item.reason, item.reason_zh, item.severity, item.report_id, "issue"])
    head = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"".join((head, b"\n", *blobs))


def unpack(data: bytes) -> Sequence[Stored | Issue]:
    """Return what ``pack`` was given."""
    head, _, rest = data.partition(b"\n")
    items: list[Stored | Issue] = []
    at = 0
    for row in json.loads(head.decode("utf-8", "surrogatepass")):
        if len(row) == 6:
            items.append(Issue(*row[:5]))
            continue
        report_id, series, year, group, size = row
        items.append(Stored(report_id, series, year, group, rest[at : at + size]))
        at += size
    return items
