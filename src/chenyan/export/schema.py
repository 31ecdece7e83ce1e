"""The variables of every exported table: name, type, definition, formula, unit, range, source.

The one place that says what a column means; the codebook and the metadata of the parquet files are written from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chenyan.export.measures import MEASURES, TOKENS
from chenyan.export.provenance import formula_of, source_of, unit_of

__all__ = ["SCHEMAS", "STATA_RESERVED", "Variable", "describe", "stata_name"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of one exported table.

    ``type`` is the readr column type: c text, i whole number, d number, l truth value, D date (ISO).
    """

    name: str
    type: str
    definition: str
    unit: str = ""
    range: str = ""
    formula: str = ""
    source: str = ""


def _all(*lines: tuple[str, ...]) -> tuple[Variable, ...]:
    return tuple(Variable(*line) for line in lines)


_REPORT = ("report_id", "c", "id of the report: the given id, else the file's relative path without its ending")
_AGENCY = ("agency", "c", "name of the reporting agency", "", "", "", "read from the report or given by the manifest")
_REGION = ("region", "c", "region of the agency", "", "", "", "read from the report or given by the manifest")
_YEAR = ("year", "i", "reference year: the year that the report covers", "year", "", "", "title, period, manifest")
_START = ("start", "i", "where the words begin", "code points from the start of the report's text", ">= 0")
_END = ("end", "i", "where the words end (the place after the last)", "code points", ">= start")
_SECTION = (
    "section", "c", "kind of the part that holds the words", "",
    "title, preamble, overview, disclosure, requests, litigation, problems, other, part, signature",
)  # fmt: skip

FLAGS = _all(
    (
        "fingerprint", "c", "name of the flag that survives re-runs and renamed files", "16 hexadecimal digits", "",
        "SHA-256 of unit, year, rule, folded words and their number",
    ),
    _REPORT, _AGENCY, _REGION, _YEAR,
    ("code", "c", "code of the rule", "", "see `chenyan rules`"),
    ("name", "c", "name of the rule"),
    ("severity", "c", "how much the flag matters", "", "high, medium, low, info"),
    ("confidence", "d", "how sure the rule is", "probability", "0 to 1"),
    _SECTION, _START, _END,
    ("words", "c", "the words of the report that show it, as printed"),
    ("message", "c", "what is wrong, in English"),
    ("message_zh", "c", "what is wrong, in Chinese"),
    ("value", "c", "what was found"),
    ("expected", "c", "what was expected"),
    ("related", "c", "other places that belong to the finding, as JSON: report_id, start, end, words"),
)  # fmt: skip

SENTENCES = _all(
    _REPORT, _SECTION, _START, _END,
    ("words", "c", "the sentence as printed"),
    ("origin", "c", "where the sentence comes from", "", "mandated, boilerplate, carried_over, borrowed, novel"),
    ("n_reports", "i", "reports that hold the sentence", "reports", ">= 1"),
    ("source_id", "c", "report that it was most likely taken from; empty where there is none"),
    ("source_start", "i", "where the source's words begin", "code points"),
    ("source_end", "i", "where the source's words end", "code points"),
    ("source_words", "c", "the source's words as printed"),
    ("resemblance", "d", "how alike sentence and source are", "share", "0 to 1"),
    ("edits", "c", "what was changed", "", "verbatim, numbers, edited, or empty"),
)  # fmt: skip

PROBLEMS = _all(
    _REPORT, _AGENCY, _YEAR,
    ("kind", "c", "stated problem or announced measure", "", "problem, measure"),
    _START, _END,
    ("words", "c", "the statement as printed"),
    ("theme", "c", "id of its theme; several are separated by semicolons"),
    ("theme_label", "c", "name of the theme"),
    ("cluster", "c", "cluster found where the lexicon of themes knows none"),
    ("confidence", "d", "how sure the reading is", "probability", "0 to 1"),
    ("answers", "c", "places of the problems that the measure answers, as JSON"),
)  # fmt: skip

THEMES = _all(
    ("theme", "c", "id of the theme; stable over years"),
    ("label", "c", "name of the theme"),
    ("n_statements", "i", "statements of the theme", "statements", ">= 0"),
    ("n_reports", "i", "reports that state it", "reports", ">= 0"),
    ("n_agencies", "i", "agencies that state it", "agencies", ">= 0"),
    ("share", "d", "share of the reports read that state it", "share", "0 to 1", "n_reports / reports read"),
    ("typical", "c", "the most typical statement, as printed"),
    ("phrases", "c", "frequent phrases of its statements"),
    ("proposed", "l", "whether clustering found it (the lexicon of themes does not know it)"),
)  # fmt: skip

TABLES = _all(
    _REPORT, _AGENCY, _YEAR,
    ("form", "c", "which statutory table", "", "disclosure, requests, litigation"),
    ("vintage", "i", "year of the form", "year", "2019, 2021", "", "国办公开办函〔2019〕60号, 〔2021〕30号"),
    ("row", "c", "key of the row"),
    ("column", "c", "key of the column"),
    ("row_label", "c", "official wording of the row"),
    ("column_label", "c", "official wording of the column"),
    ("text", "c", "the cell as printed"),
    ("value", "d", "the cell as a number; empty unless state is number or zero"),
    ("state", "c", "what stands in the cell", "", "number, zero, blank, na, text"),
    _START, _END,
)  # fmt: skip

ISSUES = _all(
    ("path", "c", "file or record"),
    _REPORT,
    ("severity", "c", "error: nothing was read; warning: read with loss; note", "", "error, warning, note"),
    ("reason", "c", "reason and way out, in English"),
    ("reason_zh", "c", "reason and way out, in Chinese"),
)

SKIPS = _all(
    ("code", "c", "code of the rule that could not look"),
    _REPORT,
    ("reason", "c", "why, in English"),
    ("reason_zh", "c", "why, in Chinese"),
)

REPORTS = _all(
    _REPORT, _AGENCY, _REGION,
    ("level", "c", "administrative level", "", "national, province, city, county, town"),
    ("agency_type", "c", "kind of agency", "", "government, department, town, subdistrict, zone, company, school …"),
    ("genre", "c", "kind of report", "", "ogi, work_report, rule_of_law, budget, final_accounts, work_summary, other"),
    _YEAR,
    ("published", "D", "day of publication", "date", "", "", "signature, metadata or manifest"),
    ("source", "c", "file that the report was read from"),
    ("n_chars", "i", "length of the text", "code points", ">= 0"),
    ("n_sentences", "i", "sentences of the narrative", "sentences", ">= 0"),
    ("n_tables", "i", "statutory tables found", "tables", "0 to 3"),
    ("grade", "c", "reading of the flags", "", "clear, review, faulty, unread"),
    ("n_flags", "i", "flags of any severity", "flags", ">= 0"),
    ("n_high", "i", "flags of high severity", "flags", ">= 0"),
    ("n_medium", "i", "flags of medium severity", "flags", ">= 0"),
    ("n_low", "i", "flags of low severity", "flags", ">= 0"),
    ("n_info", "i", "flags of severity info", "flags", ">= 0"),
    ("f_years", "i", "flags of the rules on years (Y)", "flags", ">= 0"),
    ("f_reuse", "i", "flags of the rules on reuse (B)", "flags", ">= 0"),
    ("f_tables", "i", "flags of the rules on tables (T)", "flags", ">= 0"),
    ("f_numbers", "i", "flags of the rules on numbers (N)", "flags", ">= 0"),
    ("f_parts", "i", "flags of the rules on structure (S)", "flags", ">= 0"),
    ("f_problems", "i", "flags of the rules on problems (P)", "flags", ">= 0"),
    ("f_language", "i", "flags of the rules on language (L)", "flags", ">= 0"),
    ("f_other", "i", "flags of rules of other packages", "flags", ">= 0"),
    ("n_skips", "i", "checks that could not run on the report", "checks", ">= 0"),
    ("n_problems", "i", "problems that the report admits; empty where problems were not looked for", "statements"),
    ("n_measures", "i", "measures that it announces; empty where problems were not looked for", "statements"),
    ("share_mandated", "d", "share of the template's text", "share", "0 to 1", "characters / characters of all sentences"),
    ("share_boilerplate", "d", "share of stock wording of many agencies", "share", "0 to 1", "as share_mandated"),
    ("share_carried_over", "d", "share carried over from an earlier report of the agency", "share", "0 to 1", "as share_mandated"),
    ("share_borrowed", "d", "share taken from another agency", "share", "0 to 1", "as share_mandated"),
    ("share_novel", "d", "share of new text", "share", "0 to 1", "as share_mandated"),
)  # fmt: skip

SCHEMAS: dict[str, tuple[Variable, ...]] = {
    "flags": FLAGS,
    "reports": REPORTS,
    "sentences": SENTENCES,
    "problems": PROBLEMS,
    "themes": THEMES,
    "tables": TABLES,
    "issues": ISSUES,
    "skips": SKIPS,
}

# Further columns that a measure may add to its table.
_MORE = _all(
    ("name", "c", "name"),
    ("n_sources", "i", "possible sources", "reports", ">= 0"),
    ("source_year", "i", "reference year of the source", "year"),
    ("source_agency", "c", "agency of the source"),
    (
        "direction",
        "c",
        "how it is known who came first",
        "",
        "earlier (by date), residue (names kept), shared, or empty",
    ),
)

# Words that Stata keeps for itself (Stata User's Guide, section 11.3 Naming conventions), in lower case.
STATA_RESERVED = frozenset(
    (
        "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_pi", "_pred",
        "_rc", "_se", "_skip", "str", "strl", "using", "with",
    )
)  # fmt: skip


def stata_name(name: str, taken: Sequence[str] = ()) -> str:
    """Return a valid Stata name: lower-case ASCII letters, digits and ``_``, at most 32, not reserved, not taken.

    Examples
    --------
    >>> stata_name("Cosine (words)"), stata_name("if"), stata_name("2019")
    ('cosine_words', 'if_', 'v2019')
    >>> stata_name("a" * 40), stata_name("n_flags", ["n_flags"])
    ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'n_flags_2')
    """
    plain = "".join(char if char.isascii() and char.isalnum() else "_" for char in name.lower())
    plain = "_".join(part for part in plain.split("_") if part) or "v"
    if plain[0].isdigit():
        plain = "v" + plain
    plain = plain[:32]
    is_string_type = plain.startswith("str") and plain[3:].isdigit()
    if plain in STATA_RESERVED or is_string_type:
        plain += "_"
    used, number = set(taken), 1
    unique = plain
    while unique in used:
        number += 1
        ending = f"_{number}"
        unique = plain[: 32 - len(ending)] + ending
    return unique


def describe(table: str, name: str) -> Variable:
    """Return what is known of a column; one that nobody described has an empty definition."""
    known = next((variable for variable in SCHEMAS.get(table, ()) if variable.name == name), None)
    if known is None and table == "reports":
        known = _measure(name)
    if known is None:
        places = [*_MORE, *(variable for schema in SCHEMAS.values() for variable in schema)]
        known = next((variable for variable in places if variable.name == name), None)
    return _completed(table, known) if known else Variable(name, "c", "")


def _completed(table: str, variable: Variable) -> Variable:
    """Return a variable that also says how it comes about, in what unit, and where from."""
    name = variable.name
    base = name.removesuffix(next((ending for ending in TOKENS if name.endswith(ending)), ""))
    return replace(
        variable,
        formula=variable.formula or formula_of(table, name, base),
        unit=variable.unit or unit_of(variable.type, variable.range),
        source=variable.source or source_of(table, name),
    )


def _measure(name: str) -> Variable | None:
    """Return the variable of a measure, its token said by the ending of its name."""
    token = next((ending for ending in TOKENS if name.endswith(ending)), "")
    for base in (name, name.removesuffix(token)):
        if base in MEASURES:
            definition, formula, unit, bounds, source = MEASURES[base]
            said = f"{definition}; {TOKENS[token]}" if base != name else definition
            return Variable(name, "d", said, unit, bounds, formula, source)
    return None
