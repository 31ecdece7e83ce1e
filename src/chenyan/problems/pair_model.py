"""Which measure answers which problem, learned: how well each fits by words, theme and place, and how answers follow each other.

The measures are gone through in text order. Each answers one problem or none; how likely each answer is depends on the
pair itself (``PAIR``), on what speaks for no answer at all (``NONE``), and on the step from the problem answered last
(``STEP``). The shares of all ways through the measures, weighed together, give the probability of each pair, so that a
measure may also answer two problems. The weights are fitted from the labelled development halves
(``tools/build_pairing.py``) and are a plain table, one feature a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, reduce
from itertools import chain, repeat
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
_NOWHERE = -(1 << 30)  # no list item has this number
_NOTHING = repeat(0.0)
_MOST_PAIRS, _MOST_CHARACTERS = 3.0, 4.0  # what more words shared add no further


class ProblemWords(NamedTuple):
    """What pairing needs of a problem: its themes, pairs of characters and characters that tell, and its list item."""

    themes: tuple[str, ...]
    grams: frozenset[Any]
    characters: frozenset[Any]
    place: int


class MeasureWords(NamedTuple):
    """What pairing needs of a measure: the themes it names, its leanings, its words, and whether they tell anything."""

    answers: tuple[str, ...]
    leanings: Mapping[str, float]
    grams: frozenset[Any]
    characters: frozenset[Any]
    generic: bool
    foreign: bool
    length: int


class Question(NamedTuple):
    """The problems and measures of one part, and the item of the problem right before each measure where they take turns."""

    problems: Sequence[ProblemWords]
    measures: Sequence[MeasureWords]
    homes: Sequence[int] | None


def _shared(here: frozenset[Any], others: Sequence[frozenset[Any]], held: frozenset[Any], most: float) -> list[float]:
    """Return how much a measure shares with each problem; what several problems hold counts less.

    ``held`` is what any of them holds.
    """
    here &= held
    if not here:
        return [0.0] * len(others)
    if len(others) == 1:
        return [min(most, float(len(here)))]
    common = [here & own for own in others]
    if len(others) == 2:
        half = len(common[0] & common[1]) / 2  # what both hold counts half
        return [min(most, len(both) - half) for both in common]
    if sum(map(len, common)) == len(here):
        return [min(most, float(len(both))) for both in common]
    times = Counter(chain.from_iterable(common))
    # fsum: the same to the last bit in any order of the set
    return [min(most, fsum([1.0 / times[one] for one in both])) for both in common]


def _rivals(leaning: _Array, heads: _Places, starts: _Places, sizes: _Places) -> _Array:
    """Return for each problem the strongest leaning to one of another theme, 0 where there is none."""
    best = np.repeat(np.maximum.reduceat(leaning, starts), sizes)
    places = np.arange(len(leaning))
    first = np.minimum.reduceat(np.where(leaning == best, places, len(places)), starts)
    foremost = heads == np.repeat(heads[first], sizes)
    second = np.maximum.reduceat(np.where(foremost, 0.0, leaning), starts)
    return np.where(foremost, np.repeat(second, sizes), best)


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
    """What is told of some parts: by problem, by measure, and of each pair, by measure and then by problem."""

    def __init__(self, questions: Sequence[Question]) -> None:
        codes: list[int] = []
        rarities: list[float] = []
        places: list[int] = []
        told: list[tuple[float, ...]] = []
        items: list[int] = []
        homes: list[int] = []
        leanings: list[float] = []
        seconds: list[float] = []
        names: list[bool] = []
        apart: list[bool] = []
        pairs: list[float] = []
        characters: list[float] = []
        known = {"": 0}
        for problems, measures, before in questions:
            themes, grams, ones, numbers = zip(*problems, strict=True)
            heads = [several[0] if several else "" for several in themes]
            others = [several[1] if len(several) > 1 else "" for several in themes]
            codes += [known.setdefault(head, len(known)) for head in heads]
            rarities += [1.0 / heads.count(head) for head in heads]
            places += numbers
            any_gram, any_character = frozenset().union(*grams), frozenset().union(*ones)
            different = dict.fromkeys(numbers)
            nowhere = [_NOWHERE] * len(measures)
            items += different if len(different) == len(measures) else nowhere
            homes += nowhere if before is None else before
            for answers, leaning_to, own_grams, own_ones, generic, foreign, length in measures:
                best = max(leaning_to.values(), default=0.0)
                general = leaning_to.get("mechanism", 0.0), leaning_to.get("general_gap", 0.0)
                told.append((len(answers), best, generic, foreign, length, *general))
                leanings += map(leaning_to.get, heads, _NOTHING)
                seconds += map(leaning_to.get, others, _NOTHING)
                pairs += _shared(own_grams, grams, any_gram, _MOST_PAIRS)
                characters += _shared(own_ones, ones, any_character, _MOST_CHARACTERS)
                names += map(answers.__contains__, heads)
                apart += map(frozenset(answers).isdisjoint, themes) if answers else [False] * len(heads)
        many = np.array([len(question.problems) for question in questions])
        deeds = np.array([len(question.measures) for question in questions])
        self.many, self.deeds = many, deeds
        self.turns = np.array([question.homes is not None for question in questions])
        self.answers, self.best, self.generic, self.foreign, self.length, self.mechanism, self.general = np.array(
            told, float
        ).T
        self.rows = np.repeat(many, deeds)  # pairs of each measure
        self.starts = self.rows.cumsum() - self.rows
        sizes = many * deeds
        self.n, self.m = np.repeat(many, sizes), np.repeat(deeds, sizes)
        self.first = np.repeat(sizes.cumsum() - sizes, sizes)
        self.at, self.index = np.divmod(np.arange(len(self.n)) - self.first, self.n)
        problem = np.repeat(many.cumsum() - many, sizes) + self.index
        self.heads, self.rarity = np.array(codes)[problem], np.array(rarities)[problem]
        self.leaning, self.second, self.pairs, self.characters = map(np.array, (leanings, seconds, pairs, characters))
        self.named, self.apart = np.array(names), np.array(apart)
        place = np.array(places)[problem]
        self.item, self.home = (place == np.repeat(np.array(stood), self.rows) for stood in (items, homes))

    def columns(self) -> list[npt.NDArray[Any]]:
        """Return the features of all pairs, one array a feature."""
        n, m, at, index, named, leaning = self.n, self.m, self.at, self.index, self.named, self.leaning
        themed, specific = self.heads > 0, np.repeat(self.foreign == 0, self.rows)
        share = np.repeat(1.0 / np.maximum(self.answers, 1.0), self.rows)
        # it names other themes, and shares no word: where it stands says little then
        against = themed & self.apart & (self.pairs == 0)
        open_to = (n > 1) & ~against  # of a single problem, place says nothing either
        even = n == m
        fit = leaning + 0.5 * named + 0.3 * self.pairs
        over_problems = _leads(fit, self.starts, self.rows)
        by_problem = (self.first + index * m + at).argsort()  # all measures of a problem together
        columns = np.repeat(self.deeds, self.many)
        over_measures = np.empty(len(fit))
        over_measures[by_problem] = _leads(fit[by_problem], columns.cumsum() - columns, columns)
        rival = _rivals(leaning, self.heads, self.starts, self.rows)
        return [
            ~themed, named, named * share, named * self.rarity, leaning, leaning * leaning, leaning - rival, self.second,
            self.pairs > 0, self.pairs, self.characters, even & (index == at) & specific & open_to,
            np.abs((index + 0.5) / n - (at + 0.5) / m), self.item & specific & open_to, (index == 0) & (at == 0) & open_to,
            (index == n - 1) & (at == m - 1) & open_to, self.home, self.home & even, against, over_measures, over_problems,
        ]  # fmt: skip

    def nothing(self) -> list[npt.NDArray[Any]]:
        """Return what speaks for each measure to answer nothing, one array a feature."""
        n, m, turns = (np.repeat(one, self.deeds) for one in (self.many, self.deeds, self.turns))
        at = np.arange(len(m)) - np.repeat(self.deeds.cumsum() - self.deeds, self.deeds)
        best, here = self.best, np.maximum.reduceat(self.leaning, self.starts)
        answers = self.answers > 0
        elsewhere = answers & ~np.logical_or.reduceat(self.named, self.starts)
        last = at == m - 1
        return [
            np.ones(len(m)), self.generic, self.foreign, best, here, best - here, elsewhere, ~answers, last, last & (m > n),
            at == 0, m > n, m < n, n == m, n == 1, turns, self.length < _SHORT, self.mechanism >= best - 1e-9,
            self.general >= best - 1e-9,
        ]  # fmt: skip


def pair_features(
    problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], homes: Sequence[int] | None
) -> _Array:
    """Return the features of each pair: (n_measures, n_problems, n_features)."""
    columns = _Pairs([Question(problems, measures, homes)]).columns()
    return np.column_stack(columns).astype(float).reshape(len(measures), len(problems), len(PAIR))


def none_features(problems: Sequence[ProblemWords], measures: Sequence[MeasureWords], turns: bool) -> _Array:
    """Return what speaks for each measure to answer nothing: (n_measures, n_features)."""
    homes = [_NOWHERE] * len(measures) if turns else None
    return np.column_stack(_Pairs([Question(problems, measures, homes)]).nothing()).astype(float)


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
    told = _Pairs(questions)
    local, apart = _weigh(told.columns(), pair), _weigh(told.nothing(), none)
    alike: dict[tuple[int, int, bool], list[tuple[int, _Array, _Array, _Array]]] = {}
    first = before = 0
    for at, (problems, measures, homes) in enumerate(questions):
        n, m = len(problems), len(measures)
        item = min([problem.place for problem in problems])
        steps = _steps(tuple([problem.place - item for problem in problems]), (m > n) - (m < n), homes is not None)
        key = m, n, n == 1 and bool(steps[0, 0] == steps[1, 0])
        one = at, local[first : first + m * n].reshape(m, n), apart[before : before + m], steps
        alike.setdefault(key, []).append(one)
        first, before = first + m * n, before + m
    found: list[_Array] = [local] * len(questions)
    for several in alike.values():
        places, *values = zip(*several, strict=True)
        for at, likely in zip(places, through(*map(np.stack, values)), strict=True):
            found[at] = likely
    return found


def _weigh(columns: Iterable[npt.NDArray[Any]], weights: _Array) -> _Array:
    """Return the weighted sum of the columns, added one by one: the same to the last bit however long they are."""
    pieces = [column * weight for column, weight in zip(columns, weights.tolist(), strict=True)]
    total: _Array = reduce(np.add, pieces)
    return total


def through(local: _Array, nothing: _Array, steps: _Array) -> _Array:
    """Weigh all ways through the measures (forward and backward) and return the probability of each pair.

    The arrays may have a further dimension before the others, for parts with as many problems and measures each.
    """
    *several, m, n = local.shape
    if not several:
        found: _Array = through(local[None], nothing[None], steps[None])[0]
        return found
    top = np.maximum(np.maximum.reduce(local, axis=2), nothing)
    chosen, left = np.exp(local - top[:, :, None]), np.exp(nothing - top)[:, :, None]
    if m == 1 or (n == 1 and (steps[:, 0] == steps[:, 1]).all()):
        # what was answered before plays no part
        chosen *= steps[:, :1]
        apart: _Array = chosen / (np.add.reduce(chosen, axis=2, keepdims=True) + left)
        return apart
    # the state is the problem that was answered last, 0: none yet; a measure that answers none leaves it as it is
    passes = np.zeros((*several, m, n + 1, n + 1))
    passes.reshape(*several, m, -1)[:, :, :: n + 2] = left
    passes[..., 1:] += steps[:, None] * chosen[:, :, None]
    ahead, behind = np.zeros((*several, m, 1, n + 1)), np.ones((*several, m, n + 1, 1))
    ahead[:, 0, 0, 0] = 1.0
    for at in range(1, m):
        state = ahead[:, at - 1] @ passes[:, at - 1]
        np.divide(state, np.add.reduce(state, axis=2, keepdims=True), out=ahead[:, at])
    for at in range(m - 1, 0, -1):
        state = passes[:, at] @ behind[:, at]
        np.divide(state, np.maximum.reduce(state, axis=1, keepdims=True), out=behind[:, at - 1])
    before, after = ahead[:, :, 0], behind[..., 0]
    answered = (before @ steps) * chosen * after[:, :, 1:]
    stayed = np.add.reduce(before * after * left, axis=2)
    out: _Array = answered / (np.add.reduce(answered, axis=2) + stayed)[:, :, None]
    return out
