"""The statutory tables, checked: identities with minimal repair, cell states, forms, years, magnitudes."""

from chenyan.corpus.forms import keys
from chenyan.tables.across_years import carry_checks, clean_up_note
from chenyan.tables.check import check_report
from chenyan.tables.finding import TableFinding, TableReading, TableSkip
from chenyan.tables.identities import Equation, Outcome, equations
from chenyan.tables.magnitude import CountValues, count_norms, magnitude_checks, note_counts, table_norms
from chenyan.tables.repair import Cause, Change, find_causes
from chenyan.tables.result import TableFindings, TablesResult, check_tables

__all__ = [
    "Cause",
    "Change",
    "CountValues",
    "Equation",
    "Outcome",
    "TableFinding",
    "TableFindings",
    "TableReading",
    "TableSkip",
    "TablesResult",
    "carry_checks",
    "check_report",
    "check_tables",
    "clean_up_note",
    "count_norms",
    "equations",
    "find_causes",
    "keys",
    "magnitude_checks",
    "note_counts",
    "table_norms",
]
