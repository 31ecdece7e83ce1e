"""Measures of one report by itself: repetition, repeated sentences, sentence length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch
from chenyan.reuse.grams import MIX
from chenyan.reuse.masks import Encoded
from chenyan.reuse.sequences import Sequences

Floats = npt.NDArray[np.float64]
_PART = 100_000  # sequences looked at at a time: their table stays in the processor's cache


def repetition(sequences: Sequences, *, n: int = 10) -> Floats:
    """Return the share of a report's n-token sequences that occur more than once in it (Cazier & Pfeiffer 2017).

    Occurrences are counted, so the first counts too, and sequences may cross sentences.

    References
    ----------
    Cazier, Pfeiffer (2017), Journal of Financial Reporting 2:107-131.
    """
    hashes, good = sequences.hashes(n, inside="report")
    report = sequences.report[: len(hashes)][good]
    hashes = hashes[good]
    total = np.bincount(report, minlength=sequences.n_reports)
    again = np.zeros(sequences.n_reports)
    bounds = np.searchsorted(report, np.arange(sequences.n_reports + 1))
    first = 0
    while first < sequences.n_reports:
        last = int(np.searchsorted(bounds, bounds[first] + _PART, side="right")) - 1
        last = min(max(last, first + 1), sequences.n_reports, first + 0xFFFF)
        part = slice(int(bounds[first]), int(bounds[last]))
        local = (report[part] - first).astype(np.uint64)
        packed = (local << np.uint64(48)) | (hashes[part] >> np.uint64(16))
        # most occur once: counted in buckets first, which costs less than to sort them all
        bits = max(12, len(packed).bit_length() + 1)
        bucket = ((packed * MIX) >> np.uint64(64 - bits)).astype(np.int64)
        packed = np.sort(packed[np.bincount(bucket)[bucket] > 1]) if len(packed) else packed
        same = packed[1:] == packed[:-1]
        repeated = np.zeros(len(packed), dtype=bool)
        repeated[1:] |= same
        repeated[:-1] |= same
        again[first:last] = np.bincount((packed[repeated] >> np.uint64(48)).astype(np.int64), minlength=last - first)
        first = last
    with np.errstate(invalid="ignore"):
        return again / np.where(total > 0, total, np.nan)


def repeated_sentence_share(batch: Batch, encoded: Encoded, *, min_chars: int = 10) -> Floats:
    """Return the share of characters in sentences that occur more than once in the report.

    After the redundancy of Dyer, Lang & Stice-Lawrence (2017), whose sentence rule is not verified.
    """
    size = (batch.end - batch.start).astype(np.float64)
    order = np.lexsort((encoded.raw_hash, batch.report))
    report, hashes = batch.report[order], encoded.raw_hash[order]
    same = (report[1:] == report[:-1]) & (hashes[1:] == hashes[:-1])
    repeated = np.zeros(len(order), dtype=bool)
    repeated[1:] |= same
    repeated[:-1] |= same
    again = np.zeros(len(order), dtype=bool)
    again[order] = repeated
    again &= encoded.lengths >= min_chars
    total = np.bincount(batch.report, size, batch.n_reports)
    return np.bincount(batch.report, size * again, batch.n_reports) / np.where(total > 0, total, np.nan)


def sentence_lengths(batch: Batch, *, long: int = 80) -> tuple[Floats, Floats]:
    """Return the mean length of a report's sentences in characters, and the share of sentences over ``long``.

    Own names: the Fog index and file size do not carry over to Chinese.
    """
    prose = batch.role == 0
    report, size = batch.report[prose], (batch.end - batch.start)[prose]
    number = np.bincount(report, minlength=batch.n_reports)
    number = np.where(number > 0, number, np.nan)
    total = np.bincount(report, size.astype(np.float64), batch.n_reports)
    return total / number, np.bincount(report, (size > long).astype(np.float64), batch.n_reports) / number
