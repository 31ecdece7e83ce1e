"""Review: the page, coders' samples and decisions, their agreement, what rules learn from it."""

from chenyan.review.agreeing import Agreement, agreement, cohen_kappa, krippendorff_alpha
from chenyan.review.browsing import browse
from chenyan.review.decisions import Carried, Decision, Merged, carry_over, merge_decisions, read_decisions
from chenyan.review.page import build_review, review_pages
from chenyan.review.precision import Precision, precision_by_rule, suggest_thresholds, wilson
from chenyan.review.sampling import Sample, sample_flags, write_sheets

__all__ = [
    "Agreement",
    "Carried",
    "Decision",
    "Merged",
    "Precision",
    "Sample",
    "agreement",
    "browse",
    "build_review",
    "carry_over",
    "cohen_kappa",
    "krippendorff_alpha",
    "merge_decisions",
    "precision_by_rule",
    "read_decisions",
    "review_pages",
    "sample_flags",
    "suggest_thresholds",
    "wilson",
    "write_sheets",
]
