"""Split the narrative of a report into sentences; tables are left out, hard line breaks are seen through."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from chenyan.types import Node, Section, Sentence, Table, make_sentence

# What can begin a break comes first, so that the search leaps over what cannot.
_BREAK = re.compile(
    r"[。！？!? \t\u3000\r\n；](?:(?<=[。！？!?])[。！？!?]*[”’」』）)\]】]{0,3}|(?<=\n)|(?<=[ \t\u3000\r])[ \t\u3000\r]{0,39}\n"
    r"|(?<=；)(?=[ \t\u3000]{0,40}\n))"
)
_BLANK = " \t\r\n\u3000\u00a0\ufeff\u200b"
_GOES_ON = "，、,—-（(《“和与及的"
_CLOSED = "。！？!?：:；;”）)"
_OPENS = re.compile(
    r"[ \t\u3000]{2}|[ \t]{0,4}(?:[一二三四五六七八九十]{1,3}[、.．]|[（(【〔][一二三四五六七八九十\d]{1,3}[）)】〕]"
    r"|\d{1,2}[、.．](?!\d)|#|\||[①-⑳]|[*•·●])"
)
# A text counts as hard-wrapped when this share of its lines comes close to the longest of them.
_WRAPPED_SHARE = 0.4
_WIDEST = 120
_SLACK = 10


def plain_sentences(
    text: str, sections: Sequence[Section], tables: Sequence[Table], outline: Sequence[Node] = ()
) -> tuple[Sentence, ...]:
    """Split the narrative of a report into sentences.

    Parameters
    ----------
    text : str
        The report.
    sections : sequence of Section
        Its parts, in order.
    tables : sequence of Table
        Its statutory tables; their cells and captions are no sentences.
    outline : sequence of Node, optional
        Its headings; one that fills its line becomes a sentence of role ``heading``.

    Returns
    -------
    tuple of Sentence
        In text order. A line end closes a sentence unless the text is hard-wrapped and the line runs on.
    """
    wrap = _wrap_width(text, tables)
    blocked = sorted((table.start, table.end) for table in tables)
    headings = sorted(
        (node.start, node.start + len(node.heading))
        for node in outline
        if node.style not in ("shi",) and _fills_its_line(text, node)
    )
    starts = [start for start, _ in headings]
    found: list[Sentence] = []
    for section in sections:
        role = {"title": "heading", "signature": "signature"}.get(section.kind, "prose")
        stop = section.start + len(section.heading)
        if section.heading.strip():
            found.append(make_sentence(section.start, stop, section.kind, "heading"))
        holes = [(low, high, "") for low, high in blocked if low < section.end and high > section.body_start]
        for at in range(bisect_left(starts, max(stop, section.body_start)), len(starts)):
            if starts[at] >= section.end:
                break
            holes.append((*headings[at], "heading"))
        holes.sort()
        at = section.body_start
        for low, high, name in holes:
            if low < at:
                at = max(at, high) if not name else at
                continue
            found += [make_sentence(a, b, section.kind, role) for a, b in _split(text, at, low, wrap)]
            if name:
                found.append(make_sentence(low, high, section.kind, name))
            at = high
        if at < section.end:
            found += [make_sentence(a, b, section.kind, role) for a, b in _split(text, at, section.end, wrap)]
    return tuple(found)


def _fills_its_line(text: str, node: Node) -> bool:
    stop = node.start + len(node.heading)
    before = text.rfind("\n", 0, node.start) + 1
    after = text.find("\n", stop)
    after = len(text) if after < 0 else after
    return not text[before : node.start].strip("#*> \t\u3000") and not text[stop:after].strip()


def _wrap_width(text: str, tables: Sequence[Table]) -> int:
    """Return the display width at which the text is hard-wrapped, or 0 where it is not."""
    n_lines = text.count("\n") + 1
    if n_lines < 6:
        return 0
    end = tables[0].start if tables and tables[0].start > 400 else len(text)
    widths = []
    for line in text[: min(end, 20_000)].split("\n"):
        if len(line) > _WIDEST:
            return 0
        if line.strip():
            widths.append(_width(line.rstrip()))
    if len(widths) < 6:
        return 0
    widest = sorted(widths)[-max(1, len(widths) // 20)]
    close = sum(width >= widest - 6 for width in widths)
    return widest if close >= _WRAPPED_SHARE * len(widths) and widest >= 30 else 0


def _width(line: str) -> int:
    """Return the width of a line in half-width columns."""
    return len(line) + sum(char > "\u2e7f" for char in line)


def _split(text: str, start: int, end: int, wrap: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch; what holds no letter or figure (rules, stars) is none."""
    spans = []
    at = start
    for match in _BREAK.finditer(text, start, end):
        low, high = match.span()
        if text[high - 1] == "\n" and _runs_on(text, at, low, high, end, wrap):
            continue
        if (piece := _piece(text, at, high)) is not None:
            spans.append(piece)
        at = high
    if (piece := _piece(text, at, end)) is not None:
        spans.append(piece)
    return spans


def _runs_on(text: str, at: int, low: int, high: int, end: int, wrap: int) -> bool:
    """Say whether the sentence goes on over this line end."""
    if low <= at or high >= end or text[high] in "\n\r" or _OPENS.match(text, high):
        return False
    last = text[low - 1]
    if last in _CLOSED:
        # a closing bracket in the middle of a wrapped line's sentence
        if last not in "”）)" or not wrap:
            return False
    elif last in _GOES_ON:
        return True
    if not wrap:
        return False
    line_start = text.rfind("\n", 0, low) + 1
    # The first line of a paragraph may have lost its indent of two characters, and a mark may hang over.
    return low - line_start <= _WIDEST and _width(text[line_start:low]) >= wrap - _SLACK


def _piece(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the words of a piece stand, without the blanks around them; None where it says nothing."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if start < end and (text[start].isalnum() or any(map(str.isalnum, text[start:end]))):
        return start, end
    return None
