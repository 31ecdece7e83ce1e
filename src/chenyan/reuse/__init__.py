"""Where every sentence of a batch comes from: mandated, boilerplate, carried over, borrowed, or novel."""

from chenyan.reuse.batch import Batch, Labels, batch_from_reports
from chenyan.reuse.norms import reuse_norms
from chenyan.reuse.result import ReportReuse, ReuseResult, SentenceOrigin
from chenyan.reuse.score import score_reuse, score_texts
from chenyan.reuse.template import Template, Templates

__all__ = [
    "Batch",
    "Labels",
    "ReportReuse",
    "ReuseResult",
    "SentenceOrigin",
    "Template",
    "Templates",
    "batch_from_reports",
    "reuse_norms",
    "score_reuse",
    "score_texts",
]
