"""The year that a report is held to cover, and how far a doubt about it weakens a finding."""

from __future__ import annotations

from chenyan.years.scope import Page


def reported_year(page: Page) -> int:
    year = page.reference.year
    assert year is not None
    return year


def sure(page: Page, base: float) -> float:
    return round(min(0.99, base * (0.6 + 0.4 * page.reference.certainty)), 3)
