"""Reports in: read any batch, segment it, identify each report, read its tables."""

from chenyan.corpus.build import Document, build_report, report_from_text
from chenyan.corpus.load import iter_reports, read_corpus
from chenyan.corpus.report import Corpus, Issues, Part, Report

__all__ = [
    "Corpus",
    "Document",
    "Issues",
    "Part",
    "Report",
    "build_report",
    "iter_reports",
    "read_corpus",
    "report_from_text",
]
