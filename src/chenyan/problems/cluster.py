"""The clusterer of statements as a scikit-learn estimator, and how well groups stand apart. The door to scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin

from chenyan.problems.cores import core_of
from chenyan.problems.grouping import CONCEPT_WEIGHT, MOST_LINKED, THEME_WEIGHT, group_statements
from chenyan.problems.vectors import statement_vectors

__all__ = ["ProblemClusterer"]


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
        theme_weight: float = THEME_WEIGHT,
        concept_weight: float = CONCEPT_WEIGHT,
        max_linked: int = MOST_LINKED,
        random_state: int | None = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.theme_weight = theme_weight
        self.concept_weight = concept_weight
        self.max_linked = max_linked
        self.random_state = random_state

    def fit(self, X: Sequence[str], y: Any = None) -> ProblemClusterer:  # noqa: N803
        """Cluster the statements ``X``."""
        self.labels_, self.medoids_ = group_statements(
            list(X),
            n_clusters=self.n_clusters,
            theme_weight=self.theme_weight,
            concept_weight=self.concept_weight,
            max_linked=self.max_linked,
        )
        return self

    def fit_predict(self, X: Sequence[str], y: Any = None, **kwargs: Any) -> npt.NDArray[np.int64]:  # noqa: N803
        """Cluster the statements and return their labels."""
        labels: npt.NDArray[np.int64] = self.fit(X).labels_
        return labels


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
    vectors = statement_vectors(distinct, theme_weight=0, concept_weight=CONCEPT_WEIGHT)
    for k in range(2, min(most, len(distinct) - 1) + 1):
        labels, _ = group_statements(distinct, n_clusters=k, theme_weight=0)
        value = round(float(silhouette_score(vectors, labels, metric="cosine")), 6)
        if value > best[1]:
            position = dict(zip(unique, labels.tolist(), strict=True))
            best = ([position.get(core, -1) for core in cores], value)
    return best
