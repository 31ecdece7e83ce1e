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
# what is in order is said of the same things; the labelled texts hold little praise
ASPECTS = (
    "公开内容", "信息更新", "政策解读", "依申请公开办理", "平台运行", "栏目设置", "制度机制", "队伍建设", "监督考核", "公开形式",
    "群众互动", "业务培训", "审核把关", "公开渠道", "基层公开",
)  # fmt: skip
IN_ORDER = (
    "全面", "及时", "规范", "到位", "良好", "丰富", "健全", "多样", "有序", "平稳", "扎实", "明显提升", "不断加强", "日趋完善",
    "全面、规范", "及时、准确", "运转顺畅", "受到好评", "成效明显", "得到加强", "进一步规范", "更加及时",
)  # fmt: skip
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
    """Yield the packaged examples of problems and of measures, and praise."""
    for name, fault in (("problem_exemplars.csv", True), ("problem_measures.csv", False)):
        for row in read_rows(name):
            if row["words"] not in left_out:
                yield row["words"], fault, EXAMPLE
    for aspect in ASPECTS:
        for good in IN_ORDER:
            yield aspect + good, False, EXAMPLE


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
