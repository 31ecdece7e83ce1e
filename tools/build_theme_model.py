"""Fit src/chenyan/lexicons/problem_theme_model.npz from problem_exemplars.csv; run it after any change of the examples.

Usage: python tools/build_theme_model.py
"""

from __future__ import annotations

from pathlib import Path

from chenyan.problems.theme_model import PACKAGED, dump_theme_model, packaged_exemplars

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "chenyan" / "lexicons" / PACKAGED


def main() -> None:
    """Write the file."""
    OUTPUT.write_bytes(dump_theme_model(packaged_exemplars()))


if __name__ == "__main__":
    main()
