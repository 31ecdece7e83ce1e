"""What reports admit, what they promise, and whether it ever goes away."""

from chenyan.problems.reading import ProblemReading, Statement, read_problems
from chenyan.problems.themes import Theme, ThemeLexicon, load_themes

__all__ = ["ProblemReading", "Statement", "Theme", "ThemeLexicon", "load_themes", "read_problems"]
