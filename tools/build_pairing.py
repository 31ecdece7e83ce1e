"""Fit problem_pairing.csv in src/chenyan/lexicons from the labelled development halves.

Usage: python tools/build_pairing.py
Run it after a change of the labelled texts, of the examples, or of the features of pairing. Themes and leanings of each hand's
texts come from models that have not seen that hand. The held-out halves are not read.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np
from scipy.optimize import minimize

from chenyan.lexicons import read_rows
from chenyan.problems import load_themes, pair_model, theme_model, themes
from chenyan.problems.drafts import Draft
from chenyan.problems.pair_model import NONE, PAIR, STEP, none_features, pair_features, step_features
from chenyan.problems.pairing import Pairer
from chenyan.problems.view import View, build_view
from chenyan.validity.problems import load_half

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT / "corpora" / "labelled"
OUTPUT = ROOT / "src" / "chenyan" / "lexicons" / pair_model.PACKAGED
RIDGE = 1.0
ROUNDS = 80
CONCEPTS = 0.5  # as in the packaged model of measures
_NEVER = -1e30
HEADER = """\
# Weights of what speaks for a measure to answer a problem (pair), for it to answer none (none), and of the step from the
# problem answered last to the next (step), as log odds.
# Origin: fitted by tools/build_pairing.py from constructed texts only: the development halves of
# corpora/labelled/problems*.jsonl. Date: 2026-11. Licence: MIT.
"""


class Text(NamedTuple):
    """The features of one labelled text, and the problems that each of its measures answers."""

    pair: Any
    none: Any
    step: Any
    gold: list[set[int]]


def labelled_examples(rows: Sequence[dict[str, Any]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the problems of labelled texts and their measures as examples: (theme, words)."""
    problems = [(p["theme"], "".join(p["quote"].split())) for row in rows for p in row["problems"]]
    measures = [
        (row["problems"][at]["theme"], "".join(m["quote"].split()))
        for row in rows
        for m in row["measures"]
        for at in m["addresses"]
    ]
    return problems, measures


def constructed(name: str) -> list[tuple[str, str]]:
    """Return the packaged examples that are no labelled quotes."""
    return [(row["theme"], row["words"]) for row in read_rows(name) if row["origin"] != "labelled"]


def place_labelled(row: dict[str, Any]) -> tuple[View, list[Draft], list[tuple[int, int]]]:
    """Return the view of a labelled text, and its problems and measures in it; problems of one list item share a place."""
    view = build_view(row["text"], 0, len(row["text"]))

    def place(quote: str) -> tuple[int, int]:
        begin = row["text"].index(quote)
        return bisect_left(view.offsets, begin), bisect_left(view.offsets, begin + len(quote))

    drafts: list[Draft] = []
    for problem in row["problems"]:
        low, high = place(problem["quote"])
        between = view.text[drafts[-1].end : low] if drafts else "。"
        item = drafts[-1].place if drafts else -1
        item += any(mark in between for mark in "。；;\n是、") or "，" not in between
        decided = load_themes().decide(view.text[low:high].replace("\n", ""))
        drafts.append(Draft(low, high, "problem", tuple(theme for theme, _ in decided), 0.9, item))
    return view, drafts, [place(measure["quote"]) for measure in row["measures"]]


def read_hand(rows: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> Iterator[Text]:
    """Yield the texts of one hand, their themes and leanings told by models of the other hands' examples."""
    problems, measures = labelled_examples(others)
    stated = theme_model.fit_theme_model(constructed("problem_exemplars.csv") + problems)
    answering = theme_model.fit_theme_model(constructed("problem_measures.csv") + measures, concepts=CONCEPTS)
    with (
        mock.patch.object(themes, "_model", return_value=stated),
        mock.patch.object(theme_model, "measure_model", return_value=answering),
    ):
        themes._decided.cache_clear()
        theme_model.leanings_of.clear()
        for row in rows:
            view, drafts, spans = place_labelled(row)
            if drafts and spans:
                pairer = Pairer(view, drafts, load_themes())
                homes = pairer.homes(spans)
                told = [pairer.measure(*span) for span in spans]
                places = tuple(draft.place for draft in drafts)
                yield Text(
                    pair_features(pairer.told, told, homes),
                    none_features(pairer.told, told, homes is not None),
                    step_features(places, len(spans), homes is not None),
                    [set(measure["addresses"]) for measure in row["measures"]],
                )
    themes._decided.cache_clear()
    theme_model.leanings_of.clear()


def _fold(values: Any, axis: int) -> Any:
    top = np.maximum(values.max(axis, keepdims=True), _NEVER)
    return np.squeeze(top, axis) + np.log(np.maximum(1e-300, np.exp(values - top).sum(axis)))


def _ways(local: Any, nothing: Any, steps: Any) -> tuple[float, Any, Any]:
    """Return the log sum of all ways, the probability of each step to an answer, and of each state that stays."""
    m, n = local.shape
    edges = steps[None] + local[:, None, :]
    ahead = np.full((m + 1, n + 1), _NEVER)
    ahead[0, 0] = 0.0
    for at in range(m):
        ahead[at + 1] = ahead[at] + nothing[at]
        ahead[at + 1, 1:] = np.logaddexp(ahead[at + 1, 1:], _fold(ahead[at][:, None] + edges[at], 0))
    behind = np.zeros((m + 1, n + 1))
    for at in range(m - 1, -1, -1):
        behind[at] = np.logaddexp(nothing[at] + behind[at + 1], _fold(edges[at] + behind[at + 1][None, 1:], 1))
    total = float(_fold(ahead[m], 0))
    answered = np.exp(ahead[:-1, :, None] + edges + behind[1:, None, 1:] - total)
    return total, answered, np.exp(ahead[:-1] + nothing[:, None] + behind[1:] - total)


def fit(texts: Sequence[Text]) -> tuple[Any, Any, Any]:
    """Fit the weights by the likelihood of the ways that agree with the labels, with a ridge penalty."""
    cuts = (len(PAIR), len(PAIR) + len(NONE))

    def loss(theta: Any) -> tuple[float, Any]:
        value, slope = 0.0, np.zeros_like(theta)
        pair, none, step = np.split(theta, cuts)
        for text in texts:
            local, nothing, steps = text.pair @ pair, text.none @ none, text.step @ step
            right, right_nothing = np.full(local.shape, _NEVER), np.full(nothing.shape, _NEVER)
            for at, answers in enumerate(text.gold):
                for index in answers:
                    right[at, index] = local[at, index]
                if not answers:
                    right_nothing[at] = nothing[at]
            total, answered, stayed = _ways(local, nothing, steps)
            good, answered_right, stayed_right = _ways(right, right_nothing, steps)
            value += total - good
            more, rest = answered - answered_right, stayed - stayed_right
            slope += np.concatenate([
                np.einsum("mn,mnk->k", more.sum(1), text.pair),
                rest.sum(1) @ text.none,
                np.einsum("sn,snk->k", more.sum(0), text.step),
            ])  # fmt: skip
        return value + RIDGE / 2 * theta @ theta, slope + RIDGE * theta

    start = np.zeros(len(PAIR) + len(NONE) + len(STEP))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    pair, none, step = np.split(found, cuts)
    return pair, none, step


def hands() -> list[list[dict[str, Any]]]:
    """Return the development texts of each hand."""
    return [load_half(path, "tune") for path in sorted(LABELLED.glob("problems*.jsonl"))]


def main() -> None:
    """Write the file."""
    sets = hands()
    texts = [
        text
        for at, rows in enumerate(sets)
        for text in read_hand(rows, [row for other, more in enumerate(sets) if other != at for row in more])
    ]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("kind", "feature", "weight"))
    for kind, names, weights in zip(("pair", "none", "step"), (PAIR, NONE, STEP), fit(texts), strict=True):
        writer.writerows((kind, name, f"{weight:.3f}") for name, weight in zip(names, weights, strict=True))
    OUTPUT.write_text(HEADER + file.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
