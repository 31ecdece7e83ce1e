"""The grade of a report: a documented reading of its flags, nothing more.

======== ==========================================================================================
clear    every part of the check that could run found nothing of medium or high severity
review   at least one flag of medium severity, none of high
faulty   at least one flag of high severity
unread   the reference year is unknown, no part of the report was found, or the file is no report of one
         agency on one year (genre other), so most rules could not look
======== ==========================================================================================

Flags of low severity and info never change a grade; they are counted. A confidence below ``MIN_CONFIDENCE`` does not
change it either: a doubtful flag asks for a look, it does not convict.
"""

from __future__ import annotations

from collections.abc import Sequence

from chenyan.corpus.card import Card, card_of
from chenyan.corpus.report import Report
from chenyan.types import Flag, Severity

GRADES = ("clear", "review", "faulty", "unread")
MIN_CONFIDENCE = 0.5


def grade(report: Report | Card, flags: Sequence[Flag]) -> str:
    """Return the grade of a report under its flags."""
    card = report if isinstance(report, Card) else card_of(report)
    sure = [flag for flag in flags if flag.confidence >= MIN_CONFIDENCE]
    if any(flag.severity is Severity.HIGH for flag in sure):
        return "faulty"
    if not card.readable or card.genre == "other":
        return "unread"
    return "review" if any(flag.severity is Severity.MEDIUM for flag in sure) else "clear"
