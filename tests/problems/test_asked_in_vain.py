"""What is asked only where it can be found is found as if it were always asked; the collector runs again after reading."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.problems import talk, trimming
from chenyan.problems.parts import undisturbed
from chenyan.problems.polarity import _CONCESSION, is_concession
from chenyan.problems.talk import is_talk

PIECES = st.lists(
    st.sampled_from(
        ["但", "由于", "存在", "的问题", "问题是", "工作中", "我局", "反映较多的是", "虽有改进，但", "与先进地区相比，", "已基本解决",
         "不足", "更新不及时", "公开栏", "目前", "也要看到", "一些", "下一步", "2023年", "将继续", "从3月起", "全镇", "按照上级要求",
         "加强培训", "以上措施", "做好工作", "着手", "在今后的工作中", "新的一年", "更加完善", "等", "，", "着"]
    ),
    min_size=1,
    max_size=7,
).map("".join)  # fmt: skip


@given(PIECES)
def test_what_stands_before_a_problem_or_measure_is_found_as_by_its_pattern(words: str) -> None:
    found, wanted = trimming._before(words, 0, len(words)), trimming.BEFORE.match(words)
    assert (found and found.span()) == (wanted and wanted.span())
    if trimming._M_BEFORE.match(words):
        assert trimming._opens_measure(words[0])


@given(PIECES)
def test_talk_and_concessions_are_told_as_by_their_patterns(words: str) -> None:
    known = talk.TIME_ONLY.fullmatch(words) or re.search(f"^(?:{talk._TALK_BEGINS})|{talk._TALK_HOLDS}", words)
    assert is_talk(words) == (known is not None and len(words) <= 40)
    assert is_concession(words) == (_CONCESSION.fullmatch(words.strip("，。；、 ")) is not None)


@pytest.mark.parametrize("usual", [True, False])
def test_the_collector_is_left_as_it_was(usual: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if usual else gc.disable)()
        with undisturbed():
            assert not gc.isenabled()
        assert gc.isenabled() == usual
    finally:
        (gc.enable if before else gc.disable)()
