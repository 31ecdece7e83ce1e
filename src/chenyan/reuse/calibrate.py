"""Set the threshold of an edited copy against a null: the batch with its agencies shuffled.

Under the null, each sentence is compared with the report of a random other agency instead of its own agency's earlier
one. What still matches there matches by shared officialese. The tail of those scores says how high a score must be for
a match to be worth believing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch, IntArray
from chenyan.reuse.candidates import within_agencies
from chenyan.reuse.grams import Grams, Joinable
from chenyan.reuse.verify import Links, compare, may_resemble

if TYPE_CHECKING:
    from chenyan.reuse.attribute import Origins

FLOOR, CEILING, DEFAULT = 0.35, 0.6, 0.4
MIN_RESEMBLANCE = 0.25  # a short phrase inside a long sentence is an echo, not a copy
MAX_FALSE = 0.02
CEILING_OTHERS, LEAST_CHANCE = 0.8, 10
LEAST_AGENCIES, MOST_AGENCIES, LEAST_NULL = 8, 150, 30
_EDGES = np.round(np.arange(0.30, 0.91, 0.05), 2)
MIN_SHARED = 12.0  # bits of shared weight: two or three rare n-grams prove nothing


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the threshold was set.

    ``threshold`` is the least containment of an edited copy of the own agency's text; ``false_rate`` the expected share
    of false ones among what passes it; ``threshold_others`` the same for text of other agencies, which are many more to
    match by chance; ``false_rates`` and ``false_rates_others`` give the share at each of ``edges``; ``n_null`` says how
    many null pairs were compared (0: too few for a null, the default stands).
    """

    threshold: float
    false_rate: float
    n_null: int
    method: str
    threshold_others: float
    edges: tuple[float, ...] = ()
    false_rates: tuple[float, ...] = ()
    false_rates_others: tuple[float, ...] = ()

    def accepts(self, links: Links) -> npt.NDArray[np.bool_]:
        """Say which links count as copies."""
        enough = (links.shared >= MIN_SHARED) & (links.resemblance >= MIN_RESEMBLANCE)
        accepted: npt.NDArray[np.bool_] = (links.containment >= self.threshold) & enough
        return accepted


def calibrate(
    batch: Batch,
    grams: Grams,
    joined: Joinable,
    sentences: IntArray,
    kinds: IntArray,
    links: Links,
    threshold: float | None,
) -> Calibration:
    """Choose the threshold, or judge the given one.

    Parameters
    ----------
    batch : Batch
    grams : Grams
        N-grams of the distinct sentences.
    joined : Joinable
        Those of them by which sentences are joined.
    sentences, kinds : ndarray
        Sentences that may be copied, and the distinct sentence of each.
    links : Links
        All candidate pairs that reach ``MIN_RESEMBLANCE``, perhaps with others.
    threshold : float or None
        A threshold set by the caller.

    Returns
    -------
    Calibration
        The lowest threshold from 0.35 to 0.60 at which the null passes at most 2% of what the batch passes.
    """
    chosen, null_agency = _shuffle(batch)
    if len(chosen) < 2:
        stands = threshold or DEFAULT
        return Calibration(stands, float("nan"), 0, "default: too few agencies for a null", stands)
    used = np.flatnonzero(chosen[batch.report[sentences]])
    agency = batch.agency[batch.report[sentences[used]]]
    shuffled = null_agency[batch.report[sentences[used]]]
    observed = _among(links, within_agencies(joined, agency, kinds[used]))
    compared = within_agencies(joined, shuffled, kinds[used])
    null = compare(grams, may_resemble(grams, compared, MIN_RESEMBLANCE))
    # one agency's own repetitions inside a report are in both; they say nothing about copying from elsewhere
    real = _passing(observed)
    chance = _passing(null) - _passing(null.take(np.isin(_packed(null), _packed(observed))))
    if real[0] < LEAST_NULL:
        stands = threshold or DEFAULT
        return Calibration(stands, float("nan"), len(compared), "default: too few copies for a null", stands)
    # what is very alike is shared wording and no chance, whichever agencies it lies between
    plateau = chance[np.searchsorted(_EDGES, CEILING - 1e-9)]
    rates = np.clip((chance - plateau) / np.maximum(real, 1), 0.0, 1.0)
    rates = np.maximum.accumulate(rates[::-1])[::-1]
    others = threshold
    least_others, rates_others = _for_others(batch, chosen, null_agency, chance, _passing(links))
    if threshold is None:
        good = np.flatnonzero((rates <= MAX_FALSE) & (_EDGES >= FLOOR - 1e-9) & (_EDGES <= CEILING + 1e-9))
        threshold = float(_EDGES[good[0]]) if len(good) else CEILING
        others = max(threshold, least_others)
    rate = float(np.interp(threshold, _EDGES, rates))
    return Calibration(
        threshold,
        rate,
        len(compared),
        "null: agencies shuffled",
        others or threshold,
        tuple(_EDGES.tolist()),
        tuple(rates.tolist()),
        tuple(rates_others.tolist()),
    )


def _among(links: Links, pairs: npt.NDArray[np.uint64]) -> Links:
    """Return the links of those of these pairs that are linked."""
    known = _packed(links)
    if not len(known):
        return links
    wanted = pairs.astype(np.int64)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return links.take(at[known[at] == wanted])


def _for_others(
    batch: Batch,
    chosen: npt.NDArray[np.bool_],
    null_agency: IntArray,
    chance: npt.NDArray[np.float64],
    passing: npt.NDArray[np.float64],
) -> tuple[float, npt.NDArray[np.float64]]:
    """Return the threshold for text of other agencies, and the share of false ones at each edge.

    Chance grows with the pairs of reports that are compared: a report meets one or two earlier ones of its own agency,
    but all reports of the others; the null's count of chance matches is scaled by that. Its tail, too thin to count so
    far out, is continued as the exponential that fits it best. Fewer than ``LEAST_CHANCE`` chance matches at the lowest
    score are no tail: chance then counts as nil.
    """
    excess = chance - chance[np.searchsorted(_EDGES, CEILING_OTHERS - 1e-9)]
    if excess[0] < LEAST_CHANCE:
        return FLOOR, np.zeros(len(_EDGES))
    seen = excess >= 1
    slope, height = np.polyfit(_EDGES[seen], np.log(excess[seen]), 1, w=np.sqrt(excess[seen]))
    sizes = np.bincount(null_agency[chosen])
    compared = float((sizes * (sizes - 1) / 2).sum())
    scale = batch.n_reports * (batch.n_reports - 1) / 2 / max(compared, 1.0)
    expected = scale * np.exp(height + min(slope, 0.0) * _EDGES)
    good = (expected <= MAX_FALSE * passing) & (_EDGES >= FLOOR - 1e-9) & (_EDGES <= CEILING_OTHERS + 1e-9)
    rates = np.clip(expected / np.maximum(passing, 1), 0.0, 1.0)
    rates = np.maximum.accumulate(rates[::-1])[::-1]
    return (float(_EDGES[np.flatnonzero(good)[0]]) if good.any() else CEILING_OTHERS), rates


def _shuffle(batch: Batch) -> tuple[npt.NDArray[np.bool_], IntArray]:
    """Choose some agencies with several reports, and deal their reports out to made-up agencies, year by year.

    Depends on nothing but the batch: agency ``i`` of the chosen ones hands its ``k``-th report to agency ``i + k``.
    """
    counts = np.bincount(batch.agency) if batch.n_reports else np.zeros(0, np.int64)
    several = np.flatnonzero(counts > 1)
    if len(several) < LEAST_AGENCIES:
        return np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64)
    step = max(1, len(several) // MOST_AGENCIES)
    picked = several[::step]
    place = np.full(len(counts), -1, dtype=np.int64)
    place[picked] = np.arange(len(picked))
    order = np.lexsort((np.arange(batch.n_reports), batch.year, batch.agency))
    agency = batch.agency[order]
    first = np.searchsorted(agency, agency)
    rank = np.empty(batch.n_reports, dtype=np.int64)
    rank[order] = np.arange(batch.n_reports) - first
    own = place[batch.agency]
    return own >= 0, np.where(own >= 0, (own + rank * (1 + len(picked) // 7)) % len(picked), -1)


def _passing(links: Links) -> npt.NDArray[np.float64]:
    """Return how many links reach each edge."""
    enough = (links.shared >= MIN_SHARED) & (links.resemblance >= MIN_RESEMBLANCE)
    good = np.sort(links.containment[enough])
    return (len(good) - np.searchsorted(good, _EDGES - 1e-6)).astype(np.float64)


def _packed(links: Links) -> npt.NDArray[np.int64]:
    return (links.left << 32) | links.right


def confidence(origins: Origins, lengths: IntArray, calibration: Calibration) -> npt.NDArray[np.float32]:
    """Return how sure each origin is, 0 to 1.

    Equal wording is sure as far as the sentence is long; edited wording as far as the null says, that of other agencies
    by the null of other agencies.
    """
    from chenyan.reuse.attribute import BORROWED, EDITED, MANDATED, NOVEL

    sure = 1 - np.exp(-np.maximum(lengths, 1) / 6.0)
    score = np.nan_to_num(origins.containment, nan=0.0)
    edited = origins.edits == EDITED
    if calibration.edges:
        believed = 1 - np.interp(score, calibration.edges, calibration.false_rates)
        of_others = 1 - np.interp(score, calibration.edges, calibration.false_rates_others)
        believed = np.where(origins.origin == BORROWED, of_others, believed)
    else:
        believed = 0.6 + 0.4 * np.clip((score - calibration.threshold) / 0.5, 0, 1)
    sure = np.where(edited, sure * believed, sure)
    sure = np.where(origins.origin == NOVEL, 0.9, sure)
    sure = np.where(origins.origin == MANDATED, 0.95, sure)
    clipped: npt.NDArray[np.float32] = np.clip(sure, 0.05, 0.99).astype(np.float32)
    return clipped
