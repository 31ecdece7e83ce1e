"""What the sieve finds is what a search with each pattern finds; the table of a model scores as the model does."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.lexicons import read_rows
from chenyan.problems import load_themes
from chenyan.problems.sieve import Cues, Sieve, needed
from chenyan.problems.theme_model import _vector, fit_theme_model, measure_model, packaged_model

PATTERNS = [
    re.compile(pattern)
    for pattern in (
        "缺(?:乏|少)|欠(?!款)",
        "[^，]{1,4}滞后$",
        "(?:公开)?工作[^，]{0,6}(?:起步|处[于在])",
        "更新{2,3}|不{0,2}及时",
        r"\d{2}%|\.",
        "^(?P<who>我[局镇])?(?:无|没有)",
        "(?<!从)未(?=更)",
        "a?b*",
    )
]
WORDS = "公开工作起步处于在缺乏少欠款更新不及时我局镇无没有从未滞后，12%.ab"


@given(st.text(WORDS, max_size=24))
def test_a_sieve_finds_what_each_pattern_finds(words):
    assert [*Sieve(PATTERNS).found_in(words)] == [at for at, one in enumerate(PATTERNS) if one.search(words)]


@given(st.lists(st.text(WORDS, max_size=12), max_size=3), st.sampled_from([1, 50]))
def test_cues_find_what_any_pattern_finds(several, times):
    cues = ["缺(?:乏|少)|欠(?!款)", "滞后", "少", "更新{2,3}", "不及时", "(?<!从)未(?=更)"]
    told = [any(re.search(cue, words) for cue in cues) for words in several]
    assert [*Cues(cues).found_in_each(several * times)] == told * times


def test_the_packaged_patterns_find_what_they_find_alone():
    lexicon = load_themes()
    patterns = [pattern for *_, pattern in (*lexicon.levels, *lexicon.answers)]
    patterns += [re.compile(row["terms"]) for row in read_rows("problem_concepts.csv")]
    sieve = Sieve(patterns)
    examples = [row["words"] for name in ("problem_exemplars.csv", "problem_measures.csv") for row in read_rows(name)]
    for words in examples[::7]:
        assert [*sieve.found_in(words)] == [at for at, one in enumerate(patterns) if one.search(words)], words


@pytest.mark.parametrize(
    ("pattern", "grams"),
    [
        ("解读", {"解读"}),
        ("依申请公开?", {"依申"}),
        ("(?:a|b)?c", {"c"}),
        ("x{1,3}y", {"x"}),
        (r"\.|k", {".", "k"}),
        ("[还仍]需", {"还需", "仍需"}),
        ("缺(?!省)(?:少|乏)", {"缺少", "缺乏"}),
        ("缺?少", {"少"}),
        ("(?:缺人|少)了", {"了"}),
        (r"\d的?", None),
        ("(?=缺)", None),
        ("缺|[^，]", None),
    ],
)
def test_a_pattern_says_what_it_needs(pattern, grams):
    assert needed(pattern) == grams


def test_a_pattern_with_flags_is_always_asked():
    assert [*Sieve([re.compile("ABC", re.IGNORECASE)]).found_in("xabc")] == [0]


@pytest.mark.parametrize("model", [packaged_model, measure_model])
def test_the_table_scores_as_the_model(model):
    model = model()
    for words in ("信息更新不够及时", "每周更新网站栏目，每月公开公开公开", "公开的内容内容不全", "", "，", "xyz"):
        at, values = _vector(words, model.rows, model.idf, model.concepts)
        plainly = values @ model.weights[at] if at else np.full(len(model.themes), -1.0)
        assert np.allclose(model.scores(words), plainly, atol=1e-12), words


def test_a_small_model_without_some_features_scores_as_well():
    model = fit_theme_model([("a", "慢"), ("b", "少"), ("b", "少少")], concepts=0.5)
    at, values = _vector("少少慢慢慢", model.rows, model.idf, model.concepts)
    assert np.allclose(model.scores("少少慢慢慢"), values @ model.weights[at], atol=1e-12)
