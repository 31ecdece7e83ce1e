"""Fit src/chenyan/lexicons/year_expectation.csv from the right mentions of the constructed texts.

Usage: python tools/build_year_model.py [more labelled files of which every report may be read]

Fitted on the tuning halves of corpora/labelled/years*.jsonl (held-out reports are left out before they are read; of
years_i.jsonl, years_k.jsonl and years_l.jsonl all are held out, of years_j.jsonl none), on
corpora/labelled/years_wordings*.txt and years_slips*.txt, on the sentences of tests/years, and on reports of
corpora/make_sample.py with a seed of its own. A labelled mistake counts with the year that is expected in its place.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from chenyan.corpus import report_from_text
from chenyan.text.fold import fold
from chenyan.years.expectation import SHIFTS
from chenyan.years.reading import open_page
from chenyan.years.surroundings import cues_around

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "chenyan" / "lexicons" / "year_expectation.csv"
HELD_OUT, DEVELOPED = frozenset(("years_i.jsonl", "years_k.jsonl", "years_l.jsonl")), "years_j.jsonl"
UNITS = frozenset(("year", "day", "month", "half", "quarter", "short", "school_year"))
SEED, AGENCIES, SAMPLE_WEIGHT = 5, 40, 0.25  # made sentences repeat: together they must not outweigh the written ones
TESTED_WEIGHT = 0.3  # sentences of tests are chosen for their difficulty
STRENGTH, LEAST_COUNT, LEAST_WEIGHT = 0.6, 3, 0.05
HEAD = """# Weights of the cues around a year for its distance from the reported year (shift-2: two years before it or more).
# Origin: fitted by tools/build_year_model.py from constructed texts of this repository. Date: 2026-11. Licence: MIT.
"""


class Row(NamedTuple):
    """The cues around one right mention, its distance from the reported year, and what the mention counts for."""

    cues: tuple[str, ...]
    shift: int
    weight: float


def rows_of(text: str, year: int, weight: float, wrong: tuple[tuple[int, int, str, Any], ...] = ()) -> Iterator[Row]:
    """Yield the mentions of a report; ``wrong`` lists (start, end, year text, expected year) of the labelled mistakes."""
    page = open_page(report_from_text(text))
    if page.reference.year != year or page.reference.genre == "forward":
        return
    for index, one in enumerate(page.expressions):
        if one.unit not in UNITS:
            continue
        last: int | None = one.last
        words = page.view[one.start : one.end]
        for start, end, said, expected in wrong:
            if one.start < end and one.end > start:
                if said is None:
                    last = None
                elif said in words or words in said or words[:4] in said:
                    last = expected if isinstance(expected, int) else None
        if last is not None:
            yield Row(tuple(cues_around(page, index, year)), max(-2, min(2, last - year)), weight)


def files() -> list[Path]:
    """Return the labelled files of which some reports may be read."""
    return [path for path in sorted((ROOT / "corpora" / "labelled").glob("years*.jsonl")) if path.name not in HELD_OUT]


def items(path: Path, *, whole: bool = False) -> Iterator[tuple[str, int, tuple[tuple[int, int, Any, Any], ...]]]:
    """Yield text, reported year and mistakes of the reports of the tuning half of a labelled file, or of all of it."""
    every = 4 if path.name == "years.jsonl" else 2
    whole = whole or path.name == DEVELOPED
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            number = re.match(r'\{"id": ?"[a-z]+([0-9]+)"', line)
            if number is None or (int(number.group(1)) % every == 0 and not whole):
                continue
            item = json.loads(line)
            text = item["text"]
            wrong = []
            for label in item["mismatches"]:
                start = text.index(label["quote"])
                wrong.append(
                    (start, start + len(label["quote"]), fold(label["year_text"]).text, label["expected_year"])
                )
            for unclear in item["ambiguous"]:
                quote = unclear if isinstance(unclear, str) else unclear["quote"]
                start = text.index(quote)
                wrong.append((start, start + len(quote), None, None))
            yield text, item["report_year"], tuple(wrong)


def labelled(path: Path, *, whole: bool = False) -> Iterator[Row]:
    """Yield the mentions of the tuning half of a labelled file, or of all of it."""
    for text, year, wrong in items(path, whole=whole):
        yield from rows_of(text, year, 1.0, wrong)


def rows_by_hand() -> dict[str, list[Row]]:
    """Return the mentions of each labelled file, of the wordings, and (under no name) of tests and made reports."""
    found = {path.stem: list(labelled(path)) for path in files()}
    for hand, row in written():
        found.setdefault(hand, []).append(row)
    return {**found, "tests": list(tested()), "": list(made())}


def made() -> Iterator[Row]:
    """Yield the mentions of made reports."""
    sys.path.insert(0, str(ROOT / "corpora"))
    from make_sample import make_reports

    for _, text, facts in make_reports(AGENCIES, seed=SEED):
        yield from rows_of(text, facts["year"], SAMPLE_WEIGHT)


def written() -> Iterator[tuple[str, Row]]:
    """Yield hand and mention of the wordings, each in a small report of its genre, once each."""
    sys.path.insert(0, str(ROOT / "corpora" / "labelled"))
    from year_wordings import right, slips

    seen: set[Row] = set()
    for hand, text, year, wrong in (*right(), *slips()):
        for row in rows_of(text, year, 1.0, wrong):
            if row not in seen:
                seen.add(row)
                yield hand, row


_PLACED = ("test_years_sentences", "test_years_wordings", "test_years_variants")
_FRAMED = ("test_years_genre_sentences", "test_years_genres", "test_years_general")


def sentences() -> Iterator[tuple[str, int, tuple[tuple[int, int, Any, Any], ...]]]:
    """Yield reports with the sentences of tests/years that are right, or wrong with a known expected year."""
    sys.path.insert(0, str(ROOT / "tests" / "years"))
    from years_frame import annual_at, listed, unmarked

    texts: list[tuple[str, str, int | None]] = []  # text, sentence with its mark, expected year
    for name in _PLACED:
        module = importlib.import_module(name)
        right = listed(module.RIGHT) if isinstance(module.RIGHT, str) else module.RIGHT
        texts += [(annual_at(part, sentence).text, sentence, None) for part, sentence, *_ in right]
        wrong = listed(module.WRONG) if isinstance(getattr(module, "WRONG", None), str) else []
        wrong += [(part, marked, "", 2022) for part, marked in getattr(module, "WRONG_PLANS", ())]
        texts += [(annual_at(part, unmarked(marked)[0]).text, marked, int(year)) for part, marked, _, year in wrong]
    for name in _FRAMED:
        module = importlib.import_module(name)
        frame = getattr(module, "framed", None) or module.report_of
        right = listed(module.RIGHT) if isinstance(module.RIGHT, str) else module.RIGHT
        for genre, part, sentence, *_ in right:
            report = frame(genre, part, sentence)
            texts.append((report if isinstance(report, str) else report.text, sentence, None))
    for text, marked, expected in texts:
        plain, low, high = unmarked(marked)
        at = text.rfind(plain)
        wrong_at: tuple[tuple[int, int, Any, Any], ...] = ()
        if expected is not None and at >= 0:
            wrong_at = ((at + low, at + high, plain[low:high], expected),)
        yield text, 2021, wrong_at


def tested() -> Iterator[Row]:
    """Yield the mentions of these sentences, once each."""
    seen: set[Row] = set()
    for text, year, wrong in sentences():
        for row in rows_of(text, year, TESTED_WEIGHT, wrong):
            if row not in seen:
                seen.add(row)
                yield row


def fit(rows: list[Row]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the cues, their weights (one row a shift) and the intercepts."""
    counts = Counter(cue for row in rows for cue in set(row.cues))
    cues = sorted(cue for cue, count in counts.items() if count >= LEAST_COUNT)
    at = {cue: index for index, cue in enumerate(cues)}
    indices, ends = [], [0]
    for row in rows:
        indices.extend(sorted(at[cue] for cue in set(row.cues) if cue in at))
        ends.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(cues)))
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(matrix, [row.shift for row in rows], sample_weight=[row.weight for row in rows])
    assert tuple(model.classes_) == SHIFTS
    return cues, model.coef_, model.intercept_


def main() -> None:
    """Write the file."""
    rows = [row for some in rows_by_hand().values() for row in some]
    rows += [row for name in sys.argv[1:] for row in labelled(Path(name), whole=True)]
    cues, weights, base = fit(rows)
    stream = io.StringIO()
    stream.write(HEAD)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["cue", *(f"shift{shift}" for shift in SHIFTS)])
    writer.writerow(["", *(f"{value:.2f}" for value in base)])
    for at, cue in enumerate(cues):
        values = weights[:, at]
        if np.abs(values).max() >= LEAST_WEIGHT:
            writer.writerow([cue, *(f"{value:.2f}" for value in values)])
    OUTPUT.write_text(stream.getvalue(), encoding="utf-8")
    print(f"{len(rows)} mentions, {len(cues)} cues -> {OUTPUT.name}")


if __name__ == "__main__":
    main()
