"""The characters of many words at once, with their pairs and triples, as numbers; and tables that answer for all of them.

To look up a string it has to be made, and it stands far from the one that it is compared with. Of thousands of numbers
each step is taken in one sweep, and a table of them lies close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["GramTable", "Grams", "lay_out"]

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]
_BITS = 21  # a code point and one more, as 0 stands for no character
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiples of it lie far apart (Knuth 1973)
_ROOM = 2  # places of a table for each gram, at the least


class Grams(NamedTuple):
    """The grams of some words, their ends marked with ^ and $.

    ``keys`` holds by character the grams that begin with it, shortest first (n_characters, longest); 0 where there is
    none, or where the same word had it before. ``starts`` says where each word begins. ``again`` holds the places of
    what stands more than once in a word, counted through all keys, and ``times`` how often it does.
    """

    keys: Keys
    starts: Places
    again: Places
    times: Places

    @property
    def firsts(self) -> Places:
        """Where each word begins, counted through all keys."""
        firsts: Places = self.starts * self.keys.shape[1]
        return firsts


def _codes(words: str) -> Keys:
    return np.frombuffer(words.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64) + np.uint64(1)


def lay_out(several: Sequence[str], longest: int) -> Grams:
    """Return the grams of some words, of one to three characters.

    Examples
    --------
    >>> grams = lay_out(["少", "人人"], 2)
    >>> (grams.keys > 0).astype(int).tolist()
    [[1, 1], [1, 1], [1, 0], [1, 1], [1, 1], [0, 1], [1, 0]]
    >>> grams.starts.tolist(), grams.again.tolist(), grams.times.tolist()
    ([0, 3], [8], [2])
    """
    codes = _codes(f"^{'$^'.join(several)}$")
    lengths = np.fromiter(map(len, several), np.intp, len(several)) + 2
    ends = lengths.cumsum()
    keys = np.zeros((len(codes), longest), np.uint64)
    keys[:, 0] = codes
    for n in range(1, longest):
        keys[:-n, n] = keys[:-n, n - 1] | codes[n:] << np.uint64(_BITS * n)
        for back in range(1, n + 1):
            keys[ends - back, n] = 0
    again: list[Places] = []
    times: list[Places] = []
    # what stands twice begins with a character that stands twice
    groups = np.repeat(np.arange(len(several), dtype=np.uint64), lengths) << np.uint64(_BITS) | codes
    places = np.arange(len(codes))
    for n in range(longest):
        order = groups.argsort()
        ranked = groups[order]
        new = np.ones(len(ranked) + 1, bool)
        np.not_equal(ranked[1:], ranked[:-1], out=new[1:-1])
        several_times = np.flatnonzero(~(new[1:] & new[:-1]))
        if not len(several_times):
            break
        new = new[several_times]
        places = places[order[several_times]]
        heads = np.flatnonzero(new)
        first = np.minimum.reduceat(places, heads)
        again.append(first * longest + n)
        times.append(np.diff(heads, append=len(new)))
        if n + 1 < longest:
            number = np.zeros(len(codes) + 1, np.uint64)
            number[places] = new.cumsum(dtype=np.uint64)
        keep = keys[first, n]
        keys[places, n] = 0
        keys[first, n] = keep
        if n + 1 < longest:
            both = (number[:-1] > 0) & (number[1:] > 0)
            for back in range(1, n + 2):
                both[ends - back] = False
            places = np.flatnonzero(both)
            groups = number[places] << np.uint64(32) | number[places + 1]
    none = np.zeros(0, np.intp)
    return Grams(keys, ends - lengths, np.concatenate(again or [none]), np.concatenate(times or [none]))


class GramTable:
    """The row of each gram of one to three characters in other tables.

    Parameters
    ----------
    grams : sequence of str
        All different; the first has row 1, as row 0 is that of all others.

    Examples
    --------
    >>> GramTable(["慢", "^慢"]).rows(lay_out(["慢慢来"], 2).keys).tolist()
    [[0, 2], [1, 0], [0, 0], [0, 0], [0, 0]]
    """

    def __init__(self, grams: Sequence[str]) -> None:
        lengths = np.fromiter(map(len, grams), np.intp, len(grams))
        codes = np.append(_codes("".join(grams)), [0, 0]).astype(np.uint64)
        starts = lengths.cumsum() - lengths
        keys = codes[starts]
        for n in (1, 2):
            keys |= np.where(lengths > n, codes[starts + n], 0).astype(np.uint64) << np.uint64(_BITS * n)
        self._levels: list[tuple[np.uint64, Keys, npt.NDArray[np.int32], npt.NDArray[np.bool_]]] = []
        rows = np.arange(1, len(grams) + 1, dtype=np.int32)
        # two grams with one place: the second goes to a further table
        while len(keys) or not self._levels:
            bits = max(4, (len(keys) * _ROOM).bit_length())
            shift = np.uint64(64 - bits)
            own, at, crowd = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.int32), np.zeros(1 << bits, bool)
            slots = keys * _SPREAD >> shift
            own[slots], at[slots] = keys, rows
            left = own[slots] != keys
            crowd[slots[left]] = True
            self._levels.append((shift, own, at, crowd))
            keys, rows = keys[left], rows[left]

    def rows(self, keys: Keys) -> Places:
        """Return the row of each key, in the shape of the keys."""
        found = np.zeros(keys.size, np.intp)
        left, places = keys.ravel(), None
        for shift, own, at, crowd in self._levels:
            slots = (left * _SPREAD >> shift).view(np.intp)
            rows = np.where(own.take(slots) == left, at.take(slots), 0)
            if places is None:
                found[:] = rows
            else:
                found[places] = rows
            further = np.flatnonzero(crowd.take(slots) & (rows == 0))
            if not len(further):
                break
            left, places = left[further], further if places is None else places[further]
        return found.reshape(keys.shape)
