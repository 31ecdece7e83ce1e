"""What the planters of faults share: finding, adding and replacing sentences of a draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .phrases import read_phrases
from .records import Draft, Para, Piece

Planter = Callable[[Draft, Random, list[Draft]], bool]


def find_sentence(draft: Draft, pattern: str, kind: str | None = None) -> Piece | None:
    """Return the first sentence (of one part) that holds the pattern."""
    for part in draft.parts:
        if kind in (None, part.kind):
            for para in part.paras:
                for piece in para.pieces:
                    if re.search(pattern, piece.words):
                        return piece
    return None


def aspect_body(draft: Draft, number: int) -> Para | None:
    """Return the body paragraph of one aspect of part one."""
    part = draft.part("overview")
    return next((p for p in part.paras if p.slot == f"aspect{number}" and p.role == "prose"), None) if part else None


def add_sentence(draft: Draft, number: int, words: str) -> bool:
    """Add a sentence to an aspect, before its last sentence."""
    para = aspect_body(draft, number)
    if para is None:
        return False
    para.pieces.insert(max(1, len(para.pieces) - 1), Piece(words, "novel"))
    return True


def formula(draft: Draft, variants: tuple[str, ...]) -> str:
    """Return the wording that this report uses of a family of formulas, filled with its counts."""
    at = (draft.year * 7 + len(draft.agency.slug) + draft.agency.zone) % len(variants)
    return variants[at].format(y=draft.year, self=draft.agency.self_name, **draft.facts)


def stock_lines(mark: str) -> list[str]:
    return [line[2:] for line in read_phrases("empty_measures") if line[0] == mark]
