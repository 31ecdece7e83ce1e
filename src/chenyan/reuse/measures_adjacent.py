"""Measures of a report against the same agency's report of the year before.

Cosine, Jaccard, minimum edit and simple similarity after Cohen, Malloy & Nguyen (2020); modification as defined by
Brown & Tucker (2011). Tokens are words, or characters (bags: pairs of neighbouring characters inside a sentence).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chenyan.align import pair_distances
from chenyan.reuse.batch import IntArray
from chenyan.reuse.blocks import read_from
from chenyan.reuse.sequences import Sequences
from chenyan.reuse.terms import Terms

Floats = npt.NDArray[np.float64]


def bag_similarities(
    sequences: Sequences, earlier: IntArray, *, n: int = 1, terms: Terms | None = None, block: int | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return cosine, Jaccard and tf-idf cosine of each report with its earlier one; nan without one.

    Parameters
    ----------
    sequences : Sequences
    earlier : ndarray of shape (n_reports,)
        The place of the earlier report, or -1.
    n : int, default 1
        Count n-grams of tokens inside sentences.
    terms : Terms, optional
        The n-grams of the batch, where the sequences are a block of a larger one.
    block : int, optional
        Which of its blocks, whose bags may be known already.

    Returns
    -------
    cosine, jaccard, weighted : ndarray of shape (n_reports,)
        ``cosine`` on raw counts over the union of terms; ``jaccard`` on sets of terms (Cohen, Malloy & Nguyen 2020);
        ``weighted`` on counts times log(M / m), M reports, m of them with the term (Brown & Tucker 2011); nan in a batch
        of two, where whatever both hold has weight 0.

    References
    ----------
    Cohen, Malloy, Nguyen (2020), Journal of Finance 75:1371-1415. Brown, Tucker (2011), Journal of Accounting
    Research 49:309-346.
    """
    if terms is None:
        terms, block = Terms(read_from(sequences), [np.arange(sequences.n_reports)], n), 0
    bags = terms.bags(sequences, block)
    names, edges = bags.terms, bags.edges.tolist()
    times = bags.times.astype(np.float64)
    weights = terms.weights.take(names, mode="clip")
    heavy = times * weights
    sizes = np.diff(bags.edges).astype(np.float64)
    norms, heavy_norms, dot, heavy_dot, common = (np.zeros(sequences.n_reports) for _ in range(5))
    for at, (low, high) in enumerate(pairwise(edges)):
        norms[at], heavy_norms[at] = times[low:high] @ times[low:high], heavy[low:high] @ heavy[low:high]
    held = np.zeros(len(terms), dtype=np.int32)  # of each term, its place in the report at hand
    places = np.arange(int(np.diff(bags.edges).max(initial=0)), dtype=np.int32)
    pairs = np.flatnonzero(earlier >= 0)
    for at in pairs.tolist():
        old = int(earlier[at])
        mine, theirs = slice(edges[at], edges[at + 1]), slice(edges[old], edges[old + 1])
        if mine.start == mine.stop or theirs.start == theirs.stop:
            continue
        held[names[theirs]] = places[: theirs.stop - theirs.start]
        where = held.take(names[mine], mode="clip")
        # what the table holds of reports before is no match
        shared = np.flatnonzero(names[theirs].take(where, mode="clip") == names[mine])
        where = where.take(shared)
        common[at] = len(shared)
        dot[at] = times[mine].take(shared) @ times[theirs].take(where)
        heavy_dot[at] = heavy[mine].take(shared) @ heavy[theirs].take(where)
    norms, heavy_norms = np.sqrt(norms), np.sqrt(heavy_norms)
    cosine, jaccard, weighted = (np.full(sequences.n_reports, np.nan) for _ in range(3))
    before = earlier[pairs]
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine[pairs] = np.minimum(dot[pairs] / (norms[pairs] * norms[before]), 1.0)
        jaccard[pairs] = common[pairs] / (sizes[pairs] + sizes[before] - common[pairs])
        if terms.n_reports > 2:
            weighted[pairs] = np.minimum(heavy_dot[pairs] / (heavy_norms[pairs] * heavy_norms[before]), 1.0)
    return cosine, jaccard, weighted


def modification(weighted: Floats, lengths: IntArray, *, degree: int = 5) -> tuple[Floats, Floats]:
    """Return raw score and score of modification as defined by Brown & Tucker (2011).

    Parameters
    ----------
    weighted : ndarray
        Tf-idf cosine with the report of the year before; nan without one.
    lengths : ndarray
        Tokens of the current report.
    degree : int, default 5
        Powers of the length in the pooled regression.

    Returns
    -------
    raw, score : ndarray
        1 - cosine, and its residual on a polynomial of the length; ``score`` is nan where fewer than ``degree + 2``
        reports have an earlier one.

    Notes
    -----
    The paper stems with Porter; Chinese needs no stemmer. Powers are taken of the length scaled to [-1, 1] (Legendre):
    fitted values are the same, the fit is well conditioned.
    """
    raw = 1.0 - weighted
    score = np.full(len(raw), np.nan)
    known = np.flatnonzero(~np.isnan(raw))
    if len(known) >= degree + 2:
        size = lengths[known].astype(np.float64)
        spread = size.max() - size.min()
        scaled = 2 * (size - size.min()) / spread - 1 if spread else np.zeros(len(size))
        design = np.polynomial.legendre.legvander(scaled, degree)
        fitted = design @ np.linalg.lstsq(design, raw[known], rcond=None)[0]
        score[known] = raw[known] - fitted
    return raw, score


def edit_operations(sequences: Sequences, earlier: IntArray) -> Floats:
    """Return the least number of deletions and insertions from the earlier report to each; nan without one."""
    texts = sequences.strings()
    pairs = np.flatnonzero(earlier >= 0)
    out = np.full(sequences.n_reports, np.nan)
    if len(pairs):
        old = [texts[at] for at in earlier[pairs].tolist()]
        new = [texts[at] for at in pairs.tolist()]
        out[pairs] = pair_distances(new, old)
    return out


def min_edit(operations: Floats, lengths: IntArray, earlier: IntArray) -> Floats:
    """Return 1 - operations / (n1 + n2): minimum edit after Cohen, Malloy & Nguyen (2020).

    A replacement counts as a deletion and an insertion, as in their worked example; how they scale the count is not
    stated, so the scaling is ours.
    """
    total = lengths + lengths[np.maximum(earlier, 0)]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((earlier >= 0) & (total > 0), 1 - operations / total, np.nan)


def simple_change(operations: Floats, lengths: IntArray, earlier: IntArray, *, base: str = "old") -> Floats:
    """Return changed, added and deleted tokens over the size of the old report (``base="old"``) or the mean size.

    After the draft of Cohen, Malloy & Nguyen (2015); a later replication divides by the mean. May exceed 1.
    """
    old = lengths[np.maximum(earlier, 0)].astype(np.float64)
    size = old if base == "old" else (old + lengths) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((earlier >= 0) & (size > 0), operations / size, np.nan)


def simple_similarity(change: Floats, *, scale: str = "one_minus") -> Floats:
    """Turn the change into a similarity: ``one_minus`` (not below 0) or ``minmax`` over the batch; not verified."""
    if scale == "one_minus":
        return np.maximum(1 - change, 0)
    low, high = np.nanmin(change), np.nanmax(change)
    return (high - change) / (high - low) if high > low else np.where(np.isnan(change), np.nan, 1.0)
