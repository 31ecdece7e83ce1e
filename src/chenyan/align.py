"""Align two short texts: which stretches of one stand in the other, clauses moved elsewhere included.

The one door to rapidfuzz. The texts are folded (widths, radicals) before they are compared; offsets count in the
originals. Long texts are first pinned down by the clauses that stand once in each; what lies between is aligned character
by character, in order. Then, where text is left over on both sides, clauses that changed their place are found again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import extractOne

from chenyan.text.fold import fold
from chenyan.text.sentences import split_clauses

__all__ = ["Alignment", "Block", "align", "distance", "similarity"]

LEAST = 2  # a single equal character between two changes is chance
LIKE = 0.55  # a clause that moved and changed is still this similar
MOVED = 5  # a clause that moved must share at least so many characters in a row
_MOST_CHANGED = 400  # changed clauses compared one by one; more than this is no pair of short texts
_LONG = 120  # characters from which on pinning clauses down is faster than aligning the whole
_PIECES = re.compile(r"[^，\n]{0,400}[，\n]?")
_GONE_LEFT, _GONE_RIGHT = "\ue010", "\ue011"  # stand for clauses that are aligned already; equal to nothing
_MARKS = frozenset("，。；：、！？,.;:!? \n\t　（）()“”")


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """One shared stretch: ``a[a_start:a_end]`` equals ``b[b_start:b_end]`` up to character widths."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int

    def __len__(self) -> int:
        return self.a_end - self.a_start


@dataclass(frozen=True, slots=True)
class Alignment:
    """The shared stretches of two texts, in the order of the first; none overlaps another on either side."""

    blocks: tuple[Block, ...]
    n_a: int
    n_b: int

    @property
    def matched(self) -> int:
        """Characters of each side that stand in the other."""
        return sum(len(block) for block in self.blocks)

    @property
    def resemblance(self) -> float:
        """Shared characters of both over all characters of both, 0 to 1; nan for two empty texts."""
        total = self.n_a + self.n_b
        return 2 * self.matched / total if total else float("nan")

    @property
    def containment(self) -> float:
        """Share of the first text that stands in the second, 0 to 1; nan for an empty one."""
        return self.matched / self.n_a if self.n_a else float("nan")


def align(a: str, b: str, *, swaps: bool = True) -> Alignment:
    """Align two short texts (sentences, paragraphs).

    Parameters
    ----------
    a, b : str
        The texts.
    swaps : bool, default True
        Also find clauses that moved.

    Returns
    -------
    Alignment
        Its blocks are offsets into the texts as given.

    Examples
    --------
    >>> found = align("一是加强培训，二是完善制度。", "二是完善制度，一是加强培训。")
    >>> sorted("一是加强培训，二是完善制度。"[x.a_start:x.a_end] for x in found.blocks)
    ['一是加强培训', '二是完善制度']
    >>> round(align("公开信息12条", "公开信息35条").resemblance, 2)
    0.71
    """
    left, right = _folded(a), _folded(b)
    if left == right:
        return Alignment((Block(0, len(a), 0, len(b)),) if a else (), len(a), len(b))
    short = min(len(left), len(right)) < _LONG
    blocks = _in_order(left, right, 0, 0) if short else _pinned(left, right, swaps)
    if swaps:
        blocks += _moved(left, right, blocks)
    return Alignment(tuple(Block(i, i + n, j, j + n) for i, j, n in _joined(blocks)), len(a), len(b))


def _joined(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the stretches in order, those that touch on both sides as one."""
    out: list[tuple[int, int, int]] = []
    first = also = -1
    size = 0
    for i, j, n in sorted(blocks):
        if first + size == i and also + size == j:
            size += n
            continue
        if size:
            out.append((first, also, size))
        first, also, size = i, j, n
    if size:
        out.append((first, also, size))
    return out


def _pinned(left: str, right: str, swaps: bool) -> list[tuple[int, int, int]]:
    """Align by the clauses that stand once in each text, then what lies between them."""
    mine, theirs = _once(left), _once(right)
    pins = [(mine[piece], theirs[piece], len(piece)) for piece in mine if piece in theirs and len(piece) > MOVED]
    # clauses are the same whatever mark closes them; where the marks differ, they are no part of what is shared
    pins = [(i, j, n - (left[i + n - 1] != right[j + n - 1])) for i, j, n in pins]
    chain, rest = _rising(pins)
    if rest and swaps:
        for i, j, n in rest:
            left = left[:i] + _GONE_LEFT * n + left[i + n :]
            right = right[:j] + _GONE_RIGHT * n + right[j + n :]
    found = [*chain, *rest] if swaps else chain[:]
    at_left = at_right = 0
    for i, j, n in (*chain, (len(left), len(right), 0)):
        if i > at_left and j > at_right:
            found += _in_order(left[at_left:i], right[at_right:j], at_left, at_right)
        at_left, at_right = i + n, j + n
    return found


def _once(text: str) -> dict[str, int]:
    """Return where each clause begins that comes once, in order."""
    for mark in "。；,;":
        text = text.replace(mark, "，")
    pieces = _PIECES.findall(text)
    places = dict(zip(pieces, accumulate(map(len, pieces), initial=0), strict=False))
    if len(places) < len(pieces):
        for piece, times in Counter(pieces).items():
            if times > 1:
                del places[piece]
    return places


def _rising(pins: list[tuple[int, int, int]]) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """Split pins, ordered on the left, into the longest run that is ordered on the right too, and the others."""
    if all(x[1] < y[1] for x, y in pairwise(pins)):
        return pins, []
    ends: list[int] = []  # the least right place that closes a run of each length, and which pin that is
    tops: list[int] = []
    before = []
    for at, (_, place, _) in enumerate(pins):
        if not ends or place > ends[-1]:
            before.append(tops[-1] if tops else -1)
            ends.append(place)
            tops.append(at)
            continue
        length = bisect_left(ends, place)
        before.append(tops[length - 1] if length else -1)
        ends[length], tops[length] = place, at
    chosen = set()
    at = tops[-1]
    while at >= 0:
        chosen.add(at)
        at = before[at]
    return [pin for at, pin in enumerate(pins) if at in chosen], [p for at, p in enumerate(pins) if at not in chosen]


@cache
def _foldable() -> re.Pattern[str]:
    """Return a pattern of the characters that folding changes: most texts have none, and looking is cheaper."""
    codes = [*range(0xD800), *range(0xE000, 0x10000)]
    before = "".join(map(chr, codes))
    after = fold(before).text
    changed = "".join(x for x, y in zip(before, after, strict=True) if x != y)
    return re.compile(f"[{re.escape(changed)}]")


def _folded(text: str) -> str:
    return fold(text).text if _foldable().search(text) else text


def similarity(a: str, b: str) -> float:
    """Return 1 - insertions and deletions / (len(a) + len(b)), 0 to 1."""
    return float(Indel.normalized_similarity(a, b))


def distance(a: list[str] | str, b: list[str] | str) -> int:
    """Return the least number of insertions and deletions that turn ``a`` into ``b`` (a replacement counts two).

    Examples
    --------
    >>> distance("We expect demand to increase".split(), "We expect weakness in sales".split())
    6
    """
    return int(Indel.distance(a, b))


def pair_distances(later: list[str], earlier: list[str]) -> npt.NDArray[np.float64]:
    """Return the least number of deletions and insertions between the texts of each pair, many pairs at once."""
    from rapidfuzz.process import cpdist

    distances: npt.NDArray[np.float64] = cpdist(later, earlier, scorer=Indel.distance, workers=1).astype(np.float64)
    return distances


def _in_order(left: str, right: str, left_base: int, right_base: int) -> list[tuple[int, int, int]]:
    """Return (start, start, length) of the shared stretches that keep their order, chance matches left out."""
    found = [(i, j, n) for i, j, n in LCSseq.opcodes(left, right).as_matching_blocks() if n]
    if all(n >= 4 for _, _, n in found):
        return [(left_base + i, right_base + j, n) for i, j, n in found]
    ends = [(0, 0, 0), *found, (len(left), len(right), 0)]
    kept = []
    for at, (i, j, n) in enumerate(found):
        if n < LEAST or (n < 4 and not _has_word(left, i, n)):
            # a short match is believed only where it closes a small edit on both sides
            before, after = ends[at], ends[at + 2]
            gap_left, gap_right = i - before[0] - before[2], j - before[1] - before[2]
            if max(gap_left, gap_right, after[0] - i - n, after[1] - j - n) > 4 or abs(gap_left - gap_right) > 3:
                continue
        kept.append((left_base + i, right_base + j, n))
    return kept


def _has_word(text: str, at: int, n: int) -> bool:
    """Say whether a stretch holds at least two characters that are no punctuation."""
    return sum(char not in _MARKS for char in text[at : at + n]) >= 2


def _gaps(n: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is left of [0, n) beside the taken stretches."""
    gaps = []
    at = 0
    for start, end in sorted(taken):
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    if at < n:
        gaps.append((at, n))
    return gaps


def _moved(left: str, right: str, blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Find again, among what is left over on both sides, clauses that changed their place."""
    matched = sum(n for _, _, n in blocks)
    if min(len(left), len(right)) - matched < MOVED:
        return []
    free_left = [gap for gap in _gaps(len(left), [(i, i + n) for i, _, n in blocks]) if gap[1] - gap[0] >= MOVED]
    free_right = [gap for gap in _gaps(len(right), [(j, j + n) for _, j, n in blocks]) if gap[1] - gap[0] >= MOVED]
    if not free_left or not free_right:
        return []
    clauses_left = [clause for start, end in free_left for clause in split_clauses(left, start, end)]
    clauses_right = [clause for start, end in free_right for clause in split_clauses(right, start, end)]
    found = []
    # clauses that moved unchanged are looked up; only changed ones are compared one by one
    places: dict[str, list[int]] = {}
    for at, (low, high) in reversed(list(enumerate(clauses_right))):
        places.setdefault(right[low:high], []).append(at)
    used: set[int] = set()
    changed: list[tuple[int, int]] = []
    for start, end in clauses_left:
        if end - start < MOVED:
            continue
        same = places.get(left[start:end])
        if same:
            at = same.pop()
            used.add(at)
            found.append((start, clauses_right[at][0], end - start))
        else:
            changed.append((start, end))
    choices: list[str | None] = [
        right[low:high] if at not in used and high - low >= MOVED else None
        for at, (low, high) in enumerate(clauses_right[:_MOST_CHANGED])
    ]
    for start, end in changed[:_MOST_CHANGED]:
        best = extractOne(left[start:end], choices, scorer=Indel.normalized_similarity, score_cutoff=LIKE)
        if best is None:
            continue
        at = int(best[2])
        low, high = clauses_right[at]
        pieces = _in_order(left[start:end], right[low:high], start, low)
        if any(n >= MOVED for _, _, n in pieces):
            choices[at] = None
            found.extend(pieces)
    return found
