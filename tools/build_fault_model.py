"""Fit src/chenyan/lexicons/problem_fault_model.csv from the labelled development halves and the packaged examples.

Usage: python tools/build_fault_model.py
Run it after a change of the labelled texts or of the examples. The held-out halves are not read.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chenyan.lexicons import read_rows
from chenyan.problems.fault_model import PACKAGED, fit_fault_weights
from chenyan.problems.items import split_items
from chenyan.problems.view import build_view
from chenyan.validity.problems import load_half

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "chenyan" / "lexicons" / PACKAGED
EXAMPLE = 0.3  # weight of an example without its text around it
HEADER = """\
# Weights of characters, pairs and triples (^ and $: the ends of the clause) in the log odds that a clause states a fault.
# Origin: fitted by tools/build_fault_model.py from constructed texts only: the development halves of
# corpora/labelled/problems*.jsonl, problem_exemplars.csv and problem_measures.csv. Date: 2026-11. Licence: MIT.
"""


def label_clauses(row: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """Return the clauses of a labelled text: words, label (P, M or nothing), and whether the clause opens an item or line."""
    text = row["text"]
    view = build_view(text, 0, len(text))
    spans = []
    for label, key in (("P", "problems"), ("M", "measures")):
        for quote in (item["quote"] for item in row[key]):
            start = text.index(quote)
            spans.append((bisect_left(view.offsets, start), bisect_left(view.offsets, start + len(quote)), label))
    out = []
    for clause in split_items(view):
        shares = [
            (max(0, min(end, clause.end) - max(start, clause.start)) / max(1, min(clause.end - clause.start, end - start)), label)
            for start, end, label in spans
        ]
        share, label = max(shares, default=(0.0, ""))
        opens = bool(clause.style) or clause.line_start
        out.append((clause.text.replace("\n", ""), label if share >= 0.6 else "", opens))
    return out


def training_clauses(rows: list[dict[str, Any]]) -> Iterator[tuple[str, bool, float]]:
    """Yield what is learned from: (words, whether they state a fault, weight); what explains a fault teaches neither."""
    for row in rows:
        explains = False
        for words, label, opens in label_clauses(row):
            explains = label == "P" or (explains and not label and not opens)
            if label == "P" or not explains:
                yield words, label == "P", 1.0


def examples(left_out: frozenset[str] = frozenset()) -> Iterator[tuple[str, bool, float]]:
    """Yield the packaged examples of problems and of measures."""
    for name, fault in (("problem_exemplars.csv", True), ("problem_measures.csv", False)):
        for row in read_rows(name):
            if row["words"] not in left_out:
                yield row["words"], fault, EXAMPLE


def main() -> None:
    """Write the file."""
    rows = [row for path in sorted((ROOT / "corpora" / "labelled").glob("problems*.jsonl")) for row in load_half(path, "tune")]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("gram", "weight"))
    writer.writerows(fit_fault_weights([*training_clauses(rows), *examples()]))
    OUTPUT.write_text(HEADER + file.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
