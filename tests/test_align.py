"""Alignment: shared stretches, moved clauses, offsets in the originals."""

from __future__ import annotations

import difflib
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.align import KINDS, align, align_pairs, distance, similarity

TEXTS = st.text(alphabet="一二三信息公开工作，。、12ａb ", max_size=60)


def shared(a: str, b: str) -> list[str]:
    return [a[x.a_start : x.a_end] for x in align(a, b).blocks]


def test_equal_texts_are_one_block() -> None:
    assert shared("公开信息。", "公开信息。") == ["公开信息。"]
    assert align("公开信息。", "公开信息。").resemblance == 1


def test_changed_numbers_leave_the_wording_aligned() -> None:
    assert shared("公开信息128条，同比增长。", "公开信息93条，同比增长。") == ["公开信息", "条，同比增长。"]


def test_a_moved_clause_is_found_again() -> None:
    a = "一是在渡口设立查阅点，二是把账目念给老人听，三是请学生当讲解员。"
    b = "三是请学生当讲解员，一是在渡口设立查阅点，二是把账目念给老人听。"
    assert align(a, b).containment > 0.9
    assert align(a, b, swaps=False).containment < 0.8


def test_unrelated_sentences_share_nothing_by_chance() -> None:
    a = "围绕古桥修缮召开院坝会，把图纸和造价讲给村民听。"
    b = "八月起试行通学路施工公告，家长可以扫码留言。"
    assert align(a, b).matched <= 2


def test_offsets_count_in_the_originals() -> None:
    a, b = "　公开１２条，", "公开12条，"
    (block,) = align(a, b).blocks
    assert a[block.a_start : block.a_end] == "公开１２条，"


def test_operations_of_the_paper() -> None:
    a, b, c = (
        text.split()
        for text in (
            "We expect demand to increase",
            "We expect worldwide demand to increase",
            "We expect weakness in sales",
        )
    )
    assert distance(a, b) == 1
    assert distance(a, c) == 6
    assert similarity("".join("WEDTI"), "".join("WEDTI")) == 1


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_blocks_are_equal_text_and_never_overlap(a: str, b: str) -> None:
    from chenyan.text.fold import fold

    found = align(a, b)
    for x in found.blocks:
        assert fold(a[x.a_start : x.a_end]).text == fold(b[x.b_start : x.b_end]).text
        assert x.a_end > x.a_start
    for left, right in ((0, 1), (2, 3)):
        spans = sorted(
            ((x.a_start, x.a_end, x.b_start, x.b_end)[left], (x.a_start, x.a_end, x.b_start, x.b_end)[right])
            for x in found.blocks
        )
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
    if a or b:
        assert 0 <= found.resemblance <= 1
    if a:
        assert 0 <= found.containment <= 1


@pytest.mark.parametrize("n", [1, 50_000])
def test_hostile_repeats_end_quickly(n: int) -> None:
    assert align("，" * n, "。" * n).matched == 0
    assert align("公" * n, "公" * n).matched == n


def test_agrees_with_difflib_on_one_edit() -> None:
    a = "全年通过公开栏、广播、院坝会公开信息128条。"
    b = "全年通过公开栏、广播、微信群、院坝会公开信息128条。"
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    assert align(a, b).matched == sum(block.size for block in matcher.get_matching_blocks())


def test_long_texts_are_pinned_down_by_their_clauses() -> None:
    clauses = [
        f"第{number}个村把{thing}的账目念给老人听" for number, thing in enumerate("渠桥塘堤坝岭峰谷坪川原岸洲梅兰竹")
    ]
    a = "，".join(clauses) + "。"
    moved = [*clauses[8:], *clauses[:8]]
    moved[3] = moved[3].replace("念给老人听", "贴在祠堂门口")
    b = "，".join(moved) + "。"
    found = align(a, b)
    assert all(a[x.a_start : x.a_end] == b[x.b_start : x.b_end] for x in found.blocks)
    assert found.containment > 0.9
    assert align(a, b, swaps=False).containment < 0.7
    changed = clauses[3 + 8]
    assert "贴在祠堂门口" not in "".join(shared(b, a))
    assert any(changed[:6] in words for words in shared(a, b))


@pytest.mark.parametrize("n_sentences", [1, 20, 50])
def test_planted_edits_are_aligned(n_sentences: int) -> None:
    rng = random.Random(n_sentences)
    stock = [
        f"{a}{b}{c}"
        for a in "把请让由"
        for b in ("村里的老账", "渡口的时刻", "学堂的名册")
        for c in ("念给众人听", "抄在木牌上", "贴到祠堂口")
    ]
    right = found = true = 0
    for _ in range(30 // n_sentences + 2):
        clauses = [f"第{at}回{rng.choice(stock)}，" for at in range(4 * n_sentences)]
        a = b = ""
        links = set()
        for at in range(0, len(clauses), 4):
            kept = list(range(at, at + 4))
            starts = {}
            for k in kept:
                starts[k] = len(a)
                a += clauses[k]
            draw = rng.random()
            if draw < 0.3:
                del kept[rng.randrange(4)]
            elif draw < 0.5:
                kept.append(kept.pop(0))
            for k in kept:
                links |= {(starts[k] + step, len(b) + step) for step in range(len(clauses[k]))}
                b += clauses[k]
        pairs = {(x.a_start + step, x.b_start + step) for x in align(a, b).blocks for step in range(len(x))}
        right, found, true = right + len(pairs & links), found + len(pairs), true + len(links)
    assert right / found >= 0.97
    assert right / true >= 0.98


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_many_pairs_in_one_call_are_aligned_as_one_by_one(pairs: list[tuple[str, str]], swaps: bool) -> None:
    found = align_pairs([a for a, _ in pairs], [b for _, b in pairs], swaps=swaps)
    assert len(found) == len(pairs)
    for at, (a, b) in enumerate(pairs):
        one = align(a, b, swaps=swaps)
        assert found[at] == one
        assert found.matched[at] == one.matched


def test_kinds_of_pairs() -> None:
    moved = "一是在渡口设立查阅点，二是把账目念给老人听，三是请学生当讲解员。"
    pairs = [
        ("公开信息。", "公开信息。"),
        ("公开信息128条，同比增长。", "公开信息93条，同比增长。"),
        ("三是请学生当讲解员，一是在渡口设立查阅点，二是把账目念给老人听。", moved),
        ("甲乙丙丁", "子丑寅卯"),
    ]
    found = align_pairs([a for a, _ in pairs], [b for _, b in pairs])
    assert [KINDS[kind] for kind in found.kinds] == ["equal", "in order", "moved", "nothing shared"]
