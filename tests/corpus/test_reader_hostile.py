"""Hostile and broken files: each gives a document or one reason, soon and in little memory."""

from __future__ import annotations

import io
import time
import zipfile

import make_files as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chenyan.corpus.build import Document
from chenyan.corpus.readers import ARCHIVES, SHEETS, UnreadableError, read_document
from chenyan.corpus.readers.base import Composer, cut
from chenyan.corpus.readers.grids import Slot, place
from chenyan.corpus.readers.sheets import rows
from chenyan.corpus.repeats import one_copy
from chenyan.corpus.sniff import sniff

MADE = make.report("青河镇", 2021, 5)
SEEDS = {
    "txt": make.as_txt(MADE),
    "gbk": make.as_text(MADE).encode("gb18030"),
    "html": make.as_html(MADE),
    "docx": make.as_docx(MADE),
    "pdf": make.as_pdf(MADE),
    "csv": make.sheet([MADE], "csv"),
    "jsonl": make.sheet([MADE], "jsonl"),
    "xlsx": make.sheet([MADE], "xlsx"),
}
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def try_reading(data: bytes, name: str = "x") -> Document | None:
    """Read, allowing only the refusal that names a reason; check what came out."""
    kind = sniff(data, name)
    try:
        if kind in SHEETS:
            list(rows(data, kind))
            return None
        if kind in ARCHIVES:
            return None
        document = read_document(data, name, kind)
    except UnreadableError:
        return None
    for grid in document.grids:
        assert 0 <= grid.start <= grid.end <= len(document.text)
        for cell in grid.cells:
            assert document.text[cell.start : cell.end] == cell.text
            assert 0 <= cell.row < cell.row + cell.row_span <= grid.n_rows
            assert 0 <= cell.column < cell.column + cell.column_span <= grid.n_columns
    return document


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(sorted(SEEDS)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), max_size=8),
    keep=st.floats(0.05, 1),
)
def test_damaged_files_never_crash(kind: str, edits: list[tuple[float, int, bytes]], keep: float) -> None:
    data = SEEDS[kind]
    data = data[: int(len(data) * keep)] if keep < 0.95 else data
    for place_, drop, insert in edits:
        at = int(place_ * len(data))
        data = data[:at] + insert + data[at + drop :]
    try_reading(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=6))
def test_damaged_xml_inside_a_sound_docx_never_crashes(edits: list[tuple[float, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"])) as pack:
        body = pack.read("word/document.xml")
    for place_, insert in edits:
        at = int(place_ * len(body))
        body = body[:at] + insert + body[at + len(insert) :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("word/document.xml", body)
    try_reading(stream.getvalue())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["a.txt", "a.csv", "a.jsonl", "a.json", "a.html", "a.md", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try_reading(data, name)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/abtdrp '\"=10一、\n&;#x!-", max_size=400))
def test_any_markup_is_read(markup: str) -> None:
    try_reading(f"<html><body><table><tr><td>{markup}</td></tr></table></body></html>".encode())


@settings(max_examples=150)
@given(st.lists(st.lists(st.tuples(st.integers(-1, 70000), st.integers(-1, 1200)), max_size=6), max_size=8))
def test_cells_never_leave_the_grid(spans: list[list[tuple[int, int]]]) -> None:
    placed = place([[Slot("x", down, across) for down, across in row] for row in spans])
    if placed is not None:
        cells, n_rows, n_columns = placed
        assert len(cells) == sum(len(row) for row in spans)
        assert all(c.row + c.row_span <= n_rows and c.column + c.column_span <= n_columns for c in cells)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_a_cut_keeps_cells_on_their_words(before: str, low: int, high: int) -> None:
    composer = Composer()
    composer.line(before.replace("\n", " "))
    placed = place([[Slot("甲"), Slot("1")], [Slot("乙"), Slot("")]])
    assert placed is not None
    composer.table(*placed)
    text, grids = composer.result()
    kept, inside = cut(text, grids, min(low, high), max(low, high))
    assert all(kept[c.start : c.end] == c.text for grid in inside for c in grid.cells)


@settings(max_examples=60)
@given(st.text(alphabet="甲乙丙丁\n ", max_size=500), st.integers(1, 4))
def test_one_copy_is_a_front_of_the_text(text: str, times: int) -> None:
    kept, n_copies = one_copy(text * times)
    assert n_copies >= 1
    assert kept.rstrip("\n") == (text * times)[: len(kept)].rstrip("\n")


def html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>一、总体情况</p>{body}<p>完</p></body></html>".encode()


def docx(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


CELL = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
HOSTILE = {
    "nested divs": html("<div>" * 100_000),
    "nested tables": html("<table><tr><td>" * 20_000 + "1"),
    "unclosed fonts": html("".join(f"<font size={n}>" for n in range(3000)) + "<p>甲" * 3000),
    "wide spans": html("<table>" + '<tr><td colspan="1000" rowspan="65534">1</td><td>2</td></tr>' * 300 + "</table>"),
    "many cells": html(
        "<table>" + "<tr>" + "<td>1</td>" * 20 + "</tr>" * 1 + "<tr><td>1</td></tr>" * 60_000 + "</table>"
    ),
    "one tag": b"<" * 500_000,
    "open brackets": b"<html><body>" + b"<p " * 100_000,
    "entities": html("&#x4e00;" * 100_000 + "&amp" * 100_000),
    "comments": html("<!--" * 100_000),
    "one long line": ("一、" * 500_000).encode(),
    "blank lines": b"\n" * 2_000_000 + "一、总体情况".encode(),
    "json brackets": b'{"a":' + b"[" * 200_000,
    "csv of commas": b"text,id" + b"," * 200_000,
    "csv of quotes": b"text,id\n" + b'"' * 500_001,
    "rtf braces": b"{\\rtf1" + b"{" * 200_000,
    "rtf escapes": b"{\\rtf1 " + b"\\'d2" * 200_000 + b"}",
    "xml depth": docx("<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200),
    "docx bomb": docx("<w:p/>" * 5_000_000),
    "docx spans": docx(
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr></w:tc>{CELL}</w:tr></w:tbl>"
    ),
    "docx wide": docx(f"<w:tbl><w:tr>{CELL * 5000}</w:tr></w:tbl>"),
    "mime parts": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 100_000,
    "pdf of nothing": b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 50_000 + b"%%EOF",
    "utf-16 noise": b"\xff\xfe" + b"\x00\xd8" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    started = time.process_time()
    try_reading(HOSTILE[name])
    assert time.process_time() - started < 10
