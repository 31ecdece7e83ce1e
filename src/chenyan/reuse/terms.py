"""In how many reports of a batch each term stands, added up block by block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import IntArray
from chenyan.reuse.blocks import Read

U64 = npt.NDArray[np.uint64]
_MERGE = 4_000_000  # terms held before they are added up


class Terms:
    """The vocabulary of a batch, and the document frequency of its n-grams.

    Parameters
    ----------
    read : callable
        Gives the tokens of some reports.
    blocks : sequence of ndarray
        All reports of the batch, in blocks.
    n : int
        Length of the n-grams.
    """

    def __init__(self, read: Read, blocks: Sequence[IntArray], n: int) -> None:
        seen: npt.NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        terms, counts = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
        held = 0
        self.n_reports = 0
        for block in blocks:
            sequences = read(block)
            seen = np.union1d(seen, np.unique(sequences.ids))
            self.n_reports += len(block)
            for _, token, _ in sequences.bags(n):
                found, times = np.unique(token, return_counts=True)
                terms.append(found)
                counts.append(times)
                held += len(found)
            if held > _MERGE:
                merged = _add(terms, counts)
                terms, counts, held = [merged[0]], [merged[1]], 0
        self.vocabulary = seen
        self._terms, self._counts = _add(terms, counts)

    def weigh(self, token: U64) -> npt.NDArray[np.float64]:
        """Return log(M / m) of each term: M reports, m of them with the term."""
        if not len(token):
            return np.zeros(0)
        weight = np.log(self.n_reports / np.maximum(self._counts, 1))
        found: npt.NDArray[np.float64] = weight[np.searchsorted(self._terms, token)]
        return found


def _add(terms: list[U64], counts: list[npt.NDArray[np.int64]]) -> tuple[U64, npt.NDArray[np.int64]]:
    """Return the distinct terms, ascending, with their sums."""
    term, count = np.concatenate(terms), np.concatenate(counts)
    order = np.argsort(term, kind="stable")
    term, count = term[order], count[order]
    if not len(term):
        return term, count
    starts = np.flatnonzero(np.concatenate(([True], term[1:] != term[:-1])))
    return term[starts], np.add.reduceat(count, starts)
