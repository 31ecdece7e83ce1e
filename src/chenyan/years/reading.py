"""Read the years of one report: mentions with roles, mismatches with reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from chenyan.corpus.report import Report
from chenyan.text.fold import fold
from chenyan.types import opened
from chenyan.years.anachronism import before_its_time
from chenyan.years.asked import CHECKS, asked
from chenyan.years.budget_ahead import check_ahead
from chenyan.years.document import check_document
from chenyan.years.expectation import check_expectation
from chenyan.years.facts import check_facts
from chenyan.years.finding import Finding, Plan
from chenyan.years.grammar import RELATIVE_SHIFT, Expression, find_expressions
from chenyan.years.landmarks import FARTHEST_NEAR, out_of_reach
from chenyan.years.layout import read_layout
from chenyan.years.masks import mask
from chenyan.years.plans import find_plan
from chenyan.years.reference import TITLE_END, Reference, read_reference
from chenyan.years.roles import role_of
from chenyan.years.scope import Page, Place, place
from chenyan.years.settled import settled
from chenyan.years.signs import read_signs
from chenyan.years.twins import moved
from chenyan.years.verdict import borne_out, check_verdict, confirmed

# Findings less sure than this are not reported: chosen on the tuning half of corpora/labelled/years.jsonl.
LEAST_CONFIDENCE = 0.55
# Rules flag from here on. Chosen on held-out totals: of three unseen findings under it two were wrong, so that unseen
# figures at this threshold lean high.
FLAG_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class YearMention:
    """One expression that names a year.

    Parameters
    ----------
    start, end : int
        Where it stands in the report's original text.
    year : int or None
        The year it denotes; for a range or a school year the last one; None where it depends on the reader
        (今年 in a report whose date is not known).
    interval_start, interval_end : date or None
        The days it covers.
    role : str
        title, period, work, plan, comparison, document, law, carried_over, signature, target, history or web.
    section : str
        The kind of the section.
    unit : str
        day, month, quarter, half, year, range, school_year, edition, document, five_year, relative, short, typo.
    because : str
        The cue that settled the role, for people.
    """

    start: int
    end: int
    year: int | None
    interval_start: date | None
    interval_end: date | None
    role: str
    section: str
    unit: str
    because: str = ""


_OpenMention = opened(YearMention)  # a report has a dozen of them; see ``chenyan.types.make_sentence``


@dataclass(frozen=True, slots=True)
class YearMismatch:
    """One wrong expression: its kind, the expected year, the confidence, the rule that reports it, and why.

    ``kind`` is one of plan_for_past_year, stale_year, data_period, title_body, date_order, other; ``code`` Y01 to Y04.
    """

    start: int
    end: int
    year: int | None
    kind: str
    expected: int | None
    confidence: float
    code: str
    role: str
    section: str
    reason: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class YearReading:
    """The years of one report.

    ``reference`` says which year it covers and how that was found; ``skip_reason`` (``skip_reason_zh``) is filled
    where mismatches could not be judged.
    """

    report_id: str
    mentions: tuple[YearMention, ...]
    mismatches: tuple[YearMismatch, ...]
    reference: Reference
    skip_reason: str = ""
    skip_reason_zh: str = ""

    @property
    def year(self) -> int | None:
        """The year that the report covers by its own words."""
        return self.reference.year


# Pages often print half-width marks between Chinese words (较好,2021年将…); between digits a comma parts thousands.
_HALF_WIDTH = re.compile(r"(?<=[^\x00-\x7f])[,;]|[,;](?=[^\x00-\x7f])")


def open_page(report: Report) -> Page:
    """Lay a report out for judging."""
    view = fold(report.text).text
    if "," in view or ";" in view:
        view = _HALF_WIDTH.sub(lambda mark: "，" if mark.group() == "," else "；", view)
    signs = read_signs(view)
    layout = read_layout(view, signs)
    expressions = mask(view, find_expressions(view, signs=signs), report.tables)
    if not any(one.unit == "short" and one.start < TITLE_END for one in expressions[:24]):
        # two digits are years only where the title writes them so
        expressions = _long_years(expressions, view)
    reference = read_reference(report, view, expressions, layout)
    if not reference.short_years:
        kept = [one for one in expressions if one.unit != "short" or _dated_short(one, view)]
        if len(kept) != len(expressions):
            expressions = kept
            reference = read_reference(report, view, expressions, layout)
    return Page(report, view, layout, expressions, reference)


def _long_years(expressions: list[Expression], view: str) -> list[Expression]:
    """Read two-digit years in a report whose title writes four digits: 21年6月底 is one near the others, 21年 is not."""
    if not any(one.unit == "short" for one in expressions):
        return expressions
    near = {one.first for one in expressions if one.unit in ("year", "day", "month") and one.first}
    found: list[Expression] = []
    for one in expressions:
        if one.unit != "short" or _dated_short(one, view):
            found.append(one)
        elif _PART_OF_YEAR.search(view, one.start, one.end) and one.begin and one.until and one.first in near:
            days = (one.until - one.begin).days
            unit = "month" if days < 32 else "half" if days < 190 else "year"
            found.append(replace(one, unit=unit))
    return found


_PART_OF_YEAR = re.compile("[月底末初]$|半年$|年度$")


def _dated_short(one: Expression, view: str) -> bool:
    """Say whether a two-digit year is one without doubt: with month and day (22年1月5日)."""
    return one.begin is not None and one.begin == one.until


def read_years(report: Report) -> YearReading:
    """Read every year mention of a report and the mismatches among them.

    Parameters
    ----------
    report : Report
        The report; its own words decide which year it covers, a year known from a manifest weighs more.

    Returns
    -------
    YearReading
        ``mentions`` in text order, ``mismatches``, ``reference``, and ``skip_reason`` where nothing could be judged.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text(
    ...     "甲镇2021年政府信息公开工作年度报告\\n一、总体情况\\n2021年，我镇公开信息80条。\\n"
    ...     "五、存在的主要问题及改进情况\\n解读形式单一。2021年，我镇将丰富解读形式。\\n"
    ... )
    >>> [(report.text[m.start : m.end], m.kind, m.expected) for m in read_years(report).mismatches]
    [('2021年', 'plan_for_past_year', 2022)]
    """
    return read_page(open_page(report))


def read_page(page: Page) -> YearReading:
    """Judge a page; see ``read_years``."""
    reference = page.reference
    findings: dict[int, Finding] = {}
    plans: dict[int, Plan] = {}
    skip, skip_zh = reference.reason, reference.reason_zh
    year = reference.year
    if year is not None:
        for finding in check_document(page):
            findings.setdefault(finding.index, finding)
        checks = CHECKS if reference.genre != "forward" else (check_ahead,)
        for finding in asked(page, checks):
            known = findings.get(finding.index)
            if known is None or known.confidence < FLAG_CONFIDENCE <= finding.confidence:
                findings[finding.index] = finding
        right = settled(page)
        for index in right:
            findings.pop(index, None)
        fixed = {
            *reference.title,
            *reference.signatures,
            *(at for p in reference.periods if p.stated for at in (p.first, p.last)),
        }
        for index, one in enumerate(page.expressions):
            if (
                index in fixed
                or index in findings
                or index in right
                or one.unit in ("document", "edition", "five_year", "relative")
            ):
                continue
            over = is_over(one, reference)
            if _judge(page, index, one, findings, plans, over=over):
                findings[index] = confirmed(page, index, one, year, findings[index], over=over)
            if (found := findings.get(index)) is None or found.confidence < FLAG_CONFIDENCE:
                for finding in check_verdict(page, index, one, year, over=over):
                    findings[index] = finding
        findings = moved(page, findings)
        if reference.genre == "forward":
            skip = (
                "a budget or plan speaks of the year that it is named after; "
                "judged were title, headings, deadlines and budgets set against themselves, not plans and facts"
            )
            skip_zh = "预算、计划类文件以所称年度为将来年度，只判断标题、时限和预算与自身相比，未判断计划与事实的年份"
    in_period = {at for p in reference.periods if p.stated for at in (p.first, p.last)}
    mentions = tuple(
        _mention(page, index, one, findings, plans, in_period) for index, one in enumerate(page.expressions)
    )
    mismatches = tuple(
        YearMismatch(
            mentions[at].start, mentions[at].end, mentions[at].year, found.kind, found.expected,
            found.confidence, found.code, mentions[at].role, mentions[at].section, found.reason, found.reason_zh,
        )
        for at, found in sorted(findings.items())
        if found.confidence >= LEAST_CONFIDENCE
    )  # fmt: skip
    return YearReading(page.report.report_id, mentions, mismatches, reference, skip, skip_zh)


def _judge(
    page: Page, index: int, one: Expression, findings: dict[int, Finding], plans: dict[int, Plan], *, over: bool
) -> bool:
    """Decide on one mention: a plan in a year that was over, else a fact in a year that is not its own.

    Returns whether the finding rests on the wording of the clause alone, so that the evidence has its say.
    """
    reference = page.reference
    year = reference.year
    if year is None or one.start < reference.title_end:
        return False
    if reference.genre == "forward":
        return False
    if abs(one.first - year) >= FARTHEST_NEAR:
        for finding in out_of_reach(page, index, one, year):
            findings[index] = finding
            return False
    here = place(page, one)
    past = over or _before_its_zone(page, one)
    plan = find_plan(page, index, here) if past else _late_heading(page, index, one, here)
    if plan is not None:
        if one.unit == "school_year" and one.last < year - 1:
            return False
        plans[index] = plan
        expected = year + 1 if reference.limit >= year or one.unit == "school_year" or one.last == year else year
        if reference.genre == "school":
            expected = year + 1 if one.last == year or one.unit == "school_year" else year
        confidence = plan.confidence * (0.75 + 0.25 * reference.certainty)
        if plan.beside and not borne_out(page, index, year):
            confidence = min(confidence, 0.75)
        if year - one.last > 3:
            confidence *= 0.75  # far back: a quotation or a history more likely than a slip
        findings[index] = Finding(
            index, "plan_for_past_year", expected, round(confidence, 3), "Y02", "plan",
            f"a plan ({plan.cue}) is dated {page.view[one.start : one.end]}, which was over when the report was signed",
            f"计划性表述（{plan.cue}）写在已经过去的{page.view[one.start : one.end]}",
        )  # fmt: skip
        return True
    for finding in check_facts(page, index, here):
        findings.setdefault(finding.index, finding)
    if index not in findings:
        if here.adverbial and one.first < year:
            for finding in before_its_time(page, index, here, year, only_met=True):
                findings.setdefault(index, finding)
        if one.last >= year:
            for finding in check_expectation(page, index, one, year):
                findings.setdefault(index, finding)
    found = findings.get(index)
    return found is not None and found.by_wording


def _late_heading(page: Page, index: int, one: Expression, here: Place) -> Plan | None:
    """Find a heading that plans the reported year at its end: 三、2019年工作计划 in the summary of December 2019."""
    if one.unit != "year" or one.last != page.reference.year or page.heading_at(one.start) is None:
        return None
    plan = find_plan(page, index, here)
    return plan if plan is not None and plan.way == "heading" else None


def _before_its_zone(page: Page, one: Expression) -> bool:
    """Say whether a plan under a heading that names a later year is dated in this one: 三、2022年工作计划 … 2021年计划…."""
    if one.unit != "year" or one.last != page.reference.year or page.view[one.end - 1] in "底末":
        return False
    zone = page.zone_at(one.start)
    if zone is None or page.view[one.end : one.end + 1] in ("前", "内"):
        return False
    head = page.heading_at(zone.start)
    return head is not None and (
        _NEXT_YEAR.search(head.words) is not None
        or any(other.unit == "year" and other.first == one.last + 1 for _, other in page.between(head.start, head.end))
    )


_NEXT_YEAR = re.compile("明年|来年|下一?年度?")


def is_over(one: Expression, reference: Reference) -> bool:
    """Say whether what an expression names had ended when the report was signed."""
    if one.unit == "typo" or reference.year is None:
        return False
    if reference.genre == "school":
        if one.unit == "school_year":
            return one.last <= reference.year
        return one.until is not None and one.until <= date(reference.year, 8, 31)
    if one.last <= reference.limit:
        return True
    # signed late in its own year: months that had passed by then are over too
    signed = reference.signed
    passed = (
        signed is not None
        and signed.year == one.last == reference.year
        and one.until is not None
        and one.until < signed
    )
    return passed and one.unit in ("month", "quarter", "half") and reference.genre == "annual"


def _mention(
    page: Page,
    index: int,
    one: Expression,
    findings: dict[int, Finding],
    plans: dict[int, Plan],
    in_period: set[int],
) -> YearMention:
    reference = page.reference
    because = ""
    if index in findings:
        role, because = findings[index].role, findings[index].reason_zh
    elif index in reference.title or (one.start < reference.title_end and one.unit == "year"):
        role = "title"
    elif index in reference.signatures:
        role = "signature"
    elif index in in_period:
        role = "period"
    elif one.unit == "day" and one.start < reference.title_end:
        role = "web"
    else:
        role = role_of(page, one, planned=index in plans)
    year: int | None = one.last or None
    begin, until = one.begin, one.until
    if one.unit == "relative":
        year = _relative(page, one)
        if year is not None:
            begin, until = date(year, 1, 1), date(year, 12, 31)
    section = page.section_at(one.start)
    made = _OpenMention(one.start, one.end, year, begin, until, role, section, one.unit, because)
    made.__class__ = YearMention
    mention: YearMention = made
    return mention


def _relative(page: Page, one: Expression) -> int | None:
    """Resolve 今年, 去年, 明年 where the report leaves no doubt."""
    reference = page.reference
    if reference.year is None:
        return None
    words = page.view[one.start : one.end]
    shift = RELATIVE_SHIFT.get(words, 0)
    base = reference.year
    if reference.genre == "speech" or (
        words in ("今年", "去年", "明年", "前年", "后年")
        and page.zone_at(one.start) is not None
        and reference.signed is not None
    ):
        # the words are spoken on the day of signature: 今年 in a plan of January is the year of signing
        base = reference.signed.year if reference.signed is not None else reference.year + 1
    return base + shift
