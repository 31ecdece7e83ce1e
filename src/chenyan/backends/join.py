"""A join by hash on any backend: pairs of the owners of one key, with a cap on keys that very many share.

A key that k owners hold makes k² / 2 pairs. Up to ``full`` owners are paired completely; more than that are paired with
the first owner and with their next neighbours only, so that a hot bucket costs no more than its size times ``full``;
beyond ``hot`` owners a key makes no pairs. Keys are dealt out by hash, each partition is joined by itself, and the sum
of all partitions does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from chenyan.backends.protocol import Backend
from chenyan.backends.sorting import sort_keys

__all__ = ["join_by_hash", "join_partition"]

U64 = npt.NDArray[np.uint64]
_LOW = np.uint64(0xFFFFFFFF)
_SPREAD = np.uint64(0x9E3779B1)
_SIZE = 4_000_000  # keys of a partition, where the caller names no number


def join_by_hash(
    keys: U64,
    *,
    full: int,
    hot: int,
    ordered: bool = False,
    backend: Backend | None = None,
    partitions: int | None = None,
) -> Iterator[U64]:
    """Yield the pairs of owners that share a key, partition by partition.

    Parameters
    ----------
    keys : ndarray of shape (n,), uint64
        Key << 32 | owner, in any order; owners are numbers below 2**32.
    full : int
        Up to this many owners of a key are paired completely.
    hot : int
        Keys of more owners make no pairs.
    ordered : bool, default False
        The owners ascend already: the keys are then sorted by their upper half alone.
    backend : Backend, optional
        Where partitions are joined; None joins them here.
    partitions : int, optional
        How many partitions; None: one for each four million keys, and at least two a worker.

    Yields
    ------
    ndarray of uint64
        Pairs as lower owner << 32 | higher owner; a pair occurs once for each key that both hold.

    Examples
    --------
    >>> keys = np.array([7 << 32 | 1, 7 << 32 | 2, 9 << 32 | 2, 9 << 32 | 5], dtype=np.uint64)
    >>> sorted((int(pair >> np.uint64(32)), int(pair) & 0xFFFFFFFF) for part in
    ...        join_by_hash(keys, full=6, hot=48, partitions=3) for pair in part)
    [(1, 2), (2, 5)]
    """
    if partitions is None:
        least = 1 if backend is None or backend.workers == 1 else 2 * backend.workers
        partitions = max(least, -(-len(keys) // _SIZE))
    # by the upper bits of a product: keys that are all even, say, must not leave every other partition empty
    place = None
    if partitions > 1:
        spread = (keys >> np.uint64(32)) * _SPREAD & _LOW
        place = (spread * np.uint64(partitions) >> np.uint64(32)).astype(np.uint16)

    def parts() -> Iterator[tuple[U64, int, int, bool]]:
        for at in range(partitions):
            yield (keys if place is None else keys[place == at]), full, hot, ordered

    if backend is None:
        yield from map(join_partition, parts())
    else:
        yield from backend.map_batches(join_partition, parts())


def join_partition(part: tuple[U64, int, int, bool]) -> U64:
    """Return the pairs of one partition; runs in a worker."""
    keys, full, hot, ordered = part
    keys = sort_keys(keys, ordered=32 if ordered else 0)
    key, owner = (keys >> np.uint64(32)).astype(np.uint32), keys & _LOW
    new = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    sizes = np.diff(np.append(starts, len(key)))
    if len(sizes) and sizes.max() > hot:
        kept = np.repeat(sizes <= hot, sizes)
        key, owner = key[kept], owner[kept]
        sizes = sizes[sizes <= hot]
        starts = np.cumsum(sizes) - sizes
    out = []
    for step in range(1, full):
        same = np.flatnonzero(key[step:] == key[:-step])
        if not len(same):
            break
        out.append((owner[same] << np.uint64(32)) | owner[same + step])
    long = sizes > full
    rest = sizes[long] - full
    first = np.repeat(starts[long], rest)
    others = first + full + (np.arange(int(rest.sum())) - np.repeat(np.cumsum(rest) - rest, rest))
    out.append((owner[first] << np.uint64(32)) | owner[others])
    return np.concatenate(out)
