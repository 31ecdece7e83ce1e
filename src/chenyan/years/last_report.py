"""Years that were left, or raised wrongly, when last year's report was written over: the same sentence stands in both.

Whoever writes a report over the last one raises the years in it, leaves one behind now and then, or raises one too far. In
one report alone 2021年，全镇办结来信35件 may tell of the year before; where the report on 2021 says it in the same words of
its own year, it is a leftover in the report on 2022, and so is a plan for 2022 that both reports make. So much is known from
the copy that less evidence is asked of the words around the year than where a report stands alone. Years and other
numbers may differ between the two sentences; what counts is by how much each year was raised. A sentence that was reworded
besides tells less, so more evidence is asked of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from chenyan.align import similarity
from chenyan.corpus.report import Report
from chenyan.types import Sentence, Span
from chenyan.years.reading import FLAG_CONFIDENCE, YearMention, YearMismatch, YearReading, is_over, open_page
from chenyan.years.scope import Page
from chenyan.years.settled import settled
from chenyan.years.verdict import UNITS, candidate, judge

# Sums of evidence from which a copied year counts as wrong: last year's own work, what else was said of its year or the
# one before, a plan. Chosen on the wordings of corpora/labelled, each beside the sentence that it would have
# grown from: more slips than not are found there that no report alone tells, and next to no right year that can stand so.
_WORK, _OTHER, _PLAN = -1.0, 0.0, -3.0
_EDITED = 1.0  # so much more where the sentence was reworded
_ALIKE = 0.75  # how alike a reworded sentence is
_BESIDE, _MOST = 3, 12  # sentences are compared that share so many signs beside a year, and so many of them at most
_LEAST_HANZI = 8  # shorter sentences are alike by chance: 2021年无收费。
_HANZI = re.compile("[一-鿿]")
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,.，．]*")
_YEAR = re.compile("[0-9０-９]{4}|[一二][〇○零一二三四五六七八九]{3}")
_SPACE = re.compile(r"\s+")
_NAMED = frozenset(("document", "law", "title", "period", "signature", "web"))  # years that belong to a name or a frame


class Left(NamedTuple):
    """A mismatch that last year's report tells, and the sentence of that report."""

    mismatch: YearMismatch
    source: Span


def left_from(report: Report, reading: YearReading, earlier: Report, before: YearReading) -> tuple[Left, ...]:
    """Find the years that a report took over wrongly from the same agency's report of the year before.

    Parameters
    ----------
    report, reading : Report and YearReading
        The report and its years.
    earlier, before : Report and YearReading
        The report of the year before and its years. What was wrong there already is wrong here again: with the
        mismatches that it took over itself (``with_left``) a year is found that was left twice.

    Returns
    -------
    tuple of Left
        Mismatches of kind ``stale_year`` or ``plan_for_past_year`` with confidence of at least ``FLAG_CONFIDENCE`` that
        ``reading`` does not hold or only hints at, in text order, each with the sentence of the earlier report.

    Examples
    --------
    >>> import chenyan as cy
    >>> told = "一、总体情况\\n2021年，各村便民点代办退休认证，老人少跑了路。\\n"
    >>> now = cy.report_from_text("甲镇2022年政府信息公开工作年度报告\\n" + told, year=2022)
    >>> last = cy.report_from_text("甲镇2021年政府信息公开工作年度报告\\n" + told, year=2021)
    >>> [left] = left_from(now, cy.years.read_years(now), last, cy.years.read_years(last))
    >>> left.mismatch.year, left.mismatch.expected, left.mismatch.confidence >= 0.8
    (2021, 2022, True)
    """
    year = reading.year
    if year is None or before.year != year - 1 or reading.skip_reason or before.skip_reason:
        return ()
    known = {found.start: found.confidence for found in reading.mismatches}
    asked = {
        one.start
        for one in reading.mentions
        if one.unit in UNITS
        and one.year is not None
        and year - 2 <= one.year <= year + 1
        and known.get(one.start, 0.0) < FLAG_CONFIDENCE
    }
    told = _told(earlier, before) if asked else _Sentences({}, {})
    wrong = {found.start: found for found in before.mismatches}
    page: Page | None = None
    found: list[Left] = []
    for sentence, mentions in _by_sentence(report, reading.mentions):
        if not told.same or asked.isdisjoint(one.start for one in mentions):
            continue
        words = _masked(report.text, sentence, mentions)
        same = told.same.get(words) or _most_alike(words, mentions, told, asked)
        if same is None:
            continue
        raised = [_raised(one, its) for one, its in zip(mentions, same.mentions, strict=True)]
        for one, its, by in zip(mentions, same.mentions, raised, strict=True):
            if by is None or by == 1 or one.start not in asked:
                continue
            page = page or open_page(report)
            edited = same.words != words
            mismatch = _judged(page, one, its, wrong.get(its.start), mixed=1 in raised, edited=edited)
            if mismatch is not None:
                found.append(Left(mismatch, Span(earlier.report_id, same.sentence.start, same.sentence.end)))
    return tuple(found)


def with_left(reading: YearReading, left: Iterable[Left]) -> YearReading:
    """Return a reading with what was found by last year's report among its mismatches, in place of the hints at it."""
    found = {one.mismatch.start: one.mismatch for one in left}
    if not found:
        return reading
    mismatches = {known.start: known for known in reading.mismatches} | found
    mentions = tuple(
        replace(one, role=found[one.start].role, because=found[one.start].reason_zh) if one.start in found else one
        for one in reading.mentions
    )
    return replace(reading, mentions=mentions, mismatches=tuple(mismatches[start] for start in sorted(mismatches)))


def read_over_years(reports: Sequence[Report], readings: Sequence[YearReading]) -> list[YearReading]:
    """Add to the readings of a batch what each agency's report of the year before tells.

    As in an audit, a report is compared with the first (by id) of the same series on the year before.
    """
    found = list(readings)
    dated = [(report.year, at) for at, report in enumerate(reports) if report.year is not None]
    first: dict[tuple[str, int], int] = {}
    for year, at in sorted(dated, key=lambda item: reports[item[1]].report_id):
        first.setdefault((reports[at].series, year), at)
    for year, at in sorted(dated):
        before = first.get((reports[at].series, year - 1))
        if before is not None:
            left = left_from(reports[at], found[at], reports[before], found[before])
            found[at] = with_left(found[at], left)
    return found


def _raised(one: YearMention, its: YearMention) -> int | None:
    """Return by how many years a mention was raised, None where it names no year of its own."""
    if one.unit == "relative" or one.year is None or its.year is None or one.unit != its.unit:
        return None
    return one.year - its.year


class _Told(NamedTuple):
    """A sentence that names years: its masked words, where it stands, its mentions."""

    words: str
    sentence: Sentence
    mentions: list[YearMention]


class _Sentences(NamedTuple):
    """The sentences of a report that name years: by their masked words, and by the words right beside a year."""

    same: dict[str, _Told]
    beside: dict[str, list[_Told]]


def _told(earlier: Report, before: YearReading) -> _Sentences:
    """Return the sentences of the earlier report that name years; of equal ones the first."""
    found = _Sentences({}, {})
    for sentence, mentions in _by_sentence(earlier, before.mentions):
        words = _masked(earlier.text, sentence, mentions)
        if not words or words in found.same:
            continue
        told = found.same[words] = _Told(words, sentence, mentions)
        for beside in _words_beside(words):
            some = found.beside.setdefault(beside, [])
            if len(some) < _MOST:
                some.append(told)
    return found


def _words_beside(words: str) -> Iterator[str]:
    """Yield the few words before and behind each year of a masked sentence: an edit leaves some of them alone."""
    at = words.find("@")
    while at >= 0:
        yield words[max(0, at - _BESIDE) : at + 1]
        yield words[at : at + 1 + _BESIDE]
        at = words.find("@", at + 1)


def _most_alike(words: str, mentions: list[YearMention], told: _Sentences, asked: set[int]) -> _Told | None:
    """Return the sentence of the earlier report that was edited into this one, if a year was left in it."""
    best, most = None, _ALIKE
    met: set[str] = set()
    for beside in _words_beside(words):
        for one in told.beside.get(beside, ()):
            if one.words in met or len(one.mentions) != len(mentions):
                continue
            met.add(one.words)
            pairs = zip(mentions, one.mentions, strict=True)
            if not any(mine.year == its.year and mine.start in asked for mine, its in pairs):
                continue
            alike = similarity(words, one.words)
            if alike >= most and (best is None or alike > most):
                best, most = one, alike
    return best


def _by_sentence(report: Report, mentions: Iterable[YearMention]) -> Iterator[tuple[Sentence, list[YearMention]]]:
    """Yield the sentences of the narrative that name years, each with its mentions."""
    offsets = [sentence.start for sentence in report.sentences]
    held: dict[int, list[YearMention]] = {}
    for one in mentions:
        at = bisect_right(offsets, one.start) - 1
        if at >= 0 and one.end <= report.sentences[at].end and report.sentences[at].role == "prose":
            held.setdefault(at, []).append(one)
    for at, some in held.items():
        yield report.sentences[at], some


def _masked(text: str, sentence: Sentence, mentions: list[YearMention]) -> str:
    """Return the words of a sentence without spaces, its years and other numbers masked; none where it is short."""
    parts, at = [], sentence.start
    for one in mentions:
        parts += [_DIGITS.sub("#", text[at : one.start]), _YEAR.sub("@", text[one.start : one.end], count=1)]
        at = one.end
    parts.append(_DIGITS.sub("#", text[at : sentence.end]))
    words = _SPACE.sub("", "".join(parts)).rstrip("。；！")
    return words if len(_HANZI.findall(words)) >= _LEAST_HANZI else ""


def _judged(
    page: Page, one: YearMention, its: YearMention, wrong: YearMismatch | None, *, mixed: bool, edited: bool
) -> YearMismatch | None:
    """Return the mismatch of a year that was not raised by one, unless something speaks for it.

    ``mixed`` says that others in its sentence were, ``edited`` that the sentence was reworded besides.
    """
    year = page.reference.year
    index = next((at for at, known in page.between(one.start, one.end) if known.end == one.end), None)
    if year is None or one.year is None or its.year is None or index is None or index in settled(page):
        return None
    if one.role in _NAMED or its.role in _NAMED:
        return None
    if wrong is not None and (wrong.expected != year - 1 or wrong.kind != "stale_year" or one.year != its.year):
        return None  # what was wrong there may have been put right here
    expression = page.expressions[index]
    kind = candidate(page, index, year, over=is_over(expression, page.reference))
    odds = judge(page, index, year, kind).odds if kind in ("plan", "stale") else None
    if one.year == its.year:
        return _left(page, one, its, kind, odds, wrong, edited=edited)
    if edited:
        return None
    raised = one.year - its.year
    ahead = page.told_ahead(one.start)
    if raised == 2 and one.unit == "year" and not ahead and (mixed or its.role in ("comparison", "carried_over")):
        if one.year == year and its.role != "work":
            # 上年结转2件（2020年受理）, now 2022年受理: the base was raised as far as the reported year
            return _mismatch(page, one, year - 1, 0.82, "comparison", its)
        if one.year == year + 1 and its.role == "work":
            return _mismatch(page, one, year, 0.82, "work", its)
    return None


def _left(
    page: Page,
    one: YearMention,
    its: YearMention,
    kind: str,
    odds: float | None,
    wrong: YearMismatch | None,
    *,
    edited: bool,
) -> YearMismatch | None:
    """Return the mismatch of a year that was left as it was."""
    year = page.reference.year or 0
    more = _EDITED if edited else 0.0
    if one.year == year:  # of the year to come in the earlier report: its plan
        if kind == "plan" and odds is not None and odds >= _PLAN + more and its.role != "target":
            return _mismatch(page, one, year + 1, _sure(odds, _PLAN + more), "plan", its)
        if kind != "plan" and its.role == "plan" and not edited:
            return _mismatch(page, one, year + 1, 0.82, "work", its)
        return None
    if kind != "stale" or odds is None:
        return None
    least = _WORK if wrong is not None or (one.year == year - 1 and its.role == "work") else _OTHER
    least += more
    if odds < least:
        return None
    base = wrong is None and one.year == year - 2
    return _mismatch(page, one, year - 1 if base else year, _sure(odds, least), one.role if base else "work", its)


def _sure(odds: float, least: float) -> float:
    return round(min(0.92, FLAG_CONFIDENCE + 0.03 * (odds - least)), 3)


def _mismatch(
    page: Page, one: YearMention, expected: int, confidence: float, role: str, its: YearMention
) -> YearMismatch:
    year = page.reference.year or 0
    words = page.view[one.start : one.end]
    if role == "plan":
        return YearMismatch(
            one.start, one.end, one.year, "plan_for_past_year", expected, confidence, "Y02", "plan", one.section,
            f"{words} was over, and the report on {year - 1} made this plan in the same words",
            f"此句原样见于{year - 1}年度报告，{words}已经过去",
        )  # fmt: skip
    same = one.year == its.year
    return YearMismatch(
        one.start, one.end, one.year, "stale_year", expected, confidence, "Y03", role, one.section,
        f"the report on {year - 1} has the same sentence with {'this very year' if same else f'the year {its.year}'}",
        f"此句见于{year - 1}年度报告，年份{'未改' if same else f'由{its.year}年改为{one.year}年'}",
    )  # fmt: skip
