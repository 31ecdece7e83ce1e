"""Judge the reports of some agencies, in the order of their years, by the chosen rules."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter
from typing import Any

from chenyan.auditing.fold import fold_flags
from chenyan.auditing.settings import Settings
from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import Rule
from chenyan.types import Flag, Skip

Runner = Callable[[Rule, Case, Mapping[str, Any]], list[Flag | Skip]]


_fields_of = attrgetter("code", "report_id", "reason", "reason_zh")  # by which skips are ordered


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


def judge_case(case: Case, settings: Settings) -> Judged:
    """Run the chosen rules on one case."""
    return _judge([(case, Rule.run)], settings)[0]


def judge_series(
    many: Sequence[Sequence[Report]],
    settings: Settings,
    reuse: Mapping[str, Any] | None = None,
    norms: Mapping[str, Any] | None = None,
    runs: Sequence[Runner] | None = None,
    known: Container[str] = (),
) -> list[list[Judged]]:
    """Judge all reports of some agencies.

    Parameters
    ----------
    many : sequence of sequence of Report
        The reports of each agency.
    settings : Settings
        The rules and their settings.
    reuse, norms : mapping, optional
        What was found of the batch.
    runs : sequence of callable, optional
        What stands in for ``Rule.run``, one for each agency: it takes the rule, the case and the rule's settings.
    known : container of str, optional
        The ids of the reports whose problems are known, so that they will hardly be asked for.
    """
    groups = [make_cases(series, reuse, norms) for series in many]
    Case.read_together([case for group in groups for case in group if case.report.report_id not in known])
    runners = [Rule.run] * len(groups) if runs is None else runs
    judged = iter(_judge([(case, run) for group, run in zip(groups, runners, strict=True) for case in group], settings))
    return [list(islice(judged, len(group))) for group in groups]


def _judge(cases: Sequence[tuple[Case, Runner]], settings: Settings) -> list[Judged]:
    """Run the chosen rules, each on all cases before the next one, which keeps what it works with in reach.

    A rule that fails on a report is a fault of ours, not of the report: it leaves a skip that says so, and the
    other rules still run.
    """
    flags: list[list[Flag]] = [[] for _ in cases]
    skips: list[list[Skip]] = [[] for _ in cases]
    for rule in settings.chosen():
        own, severity = settings.of(rule.code), settings.severity(rule.code)
        for (case, run), flagged, skipped in zip(cases, flags, skips, strict=True):
            try:
                found = run(rule, case, own)
            except Exception as error:
                reason = f"the rule failed: {type(error).__name__}: {error}"
                skipped.append(rule.skip(case, reason[:300], f"规则运行出错：{type(error).__name__}"))
                continue
            for item in found:
                if isinstance(item, Skip):
                    skipped.append(item)
                else:
                    flagged.append(item if severity is None else replace(item, severity=severity))
    return [
        Judged(case, fold_flags(flagged), tuple(sorted(set(skipped), key=_fields_of)))
        for (case, _), flagged, skipped in zip(cases, flags, skips, strict=True)
    ]
