"""The second look at a part: its tables, what it may change, and what it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.lexicons import read_rows
from chenyan.problems import load_themes
from chenyan.problems.drafts import Draft
from chenyan.problems.fault_model import fault_scores
from chenyan.problems.items import split_items
from chenyan.problems.reading import read_body
from chenyan.problems.reconsider import look_again, votes_of
from chenyan.problems.tagging import (
    CONTEXTS,
    PACKAGED,
    TAGS,
    best_tags,
    clause_features,
    packaged_tagger,
)
from chenyan.problems.view import build_view

PART = (
    "2022年我镇公开工作存在以下不足：一是村务信息更新不及时，群众有意见；二是业务人员不熟悉流程。"
    "下一步，一是每月通报更新情况；二是举办两期培训班，提高业务能力。"
)
WORDS = st.sampled_from(
    [
        "一是", "二是", "更新不及时", "人员不足", "，", "。", "；", "\n", "下一步", "将", "举办培训班", "存在", "等问题",
        "还有待提高", "：", "x",
    ]
)  # fmt: skip


def clauses_of(text: str):  # type: ignore[no-untyped-def]
    view = build_view(text, 0, len(text))
    return view, split_items(view)


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the words of the problems and of the measures."""
    problems, measures, _, view = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    return tuple([view.text[d.start : d.end] for d in drafts] for drafts in (problems, measures))  # type: ignore[return-value]


def test_the_packaged_tables_are_whole() -> None:
    rows, weights, steps = packaged_tagger()
    assert weights.shape == (len(rows), len(TAGS))
    assert len(rows) > 100
    assert steps.shape == (len(CONTEXTS), len(TAGS), len(TAGS))
    assert np.isfinite(weights).all()
    assert np.abs(weights).max() < 50
    assert {row["feature"] for row in read_rows(PACKAGED) if row["from"]} <= set(CONTEXTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=30).map("".join), st.data())
def test_nothing_goes_on_that_has_not_begun_whatever_the_rules_say(text: str, data: st.DataObject) -> None:
    _, clauses = clauses_of(text)
    scores = [fault_scores[clause.text.replace("\n", "")] for clause in clauses]
    features, contexts = clause_features(clauses, 2022, load_themes(), scores)
    votes = data.draw(
        st.lists(st.sampled_from(["", "PB", "PI", "MB", "MI"]), min_size=len(clauses), max_size=len(clauses))
    )
    tags = best_tags(clauses, features, contexts, votes)
    assert len(tags) == len(clauses)
    for before, tag in zip(["L", *tags], tags, strict=False):
        if tag[1:] == "I":
            assert before in (f"{tag[0]}B", f"{tag[0]}I")


def test_what_the_model_agrees_with_keeps_its_very_words() -> None:
    assert read(PART)[0] == ["村务信息更新不及时", "业务人员不熟悉流程"]


def test_that_nothing_is_left_of_the_problems_takes_more_than_the_model() -> None:
    text = "全年举办培训班三期，更新栏目五个。"
    view, clauses = clauses_of(text)
    told = [Draft(0, 9, "problem", (), 0.9)]
    votes = votes_of(clauses, [(0, 9)], [])
    scores = fault_scores[clauses[0].text], fault_scores[clauses[1].text]
    tags = best_tags(clauses, *clause_features(clauses, 2022, load_themes(), scores), votes)
    assert "PB" not in tags
    problems, measures = look_again(view, clauses, told, [], votes, tags, load_themes())
    assert problems == told
    assert measures == []


def test_no_clauses_no_change() -> None:
    assert best_tags([], [], [], []) == []


@pytest.mark.parametrize(
    ("text", "problems", "measures"),
    [
        (
            "存在的问题：政策解读偏少。改进措施：3月前补齐解读栏目，5月前完成30条。",
            ["政策解读偏少"],
            ["3月前补齐解读栏目，5月前完成30条"],
        ),
        (
            "由于涉及征收的申请量大，个别答复超期。下一步将增配办理人员。",
            ["个别答复超期"],
            ["增配办理人员"],
        ),
    ],
)
def test_wordings_that_were_once_misread(text: str, problems: list[str], measures: list[str]) -> None:
    assert read(text) == (problems, measures)
