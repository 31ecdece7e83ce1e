"""Compare candidate pairs exactly: idf-weighted containment, and Broder's resemblance of their n-grams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.backends import Backend
from chenyan.reuse.grams import LEVELS, Grams
from chenyan.reuse.masks import ranges

_STEP = 1 << 15
_WIDTH, _CELLS = 16, 1 << 16  # widths of tables are multiples of this; cells of a table, in the processor's cache
_BITS, _ROWS = 512, 1 << 12  # of a signature; signatures made at a time, in the processor's cache
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of distinct sentences with what they share.

    ``left_share`` is the share of the left sentence's weight that stands in the right one, ``right_share`` the other
    way round, ``containment`` the larger of the two, ``resemblance`` the shared share of the union of their n-grams;
    all of shape (n_pairs,).
    """

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    left_share: Floats
    right_share: Floats
    resemblance: Floats
    shared: Floats

    @property
    def containment(self) -> Floats:
        return np.maximum(self.left_share, self.right_share)

    def directed(self, least: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats, Floats]:
        """Return (sentence, source, containment, resemblance) of both directions.

        A sentence is no copy of one that holds less than ``least`` of it: a long list is not the copy of one item.
        """
        share = np.concatenate([self.left_share, self.right_share])
        kept = share >= least
        sentence = np.concatenate([self.left, self.right])[kept]
        source = np.concatenate([self.right, self.left])[kept]
        return sentence, source, np.tile(self.containment, 2)[kept], np.tile(self.resemblance, 2)[kept]

    def __len__(self) -> int:
        return len(self.left)

    def take(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> Links:
        """Return the chosen pairs."""
        return Links(
            self.left[chosen],
            self.right[chosen],
            self.left_share[chosen],
            self.right_share[chosen],
            self.resemblance[chosen],
            self.shared[chosen],
        )

    def renumber(self, names: npt.NDArray[np.int64]) -> Links:
        """Return the same links between ``names[left]`` and ``names[right]``."""
        return Links(
            names[self.left], names[self.right], self.left_share, self.right_share, self.resemblance, self.shared
        )


def weights_of_levels(n_sentences: int) -> Floats:
    """Return the weight of an n-gram by the level of its document frequency.

    The weight is log2(ceiling / df), never below 0; the ceiling is a two-hundredth of the distinct sentences, at least
    64: wording that more sentences than that share says nothing about copying.
    """
    ceiling = np.log2(max(64.0, n_sentences / 200))
    weights: Floats = np.maximum(ceiling - np.arange(256) / LEVELS, 0).astype(np.float32)
    return weights


def weigh(grams: Grams, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the weight of all n-grams of each of these sentences, in bits; 0 for -1."""
    counts = np.where(chosen >= 0, grams.counts[chosen], 0)
    at = ranges(grams.offsets[chosen], counts)
    weights = weights_of_levels(len(grams.offsets) - 1).take(grams.frequencies.levels(grams.hashes.take(at)))
    owner = np.repeat(np.arange(len(chosen)), counts)
    bits = np.bincount(owner, weights.astype(np.float64), len(chosen)).astype(np.float64)
    return bits


def may_resemble(grams: Grams, pairs: npt.NDArray[np.uint64], least: float) -> npt.NDArray[np.uint64]:
    """Return the pairs whose resemblance may reach ``least``; none that does is left out.

    Most candidates fail by far, and signatures tell: each n-gram sets one of 512 bits, so that a pair has no more
    n-grams in common than its signatures have bits, plus those n-grams of the smaller surplus that share a bit.
    """
    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    own = np.zeros(len(grams.offsets) - 1, dtype=bool)
    own[left] = own[right] = True
    row = (np.cumsum(own) - 1).astype(np.int32)
    chosen = np.flatnonzero(own)
    signatures = np.empty((len(chosen), _BITS // 64), dtype=np.uint64)
    for first in range(0, len(chosen), _ROWS):
        signatures[first : first + _ROWS] = _signatures(grams, chosen[first : first + _ROWS])
    bits = np.bitwise_count(signatures).sum(axis=1, dtype=np.int32)
    surplus = grams.counts[chosen].astype(np.int32) - bits
    kept = np.zeros(len(pairs), dtype=bool)
    for first in range(0, len(pairs), _STEP):
        a, b = row[left[first : first + _STEP]], row[right[first : first + _STEP]]
        shared = np.bitwise_count(signatures[a] & signatures[b]).sum(axis=1, dtype=np.int32)
        common = shared + np.minimum(surplus[a], surplus[b])
        # a union is no smaller than the bits of both without what they have in common
        kept[first : first + _STEP] = common >= least * (bits[a] + bits[b] - common) * (1 - 1e-6)
    return pairs[kept]


def _signatures(grams: Grams, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Return the bits that the n-grams of some sentences set."""
    counts = grams.counts[chosen]
    place = np.repeat(np.arange(len(chosen), dtype=np.int32) * np.int32(_BITS), counts)
    place += (grams.hashes[ranges(grams.offsets[chosen], counts)] >> np.uint32(23)).astype(np.int32)
    flags = np.zeros(len(chosen) * _BITS, dtype=bool)
    flags[place] = True
    return np.packbits(flags).view(np.uint64).reshape(len(chosen), -1)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The distinct n-grams of some sentences, ascending in each, with the sum of their weights."""

    hashes: npt.NDArray[np.uint32]
    levels: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    totals: npt.NDArray[np.float64]

    def take(self, chosen: npt.NDArray[np.int64]) -> _Rows:
        """Return the rows of these sentences."""
        counts = np.diff(self.offsets)[chosen]
        at = ranges(self.offsets[chosen], counts)
        offsets = np.concatenate(([0], np.cumsum(counts)))
        return _Rows(self.hashes[at], self.levels[at], offsets, self.totals[chosen])

    def matrix(self, data: npt.NDArray[np.int16]) -> Any:
        """Return the rows as a sparse matrix that holds these values."""
        from scipy.sparse import csr_array

        made = csr_array((data, self.hashes.astype(np.int64), self.offsets), shape=(len(self.totals), 1 << 32))
        made.has_canonical_format = True
        return made


def compare(grams: Grams, pairs: npt.NDArray[np.uint64], backend: Backend | None = None) -> Links:
    """Compare candidate pairs (packed lower << 32 | higher); with a backend, some ten thousand at a time there."""
    left = (pairs >> np.uint64(32)).astype(np.int64)
    right = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    involved = np.zeros(len(grams.offsets) - 1, dtype=bool)
    involved[left] = involved[right] = True
    chosen = np.flatnonzero(involved)
    weights = weights_of_levels(len(involved))
    rows, order = _rows(grams, chosen, weights)
    place = np.zeros(len(involved), dtype=np.int64)
    place[chosen[order]] = np.arange(len(chosen))
    ours, theirs = place[left], place[right]
    starts = range(0, len(pairs), _STEP)
    tasks = (_task(rows, ours[at : at + _STEP], theirs[at : at + _STEP], weights) for at in starts)
    if backend is None or backend.workers == 1:
        parts: Iterable[Floats] = map(_compare_part, tasks)
    else:
        parts = backend.map_batches(_compare_part, tasks)
    found = np.zeros((4, len(pairs)), dtype=np.float32)
    for at, part in zip(starts, parts, strict=True):
        found[:, at : at + _STEP] = part
    return Links(left, right, *found)


def _rows(grams: Grams, chosen: npt.NDArray[np.int64], weights: Floats) -> tuple[_Rows, npt.NDArray[np.int64]]:
    """Sort the n-grams of these sentences, each sentence by itself and each n-gram once; also say in which order.

    Sentences of about one length make a table, and its short rows sort ten times as fast as one long array.
    """
    counts = grams.counts[chosen]
    width = np.maximum(-(-counts // _WIDTH), 1)
    order = np.argsort(width, kind="stable")
    edges = np.flatnonzero(np.diff(width[order], prepend=0, append=0))
    hashes = np.empty(int(counts.sum()), dtype=np.uint32)  # what is left over takes no memory
    levels = np.empty(len(hashes), dtype=np.uint8)
    sizes = np.zeros(len(chosen), dtype=np.int64)
    totals = np.zeros(len(chosen))
    done = 0
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        wide = int(width[order[low]]) * _WIDTH
        step = max(1, _CELLS // wide)
        for first in range(low, high, step):
            last = min(first + step, high)
            part = order[first:last]
            size = counts[part]
            at = grams.offsets[chosen[part], None] + np.arange(wide)
            table = grams.hashes.take(at, mode="clip")
            # cells behind the last n-gram repeat the first one, and go with all that repeats
            table = np.where(np.arange(wide) < size[:, None], table, table[:, :1])
            table.sort(axis=1)
            new = np.ones(table.shape, dtype=bool)
            np.not_equal(table[:, 1:], table[:, :-1], out=new[:, 1:])
            new[size == 0] = False
            flat = table[new]
            level = grams.frequencies.levels(flat)
            sizes[first:last] = np.count_nonzero(new, axis=1)
            owner = np.repeat(np.arange(last - first), sizes[first:last])
            totals[first:last] = np.bincount(owner, weights.take(level), last - first)
            hashes[done : done + len(flat)] = flat
            levels[done : done + len(flat)] = level
            done += len(flat)
    return _Rows(hashes[:done], levels[:done], np.concatenate(([0], np.cumsum(sizes))), totals), order


_Part = tuple[_Rows, _Rows, Floats]


def _task(rows: _Rows, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], weights: Floats) -> _Part:
    """Return the n-grams of both sides of some pairs: what travels to a worker."""
    return rows.take(left), rows.take(right), weights


def _compare_part(part: _Part) -> Floats:
    """Return left share, right share, resemblance and shared weight of some pairs, shape (4, n)."""
    left, right, weights = part
    size = len(left.totals)
    # rows are ascending already, so that their common n-grams come of one merge and no sort; one more than the level,
    # because a product of nothing is left out
    common = left.matrix(left.levels.astype(np.int16) + np.int16(1)).multiply(
        right.matrix(np.ones(len(right.levels), np.int16))
    )
    number_common = np.diff(common.indptr)
    pair = np.repeat(np.arange(size), number_common)
    weight_common = np.bincount(pair, weights[common.data - 1], size)
    number = np.diff(left.offsets) + np.diff(right.offsets)
    return np.stack(
        [
            weight_common / np.maximum(left.totals, 1e-9),
            weight_common / np.maximum(right.totals, 1e-9),
            number_common / np.maximum(number - number_common, 1),
            weight_common,
        ]
    ).astype(np.float32)
