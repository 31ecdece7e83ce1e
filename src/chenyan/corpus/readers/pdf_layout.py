"""The geometry of PDF pages: page numbers and running heads out, hard-wrapped lines joined, two columns noticed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

__all__ = ["Line", "Page", "body_lines", "columns_of", "merge_rows", "paragraphs"]

_PAGE_NUMBER = re.compile(r"[-—–－―_~·•\s]{0,6}(\d{1,4})[-—–－―_~·•\s]{0,6}")
_SAID_PAGE = re.compile(
    r"[-—–－\s]{0,4}(?:第\s?\d{1,4}\s?页|\d{1,4}\s?[/／]\s?\d{1,4}|共\s?\d{1,4}\s?页)[\s，,/]{0,3}(?:共\s?\d{1,4}\s?页)?[-—–－\s]{0,4}"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.09  # share of the page's height at top and bottom where page numbers and running heads stand
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")
_HEAD = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章部条])"
)


class Line(NamedTuple):
    """One printed line and its box in points, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int = 0
    margin_left: float = 0.0
    margin_right: float = 0.0
    row: int = -1  # pieces of one printed line share a number

    @property
    def size(self) -> float:
        """The width of one hanzi, estimated from the line."""
        n = 0.5 * (len(self.text) + len(_CJK.findall(self.text)))
        return (self.right - self.left) / n if n else self.top - self.bottom

    def beside(self, other: Line) -> Line:
        """Return this line and the next piece of its row as one, a tab between them."""
        return self._replace(
            text=f"{self.text}\t{other.text}",
            left=min(self.left, other.left),
            right=max(self.right, other.right),
            bottom=min(self.bottom, other.bottom),
            top=max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, its text as it comes, its lines."""

    index: int
    width: float
    height: float
    text: str
    lines: list[Line] = field(default_factory=list)
    has_image: bool = False
    n_lost: int = 0

    def with_lines(self, lines: list[Line]) -> Page:
        """Return the page with other lines."""
        return replace(self, lines=lines)


def body_lines(pages: Sequence[Page]) -> list[list[Line]]:
    """Return the lines of each page without page numbers and running heads."""
    offsets: Counter[int] = Counter()  # printed number minus place in the file: alike where they are page numbers
    heads: Counter[tuple[str, int]] = Counter()
    n_pages = len({page.index for page in pages if page.lines})
    for page in pages:
        seen: set[tuple[str, int]] = set()
        for line in page.lines:
            if _at_edge(line, page):
                match = _PAGE_NUMBER.fullmatch(line.text)
                if match:
                    offsets[int(match.group(1)) - page.index] += 1
                seen.add(_head_key(line))
        heads.update(seen)
    result: list[list[Line]] = []
    margins = (0.0, 0.0)
    for page in pages:
        kept = []
        margins = _margins(page, margins)
        for line in page.lines:
            if _at_edge(line, page):
                match = _PAGE_NUMBER.fullmatch(line.text)
                if match and (
                    not line.text.strip().isdecimal()
                    or offsets[int(match.group(1)) - page.index] > 1
                    or (n_pages == 1 and match.group(1) == "1")
                ):
                    continue
                if _SAID_PAGE.fullmatch(line.text):
                    continue
                if n_pages >= 3 and heads[_head_key(line)] >= max(3, 0.6 * n_pages):
                    continue
            kept.append(Line(*line[:5], page.index, *margins, line.row))
        result.append(kept)
    return result


def _margins(page: Page, before: tuple[float, float]) -> tuple[float, float]:
    """Return where the lines of a page begin and end; a page with few lines takes those of the page before."""
    long = [line for line in page.lines if len(line.text) >= 12]
    if len(long) < 5 and before[1]:
        return before
    lines = long or page.lines
    if not lines:
        return before
    rights = sorted(line.right for line in lines)
    return sorted(line.left for line in lines)[len(lines) // 4], rights[int(0.9 * (len(rights) - 1))]


def _at_edge(line: Line, page: Page) -> bool:
    return line.top < _EDGE * page.height or line.bottom > (1 - _EDGE) * page.height


def _head_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.bottom / 6)


def merge_rows(lines: Sequence[Line]) -> list[Line]:
    """Join the pieces of one printed line with tabs: the cells of a table row that has no ruling."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is not None and line.row >= 0 and line.row == last.row:
            merged[-1] = last.beside(line)
        else:
            merged.append(line)
    return merged


def columns_of(pages: Sequence[Page]) -> list[Page] | None:
    """Return the pages set in two columns where at least half of the pages are, else None."""
    found = []
    full = 0
    for page in pages:
        long = [line for line in page.lines if len(line.text) >= 12]
        if len(long) < 6:
            continue
        full += 1
        middle = page.width / 2
        left = [line for line in long if line.right < middle + 5]
        right = [line for line in long if line.left > middle - 5]
        across = len(long) - len(left) - len(right)
        if min(len(left), len(right)) < 5 or across > 0.2 * len(long):
            continue
        low, high = min(line.bottom for line in right), max(line.top for line in right)
        beside = sum(low <= line.bottom and line.top <= high for line in left)
        if beside >= 0.5 * min(len(left), len(right)):
            found.append(page)
    return found if found and len(found) >= max(1, 0.5 * full) else None


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join hard-wrapped lines: one that reaches the right margin goes on in the next one that is not indented."""
    joined: list[str] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and _goes_on(previous, line):
            joined[-1] += _between(joined[-1], line.text) + line.text
        else:
            joined.append(line.text)
        previous = line
    return joined


def _goes_on(previous: Line, line: Line) -> bool:
    if len(previous.text) < 8 or "\t" in previous.text or "\t" in line.text:
        return False  # a row of a table
    size = max(4.0, min(previous.size, 40.0))
    if previous.right < previous.margin_right - 1.9 * size:
        return False
    indent = line.left - line.margin_left
    if indent > 0.9 * size:
        return False
    if _HEAD.match(line.text) and (indent > 0.4 * size or _HEAD.match(previous.text) or previous.text[-1] in "。；："):
        return False
    if line.page == previous.page and line.top > previous.top + 0.5 * size:
        return False  # the next line stands higher: another column or a box
    if line.page == previous.page and previous.bottom - line.top > 2.5 * size:
        return False  # a wide gap
    return 0.7 < (line.top - line.bottom) / max(1.0, previous.top - previous.bottom) < 1.45


def _between(before: str, after: str) -> str:
    """Return the blank that belongs between two joined lines: one between Latin words, none elsewhere."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return " "
    return ""
