"""Do title, headings, stated period, self reference and signature agree with the year of the report?"""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.years.data_period import check_periods, check_preamble, check_reversed_spans, check_single_dates
from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.self_naming import check_captions, check_introduction, check_own_words
from chenyan.years.signature import check_signature
from chenyan.years.titles import check_headings, check_paired_title, check_subtitle, check_title


def check_document(page: Page) -> Iterator[Finding]:
    """Yield the mismatches of title, headings, self references, period and signature."""
    if page.reference.genre != "forward":
        yield from check_paired_title(page)
        yield from check_title(page)
        yield from check_headings(page)
        yield from check_introduction(page)
        yield from check_captions(page)
        yield from check_own_words(page)
        yield from check_subtitle(page)
        yield from check_reversed_spans(page)
        yield from check_periods(page)
        yield from check_single_dates(page)
        yield from check_preamble(page)
        yield from check_signature(page)
