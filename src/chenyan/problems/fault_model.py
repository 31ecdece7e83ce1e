"""How much a clause reads like a stated fault, and how much like a deed: linear models of its characters, pairs and triples.

The list of cues (``problem_deficits.txt``) knows the wordings of those who wrote it. The model is fitted from the labelled
development halves and the packaged examples (``tools/build_fault_model.py``), and has its say where the cues miss a fault
of unseen wording, or see one in a clause that states none. Its weights are a plain list, one gram a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache

from chenyan.lexicons import read_cells

__all__ = [
    "PACKAGED",
    "RIDGE",
    "Weights",
    "clause_scores",
    "fault_score",
    "fit_weights",
    "grams_of",
    "packaged_weights",
    "scores_of",
]

PACKAGED = "problem_fault_model.csv"
RIDGE = 5.0  # chosen by leaving one hand out, cues and code older than that hand's texts
Weights = dict[str, tuple[float, float]]
_BIAS = "(bias)"
_RECENT = 8192


def grams_of(words: str) -> set[str]:
    """Return the characters, pairs and triples of a clause, its ends marked.

    Examples
    --------
    >>> sorted(grams_of("慢"))
    ['$', '^', '^慢', '^慢$', '慢', '慢$']
    """
    marked = f"^{words}$"
    length = len(marked)
    found = set(marked)
    found.update([marked[at : at + 2] for at in range(length - 1)])
    found.update([marked[at : at + 3] for at in range(length - 2)])
    return found


@cache
def packaged_weights() -> Weights:
    """Return, for each gram that the model knows, its weight for a fault and for a deed."""
    return {gram: (float(fault), float(deed)) for gram, fault, deed in read_cells(PACKAGED)[1:]}


def clause_scores(words: str, weights: Weights) -> tuple[float, float]:
    """Return the log odds that a clause states a fault, and that it states a deed, near 0 where the model cannot tell."""
    grams = grams_of(words)
    length = math.sqrt(len(grams))
    fault, deed = weights[_BIAS]
    known = [*filter(None, map(weights.get, grams))]
    if not known:
        return fault, deed
    faults, deeds = zip(*known, strict=True)
    # fsum: the same to the last bit in any order of the set
    return fault + math.fsum(faults) / length, deed + math.fsum(deeds) / length


@lru_cache(maxsize=_RECENT)
def scores_of(words: str) -> tuple[float, float]:
    """Return the scores of a clause by the packaged weights."""
    return clause_scores(words, packaged_weights())


def fault_score(words: str) -> float:
    """Return the log odds that a clause states a fault, near 0 where the model cannot tell.

    Examples
    --------
    >>> fault_score("公开栏半年没有人管") > 1 > -1 > fault_score("下一步将加强业务培训")
    True
    """
    return scores_of(words)[0]


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
    import numpy as np
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
