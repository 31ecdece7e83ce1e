"""Measures of a report against its peers: boilerplate, stickiness, information content."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import IntArray
from chenyan.reuse.sequences import Sequences

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_FEW, _CELLS = 1 << 13, 1 << 19  # tokens of a vocabulary that is counted in tables; cells of a table
_BITS = 15  # of the number of a bucket of n-grams: the table of one report's stays in the processor's cache


def _document_shares(
    hashes: npt.NDArray[np.uint64], label: IntArray, document: IntArray, sizes: Floats, least: float
) -> tuple[npt.NDArray[np.uint64], IntArray, Floats]:
    """Return (n-gram, label, share of the label's documents that hold it) for shares of at least ``least``.

    Rare n-grams are dropped by a table of counts first; collisions there only let a few too many through.
    """
    if not len(hashes):
        return hashes, label, np.zeros(0)
    bits = min(24, max(12, len(hashes).bit_length()))
    n_labels = int(label.max()) + 1
    found: list[tuple[npt.NDArray[np.uint64], IntArray, Floats]] = []
    for at in range(n_labels):
        chosen = np.flatnonzero(label == at)
        need = max(1.0, least * sizes[at] - 1e-9)
        bucket = (hashes[chosen] >> np.uint64(64 - bits)).astype(np.int64)
        often = np.bincount(bucket, minlength=1 << bits)[bucket] >= need
        chosen = chosen[often]
        order = np.lexsort((document[chosen], hashes[chosen]))
        gram, holder = hashes[chosen][order], document[chosen][order]
        new = np.ones(len(gram), dtype=bool)
        new[1:] = (gram[1:] != gram[:-1]) | (holder[1:] != holder[:-1])
        gram = gram[new]
        starts = np.flatnonzero(np.concatenate(([True], gram[1:] != gram[:-1]))) if len(gram) else np.zeros(0, int)
        share = np.diff(np.append(starts, len(gram))) / max(sizes[at], 1)
        kept = share >= least - 1e-12
        found.append((gram[starts][kept], np.full(int(kept.sum()), at), share[kept]))
    return (
        np.concatenate([f[0] for f in found]),
        np.concatenate([f[1] for f in found]),
        np.concatenate([f[2] for f in found]),
    )


def _look_up(
    hashes: npt.NDArray[np.uint64], label: IntArray, table: tuple[npt.NDArray[np.uint64], IntArray, Floats]
) -> Floats:
    """Return the share of each (n-gram, label) in the table, 0 where it is not there."""
    out = np.zeros(len(hashes))
    for at in range(int(label.max()) + 1 if len(label) else 0):
        grams = table[0][table[1] == at]
        if not len(grams):
            continue
        shares = table[2][table[1] == at]
        mine = np.flatnonzero(label == at)
        where = np.minimum(np.searchsorted(grams, hashes[mine]), len(grams) - 1)
        out[mine] = np.where(grams[where] == hashes[mine], shares[where], 0)
    return out


def boilerplate_lsl(
    sequences: Sequences,
    group: IntArray,
    document: IntArray | None = None,
    *,
    low: float = 0.60,
    high: float = 0.80,
    everywhere: float = 0.75,
    exclude: str = "sentence",
    n: int = 4,
) -> Floats:
    """Return boilerplate as defined by Lang & Stice-Lawrence (2015), share of a report's tokens.

    A sentence is flagged when it holds a tetragram that at least ``low`` of its group's documents hold, and unflagged
    when it holds one that more than ``high`` of the group's or at least ``everywhere`` of all documents hold (grammar
    and mandated text). Tetragrams do not cross sentences.

    Parameters
    ----------
    sequences : Sequences
    group : ndarray of shape (n_reports,)
        The paper's home country; here a province or the caller's group.
    document : ndarray of shape (n_reports,), optional
        What counts as one document: reports by default; agencies give a measure of ours that does not count the same
        agency's years several times.
    exclude : {"sentence", "phrase"}
        Unflag sentences (the paper's wording), or only leave such phrases out.

    References
    ----------
    Lang, Stice-Lawrence (2015), Journal of Accounting and Economics 60:110-135.
    """
    documents = np.arange(sequences.n_reports) if document is None else document
    hashes, good = sequences.hashes(n)
    sentence = sequences.sentence[: len(hashes)][good]
    report = sequences.report[: len(hashes)][good]
    hashes = hashes[good]
    sizes = np.array([len(np.unique(documents[group == at])) for at in range(int(group.max(initial=-1)) + 1)], float)
    inside = _look_up(hashes, group[report], _document_shares(hashes, group[report], documents[report], sizes, low))
    zero = np.zeros(len(hashes), dtype=np.int64)
    total = np.array([float(len(np.unique(documents)))])
    overall = _look_up(hashes, zero, _document_shares(hashes, zero, documents[report], total, everywhere))
    too_common = (inside > high + 1e-12) | (overall >= everywhere - 1e-12)
    n_sentences = int(sequences.sentence.max(initial=-1)) + 1
    hit = np.zeros(n_sentences, dtype=bool)
    if exclude == "phrase":
        hit[sentence[(inside >= low - 1e-12) & ~too_common]] = True
    else:
        hit[sentence[inside >= low - 1e-12]] = True
        hit[sentence[too_common]] = False
    return sequences.share_in(hit)


def phrase_share(
    sequences: Sequences, group: IntArray, *, n: int, low: float, high: float = 1.01, cf_low: float | None = None
) -> Floats:
    """Return the share of tokens in sentences with an n-gram that [low, high) of the group's documents hold.

    ``cf_low`` also admits n-grams with so many occurrences a document. With ``n=4, low=.30, high=.75, cf_low=5`` this
    is the shorter rule that circulates as "boilerplate" (``boilerplate_prefilter``); it is not the paper's.
    """
    hashes, good = sequences.hashes(n)
    sentence = sequences.sentence[: len(hashes)][good]
    report = sequences.report[: len(hashes)][good]
    hashes = hashes[good]
    label = group[report]
    sizes = np.bincount(group, minlength=int(group.max(initial=-1)) + 1).astype(np.float64)
    share = _look_up(hashes, label, _document_shares(hashes, label, report, sizes, low))
    chosen = share >= low - 1e-12
    if cf_low is not None:
        order = np.lexsort((hashes, label))
        new = np.ones(len(order), dtype=bool)
        new[1:] = (hashes[order][1:] != hashes[order][:-1]) | (label[order][1:] != label[order][:-1])
        starts = np.flatnonzero(new)
        counts = np.diff(np.append(starts, len(order)))
        often = np.zeros(len(order), dtype=bool)
        often[order] = np.repeat(counts, counts) >= cf_low * sizes[label[order]] - 1e-9
        chosen |= often
    if high <= 1:
        common = _look_up(hashes, label, _document_shares(hashes, label, report, sizes, high))
        chosen &= common < high - 1e-12
    hit = np.zeros(int(sequences.sentence.max(initial=-1)) + 1, dtype=bool)
    hit[sentence[chosen]] = True
    return sequences.share_in(hit)


def sticky_share(sequences: Sequences, earlier: IntArray, *, n: int = 8) -> Floats:
    """Return the share of tokens in sentences with an n-gram of last year's report; nan without one.

    After the stickiness of Dyer, Lang & Stice-Lawrence (2017), whose 8-word rule is not verified.
    """
    hashes, good = sequences.hashes(n)
    sentence = sequences.sentence[: len(hashes)][good]
    report = sequences.report[: len(hashes)][good]
    hashes = hashes[good]
    bounds = np.searchsorted(report, np.arange(sequences.n_reports + 1))
    hit = np.zeros(int(sequences.sentence.max(initial=-1)) + 1, dtype=bool)
    buckets = (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
    held = np.full(1 << _BITS, -1, dtype=np.int32)  # by bucket, the place of one of the n-grams of last year's report
    for at in np.flatnonzero(earlier >= 0).tolist():
        old = int(earlier[at])
        mine = slice(int(bounds[at]), int(bounds[at + 1]))
        last = slice(int(bounds[old]), int(bounds[old + 1]))
        if last.stop == last.start or mine.stop == mine.start:
            continue
        theirs, own = hashes[last], hashes[mine]
        held[buckets[last]] = np.arange(len(theirs), dtype=np.int32)
        where = held.take(buckets[mine])
        held[buckets[last]] = -1
        met = np.flatnonzero(where >= 0)
        same = theirs.take(where.take(met)) == own.take(met)
        hit[sentence[mine].take(met[same])] = True
        # few share a bucket with another one
        asked = met[~same]
        if len(asked):
            hit[sentence[mine].take(asked[_held_by(np.sort(theirs), own.take(asked))])] = True
    return np.where(earlier >= 0, sequences.share_in(hit), np.nan)


def _held_by(ordered: npt.NDArray[np.uint64], keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Say which keys a sorted array holds; for a few keys this is much faster than ``np.isin``."""
    at = np.minimum(ordered.searchsorted(keys), len(ordered) - 1)
    held: npt.NDArray[np.bool_] = ordered.take(at) == keys
    return held


def information(sequences: Sequences, peers: IntArray, market: IntArray) -> tuple[Floats, Floats]:
    """Return information content and standard content after 孟庆斌、杨俊华、鲁冰 (2017).

    Each report's vector of counts, scaled to length 1, is regressed on the mean of its peers without it and the mean of
    its market (the same year) without the peers. Information is the sum of absolute residuals, standard content the sum
    of the two slopes. The exact formula of the paper is not verified.

    Parameters
    ----------
    sequences : Sequences
    peers, market : ndarray of shape (n_reports,)
        The paper's industry (here kind of agency, or region and year) and market (here the year).
    """
    vocabulary = np.unique(sequences.ids)
    return information_of(count_tokens(sequences, vocabulary), np.arange(sequences.n_reports), peers, market)


def count_tokens(sequences: Sequences, vocabulary: npt.NDArray[np.uint32]) -> Any:
    """Return how often each report holds each token of the vocabulary, as a sparse matrix."""
    from scipy.sparse import csr_matrix

    size = int(vocabulary.max(initial=0)) + 1
    place = np.zeros(size, dtype=np.int32)
    place[vocabulary] = np.arange(len(vocabulary), dtype=np.int32)
    if len(vocabulary) <= _FEW:
        return _count_few(sequences, place, len(vocabulary))
    bags = list(sequences.bags())
    # entries come by report and token: the rows of the matrix as they are
    report, token, count = (
        (np.concatenate(parts) for parts in zip(*bags, strict=True)) if bags else (vocabulary[:0],) * 3
    )
    starts = np.searchsorted(report, np.arange(sequences.n_reports + 1))
    shape = (sequences.n_reports, len(vocabulary))
    return csr_matrix((count.astype(np.float64), place[token.astype(np.int64)], starts), shape=shape)


def _count_few(sequences: Sequences, place: npt.NDArray[np.int32], size: int) -> Any:
    """Return the same by tables of all tokens, some reports at a time: nothing is sorted."""
    from scipy.sparse import csr_matrix

    step = max(1, _CELLS // max(size, 1))
    edges = sequences.bounds
    counts, tokens, sizes = [], [], []
    for first in range(0, sequences.n_reports, step):
        last = min(first + step, sequences.n_reports)
        part = slice(int(edges[first]), int(edges[last]))
        cell = (sequences.report[part] - first) * size + place.take(sequences.ids[part].astype(np.intp))
        table = np.bincount(cell, minlength=(last - first) * size)
        held = np.flatnonzero(table)
        counts.append(table[held].astype(np.float64))
        tokens.append((held % size).astype(np.int32))
        sizes.append(np.diff(np.searchsorted(held, np.arange(last - first + 1) * size)))
    starts = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    return csr_matrix((np.concatenate(counts), np.concatenate(tokens), starts), shape=(sequences.n_reports, size))


def information_of(counts: Any, row: IntArray, peers: IntArray, market: IntArray) -> tuple[Floats, Floats]:
    """Return information and standard content of a matrix of counts; ``row`` says where each report's counts stand."""
    from scipy.sparse import csr_matrix

    n = len(row)
    content, standard = np.full(n, np.nan), np.full(n, np.nan)
    if n < 3 or not counts.nnz:
        return content, standard
    norm = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1))).ravel()
    norm[norm == 0] = np.nan
    vectors = csr_matrix(
        (counts.data / np.repeat(norm, np.diff(counts.indptr)), counts.indices, counts.indptr), counts.shape
    )
    norm = norm[row]
    for when in range(int(market.max()) + 1):
        in_market = np.flatnonzero((market == when) & ~np.isnan(norm))
        everyone = np.asarray(vectors[row[in_market]].sum(axis=0)).ravel()
        for kind in sorted(set(peers[in_market].tolist())):
            mine = in_market[peers[in_market] == kind]
            outside = len(in_market) - len(mine)
            if len(mine) < 2 or outside < 1:
                continue
            total = np.asarray(vectors[row[mine]].sum(axis=0)).ravel()
            rest = (everyone - total) / outside
            for first in range(0, len(mine), 64):
                part = mine[first : first + 64]
                x = vectors[row[part]].toarray()
                near = (total - x) / (len(mine) - 1)
                content[part], standard[part] = _residuals(x, near, rest)
    return content, standard


def _residuals(x: Floats, near: Floats, far: Floats) -> tuple[Floats, Floats]:
    """Regress each row of x on an intercept, its row of near, and far; return sum |residual| and the sum of slopes."""
    size = x.shape[1]
    mean_x, mean_near, mean_far = x.mean(1), near.mean(1), far.mean()
    xx = x - mean_x[:, None]
    nn = near - mean_near[:, None]
    ff = far - mean_far
    a, b, c = (nn * nn).sum(1), nn @ ff, float(ff @ ff)
    p, q = (xx * nn).sum(1), xx @ ff
    det = a * c - b * b
    flat = det <= 1e-12 * np.maximum(a * c, 1e-300) * size
    safe = np.where(flat, 1, det)
    slope_near = np.where(flat, p / np.where(a > 0, a, 1), (p * c - q * b) / safe)
    slope_far = np.where(flat, 0, (q * a - p * b) / safe)
    residual = np.abs(xx - slope_near[:, None] * nn - slope_far[:, None] * ff).sum(1)
    return residual, slope_near + slope_far
