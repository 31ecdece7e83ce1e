"""What tables and manifests say of a report, without the report: kept when the report itself is no longer in memory."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from chenyan.corpus.report import Report
from chenyan.types import STATUTORY_KINDS

__all__ = ["Card", "card_of"]


class Card(NamedTuple):
    """A report's identity and sizes; ``readable`` says whether rules had something to look at."""

    report_id: str
    agency: str
    region: str
    level: str
    agency_type: str
    genre: str
    year: int | None
    published: str | None
    source: str
    n_chars: int
    n_sentences: int
    n_tables: int
    n_cells: int
    sha256: str
    file_sha256: str
    readable: bool


def card_of(report: Report) -> Card:
    """Return the card of a report."""
    return Card(
        report.report_id,
        report.agency,
        report.region,
        report.level,
        report.agency_type,
        report.genre,
        report.year,
        report.published.isoformat() if report.published else None,
        report.source,
        len(report.text),
        len(report.sentences),
        len(report.tables),
        sum(len(table.cells) for table in report.tables),
        hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        dict(report.metadata).get("sha256", ""),
        report.year is not None and any(s.kind in (*STATUTORY_KINDS, "part") for s in report.sections),
    )
