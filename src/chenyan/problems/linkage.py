"""Average linkage on cosine distance (Sokal and Michener 1958), by chains of nearest neighbours (Müllner 2011).

SciPy and scikit-learn have it, and a test holds this against them; importing them takes longer than all themes of a
thousand reports. The arithmetic and the ties are theirs, so that the trees are the same to the last bit.
"""

from __future__ import annotations

from heapq import heappush, heappushpop
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["average_linkage", "cosine_distances", "cut_tree", "merges"]

_ROWS = 256


def average_linkage(matrix: Any, n_clusters: int) -> npt.NDArray[np.int64]:
    """Return the cluster of each row of a sparse matrix.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csr_matrix
    >>> rows = csr_matrix(np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]]))
    >>> average_linkage(rows, 2).tolist()
    [0, 0, 1]
    """
    n = matrix.shape[0]
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    return cut_tree(merges(cosine_distances(matrix)), n_clusters)


def cosine_distances(matrix: Any) -> npt.NDArray[np.float64]:
    """Return one minus the cosine of every two rows; a row of zeros is at 1 from all others."""
    n, width = matrix.shape
    found = np.zeros((n, n))
    # even columns, odd columns, and a last one without a partner, as SciPy's code for two numbers at a time adds them
    pairs = width - width % 2
    for part in (matrix[:, 0:pairs:2], matrix[:, 1:pairs:2], matrix[:, pairs:]):
        if part.shape[1]:
            other = part.T.tocsr()
            for at in range(0, n, _ROWS):  # a sparse product holds three numbers for each of ours
                found[at : at + _ROWS] += (part[at : at + _ROWS] @ other).toarray()
    lengths = np.sqrt(found.diagonal())
    lengths[lengths == 0.0] = 1.0
    for at in range(n):
        found[at] /= lengths[at] * lengths
    np.clip(found, -1.0, 1.0, out=found)
    return np.subtract(1.0, found, out=found)


def merges(distances: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return which two nodes each step joins, nearest first; step ``i`` makes the node ``n + i``. Uses up the distances."""
    n = len(distances)
    np.fill_diagonal(distances, np.inf)
    sizes = np.ones(n)
    chain: list[int] = []
    steps: list[tuple[float, int, int]] = []
    first = 0
    while len(steps) < n - 1:
        if not chain:
            while not sizes[first]:
                first += 1
            chain.append(first)
        while True:  # follow the nearest neighbour until two are each other's
            x = chain[-1]
            y = int(np.argmin(distances[x]))
            if len(chain) > 1:
                before = chain[-2]
                if distances[x, before] <= distances[x, y]:
                    y = before
                    break
            chain.append(y)
        del chain[-2:]
        x, y = min(x, y), max(x, y)
        steps.append((float(distances[x, y]), x, y))
        joined = sizes[x] + sizes[y]
        means = (sizes[x] * distances[x] + sizes[y] * distances[y]) / joined
        sizes[x], sizes[y] = 0.0, joined
        means[y] = np.inf
        distances[y] = means
        distances[:, y] = means
        distances[x] = np.inf
        distances[:, x] = np.inf
    return _named(sorted(steps, key=lambda step: step[0]), n)


def _named(steps: list[tuple[float, int, int]], n: int) -> list[tuple[int, int]]:
    """Name the nodes of steps that tell them by one of their rows."""
    above = list(range(2 * n - 1))

    def root(node: int) -> int:
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    found = []
    for at, (_, x, y) in enumerate(steps):
        low, high = sorted((root(x), root(y)))
        above[low] = above[high] = n + at
        found.append((low, high))
    return found


def cut_tree(tree: list[tuple[int, int]], n_clusters: int) -> npt.NDArray[np.int64]:
    """Return the cluster of each row once all but the last ``n_clusters - 1`` steps are done."""
    n = len(tree) + 1
    nodes = [-(2 * n - 2)]  # a heap with the latest node on top
    for _ in range(min(n_clusters, n) - 1):
        low, high = tree[-nodes[0] - n]
        heappush(nodes, -low)
        heappushpop(nodes, -high)
    labels = np.zeros(n, dtype=np.int64)
    for label, node in enumerate(nodes):
        waiting = [-node]
        while waiting:
            one = waiting.pop()
            if one < n:
                labels[one] = label
            else:
                waiting += tree[one - n]
    return labels
