"""How a mention stands among the other years of its sentence; what several checks ask alike."""

from __future__ import annotations

from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

DATED = frozenset(("day", "month", "half", "quarter"))


def years_within(page: Page, low: int, high: int, *, but: Expression | None = None) -> list[Expression]:
    """Return the expressions of a stretch that name a year in running text: no documents, nothing set apart."""
    return [
        one
        for _, one in page.between(low, high)
        if one.first and one.unit != "document" and one is not but and not page.layout.set_apart(one.start)
    ]


def told_freely(page: Page, one: Expression) -> bool:
    """Say whether a mention stands in running text below the title, outside any plan zone."""
    return (
        one.start >= page.reference.title_end
        and not page.layout.set_apart(one.start)
        and page.zone_at(one.start) is None
    )


def sentence(page: Page, one: Expression, before: int = 140, after: int = 140) -> tuple[int, int]:
    """Return the sentence of a mention, cut at a distance."""
    low, high = place(page, one).sentence
    return max(low, one.start - before), min(high, one.end + after)


def was_over(page: Page, one: Expression) -> bool:
    """Say whether a mention names the reported year or a part of it, which was over when the report was signed."""
    year = page.reference.year
    return year is not None and one.last == year <= page.reference.limit and one.start >= page.reference.title_end
