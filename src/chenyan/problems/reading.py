"""Read reports: locate the parts on problems, and return their problems, measures and pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from chenyan.corpus.report import Report
from chenyan.problems.drafts import Draft
from chenyan.problems.locate import problem_places
from chenyan.problems.parts import Part, read_parts, undisturbed
from chenyan.problems.themes import ThemeLexicon, load_themes
from chenyan.problems.view import View


class Statement(NamedTuple):
    """One problem or measure: where it stands, its themes (best first) and how sure the reading is.

    ``kind`` is problem or measure; ``place`` the number of the list item, from 0.
    """

    start: int
    end: int
    kind: str
    themes: tuple[str, ...] = ()
    confidence: float = 0.9
    place: int = -1


_statement = partial(tuple.__new__, Statement)  # in half the time


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
    part = Part(text, start, end, year)
    read_parts([part], lexicon)
    return part.problems, part.measures, part.pairs, part.view


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
    return read_many([report], themes=themes)[0]


@undisturbed()
def read_many(reports: Sequence[Report], *, themes: ThemeLexicon | str | Path | None = None) -> list[ProblemReading]:
    """Read some reports, as ``read_problems`` reads each; together they are read faster."""
    lexicon = themes if isinstance(themes, ThemeLexicon) else load_themes(themes)
    places = [problem_places(report) for report in reports]
    parts = [
        [Part(report.text, *place, report.year) for place in found]
        for report, found in zip(reports, places, strict=True)
    ]
    read_parts([part for several in parts for part in several], lexicon)
    return [
        _reading(report.report_id, found, several)
        for report, found, several in zip(reports, places, parts, strict=True)
    ]


def _reading(report_id: str, places: Sequence[tuple[int, int]], parts: Sequence[Part]) -> ProblemReading:
    """Put together what the parts of a report say."""
    if not places:
        return ProblemReading(
            report_id,
            skip_reason="no part or passage on problems was found",
            skip_reason_zh="未找到存在问题的部分或段落",
        )
    problems: list[Statement] = []
    measures: list[Statement] = []
    pairs: list[tuple[int, int]] = []
    for part in parts:
        pairs += [(p + len(problems), m + len(measures)) for p, m in part.pairs]
        problems += [_final(draft, part.view) for draft in part.problems]
        measures += [_final(draft, part.view) for draft in part.measures]
    return ProblemReading(
        report_id,
        tuple(problems),
        tuple(measures),
        tuple(sorted(pairs)),
        none_stated=not problems,
        start=places[0][0],
        end=places[-1][1],
    )


def _final(draft: Draft, view: View) -> Statement:
    start, end, kind, themes, confidence, place, _ = draft
    return _statement((*view.span(start, end), kind, themes, confidence, place))
