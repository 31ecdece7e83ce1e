"""A join by hash: the same pairs on every backend and for any number of partitions; hot keys stay cheap."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from chenyan.backends import LocalBackend
from chenyan.backends.join import join_by_hash


def pack(pairs: list[tuple[int, int]]) -> np.ndarray:
    return np.array([key << 32 | owner for key, owner in pairs], dtype=np.uint64)


def joined(keys: np.ndarray, **options) -> list[tuple[int, int]]:
    found = [int(pair) for part in join_by_hash(keys, **options) for pair in part]
    return sorted((pair >> 32, pair & 0xFFFFFFFF) for pair in found)


@pytest.fixture(scope="module")
def keys() -> np.ndarray:
    rng = np.random.default_rng(5)
    keys = rng.zipf(1.3, 20_000).clip(max=4000).astype(np.uint64) << np.uint64(32)
    return np.unique(keys | rng.integers(0, 5000, 20_000).astype(np.uint64))


def test_keys_of_few_owners_give_all_pairs(keys: np.ndarray) -> None:
    owners: dict[int, list[int]] = {}
    for key in keys.tolist():
        owners.setdefault(key >> 32, []).append(key & 0xFFFFFFFF)
    expected = sorted(pair for held in owners.values() if len(held) <= 6 for pair in combinations(sorted(held), 2))
    assert len(expected) > 1000
    assert joined(keys, full=6, hot=6) == expected


@pytest.mark.parametrize("partitions", [1, 2, 7, 64])
@pytest.mark.parametrize("workers", [None, 1, 2])
def test_partitions_and_workers_change_nothing(partitions: int, workers: int | None, keys: np.ndarray) -> None:
    expected = joined(keys, full=6, hot=48)
    backend = LocalBackend(workers) if workers else None
    assert joined(keys[::-1].copy(), full=6, hot=48, backend=backend, partitions=partitions) == expected
    if backend is not None:
        backend.close()


def test_a_hot_key_costs_no_more_than_its_size() -> None:
    hot = pack([(3, owner) for owner in range(10_000)])
    assert len(joined(hot, full=6, hot=20_000)) <= 6 * len(hot)
    found = joined(hot[:100], full=6, hot=20_000)
    assert {owner for pair in found for owner in pair} == set(range(100))  # every holder is in some pair
    assert joined(hot, full=6, hot=9_999) == []


def test_nothing_joins_to_nothing() -> None:
    assert joined(pack([]), full=6, hot=48) == []
    assert joined(pack([(1, 2)]), full=6, hot=48, partitions=3) == []
