"""How much a clause reads like a stated fault: a linear model of its characters, pairs and triples of them.

The list of cues (``problem_deficits.txt``) knows the wordings of those who wrote it. The model is fitted from the labelled
development halves and the packaged examples (``tools/build_fault_model.py``), and has its say where the cues miss a fault
of unseen wording, or see one in a clause that states none. Its weights are a plain list, one gram a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache

from chenyan.lexicons import read_rows

__all__ = ["PACKAGED", "RIDGE", "fault_score", "fit_fault_weights", "grams_of", "packaged_weights"]

PACKAGED = "problem_fault_model.csv"
RIDGE = 5.0  # chosen by leaving one hand out, cues and code older than that hand's texts
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
    found = set(marked)
    found.update(map("".join, zip(marked, marked[1:], strict=False)))
    found.update(map("".join, zip(marked, marked[1:], marked[2:], strict=False)))
    return found


@cache
def packaged_weights() -> dict[str, float]:
    """Return the weight of each gram that the model knows."""
    return {row["gram"]: float(row["weight"]) for row in read_rows(PACKAGED)}


@lru_cache(maxsize=_RECENT)
def fault_score(words: str) -> float:
    """Return the log odds that a clause states a fault, near 0 where the model cannot tell.

    Examples
    --------
    >>> fault_score("公开栏半年没有人管") > 1 > -1 > fault_score("下一步将加强业务培训")
    True
    """
    weights = packaged_weights()
    grams = grams_of(words)
    # fsum: the same to the last bit in any order of the set
    return weights[_BIAS] + math.fsum(filter(None, map(weights.get, grams))) / math.sqrt(len(grams))


def fit_fault_weights(clauses: Iterable[tuple[str, bool, float]], *, least: float = 0.1) -> list[tuple[str, float]]:
    """Fit the weights by logistic regression with a ridge penalty.

    Parameters
    ----------
    clauses : iterable of (words, whether they state a fault, weight)
        What to learn from.
    least : float, default 0.1
        Weights nearer to 0 are left out.

    Returns
    -------
    list of (gram, weight)
        Sorted by gram; the bias first. Grams of one clause alone are left out, they teach only that clause.
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
    model = LogisticRegression(C=1 / RIDGE, max_iter=1000, tol=1e-6)
    model.fit(matrix, np.array([fault for _, fault, _ in rows]), sample_weight=[weight for _, _, weight in rows])
    weights = [rarity[gram] * weight for gram, weight in zip(names, model.coef_[0].tolist(), strict=True)]
    kept = [(gram, round(weight, 2)) for gram, weight in zip(names, weights, strict=True) if abs(weight) >= least]
    return [(_BIAS, round(float(model.intercept_[0]), 3)), *kept]
