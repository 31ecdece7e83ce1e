"""Number the n-grams of a batch block by block, and count in how many reports each stands.

Numbers are given in the order of first appearance, so tables over them are as small as can be, and a report's bag is
counted by writing into such a table: nothing is sorted. Pairs of tokens are looked up in a square table (its empty parts
take no memory), longer n-grams by their hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import IntArray
from chenyan.reuse.blocks import Read
from chenyan.reuse.sequences import Sequences

U64 = npt.NDArray[np.uint64]
SIDE = 1 << 13  # different tokens up to which pairs have a table: 256 MB of addresses, of which few are touched
KEPT = 300_000_000  # tokens of a batch up to which its bags are kept, in some 4 bytes a token


@dataclass(frozen=True, slots=True)
class Bags:
    """The n-grams of some reports, each once a report, and how often: those of report ``i`` from ``edges[i]`` on."""

    terms: npt.NDArray[np.int32]
    times: npt.NDArray[np.int32]
    edges: IntArray


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
        self._rank = np.full(1, -1, dtype=np.int32)  # of a token, in the order of first appearance
        self._n_tokens = self._n_terms = 0
        self._pairs = np.zeros(SIDE * SIDE if n == 2 else 0, dtype=np.int32)  # number + 1 of a pair of ranks
        self._hashes, self._of_hash = np.zeros(0, np.uint64), np.zeros(0, np.int64)
        self.n_reports = 0
        self.df = np.zeros(0, dtype=np.int64)
        self._bags: list[Bags | None] = []
        held = 0
        for block in blocks:
            sequences = read(block)
            self.n_reports += len(block)
            bags = self.bags(sequences)
            held += len(sequences.ids)
            self._bags.append(bags if held <= KEPT else None)
            if self._n_terms > len(self.df):
                self.df = np.append(self.df, np.zeros(self._n_terms - len(self.df), np.int64))
            self.df += np.bincount(bags.terms, minlength=self._n_terms)
        self.vocabulary = np.flatnonzero(self._rank >= 0).astype(np.uint32)
        with np.errstate(divide="ignore"):
            self.weights = np.log(self.n_reports / np.maximum(self.df, 1))
        """log(M / m) of each term: M reports, m of them with the term (Brown & Tucker 2011)."""

    def __len__(self) -> int:
        return self._n_terms

    def bags(self, sequences: Sequences, block: int | None = None) -> Bags:
        """Return the bags of some reports, which may be a block of the batch."""
        known = None if block is None else self._bags[block]
        if known is not None:
            return known
        numbers, bounds = self.number(sequences)
        # how often a report holds the term at each place: at its last place only, 0 elsewhere
        counts = np.bincount(last_places(numbers, bounds, self._n_terms), minlength=len(numbers))
        own = np.flatnonzero(counts)
        edges = np.searchsorted(own, bounds)
        return Bags(numbers.take(own).astype(np.int32), counts.take(own).astype(np.int32), edges)

    def number(self, sequences: Sequences) -> tuple[npt.NDArray[np.signedinteger], IntArray]:
        """Return the number of each n-gram, report after report, and where each report's begin, with the end."""
        if not len(sequences.ids):
            return np.zeros(0, np.int64), np.zeros(sequences.n_reports + 1, np.int64)
        ranks = self._rank_tokens(sequences.ids)
        if self._n == 1:
            self._n_terms = self._n_tokens
            return ranks, sequences.bounds
        if self._n == 2 and self._n_tokens <= SIDE:
            inside = sequences.sentence[:-1] == sequences.sentence[1:]
            keys = ranks[:-1] * np.int32(SIDE)
            keys += ranks[1:]
            numbers = self._number_pairs(keys[inside])
        else:
            if len(self._pairs):
                self._leave_pairs()
            hashes, inside = self._hash(ranks, sequences)
            numbers = self._number_hashes(hashes[inside]).astype(np.int32)
        bounds = np.minimum(sequences.bounds, len(inside))
        return numbers, bounds - np.searchsorted(np.flatnonzero(~inside), bounds)

    def _rank_tokens(self, ids: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
        """Return the rank of each token, new ones ranked behind the others."""
        top = int(ids.max()) + 1
        if top > len(self._rank):
            self._rank = np.append(self._rank, np.full(top - len(self._rank), -1, dtype=np.int32))
        ranks = self._rank.take(ids, mode="clip")
        if ranks.min() < 0:
            new = np.flatnonzero(np.bincount(ids[ranks < 0]))
            self._rank[new] = self._n_tokens + np.arange(len(new))
            self._n_tokens += len(new)
            ranks = self._rank.take(ids, mode="clip")
        return ranks

    def _number_pairs(self, keys: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        numbers = self._pairs.take(keys, mode="clip")
        new = keys[numbers == 0]
        if len(new):
            places = np.arange(1, len(new) + 1, dtype=np.int32)
            self._pairs[new] = places
            new = new[self._pairs[new] == places]  # each once: at its last place
            self._pairs[new] = self._n_terms + 1 + np.arange(len(new), dtype=np.int32)
            self._n_terms += len(new)
            numbers = self._pairs.take(keys, mode="clip")
        numbers -= 1
        return numbers

    def _leave_pairs(self) -> None:
        """Go on by hashes, where there are more tokens than the table of pairs has sides; numbers stay."""
        keys = np.flatnonzero(self._pairs)
        numbers = self._pairs[keys].astype(np.int64) - 1
        hashes = _hash_of([keys // SIDE, keys % SIDE])
        order = np.argsort(hashes)
        self._hashes, self._of_hash = hashes[order], numbers[order]
        self._pairs = np.zeros(0, dtype=np.int32)

    def _hash(self, ranks: npt.NDArray[np.int32], sequences: Sequences) -> tuple[U64, npt.NDArray[np.bool_]]:
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


def last_places(numbers: npt.NDArray[np.signedinteger], bounds: IntArray, n_terms: int) -> npt.NDArray[np.int32]:
    """Return for each n-gram the place of the last one with its number in the same report."""
    last = np.zeros(n_terms, dtype=np.int32)  # small, so that much of it stays in the processor's cache
    places = np.arange(len(numbers), dtype=np.int32)
    found = np.empty_like(places)
    for low, high in pairwise(bounds.tolist()):
        part = numbers[low:high]
        last[part] = places[low:high]
        last.take(part, out=found[low:high], mode="clip")  # in one go, where "raise" would copy first
    return found


def _hash_of(columns: Sequence[npt.NDArray[np.signedinteger]]) -> U64:
    """Return one 64-bit value for each row of ranks."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        total = (total + column.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return total
