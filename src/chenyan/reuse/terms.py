"""Number the n-grams of a batch block by block, and count in how many reports each stands.

Numbers are given in the order of first appearance, so tables over them are as small as can be, and a report's bag is
counted by writing into such a table: nothing is sorted. Pairs of tokens are looked up in a square table (its empty parts
take no memory), longer n-grams by their hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import IntArray
from chenyan.reuse.blocks import Read
from chenyan.reuse.sequences import Sequences

U64 = npt.NDArray[np.uint64]
SIDE = 1 << 13  # different tokens up to which pairs have a table: 256 MB of addresses, of which few are touched


class Terms:
    """The vocabulary of a batch, its n-grams by number, and the document frequency of each.

    Parameters
    ----------
    read : callable
        Gives the tokens of some reports.
    blocks : sequence of ndarray
        All reports of the batch, in blocks.
    n : int
        Length of the n-grams; they lie inside sentences.
    """

    def __init__(self, read: Read, blocks: Sequence[IntArray], n: int) -> None:
        self._n = n
        self._rank = np.full(1, -1, dtype=np.int64)  # of a token, in the order of first appearance
        self._n_tokens = self._n_terms = 0
        self._pairs = np.zeros(SIDE * SIDE if n == 2 else 0, dtype=np.int32)  # number + 1 of a pair of ranks
        self._hashes, self._of_hash = np.zeros(0, np.uint64), np.zeros(0, np.int64)
        self.n_reports = 0
        self.df = np.zeros(0, dtype=np.int64)
        for block in blocks:
            sequences = read(block)
            self.n_reports += len(block)
            numbers, bounds = self.number(sequences)
            if self._n_terms > len(self.df):
                self.df = np.append(self.df, np.zeros(self._n_terms - len(self.df), np.int64))
            distinct = numbers[last_places(numbers, bounds, self._n_terms) == np.arange(len(numbers), dtype=np.int32)]
            self.df += np.bincount(distinct, minlength=self._n_terms)
        self.vocabulary = np.flatnonzero(self._rank >= 0).astype(np.uint32)
        with np.errstate(divide="ignore"):
            self.weights = np.log(self.n_reports / np.maximum(self.df, 1))
        """log(M / m) of each term: M reports, m of them with the term (Brown & Tucker 2011)."""

    def __len__(self) -> int:
        return self._n_terms

    def number(self, sequences: Sequences) -> tuple[IntArray, IntArray]:
        """Return the number of each n-gram, report after report, and where each report's begin, with the end."""
        if not len(sequences.ids):
            return np.zeros(0, np.int64), np.zeros(sequences.n_reports + 1, np.int64)
        ranks = self._rank_tokens(sequences.ids)
        if self._n == 1:
            self._n_terms = self._n_tokens
            return ranks, sequences.bounds
        if self._n == 2 and self._n_tokens <= SIDE:
            inside = sequences.sentence[:-1] == sequences.sentence[1:]
            keys = ranks[:-1] * SIDE
            keys += ranks[1:]
            numbers = self._number_pairs(keys[inside])
        else:
            if len(self._pairs):
                self._leave_pairs()
            hashes, inside = self._hash(ranks, sequences)
            numbers = self._number_hashes(hashes[inside])
        bounds = np.minimum(sequences.bounds, len(inside))
        return numbers, bounds - np.searchsorted(np.flatnonzero(~inside), bounds)

    def _rank_tokens(self, ids: npt.NDArray[np.uint32]) -> IntArray:
        """Return the rank of each token, new ones ranked behind the others."""
        top = int(ids.max()) + 1
        if top > len(self._rank):
            self._rank = np.append(self._rank, np.full(top - len(self._rank), -1))
        places = ids.astype(np.intp)
        ranks: IntArray = self._rank.take(places)
        new = places[ranks < 0]
        if len(new):
            new = np.flatnonzero(np.bincount(new))
            self._rank[new] = self._n_tokens + np.arange(len(new))
            self._n_tokens += len(new)
            ranks = self._rank.take(places)
        return ranks

    def _number_pairs(self, keys: IntArray) -> IntArray:
        numbers = self._pairs.take(keys)
        new = keys[numbers == 0]
        if len(new):
            places = np.arange(1, len(new) + 1, dtype=np.int32)
            self._pairs[new] = places
            new = new[self._pairs[new] == places]  # each once: at its last place
            self._pairs[new] = self._n_terms + 1 + np.arange(len(new), dtype=np.int32)
            self._n_terms += len(new)
            numbers = self._pairs.take(keys)
        found = numbers.astype(np.int64)
        found -= 1
        return found

    def _leave_pairs(self) -> None:
        """Go on by hashes, where there are more tokens than the table of pairs has sides; numbers stay."""
        keys = np.flatnonzero(self._pairs)
        numbers = self._pairs[keys].astype(np.int64) - 1
        hashes = _hash_of([keys // SIDE, keys % SIDE])
        order = np.argsort(hashes)
        self._hashes, self._of_hash = hashes[order], numbers[order]
        self._pairs = np.zeros(0, dtype=np.int32)

    def _hash(self, ranks: IntArray, sequences: Sequences) -> tuple[U64, npt.NDArray[np.bool_]]:
        size = max(len(ranks) - self._n + 1, 0)
        inside = sequences.sentence[:size] == sequences.sentence[len(ranks) - size :]
        return _hash_of([ranks[step : step + size] for step in range(self._n)]), inside

    def _number_hashes(self, hashes: U64) -> IntArray:
        held = np.searchsorted(self._hashes, hashes)
        known = held < len(self._hashes)
        known[known] = self._hashes[held[known]] == hashes[known]
        new = np.unique(hashes[~known])
        if len(new):
            hashes_all = np.concatenate([self._hashes, new])
            of_hash = np.concatenate([self._of_hash, self._n_terms + np.arange(len(new))])
            order = np.argsort(hashes_all)
            self._hashes, self._of_hash = hashes_all[order], of_hash[order]
            self._n_terms += len(new)
        numbers: IntArray = self._of_hash[np.searchsorted(self._hashes, hashes)]
        return numbers


def last_places(numbers: IntArray, bounds: IntArray, n_terms: int) -> npt.NDArray[np.int32]:
    """Return for each n-gram the place of the last one with its number in the same report."""
    last = np.zeros(n_terms, dtype=np.int32)  # small, so that much of it stays in the processor's cache
    places = np.arange(len(numbers), dtype=np.int32)
    found = np.empty_like(places)
    for low, high in pairwise(bounds.tolist()):
        part = numbers[low:high]
        last[part] = places[low:high]
        last.take(part, out=found[low:high], mode="clip")  # in one go, where "raise" would copy first
    return found


def _hash_of(columns: Sequence[IntArray]) -> U64:
    """Return one 64-bit value for each row of ranks."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        total = (total + column.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return total
