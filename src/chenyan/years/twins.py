"""Which of two equal years in one sentence is the wrong one: 2020年有7个县区开通，2020年增加到10个."""

from __future__ import annotations

import re
from dataclasses import replace

from chenyan.years import cues
from chenyan.years.figures import leads, read_change, told
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

_BECAME = re.compile(
    "[^，。；0-9]{0,6}?(?:(?:增加?|降|下降|升|上升|减少?|扩大|提高|发展|回升|缩短)(?:到|至|为)|有所|又(?!称)|再次?|才)"
)
_FLAG = 0.8  # as in chenyan.years.reading
_PAPER = re.compile("度?(?:总结|报告|年报|要点|计划|预算|决算|考核|测评)")


def later_twin(page: Page, index: int, found: Finding, taken: dict[int, Finding]) -> int:
    """Return the mention that a finding belongs to: the last of the equal years that date a clause of its sentence.

    Where the second tells what became of the first (增加到, 有所改观), the years are told in their order, and a fact of the
    reported year has its slip in the second. Elsewhere the second may be the base of the first (2020年为1718件).
    """
    one, year = page.expressions[index], found.expected
    if found.kind != "stale_year" or year is None or one.unit != "year" or year != one.last + 1:
        return index
    low, high = place(page, one).sentence
    chosen = index
    for at, other in page.between(one.end, high):
        if other.last == year:
            return index  # the year that is expected follows: what stands between is told of this one
        free = at not in taken or taken[at].confidence < _FLAG
        if (
            other.unit == "year"
            and other.last == one.last
            and free
            and (_dates(page, other, low) or _told_again(page, index, at))
        ):
            chosen = at
    return chosen


def _dates(page: Page, other: Expression, low: int) -> bool:
    before = page.view[max(low, other.start - 12) : other.start]
    if cues.COMPARED.search(before) is not None or _PAPER.match(page.view, other.end) is not None:
        return False
    return place(page, other).adverbial and _BECAME.match(page.view, other.end) is not None


def _told_again(page: Page, index: int, at: int) -> bool:
    """Say whether the second year has a figure of the same thing, led to by the change that follows: years in their order."""
    first, again = told(page, index), told(page, at)
    if first is None or again is None or first.amount.unit != again.amount.unit:
        return False
    if cues.COMPARED.search(page.view, max(0, again.one.start - 8), again.one.start) is not None:
        return False
    stop = page.layout.around(page.layout.sentences, again.one.start)[1]
    change = read_change(page.view, again.amount.end, min(stop, again.amount.end + 30))
    if change is not None:
        return leads(change, first.amount.value, again.amount.value)
    return bool(again.words) and again.words[:2] in first.words


def _found_twice(page: Page, index: int, found: Finding, taken: dict[int, Finding]) -> bool:
    """Say whether the second of two equal years told of one thing is found as well: only one of them is wrong."""
    one = page.expressions[index]
    if found.kind != "stale_year" or one.unit != "year":
        return False
    for at, other in page.between(one.end, place(page, one).sentence[1]):
        if other.last != one.last or other.unit != "year":
            return False
        if at in taken and taken[at].kind == "stale_year" and taken[at].confidence >= _FLAG:
            return _told_again(page, index, at)
    return False


def moved(page: Page, findings: dict[int, Finding]) -> dict[int, Finding]:
    """Return the findings, each at the mention that it belongs to."""
    result = dict(findings)
    for index, found in sorted(findings.items()):
        if (at := later_twin(page, index, found, result)) != index:
            result[at] = replace(result.pop(index), index=at)
        elif _found_twice(page, index, found, result):
            del result[index]
    return result
