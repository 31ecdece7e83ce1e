"""Tables of PDF pages: frames around prose told from tables, and a table on two pages stitched by x-position."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chenyan.corpus.readers.base import RawCell
from chenyan.corpus.readers.grids import narrow
from chenyan.corpus.readers.pdf_layout import Line, Page
from chenyan.corpus.readers.pdf_page import CharBoxes, page_objects
from chenyan.corpus.readers.pdf_ruling import Box, Char, characters, join_words, nearest, ruled_tables

__all__ = ["MAX_TABLE_PAGES", "PageTable", "find_page_tables", "page_tables", "stitch"]

MAX_TABLE_PAGES = 40
_MAX_OBJECTS = 20_000  # of one page: chars, lines and boxes; a report has some hundreds
_SNAP = 3.0  # points: edges nearer than this are one
_MAX_SLOTS = 40_000
_PROSE = re.compile("[。；，]|^[一二三四五六七八九十]{1,3}、")
_Note = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table that stands on one page."""

    page: int
    boxes: tuple[Box, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def has_words(self) -> bool:
        return any(box.text for box in self.boxes)

    def holds(self, line: Line, page_height: float) -> bool:
        """Say whether a line stands inside the table."""
        middle = page_height - (line.top + line.bottom) / 2
        centre = (line.left + line.right) / 2
        return self.top - 2 <= middle <= self.bottom + 2 and self.left - 4 <= centre <= self.right + 4


def page_tables(page: int, paths: list[Any], boxes: CharBoxes, text: str, height: float) -> list[PageTable]:
    """Return the ruled tables of one page from its drawn paths and the boxes of its characters."""
    chars = characters(boxes, text, height)
    return [table for cells in ruled_tables(paths, chars, height) for table in _page_table(page, cells, chars)]


def find_page_tables(
    pdf: Any, data: bytes, pages: Sequence[Page], seen: Mapping[int, list[PageTable]]
) -> tuple[list[PageTable], _Note | None]:
    """Return the ruled tables of these pages; ``seen`` are those that were found while the text was read.

    The lines that pdfium sees directly on the page are enough for nearly every report; where they give no table,
    pdfplumber (extra ``pdf-tables``) looks again, also into nested drawings.
    """
    found: list[PageTable] = []
    for page in pages[:MAX_TABLE_PAGES]:
        if page.index in seen:
            found.extend(seen[page.index])
            continue
        if not page.width:
            continue  # a damaged page, which could not be opened
        handle = pdf[page.index]  # its words were recognised, so that the first pass did not look for tables
        text_page = handle.get_textpage()
        paths, _ = page_objects(handle, with_paths=True)
        found.extend(page_tables(page.index, paths, CharBoxes(text_page), page.text, page.height))
        text_page.close()
        handle.close()
    if found or not pages:
        return found, None
    return _second_look(data, [page.index for page in pages])


def _second_look(data: bytes, pages: Sequence[int]) -> tuple[list[PageTable], _Note | None]:
    """Return the tables that pdfplumber finds; without it none, and a note that says so."""
    try:
        import pdfplumber
    except ImportError:
        return [], (
            "no ruled table was found in this PDF, its cells were read as text; chenyan[pdf-tables] looks more closely",
            "PDF 中未找到带框线的表格，单元格按文字读取；安装 chenyan[pdf-tables] 可进一步解析",
        )
    found: list[PageTable] = []
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[at + 1 for at in pages[:MAX_TABLE_PAGES]]) as pdf:
            for page in pdf.pages:
                if sum(len(objects) for objects in page.objects.values()) <= _MAX_OBJECTS:
                    chars = [
                        Char(c["text"], c["x0"], c["top"], c["x1"], c["bottom"])
                        for c in page.chars
                        if c["text"].strip()
                    ]
                    for table in page.find_tables():
                        cells = [cell for row in table.rows for cell in row.cells if cell is not None]
                        boxes = [Box(_words(chars, cell), *cell) for cell in cells]
                        found.extend(_page_table(page.page_number - 1, boxes, chars))
                page.close()
    except Exception as error:  # pdfminer raises many kinds on damaged files; the text is there already
        return [], (
            f"the tables of this PDF could not be read ({type(error).__name__}); only their text was",
            f"PDF 中的表格无法解析（{type(error).__name__}），只读出文字",
        )
    return found, None


def _page_table(page: int, boxes: Sequence[Box], chars: Sequence[Char]) -> Iterator[PageTable]:
    """Yield the table of these boxes, unless they only frame running text."""
    kept = _without_prose(boxes)
    if len({round(box.left) for box in kept}) < 2 or not any(box.text for box in kept):
        return  # one column: a frame around text, or its underlining
    kept.extend(_gaps(kept, chars))
    yield PageTable(
        page,
        tuple(kept),
        min(box.left for box in kept),
        min(box.top for box in kept),
        max(box.right for box in kept),
        max(box.bottom for box in kept),
    )


def _without_prose(boxes: Sequence[Box]) -> list[Box]:
    """Drop lines of running text that were drawn in frames above or below the table; one heading row stays."""
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    rows: dict[int, list[Box]] = {}
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        rows.setdefault(round(box.top), []).append(box)
    ordered = list(rows.values())
    wide = [len(row) == 1 and row[0].right - row[0].left > 0.97 * (right - left) for row in ordered]
    first = next((at for at, alone in enumerate(wide) if not alone), len(wide))
    last = next((at for at in reversed(range(len(wide))) if not wide[at]), -1)
    low = first - 1 if first and _is_heading(ordered[first - 1][0]) else first
    high = last + 1 if last + 1 < len(ordered) and _is_heading(ordered[last + 1][0]) else last
    return [box for row in ordered[low : high + 1] for box in row]


def _is_heading(box: Box) -> bool:
    return 0 < len(box.text) <= 24 and not _PROSE.search(box.text)


def _gaps(boxes: Sequence[Box], chars: Sequence[Char]) -> list[Box]:
    """Return boxes for words inside the table that no cell holds, because one of its edges is not drawn."""
    columns = _snap(edge for box in boxes for edge in (box.left, box.right))
    rows = _snap(edge for box in boxes for edge in (box.top, box.bottom))
    if len(columns) * len(rows) > _MAX_SLOTS:
        return []
    column_of = _at(columns, (edge for box in boxes for edge in (box.left, box.right)))
    row_of = _at(rows, (edge for box in boxes for edge in (box.top, box.bottom)))
    taken: set[tuple[int, int]] = set()
    for box in boxes:
        for row in range(row_of[box.top], row_of[box.bottom]):
            taken.update([(row, at) for at in range(column_of[box.left], column_of[box.right])])
    found = []
    for row in range(len(rows) - 1):
        at = 0
        while at < len(columns) - 1:
            start = at
            while at < len(columns) - 1 and (row, at) not in taken:
                at += 1
            if at > start:
                cell = (columns[start], rows[row], columns[at], rows[row + 1])
                words = _words(chars, cell)
                if words:
                    found.append(Box(words, *cell))
            at += 1
    return found


def _words(chars: Sequence[Char], cell: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = cell
    return join_words(
        [
            char
            for char in chars
            if left <= (char.left + char.right) / 2 < right and top <= (char.top + char.bottom) / 2 < bottom
        ]
    )


def stitch(tables: Sequence[PageTable]) -> Iterable[tuple[list[RawCell], int, int]]:
    """Yield the tables of a run of page parts; a part that goes on at the top of the next page joins the one before."""
    groups: list[list[PageTable]] = []
    for table in tables:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and table.page == last.page + 1
            and abs(table.left - last.left) < 3 * _SNAP
            and abs(table.right - last.right) < 3 * _SNAP
        ):
            groups[-1].append(table)
        else:
            groups.append([table])
    for group in groups:
        yield _grid(group)


def _snap(values: Iterable[float]) -> list[float]:
    """Return the distinct edges: those nearer than the snap distance count as one."""
    edges: list[float] = []
    for value in sorted(set(values)):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], values: Iterable[float]) -> dict[float, int]:
    """Return which edge each of these values is; the cells of a table share few."""
    return {value: nearest(edges, value) for value in set(values)}


def _grid(parts: Sequence[PageTable]) -> tuple[list[RawCell], int, int]:
    columns = _snap(edge for part in parts for box in part.boxes for edge in (box.left, box.right))
    column_of = _at(columns, (edge for part in parts for box in part.boxes for edge in (box.left, box.right)))
    cells: list[RawCell] = []
    first_row = 0
    for number, part in enumerate(parts):
        rows = _snap(edge for box in part.boxes for edge in (box.top, box.bottom))
        row_of = _at(rows, (edge for box in part.boxes for edge in (box.top, box.bottom)))
        for box in part.boxes:
            top, bottom = row_of[box.top], row_of[box.bottom]
            left, right = column_of[box.left], column_of[box.right]
            cell = RawCell(box.text, first_row + top, left, max(1, bottom - top), max(1, right - left))
            above = _above(cells, cell, first_row) if number and top == 0 and not box.text else None
            if above is None:
                cells.append(cell)
            else:  # a group label whose cell goes on over the page
                old = cells[above]
                cells[above] = RawCell(old.text, old.row, old.column, old.row_span + cell.row_span, old.column_span)
        first_row += max(1, len(rows) - 1)
    return narrow(cells, first_row, max(1, len(columns) - 1))


def _above(cells: Sequence[RawCell], cell: RawCell, first_row: int) -> int | None:
    """Return the cell that this blank one continues from the page before: same column, one of the two spans rows."""
    for at, other in enumerate(cells):
        if (
            other.row + other.row_span == first_row
            and other.column == cell.column
            and other.column_span == cell.column_span
            and (other.row_span > 1 or cell.row_span > 1)
        ):
            return at
    return None
