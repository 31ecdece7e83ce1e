"""Fit problem_theme_model.npz and problem_measure_model.npz in src/chenyan/lexicons; run it after any change of the examples.

The one is fitted from problem_exemplars.csv, the other from problem_measures.csv with problem_concepts.csv.

Usage: python tools/build_theme_model.py
"""

from __future__ import annotations

from pathlib import Path

from chenyan.problems.theme_model import (
    PACKAGED,
    PACKAGED_MEASURES,
    dump_measure_model,
    dump_theme_model,
    packaged_exemplars,
)

LEXICONS = Path(__file__).resolve().parent.parent / "src" / "chenyan" / "lexicons"


def main() -> None:
    """Write the files."""
    (LEXICONS / PACKAGED).write_bytes(dump_theme_model(packaged_exemplars()))
    (LEXICONS / PACKAGED_MEASURES).write_bytes(dump_measure_model())


if __name__ == "__main__":
    main()
