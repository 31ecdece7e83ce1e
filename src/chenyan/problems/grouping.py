"""Group statements: a map learned from examples, concepts and characters, then average linkage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.problems.cores import core_of
from chenyan.problems.linkage import average_linkage
from chenyan.problems.vectors import statement_vectors

__all__ = ["CONCEPT_WEIGHT", "MOST_LINKED", "THEME_WEIGHT", "group_statements"]

THEME_WEIGHT = 2.0
CONCEPT_WEIGHT = 3.0
MOST_LINKED = 2500


def group_statements(
    words: Sequence[str],
    *,
    n_clusters: int,
    theme_weight: float = THEME_WEIGHT,
    concept_weight: float = CONCEPT_WEIGHT,
    max_linked: int = MOST_LINKED,
) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Return the cluster of each statement, the largest cluster first, and the most typical statement of each.

    ``ProblemClusterer`` says how, and what the parameters mean.

    Examples
    --------
    >>> labels, typical = group_statements(["更新不及时", "信息更新滞后", "解读形式单一"], n_clusters=2)
    >>> labels.tolist(), len(typical)
    ([0, 0, 1], 2)
    """
    if not words:
        return np.empty(0, dtype=np.int64), ()
    cores = [core_of(word) for word in words]
    counts = Counter(cores)
    # the most frequent cores first, ties by the words: the order of the input plays no part
    unique = sorted(counts, key=lambda core: (-counts[core], core))
    sample: dict[str, str] = {}
    for word, core in zip(words, cores, strict=True):
        sample[core] = min(sample.get(core, word), word)
    linked = unique[:max_linked]
    matrix = statement_vectors(
        [sample[core] for core in unique], theme_weight=theme_weight, concept_weight=concept_weight
    )
    n_linked = len(linked)
    k = min(n_clusters, n_linked)
    found = average_linkage(matrix[:n_linked], k)
    labels = np.empty(len(unique), dtype=np.int64)
    labels[:n_linked] = found
    centroids = np.zeros((k, matrix.shape[1]))
    weights = np.array([counts[core] for core in linked], dtype=float)
    for cluster in range(k):
        inside = found == cluster
        centroids[cluster] = np.asarray(
            matrix[:n_linked][inside].multiply(weights[inside][:, None]).sum(axis=0)
        ).ravel()
    centroids /= np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-12)
    for start in range(n_linked, len(unique), 4096):
        labels[start : start + 4096] = np.argmax(matrix[start : start + 4096] @ centroids.T, axis=1)
    labels, order = _by_size(labels, np.array([counts[core] for core in unique]), k)
    nearness = np.concatenate(
        [np.asarray(matrix[s : s + 4096] @ centroids[order].T) for s in range(0, len(unique), 4096)]
    )
    typical = tuple(
        sample[unique[int(np.argmax(np.where(labels == c, nearness[:, c], -1.0)))]] for c in range(len(order))
    )
    position = {core: at for at, core in enumerate(unique)}
    return labels[[position[core] for core in cores]], typical


def _by_size(labels: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], k: int) -> tuple[Any, list[int]]:
    """Renumber clusters, largest first, ties by their most frequent core."""
    sizes = np.bincount(labels, weights=counts, minlength=k)
    first = [int(np.argmax(labels == cluster)) for cluster in range(k)]
    order = sorted(range(k), key=lambda cluster: (-sizes[cluster], first[cluster]))
    new = np.empty(k, dtype=np.int64)
    new[order] = np.arange(k)
    return new[labels], order
