"""Character n-grams of the distinct masked sentences, and how many of them hold each n-gram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.reuse.masks import Encoded, ranges

N = 4  # four characters of 16 bits fill one 64-bit word exactly
MIX = np.uint64(0x9E3779B97F4A7C15)
_PASS = 1 << 18  # values at a time: temporaries stay in the processor's cache
_SENTENCES = 1 << 13  # sentences at a time, for the same reason
LEVELS = 12  # steps of a document frequency's scale in each doubling


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many distinct sentences an n-gram stands, as a level: ``12 * log2(df)``, rounded, by bucket of the hash."""

    table: npt.NDArray[np.uint8]
    shift: np.uint32

    def levels(self, hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
        """Return the level of each n-gram; each look-up reads memory at random, so ask for what is needed only."""
        levels = np.empty(len(hashes), dtype=np.uint8)
        for first in range(0, len(hashes), _PASS):
            part = (hashes[first : first + _PASS] >> self.shift).view(np.int32)  # below 2**31: a shift of 4 and more
            self.table.take(part, mode="clip", out=levels[first : first + _PASS])  # "raise" would copy first
        return levels


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

    Classes are numbered by first place, so they do not depend on the values of the hashes. (Sort and difference:
    ``np.unique`` is a hash table since numpy 2.3 and far slower on random 64-bit values.)
    """
    order = np.argsort(hashes, kind="stable")
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
    bits = min(28, max(16, int(2 * len(hashes)).bit_length()))
    shift = np.uint32(32 - bits)
    scale = np.minimum(np.round(LEVELS * np.log2(np.maximum(np.arange(1 << 16), 1))), 255).astype(np.uint8)
    counts = np.empty(1 << bits, dtype=np.int32)  # memory that is not asked for as zeros comes in larger pages
    counts.fill(0)
    for first in range(0, len(hashes), _PASS):
        np.add.at(counts, (hashes[first : first + _PASS] >> shift).astype(np.intp), np.int32(1))
    table = np.empty(1 << bits, dtype=np.uint8)
    for first in range(0, len(table), _PASS):
        scale.take(counts[first : first + _PASS], mode="clip", out=table[first : first + _PASS])
    return Frequencies(table, shift)


def joinable(grams: Grams) -> Joinable:
    """Return a fixed half of the n-grams (those with an even hash), without those that only one sentence holds."""
    hashes, levels, sizes = [], [], []
    for first in range(0, len(grams.offsets) - 1, _SENTENCES):
        edges = grams.offsets[first : first + _SENTENCES + 1]
        part = grams.hashes[edges[0] : edges[-1]]
        even = np.flatnonzero(part & np.uint32(1) == 0)
        part = part.take(even)
        level_of = grams.frequencies.levels(part)
        held = np.flatnonzero(level_of)
        hashes.append(part.take(held))
        levels.append(level_of.take(held))
        sizes.append(np.diff(np.searchsorted(even.take(held), edges - edges[0])))
    offsets = np.zeros(len(grams.offsets), dtype=np.int64)
    if not hashes:
        return Joinable(np.zeros(0, np.uint32), np.zeros(0, np.uint8), offsets)
    np.cumsum(np.concatenate(sizes), out=offsets[1:])
    return Joinable(np.concatenate(hashes), np.concatenate(levels), offsets)


def level(df: int) -> int:
    """Return the level of a document frequency."""
    return int(min(255, round(LEVELS * np.log2(max(df, 1)))))
