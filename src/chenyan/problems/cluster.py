"""Cluster statements: a map learned from examples, concepts and characters, then average linkage. The door to scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin

from chenyan.problems.cores import concepts_of, core_of
from chenyan.problems.theme_model import packaged_model

__all__ = ["ProblemClusterer"]

_NEXT = 0.35  # weight of a statement's second concept against its first; chosen on the labelled odd half


class ProblemClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Cluster short statements of problems.

    Statements are folded to cores and equal cores are grouped. Each core is a vector of three parts: how near it comes to
    the packaged examples of each kind of fault (a learned map; no pattern of the theme lexicon and no assignment plays a
    part), the domain's concepts, and its characters. What is near to no example has little of the first part, so its own
    words decide. Cores join by average linkage on cosine similarity. Nothing is random: ``random_state`` is kept for
    scikit-learn's contract and changes nothing, and the order of the statements changes only the order of the labels.

    Parameters
    ----------
    n_clusters : int, default 24
        How many clusters at most. 22 themes are labelled; the odd halves of three hands' labelled texts, each left out of
        the examples in turn, chose this and the next.
    theme_weight : float, default 2.0
        Weight of the learned map against the rest; 0: concepts and characters alone.
    concept_weight : float, default 3.0
        Weight of the concepts against the characters.
    max_linked : int, default 2500
        Cores that take part in the linkage, the most frequent ones; the rest joins the nearest cluster.
    random_state : int, default 0
        Kept for the contract; the result does not depend on it.

    Attributes
    ----------
    labels_ : ndarray of shape (n_statements,)
        Cluster of each statement; clusters are numbered by size, largest first.
    medoids_ : tuple of str
        The most typical statement of each cluster.

    Examples
    --------
    >>> from chenyan.problems import ProblemClusterer
    >>> words = ["更新不及时", "信息更新滞后", "解读形式单一", "政策解读方式单一"]
    >>> ProblemClusterer(n_clusters=2).fit(words).labels_.tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    True
    """

    def __init__(
        self,
        n_clusters: int = 24,
        *,
        theme_weight: float = 2.0,
        concept_weight: float = 3.0,
        max_linked: int = 2500,
        random_state: int | None = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.theme_weight = theme_weight
        self.concept_weight = concept_weight
        self.max_linked = max_linked
        self.random_state = random_state

    def fit(self, X: Sequence[str], y: Any = None) -> ProblemClusterer:  # noqa: N803
        """Cluster the statements ``X``."""
        from sklearn.cluster import AgglomerativeClustering

        words = list(X)
        if not words:
            self.labels_ = np.empty(0, dtype=np.int64)
            self.medoids_: tuple[str, ...] = ()
            return self
        cores = [core_of(word) for word in words]
        counts = Counter(cores)
        # the most frequent cores first, ties by the words: the order of the input plays no part
        unique = sorted(counts, key=lambda core: (-counts[core], core))
        sample: dict[str, str] = {}
        for word, core in zip(words, cores, strict=True):
            sample[core] = min(sample.get(core, word), word)
        linked = unique[: self.max_linked]
        matrix = self._vectors([sample[core] for core in unique], linked=len(linked))
        n_linked = len(linked)
        k = min(self.n_clusters, n_linked)
        if n_linked == 1:
            found = np.zeros(1, dtype=np.int64)
        else:
            head = matrix[:n_linked].toarray()
            model = AgglomerativeClustering(n_clusters=k, metric="cosine", linkage="average")
            found = np.asarray(model.fit_predict(head), dtype=np.int64)
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
        self.medoids_ = tuple(
            sample[unique[int(np.argmax(np.where(labels == c, nearness[:, c], -1.0)))]] for c in range(len(order))
        )
        position = {core: at for at, core in enumerate(unique)}
        self.labels_ = labels[[position[core] for core in cores]]
        return self

    def fit_predict(self, X: Sequence[str], y: Any = None, **kwargs: Any) -> npt.NDArray[np.int64]:  # noqa: N803
        """Cluster the statements and return their labels."""
        labels: npt.NDArray[np.int64] = self.fit(X).labels_
        return labels

    def _vectors(self, words: list[str], *, linked: int) -> Any:
        """Return unit vectors: nearness to the examples, beside concepts, weighted, and character n-grams of the cores."""
        from scipy.sparse import csr_matrix, hstack
        from sklearn.feature_extraction.text import HashingVectorizer
        from sklearn.preprocessing import normalize

        names: dict[str, int] = {}
        rows, columns, values = [], [], []
        for at, word in enumerate(words):
            # what a statement is about first counts most
            for rank, (name, weight) in enumerate(sorted(concepts_of(word), key=lambda concept: -concept[1])[:3]):
                rows.append(at)
                columns.append(names.setdefault(name, len(names)))
                values.append(weight * _NEXT**rank)
        concepts = csr_matrix((values, (rows, columns)), shape=(len(words), max(len(names), 1)))
        grams = HashingVectorizer(analyzer="char", ngram_range=(2, 3), n_features=512, alternate_sign=False)
        characters = grams.transform([core_of(word) for word in words])
        both = normalize(hstack([normalize(concepts) * self.concept_weight, normalize(characters)]))
        if not self.theme_weight:
            return both.tocsr()
        model = packaged_model()
        scores = np.array([model.scores(word) for word in words]).reshape(len(words), len(model.themes))
        # rounded as in decisions, so that no machine's last bit joins other cores
        near = np.round(np.maximum(scores + 1.0, 0.0) ** 2, 6)
        return normalize(hstack([csr_matrix(near * self.theme_weight), both])).tocsr()


def _by_size(labels: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], k: int) -> tuple[Any, list[int]]:
    """Renumber clusters, largest first, ties by their most frequent core."""
    sizes = np.bincount(labels, weights=counts, minlength=k)
    first = [int(np.argmax(labels == cluster)) for cluster in range(k)]
    order = sorted(range(k), key=lambda cluster: (-sizes[cluster], first[cluster]))
    new = np.empty(k, dtype=np.int64)
    new[order] = np.arange(k)
    return new[labels], order


def separate(words: Sequence[str], *, most: int) -> tuple[list[int], float]:
    """Divide statements into 2 to ``most`` groups, as many as stand farthest apart; returns labels and the silhouette."""
    from sklearn.metrics import silhouette_score

    cores = [core_of(word) for word in words]
    counts = Counter(cores)
    unique = sorted(counts, key=lambda core: (-counts[core], core))[:1000]
    sample = {core: min(w for w, c in zip(words, cores, strict=True) if c == core) for core in unique}
    distinct = [sample[core] for core in unique]
    best: tuple[list[int], float] = ([0] * len(words), -1.0)
    # inside one theme the learned map tells nothing apart
    vectors = ProblemClusterer(theme_weight=0)._vectors(distinct, linked=len(distinct))
    for k in range(2, min(most, len(distinct) - 1) + 1):
        model = ProblemClusterer(k, theme_weight=0).fit(distinct)
        value = round(float(silhouette_score(vectors, model.labels_, metric="cosine")), 6)
        if value > best[1]:
            position = dict(zip(unique, model.labels_.tolist(), strict=True))
            best = ([position.get(core, -1) for core in cores], value)
    return best
