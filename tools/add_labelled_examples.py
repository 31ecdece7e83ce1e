"""Take the quotes of the labelled development halves into problem_exemplars.csv and problem_measures.csv.

Usage: python tools/add_labelled_examples.py
Run it after a change of the labelled texts, and then build_theme_model.py, build_tagger.py and build_pairing.py, in this order.
The held-out halves are not read.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from build_pairing import constructed, hands, labelled_examples

LEXICONS = Path(__file__).resolve().parent.parent / "src" / "chenyan" / "lexicons"


def rewrite(name: str, labelled: list[tuple[str, str]]) -> None:
    """Write a list of examples anew: those written for it first, then each labelled quote that is none of them, once."""
    path = LEXICONS / name
    header = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    written = constructed(name)
    known = set(written)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("theme", "words", "origin"))
    writer.writerows((*example, "constructed") for example in written)
    writer.writerows((*example, "labelled") for example in dict.fromkeys(labelled) if example not in known)
    path.write_text("".join(header) + file.getvalue(), encoding="utf-8")


def main() -> None:
    """Write both files."""
    rows = [row for hand in hands() for row in hand]
    problems, measures = labelled_examples(rows)
    rewrite("problem_exemplars.csv", problems)
    rewrite("problem_measures.csv", measures)


if __name__ == "__main__":
    main()
