"""Review: the page, coders' samples and decisions, their agreement, what rules learn from it."""

from chenyan.review.page import build_review, review_pages

__all__ = ["build_review", "review_pages"]
