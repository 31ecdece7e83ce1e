"""Single tables: nothing runs in Excel, nothing is lost, every column is explained."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.export import write_audit, write_rows
from chenyan.export.rows import collect
from chenyan.export.schema import STATA_RESERVED, stata_name
from chenyan.export.sheet import MAX_CELL, cell_parts, visible, xlsx_bytes
from chenyan.files import csv_bytes, plain_cell, read_csv, safe_cell
from chenyan.types import ReportError, SettingsError

DANGEROUS = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "http://example.org/x",
    "=HYPERLINK(1)",
]
HARD = [
    "一是公开",
    "𠮷野家",
    "a\x0bb\x00c",
    "行一\r\n行二\n行三",
    "_x000D_",
    "  两端空格  ",
    "0012",
    "1e5",
    '"引号",逗号',
    "é\u0301",
]


def rows_of(values):
    return [{"words": value, "n": at} for at, value in enumerate(values)]


@given(st.text())
def test_taking_one_apostrophe_off_gives_the_original_back(text):
    cell = safe_cell(text)
    assert plain_cell(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_opens_in_excel_as_utf8_and_no_cell_starts_a_formula():
    data = csv_bytes(rows_of(DANGEROUS + HARD), ["words", "n"])
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [row["words"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_csv_keeps_every_character_but_nul_which_becomes_visible(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(csv_bytes(rows_of(DANGEROUS + HARD), ["words", "n"]))
    assert [row["words"] for row in read_csv(path)] == [text.replace("\0", "␀") for text in DANGEROUS + HARD]


def sheet_of(rows, columns):
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(rows, columns))).worksheets


def test_xlsx_holds_no_formula_and_no_link_and_every_character():
    (sheet,) = sheet_of(rows_of(DANGEROUS + HARD), ["words", "n"])
    cells = [sheet.cell(at, 1) for at in range(2, 2 + len(DANGEROUS + HARD))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells] == [visible(text) for text in DANGEROUS + HARD]
    assert visible("a\x0bb\x00c") == "a␋b␀c"
    assert cells[0].quotePrefix
    assert sheet.cell(2, 2).data_type == "n"


def test_xlsx_continues_a_long_cell_in_further_columns_so_that_nothing_is_lost():
    long = "".join(chr(0x4E00 + at % 20000) for at in range(70_001))
    (sheet,) = sheet_of([{"words": "短", "n": 1}, {"words": long, "n": 2}], ["words", "n"])
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["words", "n", "words (2)", "words (3)"]
    values = dict(zip(heads, [cell.value for cell in sheet[3]], strict=True))
    assert values["words"] + values["words (2)"] + values["words (3)"] == long
    assert values["n"] == 2
    assert sheet[2][2].value is None


@given(st.text(alphabet="一𠮷a", max_size=60), st.integers(2, 9))
def test_pieces_join_to_the_whole_and_none_is_too_long_for_a_cell(text, limit):
    parts = cell_parts(text, limit)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= limit for part in parts)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_xlsx_round_trip_of_any_text(texts):
    (sheet,) = sheet_of([{"words": text} for text in texts], ["words"])
    got = [sheet.cell(at, 1).value or "" for at in range(2, 2 + len(texts))]
    assert got == [visible(text) for text in texts]


def test_excel_limit_is_the_documented_one():
    assert MAX_CELL == 32767
    assert [len(part) for part in cell_parts("一" * 32768)] == [32767, 1]


def test_jsonl_and_parquet_and_unknown_endings(tmp_path):
    rows = [{"words": "=一", "year": 2021, "share": 0.5, "spans": [1, 2]}, {"words": None, "year": None, "share": None}]
    assert write_rows(rows, tmp_path / "t.jsonl") == 2
    lines = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == rows
    pq = pytest.importorskip("pyarrow.parquet")
    write_rows(rows, tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert table["year"].to_pylist() == [2021, None]
    assert table["words"].to_pylist() == ["=一", None]
    assert table["spans"].to_pylist() == ["[1, 2]", None]
    with pytest.raises(SettingsError, match=r"\.docx.*choose one of"):
        write_rows(rows, tmp_path / "t.docx")


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    from chenyan.export import parquet

    monkeypatch.setattr(parquet, "has_parquet", lambda: False)
    with pytest.raises(ReportError, match=r"pip install 'chenyan\[parquet\]'"):
        write_rows([{"a": 1}], tmp_path / "t.parquet")
    assert not list(tmp_path.iterdir())


def test_parquet_says_what_its_columns_mean_and_who_wrote_it(made, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    import chenyan

    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    schema = pq.read_schema(folder / "flags.parquet")
    assert schema.metadata[b"chenyan_version"].decode() == chenyan.__version__
    about = schema.field("start").metadata
    assert about[b"description"].decode() == "where the words begin"
    assert about[b"unit"].decode().startswith("code points")
    assert all(field.metadata[b"description"] for field in schema)


def test_csv_xlsx_and_parquet_hold_the_same_flags(made, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    folder = write_audit(made.make_audit(extra="=1+1\x0b"), tmp_path / "out", figures=False)
    from_csv = read_csv(folder / "flags.csv")
    from_parquet = pq.read_table(folder / "flags.parquet").to_pylist()
    book = openpyxl.load_workbook(folder / "flags.xlsx")
    heads, *lines = list(book.active.values)
    from_xlsx = [dict(zip(heads, line, strict=True)) for line in lines]
    for a, b, c in zip(from_csv, from_parquet, from_xlsx, strict=True):
        assert a["words"] == b["words"]
        assert visible(b["words"]) == c["words"]
        assert (a["start"], a["confidence"]) == (str(b["start"]), str(b["confidence"]))
        assert json.loads(b["related"]) == json.loads(a["related"])
    assert len(from_csv) == 24


STATA = re.compile(r"[a-z][a-z0-9_]{0,31}")


def test_reports_csv_has_valid_stata_names_and_one_row_a_report(made):
    table = collect(made.make_audit())["reports"]
    assert len(set(table.columns)) == len(table.columns)
    for name in table.columns:
        assert STATA.fullmatch(name), name
        assert name not in STATA_RESERVED
    assert [row["report_id"] for row in table.rows] == list(made.make_audit().corpus.ids)


@given(st.lists(st.text(max_size=50), max_size=12))
def test_any_measure_name_becomes_a_valid_stata_name_of_its_own(names):
    taken = []
    for name in names:
        taken.append(stata_name(name, taken))
    assert len(set(taken)) == len(taken)
    assert all(STATA.fullmatch(name) and name not in STATA_RESERVED for name in taken)


def test_counts_by_severity_and_by_family_add_up(made):
    for row in collect(made.make_audit(4, 7))["reports"].rows:
        assert row["n_flags"] == sum(row[f"n_{severity}"] for severity in ("high", "medium", "low", "info"))
        assert row["n_flags"] == sum(value for key, value in row.items() if key.startswith("f_"))
        assert row["share_mandated"] + row["share_carried_over"] + row["share_novel"] == 1
        assert row["n_problems"] == 1
        assert row["a_measure_with_a_name_that_is_fa"] is None


def test_the_codebook_explains_every_column_of_every_table(made, tmp_path):
    audit = made.make_audit()
    folder = write_audit(audit, tmp_path / "out", figures=False)
    book = read_csv(folder / "codebook.csv")
    explained = {(row["file"].split(" ")[0], row["variable"]) for row in book}
    for path in sorted(folder.glob("*.csv")):
        if path.name != "codebook.csv":
            heads = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
            assert {(path.name, head) for head in heads} <= explained
    assert all(row["definition"] for row in book)
    assert {row["type"] for row in book} <= set("cidlD")
    measure = next(row for row in book if row["variable"] == "cosine_words")
    assert measure["definition"].startswith("cosine of the counts")
    assert measure["definition"].endswith("counted on jieba words")
    assert (measure["type"], measure["range"]) == ("d", "0 to 1")
    assert "Cohen, Malloy & Nguyen 2020" in measure["source"]
    text = (folder / "codebook.md").read_text(encoding="utf-8")
    assert all(f"`{row['variable']}`" in text for row in book)


def test_the_types_of_the_codebook_hold_for_the_values(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    types = {(r["file"].split(" ")[0], r["variable"]): r["type"] for r in read_csv(folder / "codebook.csv")}
    for path in sorted(folder.glob("*.csv")):
        for row in read_csv(path):
            for name, value in row.items():
                if value and types.get((path.name, name)) == "i":
                    assert value == str(int(value))
                elif value and types.get((path.name, name)) == "d":
                    float(value)


def test_every_column_that_an_audit_gives_is_described(tmp_path):
    import chenyan as cy
    from chenyan.export.rows import collect as collect_tables
    from chenyan.export.schema import describe

    text = (
        "{a}{y}年政府信息公开工作年度报告\n一、总体情况\n{y}年，我镇主动公开政府信息80条，收到申请3件。\n"
        "五、存在的主要问题及改进情况\n存在公开内容不够丰富的问题。下一步，将丰富公开内容。\n"
    )
    corpus = cy.Corpus(
        [
            cy.report_from_text(text.format(a=a, y=y), report_id=f"{a}{y}", year=y, agency=a, level="town", genre="ogi")
            for a in ("甲镇人民政府", "乙镇人民政府")
            for y in (2021, 2022)
        ]
    )
    audit = cy.audit(corpus, progress=False)
    unknown = [
        (name, column, told)
        for name, table in collect_tables(audit).items()
        for column in table.columns
        for told in ("definition", "formula", "unit", "source")
        if not getattr(describe(name, column), told)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None, "政府𠮷", ""], "string"),
        ([], "string"),
        ([None] * 9, "string"),
        ([1, None, -5, 2**62], "int64"),
        ([1.5, None, float("nan"), 2], "float64"),
        ([3.0, 2], "int64"),
        ([True, None], "bool_"),
    ],
)
def test_columns_of_parquet_are_what_pyarrow_makes_of_them(values, kind):
    pa = pytest.importorskip("pyarrow")
    from chenyan.export.parquet import _array

    made, theirs = (make(getattr(pa, kind)()) for make in (
        lambda of: _array(pa, values, of), lambda of: pa.array(values, type=of, from_pandas=True)
    ))  # fmt: skip
    made.validate(full=True)
    assert made.equals(theirs)
    assert made.null_count == theirs.null_count
