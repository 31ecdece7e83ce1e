"""Which measure answers which problem, learned: how well each fits by words, theme and place, and how answers follow each other.

The measures are gone through in text order. Each answers one problem or none; how likely each answer is depends on the
pair itself (``PAIR``), on what speaks for no answer at all (``NONE``), and on the step from the problem answered last
(``STEP``). The shares of all ways through the measures, weighed together, give the probability of each pair, so that a
measure may also answer two problems. The weights are fitted from the labelled development halves
(``tools/build_pairing.py``) and are a plain table, one feature a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from math import fsum
from typing import Any, NamedTuple

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
    "Question",
    "none_features",
    "packaged_pair_weights",
    "pair_features",
    "probabilities",
    "probabilities_each",
    "step_features",
    "through",
]

PACKAGED = "problem_pairing.csv"
_Array = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]
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


class Question(NamedTuple):
    """The problems and measures of one part, and the item of the problem right before each measure where they take turns."""

    problems: Sequence[ProblemWords]
    measures: Sequence[MeasureWords]
    homes: Sequence[int] | None


def _holders(sets: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """Return by gram or character which of the sets hold it."""
    holders: dict[str, list[int]] = {}
    for at, held in enumerate(sets):
        for one in held:
            holders.setdefault(one, []).append(at)
    return holders


def _shared(here: frozenset[str], holders: dict[str, list[int]], n: int, most: float) -> list[float]:
    """Return how much a measure shares with each of n problems; what several problems hold counts less."""
    rarity: dict[int, list[float]] = {}
    for one in here & holders.keys():
        found = holders[one]
        for at in found:
            rarity.setdefault(at, []).append(1.0 / len(found))
    shared = [0.0] * n
    for at, shares in rarity.items():
        # fsum: the same to the last bit in any order of the set
        shared[at] = min(most, fsum(shares))
    return shared


def _rivals(heads: Sequence[str], leanings: Sequence[float]) -> list[float]:
    """Return for each problem the strongest leaning to one of another theme, 0 where there is none."""
    best = max(leanings)
    top = heads[leanings.index(best)]
    second = max((leaning for head, leaning in zip(heads, leanings, strict=True) if head != top), default=0.0)
    return [second if head == top else best for head in heads]


def _leads(values: _Array, starts: _Places, sizes: _Places) -> _Array:
    """Return how far each value is ahead of the best other one of its group; of 0 where there is no other."""
    best = np.repeat(np.maximum.reduceat(values, starts), sizes)
    others = np.where(values == best, -np.inf, values)
    second = np.maximum.reduceat(others, starts)
    # of several best ones none is ahead
    second = np.repeat(np.where(np.add.reduceat(values == best, starts, dtype=np.intp) > 1, np.inf, second), sizes)
    ahead = values - np.where(values == best, np.minimum(second, best), best)
    return np.where(np.repeat(sizes, sizes) > 1, ahead, values)


class _Pairs:
    """What is told of each pair of several parts, by measure and then by problem; one list a feature."""

    def __init__(self) -> None:
        self.themed: list[bool] = []
        self.named: list[bool] = []
        self.share: list[float] = []
        self.rarity: list[float] = []
        self.leaning: list[float] = []
        self.rival: list[float] = []
        self.second: list[float] = []
        self.pairs: list[float] = []
        self.characters: list[float] = []
        self.specific: list[bool] = []
        self.item: list[bool] = []
        self.home: list[bool] = []
        self.apart: list[bool] = []

    def add(
        self, problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], homes: Sequence[int] | None
    ) -> None:
        """Add the pairs of one part."""
        n, m = len(problems), len(measures)
        grams, characters = _holders(p.grams for p in problems), _holders(p.characters for p in problems)
        heads = [problem.themes[0] if problem.themes else "" for problem in problems]
        seconds = [problem.themes[1] if len(problem.themes) > 1 else "" for problem in problems]
        places = [problem.place for problem in problems]
        items = list(dict.fromkeys(places))
        self.themed += [head != "" for head in heads] * m
        self.rarity += [1.0 / heads.count(head) for head in heads] * m
        for at, measure in enumerate(measures):
            answers, leaning_to = measure.answers, measure.leanings.get
            leanings = [leaning_to(head, 0.0) for head in heads]
            self.leaning += leanings
            self.rival += _rivals(heads, leanings)
            self.second += [leaning_to(second, 0.0) for second in seconds]
            self.pairs += _shared(measure.grams, grams, n, _MOST_PAIRS)
            self.characters += _shared(measure.characters, characters, n, _MOST_CHARACTERS)
            self.share += [1.0 / max(1, len(answers))] * n
            self.specific += [not measure.foreign] * n
            if answers:
                self.named += [head in answers for head in heads]
                self.apart += [not any(theme in answers for theme in problem.themes) for problem in problems]
            else:
                self.named += [False] * n
                self.apart += [False] * n
            item = items[at] if len(items) == m and not measure.foreign else None
            self.item += [place == item for place in places]
            self.home += [homes is not None and place == homes[at] for place in places]


def _pair_columns(questions: Sequence[Question]) -> list[npt.NDArray[Any]]:
    """Return the features of all pairs of some parts, one array a feature, by measure and then by problem."""
    told = _Pairs()
    for question in questions:
        told.add(*question)
    many = np.array([len(question.problems) for question in questions])
    deeds = np.array([len(question.measures) for question in questions])
    sizes = many * deeds
    n, m = np.repeat(many, sizes), np.repeat(deeds, sizes)
    first = np.repeat(sizes.cumsum() - sizes, sizes)
    at, index = np.divmod(np.arange(len(n)) - first, n)
    themed, named, specific, apart = (
        np.array(column) for column in (told.themed, told.named, told.specific, told.apart)
    )
    item, home = np.array(told.item), np.array(told.home)
    share, rarity, leaning, rival, second, pairs, characters = (
        np.array(column)
        for column in (told.share, told.rarity, told.leaning, told.rival, told.second, told.pairs, told.characters)
    )
    # it names other themes, and shares no word: where it stands says little then
    against = themed & apart & (pairs == 0)
    open_to = (n > 1) & ~against  # of a single problem, place says nothing either
    even = n == m
    fit = leaning + 0.5 * named + 0.3 * pairs
    rows = np.repeat(many, deeds)
    over_problems = _leads(fit, rows.cumsum() - rows, rows)
    by_problem = (first + index * m + at).argsort()  # all measures of a problem together
    columns = np.repeat(deeds, many)
    over_measures = np.empty(len(fit))
    over_measures[by_problem] = _leads(fit[by_problem], columns.cumsum() - columns, columns)
    return [
        ~themed, named, named * share, named * rarity, leaning, leaning * leaning, leaning - rival, second, pairs > 0, pairs,
        characters, even & (index == at) & specific & open_to, np.abs((index + 0.5) / n - (at + 0.5) / m), item & open_to,
        (index == 0) & (at == 0) & open_to, (index == n - 1) & (at == m - 1) & open_to, home, home & even, against,
        over_measures, over_problems,
    ]  # fmt: skip


def pair_features(
    problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], homes: Sequence[int] | None
) -> _Array:
    """Return the features of each pair: (n_measures, n_problems, n_features)."""
    columns = _pair_columns([Question(problems, measures, homes)])
    return np.column_stack(columns).astype(float).reshape(len(measures), len(problems), len(PAIR))


def none_features(problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], turns: bool) -> _Array:
    """Return what speaks for each measure to answer nothing: (n_measures, n_features)."""
    return np.array([*_none_rows(problems, measures, turns)], dtype=float)


def _none_rows(
    problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], turns: bool
) -> Iterator[list[float]]:
    n, m = len(problems), len(measures)
    heads = dict.fromkeys(problem.themes[0] for problem in problems if problem.themes)
    for at, measure in enumerate(measures):
        leanings = measure.leanings
        best = max(leanings.values(), default=0.0)
        here = max((leanings.get(head, 0.0) for head in heads), default=0.0)
        elsewhere = bool(measure.answers) and not any(head in measure.answers for head in heads)
        yield [
            1.0, measure.generic, measure.foreign, best, here, best - here, elsewhere, not measure.answers, at == m - 1,
            at == m - 1 and m > n, at == 0, m > n, m < n, n == m, n == 1, turns, measure.length < _SHORT,
            leanings.get("mechanism", 0.0) >= best - 1e-9, leanings.get("general_gap", 0.0) >= best - 1e-9,
        ]  # fmt: skip


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
    return probabilities_each([Question(problems, measures, homes)])[0]


def probabilities_each(questions: Sequence[Question]) -> list[_Array]:
    """Return the probabilities for each of some parts, as ``probabilities``."""
    if not questions:
        return []
    pair, none, _ = packaged_pair_weights()
    nothing = [
        row for problems, measures, homes in questions for row in _none_rows(problems, measures, homes is not None)
    ]
    local = _weigh(_pair_columns(questions), pair)
    apart = _weigh(np.array(nothing, dtype=float).T, none)
    found: list[_Array] = []
    first = at = 0
    for problems, measures, homes in questions:
        n, m = len(problems), len(measures)
        item = min(problem.place for problem in problems)
        steps = _steps(tuple(problem.place - item for problem in problems), (m > n) - (m < n), homes is not None)
        found.append(through(local[first : first + m * n].reshape(m, n), apart[at : at + m], steps))
        first, at = first + m * n, at + m
    return found


def _weigh(columns: Iterable[npt.NDArray[Any]], weights: _Array) -> _Array:
    """Return the weighted sum of the columns, added one by one: the same to the last bit however long they are."""
    pieces = [column * weight for column, weight in zip(columns, weights.tolist(), strict=True)]
    total: _Array = reduce(np.add, pieces)
    return total


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
