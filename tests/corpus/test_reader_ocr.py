"""Scanned pages: named where they are not read, recognised where the extra is installed and asked for."""

from __future__ import annotations

import io
from pathlib import Path

import make_files
import pypdfium2
import pytest

import chenyan as cy
from chenyan.corpus.readers import UnreadableError, read_document
from chenyan.corpus.readers.ocr import has_ocr, to_lines


def scanned(pages: int = 1) -> bytes:
    """Return the first pages of a report as pictures in a PDF."""
    pytest.importorskip("PIL")
    pdf = pypdfium2.PdfDocument(make_files.as_pdf(make_files.report()))
    pictures = [pdf[at].render(scale=150 / 72).to_pil().convert("L") for at in range(pages)]
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return stream.getvalue()


def test_a_scan_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_document(scanned(), "扫描件.pdf", "pdf")
    assert "needs OCR: 1 scanned pages" in caught.value.reason
    assert "--ocr" in caught.value.reason
    assert "chenyan[ocr]" in caught.value.reason_zh


def test_asking_for_ocr_without_the_extra_keeps_the_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chenyan.corpus.readers.pdf.has_ocr", lambda: False)
    with pytest.raises(UnreadableError, match="needs OCR"):
        read_document(scanned(), "扫描件.pdf", "pdf", ocr=True)


def test_boxes_become_lines_in_reading_order() -> None:
    boxes = [
        [(300, 102), (360, 102), (360, 122), (300, 122)],
        [(20, 200), (90, 200), (90, 220), (20, 220)],
        [(20, 100), (90, 100), (90, 120), (20, 120)],
        [(20, 300), (90, 300), (90, 320), (20, 320)],
    ]
    page = to_lines(boxes, ["12", "行政强制", "行政处罚", "污迹"], [0.9, 0.8, 1.0, 0.2], scale=2, height=400)
    assert [line.text for line in page.lines] == ["行政处罚", "12", "行政强制"]
    assert page.lines[0].bottom == 340
    assert page.lines[0].top == 350
    assert page.confidence == pytest.approx((0.9 * 2 + 0.8 * 4 + 1.0 * 4) / 10, abs=0.001)


@pytest.mark.skipif(not has_ocr(), reason="needs chenyan[ocr]")
def test_a_scan_is_read_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "青河镇2021.pdf").write_bytes(scanned(2))
    corpus = cy.read_corpus(tmp_path, ocr=True, progress=False)
    assert corpus[0].agency == "临山县青河镇人民政府"
    assert corpus[0].section("overview") is not None
    (issue,) = corpus.issues
    assert issue.severity == "warning"
    assert "OCR, mean confidence 0.9" in issue.reason
    assert "第 1, 2 页" in issue.reason_zh
