"""Say how a decision on a year mention was reached: masks, role, cues, scope, expectation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chenyan.corpus.report import Report
from chenyan.types import ReportError
from chenyan.years.expectation import weigh_year
from chenyan.years.plans import find_plan
from chenyan.years.reading import FLAG_CONFIDENCE, YearMention, YearMismatch, YearReading, is_over, open_page, read_page
from chenyan.years.scope import Page, place
from chenyan.years.verdict import candidate, judge
from chenyan.years.weighing import weigh


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps of one decision, as (step, words) pairs."""

    words: str
    start: int
    steps: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        lines = [f"“{self.words}” at {self.start}"]
        lines.extend(f"  {name:<12}{said}" for name, said in self.steps)
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)


def explain_mention(report: Report, start: int, reading: YearReading | None = None) -> Explanation:
    """Explain the decision on the mention at a position.

    Parameters
    ----------
    report : Report
        The report.
    start : int
        Any position inside the mention, in the original text.
    reading : YearReading, optional
        The years of the report as ``find_years`` read them beside its neighbours; without it the report is read alone.

    Returns
    -------
    Explanation
        Its steps: masks, clause, enclosure, zone, cue, expectation, verdict, and whether rules flag it; ``print`` shows
        them.

    Raises
    ------
    ReportError
        Where no year mention stands at that position.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("甲局2021年年度报告\\n一、总体情况\\n2021年，我局将完善目录。", year=2021)
    >>> dict(explain_mention(report, report.text.rfind("2021")).steps)["plan"]
    '将完善 (cue after, 0.90)'
    """
    page = open_page(report)
    reading = reading or read_page(page)
    for at, mention in enumerate(reading.mentions):
        if mention.start <= start < mention.end:
            return _explain(page, reading, at, mention)
    raise ReportError(
        f"{report.report_id}: no year mention at {start}; read_years(report).mentions lists them"
        " 此处没有年份，read_years(report).mentions 列出全部"
    )


def explain_years(report: Report, reading: YearReading | None = None) -> Iterator[str]:
    """Yield, for each mention of a report, the steps of its decision as text; first how the year was found.

    ``reading`` is that of ``find_years``, where the report was read beside its neighbours.
    """
    page = open_page(report)
    reading = reading or read_page(page)
    reference = reading.reference
    votes = ", ".join(f"{source} {year} ({weight:g})" for year, weight, source in reference.votes) or "none"
    signed = reference.signed.isoformat() if reference.signed else "unknown"
    yield (
        f"{report.report_id}: covers {reference.year or '?'} (certainty {reference.certainty:.2f}; votes: {votes}); "
        f"genre {reference.genre}; signed {signed}; plans must lie after {reference.limit or '?'}"
        + (f"; not judged: {reading.skip_reason}" if reading.skip_reason else "")
    )
    for at, mention in enumerate(reading.mentions):
        yield str(_explain(page, reading, at, mention))


def _explain(page: Page, reading: YearReading, at: int, mention: YearMention) -> Explanation:
    one, view, layout = page.expressions[at], page.view, page.layout
    text = page.report.text
    here = place(page, one)
    enclosed = [
        name
        for name, spans in (("《》", layout.titles), ("“”", layout.quotes), ("（）", layout.parens))
        if layout.enclosed(spans, one.start)
    ]
    zone = page.zone_at(one.start)
    plan = find_plan(page, at, here)
    told = weigh(page, at, here) if plan is None and page.told_ahead(one.start) else None
    wrong: YearMismatch | None = next((m for m in reading.mismatches if m.start == mention.start), None)
    covers = f"{mention.interval_start} to {mention.interval_end}" if mention.interval_start else "no fixed days"
    steps = [
        ("unit", f"{mention.unit}, {covers}"),
        ("masks", "passed: no address, count, number, length of time"),
        ("section", mention.section or "-"),
        ("clause", view[here.clause[0] : here.clause[1]].strip()[:60]),
        ("stands", _stands(here.lead, here.adverbial, here.preposition, here.subject)),
        ("enclosed in", " ".join(enclosed) or "nothing"),
        ("plan zone", f"{zone.kind}: {zone.opener}" if zone else "none"),
        ("plan", f"{plan.cue} ({plan.way}, {plan.confidence:.2f})" if plan else f"weighed {told}" if told else "no cue governs it"),
        ("model", _weighed(page, at)),
        ("role", mention.role),
        ("expectation", _expects(mention.role, reading)),
        ("verdict", f"{wrong.code} {wrong.kind}, expected {wrong.expected}, confidence "
        f"{wrong.confidence:.2f}: {wrong.reason}"
         if wrong else "no mismatch"),
    ]  # fmt: skip
    if wrong:
        steps.append(("flag", _flagged(wrong.confidence)))
    return Explanation(text[mention.start : mention.end], mention.start, tuple(steps))


def _weighed(page: Page, at: int) -> str:
    """Say how likely the model holds each distance from the reported year, and by which cues."""
    year = page.reference.year
    one = page.expressions[at]
    kind = candidate(page, at, year, over=is_over(one, page.reference)) if year is not None else ""
    if year is None or not kind:
        return "not asked: another check decides, or the year cannot date its clause"
    verdict = judge(page, at, year, kind)
    told = ", ".join(f"{name} {value:+.1f}" for name, value in verdict.reasons(kind))
    return f"distance from {year}: {weigh_year(page, at, year)}; odds of a wrong {kind} {verdict.odds:+.1f}: {told}"


def _flagged(confidence: float) -> str:
    """Say in both languages whether rules flag a mismatch that is this sure."""
    least = f"{FLAG_CONFIDENCE:.2f}"
    if confidence < FLAG_CONFIDENCE:
        return f"只是提示，规则不标记：置信度低于{least} / a hint and no flag: confidence is under {least}"
    return f"规则标记：置信度不低于{least} / flagged by the rule: confidence is {least} or more"


def _stands(lead: str, adverbial: bool, preposition: str, subject: str) -> str:
    if not lead:
        return "first in its clause: it can date it"
    if adverbial:
        return f"after {'subject ' + subject if subject else 'preposition ' + preposition}: it can date the clause"
    return f"after “{lead[-16:]}”: it belongs to a phrase, it does not date the clause"


def _expects(role: str, reading: YearReading) -> str:
    reference = reading.reference
    if reference.year is None:
        return f"none: {reading.skip_reason}"
    year = reference.year
    return {
        "plan": f"after {reference.limit}",
        "title": str(year),
        "period": f"both ends in {year}",
        "work": str(year),
        "comparison": f"not {year}",
        "signature": f"{year + 1} (or December {year})",
    }.get(role, "any year")
