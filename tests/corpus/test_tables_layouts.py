"""Every cell of a printed table comes back, with its state and its words, whatever the layout."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.corpus.forms import FORMS, VINTAGES, keys
from chenyan.corpus.render import render_grid, render_table
from chenyan.corpus.table_rows import rows_of_text
from chenyan.corpus.tables import find_tables
from chenyan.text import fold

FORM = st.sampled_from(FORMS)
VINTAGE = st.sampled_from(VINTAGES)
NUMBER = st.one_of(
    st.integers(0, 99).map(str),
    st.integers(1000, 9_999_999).map(lambda n: f"{n:,}"),
    st.floats(0.01, 9_999, allow_nan=False).map(lambda x: f"{x:.2f}"),
    st.sampled_from(["/", "-", "—", "无", "０", "３５", "-2"]),
)
# a wholly blank table is no table; labels stay, values may be blank
CELL = st.one_of(NUMBER, NUMBER, st.just(""))
STATES = {"/": "na", "-": "na", "—": "na", "无": "na", "": "blank"}


@st.composite
def tables(draw: st.DrawFn, cell: st.SearchStrategy[str]) -> tuple[str, int, dict[tuple[str, str], str]]:
    form, vintage = draw(FORM), draw(VINTAGE)
    names = keys(form, vintage)
    words = draw(st.lists(cell, min_size=len(names), max_size=len(names)))
    return form, vintage, dict(zip(names, words, strict=True))


def expected_state(words: str) -> str:
    if words in STATES:
        return STATES[words]
    return "zero" if words in ("0", "０", "0.00") else "number"


def assert_same(text: str, table: object, values: dict[tuple[str, str], str]) -> None:
    found = table.by_key()  # type: ignore[attr-defined]
    assert set(found) == set(values)
    for key, words in values.items():
        cell = found[key]
        assert text[cell.start : cell.end] == words, key
        assert cell.state == expected_state(words), key


@pytest.mark.parametrize("layout", ["flat", "tab", "pipe", "bars", "lines", "words"])
@given(drawn=tables(NUMBER))
@settings(max_examples=25, deadline=None)
def test_full_tables_come_back_from_text(layout: str, drawn: tuple[str, int, dict[tuple[str, str], str]]) -> None:
    form, vintage, values = drawn
    text = (
        "一、总体情况\n公开80条。\n二、某部分\n"
        + render_table(form, vintage, values, layout)
        + "\n五、问题\n公开不及时3次。"
    )
    found = [table for table in find_tables(text) if table.form == form]
    assert len(found) == 1
    assert_same(text, found[0], values)
    assert found[0].start >= text.index("某部分") + 3
    assert found[0].end <= text.index("五、问题")


@pytest.mark.parametrize("layout", ["flat", "tab", "pipe", "bars"])
@given(drawn=tables(CELL))
@settings(max_examples=25, deadline=None)
def test_blank_cells_keep_their_place_where_the_layout_shows_cells(
    layout: str, drawn: tuple[str, int, dict[tuple[str, str], str]]
) -> None:
    form, vintage, values = drawn
    values[keys(form, vintage)[0]] = "7"
    values[keys(form, vintage)[-1]] = "7"
    text = "某部分\n" + render_table(form, vintage, values, layout) + "\n五、问题\n"
    found = [table for table in find_tables(text) if table.form == form]
    assert len(found) == 1
    assert_same(text, found[0], values)


@given(drawn=tables(CELL))
@settings(max_examples=40, deadline=None)
def test_merged_grids_come_back(drawn: tuple[str, int, dict[tuple[str, str], str]]) -> None:
    form, vintage, values = drawn
    values[keys(form, vintage)[0]] = "7"
    head = "某部分\n"
    words, grid = render_grid(form, vintage, values, offset=len(head))
    text = head + words + "五、问题\n"
    found = [table for table in find_tables(text, [grid]) if table.form == form]
    assert len(found) == 1
    assert (found[0].start, found[0].end) == (grid.start, grid.end)
    assert_same(text, found[0], values)


PIECE = st.sampled_from(
    [
        "0",
        "12",
        "/",
        "*",
        "**5**",
        "规章",
        "一、本年新收政府信息公开申请数量",
        "其他",
        "7 8",
        "3件",
        "",
        " ",
        "5 件",
        "总计 4",
    ]
)


@given(st.lists(PIECE, max_size=30))
def test_lines_without_marks_of_cells_are_read_as_among_lines_with_them(lines: list[str]) -> None:
    text = "\n".join(lines)
    marked = text + "\n\t"  # a tab, and nothing beside it
    assert rows_of_text(text, fold(text).text, 0, len(text)) == rows_of_text(marked, fold(marked).text, 0, len(marked))
