"""How much a clause reads like a stated fault, and how much like a deed: linear models of its characters, pairs and triples.

The list of cues (``problem_deficits.txt``) knows the wordings of those who wrote it. The model is fitted from the labelled
development halves and the packaged examples (``tools/build_fault_model.py``), and has its say where the cues miss a fault
of unseen wording, or see one in a clause that states none. Its weights are a plain list, one gram a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_cells
from chenyan.problems.grams import GramTable, lay_out
from chenyan.problems.learned import Learned

__all__ = [
    "PACKAGED",
    "RIDGE",
    "FaultModel",
    "Weights",
    "fault_score",
    "fault_scores",
    "fit_weights",
    "grams_of",
    "packaged_faults",
]

PACKAGED = "problem_fault_model.csv"
RIDGE = 5.0  # chosen by leaving one hand out, cues and code older than that hand's texts
Weights = dict[str, tuple[float, float]]
_BIAS = "(bias)"
_LONGEST = 3  # characters of a gram
_MOST_KNOWN = 16384
_UNIT = 100  # weights have two decimals
_HIGH, _HALF = 1 << 32, 1 << 31


def grams_of(words: str) -> set[str]:
    """Return the characters, pairs and triples of a clause, its ends marked.

    Examples
    --------
    >>> sorted(grams_of("慢"))
    ['$', '^', '^慢', '^慢$', '慢', '慢$']
    """
    marked = f"^{words}$"
    pairs = [*map(add, marked, marked[1:])]
    return {*marked, *pairs, *map(add, pairs, marked[2:])}


@dataclass(frozen=True, slots=True)
class FaultModel:
    """A fitted model; ``packed`` holds by row of ``grams`` both weights, in hundredths, in one number.

    Sums of them are exact in any order, and one look-up a gram serves both models.
    """

    fault_bias: float
    deed_bias: float
    grams: GramTable
    packed: npt.NDArray[np.int64]

    @classmethod
    def from_weights(cls, weights: Iterable[tuple[str, str | float, str | float]]) -> FaultModel:
        """Return the model of (gram, weight for a fault, weight for a deed), weights as numbers or in digits."""
        units: dict[str | float, int] = {}
        packed: dict[str, int] = {}
        fault_bias = deed_bias = 0.0
        for gram, *both in weights:
            for weight in both:
                if weight not in units:
                    units[weight] = round(float(weight) * _UNIT)
            if gram == _BIAS:
                fault_bias, deed_bias = map(float, both)
            else:
                packed[gram] = units[both[0]] * _HIGH + units[both[1]]
        return cls(fault_bias, deed_bias, GramTable([*packed]), np.array([0, *packed.values()]))

    def scores(self, several: Sequence[str]) -> list[tuple[float, float]]:
        """Return the log odds that clauses state a fault, and that they state a deed, near 0 where the model cannot tell."""
        grams = lay_out(several, _LONGEST)
        total = np.add.reduceat(self.packed.take(self.grams.rows(grams.keys)).ravel(), grams.firsts)
        deed = (total + _HALF) % _HIGH - _HALF
        length = _UNIT * np.sqrt(np.add.reduceat((grams.keys > 0).ravel(), grams.firsts, dtype=np.int64))
        fault = self.fault_bias + (total - deed) // _HIGH / length
        return list(zip(fault.tolist(), (self.deed_bias + deed / length).tolist(), strict=True))


@cache
def packaged_faults() -> FaultModel:
    """Return the packaged model."""
    return FaultModel.from_weights((gram, fault, deed) for gram, fault, deed in read_cells(PACKAGED)[1:])


fault_scores = Learned[tuple[float, float]](lambda several: packaged_faults().scores(several), _MOST_KNOWN)


def fault_score(words: str) -> float:
    """Return the log odds that a clause states a fault, near 0 where the model cannot tell.

    Examples
    --------
    >>> fault_score("公开栏半年没有人管") > 1 > -1 > fault_score("下一步将加强业务培训")
    True
    """
    return fault_scores[words][0]


def fit_weights(clauses: Iterable[tuple[str, str, float]], *, least: float = 0.1) -> Weights:
    """Fit the weights by logistic regression with a ridge penalty.

    Parameters
    ----------
    clauses : iterable of (words, "P" for a fault, "M" for a deed or anything else, weight)
        What to learn from.
    least : float, default 0.1
        Grams of which both weights are nearer to 0 are left out.

    Returns
    -------
    dict
        By gram, sorted; the bias first. Grams of one clause alone are left out, they teach only that clause.
    """
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    rows = sorted(clauses)
    found = [sorted(grams_of(words)) for words, _, _ in rows]
    counts: dict[str, int] = {}
    for grams in found:
        for gram in grams:
            counts[gram] = counts.get(gram, 0) + 1
    names = sorted(gram for gram, count in counts.items() if count > 1)
    index = {gram: at for at, gram in enumerate(names)}
    # rare grams are penalized less: much is said in few of them
    rarity = {gram: 1 + math.log((1 + len(rows)) / (1 + counts[gram])) for gram in names}
    matrix = sparse.csr_matrix(
        (
            [rarity[gram] / math.sqrt(len(grams)) for grams in found for gram in grams if gram in index],
            (
                [place for place, grams in enumerate(found) for gram in grams if gram in index],
                [index[gram] for grams in found for gram in grams if gram in index],
            ),
        ),
        shape=(len(rows), len(names)),
    )
    columns = []
    for label in ("P", "M"):
        model = LogisticRegression(C=1 / RIDGE, max_iter=1000, tol=1e-5)
        model.fit(
            matrix, np.array([kind == label for _, kind, _ in rows]), sample_weight=[weight for *_, weight in rows]
        )
        found_here = [rarity[gram] * weight for gram, weight in zip(names, model.coef_[0].tolist(), strict=True)]
        columns.append([float(model.intercept_[0]), *found_here])
    out = {}
    for gram, fault, deed in zip([_BIAS, *names], *columns, strict=True):
        if gram == _BIAS or max(abs(fault), abs(deed)) >= least:
            out[gram] = (round(fault, 2), round(deed, 2))
    return out
