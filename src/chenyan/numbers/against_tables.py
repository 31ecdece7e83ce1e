"""The narrative's counts against the cells of the statutory tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chenyan.corpus.forms import RESULT_ROWS
from chenyan.corpus.report import Report
from chenyan.numbers.slots import Slot
from chenyan.types import Cell, Table, cells_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A count of the narrative that no reading of the table explains.

    ``code`` is N01 (two different counts) or N02 (none against some, either way); ``cell`` the cell that it was
    compared with, ``table_value`` what the table says, ``label`` the official wording.
    """

    code: str
    slot: Slot
    cell: Cell
    table_value: int | float
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a slot is looked up: the sums of cells that may be meant, the first one first, and how sure a clash is."""

    form: str
    sums: tuple[tuple[tuple[str, str], ...], ...]
    label: str
    confidence: float


def _group(prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (row, "total") for row in dict.fromkeys(RESULT_ROWS[2021] + RESULT_ROWS[2019]) if row.startswith(prefix)
    )


def _row(*rows: str) -> tuple[tuple[str, str], ...]:
    return tuple((row, "total") for row in rows)


_NEW, _IN, _DONE, _OUT = _row("new"), _row("carried_in"), _row("handled_total"), _row("carried_out")
_BOTH = _row("lawsuit_direct", "lawsuit_after_review")
TARGETS = {
    "requests.new": _Target("requests", (_NEW,), "一、本年新收", 0.95),
    "requests.accepted": _Target("requests", (_NEW, _NEW + _IN, _DONE), "一、本年新收", 0.8),
    "requests.carried_in": _Target("requests", (_IN,), "二、上年结转", 0.9),
    "requests.carried_out": _Target("requests", (_OUT,), "四、结转下年度继续办理", 0.9),
    "requests.handled": _Target("requests", (_DONE, _NEW), "（七）总计", 0.7),
    "requests.granted": _Target("requests", (_row("granted"), _row("granted", "partial")), "（一）予以公开", 0.85),
    "requests.partial": _Target("requests", (_row("partial"),), "（二）部分公开", 0.85),
    "requests.refused": _Target("requests", (_group("refused_"),), "（三）不予公开", 0.85),
    "requests.unable": _Target("requests", (_group("unable_"),), "（四）无法提供", 0.85),
    "requests.declined": _Target("requests", (_group("declined_"),), "（五）不予处理", 0.85),
    "requests.other": _Target("requests", (_group("other_"),), "（六）其他处理", 0.8),
    "review": _Target("litigation", (_row("review"),), "行政复议总计", 0.85),
    "lawsuit": _Target(
        "litigation", (_BOTH, _row("lawsuit_direct"), _row("lawsuit_after_review")), "行政诉讼总计", 0.85
    ),
    "review_and_lawsuit": _Target("litigation", (_row("review") + _BOTH,), "行政复议、行政诉讼总计", 0.75),
    "documents.made": _Target("disclosure", ((("documents", "made"),),), "行政规范性文件本年制发件数", 0.75),
    "documents.repealed": _Target("disclosure", ((("documents", "repealed"),),), "行政规范性文件本年废止件数", 0.7),
    "documents.in_force": _Target("disclosure", ((("documents", "in_force"),),), "行政规范性文件现行有效件数", 0.75),
    "licences": _Target("disclosure", ((("licences", "decisions"),),), "行政许可本年处理决定数量", 0.7),
    "penalties": _Target("disclosure", ((("penalties", "decisions"),),), "行政处罚本年处理决定数量", 0.7),
    "coercion": _Target("disclosure", ((("coercion", "decisions"),),), "行政强制本年处理决定数量", 0.7),
    "fees": _Target("disclosure", ((("fees", "fee_amount"),),), "行政事业性收费", 0.8),
}
_OF_THEIR_OWN = frozenset({"requests.carried_in", "requests.carried_out"})
_NOT_NARRATIVE = frozenset({"problems"})


def find_clashes(report: Report, slots: tuple[Slot, ...]) -> tuple[Clash, ...]:
    """Return the counts of the narrative that contradict the tables.

    Counted are only slots that speak of the whole reference year and of the agency itself; rounded ones only where
    they are out by more than rounding explains. A cell without a number says nothing.
    """
    slots = tuple(slot for slot in slots if slot.what in TARGETS and comparable(report, slot))
    if not slots:
        return ()
    tables = {table.form: (table, cells_of(table)) for table in report.tables}
    found: dict[tuple[int, int, str], Clash] = {}
    for slot in slots:
        clash = _clash(report, tables, slot)
        if clash is not None:
            found.setdefault((slot.start, slot.end, clash.code), clash)
    return tuple(found[key] for key in sorted(found))


def comparable(report: Report, slot: Slot) -> bool:
    """Say whether a slot speaks of the agency's whole year."""
    # after a list of parts, what is carried over is still a figure of its own
    plain = slot.context.plain or (slot.what in _OF_THEIR_OWN and slot.context._replace(part=False).plain)
    if not plain or slot.section in _NOT_NARRATIVE or slot.context.scope in ("other", "level"):
        return False
    return slot.context.scope == "self"


def _clash(
    report: Report, tables: Mapping[str, tuple[Table, Mapping[tuple[str, str], Cell]]], slot: Slot
) -> Clash | None:
    target = TARGETS[slot.what]
    if target.form not in tables:
        return None
    table, cells = tables[target.form]
    if slot.what in ("documents.made", "documents.repealed", "documents.in_force") and table.vintage == 2019:
        return None
    values: list[int | float] = []
    for keys in target.sums:
        value = _sum(cells, keys)
        if value is None:
            return None
        values.append(value)
    spoken: float = slot.value / 10_000 if slot.what == "fees" else slot.value
    if any(_same(spoken, value, slot.approximate, money=slot.what == "fees") for value in values):
        return None
    printed = [key for key in target.sums[0] if key in cells]
    cell = max((cells[key] for key in printed), key=lambda c: (c.value or 0, -c.start))
    first = values[0]
    sure = target.confidence
    if slot.what == "requests.new" and spoken == first + (_sum(cells, _IN) or 0):
        sure = 0.6
    if slot.none:
        sure = min(sure, 0.9) if slot.what not in ("licences", "penalties", "coercion") else 0.7
        if slot.what == "lawsuit" or slot.what == "requests.new":
            sure = 0.95
    code = "N02" if not spoken or not first else "N01"
    return Clash(code, slot, cell, first, target.label, round(sure, 2))


def _sum(cells: Mapping[tuple[str, str], Cell], keys: tuple[tuple[str, str], ...]) -> int | float | None:
    """Add cells up; None where one is not a number or the table lacks all of them."""
    found = [cells[key] for key in keys if key in cells]
    if not found or any(cell.value is None for cell in found):
        return None
    return sum(cell.value for cell in found if cell.value is not None)


def _same(spoken: float, value: float, approximate: bool, *, money: bool) -> bool:
    if spoken == value:
        return True
    if money:
        return abs(spoken - value) < 0.01 * max(abs(value), 1.0) + 0.006
    return approximate and value > 0 and 0.8 <= spoken / value <= 1.25
