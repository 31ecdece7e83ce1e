"""Search a long list of alternatives by the characters with which each can begin.

A regular expression of a thousand alternatives is tried at every character of a text. Most characters open none of them,
and the others but a few: what opens with a character is kept together and compiled when that character is first met. What
is found is what ``re.compile("|".join(patterns))`` finds, match by match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

__all__ = [
    "LOOKS",
    "QUANTIFIER",
    "NamedPatterns",
    "Openings",
    "alternatives",
    "closing",
    "first_characters",
    "one_of",
    "opening_signs",
    "spread",
]

QUANTIFIER = re.compile(r"[?*+][?+]?|\{(\d*)(?:,\d*)?\}[?+]?")
_LEAST_ZERO = frozenset("?*")
_SIMPLE = re.compile(r"[^\\^\]\[-]+")  # a class that lists its characters
_KINDS = frozenset("dDsSwW")
_PLACES = frozenset("bBAZ0123456789xuUN")  # what is no character, one of an earlier group, or spelled out
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_ANY = r"[\s\S]"


def closing(pattern: str, at: int) -> int:
    """Return where the class or group that opens at a place ends, behind its bracket."""
    if pattern[at] == "[":
        at += 1 + (pattern[at + 1] == "^")
        at += pattern[at] == "]"
        while pattern[at] != "]":
            at += 2 if pattern[at] == "\\" else 1
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = closing(pattern, at) if pattern[at] in "[(" else at + (2 if pattern[at] == "\\" else 1)
    return at + 1


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern.

    Examples
    --------
    >>> alternatives("缺(?:乏|少)|[|、]|薄弱")
    ['缺(?:乏|少)', '[|、]', '薄弱']
    """
    found, begin, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] in "[(":
            at = closing(pattern, at)
        elif pattern[at] == "\\":
            at += 2
        elif pattern[at] == "|":
            found.append(pattern[begin:at])
            begin = at = at + 1
        else:
            at += 1
    found.append(pattern[begin:])
    return found


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of words that finds what their list finds; those with one first character are tried together.

    Examples
    --------
    >>> one_of(["场次", "人次", "场", "人"])
    '场(?:次|)|人(?:次|)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    # only words that open alike can match at one place, so their order is all that counts
    return "|".join(
        re.escape(first) + (f"(?:{'|'.join(map(re.escape, rest))})" if len(rest) > 1 else re.escape(rest[0]))
        for first, rest in rests.items()
    )


def _firsts(pattern: str) -> tuple[set[str], bool]:
    """Return with what a pattern can begin, characters and classes in brackets, and whether it can be empty."""
    found: set[str] = set()
    empty = False
    for branch in alternatives(pattern):
        at = 0
        nothing = True
        while nothing and at < len(branch):
            char, nothing = branch[at], False
            end = closing(branch, at) if char in "[(" else at + 2 if char == "\\" else at + 1
            part = branch[at:end]
            opens = {part}
            if char == "[" and _SIMPLE.fullmatch(part, 1, len(part) - 1):
                opens = set(part[1:-1])
            elif char == "(" and part.startswith("(?:"):
                opens, nothing = _firsts(part[3:-1])
            elif char in "^$" or part.startswith(LOOKS):
                opens, nothing = set(), True
            elif char in "(." or part[1:] in _PLACES:
                opens = {_ANY}
            elif char == "\\":
                opens = {f"[{part}]"} if part[1:] in _KINDS or part[1:].isalpha() else {part[1:]}
            many = QUANTIFIER.match(branch, end)
            if many is not None:
                end = many.end()
                nothing = nothing or many.group()[0] in _LEAST_ZERO or many.group(1) in ("", "0")
            found |= opens
            at = end
        empty = empty or nothing
    return found, empty


def first_characters(pattern: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """Return the characters with which a match can begin, and what matches further ones.

    Examples
    --------
    >>> opens, others = first_characters("(?<!从)未|缺(?:乏|少)|(?:还|仍)?需|[^，]{1,4}不足")
    >>> sorted(opens), others.pattern
    (['仍', '未', '缺', '还', '需'], '[^，]')
    """
    found, empty = _firsts(pattern)
    classes = sorted({_ANY} if empty else {one for one in found if len(one) > 1})
    return frozenset(one for one in found if len(one) == 1), re.compile("|".join(classes)) if classes else None


def spread(pattern: str) -> str:
    """Return a pattern that finds the same, its alternatives written out so that each begins with a character.

    Among such alternatives ``re`` skips what none can begin with, which is several times faster. Where that cannot be had,
    the pattern is returned as it is.

    Examples
    --------
    >>> spread("(?:还|仍)?需要?|[较很]少$")
    '还需要?|仍需要?|需要?|较少$|很少$'
    >>> spread("[^，]少|多")
    '[^，]少|多'
    """
    found: list[str] = []
    for branch in alternatives(pattern):
        several = _spread(branch)
        if several is None:
            return pattern
        found += several
    return "|".join(found)


def _spread(branch: str) -> list[str] | None:
    """Return the alternatives that an alternative stands for, or None where one would not begin with a character."""
    if not branch:
        return None
    char = branch[0]
    end = closing(branch, 0) if char in "[(" else 2 if char == "\\" else 1
    part, many = branch[:end], QUANTIFIER.match(branch, end)
    if many is not None and many.group() != "?":
        return None
    rest = branch[many.end() if many is not None else end :]
    if part.startswith("(?:"):
        opens = alternatives(part[3:-1])
    elif char == "[" and _SIMPLE.fullmatch(part, 1, end - 1):
        opens = [re.escape(one) for one in part[1:-1]]
    elif char in "[(^$." or (char == "\\" and part[1:].isalnum()):
        return None
    elif many is None:
        return [branch]
    else:
        opens = [part]
    found: list[str] = []
    for one in [*opens, ""] if many is not None else opens:
        several = _spread(one + rest)
        if several is None:
            return None
        found += several
    return found


_Entry = tuple[tuple[str, ...], "re.Pattern[str] | None"]


class _Buckets(dict[str, tuple[_Entry, ...]]):
    """By first character, what can match there in its order; made when the character is first met.

    An entry holds words and the pattern that comes after them; words need no compiling.
    """

    def __init__(self, listed: list[str], own: dict[str, list[int]], shared: dict[int, re.Pattern[str]]) -> None:
        super().__init__()
        self._listed, self._own, self._shared = listed, own, shared

    def __missing__(self, char: str) -> tuple[_Entry, ...]:
        here: list[_Entry] = []
        words: tuple[str, ...] = ()
        for at in sorted({*self._own.get(char, ()), *(at for at, opens in self._shared.items() if opens.match(char))}):
            one = self._listed[at]
            if one.isalnum():
                words += (one,)
            else:
                here.append((words, _compiled(one)))
                words = ()
        if words:
            here.append((words, None))
        found = self[char] = tuple(here)
        return found


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Openings:
    """A list of patterns, searched as one alternation in its order.

    Parameters
    ----------
    patterns : iterable of str
        Regular expressions without groups that are referred to, flags of their own, or empty matches.

    Examples
    --------
    >>> faults = Openings(["不(?!断)", "薄弱|滞后"])
    >>> faults.search("更新滞后，不全").group()
    '滞后'
    >>> [found.group() for found in faults.finditer("不断滞后，不全")]
    ['滞后', '不']
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        listed = [one for pattern in patterns for one in alternatives(pattern)]
        own: dict[str, list[int]] = {}
        shared: dict[int, re.Pattern[str]] = {}
        for at, one in enumerate(listed):
            opens, others = first_characters(one)
            for char in opens:
                own.setdefault(char, []).append(at)
            if others is not None:
                shared[at] = others
        self._buckets = _Buckets(listed, own, shared)
        self._own = _Buckets(listed, own, {})
        self._shared = [re.compile(listed[at]) for at in shared]

    def found_in(self, words: str) -> bool:
        """Say whether anything is found; what is found where matters not, which is faster."""
        opened_by = self._own.__getitem__  # its own look-up is found once, not at each character
        for at, char in enumerate(words):
            for listed, pattern in opened_by(char):
                if (listed and words.startswith(listed, at)) or (pattern and pattern.match(words, at)):
                    return True
        return any(pattern.search(words) is not None for pattern in self._shared)

    def found(self, words: str) -> Iterator[str]:
        """Yield what ``finditer`` finds, as text."""
        # what can begin with nearly any character is tried at each only where it is found at all
        anywhere = any(pattern.search(words) is not None for pattern in self._shared)
        opened_by = (self._buckets if anywhere else self._own).__getitem__
        behind = 0
        for at, char in enumerate(words):
            if at < behind:
                continue
            for listed, pattern in opened_by(char):
                if listed and words.startswith(listed, at):
                    text = next(one for one in listed if words.startswith(one, at))
                elif pattern is not None and (match := pattern.match(words, at)) is not None:
                    text = match.group()
                else:
                    continue
                yield text
                behind = at + len(text)
                break

    def search(self, words: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match, or None."""
        buckets = self._buckets
        for at, char in enumerate(words[start:] if start else words, start):
            for listed, pattern in buckets[char]:
                if words.startswith(listed, at):
                    return _compiled("|".join(listed)).match(words, at)
                if pattern is not None and (match := pattern.match(words, at)) is not None:
                    return match
        return None

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Yield the matches from left to right, none over another."""
        match = self.search(words)
        while match is not None:
            yield match
            match = self.search(words, match.end())


def opening_signs(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return the characters with one of which each match begins, or None where they cannot all be told."""
    opens, others = first_characters(pattern.pattern)
    return opens if others is None else None


class NamedPatterns:
    """Patterns with names, of which those are sought that some character of the words can begin.

    Parameters
    ----------
    patterns : iterable of (str, re.Pattern)
        Regular expressions as for ``first_characters``, each with its name.

    Examples
    --------
    >>> told = NamedPatterns([("more", re.compile("增[加长]|上升")), ("less", re.compile("减少|下降"))])
    >>> told.found_in("较上年增长5%")
    ['more']
    """

    def __init__(self, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        self._asked: list[tuple[int, str, Callable[[str], re.Match[str] | None]]] = []
        self._begun: dict[str, int] = {}  # which patterns each character can begin, one bit each
        self._free = 0  # those that any can begin
        for at, (name, pattern) in enumerate(patterns):
            bit, opens = 1 << at, opening_signs(pattern)
            self._asked.append((bit, name, pattern.search))
            if opens is None:
                self._free |= bit
            for sign in opens or ():
                self._begun[sign] = self._begun.get(sign, 0) | bit

    def found_in(self, words: str) -> list[str]:
        """Return the names of what is found in some words, in the order of the patterns."""
        begun = self._free
        for bits in filter(None, map(self._begun.get, words)):
            begun |= bits
        return [name for bit, name, search in self._asked if begun & bit and search(words) is not None]
