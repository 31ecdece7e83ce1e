"""What headings and sentences say of the year that a report covers: votes as (year, weight, source)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chenyan.years.cues import COMPARED, COMPARED_ENDS, MARKER, OWN
from chenyan.years.grammar import Expression
from chenyan.years.layout import Layout

Vote = tuple[int, float, str]
_REVIEW_HEAD = re.compile(r"工作回顾|过去的?|主要工作|工作总结|回顾|工作情况|工作$|情况|总结|预算执行$")
_UNITS = frozenset(("year", "half", "quarter", "school_year"))
_NO_YEAR_OF_WORK = frozenset(("document", "range", "five_year", "edition"))
_NOT_WORK = re.compile(
    r"年?度?(?:以来|以前|之前|以后|之后|前|起|年报|[^，。；]{0,14}(?:预算|决算|考核|评估|测评|结转)|[^，。；]{0,8}的)"
)
_CHANGE = re.compile("(?:度|末|底|同期|全年|的)?[^，。；]{0,8}(?:增|减|多|少|升|降|提高|持平|相比)")
_NOTICE = re.compile(r"年?度?政府信息公开(?:工作)?(?:年度)?(?:报告|年报)(?:的)?(?:编制|编写|编报|编发)")
_AHEAD = re.compile(
    r"[，, ]{0,2}[^，。；的]{0,10}?(?:将(?![一-鿿]{2,12}(?:纳入|列入|作为|为|到|至|成))|拟|计划(?:开|在|于)|"
    r"力争|准备|打算|(?<![纲主重需首摘提])要(?![点求件素闻]))"
)


def span_year(one: Expression, school: bool) -> int:
    """Return the year that an expression stands for: a school year is that in which it ends."""
    return one.last if school and one.unit == "school_year" else one.first


def head_votes(layout: Layout, speech: bool) -> list[Vote]:
    """Let the first headings that review and plan a year vote (“一、2023年工作回顾”, “二、2024年工作安排”)."""
    votes: list[Vote] = []
    reviewed = planned = False
    for head in layout.headings[:60]:
        if head.level != 1 or not head.alone or (reviewed and planned):
            continue
        if layout.view.find("年", head.start, head.end) < 0:
            continue
        match = re.search("[12][0-9]{3}(?=年)", layout.view[head.start : head.end])
        if match is None:
            continue
        year, words = int(match.group()), layout.view[head.start + match.end() : head.end]
        if re.search("安排|打算|计划|思路|要点|任务|目标|部署|建议|重点|设想|展望|预算草案", words):
            if not planned and not re.search("完成|情况|回顾|总结", words):
                votes.append((year - 1, 3.0 if speech else 1.0, "plan heading"))
                planned = True
        elif not reviewed and _REVIEW_HEAD.search(words) and not (speech and "主要工作" in words):
            votes.append((year, 3.0 if speech else 1.5, "heading"))
            reviewed = True
    return votes


def body_votes(
    expressions: Sequence[Expression], layout: Layout, body: int, title_end: int, school: bool, short_years: bool
) -> list[Vote]:
    """Let the years that open sentences in the first half of the body vote by majority, and those compared or named often."""
    opening, ahead = _opening_years(expressions, layout, body, title_end, school, short_years)
    votes = [(year, 1.5, "plan") for year, _ in _top(ahead)]
    total = sum(opening.values())
    for year, count in _top(opening):
        if count * 2 >= total:
            clear = count * 3 >= total * 2
            votes.append(
                (year, (3.2 if count > 2 else 2.5) if clear and count > 1 else 2.0 if count > 1 else 1.5, "body")
            )
    compared: dict[int, int] = {}
    often: dict[int, int] = {}
    view = layout.view
    for one in expressions:
        if (
            not school
            and one.unit == "year"
            and one.start >= body
            and view[one.start - 1] in COMPARED_ENDS
            and COMPARED.search(view, max(0, one.start - 8), one.start)
            and _CHANGE.match(view, one.end)
        ):
            compared[one.first + 1] = compared.get(one.first + 1, 0) + 1
        if one.first and one.start >= title_end and one.unit not in _NO_YEAR_OF_WORK:
            year = span_year(one, school)
            often[year] = often.get(year, 0) + 1
    votes.extend((year, 1.0 if count > 1 else 0.7, "comparison") for year, count in _top(compared))
    if often:
        first = max(often, key=often.__getitem__)
        count = often.pop(first)
        if count > 2 and count >= 2 * max(often.values(), default=0):
            votes.append((first, 1.0, "frequency"))
    return votes


def _opening_years(
    expressions: Sequence[Expression], layout: Layout, body: int, title_end: int, school: bool, short_years: bool
) -> tuple[dict[int, int], dict[int, int]]:
    """Count the years that open sentences: of work in the first half, and the years before those of plans behind it."""
    view = layout.view
    half = body + (len(view) - body) * 6 // 10
    ahead_from = body + (len(view) - body) * 4 // 10
    counts: dict[int, int] = {}
    ahead: dict[int, int] = {}
    heads = iter(layout.headings)
    head = next(heads, None)
    for one in expressions:
        if one.start < title_end or not (one.unit in _UNITS or (short_years and one.unit == "short")):
            continue
        year = span_year(one, school)
        quoted = layout.enclosed(layout.titles, one.start)
        if quoted is not None:
            if one.start < body + 300 and _NOTICE.search(view, one.end, quoted[1] + 8):
                counts[year] = counts.get(year, 0) + 1
            continue
        low = layout.around(layout.sentences, one.start)[0]
        if one.start - low > 12 or layout.enclosed(layout.quotes, one.start):
            continue
        while head is not None and (not head.alone or head.end <= one.start):
            head = next(heads, None)
        if head is not None and head.start <= one.start:
            continue
        if one.start > ahead_from and _AHEAD.match(view, one.end):
            ahead[year - 1] = ahead.get(year - 1, 0) + 1
        elif one.start < half and _dates_work(view, low, one):
            counts[year] = counts.get(year, 0) + 1
    return counts, ahead


def _dates_work(view: str, low: int, one: Expression) -> bool:
    """Say whether a year that opens a sentence may date this report's work."""
    lead = view[low : one.start].strip()
    lead = lead and MARKER.sub("", lead, count=1)
    return (not lead or OWN.fullmatch(lead) is not None) and _NOT_WORK.match(view, one.end) is None


def _top(counts: dict[int, int]) -> list[tuple[int, int]]:
    """Return the most frequent year with its count; the earlier of two equals."""
    return [min(counts.items(), key=lambda item: (-item[1], item[0]))] if counts else []


def tells_events(
    expressions: Sequence[Expression], signing: Sequence[int], layout: Layout, title_end: int, year: int
) -> bool:
    """Say whether the text dates something to the course of a year: from March on it is no plan of a report before it."""
    return any(
        one.unit in ("month", "day")
        and one.first == year
        and one.begin is not None
        and one.begin.month >= 3
        and one.start >= title_end
        and at not in signing
        and layout.enclosed(layout.titles, one.start) is None
        and not layout.view.startswith(("前", "之前", "以前"), one.end)
        for at, one in enumerate(expressions)
    )
