"""Print a statutory table from its values, in each layout in which reports are found."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

from chenyan.corpus.forms import APPLICANTS, DISCLOSURE_BLOCKS, LITIGATION_COLUMNS, LITIGATION_ROWS, REQUEST_ROWS
from chenyan.types import Grid, GridCell

LAYOUTS = ("flat", "lines", "tab", "pipe", "bars", "words", "html")
Values = Mapping[tuple[str, str], object]
_CONTROL = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell of the printed form, at its place in the grid."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def render_table(form: str, vintage: int, values: Values, layout: str = "flat") -> str:
    """Print a statutory table.

    Parameters
    ----------
    form : {"disclosure", "requests", "litigation"}
        Which table.
    vintage : {2019, 2021}
        Which official form (2019: reports on 2019 and 2020; 2021: later ones).
    values : mapping of (row, column) to object
        What to print in each cell, by the keys of ``chenyan.corpus.forms``; None or no entry prints a blank cell.
    layout : {"flat", "lines", "tab", "pipe", "bars", "words", "html"}, default "flat"
        flat: one cell a line opened by a tab, an empty line between rows (text copied from a web page); lines: one cell
        a line without tabs, blank cells lost; tab, pipe: one row a line; bars: a bar opens each row, its cells stand one
        a line closed by a bar (pages turned into text); words: one row a line with single spaces, as PDF text comes;
        html: a table with merged cells.

    Returns
    -------
    str
        The table, closed by a line end.

    Examples
    --------
    >>> render_table("disclosure", 2021, {("documents", "made"): 3}, "tab").splitlines()[3]
    '行政规范性文件\\t3\\t\\t'
    """
    places = _places(form, vintage, values)
    if layout == "html":
        return _html(places)
    rows = _rows(places, covered=layout in ("flat", "tab", "pipe", "bars"))
    if layout == "flat":
        return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    if layout == "lines":
        return "".join(f"{cell}\n" for row in rows for cell in row if cell)
    if layout == "tab":
        return "".join("\t".join(row) + "\n" for row in rows)
    if layout == "words":
        return "".join(" ".join(cell for cell in row if cell) + "\n" for row in rows)
    if layout == "bars":
        return "".join("| \n" + "| \n".join(f" {cell} " for cell in row) + "| \n" for row in rows)
    if layout == "pipe":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|" + "---|" * len(rows[0]))
        return "\n".join(lines) + "\n"
    raise ValueError(f"no layout {layout!r}; choose one of {', '.join(LAYOUTS)}")


def render_grid(form: str, vintage: int, values: Values, *, offset: int = 0) -> tuple[str, Grid]:
    """Print a statutory table as readers of HTML and DOCX hand it over: its text, and the grid of its cells.

    ``offset`` is where the text will stand in the report. Rows are lines, cells are set apart by tabs.
    """
    places = _places(form, vintage, values)
    cells = []
    words: list[str] = []
    at = offset
    for number in range(places[-1].row + 1):
        own = [place for place in places if place.row == number]
        for position, place in enumerate(own):
            cells.append(
                GridCell(place.text, at, at + len(place.text), number, place.column, place.row_span, place.column_span)
            )
            closing = "\n" if position == len(own) - 1 else "\t"
            words.append(place.text + closing)
            at += len(place.text) + 1
    n_columns = max(place.column + place.column_span for place in places)
    return "".join(words), Grid(tuple(cells), places[-1].row + 1, n_columns, offset, at)


def _print(value: object) -> str:
    return "" if value is None else str(value)


def _places(form: str, vintage: int, values: Values) -> list[_Place]:
    if form == "disclosure":
        return _disclosure(vintage, values)
    if form == "requests":
        return _requests(vintage, values)
    if form == "litigation":
        return _litigation(values)
    raise ValueError(f"no form {form!r}; choose disclosure, requests or litigation")


def _disclosure(vintage: int, values: Values) -> list[_Place]:
    places = []
    row = 0
    for block in DISCLOSURE_BLOCKS[vintage]:
        width = 3 // len(block.columns)
        places.append(_Place(block.heading, row, 0, 1, 4))
        places.append(_Place("信息内容", row + 1, 0))
        for at, column in enumerate(block.columns):
            places.append(_Place(column.label, row + 1, 1 + at * width, 1, width))
        row += 2
        for line in block.rows:
            places.append(_Place(line.label, row, 0))
            for at, column in enumerate(block.columns):
                places.append(_Place(_print(values.get((line.key, column.key))), row, 1 + at * width, 1, width))
            row += 1
    return places


def _requests(vintage: int, values: Values) -> list[_Place]:
    lines = REQUEST_ROWS[vintage]
    places = [_Place(_CONTROL, 0, 0, 3, 3), _Place("申请人情况", 0, 3, 1, 7)]
    places += [_Place("自然人", 1, 3, 2), _Place("法人或其他组织", 1, 4, 1, 5), _Place("总计", 1, 9, 2)]
    places += [_Place(line.label, 2, 4 + at) for at, line in enumerate(APPLICANTS[1:6])]
    n_results = len(lines) - 3
    group = ""
    for number, line in enumerate(lines):
        row = 3 + number
        if line.key == "granted":
            places.append(_Place("三、本年度办理结果", row, 0, n_results))
        if line.key in ("new", "carried_in", "carried_out"):
            places.append(_Place(line.label, row, 0, 1, 3))
        elif line.group:
            if line.group != group:
                places.append(_Place(line.group, row, 1, sum(other.group == line.group for other in lines)))
            places.append(_Place(line.label, row, 2))
        else:
            places.append(_Place(line.label, row, 1, 1, 2))
        group = line.group
        for at, column in enumerate(APPLICANTS):
            places.append(_Place(_print(values.get((line.key, column.key))), row, 3 + at))
    return places


def _litigation(values: Values) -> list[_Place]:
    places = [_Place("行政复议", 0, 0, 1, 5), _Place("行政诉讼", 0, 5, 1, 10)]
    places += [_Place(column.label, 1, at, 2) for at, column in enumerate(LITIGATION_COLUMNS)]
    places += [_Place(line.label, 1, 5 + 5 * at, 1, 5) for at, line in enumerate(LITIGATION_ROWS[1:])]
    places += [
        _Place(column.label, 2, 5 + 5 * block + at) for block in (0, 1) for at, column in enumerate(LITIGATION_COLUMNS)
    ]
    for block, line in enumerate(LITIGATION_ROWS):
        for at, column in enumerate(LITIGATION_COLUMNS):
            places.append(_Place(_print(values.get((line.key, column.key))), 3, 5 * block + at))
    return places


def _rows(places: list[_Place], *, covered: bool) -> list[list[str]]:
    """Return the rows as lists of words; with ``covered`` a cell merged from above leaves a blank in each row."""
    rows = []
    for number in range(places[-1].row + 1):
        own = [
            (place.column, place.text if place.row == number else "")
            for place in places
            if place.row == number or (covered and place.row < number < place.row + place.row_span)
        ]
        rows.append([words for _, words in sorted(own, key=lambda pair: pair[0])])
    return rows


def _html(places: list[_Place]) -> str:
    lines = ["<table>"]
    for number in range(places[-1].row + 1):
        cells = []
        for place in places:
            if place.row == number:
                spans = f' rowspan="{place.row_span}"' * (place.row_span > 1)
                spans += f' colspan="{place.column_span}"' * (place.column_span > 1)
                cells.append(f"<td{spans}>{html.escape(place.text)}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    lines.append("</table>")
    return "\n".join(lines) + "\n"
