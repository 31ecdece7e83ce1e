"""Lines inside of tables are leapt over when headings are looked for; what is found outside stays the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chenyan.corpus.headings import _INLINE_MARK, _INLINE_PLACE, Blocks, inline_marks

_NUMBERED = re.compile(r"^[ \t]{0,60}(?:\d、)?(?=[一1是])", re.M)


def blocks_of(drawn: list[tuple[int, int]]) -> Blocks:
    """Return stretches that do not overlap."""
    spans: list[tuple[int, int]] = []
    for start, length in sorted(drawn):
        if not spans or start >= spans[-1][1]:
            spans.append((start, start + length))
    return Blocks(spans)


@given(
    st.lists(st.sampled_from(["1、是的", "  1一", "一", "\t", "", " 文", "1", "   "]), max_size=12).map("\n".join),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=3),
)
def test_the_matches_outside_of_tables_are_those_of_the_whole_text(text: str, drawn: list[tuple[int, int]]) -> None:
    blocks = blocks_of(drawn)
    found = {m.span() for m in blocks.matches_outside(_NUMBERED, text)}
    every = [m.span() for m in _NUMBERED.finditer(text)]
    assert {span for span in every if not blocks.hold(span[0])} <= found <= set(every)
    assert {span for span in every if not blocks.hold(span[1])} <= found


@given(
    st.lists(
        st.sampled_from(["。", "；", "一是", "（二）", "3.", "3、", "其一，", "如", " ", "文", "\n"]), max_size=30
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4),
)
def test_the_marks_in_paragraphs_are_those_that_begin_outside_of_tables(
    text: str, drawn: list[tuple[int, int]]
) -> None:
    blocks = blocks_of(drawn)
    found = [mark.start for mark in inline_marks(text, blocks)]
    every = (_INLINE_MARK.match(text, place.end()) for place in _INLINE_PLACE.finditer(text))
    assert found == [m.start(m.lastgroup or 0) for m in every if m is not None and not blocks.hold(m.start())]
