"""Grouping needs no scikit-learn, and does what scikit-learn does to the last bit."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from chenyan.problems.linkage import average_linkage, cosine_distances
from chenyan.problems.vectors import hashed_grams, unit_rows

TEXTS = ["更新不及时", "信息  更新\n滞后", "", "慢", "AB型 表格", "𠮷字", "解读形式单一，内容偏少"]


def rows(n: int, width: int, seed: int) -> csr_matrix:
    """Return sparse rows, some of them alike."""
    made = np.random.default_rng(seed).random((n, width))
    made[made < 0.7] = 0.0
    made[:, 0] += 0.1
    made[n // 2 :] = np.round(made[n // 2 :], 1)
    made[n - 1] = made[0]
    return csr_matrix(made)


@pytest.mark.parametrize("n", [2, 3, 20, 150])
@pytest.mark.parametrize("width", [24, 25])
def test_clusters_are_those_of_scikit_learn(n: int, width: int) -> None:
    from sklearn.cluster import AgglomerativeClustering

    matrix = unit_rows(rows(n, width, n))
    for k in {1, 2, min(n, 9), n}:
        theirs = AgglomerativeClustering(n_clusters=k, metric="cosine", linkage="average").fit_predict(matrix.toarray())
        assert average_linkage(matrix, k).tolist() == theirs.tolist()


def test_distances_are_those_of_scipy() -> None:
    from scipy.spatial.distance import pdist, squareform

    matrix = rows(60, 31, 5)
    ours = cosine_distances(matrix)
    np.fill_diagonal(ours, 0.0)
    np.testing.assert_allclose(ours, squareform(pdist(matrix.toarray(), "cosine")), rtol=0, atol=1e-15)


def test_a_row_of_zeros_is_far_from_all_others() -> None:
    matrix = csr_matrix(np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 0.1]]))
    assert cosine_distances(matrix)[1].tolist()[::2] == [1.0, 1.0]
    assert average_linkage(matrix, 2).tolist() in ([0, 1, 0], [1, 0, 1])


def test_grams_are_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import HashingVectorizer

    theirs = HashingVectorizer(analyzer="char", ngram_range=(2, 3), n_features=512, alternate_sign=False)
    assert (unit_rows(hashed_grams(TEXTS)).toarray() == theirs.transform(TEXTS).toarray()).all()


def test_rows_are_scaled_as_by_scikit_learn() -> None:
    from sklearn.preprocessing import normalize

    matrix = rows(40, 30, 1)
    assert (unit_rows(matrix).toarray() == normalize(matrix).toarray()).all()


def test_themes_of_a_batch_do_not_load_scikit_learn() -> None:
    code = """
import sys
from types import SimpleNamespace
from chenyan.problems.assign import _propose
rows = [SimpleNamespace(words=words) for words in ("大厅噪声扰人", "大厅噪声很大", "大厅噪声偏大")]
assert len(_propose(rows, {"least": 3, "n_clusters": 1, "seed": 0})) >= 1
assert "sklearn" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
