"""What pdfium says of one page, each thing asked once: boxes of characters, drawn lines, words that it drops."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["CharBoxes", "Edge", "page_edges", "page_objects", "units"]

_SNAP = 3.0  # points: edges nearer than this are one, and a thinner box is a line
_MAX_PATHS = 6000  # of one page; a report has some hundreds
_MAX_SEGMENTS = 60_000
_MAX_WORDS = 20_000  # objects of one page that are looked at for words without width

Edge = tuple[float, float, float]  # place, start, end
_Box = tuple[float, float, float, float]  # left, top, right, bottom, from the lower left corner of the page
_SIDES: Callable[[bytearray], _Box] = struct.Struct("4f").unpack


def units(text: str) -> int:
    """Return the length of a text as pdfium counts it: characters beyond the first plane are two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class CharBoxes(dict[int, _Box]):
    """The loose box of each character of a page by its place (left, top, right, bottom), asked for when needed."""

    def __init__(self, text_page: Any) -> None:
        import pypdfium2.raw as raw

        super().__init__()
        self._text_page = text_page
        self._ask = raw.FPDFText_GetLooseCharBox
        self._four = bytearray(16)  # unpacking all sides at once is faster than reading the fields
        self._box = raw.FS_RECTF.from_buffer(self._four)

    def __missing__(self, unit: int) -> _Box:
        # of a place that it does not know pdfium leaves the box of the one before
        self._ask(self._text_page.raw, unit, ctypes.byref(self._box))
        found = self[unit] = _SIDES(self._four)
        return found

    def ask_all(self, n: int) -> None:
        """Ask for the boxes of the first characters at once, which is faster than one by one."""
        ask, handle, reference, four = self._ask, self._text_page.raw, ctypes.byref(self._box), self._four
        for unit in range(n):
            ask(handle, unit, reference)
            self[unit] = _SIDES(four)

    def tight(self, unit: int) -> _Box:
        """Return the box of the ink of one character."""
        left, bottom, right, top = self._text_page.get_charbox(unit)
        return left, top, right, bottom


def page_objects(page: Any, *, with_paths: bool) -> tuple[list[Any], int]:
    """Return the drawn paths of a page, and how many words pdfium drops.

    Dropped are words of no width: their font is neither in the file nor on this machine.
    """
    import pypdfium2.raw as raw

    get, type_of, bounds = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds
    text, path = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    box = [ctypes.byref(value) for value in (left, bottom, right, top)]
    paths: list[Any] = []
    n_lost = 0
    handle = page.raw
    n_objects = raw.FPDFPage_CountObjects(handle)
    for at in range(n_objects if with_paths else min(n_objects, _MAX_WORDS)):
        item = get(handle, at)
        kind = type_of(item)
        if kind == text:
            if at < _MAX_WORDS:
                bounds(item, *box)
                if right.value - left.value < 0.001:
                    n_lost += not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item))
        elif kind == path and with_paths and len(paths) <= _MAX_PATHS:
            paths.append(item)
    return paths, n_lost


def page_edges(paths: list[Any], height: float) -> tuple[list[Edge], list[Edge]]:
    """Return the upright and level lines of a page, measured from its top; none where it is a drawing."""
    import pypdfium2.raw as raw

    upright: list[Edge] = []
    level: list[Edge] = []
    if len(paths) > _MAX_PATHS:
        return upright, level
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    modes = ctypes.byref(fill), ctypes.byref(stroke)
    n_segments = 0

    def add(x0: float, y0: float, x1: float, y1: float, *, whole: bool) -> None:
        wide, high = x1 - x0, y1 - y0
        if wide <= _SNAP < high:
            upright.append(((x0 + x1) / 2, y0, y1))
        elif high <= _SNAP < wide:
            level.append(((y0 + y1) / 2, x0, x1))
        elif whole and wide > _SNAP and high > _SNAP:
            upright.extend([(x0, y0, y1), (x1, y0, y1)])
            level.extend([(y0, x0, x1), (y1, x0, x1)])

    box = [ctypes.c_float() for _ in range(4)]
    by_reference = [ctypes.byref(value) for value in box]
    for path in paths:
        n = raw.FPDFPath_CountSegments(path)
        n_segments += n
        if n_segments > _MAX_SEGMENTS:
            return [], []
        raw.FPDFPath_GetDrawMode(path, *modes)
        if not fill.value and not stroke.value:
            continue
        if n <= 5:
            raw.FPDFPageObj_GetBounds(path, *by_reference)
            left, bottom, right, top = (value.value for value in box)
            add(left, height - top, right, height - bottom, whole=bool(stroke.value))
            continue
        for x0, y0, x1, y1 in _strokes(path, n):
            low, high = sorted((height - y0, height - y1))
            add(min(x0, x1), low, max(x0, x1), high, whole=False)
    return upright, level


def _strokes(path: Any, n: int) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight segments of a path of many lines."""
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    at = start = (0.0, 0.0)
    for index in range(n):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield (*at, *point)
        at = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*at, *start)
            at = start
