"""Which of many patterns can match some words at all, by the characters without which they cannot.

Dozens of patterns are asked about each clause, and nearly all of them find nothing. What each needs is read from it once:
of every alternative some character or pair, or one of a few, has to stand in the words. One look-up a character and pair
then leaves the few patterns that are worth a search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, reduce
from itertools import chain
from operator import add, or_

import numpy as np
import numpy.typing as npt

from chenyan.problems.grams import GramTable, lay_out
from chenyan.problems.learned import Learned
from chenyan.text.openings import LOOKS, QUANTIFIER, Openings, alternatives, closing, first_characters

__all__ = ["Cues", "Sieve", "cues_of", "may_find", "needed", "share"]

# the commonest characters of such clauses, to be avoided as what tells one pattern from others
_COMMON = "公开的信在不息进问一题改要主存有政情年作况工及人对务发我上办部区度解全制县新业员以查三项分个下时到目单布内与众等专行和"
_OFTEN = {character: len(_COMMON) / (at + 1) for at, character in enumerate(_COMMON)}
_WORDS = frozenset(
    [
        "工作",
        "信息",
        "公开",
        "政府",
        "政务",
        "部门",
        "单位",
        "问题",
        "群众",
        "情况",
        "内容",
        "方面",
        "没有",
        "不够",
        "进一",
        *(
            "解读",
            "申请",
            "意见",
            "更新",
            "培训",
            "学习",
            "宣传",
            "落实",
            "要求",
            "编制",
            "集中",
            "任务",
            "安排",
            "检查",
        ),
        *("人员", "业务", "调整", "提升"),
    ]
)
_LONGEST = 2  # characters of a gram
_WORD, _WHOLE = 64, (1 << 64) - 1  # bits of a number of an array
_FEW = 20  # words that are faster gone through one by one
_SETTLED, _MAY_HOLD = 1, 2  # bits of what a gram says of a list of patterns
_PAIR = 0.2  # what a pair costs, where two characters come together by chance


@lru_cache(maxsize=8192)
def _gram_cost(gram: str) -> float:
    """Return how often, roughly, words hold a character or pair."""
    often = min([1.0 + _OFTEN.get(one, 0.0) for one in gram])
    return often if len(gram) == 1 or gram in _WORDS else often * _PAIR


def _cost(grams: frozenset[str]) -> float:
    """Return how often, roughly, words hold one of these characters and pairs."""
    return sum(map(_gram_cost, grams))


@lru_cache(maxsize=1024)  # the same group stands in many patterns
def needed(pattern: str) -> frozenset[str] | None:
    """Return characters and pairs of which each match of a pattern holds at least one, or None where nothing can be said.

    Examples
    --------
    >>> sorted(needed("(?:公开)?工作[^，]{0,6}(?:起步|处[于在])|缺(?=人)"))
    ['处于', '处在', '缺', '起步']
    >>> needed("[^，]{1,4}$") is None
    True
    """
    found: set[str] = set()
    for branch in alternatives(pattern):
        if branch.isalnum():
            # nothing but characters: the rarest pair of them
            found.add(min(map(add, branch, branch[1:]), key=_gram_cost, default=branch))
            continue
        best = min((part for part in _parts(branch) if part), key=_cost, default=None)
        if best is None:
            return None
        found |= best
    return frozenset(found)


def _parts(branch: str) -> Iterator[frozenset[str] | None]:
    """Yield for each part of an alternative that cannot be left out what it needs, as far as that can be said."""
    at = 0
    before: Iterable[str] = ()  # the characters of which one stands right before
    while at < len(branch):
        char = branch[at]
        end = closing(branch, at) if char in "[(" else at + 2 if char == "\\" else at + 1
        part = branch[at:end]
        many = QUANTIFIER.match(branch, end)
        at = end if many is None else many.end()
        if part.startswith(LOOKS):
            continue  # it takes no room
        if many is not None and (many.group()[0] in "?*" or many.group(1) in ("", "0")):
            before = ()
            continue
        opens, others = first_characters(part)
        if others is None:
            yield frozenset([one + after for one in before for after in opens])
        if part.startswith("(?:"):
            yield needed(part[3:-1])
        elif part.startswith("(?P<"):
            yield needed(part[part.index(">") + 1 : -1])
        elif others is None:
            yield opens
        before = opens if many is None and others is None and not part.startswith("(") else ()


def _needs_of(patterns: Sequence[re.Pattern[str]]) -> _Needs:
    """Return what the patterns need, a bit for each in their order."""
    bits: dict[str, int] = {}
    always = 0
    for at, pattern in enumerate(patterns):
        grams = needed(pattern.pattern) if pattern.flags == re.UNICODE else None
        if grams is None:
            always |= 1 << at
        for gram in grams or ():
            bits[gram] = bits.get(gram, 0) | 1 << at
    return _Needs(bits, always, len(patterns))


class _Needs:
    """By gram the bits of what needs it, for one clause and for many; ``always`` are the bits of what needs none."""

    def __init__(self, bits: dict[str, int], always: int, n_bits: int) -> None:
        self._bits, self._always = bits, always
        self._n_words = -(-max(1, n_bits) // _WORD)

    @cached_property
    def _table(self) -> tuple[GramTable, npt.NDArray[np.uint64]]:
        """The rows of the grams, and their bits, 64 to a column; row 0 is that of all other grams."""
        short = [gram for gram in self._bits if len(gram) <= _LONGEST]
        columns = [[0, *(self._bits[gram] >> _WORD * n & _WHOLE for gram in short)] for n in range(self._n_words)]
        return GramTable(short), np.array(columns, np.uint64).T.copy()

    def of(self, words: str) -> int:
        """Return the bits of the patterns that some words may hold."""
        return reduce(or_, filter(None, map(self._bits.get, chain(words, map(add, words, words[1:])))), self._always)

    def of_each(self, several: Sequence[str]) -> Iterable[int]:
        """Return the bits for each of some words, which is faster than one by one."""
        if len(several) < _FEW:
            return map(self.of, several)
        table, bits = self._table
        grams = lay_out(several, _LONGEST, once=False)
        rows = table.rows(grams.keys).ravel()
        found = np.bitwise_or.reduceat(bits.take(rows, axis=0), grams.firsts, axis=0)
        total = found[:, 0].tolist()
        for n in range(1, self._n_words):
            total = [low | high << _WORD * n for low, high in zip(total, found[:, n].tolist(), strict=True)]
        return [bits | self._always for bits in total] if self._always else total


class Sieve:
    """Patterns, to be asked which of them are found in some words.

    Parameters
    ----------
    patterns : sequence of compiled patterns
        Without flags.

    Examples
    --------
    >>> sieve = Sieve([re.compile("缺(?:乏|少)"), re.compile("[^，]{2}滞后"), re.compile("滞后$")])
    >>> [*sieve.found_in("更新滞后，人手不足")]
    [1]
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._searches = [pattern.search for pattern in patterns]
        self._needs = _needs_of(patterns)

    def found_in(self, words: str) -> Iterator[int]:
        """Yield the places of the patterns that are found, in their order."""
        return self._found(words, self._needs.of(words))

    def found_in_each(self, several: Sequence[str]) -> Iterator[Iterator[int]]:
        """Yield for each of some words the places of the patterns that are found, in their order."""
        return map(self._found, several, self._needs.of_each(several))

    def _found(self, words: str, left: int) -> Iterator[int]:
        while left:
            at = (left & -left).bit_length() - 1
            if self._searches[at](words) is not None:
                yield at
            left &= left - 1


class Cues:
    """A long list of patterns, to be asked whether any of them is found in some words.

    A pattern that is nothing but a character or two is found with them; of the others it is asked only where what they
    need stands in the words.

    Parameters
    ----------
    patterns : iterable of str
        As for ``Openings``, which ``openings`` is.

    Examples
    --------
    >>> [*Cues(["不够", "缺(?!省)"]).found_in_each(["更新不够", "缺省值", "缺人"])]
    [True, False, True]
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        listed = [one for pattern in patterns for one in alternatives(pattern)]
        self.openings = Openings(listed)
        bits: dict[str, int] = {}
        always = 0
        for one in listed:
            settles = one.isalnum() and len(one) <= _LONGEST
            grams = frozenset([one]) if settles else needed(one)
            if grams is None:
                always = _MAY_HOLD
            for gram in grams or ():
                bits[gram] = bits.get(gram, 0) | (_SETTLED if settles else _MAY_HOLD)
        self._needs = _Needs(bits, always, 2)

    def found_in_each(self, several: Sequence[str]) -> Iterator[bool]:
        """Yield for each of some words whether any pattern is found."""
        if len(several) < _FEW:
            yield from map(self.openings.found_in, several)
            return
        for words, bits in zip(several, self._needs.of_each(several), strict=True):
            yield bits & _SETTLED != 0 or (bits != 0 and self.openings.found_in(words))


_shared: list[re.Pattern[str]] = []


def share(pattern: re.Pattern[str]) -> int:
    """Have the words of a clause looked at for a pattern together with those of all other steps.

    Returns
    -------
    int
        The bit that stands for the pattern in what ``may_find`` returns.
    """
    if pattern not in _shared:
        _shared.append(pattern)
        _shared_needs.cache_clear()
        cues_of.clear()
    return 1 << _shared.index(pattern)


@cache
def _shared_needs() -> _Needs:
    return _needs_of(_shared)


cues_of = Learned[int](lambda several: _shared_needs().of_each(several), 16384)


def may_find(words: str) -> int:
    """Return the bits of the shared patterns that some words may hold; a match of any other would be in vain.

    Examples
    --------
    >>> bits = [share(re.compile(pattern)) for pattern in ("滞后(?!性)", "缺乏|缺少")]
    >>> [may_find("更新滞后") & bit > 0 for bit in bits]
    [True, False]
    """
    return cues_of[words]
