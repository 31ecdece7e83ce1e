"""The identities of both forms, blanks, and minimal repair."""

from __future__ import annotations

import random

import pytest

from chenyan.corpus import report_from_text
from chenyan.corpus.forms import APPLICANTS, RESULT_ROWS, keys
from chenyan.corpus.render import render_table
from chenyan.corpus.report import Report
from chenyan.tables import check_report, check_tables, equations


def balanced(vintage: int, seed: int) -> dict[tuple[str, str], int]:
    """Return a table of requests whose identities all hold."""
    rng = random.Random(seed)
    values = dict.fromkeys(keys("requests", vintage), 0)
    columns = [line.key for line in APPLICANTS[:-1]]
    for column in columns:
        for row in RESULT_ROWS[vintage]:
            values[row, column] = rng.choice((0, 0, 1, 2, 7))
        done = sum(values[row, column] for row in RESULT_ROWS[vintage])
        out = rng.choice((0, 1, 3))
        taken = rng.randint(0, done + out)
        values["handled_total", column], values["carried_out", column] = done, out
        values["carried_in", column], values["new", column] = taken, done + out - taken
    for row in {row for row, _ in values}:
        values[row, "total"] = sum(values[row, column] for column in columns)
    return values


def report_of(form: str, vintage: int, values: dict[tuple[str, str], object]) -> Report:
    return report_from_text(render_table(form, vintage, values, "pipe"), year=vintage, genre="ogi")


@pytest.mark.parametrize("vintage", [2019, 2021])
@pytest.mark.parametrize("seed", range(5))
def test_a_balanced_table_is_silent(vintage: int, seed: int) -> None:
    reading = check_report(report_of("requests", vintage, balanced(vintage, seed)))
    assert reading.findings == ()
    assert reading.skips == ()


@pytest.mark.parametrize("vintage", [2019, 2021])
def test_every_single_wrong_cell_is_named_with_its_right_value(vintage: int) -> None:
    right = balanced(vintage, 3)
    for key in keys("requests", vintage):
        reading = check_report(report_of("requests", vintage, right | {key: right[key] + 5}))
        identities = [finding for finding in reading.findings if finding.code in ("T01", "T02", "T03")]
        assert len(identities) == 1, key
        (repair,) = identities[0].repairs
        assert [(change.key, change.new) for change in repair] == [(key, right[key])]
        assert identities[0].expected == str(right[key])
        assert (identities[0].cells[0].row, identities[0].cells[0].column) == key


def test_one_slip_over_several_identities_is_one_finding() -> None:
    right = balanced(2021, 1)
    wrong = right | {("handled_total", "natural"): right["handled_total", "natural"] + 1}
    (finding,) = check_report(report_of("requests", 2021, wrong)).findings
    assert finding.codes == ("T01", "T02", "T03")


def test_two_slips_far_apart_are_two_findings() -> None:
    right = balanced(2021, 2)
    wrong = dict(right)
    wrong["new", "natural"] += 3
    wrong["partial", "legal"] += 2
    findings = check_report(report_of("requests", 2021, wrong)).findings
    assert [(f.cells[0].row, f.cells[0].column) for f in findings] == [("new", "natural"), ("partial", "legal")]


def test_a_wrong_total_of_table_four_lists_every_repair() -> None:
    values = dict.fromkeys(keys("litigation", 2021), 0) | {("review", "upheld"): 2, ("review", "total"): 3}
    (finding,) = check_report(report_of("litigation", 2021, values)).findings
    assert finding.code == "T04"
    assert {repair[0].key for repair in finding.repairs} == {
        ("review", column) for column in ("upheld", "corrected", "other_result", "pending", "total")
    }


def test_blank_is_not_zero() -> None:
    values: dict[tuple[str, str], object] = dict(balanced(2021, 4))
    values["granted", "natural"] = None
    reading = check_report(report_of("requests", 2021, values))
    assert [finding.code for finding in reading.findings] == ["T05"]
    assert {skip.code for skip in reading.skips} == {"T01", "T03"}


def test_a_blank_cannot_mend_a_total_that_is_already_too_small() -> None:
    values: dict[tuple[str, str], object] = dict.fromkeys(keys("litigation", 2021), 0)
    values |= {("review", "upheld"): 4, ("review", "pending"): None, ("review", "total"): 1}
    codes = [finding.code for finding in check_report(report_of("litigation", 2021, values)).findings]
    assert codes == ["T04", "T05"] or codes == ["T05", "T04"]


def test_many_blanks_are_one_finding() -> None:
    values: dict[tuple[str, str], object] = dict.fromkeys(keys("litigation", 2021), None)
    values["review", "upheld"] = 0
    (finding,) = check_report(report_of("litigation", 2021, values)).findings
    assert (finding.code, len(finding.cells)) == ("T05", 14)


def test_the_identities_of_each_form_are_complete() -> None:
    for vintage in (2019, 2021):
        codes = [equation.code for equation in equations("requests", vintage)]
        assert codes.count("T01") == (23 if vintage == 2019 else 25)
        assert codes.count("T02") == codes.count("T03") == 7
        used = {key for equation in equations("requests", vintage) for key in equation.keys}
        assert used == set(keys("requests", vintage))


def test_the_frame_of_cells_keeps_blank_apart_from_zero() -> None:
    values: dict[tuple[str, str], object] = dict.fromkeys(keys("litigation", 2021), 0)
    values["review", "corrected"] = None
    frame = check_tables(report_of("litigation", 2021, values)).to_frame()
    assert len(frame) == 15
    blank = frame[frame["state"] == "blank"]
    assert blank[["row", "column"]].to_numpy().tolist() == [["review", "corrected"]]
    assert blank["value"].isna().all()


def test_frames_have_their_columns_when_empty() -> None:
    result = check_tables(report_from_text("一、总体情况\n没有表格。", year=2022))
    assert list(result.to_frame().columns)[:5] == ["report_id", "agency", "year", "form", "vintage"]
    assert "expected" in result.findings.to_frame().columns
    assert result.params == {"across_years": True, "magnitude": True}


@pytest.mark.real
def test_the_real_pdf_with_a_wrong_review_total_is_found(real_folder) -> None:  # type: ignore[no-untyped-def]
    from chenyan.corpus import read_corpus

    corpus = read_corpus(real_folder / "kirogovcompare" / "hzq2023_working.pdf")
    found = {(f.code, f.value, f.expected) for f in check_tables(corpus).findings if f.code == "T04"}
    assert ("T04", "0", "11") in found
