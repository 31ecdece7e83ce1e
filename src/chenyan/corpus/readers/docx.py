"""Read Word files (docx): one walk over the XML; merged cells, tracked changes, content controls, numbering."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import MAX_CELLS, MAX_CHARS, Composer, RawCell, UnreadableError, cell_line, cell_text
from chenyan.corpus.readers.grids import MAX_COLUMNS, narrow
from chenyan.corpus.readers.numbering import Numbering
from chenyan.corpus.readers.wordxml import NAMES, attribute, children, first, tag_of

__all__ = ["read"]

MAX_PART = 20 * 1024 * 1024  # bytes of XML, 400 MB as a tree; a report has less than one million
MAX_RATIO = 300
_MAX_CELL = 1500  # characters: a cell that holds more is page layout
_MAX_NESTED = 30
_THROUGH = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "body", "hyperlink", "fldSimple", "dir", "bdo"}
)
_GONE = frozenset({"del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPr", "sdtPr", "sdtEndPr"})
_ON = frozenset({"", "1", "true", "on"})
_INTEGER = re.compile(r"-?\d{1,6}")


def read(data: bytes, name: str) -> Document:
    """Read a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            main: str | None = next((n for n in ("word/document.xml", "word/document2.xml") if n in names), None)
            main = main or next((n for n in sorted(names) if re.fullmatch(r"word/document\d*\.xml", n)), None)
            if main is None:
                raise UnreadableError(
                    "no Word document in this file; save it as docx again", "文件中没有 Word 正文；请重新另存为 docx"
                )
            root = _parse(_part(archive, main))
            numbering = Numbering(
                lambda: _later(data, names, "word/numbering.xml"), lambda: _later(data, names, "word/styles.xml")
            )
            core = _optional(archive, names, "docProps/core.xml")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnreadableError(
            f"damaged docx ({str(error)[:120]}); open it in Word or WPS and save it again",
            "docx 文件已损坏；请用 Word 或 WPS 打开后重新保存",
        ) from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"damaged docx ({str(error)[:120]}); open it in Word or WPS and save it again",
            "docx 文件中的 XML 已损坏；请用 Word 或 WPS 打开后重新保存",
        ) from error
    walker = _Walker(numbering)
    composer = Composer()
    walker.write(root, composer)
    text, grids = composer.result()
    notes: list[tuple[str, str]] = []
    if walker.n_deleted:
        notes.append(
            (
                f"{walker.n_deleted} tracked deletions were left out; insertions were read",
                f"文中有 {walker.n_deleted} 处修订删除，未读取；修订插入已读取",
            )
        )
    if composer.length > MAX_CHARS:
        notes.append(("the document is too long; only its first part was read", "文档过长，只读取了前面部分"))
    return Document(text=text, format="docx", grids=grids, metadata=_metadata(core), notes=tuple(notes))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > MAX_PART or (info.file_size > 4_000_000 and info.file_size > MAX_RATIO * info.compress_size):
        raise UnreadableError(
            f"its text takes {info.file_size} bytes when unpacked: no report is that long",
            f"正文解压后有 {info.file_size} 字节，超过报告应有的长度",
        )
    with archive.open(info) as stream:
        data = stream.read(MAX_PART + 1)  # the header may lie about the size
    if len(data) > MAX_PART:
        raise UnreadableError("its text is too large when unpacked", "正文解压后过大")
    return data


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    return etree.fromstring(data, parser)


def _optional(archive: zipfile.ZipFile, names: list[str], name: str) -> Any | None:
    """Return a part that the document can do without, or None where it is missing or damaged."""
    if name not in names:
        return None
    try:
        return _parse(_part(archive, name))
    except (etree.XMLSyntaxError, UnreadableError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        return None


def _later(data: bytes, names: list[str], name: str) -> Any | None:
    """Return such a part after the archive was closed: few documents need it."""
    if name not in names:
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _optional(archive, names, name)


def _metadata(core: Any | None) -> tuple[tuple[str, str], ...]:
    wanted = {"title": "document_title", "creator": "author", "created": "created", "modified": "modified"}
    found = {}
    for element in core if core is not None else ():
        key = wanted.get(tag_of(element))
        if key and element.text and element.text.strip():
            found[key] = element.text.strip()[:200]
    return tuple(sorted(found.items()))


def _number(element: Any | None, default: int) -> int:
    match = _INTEGER.match(attribute(element, "val")) if element is not None else None
    return int(match.group()) if match else default


class _Walker:
    """Walks one document; keeps the counters of its lists and counts what was struck out."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.n_deleted = 0

    def write(self, element: Any, composer: Composer, depth: int = 0) -> None:
        """Write the paragraphs and tables below an element."""
        for child in element:
            if composer.length > MAX_CHARS:
                return
            local = tag_of(child)
            if local == "p":
                self._write_paragraph(child, composer)
            elif local == "tbl":
                self._write_table(child, composer, depth)
            elif local in _THROUGH or local in ("AlternateContent", "Choice", "document"):
                self.write(child, composer, depth)
            elif local in ("del", "moveFrom"):
                self.n_deleted += 1

    def _write_paragraph(self, paragraph: Any, composer: Composer) -> None:
        boxes: list[Any] = []
        words = self._paragraph(paragraph, boxes)
        for line in words.split("\n"):
            composer.line(line.rstrip())
        for box in boxes:
            self.write(box, composer)

    def _paragraph(self, paragraph: Any, boxes: list[Any]) -> str:
        words: list[str] = []
        self._runs(paragraph, words, boxes)
        text = "".join(words)
        if not text or text.isspace():
            return text
        front = paragraph[0]
        numbered = NAMES[front.tag] == "pPr" and len(front) > 0
        return self.numbering.label(front) + text if numbered else text

    def _runs(self, element: Any, words: list[str], boxes: list[Any]) -> None:
        for child in element:
            local = NAMES[child.tag]
            if local == "r":
                self._run(child, words, boxes)
            elif local == "t":
                words.append(child.text or "")
            elif local not in _GONE:
                self._piece(child, local, words, boxes)
            elif local in ("del", "moveFrom"):
                self.n_deleted += 1

    def _run(self, run: Any, words: list[str], boxes: list[Any]) -> None:
        """Take the words of a run, unless its properties, which come first, hide it."""
        is_first = True
        for part in run:
            local = NAMES[part.tag]
            if local == "t":
                words.append(part.text or "")
            elif is_first and local == "rPr":
                if len(part) and _hides(part):
                    return
            elif local == "r":
                self._run(part, words, boxes)
            elif local not in _GONE:
                self._piece(part, local, words, boxes)
            elif local in ("del", "moveFrom"):
                self.n_deleted += 1
            is_first = False

    def _piece(self, child: Any, local: str, words: list[str], boxes: list[Any]) -> None:
        """Take what is neither a run nor its text: tabs, line ends, text boxes, and what holds further runs."""
        if local == "tab":
            words.append("\t")
        elif local in ("br", "cr"):
            words.append("\n")
        elif local == "noBreakHyphen":
            words.append("-")
        elif local == "txbxContent":
            boxes.append(child)
        elif len(child):
            self._runs(child, words, boxes)

    def _write_table(self, table: Any, composer: Composer, depth: int) -> None:
        sources = list(_rows(table))
        rows = [list(_cells(row)) for row in sources]
        n_cells = sum(len(row) for row in rows)
        nested = next(table.iterdescendants(table.tag), None) is not None
        placed = None
        if not nested and n_cells > 1 and n_cells <= MAX_CELLS:
            placed = self._place(sources, rows)
        if placed is not None:
            composer.table(*placed)
            return
        for row in rows:
            for cell in row:
                if depth < _MAX_NESTED:
                    self.write(cell, composer, depth + 1)

    def _place(self, sources: list[Any], rows: list[list[Any]]) -> tuple[list[RawCell], int, int] | None:
        """Return the cells of a data table with rows and columns; None where it only lays out a page."""
        cells: list[RawCell] = []
        above: dict[int, int] = {}  # column to the index of the merged cell that reaches down into it
        width = 0
        for at, (row, source) in enumerate(zip(rows, sources, strict=True)):
            properties = first(source, "trPr")
            column = 0 if properties is None else max(0, _number(first(properties, "gridBefore"), 0))
            last: int | None = None
            for cell in row:
                front = next(iter(cell), None)
                across, merge, side = 1, None, None
                if front is not None and NAMES[front.tag] == "tcPr" and len(front):
                    said = children(front)
                    across = max(1, _number(said.get("gridSpan"), 1))
                    merge = said.get("vMerge")
                    side = said.get("hMerge")
                if column + across > MAX_COLUMNS:
                    return None
                if side is not None and attribute(side, "val") != "restart" and last is not None:
                    anchor = cells[last]
                    cells[last] = RawCell(
                        anchor.text, anchor.row, anchor.column, anchor.row_span, anchor.column_span + across
                    )
                elif merge is not None and attribute(merge, "val") != "restart" and column in above:
                    anchor = cells[above[column]]
                    if anchor.row + anchor.row_span == at:
                        text = cell_text([anchor.text, self._cell(cell)])
                        cells[above[column]] = RawCell(
                            text, anchor.row, anchor.column, anchor.row_span + 1, anchor.column_span
                        )
                    last = None
                else:
                    text = self._cell(cell)
                    if len(text) > _MAX_CELL:
                        return None
                    cells.append(RawCell(text, at, column, 1, across))
                    last = len(cells) - 1
                    if merge is not None:
                        above[column] = last
                    else:
                        above.pop(column, None)
                column += across
            width = max(width, column)
        return narrow(cells, len(rows), width) if cells else None

    def _cell(self, cell: Any) -> str:
        boxes: list[Any] = []
        lines = [self._paragraph(paragraph, boxes) for paragraph in _paragraphs(cell)]
        if len(lines) == 1 and "\n" not in lines[0]:
            return cell_line(lines[0])
        return cell_text("\n".join(lines).split("\n"))


def _hides(properties: Any) -> bool:
    """Say whether the properties of a run hide its words."""
    vanish = first(properties, "vanish")
    return vanish is not None and attribute(vanish, "val") in _ON


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table that were not struck out, through content controls."""
    for child in table:
        local = NAMES[child.tag]
        if local == "tr":
            properties = first(child, "trPr")
            if properties is None or first(properties, "del") is None:
                yield child
        elif local in _THROUGH:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        local = NAMES[child.tag]
        if local == "tc":
            yield child
        elif local in _THROUGH:
            yield from _cells(child)


def _paragraphs(cell: Any) -> Iterator[Any]:
    for child in cell:
        local = NAMES[child.tag]
        if local == "p":
            yield child
        elif local in _THROUGH:
            yield from _paragraphs(child)
