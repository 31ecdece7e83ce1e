"""Align two short texts: which stretches of one stand in the other, clauses moved elsewhere included.

The one door to rapidfuzz. The texts are folded (widths, radicals) before they are compared; offsets count in the
originals. First one alignment of the whole, in order; then, where text is left over on both sides, clauses that only
changed their place are found again.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from chenyan.text.fold import fold
from chenyan.text.sentences import split_clauses

__all__ = ["Alignment", "Block", "align", "distance", "similarity"]

LEAST = 2  # a single equal character between two changes is chance
MOVED = 5  # a clause that moved must share at least so many characters in a row
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
    ['。', '一是加强培训', '二是完善制度']
    >>> align("公开信息12条", "公开信息35条").resemblance
    0.75
    """
    left, right = fold(a).text, fold(b).text
    if left == right:
        return Alignment((Block(0, len(a), 0, len(b)),) if a else (), len(a), len(b))
    blocks = _in_order(left, right, 0, 0)
    if swaps and blocks is not None:
        blocks += _moved(left, right, blocks)
    return Alignment(tuple(Block(i, i + n, j, j + n) for i, j, n in sorted(blocks)), len(a), len(b))


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


def _in_order(left: str, right: str, left_base: int, right_base: int) -> list[tuple[int, int, int]]:
    """Return (start, start, length) of the shared stretches that keep their order, chance matches left out."""
    found = []
    for block in LCSseq.opcodes(left, right):
        if block.tag == "equal":
            found.append((block.src_start, block.dest_start, block.src_end - block.src_start))
    n_left, n_right = len(left), len(right)
    kept = []
    for at, (i, j, n) in enumerate(found):
        if n < LEAST or (n < 4 and not _has_word(left, i, n)):
            before = found[at - 1] if at else None
            after = found[at + 1] if at + 1 < len(found) else None
            gap_before = (i - before[0] - before[2], j - before[1] - before[2]) if before else (i, j)
            gap_after = (after[0] - i - n, after[1] - j - n) if after else (n_left - i - n, n_right - j - n)
            # a short match is believed only where it closes a small edit on both sides
            if max(gap_before) > 4 or max(gap_after) > 4 or abs(gap_before[0] - gap_before[1]) > 3:
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
    free_left = [gap for gap in _gaps(len(left), [(i, i + n) for i, _, n in blocks]) if gap[1] - gap[0] >= MOVED]
    free_right = [gap for gap in _gaps(len(right), [(j, j + n) for _, j, n in blocks]) if gap[1] - gap[0] >= MOVED]
    if not free_left or not free_right:
        return []
    clauses_left = [clause for start, end in free_left for clause in split_clauses(left, start, end)]
    clauses_right = [clause for start, end in free_right for clause in split_clauses(right, start, end)]
    found = []
    used: set[int] = set()
    for start, end in clauses_left:
        if end - start < MOVED:
            continue
        best, best_at, best_score = None, -1, 0.55
        for at, (low, high) in enumerate(clauses_right):
            if at in used or high - low < MOVED:
                continue
            score = Indel.normalized_similarity(left[start:end], right[low:high], score_cutoff=best_score)
            if score > best_score:
                best, best_at, best_score = (low, high), at, score
        if best is not None:
            pieces = _in_order(left[start:end], right[best[0] : best[1]], start, best[0])
            if any(n >= MOVED for _, _, n in pieces):
                used.add(best_at)
                found.extend(pieces)
    return found
