"""Statutory tables as they are found: torn, simplified, cut by pages, relabelled; and what is no table."""

from __future__ import annotations

import pytest

from chenyan.corpus.forms import keys
from chenyan.corpus.render import render_grid, render_table
from chenyan.corpus.tables import find_tables
from chenyan.types import Grid, GridCell, Table

ROWS_2021 = tuple(dict.fromkeys(row for row, _ in keys("requests", 2021)))
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")


def filled(form: str, vintage: int) -> dict[tuple[str, str], str]:
    """Number the cells of a form, so that no two are alike."""
    return {key: str(number) for number, key in enumerate(keys(form, vintage), start=10)}


def values(table: Table) -> dict[tuple[str, str], str]:
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def only(text: str, grids: tuple[Grid, ...] = ()) -> Table:
    found = find_tables(text, grids)
    assert len(found) == 1
    return found[0]


def test_words_of_a_pdf_with_labels_over_several_lines() -> None:
    text = render_table("requests", 2021, filled("requests", 2021), "words")
    text = text.replace("5.要求行政机关确认或重新出具已获取信息 ", "5.要求行政机关确认或重 新出具\n已获取信息\n")
    text = text.replace("三、本年度办理结果 ", "三\n、\n本\n年\n度\n办\n理\n结\n果\n")
    text = text.replace(
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "（二）部分公开（区分处理的，只计这一情 形，不\n计其他情形）\n",
    )
    text = text.replace("2.重复申请", "- 4 -\n2.重复申请")
    assert values(only("三、申请情况\n" + text)) == filled("requests", 2021)


def test_a_label_that_goes_on_after_its_values() -> None:
    text = render_table("requests", 2021, filled("requests", 2021), "words")
    head, tail = "2.其他法律行政法规禁", "止公开"
    line = next(line for line in text.splitlines() if head in line)
    torn = line.replace(head + tail, head) + "\n" + tail
    assert values(only(text.replace(line, torn))) == filled("requests", 2021)


def test_rows_without_their_labels_are_placed_by_order() -> None:
    """A converter put some labels on lines of their own before or after the values, and a page number between."""
    lines = []
    wanted = filled("requests", 2021)
    for number, row in enumerate(ROWS_2021):
        cells = " | ".join(wanted[row, column] for column in COLUMNS)
        printed = render_table("requests", 2021, wanted, "lines")
        label = printed.split(f"\n{wanted[row, 'natural']}\n")[0].splitlines()[-1]
        if number % 4 == 3:
            lines += [label, "2" if number == 11 else "", f"| {cells} |"]
        else:
            lines.append(f"| {label} | {cells} |")
    lines[3], lines[4] = lines[4], lines[3]
    assert values(only("\n".join(lines))) == wanted


def test_a_table_cut_by_a_page_break_into_grids_of_other_widths() -> None:
    wanted = filled("requests", 2021)
    words, grid = render_grid("requests", 2021, wanted)
    cut = 14
    first = Grid(tuple(c for c in grid.cells if c.row < cut), cut, 10, 0, 0)
    rest = [c for c in grid.cells if c.row >= cut]
    # the second page lost the column of the group labels
    shifted = tuple(
        GridCell(c.text, c.start, c.end, c.row - cut, c.column - 1, c.row_span, c.column_span)
        for c in rest
        if not c.text.startswith(("（四）", "（五）", "（六）"))
    )
    middle = rest[0].start
    pages = (
        Grid(first.cells, cut, 10, 0, middle),
        Grid(shifted, grid.n_rows - cut, 9, middle, len(words)),
    )
    table = only(words, pages)
    assert values(table) == wanted
    assert (table.start, table.end) == (0, len(words))


def test_an_added_column_keeps_the_last_seven_cells() -> None:
    wanted = filled("requests", 2021)
    text = render_table("requests", 2021, wanted, "tab")
    widened = [line.replace("申请数量\t", "申请数量\t999\t") for line in text.splitlines()]
    table = only("\n".join(widened))
    assert values(table) == wanted
    assert table.notes == ("rows with fewer or more cells than columns: new, carried_in",)


def test_cells_that_are_no_numbers_keep_their_words() -> None:
    wanted = filled("disclosure", 2021)
    wanted["licences", "decisions"] = "5件"
    wanted["penalties", "decisions"] = "/"
    wanted["coercion", "decisions"] = "-3"
    wanted["fees", "fee_amount"] = "1,234.5"
    table = only(render_table("disclosure", 2021, wanted, "lines"))
    states = {cell.row: (cell.state, cell.value) for cell in table.cells if cell.row not in ("rules", "documents")}
    assert states == {
        "licences": ("text", None), "penalties": ("na", None), "coercion": ("number", -3), "fees": ("number", 1234.5),
    }  # fmt: skip


def test_labels_with_explanations_and_rows_of_local_make() -> None:
    wanted = filled("disclosure", 2019)
    text = render_table("disclosure", 2019, wanted, "lines").replace("\n", "\n\n")
    text = text.replace("本年新制作数量", "本年新\n\n制作数量").replace(
        "规章\n", "规章（设区的市人民政府应提供相关数据）\n"
    )
    note = "规范性文件（行政机关制定的决定、公告、意见，标题采用“规定”“办法”字样的，一般属于规范性文件）"
    local = "其他主动公开文件（含以本单位名义签发的、除规范性文件以外的文件）\n\n7\n\n8\n\n9\n\n第二十条第（五）项"
    text = text.replace("规范性文件\n", note + "\n").replace("第二十条第（五）项", local)
    assert values(only(text)) == wanted


@pytest.mark.parametrize("form", ["disclosure", "requests", "litigation"])
def test_pipes_without_borders_and_with_blanks_at_the_end(form: str) -> None:
    wanted = filled(form, 2021)
    lines = render_table(form, 2021, wanted, "words").splitlines()
    text = "\n".join(line.replace(" ", " | ") + " | |||" for line in lines)
    assert values(only(text)) == wanted


@pytest.mark.parametrize("year", [2019, 2021])
@pytest.mark.parametrize("form", ["disclosure", "requests"])
def test_the_labels_tell_the_form(form: str, year: int) -> None:
    assert only(render_table(form, year, filled(form, year), "lines")).vintage == year


def test_table_four_takes_the_vintage_of_its_report() -> None:
    text = "".join(
        render_table(form, 2019, filled(form, 2019), "tab") + "\n正文。\n" for form in ("disclosure", "litigation")
    )
    assert [(table.form, table.vintage) for table in find_tables(text)] == [("disclosure", 2019), ("litigation", 2019)]


def test_simplified_rows_give_the_cells_that_they_print() -> None:
    text = (
        "申请人情况\n自然人\n法人或其他组织\n总计\n一、本年新收政府信息公开申请数量\n3\n1\n4\n"
        "二、上年结转政府信息公开申请数量\n1\n0\n1\n三、本年度办理结果\n予以公开\n2\n部分公开\n1\n不予公开\n2\n"
        "其他处理\n0\n四、结转下年度继续办理\n0\n"
    )
    table = only(text)
    assert values(table) == {
        ("new", "natural"): "3", ("new", "total"): "4", ("carried_in", "natural"): "1", ("carried_in", "total"): "1",
        ("granted", "total"): "2", ("partial", "total"): "1", ("other_handled", "total"): "0",
        ("carried_out", "total"): "0",
    }  # fmt: skip
    assert len(table.notes) == 2


def test_review_and_lawsuits_in_two_blocks() -> None:
    review = "行政复议\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n1\n0\n0\n2\n3\n"
    table = only(review + "行政诉讼\n未经复议直接起诉\n复议后起诉\n4\n5\n")
    assert [table.cell("review", column).value for column in ("upheld", "pending", "total")] == [1, 2, 3]  # type: ignore[union-attr]
    assert table.cell("lawsuit_direct", "total").value == 4  # type: ignore[union-attr]
    assert table.cell("lawsuit_after_review", "total").value == 5  # type: ignore[union-attr]
    assert table.cell("lawsuit_direct", "upheld") is None


@pytest.mark.parametrize(
    "text",
    [
        "全年新收政府信息公开申请3件，上年结转2件，予以公开4件，部分公开1件。",
        "未发生行政复议、行政诉讼。行政复议结果维持1件，结果纠正0件。",
        "依据第二十条第（一）项，公开规章3件、规范性文件12件，行政许可 97 件，行政处罚 3 件。",
        "表略。",
        "第二十条 规定主动公开的内容。\n5\n6\n7",
    ],
)
def test_narrative_is_no_table(text: str) -> None:
    assert find_tables("三、收到和处理政府信息公开申请情况\n" + text + "\n五、存在的主要问题\n更新慢。") == ()


def test_narrative_before_and_after_is_left_alone() -> None:
    before = "三、收到和处理政府信息公开申请情况\n本年新收政府信息公开申请21件，均按期答复。\n"
    after = "其中予以公开 3 件，不予公开 2 件。\n"
    table = only(before + render_table("requests", 2021, filled("requests", 2021), "words") + after)
    assert values(table) == filled("requests", 2021)
    assert table.start == len(before)
    assert table.end <= len(before + render_table("requests", 2021, filled("requests", 2021), "words"))


def test_grids_of_other_tables_are_left_alone() -> None:
    cells = tuple(GridCell(word, 0, 0, 0, at) for at, word in enumerate(("序号", "内容", "数量")))
    assert find_tables("序号内容数量", (Grid(cells, 1, 3, 0, 6),)) == ()


def test_real_texts_have_every_cell(real_folder) -> None:  # type: ignore[no-untyped-def]
    counts = {"ogi/zeku-2021.txt": [10, 175, 15], "kirogovcompare/kewei-2024-source.md": [10, 175, 15]}
    for name, wanted in counts.items():
        tables = find_tables((real_folder / name).read_text(encoding="utf-8"))
        assert [len(table.cells) for table in tables] == wanted
        for table in tables:
            assert not table.notes
