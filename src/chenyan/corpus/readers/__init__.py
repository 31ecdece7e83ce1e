"""One file a format: bytes in, ``Document`` out. Which one reads a file is said by ``sniff``, not by its name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import UnreadableError

__all__ = ["ARCHIVES", "SHEETS", "UnreadableError", "read_document"]

SHEETS = frozenset({"csv", "json", "jsonl", "xlsx", "xls", "parquet"})
ARCHIVES = frozenset({"zip"})
_MODULES = {
    "txt": "plain",
    "md": "plain",
    "html": "html",
    "mhtml": "mhtml",
    "docx": "docx",
    "doc": "doc",
    "rtf": "rtf",
    "pdf": "pdf",
    "tmx": "tmx",
}
_REFUSED = {
    "empty": ("the file is empty: no text in it", "文件为空：没有文字"),
    "image": (
        "a picture, not a text: run OCR on it first and save the result as txt, docx or a PDF with a text layer",
        "这是图片，没有文字：请先做 OCR，再存为 txt、docx 或带文字层的 PDF",
    ),
    "archive": (
        "a packed archive (rar, 7z, gz or the like): unpack it, or pack it as zip",
        "压缩包格式（rar、7z、gz 等）不支持：请解压，或改用 zip",
    ),
    "ofd": (
        "an OFD file: save it as PDF or docx with an OFD reader",
        "OFD 版式文件：请用 OFD 阅读器另存为 PDF 或 docx",
    ),
    "odt": ("an OpenDocument file: save it as docx", "OpenDocument 文件：请另存为 docx"),
    "pptx": (
        "a slide show, not a report: save its text as docx or txt",
        "演示文稿不是报告：请把文字另存为 docx 或 txt",
    ),
    "caj": ("a CAJ file: save it as PDF with its own reader", "CAJ 文件：请用其阅读器另存为 PDF"),
    "encrypted": ("protected by a password: save it without one", "文件有密码保护：请去除密码后另存"),
    "ole": (
        "an old Office file that holds no Word document: save it as docx",
        "旧版 Office 文件，其中没有 Word 文档：请另存为 docx",
    ),
    "binary": ("not a text: a program or data file", "不是文本：程序或数据文件"),
    "xml": ("XML of no known kind: save the text as txt or docx", "无法识别的 XML：请把文字另存为 txt 或 docx"),
}


@cache
def _reader(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


def read_document(data: bytes, name: str, kind: str, *, ocr: bool = False) -> Document:
    """Read one file of a known kind; ``ocr`` asks for the recognition of scanned pages.

    Raises
    ------
    UnreadableError
        With the reason and the way out, in English and Chinese.
    """
    if kind in _REFUSED:
        raise UnreadableError(*_REFUSED[kind])
    reader = _reader(_MODULES[kind])
    document: Document
    if _MODULES[kind] == "plain":
        document = reader.read(data, name, kind)
    elif kind == "pdf":
        document = reader.read(data, name, ocr=ocr)
    else:
        document = reader.read(data, name)
    if not document.text.strip():
        raise UnreadableError("no text in it", "文件中没有文字")
    return document
