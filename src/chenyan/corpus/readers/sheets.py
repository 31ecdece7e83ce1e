"""Read batch sheets, one report a row: csv, jsonl, json, xlsx, frames; xls and parquet with their extras."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chenyan.corpus.decode import decode
from chenyan.corpus.readers.base import MAX_CHARS, UnreadableError
from chenyan.corpus.readers.plain import decode_text

__all__ = ["Row", "frame_rows", "rows"]

Row = tuple[int, dict[str, Any] | str]  # number from 1, and the record or the reason why it is none
_RECORD_KEYS = ("data", "records", "rows", "reports", "items", "list", "results")
_MAX_UNZIPPED = 400_000_000  # bytes of a workbook
_MAX_RATIO = 200
_MAX_JSON = 32_000_000  # characters of one JSON value: as objects it takes twenty times as much
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rows(source: bytes | Path, kind: str) -> Iterator[Row]:
    """Yield the rows of a sheet; a row that is damaged comes as the reason, not as an error."""
    if kind == "csv":
        yield from _csv_rows(source)
    elif kind == "jsonl":
        yield from _json_lines(source)
    elif kind == "json":
        yield from _json_records(_bytes(source))
    elif kind == "xlsx":
        yield from _xlsx_rows(source)
    elif kind == "xls":
        yield from _xls_rows(source)
    else:
        yield from _parquet_rows(source)


def frame_rows(frame: Any) -> Iterator[Row]:
    """Yield the rows of a pandas (or polars) frame."""
    names = [str(name) for name in frame.columns]
    if hasattr(frame, "iter_rows"):
        records: Iterable[tuple[Any, ...]] = frame.iter_rows()
    else:
        records = frame.itertuples(index=False, name=None)
    for number, record in enumerate(records, start=1):
        yield number, dict(zip(names, record, strict=True))


def _bytes(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _lines(source: bytes | Path) -> Iterator[str]:
    """Open a text for reading line by line: whole where it is in memory, as a stream where it is a file."""
    if isinstance(source, bytes):
        yield from io.StringIO(decode_text(source).text, newline="")
        return
    with source.open("rb") as stream:
        head = stream.read(1 << 20)
        if len(head) == 1 << 20:
            head = head[: head.rfind(b"\n") + 1] or head
        encoding = decode(head).encoding
        stream.seek(0)
        yield from io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def _csv_rows(source: bytes | Path) -> Iterator[Row]:
    lines = _lines(source)
    csv.field_size_limit(MAX_CHARS)
    first = next(lines, "")
    separator = max((",", "\t", ";"), key=first.count)

    def again() -> Iterator[str]:
        yield first.lstrip("\ufeff")
        yield from lines

    reader = csv.reader(again(), delimiter=separator)
    header = [name.strip() for name in next(reader)]
    number = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield number, f"line {reader.line_num}: {error}"
            continue
        if not any(record):
            continue
        number += 1
        if len(record) > len(header) and any(record[len(header) :]):
            yield number, f"line {reader.line_num}: {len(record)} values for {len(header)} columns"
            continue
        yield number, dict(zip(header, record, strict=False))


def _json_lines(source: bytes | Path) -> Iterator[Row]:
    number = 0
    for line in _lines(source):
        if not line.strip("\ufeff \t\r\n"):
            continue
        number += 1
        if len(line) > _MAX_JSON:
            yield number, f"the line is longer than {_MAX_JSON} characters"
            continue
        try:
            value = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield number, f"not valid JSON: {str(error)[:120]}"
            continue
        yield (number, _flat(value)) if isinstance(value, dict) else (number, "not a JSON object")


def _json_records(data: bytes) -> Iterator[Row]:
    if len(data) > _MAX_JSON:
        raise UnreadableError(
            f"one JSON value of {len(data)} bytes is too large; write one object a line (jsonl)",
            f"单个 JSON 有 {len(data)} 字节，过大；请改为每行一个对象（jsonl）",
        )
    try:
        value = json.loads(decode_text(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            f"not valid JSON: {str(error)[:120]}; one object with a text, or a list of them, is needed",
            f"不是有效的 JSON：{str(error)[:120]}；应为一个含正文的对象，或对象列表",
        ) from error
    if isinstance(value, dict):
        inner = next((value[key] for key in _RECORD_KEYS if isinstance(value.get(key), list)), None)
        value = [value] if inner is None else inner
    if not isinstance(value, list):
        raise UnreadableError("the JSON holds no records", "JSON 中没有记录")
    for number, record in enumerate(value, start=1):
        yield (number, _flat(record)) if isinstance(record, dict) else (number, "not a JSON object")


def _flat(record: dict[Any, Any]) -> dict[str, Any]:
    """Keep the plain values of a record; a text given as a list of paragraphs is joined."""
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            flat[str(key)] = "\n".join(value)
        elif value is None or isinstance(value, (str, int, float, bool)):
            flat[str(key)] = value
    return flat


def _xlsx_rows(source: bytes | Path) -> Iterator[Row]:
    from openpyxl import load_workbook

    stream = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                size = sum(info.file_size for info in archive.infolist())
                packed = sum(info.compress_size for info in archive.infolist())
            if size > _MAX_UNZIPPED or (size > 50_000_000 and size > _MAX_RATIO * packed):
                raise UnreadableError(
                    f"{size} bytes when unpacked: too large; save it as csv",
                    f"解压后有 {size} 字节，过大；请另存为 csv",
                )
            stream.seek(0)
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), book.worksheets[0])
            values: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
            yield from _table_rows(_plain_cells(row) for row in values)
        except UnreadableError:
            raise
        except Exception as error:  # openpyxl raises whatever its parsers raise on a damaged workbook
            raise UnreadableError(
                f"damaged workbook ({type(error).__name__}: {str(error)[:120]}); save it again in Excel or WPS",
                f"工作簿已损坏（{type(error).__name__}）；请用 Excel 或 WPS 打开后重新保存",
            ) from error


def _plain_cells(row: tuple[Any, ...]) -> list[Any]:
    return [
        _EXCEL_ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), cell) if isinstance(cell, str) and "_x" in cell else cell
        for cell in row
    ]


def _table_rows(values: Iterable[list[Any]]) -> Iterator[Row]:
    """Turn rows of cells into records: the first row that is not blank is the header."""
    header: list[str] | None = None
    number = 0
    for row in values:
        if not any(cell not in (None, "") for cell in row):
            continue
        if header is None:
            header = ["" if cell is None else str(cell).strip() for cell in row]
            continue
        number += 1
        yield number, {name: cell for name, cell in zip(header, row, strict=False) if name}


def _xls_rows(source: bytes | Path) -> Iterator[Row]:
    try:
        import python_calamine
    except ImportError as error:
        raise UnreadableError(
            "an old Excel workbook: install chenyan[excel], or save it as xlsx or csv",
            "旧版 Excel 工作簿：请安装 chenyan[excel]，或另存为 xlsx、csv",
        ) from error
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(_bytes(source)))
        values = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except Exception as error:  # the parser's own error types differ between versions
        raise UnreadableError(
            f"damaged workbook ({str(error)[:120]}); save it as xlsx or csv", "工作簿已损坏；请另存为 xlsx 或 csv"
        ) from error
    yield from _table_rows(list(row) for row in values)


def _parquet_rows(source: bytes | Path) -> Iterator[Row]:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise UnreadableError(
            "a parquet file: install chenyan[parquet], or save it as csv",
            "parquet 文件：请安装 chenyan[parquet]，或另存为 csv",
        ) from error
    try:
        stream = io.BytesIO(source) if isinstance(source, bytes) else str(source)
        number = 0
        for batch in pyarrow.parquet.ParquetFile(stream).iter_batches(batch_size=256):
            for record in batch.to_pylist():
                number += 1
                yield number, _flat(record) | {k: v for k, v in record.items() if hasattr(v, "isoformat")}
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(
            f"damaged parquet file ({str(error)[:120]}); write it again", "parquet 文件已损坏；请重新生成"
        ) from error
