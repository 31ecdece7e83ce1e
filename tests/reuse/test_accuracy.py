"""Accuracy on the sample corpus and on planted batches, through the validity module."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.reuse import score_texts
from chenyan.validity.reuse import score_made, score_origins, score_planted


@pytest.fixture(scope="module")
def sample():
    folder = Path(__file__).resolve().parents[2] / "corpora" / "sample"
    if not (folder / "truth.jsonl").exists():
        pytest.skip("no sample corpus")
    return score_origins(folder)


def test_mandated_text_is_never_counted_as_copied(sample) -> None:
    assert sample.mandated_as_copied == 0


def test_origins_of_the_sample(sample) -> None:
    assert sample.accuracy >= 0.97
    right, total = sample.sources
    assert right / total >= 0.97


@pytest.mark.parametrize("seed", [301])
def test_origins_of_a_fresh_batch(seed: int) -> None:
    # the sample chose the thresholds; this batch, with a seed of its own, chose nothing
    root = Path(__file__).resolve().parents[2] / "corpora"
    if not (root / "make_sample.py").exists():
        pytest.skip("no corpora")
    sys.path.insert(0, str(root))
    import make_sample

    drafts = make_sample.make_drafts(seed)
    score = score_made((d.report_id, make_sample.flat_report(d), make_sample._facts(d)) for d in drafts)
    assert score.accuracy >= 0.97
    assert score.mandated_as_copied == 0


def test_misses_are_listed(sample) -> None:
    frame = sample.misses_frame()
    assert len(frame) == len(sample.misses)
    assert (frame["expected"] != frame["found"]).all()


def test_planted_copies_of_every_class() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
    from synthetic import DEEP, NUMBERS, VERBATIM, make_planted

    planted = make_planted(400, seed=11)
    result = score_texts(planted.batch, progress=False)
    names = {VERBATIM: "verbatim", NUMBERS: "numbers", DEEP: "deep"}
    score = score_planted(result, planted.kind, planted.lineage, names)
    shares = score.to_frame().set_index("name")["share"]
    assert shares["all"] >= 0.97
    assert shares["deep"] >= 0.85
    assert score.precision >= 0.97
