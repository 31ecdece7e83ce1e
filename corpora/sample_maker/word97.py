"""Write the binary format of Word 97 to 2003 (.doc): paragraphs and tables with merged cells, the same bytes each time.

No kept library writes this format, so the sample prints its own: one piece of UTF-16 text, paragraph and character
properties in pages of 512 bytes, and the two streams of an OLE compound file (published by Microsoft as [MS-DOC] and [MS-CFB]).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .layouts import Printed

TEXT_START = 0x800  # the text follows the file information block
PAGE = 512
PAGE_WIDTH = 9000  # twentieths of a point: A4 less its margins
CENTRE, RIGHT = 1, 2
_IN_TABLE, _ROW_END = struct.pack("<HB", 0x2416, 1), struct.pack("<HB", 0x2417, 1)
_LINE = bytes((4, 1, 1, 0))  # half a point, single, black


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that ends with its own mark, with its paragraph and character properties."""

    text: str
    properties: bytes = b""
    bold: bool = False


def paragraph(text: str, *, align: int = 0, bold: bool = False) -> Paragraph:
    """Return a paragraph; ``align`` 0 left, 1 centre, 2 right."""
    return Paragraph(text + "\r", struct.pack("<HB", 0x2403, align) if align else b"", bold)


def table(printed: Printed) -> Iterable[Paragraph]:
    """Yield the cells and row ends of a table: a cell over several columns is wide, one over several rows continues."""
    width = PAGE_WIDTH // printed.n_columns
    boxes = {(box.row + down, box.column): (box, down) for box in printed.boxes for down in range(box.rows)}
    for row in range(printed.n_rows):
        edges, cells, column = [0], [], 0
        while column < printed.n_columns:
            box, down = boxes[row, column]
            column += box.columns
            edges.append(column * width)
            # bit 5: part of a vertical merge; bit 6: its first cell
            merge = 0 if box.rows == 1 else 0x20 if down else 0x60
            cells.append(struct.pack("<HH", merge, 0) + _LINE * 4)
            yield Paragraph(("" if down else box.text.replace("\n", "\v")) + "\x07", _IN_TABLE)
        body = struct.pack(f"<B{len(edges)}h", len(cells), *edges) + b"".join(cells)
        yield Paragraph("\x07", _IN_TABLE + _ROW_END + struct.pack("<HH", 0xD608, len(body) + 1) + body)


def write(paragraphs: Sequence[Paragraph]) -> bytes:
    """Return the .doc file of the paragraphs."""
    text = "".join(part.text for part in paragraphs)
    document = bytearray(TEXT_START) + text.encode("utf-16-le")
    places = [TEXT_START]
    for part in paragraphs:
        places.append(places[-1] + 2 * len(part.text))
    document += bytes(-len(document) % PAGE)
    bold = [struct.pack("<HB", 0x0835, 1) if part.bold else b"" for part in paragraphs]
    characters = _pages(document, places, [bytes((len(run),)) + run if run else b"" for run in bold], entry=1)
    runs = _pages(document, places, [_papx(part.properties) for part in paragraphs], entry=13)
    parts = {
        1: _styles(),
        6: struct.pack("<II", 0, len(text)) + struct.pack("<HIHI", 0, 0xFFFFFFFF, 0, 0xFFFFFFFF),  # one plain section
        12: characters,
        13: runs,
        15: _fonts("宋体", "Times New Roman"),
        31: _properties(),
        33: b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, TEXT_START, 0),  # the text is one piece
    }
    document[: len(_head(0, 0, {}))] = _head(len(text), len(document), parts)
    return _compound({"WordDocument": bytes(document), "1Table": b"".join(parts.values())})


def _papx(properties: bytes) -> bytes:
    """Return a paragraph's style and properties with their length in words."""
    body = b"\0\0" + properties  # style 0
    return bytes(((len(body) + 1) // 2,)) + body if len(body) % 2 else bytes((0, len(body) // 2)) + body


def _pages(document: bytearray, places: Sequence[int], properties: Sequence[bytes], *, entry: int) -> bytes:
    """Append pages of properties to the document, and return the table that finds them.

    A page holds the borders of its runs, an entry a run, and from its end backwards the properties, equal ones once.
    """
    firsts, numbers = [], []
    at = 0
    while at < len(properties):
        runs: list[int] = []
        kept: dict[bytes, int] = {}
        free = PAGE - 1
        while at + len(runs) < len(properties):
            new = properties[at + len(runs)]
            room = free if new in kept or not new else (free - len(new)) // 2 * 2
            if 4 * (len(runs) + 2) + entry * (len(runs) + 1) > room:
                break
            if new and new not in kept:
                kept[new] = free = room
            runs.append(kept[new] // 2 if new else 0)
        page = bytearray(PAGE)
        page[PAGE - 1] = len(runs)
        borders = struct.pack(f"<{len(runs) + 1}I", *places[at : at + len(runs) + 1])
        page[: len(borders)] = borders
        for number, offset in enumerate(runs):
            page[len(borders) + entry * number] = offset
        for content, offset in kept.items():
            page[offset : offset + len(content)] = content
        firsts.append(places[at])
        numbers.append(len(document) // PAGE)
        document += page
        at += len(runs)
    return struct.pack(f"<{len(firsts) + 1}I", *firsts, places[-1]) + struct.pack(f"<{len(numbers)}I", *numbers)


def _head(n_chars: int, size: int, parts: dict[int, bytes]) -> bytes:
    """Return the file information block: what the file is, and where each part lies in the table stream."""
    base = struct.pack(
        "<7HIBBHHII", 0xA5EC, 0xC1, 0, 0x0804, 0, 0x1200, 0xBF, 0, 0, 0, 0, 0, TEXT_START, TEXT_START + 2 * n_chars
    )
    words = struct.pack("<H26xH", 14, 0x0804)
    longs = struct.pack("<H22I", 22, size, 0, 0, n_chars, *[0] * 18)
    places = bytearray(8 * 93)
    at = 0
    for index, content in parts.items():
        struct.pack_into("<II", places, 8 * index, at, len(content))
        at += len(content)
    return base + words + longs + struct.pack("<H", 93) + bytes(places) + struct.pack("<H", 0)


def _styles() -> bytes:
    """Return the style sheet: the fifteen places of fixed styles, of which two are used."""
    head = struct.pack("<9H", 15, 10, 1, 91, 15, 0, 1, 0, 1)
    styles = [b""] * 15
    styles[0] = _style(0, 0xFFF1, 0x0002, "Normal", [b"\0\0", struct.pack("<HH", 0x4A43, 24)])
    styles[10] = _style(65, 0xFFF2, 0x00A1, "Default Paragraph Font", [b""])
    return struct.pack("<H", len(head)) + head + b"".join(struct.pack("<H", len(style)) + style for style in styles)


def _style(number: int, kind: int, next_style: int, name: str, properties: Sequence[bytes]) -> bytes:
    body = struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for content in properties:
        body += struct.pack("<H", len(content)) + content + bytes(len(content) % 2)
    return struct.pack("<5H", number, kind, next_style, 10 + len(body), 0) + body


def _fonts(*names: str) -> bytes:
    fonts = []
    for name in names:
        body = struct.pack("<BHBB34x", 0, 400, 134 if name == "宋体" else 0, 0) + name.encode("utf-16-le") + b"\0\0"
        fonts.append(bytes((len(body),)) + body)
    return struct.pack("<HH", len(fonts), 0) + b"".join(fonts)


def _properties() -> bytes:
    """Return the document's properties: all as by default, tabs half an inch apart."""
    properties = bytearray(500)
    struct.pack_into("<H", properties, 10, 720)
    return bytes(properties)


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_WORD = bytes.fromhex("0609020000000000c000000000000046")


def _compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE compound file of two streams, each long enough to lie in sectors of its own."""
    sectors: list[int] = []
    content = b""
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for number, (name, data) in enumerate(streams.items()):
        data += bytes(max(4096 - len(data), -len(data) % PAGE))
        start = len(sectors)
        sectors += [*range(start + 1, start + len(data) // PAGE), _END]
        content += data
        # the entries form a tree ordered by the length of their names: the shorter one hangs at the left
        entries.append(_entry(name, 2, left=_FREE if number else 2, start=start, size=len(data)))
    directory = len(sectors)
    sectors.append(_END)
    content += b"".join([*entries, _entry("", 0, start=0, size=0)])
    n_fat = 1
    while n_fat * (PAGE // 4) < len(sectors) + n_fat:
        n_fat += 1
    fat = [*sectors, *[_FAT] * n_fat]
    fat += [_FREE] * (n_fat * (PAGE // 4) - len(fat))
    lists = [*range(len(sectors), len(sectors) + n_fat)]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, n_fat, directory, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", *lists, *[_FREE] * (109 - n_fat)) + content + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, *, start: int, size: int, left: int = _FREE, child: int = _FREE) -> bytes:
    label = name.encode("utf-16-le")
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(label) + 2 if name else 0, kind, 1, left, _FREE, child)
        + (_WORD if kind == 5 else bytes(16))
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )
