"""The characters of many words at once, with their pairs and triples, as numbers; and tables that answer for all of them.

To look up a string it has to be made, and it stands far from the one that it is compared with. Of thousands of numbers
each step is taken in one sweep, and a table of them lies close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["BITS", "GramTable", "Grams", "codes_of", "last_pairs", "lay_out"]

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]
BITS = 21  # a code point and one more, as 0 stands for no character
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiples of it lie far apart (Knuth 1973)
_NO_CHARACTER = "\uffff"
_NONE: Places = np.zeros(0, np.intp)
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


def codes_of(words: str) -> Keys:
    """Return the characters of some words as numbers, one more than their code points."""
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    codes += np.uint64(1)
    return codes


def lay_out(several: Sequence[str], longest: int, *, once: bool = True) -> Grams:
    """Return the grams of some words, of one to three characters.

    Parameters
    ----------
    several : sequence of str
        The words.
    longest : int
        Characters of the longest grams.
    once : bool, default True
        Leave out what the same word had before; without it ``again`` is empty, and it is faster.

    Examples
    --------
    >>> grams = lay_out(["少", "人人"], 2)
    >>> (grams.keys > 0).astype(int).tolist()
    [[1, 1], [1, 1], [1, 0], [1, 1], [1, 1], [0, 1], [1, 0]]
    >>> grams.starts.tolist(), grams.again.tolist(), grams.times.tolist()
    ([0, 3], [8], [2])
    """
    codes = codes_of(f"^{'$^'.join(several)}$")
    lengths = np.fromiter(map(len, several), np.intp, len(several)) + 2
    ends = lengths.cumsum()
    keys = np.zeros((len(codes), longest), np.uint64)
    keys[:, 0] = codes
    for n in range(1, longest):
        keys[:-n, n] = keys[:-n, n - 1] | codes[n:] << np.uint64(BITS * n)
        for back in range(1, n + 1):
            keys[ends - back, n] = 0
    if not once:
        return Grams(keys, ends - lengths, _NONE, _NONE)
    again, times = _tell_once(keys, ends, np.arange(len(several), dtype=np.uint64).repeat(lengths))
    return Grams(keys, ends - lengths, again, times)


def _tell_once(keys: Keys, ends: Places, words: Keys) -> tuple[Places, Places]:
    """Set the keys that a word had before to 0; returns where repeated ones stand first, and how often they do."""
    again, times = [_NONE], [_NONE]
    places, groups = np.arange(len(keys)), words << np.uint64(BITS) | keys[:, 0]
    longest = keys.shape[1]
    for n in range(longest):
        order = groups.argsort()
        ranked = groups[order]
        new = np.ones(len(ranked) + 1, bool)
        np.not_equal(ranked[1:], ranked[:-1], out=new[1:-1])
        repeated = (~(new[1:] & new[:-1])).nonzero()[0]
        if not len(repeated):
            break
        new = new[repeated]
        places = places[order[repeated]]
        heads = new.nonzero()[0]
        first = np.minimum.reduceat(places, heads)
        again.append(first * longest + n)
        times.append(np.append(heads[1:], len(new)) - heads)
        kept = keys[first, n]
        keys[places, n] = 0
        keys[first, n] = kept
        if n + 1 == longest:
            break
        # what stands twice begins and ends with what stands twice
        number = np.zeros(len(keys) + 1, np.uint64)
        number[places] = new.cumsum(dtype=np.uint64)
        both = (number[:-1] > 0) & (number[1:] > 0)
        for back in range(1, n + 2):
            both[ends - back] = False
        places = both.nonzero()[0]
        groups = number[places] << np.uint64(32) | number[places + 1]
    return np.concatenate(again), np.concatenate(times)


def last_pairs(several: Sequence[str], most: int) -> Keys:
    """Return the last pairs of some words, each once: (n_words, most), 0 where there are fewer.

    Examples
    --------
    >>> (last_pairs(["少", "人人人人"], 4) > 0).astype(int).tolist()
    [[0, 0, 1, 1], [1, 0, 0, 1]]
    """
    codes = codes_of("".join([f"^{words}$"[-most - 1 :].rjust(most + 1, _NO_CHARACTER) for words in several]))
    codes = codes.reshape(len(several), most + 1)
    pairs = codes[:, :-1] | codes[:, 1:] << np.uint64(BITS)
    pairs[codes[:, :-1] == ord(_NO_CHARACTER) + 1] = 0
    for n in range(1, most):
        pairs[:, n] *= (pairs[:, :n] != pairs[:, n, None]).all(axis=1)
    return pairs


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
        codes = np.append(codes_of("".join(grams)), [0, 0]).astype(np.uint64)
        starts = lengths.cumsum() - lengths
        keys = codes[starts]
        for n in (1, 2):
            keys |= np.where(lengths > n, codes[starts + n], 0).astype(np.uint64) << np.uint64(BITS * n)
        self._levels: list[tuple[np.uint64, Keys, Places, npt.NDArray[np.bool_]]] = []
        rows = np.arange(1, len(grams) + 1)
        # two grams with one place: the second goes to a further table
        while len(keys) or not self._levels:
            bits = max(4, (len(keys) * _ROOM).bit_length())
            shift = np.uint64(64 - bits)
            own, at, crowd = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.intp), np.zeros(1 << bits, bool)
            slots = keys * _SPREAD >> shift
            own[slots], at[slots] = keys, rows
            left = own[slots] != keys
            crowd[slots[left]] = True
            self._levels.append((shift, own, at, crowd))
            keys, rows = keys[left], rows[left]

    def rows(self, keys: Keys) -> Places:
        """Return the row of each key, in the shape of the keys."""
        left, places = keys.ravel(), None
        for shift, own, at, crowd in self._levels:
            slots = (left * _SPREAD >> shift).view(np.intp)
            known = own.take(slots) == left
            rows = at.take(slots) * known
            if places is None:
                found = rows
            else:
                found[places] = rows
            further = (crowd.take(slots) > known).nonzero()[0]
            if not len(further):
                break
            left, places = left[further], further if places is None else places[further]
        shaped: Places = found.reshape(keys.shape)
        return shaped
