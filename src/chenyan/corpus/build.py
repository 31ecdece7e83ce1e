"""From a decoded document to a report: segment, find the tables, identify."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chenyan.corpus.identity import identify
from chenyan.corpus.report import Report
from chenyan.corpus.segment import segment
from chenyan.corpus.tables import find_tables
from chenyan.types import Grid


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader returns: the decoded text, the tables as printed, and what it knows of the file.

    ``text`` holds the cells of tables too (one row a line, cells separated by tabs), and each
    ``GridCell`` says where its words stand in it. ``notes`` are warnings for the reader of the batch, as
    (English, Chinese) pairs: damage with its count, pages without text, and the like.
    """

    text: str
    format: str
    encoding: str = "utf-8"
    grids: tuple[Grid, ...] = ()
    title: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def build_report(
    document: Document, *, report_id: str, source: str = "", known: Mapping[str, Any] | None = None
) -> Report:
    """Build the report of one document; ``known`` holds what a manifest or the caller says (it wins)."""
    tables = find_tables(document.text, document.grids)
    segmented = segment(document.text, tables, title_hint=document.title)
    identity = identify(
        document.text,
        segmented.sections,
        tables=tables,
        source=source,
        metadata=dict(document.metadata),
        title_hint=document.title,
        known=known or {},
    )
    return Report(
        report_id=report_id,
        text=document.text,
        identity=identity,
        sections=segmented.sections,
        outline=segmented.outline,
        sentences=segmented.sentences,
        tables=tables,
        source=source,
        format=document.format,
        encoding=document.encoding,
        metadata=document.metadata,
    )


def report_from_text(
    text: str, *, report_id: str = "report", year: int | None = None, agency: str | None = None, **known: Any
) -> Report:
    """Build a report from a string.

    Parameters
    ----------
    text : str
        The text of the report; tables may stand in it with one cell a line, by tabs or by pipes.
    report_id : str, default "report"
        Its id.
    year, agency, **known
        What is known: year, agency, region, level, agency_type, genre, published (date or ISO string), series.

    Returns
    -------
    Report

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("一、总体情况\\n2022年，我镇公开信息80条。", year=2022)
    >>> report.section("overview").body.strip()
    '2022年，我镇公开信息80条。'
    """
    given = {key: value for key, value in {"year": year, "agency": agency, **known}.items() if value is not None}
    return build_report(Document(text=text, format="txt"), report_id=report_id, known=given)
