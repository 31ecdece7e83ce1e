"""Do title, headings, stated period, self reference and signature agree with the year of the report?"""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.years.asked import asked
from chenyan.years.data_period import check_periods, check_preamble, check_reversed_spans, check_single_dates
from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.self_naming import check_captions, check_introduction, check_own_words
from chenyan.years.signature import check_signature
from chenyan.years.titles import check_headings, check_paired_title, check_subtitle, check_title

_CHECKS = (
    check_paired_title,
    check_title,
    check_headings,
    check_introduction,
    check_captions,
    check_own_words,
    check_subtitle,
    check_reversed_spans,
    check_periods,
    check_single_dates,
    check_preamble,
    check_signature,
)


def check_document(page: Page) -> Iterator[Finding]:
    """Yield the mismatches of title, headings, self references, period and signature."""
    if page.reference.genre != "forward":
        yield from asked(page, _CHECKS)
