"""What reports admit, what they promise, and whether it ever goes away."""

from __future__ import annotations

from typing import Any

from chenyan.problems.assign import Themes, cluster_problems
from chenyan.problems.edits import load_edits
from chenyan.problems.reading import ProblemReading, Statement, read_problems
from chenyan.problems.result import Placed, ProblemsResult, find_problems, gather_readings, place_reading
from chenyan.problems.themes import Theme, ThemeLexicon, load_themes

__all__ = [
    "Placed",
    "ProblemClusterer",
    "ProblemReading",
    "ProblemsResult",
    "Statement",
    "Theme",
    "ThemeLexicon",
    "Themes",
    "cluster_problems",
    "find_problems",
    "gather_readings",
    "load_edits",
    "load_themes",
    "place_reading",
    "read_problems",
]


def __getattr__(name: str) -> Any:
    if name == "ProblemClusterer":  # scikit-learn takes a second to import
        from chenyan.problems.cluster import ProblemClusterer

        return ProblemClusterer
    raise AttributeError(f"module 'chenyan.problems' has no attribute {name!r}")
