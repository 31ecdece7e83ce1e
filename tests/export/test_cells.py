"""``tables.csv`` is put together from pieces: it is the file that row by row gives, whatever the cells hold."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

import chenyan as cy
from chenyan.export.cells import CellLines
from chenyan.export.schema import SCHEMAS
from chenyan.files import csv_bytes
from chenyan.types import Cell, Table

NAMES = tuple(variable.name for variable in SCHEMAS["tables"])
HARD = st.one_of(
    st.text(max_size=8), st.sampled_from(["", "=1", "+1", "'-1", "\t", "a,b", '"', "行\r\n行", "\x00", "1", "1.0"])
)
VALUES = st.one_of(st.none(), st.integers(-5, 10**12), st.floats(allow_infinity=True), st.sampled_from([0, 1, 1.0]))
CELLS = st.builds(Cell, HARD, HARD, HARD, HARD, HARD, VALUES, HARD, st.integers(0, 99), st.integers(0, 99))


def corpus_of(cells: list[Cell], report_id: str) -> cy.Corpus:
    report = cy.report_from_text("一、总体情况\n公开80条。", report_id=report_id, year=2022, agency="=甲,镇")
    tables = (Table("disclosure", 2021, tuple(cells), 0, 5), Table("requests", 2021, tuple(cells[:2]), 5, 9))
    bare = cy.report_from_text("无年份", report_id=report_id + "b")
    return cy.Corpus([replace(report, tables=tables), replace(bare, tables=tables[1:])])


@given(st.lists(CELLS, max_size=5), st.sampled_from(["a", "@a", 'a"b', "a,b"]))
def test_pieces_and_rows_give_the_same_file(cells: list[Cell], report_id: str) -> None:
    lines = CellLines(NAMES, 0, corpus_of(cells, report_id))
    rows = [dict(zip(NAMES, line, strict=True)) for line in lines.lines()]
    assert csv_bytes(lines, NAMES) == csv_bytes(rows, NAMES)


def test_equal_numbers_of_two_kinds_stay_what_they_are() -> None:
    cells = [Cell("r", "c", "行", "列", "1", value, "number", 0, 1) for value in (1, 1.0, True, 1)]
    lines = CellLines(NAMES, 4, corpus_of(cells, "a"))
    rows = [dict(zip(NAMES, line, strict=True)) for line in lines.lines()]
    assert csv_bytes(lines, NAMES) == csv_bytes(rows, NAMES)
