"""A fitted theme model laid out for reading: what a feature adds to each theme, in one row of one table.

``ThemeModel`` says what the features are and how they are fitted; here the same scores are found with few steps. The weight
of a feature is worked into its row, its square stands in a last column, and so one sum of rows gives the scores of the
characters and their length.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from chenyan.problems.cores import concepts_of_each, stripped
from chenyan.problems.grams import GramTable, last_pairs, lay_out

__all__ = ["CONCEPT", "END", "END_LENGTH", "END_WEIGHT", "MOST_NAMED", "ThemeTable", "rank_weight"]

END = "end:"
END_LENGTH = 7  # the last characters of a core: aspect and predicate stand there, and say more than what comes before
END_WEIGHT = 0.5
CONCEPT = "concept:"
MOST_NAMED = 4  # concepts of one statement that count

_Array = npt.NDArray[np.float64]


def rank_weight(rank: int) -> float:
    """Return what the concept of a rank, from 0, weighs among those that a statement names."""
    return 1.0 / (1.0 + 0.5 * rank)


class ThemeTable:
    """The rows of a model, by character and pair, by pair at the end, and by concept and its rank."""

    def __init__(self, rows: Mapping[str, int], idf: _Array, weights: _Array, concepts: float) -> None:
        grams = [name for name in rows if not name.startswith((END, CONCEPT))]
        ends = [] if concepts else [name for name in rows if name.startswith(END)]
        scale = np.array([1.0] * len(grams) + [END_WEIGHT] * len(ends)) * idf[[rows[name] for name in grams + ends]]
        table = np.column_stack([weights[[rows[name] for name in grams + ends]] * scale[:, None], scale * scale])
        # row 0 is no feature's
        self._table = np.vstack([np.zeros(table.shape[1]), table])
        self._grams = GramTable(grams)
        self._ends = GramTable([name.removeprefix(END) for name in ends]) if ends else None
        self._first_end = len(grams)
        self._concepts = {
            name.removeprefix(CONCEPT): [
                weights[row] * (idf[row] * concepts * rank_weight(n)) for n in range(MOST_NAMED)
            ]
            for name, row in rows.items()
            if concepts and name.startswith(CONCEPT)
        }

    def scores(self, several: Sequence[str]) -> _Array:
        """Return one score a theme for each of some words, -1 where the model knows nothing in them."""
        cores = [*map(stripped, several)]
        grams = lay_out(cores, 2)
        found = self._table.take(self._grams.rows(grams.keys).ravel(), axis=0)
        if len(grams.again):
            # what is said twice counts more, but not twice
            more = np.array([1.0 + math.log(times) for times in grams.times.tolist()])[:, None]
            found[grams.again, :-1] *= more
            found[grams.again, -1:] *= more * more
        total = np.add.reduceat(found, grams.firsts, axis=0)
        if self._ends is not None:
            total += self._end_sums(cores, self._ends)
        lengths = np.sqrt(total[:, -1:])
        scores: _Array = total[:, :-1] / np.where(lengths, lengths, 1.0)
        unknown = lengths[:, 0] == 0
        for place, concepts in enumerate(concepts_of_each(several) if self._concepts else ()):
            for one in self._named(concepts):
                scores[place] += one
                unknown[place] = False
        scores[unknown] = -1.0
        return scores

    def _end_sums(self, cores: Sequence[str], table: GramTable) -> _Array:
        """Return for each core the sum of the rows of the pairs at its end, each once."""
        rows = table.rows(last_pairs(cores, END_LENGTH - 1))
        rows[rows > 0] += self._first_end
        sums: _Array = np.add.reduce(self._table.take(rows, axis=0), axis=1)
        return sums

    def _named(self, concepts: Iterable[tuple[str, float]]) -> list[_Array]:
        """Return what the concepts named add, the weightiest first."""
        named = sorted(concepts, key=lambda concept: -concept[1])[:MOST_NAMED]
        return [self._concepts[name][rank] for rank, (name, _) in enumerate(named) if name in self._concepts]
