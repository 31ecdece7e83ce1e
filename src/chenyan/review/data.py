"""Gather what the review page shows: each flag in its context, related places, tables, rules, reports."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from chenyan import __version__
from chenyan.corpus.report import Report
from chenyan.files import sha256
from chenyan.rules import get_rule
from chenyan.types import Flag, SettingsError, Span, Table

__all__ = ["CONTEXT", "FLAG_FIELDS", "review_data"]

CONTEXT = 120  # characters shown before and after the evidence
MAX_WORDS = 1500  # longer evidence is shown by its beginning; the tables hold all of it
MAX_RELATED = 6

# One flag is a list in this order: 20,000 flags stay small.
FLAG_FIELDS = (
    "fingerprint", "report", "code", "severity", "confidence", "section", "start", "end", "before", "words", "after",
    "cut", "message", "message_zh", "value", "expected", "related", "table",
)  # fmt: skip


def review_data(audit: Any, only: Collection[str] | None = None) -> dict[str, Any]:
    """Return the data of the review page as plain lists and mappings.

    Parameters
    ----------
    audit : Audit
        What to review.
    only : collection of str, optional
        Fingerprints to keep; None keeps all.
    """
    kept = [
        (flag, name)
        for flag, name in zip(audit.flags.records, audit.flags.fingerprints, strict=True)
        if only is None or name in only
    ]
    corpus = audit.corpus
    ids = sorted({flag.evidence.report_id for flag, _ in kept})
    place = {report_id: at for at, report_id in enumerate(ids)}
    tables = _Tables()
    flags = [_flag(flag, name, corpus, place, tables) for flag, name in kept]
    identity = sha256(json.dumps([(name, corpus[f.evidence.report_id].year) for f, name in kept]).encode())
    return {
        "batch": identity[:16],
        "version": __version__,
        "n_reports": len(corpus),
        "fields": list(FLAG_FIELDS),
        "rules": _rules(sorted({flag.code for flag, _ in kept}), kept),
        "reports": [_report(corpus[report_id], audit.grades.get(report_id, "")) for report_id in ids],
        "tables": tables.shown,
        "flags": flags,
    }


def _rules(codes: Sequence[str], kept: Sequence[tuple[Flag, str]]) -> dict[str, dict[str, str]]:
    """Return names and explanations; a rule of a package that is no longer there is known by its flags alone."""
    names = {flag.code: flag.name for flag, _ in kept}
    found: dict[str, dict[str, str]] = {}
    for code in codes:
        try:
            rule = get_rule(code)
        except SettingsError:
            found[code] = {"name": names[code], "name_zh": names[code], "en": "", "zh": "", "source": ""}
            continue
        found[code] = {
            "name": rule.name.replace("-", " "),
            "name_zh": rule.name_zh,
            "en": rule.explanation,
            "zh": rule.explanation_zh,
            "source": rule.source,
        }
    return found


def _report(report: Report, grade: str) -> dict[str, Any]:
    return {
        "id": report.report_id,
        "agency": report.agency,
        "region": report.region,
        "year": report.year,
        "grade": grade,
        "source": report.source,
    }


def _flag(flag: Flag, name: str, corpus: Any, place: Mapping[str, int], tables: _Tables) -> list[Any]:
    report = corpus[flag.evidence.report_id]
    before, words, after, cut = _context(report, flag.evidence)
    table = tables.of(report, flag)
    # cells that the table shows need no place of their own beside it
    others = _joined(
        [span for span in flag.related if span.report_id in corpus and not (table and _in_table(report, span))]
    )
    return [
        name, place[report.report_id], flag.code, flag.severity.value, flag.confidence, flag.section,
        flag.evidence.start, flag.evidence.end, before, words, after, cut, flag.message, flag.message_zh, flag.value,
        flag.expected, [_related(span, corpus) for span in others[:MAX_RELATED]], table,
    ]  # fmt: skip


def _joined(spans: Sequence[Span], gap: int = 3) -> list[Span]:
    """Join related places that follow each other, so that a passage of several sentences is shown as one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.report_id == span.report_id and 0 <= span.start - last.end <= gap:
            joined[-1] = Span(last.report_id, last.start, span.end)
        else:
            joined.append(span)
    return joined


def _in_table(report: Report, span: Span) -> bool:
    return span.report_id == report.report_id and report.in_table(span.start)


def _context(report: Report, span: Span) -> tuple[str, str, str, int]:
    """Return the words before, the words, the words after, and how many of the words were left out."""
    words = report.text[span.start : span.end]
    return (
        report.text[max(0, span.start - CONTEXT) : span.start],
        words[:MAX_WORDS],
        report.text[span.end : span.end + CONTEXT],
        max(0, len(words) - MAX_WORDS),
    )


def _related(span: Span, corpus: Any) -> list[Any]:
    """Return a related place: report, agency, year, start, end, before, words, after, left out."""
    report = corpus[span.report_id]
    return [report.report_id, report.agency, report.year, span.start, span.end, *_context(report, span)]


class _Tables:
    """The statutory tables that flags point into, each kept once."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self._place: dict[tuple[str, int], int] = {}

    def of(self, report: Report, flag: Flag) -> list[Any] | None:
        """Return the table that holds the evidence: its place in the list, and the marked cells; None outside."""
        for table in report.tables:
            spans = [span for span in (flag.evidence, *flag.related) if span.report_id == report.report_id]
            inside = [span for span in spans if table.start <= span.start < table.end]
            if not inside or inside[0] != flag.evidence:
                continue
            rows, columns = _lines(table)
            marked = [
                [rows.index(cell.row), columns.index(cell.column), int(any(_touch(cell, s) for s in inside[:1]))]
                for cell in table.cells
                if any(_touch(cell, span) for span in inside)
            ]
            if not marked or 2 * len(marked) > len(table.cells):
                return None
            key = (report.report_id, table.start)
            if key not in self._place:
                self._place[key] = len(self.shown)
                self.shown.append(_shown(table, rows, columns))
            return [self._place[key], marked]
        return None


def _touch(cell: Any, span: Span) -> bool:
    if cell.start == cell.end:
        return bool(span.start == cell.start and span.end == cell.end)
    return bool(cell.start < span.end and span.start < cell.end)


def _lines(table: Table) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys(c.row for c in table.cells)), list(dict.fromkeys(c.column for c in table.cells))


def _shown(table: Table, rows: list[str], columns: list[str]) -> dict[str, Any]:
    """Return a table as rows of texts with its labels."""
    by_key = table.by_key()
    row_label = {cell.row: cell.row_label for cell in table.cells}
    column_label = {cell.column: cell.column_label for cell in table.cells}
    return {
        "form": table.form,
        "rows": [row_label[row] for row in rows],
        "columns": [column_label[column] for column in columns],
        "cells": [
            [cell.text[:40] if (cell := by_key.get((row, column))) else None for column in columns] for row in rows
        ],
    }
