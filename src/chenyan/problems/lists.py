"""Split a fault list joined by 、 into the faults that it names, where each stands for itself."""

from __future__ import annotations

import re

from chenyan.problems.fault_model import fault_score
from chenyan.problems.polarity import is_deficient
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.view import View

__all__ = ["split_list", "themes_of"]

_PIECES = re.compile(r"[、，,]|(?<=[\u4e00-\u9fff])(?:以及|和|与|(?<![普涉触以])及(?!时)|或)(?=[\u4e00-\u9fff])")
# what these are said of decides, not which quality of it is weak
_HEAD_THEMES = frozenset(
    {
        "policy_interpretation",
        "request_handling",
        "participation_response",
        "new_media_data",
        "platform_columns",
        "supervision",
    }
)
_QUALITY = re.compile(r"[\u4e00-\u9fff]{1,3}[性度力率]")
_SUBJECTLESS = re.compile(r"长期|一直|从未|尚未|无人|没有更|未(?:更|及时|能)|常年")
_LIST = re.compile(r"[、，,]")
_LIKELY = 0.5  # least score at which the model tells a fault that no cue knows
# what closes a list of faults: …、…、…等问题
_ENUMERATED = re.compile(
    r"(?:等|等等|等方面)(?:的)?(?:这一|诸多|一系列|突出|现实|共性|主要){0,2}(?:问题|情况|现象|短板|不足|难题|矛盾|状况|困难)"
)
_OF_FAULTS = re.compile(
    r"的(?:这一|诸多|一系列|突出|现实|共性|主要){0,2}(?:问题|情况|现象|短板|不足|难题|矛盾|状况|困难)"
)


def themes_of(lexicon: ThemeLexicon, words: str) -> tuple[str, ...]:
    """Return the themes of some words, best first."""
    return tuple([theme for theme, _ in lexicon.classify(words)])


def split_list(view: View, start: int, end: int, lexicon: ThemeLexicon) -> list[tuple[int, int]]:
    """Split a list joined by 、 where its parts have different themes; the last part keeps a shared predicate."""
    masked = view.masked
    if not _LIST.search(masked, start, end):
        return [(start, end)]
    closed = _ENUMERATED.match(masked, end) is not None
    for pattern in (_LIST, _PIECES):
        pieces = _cut(masked, start, end, pattern)
        if (closed or _OF_FAULTS.match(masked, end)) and _most_deficient(view, pieces):
            return pieces
        found = _split_pieces(view, start, end, pieces, lexicon)
        if len(found) > 1 and (closed or len(found) > 2 or _stands_alone(view, found[1])):
            return found
    return [(start, end)]


def _most_deficient(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Say whether three or more pieces stand in a list of faults of which one cue at most is unknown."""
    words = [view.text[low:high] for low, high in pieces]
    cued = [is_deficient(word) for word in words]
    # what the cues do not know may be known to the model
    told = [cue or fault_score(word) >= _LIKELY for cue, word in zip(cued, words, strict=True)]
    # 目录调整、异地就医等政策的解读: a list of things inside, not of faults
    inner = any("等" in word for word in words)
    return (
        len(pieces) >= 3
        and told[-1]
        and not all(cued)
        and sum(told) >= len(told) - 1
        and not inner
        and all(h - n >= 4 for n, h in pieces)
    )


def _stands_alone(view: View, piece: tuple[int, int]) -> bool:
    """Say whether the second of two faults names its own subject (…、专职力量被稀释), not one of the first's (…、互动量低)."""
    return piece[1] - piece[0] >= 7


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return what lies between the matches of a pattern."""
    pieces = []
    at = start
    for match in pattern.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    return pieces


def _split_pieces(
    view: View, start: int, end: int, pieces: list[tuple[int, int]], lexicon: ThemeLexicon
) -> list[tuple[int, int]]:
    """Return the pieces of a list that stand as problems of their own, or the whole."""
    if len(pieces) < 2:
        return [(start, end)]
    # every part states its own deficiency
    shares_head = "的" in view.text[start : pieces[0][1]]
    if all(high - low >= (5 if shares_head else 3) and is_deficient(view.masked[low:high]) for low, high in pieces):
        grouped: list[tuple[int, int]] = []
        last: tuple[str, ...] = ()
        for low, high in pieces:
            themes = themes_of(lexicon, view.text[low:high])
            # 公开栏破损、长期没有更新: one subject, one fault
            shared = _SUBJECTLESS.match(view.text, low, high) and not _SUBJECTLESS.match(view.text, start, end)
            if grouped and (shared or not themes or (last and themes[0] == last[0])):
                grouped[-1] = (grouped[-1][0], high)
            else:
                grouped.append((low, high))
                last = themes
        return grouped
    # one predicate for all: 规范性、及时性、便利性都有待加强
    if len(pieces) >= 2 and is_deficient(view.text[pieces[-1][0] : end]):
        own = [themes_of(lexicon, view.text[low:high]) for low, high in pieces]
        if all(own) and all(2 <= high - low <= 16 for low, high in pieces[:-1]):
            heads = [themes[0] for themes in own]
            bare = "的" not in view.text[pieces[0][1] : end]
            if bare and heads[0] in _HEAD_THEMES and (shares_head or _QUALITY.match(view.text, pieces[1][0], end)):
                return [(start, end)]
            named = all(view.text[high - 1] in "性度量率面质" or len(pieces) > 2 for _, high in pieces[:-1])
            if named and len(set(heads)) == len(heads) and not is_deficient(view.text[start : pieces[-2][1]]):
                return pieces
    return [(start, end)]
