"""Read scanned pages: rendered by pypdfium2, recognised by rapidocr (``chenyan[ocr]``), whose models come with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from chenyan.corpus.readers.pdf_layout import Line

__all__ = ["Recognised", "has_ocr", "ocr_version", "recognise"]

MAX_OCR_PAGES = 60  # of one file; a page takes some seconds
_DPI = 200
_MAX_SIDE = 4000  # pixels: an odd page size must not ask for gigabytes
_LEAST = 0.5  # lines that the engine itself believes less are noise: stamps, rules


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on one page: its lines with their boxes in points, and the mean confidence by characters."""

    lines: tuple[Line, ...]
    confidence: float


def has_ocr() -> bool:
    """Say whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def ocr_version() -> str:
    """Return the version of the recogniser, or an empty string where it is not installed."""
    try:
        return version("rapidocr") if has_ocr() else ""
    except PackageNotFoundError:
        return ""


@cache
def _engine() -> Any:
    import rapidocr

    # models are never fetched: those in the wheel are used, one thread so that workers do not fight for cores
    return rapidocr.RapidOCR(
        params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    )


def recognise(page: Any) -> Recognised:
    """Recognise one page of a pypdfium2 document."""
    width, height = page.get_size()
    scale = min(_DPI / 72, _MAX_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale)
    try:
        image = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    found = _engine()(image)
    boxes = found.boxes if found.boxes is not None else ()
    return to_lines(
        [[(float(x), float(y)) for x, y in box] for box in boxes],
        list(found.txts or ()),
        [float(score) for score in found.scores or ()],
        scale=scale,
        height=height,
    )


def to_lines(
    boxes: Sequence[Sequence[tuple[float, float]]],
    words: Sequence[str],
    scores: Sequence[float],
    *,
    scale: float,
    height: float,
) -> Recognised:
    """Turn boxes in pixels from the top into lines in points from the bottom, in reading order.

    Examples
    --------
    >>> page = to_lines([[(20, 40), (60, 40), (60, 60), (20, 60)]], ["总体情况"], [0.9], scale=2.0, height=100.0)
    >>> page.lines[0].text, page.lines[0].left, page.lines[0].top, page.confidence
    ('总体情况', 10.0, 80.0, 0.9)
    """
    lines: list[Line] = []
    sure = n_chars = 0.0
    for box, text, score in zip(boxes, words, scores, strict=True):
        if score < _LEAST or not text.strip():
            continue
        left, right = min(x for x, _ in box) / scale, max(x for x, _ in box) / scale
        top, bottom = height - min(y for _, y in box) / scale, height - max(y for _, y in box) / scale
        lines.append(Line(text.strip(), left, right, bottom, top))
        sure += score * len(text)
        n_chars += len(text)
    return Recognised(tuple(_in_order(lines)), round(sure / n_chars, 3) if n_chars else 0.0)


def _in_order(lines: list[Line]) -> list[Line]:
    """Order the pieces of a page row by row; pieces whose middles lie within half a line share a row."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-(line.top + line.bottom), line.left)):
        middle = (line.top + line.bottom) / 2
        if rows:
            first = rows[-1][0]
            if abs((first.top + first.bottom) / 2 - middle) < 0.5 * min(
                first.top - first.bottom, line.top - line.bottom
            ):
                rows[-1].append(line)
                continue
        rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
