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
_SENTENCE = re.compile(r"[^。\n]+")
_LONGEST = 400  # characters; of a longer sentence its end is read
# the free forms speak of problems in their last parts; elsewhere the word is said of other things
_SEARCHED = frozenset({"part", "other", "overview", "preamble", ""})
_HEADING = re.compile(
    r"(?m)^[ \t\u3000]{0,8}(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])[^。；，,;\n]{0,24}"
    r"(?:问题|不足)[^。；\n]{0,24}$"
)
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
    stretches = [(s.body_start, s.end) for s in report.sections if s.kind in _SEARCHED] or [(0, len(report.text))]
    for start, end in stretches:
        heading = _HEADING.search(report.text, start, end)
        if heading is not None:
            return [(heading.end(), end)]
    for start, end in stretches:
        admission = _first_admission(report, start, end)
        if admission is not None:
            return [(admission, end)]
    return []


def _first_admission(report: Report, start: int, end: int) -> int | None:
    """Return where the first sentence that admits a problem begins."""
    for sentence in _SENTENCE.finditer(report.text, start, end):
        begin = max(sentence.start(), sentence.end() - _LONGEST)
        words = report.text[begin : sentence.end()]
        if _ADMISSION.search(words) and not _PARTS_LIST.search(words) and not report.in_table(begin):
            return begin
    return None
