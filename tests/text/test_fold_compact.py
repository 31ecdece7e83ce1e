"""Compacting a long text by arrays gives the same view as compacting it character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chenyan.text import fold

CHARS = st.sampled_from("中１⼯ａ（％— \u3000\n\r\t\u200b\ufeff😀\ud800x0。")


@given(st.lists(st.one_of(CHARS, st.characters()), min_size=1, max_size=60).map("".join))
def test_long_and_short_texts_fold_alike(text: str) -> None:
    pad = "甲" * 200
    short, long = fold(text, compact=True), fold(pad + text, compact=True)
    assert long.text == pad + short.text
    assert fold(pad + text).text == pad + fold(text).text
    for at in range(len(short.text)):
        low, high = short.to_original(at, at + 1)
        assert long.to_original(200 + at, 201 + at) == (200 + low, 200 + high)
