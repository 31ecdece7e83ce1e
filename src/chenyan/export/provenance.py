"""How each variable comes about and where from, for those whose schema line does not say so itself.

A variable that is copied and not computed says that too: an empty cell in a codebook leaves the reader guessing.
"""

from __future__ import annotations

__all__ = ["formula_of", "source_of", "unit_of"]

_READ = "none: as read"
_WORDS = "none: as printed"
_RULE = "set by the rule"
_COUNT = "count"
_FLAGS = "count of flags in flags.csv by report_id"

_FORMULAS: dict[str, str] = {
    "report_id": "given id, else path without its ending",
    "agency": _READ, "region": _READ, "level": _READ, "agency_type": _READ, "genre": _READ, "year": _READ,
    "published": _READ, "source": _READ, "path": _READ, "section": "the part whose heading stands last before the words",
    "words": _WORDS, "text": _WORDS, "row_label": _WORDS, "column_label": _WORDS, "source_words": _WORDS,
    "typical": "the statement that shares most character pairs with the others of the theme",
    "start": "place of the first character", "end": "place after the last character",
    "source_start": "place of the first character", "source_end": "place after the last character",
    "code": _RULE, "name": _RULE, "severity": "set by the rule or by the settings", "message": _RULE, "message_zh": _RULE,
    "value": _RULE, "expected": _RULE, "related": _RULE, "reason": "set by the check", "reason_zh": "set by the check",
    "n_chars": _COUNT, "n_sentences": _COUNT, "n_tables": _COUNT, "n_statements": _COUNT, "n_reports": _COUNT,
    "n_agencies": _COUNT, "n_sources": _COUNT,
    "grade": "by the worst sure flag (docs: concepts)",
    "n_flags": _FLAGS,
    **{f"n_{name}": f"{_FLAGS}, severity {name}" for name in ("high", "medium", "low", "info")},
    **{
        f"f_{name}": f"{_FLAGS}, codes that open with {letter}"
        for name, letter in (
            ("years", "Y"), ("reuse", "B"), ("tables", "T"), ("numbers", "N"), ("parts", "S"), ("problems", "P"),
            ("language", "L"),
        )
    },
    "f_other": f"{_FLAGS}, all other codes",
    "n_skips": "count of rows in skips.csv by report_id",
    "n_problems": "count of rows in problems.csv, kind problem",
    "n_measures": "count of rows in problems.csv, kind measure",
    "origin": "the best source by masked and idf-weighted 4-grams, in the order of the range",
    "source_id": "the report of the best source", "source_year": "year of the report of source_id",
    "source_agency": "agency of the report of source_id",
    "resemblance": "|A and B| / |A or B| of the character 4-grams",
    "edits": "equal as printed, equal with numbers and own names masked, else edited",
    "direction": "by year and date of publication, else by the names that were kept",
    "kind": "by half, cue words and polarity", "theme": "by the lexicon of themes, else by clustering",
    "theme_label": "label of theme", "label": "from the lexicon, or the typical statement of the cluster",
    "cluster": "average linkage of statements the lexicon leaves", "answers": "pairing of measures with problems",
    "phrases": "by frequency in the theme against all themes", "proposed": "theme found by clustering",
    "form": "by the headings of the table", "row": "by row_label", "column": "by column_label", "state": "by the printed cell",
    "vintage": "by the rows and columns of the form",
}  # fmt: skip

_CONFIDENCE = {
    "flags": "set by the rule", "sentences": "1 - expected share of false copies at this resemblance",
    "problems": "set by the reading",
}  # fmt: skip

_MEASURES: dict[str, str] = {
    "informative_numbers": _COUNT,
    "repeated_sentence_share": "characters in repeated sentences / characters",
    "share_long_sentences": "long sentences / sentences",
    "boilerplate_lsl": "tokens in boilerplate sentences / tokens",
    "boilerplate_lsl_agencies": "tokens in boilerplate sentences / tokens",
    "boilerplate_prefilter": "tokens in boilerplate sentences / tokens",
    "boilerplate_share": "tokens in boilerplate sentences / tokens",
    "sticky_share": "tokens in sentences with a repeated 8-gram / tokens",
    "repetition": "repeated 10-grams / 10-grams",
    "cosine": "A.B / (|A| |B|)",
    "simple_change": "(changed + added + deleted tokens) / tokens",
}

_TABLES = {
    "flags": "the rule: `chenyan explain CODE`",
    "reports": "ours",
    "sentences": "ours (chenyan.score_reuse)",
    "problems": "ours (chenyan.find_problems)",
    "themes": "ours (chenyan.cluster_problems)",
    "tables": "the report's table",
    "issues": "reading the file",
    "skips": "the rule: `chenyan explain CODE`",
}
_FROM_REPORT = {"words", "start", "end", "section", "text", "source_words", "source_start", "source_end"}
_FROM_INPUT = {"report_id", "source", "path"}
_FROM_TEXT = {"level", "agency_type", "genre"}


def formula_of(table: str, name: str, base: str) -> str:
    """Return how a variable is computed; ``base`` is a measure's name without the ending of its token."""
    if name == "confidence":
        return _CONFIDENCE.get(table, "set by the reading")
    if table == "tables" and name == "value":
        return "the printed number, digits of any width and commas folded"
    return _MEASURES.get(base) or _FORMULAS.get(name, "")


def unit_of(kind: str, bounds: str) -> str:
    """Return the unit of a variable that has none: text, a category, or a plain number."""
    if kind == "c":
        return "category" if ", " in bounds else "text"
    return {"l": "true or false", "D": "date", "i": "count"}.get(kind, "none (a pure number)")


def source_of(table: str, name: str) -> str:
    """Return where a variable comes from."""
    if name in _FROM_REPORT:
        return "the report"
    if name in _FROM_INPUT:
        return "the input files"
    if name in _FROM_TEXT:
        return "read from the report or given by the manifest"
    return _TABLES.get(table, "ours")
