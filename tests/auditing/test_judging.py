"""Judging: earlier reports are found by year, a failing rule leaves a skip, and genres are respected."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chenyan import audit, read_corpus, report_from_text
from chenyan.auditing.judge import judge_case, judge_series, make_cases
from chenyan.auditing.settings import make_settings
from chenyan.case import Case
from chenyan.corpus.report import Corpus, Report
from chenyan.rule import Rule
from chenyan.rules import get_rule
from chenyan.types import Flag, ReportError, SettingsError, Severity, Skip

BODY = (
    "一、总体情况\n{year}年，我镇公开信息80条。\n五、存在的主要问题及改进情况\n解读形势单一。2020年，我镇将补齐图解。\n"
)


def _report(year: int, **known: object) -> Report:
    facts = {"agency": "甲镇人民政府", "agency_type": "town", "genre": "ogi", **known}
    return report_from_text(BODY.format(year=year), report_id=f"r{year}", year=year, **facts)


def test_the_report_of_the_year_before_is_the_earlier_one_and_a_gap_breaks_the_chain() -> None:
    cases = make_cases([_report(2019), _report(2020), _report(2022)])
    earlier = [case.earlier.report.year if case.earlier else None for case in cases]
    assert earlier == [None, 2019, None]


def test_a_failing_rule_leaves_a_skip_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case) -> Iterator[Flag]:
        raise ZeroDivisionError("by design")
        yield

    good, bad = get_rule("L01"), replace(get_rule("L02"), check=broken)
    monkeypatch.setattr("chenyan.auditing.settings.select_rules", lambda select, ignore: (bad, good))
    judged = judge_case(Case(_report(2022)), make_settings())
    assert [flag.code for flag in judged.flags] == ["L01"]
    (skip,) = judged.skips
    assert (skip.code, skip.reason) == ("L02", "the rule failed: ZeroDivisionError: by design")
    assert "规则运行出错" in skip.reason_zh


def test_dead_cycles_are_looked_for_rarely_while_judging_and_as_before_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    met = []

    def noting(case: Case) -> Iterator[Flag]:
        met.append(gc.get_threshold())
        yield from ()

    usual = gc.get_threshold()
    rule = replace(get_rule("L02"), check=noting)
    monkeypatch.setattr("chenyan.auditing.settings.select_rules", lambda select, ignore: (rule,))
    found = audit(Corpus([_report(2022)]), progress=False)
    assert [threshold[0] > usual[0] for threshold in met] == [True]
    found.save(tmp_path / "out", figures=False, progress=False)
    with pytest.raises(ReportError):
        read_corpus(tmp_path / "nothing here", progress=False)
    assert gc.get_threshold() == usual


def test_a_severity_that_was_set_is_the_severity_of_the_flag() -> None:
    plain = audit(Corpus([_report(2022)]), select="L01", progress=False)
    changed = audit(Corpus([_report(2022)]), select="L01", rules={"L01": {"severity": "info"}}, progress=False)
    assert [flag.severity for flag in plain.flags] == [Severity.MEDIUM]
    assert [flag.severity for flag in changed.flags] == [Severity.INFO]


def test_a_rule_for_annual_reports_skips_a_speech_in_both_languages() -> None:
    found = audit(Corpus([_report(2022, genre="work_report")]), select="S01", progress=False)
    assert not found.flags
    (skip,) = found.skips
    assert "government work reports" in skip.reason
    assert "不适用" in skip.reason_zh


def test_every_skip_is_said_once_and_in_both_languages() -> None:
    skips = audit(Corpus([_report(2021), _report(2022)]), progress=False).skips
    rows = [(skip.code, skip.report_id, skip.reason) for skip in skips]
    assert len(rows) == len(set(rows)) > 0
    assert all(skip.reason and skip.reason_zh for skip in skips)


def test_a_setting_that_the_rule_lacks_is_refused() -> None:
    rule: Rule = get_rule("L01")
    with pytest.raises(SettingsError, match="L01 has no setting"):
        rule.run(Case(_report(2022)), {"louder": True})


def test_agencies_that_are_judged_together_are_judged_as_each_alone() -> None:
    settings = make_settings()
    many = [[_report(2019), _report(2020)], [], [_report(2022), _report(2023)]]
    calls: list[tuple[str, str]] = []

    def run(rule: Rule, case: Case, own: Mapping[str, Any]) -> list[Flag | Skip]:
        calls.append((rule.code, case.report.report_id))
        return rule.run(case, own)

    together = judge_series(many, settings, runs=[run, run, run])
    alone = [[judge_case(case, settings) for case in make_cases(series)] for series in many]
    assert [[(j.flags, j.skips) for j in group] for group in together] == [
        [(j.flags, j.skips) for j in group] for group in alone
    ]
    assert [code for code, _ in calls[:4]] == [calls[0][0]] * 4  # a rule sees all reports before the next one does
    assert len(calls) == 4 * len(settings.chosen())
