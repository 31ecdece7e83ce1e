"""Words that stand where a figure belongs are read as cells with state text; no row is lost and none moves."""

from __future__ import annotations

import random

import make_files
import pytest

from chenyan.corpus.forms import FORMS, VINTAGES, keys
from chenyan.corpus.readers import read_document
from chenyan.corpus.render import render_grid, render_table
from chenyan.corpus.table_words import is_vague
from chenyan.corpus.tables import find_tables
from chenyan.types import Table

ANY_WORDS = ("若干", "约3", "10余件", "未统计", "材料不全", "见附件")
STATES = {"": "blank", "-": "na", "/": "na", "2.5": "number"}


def printed(form: str, vintage: int, words: tuple[str, ...], seed: int, share: float) -> dict[tuple[str, str], str]:
    dice = random.Random(seed)
    names = keys(form, vintage)
    values = {key: dice.choice(words) if dice.random() < share else str(dice.randint(0, 40)) for key in names}
    values[names[-1]] = "7"
    return values


def assert_cells(found: Table, values: dict[tuple[str, str], str]) -> None:
    assert {(cell.row, cell.column): cell.text for cell in found.cells} == values
    assert found.notes == ()


@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", ["tab", "pipe", "flat", "bars"])
def test_words_in_cells_keep_their_place_in_text(layout: str, form: str, vintage: int) -> None:
    for seed in range(6):
        values = printed(form, vintage, (*ANY_WORDS, *STATES), seed, 0.2)
        text = "甲镇2022年报告\n二、情况\n" + render_table(form, vintage, values, layout) + "\n五、问题\n公开不及时。"
        (found,) = find_tables(text)
        assert_cells(found, values)
        for cell in found.cells:
            assert text[cell.start : cell.end] == cell.text
            assert cell.state == STATES.get(cell.text, cell.state)
            assert (cell.state == "text") == (cell.text in ANY_WORDS)


@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("form", FORMS)
def test_words_in_cells_keep_their_place_in_grids(form: str, vintage: int) -> None:
    for seed in range(6):
        values = printed(form, vintage, (*ANY_WORDS, *STATES), seed, 0.2)
        text, grid = render_grid(form, vintage, values)
        (found,) = find_tables(text, [grid])
        assert_cells(found, values)


@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("form", ["disclosure", "requests"])
@pytest.mark.parametrize("layout", ["lines", "words"])
def test_amounts_without_figure_keep_their_place_in_flat_text(layout: str, form: str, vintage: int) -> None:
    for seed in range(6):
        values = printed(form, vintage, ("若干", "约3", "10余件", "未统计", "-", "/", "2.5"), seed, 0.2)
        text = "甲镇2022年报告\n二、情况\n" + render_table(form, vintage, values, layout) + "\n五、问题\n公开不及时。"
        (found,) = find_tables(text)
        assert_cells(found, values)


def test_a_row_of_one_word_is_read() -> None:
    values = dict.fromkeys(keys("disclosure", 2021), "0") | {("penalties", "decisions"): "若干"}
    for layout in ("tab", "pipe", "flat", "words"):
        (found,) = find_tables("二、情况\n" + render_table("disclosure", 2021, values, layout))
        assert found.cell("penalties", "decisions").state == "text", layout
        assert found.cell("coercion", "decisions").value == 0
        assert found.notes == ()


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_words_in_cells_are_read_from_files(kind: str) -> None:
    made = make_files.report()
    object.__setattr__(made, "disclosure", ("若干", "约3", "-", 3, 2.5, "", 7, "未统计", "/", "多件"))
    document = read_document(getattr(make_files, f"as_{kind}")(made), f"a.{kind}", kind)
    table = next(t for t in find_tables(document.text, document.grids) if t.form == "disclosure")
    states = [(cell.text, cell.state) for cell in table.cells]
    assert [state for _, state in states] == [
        "text", "text", "na", "number", "number", "blank", "number", "text", "na", "text",
    ]  # fmt: skip
    assert table.notes == ()


def test_headers_are_never_cells() -> None:
    values = dict.fromkeys(keys("litigation", 2021), "") | {("review", "upheld"): "1"}
    (found,) = find_tables("四、复议\n" + render_table("litigation", 2021, values, "tab"))
    assert not [cell for cell in found.cells if cell.state == "text"]


def test_only_amounts_are_vague() -> None:
    assert not any(map(is_vague, ("行政强制", "规章", "公开", "本年", "自然人", "第二十条", "总计")))
