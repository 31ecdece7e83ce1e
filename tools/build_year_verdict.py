"""Fit src/chenyan/lexicons/year_verdict.csv: how far each piece of evidence speaks for a wrong year.

Usage: python tools/build_year_verdict.py [--check]

Right and wrong years come from the tuning halves of corpora/labelled/years*.jsonl (held-out reports are left out before
they are read) and from the wordings, each in a small report of its own and once more among others of its hand; more
wrong ones are made by swapping the year of a right mention. What the surroundings lead to expect is told by a model
that was fitted without the texts of the same hand (and of a few others: hands are left out in groups). The most telling
pieces of evidence are also weighed two by two. ``--check`` writes nothing and prints what verdicts fitted without a
group of hands find there at rising numbers of false alarms, all hands together, and how well each does on reports.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import build_year_model as surroundings
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from chenyan.corpus import report_from_text
from chenyan.years.evidence import evidence
from chenyan.years.expectation import SHIFTS
from chenyan.years.reading import is_over, open_page
from chenyan.years.surroundings import cues_around
from chenyan.years.verdict import AND, CLASSES, UNITS, candidate, signs

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "chenyan" / "lexicons" / "year_verdict.csv"
GROUPS = 6  # a model a hand would take minutes more, and tell little else
STRENGTH, LEAST_COUNT, LEAST_WEIGHT, SEED = 0.1, 4, 0.03, 7
WRITTEN_WEIGHT, TESTED_WEIGHT, SWAP_WEIGHT = 0.5, 1.5, 0.05  # a wording stands in two reports
CROSSED, CORE, COMMON, LEAST_PAIRS, PAIR_STRENGTH = ("plan", "stale"), 200, 100, 20, 0.03
Wrong = tuple[tuple[int, int, Any, Any], ...]
HEAD = """# Weights of the evidence that a year is wrong: as a plan in a year that was over, as work in another year.
# Origin: fitted by tools/build_year_verdict.py from constructed texts of this repository. Date: 2026-11. Licence: MIT.
"""


class Case(NamedTuple):
    """One mention that could be wrong: whose text, as what, its cues and evidence, whether it is, what it counts for."""

    hand: str
    kind: str
    cues: tuple[str, ...]
    base: frozenset[str]
    own: int
    wrong: bool
    weight: float
    start: int


def cases_of(text: str, year: int, hand: str, wrong: Wrong, *, swap: bool = True) -> Iterator[Case]:
    """Yield the mentions of a report that could be wrong, and those that are wrong once their year is swapped."""
    page = open_page(report_from_text(text))
    if page.reference.year != year or page.reference.genre == "forward":
        return
    rng = random.Random(f"{SEED} {text[:40]}")
    for index, one in enumerate(page.expressions):
        if one.unit not in UNITS or one.start < page.reference.title_end or index in _fixed(page):
            continue
        words = page.view[one.start : one.end]
        met = [w for w in wrong if one.start < w[1] and one.end > w[0]]
        met = [w for w in met if w[2] is None or w[2] in words or words in w[2] or words[:4] in w[2]]
        if any(w[2] is None for w in met):
            continue
        yield from _case(page, index, year, hand, bool(met), 1.0)
        shift = one.last - year
        if (
            not swap
            or met
            or shift not in (-1, 0, 1)
            or str(one.last) not in words
            or text[one.start : one.end] != words
        ):
            continue
        for to in (0,) if shift == 1 else (rng.choice((-1, -1, -1, -1, -2)), 1) if shift == 0 else (0,):
            swapped = text[: one.start] + words.replace(str(one.last), str(year + to), 1) + text[one.end :]
            other = open_page(report_from_text(swapped))
            if other.reference.year != year:
                continue
            for at, its in other.between(one.start, one.start + 1):
                kind = candidate(other, at, year, over=is_over(its, other.reference))
                if kind == "order" or (kind == ("plan" if shift == 1 else "stale") and shift != -1):
                    yield from _case(other, at, year, hand, True, SWAP_WEIGHT)
                for beside in (at - 1, at + 1):
                    if kind == "order" and 0 <= beside < len(other.expressions):
                        yield from (
                            case
                            for case in _case(other, beside, year, hand, False, SWAP_WEIGHT)
                            if case.kind == "order"
                        )


def _fixed(page: Any) -> set[int]:
    reference = page.reference
    ends = (at for period in reference.periods if period.stated for at in (period.first, period.last))
    return {*reference.title, *reference.signatures, *ends}


def _case(page: Any, index: int, year: int, hand: str, wrong: bool, weight: float) -> Iterator[Case]:
    one = page.expressions[index]
    kind = candidate(page, index, year, over=is_over(one, page.reference))
    if kind:
        cues = tuple(cues_around(page, index, year))
        base = evidence(page, index, year, frozenset(cues), -99, 9)
        base |= frozenset(signs(page, index, year, kind, frozenset(cues)))
        yield Case(hand, kind, cues, base, max(-2, min(2, one.last - year)), wrong, weight, one.start)


class Source(NamedTuple):
    """A text whose years are known: its hand, its reported year, the wrong ones, what it counts for, where it is read."""

    hand: str
    text: str
    year: int
    wrong: Wrong
    weight: float
    swap: bool = False
    span: tuple[int, int] = (0, sys.maxsize)


def sources() -> Iterator[Source]:
    """Yield the labelled reports, the wordings alone and among others, and the sentences of the tests."""
    for path in surroundings.files():
        for text, year, wrong in surroundings.items(path):
            yield Source(path.stem, text, year, wrong, 1.0, swap=True)
    sys.path.insert(0, str(ROOT / "corpora" / "labelled"))
    from year_wordings import among, right, slips

    for hand, text, year, _ in right():
        yield Source(hand, text, year, (), WRITTEN_WEIGHT, swap=True)
    for hand, text, year, wrong in slips():
        yield Source(hand, text, year, wrong, WRITTEN_WEIGHT)
    for hand, text, year, wrong, start, end in among():
        yield Source(hand, text, year, wrong, WRITTEN_WEIGHT, span=(start, end))
    for text, year, wrong in surroundings.sentences():
        yield Source("tests", text, year, wrong, TESTED_WEIGHT)


def _read(source: Source) -> list[Case]:
    low, high = source.span
    return [
        case._replace(weight=source.weight) if case.weight == 1.0 else case
        for case in cases_of(source.text, source.year, source.hand, source.wrong, swap=source.swap)
        if low <= case.start < high or case.weight != 1.0
    ]


def all_cases() -> list[Case]:
    """Return the cases of all hands; equal sentences of the tests count once."""
    with ProcessPoolExecutor() as readers:
        found = [case for cases in readers.map(_read, sources(), chunksize=32) for case in cases]
    kept: list[Case] = []
    seen: set[tuple[object, ...]] = set()
    for case in found:
        key = case.kind, case.cues, case.wrong
        if case.hand == "tests" and key in seen:
            continue
        if case.hand == "tests":
            seen.add(key)
        kept.append(case)
    return kept


class Expectation:
    """The model of the surroundings without the texts of some hands."""

    def __init__(self, rows: Iterable[surroundings.Row]) -> None:
        names, weights, base = surroundings.fit(list(rows))
        self.weights = {name: weights[:, at] for at, name in enumerate(names)}
        self.base = base

    def names(self, case: Case) -> frozenset[str]:
        """Return the evidence of a case with what is expected."""
        sums = self.base.copy()
        for cue in set(case.cues):
            if cue in self.weights:
                sums = sums + self.weights[cue]
        found = SHIFTS.index(case.own)
        likely = max((at for at in range(len(SHIFTS)) if at != found), key=lambda at: (sums[at], -at))
        from chenyan.years.evidence import expected

        kept = {name for name in case.base if not name.startswith(("likely:", "own:"))}
        return frozenset(kept | set(expected(case.own, SHIFTS[likely], sums[likely] - sums[found])))


def matrix(names: list[frozenset[str]], known: list[str]) -> csr_matrix:
    """Return which evidence each case bears."""
    at = {name: index for index, name in enumerate(known)}
    indices: list[int] = []
    ends = [0]
    for some in names:
        indices.extend(sorted(at[name] for name in some if name in at))
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(names), len(known)))


def common(names: list[frozenset[str]], least: int) -> list[str]:
    """Return the evidence that enough cases bear, in order."""
    counts = Counter(name for some in names for name in some)
    return sorted(name for name, count in counts.items() if count >= least)


def core(names: list[frozenset[str]], cases: list[Case]) -> frozenset[str]:
    """Return the pieces of evidence that tell most: weighty ones that many cases bear."""
    known = common(names, COMMON)
    bears = matrix(names, known)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(bears, [c.wrong for c in cases], sample_weight=[c.weight for c in cases])
    telling = np.abs(model.coef_[0]) * np.sqrt(np.asarray(bears.sum(axis=0)).ravel())
    return frozenset(known[at] for at in np.argsort(-telling, kind="stable")[:CORE])


def crossed(names: frozenset[str], pairs: frozenset[str]) -> frozenset[str]:
    """Return the evidence, and the core of it two by two."""
    return names | {AND.join(two) for two in combinations(sorted(names & pairs), 2)}


class Fitted(NamedTuple):
    """What was fitted of one kind: evidence, weights, intercept, and the evidence that is weighed two by two."""

    known: list[str]
    weights: np.ndarray
    base: float
    pairs: frozenset[str]

    def odds(self, names: list[frozenset[str]]) -> np.ndarray:
        """Return the logarithm of the odds of each case."""
        return matrix([crossed(some, self.pairs) for some in names], self.known) @ self.weights + self.base


def fit(names: list[frozenset[str]], cases: list[Case], kind: str) -> Fitted:
    """Return the evidence of one kind with its weights."""
    pairs = core(names, cases) if kind in CROSSED else frozenset()
    full = [crossed(some, pairs) for some in names]
    counts = Counter(name for some in full for name in some)
    known = sorted(name for name, count in counts.items() if count >= (LEAST_PAIRS if AND in name else LEAST_COUNT))
    model = LogisticRegression(C=PAIR_STRENGTH if pairs else STRENGTH, max_iter=3000)
    model.fit(matrix(full, known), [c.wrong for c in cases], sample_weight=[c.weight for c in cases])
    return Fitted(known, model.coef_[0], float(model.intercept_[0]), pairs)


def _expectation(rows: list[surroundings.Row]) -> Expectation:
    return Expectation(rows)


def main() -> None:
    """Write the file, or check by leaving out one group of hands at a time."""
    cases = all_cases()
    by_hand = surroundings.rows_by_hand()
    shared = by_hand[""]
    named = sorted(name for name in by_hand if name)
    groups = [frozenset(named[at::GROUPS]) for at in range(GROUPS)]
    rows = [[row for name in named if name not in left for row in by_hand[name]] + shared for left in groups]
    with ProcessPoolExecutor() as fitters:
        models = list(fitters.map(_expectation, rows))
    without = {hand: model for left, model in zip(groups, models, strict=True) for hand in left}
    columns: dict[str, dict[str, float]] = {}
    for kind in CLASSES:
        own = [case for case in cases if case.kind == kind]
        names = [without[case.hand].names(case) for case in own]
        if "--check" in sys.argv:
            told: list[tuple[float, bool, str]] = []
            for left in groups:
                train = [at for at, case in enumerate(own) if case.hand not in left]
                test = [at for at, case in enumerate(own) if case.hand in left and case.weight != SWAP_WEIGHT]
                fitted = fit([names[at] for at in train], [own[at] for at in train], kind)
                sums = fitted.odds([names[at] for at in test])
                told += [(float(value), own[at].wrong, own[at].hand) for value, at in zip(sums, test, strict=True)]
            _print_curve(kind, [one for one in told if one[2] not in ("wordings", "tests")])
            _print_curve(f"{kind}, reports", [one for one in told if one[2].startswith("years")])
            continue
        fitted = fit(names, own, kind)
        columns[kind] = {"": fitted.base, **dict(zip(fitted.known, fitted.weights.tolist(), strict=True))}
        print(kind, len(own), "cases,", sum(case.wrong for case in own), "wrong")
    if not columns:
        return
    stream = io.StringIO()
    stream.write(HEAD)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["evidence", *CLASSES])
    for name in sorted({name for column in columns.values() for name in column}):
        values = [columns[kind].get(name, 0.0) for kind in CLASSES]
        if not name or max(map(abs, values)) >= LEAST_WEIGHT:
            writer.writerow([name, *(f"{value:.2f}" if abs(value) >= LEAST_WEIGHT else "" for value in values)])
    OUTPUT.write_text(stream.getvalue(), encoding="utf-8")


def _print_curve(kind: str, told: list[tuple[float, bool, str]]) -> None:
    told.sort(key=lambda item: -item[0])
    print(kind, sum(wrong for _, wrong, _ in told), "wrong of", len(told))
    found = alarms = 0
    for odds, wrong, _ in told:
        found, alarms = found + wrong, alarms + (not wrong)
        if not wrong and alarms in (1, 2, 5, 10, 20, 40, 80):
            print(f"  {alarms} false at {odds:.2f}: {found} found")


if __name__ == "__main__":
    main()
