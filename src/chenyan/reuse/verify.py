"""Compare candidate pairs exactly: idf-weighted containment, and Broder's resemblance of their n-grams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.backends import Backend
from chenyan.reuse.grams import LEVELS, Grams
from chenyan.reuse.masks import ranges

_STEP = 1 << 15
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


def compare(grams: Grams, pairs: npt.NDArray[np.uint64], backend: Backend | None = None) -> Links:
    """Compare candidate pairs (packed lower << 32 | higher); with a backend, some ten thousand at a time there."""
    weights = weights_of_levels(len(grams.offsets) - 1)
    left = (pairs >> np.uint64(32)).astype(np.int64)
    right = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = range(0, len(pairs), _STEP)
    if backend is None or backend.workers == 1:
        parts = (_compare_part((grams, left[at : at + _STEP], right[at : at + _STEP], weights)) for at in starts)
    else:
        tasks = (_alone(grams, left[at : at + _STEP], right[at : at + _STEP], weights) for at in starts)
        parts = (part for part in backend.map_batches(_compare_part, tasks))
    found = np.zeros((4, len(pairs)), dtype=np.float32)
    for at, part in zip(starts, parts, strict=True):
        found[:, at : at + _STEP] = part
    return Links(left, right, *found)


_Part = tuple[Grams, npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]


def _alone(grams: Grams, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], weights: Floats) -> _Part:
    """Return a part with the n-grams of its own sentences only: what travels to a worker."""
    own, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    counts = grams.counts[own]
    at = ranges(grams.offsets[own], counts)
    offsets = np.concatenate(([0], np.cumsum(counts)))
    return Grams(grams.hashes[at], grams.levels[at], offsets), places[: len(left)], places[len(left) :], weights


def _compare_part(part: _Part) -> Floats:
    """Return left share, right share, resemblance and shared weight of some pairs, shape (4, n)."""
    grams, left, right, weights = part
    size = len(left)
    both = [_side(grams, left, 0), _side(grams, right, 1)]
    keys = np.concatenate([side[0] for side in both])
    levels = np.concatenate([side[1] for side in both])
    # pair (15 bits) | n-gram (32) | side (1) | level (8): one sort brings equal n-grams of a pair together
    keys = (keys << np.uint64(8)) | levels
    keys.sort()
    rest = keys >> np.uint64(8)
    new = np.ones(len(rest), dtype=bool)
    new[1:] = rest[1:] != rest[:-1]
    keys, rest = keys[new], rest[new]
    weight = weights[(keys & np.uint64(0xFF)).astype(np.int64)]
    pair = (rest >> np.uint64(33)).astype(np.int64)
    is_right = (rest & np.uint64(1)).astype(bool)
    total_left = np.bincount(pair[~is_right], weight[~is_right], size)
    total_right = np.bincount(pair[is_right], weight[is_right], size)
    number = np.bincount(pair, minlength=size)
    gram = rest >> np.uint64(1)
    common = np.flatnonzero(gram[1:] == gram[:-1])
    weight_common = np.bincount(pair[common], weight[common], size)
    number_common = np.bincount(pair[common], minlength=size)
    return np.stack(
        [
            weight_common / np.maximum(total_left, 1e-9),
            weight_common / np.maximum(total_right, 1e-9),
            number_common / np.maximum(number - number_common, 1),
            weight_common,
        ]
    ).astype(np.float32)


def _side(
    grams: Grams, chosen: npt.NDArray[np.int64], side: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
    """Return keys pair | n-gram | side of one side of the pairs, with levels."""
    counts = grams.counts[chosen]
    at = ranges(grams.offsets[chosen], counts)
    pair = np.repeat(np.arange(len(chosen), dtype=np.uint64) << np.uint64(33), counts)
    return pair | (grams.hashes[at].astype(np.uint64) << np.uint64(1)) | np.uint64(side), grams.levels[at]
