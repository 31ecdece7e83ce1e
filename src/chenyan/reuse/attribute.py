"""Give each sentence its origin and its best source.

One sentence has one origin. What the form or a learned template fixes is mandated. Wording of many agencies in several
regions is boilerplate. What an earlier report of the same agency holds is carried over; what another agency's report
of an earlier or the same year holds is borrowed; the rest is novel. Sources are direct matches only: no chains.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch, IntArray
from chenyan.reuse.masks import Encoded, ranges
from chenyan.reuse.verify import Links

MANDATED, BOILERPLATE, CARRIED, BORROWED, NOVEL = range(5)
ORIGINS = ("mandated", "boilerplate", "carried_over", "borrowed", "novel")
NO_EDIT, AS_IS, NUMBERS_ONLY, EDITED = range(4)
EDITS = ("", "verbatim", "numbers", "edited")
NO_DIRECTION, EARLIER, RESIDUE, SHARED = range(4)
DIRECTIONS = ("", "earlier", "residue", "shared")
LINKS_KEPT = 8
LEAST_SHARE = 0.3  # of a sentence's own weight that its source must hold
# Short wording that several agencies hold was found by each of them, and a phrase inside a longer sentence is an echo:
# a borrowed sentence and its source are this long for each agency that holds the wording, and this alike. Shorter
# wording is believed where its n-grams are rare in the batch: this many bits of their weight for each agency.
CHARS_PER_AGENCY, LEAST_ALIKE, BITS_PER_AGENCY = 8, 0.3, 32


@dataclass(frozen=True, slots=True)
class Origins:
    """One value a sentence, all of shape (n_sentences,); ``source`` is -1 where there is none."""

    origin: npt.NDArray[np.int8]
    edits: npt.NDArray[np.int8]
    direction: npt.NDArray[np.int8]
    source: IntArray
    containment: npt.NDArray[np.float32]
    resemblance: npt.NDArray[np.float32]
    n_reports: IntArray
    n_agencies: IntArray
    own_source: IntArray
    own_containment: npt.NDArray[np.float32]


class Members:
    """The sentences of each distinct wording, by time and by agency; only wordings of several sentences or with links."""

    def __init__(
        self, batch: Batch, classes: IntArray, n_classes: int, links: Links, eligible: npt.NDArray[np.bool_]
    ) -> None:
        self.batch = batch
        asked = np.bincount(classes[eligible], minlength=n_classes) > 1
        asked[links.left] = asked[links.right] = True
        chosen = np.flatnonzero(eligible & asked[classes])
        report = batch.report[chosen]
        # a report without a year may still be dated by its publication
        self.when = _years(batch)
        self.n_agencies = int(batch.agency.max()) + 1 if batch.n_reports else 1
        kind, agency, year = classes[chosen], batch.agency[report], self.when[report]
        order = np.lexsort((chosen, batch.published[report], year, kind))
        self.by_time = chosen[order]
        self.time_keys = kind[order] * 4096 + year[order]
        self.time_kind = kind[order]
        self.starts = np.concatenate(([0], np.cumsum(np.bincount(kind, minlength=n_classes))))
        self.time_agency = agency[order]
        order = np.lexsort((chosen, year, agency, kind))
        self.by_agency = chosen[order]
        self.agency_keys = (kind[order] * self.n_agencies + agency[order]) * 4096 + year[order]

    def own(self, kind: IntArray, sentence: IntArray, lag: int | None) -> IntArray:
        """Return for each query the latest earlier sentence of the same agency with this wording, or -1."""
        report = self.batch.report[sentence]
        year = self.when[report]
        base = (kind * self.n_agencies + self.batch.agency[report]) * 4096
        at = np.searchsorted(self.agency_keys, base + year) - 1
        low = base + (1 if lag is None else np.maximum(year - lag, 1))
        found = (at >= 0) & (year > 0)
        found[found] &= self.agency_keys[at[found]] >= low[found]
        return np.where(found, self.by_agency[np.maximum(at, 0)], -1) if len(self.by_agency) else np.full(len(at), -1)

    def other(self, kind: IntArray, sentence: IntArray, lag: int | None) -> IntArray:
        """Return for each query the earliest sentence of another agency with this wording, not later, or -1."""
        report = self.batch.report[sentence]
        year = self.when[report]
        agency = self.batch.agency[report]
        if lag is None:
            at = self.starts[kind]
        else:
            low = np.where(year > 0, np.maximum(year - lag, 0), 0)
            at = np.searchsorted(self.time_keys, kind * 4096 + low)
        size = len(self.time_keys)
        for _ in range(64):
            inside = at < size
            own = np.zeros(len(at), dtype=bool)
            own[inside] = (self.time_kind[at[inside]] == kind[inside]) & (
                self.time_agency[at[inside]] == agency[inside]
            )
            if not own.any():
                break
            at = at + own
        found = at < size
        found[found] &= self.time_kind[at[found]] == kind[found]
        found[found] &= self.time_agency[at[found]] != agency[found]
        source = np.full(len(at), -1, dtype=np.int64)
        source[found] = self.by_time[at[found]]
        return np.where(self._not_later(source, sentence), source, -1)

    def _not_later(self, source: IntArray, sentence: IntArray) -> npt.NDArray[np.bool_]:
        """Say whether the source may precede the sentence by year, and by date within a year."""
        batch = self.batch
        theirs, ours = batch.report[np.maximum(source, 0)], batch.report[sentence]
        their_year, our_year = self.when[theirs], self.when[ours]
        unknown = (their_year == 0) | (our_year == 0)
        later_date = (batch.published[theirs] > batch.published[ours]) & (batch.published[ours] > 0)
        same = (their_year == our_year) & ~later_date
        may: npt.NDArray[np.bool_] = (source >= 0) & (unknown | (their_year < our_year) | same)
        return may


def _years(batch: Batch) -> IntArray:
    """Return the year of each report, from its date of publication where it names none; 0 where unknown."""
    from datetime import date

    years = batch.year.copy()
    for at in np.flatnonzero((years == 0) & (batch.published > 0)).tolist():
        years[at] = date.fromordinal(int(batch.published[at])).year - 1
    return years


def count_holders(
    batch: Batch, classes: IntArray, n_classes: int, links: Links, eligible: npt.NDArray[np.bool_]
) -> tuple[IntArray, IntArray, IntArray]:
    """Return for each distinct wording the reports, agencies and regions that hold it or a close variant of it."""
    held = np.bincount(classes[eligible], minlength=n_classes)
    asked = held > 1
    asked[links.left] = asked[links.right] = True  # whatever else is held once
    chosen = np.flatnonzero(eligible & asked[classes])
    pairs = _distinct(classes[chosen], batch.report[chosen], batch.n_reports)
    kind, report = pairs // batch.n_reports, pairs % batch.n_reports
    # holders of the variants count for both sides of a link
    starts = np.searchsorted(kind, np.arange(n_classes + 1))
    sizes = np.diff(starts)
    source, target, _, _ = links.directed(LEAST_SHARE)
    at = ranges(starts[target], sizes[target])
    all_kind = np.concatenate([kind, np.repeat(source, sizes[target])])
    all_report = np.concatenate([report, report[at]])
    both = _distinct(all_kind, all_report, batch.n_reports)
    all_kind, all_report = both // batch.n_reports, both % batch.n_reports
    n_reports = np.where(asked, np.bincount(all_kind, minlength=n_classes), held)
    finest = [path[-1] if path else "" for path in batch.regions]
    places = {label: at for at, label in enumerate(sorted(set(finest)))}
    region = np.array([places[label] for label in finest], dtype=np.int64)
    several = n_reports[all_kind] > 1
    all_kind, all_report = all_kind[several], all_report[several]
    agencies = _count(all_kind, batch.agency[all_report], n_classes)
    regions = _count(all_kind, region[all_report], n_classes)
    return n_reports, np.maximum(agencies, 1), np.maximum(regions, 1)


def _distinct(left: IntArray, right: IntArray, size: int) -> IntArray:
    packed = np.sort(left * size + right)
    return packed[np.concatenate(([True], packed[1:] != packed[:-1]))] if len(packed) else packed


def _count(kind: IntArray, label: IntArray, n_classes: int) -> IntArray:
    """Return how many distinct labels each kind has."""
    if not len(kind):
        return np.zeros(n_classes, dtype=np.int64)
    size = int(label.max()) + 1
    return np.bincount(_distinct(kind, label, size) // size, minlength=n_classes)


def neighbours(
    links: Links, n_classes: int
) -> tuple[IntArray, IntArray, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the links of each wording, best first and at most ``LINKS_KEPT``: offsets, targets, two scores."""
    source, target, containment, resemblance = links.directed(LEAST_SHARE)
    order = np.lexsort((target, -resemblance, -containment, source))
    source, target = source[order], target[order]
    starts = np.searchsorted(source, source)
    kept = np.arange(len(source)) - starts < LINKS_KEPT
    source = source[kept]
    offsets = np.searchsorted(source, np.arange(n_classes + 1))
    return offsets, target[kept], containment[order][kept], resemblance[order][kept]


def attribute(
    batch: Batch,
    encoded: Encoded,
    classes: IntArray,
    links: Links,
    mandated: npt.NDArray[np.bool_],
    *,
    n_classes: int,
    lag: int | None,
    min_chars: int,
    boilerplate_agencies: int,
    boilerplate_regions: int,
    weigh: Callable[[IntArray], npt.NDArray[np.float64]],
    threshold_others: float = 0.0,
    close: float = 0.2,
) -> Origins:
    """Give each sentence its origin and best source; see the module's first lines for the order."""
    n = batch.n_sentences
    lengths = encoded.lengths
    eligible = ~mandated & (lengths >= 4)
    long = lengths >= min_chars
    alike = links.take(links.containment >= threshold_others)
    n_reports, n_agencies, n_regions = count_holders(batch, classes, n_classes, alike, eligible)
    if not any(batch.regions):
        n_regions[:] = boilerplate_regions

    members = Members(batch, classes, n_classes, links, eligible)
    own, own_score, own_same = _empty(n)
    other, other_score, other_same = _empty(n)
    asked = np.flatnonzero(eligible & (n_reports[classes] > 1))
    found = members.own(classes[asked], asked, lag)
    own[asked] = found
    own_score[asked] = own_same[asked] = found >= 0
    wide = asked[long[asked]]
    found = members.other(classes[wide], wide, lag)
    other[wide] = found
    other_score[wide] = other_same[wide] = found >= 0

    offsets, target, containment, resemblance = neighbours(links, n_classes)
    degree = np.diff(offsets)
    asked = np.flatnonzero(eligible & long & (degree[classes] > 0))
    at = ranges(offsets[classes[asked]], degree[classes[asked]])
    sentence = np.repeat(asked, degree[classes[asked]])
    for ask, best, score, same, least in (
        (members.own, own, own_score, own_same, 0.0),
        (members.other, other, other_score, other_same, threshold_others),
    ):
        open_ = np.flatnonzero((best[sentence] < 0) & (containment[at] >= least))
        found = ask(target[at[open_]], sentence[open_], lag)
        hit = open_[found >= 0]
        found = found[found >= 0]
        # rows come by sentence and best link first: the first hit of a sentence is its best
        new = np.concatenate(([True], sentence[hit][1:] != sentence[hit][:-1])) if len(hit) else np.zeros(0, bool)
        which = sentence[hit[new]]
        best[which] = found[new]
        score[which] = containment[at[hit[new]]]
        same[which] = resemblance[at[hit[new]]]

    size = np.minimum(lengths, np.where(other >= 0, lengths[other], 0))
    short = np.flatnonzero((other >= 0) & (size < CHARS_PER_AGENCY * n_agencies[classes]))
    bits = np.minimum(weigh(classes[short]), weigh(classes[other[short]]))
    chance = (other >= 0) & (other_same < LEAST_ALIKE)
    chance[short[bits < BITS_PER_AGENCY * n_agencies[classes[short]]]] = True
    other[chance] = -1
    direction = _directions(batch, members.when, other)
    other[direction == -1] = -1
    take_own = (own >= 0) & ((own_score >= other_score - close) | (direction == SHARED) | (other < 0))
    take_other = ~take_own & (other >= 0)
    source = np.where(take_own, own, np.where(take_other, other, -1))
    origin = np.full(n, NOVEL, dtype=np.int8)
    origin[take_other] = BORROWED
    origin[take_own] = CARRIED
    stock = (
        eligible & long & (n_agencies[classes] >= boilerplate_agencies) & (n_regions[classes] >= boilerplate_regions)
    )
    origin[stock] = BOILERPLATE
    origin[mandated] = MANDATED
    has = source >= 0
    edits = np.zeros(n, dtype=np.int8)
    edits[has] = EDITED
    same_mask = has.copy()
    same_mask[has] = encoded.masked_hash[has] == encoded.masked_hash[source[has]]
    edits[same_mask] = NUMBERS_ONLY
    same_raw = has.copy()
    same_raw[has] = encoded.raw_hash[has] == encoded.raw_hash[source[has]]
    edits[same_raw] = AS_IS
    way = np.zeros(n, dtype=np.int8)
    way[take_own] = EARLIER
    way[take_other] = direction[take_other]
    return Origins(
        origin=origin,
        edits=edits,
        direction=way,
        source=source,
        containment=np.where(take_own, own_score, np.where(take_other, other_score, np.nan)).astype(np.float32),
        resemblance=np.where(take_own, own_same, np.where(take_other, other_same, np.nan)).astype(np.float32),
        n_reports=np.where(eligible, n_reports[classes] - 1, 0),
        n_agencies=np.where(eligible, n_agencies[classes], 0),
        own_source=own,
        own_containment=own_score,
    )


def _empty(n: int) -> tuple[IntArray, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    return np.full(n, -1, dtype=np.int64), np.zeros(n, np.float32), np.zeros(n, np.float32)


def _directions(batch: Batch, when: IntArray, source: IntArray) -> npt.NDArray[np.int8]:
    """Say how it is known who came first: by date, by names left behind, or not (shared); -1 where we came first."""
    way = np.zeros(len(source), dtype=np.int8)
    has = np.flatnonzero(source >= 0)
    ours, theirs = batch.report[has], batch.report[source[has]]
    dated = (batch.published[ours] > 0) & (batch.published[theirs] > 0)
    earlier = (when[theirs] > 0) & (when[ours] > 0) & (when[theirs] < when[ours])
    earlier |= dated & (batch.published[theirs] < batch.published[ours])
    way[has] = np.where(earlier, EARLIER, SHARED)
    same_year = has[~earlier]
    for sentence, from_, report, other in zip(
        same_year.tolist(), source[same_year].tolist(), ours[~earlier].tolist(), theirs[~earlier].tolist(), strict=True
    ):
        own, foreign = batch.names[report], batch.names[other]
        if own == foreign:
            continue
        words = batch.words(sentence)
        if any(name in words and name not in own for name in foreign):
            way[sentence] = RESIDUE
            continue
        words = batch.words(from_)
        if any(name in words and name not in foreign for name in own):
            way[sentence] = -1
    return way
