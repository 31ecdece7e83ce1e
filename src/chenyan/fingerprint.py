"""Name flags by what they say, so that decisions survive re-runs, other versions, and moved or renamed files.

A fingerprint rests on the unit (series, else agency), the reference year, the rule, and the normalised words. It never
rests on the run, on offsets, on the order of files, or on a file's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chenyan.corpus.report import Corpus, Report
from chenyan.text import fold
from chenyan.types import Flag

__all__ = ["fingerprint_flags", "flag_base", "unit_of"]

Base = tuple[str, str, str, str]
_LENGTH = 16  # hex digits = 64 bits: among a million flags, two share a name with a chance of about 3 in 100 million
_HEAD = 60  # characters of the opening that stand in for an agency that is not known


def unit_of(report: Report) -> str:
    """Return who reports: the series, else the agency, else the opening words (an id may be a file name)."""
    known = report.identity.series.value or report.identity.agency.value
    return str(known) if known else "?" + fold(report.text[: 4 * _HEAD], compact=True).text[:_HEAD]


def fingerprint_flags(flags: Sequence[Flag], corpus: Corpus, bases: Sequence[Base] | None = None) -> list[str]:
    """Return the fingerprint of each flag.

    Parameters
    ----------
    flags : sequence of Flag
        In any order; the answer keeps it.
    corpus : Corpus
        The reports that the flags are about.
    bases : sequence of tuple, optional
        What ``flag_base`` returned for each flag, where it is known already.

    Returns
    -------
    list of str
        16 hexadecimal digits each. Flags of one unit, year and rule on the same words are numbered in the order of
        report id and place, so that each has a name of its own.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.types import Flag, Severity, Span
    >>> def names(text):
    ...     corpus = cy.Corpus([cy.report_from_text(text, year=2022, agency="甲镇人民政府")])
    ...     at = text.index("20")
    ...     flag = Flag("Y02", "y", Span("report", at, at + 5), "", "", Severity.HIGH, 0.9)
    ...     return fingerprint_flags([flag], corpus)
    >>> names("2021年工作") == names("甲镇的报告。\\n2021年度总结")
    True
    """
    if bases is None:
        bases = [flag_base(flag, corpus[flag.evidence.report_id]) for flag in flags]
    order = sorted(
        range(len(flags)), key=lambda at: (bases[at], flags[at].evidence, flags[at].section, flags[at].message)
    )
    names = [""] * len(flags)
    number = 0
    for place, at in enumerate(order):
        number = number + 1 if place and bases[order[place - 1]] == bases[at] else 1
        words = "\x1f".join((*bases[at], str(number)))
        names[at] = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
    return names


def flag_base(flag: Flag, report: Report) -> Base:
    """Return what a flag says: unit, year, rule, words; one without words is known by what it expected."""
    quote = fold(report[flag.evidence], compact=True).text
    if not quote:
        quote = "\x1e".join((flag.section, flag.value, flag.expected))
    return unit_of(report), str(report.year or ""), flag.code, quote
