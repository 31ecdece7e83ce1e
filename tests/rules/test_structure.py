"""The structure rules on a whole sample, on a real report, and on hostile text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.case import Case
from chenyan.corpus import Corpus, Report
from chenyan.rules import get_rule
from chenyan.rules._structure import sample_text, without_number
from chenyan.types import Flag

CODES = ("S01", "S02", "S03", "S04", "S05", "S06")


def flags_of(report: Report) -> list[Flag]:
    found = [item for code in CODES for item in get_rule(code).run(Case(report))]
    return [item for item in found if isinstance(item, Flag)]


@pytest.fixture(scope="module")
def corpus(sample_folder: Path) -> Corpus:
    return cy.read_corpus(sample_folder, progress=False)


def test_the_sample_is_flagged_where_faults_are_planted_and_nowhere_else(corpus: Corpus, sample_folder: Path) -> None:
    planted, found = set(), set()
    for line in (sample_folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        planted |= {(record["report_id"], f["code"]) for f in record["faults"] if f["code"] in CODES}
    for report in corpus:
        found |= {(report.report_id, flag.code) for flag in flags_of(report)}
    assert planted <= found
    assert len(found - planted) <= 2, sorted(found - planted)


def test_a_clean_report_of_every_type_is_silent() -> None:
    for kind in ("town", "department", "government", "subdistrict"):
        report = cy.report_from_text(sample_text(), year=2022, agency="甲镇", agency_type=kind, genre="ogi")
        assert flags_of(report) == []


@pytest.mark.real
def test_a_real_town_report_gets_the_five_sure_findings(real_folder: Path) -> None:
    report = cy.read_corpus(real_folder / "ogi" / "zeku-2021.txt", progress=False)[0]
    found = [(flag.code, report[flag.evidence][:6], flag.severity.value) for flag in flags_of(report)]
    assert found == [
        ("S02", "三、政府机关", "low"),
        ("S03", "（2） 落实", "medium"),
        ("S04", "一、总体情况", "medium"),
        ("S05", "（三）人大代", "medium"),
        ("S06", "举报投诉情况", "medium"),
    ]


@pytest.mark.parametrize("unit", ["（一）", "一、总体情况\n", "由总体情况", "建议和提案", "1.", "无", "一是"])
def test_repeats_of_anything_are_judged_in_linear_time(unit: str) -> None:
    head = sample_text(preamble="本报告由总体情况、主动公开、申请、复议组成，")
    report = cy.report_from_text(head + unit * 20_000, year=2022, agency="甲镇", agency_type="town", genre="ogi")
    start = time.process_time()
    flags_of(report)
    assert time.process_time() - start < 5


def test_numbers_and_marks_do_not_belong_to_the_words_of_a_heading() -> None:
    for printed in (
        "三、 收到和处理申请情况",
        "## 三、收到和处理申请情况：",
        "（三）收到和 处理申请情况",
        "3.收到和处理申请情况",
    ):
        assert without_number(printed) == "收到和处理申请情况"
