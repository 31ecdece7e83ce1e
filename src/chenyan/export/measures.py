"""The variables of the measures in ``reports.csv``; how each is computed stands in ``chenyan.reuse.measures_*``."""

from __future__ import annotations

__all__ = ["MEASURES", "TOKENS"]

# Tokens that a measure may be counted on, by the ending of its column.
TOKENS = {"_chars": "counted on characters", "_words": "counted on jieba words"}

_COHEN = "Cohen, Malloy & Nguyen 2020, Journal of Finance 75:1371-1415"
_BROWN = "Brown & Tucker 2011, Journal of Accounting Research 49:309-346"
_LANG = "Lang & Stice-Lawrence 2015, Journal of Accounting and Economics 60:110-135"
_DYER = "after Dyer, Lang & Stice-Lawrence 2017, Journal of Accounting and Economics (rule not verified)"
_LAST = "the agency's report of the year before"
_SHARE = ("share", "0 to 1")

# name: definition, formula, unit, range, source
MEASURES: dict[str, tuple[str, str, str, str, str]] = {
    "novelty_adjusted": (
        "share of new text in what the template leaves open", "share_novel / (1 - share_mandated)", *_SHARE, "ours",
    ),
    "specificity": (
        "specific names (documents, dates, places, organisations, people, money, percent) for each token",
        "specific names / tokens", "names a token", ">= 0",
        "Hope, Hu & Lu 2016, Review of Accounting Studies 21:1005-1045, by rules for Chinese",
    ),
    "informative_numbers": (
        "numbers that inform: no years, dates, document numbers, ordinals, list labels, phones", "", "numbers", ">= 0",
        "Blankespoor 2019, Journal of Accounting Research 57:919-967, appendix",
    ),
    "number_density": (
        "informative numbers for each token", "informative_numbers / tokens", "numbers a token", ">= 0",
        "after Blankespoor 2019",
    ),
    "repeated_sentence_share": (
        "share of characters in sentences that occur more than once in the report", "", *_SHARE, _DYER,
    ),
    "mean_sentence_chars": ("mean length of a sentence", "characters / sentences", "characters", "> 0", "ours"),
    "share_long_sentences": ("share of sentences of more than 80 characters", "", *_SHARE, "ours"),
    "boilerplate_lsl": (
        "share of tokens in sentences with a 4-gram that at least 60% of the province's reports hold, sentences with one "
        "that more than 80% of them or at least 75% of all hold left out", "", *_SHARE, _LANG,
    ),
    "boilerplate_lsl_agencies": (
        "as boilerplate_lsl, an agency's years counted as one document", "", *_SHARE, "after " + _LANG,
    ),
    "boilerplate_prefilter": (
        "share of tokens in sentences with a 4-gram that 30% to 75% of the province's reports hold, or that occurs five "
        "times a document", "", *_SHARE, "the shorter rule that circulates as boilerplate; not the rule of " + _LANG,
    ),
    "boilerplate_share": (
        "share of tokens in sentences with a 4-gram that at least 75% of the province's reports hold", "", *_SHARE, _DYER,
    ),
    "sticky_share": (
        f"share of tokens in sentences with an 8-gram of {_LAST}; empty without one", "", *_SHARE, _DYER,
    ),
    "repetition": (
        "share of the report's 10-token sequences that occur more than once in it", "", *_SHARE,
        "Cazier & Pfeiffer 2017, Journal of Financial Reporting 2:107-131",
    ),
    "cosine": (f"cosine of the counts with {_LAST}; empty without one", "", "similarity", "0 to 1", _COHEN),
    "jaccard": (
        f"common terms over all terms, with {_LAST}; empty without one", "|A and B| / |A or B|", *_SHARE, _COHEN,
    ),
    "min_edit": (
        f"similarity by the least number of deletions and insertions from {_LAST}; empty without one",
        "1 - operations / (n1 + n2)", "similarity", "0 to 1", f"after {_COHEN} (scaling ours)",
    ),
    "simple_change": (
        f"tokens changed, added and deleted since {_LAST}, over its size; empty without one", "", "share", ">= 0",
        f"after the draft of {_COHEN}",
    ),
    "simple": (
        "similarity by simple_change", "max(0, 1 - simple_change)", "similarity", "0 to 1", f"after {_COHEN}",
    ),
    "modification_raw": (
        f"one minus the tf-idf cosine with {_LAST}; empty without one", "1 - cosine", "difference", "0 to 1", _BROWN,
    ),
    "modification": (
        "modification_raw, its dependence on length taken out over the batch",
        "residual on a polynomial of degree 5 of the length", "difference", "-1 to 1", _BROWN,
    ),
    "information": (
        "what peers and the year do not explain of the report's words", "sum of absolute residuals", "", ">= 0",
        "after 孟庆斌、杨俊华、鲁冰 2017 (exact formula not verified)",
    ),
    "standard_content": (
        "what peers and the year explain of the report's words", "sum of the two slopes", "", "",
        "after 孟庆斌、杨俊华、鲁冰 2017 (exact formula not verified)",
    ),
}  # fmt: skip
