"""Read old Word files (.doc, .wps): text by legacy-doc; tables, where the extra ``doc`` is there, by way of docx."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import UnreadableError
from chenyan.corpus.readers.plain import from_text

__all__ = ["read"]

_HAS_TABLES = re.compile("自然人|本年制发|本年新制作|结果维持|处理决定数量")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(data: bytes, name: str) -> Document:
    """Read an old Word file; its tables need the extra ``doc``, without it their cells come as words in a row."""
    text, problem = _text(data)
    if not text or _HAS_TABLES.search(text):
        converted = _by_docx(data)
        if converted is not None and len("".join(converted.text.split())) >= 0.9 * len("".join(text.split())):
            return replace(converted, format="doc")
    if not text.strip():
        raise UnreadableError(
            f"old Word file that cannot be read ({problem or 'no text in it'}); save it as docx in Word or WPS",
            f"旧版 Word 文件无法读取（{problem or '没有文字'}）；请用 Word 或 WPS 打开后另存为 docx",
        )
    notes: tuple[tuple[str, str], ...] = ()
    if _HAS_TABLES.search(text):
        notes = (
            (
                "old Word file: tables were read as words only; install chenyan[doc] or save it as docx for cells",
                "旧版 Word 文件：表格只读出文字；安装 chenyan[doc] 或另存为 docx 后可读出单元格",
            ),
        )
    return from_text(text, "doc", encoding="doc", notes=notes)


def _text(data: bytes) -> tuple[str, str]:
    """Return the words of the file, or the reason why there are none."""
    import legacy_doc

    try:
        text = legacy_doc.extract_text(data).text
    except Exception as error:  # the parser raises its own and the built-in errors on damaged files
        return "", f"{type(error).__name__}: {str(error)[:100]}"
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n").replace("\x07", "\t")
    )
    return _CONTROL.sub("", text), ""


def _by_docx(data: bytes) -> Document | None:
    """Return the document by way of docx, or None where the extra is missing or fails."""
    try:
        import doc2docx
    except ImportError:
        return None
    from chenyan.corpus.readers import docx

    with TemporaryDirectory(prefix="chenyan-") as folder:  # the converter works on paths only
        source, target = Path(folder, "in.doc"), Path(folder, "out.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return docx.read(target.read_bytes(), "converted.docx")
        except Exception:  # a second opinion only: legacy-doc has the words already
            return None
