"""The clusterer keeps scikit-learn's contract and does not depend on seed or order."""

from __future__ import annotations

import pickle
import random

import pytest

from chenyan.problems import ProblemClusterer
from chenyan.problems.agreement import adjusted_rand, b_cubed

WORDS = [
    "信息更新不及时", "部分信息更新滞后", "公开时效性不强", "专职人员不足", "缺少专职人员", "人员多为兼职",
    "解读形式单一", "政策解读不够通俗", "解读数量偏少", "栏目长期空白", "网站栏目设置不合理",
]  # fmt: skip


def test_clone_params_and_pickle():
    from sklearn.base import clone

    model = ProblemClusterer(n_clusters=4, random_state=7)
    assert clone(model).get_params() == model.get_params()
    fitted = model.fit(WORDS)
    assert (pickle.loads(pickle.dumps(fitted)).labels_ == fitted.labels_).all()


def test_seed_and_order_do_not_matter():
    base = ProblemClusterer(n_clusters=4).fit(WORDS).labels_.tolist()
    for seed in range(3):
        order = list(range(len(WORDS)))
        random.Random(seed).shuffle(order)
        other = ProblemClusterer(n_clusters=4, random_state=seed).fit([WORDS[i] for i in order]).labels_.tolist()
        assert adjusted_rand([base[i] for i in order], other) == 1.0


def test_statements_of_one_subject_stand_together():
    labels = ProblemClusterer(n_clusters=4).fit(WORDS).labels_.tolist()
    gold = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert b_cubed(gold, labels)[2] >= 0.8


@pytest.mark.parametrize("words", [[], ["更新不及时"], ["更新不及时"] * 5])
def test_few_statements_are_no_error(words):
    assert len(ProblemClusterer().fit(words).labels_) == len(words)


def test_what_no_example_resembles_is_grouped_by_its_own_words():
    noise = ["大厅噪声扰人", "大厅噪声很大", "大厅噪声偏大"]
    odour = ["河道气味刺鼻", "河道气味难闻", "河道气味很重"]
    labels = ProblemClusterer(n_clusters=2).fit(noise + odour).labels_.tolist()
    assert b_cubed([0] * 3 + [1] * 3, labels)[2] == 1.0


def test_the_learned_map_joins_faults_that_share_no_word():
    words = ["新手多，写不来答复", "业务水平不高", "对条例一知半解", "玻璃裂了的公开栏没换", "链接失效", "附件打不开"]
    labels = ProblemClusterer(n_clusters=2).fit(words).labels_.tolist()
    assert b_cubed([0] * 3 + [1] * 3, labels)[2] == 1.0
