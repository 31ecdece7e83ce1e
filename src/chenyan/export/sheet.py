"""Write Excel workbooks that run nothing and lose nothing (the door to XlsxWriter)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from chenyan.files import FORMULA_STARTS

__all__ = ["MAX_CELL", "cell_parts", "xlsx_bytes"]

MAX_CELL = 32_767  # UTF-16 units in a cell (Excel specifications and limits)
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_WIDE = {"words", "message", "message_zh", "text", "definition", "reason", "reason_zh", "source_words", "related"}
# Control characters that XML or Excel cannot hold become the visible signs that Unicode has for them; line ends become
# Excel's own, a lone carriage return its sign.
_LONE = re.compile("[\ud800-\udfff]")  # half of a surrogate pair: no character at all
_VISIBLE = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
_VISIBLE.update({0x7F: "␡", 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"})
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MANY = 50_000  # rows from which the workbook is written row by row through a file, not in memory


def visible(text: str) -> str:
    """Return the text with line ends as Excel has them and control characters as visible signs.

    Examples
    --------
    >>> visible("a\\x0bb\\r\\nc")
    'a␋b\\nc'
    """
    if text.isprintable() or _ODD.search(text) is None:  # the first is much faster, and most texts are
        return text
    shown = text.replace("\r\n", "\n").translate(_VISIBLE)
    return _LONE.sub("\ufffd", shown)


def cell_parts(text: str, limit: int = MAX_CELL) -> list[str]:
    """Cut a text into pieces that a cell can hold, counting as Excel does (a rare hanzi counts twice).

    Examples
    --------
    >>> cell_parts("一二三四五", 2), cell_parts("𠮷a", 2)
    (['一二', '三四', '五'], ['𠮷', 'a'])
    """
    if 2 * len(text) <= limit or (len(text) <= limit and max(text, default="") <= "\uffff"):
        return [text]
    parts, start, units = [], 0, 0
    for at, char in enumerate(text):
        size = 2 if char > "\uffff" else 1
        if units + size > limit:
            parts.append(text[start:at])
            start, units = at, 0
        units += size
    parts.append(text[start:])
    return parts


def xlsx_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, title: str = "chenyan") -> bytes:
    """Return a workbook: text stays text, long cells continue in further columns, long tables in further sheets.

    A cell of more than 32,767 characters continues in columns named ``words (2)``, ``words (3)`` … at the right.
    """
    import xlsxwriter

    lines_of = getattr(rows, "lines", None)
    source = lines_of() if lines_of is not None else ([row.get(name) for name in columns] for row in rows)
    table = [[_value(value) for value in line] for line in source]
    heads, lines = _continue(list(columns), table)
    buffer = io.BytesIO()
    options = {
        "in_memory": len(lines) <= _MANY,
        "constant_memory": len(lines) > _MANY,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})  # a fixed date: same input, same bytes
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6", "valign": "top"})
    plain = book.add_format({"valign": "top"})
    quoted = book.add_format({"valign": "top", "quote_prefix": True})  # stays text when a user edits the cell
    for number, chunk in enumerate(_chunks(lines, MAX_ROWS - 1), 1):
        name = title[:24] if number == 1 else f"{title[:24]} ({number})"
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, bold)
            sheet.set_column(at, at, 48 if head.split(" (")[0] in _WIDE else 14)
        for down, line in enumerate(chunk, 1):
            for at, value in enumerate(line):
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    sheet.write_string(down, at, value, quoted if value.startswith(FORMULA_STARTS) else plain)
                elif isinstance(value, bool):
                    sheet.write_boolean(down, at, value, plain)
                else:
                    sheet.write_number(down, at, value, plain)
        if chunk:
            sheet.autofilter(0, 0, len(chunk), max(len(heads) - 1, 0))
    book.close()
    return buffer.getvalue()


def _value(value: Any) -> Any:
    """Return what a cell can hold: text, a finite number, a truth value or nothing."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, (list, dict, tuple)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        if isinstance(value, int) and abs(value) > 2**53:
            return str(value)  # Excel's numbers would round it
        return value if abs(value) < float("inf") else None
    return visible(str(value))


def _continue(columns: list[str], table: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """Spread cells that are too long over further columns at the right."""
    pieces = {
        (down, at): parts
        for down, line in enumerate(table)
        for at, value in enumerate(line)
        if isinstance(value, str) and 2 * len(value) > MAX_CELL and len(parts := cell_parts(value)) > 1
    }
    if not pieces:
        return columns, table
    most: dict[int, int] = {}
    for (_, at), parts in pieces.items():
        most[at] = max(most.get(at, 1), len(parts))
    heads = list(columns)
    first: dict[int, int] = {}
    for at in sorted(most):
        first[at] = len(heads)
        heads.extend(f"{columns[at]} ({number})" for number in range(2, most[at] + 1))
    lines = []
    for down, line in enumerate(table):
        wide = list(line) + [None] * (len(heads) - len(columns))
        for at in most:
            for number, part in enumerate(pieces.get((down, at), ())):
                wide[at if number == 0 else first[at] + number - 1] = part
        lines.append(wide)
    return heads, lines


def _chunks(lines: list[list[Any]], size: int) -> Iterator[list[list[Any]]]:
    """Yield the lines sheet by sheet; an empty table still has one sheet."""
    for at in range(0, max(len(lines), 1), size):
        yield lines[at : at + size]
