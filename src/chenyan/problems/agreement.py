"""How well two groupings agree, and the usual clusterers to compare with (measured beside ours in the same run)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of a grouping.

    References
    ----------
    Bagga, A. and Baldwin, B. (1998). Entity-based cross-document coreferencing using the vector space model. ACL.

    Examples
    --------
    >>> [round(x, 3) for x in b_cubed(["a", "a", "b"], [1, 1, 1])]
    [0.556, 1.0, 0.714]
    """
    n = len(gold)
    if not n:
        return float("nan"), float("nan"), float("nan")
    sizes, groups = Counter(gold), Counter(found)
    both = Counter(zip(gold, found, strict=True))
    precision = sum(count * count / groups[g] for (_, g), count in both.items()) / n
    recall = sum(count * count / sizes[t] for (t, _), count in both.items()) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def v_measure(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Return the V-measure, the harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007)."""
    from sklearn.metrics import v_measure_score

    return float(v_measure_score(_codes(gold), _codes(found)))


def adjusted_rand(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index of two groupings (Hubert and Arabie 1985)."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(_codes(first), _codes(second)))


def _codes(values: Sequence[Hashable]) -> list[int]:
    codes: dict[Hashable, int] = {}
    return [codes.setdefault(value, len(codes)) for value in values]


def baselines(seed: int = 0) -> dict[str, Callable[[Sequence[str]], list[int]]]:
    """Return the clusterers to beat: raw text, character and word TF-IDF, with KMeans and HDBSCAN."""

    def tfidf(words: Sequence[str]) -> object:
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True).fit_transform(words)

    def kmeans(words: Sequence[str]) -> list[int]:
        from sklearn.cluster import KMeans

        k = min(22, len(words))
        return [int(x) for x in KMeans(k, n_init=4, random_state=seed).fit_predict(tfidf(words))]

    def hdbscan(words: Sequence[str]) -> list[int]:
        from sklearn.cluster import HDBSCAN
        from sklearn.decomposition import TruncatedSVD
        from sklearn.preprocessing import normalize

        dense = normalize(TruncatedSVD(min(30, len(words) - 1), random_state=seed).fit_transform(tfidf(words)))
        labels = [int(x) for x in HDBSCAN(min_cluster_size=4, copy=True).fit_predict(dense)]
        # noise is nobody's cluster: each noisy statement stays alone
        return [label if label >= 0 else -at - 1 for at, label in enumerate(labels)]

    return {"TF-IDF + KMeans": kmeans, "TF-IDF + SVD + HDBSCAN": hdbscan}
