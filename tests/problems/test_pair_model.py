"""Which measure answers which problem: the table, the probabilities, and what the order and the words do to them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.lexicons import read_rows
from chenyan.problems import load_themes
from chenyan.problems.pair_model import (
    NONE,
    PACKAGED,
    PAIR,
    STEP,
    MeasureWords,
    ProblemWords,
    none_features,
    pair_features,
    probabilities,
    step_features,
    through,
)
from chenyan.problems.reading import read_body

THEMES = ("timeliness", "staffing", "policy_interpretation", "completeness")
WORDS = st.frozensets(st.sampled_from("更新解读人员栏目培训"), max_size=4)
PROBLEMS = st.builds(
    ProblemWords,
    st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
    WORDS,
    WORDS,
    st.integers(0, 5),
)
MEASURES = st.builds(
    MeasureWords,
    st.lists(st.sampled_from(THEMES), max_size=2, unique=True).map(tuple),
    st.dictionaries(st.sampled_from(THEMES), st.floats(0, 1), max_size=4),
    WORDS,
    WORDS,
    st.booleans(),
    st.booleans(),
    st.integers(1, 60),
)


def answered(text: str) -> set[tuple[str, str]]:
    problems, measures, pairs, view = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    words = [[view.text[d.start : d.end] for d in drafts] for drafts in (problems, measures)]
    return {(words[0][p], words[1][m]) for p, m in pairs}


def test_the_packaged_table_names_every_feature_once() -> None:
    told = [(row["kind"], row["feature"]) for row in read_rows(PACKAGED)]
    assert told == [
        *(("pair", name) for name in PAIR),
        *(("none", name) for name in NONE),
        *(("step", name) for name in STEP),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(PROBLEMS, min_size=1, max_size=6), st.lists(MEASURES, min_size=1, max_size=8), st.booleans())
def test_the_answers_of_a_measure_are_shares_of_one(
    problems: list[ProblemWords], measures: list[MeasureWords], turns: bool
) -> None:
    homes = [problems[at % len(problems)].place for at in range(len(measures))] if turns else None
    assert pair_features(problems, measures, homes).shape == (len(measures), len(problems), len(PAIR))
    assert none_features(problems, measures, turns).shape == (len(measures), len(NONE))
    places = tuple(problem.place for problem in problems)
    assert step_features(places, len(measures), turns).shape == (len(problems) + 1, len(problems), len(STEP))
    found = probabilities(problems, measures, homes)
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= 1 + 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3), st.integers(1, 3), st.randoms(use_true_random=False))
def test_the_probabilities_are_those_of_all_ways_counted_one_by_one(n: int, m: int, chance) -> None:  # type: ignore[no-untyped-def]
    local = np.array([[chance.uniform(-3, 3) for _ in range(n)] for _ in range(m)])
    nothing = np.array([chance.uniform(-3, 3) for _ in range(m)])
    steps = np.array([[chance.uniform(0.1, 4) for _ in range(n)] for _ in range(n + 1)])
    wanted, total = np.zeros((m, n)), 0.0
    for way in itertools.product(range(-1, n), repeat=m):
        last, weight = 0, 1.0
        for at, answer in enumerate(way):
            if answer < 0:
                weight *= math.exp(nothing[at])
            else:
                weight *= math.exp(local[at, answer]) * steps[last, answer]
                last = answer + 1
        total += weight
        for at, answer in enumerate(way):
            if answer >= 0:
                wanted[at, answer] += weight
    np.testing.assert_allclose(through(local, nothing, steps), wanted / total, rtol=1e-9)


def test_extreme_weights_stay_finite() -> None:
    found = through(np.full((200, 3), 400.0), np.full(200, -400.0), np.ones((4, 3)))
    np.testing.assert_allclose(found, 1 / 3)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_words_find_the_problem_whatever_the_order_of_the_measures(order: tuple[int, ...]) -> None:
    faults = ("信息更新不及时", "政策解读形式单一", "专职人员不足")
    deeds = ("每周更新一次栏目信息", "制作图解和视频解读政策", "配备两名专职人员")
    marks = "一二三"
    said = "；".join(f"{mark}是{fault}" for mark, fault in zip(marks, faults, strict=True))
    done = "；".join(f"{mark}是{deeds[at]}" for mark, at in zip(marks, order, strict=True))
    found = answered(f"五、存在的主要问题及改进情况\n我局公开工作存在以下不足：{said}。下一步，{done}。")
    assert found == set(zip(faults, deeds, strict=True))


def test_a_general_measure_answers_nothing() -> None:
    found = answered(
        "五、存在的主要问题及改进情况\n一是信息更新不及时；二是解读形式单一。"
        "下一步，一是每周更新栏目；二是制作图解；三是加强组织领导，压实工作责任。"
    )
    assert {problem for problem, _ in found} == {"信息更新不及时", "解读形式单一"}
    assert not any("组织领导" in measure for _, measure in found)


def test_measures_told_by_place_alone_keep_the_order() -> None:
    found = answered(
        "五、存在的主要问题及改进情况\n一是甲站的牌子旧了没人换；二是乙站的喇叭哑了没人修。"
        "下一步，一是请木匠重做一块；二是请电工上门看看。"
    )
    assert found <= {
        ("甲站的牌子旧了没人换", "请木匠重做一块"),
        ("乙站的喇叭哑了没人修", "请电工上门看看"),
    }
    assert found


def test_very_many_problems_are_read_all_the_same() -> None:
    faults = "；".join(f"第{at}个栏目信息更新不及时" for at in range(90))
    problems, *_ = read_body(
        text := f"五、存在的主要问题及改进情况\n存在以下问题：{faults}。下一步，每周更新栏目信息。",
        0, len(text), year=2022, lexicon=load_themes(),
    )  # fmt: skip
    assert len(problems) > 60
