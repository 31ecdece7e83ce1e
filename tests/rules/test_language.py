"""What the language rules ask of a whole narrative finds all that their patterns find."""

from __future__ import annotations

import random
import re

import pytest

from chenyan.case import Case
from chenyan.corpus.build import report_from_text
from chenyan.rules import l01_confusable, l02_broken_sentence, l04_particles
from chenyan.rules._language import narrative, passages
from chenyan.text.neighbours import Neighbours


def _case(text: str) -> Case:
    return Case(report_from_text(f"一、总体情况\n{text}\n", year=2022, genre="ogi"))


def test_characters_side_by_side_are_found_at_the_end_and_never_across_a_line() -> None:
    found = Neighbours({"one": ("丙",), "two": ("乙", "丙"), "three": ("甲", "乙", "丙丁")})
    assert found.found(narrative(_case("没有这些字。")).places) == set()
    assert found.found(narrative(_case("句末是甲乙丁")).places) == {"three"}
    assert found.found(narrative(_case("句末是乙丙")).places) == {"one", "two"}
    assert found.found(narrative(_case("前一行的末字是乙。\n丙字在下一行。")).places) == {"one"}
    assert found.found(narrative(_case("")).places) == set()


def test_the_rows_of_characters_are_found_as_patterns_find_them() -> None:
    rows = {"a": ("甲乙", "丙"), "b": ("丙", "丁", "甲"), "c": ("戊",), "d": ("己", "己")}
    patterns = {name: re.compile("".join(f"[{one}]" for one in row)) for name, row in rows.items()}
    neighbours = Neighbours(rows)
    draw = random.Random(7)
    for _ in range(300):
        case = _case("".join(draw.choices("甲乙丙丁戊己庚𠀀，。", k=draw.randint(1, 30))))
        assert neighbours.found(narrative(case).places) == {
            name for name, one in patterns.items() if one.search(narrative(case).text)
        }


L02_PIECES = ["公开", "信息", "的", "，", "。", "和", "以及", "关于", "，加强信息的。", "更新滞后，信息的质量。"]
L04_PIECES = [
    "认真",
    "积极",
    "做好",
    "落实",
    "推进",
    "的",
    "地",
    "不够",
    "还",
    "较好",
    "效果",
    "态度",
    "公开",
    "工作",
    "，",
]
L02_CASES = [
    (l02_broken_sentence._NEIGHBOURS, pattern.pattern, pattern, L02_PIECES) for pattern in l02_broken_sentence._ENDS
]
L04_CASES = [
    (l04_particles._NEIGHBOURS, right, pattern, L04_PIECES)
    for right, pattern in (
        ("地", l04_particles._TO_DI),
        ("得", l04_particles._TO_DE_COMPLEMENT),
        ("的", l04_particles._TO_ATTRIBUTE),
    )
]


@pytest.mark.parametrize(("neighbours", "name", "pattern", "pieces"), [*L02_CASES, *L04_CASES], ids=range(6))
def test_no_match_is_lost_by_asking_the_narrative_first(
    neighbours: Neighbours, name: str, pattern: re.Pattern[str], pieces: list[str]
) -> None:
    draw = random.Random(11)
    matched = 0
    for _ in range(400):
        case = _case("情况" + "".join(draw.choices(pieces, k=14)) + "。")
        if any(pattern.search(passage.text) for passage in passages(case)):
            matched += 1
            assert name in neighbours.found(narrative(case).places)
    assert matched >= 3


def test_letters_are_masked_in_the_passage_that_holds_them_alone() -> None:
    case = _case("网址是www.abc.example，请看。\n这一段没有字母。\n邮箱a@b.example。")
    texts = [passage.text for passage in passages(case)]
    assert ["\x00" in text for text in texts] == [True, False, True]


def test_no_wrong_word_is_hidden_by_another_that_begins_in_it() -> None:
    listed = [(word, number) for word, number in l01_confusable._wrong_words(0.0) if word]
    draw = random.Random(3)
    several = 0
    for _ in range(300):
        words = [draw.choice(listed)[0] for _ in range(6)]
        case = _case(
            "情况" + "".join(word[draw.randint(0, 1) :] if draw.random() < 0.5 else word for word in words) + "。"
        )
        held = {number for word, number in listed if word in narrative(case).text}
        assert l01_confusable._named(narrative(case), 0.0) - l01_confusable._always(
            0.0
        ) == held - l01_confusable._always(0.0)
        several += len(held) > 2
    assert several > 100
