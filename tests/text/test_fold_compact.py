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


def test_a_part_of_a_view_is_the_view_of_the_part():
    text = "２０２１ 年\n\u200b１月，⽇期 [甲]　" * 30 + "𠮷 字。"
    view = fold(text, compact=True)
    for low, high in ((0, 0), (0, 7), (3, 250), (5, len(text)), (200, 10_000), (len(text), len(text))):
        part, alone = view.part(low, high), fold(text[low:high], compact=True)
        assert part.text == alone.text
        assert part.n_original == alone.n_original
        for start in range(0, len(part.text) + 1, 7):
            for end in range(start, len(part.text) + 1, 11):
                assert part.to_original(start, end) == alone.to_original(start, end)
    plain = fold("公开八十条" * 50, compact=True)
    assert plain.part(5, 9).text == "公开八十"
