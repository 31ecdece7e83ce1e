"""Find pairs of distinct sentences that may be copies, without comparing all with all.

A pair is a candidate when it shares at least two n-grams that few sentences hold, out of a fixed half of all n-grams
(those with an even hash). An n-gram of more than ``FULL`` sentences makes no pairs of all its holders (k holders would
make k² / 2): each is paired with the first holder and with its next neighbours only, up to ``HOT`` holders, and none
beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from chenyan.backends import Backend
from chenyan.backends.join import join_by_hash
from chenyan.reuse.grams import MIX, Joinable, level
from chenyan.reuse.masks import ranges

FULL = 6
HOT = 48
SHARED = 2
SHARED_WITHIN = 3
_FEW, _PASS = 1 << 16, 1 << 17  # pairs that are sorted as they are; pairs at a time in the processor's cache
_ENTRIES = 1 << 12  # sentences of whole agencies that are joined at a time
_LOW = np.uint64(0xFFFFFFFF)


def find_candidates(
    grams: Joinable, *, full: int = FULL, hot: int = HOT, shared: int = SHARED, backend: Backend | None = None
) -> npt.NDArray[np.uint64]:
    """Return candidate pairs, each packed as lower << 32 | higher, ascending.

    Parameters
    ----------
    grams : Joinable
        The joinable n-grams of the distinct sentences.
    full : int
        Up to this many holders of an n-gram are paired completely.
    hot : int
        N-grams of more holders are left out.
    shared : int
        A pair must share this many n-grams.
    backend : Backend, optional
        Where n-grams are joined; None joins them here.
    """
    used = np.flatnonzero(grams.levels <= level(hot))
    sizes = np.diff(np.searchsorted(used, grams.offsets))
    keys = grams.hashes.take(used).astype(np.uint64) << np.uint64(32)
    keys |= np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    # the level has left out common n-grams already, by the number of distinct sentences over the whole batch
    return frequent(list(join_by_hash(keys, full=full, hot=len(keys), ordered=True, backend=backend)), shared)


def frequent(parts: Sequence[npt.NDArray[np.uint64]], times: int) -> npt.NDArray[np.uint64]:
    """Return the pairs that occur at least so many times, each once, ascending; pairs of one with itself left out."""
    if times > 1 and sum(map(len, parts)) > _FEW:
        parts = _in_full_buckets(parts, times)
    pairs = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    pairs.sort()
    if times > 1 and len(pairs):
        pairs = pairs[: len(pairs) - times + 1][pairs[times - 1 :] == pairs[: len(pairs) - times + 1]]
    new = np.ones(len(pairs), dtype=bool)
    new[1:] = pairs[1:] != pairs[:-1]
    pairs = pairs[new]
    apart: npt.NDArray[np.bool_] = (pairs >> np.uint64(32)) != (pairs & _LOW)
    return pairs[apart]


def _in_full_buckets(parts: Sequence[npt.NDArray[np.uint64]], times: int) -> list[npt.NDArray[np.uint64]]:
    """Leave out most pairs that occur less often: pairs are counted in buckets, which costs less than to sort them."""
    bits = sum(map(len, parts)).bit_length() + 1
    shift = np.uint64(64 - bits)
    counts = np.empty(1 << bits, dtype=np.uint16)  # memory that is not asked for as zeros comes in larger pages
    counts.fill(0)
    parts = [part[first : first + _PASS] for part in parts for first in range(0, len(part), _PASS)]
    for part in parts:
        np.add.at(counts, (part * MIX >> shift).view(np.int64), np.uint16(1))
    return [part[counts.take((part * MIX >> shift).view(np.int64), mode="clip") >= times] for part in parts]


def within_agencies(
    grams: Joinable, agency: npt.NDArray[np.int64], classes: npt.NDArray[np.int64], *, hot: int = FULL
) -> npt.NDArray[np.uint64]:
    """Return candidate pairs among the sentences of one agency, common wording allowed.

    Parameters
    ----------
    grams : Joinable
        The joinable n-grams of the distinct sentences.
    agency, classes : ndarray of shape (n,)
        For each sentence its agency and its distinct sentence.
    hot : int
        An n-gram in more of an agency's sentences is left out.
    """
    packed = np.sort((agency << 32) | classes)
    packed = packed[np.concatenate(([True], packed[1:] != packed[:-1]))] if len(packed) else packed
    agency, classes = packed >> 32, packed & 0xFFFFFFFF
    starts = np.flatnonzero(np.concatenate(([True], agency[1:] != agency[:-1]))) if len(agency) else np.zeros(0, int)
    out = []
    at = 0
    edges = np.append(starts, len(agency))
    while at < len(starts):
        # as many whole agencies as the processor's cache holds, and no more entries than the 16 bits of a key can number
        stop = max(at + 1, int(np.searchsorted(edges, edges[at] + _ENTRIES, side="right")) - 1)
        low, high = int(edges[at]), min(int(edges[stop]), int(edges[at]) + 0xFFFF)
        out.append(_within(grams, agency[low:high], classes[low:high], hot))
        at = stop
    return frequent(out, 1)


def _within(
    grams: Joinable, agency: npt.NDArray[np.int64], classes: npt.NDArray[np.int64], hot: int
) -> npt.NDArray[np.uint64]:
    """Return the candidate pairs of a run of agencies."""
    starts_of = grams.offsets[classes]
    counts = grams.offsets[classes + 1] - starts_of
    rank = np.cumsum(np.concatenate(([0], agency[1:] != agency[:-1])))
    hashes = grams.hashes.take(ranges(starts_of, counts))
    # most n-grams stand in one entry of an agency: counted in buckets first, which costs less than to sort them all
    bits = max(12, len(hashes).bit_length() + 2)
    salt = (rank.astype(np.uint64) * MIX >> np.uint64(32)).astype(np.uint32)
    bucket = ((np.repeat(salt, counts) ^ hashes) >> np.uint32(32 - bits)).view(np.int32)
    kept = np.flatnonzero(np.bincount(bucket).take(bucket, mode="clip") > 1)
    place = np.repeat(np.arange(len(classes), dtype=np.uint16), counts).take(kept).astype(np.uint64)
    keys = rank.astype(np.uint64).take(place.view(np.int64)) << np.uint64(48)
    keys |= hashes.take(kept).astype(np.uint64) << np.uint64(16)
    keys |= place
    keys.sort()
    gram = keys >> np.uint64(16)
    starts = np.flatnonzero(np.concatenate(([True], gram[1:] != gram[:-1]))) if len(gram) else np.zeros(0, int)
    sizes = np.diff(np.append(starts, len(gram)))
    kept = np.repeat((sizes > 1) & (sizes <= hot), sizes)
    gram, place = gram[kept], keys[kept] & np.uint64(0xFFFF)
    pairs = []
    for step in range(1, hot):
        same = np.flatnonzero(gram[step:] == gram[:-step])
        if not len(same):
            break
        pairs.append((place[same] << np.uint64(32)) | place[same + step])
    # entries are an agency's own, so what a pair shares is counted in one agency, not over several
    found = frequent(pairs, SHARED_WITHIN)
    own = classes.astype(np.uint64)
    left, right = own[found >> np.uint64(32)], own[found & _LOW]
    packed: npt.NDArray[np.uint64] = (np.minimum(left, right) << np.uint64(32)) | np.maximum(left, right)
    return packed
