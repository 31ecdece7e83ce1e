"""Reading the sample corpus reaches its targets, and the score notices what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.corpus import Corpus
from chenyan.validity.reading import TARGETS, ReadingScore, score_reading


@pytest.fixture(scope="module")
def corpus(sample_folder: Path) -> Corpus:
    return cy.read_corpus(sample_folder, progress=False)


@pytest.fixture(scope="module")
def score(corpus: Corpus, sample_folder: Path) -> ReadingScore:
    return score_reading(corpus, sample_folder / "truth.jsonl")


@pytest.mark.parametrize("aspect", TARGETS)
def test_reading_reaches_its_target(score: ReadingScore, aspect: str) -> None:
    assert score.share(aspect) >= TARGETS[aspect], score.to_frame().query("aspect == @aspect").head(10).to_string()


def test_the_batch_shows_160_reports_and_two_files_that_cannot_be_read(corpus: Corpus) -> None:
    assert repr(corpus) == "160 reports, 40 agencies, 2019-2022; 2 files could not be read"
    assert "qinghe-2021" in corpus


def test_a_lost_report_counts_as_wrong_in_everything(corpus: Corpus, sample_folder: Path) -> None:
    lost = score_reading(
        Corpus([report for report in corpus if report.report_id != "qinghe-2021"]), sample_folder / "truth.jsonl"
    )
    assert lost.right["reports"] == 159
    assert {miss.report_id for miss in lost.misses if miss.aspect == "reports"} == {"qinghe-2021"}
    assert sum(miss.report_id == "qinghe-2021" and miss.aspect == "cells" for miss in lost.misses) == 200


def test_a_wrong_cell_heading_and_year_are_listed(corpus: Corpus, sample_folder: Path, tmp_path: Path) -> None:
    lines = (sample_folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(r for r in map(json.loads, lines) if r["report_id"] == "qinghe-2021")
    record["tables"]["requests"]["new|total"] += 1
    record["sections"][2]["heading"] = "一、另外的标题"
    record["year"] = 1999
    truth = tmp_path / "truth.jsonl"
    truth.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    score = score_reading(Corpus([corpus["qinghe-2021"]]), truth)
    assert [(miss.aspect, miss.thing) for miss in score.misses] == [
        ("sections", "overview 一、另外的标题"),
        ("cells", "requests new|total"),
        ("identity", "year"),
    ]
    assert not score.passed
    assert list(score.to_frame().columns) == ["aspect", "report_id", "format", "thing", "expected", "found"]
