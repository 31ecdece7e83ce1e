"""Read one report: locate the part, split it, and return its problems, measures and pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from chenyan.corpus.report import Report
from chenyan.problems.halves import Marked, assign_halves
from chenyan.problems.items import split_items
from chenyan.problems.locate import problem_places
from chenyan.problems.pairing import CONTINUES, GENERIC, PAIRED, Pairer
from chenyan.problems.polarity import is_deficient
from chenyan.problems.statements import (
    Draft,
    ProblemReader,
    find_embedded,
    group_items,
    is_aim,
    is_talk,
)
from chenyan.problems.themes import ThemeLexicon, load_themes
from chenyan.problems.trimming import trim_measure
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


_BARE_HEADING = 22
_LONGEST = 300  # characters of a clause in which a list of ways is sought
# what may stand between two clauses of one measure
_JOINED = re.compile(r"[，,、；;]{0,3}(?:并且?|且|同时|还?将|还|也)?")
_GOES_ON = re.compile(r"(?:确保|做到|实现|使|让|从而|以便|形成|达到|促进|逐[项一]|限时)")
_PLAN = re.compile(
    r"(?:继续|不断|进一步|持续|着力|努力|积极|认真|切实|大力|加大|加强|加快|完善|健全|巩固|强化|优化|拓宽|丰富|严格|深化|抓好|做好|组织|开展)(?!提[高升])"
)
# 将通过设立直报群、推行一事一答、开展实训等方式加以解决
_WAYS = re.compile(
    r"(?:通过|采取|采用|运用|借助)(?P<ways>[^，。；：]{4,60}、[^，。；：]{3,100}?)等(?:多种|一系列|有效)?(?:方式|措施|办法|手段|途径|举措|形式|渠道)(?:[^，。；：]{0,14})$"
)


def _named_ways(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """Return the deeds that a list of ways names, or the list as a whole where its parts are no deeds."""
    pieces = []
    at = start
    for match in re.finditer("、", view.masked[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    pieces.append((at, end))
    return pieces if all(high - low >= 5 for low, high in pieces) else [(start, end)]


def _measure_units(view: View, group: list[Marked]) -> list[list[tuple[int, int]]]:
    """Return the parts of a measure item, each as its comma pieces; talk is left out."""
    units: list[list[tuple[int, int]]] = [[]]
    for mark in group:
        clause = mark.clause
        start, end = trim_measure(view, clause.start, clause.end)
        words = view.text[start:end]
        ways = _WAYS.search(view.masked, start, end) if end - start <= _LONGEST else None
        if ways is not None:
            units[-1] += _named_ways(view, *ways.span("ways"))
            if clause.ends_part:
                units.append([])
            continue
        announces = clause.closing[:1] in ("：", ":") and len(words) <= 30 and not mark.clause.style
        if end - start >= (4 if mark.clause.style else 5) and not is_talk(words) and not announces:
            units[-1].append((start, end))
        if clause.ends_part:
            units.append([])
    return [unit for unit in units if unit]


def _drop_embedded(
    view: View, marked: list[Marked], lexicon: ThemeLexicon
) -> tuple[list[Marked], list[tuple[int, int]]]:
    """Take problems that are only named inside measures out of the clauses of the measure half."""
    problems: list[tuple[int, int]] = []
    kept: list[Marked] = []
    runs: list[list[Marked]] = []
    for mark in marked:
        if runs and runs[-1][-1].clause.end <= mark.clause.start and not runs[-1][-1].clause.ends_part:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    for run in runs:
        low, high = run[0].clause.start, run[-1].clause.end
        found = find_embedded(view, low, high, lexicon)
        problems += [(start, end) for start, end, _ in found]
        stops = [(start, stop) for start, _, stop in found]
        for mark in run:
            clause = mark.clause
            if not any(clause.end > start - 8 and clause.end <= stop for start, stop in stops):
                kept.append(mark)
    return kept, problems


def read_body(
    text: str, start: int, end: int, *, year: int | None, lexicon: ThemeLexicon
) -> tuple[list[Draft], list[Draft], list[tuple[int, int]], View]:
    """Read ``text[start:end]``, the part on problems; returns problems, measures, pairs and the view they refer to."""
    view = build_view(text, start, end)
    marked = assign_halves(split_items(view), year)
    reader = ProblemReader(view, lexicon)
    p_marks = [mark for mark in marked if mark.half == "problems"]
    m_marks = [mark for mark in marked if mark.half == "measures"]
    m_marks, embedded = _drop_embedded(view, m_marks, lexicon)
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
    measures, pairs = _read_measures(view, m_marks, problems, lexicon)
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


def _read_measures(
    view: View, marks: list[Marked], problems: list[Draft], lexicon: ThemeLexicon
) -> tuple[list[Draft], list[tuple[int, int]]]:
    pairer = Pairer(view, problems, lexicon)
    units: list[tuple[list[tuple[int, int]], bool]] = []
    for group in group_items(marks):
        is_list = bool(group[0].clause.style)
        found = _measure_units(view, group)
        if (
            is_list
            and len(found) > 1
            and all("；" not in m.clause.closing and ";" not in m.clause.closing for m in group)
        ):
            # what follows the first full stop explains it; a bare heading takes its explanation along
            short = found[0][-1][1] - found[0][0][0] <= _BARE_HEADING
            found = [found[0] + found[1]] if short else found[:1]
        # parts set apart by ； are a list too: their commas join what belongs together
        is_list = is_list or sum(mark.clause.closing[:1] in ("；", ";") for mark in group) >= 2
        units += [(unit, is_list) for unit in found]
    spans: list[tuple[int, int]] = []
    deeds = [piece for pieces, _ in units for piece in pieces if not is_aim(view.text[slice(*piece)])]
    if (
        len(deeds) == len(problems) >= 2
        and not any(is_list for _, is_list in units)
        and all(end - start >= 4 and GENERIC.search(view.text, start, end) is None for start, end in deeds)
        and not any(_GOES_ON.match(view.text, start, end) for start, end in deeds)
    ):
        spans = deeds  # as many deeds in a row as problems: one each
    else:
        for pieces, is_list in units:
            spans += _split_unit(view, pieces, pairer, is_list)
    spans = sorted(set(spans))
    measures = []
    for place, (start, end) in enumerate(spans):
        words = view.text[start:end].replace("\n", "")
        measures.append(Draft(start, end, "measure", lexicon.classify_measure(words)[:3], 0.9, place))
    chosen = pairer.pair(spans)
    pairs = [(index, place) for place, answered in enumerate(chosen) for index in answered]
    return measures, sorted(pairs)


def _split_unit(view: View, pieces: list[tuple[int, int]], pairer: Pairer, is_list: bool) -> list[tuple[int, int]]:
    """Split a unit at the commas where its pieces answer different problems; in a list only on strong grounds."""
    out: list[tuple[int, int]] = []
    current: dict[int, float] = {}
    for start, end in pieces:
        words = view.text[start:end]
        if is_aim(words) and out:
            continue
        scores = pairer.scores(start, end)
        top = max(scores, default=0.0)
        answered = {index: score for index, score in enumerate(scores) if score >= PAIRED and score >= top - 0.08}
        adjacent = bool(out) and _JOINED.fullmatch(view.text, out[-1][1], start) is not None
        kept = max((scores[index] for index in current), default=0.0)
        if not adjacent:
            split = True
        elif is_list:
            split = (
                bool(answered)
                and bool(current)
                and not set(answered) & set(current)
                and top >= 0.75
                and top >= kept + 0.35
            )
        elif not pairer.problems:
            # plans without a problem: each clause with a deed of its own is one
            split = len(words) >= 5 and _PLAN.match(words) is not None
        elif GENERIC.search(words):
            split = GENERIC.search(view.text[out[-1][0] : out[-1][1]]) is None
        else:
            same = bool(set(answered) & set(current)) and top < kept + 0.15
            # 固定一名专人，每周更新栏目: what looks like a continuation may plainly answer another problem
            other = (
                bool(current) and bool(answered) and not set(answered) & set(current) and top >= max(0.75, kept + 0.3)
            )
            split = not same and ((len(words) >= 7 and CONTINUES.match(words) is None) or (other and len(words) >= 6))
        if split:
            out.append((start, end))
            current = answered
        else:
            out[-1] = (out[-1][0], end)
            current = current or answered
    return out


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
