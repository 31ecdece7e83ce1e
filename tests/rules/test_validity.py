"""What the rules promise: planted faults are found, clean reports stay quiet, flags on the sample are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from chenyan.injection import injectable_codes
from chenyan.rules import all_rules
from chenyan.validity.rules import RuleScore, clean_flags_per_report, score_rules

# One or more of each family, with the floors of recall that the catalogue promises.
FLOORS = {
    "Y02": 0.95, "Y03": 0.95, "T03": 0.95, "N01": 0.95, "N03": 0.95, "S01": 0.95, "S03": 0.95, "B02": 0.9,
    "B03": 0.85, "B05": 0.85, "S06": 0.85, "P02": 0.85, "P04": 0.85, "N05": 0.85, "L01": 0.85,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(sample_folder: Path) -> dict[str, RuleScore]:
    """Ten planted faults of each of these rules, and their flags on the sample."""
    if not (sample_folder / "truth.jsonl").is_file():
        pytest.skip("the sample corpus is not built; make_sample.py builds it")
    return {score.code: score for score in score_rules(sample_folder, per_code=10, codes=tuple(FLOORS), seed=1)}


def test_every_rule_of_the_catalogue_can_be_planted() -> None:
    assert set(injectable_codes()) == {rule.code for rule in all_rules()}


@pytest.mark.parametrize("code", sorted(FLOORS))
def test_planted_faults_are_found(scores: dict[str, RuleScore], code: str) -> None:
    score = scores[code]
    assert score.n_injected >= 8
    assert score.recall >= FLOORS[code], score.misses


@pytest.mark.parametrize("code", sorted(FLOORS))
def test_clean_reports_stay_quiet(scores: dict[str, RuleScore], code: str) -> None:
    score = scores[code]
    assert score.n_clean >= 50
    assert score.n_false <= 0.05 * score.n_clean, score.alarms


@pytest.mark.parametrize("code", sorted(FLOORS))
def test_flags_on_the_sample_meet_planted_faults(scores: dict[str, RuleScore], code: str) -> None:
    assert scores[code].n_right >= 1


def test_a_clean_report_gets_hardly_a_flag_that_matters(sample_folder: Path) -> None:
    if not (sample_folder / "truth.jsonl").is_file():
        pytest.skip("the sample corpus is not built; make_sample.py builds it")
    rate, told = clean_flags_per_report(sample_folder)
    assert rate <= 0.2, told
