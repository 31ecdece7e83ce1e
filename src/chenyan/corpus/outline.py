"""Build the outline tree: parts, sub-headings and list items, each with its level and its parent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chenyan.corpus.headings import Mark
from chenyan.types import Node, Section, make_node

_STOPS = "。：:；！？"
_STOP = re.compile(f"[{_STOPS}]")
# A heading without a stop ends at its line; a longer line is a paragraph whose first words are quoted.
_LONGEST_HEADING = 60
_STYLE_NAMES = {"cn_space": "cn", "roman": "arabic"}


# level, style, value, start, end of the heading, start of the body, where the text before ends
_Draft = tuple[int, str, int | None, int, int, int, int]


def heading_end(folded: str, mark: Mark, title_end: int | None) -> tuple[int, int]:
    """Return where the heading of a mark ends and where the body after it begins.

    ``title_end`` is where an official title ends, if the heading carries one: what follows it on the line belongs to
    the heading while it is short and holds no sentence.
    """
    if title_end is not None:
        line_end = folded.find("\n", title_end)
        line_end = len(folded) if line_end < 0 else line_end
        if title_end < line_end and folded[title_end] in "及和与、以":
            # 存在问题及下一步打算: the title goes on
            stops = (at for at in range(title_end, min(line_end, title_end + 24)) if folded[at] in _STOPS + "，")
            title_end = next(stops, min(line_end, title_end + 24))
        rest = folded[title_end:line_end]
        words = rest.strip(" *#\r\t")
        tail_of_title = len(words) <= 16 and not any(char in "。；，！？：:" for char in words.rstrip("：:"))
        if not mark.inline and (tail_of_title or words == "。"):
            return _back(folded, mark.start, line_end), min(line_end + 1, len(folded))
        body = title_end
        while body < line_end and folded[body] in " *：:。；\t　":
            body += 1
        return title_end, body
    end = min(mark.line_end, len(folded))
    stop = _STOP.search(folded, mark.text_start, min(end, mark.text_start + _LONGEST_HEADING))
    if stop is not None:
        at = stop.start()
        if at + 1 >= end or not folded[at + 1 : end].strip():
            return at + 1, min(end + 1, len(folded))
        return at, at + 1
    if end - mark.text_start > _LONGEST_HEADING:
        cut = next(
            (at for at in range(mark.text_start + 1, mark.text_start + _LONGEST_HEADING) if folded[at] == "，"),
            mark.text_start + _LONGEST_HEADING,
        )
        return cut, min(cut + 1, end)
    return _back(folded, mark.start, end), min(end + 1, len(folded))


def _back(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1] in " \r\t*":
        end -= 1
    return end


def build_outline(
    text: str, folded: str, sections: Sequence[Section], lines: Sequence[Mark], inline: Sequence[Mark]
) -> tuple[Node, ...]:
    """Build the tree; the parts are its first level, every other mark hangs below the part that holds it."""
    parts = [section for section in sections if section.kind not in ("title", "preamble", "signature")]
    starts = {section.start for section in parts}
    by_start = {mark.start: mark for mark in [*inline, *lines]}
    marks = sorted((mark for start, mark in by_start.items() if start not in starts), key=lambda mark: mark.start)
    drafts: list[_Draft] = []
    at = 0
    foot = next((section.start for section in sections if section.kind == "signature"), len(text))
    for index, section in enumerate(parts):
        part_end = parts[index + 1].start if index + 1 < len(parts) else max(section.end, foot)
        own = by_start.get(section.start)
        style = _style(own.style) if own else "none"
        heading_stop = section.start + len(section.heading)
        drafts.append(
            (
                1,
                style,
                own.value if own else None,
                section.start,
                heading_stop,
                section.body_start,
                own.edge if own else section.start,
            )
        )
        while at < len(marks) and marks[at].start < section.body_start:
            at += 1
        stack: list[str] = []
        while at < len(marks) and marks[at].start < part_end:
            mark = marks[at]
            at += 1
            key = f"markdown{mark.markdown}" if mark.style == "markdown" else mark.style
            if key in stack:
                del stack[stack.index(key) + 1 :]
            else:
                stack.append(key)
            end, body = heading_end(folded, mark, None)
            drafts.append((1 + len(stack), _style(mark.style), mark.value, mark.start, end, body, mark.edge))
    return _link(text, drafts, foot)


def _style(name: str) -> str:
    return _STYLE_NAMES.get(name, name)


def _link(text: str, drafts: list[_Draft], foot: int) -> tuple[Node, ...]:
    """Give each node its end (the next one of its level or above) and its parent."""
    ends = [foot] * len(drafts)
    parents = [-1] * len(drafts)
    open_nodes: list[int] = []
    for at, (level, *_, edge) in enumerate(drafts):
        while open_nodes and drafts[open_nodes[-1]][0] >= level:
            ends[open_nodes.pop()] = edge
        parents[at] = open_nodes[-1] if open_nodes else -1
        open_nodes.append(at)
    nodes = []
    for (level, style, value, start, stop, body, _), end, parent in zip(drafts, ends, parents, strict=True):
        last = end if end > stop else stop
        nodes.append(make_node(level, style, value, text[start:stop], start, last, min(body, last), parent))
    return tuple(nodes)
