"""Write files that are whole or not there, and cells that spreadsheets show as text and never run."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = [
    "csv_bytes",
    "csv_encoded",
    "csv_parts",
    "file_sha256",
    "json_bytes",
    "plain_cell",
    "read_csv",
    "safe_cell",
    "sha256",
    "write_whole",
]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_RISKY = frozenset((*FORMULA_STARTS, "'"))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: str | Path) -> str:
    """Return the SHA-256 of a file, which may be larger than memory."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_whole(path: str | Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> Path:
    """Write a file so that a reader finds the old one or the new one, never a part.

    The bytes go to a file beside the target, are flushed to the disk (``durable``), and then take the target's place.
    """
    target = os.fspath(path)
    handle, name = _open_beside(os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as stream:
            for part in (data,) if isinstance(data, bytes) else data:
                stream.write(part)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(path)


def _open_beside(folder: str) -> tuple[int, str]:
    """Open a new file in a folder, which is made where it is not there; returns its handle and name."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        name = os.path.join(folder, f".chenyan-{secrets.token_hex(8)}")
        try:
            return os.open(name, flags, 0o666), name
        except FileExistsError:
            continue
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)


def safe_cell(value: Any) -> Any:
    """Return a cell that a spreadsheet shows as text.

    Text that opens with ``= + - @``, a tab or a carriage return gets an apostrophe in front, or Excel would run it as
    a formula; so does text that already opens with apostrophes and then one of these, so that taking one apostrophe
    off always gives the original back. Lists and mappings become JSON, None and missing numbers an empty cell.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("一是"), safe_cell(-1), safe_cell(None)
    ("'=1+1", '一是', -1, '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.lstrip("'").startswith(FORMULA_STARTS) else value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return "" if value != value else value
    if isinstance(value, (list, dict, tuple)):
        return safe_cell(json.dumps(value, ensure_ascii=False, sort_keys=False, default=str))
    return value


def plain_cell(text: str) -> str:
    """Take off the apostrophe that ``safe_cell`` puts in front.

    Examples
    --------
    >>> plain_cell("'=1+1"), plain_cell("'一是'")
    ('=1+1', "'一是'")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text


def read_csv(path: str | Path, *, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """Return the rows of a CSV file that ``csv_bytes`` wrote, apostrophes taken off; cells are text."""
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding=encoding, newline="") as stream:
        return [{key: plain_cell(value or "") for key, value in row.items()} for row in csv.DictReader(stream)]


def csv_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return a CSV file for Excel: UTF-8 with a signature, safe cells, the columns there even without rows."""
    return b"".join(csv_parts(rows, columns))


def csv_parts(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, size: int = 10_000) -> Iterator[bytes]:
    """Yield the same file part by part, ``size`` rows each; rows with ``lines()`` come as sequences, which is faster."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    yield codecs.BOM_UTF8
    blocks = getattr(rows, "csv_blocks", None)
    if blocks is not None:  # rows that know a faster way
        yield csv_encoded(buffer.getvalue())
        yield from blocks()
        return
    lines = getattr(rows, "lines", None)
    values = lines() if lines is not None else ([row.get(name) for name in columns] for row in rows)
    for at, line in enumerate(values, 1):
        # most cells are text or numbers that need nothing; the rest goes through safe_cell
        writer.writerow(
            [
                value
                if (kind := value.__class__) is int
                or (kind is str and value[:1] not in _RISKY)
                or (kind is float and value == value)
                else safe_cell(value)
                for value in line
            ]
        )
        if at % size == 0:
            yield csv_encoded(buffer.getvalue())
            buffer.seek(0)
            buffer.truncate()
    yield csv_encoded(buffer.getvalue())


def csv_encoded(text: str) -> bytes:
    """Return UTF-8 without NUL, which csv readers stop at; it becomes the visible sign for it."""
    return text.replace("\0", "␀").encode("utf-8", "replace")


def json_bytes(data: Any, *, indent: int | None = 2) -> bytes:
    """Return JSON in UTF-8 with a line end, keys in their given order."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False, default=str)
    return (text + "\n").encode("utf-8", "replace")
