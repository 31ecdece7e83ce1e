"""How well each rule does: recall on injected faults, false alarms on clean reports, precision on planted ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chenyan.auditing import audit
from chenyan.corpus import Corpus, Report, read_corpus
from chenyan.injection import inject, injectable_codes
from chenyan.intervals import wilson
from chenyan.types import Flag, ReportError, Severity, Span


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What was measured of one rule.

    ``n_found`` of ``n_injected`` planted faults were found; ``n_false`` flags of it stand in ``n_clean`` clean reports;
    ``n_right`` of ``n_flags`` flags on the sample meet a fault that its truth names.
    """

    code: str
    n_injected: int
    n_found: int
    n_clean: int
    n_false: int
    n_flags: int
    n_right: int
    misses: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """Share of injected faults that were found; nan without any."""
        return self.n_found / self.n_injected if self.n_injected else float("nan")

    @property
    def precision(self) -> float:
        """Share of flags on the sample that its truth names; nan without any."""
        return self.n_right / self.n_flags if self.n_flags else float("nan")

    def row(self) -> dict[str, str]:
        """Return the row of the table that ``explain`` and the docs quote."""
        low, high = wilson(self.n_found, self.n_injected)
        return {
            "code": self.code,
            "n_injected": str(self.n_injected),
            "recall": f"{self.recall:.2f} [{low:.2f}, {high:.2f}]" if self.n_injected else "",
            "n_clean": str(self.n_clean),
            "clean_flags": str(self.n_false),
            "n_flags": str(self.n_flags),
            "precision": f"{self.precision:.2f}" if self.n_flags else "",
        }


def read_truth(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the planted truth of the sample by report id."""
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["report_id"]: row for row in map(json.loads, lines)}


def clean_ids(truth: Mapping[str, Mapping[str, Any]], corpus: Corpus) -> list[str]:
    """Return the reports in which nothing was planted."""
    return [report_id for report_id in corpus.ids if report_id in truth and not truth[report_id]["faults"]]


def score_rules(
    folder: str | Path = "corpora/sample", *, per_code: int = 20, codes: Sequence[str] = (), seed: int = 0
) -> list[RuleScore]:
    """Measure every rule on the sample corpus.

    Parameters
    ----------
    folder : str or Path
        The sample with its ``truth.jsonl``.
    per_code : int, default 20
        How many faults of each rule are injected, each into another agency's clean report.
    codes : sequence of str, optional
        Only these rules.
    seed : int, default 0
        Chooses the faults.

    Returns
    -------
    list of RuleScore
    """
    place = Path(folder)
    corpus = read_corpus(place, progress=False)
    truth = read_truth(place)
    clean = clean_ids(truth, corpus)
    base = audit(corpus, progress=False)
    by_code: dict[str, list[Flag]] = {}
    for flag in base.flags:
        by_code.setdefault(flag.code, []).append(flag)
    wanted = [code for code in injectable_codes() if not codes or code in codes]
    return [_score(code, corpus, truth, clean, by_code.get(code, []), per_code, seed) for code in wanted]


def _score(
    code: str,
    corpus: Corpus,
    truth: Mapping[str, Mapping[str, Any]],
    clean: Sequence[str],
    flags: Sequence[Flag],
    per_code: int,
    seed: int,
) -> RuleScore:
    flagged = {flag.evidence.report_id for flag in flags}
    planted, changed = _plant(code, corpus, [i for i in clean if i not in flagged], per_code, seed)
    found: dict[str, list[Flag]] = {}
    if planted:
        for flag in audit(changed, select=code, progress=False).flags:
            # a passage in two reports of one year is flagged once, at either place
            for report_id in {flag.evidence.report_id, *(span.report_id for span in flag.related)}:
                found.setdefault(report_id, []).append(flag)
    misses = [
        f"{report_id}: {note}: {changed[report_id][evidence] if evidence else ''}"
        for report_id, evidence, note in planted
        if not any(
            _meets(flag, evidence) if evidence else flag.evidence.report_id == report_id
            for flag in found.get(report_id, [])
        )
    ]
    # Hints of severity info are true by their definition and not planted, so the truth cannot judge them.
    flags = [flag for flag in flags if flag.severity is not Severity.INFO]
    clean_set = set(clean)
    false = [flag for flag in flags if flag.evidence.report_id in clean_set and not _named(flag, truth)]
    right = [flag for flag in flags if _named(flag, truth)]
    return RuleScore(
        code,
        len(planted),
        len(planted) - len(misses),
        len(clean),
        len(false),
        len(flags),
        len(right),
        tuple(misses),
        tuple(f"{f.evidence.report_id}: {corpus[f.evidence.report_id][f.evidence][:80]} | {f.message}" for f in false),
    )


def _plant(
    code: str, corpus: Corpus, candidates: Sequence[str], per_code: int, seed: int
) -> tuple[list[tuple[str, Span | None, str]], Corpus]:
    """Plant one fault an agency; returns what was planted and the changed batch."""
    reports: dict[str, Report] = {report.report_id: report for report in corpus}
    used: set[str] = set()
    planted: list[tuple[str, Span | None, str]] = []
    # the latest report of an agency has the longest history to plant in
    for report_id in sorted(candidates, key=lambda i: (-(corpus[i].year or 0), i)):
        report = corpus[report_id]
        if len(planted) >= per_code:
            break
        if report.series in used:
            continue
        try:
            injected = inject(report, code, corpus=corpus, seed=seed)
        except ReportError:
            continue
        used.add(report.series)
        for other in injected.corpus:
            if other.series == report.series or other.report_id == report_id:
                reports[other.report_id] = other
        planted.append((report_id, injected.evidence, injected.note))
    return planted, Corpus(list(reports.values()))


def _meets(flag: Flag, evidence: Span) -> bool:
    return any(
        span.report_id == evidence.report_id and span.start < evidence.end and evidence.start < span.end
        for span in (flag.evidence, *flag.related)
    )


def _named(flag: Flag, truth: Mapping[str, Mapping[str, Any]]) -> bool:
    """Say whether the truth of a report names this fault.

    A passage that two reports share is flagged at either place: the text does not say who borrowed from whom.
    """
    here = flag.evidence.report_id
    if any(fault["code"] == flag.code for fault in truth.get(here, {}).get("faults", [])):
        return True
    others = {span.report_id for span in flag.related} - {here}
    return flag.code == "B03" and any(
        fault["code"] == "B03" and fault.get("source_report") == here
        for other in others
        for fault in truth.get(other, {}).get("faults", [])
    )


def clean_flags_per_report(folder: str | Path = "corpora/sample") -> tuple[float, list[str]]:
    """Return the medium-or-higher flags a clean constructed report gets on average, and the flags."""
    place = Path(folder)
    corpus = read_corpus(place, progress=False)
    truth = read_truth(place)
    clean = set(clean_ids(truth, corpus))
    found = [
        flag
        for flag in audit(corpus, progress=False).flags
        if flag.evidence.report_id in clean and flag.severity.rank >= Severity.MEDIUM.rank and not _named(flag, truth)
    ]
    told = [f"{f.evidence.report_id} {f.code} {corpus[f.evidence.report_id][f.evidence][:60]}" for f in found]
    return len(found) / max(1, len(clean)), told
