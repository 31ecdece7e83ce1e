"""Say what a file is by its content; its name only tells apart kinds of plain text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from itertools import islice

from chenyan.corpus.decode import decode

__all__ = ["sniff"]

_HTML = re.compile(r"<!doctype\s{1,9}html|<(?:html|head|body|meta|title|table|div|article)(?:\s[^<>]{0,2000})?>", re.I)
_TAG = re.compile(r"</?(?:p|div|span|br|table|tr|td|font|strong|b|h[1-6]|a|ul|li|center)(?:\s[^<>]{0,2000})?/?>", re.I)
_MIME = re.compile(r"^(?:from|mime-version|content-type|subject|date|snapshot-content-location):", re.I | re.M)
_HEAD = 16_384  # bytes: enough to tell kinds of text apart
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|(?:\s?:?-{2,}:?\s?\|)+|\*\*[^*\n]{1,80}\*\*|```)", re.M)
_MAGIC = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "image"),
    (b"PAR1", "parquet"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"CAJ\0", "caj"),
    (b"HN\0\0", "caj"),
    (b"\x7fELF", "binary"),
    (b"MZ\x90\0", "binary"),
    (b"SQLite format 3\0", "binary"),
)


def sniff(data: bytes, name: str = "") -> str:
    """Return the kind of a file.

    Returns
    -------
    str
        empty, txt, md, html, mhtml, docx, doc, rtf, pdf, tmx, xml, csv, json, jsonl, xlsx, xls, parquet, zip, or one
        that is not read: image, archive, ofd, odt, pptx, caj, ole, encrypted, binary.

    Examples
    --------
    >>> sniff(b"%PDF-1.7 ...", "report.txt"), sniff("一、总体情况".encode("gb18030"), "report.pdf")
    ('pdf', 'txt')
    """
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt"):
        return "rtf"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or b"\0\0" in data[:16]):
            return kind
    return _text(data, name.lower())


def _package(data: bytes) -> str:
    """Tell apart the kinds of zip files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError, OverflowError):
        # a docx cut short still says what it is at its front
        front = data[:4096]
        return "docx" if b"word/" in front else "xlsx" if b"xl/" in front else "zip"
    if "word/document.xml" in names or any(n.startswith("word/document") and n.endswith(".xml") for n in names):
        return "docx"
    for marker, kind in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xls"), ("OFD.xml", "ofd")):
        if marker in names:
            return kind
    if "ppt/presentation.xml" in names:
        return "pptx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    return "zip"


def _ole(data: bytes) -> str:
    """Tell apart the kinds of OLE files by the names of their streams."""
    for stream, kind in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return "ole"


def _text(data: bytes, name: str) -> str:
    """Tell apart the kinds of text."""
    text = decode(data[:_HEAD]).text.lstrip("\ufeff \t\r\n")
    start = text[:4096]
    low = start.lower() if "/" in start or start.startswith("<") else ""  # where it can say what is asked below
    if ("multipart/related" in low or "text/html" in low) and len(_MIME.findall(start[:2048])) >= 2:
        return "mhtml"
    if low.startswith(("<?xml", "<tmx", "<!doctype tmx")):
        if "<tmx" in low:
            return "tmx"
        if "<html" in low:
            return "html"
        return "xml"
    # looking for one sign is much faster than a pattern that finds nothing
    if "<" in text and _HTML.search(text[:8192]) and _holds_tags(text, 3):
        return "html"
    if low.startswith("<") and _holds_tags(text, 10):
        return "html"
    if start[:1] in "{[" and re.match(r"[{\[]\s{0,200}[\"{\[\]}]", start):
        return _json(data, text, name)
    if _is_sheet(text, name):
        return "csv"
    if name.endswith((".md", ".markdown")):
        return "md"
    if any(sign in text for sign in ("#", "|", "**", "```")) and len(_MARKDOWN.findall(text)) >= 3:
        return "md"
    return "txt"


def _holds_tags(text: str, n: int) -> bool:
    """Say whether there are at least n tags."""
    return sum(1 for _ in islice(_TAG.finditer(text), n)) == n


def _json(data: bytes, text: str, name: str) -> str:
    """Tell JSON lines (one object a line) from one JSON value."""
    if start_is_array := text.startswith("["):
        return "json"
    first, _, rest = text.partition("\n")
    one_line = first.rstrip().endswith("}") and (not rest.strip() or rest.lstrip().startswith("{"))
    if name.endswith((".jsonl", ".ndjson")) or (one_line and not start_is_array and rest.strip()):
        return "jsonl"
    return "json" if name.endswith(".json") or one_line or first.strip() == "{" else "txt"


def _is_sheet(text: str, name: str) -> bool:
    """Say whether a text is a table with a header line; running text with commas is not."""
    from chenyan.corpus.columns import field_of

    first = text.split("\n", 1)[0]
    separator = max((",", "\t", ";"), key=first.count)
    if not first.count(separator) or len(first) > 4000:
        return False
    try:
        header = next(csv.reader([first], delimiter=separator))
    except (csv.Error, StopIteration):
        return False
    fields = {field_of(column) for column in header} - {""}
    if "text" in fields and len(header) > 1:
        return True
    if "file" in fields and len(fields) > 1:
        return True
    return name.endswith((".csv", ".tsv")) and len(header) > 1
