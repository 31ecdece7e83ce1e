"""What rules Y01 to Y04 share: the mismatches of the years measure under one code, as flags."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Rule
from chenyan.types import Flag, Skip


def flag_mismatches(rule: Rule, case: Case, least_confidence: float) -> Iterator[Flag | Skip]:
    """Yield the mismatches reported under the rule's code, and a skip where years could not be judged."""
    reading = case.years
    if reading.skip_reason:
        yield rule.skip(case, reading.skip_reason, reading.skip_reason_zh)
    sources = {left.mismatch.start: left.source for left in case.years_left}
    for found in reading.mismatches:
        if found.code == rule.code and found.confidence >= least_confidence:
            yield rule.flag(
                case,
                found.start,
                found.end,
                confidence=found.confidence,
                value=found.year or "",
                expected=found.expected or "",
                related=(sources[found.start],) if found.start in sources else (),
                why=found.reason,
                why_zh=found.reason_zh,
            )
