"""Many words, clauses, parts and reports at once give what each of them gives alone."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chenyan as cy
from chenyan.auditing.judge import make_cases
from chenyan.case import Case
from chenyan.lexicons import read_rows
from chenyan.problems import (
    fault_model,
    halves,
    load_themes,
    pair_model,
    pairing,
    polarity,
    read_problems,
    sieve,
    tagging,
    theme_model,
    themes,
)
from chenyan.problems.grams import GramTable, last_pairs, lay_out
from chenyan.problems.learned import Learned
from chenyan.problems.reading import read_many

TEXT = st.text("不及时更新解读，^$ab\x00\ud800😀", max_size=12)


def forget() -> None:
    """Forget what was found out of words, so that it has to be found again."""
    lexicon = load_themes()
    for known in (
        fault_model.fault_scores,
        sieve.cues_of,
        polarity.deficient,
        halves.words_tell,
        tagging.told_by,
        pairing.told_of,
        theme_model.leanings_of,
    ):
        known.clear()
    for of in (themes._classified, themes._answered, themes._decided):
        of(lexicon).clear()


def grams_in(words: str, longest: int) -> Counter[str]:
    marked = f"^{words}$"
    return Counter(marked[at : at + n] for n in range(1, longest + 1) for at in range(len(marked) - n + 1))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_reports_read_together_are_read_as_each_alone(sample_folder: Path, size: int) -> None:
    reports = list(cy.read_corpus(sample_folder, progress=False))[:60]
    assert len(reports) > 20
    forget()
    alone = [read_problems(report) for report in reports]
    assert sum(len(reading.pairs) for reading in alone) > 20
    forget()
    together = [reading for at in range(0, len(reports), size) for reading in read_many(reports[at : at + size])]
    assert together == alone
    forget()
    found = cy.find_problems(reports, progress=False, readings={reading.report_id: reading for reading in alone[::3]})
    assert sorted(found.readings, key=lambda reading: reading.report_id) == sorted(
        alone, key=lambda reading: reading.report_id
    )


def test_cases_read_together_hold_the_readings_of_each(sample_folder: Path) -> None:
    reports = list(cy.read_corpus(sample_folder, progress=False))[:12]
    cases = make_cases(reports)
    Case.read_together(cases)
    assert cases[3].problems == read_problems(reports[3])
    assert all("problems" in vars(case) for case in cases)
    assert [case.problems for case in cases] == [read_problems(report) for report in reports]


def test_a_report_that_cannot_be_read_does_not_keep_others_from_being_read() -> None:
    text = "五、存在的主要问题及改进情况\n一是更新不够及时。下一步，我镇将每周更新栏目。"
    good = cy.report_from_text(text, year=2022, genre="ogi")
    broken = SimpleNamespace(genre="ogi")  # a report without a text
    cases = [Case(good), Case(broken)]  # type: ignore[arg-type]
    Case.read_together(cases)
    assert cases[0].problems == read_problems(good)
    with pytest.raises(AttributeError):
        _ = cases[1].problems


@given(st.lists(st.text("公开信息更新的了不够慢，\n^a😀\ud800", max_size=12), min_size=1, max_size=6))
def test_what_words_are_about_is_told_of_each(several: list[str]) -> None:
    for words, (grams, characters) in zip(several, pairing._tell(several), strict=True):
        pieces = [[ord(one) + 1 for one in piece] for piece in pairing._STOP.split(words)]
        assert grams == {one << 21 | after for piece in pieces for one, after in pairwise(piece)}
        telling = {one for piece in pieces for one in piece if 0x4E01 <= one <= 0xA000}
        assert characters == telling - {ord(one) + 1 for one in pairing._COMMON}


@given(st.lists(TEXT, min_size=1, max_size=6), st.sampled_from([2, 3]))
def test_grams_laid_out_are_those_of_each_word_once(several: list[str], longest: int) -> None:
    grams = lay_out(several, longest)
    held = [grams_in(words, longest) for words in several]
    names = sorted({gram for one in held for gram in one})
    rows = GramTable(names).rows(grams.keys)
    times = np.where(grams.keys > 0, 1, 0).ravel()
    times[grams.again] = grams.times
    bounds = [*grams.starts.tolist(), len(rows)]
    for at, counted in enumerate(held):
        here = rows[bounds[at] : bounds[at + 1]].ravel().tolist()
        often = times[bounds[at] * longest : bounds[at + 1] * longest].tolist()
        found = [(names[row - 1], n) for row, n in zip(here, often, strict=True) if row]
        assert sorted(found) == sorted(counted.items())


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_last_pairs_are_the_last_ones_each_once(several: list[str]) -> None:
    for words, found in zip(several, last_pairs(several, 6).tolist(), strict=True):
        marked = f"^{words}$"
        pairs = dict.fromkeys([marked[at : at + 2] for at in range(len(marked) - 1)][-6:])
        assert sum(key > 0 for key in found) == len(pairs)


def test_a_table_of_many_grams_finds_each_and_no_other() -> None:
    grams = sorted({gram for row in read_rows("problem_exemplars.csv") for gram in grams_in(row["words"], 3)})
    known, unknown = grams[::2], grams[1::2]
    table = GramTable(known)
    for n in (1, 2, 3):
        ours = [gram for gram in known if len(gram) == n]
        keys = np.array([sum((ord(one) + 1) << 21 * at for at, one in enumerate(gram)) for gram in ours], np.uint64)
        assert [known[row - 1] for row in table.rows(keys).tolist()] == ours
    keys = np.array([sum((ord(one) + 1) << 21 * at for at, one in enumerate(gram)) for gram in unknown], np.uint64)
    assert not table.rows(keys).any()


def test_fault_scores_are_the_sums_of_the_weights() -> None:
    weights = {
        "(bias)": (-0.25, 0.5),
        "不": (1.25, -0.5),
        "^不": (0.1, 0.0),
        "不及时": (2.0, -1.0),
        "时$": (-3.07, 0.03),
    }
    model = fault_model.FaultModel.from_weights((gram, *both) for gram, both in weights.items())
    several = ["不及时", "不不不", "更新", "", "时"]
    for words, scores in zip(several, model.scores(several), strict=True):
        held = grams_in(words, 3)
        for at in (0, 1):
            total = sum(weights[gram][at] for gram in held if gram in weights)
            assert scores[at] == pytest.approx(weights["(bias)"][at] + total / len(held) ** 0.5)


def test_a_sieve_finds_in_many_words_what_it_finds_in_each() -> None:
    found = load_themes()
    patterns = [pattern for *_, pattern in (*found.levels, *found.answers)]
    assert len(patterns) > 64  # more than one number holds the bits of
    strainer = sieve.Sieve(patterns)
    several = [row["words"] for row in read_rows("problem_exemplars.csv")][:400]
    assert [[*places] for places in strainer.found_in_each(several)] == [[*strainer.found_in(w)] for w in several]


@given(st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=4), min_size=1, max_size=4))
def test_a_lead_is_what_a_value_is_ahead_of_the_best_other_one(groups: list[list[float]]) -> None:
    sizes = np.array([len(group) for group in groups])
    found = pair_model._leads(np.array([value for group in groups for value in group]), sizes.cumsum() - sizes, sizes)
    wanted = []
    for group in groups:
        for at, value in enumerate(group):
            others = group[:at] + group[at + 1 :]
            wanted.append(value - max(others, default=0.0))
    assert found.tolist() == wanted


def test_what_is_learned_is_bounded_and_found_once() -> None:
    asked: list[tuple[str, ...]] = []

    def find(several):  # type: ignore[no-untyped-def]
        asked.append(tuple(several))
        return map(len, several)

    known = Learned[int](find, 2)
    known.learn(["a", "bb", "a"])
    known.learn(word for word in ("bb", "ccc"))
    assert known["a"] == 1
    assert asked == [("a", "bb"), ("ccc",)]
    known.learn(["a", "dddd"])  # more than two are known: all are forgotten
    assert asked[2:] == [("a", "dddd")]
    assert dict(known) == {"a": 1, "dddd": 4}
