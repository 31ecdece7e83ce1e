"""Real reports: the one known slip is found, nothing else; swapped years are found; speeches stay silent."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.validity.years import score_swaps, score_years
from chenyan.years import read_years

pytestmark = pytest.mark.real


def test_plan_of_the_seed_report_is_found(real_folder: Path) -> None:
    text = (real_folder / "ogi" / "zeku-2021.txt").read_text(encoding="utf-8")
    found = read_years(report_from_text(text)).mismatches
    assert [(text[m.start : m.end + 3], m.kind, m.expected) for m in found] == [
        ("2021年，我镇", "plan_for_past_year", 2022)
    ]


def test_speeches_of_provinces_and_counties_hold_no_finding(real_folder: Path) -> None:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    texts = [path.read_bytes().decode("gb18030", "replace") for path in sorted(real_folder.glob("hailar-gwr/*.txt"))]
    for path in sorted(real_folder.glob("provincial-gwr-2026/*.csv")):
        with path.open(encoding="utf-8-sig") as lines:
            texts.extend(row["full_text"] for row in csv.DictReader(lines))
    if not texts:
        pytest.skip("no speeches in the folder")
    found = sum(len(read_years(report_from_text(text)).mismatches) for text in texts)
    assert found <= sum(map(len, texts)) / 100_000


def test_years_swapped_in_real_reports_are_found(real_folder: Path) -> None:
    paths = sorted(real_folder.glob("kirogovcompare/*.txt"))
    reports = [report_from_text(path.read_text(encoding="utf-8"), report_id=path.stem) for path in paths]
    if not reports:
        pytest.skip("no plain reports in the folder")
    score = score_swaps(reports)
    assert sum(score.total.values()) > 0
    assert score.recall >= 0.97, str(score)


def test_tuning_half_is_found_without_false_alarm(labelled_folder: Path) -> None:
    right, total = score_years(labelled_folder, half="tune").measures()["precision"]
    assert right == total
