"""Lines inside of tables are leapt over when headings are looked for; what is found outside stays the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chenyan.corpus.headings import Blocks

_NUMBERED = re.compile(r"^[ \t]{0,60}(?:\d、)?(?=[一1是])", re.M)


@given(
    st.lists(st.sampled_from(["1、是的", "  1一", "一", "\t", "", " 文", "1", "   "]), max_size=12).map("\n".join),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=3),
)
def test_the_matches_outside_of_tables_are_those_of_the_whole_text(text: str, drawn: list[tuple[int, int]]) -> None:
    spans: list[tuple[int, int]] = []
    for start, length in sorted(drawn):
        if not spans or start >= spans[-1][1]:
            spans.append((start, start + length))
    blocks = Blocks(spans)
    found = {m.span() for m in blocks.matches_outside(_NUMBERED, text)}
    every = [m.span() for m in _NUMBERED.finditer(text)]
    assert {span for span in every if not blocks.hold(span[0])} <= found <= set(every)
    assert {span for span in every if not blocks.hold(span[1])} <= found
