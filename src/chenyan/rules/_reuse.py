"""What the reuse rules share: the reuse of a case or the skip that says why there is none, and its sources as spans."""

from __future__ import annotations

import re

from chenyan.case import Case
from chenyan.reuse import SentenceOrigin
from chenyan.rule import NO_EARLIER, Rule
from chenyan.types import Severity, Skip, Span

# Both open with a plain class of characters: the engine then skips ahead to it.
NUMBER = re.compile(r"\d\d{0,14}(?:[,.]\d{1,9}){0,4}")
YEAR = re.compile(r"[12](?<!\d[12])(?:(?<=1)9|(?<=2)0)\d{2}(?=\s?年|[—~-])")


def needs_reuse(rule: Rule, case: Case) -> Skip | None:
    """Return the skip of a case whose batch was not scored, or None."""
    if case.reuse is None:
        return rule.skip(case, "reuse was not measured for this batch", "本批次未测量文本沿用")
    return None


def needs_earlier(rule: Rule, case: Case) -> Skip | None:
    """Return the skip of a case without reuse or without the report of the year before, or None."""
    skip = needs_reuse(rule, case)
    if skip is None and case.earlier is None:
        return rule.skip(case, *NO_EARLIER)
    return skip


def source_span(sentence: SentenceOrigin) -> tuple[Span, ...]:
    """Return the span of a sentence's source."""
    if not sentence.source_id:
        return ()
    return (Span(sentence.source_id, sentence.source_start, sentence.source_end),)


def formula_severity(case: Case) -> Severity | None:
    """Return low for genres that repeat fixed words by custom (speeches, budgets, accounts); None elsewhere."""
    return Severity.LOW if case.report.genre not in ("", "ogi") else None


def plain_length(words: str) -> int:
    """Return the number of characters without blanks."""
    return sum(map(len, words.split()))


def without_years(words: str) -> str:
    """Return words with their years taken out."""
    return YEAR.sub("", words) if "20" in words or "19" in words else words
