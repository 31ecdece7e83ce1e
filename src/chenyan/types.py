"""The records that flow through chenyan: spans, sections, cells, flags, skips, issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

SECTION_KINDS = (
    "title",
    "preamble",
    "overview",
    "disclosure",
    "requests",
    "litigation",
    "problems",
    "other",
    "part",
    "signature",
)
STATUTORY_KINDS = ("overview", "disclosure", "requests", "litigation", "problems", "other")


class Severity(StrEnum):
    """How much a flag matters: high blocks a clean report, medium needs review, the rest is counted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for info up to 3 for high."""
        return _RANKS[self._value_]


_RANKS = {"info": 0, "low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points in one report's original text."""

    report_id: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: its kind, its number as printed, and where heading and body lie.

    ``heading`` is the heading as printed (with its number), ``start`` where the heading begins,
    ``body_start`` where the text after it begins, ``end`` where the next part begins.
    """

    kind: str
    number: str
    heading: str
    start: int
    end: int
    body_start: int


@dataclass(frozen=True, slots=True)
class Node:
    """One heading or list item of the outline tree, at any level.

    ``level`` counts from 1 (a part) down to list items (一是 …); ``style`` names the numbering, e.g.
    ``"cn"`` 一、 ``"cn_paren"`` （一） ``"arabic"`` 1. ``"arabic_paren"`` （1） ``"shi"`` 一是 ``"di"`` 第一章/第一，
    ``"markdown"``, ``"none"``; ``value`` is the number itself (None without one); ``parent`` is the
    index of the parent in ``Report.outline`` or -1.
    """

    level: int
    style: str
    value: int | None
    heading: str
    start: int
    end: int
    body_start: int
    parent: int


def opened(record: type) -> Any:
    """Return a class with the same slots as a frozen record, whose fields are set without the detours of a frozen one."""
    return make_dataclass(f"_Open{record.__name__}", [(at.name, at.type) for at in fields(record)], slots=True)


_OpenNode = opened(Node)


def make_node(
    level: int, style: str, value: int | None, heading: str, start: int, end: int, body_start: int, parent: int
) -> Node:
    """Return a node, as ``make_sentence`` does a sentence."""
    made = _OpenNode(level, style, value, heading, start, end, body_start, parent)
    made.__class__ = Node
    node: Node = made
    return node


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or list item, caption, heading) of the narrative, with the part that it stands in.

    ``role`` is one of prose, heading, caption, signature. Cells of tables are not sentences.
    """

    start: int
    end: int
    section: str
    role: str = "prose"


_OpenSentence = opened(Sentence)


def make_sentence(start: int, end: int, section: str, role: str) -> Sentence:
    """Return a sentence, in less than half the time that its class takes: a frozen record sets its fields by detours."""
    made = _OpenSentence(start, end, section, role)
    made.__class__ = Sentence  # the slots are the same
    sentence: Sentence = made
    return sentence


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as printed in a table, before it is known which form the table is."""

    text: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One printed table: its cells, its size, and the stretch of the report's text that it takes."""

    cells: tuple[GridCell, ...]
    n_rows: int
    n_columns: int
    start: int
    end: int


class Cell(NamedTuple):  # a report has two hundred of them: a tuple is made in a third of the time of a dataclass
    """One cell of a statutory table.

    ``row`` and ``column`` are short English keys, the labels the official Chinese wording (see
    ``chenyan.corpus.forms``). ``state`` is one of number, zero, blank, na, text; ``value`` is None
    unless the state is number or zero. ``start == end`` where the cell is blank in flat text.
    """

    row: str
    column: str
    row_label: str
    column_label: str
    text: str
    value: int | float | None
    state: str
    start: int
    end: int


_row_and_column = itemgetter(0, 1)


@dataclass(frozen=True, slots=True)
class Table:
    """One statutory table: ``form`` disclosure, requests or litigation; ``vintage`` 2019 or 2021."""

    form: str
    vintage: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    notes: tuple[str, ...] = ()

    def cell(self, row: str, column: str) -> Cell | None:
        """Return the cell at these keys, or None where the printed table lacks it."""
        for cell in self.cells:
            if cell.row == row and cell.column == column:
                return cell
        return None

    def by_key(self) -> dict[tuple[str, str], Cell]:
        """Return all cells by (row, column)."""
        return dict(zip(map(_row_and_column, self.cells), self.cells, strict=True))


class _Same:
    """A table as the very object that it is: a key that need not look at its cells."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.table is self.table


def cells_of(table: Table) -> Mapping[tuple[str, str], Cell]:
    """Return all cells by (row, column), to read only; who asks again for a table seen lately gets the same mapping."""
    return _keyed(_Same(table))


@lru_cache(maxsize=256)  # the tables of the reports that are judged together
def _keyed(same: _Same) -> Mapping[tuple[str, str], Cell]:
    return same.table.by_key()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a report's identity: its value, how sure it is (0 to 1), where it comes from.

    ``source`` is one of manifest, title, period, body, signature, metadata, filename, gazetteer, argument.
    ``start == end == -1`` where it rests on no words of the text.
    """

    value: str | int | date | None = None
    confidence: float = 0.0
    source: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, on which year, from where, and when.

    ``level`` is one of national, province, city, county, town; ``agency_type`` one of government,
    department, town, subdistrict, zone, company, school, other; ``genre`` one of ogi, work_report, rule_of_law,
    budget, final_accounts, work_summary, school, company, other.
    """

    agency: Fact = field(default_factory=Fact)
    region: Fact = field(default_factory=Fact)
    region_code: Fact = field(default_factory=Fact)
    level: Fact = field(default_factory=Fact)
    agency_type: Fact = field(default_factory=Fact)
    genre: Fact = field(default_factory=Fact)
    year: Fact = field(default_factory=Fact)
    published: Fact = field(default_factory=Fact)
    series: Fact = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class Issue:
    """A file or record that could not be read, or was read with damage: path, reason, way out.

    ``severity`` is ``error`` (nothing was read), ``warning`` (read with loss) or ``note``.
    """

    path: str
    reason: str
    reason_zh: str = ""
    severity: str = "error"
    report_id: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding of one rule, with the words that show it."""

    code: str
    name: str
    evidence: Span
    message: str
    message_zh: str
    severity: Severity
    confidence: float
    section: str = ""
    value: str = ""
    expected: str = ""
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Skip:
    """A check that could not run, and why: neither flagged nor clear."""

    code: str
    report_id: str
    reason: str
    reason_zh: str = ""


class ChenyanError(Exception):
    """Base of the errors that chenyan raises on purpose; the message names thing, place and way out."""


class ReportError(ChenyanError):
    """A report cannot be read or used as asked."""


class SettingsError(ChenyanError):
    """A setting, rule code, dictionary or manifest is not valid."""
