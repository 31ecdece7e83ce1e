"""Judge the reports of one agency, in the order of their years, by the chosen rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chenyan.auditing.fold import fold_flags
from chenyan.auditing.settings import Settings
from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import Rule
from chenyan.types import Flag, Skip

Runner = Callable[[Rule, Case, Mapping[str, Any]], list[Flag | Skip]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging one report gave: the case with its measures, the flags, the skips."""

    case: Case
    flags: tuple[Flag, ...]
    skips: tuple[Skip, ...]


def make_cases(
    series: Sequence[Report], reuse: Mapping[str, Any] | None = None, norms: Mapping[str, Any] | None = None
) -> list[Case]:
    """Return the cases of one agency's reports; ``earlier`` links a report to the one of the year before.

    Two reports on one year: the first (by id) is the one that later years are compared with.
    """
    by_year: dict[int, Case] = {}
    cases = []
    for report in series:
        earlier = by_year.get(report.year - 1) if report.year is not None else None
        case = Case(report, earlier=earlier, reuse=(reuse or {}).get(report.report_id), norms=norms)
        if report.year is not None:
            by_year.setdefault(report.year, case)
        cases.append(case)
    return cases


def judge_case(
    case: Case, settings: Settings, rules: Sequence[Rule] | None = None, run: Runner | None = None
) -> Judged:
    """Run the chosen rules on one case; who judges many gives the rules, so that they are chosen once.

    ``run`` may stand in for ``rule.run``: it takes the rule, the case and the rule's settings.

    A rule that fails on a report is a fault of ours, not of the report: it leaves a skip that says so, and the
    other rules still run.
    """
    flags: list[Flag] = []
    skips: list[Skip] = []
    judge = run or Rule.run
    for rule in settings.chosen() if rules is None else rules:
        try:
            found = judge(rule, case, settings.of(rule.code))
        except Exception as error:
            reason = f"the rule failed: {type(error).__name__}: {error}"
            skips.append(rule.skip(case, reason[:300], f"规则运行出错：{type(error).__name__}"))
            continue
        if not found:
            continue
        severity = settings.severity(rule.code)
        for item in found:
            if isinstance(item, Skip):
                skips.append(item)
            else:
                flags.append(item if severity is None else replace(item, severity=severity))
    return Judged(case, fold_flags(flags), tuple(sorted(set(skips))))


def judge_series(
    series: Sequence[Report],
    settings: Settings,
    reuse: Mapping[str, Any] | None = None,
    norms: Mapping[str, Any] | None = None,
    run: Runner | None = None,
) -> list[Judged]:
    """Judge all reports of one agency."""
    rules = settings.chosen()
    return [judge_case(case, settings, rules, run) for case in make_cases(series, reuse, norms)]
