"""Segment a report: title, preamble, statutory parts, other parts, signature; the outline tree; sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chenyan.corpus.report import plain_sentences
from chenyan.types import Node, Section, Sentence, Table


@dataclass(frozen=True, slots=True)
class Segmented:
    """What segmenting found: the parts in order, the outline tree, the sentences."""

    sections: tuple[Section, ...]
    outline: tuple[Node, ...]
    sentences: tuple[Sentence, ...]


_HEAD = re.compile(r"^[ \t\u3000#*]{0,8}([一二三四五六七八九十]{1,3})[、.．][^\n]{2,40}$", re.M)
_KINDS = (
    ("overview", re.compile("总体情况|概述|概况")),
    ("disclosure", re.compile("主动公开")),
    ("requests", re.compile("申请")),
    ("litigation", re.compile("复议|诉讼")),
    ("problems", re.compile("问题|改进")),
    ("other", re.compile("其他需要报告")),
)


def segment(text: str, tables: Sequence[Table] = (), *, title_hint: str = "") -> Segmented:
    """Segment a text (first version: headings on lines of their own)."""
    heads = [m for m in _HEAD.finditer(text) if not any(t.start <= m.start() < t.end for t in tables)]
    sections: list[Section] = []
    first = heads[0].start() if heads else len(text)
    line_end = text.find("\n", 0, first)
    title_end = line_end + 1 if line_end >= 0 else (0 if heads else len(text))
    if title_end:
        sections.append(Section("title", "", "", 0, title_end, 0))
    if title_end < first:
        sections.append(Section("preamble", "", "", title_end, first, title_end))
    for at, match in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        kind = next((kind for kind, pattern in _KINDS if pattern.search(match.group())), "part")
        body = min(match.end() + 1, end)
        sections.append(Section(kind, match.group(1), match.group(), match.start(), end, body))
    return Segmented(tuple(sections), (), plain_sentences(text, sections, tables))
