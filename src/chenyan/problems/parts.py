"""Read parts on problems, many at once: one step on all of them before the next.

What a step has to find out of the words of all parts is found together, so that it costs little a clause; a part alone
is read by the same steps, to the same result.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from chenyan.problems.drafts import Draft, make_draft
from chenyan.problems.fault_model import fault_scores
from chenyan.problems.halves import Marked, assign_halves, group_items, words_tell
from chenyan.problems.items import Clause, split_items
from chenyan.problems.measures import Unit, drop_embedded, join_means, measure_units, split_units
from chenyan.problems.pair_model import Question, probabilities_each
from chenyan.problems.pairing import PAIRED, Pairer, told_of
from chenyan.problems.polarity import deficient, is_deficient
from chenyan.problems.reconsider import look_again, votes_of
from chenyan.problems.sieve import cues_of
from chenyan.problems.statements import ProblemReader
from chenyan.problems.tagging import Chain, best_tags_each, clause_features, told_by
from chenyan.problems.theme_model import leanings_of
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.view import View, build_view

__all__ = ["Part", "read_parts", "undisturbed"]

Span = tuple[int, int]


class Part:
    """The part on problems at ``text[start:end]``, on its way to ``problems``, ``measures`` and ``pairs``.

    ``spans`` are where measures stand; ``pairs`` are indexes of a problem and of a measure that answers it.
    """

    def __init__(self, text: str, start: int, end: int, year: int | None) -> None:
        self.view: View = build_view(text, start, end)
        self.year = year
        self.clauses: list[Clause] = split_items(self.view)
        self.problems: list[Draft] = []
        self.spans: list[Span] = []
        self.measures: list[Draft] = []
        self.pairs: list[tuple[int, int]] = []
        self._stated: list[str] = []
        self._units: list[Unit] = []

    def find_problems(self, lexicon: ThemeLexicon) -> list[str]:
        """Tell problems and measures apart, and find the problems; returns their words."""
        marked = assign_halves(self.clauses, self.year)
        deeds = [mark for mark in marked if mark.half == "measures"]
        deeds, embedded = drop_embedded(self.view, deeds, lexicon)
        self._units = measure_units(self.view, deeds)
        reader = ProblemReader(self.view, lexicon)
        groups = group_items([mark for mark in marked if mark.half == "problems"])
        for group in groups[_preface(groups) :]:
            reader.read(group)
        # where problems are listed, what a measure names only says them again
        for low, high in embedded if not any(draft.confidence > 0.6 for draft in reader.drafts) else ():
            for start, end in _comma_pieces(self.view, low, high):
                reader.place += 1
                reader.add(start, end, confidence=0.75)
        self.problems = _distinct(reader.drafts)
        self._stated = [draft.words(self.view) for draft in self.problems]
        return self._stated

    def name_themes(self, lexicon: ThemeLexicon) -> None:
        """Give the problems their themes."""
        decisions = lexicon.decisions
        self.problems = [
            draft.on(tuple([theme for theme, _ in decisions[words]]))
            for draft, words in zip(self.problems, self._stated, strict=True)
        ]

    def deeds(self) -> list[str]:
        """Return the words of which it is asked which problems they answer."""
        return [self._words(piece) for pieces, _ in self._units if len(pieces) > 1 for piece in pieces]

    def leaning(self, lexicon: ThemeLexicon) -> list[str]:
        """Return those of ``deeds`` of which it is also asked what they lean to."""
        self._pairer = Pairer(self.view, self.problems, lexicon)
        return [words for words in self.deeds() if self._pairer.leans(words, PAIRED)]

    def find_measures(self) -> None:
        """Find where the measures stand."""
        self.spans = split_units(self.view, self._units, self._pairer)

    def chain(self, lexicon: ThemeLexicon) -> Chain:
        """Return what the model of parts is asked: each clause, what tells of it, and what the rules made of it."""
        votes = votes_of(self.clauses, [(draft.start, draft.end) for draft in self.problems], self.spans)
        scores = fault_scores.each([clause.text for clause in self.clauses])
        return Chain(self.clauses, *clause_features(self.clauses, self.year, lexicon, scores), votes)

    def reconsider(self, votes: Sequence[str], tags: list[str], lexicon: ThemeLexicon) -> list[str]:
        """Change what the model of parts would have otherwise; returns the words of the measures."""
        self.problems, spans = look_again(self.view, self.clauses, self.problems, self.spans, votes, tags, lexicon)
        self.spans = join_means(self.view, spans)
        return [self._words(span) for span in self.spans]

    def question(self, lexicon: ThemeLexicon) -> Question | None:
        """Return what the model of pairs is asked."""
        if self.problems != self._pairer.problems:
            self._pairer = Pairer(self.view, self.problems, lexicon)
        return self._pairer.question(self.spans)

    def faults(self) -> list[str]:
        """Return the problems as they stand."""
        return [self.view.text[draft.start : draft.end] for draft in self.problems]

    def pair(self, likely: npt.NDArray[np.float64] | None, lexicon: ThemeLexicon) -> None:
        """Take the measures, and which problems they answer by the model of pairs."""
        for place, span in enumerate(self.spans):
            themes = lexicon.classify_measure(self._words(span))[:3]
            self.measures.append(make_draft((*span, "measure", themes, 0.9, place, False)))
        answers = self._pairer.answers(self.spans, likely)
        self.pairs = sorted((index, place) for place, answered in enumerate(answers) for index in answered)

    def _words(self, span: Span) -> str:
        return self.view.text[slice(*span)].replace("\n", "")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no collector of dead cycles run for a while: reading makes a great many small records, and none in a cycle."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()


@undisturbed()
def read_parts(parts: Sequence[Part], lexicon: ThemeLexicon) -> None:
    """Read some parts to the end."""
    clauses = [*dict.fromkeys([clause.text for part in parts for clause in part.clauses])]
    cues_of.learn(clauses)
    lacking, scores = deficient.each(clauses), fault_scores.each(clauses)
    words_tell.learn(clauses)
    told_by.learn(clauses)
    # of these all themes will be asked for
    lexicon.learn([
        words for words, lacks, (fault, _) in zip(clauses, lacking, scores, strict=True) if lacks or fault > 0
    ])  # fmt: skip
    lexicon.learn([words for part in parts for words in part.find_problems(lexicon)])
    for part in parts:
        part.name_themes(lexicon)
    told_of.learn([words for part in parts for words in part.faults()])
    _learn_measures([words for part in parts for words in part.deeds()], lexicon)
    leanings_of.learn([words for part in parts for words in part.leaning(lexicon)])
    for part in parts:
        part.find_measures()
    chains = [part.chain(lexicon) for part in parts]
    deeds: list[str] = []
    for part, chain, tags in zip(parts, chains, best_tags_each(chains), strict=True):
        deeds += part.reconsider(chain.votes, tags, lexicon)
    _learn_measures(deeds, lexicon)
    leanings_of.learn(deeds)
    told_of.learn([words for part in parts for words in part.faults()])
    questions = [part.question(lexicon) for part in parts]
    likely = iter(probabilities_each([question for question in questions if question is not None]))
    for part, question in zip(parts, questions, strict=True):
        part.pair(next(likely) if question is not None else None, lexicon)


def _learn_measures(words: Sequence[str], lexicon: ThemeLexicon) -> None:
    lexicon.learn_measures(words)
    told_of.learn(words)


def _preface(groups: Sequence[Sequence[Marked]]) -> int:
    """Return how many groups of clauses stand before a list without belonging to it."""
    listed = [at for at, group in enumerate(groups) if group[0].clause.style]
    # what stands before a list that begins with its first item is its preface
    if len(listed) < 2 or groups[listed[0]][0].clause.value != 1:
        return 0
    # a list of faults set off by ；, and their causes after it
    if any(sum(mark.clause.closing[:1] in ("；", ";") for mark in group) >= 2 for group in groups[: listed[0]]):
        return 0
    return listed[0]


def _comma_pieces(view: View, start: int, end: int) -> list[Span]:
    """Split at commas where every piece states a deficiency of its own."""
    pieces = []
    at = start
    for match in re.finditer(r"[，,]", view.masked[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    pieces.append((at, end))
    if all(high - low >= 4 and is_deficient(view.text[low:high]) for low, high in pieces):
        return pieces
    return [(start, end)]


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in text order, overlaps removed."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept
