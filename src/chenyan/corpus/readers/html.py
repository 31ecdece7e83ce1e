"""Read web pages: decode first, then one walk over the tree; tables become grids, page furniture is cut away."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import Composer, RawCell, UnreadableError, cell_line, cell_text
from chenyan.corpus.readers.furniture import trim
from chenyan.corpus.readers.grids import Slot, place
from chenyan.corpus.readers.plain import decode_text
from chenyan.corpus.repeats import one_copy

__all__ = ["from_html", "read"]

MAX_SOURCE = 8_000_000  # characters, 500 MB as a tree; a page has less than one million
MAX_NODES = 2_000_000
_MAX_NESTED = 40  # tables in tables; deeper ones are read as plain blocks
_MAX_CELL = 600  # characters: a cell that holds more is page layout, not data
_SKIP = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "nav",
        "map",
        "datalist",
    ]
)
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "ucapcontent",
        "ucaptitle",
    ]
)
_ENDS_LINE = _BLOCK - {"tr", "td", "th", "br"}
_FORMATTING = re.compile(
    r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>/])[^<>]{0,5000}>", re.I
)
_NESTING = re.compile(r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|tbody|br|hr|img|input|link|meta|col|option)[\s/>])[a-z]", re.I)
_MANY_TAGS = 20_000  # fewer tags can't nest deep enough to matter
_MAX_DEPTH = 1000
_WRAP = re.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NAMED_TAG = re.compile("<(meta|title|ucaptitle|h1)", re.I)
_NUMBER = re.compile(r"\d{1,6}")
_NEWLINE = "\n"
_META_KEYS = {
    "articletitle": "title", "pubdate": "published", "contentsource": "source", "sitename": "site",
    "columnname": "column", "author": "author", "url": "url",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A data table that is finished: a piece among the words around it."""

    cells: list[RawCell]
    n_rows: int
    n_columns: int


Piece = str | _Table


@dataclass(slots=True)
class _Cell:
    pieces: list[Piece] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class _Open:
    """A table that is being walked: its rows so far."""

    rows: list[list[_Cell]] = field(default_factory=list)
    caption: list[Piece] = field(default_factory=list)


def read(data: bytes, name: str) -> Document:
    """Read a web page; its own charset is only a hint, the bytes decide."""
    decoded = decode_text(data)
    return from_html(decoded.text, encoding=decoded.encoding, notes=decoded.notes)


def from_html(
    source: str, *, encoding: str = "utf-8", notes: tuple[tuple[str, str], ...] = (), kind: str = "html"
) -> Document:
    """Read the decoded source of a web page."""
    if source.count("<") - source.count("</") > 1000 and _n_open(source) > 1000:
        # unclosed <font> in thousands would be repeated in every paragraph of the tree
        source = _FORMATTING.sub("", source)
    if source.count("<") > _MANY_TAGS and _depth(source) > _MAX_DEPTH:
        raise UnreadableError(
            f"tags nested more than {_MAX_DEPTH} deep: no page of words; save it as txt or docx",
            f"标签嵌套超过 {_MAX_DEPTH} 层，不是正常网页；请另存为 txt 或 docx",
        )
    tree = LexborHTMLParser(source[:MAX_SOURCE])
    metadata, title = _metadata(tree, {tag.lower() for tag in _NAMED_TAG.findall(source)})
    pieces, complete = _walk(tree.root)
    composer = Composer()
    _compose(pieces, composer)
    text, grids = composer.result()
    said = list(notes)
    if not complete or len(source) > MAX_SOURCE:
        said.append(("the page is too large; only its first part was read", "网页过大，只读取了前面部分"))
    text, n_copies = one_copy(text)
    if n_copies > 1:  # a print version, or the words once more for screen readers
        grids = tuple(grid for grid in grids if grid.end <= len(text))
        said.append(
            (
                f"the report stands {n_copies} times in this page; read once",
                f"网页中同一份报告出现 {n_copies} 次；只读取一次",
            )
        )
    text, grids, visible = trim(text, grids, title)
    known = {key for key, _ in metadata}
    metadata += tuple((key, value) for key, value in visible if key not in known)
    return Document(
        text=text, format=kind, encoding=encoding, grids=grids, title=title, metadata=metadata, notes=tuple(said)
    )


def _n_open(source: str) -> int:
    """Return how many tags of formatting stay open."""
    return sum(1 if not match.group(1) else -1 for match in _FORMATTING.finditer(source))


def _depth(source: str) -> int:
    """Return how deep the tags nest that browsers don't close by themselves; the parser is slow on deep trees."""
    depth = deepest = 0
    for match in _NESTING.finditer(source):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _metadata(tree: Any, tags: Container[str]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what the head of the page says, and the title of the article where it is given apart.

    ``tags`` are the elements that the source names: the tree is only asked for those.
    """
    found: dict[str, str] = {}
    for node in tree.css("meta[name][content]")[:200] if "meta" in tags else ():
        name = (node.attributes.get("name") or "").strip().lower()
        value = (node.attributes.get("content") or "").strip()
        key = _META_KEYS.get(name)
        if key and value:
            found.setdefault(key, value[:300])
    node = (tree.css_first("head > title") or tree.css_first("title")) if "title" in tags else None
    page = _BLANKS.sub(" ", node.text()).strip()[:300] if node is not None else ""
    if page:
        found.setdefault("page_title", page)
    heading = tree.css_first("ucaptitle") if "ucaptitle" in tags else None
    if heading is None and "h1" in tags:
        heading = tree.css_first("h1")
    title = (
        found.get("title") or (_BLANKS.sub(" ", heading.text()).strip()[:300] if heading is not None else "") or page
    )
    return tuple(sorted(found.items())), title


def _span(attributes: dict[str, str | None], name: str) -> int:
    """Return a span as browsers read it: the digits at its front, 1 where there are none."""
    words = attributes.get(name)
    if not words:
        return 1
    match = _NUMBER.match(words.strip())
    return int(match.group()) if match else 1


def _walk(root: Any) -> tuple[list[Piece], bool]:
    """Walk the tree once, without recursion; return the words, line ends and tables in order.

    The elements on the way down are held with their tags: asking the tree for the way back costs a third of the walk.
    """
    top: list[Piece] = []
    tables: list[_Open] = []
    output = top  # where words go: the page, or the cell that is open
    outputs: list[list[Piece]] = []  # where they went before
    above: list[tuple[Any, str, str]] = []  # the elements on the way down: node, tag, and what ends with them
    node, n_nodes = root, 0
    preformatted = 0
    while node is not None:
        n_nodes += 1
        if n_nodes > MAX_NODES:
            break
        tag = node.tag
        child, what = None, ""
        if tag == "-text":
            words = node.text_content
            if words:
                output.append(words if preformatted else _blanks(words))
        elif tag in _BLOCK:
            if (tag == "td" or tag == "th") and tables:
                rows = tables[-1].rows
                if not rows:
                    rows.append([])
                cell = _cell_of(node)
                rows[-1].append(cell)
                outputs.append(output)
                output, what = cell.pieces, "cell"
            elif tag == "tr" and tables:
                tables[-1].rows.append([])
            elif tag == "table" and len(tables) < _MAX_NESTED:
                tables.append(_Open())
                what = "table"
            else:
                output.append(_NEWLINE)
                if tag == "pre":
                    preformatted += 1
                    what = "pre"
            child = node.child
        elif tag is not None and tag not in _SKIP and tag[0] not in "-_!":  # a processing instruction has no name
            child = node.child
        if child is not None:
            above.append((node, tag, what))
            node = child
            continue
        while True:  # leave this node, and its parents where it was their last child
            if not what:  # as with nearly all
                pass
            elif what == "cell":
                output = outputs.pop()
            elif what == "pre":
                preformatted -= 1
            else:
                output.extend(_closed(tables.pop()))
            if not above:
                node = None
                break
            if tag in _ENDS_LINE:
                output.append(_NEWLINE)
            following = node.next
            if following is not None:
                node = following
                break
            node, tag, what = above.pop()
    while tables:  # the walk stopped early
        open_table = tables.pop()
        top.extend(_closed(open_table))
    return top, n_nodes <= MAX_NODES


def _cell_of(node: Any) -> _Cell:
    """Return an empty cell with the spans of its element."""
    attributes = node.attributes
    if not attributes:
        return _Cell()
    return _Cell(row_span=_span(attributes, "rowspan"), column_span=_span(attributes, "colspan"))


def _blanks(words: str) -> str:
    """Collapse white space as browsers do; a source line that ends between two hanzi leaves no blank."""
    if words.isalnum():
        return words
    if not (" " in words or "\n" in words or "\t" in words or "\r" in words or "\f" in words):
        return words
    if not words.strip(" \t\r\n\f"):
        return " " if words else ""
    if "\n" in words:
        words = _WRAP.sub("", words)
    return _BLANKS.sub(" ", words)


def _closed(table: _Open) -> list[Piece]:
    """Return a finished table: as data, or, where it only lays out the page, as the blocks of its cells."""
    rows = [row for row in table.rows if row]
    n_cells = sum(len(row) for row in rows)
    nested = any(isinstance(piece, _Table) for row in rows for cell in row for piece in cell.pieces)
    if not nested and len(rows) > 1 and n_cells > len(rows):
        slots = [[Slot(_words(cell), cell.row_span, cell.column_span) for cell in row] for row in rows]
        if max(len(slot.text) for row in slots for slot in row) <= _MAX_CELL:
            placed = place(slots)
            if placed is not None and placed[2] > 1:
                return [_NEWLINE, _Table(*placed), _NEWLINE]
    pieces: list[Piece] = [_NEWLINE]
    for row in rows:
        for cell in row:
            pieces.extend(cell.pieces)
            pieces.append(_NEWLINE)
    return pieces


def _words(cell: _Cell) -> str:
    """Return the words of a cell that holds no table."""
    words = "".join(cell.pieces).strip("\n")  # type: ignore[arg-type]
    return cell_text(words.split("\n")) if "\n" in words else cell_line(words)


def _compose(pieces: list[Piece], composer: Composer) -> None:
    """Write the pieces as lines; blank lines are left out."""
    start = 0
    for at in [at for at, piece in enumerate(pieces) if piece.__class__ is _Table]:
        _lines(pieces[start:at], composer)
        table: Any = pieces[at]
        composer.table(table.cells, table.n_rows, table.n_columns)
        start = at + 1
    _lines(pieces[start:], composer)


def _lines(words: list[Any], composer: Composer) -> None:
    parts = [part.strip(" \t\u00a0\u3000\u200b\ufeff") for part in "".join(words).split(_NEWLINE) if part]
    composer.add("".join([f"{part}\n" for part in parts if part]))
