"""Mentions that a check has shown to be right: those that the sum, the row or the term of a wrong one rests on."""

from __future__ import annotations

from chenyan.years.scope import Page


def settled(page: Page) -> set[int]:
    """Return the numbers of the expressions that no other rule may hold for wrong; checks add to it."""
    known = page.kept.get("settled")
    if not isinstance(known, set):
        known = page.kept["settled"] = set()
    return known
