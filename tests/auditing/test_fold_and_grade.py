"""Flags of one cause become one flag; a grade is a reading of the flags that are left."""

from __future__ import annotations

import itertools
import random
import time

import pytest

from chenyan import report_from_text
from chenyan.auditing.fold import fold_flags
from chenyan.auditing.grade import grade
from chenyan.types import Flag, Severity, Span

TEXT = "一、总体情况\n2022年，我镇公开信息80条。\n五、存在的主要问题及改进情况\n解读形式单一。\n"


def _flag(code: str, start: int, end: int, *, severity: str = "high", confidence: float = 0.9) -> Flag:
    return Flag(code, code, Span("r", start, end), "m", "m", severity=Severity(severity), confidence=confidence)


def test_the_stronger_of_two_overlapping_flags_of_one_cause_stays_and_keeps_the_other_place() -> None:
    weak, strong = _flag("Y03", 0, 10, confidence=0.6), _flag("Y02", 4, 12)
    (kept,) = fold_flags([weak, strong])
    assert kept.code == "Y02"
    assert kept.related == (weak.evidence,)


def test_flags_of_different_causes_stay_apart_though_they_overlap() -> None:
    assert [flag.code for flag in fold_flags([_flag("Y02", 0, 10), _flag("L01", 2, 4)])] == ["Y02", "L01"]


def test_two_flags_of_one_rule_are_one_only_on_the_very_same_words() -> None:
    assert len(fold_flags([_flag("L01", 0, 4), _flag("L01", 0, 4)])) == 1
    assert len(fold_flags([_flag("L01", 0, 4), _flag("L01", 2, 6)])) == 2


def test_folding_does_not_depend_on_the_order_of_the_flags() -> None:
    flags = [_flag("Y02", 0, 10), _flag("Y03", 5, 15), _flag("Y01", 8, 20), _flag("N03", 30, 34), _flag("L01", 0, 2)]
    answers = {fold_flags(order) for order in itertools.permutations(flags)}
    assert len(answers) == 1


def test_folding_twice_changes_nothing() -> None:
    once = fold_flags([_flag("T01", 0, 4), _flag("T03", 2, 6), _flag("B01", 0, 40), _flag("B02", 10, 20)])
    assert fold_flags(once) == once


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([], "clear"),
        ([_flag("L03", 0, 1, severity="low"), _flag("P06", 0, 1, severity="info")], "clear"),
        ([_flag("S04", 0, 1, severity="medium")], "review"),
        ([_flag("S04", 0, 1, severity="medium"), _flag("T01", 0, 1)], "faulty"),
        ([_flag("T01", 0, 1, confidence=0.4)], "clear"),
        ([_flag("S04", 0, 1, severity="medium", confidence=0.49)], "clear"),
    ],
)
def test_the_grade_is_that_of_the_worst_sure_flag(flags: list[Flag], expected: str) -> None:
    assert grade(report_from_text(TEXT, report_id="r", year=2022, genre="ogi"), flags) == expected


def test_a_report_that_no_rule_could_read_is_not_called_clear() -> None:
    assert grade(report_from_text("随手写下的一段话，没有年份。", report_id="r"), []) == "unread"


def test_a_file_that_is_no_report_is_not_called_clear() -> None:
    assert grade(report_from_text(TEXT, report_id="r", year=2022, genre="other"), []) == "unread"


def test_folding_agrees_with_a_look_at_every_pair() -> None:
    rng = random.Random(5)
    for _ in range(60):
        flags = [
            _flag(rng.choice(("Y01", "Y02", "Y03", "B01", "B02", "L01", "T01")), at, at + rng.randrange(1, 900))
            for at in (rng.randrange(0, 3000) for _ in range(12))
        ]
        kept = fold_flags(flags)
        causes = [{"Y": "Y", "B": "B"}.get(flag.code[0], "") for flag in kept]
        for (one, cause), (two, other) in itertools.combinations(zip(kept, causes, strict=True), 2):
            same = one.code == two.code or not cause or cause != other
            assert same or one.evidence.end <= two.evidence.start or two.evidence.end <= one.evidence.start
        assert {flag.evidence for flag in flags} == {s for flag in kept for s in (flag.evidence, *flag.related)}


def test_many_flags_are_folded_in_good_time() -> None:
    flags = [_flag(code, at, at + 3) for at in range(0, 60_000, 3) for code in ("Y02", "Y03", "B04")]
    begun = time.perf_counter()
    assert len(fold_flags(flags)) == 40_000
    assert time.perf_counter() - begun < 10
