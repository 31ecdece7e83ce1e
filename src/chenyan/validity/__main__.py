"""``python -m chenyan.validity``: score every detector, print the tables, write what explain and the docs quote.

``--floors`` exits with 1 where a figure falls under its floor; ``--quick`` writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chenyan.validity.run import run_all


def main() -> int:
    """Run all scores and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m chenyan.validity", description=__doc__)
    parser.add_argument("--corpora", default="corpora", help="folder with sample/ and labelled/")
    parser.add_argument("--floors", action="store_true", help="exit with 1 where a figure is under its floor")
    parser.add_argument("--quick", action="store_true", help="write no files")
    arguments = parser.parse_args()
    passed = run_all(Path(arguments.corpora), quick=arguments.quick)
    return 0 if passed or not arguments.floors else 1


if __name__ == "__main__":
    sys.exit(main())
