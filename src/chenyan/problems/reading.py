"""Read one report: locate the part, split it, and return its problems, measures and pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chenyan.corpus.report import Report
from chenyan.problems.drafts import Draft
from chenyan.problems.fault_model import fault_score, fault_scores
from chenyan.problems.halves import assign_halves, group_items
from chenyan.problems.items import split_items
from chenyan.problems.locate import problem_places
from chenyan.problems.measures import drop_embedded, join_means, measure_spans, pair_measures
from chenyan.problems.pairing import Pairer
from chenyan.problems.polarity import is_deficient
from chenyan.problems.reconsider import reconsider
from chenyan.problems.sieve import cues_of
from chenyan.problems.statements import ProblemReader
from chenyan.problems.themes import ThemeLexicon, load_themes
from chenyan.problems.view import View, build_view


@dataclass(frozen=True, slots=True)
class Statement:
    """One problem or measure: where it stands, its themes (best first) and how sure the reading is.

    ``kind`` is problem or measure; ``place`` the number of the list item, from 0.
    """

    start: int
    end: int
    kind: str
    themes: tuple[str, ...] = ()
    confidence: float = 0.9
    place: int = -1


@dataclass(frozen=True, slots=True)
class ProblemReading:
    """What one report admits and promises.

    ``pairs`` holds (index of a problem, index of a measure); ``none_stated`` is true where the part was read and
    admits nothing; ``skip_reason`` says why there was nothing to read (then all else is empty).
    """

    report_id: str
    problems: tuple[Statement, ...] = ()
    measures: tuple[Statement, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    none_stated: bool = False
    skip_reason: str = ""
    skip_reason_zh: str = ""
    start: int = -1
    end: int = -1

    def answers(self, measure: int) -> tuple[int, ...]:
        """Return the problems that a measure answers."""
        return tuple(p for p, m in self.pairs if m == measure)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The problems that no measure answers."""
        answered = {p for p, _ in self.pairs}
        return tuple(i for i in range(len(self.problems)) if i not in answered)

    @property
    def orphans(self) -> tuple[int, ...]:
        """The measures that answer no stated problem."""
        used = {m for _, m in self.pairs}
        return tuple(i for i in range(len(self.measures)) if i not in used)


def read_body(
    text: str, start: int, end: int, *, year: int | None, lexicon: ThemeLexicon
) -> tuple[list[Draft], list[Draft], list[tuple[int, int]], View]:
    """Read ``text[start:end]``, the part on problems; returns problems, measures, pairs and the view they refer to."""
    view = build_view(text, start, end)
    clauses = split_items(view)
    marked = assign_halves(clauses, year)
    texts = [clause.text.replace("\n", "") for clause in clauses]
    cues_of.learn(texts)
    fault_scores.learn(texts)
    lexicon.learn([words for words in texts if is_deficient(words) or fault_score(words) > 0])  # will all be asked for
    reader = ProblemReader(view, lexicon)
    p_marks = [mark for mark in marked if mark.half == "problems"]
    m_marks = [mark for mark in marked if mark.half == "measures"]
    m_marks, embedded = drop_embedded(view, m_marks, lexicon)
    groups = group_items(p_marks)
    listed = [at for at, group in enumerate(groups) if group[0].clause.style]
    # what stands before a list that begins with its first item is its preface
    begin = listed[0] if len(listed) >= 2 and groups[listed[0]][0].clause.value == 1 else 0
    if any(sum(mark.clause.closing[:1] in ("；", ";") for mark in group) >= 2 for group in groups[:begin]):
        begin = 0  # a list of faults set off by ；, and their causes after it
    for group in groups[begin:]:
        reader.read(group)
    # where problems are listed, what a measure names only says them again
    for low, high in embedded if not any(draft.confidence > 0.6 for draft in reader.drafts) else ():
        for start_at, end_at in _comma_pieces(view, low, high):
            reader.place += 1
            reader.add(start_at, end_at, confidence=0.75)
    problems = _distinct(reader.drafts)
    pairer = Pairer(view, problems, lexicon)
    spans = measure_spans(view, m_marks, pairer)
    problems, spans = reconsider(view, clauses, problems, spans, year, lexicon)
    if problems != pairer.problems:
        pairer = Pairer(view, problems, lexicon)
    measures, pairs = pair_measures(view, join_means(view, spans), pairer, lexicon)
    return problems, measures, pairs, view


def _comma_pieces(view: View, start: int, end: int) -> list[tuple[int, int]]:
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


def read_problems(report: Report, *, themes: ThemeLexicon | str | Path | None = None) -> ProblemReading:
    """Read what one report admits and what it promises.

    Parameters
    ----------
    report : Report
        The report to read.
    themes : ThemeLexicon or path, optional
        The theme lexicon; without it, the packaged one.

    Returns
    -------
    ProblemReading
        Problems and measures in text order, and which measure answers which problem.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.problems import read_problems
    >>> text = "五、存在的主要问题及改进情况\\n一是更新不够及时；二是解读形式单一。下一步，我镇将每周更新栏目。"
    >>> report = cy.report_from_text(text, year=2022, genre="ogi")
    >>> reading = read_problems(report)
    >>> [report.text[p.start:p.end] for p in reading.problems]
    ['更新不够及时', '解读形式单一']
    >>> reading.pairs
    ((0, 0),)
    """
    lexicon = themes if isinstance(themes, ThemeLexicon) else load_themes(themes)
    places = problem_places(report)
    if not places:
        return ProblemReading(
            report.report_id,
            skip_reason="no part or passage on problems was found",
            skip_reason_zh="未找到存在问题的部分或段落",
        )
    problems: list[Statement] = []
    measures: list[Statement] = []
    pairs: list[tuple[int, int]] = []
    for start, end in places:
        found, answers, paired, view = read_body(report.text, start, end, year=report.year, lexicon=lexicon)
        pairs += [(p + len(problems), m + len(measures)) for p, m in paired]
        problems += [_final(draft, view) for draft in found]
        measures += [_final(draft, view) for draft in answers]
    return ProblemReading(
        report.report_id,
        tuple(problems),
        tuple(measures),
        tuple(sorted(pairs)),
        none_stated=not problems,
        start=places[0][0],
        end=places[-1][1],
    )


def _final(draft: Draft, view: View) -> Statement:
    start, end = view.span(draft.start, draft.end)
    return Statement(start, end, draft.kind, draft.themes, draft.confidence, draft.place)
