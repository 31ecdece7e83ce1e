"""Character n-grams of the distinct masked sentences, and how many of them hold each n-gram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from chenyan.backends.sorting import sort_keys
from chenyan.reuse.masks import Encoded, ranges

N = 4  # four characters of 16 bits fill one 64-bit word exactly
MIX = np.uint64(0x9E3779B97F4A7C15)
_PASS = 1 << 18  # values at a time: temporaries stay in the processor's cache
_MOST_BITS = 27  # of a bucket's number: half a gigabyte of counts
_SENTENCES = 1 << 13  # sentences at a time, for the same reason
LEVELS = 12  # steps of a document frequency's scale in each doubling


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many distinct sentences each n-gram stands, by bucket of its hash."""

    counts: npt.NDArray[np.int32]
    shift: np.uint32

    def levels(self, hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
        """Return ``12 * log2(df)`` of each n-gram, rounded.

        Each look-up reads memory at random, so ask for what is needed only.
        """
        levels = np.empty(len(hashes), dtype=np.uint8)
        scale = _scale()
        for first in range(0, len(hashes), _PASS):
            part = (hashes[first : first + _PASS] >> self.shift).view(np.int32)  # below 2**31: a shift of 4 and more
            df = self.counts.take(part, mode="clip")  # "raise" would copy first
            scale.take(df, mode="clip", out=levels[first : first + _PASS])
        return levels


@cache
def _scale() -> npt.NDArray[np.uint8]:
    """Return the level of each document frequency below 2**16."""
    return np.minimum(np.round(LEVELS * np.log2(np.maximum(np.arange(1 << 16), 1))), 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Grams:
    """N-grams of each distinct sentence as 32-bit hashes, and how many sentences hold each.

    ``hashes[offsets[i]:offsets[i + 1]]`` belong to distinct sentence ``i``.
    """

    hashes: npt.NDArray[np.uint32]
    frequencies: Frequencies
    offsets: npt.NDArray[np.int64]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        return np.diff(self.offsets)


@dataclass(frozen=True, slots=True)
class Joinable:
    """The n-grams by which sentences are joined, with their levels; ``offsets`` as in ``Grams``."""

    hashes: npt.NDArray[np.uint32]
    levels: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]


def distinct(hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each value the number of its class, and for each class its first place.

    Classes are numbered by first place, so they do not depend on the values of the hashes. (``np.unique`` is a
    hash table since numpy 2.3 and far slower on random 64-bit values.)
    """
    order = _order(hashes)
    ordered = hashes[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    firsts = order[new]
    first = np.zeros(len(order), dtype=bool)
    first[firsts] = True
    rank = (np.cumsum(first) - 1)[firsts]
    classes = np.empty(len(order), dtype=np.int64)
    classes[order] = rank[np.cumsum(new) - 1]
    return classes, np.flatnonzero(first)


def _order(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return the stable order of the hashes: their upper bits are sorted with the places, digit by digit."""
    low = np.uint64(max(len(hashes) - 1, 1).bit_length())
    mask = (np.uint64(1) << low) - np.uint64(1)
    packed = sort_keys((hashes & ~mask) | np.arange(len(hashes), dtype=np.uint64), ordered=int(low))
    order = (packed & mask).astype(np.int64)
    # the few that differ in the lower bits only stand next to each other and may be in the wrong order
    above = hashes[order] >> low
    same = np.flatnonzero((above[1:] == above[:-1]) & (hashes[order[1:]] != hashes[order[:-1]]))
    if len(same):
        some = np.flatnonzero(np.isin(above, above[same]))
        order[some] = order[some][np.argsort(hashes[order[some]], kind="stable")]
    return order


def make_grams(encoded: Encoded, chosen: npt.NDArray[np.int64]) -> Grams:
    """Cut the chosen sentences into n-grams and count in how many of them each occurs."""
    lengths = encoded.lengths[chosen]
    counts = np.maximum(lengths - (N - 1), 0)
    offsets = np.zeros(len(chosen) + 1, dtype=np.int64)
    np.cumsum(counts, out=offsets[1:])
    total = int(offsets[-1])
    hashes = np.empty(total, dtype=np.uint32)
    words = _words(encoded.codes)
    for first in range(0, len(chosen), _SENTENCES):
        last = min(first + _SENTENCES, len(chosen))
        at = ranges(encoded.offsets[chosen[first:last]], counts[first:last])
        if not len(at):
            continue
        low = int(at.min())
        packed = words[low : int(at.max()) + 1].take(at - low)
        packed *= MIX
        packed ^= packed >> np.uint64(31)
        packed *= MIX
        hashes[offsets[first] : offsets[last]] = packed >> np.uint64(32)
    return Grams(hashes, count_frequencies(hashes), offsets)


def _words(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint64]:
    """Return a view of the four codes from each place on as one number, the first lowest."""
    codes = np.ascontiguousarray(codes, dtype="<u2")
    return np.ndarray(max(len(codes) - (N - 1), 0), dtype="<u8", buffer=codes, strides=(2,))


def count_frequencies(hashes: npt.NDArray[np.uint32]) -> Frequencies:
    """Count the sentences of each n-gram, in buckets at most half full.

    The table is written at random places, which costs less than to sort the hashes.
    """
    bits = min(_MOST_BITS, max(16, int(2 * len(hashes)).bit_length()))
    shift = np.uint32(32 - bits)
    counts = np.empty(1 << bits, dtype=np.int32)  # memory that is not asked for as zeros comes in larger pages
    counts.fill(0)
    for first in range(0, len(hashes), _PASS):
        np.add.at(counts, (hashes[first : first + _PASS] >> shift).view(np.int32), np.int32(1))
    return Frequencies(counts, shift)


def joinable(grams: Grams) -> Joinable:
    """Return a fixed half of the n-grams (those with an even hash), without those that only one sentence holds."""
    hashes = np.empty(len(grams.hashes), dtype=np.uint32)  # what is left over takes no memory
    levels = np.empty(len(grams.hashes), dtype=np.uint8)
    offsets = np.zeros(len(grams.offsets), dtype=np.int64)
    done = 0
    for first in range(0, len(grams.offsets) - 1, _SENTENCES):
        edges = grams.offsets[first : first + _SENTENCES + 1]
        part = grams.hashes[edges[0] : edges[-1]]
        even = np.flatnonzero(part & np.uint32(1) == 0)
        part = part.take(even)
        level_of = grams.frequencies.levels(part)
        held = np.flatnonzero(level_of)
        part.take(held, out=hashes[done : done + len(held)], mode="clip")
        level_of.take(held, out=levels[done : done + len(held)], mode="clip")
        offsets[first : first + len(edges)] = done + np.searchsorted(even.take(held), edges - edges[0])
        done += len(held)
    return Joinable(hashes[:done], levels[:done], offsets)


def level(df: int) -> int:
    """Return the level of a document frequency."""
    return int(min(255, round(LEVELS * np.log2(max(df, 1)))))
