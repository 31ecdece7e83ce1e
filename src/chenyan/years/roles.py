"""The role of a mention: what the year is there for. Only some roles can be wrong."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.grammar import RELATIVE_SHIFT, Expression
from chenyan.years.scope import Page

_ROLE_AFTER = re.compile(
    rf"(?P<law>(?:[^，。；（）]{{0,6}})?{cues.any_of('law_after')})"
    r"|(?P<history>(?:[^，。；]{0,6})?(?:以来|至今|以前|之前|以后|之后|前(?!列|茅|期|置|款|往)))"
    rf"|(?P<carried>[^，。；]{{0,5}}{cues.any_of('carried')})"
    rf"|(?P<document>[^，。；]{{0,4}}(?:号|通知|文件|印发|修订|修正|颁布))"
)
# One of these words stands in all that the pattern above matches; to ask for them is quick.
_ROLE_WORDS = (
    *cues.terms("law_after"), *cues.terms("carried"), "以来", "至今", "以前", "之前", "以后", "之后", "前",
    "号", "通知", "文件", "印发", "修订", "修正", "颁布",
)  # fmt: skip
_ROLE_WORD = re.compile(cues.sought(_ROLE_WORDS))
_ROLE_REACH = 6 + max(map(len, _ROLE_WORDS))
_BEFORE_TARGET = re.compile(r"(?:力争到?|争取到?|到|有效期至|延[至到续]{1,2}|顺延至|计划)$")
_BEFORE_HISTORY = re.compile(r"(?:自|从|始于|建于|成立于|早在)$")
_BEFORE_COMPARED = re.compile(r"(?:比|较|同比|相比|相较于?|较之|由)(?:去年|上年)?(?:即|（)?$")
_WITH = re.compile(r"(?:与|和|同)$")
# The last characters of what these match; the last sign may be followed by a line end.
_CUES_END = frozenset("争取到至续划自从于在比较之由年即（与和同\n")


def told_after(view: str, at: int) -> str:
    """Return what the words behind a year make of it: law, history, carried, document, or nothing."""
    if _ROLE_WORD.search(view, at, at + _ROLE_REACH) is None:
        return ""
    match = _ROLE_AFTER.match(view, at)
    return match.lastgroup or "" if match is not None else ""


def role_of(page: Page, one: Expression, *, planned: bool) -> str:
    """Return the role of an expression that no finding has settled; ``planned`` says that it dates a plan."""
    view, layout, reference = page.view, page.layout, page.reference
    unit = one.unit
    if unit == "document" or unit == "edition" or layout.enclosed(layout.titles, one.start):
        return "document"
    if unit == "relative":
        shift = RELATIVE_SHIFT.get(view[one.start : one.end], 0)
        if view.startswith("结转", one.end):
            return "carried_over"
        return (
            "plan" if shift > 0 or (shift == 0 and page.zone_at(one.start)) else "comparison" if shift < 0 else "work"
        )
    if unit == "five_year":
        return "target" if page.zone_at(one.start) else "history"
    if planned:
        return "plan"
    if told := told_after(view, one.end):
        return "carried_over" if told == "carried" else told
    year = reference.year
    if view[one.start - 1] not in _CUES_END:  # none of the patterns below
        if year is None or one.last == year:
            return "work"
        return "history" if one.last < year else "target" if one.last > year + 1 else "plan"
    before = view[max(0, one.start - 6) : one.start]
    if _BEFORE_COMPARED.search(before) or (_WITH.search(before) and cues.COMPARED_AFTER.match(view, one.end)):
        return "comparison"
    if year is None:
        return "work"
    if one.last > year:
        return "target" if _BEFORE_TARGET.search(before) or one.last > year + 1 else "plan"
    if _BEFORE_HISTORY.search(before):
        return "history"
    if one.last < year:
        return "history"
    return "target" if _BEFORE_TARGET.search(before) and page.zone_at(one.start) else "work"
