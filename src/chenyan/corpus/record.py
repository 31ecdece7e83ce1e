"""The JSON record of a report: what ``chenyan read`` prints, one line a report."""

from __future__ import annotations

from typing import Any

from chenyan.corpus.report import Report

__all__ = ["report_record"]


def report_record(report: Report) -> dict[str, Any]:
    """Return a report as plain data; the names are a contract.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.corpus.record import report_record
    >>> record = report_record(cy.report_from_text("一、总体情况\\n公开信息80条。", year=2022))
    >>> record["year"], [section["kind"] for section in record["sections"]]
    (2022, ['overview'])
    """
    return {
        "report_id": report.report_id,
        "source": report.source,
        "agency": report.agency,
        "region": report.region,
        "level": report.level,
        "year": report.year,
        "published": report.published.isoformat() if report.published else None,
        "format": report.format,
        "encoding": report.encoding,
        "n_chars": len(report.text),
        "sections": [
            {
                "kind": section.kind,
                "number": section.number,
                "heading": section.heading,
                "start": section.start,
                "end": section.end,
                "body_start": section.body_start,
            }
            for section in report.sections
        ],
        "tables": [
            {
                "form": table.form,
                "vintage": table.vintage,
                "cells": [
                    {
                        "row": cell.row,
                        "column": cell.column,
                        "row_label": cell.row_label,
                        "column_label": cell.column_label,
                        "text": cell.text,
                        "value": cell.value,
                        "state": cell.state,
                    }
                    for cell in table.cells
                ],
            }
            for table in report.tables
        ],
        "text": report.text,
    }
