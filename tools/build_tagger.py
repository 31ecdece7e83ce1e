"""Fit problem_fault_model.csv and problem_tagger.csv in src/chenyan/lexicons from the labelled development halves.

Usage: python tools/build_tagger.py [FILE.jsonl ...]
Run it after a change of the labelled texts, the examples, or the features of a clause; further files are development texts
outside the corpora. The held-out halves are not read.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from chenyan.lexicons import read_rows
from chenyan.problems import fault_model, load_themes, tagging
from chenyan.problems.fault_model import FaultModel, Weights, fit_weights
from chenyan.problems.items import Clause, split_items
from chenyan.problems.tagging import CONTEXTS, TAGS, clause_features
from chenyan.problems.view import View, build_view
from chenyan.validity.problems import load_half

ROOT = Path(__file__).resolve().parent.parent
LEXICONS = ROOT / "src" / "chenyan" / "lexicons"
EXAMPLE = 0.3  # weight of an example without its text around it
FOLDS = 5
RIDGE = 1.0
LEAST = 5  # clauses in which a feature must occur
# what is in order is said of the same things; the labelled texts hold little praise
ASPECTS = (
    "公开内容", "信息更新", "政策解读", "依申请公开办理", "平台运行", "栏目设置", "制度机制", "队伍建设", "监督考核", "公开形式",
    "群众互动", "业务培训", "审核把关", "公开渠道", "基层公开",
)  # fmt: skip
IN_ORDER = (
    "全面", "及时", "规范", "到位", "良好", "丰富", "健全", "多样", "有序", "平稳", "扎实", "明显提升", "不断加强", "日趋完善",
    "全面、规范", "及时、准确", "运转顺畅", "受到好评", "成效明显", "得到加强", "进一步规范", "更加及时",
)  # fmt: skip
ORIGIN = """\
# Origin: fitted by tools/build_tagger.py from constructed texts only: the development halves of
# corpora/labelled/problems*.jsonl, problem_exemplars.csv and problem_measures.csv. Date: 2026-11. Licence: MIT.
"""
FAULTS_HEADER = f"""\
# Weights of characters, pairs and triples (^ and $: the ends) in the log odds that a clause states a fault, or a deed.
{ORIGIN}"""
TAGGER_HEADER = f"""\
# Weights of the features of a clause for each tag, and of each step from tag to tag by what stands before the clause.
# L lead; PB, PI a problem begins, goes on; PX other words among problems; MB, MI, MX the same for measures.
{ORIGIN}"""


def read_clauses(row: dict[str, Any]) -> tuple[View, list[Clause]]:
    """Return the view of a labelled text and its clauses."""
    view = build_view(row["text"], 0, len(row["text"]))
    return view, split_items(view)


def gold_tags(row: dict[str, Any], view: View, clauses: Sequence[Clause]) -> list[str]:
    """Return the tag of each clause by the labelled quotes."""
    tags: list[str] = [""] * len(clauses)
    for kind, key in (("P", "problems"), ("M", "measures")):
        for quote in (item["quote"] for item in row[key]):
            begin = row["text"].index(quote)
            start, end = bisect_left(view.offsets, begin), bisect_left(view.offsets, begin + len(quote))
            first = True
            for at, clause in enumerate(clauses):
                shared = min(end, clause.end) - max(start, clause.start)
                if shared > 0 and shared >= min(3, clause.end - clause.start):
                    if not tags[at]:
                        tags[at] = kind + ("B" if first else "I")
                    elif tags[at][1] == "I":
                        tags[at] = kind + "B"
                    first = False
    side = "L"
    for at, tag in enumerate(tags):
        tags[at] = tag or {"L": "L", "P": "PX", "M": "MX"}[side]
        side = tag[:1] or side
    return tags


def taught(rows: Sequence[dict[str, Any]], left_out: frozenset[str]) -> Iterator[tuple[str, str, float]]:
    """Yield what the fault model learns from; what explains a fault teaches nothing."""
    for row in rows:
        view, clauses = read_clauses(row)
        for clause, tag in zip(clauses, gold_tags(row, view, clauses), strict=True):
            if tag != "PX":
                yield clause.text.replace("\n", ""), tag[0] if tag[1:] in ("B", "I") else "", 1.0
    for name, kind in (("problem_exemplars.csv", "P"), ("problem_measures.csv", "M")):
        for example in read_rows(name):
            if example["words"] not in left_out:
                yield example["words"], kind, EXAMPLE
    for aspect in ASPECTS:
        for good in IN_ORDER:
            yield aspect + good, "", EXAMPLE


def quotes(rows: Sequence[dict[str, Any]]) -> frozenset[str]:
    """Return the quotes of labelled texts, which must not be learned from where those texts are scored."""
    return frozenset(item["quote"] for row in rows for item in row["problems"] + row["measures"])


def training(rows: list[dict[str, Any]]) -> list[tuple[list[dict[str, float]], list[str], list[str]]]:
    """Return features, contexts and tags of each text, its clauses scored by a model that has not seen its agency."""
    agencies = {agency: at % FOLDS for at, agency in enumerate(sorted({row["agency"] for row in rows}))}
    lexicon = load_themes()
    out = []
    for fold in range(FOLDS):
        inside = [row for row in rows if agencies[row["agency"]] == fold]
        others = [row for row in rows if agencies[row["agency"]] != fold]
        weights = fit_weights(taught(others, quotes(inside)))
        model = FaultModel.from_weights((gram, *both) for gram, both in weights.items())
        for row in inside:
            view, clauses = read_clauses(row)
            if clauses:
                scores = model.scores([clause.text.replace("\n", "") for clause in clauses])
                features, contexts = clause_features(clauses, row["report_year"], lexicon, scores)
                out.append((features.as_dicts(), contexts, gold_tags(row, view, clauses)))
    return out


def fit_chain(data: Sequence[tuple[list[dict[str, float]], list[str], list[str]]]) -> tuple[list[str], Any, Any]:
    """Fit a linear-chain conditional random field with a ridge penalty; return features, their weights, and the steps."""
    counts = Counter(name for features, _, _ in data for found in features for name in found)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    index = {name: at for at, name in enumerate(names)}
    n, longest, tags, contexts = len(data), max(len(d[0]) for d in data), len(TAGS), len(CONTEXTS)
    mask = np.zeros((n, longest), bool)
    context = np.zeros((n, longest), int)
    gold = np.zeros((n, longest), int)
    cells: list[tuple[int, int, float]] = []
    row_at = 0
    for at, (features, before, told) in enumerate(data):
        length = len(features)
        mask[at, :length] = True
        context[at, :length] = [CONTEXTS.index(kind) for kind in before]
        gold[at, :length] = [TAGS.index(tag) for tag in told]
        for found in features:
            cells += [(row_at, index[name], value) for name, value in found.items() if name in index]
            row_at += 1
    matrix = sparse.csr_matrix(
        ([c[2] for c in cells], ([c[0] for c in cells], [c[1] for c in cells])), (row_at, len(names))
    )
    wanted = np.eye(tags)[gold] * mask[..., None]
    size = len(names) * tags

    def fold(values: Any, axis: int) -> Any:
        top = values.max(axis, keepdims=True)
        return (top + np.log(np.exp(values - top).sum(axis, keepdims=True))).squeeze(axis)

    def loss(theta: Any) -> tuple[float, Any]:
        weights, steps = theta[:size].reshape(-1, tags), theta[size:].reshape(contexts, tags, tags)
        local = np.zeros((n, longest, tags))
        local[mask] = matrix @ weights
        ahead, behind = np.zeros_like(local), np.zeros_like(local)
        ahead[:, 0] = local[:, 0]
        for t in range(1, longest):
            on = local[:, t] + fold(ahead[:, t - 1][:, :, None] + steps[context[:, t]], 1)
            ahead[:, t] = np.where(mask[:, t][:, None], on, ahead[:, t - 1])
        for t in range(longest - 2, -1, -1):
            on = fold(steps[context[:, t + 1]] + (local[:, t + 1] + behind[:, t + 1])[:, None, :], 2)
            behind[:, t] = np.where(mask[:, t + 1][:, None], on, 0)
        total = fold(ahead[:, -1], 1)
        likely = np.exp(ahead + behind - total[:, None, None]) * mask[..., None]
        value = (local * wanted).sum() - total.sum()
        slope = np.zeros_like(steps)
        for t in range(1, longest):
            here = mask[:, t]
            kinds = context[here, t]
            value += steps[kinds, gold[here, t - 1], gold[here, t]].sum()
            pair = ahead[here, t - 1][:, :, None] + steps[kinds] + (local[here, t] + behind[here, t])[:, None, :]
            np.add.at(slope, kinds, -np.exp(pair - total[here][:, None, None]))
            np.add.at(slope, (kinds, gold[here, t - 1], gold[here, t]), 1)
        up = np.concatenate([(matrix.T @ (wanted - likely)[mask]).ravel(), slope.ravel()])
        return -(value - RIDGE / 2 * (theta**2).sum()), -up + RIDGE * theta

    start = np.zeros(size + contexts * tags * tags)
    theta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return names, theta[:size].reshape(-1, tags), theta[size:].reshape(contexts, tags, tags)


def write(name: str, header: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Write one packaged table."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    (LEXICONS / name).write_text(header + file.getvalue(), encoding="utf-8")


def write_tables(faults: Weights, chain: tuple[list[str], Any, Any]) -> None:
    """Write both packaged tables."""
    write(
        fault_model.PACKAGED, FAULTS_HEADER, ("gram", "fault", "deed"), ((gram, *both) for gram, both in faults.items())
    )
    names, weights, steps = chain
    told = [(name, "", *(f"{value:.3f}" for value in row)) for name, row in zip(names, weights, strict=True)]
    for kind, table in zip(CONTEXTS, steps, strict=True):
        told += [(kind, tag, *(f"{value:.3f}" for value in row)) for tag, row in zip(TAGS, table, strict=True)]
    write(tagging.PACKAGED, TAGGER_HEADER, ("feature", "from", *TAGS), iter(told))


def main() -> None:
    """Write the files."""
    rows = [
        row
        for path in sorted((ROOT / "corpora" / "labelled").glob("problems*.jsonl"))
        for row in load_half(path, "tune")
    ]
    for more in sys.argv[1:]:
        rows += [json.loads(line) for line in Path(more).read_text(encoding="utf-8").splitlines()]
    write_tables(fit_weights(taught(rows, frozenset())), fit_chain(training(rows)))


if __name__ == "__main__":
    main()
