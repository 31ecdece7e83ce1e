"""Look again at what the rules found, clause by clause, with a model of how such parts are written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from chenyan.problems.drafts import Draft
from chenyan.problems.halves import heading_half, is_prior
from chenyan.problems.items import Clause
from chenyan.problems.lists import split_list
from chenyan.problems.measures import named_ways
from chenyan.problems.polarity import is_solved
from chenyan.problems.talk import find_embedded, is_talk
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.trimming import trim_measure, trim_problem
from chenyan.problems.view import View

__all__ = ["look_again", "votes_of"]

_SHORTEST = 3
_STATED = frozenset({"PB", "PI", "MB", "MI"})  # tags of what belongs to a problem or a measure
_STOPS = "。；\n"
_FAR = 120  # characters after a fault in which it may be told that it is settled
_Span = tuple[int, int]


def look_again(
    view: View,
    clauses: Sequence[Clause],
    problems: list[Draft],
    measures: list[_Span],
    votes: Sequence[str],
    tags: list[str],
    lexicon: ThemeLexicon,
) -> tuple[list[Draft], list[_Span]]:
    """Return the problems and measures after the model had its say; what it leaves as it is keeps its very words.

    ``votes`` are the tags by the rules, ``tags`` those by the model.
    """
    for at, (vote, tag) in enumerate(zip(votes, tags, strict=True)):
        # 扭转…的做法: its form says that a problem is named, and what follows begins the measure
        if vote == "PB" != tag and _only_named(view, clauses[at].start, clauses[at].end, lexicon):
            tags[at] = "PB"
            if tags[at + 1 : at + 2] == ["MI"]:
                tags[at + 1] = "MB"
    if [tag if tag in _STATED else "" for tag in tags] == votes:
        return problems, measures
    if problems and "PB" not in tags:
        return problems, measures  # that nothing is admitted takes more than a model's word
    kept: list[Draft] = []
    deeds: list[_Span] = []
    for first, last in _runs(tags):
        start, end = clauses[first].start, clauses[last].end
        kind = tags[first][0]
        after = votes[last + 1] if last + 1 < len(votes) else ""
        same = votes[first : last + 1] == list(tags[first : last + 1]) and after != f"{kind}I"
        if kind == "P":
            inside = [draft for draft in problems if draft.start >= start and draft.end <= end] if same else []
            # 针对人员力量薄弱等现状，明确…: where problems are stated, what a measure names only says them again
            if not inside and problems and start > problems[-1].end and _only_named(view, start, end, lexicon):
                continue
            kept += inside or _new_problems(view, start, end, lexicon, single=first == last)
        else:
            if first == last and not votes[first] and is_talk(view.text[start:end]):
                continue
            spans = [span for span in measures if span[0] >= start and span[1] <= end] if same else []
            deeds += spans or _new_measures(view, start, end, single=first == last)
    return _placed(clauses, kept), sorted(set(deeds))


def votes_of(clauses: Sequence[Clause], problems: Iterable[_Span], measures: Iterable[_Span]) -> list[str]:
    """Return the tag that the spans give to each clause, empty where they leave it out."""
    votes = [""] * len(clauses)
    starts, ends = [clause.start for clause in clauses], [clause.end for clause in clauses]
    for kind, spans in (("P", problems), ("M", measures)):
        for start, end in spans:
            first = True
            for at in range(bisect_right(ends, start), bisect_left(starts, end)):
                low, high = starts[at], ends[at]
                shared = (end if end < high else high) - (start if start > low else low)
                if shared >= _SHORTEST or shared >= high - low > 0:
                    votes[at] = kind + ("B" if first or votes[at][:1] == kind else "I")
                    first = False
    return votes


def _runs(tags: Sequence[str]) -> list[_Span]:
    """Return the first and last clause of each problem and measure."""
    runs: list[_Span] = []
    for at, tag in enumerate(tags):
        if tag[1:] == "B":
            runs.append((at, at))
        elif tag[1:] == "I":
            runs[-1] = (runs[-1][0], at)
    return runs


def _new_problems(view: View, start: int, end: int, lexicon: ThemeLexicon, *, single: bool) -> list[Draft]:
    """Return the problems of a run of clauses; one clause may list several, or name one as what a measure answers."""
    named = [(low, high) for low, high, _ in find_embedded(view, start, end, lexicon)] if single else []
    drafts: list[Draft] = []
    # a heading admits nothing, nor does what was found last year and is settled
    if heading_half(view.text[start:end]) or _is_settled(view, start, end):
        return drafts
    for whole in named or [(start, end)]:
        low, high = trim_problem(view, *whole)
        for piece in split_list(view, low, high, lexicon) if single and high - low >= _SHORTEST else [(low, high)]:
            low, high = trim_problem(view, *piece)
            if high - low >= _SHORTEST:
                decided = lexicon.decide(view.text[low:high].replace("\n", ""))
                drafts.append(Draft(low, high, "problem", tuple(theme for theme, _ in decided), 0.8))
    return drafts


def _is_settled(view: View, start: int, end: int) -> bool:
    """Say whether the sentence around a fault tells of an earlier year, and that the fault is no more."""
    begin = max(view.masked.rfind(mark, 0, start) for mark in _STOPS) + 1
    close = view.masked.find("。", end, end + _FAR)
    sentence = view.text[begin : close if close >= 0 else end + _FAR]
    return is_prior(sentence) and is_solved(sentence)


def _only_named(view: View, start: int, end: int, lexicon: ThemeLexicon) -> bool:
    """Say whether a run of clauses states nothing but what a measure answers (针对…等现状, 纠正…的问题)."""
    return any(high >= end - 1 for _, _, high in find_embedded(view, start, end, lexicon))


def _new_measures(view: View, start: int, end: int, *, single: bool) -> list[_Span]:
    """Return the measures of a run of clauses."""
    start, end = trim_measure(view, start, end)
    if end - start < _SHORTEST:
        return []
    return (named_ways(view, start, end) if single else []) or [(start, end)]


def _placed(clauses: Sequence[Clause], drafts: Iterable[Draft]) -> list[Draft]:
    """Give each draft the number of its list item, from 0; problems of unmarked prose are items of their own."""
    marks = [clause.start for clause in clauses if clause.style]
    placed: list[Draft] = []
    keys: dict[tuple[str, int], int] = {}
    for at, draft in enumerate(sorted(drafts, key=lambda found: found.start)):
        opened = bisect_right(marks, draft.start)
        key = ("item", opened) if opened else ("place", draft.place) if draft.place >= 0 else ("new", at)
        placed.append(draft._replace(place=keys.setdefault(key, len(keys))))
    return placed
