"""Fit src/chenyan/lexicons/year_verdict.csv: how far each piece of evidence speaks for a wrong year.

Usage: python tools/build_year_verdict.py [--check]

Right and wrong years come from the tuning halves of corpora/labelled/years*.jsonl (held-out reports are left out before
they are read) and from the right wordings; more wrong ones are made by swapping the year of a right mention. What the
surroundings lead to expect is told by a model that was fitted without the texts of the same hand (and of a few others:
hands are left out in groups). ``--check`` writes
nothing and prints, for each hand, what a verdict fitted without it finds there at rising numbers of false alarms.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
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
from chenyan.years.verdict import CLASSES, UNITS, candidate

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "chenyan" / "lexicons" / "year_verdict.csv"
GROUPS = 6  # a model a hand would take minutes more, and tell little else
STRENGTH, LEAST_COUNT, LEAST_WEIGHT, SWAP_WEIGHT, TESTED_WEIGHT, SEED = 0.1, 4, 0.02, 0.05, 0.5, 7
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


def cases_of(
    text: str, year: int, hand: str, wrong: tuple[tuple[int, int, Any, Any], ...], *, swap: bool = True
) -> Iterator[Case]:
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
        yield Case(hand, kind, cues, base, max(-2, min(2, one.last - year)), wrong, weight)


def all_cases() -> list[Case]:
    """Return the cases of all hands and of the right wordings."""
    found: list[Case] = []
    for path in sorted((ROOT / "corpora" / "labelled").glob("years*.jsonl")):
        for text, year, wrong in surroundings.items(path):
            found += cases_of(text, year, path.stem, wrong)
    sys.path.insert(0, str(ROOT / "corpora" / "labelled"))
    from year_wordings import right, slips

    for hand, text, year, _ in right():
        found += cases_of(text, year, hand, ())
    for hand, text, year, slipped in slips():
        found += (case for case in cases_of(text, year, hand, slipped, swap=False) if case.wrong)
    seen: set[tuple[object, ...]] = set()
    for text, year, wrong in surroundings.sentences():
        for case in cases_of(text, year, "tests", wrong, swap=False):
            key = case.kind, case.cues, case.wrong
            if key not in seen:
                seen.add(key)
                found.append(case._replace(weight=TESTED_WEIGHT))
    return found


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


def fit(names: list[frozenset[str]], cases: list[Case]) -> tuple[list[str], np.ndarray, float]:
    """Return the evidence, its weights and the intercept."""
    counts = Counter(name for some in names for name in some)
    known = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(matrix(names, known), [c.wrong for c in cases], sample_weight=[c.weight for c in cases])
    return known, model.coef_[0], float(model.intercept_[0])


def main() -> None:
    """Write the file, or check by leaving out one hand at a time."""
    cases = all_cases()
    hands = sorted({case.hand for case in cases})
    by_hand = surroundings.rows_by_hand()
    shared = [row for name, rows in by_hand.items() if name == "" for row in rows]
    models: dict[frozenset[str], Expectation] = {}
    named = sorted(name for name in by_hand if name)

    groups = {hand: frozenset(named[at % GROUPS :: GROUPS]) for at, hand in enumerate(named)}

    def without(*left: str) -> Expectation:
        key = frozenset().union(*(groups[hand] for hand in left))
        if key not in models:
            rows = [row for name, some in by_hand.items() if name and name not in key for row in some]
            models[key] = Expectation([*rows, *shared])
        return models[key]

    if "--check" in sys.argv:
        for kind in CLASSES:
            told: list[tuple[float, bool, str]] = []
            for hand in hands:
                if hand in ("wordings", "tests"):  # chosen for their difficulty
                    continue
                train = [case for case in cases if case.kind == kind and case.hand != hand]
                known, weights, base = fit([without(hand, case.hand).names(case) for case in train], train)
                test = [case for case in cases if case.kind == kind and case.hand == hand and case.weight == 1.0]
                sums = matrix([without(hand).names(case) for case in test], known) @ weights + base
                told += [(float(value), case.wrong, hand) for value, case in zip(sums, test, strict=True)]
            _print_curve(kind, told)
        return
    columns: dict[str, dict[str, float]] = {}
    for kind in CLASSES:
        train = [case for case in cases if case.kind == kind]
        known, weights, base = fit([without(case.hand).names(case) for case in train], train)
        columns[kind] = {"": base, **dict(zip(known, weights.tolist(), strict=True))}
        print(kind, len(train), "cases,", sum(case.wrong for case in train), "wrong")
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
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for odds, wrong, hand in told:
        (found if wrong else alarms)[hand] += 1
        if (not wrong and sum(alarms.values()) in (1, 2, 3, 5, 8, 12, 20)) or (sum(found.values()) % 10 == 0 and wrong):
            print(f"  {sum(alarms.values())} false at {odds:.2f}: {sum(found.values())} found {dict(found)}")


if __name__ == "__main__":
    main()
