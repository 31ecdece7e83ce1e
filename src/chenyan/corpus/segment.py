"""Segment a text into the parts of a report, its outline tree and its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chenyan.corpus.contents import contents_stretch, without_contents, without_free_contents
from chenyan.corpus.frontback import find_signature, find_title_end
from chenyan.corpus.headings import (
    BLANK,
    CN,
    Blocks,
    Head,
    Mark,
    inline_marks,
    is_table_line,
    line_end,
    line_marks,
    read_title,
    subject_of,
)
from chenyan.corpus.outline import build_outline, heading_end
from chenyan.corpus.prose import plain_sentences
from chenyan.text import fold
from chenyan.types import STATUTORY_KINDS, Node, Section, Sentence, Table

_INLINE_NUMBER = re.compile(
    rf"(?<![{CN}\d.])(?:[{CN}]{{1,2}}|[1-9]|[（〔【][{CN}][）〕】]) {{0,2}}[、.,，：:]? {{0,2}}"
    r"(?=[总因政存其需行本主收接20])"
)
# The leaders of a table of contents, and the sums of a budget table.
_NO_HEADING = re.compile(
    r"[….· \t](?:(?<=…)…{2}|(?<=[.·])[.·]{5}|(?<=[ \t])\d{1,3}(?:,\d{3}){1,4}(?:\.\d\d)?(?= |\t|$))"
)
_ONLY_TITLE = re.compile(r"^[ \t*]{0,60}(?=[总因政存其需行本主收接我2])", re.M)
_PROBLEM_LINE = re.compile(r"^[^\n]{0,6}(?:存在的?)?(?:主要)?(?:问题|不足)(?:[^\n]{0,12})$")
_ANNEX = re.compile(r"(?:^|\n)[ \t]{0,20}(?P<words>附[件表](?:\d{0,2}[：:.、]|[一二三\d]|\n|$)[^。]{0,200}?)(?=\n|$)")
# Fewer official titles than this at line starts: look for them inside the paragraphs.
_FEW_TITLES = 4


@dataclass(frozen=True, slots=True)
class Segmented:
    """What segmenting found: the parts in order, the outline tree, the sentences."""

    sections: tuple[Section, ...]
    outline: tuple[Node, ...]
    sentences: tuple[Sentence, ...]


def segment(text: str, tables: Sequence[Table] = (), *, title_hint: str = "") -> Segmented:
    """Segment a report.

    Parameters
    ----------
    text : str
        The report.
    tables : sequence of Table
        The statutory tables found in it; nothing inside them becomes a heading or a sentence.
    title_hint : str, optional
        The title as a reader found it outside the text (metadata, page title).

    Returns
    -------
    Segmented
        Sections in order and without overlap, the outline, the sentences; all offsets into ``text``.

    Examples
    --------
    >>> found = segment("甲镇2022年度报告\\n一、总体情况\\n公开80条。\\n二、主动公开政府信息情况\\n见表。")
    >>> [(section.kind, section.heading) for section in found.sections[1:]]
    [('overview', '一、总体情况'), ('disclosure', '二、主动公开政府信息情况')]
    """
    folded = fold(text).text
    stretches = [(table.start, table.end) for table in tables]
    contents = contents_stretch(folded)
    if contents and not any(low < contents[1] and contents[0] < high for low, high in stretches):
        stretches.append(contents)
    blocks = Blocks(stretches)
    marks = [
        mark
        for mark in line_marks(folded, blocks)
        if not is_table_line(folded[mark.text_start : min(mark.line_end, mark.text_start + 60)])
    ]
    marks = [
        mark
        for mark in marks
        if not _NO_HEADING.search(folded, mark.text_start, min(mark.line_end, mark.text_start + 300))
    ]
    heads = _with_table_parts(_part_heads(folded, marks, blocks, title_hint), tables)
    sections = _cut(text, folded, heads)
    found_inline = inline_marks(folded, blocks)
    outline = build_outline(text, folded, sections, marks, found_inline)
    return Segmented(sections, outline, plain_sentences(text, sections, tables, outline))


def _part_heads(folded: str, marks: list[Mark], blocks: Blocks, title_hint: str) -> list[Head]:
    """Return the headings of the parts: the statutory ones where the report has them, else the top of the tree."""
    official = without_contents(folded, _official_heads(folded, marks, blocks))
    kinds = {head.kind for head in official}
    if len(kinds) < _FEW_TITLES:
        inline = without_contents(folded, _inline_heads(folded, blocks))
        if len({head.kind for head in inline}) > max(2, len(kinds)):
            official = inline
            kinds = {head.kind for head in official}
    about_disclosure = "信息公开" in title_hint or "信息公开" in "".join(folded[:600].split())
    free = _free_heads(folded, marks)
    opening = len(folded) - len(folded.lstrip(BLANK + "#*\u3000"))
    is_excerpt = any(
        head.start <= opening < head.end and (head.kind or subject_of(head.number)) for head in [*official, *free]
    )
    if (
        is_excerpt
        or len(kinds) >= 2
        or (about_disclosure and len({subject_of(head.number) for head in free} - {""}) >= 2)
    ):
        return _statutory_parts(folded, official, free, marks)
    return _tree_parts(folded, marks)


def _head_from(folded: str, mark: Mark, kind: str, title_end: int | None) -> Head:
    end, body = heading_end(folded, mark, title_end)
    number = folded[mark.start : mark.text_start].strip(" 、.,，：:#*（）〔〕【】〈〉")
    return Head(mark.start, end, body, mark.style, mark.value, number, kind, title_end is not None, mark.edge)


def _official_heads(folded: str, marks: list[Mark], blocks: Blocks) -> list[Head]:
    """Return the lines that open with an official title, numbered or not."""
    heads: dict[int, Head] = {}
    for mark in marks:
        title = read_title(folded, mark.text_start)
        if title is not None:
            heads[mark.start] = _head_from(folded, mark, title.kind, title.end)
    numbered = {mark.line_end for mark in marks}
    for match in blocks.matches_outside(_ONLY_TITLE, folded):
        at = match.end()
        if blocks.hold(at):
            continue
        stop_at = line_end(folded, at)
        if stop_at in numbered or stop_at - at > 60:
            continue
        title = read_title(folded, at)
        if title is None:
            continue
        rest_end = folded.find("\n", title.end)
        rest = folded[title.end : len(folded) if rest_end < 0 else rest_end].strip(" *:：")
        if not rest:
            mark = Mark(at, at, stop_at, "none", None)
            heads[at] = _head_from(folded, mark, title.kind, title.end)
    return _of_main_style([heads[at] for at in sorted(heads)])


def _of_main_style(heads: list[Head]) -> list[Head]:
    """Keep the heads of the style that carries most official titles; others only for kinds that it lacks."""
    by_style: dict[str, set[str]] = {}
    for head in heads:
        by_style.setdefault(head.style, set()).add(head.kind)
    if not by_style:
        return []
    rank = ("cn", "di", "arabic", "roman", "markdown", "none", "cn_space", "cn_paren", "arabic_paren", "shi")
    main = min(by_style, key=lambda style: (-len(by_style[style]), rank.index(style)))
    kept = [head for head in heads if head.style == main]
    have = {head.kind for head in kept}
    order = {kind: at for at, kind in enumerate(STATUTORY_KINDS)}
    for head in heads:
        if head.kind in have or head.style in ("shi", "arabic_paren"):
            continue
        # A title of another style counts only where it stands in the official order between its neighbours.
        before = [other for other in kept if other.start < head.start]
        after = [other for other in kept if other.start > head.start]
        if (not before or order[before[-1].kind] < order[head.kind]) and (
            not after or order[head.kind] < order[after[0].kind]
        ):
            kept.append(head)
            kept.sort(key=lambda other: other.start)
            have.add(head.kind)
    return kept


def _inline_heads(folded: str, blocks: Blocks) -> list[Head]:
    """Return the numbered official titles anywhere, for texts that came as one paragraph."""
    heads = []
    for match in _INLINE_NUMBER.finditer(folded):
        if blocks.hold(match.start()):
            continue
        title = read_title(folded, match.end())
        if title is not None:
            words = match.group().strip(" 、.,，：:（）〔〕【】")
            mark = Mark(match.start(), match.end(), line_end(folded, title.end), "cn", None, inline=True)
            heads.append(replace(_head_from(folded, mark, title.kind, title.end), number=words))
    return heads


def _free_heads(folded: str, marks: list[Mark]) -> list[Head]:
    """Return the headings at the top numbering whose title is not an official one; ``number`` holds the words."""
    heads = []
    for mark in marks:
        if mark.style in ("cn", "di") and mark.value is not None:
            end, body = heading_end(folded, mark, None)
            words = folded[mark.text_start : end]
            heads.append(Head(mark.start, end, body, mark.style, mark.value, words, "", False, mark.edge))
    return heads


def _statutory_parts(folded: str, official: list[Head], free: list[Head], marks: list[Mark]) -> list[Head]:
    """Merge official and free headings into one chain of parts; nested lists that restart at one stay inside."""
    taken = {head.start for head in official}
    official_kinds = {head.kind for head in official}
    main = official[0].style if official else "cn"
    pool = sorted(
        [*official, *(head for head in free if head.start not in taken and (main in ("cn", "di") or not official))],
        key=lambda head: head.start,
    )
    pool = without_free_contents(folded, pool)
    later_official: list[int | None] = [None] * (len(pool) + 1)
    for at in range(len(pool) - 1, -1, -1):
        head = pool[at]
        later_official[at] = head.value if head.official and head.value is not None else later_official[at + 1]
    parts: list[Head] = []
    seen: set[str] = set()
    previous, nested = 0, 0
    for at, head in enumerate(pool):
        if head.official:
            kind = head.kind if head.kind not in seen else "part"
            seen.add(head.kind)
            parts.append(_named(head, kind, head.number))
            previous, nested = head.value or previous + 1, 0
            continue
        value = head.value or 0
        if nested and value == nested + 1:
            nested = value
            continue
        follows = later_official[at + 1]
        fits = value == previous + 1 or (previous < value <= previous + 3) or (not parts and head is pool[0])
        if not fits or (follows is not None and previous < follows <= value):
            nested = value if value == 1 else nested
            continue
        subject = subject_of(head.number)
        again = subject == "problems" and _after(parts, subject)
        known = (subject in official_kinds or subject in seen) and not again
        kind = "part" if not subject or known else subject
        if kind != "part":
            seen.add(kind)
        number = folded[head.start : head.end][: len(folded[head.start : head.end]) - len(head.number)]
        parts.append(_named(head, kind, number.strip(" 、.,，：:#*")))
        previous = value
    if "overview" not in seen and parts and parts[0].kind == "part" and (parts[0].value or 0) == 1:
        parts[0] = _named(parts[0], "overview", parts[0].number)
    return _with_problem_line(folded, parts, marks)


def _named(head: Head, kind: str, number: str) -> Head:
    """Return a head of another kind and number."""
    return Head(head.start, head.end, head.body, head.style, head.value, number, kind, head.official, head.edge)


def _after(parts: list[Head], kind: str) -> bool:
    return bool(parts) and parts[-1].kind == kind


def _with_problem_line(folded: str, parts: list[Head], marks: list[Mark]) -> list[Head]:
    """Give part five its sub-heading 主要问题 as heading where the heading of the part was lost."""
    kinds = [part.kind for part in parts]
    if "problems" in kinds or "litigation" not in kinds:
        return parts
    at = kinds.index("litigation")
    low = parts[at].body
    high = parts[at + 1].start if at + 1 < len(parts) else len(folded)
    for mark in marks:
        if low <= mark.start < high and mark.style in ("cn_paren", "arabic"):
            line = folded[mark.text_start : mark.line_end].strip()
            if _PROBLEM_LINE.match(line):
                end, body = heading_end(folded, mark, None)
                head = Head(mark.start, end, body, "none", None, "", "problems", False, mark.edge)
                return [*parts[: at + 1], head, *parts[at + 1 :]]
    return parts


def _with_table_parts(heads: list[Head], tables: Sequence[Table]) -> list[Head]:
    """Open a part without heading at a statutory table whose part lost its heading (PDF text, conversions)."""
    kinds = {head.kind for head in heads}
    if len(kinds & set(STATUTORY_KINDS)) < 2:
        return heads
    lost = [table for table in tables if table.form not in kinds and table.start > heads[0].body]
    found = [Head(t.start, t.start, t.start, "none", None, "", t.form, False, t.start) for t in lost]
    return sorted([*heads, *found], key=lambda head: head.start)


def _tree_parts(folded: str, marks: list[Mark]) -> list[Head]:
    """Return the top level of a numbered tree; a list that restarts inside a part stays inside."""
    for style, least in (("di", 2), ("cn", 2), ("markdown", 2), ("cn_paren", 2), ("arabic", 2), ("cn", 1)):
        chosen = [mark for mark in marks if mark.style == style]
        if style == "markdown":
            top = min((mark.markdown for mark in marks if mark.markdown), default=0)
            chosen = [mark for mark in marks if mark.markdown == top and top]
            if len(chosen) > 2 and chosen[0].start < 200 and sum(m.markdown == top for m in marks) == 1:
                continue
        if style == "di":
            chosen = [mark for mark in chosen if folded[mark.start : mark.text_start].rstrip(" 、：:")[-1] != "条"]
            if chosen:
                unit = folded[chosen[0].start : chosen[0].text_start].rstrip(" 、：:")[-1]
                chosen = [m for m in chosen if folded[m.start : m.text_start].rstrip(" 、：:")[-1] == unit]
        if len(chosen) < least:
            continue
        chain = chosen if style == "markdown" else _chain(chosen)
        heads = [_head_from(folded, mark, "part", None) for mark in chain]
        heads = without_free_contents(folded, heads)
        if len(heads) >= min(least, 2):
            return heads
    return []


def _chain(marks: list[Mark]) -> list[Mark]:
    """Return the marks that count on from each other; a restart is kept only if its numbers do not come later."""
    last_of: dict[int, int] = {}
    for at, mark in enumerate(marks):
        if mark.value is not None:
            last_of[mark.value] = at
    chain: list[Mark] = []
    previous = 0
    for at, mark in enumerate(marks):
        value = mark.value or 0
        if value == 1 and previous >= 1 and last_of.get(previous + 1, -1) > at and last_of.get(1, -1) >= at:
            # 一、 again while the main list still goes on: the items of a part
            continue
        if value == previous + 1 or (previous < value <= previous + 3) or (value == 1 and previous >= 1):
            chain.append(mark)
            previous = value
    return chain


def _cut(text: str, folded: str, heads: list[Head]) -> tuple[Section, ...]:
    """Cut the text at the headings; title and preamble come before, the signature after."""
    first = heads[0].edge if heads else len(text)
    signature = find_signature(folded, heads[-1].body if heads else 0)
    stop = signature[0] if signature else len(text)
    title_start, title_end = find_title_end(folded, min(first, stop))
    sections: list[Section] = []
    if title_end > title_start:
        sections.append(Section("title", "", "", title_start, title_end, title_start))
    edge = min(first, stop)
    if edge > title_end and folded[title_end:edge].strip():
        sections.append(Section("preamble", "", "", title_end, edge, title_end))
    for at, head in enumerate(heads):
        end = heads[at + 1].edge if at + 1 < len(heads) else stop
        heading = text[head.start : head.end]
        sections.append(Section(head.kind, head.number, heading, head.start, end, min(head.body, end)))
    if signature:
        sections.append(Section("signature", "", "", signature[0], signature[1], signature[0]))
    annex = _ANNEX.search(folded, signature[1] if signature else max(0, len(folded) - 400))
    if annex and heads and (signature or annex.start("words") > sections[-1].body_start):
        start = annex.start("words")
        if not signature:
            sections[-1] = replace(sections[-1], end=start)
        stop_at = min(line_end(folded, start), start + 60)
        sections.append(Section("part", "", text[start:stop_at], start, len(text), stop_at))
    return tuple(sections)
