"""Find where a report speaks of its problems: the statutory part, an older place, or a passage inside the text."""

from __future__ import annotations

import re

from chenyan.corpus.report import Report

_ADMISSION = re.compile(
    r"(?:存在|还有|仍有|尚有|也有)[^。；\n]{0,24}(?:问题|不足|短板|薄弱环节|差距)|(?:问题|不足)(?:主要)?(?:有|是|表现在)[:：]?"
)
_PARTS_LIST = re.compile(
    r"(?:本报告|报告)[^。\n]{0,30}(?:由|包括|包含|共分|分为)|组成部?分?|等部分|依据|根据[^。\n]{0,20}要求"
)
_SENTENCE = re.compile(r"[^。\n]{1,400}(?:[。\n]|$)")
# the free forms speak of problems in their last parts; elsewhere the word is said of other things
_SEARCHED = frozenset({"part", "other", "overview", ""})
_OWN_HEADING = re.compile(r"问题|不足|短板|困难|薄弱")


def problem_places(report: Report) -> list[tuple[int, int]]:
    """Return the stretches of the text that speak of problems, in order; empty where none does."""
    places = [(s.body_start, s.end) for s in report.sections if s.kind == "problems" and s.end > s.body_start]
    if places:
        return places
    named = [
        (s.body_start, s.end)
        for s in report.sections
        if s.kind in _SEARCHED and s.end > s.body_start and _OWN_HEADING.search(s.heading)
    ]
    if named:
        return named
    for section in report.sections or ():
        if section.kind not in _SEARCHED:
            continue
        place = _passage(report, section.body_start, section.end)
        if place is not None:
            return [place]
    if not report.sections:
        place = _passage(report, 0, len(report.text))
        if place is not None:
            return [place]
    return []


def _passage(report: Report, start: int, end: int) -> tuple[int, int] | None:
    """Return the passage from the first admission to the end of its part."""
    at = start
    for sentence in _SENTENCE.finditer(report.text, start, end):
        words = sentence.group()
        if _ADMISSION.search(words) and not _PARTS_LIST.search(words) and not report.in_table(sentence.start()):
            return sentence.start(), end
        at = sentence.end()
    _ = at
    return None
