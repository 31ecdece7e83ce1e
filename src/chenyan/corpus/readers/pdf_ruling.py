"""Ruled tables of a PDF page from what pdfium knows: its drawn lines and boxes, and the places of its characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from chenyan.corpus.readers.pdf_page import CharBoxes, Edge, page_edges

__all__ = ["Box", "Char", "characters", "join_words", "nearest", "ruled_tables"]

_SNAP = 3.0  # points: edges nearer than this are one
_MAX_SLOTS = 40_000  # places of the finest grid of one table
_LARGE = 36.0  # points: larger characters are looked at twice
_COVERED = 0.6  # share of the side of a place that must be drawn to part it from its neighbour


class Box(NamedTuple):
    """One cell: its words and its box, measured from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Char(NamedTuple):
    """One character and its box, measured from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


_LEFT = attrgetter("left")


def characters(boxes: CharBoxes, text: str, height: float) -> list[Char]:
    """Return the characters of a page with their boxes, blanks left out."""
    found = []
    unit = 0
    for char in text:
        if not char.isspace() and char not in "\ufffe\x00":
            left, top, right, bottom = boxes[unit]
            if right - left > _LARGE:  # of vertical writing pdfium says a far too large box
                tight = boxes.tight(unit)
                if right - left > 3 * (tight[2] - tight[0]):
                    left, top, right, bottom = tight
            found.append(Char(char, left, height - top, right, height - bottom))
        unit += 2 if char > "\uffff" else 1
    return found


def ruled_tables(paths: list[Any], chars: Sequence[Char], height: float) -> list[list[Box]]:
    """Return the cells of each ruled table of a page, from top to bottom."""
    upright, level = page_edges(paths, height)
    upright, level = _merged(upright), _merged(level)
    tables = []
    for verticals, horizontals in _groups(upright, level):
        cells = _cells(verticals, horizontals)
        if len(cells) > 1:
            tables.append(_filled(cells, chars))
    return sorted(tables, key=lambda boxes: (min(b.top for b in boxes), min(b.left for b in boxes)))


def _merged(edges: list[Edge]) -> list[Edge]:
    """Join the edges that lie on one line and touch; lines nearer than the snap distance are one."""
    lines: list[tuple[float, list[tuple[float, float]]]] = []
    for place, start, end in sorted(edges):
        if not lines or place - lines[-1][0] > _SNAP:
            lines.append((place, []))
        lines[-1][1].append((start, end))
    merged: list[Edge] = []
    for place, spans in lines:
        spans.sort()
        low, high = spans[0]
        for start, end in spans[1:]:
            if start <= high + _SNAP:
                high = max(high, end)
            else:
                merged.append((place, low, high))
                low, high = start, end
        merged.append((place, low, high))
    return merged


def _groups(upright: list[Edge], level: list[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Yield the lines that cross each other: one group a table."""
    parent = list(range(len(upright) + len(level)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    if len(upright) * len(level) > 1_000_000:
        return
    ys = [y for y, _, _ in level]  # in order, as they come from merging
    for i, (x, top, bottom) in enumerate(upright):
        own = root(i)
        for j in range(bisect_left(ys, top - _SNAP), bisect_right(ys, bottom + _SNAP)):
            _, left, right = level[j]
            if left - _SNAP <= x <= right + _SNAP:
                other = root(len(upright) + j)
                parent[own] = other
                own = other
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(upright):
        groups.setdefault(root(i), ([], []))[0].append(edge)
    for j, edge in enumerate(level):
        groups.setdefault(root(len(upright) + j), ([], []))[1].append(edge)
    for verticals, horizontals in groups.values():
        if len(verticals) >= 2 and len(horizontals) >= 2:
            yield verticals, horizontals


def _places(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(set(values)):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _opened(places: Sequence[float], spans: Sequence[tuple[float, float]]) -> list[float]:
    """Return the lines of a grid; where two lines of the other kind run past the last one, its side is left open."""
    found = _places(places)
    low = sorted(start for start, _ in spans)[1]
    high = sorted(end for _, end in spans)[-2]
    if low < found[0] - 2 * _SNAP:
        found.insert(0, low)
    if high > found[-1] + 2 * _SNAP:
        found.append(high)
    return found


def _cells(verticals: list[Edge], horizontals: list[Edge]) -> list[tuple[float, float, float, float]]:
    """Return the cells (left, top, right, bottom): places of the finest grid that no line parts are one cell."""
    xs = _opened([x for x, _, _ in verticals], [(left, right) for _, left, right in horizontals])
    ys = _opened([y for y, _, _ in horizontals], [(top, bottom) for _, top, bottom in verticals])
    n_columns, n_rows = len(xs) - 1, len(ys) - 1
    if n_columns < 1 or n_rows < 1 or n_columns * n_rows > _MAX_SLOTS:
        return []
    walls = _drawn(verticals, xs, ys)
    floors = _drawn(horizontals, ys, xs)
    taken = [[False] * n_columns for _ in range(n_rows)]
    cells = []
    for row in range(n_rows):
        for column in range(n_columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < n_columns and not taken[row][right] and (right, row) not in walls:
                right += 1
            bottom = row + 1
            # the usual cell has a floor right below: asked first, as the longer questions take time
            while (
                bottom < n_rows
                and (bottom, column) not in floors
                and not any((bottom, at) in floors or taken[bottom][at] for at in range(column, right))
                and not any((at, bottom) in walls for at in range(column + 1, right))
            ):
                bottom += 1
            for y in range(row, bottom):
                taken[y][column:right] = [True] * (right - column)
            cells.append((xs[column], ys[row], xs[right], ys[bottom]))
    return cells


def _drawn(edges: list[Edge], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return which sides of the finest grid are drawn: (line, stretch between two lines of the other kind)."""
    drawn: set[tuple[int, int]] = set()
    for place, start, end in edges:
        line = nearest(places, place)
        first = max(0, bisect_right(across, start) - 1)
        for stretch in range(first, len(across) - 1):
            low, high = across[stretch], across[stretch + 1]
            if low >= end:
                break
            if min(end, high) - max(start, low) >= _COVERED * (high - low):
                drawn.add((line, stretch))
    return drawn


def nearest(places: Sequence[float], value: float) -> int:
    """Return the position of the place next to a value, the lower one of two as near."""
    at = bisect_left(places, value)
    if at == len(places) or (at and value - places[at - 1] <= places[at] - value):
        return at - 1
    return at


def _filled(cells: Sequence[tuple[float, float, float, float]], chars: Sequence[Char]) -> list[Box]:
    """Put each character into the cell that holds its middle."""
    held: list[list[Char]] = [[] for _ in cells]
    xs = sorted({edge for cell in cells for edge in (cell[0], cell[2])})
    ys = sorted({edge for cell in cells for edge in (cell[1], cell[3])})
    column_of = {x: at for at, x in enumerate(xs)}
    row_of = {y: at for at, y in enumerate(ys)}
    owner: dict[tuple[int, int], int] = {}
    for at, (left, top, right, bottom) in enumerate(cells):
        for row in range(row_of[top], row_of[bottom]):
            for column in range(column_of[left], column_of[right]):
                owner[row, column] = at
    for char in chars:
        _, left, top, right, bottom = char
        inside = owner.get((bisect_right(ys, (top + bottom) / 2) - 1, bisect_right(xs, (left + right) / 2) - 1))
        if inside is not None:
            held[inside].append(char)
    return [Box(join_words(words), *cell) for words, cell in zip(held, cells, strict=True)]


def join_words(chars: Sequence[Char]) -> str:
    """Return the words of one cell: lines from top to bottom, joined; a number that wraps stays one number."""
    if len(chars) < 2:  # most cells hold one figure
        return chars[0].text if chars else ""
    words = ""
    line: list[Char] = []
    level = 0.0
    for char in sorted(chars, key=lambda c: (c.top + c.bottom, c.left)):
        middle = (char.top + char.bottom) / 2
        if line and middle - level > 0.45 * (char.bottom - char.top):
            words += _joined(line)
            line = []
        if not line:
            level = middle
        line.append(char)
    return words + _joined(line)


def _joined(line: Sequence[Char]) -> str:
    words = ""
    end = None
    for text, left, top, right, bottom in sorted(line, key=_LEFT):
        if end is not None and left - end > 0.25 * (bottom - top) and words[-1].isascii() and text.isascii():
            words += " "
        words += text
        end = right
    return words
