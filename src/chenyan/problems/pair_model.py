"""Which measure answers which problem, learned: how well each fits by words, theme and place, and how answers follow each other.

The measures are gone through in text order. Each answers one problem or none; how likely each answer is depends on the
pair itself (``PAIR``), on what speaks for no answer at all (``NONE``), and on the step from the problem answered last
(``STEP``). The shares of all ways through the measures, weighed together, give the probability of each pair, so that a
measure may also answer two problems. The weights are fitted from the labelled development halves
(``tools/build_pairing.py``) and are a plain table, one feature a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import fsum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_rows

__all__ = [
    "NONE",
    "PACKAGED",
    "PAIR",
    "STEP",
    "MeasureWords",
    "ProblemWords",
    "none_features",
    "packaged_pair_weights",
    "pair_features",
    "probabilities",
    "step_features",
    "through",
]

PACKAGED = "problem_pairing.csv"
_Array = npt.NDArray[np.float64]
# a problem's theme is named by the measure; the measure's words lean to it; both share words; both stand in like places
PAIR = (
    "unthemed", "named", "named:share", "named:rare", "leaning", "leaning:squared", "leaning:ahead", "leaning:second",
    "words:any", "words:pairs", "words:characters", "rank", "distance", "item", "first", "last", "home", "home:even",
    "against", "best:problem", "best:measure",
)  # fmt: skip
NONE = (
    "none", "generic", "foreign", "leaning:best", "leaning:heads", "leaning:elsewhere", "named:elsewhere", "unnamed",
    "last", "last:more", "first", "more", "fewer", "even", "single", "turns", "short", "mechanism", "general",
)  # fmt: skip
STEP = (
    "next", "same", "back", "back:one", "ahead", "ahead:two", "start:first", "start", "item:same", "even:next", "even:same",
    "more:same", "even:back", "fewer:ahead",
)  # fmt: skip
_SHORT = 10
_MOST_PAIRS, _MOST_CHARACTERS = 3.0, 4.0  # what more words shared add no further


class ProblemWords(NamedTuple):
    """What pairing needs of a problem: its themes, pairs of characters and characters that tell, and its list item."""

    themes: tuple[str, ...]
    grams: frozenset[str]
    characters: frozenset[str]
    place: int


class MeasureWords(NamedTuple):
    """What pairing needs of a measure: the themes it names, its leanings, its words, and whether they tell anything."""

    answers: tuple[str, ...]
    leanings: Mapping[str, float]
    grams: frozenset[str]
    characters: frozenset[str]
    generic: bool
    foreign: bool
    length: int


def _rarity(sets: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return by gram or character the inverse of how many of the sets hold it."""
    counts: dict[str, int] = {}
    for held in sets:
        for one in held:
            counts[one] = counts.get(one, 0) + 1
    return {one: 1.0 / count for one, count in counts.items()}


def _shared(here: frozenset[str], there: frozenset[str], rarity: Mapping[str, float], most: float) -> float:
    """Return how much a measure shares with a problem; what several problems hold counts less."""
    both = here & there
    # fsum: the same to the last bit in any order of the set
    return min(most, fsum([rarity[one] for one in both])) if both else 0.0


def _rivals(heads: Sequence[str], leanings: Sequence[float]) -> list[float]:
    """Return for each problem the strongest leaning to one of another theme, 0 where there is none."""
    best = max(leanings)
    top = heads[leanings.index(best)]
    second = max((leaning for head, leaning in zip(heads, leanings, strict=True) if head != top), default=0.0)
    return [second if head == top else best for head in heads]


def _apart(themes: Sequence[str], answers: Sequence[str]) -> bool:
    return not any(theme in answers for theme in themes)


def _leads(values: Sequence[float]) -> list[float]:
    """Return how far each value is ahead of the best other one; of 0 where there is no other."""
    if len(values) < 2:
        return list(values)
    second, best = sorted(values)[-2:]
    return [value - (second if value == best else best) for value in values]


def pair_features(
    problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], homes: Sequence[int] | None
) -> _Array:
    """Return the features of each pair: (n_measures, n_problems, n_features)."""
    n, m = len(problems), len(measures)
    grams, characters = _rarity(p.grams for p in problems), _rarity(p.characters for p in problems)
    heads = [problem.themes[0] if problem.themes else "" for problem in problems]
    rarity = [1.0 / heads.count(head) for head in heads]
    items = list(dict.fromkeys(problem.place for problem in problems))
    seconds = [problem.themes[1] if len(problem.themes) > 1 else "" for problem in problems]
    alone = n == 1
    rows: list[list[list[float]]] = []
    fits: list[list[float]] = []
    for at, measure in enumerate(measures):
        told: list[list[float]] = []
        fit: list[float] = []
        answers, leaning_to, specific = measure.answers, measure.leanings.get, not measure.foreign
        leanings = [leaning_to(head, 0.0) for head in heads]
        rivals = _rivals(heads, leanings)
        share = 1.0 / max(1, len(answers))
        middle = (at + 0.5) / m
        item = items[at] if len(items) == m and specific else None
        for index, (themes, held_grams, held_characters, place) in enumerate(problems):
            head, leaning = heads[index], leanings[index]
            named = 1.0 if head in answers else 0.0
            pairs = _shared(measure.grams, held_grams, grams, _MOST_PAIRS)
            home = homes is not None and place == homes[at]
            # it names other themes, and shares no word: where it stands says little then
            against = bool(head and answers and not pairs and not named and _apart(themes, answers))
            open_to = not alone and not against  # of a single problem, place says nothing either
            told.append([
                not head, named, named * share, named * rarity[index], leaning, leaning * leaning, leaning - rivals[index],
                leaning_to(seconds[index], 0.0), pairs > 0, pairs,
                _shared(measure.characters, held_characters, characters, _MOST_CHARACTERS),
                n == m and index == at and specific and open_to, abs((index + 0.5) / n - middle), place == item and open_to,
                not index and not at and open_to, index == n - 1 and at == m - 1 and open_to, home, home and n == m, against,
            ])  # fmt: skip
            fit.append(leaning + 0.5 * named + 0.3 * pairs)
        fits.append(fit)
        rows.append(told)
    over_problems = [_leads(row) for row in fits]
    over_measures = [_leads(column) for column in zip(*fits, strict=True)]
    for at, told in enumerate(rows):
        for index, row in enumerate(told):
            row += (over_measures[index][at], over_problems[at][index])
    return np.array(rows, dtype=float)


def none_features(problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], turns: bool) -> _Array:
    """Return what speaks for each measure to answer nothing: (n_measures, n_features)."""
    n, m = len(problems), len(measures)
    heads = [problem.themes[0] for problem in problems if problem.themes]
    rows = []
    for at, measure in enumerate(measures):
        leanings = measure.leanings
        best = max(leanings.values(), default=0.0)
        here = max((leanings.get(head, 0.0) for head in heads), default=0.0)
        elsewhere = bool(measure.answers) and not any(head in measure.answers for head in heads)
        rows.append([
            1.0, measure.generic, measure.foreign, best, here, best - here, elsewhere, not measure.answers, at == m - 1,
            at == m - 1 and m > n, at == 0, m > n, m < n, n == m, n == 1, turns, measure.length < _SHORT,
            leanings.get("mechanism", 0.0) >= best - 1e-9, leanings.get("general_gap", 0.0) >= best - 1e-9,
        ])  # fmt: skip
    return np.array(rows, dtype=float)


def step_features(places: tuple[int, ...], m: int, turns: bool) -> _Array:
    """Return the features of each step, from no problem or a problem to a problem: (n_problems + 1, n_problems, n_features).

    ``m`` is the number of measures. Where problems and measures take turns, or there is one problem alone, the order says nothing.
    """
    n = len(places)
    if turns or n == 1:
        return np.zeros((n + 1, n, len(STEP)))
    ahead = np.arange(n)[None] - np.arange(-1, n)[:, None]
    began = (np.arange(n + 1) > 0)[:, None]
    numbers = np.array(places)
    item = np.zeros((n + 1, n), dtype=bool)
    item[1:] = (numbers[:, None] == numbers[None]) & (ahead[1:] != 0)
    following, same, back = ahead == 1, (ahead == 0) & began, ahead < 0
    start = np.broadcast_to(~began, ahead.shape)
    return np.stack([
        following, same, back, ahead == -1, ahead > 1, ahead == 2, start & following, start, item, following & (n == m),
        same & (n == m), same & (m > n), back & (n == m), (ahead > 1) & (m < n),
    ], axis=2).astype(float)  # fmt: skip


@cache
def packaged_pair_weights() -> tuple[_Array, _Array, _Array]:
    """Return the weights of the features of pairs, of no answer, and of steps."""
    told = {(row["kind"], row["feature"]): float(row["weight"]) for row in read_rows(PACKAGED)}
    pair, none, step = (
        np.array([told.get((kind, name), 0.0) for name in names])
        for kind, names in (("pair", PAIR), ("none", NONE), ("step", STEP))
    )
    return pair, none, step


@lru_cache(maxsize=1024)
def _steps(places: tuple[int, ...], more: int, turns: bool) -> _Array:
    """Return how likely each step is, by the packaged weights; ``more`` is the sign of measures less problems."""
    found: _Array = np.exp(step_features(places, len(places) + more, turns) @ packaged_pair_weights()[2])
    return found


def probabilities(
    problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], homes: Sequence[int] | None
) -> _Array:
    """Return the probability that each measure answers each problem: (n_measures, n_problems)."""
    n, m = len(problems), len(measures)
    pair, none, _ = packaged_pair_weights()
    turns = homes is not None
    local = pair_features(problems, measures, homes) @ pair
    nothing = none_features(problems, measures, turns) @ none
    first = min(problem.place for problem in problems)
    steps = _steps(tuple(problem.place - first for problem in problems), (m > n) - (m < n), turns)
    return through(local, nothing, steps)


def through(local: _Array, nothing: _Array, steps: _Array) -> _Array:
    """Weigh all ways through the measures (forward and backward) and return the probability of each pair."""
    m, n = local.shape
    top = np.maximum(np.maximum.reduce(local, axis=1), nothing)
    chosen, left = np.exp(local - top[:, None]), np.exp(nothing - top)[:, None]
    if m == 1 or (n == 1 and steps[0, 0] == steps[1, 0]):
        # what was answered before plays no part
        chosen *= steps[0]
        apart: _Array = chosen / (np.add.reduce(chosen, axis=1, keepdims=True) + left)
        return apart
    # the state is the problem that was answered last, 0: none yet; a measure that answers none leaves it as it is
    passes = np.zeros((m, n + 1, n + 1))
    passes.reshape(m, -1)[:, :: n + 2] = left
    passes[:, :, 1:] += steps * chosen[:, None]
    ahead, behind = np.zeros((m, n + 1)), np.ones((m, n + 1))
    ahead[0, 0] = 1.0
    for at in range(1, m):
        state = ahead[at - 1] @ passes[at - 1]
        np.divide(state, np.add.reduce(state), out=ahead[at])
    for at in range(m - 1, 0, -1):
        state = passes[at] @ behind[at]
        np.divide(state, np.maximum.reduce(state), out=behind[at - 1])
    answered = (ahead @ steps) * chosen * behind[:, 1:]
    stayed = np.add.reduce(ahead * behind * left, axis=1)
    out: _Array = answered / (np.add.reduce(answered, axis=1) + stayed)[:, None]
    return out
