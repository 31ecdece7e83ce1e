"""Years: every year mention of a report with its role, and the mismatches, explained."""

from chenyan.years.explain import explain_mention, explain_years
from chenyan.years.last_report import Left, left_from, with_left
from chenyan.years.reading import FLAG_CONFIDENCE, YearMention, YearMismatch, YearReading, read_years
from chenyan.years.result import Mismatches, YearsResult, find_years

__all__ = [
    "FLAG_CONFIDENCE",
    "Left",
    "Mismatches",
    "YearMention",
    "YearMismatch",
    "YearReading",
    "YearsResult",
    "explain_mention",
    "explain_years",
    "find_years",
    "left_from",
    "read_years",
    "with_left",
]
