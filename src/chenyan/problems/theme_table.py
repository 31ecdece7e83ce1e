"""A fitted theme model laid out for reading: what a feature adds to each theme, in one row of one table.

``ThemeModel`` says what the features are and how they are fitted; here the same scores are found with few steps. The weight
of a feature is worked into its row, its square stands in a last column, and so one sum of rows gives the scores of the
characters and their length.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import add

import numpy as np
import numpy.typing as npt

from chenyan.problems.cores import concepts_of, stripped

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
        self._grams = {name: at for at, name in enumerate(grams, 1)}
        self._ends = {name.removeprefix(END): at for at, name in enumerate(ends, 1 + len(grams))}
        self._concepts = {
            name.removeprefix(CONCEPT): [
                weights[row] * (idf[row] * concepts * rank_weight(n)) for n in range(MOST_NAMED)
            ]
            for name, row in rows.items()
            if concepts and name.startswith(CONCEPT)
        }

    def scores(self, several: Sequence[str]) -> _Array:
        """Return one score a theme for each of some words, -1 where the model knows nothing in them."""
        at: list[int] = []
        starts: list[int] = []
        repeated: list[tuple[int, float]] = []
        gram_at, end_at = self._grams.get, self._ends.get
        for words in several:
            starts.append(len(at))
            at.append(0)
            core = f"^{stripped(words)}$"
            pairs = [*map(add, core, core[1:])]
            ends = pairs[1 - END_LENGTH :] if self._ends else []
            if len(set(core)) == len(core):
                at += filter(None, map(gram_at, core))
                at += filter(None, map(gram_at, pairs))
                at += filter(None, map(end_at, ends))
                continue
            # what is said twice counts more, but not twice
            for gram, count in Counter([*core, *pairs]).items():
                row = gram_at(gram)
                if row is not None:
                    if count > 1:
                        repeated.append((len(at), 1.0 + math.log(count)))
                    at.append(row)
            at += filter(None, map(end_at, dict.fromkeys(ends)))
        found = self._table.take(at, axis=0)
        for place, more in repeated:
            found[place, :-1] *= more
            found[place, -1] *= more * more
        total = np.add.reduceat(found, starts, axis=0)
        lengths = np.sqrt(total[:, -1:])
        scores: _Array = total[:, :-1] / np.where(lengths, lengths, 1.0)
        for place, words in enumerate(several):
            named = self._named(words) if self._concepts else []
            for one in named:
                scores[place] += one
            if not named and not lengths[place, 0]:
                scores[place] = -1.0
        return scores

    def _named(self, words: str) -> list[_Array]:
        """Return what the concepts named add, the weightiest first."""
        named = sorted(concepts_of(words), key=lambda concept: -concept[1])[:MOST_NAMED]
        return [self._concepts[name][rank] for rank, (name, _) in enumerate(named) if name in self._concepts]
