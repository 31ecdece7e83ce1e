"""Plant wrong cells: T01 to T09."""

from __future__ import annotations

import random

from chenyan.corpus.forms import RESULT_ROWS
from chenyan.injection.edit import Change, Plan, Scene, plants
from chenyan.types import Cell, Table


def _set(cell: Cell, words: str) -> Change:
    return Change(cell.start, cell.end, words)


def _usable(table: Table | None) -> bool:
    """Say whether every cell of a table is printed, so that a new value has a place."""
    return table is not None and bool(table.cells) and all(cell.end > cell.start for cell in table.cells)


def _requests(scene: Scene) -> Table | None:
    table = scene.report.table("requests")
    return table if _usable(table) else None


def _plus(cell: Cell, n: int) -> str:
    return str(int(cell.value or 0) + n)


def _plan(cell: Cell, words: str, note: str) -> Plan:
    return Plan((_set(cell, words),), "", note=f"{cell.row}/{cell.column}: {cell.text!r} -> {words!r}; {note}")


@plants("T01")
def wrong_row_total(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of requests."""
    table = _requests(scene)
    if table is None:
        return None
    row = rng.choice(RESULT_ROWS[table.vintage])
    cell = table.cell(row, "legal")
    return None if cell is None else _plan(cell, _plus(cell, rng.randrange(1, 4)), "row total left")


@plants("T02")
def wrong_balance(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of requests."""
    table = _requests(scene)
    if table is None:
        return None
    one, total = table.cell("carried_out", "natural"), table.cell("carried_out", "total")
    if one is None or total is None:
        return None
    n = rng.randrange(1, 4)
    return Plan(
        (_set(one, _plus(one, n)), _set(total, _plus(total, n))), "", note="carried over raised, rows still add up"
    )


@plants("T03")
def wrong_results(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of requests."""
    table = _requests(scene)
    if table is None:
        return None
    row = rng.choice(RESULT_ROWS[table.vintage])
    one, total = table.cell(row, "natural"), table.cell(row, "total")
    if one is None or total is None:
        return None
    n = rng.randrange(1, 4)
    return Plan((_set(one, _plus(one, n)), _set(total, _plus(total, n))), "", note=f"{row} raised, rows still add up")


@plants("T04")
def wrong_review_total(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of reviews and lawsuits."""
    table = scene.report.table("litigation")
    if table is None or not _usable(table):
        return None
    cell = table.cell(rng.choice(("review", "lawsuit_direct", "lawsuit_after_review")), "upheld")
    return None if cell is None else _plan(cell, _plus(cell, 1), "block total left")


@plants("T05")
def odd_cell(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of proactive disclosure."""
    table = scene.report.table("disclosure")
    if table is None or not _usable(table):
        return None
    cell = table.cell("penalties", "decisions")
    words = rng.choice(("-3", "若干", "2.5"))
    return None if cell is None else _plan(cell, words, "no whole number")


@plants("T06")
def wrong_vintage(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of proactive disclosure."""
    report = scene.report
    table = report.table("disclosure")
    if table is None:
        return None
    stretch = report.text[table.start : table.end]
    pairs = {2021: ("本年制发件数", "本年新制作数量"), 2019: ("本年新制作数量", "本年制发件数")}
    right, wrong = pairs[table.vintage]
    at = stretch.find(right)
    if at < 0:
        return None
    changes = [Change(table.start + at, table.start + at + len(right), wrong)]
    label = {2021: ("行政规范性文件", "规范性文件"), 2019: ("规范性文件", "行政规范性文件")}[table.vintage]
    second = stretch.find(label[0])
    if second >= 0:
        changes.append(Change(table.start + second, table.start + second + len(label[0]), label[1]))
    return Plan(tuple(changes), "", note="labels of the other form")


@plants("T07")
def carry_over_broken(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the tables of requests of this year and of the year before."""
    table = _requests(scene)
    before = scene.earlier[0].table("requests") if scene.earlier else None
    if table is None or before is None or before.cell("carried_out", "total") is None:
        return None
    changes = []
    for row in ("carried_in", "granted", "handled_total"):
        for column in ("natural", "total"):
            cell = table.cell(row, column)
            if cell is None:
                return None
            changes.append(_set(cell, _plus(cell, 2)))
    return Plan(
        tuple(changes), "", note="two more carried in than last year carried out; all identities of the year hold"
    )


@plants("T08")
def stock_broken(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the tables of proactive disclosure (2021 form) of two years."""
    table = scene.report.table("disclosure")
    before = scene.earlier[0].table("disclosure") if scene.earlier else None
    if table is None or before is None or table.vintage != 2021 or before.vintage != 2021 or not _usable(table):
        return None
    cell = table.cell("documents", "in_force")
    return None if cell is None else _plan(cell, _plus(cell, rng.randrange(3, 9)), "stock does not follow")


@plants("T09")
def wrong_unit(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the table of proactive disclosure (2021 form)."""
    table = scene.report.table("disclosure")
    if table is None or table.vintage != 2021 or not _usable(table):
        return None
    cell = table.cell("fees", "fee_amount")
    return None if cell is None else _plan(cell, str(rng.randrange(250_000, 900_000)), "yuan in a cell of 万元")
