"""chenyan (陈言): how far a batch of Chinese annual reports can be trusted.

Names load on first use, so that ``import chenyan`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_EXPORTS = {
    "read_corpus": "chenyan.corpus",
    "report_from_text": "chenyan.corpus",
    "Corpus": "chenyan.corpus",
    "Report": "chenyan.corpus",
    "find_years": "chenyan.years",
    "score_reuse": "chenyan.reuse",
    "find_problems": "chenyan.problems",
    "cluster_problems": "chenyan.problems",
    "check_tables": "chenyan.tables",
    "find_numbers": "chenyan.numbers",
    "iter_reports": "chenyan.corpus",
    "audit": "chenyan.auditing",
    "load_settings": "chenyan.auditing",
    "explain": "chenyan.rules.explain",
    "inject": "chenyan.injection",
    "compare": "chenyan.export",
    "verify": "chenyan.export",
    **dict.fromkeys(
        (
            "plot_alignment",
            "plot_coverage",
            "plot_flags",
            "plot_identities",
            "plot_network",
            "plot_novelty",
            "plot_persistence",
            "plot_problem_prevalence",
            "plot_promises",
            "plot_reuse_shares",
            "plot_similarity",
            "plot_theme_years",
            "plot_timeline",
            "plot_transitions",
            "plot_year_mentions",
            "save_figure",
            "set_language",
            "show_figure",
        ),
        "chenyan.figures",
    ),
}

_MODULES = ("review",)

__all__ = ["__version__", *_EXPORTS, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"chenyan.{name}")
    if name not in _EXPORTS:
        raise AttributeError(f"module 'chenyan' has no attribute {name!r}")
    value = getattr(import_module(_EXPORTS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
