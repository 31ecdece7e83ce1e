"""Old Office files as an office suite writes them: converted by LibreOffice from the reports of ``make_files``."""

from __future__ import annotations

import shutil
from pathlib import Path

import make_files
import pytest

from chenyan.corpus import Report, iter_reports
from chenyan.types import Issue

DATA = Path(__file__).parents[1] / "data"


def cells(report: Report) -> dict[tuple[str, str, str], str]:
    return {(table.form, cell.row, cell.column): cell.text for table in report.tables for cell in table.cells}


def read_one(path: Path) -> tuple[Report, list[Issue]]:
    report, *issues = iter_reports(path, progress=False)
    assert isinstance(report, Report)
    return report, [issue for issue in issues if isinstance(issue, Issue)]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("docx") / "report.docx"
    path.write_bytes(make_files.as_docx(make_files.report()))
    return read_one(path)[0]


@pytest.mark.parametrize("name", ["report.doc", "青河镇.wps"])
def test_an_old_word_file_reads_as_its_docx(name: str, expected: Report, tmp_path: Path) -> None:
    pytest.importorskip("doc2docx")
    path = tmp_path / name
    shutil.copy(DATA / "report.doc", path)
    report, issues = read_one(path)
    assert issues == []
    assert report.format == "doc"
    assert "".join(report.text.split()) == "".join(expected.text.split())
    assert cells(report) == cells(expected)
    assert [section.kind for section in report.sections] == [section.kind for section in expected.sections]
    assert (report.agency, report.year) == (expected.agency, expected.year)


def test_without_the_extra_the_words_and_the_cells_are_still_there(
    expected: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chenyan.corpus.readers.doc._by_docx", lambda _: None)
    report, issues = read_one(DATA / "report.doc")
    assert "".join(report.text.split()) == "".join(expected.text.split())
    assert cells(report) == cells(expected)
    assert [issue.severity for issue in issues] == ["warning"]
    assert "chenyan[doc]" in issues[0].reason


def test_an_old_sheet_is_read_row_by_row() -> None:
    pytest.importorskip("python_calamine")
    found = list(iter_reports(DATA / "batch.xls", progress=False))
    made = [
        make_files.report(town=town, year=2020 + n, seed=n) for n, town in enumerate(("青河镇", "白石镇", "柳泉乡"))
    ]
    reports = [item for item in found if isinstance(item, Report)]
    assert [(report.agency, report.year) for report in reports] == [(one.agency, one.year) for one in made]
    assert [report.published.isoformat() for report in reports if report.published] == [
        f"{one.year + 1}-01-20" for one in made
    ]
    assert all(len(cells(report)) == 200 for report in reports)
