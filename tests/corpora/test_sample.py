"""The sample corpus is what its read-me says: complete, true to its own tables, and the same at each build."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from chenyan.corpus import forms
from chenyan.rules import ALL_RULES

APPLICANTS = [column.key for column in forms.APPLICANTS[:6]]


@pytest.fixture(scope="module")
def truth(sample_folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (sample_folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def maker(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", root / "corpora" / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_sample"] = module
    spec.loader.exec_module(module)
    return module


def test_it_holds_160_reports_of_40_agencies_in_four_years(truth: list[dict[str, Any]]) -> None:
    assert len(truth) == len({record["report_id"] for record in truth}) == 160
    assert len({record["agency"] for record in truth}) == 40
    assert {record["year"] for record in truth} == {2019, 2020, 2021, 2022}
    assert {record["level"] for record in truth} == {"town", "county", "city", "province"}
    assert {record["agency_type"] for record in truth} == {"government", "department", "town", "subdistrict"}
    assert {record["format"] for record in truth} == {
        "txt",
        "md",
        "html",
        "mhtml",
        "doc",
        "docx",
        "rtf",
        "pdf",
        "csv",
        "jsonl",
        "xlsx",
    }


def test_the_committed_files_equal_a_fresh_build(root: Path) -> None:
    # in a process of its own: PDF writers keep the fonts of earlier tests
    command = [sys.executable, str(root / "corpora" / "make_sample.py"), "--check"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_stays_under_six_megabytes(sample_folder: Path) -> None:
    assert sum(path.stat().st_size for path in sample_folder.iterdir()) < 6_000_000


def test_every_rule_has_two_planted_faults_and_half_of_the_reports_none(truth: list[dict[str, Any]]) -> None:
    planted = [fault["code"] for record in truth for fault in record["faults"]]
    codes = {name[:3].upper() for name in ALL_RULES}
    assert {code for code in codes if planted.count(code) < 2} == set()
    clean = sum(not record["faults"] for record in truth)
    assert 80 <= clean <= 110


def test_planted_words_stand_in_the_report(truth: list[dict[str, Any]]) -> None:
    for record in truth:
        sentences = [sentence["words"] for sentence in record["sentences"]]
        printed = "".join([*sentences, *(section["heading"] for section in record["sections"])])
        cells = {str(value) for table in record["tables"].values() for value in table.values()}
        for fault in record["faults"]:
            words, code = fault["words"], fault["code"]
            labels = code == "T06" or code == "Y05"  # a table's label, the signature
            assert labels or words in printed or words in cells, (record["report_id"], fault)
        for statement in [*record["problems"], *record["measures"]]:
            assert statement["words"] in printed, (record["report_id"], statement)


def test_tables_hold_the_cells_of_their_form_and_balance_where_no_fault_is_planted(truth: list[dict[str, Any]]) -> None:
    for record in truth:
        for form, cells in record["tables"].items():
            wanted = [f"{row}|{column}" for row, column in forms.keys(form, record["vintages"][form])]
            assert list(cells) == wanted, (record["report_id"], form)
        if any(fault["code"][0] == "T" for fault in record["faults"]):
            continue
        requests = record["tables"]["requests"]
        results = forms.RESULT_ROWS[record["vintages"]["requests"]]
        for column in [*APPLICANTS, "total"]:
            arrived = requests[f"new|{column}"] + requests[f"carried_in|{column}"]
            assert arrived == requests[f"handled_total|{column}"] + requests[f"carried_out|{column}"]
            assert requests[f"handled_total|{column}"] == sum(requests[f"{row}|{column}"] for row in results)


def test_sources_of_copied_sentences_are_earlier_or_contemporary(truth: list[dict[str, Any]]) -> None:
    years = {record["report_id"]: (record["year"], record["agency"]) for record in truth}
    for record in truth:
        for sentence in record["sentences"]:
            if sentence["origin"] in ("carried_over", "borrowed"):
                year, agency = years[sentence["source_report"]]
                own = agency == record["agency"]
                assert own is (sentence["origin"] == "carried_over")
                assert year < record["year"] if own else year <= record["year"]


def test_larger_batches_are_the_same_each_time(maker: ModuleType) -> None:
    first = [(report_id, text) for report_id, text, _ in maker.make_reports(45, seed=5)]
    again = [(report_id, text) for report_id, text, _ in maker.make_reports(45, seed=5)]
    assert first == again
    assert len({report_id for report_id, _ in first}) == 180


def test_sentences_of_larger_batches_stand_in_their_text(maker: ModuleType) -> None:
    for report_id, text, facts in maker.make_reports(42, seed=9):
        missing = [words for words, *_ in facts["sentences"] if words not in text]
        assert missing == [], report_id
