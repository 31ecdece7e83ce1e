"""Candidate pairs: nothing alike is left out, and what is found does not depend on how the work is cut."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from chenyan.reuse import candidates
from chenyan.reuse import grams as module
from chenyan.reuse.grams import Grams, joinable, level
from chenyan.reuse.verify import compare, may_resemble


def some_grams(seed: int, sizes: tuple[int, ...], vocabulary: int) -> Grams:
    rng = np.random.default_rng(seed)
    pool = rng.integers(0, 2**32, vocabulary, dtype=np.uint32)
    lengths = rng.choice(sizes, 60)
    hashes = rng.choice(pool, int(lengths.sum()))
    return Grams(hashes, module.count_frequencies(hashes), np.concatenate(([0], np.cumsum(lengths))))


def all_pairs(n: int) -> np.ndarray:
    left, right = np.triu_indices(n, 1)
    return (left.astype(np.uint64) << np.uint64(32)) | right.astype(np.uint64)


@pytest.mark.parametrize(
    ("sizes", "vocabulary"),
    [((0, 1, 5, 30), 40), ((30, 40), 120), ((600, 1500), 900), ((1, 2000), 5000)],
    ids=["short", "usual", "fuller than a signature", "of all lengths"],
)
@pytest.mark.parametrize("least", [0.1, 0.25, 0.6])
def test_signatures_leave_out_no_pair_that_is_alike(sizes: tuple[int, ...], vocabulary: int, least: float) -> None:
    grams = some_grams(7, sizes, vocabulary)
    pairs = all_pairs(60)
    links = compare(grams, pairs)
    alike = set(pairs[links.resemblance >= least].tolist())
    kept = set(may_resemble(grams, pairs, least).tolist())
    assert alike <= kept


def test_signatures_leave_out_most_pairs_that_share_little() -> None:
    grams = some_grams(3, (30, 40), 100_000)
    assert len(may_resemble(grams, all_pairs(60), 0.25)) == 0


def test_a_level_is_that_of_the_bucket_s_count() -> None:
    grams = some_grams(1, (5, 30, 300), 400)
    bits = max(16, int(2 * len(grams.hashes)).bit_length())
    buckets = (grams.hashes >> np.uint32(32 - bits)).tolist()
    counts = Counter(buckets)
    assert grams.frequencies.levels(grams.hashes).tolist() == [level(counts[bucket]) for bucket in buckets]


def test_what_is_joinable_is_even_and_held_twice() -> None:
    grams = some_grams(2, (5, 30), 300)
    joined = joinable(grams)
    levels = grams.frequencies.levels(grams.hashes)
    for at in range(60):
        low, high = grams.offsets[at], grams.offsets[at + 1]
        expected = [h for h, lv in zip(grams.hashes[low:high], levels[low:high], strict=True) if h % 2 == 0 and lv]
        assert joined.hashes[joined.offsets[at] : joined.offsets[at + 1]].tolist() == expected


def test_pairs_within_agencies_do_not_depend_on_how_agencies_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    joined = joinable(some_grams(5, (20, 40), 160))
    rng = np.random.default_rng(1)
    classes, agency = rng.integers(0, 60, 400), rng.integers(0, 25, 400)
    found = candidates.within_agencies(joined, agency, classes)
    assert len(found)
    for entries in (1, 7, 100):
        monkeypatch.setattr(candidates, "_ENTRIES", entries)
        assert candidates.within_agencies(joined, agency, classes).tolist() == found.tolist()
