"""Align two short texts: which stretches of one stand in the other, clauses moved elsewhere included.

The one door to rapidfuzz. The texts are folded (widths, radicals) before they are compared; offsets count in the
originals. Long texts are first pinned down by the clauses they share, in order; what lies between is aligned character
by character, in order. Then, where text is left over on both sides, clauses that changed their place are found again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import extractOne

from chenyan.text.fold import fold
from chenyan.text.sentences import split_clauses

__all__ = ["KINDS", "Alignment", "Alignments", "Block", "align", "align_pairs", "distance", "similarity"]

KINDS = ("nothing shared", "equal", "in order", "moved")

LEAST = 2  # a single equal character between two changes is chance
LIKE = 0.55  # a clause that moved and changed is still this similar
MOVED = 5  # a clause that moved must share at least so many characters in a row
_MOST_CHANGED = 400  # changed clauses compared one by one; more than this is no pair of short texts
_LONG = 30  # characters from which on clauses are pinned down first: surer, and for longer texts faster
_DIRECT = 256  # characters of both up to which a plain alignment is tried first
_SURE = 4  # a stretch of so many characters is no chance
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
    blocks = _shared(_folded(a), _folded(b), swaps)
    return Alignment(tuple(Block(i, i + n, j, j + n) for i, j, n in blocks), len(a), len(b))


@dataclass(frozen=True, slots=True)
class Alignments:
    """The alignments of many pairs as arrays; ``alignments[i]`` makes the objects of one.

    The stretches of pair ``i`` are those from ``edges[i]`` to ``edges[i + 1]``: ``sizes`` characters from ``a_starts`` on
    in the first text and from ``b_starts`` on in the second. ``n_a`` and ``n_b`` are the lengths of the texts.
    """

    a_starts: npt.NDArray[np.int64]
    b_starts: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    edges: npt.NDArray[np.int64]
    n_a: npt.NDArray[np.int64]
    n_b: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.n_a)

    def __getitem__(self, pair: int) -> Alignment:
        rows = slice(int(self.edges[pair]), int(self.edges[pair + 1]))
        starts = zip(self.a_starts[rows].tolist(), self.b_starts[rows].tolist(), self.sizes[rows].tolist(), strict=True)
        blocks = tuple(Block(i, i + n, j, j + n) for i, j, n in starts)
        return Alignment(blocks, int(self.n_a[pair]), int(self.n_b[pair]))

    @property
    def matched(self) -> npt.NDArray[np.int64]:
        """Characters of each side that stand in the other, by pair."""
        return np.diff(np.concatenate(([0], np.cumsum(self.sizes)))[self.edges])

    @property
    def resemblance(self) -> npt.NDArray[np.float64]:
        """Shared characters of both over all characters of both, by pair; nan for two empty texts."""
        with np.errstate(invalid="ignore"):
            found: npt.NDArray[np.float64] = 2 * self.matched / (self.n_a + self.n_b)
        return found

    @property
    def kinds(self) -> npt.NDArray[np.int8]:
        """What each pair is: the position in ``KINDS``."""
        n = len(self)
        owner = np.repeat(np.arange(n), np.diff(self.edges))
        back = np.flatnonzero((owner[1:] == owner[:-1]) & (self.b_starts[1:] < self.b_starts[:-1]))
        kinds = np.where(self.matched > 0, 2, 0).astype(np.int8)
        kinds[owner[back]] = 3
        kinds[(self.matched == self.n_a) & (self.n_a == self.n_b) & (np.diff(self.edges) == 1)] = 1
        return kinds


def align_pairs(a: Sequence[str], b: Sequence[str], *, swaps: bool = True) -> Alignments:
    """Align many pairs of short texts in one call: the same stretches as ``align`` finds, without an object for each.

    Parameters
    ----------
    a, b : sequence of str
        The texts; ``a[i]`` is aligned with ``b[i]``.
    swaps : bool, default True
        Also find clauses that moved.

    Returns
    -------
    Alignments

    Examples
    --------
    >>> found = align_pairs(["公开信息12条", "加强培训。"], ["公开信息35条", "加强培训。"])
    >>> found.matched.tolist(), [KINDS[kind] for kind in found.kinds]
    ([5, 5], ['in order', 'equal'])
    >>> found[0] == align("公开信息12条", "公开信息35条")
    True
    """
    left, right = _all_folded(a), _all_folded(b)
    rows: list[tuple[int, int, int]] = []
    counts = []
    for mine, theirs in zip(left, right, strict=True):
        if mine == theirs:
            counts.append(1 if mine else 0)
            if mine:
                rows.append((0, 0, len(mine)))
            continue
        found = _shared(mine, theirs, swaps)
        counts.append(len(found))
        rows += found
    table = np.fromiter(chain.from_iterable(rows), np.int64, 3 * len(rows)).reshape(-1, 3)
    edges = np.concatenate(([0], np.cumsum(np.array(counts, dtype=np.int64))))
    n_a, n_b = (np.fromiter(map(len, texts), np.int64, len(texts)) for texts in (a, b))
    return Alignments(table[:, 0], table[:, 1], table[:, 2], edges, n_a, n_b)


def _shared(left: str, right: str, swaps: bool) -> list[tuple[int, int, int]]:
    """Return (start, start, length) of what two folded texts share, in the order of the first."""
    if left == right:
        return [(0, 0, len(left))] if left else []
    short = min(len(left), len(right)) < _LONG
    if not short and len(left) + len(right) <= _DIRECT:
        # where a plain alignment leaves nothing over on both sides that may have moved, clauses would say the same
        plain = _in_order(left, right, 0, 0)
        if not _may_have_moved(plain, len(left), len(right)):
            return plain
    blocks = _joined(_in_order(left, right, 0, 0) if short else _pinned(left, right, swaps))
    if swaps and (moved := _moved(left, right, blocks)):
        blocks = _joined(blocks + moved)
    return blocks


def _may_have_moved(blocks: list[tuple[int, int, int]], n_left: int, n_right: int) -> bool:
    """Say whether both sides have a gap between their stretches, which keep their order, that a clause may fill."""
    at_left = at_right = gap_left = gap_right = 0
    for i, j, n in blocks:
        if i - at_left > gap_left:
            gap_left = i - at_left
        if j - at_right > gap_right:
            gap_right = j - at_right
        at_left, at_right = i + n, j + n
    return max(gap_left, n_left - at_left) >= MOVED and max(gap_right, n_right - at_right) >= MOVED


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
    """Align by the clauses that both texts hold, then what lies between them character by character."""
    mine, theirs = _clauses(left), _clauses(right)
    left_at, right_at = _starts(mine), _starts(theirs)
    runs = [(i, j, n) for i, j, n in LCSseq.opcodes(mine, theirs).as_matching_blocks() if n]
    pinned: list[tuple[int, int, int]] = []
    for i, j, n in runs:
        size = left_at[i + n] - left_at[i]
        if size > MOVED:
            pinned += _same(left, right, left_at[i : i + n + 1], right_at[j : j + n + 1])
    found = pinned
    if swaps:
        rest = []
        places: dict[str, list[int]] = {}
        for at in _outside(len(theirs), [(j, n) for _, j, n in runs]):
            if len(theirs[at]) > MOVED:
                places.setdefault(theirs[at], []).append(at)
        if places:
            for at in _outside(len(mine), [(i, n) for i, _, n in runs]):
                if same := places.get(mine[at]):
                    to = same.pop(0)
                    rest += _same(left, right, left_at[at : at + 2], right_at[to : to + 2])
        for i, j, n in rest:
            left = left[:i] + _GONE_LEFT * n + left[i + n :]
            right = right[:j] + _GONE_RIGHT * n + right[j + n :]
        found = pinned + rest
    at_left = at_right = 0
    between = []
    for i, j, n in (*pinned, (len(left), len(right), 0)):
        if i > at_left and j > at_right:
            between += _in_order(left[at_left:i], right[at_right:j], at_left, at_right)
        at_left, at_right = i + n, j + n
    return found + between


def _clauses(text: str) -> list[str]:
    """Return the clauses without the marks that close them: they are the same whatever mark that is."""
    for mark in "。；,;\n":
        text = text.replace(mark, "，")
    return text.split("，")


def _starts(clauses: list[str]) -> list[int]:
    """Return where each clause begins, and where one behind the last would; each is closed by one mark."""
    return [size + at for at, size in enumerate(accumulate(map(len, clauses), initial=0))]


def _same(left: str, right: str, left_at: list[int], right_at: list[int]) -> list[tuple[int, int, int]]:
    """Return what a run of equal clauses shares: all of it, or without the marks that differ."""
    i, j, size = left_at[0], right_at[0], left_at[-1] - left_at[0]
    if left[i : i + size] == right[j : j + size]:
        return [(i, j, min(size, len(left) - i))]  # the last clause of a text may have no mark
    found = []
    for (i, end), j in zip(pairwise(left_at), right_at, strict=False):
        closed = left[end - 1 : end] == right[j + end - 1 - i : j + end - i] != ""
        if end - i - (not closed) > 0:
            found.append((i, j, end - i - (not closed)))
    return found


def _outside(size: int, runs: list[tuple[int, int]]) -> list[int]:
    """Return the numbers below ``size`` that lie in no run."""
    outside: list[int] = []
    at = 0
    for start, n in runs:
        outside += range(at, start)
        at = start + n
    outside += range(at, size)
    return outside


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


def _all_folded(texts: Sequence[str]) -> Sequence[str]:
    return texts if _foldable().search("\n".join(texts)) is None else [_folded(text) for text in texts]


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
    if all(n >= _SURE for _, _, n in found):
        return [(left_base + i, right_base + j, n) for i, j, n in found]
    ends = [(0, 0, 0), *found, (len(left), len(right), 0)]
    kept = []
    for at, (i, j, n) in enumerate(found):
        if n < LEAST or (n < _SURE and not _has_word(left, i, n)):
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
    """Return what is left of [0, n) beside the taken stretches, which do not overlap."""
    gaps = []
    at = 0
    for start, end in sorted(taken):
        if start > at:
            gaps.append((at, start))
        at = end
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
    # most leftovers are new wording: without a stretch in common there is no clause to look for
    held = {left[at : at + MOVED] for start, end in free_left for at in range(start, end - MOVED + 1)}
    if held.isdisjoint(right[at : at + MOVED] for start, end in free_right for at in range(start, end - MOVED + 1)):
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
