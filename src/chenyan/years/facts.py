"""Facts dated in a year that is not theirs: left over from last year, compared with itself, after the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chenyan.years import cues
from chenyan.years.accounts import check_accounts
from chenyan.years.afterwards import after_signing, finished_later
from chenyan.years.anachronism import before_the_meeting, before_the_pandemic, other_year
from chenyan.years.bases import wrong_base
from chenyan.years.carried import carried_on
from chenyan.years.comparison import (
    compared,
    figure_of_itself,
    in_parenthesis,
    risen_from_itself,
    that_is_last_year,
    to_itself,
    year_on_year,
)
from chenyan.years.contains import holds_what_came_later
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.own_work import work_like
from chenyan.years.scope import Page, Place, numbered
from chenyan.years.stale import SPAN_YEARS, stale
from chenyan.years.totals import told_of_another
from chenyan.years.twice import these_very, told_twice

_FROM = "由从"  # behind these stands the year that a change starts from
_EARLIEST = 11  # the month of its own year in which a report may be signed
_DONE_BEFORE = re.compile(r"(?:已|均已|业已|已经)(?:于|在)?$")
_PAST_FACT = re.compile(r"[^。；]{0,60}?(?:共|已|完成了?|主动公开|收到|受理|未收到|没有|投入使用|建成|开通)")


_SET_AGAINST = re.compile("比较|对比|同比")


def check_facts(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Yield the mismatches of one mention that dates a fact."""
    one = page.expressions[index]
    year = page.reference.year
    if year is None:
        return
    if one.unit == "typo":
        yield other_year(index, year, 0.9, page)
        return
    looked_back = (
        (
            *wrong_base(page, index, here, year),
            *told_of_another(page, index, here, year),
            *holds_what_came_later(page, index, one, here, year),
            *before_the_pandemic(page, index, here, year),
            *before_the_meeting(page, index, here, year),
        )
        if one.last < year  # what they find is a year before the reported one
        else ()
    )
    if found := (*looked_back, *carried_on(page, index, one, here, year)):
        yield found[0]
        return
    if one.unit == "school_year":
        yield from _school_year(page, index, here, year)
        return
    if one.unit not in ("year", "half", "quarter", "day", "month", "short"):
        return
    layout = page.layout
    if one.last < year:
        twice = [*told_twice(page, index, one, here, year), *these_very(page, index, one, year)]
        if twice:
            yield from twice
            return
    if layout.enclosed(layout.titles, one.start) or layout.enclosed(layout.quotes, one.start):
        return
    before = page.view[one.start - 1]
    if before in "（即":
        yield from in_parenthesis(page, index, year)
    if one.last != year:
        yield from that_is_last_year(page, index, year)
    accounts = list(check_accounts(page, index, here, year)) if page.accounts else []
    if accounts:
        yield from accounts
        return
    if one.first == year:
        if here.adverbial and after_signing(page, one, here, year):
            yield Finding(
                index, "date_order", year, 0.75, "Y03", "work",
                f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
                f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
            )  # fmt: skip
        yield from figure_of_itself(page, index, here)
        if before in _FROM:
            yield from risen_from_itself(page, index, here)
        yield from compared(page, index, here)
        if before in _FROM:
            yield from to_itself(page, index)
        return
    if before in _FROM:
        yield from to_itself(page, index)
    if one.first > year:
        yield from compared(page, index, here)
    yield from year_on_year(page, index, here, year)
    signed = page.reference.signed
    now = max(year + 1, signed.year if signed else 0)
    if (
        _DONE_BEFORE.search(here.lead)
        and one.begin is not None
        and one.first > year
        and page.reference.genre != "speech"
    ):
        # a report on a year is not signed before its end: then the signature is the slip
        in_time = signed is not None and (signed.year > year or signed.month >= _EARLIEST)
        if (in_time and signed is not None and one.begin > signed) or one.first > now:
            yield Finding(
                index, "date_order", year, 0.9, "Y03", "work",
                f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
                f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
            )  # fmt: skip
        return
    if finished_later(page, one, here, year):
        yield Finding(
            index, "date_order", year, 0.85, "Y03", "work",
            f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
            f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
        )  # fmt: skip
        return
    if not here.adverbial or layout.enclosed(layout.parens, one.start):
        return
    if after_signing(page, one, here, year):
        yield Finding(
            index, "date_order", year, 0.85, "Y03", "work",
            f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
            f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
        )  # fmt: skip
        return
    # a speech looks years ahead wherever it speaks of a plan; there a later year is no slip
    if one.first > now + 1 and one.unit == "year" and page.reference.genre != "speech" and not page.zone_at(one.start):
        rest = page.view[one.end : min(here.sentence[1], one.end + 60)]
        told = _PAST_FACT.match(rest) or cues.COUNT.search(rest)
        ahead = any(e.first > year for e in numbered(page, here.sentence[0], one.start))
        foreseen = (
            ahead or page.view.startswith("前", one.end) or re.search("有望|可望|预计|预测|预期|估计|规划|将", rest)
        )
        if here.lead == "" and told and not foreseen and not cues.PLAN.search(rest[:40]):
            yield other_year(index, year, 0.9, page)
        return
    if _follows_its_paper(page, one, here):
        return
    for finding in stale(page, index, here, year):
        yield replace(finding, by_wording=True)


def _follows_its_paper(page: Page, one: Expression, here: Place) -> bool:
    """Say whether the sentence follows a paper of its own year, years ago: 2014年，按照…（教办函〔2014〕23号）…."""
    return page.reference.year_or(one.last) - one.last > 2 and any(
        other.unit == "document" and other.first == one.first
        for _, other in page.between(one.end, min(here.sentence[1], one.end + 90))
    )


def _school_year(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find the work of this school year under the name of the last one, and the year compared with itself."""
    one, view = page.expressions[index], page.view
    if page.reference.genre != "school" or page.layout.enclosed(page.layout.titles, one.start):
        return
    if one.last == year:
        yield from compared(page, index, here)
        return
    if one.last != year - 1 or not here.adverbial or here.preposition or page.zone_at(one.start):
        return
    head = page.heading_before(one.start)
    if head is not None and _SET_AGAINST.search(head.words) is not None:
        return
    statement = view[here.statement[0] : here.statement[1]]
    tail = view[one.end : min(here.sentence[1], one.end + 110)]
    others = [
        e
        for e in numbered(page, here.sentence[0], here.sentence[1])
        if e.last > one.last or (e.unit == "school_year" and e.end <= one.start)
    ]
    if (
        others
        or page.in_problems(one.start)
        or SPAN_YEARS.search(re.split("[，。；]", tail.lstrip("，"), maxsplit=1)[0][:14])
    ):
        return
    confidence = work_like(page, tail, statement, one, here)
    if confidence >= 0.8 and cues.COUNT.search(statement):
        yield Finding(
            index, "stale_year", year, confidence, "Y03", "work",
            f"work of this report is dated {one.first}-{one.last}, but the report covers the school year to {year}",
            f"本学年工作写成{one.first}—{one.last}学年，报告学年止于{year}年",
        )  # fmt: skip
