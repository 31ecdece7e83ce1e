"""Text views that map back to the original: folding, sentences, numerals."""

from chenyan.text.fold import Folded, fold
from chenyan.text.numerals import Number, find_numbers, parse_number
from chenyan.text.sentences import split_clauses, split_sentences

__all__ = [
    "Folded",
    "Number",
    "find_numbers",
    "fold",
    "parse_number",
    "split_clauses",
    "split_sentences",
]
