"""Which n-grams many reports of a group share, counted block by block: what boilerplate measures look up.

Two passes. The first adds up, in a table of hashed buckets, how often n-grams occur; the second counts exactly the
documents of those n-grams whose bucket is full enough. Nothing that is frequent is missed, and memory holds one block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import IntArray
from chenyan.reuse.blocks import Read
from chenyan.reuse.sequences import Sequences

U64 = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_LOW = np.uint64((1 << 16) - 1)
_LEAST_BITS, _MOST_BITS = 12, 22  # of a bucket's number
_MERGE = 2_000_000  # candidates held before they are added up


@dataclass(frozen=True, slots=True)
class Phrases:
    """N-grams (48-bit hashes, ascending) with the number of reports, agencies and occurrences that hold them."""

    grams: U64
    counts: npt.NDArray[np.int64]
    n_reports: int
    n_agencies: int

    @property
    def reports(self) -> Floats:
        """Share of the group's reports."""
        return self.counts[:, 0] / max(self.n_reports, 1)

    @property
    def agencies(self) -> Floats:
        """Share of the group's agencies."""
        return self.counts[:, 1] / max(self.n_agencies, 1)

    def where(self, keys: U64) -> IntArray:
        """Return the place of each key among the n-grams, or -1."""
        out = np.full(len(keys), -1, dtype=np.int64)
        if not len(self.grams):
            return out
        # a bucket's n-grams stand side by side: the first is looked at, then the next, until none is left to ask
        bits = _bits_for(16 * len(self.grams))
        first = np.full(1 << bits, -1, dtype=np.int32)
        first[_bucket(self.grams, bits)[::-1]] = np.arange(len(self.grams) - 1, -1, -1, dtype=np.int32)
        at = first.take(_bucket(keys, bits))
        asked = np.flatnonzero(at >= 0)
        at, keys = at[asked], keys[asked]
        while len(asked):
            found = self.grams.take(at)
            same = found == keys
            out[asked[same]] = at[same]
            on = np.flatnonzero((found < keys) & (at + 1 < len(self.grams)))
            asked, at, keys = asked[on], at[on] + 1, keys[on]
        return out


def keys_of(sequences: Sequences, n: int) -> tuple[U64, IntArray, IntArray]:
    """Return the 48-bit hash, the report and the sentence of each n-gram that stays inside a sentence."""
    hashes, good = sequences.hashes(n)
    size = len(hashes)
    return (hashes >> np.uint64(16))[good], sequences.report[:size][good], sequences.sentence[:size][good]


def _bits_for(n_buckets: int) -> int:
    """Return how many bits number so many buckets: a table no larger than it need be stays in the processor's cache."""
    return min(max(n_buckets.bit_length(), _LEAST_BITS), _MOST_BITS)


def _bucket(keys: U64, bits: int) -> IntArray:
    return (keys >> np.uint64(48 - bits)).astype(np.int64)


def _runs(values: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], IntArray]:
    """Return the distinct values of a sorted array and how often each occurs."""
    if not len(values):
        return values, np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    return values[starts], np.diff(np.append(starts, len(values)))


def _tally(keys: U64, report: IntArray, agency: IntArray) -> tuple[U64, npt.NDArray[np.int64]]:
    """Return the distinct n-grams of a block with their reports, agencies and occurrences."""
    if not len(keys):
        return keys, np.zeros((0, 3), np.int64)
    packed, times = _runs(np.sort((keys << np.uint64(16)) | report.astype(np.uint64)))
    gram, holder = packed >> np.uint64(16), (packed & _LOW).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], gram[1:] != gram[:-1])))
    reports = np.diff(np.append(starts, len(gram)))
    # holders come in the order of the agencies: a change of agency inside a run is one more agency
    _, local = np.unique(agency, return_inverse=True)
    owner = local[holder]
    changes = np.zeros(len(gram), dtype=np.int64)
    changes[1:] = owner[1:] != owner[:-1]
    changes[starts] = 1
    agencies = np.add.reduceat(changes, starts)
    occurrences = np.add.reduceat(times, starts)
    return gram[starts], np.stack([reports, agencies, occurrences], axis=1)


class _Sum:
    """Adds up counts of n-grams that come block by block."""

    def __init__(self) -> None:
        self.grams: list[U64] = []
        self.counts: list[npt.NDArray[np.int64]] = []
        self._held = 0

    def add(self, grams: U64, counts: npt.NDArray[np.int64]) -> None:
        self.grams.append(grams)
        self.counts.append(counts)
        self._held += len(grams)
        if self._held > _MERGE and len(self.grams) > 1:
            self.total()

    def total(self) -> tuple[U64, npt.NDArray[np.int64]]:
        """Return the distinct n-grams, ascending, with their sums."""
        if not self.grams:
            return np.zeros(0, np.uint64), np.zeros((0, 3), np.int64)
        grams, counts = np.concatenate(self.grams), np.concatenate(self.counts)
        order = np.argsort(grams, kind="stable")
        grams, counts = grams[order], counts[order]
        if len(grams):
            starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1])))
            grams, counts = grams[starts], np.add.reduceat(counts, starts, axis=0)
        self.grams, self.counts, self._held = [grams], [counts], 0
        return grams, counts


def frequent_phrases(
    read: Read, blocks: Sequence[IntArray], agency: IntArray, *, n: int, reports: float, agencies: float, often: float
) -> Phrases:
    """Return the n-grams that enough of a group's reports or agencies hold, or that occur often enough.

    Parameters
    ----------
    read : callable
        Gives the tokens of some reports.
    blocks : sequence of ndarray
        The group's reports; an agency's stand together.
    agency : ndarray of shape (n_reports,)
    n : int
    reports, agencies : float
        Least share of the group's reports, or agencies.
    often : float
        Or so many occurrences a report.
    """
    everyone = np.concatenate(blocks)
    n_reports, n_agencies = len(everyone), len(np.unique(agency[everyone]))
    need = np.array([reports * n_reports, agencies * n_agencies, often * n_reports]) - 1e-9
    need = np.maximum(need, 1.0)

    first = keys_of(read(blocks[0]), n)
    bits = _bits_for(4 * len(first[0]) * len(blocks))
    # an n-gram occurs at least once in each report and agency that holds it
    occurrences = np.bincount(_bucket(first[0], bits), minlength=1 << bits)
    for block in blocks[1:]:
        occurrences += np.bincount(_bucket(keys_of(read(block), n)[0], bits), minlength=1 << bits)
    full = occurrences >= need.min()
    total = _Sum()
    for number, block in enumerate(blocks):
        keys, report, _ = keys_of(read(block), n) if number else first
        often_enough = np.flatnonzero(full[_bucket(keys, bits)])
        total.add(*_tally(keys[often_enough], report[often_enough], agency[block]))
    grams, counts = total.total()
    kept = (counts >= need).any(axis=1)
    return Phrases(grams[kept], counts[kept], n_reports, n_agencies)


def count_everywhere(
    read: Read, blocks: Sequence[IntArray], agency: IntArray, grams: U64, *, n: int, least: float
) -> Phrases:
    """Count these n-grams in all reports; keep those that ``least`` of all reports or agencies hold.

    An n-gram that three quarters of all reports hold is held by as many of at least one group, so the frequent ones of
    the groups are all that need counting.
    """
    everyone = np.concatenate(blocks)
    known = Phrases(grams, np.zeros((len(grams), 3), np.int64), len(everyone), len(np.unique(agency[everyone])))
    counts = np.zeros((len(grams), 3), dtype=np.int64)
    for block in blocks:
        keys, report, _ = keys_of(read(block), n)
        found = known.where(keys) >= 0
        some, tally = _tally(keys[found], report[found], agency[block])
        counts[np.searchsorted(grams, some)] += tally
    need = np.maximum(np.array([least * known.n_reports, least * known.n_agencies]) - 1e-9, 1.0)
    kept = (counts[:, :2] >= need).any(axis=1)
    return Phrases(grams[kept], counts[kept], known.n_reports, known.n_agencies)


def boilerplate_battery(
    read: Read, groups: Sequence[Sequence[IntArray]], blocks: Sequence[IntArray], agency: IntArray, lengths: IntArray
) -> dict[str, Floats]:
    """Return the boilerplate measures of ``measures_peers`` for batches of any size, by name.

    ``groups`` holds the blocks of each group (province), ``blocks`` all reports, agency by agency.
    """
    found = [
        frequent_phrases(read, group, agency, n=4, reports=0.3, agencies=0.6, often=5.0) for group in groups if group
    ]
    usual = [phrases.grams[(phrases.reports >= 0.74) | (phrases.agencies >= 0.6)] for phrases in found]
    candidates = np.unique(np.concatenate(usual)) if usual else np.zeros(0, np.uint64)
    everywhere = count_everywhere(read, blocks, agency, candidates, n=4, least=0.75)
    names = ("boilerplate_lsl", "boilerplate_lsl_agencies", "boilerplate_prefilter", "boilerplate_share")
    out = {name: np.full(len(lengths), np.nan) for name in names}
    tiny = 1e-12
    for phrases, group in zip(found, (group for group in groups if group), strict=True):
        for block in group:
            sequences = read(block)
            keys, _, sentence = keys_of(sequences, 4)
            at, overall = phrases.where(keys), everywhere.where(keys)
            inside = np.flatnonzero(at >= 0)
            reports, agencies = np.zeros(len(keys)), np.zeros(len(keys))
            often = np.zeros(len(keys), dtype=bool)
            reports[inside], agencies[inside] = phrases.reports[at[inside]], phrases.agencies[at[inside]]
            often[inside] = phrases.counts[at[inside], 2] >= 5.0 * phrases.n_reports - 1e-9
            n_sentences = int(sequences.sentence.max(initial=-1)) + 1
            for name, share, everyone in (
                ("boilerplate_lsl", reports, everywhere.reports),
                ("boilerplate_lsl_agencies", agencies, everywhere.agencies),
            ):
                common = share > 0.8 + tiny
                held = np.flatnonzero(overall >= 0)
                common[held] |= everyone[overall[held]] >= 0.75 - tiny
                hit = np.zeros(n_sentences, dtype=bool)
                hit[sentence[share >= 0.6 - tiny]] = True
                hit[sentence[common]] = False
                out[name][block] = sequences.share_in(hit)
            hit = np.zeros(n_sentences, dtype=bool)
            hit[sentence[((reports >= 0.3 - tiny) | often) & (reports < 0.75 - tiny)]] = True
            out["boilerplate_prefilter"][block] = sequences.share_in(hit)
            hit = np.zeros(n_sentences, dtype=bool)
            hit[sentence[reports >= 0.75 - tiny]] = True
            out["boilerplate_share"][block] = sequences.share_in(hit)
    return out
