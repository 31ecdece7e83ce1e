"""Figures for studies: tables in, axes out; a Chinese font that is always there; each figure with its numbers."""

from chenyan.figures.gallery import draw_all, draw_from_folder, figure_names
from chenyan.figures.heat import plot_coverage, plot_flags, plot_similarity, plot_theme_years
from chenyan.figures.mentions import plot_identities, plot_year_mentions
from chenyan.figures.pairs import plot_alignment, plot_network
from chenyan.figures.problems import plot_persistence, plot_problem_prevalence, plot_promises, plot_transitions
from chenyan.figures.save import figure_data, save_figure, show_figure
from chenyan.figures.shares import plot_novelty, plot_reuse_shares
from chenyan.figures.timeline import plot_timeline
from chenyan.figures.words import set_language

__all__ = [
    "draw_all",
    "draw_from_folder",
    "figure_data",
    "figure_names",
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
]
