"""What a rule is: a code, words for people, a check, and examples that are its documentation and its tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chenyan.case import Case
from chenyan.corpus.build import report_from_text
from chenyan.corpus.report import Corpus, Report
from chenyan.types import Flag, SettingsError, Severity, Skip, Span

HEADINGS = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
GENRES = {
    "ogi": ("annual reports on open government information", "政府信息公开工作年度报告"),
    "work_report": ("government work reports", "政府工作报告"),
    "rule_of_law": ("reports on rule of law", "法治政府建设报告"),
    "budget": ("budgets", "预算公开文件"),
    "final_accounts": ("final accounts", "决算公开文件"),
    "work_summary": ("summaries of work", "工作总结"),
    "school": ("schools' reports", "学校信息公开报告"),
    "company": ("companies' reports", "企业年度报告"),
    "other": ("files of another kind", "其他类型的文件"),
}
NO_EARLIER = ("no report of the same agency on the year before", "批次中没有同一机关上一年度的报告，无法比较")


@dataclass(frozen=True, slots=True)
class Example:
    """One worked case of a rule: a text, and the words that must be flagged (none: a negative example).

    Parameters
    ----------
    text : str
        The report, or only the body of one part when ``section`` names it.
    year : int, default 2022
        The reference year.
    flagged : tuple of str
        The words of each flag in text order; empty where the rule must stay silent.
    section : str, default ""
        Put the text under the official heading of this part; empty: the text is a whole report.
    agency, agency_type, region, level : str
        Who reports.
    earlier : tuple of str
        Texts of the same agency's reports, of ``year - 1``, ``year - 2`` and so on (same ``section`` wrapping).
    others : tuple of str
        Texts of other agencies' reports of the same year (same wrapping).
    known : tuple of (str, str)
        More facts of the identity, e.g. ``(("published", "2023-01-20"),)``.
    skipped : bool, default False
        The rule must leave a skip instead of an answer.
    note : str
        What the example shows.
    """

    text: str
    year: int = 2022
    flagged: tuple[str, ...] = ()
    section: str = ""
    agency: str = "甲镇人民政府"
    agency_type: str = "town"
    region: str = ""
    level: str = "town"
    earlier: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    skipped: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    Parameters
    ----------
    code : str
        Family letter and two digits, e.g. ``Y02``.
    name, name_zh : str
        Short name, English (kebab case) and Chinese.
    severity : Severity
        How much a flag of it matters by default; a single flag may carry another.
    message, message_zh : str
        Format strings; ``{words} {value} {expected}`` and the keywords given to ``flag`` are filled in.
    check : callable
        ``check(case, *, setting=default, ...)`` yields flags and skips. Its keyword parameters are the rule's settings.
    examples : tuple of Example
        At least three that flag and three that do not.
    explanation, explanation_zh : str
        What is checked and why, with the source; shown by ``chenyan explain``.
    needs : frozenset of str
        What besides the report itself it reads: years, problems, numbers, tables, reuse, earlier, norms.
    source : str
        The act, form or paper behind it.
    genres : tuple of str
        The genres it judges (a report of unknown genre is judged too); empty: all. Others get a skip.
    """

    code: str
    name: str
    name_zh: str
    severity: Severity
    message: str
    message_zh: str
    check: Callable[..., Iterator[Flag | Skip]]
    examples: tuple[Example, ...]
    explanation: str = ""
    explanation_zh: str = ""
    needs: frozenset[str] = frozenset()
    source: str = ""
    genres: tuple[str, ...] = ()

    @property
    def settings(self) -> dict[str, Any]:
        """The rule's settings with their defaults."""
        return dict(_settings(self.check))

    def flag(
        self,
        case: Case,
        start: int,
        end: int,
        *,
        confidence: float = 0.9,
        severity: Severity | None = None,
        value: object = "",
        expected: object = "",
        related: tuple[Span, ...] = (),
        **words: object,
    ) -> Flag:
        """Return a flag on ``case.report.text[start:end]``."""
        report = case.report
        filled = {"words": _within_quotes(report.text[start:end]), "value": value, "expected": expected, **words}
        return Flag(
            code=self.code,
            name=self.name,
            evidence=Span(report.report_id, start, end),
            message=self.message.format(**filled),
            message_zh=self.message_zh.format(**filled),
            severity=severity or self.severity,
            confidence=round(confidence, 4),
            section=report.section_at(start),
            value=str(value),
            expected=str(expected),
            related=related,
        )

    def skip(self, case: Case, reason: str, reason_zh: str = "") -> Skip:
        """Return a skip: this rule could not look at this report."""
        return Skip(self.code, case.report.report_id, reason, reason_zh)

    def run(self, case: Case, settings: Mapping[str, Any] | None = None) -> list[Flag | Skip]:
        """Judge one case under these settings.

        Raises
        ------
        SettingsError
            Where a setting is not one of the rule's.
        """
        unknown = set(settings) - set(self.settings) if settings else None
        if unknown:
            raise SettingsError(
                f"{self.code} has no setting {sorted(unknown)}; it has {self.settings} 该规则没有这个设置"
            )
        if self.genres and (genre := case.genre) and genre not in self.genres:
            kind, kind_zh = GENRES.get(genre, (genre, genre))
            return [self.skip(case, f"not meant for {kind}", f"不适用于{kind_zh}")]
        return list(self.check(case, **settings) if settings else self.check(case))


@cache
def _settings(check: Callable[..., Any]) -> tuple[tuple[str, Any], ...]:
    """Return the keyword-only parameters of a check with their defaults; asking the signature takes time."""
    parameters = inspect.signature(check).parameters.values()
    return tuple((p.name, p.default) for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY)


def example_corpus(example: Example) -> tuple[Corpus, str]:
    """Build the little batch of an example; returns it with the id of the report to judge."""

    def build(text: str, report_id: str, year: int, agency: str) -> Report:
        body = f"{HEADINGS[example.section]}\n{text}" if example.section else text
        facts: dict[str, Any] = {
            "agency_type": example.agency_type,
            "level": example.level,
            "genre": "ogi",
            "region": example.region or None,
            **(dict(example.known) if report_id == "report" else {}),
        }
        return report_from_text(body, report_id=report_id, year=year, agency=agency, **facts)

    reports = [build(example.text, "report", example.year, example.agency)]
    for lag, text in enumerate(example.earlier, 1):
        reports.append(build(text, f"earlier-{lag}", example.year - lag, example.agency))
    for at, text in enumerate(example.others, 1):
        reports.append(build(text, f"other-{at}", example.year, f"{'乙丙丁戊己庚辛壬癸'[at % 9]}{at}镇人民政府"))
    return Corpus(reports), "report"


def example_case(example: Example, *, needs: frozenset[str] = frozenset()) -> Case:
    """Build the case of an example, measured as far as ``needs`` asks."""
    corpus, report_id = example_corpus(example)
    reuse = None
    if "reuse" in needs:
        from chenyan.reuse import score_reuse

        reuse = score_reuse(corpus, progress=False)
    cases: dict[str, Case] = {}
    previous: Case | None = None
    ids = [f"earlier-{lag}" for lag in range(len(example.earlier), 0, -1)] + [report_id]
    for at in ids:
        previous = Case(corpus[at], earlier=previous, reuse=reuse.of(at) if reuse else None)
        cases[at] = previous
    return cases[report_id]


def run_example(rule: Rule, example: Example) -> tuple[list[Flag], list[Skip]]:
    """Run a rule on one example; returns its flags in text order and its skips."""
    found = rule.run(example_case(example, needs=rule.needs))
    flags = sorted((item for item in found if isinstance(item, Flag)), key=lambda flag: flag.evidence)
    return flags, [item for item in found if isinstance(item, Skip)]


def _within_quotes(words: str) -> str:
    """Return words as they stand inside “”: quotes of their own become ‘’ (GB/T 15834-2011, 4.8.3.2)."""
    if words.count("“") != words.count("”"):  # a lone one may be what the flag is about
        return words
    return words.replace("“", "‘").replace("”", "’")
