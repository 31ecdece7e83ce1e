"""A report as bytes and back, without pickle: what is spilled to disk and kept between runs.

JSON (data only, nothing in it can run), lightly compressed. Cells, sentences and nodes are rows, not objects, and
labels that recur in a table are stored once, so that a report of 4,000 characters takes about 7 kB. Tables, which are
most of it, stand apart and are decoded when somebody asks for them.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from chenyan.corpus.report import Report
from chenyan.types import Cell, Fact, Identity, Node, Section, Sentence, Table

FORMAT = 2
_HEAD = 4  # bytes that say how long the first part is


def _values(kind: type) -> Any:
    """Return a function that gives the fields of a record in their order, ten times as fast as ``astuple``."""
    return attrgetter(*(item.name for item in fields(kind)))


_section, _node, _sentence, _identity = map(_values, (Section, Node, Sentence, Identity))
_cell = attrgetter("row", "column", "row_label", "column_label", "text", "value", "state", "start", "end")


def encode_report(report: Report) -> bytes:
    """Return a report as bytes.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.corpus.codec import decode_report, encode_report
    >>> report = cy.report_from_text("一、总体情况\\n2022年，公开信息80条。", year=2022, published="2023-01-20")
    >>> decode_report(encode_report(report)) == report
    True
    """
    data = [
        FORMAT,
        report.report_id,
        report.text,
        report.source,
        report.format,
        report.encoding,
        report.metadata,
        [_fact(fact) for fact in _identity(report.identity)],
        list(map(_section, report.sections)),
        list(map(_node, report.outline)),
        list(map(_sentence, report.sentences)),
    ]
    head = _deflate(data)
    return len(head).to_bytes(_HEAD, "big") + head + _deflate([_table(table) for table in report.tables])


def _deflate(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _inflate(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob).decode("utf-8", "surrogatepass"))


def decode_report(blob: bytes) -> Report:
    """Return the report of these bytes.

    Raises
    ------
    ValueError
        Where the bytes are not of ``encode_report``, or of another version of it.
    """
    size = int.from_bytes(blob[:_HEAD], "big")
    try:
        data = _inflate(blob[_HEAD : _HEAD + size])
    except (zlib.error, ValueError) as error:
        raise ValueError(f"not a stored report: {error}") from error
    if not isinstance(data, list) or not data or data[0] != FORMAT:
        raise ValueError("a stored report of another version")
    _, report_id, text, source, format_, encoding, metadata, facts, sections, outline, sentences = data
    return StoredReport.of(
        blob[_HEAD + size :],
        report_id=report_id,
        text=text,
        identity=Identity(*(_unfact(*fact) for fact in facts)),
        sections=tuple(Section(*row) for row in sections),
        outline=tuple(Node(*row) for row in outline),
        sentences=tuple(Sentence(*row) for row in sentences),
        source=source,
        format=format_,
        encoding=encoding,
        metadata=tuple((key, value) for key, value in metadata),
    )


_SLOT: Any = Report.__dict__["tables"]


class _Tables:
    """The tables of a stored report: decoded when asked for, then held like any other field."""

    def __get__(self, report: StoredReport | None, owner: type | None = None) -> Any:
        if report is None:
            return self
        if report._rest:
            rest = report._rest
            object.__setattr__(report, "_rest", b"")
            _SLOT.__set__(report, tuple(_untable(*row) for row in _inflate(rest)))
        return _SLOT.__get__(report, owner)

    def __set__(self, report: StoredReport, value: Any) -> None:
        object.__setattr__(report, "_rest", b"")
        _SLOT.__set__(report, value)


class StoredReport(Report):
    """A report that was decoded from bytes; it equals the report that was encoded."""

    __slots__ = ("_rest",)
    _rest: bytes
    tables = _Tables()

    @classmethod
    def of(cls, rest: bytes, **known: Any) -> StoredReport:
        """Return a report whose tables are still bytes."""
        report = cls(**known)
        object.__setattr__(report, "_rest", rest)
        return report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and _everything(self) == _everything(other)

    def __hash__(self) -> int:
        return hash(_everything(self))


_everything = attrgetter(*(item.name for item in fields(Report)))


def _fact(fact: Fact) -> list[Any]:
    value = fact.value
    day = value.isoformat() if isinstance(value, date) else None
    return [None if day else value, day, fact.confidence, fact.source, fact.start, fact.end]


def _unfact(value: Any, day: str | None, confidence: float, source: str, start: int, end: int) -> Fact:
    return Fact(date.fromisoformat(day) if day else value, confidence, source, start, end)


def _table(table: Table) -> list[Any]:
    names: dict[str, int] = {}
    at = names.setdefault
    cells = []
    for cell in table.cells:
        row, column, row_label, column_label, text, value, state, start, end = _cell(cell)
        cells.append(
            [
                at(row, len(names)),
                at(column, len(names)),
                at(row_label, len(names)),
                at(column_label, len(names)),
                text,
                value,
                at(state, len(names)),
                start,
                end,
            ]
        )
    return [table.form, table.vintage, table.start, table.end, table.notes, list(names), cells]


def _untable(
    form: str, vintage: int, start: int, end: int, notes: list[str], names: list[str], rows: list[list[Any]]
) -> Table:
    cells = tuple(
        Cell(names[r], names[c], names[rl], names[cl], text, value, names[state], low, high)
        for r, c, rl, cl, text, value, state, low, high in rows
    )
    return Table(form, vintage, cells, start, end, tuple(notes))
