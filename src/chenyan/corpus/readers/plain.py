"""Read plain text and markdown: decode, refuse what is not text, keep one copy of a text that repeats itself."""

from __future__ import annotations

import re
from dataclasses import replace

from chenyan.corpus.build import Document
from chenyan.corpus.decode import Decoded, decode
from chenyan.corpus.readers.base import MAX_CHARS, UnreadableError
from chenyan.corpus.repeats import one_copy

_ODD = re.compile(r"[\x00-\x08\x10-\x19\x1b-\x1f\ufffd]{1,1000}")  # what no text holds in numbers

__all__ = ["decode_text", "from_text", "read", "row_document"]


def decode_text(data: bytes) -> Decoded:
    """Decode a text and refuse one that is broken beyond reading."""
    decoded = decode(data)
    text = decoded.text
    if decoded.mojibake:
        raise UnreadableError(
            f"mojibake: the text is {decoded.mojibake} and cannot be restored without loss; get the original file",
            f"乱码：内容曾被错误转码（{decoded.mojibake}），无法无损还原；请使用原始文件",
        )
    sample = text[:100_000]
    # a text without such signs, as nearly all are, is seen through faster than searched
    plain = sample.replace("\n", "").replace("\u3000", "").replace("\t", "").isprintable() and "\ufffd" not in sample
    odd = 0 if plain else sum(map(len, _ODD.findall(sample)))
    if odd > 0.1 * len(sample):
        raise UnreadableError(
            "not a text: binary content of no known format; save it as docx, pdf, html or txt",
            "不是文本：无法识别的二进制内容；请另存为 docx、pdf、html 或 txt",
        )
    if not text.strip():
        raise UnreadableError("the file is empty: no text in it", "文件为空：没有文字")
    return decoded


def read(data: bytes, name: str, kind: str = "txt") -> Document:
    """Read a text file (``kind`` txt or md)."""
    decoded = decode_text(data)
    return from_text(decoded.text, kind, encoding=decoded.encoding, notes=decoded.notes)


def from_text(
    text: str,
    kind: str,
    *,
    encoding: str = "utf-8",
    title: str = "",
    metadata: tuple[tuple[str, str], ...] = (),
    notes: tuple[tuple[str, str], ...] = (),
) -> Document:
    """Make the document of a decoded text: one copy of it, and not too long."""
    said = list(notes)
    text, n_copies = one_copy(text)
    if n_copies > 1:
        said.append(
            (
                f"the text stands {n_copies} times in this file; read once",
                f"同一份报告在此文件中重复出现 {n_copies} 次；只读取一次",
            )
        )
    if len(text) > MAX_CHARS:
        said.append((f"only the first {MAX_CHARS} characters were read", f"只读取了前 {MAX_CHARS} 个字符"))
        text = text[:MAX_CHARS]
    return Document(text=text, format=kind, encoding=encoding, title=title, metadata=metadata, notes=tuple(said))


def row_document(text: str, kind: str, *, title: str = "", metadata: tuple[tuple[str, str], ...] = ()) -> Document:
    """Make the document of one row of a sheet; a cell that holds a web page is read as one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    notes: tuple[tuple[str, str], ...] = ()
    if kind in ("xlsx", "xls") and len(text) >= 32_767:
        notes = (
            (
                "cut by Excel's limit of 32,767 characters a cell; keep long texts in csv or jsonl",
                "受 Excel 单元格 32,767 字上限截断；长文本请用 csv 或 jsonl 保存",
            ),
        )
    if plain.count("</") > 5:
        from chenyan.corpus.sniff import sniff

        if sniff(plain[:65536].encode(), "") == "html":
            from chenyan.corpus.readers.html import from_html

            page = from_html(plain)
            return replace(
                page,
                format=kind,
                title=title or page.title,
                metadata=(*metadata, *page.metadata),
                notes=(*notes, *page.notes),
            )
    return from_text(plain, kind, title=title, metadata=metadata, notes=notes)
