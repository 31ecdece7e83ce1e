"""Tell by example which clauses begin a problem or a measure, go on with it, or do neither: a linear-chain model.

Each clause is told by its place, marks, cues and neighbours (``clause_features``); the weights are fitted from the labelled
development halves (``tools/build_tagger.py``) and are a plain table, one feature a line. The decisions of the rules enter
when the best way through all clauses is sought: each clause is drawn to the tag that the rules gave it, so that the model
has to be sure to leave it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import chain, compress, islice, pairwise, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_rows
from chenyan.problems.causes import CAUSE, CIRCUMSTANCE, EFFECT
from chenyan.problems.halves import turns_at, words_tell
from chenyan.problems.items import Clause
from chenyan.problems.learned import Learned, remember
from chenyan.problems.pairing import CONTINUES, GENERIC
from chenyan.problems.polarity import (
    is_deficient,
    is_plainly_deficient,
)
from chenyan.problems.sieve import share
from chenyan.problems.statements import PARALLEL, TEMPORAL
from chenyan.problems.talk import AIM, TALK, is_aim, is_talk
from chenyan.problems.themes import ThemeLexicon

__all__ = [
    "CONTEXTS",
    "PACKAGED",
    "TAGS",
    "VALUES",
    "Chain",
    "Features",
    "best_tags",
    "best_tags_each",
    "clause_features",
    "packaged_tagger",
    "told_by",
]

PACKAGED = "problem_tagger.csv"
# lead; a problem begins, goes on; other words among problems; a measure begins, goes on; other words among measures
TAGS = ("L", "PB", "PI", "PX", "MB", "MI", "MX")
CONTEXTS = ("mark", "comma", "semi", "stop", "nl", "colon", "none")
TRUST = 2.0  # how much a tag given by the rules weighs; chosen by leaving one hand out
_VOTED = {"": [0, 3, 6], "PB": [1], "PI": [2], "MB": [4], "MI": [5]}  # the tags that agree with one of the rules
_GO_ON = [2, 5]
_VOTES = {vote: at for at, vote in enumerate(_VOTED)}
_CONTEXT_AT = {context: at for at, context in enumerate(CONTEXTS)}
_ASPECT = re.compile(r"[\u4e00-\u9fff]{1,12}方面|[\u4e00-\u9fff]{2,3}[上中里]|[与同和][^，。；]{2,40}相比较?")
_ASPECT_ENDS = frozenset("面上中里比较")
_CLIP = 5.0
_MOST_KNOWN = 16384  # clauses of which it is kept what they tell
_STRONG = frozenset({"staffing", "staff_skills", "resources", "secrecy_review"})
_CLOSINGS = (("nl", "\n"), ("stop", "。！？!?."), ("semi", "；;"), ("colon", "：:"), ("comma", "，,"))
_STARTS = {
    "eff": re.compile(
        r"从而|进而|甚至|以致|以至|影响|导致|致使|造成|使得?|让|令|无法|难以|不能|不便|给|容易|极易|引发|引起"
    ),
    "conn": re.compile(r"但|却|而|且|并|同时|此外|另外|加之|加上|尤其|特别|比如|例如|其中|如"),
    "deed": re.compile(
        r"继续|不断|进一步|持续|着力|努力|积极|认真|切实|大力|加大|加强|加快|完善|健全|巩固|强化|优化|拓宽|丰富|严格|深化|抓好|做好|组织|开展|建立|制定|实行|推行|推动|推进|设立|开设|增设|举办|邀请|落实|明确|安排|把|将|对|按|每|统一|定期|全面|印发|修订|利用|依托|通过|围绕|针对"
    ),
    "turnword": re.compile(r"下一?步|下一?阶段|明年|来年|今后|接下来|新的一年|为此|对此|针对|下一年"),
    "effect": EFFECT,
    "continues": CONTINUES,
}
_HOLDS = {
    "wish": re.compile(r"有待|亟待|还需|仍需|尚需|还要|仍要|需要?进一步|还应|空间"),
    "will": re.compile(r"(?<![即必])将(?!近|来)|拟|打算|计划|准备|(?<![主重需])要(?!求|点|素)"),
    "prior": re.compile(r"上一?年度?|去年|往年|前一年|历年"),
    "done": re.compile(r"已(?:经)?[\u4e00-\u9fff]{2}|了[\u4e00-\u9fff\d]"),
    "aspect": re.compile(r"(?:方面|上|中|来看|里)$"),
    "cause": CAUSE,
    "circ": CIRCUMSTANCE,
    "generic": GENERIC,
    "par": PARALLEL,
    "num": re.compile(r"[\d一二三四五六七八九十百]{1,5}(?:个|条|件|次|名|家|项|天|人|%|％|成)"),
    "noun": re.compile(r"问题|不足|短板"),
    "temporal": TEMPORAL,
}
_SAYS = ("praise", "opener", "solved", "none", "vague")
# what is asked of the words of a clause, by the bit of the pattern without which it cannot be so
_ASKS: dict[int, tuple[str, Callable[[str], Any]]] = {
    share(TALK): ("talk", is_talk),
    share(AIM): ("aim", is_aim),
    **{share(pattern): (name, pattern.match) for name, pattern in _STARTS.items()},
    **{share(pattern): (name, pattern.search) for name, pattern in _HOLDS.items()},
}
_ASKED = sum(_ASKS)
_LONGER = (4, 7, 11, 16, 24)
_LENGTHS = tuple(f"len:{at}" for at in range(len(_LONGER) + 1))
# features that are no mere yes or no
VALUES = (
    "fault", "deed", "share", "comma:fault", "comma:deed", "mark:fault", "mark:deed", "turned:fault", "turned:deed",
    "theme:other:sure", "next:fault",
)  # fmt: skip
_Array = npt.NDArray[np.float64]
Names = tuple[str, ...]


class _Groups(dict[Names, int]):
    """The number of each group of names, and the sums of their weights in a table that grows."""

    def __init__(self) -> None:
        super().__init__()
        self._table: _Array = np.zeros((0, len(TAGS)))

    def __missing__(self, names: Names) -> int:
        found = self[names] = len(self)
        return found

    def names(self) -> list[Names]:
        """Return the groups by their numbers."""
        return [*self]

    def weights(self) -> _Array:
        """Return the sum of the weights of each group."""
        if len(self._table) < len(self):
            rows, weights = _tables()[:2]
            new = [np.add.reduce(weights.take([*map(rows.get, names, repeat(0))], axis=0), axis=0)
                   for names in islice(self, len(self._table), None)]  # fmt: skip
            self._table = np.concatenate([self._table, np.stack(new)])
        return self._table


_groups = _Groups()
# what is so of a clause and its numbers
_AFTER_COMMA, _IS_MARKED, _IS_TURNED, _BEFORE_COMMA, _IS_DEED, _IS_PARALLEL, _IS_ASPECT = (1 << bit for bit in range(7))
_ENDINGS, _STOPS, _STOPS_MORE = ("colon", "nl", "stop", "none"), ("stop", "nl"), ("stop", "nl", "semi")
_THEMED, _SAME_THEME, _UNTHEMED = (_groups[names] for names in (("themed",), ("themed", "theme:same"), ("unthemed",)))
_OTHER_THEME, _OTHER_STRONG = _groups["themed", "theme:other"], _groups["themed", "theme:other", "theme:other:strong"]
_NEXT_MARK = _groups["next:mark",]
_NEXT_DEFICIENT = _groups["next:def", "next:def:nodef"], _groups["next:def", "next:def:def"]
_TRUSTED = np.zeros((len(_VOTED), len(TAGS)))  # what a vote of the rules adds to each tag
for _vote, _tags in _VOTED.items():
    _TRUSTED[_VOTES[_vote], _tags] = TRUST
_TRUSTED[_VOTES["PB"], _GO_ON[0]] = -TRUST  # two faults are not run together lightly
_BEGINS = np.zeros(len(TAGS))
_BEGINS[_GO_ON] = -1e6  # nothing goes on before it has begun


class Features(NamedTuple):
    """What tells the tags of the clauses of a part: the names of what is so, in groups, and what its numbers are made of.

    ``groups`` holds the numbers of the groups, as ``_groups`` knows them;
    ``starts`` says where the groups of each clause begin, ``flags`` which of its numbers count; ``others`` holds how sure
    it is that a clause is on another theme.
    """

    groups: list[int]
    starts: list[int]
    flags: list[int]
    scores: Sequence[tuple[float, float]]
    others: list[tuple[int, float]]

    def as_dicts(self) -> list[dict[str, float]]:
        """Return for each clause all features that are not 0."""
        out: list[dict[str, float]] = []
        values, names_of = _values([self]), _groups.names()
        for low, high, row in zip(self.starts, [*self.starts[1:], len(self.groups)], values.tolist(), strict=True):
            names = dict.fromkeys(chain.from_iterable(names_of[group] for group in self.groups[low:high]), 1.0)
            out.append(names | {name: value for name, value in zip(VALUES, row, strict=True) if value})
        return out


@remember
def _closing(closing: str) -> str:
    for kind, marks in _CLOSINGS:
        if any(mark in closing for mark in marks):
            return kind
    return "none"


class _Words(NamedTuple):
    """What the words of a clause alone tell: a group of names, and what else is asked of it."""

    group: int
    flags: int
    deficient: bool
    opens: bool
    turn: bool | None
    half: str


_words = partial(tuple.__new__, _Words)  # in half the time


def _tell(words: str) -> _Words:
    deficient, (cues, opens, praises, solved, _, none, vague, turn, half) = is_deficient(words), words_tell[words]
    names = ["plain"] if deficient and is_plainly_deficient(words) else []
    names += compress(_SAYS, (praises, opens, solved, none, vague))
    left = cues & _ASKED
    while left:
        name, says = _ASKS[left & -left]
        if says(words):
            names.append(name)
        left &= left - 1
    flags = _IS_PARALLEL * ("par" in names) | _IS_DEED * ("deed" in names)
    if words[-1:] in _ASPECT_ENDS and _ASPECT.fullmatch(words):
        flags |= _IS_ASPECT
    names.append(_LENGTHS[bisect_right(_LONGER, len(words))])
    return _words((_groups[tuple(names)], flags, deficient, opens, turn, half))


told_by = Learned[_Words](lambda several: map(_tell, several), _MOST_KNOWN)


@cache
def _frame(
    item: bool, place: int, sentence: int, before: str, closing: str, deficit: bool, faults: int, before_deficient: bool
) -> int:
    """Return the group of the features that the place of a clause decides; there are few places."""
    inside, kind = f"item{int(item)}:", "def" if deficit else "nodef"
    names = [f"{inside}pos{place}", f"{inside}sent{sentence}", f"prev:{before}", f"own:{closing}"]
    names += [f"{inside}prev:{before}", f"{inside}own:{closing}"]
    names += [kind, f"{kind}:prev:{before}", f"{kind}:{inside}pos{min(place, 2)}"]
    if deficit:
        names += [f"def:{inside}sent{sentence}", f"def:n{faults}", *["def:prevdef"] * before_deficient]
    return _groups[tuple(names)]


@cache
def _standing(turned: bool, opened: bool, headed: str) -> int:
    """Return the group of the features of what came before in the part."""
    names = ["bias", "turned" if turned else "unturned"]
    if opened:
        names.append("opened")
    if headed:
        names.append(f"headed:{headed}")
    return _groups[tuple(names)]


def clause_features(
    clauses: Sequence[Clause], year: int | None, lexicon: ThemeLexicon, scores: Sequence[tuple[float, float]]
) -> tuple[Features, list[str]]:
    """Return the features of each clause, and what stands before it: a list mark, or the punctuation of the clause before.

    ``scores`` holds the log odds of a fault and of a deed for each clause.
    """
    groups: list[int] = []
    starts: list[int] = []
    flags: list[int] = []
    others: list[tuple[int, float]] = []
    contexts: list[str] = []
    turned = opened = item = before_deficient = False
    place = sentence = faults = last_value = 0
    headed = last_style = last_theme = ""
    styles: set[str] = set()
    before = "nl"
    standing = _standing(turned, opened, headed)
    decide = lexicon.decisions.__getitem__
    known = told_by.each([clause.text for clause in clauses])
    last = len(clauses) - 1
    for at, (clause, (told, flag, deficit, opens, turn, half), (fault, _)) in enumerate(
        zip(clauses, known, scores, strict=True)
    ):
        _, _, words, closed_by, style, value, line_start, _, _ = clause
        closing = _closing(closed_by)
        marks: Names = ()
        if style:
            item, place, sentence, last_theme = True, 0, 0, ""
            marks = ("st", f"st:{style}")
            if style == last_style and value == last_value + 1:
                marks += ("st:cont",)
            if value == 1:
                marks += ("st:one",)
                if style in styles:
                    marks += ("st:restart",)
            if turned:
                marks += ("st:turned",)
            styles.add(style)
            last_style, last_value = style, value
        elif line_start:
            item, place, sentence, last_theme = False, 0, 0, ""
            marks = ("line",)
        else:
            place += 1
            sentence += before in ("stop", "nl")
        starts.append(len(groups))
        groups += (
            standing,
            _frame(
                item, place if place < 3 else 3, sentence if sentence < 2 else 2, before, closing, deficit,
                faults if faults < 3 else 3, before_deficient,
            ),
            told,
        )  # fmt: skip
        heading = half if line_start or style or closing in _ENDINGS else ""
        if heading:
            marks += (f"head:{heading}",)
        turns = turns_at(clauses, at, year) if turn is None else turn
        if turns:
            marks += ("turns",)
        if marks:
            groups.append(_groups[marks])
        if turned:
            flag |= _IS_TURNED
        if style:
            flag |= _IS_MARKED
        if before == "comma":
            flag |= _AFTER_COMMA
        if deficit or fault > 0:
            decided = decide(words)
            if decided:
                theme, sure = decided[0]
                if not last_theme:
                    groups.append(_THEMED)
                    last_theme = theme
                elif last_theme == theme:
                    groups.append(_SAME_THEME)
                else:
                    groups.append(_OTHER_STRONG if theme in _STRONG else _OTHER_THEME)
                    others.append((at, sure))
            else:
                groups.append(_UNTHEMED)
        if at < last:
            if clauses[at + 1].style:
                groups.append(_NEXT_MARK)
            elif closing == "comma":
                flag |= _BEFORE_COMMA
                if known[at + 1].deficient:
                    groups.append(_NEXT_DEFICIENT[deficit])
        flags.append(flag)
        contexts.append("mark" if style else before)
        if turns or opens or heading:
            turned, opened = turned or turns, opened or opens
            if heading == "measures":
                headed, turned = heading, True
            elif heading == "problems":
                headed, turned = heading, False
            standing = _standing(turned, opened, headed)
        faults = int(deficit) if closing in _STOPS or style else faults + deficit
        if closing in _STOPS_MORE and not item:
            last_theme = ""
        before, before_deficient = closing, deficit
    return Features(groups, starts, flags, scores, others), contexts


@cache
def packaged_tagger() -> tuple[dict[str, int], _Array, _Array]:
    """Return the rows of the features, their weights (n_features, n_tags), and the steps (n_contexts, n_tags, n_tags)."""
    rows: dict[str, int] = {}
    weights: list[list[float]] = []
    steps = np.zeros((len(CONTEXTS), len(TAGS), len(TAGS)))
    for row in read_rows(PACKAGED):
        values = [float(row[tag]) for tag in TAGS]
        if row["from"]:
            steps[CONTEXTS.index(row["feature"]), TAGS.index(row["from"])] = values
        else:
            rows[row["feature"]] = len(weights)
            weights.append(values)
    forbid(steps)
    return rows, np.array(weights), steps


@cache
def _tables() -> tuple[dict[str, int], _Array, _Array, _Array]:
    """Return the packaged tables laid out for use.

    The rows of the names, their weights (row 0: of no known feature), the weights of the values, and the steps by context;
    what leads to a tag stands in its row.
    """
    rows, weights, steps = packaged_tagger()
    nothing = np.zeros((1, len(TAGS)))
    numbers = np.array([weights[rows[name]] if name in rows else nothing[0] for name in VALUES])
    into = np.ascontiguousarray(steps.transpose(0, 2, 1))
    return {name: at + 1 for name, at in rows.items()}, np.vstack([nothing, weights]), numbers, into


def forbid(steps: _Array) -> None:
    """Rule out that something goes on which has not begun."""
    for begins, goes_on in (("PB", "PI"), ("MB", "MI")):
        for tag in TAGS:
            if tag not in (begins, goes_on):
                steps[:, TAGS.index(tag), TAGS.index(goes_on)] -= 1e6


def best_tags(
    clauses: Sequence[Clause], features: Features, contexts: Sequence[str], votes: Sequence[str]
) -> list[str]:
    """Return the best tag of each clause, by the best way through all of them (Viterbi); ``votes`` are the rules' tags."""
    return best_tags_each([Chain(clauses, features, contexts, votes)])[0]


class Chain(NamedTuple):
    """The clauses of a part, their features and contexts, and the tags that the rules gave them."""

    clauses: Sequence[Clause]
    features: Features
    contexts: Sequence[str]
    votes: Sequence[str]


def best_tags_each(chains: Sequence[Chain]) -> list[list[str]]:
    """Return the best tags for each of some parts, as ``best_tags``."""
    lengths = [len(one.clauses) for one in chains]
    if not any(lengths):
        return [[] for _ in chains]
    into = _tables()[3]
    # all first clauses, then all second ones: in order of length, so that those which are not through yet stand first
    order = sorted(range(len(chains)), key=lambda at: -lengths[at])
    each = np.array(lengths)
    ranks = np.empty(len(chains), np.intp)
    ranks[order] = np.arange(len(chains))
    steps = np.arange(each.sum()) - np.repeat(each.cumsum() - each, each)
    firsts = np.bincount(steps).cumsum() - np.bincount(steps)
    places = firsts[steps] + np.repeat(ranks, each)
    local = np.empty((len(places), len(TAGS)))
    local[places] = _local(chains)
    contexts = np.empty(len(places), np.intp)
    contexts[places] = [_CONTEXT_AT[context] for one in chains for context in one.contexts]
    ways = into.take(contexts, axis=0)
    starts = firsts.tolist()
    value = local[: len(local) if len(starts) == 1 else starts[1]] + _BEGINS
    for low, high in pairwise([*starts[1:], len(local)]):
        here, step = value[: high - low], ways[low:high]
        step += here[:, None]
        np.maximum.reduce(step, 2, out=here)
        here += local[low:high]
    # back from the best end of each part, one clause of all parts after the other
    tags = np.empty(len(local), np.intp)
    way = value.argmax(axis=1)
    for low, high in pairwise([len(local), *reversed(starts)]):
        tags[high:low] = way[: low - high]
        way[: low - high] = ways[np.arange(high, low), way[: low - high]].argmax(axis=1)
    found, told = [], tags[places].tolist()
    for end, length in zip(each.cumsum().tolist(), lengths, strict=True):
        found.append([TAGS[tag] for tag in told[end - length : end]])
    return found


def _values(several: Sequence[Features]) -> _Array:
    """Return the numbers that ``VALUES`` names of each clause of several parts."""
    lengths = [len(found.flags) for found in several]
    flags = np.fromiter(chain.from_iterable([found.flags for found in several]), np.intp)
    known = chain.from_iterable([found.scores for found in several])
    scores = np.fromiter(chain.from_iterable(known), float).reshape(-1, 2)
    np.maximum(np.minimum(scores, _CLIP, out=scores), -_CLIP, out=scores)
    each = np.array(lengths)
    firsts = each.cumsum() - each
    share = (np.arange(len(flags)) - np.repeat(firsts, each)) / np.repeat(np.maximum(each - 1, 1), each)
    other = np.zeros(len(flags))
    for first, found in zip(firsts.tolist(), several, strict=True):
        for at, sure in found.others:
            other[first + at] = sure
    fault = scores[:, 0]
    # a verb of deeds at the beginning goes by the same name, and stands for the odds
    columns = [fault, scores[:, 1] * (flags & _IS_DEED == 0), share]
    for so in (_AFTER_COMMA, _IS_MARKED, _IS_TURNED):
        columns.extend((scores * (flags & so > 0)[:, None]).T)
    return np.column_stack([*columns, other, np.append(fault[1:], 0.0) * (flags & _BEFORE_COMMA > 0)])


def _local(chains: Sequence[Chain]) -> _Array:
    """Return what speaks for each tag of each clause, whatever stands around it."""
    groups: list[int] = []
    starts: list[int] = []
    votes: list[int] = []
    for one in chains:
        begin = len(groups)
        starts += [begin + start for start in one.features.starts]
        groups += one.features.groups
        votes += map(_VOTES.__getitem__, one.votes)
    local: _Array = np.add.reduceat(_groups.weights().take(groups, axis=0), starts, axis=0)
    # added one by one: the same to the last bit however many clauses there are
    for column, number in zip(_values([one.features for one in chains]).T, _tables()[2], strict=True):
        local += column[:, None] * number
    local += _TRUSTED.take(votes, axis=0)
    voted, flags = np.array(votes), np.array([flag for one in chains for flag in one.features.flags])
    # …有待提高, …不多: complete in itself
    local[(voted == _VOTES["PB"]) & (flags & _IS_PARALLEL > 0), 1] += TRUST / 2
    # 人员方面，专职人员不足; 内容上，补齐村级财务: what it is said of
    local[np.ix_((voted == _VOTES[""]) & (flags & _IS_ASPECT > 0), [1, 4])] -= 1e6
    return local
