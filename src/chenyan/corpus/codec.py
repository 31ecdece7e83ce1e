"""A report as bytes and back, without pickle: what is spilled to disk and kept between runs.

JSON (data only, nothing in it can run). Cells, sentences and nodes are rows, not objects, and labels that recur in a
table are stored once, so that a report of 4,000 characters takes about 20 kB. Compressing would make that a third and take
as long as all the rest of storing. It has three parts: text and identity; sections, outline and sentences; tables. The
second and the third, which are most of it, are decoded when somebody asks for them.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain
from operator import add, attrgetter, sub
from typing import Any

from chenyan.corpus.report import Report
from chenyan.corpus.table_rows import read_value
from chenyan.types import Cell, Fact, Identity, Node, Section, Sentence, Table

FORMAT = 5
_SIZE = 4  # bytes that say how long a part is


def _values(kind: type) -> Any:
    """Return a function that gives the fields of a record in their order, ten times as fast as ``astuple``."""
    return attrgetter(*(item.name for item in fields(kind)))


_section, _node, _sentence, _identity = map(_values, (Section, Node, Sentence, Identity))


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
    ]
    middle = [
        list(map(_section, report.sections)), list(map(_node, report.outline)), list(map(_sentence, report.sentences)),
    ]  # fmt: skip
    tables = ",".join(map(_table, report.tables))
    parts = [part.encode("utf-8", "surrogatepass") for part in (_json(data), _json(middle), f"[{tables}]")]
    return b"".join((*(len(part).to_bytes(_SIZE, "big") for part in parts), *parts))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _data(part: bytes) -> Any:
    return json.loads(part.decode("utf-8", "surrogatepass"))


def _split(blob: bytes) -> list[bytes]:
    """Return the three parts of a stored report."""
    sizes = [int.from_bytes(blob[at : at + _SIZE], "big") for at in (0, _SIZE, 2 * _SIZE)]
    if len(blob) != 3 * _SIZE + sum(sizes):
        raise ValueError("not a stored report: it is not as long as it says")
    parts, at = [], 3 * _SIZE
    for size in sizes:
        parts.append(blob[at : at + size])
        at += size
    return parts


def decode_report(blob: bytes) -> Report:
    """Return the report of these bytes.

    Raises
    ------
    ValueError
        Where the bytes are not of ``encode_report``, or of another version of it.
    """
    head, middle, tables = _split(blob)
    try:
        data = _data(head)
    except ValueError as error:
        raise ValueError(f"not a stored report: {error}") from error
    if not isinstance(data, list) or not data or data[0] != FORMAT:
        raise ValueError("a stored report of another version")
    _, report_id, text, source, format_, encoding, metadata, facts = data
    return StoredReport.of(
        middle,
        tables,
        report_id=report_id,
        text=text,
        identity=Identity(*(_unfact(*fact) for fact in facts)),
        source=source,
        format=format_,
        encoding=encoding,
        metadata=tuple((key, value) for key, value in metadata),
    )


class _Later:
    """A field of a stored report that is decoded when asked for, then held like any other."""

    def __init__(self, name: str, part: str) -> None:
        self._slot: Any = Report.__dict__[name]
        self._part = part
        self._waiting: Any = attrgetter(part)

    def __get__(self, report: StoredReport | None, owner: type | None = None) -> Any:
        if report is None:
            return self
        if self._waiting(report):
            report._decode(self._part)
        return self._slot.__get__(report, owner)

    def __set__(self, report: StoredReport, value: Any) -> None:
        object.__setattr__(report, self._part, b"")
        self._slot.__set__(report, value)


class StoredReport(Report):
    """A report that was decoded from bytes; it equals the report that was encoded."""

    __slots__ = ("_middle", "_tables")
    _middle: bytes
    _tables: bytes
    sections = _Later("sections", "_middle")
    outline = _Later("outline", "_middle")
    sentences = _Later("sentences", "_middle")
    tables = _Later("tables", "_tables")

    @classmethod
    def of(cls, middle: bytes, tables: bytes, **known: Any) -> StoredReport:
        """Return a report of which two parts are still bytes."""
        report = cls(**known)
        object.__setattr__(report, "_middle", middle)
        object.__setattr__(report, "_tables", tables)
        return report

    def _decode(self, part: str) -> None:
        """Decode what still is bytes of one part."""
        if part == "_tables":
            object.__setattr__(self, "tables", tuple(_untable(*row) for row in _data(self._tables)))
            return
        sections, outline, sentences = _data(self._middle)
        object.__setattr__(self, "sections", tuple(Section(*row) for row in sections))
        object.__setattr__(self, "outline", tuple(Node(*row) for row in outline))
        object.__setattr__(self, "sentences", tuple(Sentence(*row) for row in sentences))

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


def _table(table: Table) -> str:
    """Return a table as JSON by columns, which are written and read three times as fast as rows.

    What follows from something else is left out: most cells hold what ``read_value`` makes of their words, and end
    where their words end. The keys and labels are those of a form, so their JSON is made once and not for each report.
    """
    columns = list(zip(*table.cells, strict=True)) or [()] * len(Cell._fields)
    *named, text, value, state, start, end = columns
    read = list(zip(*map(read_value, text), strict=True)) or [(), ()]
    as_read = read == [value, state] and list(map(type, read[0])) == list(map(type, value))
    as_long = list(map(add, start, map(len, text))) == list(end)
    known = _json([table.form, table.vintage, table.start, table.end, table.notes])
    rest = [text, list(map(sub, start, (0, *start))), None if as_read else [value, state], None if as_long else end]
    return f"[{known},{_labels(*named)},{_json(rest)}]"


@lru_cache(maxsize=256)
def _labels(*named: tuple[str, ...]) -> str:
    """Return the keys and labels of the cells of a table as JSON; those that recur are stored once."""
    names = list(dict.fromkeys(chain(*named)))
    place = {name: at for at, name in enumerate(names)}.__getitem__
    return _json([names, [list(map(place, one)) for one in named]])


def _untable(known: list[Any], labels: list[list[Any]], rest: list[Any]) -> Table:
    form, vintage, start, end, notes = known
    names, numbers = labels
    row, column, row_label, column_label = (map(names.__getitem__, one) for one in numbers)
    text, steps, read, high = rest
    low = list(accumulate(steps))
    value, state = read if read is not None else list(zip(*map(read_value, text), strict=True)) or [(), ()]
    if high is None:
        high = map(add, low, map(len, text))
    made = zip(row, column, row_label, column_label, text, value, state, low, high, strict=True)
    return Table(form, vintage, tuple(map(Cell._make, made)), start, end, tuple(notes))
