"""Themes of wordings that no sure pattern decides: a linear model of characters and their pairs, fitted from examples.

Kernel ridge regression in closed form: some thousands of examples are fitted within seconds, nothing is random, and the
leave-one-out decisions that calibrate the confidence come without refitting (Cawley and Talbot 2004). The models of the
packaged examples are shipped fitted (``tools/build_theme_model.py``); they are fitted anew where the examples have changed.
"""

from __future__ import annotations

import hashlib
import io
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_bytes, read_rows
from chenyan.problems.cores import concepts_of, core_of
from chenyan.problems.learned import Learned
from chenyan.problems.theme_table import CONCEPT, END, END_LENGTH, END_WEIGHT, MOST_NAMED, ThemeTable, rank_weight

__all__ = [
    "ThemeModel",
    "dump_measure_model",
    "dump_theme_model",
    "fit_measure_model",
    "fit_theme_model",
    "leanings",
    "leanings_of",
    "measure_model",
    "packaged_exemplars",
    "packaged_model",
    "signature",
]

PACKAGED = "problem_theme_model.npz"
PACKAGED_MEASURES = "problem_measure_model.npz"
_EXEMPLARS, _MEASURES, _CONCEPTS = "problem_exemplars.csv", "problem_measures.csv", "problem_concepts.csv"

_Array = npt.NDArray[np.float64]
_RIDGE = 0.3  # chosen by leave-one-out over the constructed examples
_BINS = 8
_NAMED = 0.5  # weight of the concepts that a measure names
_MOST_KNOWN = 16384  # measures whose leanings are kept
_FOREIGN, _TYPICAL = -0.85, 0.2  # scores of a measure between which its leaning to a theme grows


@dataclass(frozen=True)
class ThemeModel:
    """A fitted model: ``scores(words)`` gives one value a theme, about -1 (foreign) to 1 (typical).

    ``concepts`` is the weight of the concepts named against the characters; 0: the characters alone.
    """

    themes: tuple[str, ...]
    rows: dict[str, int]
    idf: _Array
    weights: _Array
    bounds: tuple[float, ...]
    precision: tuple[float, ...]
    concepts: float = 0.0

    def scores(self, words: str) -> _Array:
        """Return one score a theme."""
        scores: _Array = self.table.scores([words])[0]
        return scores

    @cached_property
    def table(self) -> ThemeTable:
        """The model laid out for reading many words at once."""
        return ThemeTable(self.rows, self.idf, self.weights, self.concepts)

    def confidence(self, margin: float) -> float:
        """Return how often a decision with this margin over the next theme was right, left out of the fit."""
        return self.precision[bisect_right(self.bounds, margin)]


def _features(words: str, concepts: float) -> dict[str, float]:
    """Return characters and pairs of them in the core, and the concepts named if any weigh, each with its raw weight."""
    core = f"^{core_of(words)}$"
    grams = [*core, *(core[i : i + 2] for i in range(len(core) - 1))]
    found = dict.fromkeys(grams, 1.0)
    if len(found) < len(grams):
        found = {gram: 1.0 + math.log(count) for gram, count in Counter(grams).items()}
    if not concepts:
        # a statement of a measure ends in no predicate
        end = core[-END_LENGTH:]
        found.update({f"{END}{end[i : i + 2]}": END_WEIGHT for i in range(len(end) - 1)})
    named = sorted(concepts_of(words), key=lambda concept: -concept[1])[:MOST_NAMED] if concepts else []
    for rank, (name, _) in enumerate(named):
        found[f"{CONCEPT}{name}"] = rank_weight(rank)
    return found


def _vector(words: str, rows: dict[str, int], idf: _Array, concepts: float) -> tuple[list[int], _Array]:
    """Return the rows that occur and their values; the characters have unit length together."""
    features = _features(words, concepts)
    known = [(row, value) for name, value in features.items() if (row := rows.get(name)) is not None]
    at = [row for row, _ in known]
    values = np.array([value for _, value in known]) * idf[at]
    # the concepts come last
    n_grams = len(at) - sum(name.startswith(CONCEPT) and name in rows for name in [*features][-MOST_NAMED:] if concepts)
    grams = values[:n_grams]
    grams /= math.sqrt(float(np.add.reduce(grams * grams))) or 1.0
    values[n_grams:] *= concepts
    return at, values


def fit_theme_model(exemplars: Sequence[tuple[str, str]], *, concepts: float = 0.0) -> ThemeModel:
    """Fit the model.

    Parameters
    ----------
    exemplars : sequence of (theme id, words)
        Examples of each theme.
    concepts : float, default 0.0
        Weight of the concepts that a statement names against its characters. On texts of another hand than the examples'
        they mislead problems (0.75 right with them, 0.83 without), and help measures.

    Returns
    -------
    ThemeModel

    References
    ----------
    Cawley, G. C. and Talbot, N. L. C. (2004). Fast exact leave-one-out cross-validation of sparse least-squares support
    vector machines. Neural Networks 17, 1467-1475.
    """
    pairs = sorted(set(exemplars))
    themes = tuple(sorted({theme for theme, _ in pairs}))
    n = len(pairs)
    found = [_features(words, concepts) for _, words in pairs]
    counts = Counter(name for features in found for name in features)
    # what occurs once teaches only its own example
    rows = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count > 1 or n < 50))}
    idf = np.array([1.0 if name.startswith(CONCEPT) else math.log((1 + n) / (1 + counts[name])) + 1 for name in rows])
    matrix = np.zeros((n, len(rows)), dtype=np.float64)
    for place, (_, words) in enumerate(pairs):
        at, values = _vector(words, rows, idf, concepts)
        matrix[place, at] = values
    target = -np.ones((n, len(themes)))
    gold = np.array([themes.index(theme) for theme, _ in pairs])
    target[np.arange(n), gold] = 1.0
    inverse = np.linalg.inv(matrix @ matrix.T + _RIDGE * np.eye(n))
    dual = inverse @ target
    left_out = target - dual / np.diag(inverse)[:, None]
    bounds, precision = _calibrate(left_out, gold)
    return ThemeModel(themes, rows, idf, matrix.T @ dual, bounds, precision, concepts)


def _calibrate(left_out: _Array, gold: npt.NDArray[np.int64]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return bounds of the margin and, between them, the share of right decisions, made to rise with the margin."""
    if left_out.shape[1] < 2:
        return (), (1.0,)
    ordered = np.sort(left_out, axis=1)
    margin = ordered[:, -1] - ordered[:, -2]
    right = left_out.argmax(axis=1) == gold
    bounds = np.quantile(margin, [k / _BINS for k in range(1, _BINS)])
    bins = np.searchsorted(bounds, margin, side="right")
    shares = [float(right[bins == k].mean()) if (bins == k).any() else 0.0 for k in range(_BINS)]
    return tuple(float(b) for b in bounds), tuple(float(x) for x in np.maximum.accumulate(shares))


@cache
def packaged_exemplars() -> tuple[tuple[str, str], ...]:
    """Return the packaged examples: (theme id, words)."""
    return tuple((row["theme"], row["words"]) for row in read_rows(_EXEMPLARS))


def signature(exemplars: Sequence[tuple[str, str]]) -> str:
    """Return a digest of examples as the model sees them, so that a change of the folding shows too."""
    seen = sorted((theme, sorted(_features(words, 0.0).items())) for theme, words in set(exemplars))
    return hashlib.blake2s(repr((_RIDGE, seen)).encode()).hexdigest()


def _source(*names: str) -> str:
    """Return a digest of lists as they are packaged, which takes no reading of them."""
    digest = hashlib.blake2s(repr(_RIDGE).encode())
    for name in names:
        digest.update(read_bytes(name))
    return digest.hexdigest()


def dump_theme_model(exemplars: Sequence[tuple[str, str]]) -> bytes:
    """Fit a model and return the bytes of the packaged file: half the precision of the weights is enough."""
    model = fit_theme_model(exemplars)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        digest=np.array(signature(exemplars)),
        source=np.array(_source(_EXEMPLARS)),
        themes=np.array(model.themes),
        names=np.array(list(model.rows)),
        idf=model.idf.astype(np.float32),
        weights=model.weights.astype(np.float16),
        bounds=np.array(model.bounds),
        precision=np.array(model.precision),
    )
    return file.getvalue()


def dump_measure_model() -> bytes:
    """Fit the model of measures and return the bytes of its packaged file, in full precision."""
    model = fit_measure_model()
    file = io.BytesIO()
    np.savez_compressed(
        file,
        source=np.array(_source(_MEASURES, _CONCEPTS)),
        themes=np.array(model.themes),
        names=np.array(list(model.rows)),
        idf=model.idf,
        weights=model.weights,
        bounds=np.array(model.bounds),
        precision=np.array(model.precision),
    )
    return file.getvalue()


def _unpack(data: Mapping[str, npt.NDArray[Any]], concepts: float = 0.0) -> ThemeModel:
    """Return the model of a packaged file."""
    return ThemeModel(
        tuple(data["themes"].tolist()),
        {name: at for at, name in enumerate(data["names"].tolist())},
        data["idf"].astype(np.float64),
        data["weights"].astype(np.float64),
        tuple(data["bounds"].tolist()),
        tuple(data["precision"].tolist()),
        concepts,
    )


@cache
def packaged_model() -> ThemeModel:
    """Return the model of the packaged examples: the shipped one, or fitted anew if they have changed since."""
    with np.load(io.BytesIO(read_bytes(PACKAGED)), allow_pickle=False) as data:
        # an unchanged list is known by its bytes; one that was only written anew, by what the model sees of it
        known = "source" in data and str(data["source"]) == _source(_EXEMPLARS)
        if known or str(data["digest"]) == signature(packaged_exemplars()):
            return _unpack(data)
    return fit_theme_model(packaged_exemplars())


def fit_measure_model() -> ThemeModel:
    """Fit the model of which problems a measure answers."""
    return fit_theme_model([(row["theme"], row["words"]) for row in read_rows(_MEASURES)], concepts=_NAMED)


@cache
def measure_model() -> ThemeModel:
    """Return the model of which problems a measure answers: the shipped one, or fitted anew if its lists have changed."""
    with np.load(io.BytesIO(read_bytes(PACKAGED_MEASURES)), allow_pickle=False) as data:
        if str(data["source"]) == _source(_MEASURES, _CONCEPTS):
            return _unpack(data, _NAMED)
    return fit_measure_model()


def _lean(several: Sequence[str]) -> Iterator[dict[str, float]]:
    """Yield for each of some measures how much it leans to the problems of each theme to which it does at all."""
    model = measure_model()
    shares = (model.table.scores(several) - _FOREIGN) / (_TYPICAL - _FOREIGN)
    np.minimum(np.maximum(shares, 0.0, out=shares), 1.0, out=shares)
    shares = shares.round(6)
    rows, columns = shares.nonzero()
    themes = [model.themes[column] for column in columns.tolist()]
    values = shares[rows, columns].tolist()
    for low, high in pairwise(rows.searchsorted(np.arange(len(shares) + 1)).tolist()):
        yield dict(zip(themes[low:high], values[low:high], strict=True))


leanings_of = Learned[dict[str, float]](_lean, _MOST_KNOWN)


def leanings(words: str) -> dict[str, float]:
    """Return how much a measure leans to the problems of each theme, over 0 to 1; themes to which it does not are left out."""
    return leanings_of[words]
