"""What was found out of words, kept: the words of a batch are gone through together, and clauses come again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import filterfalse
from typing import Generic, TypeVar

__all__ = ["Learned", "remember"]

T = TypeVar("T")
_MOST_KEPT = 16384  # words of a function


class Learned(dict[str, T], Generic[T]):
    """By words, what a function finds of them; it is asked for many words at once, and for one where it is not known.

    Parameters
    ----------
    find : callable
        Takes different words and returns what is found of each.
    most : int
        From how many words on all are forgotten before more are learned.

    Examples
    --------
    >>> lengths = Learned(lambda several: map(len, several), 1000)
    >>> lengths.learn(["慢", "缺人"])
    >>> lengths["慢"], lengths["没有人"], sorted(lengths)
    (1, 3, ['慢', '没有人', '缺人'])
    """

    def __init__(self, find: Callable[[Sequence[str]], Iterable[T]], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, words: str) -> T:
        (found,) = self._find((words,))
        if len(self) > self._most:
            self.clear()
        self[words] = found
        return found

    def learn(self, several: Iterable[str]) -> None:
        """Find what is not known yet of some words, all together."""
        asked = dict.fromkeys(several)
        wanted = [*filterfalse(self.__contains__, asked)]
        if not wanted:
            return
        if len(self) > self._most:
            self.clear()
            wanted = [*asked]
        self.update(zip(wanted, self._find(wanted), strict=True))

    def each(self, several: Sequence[str]) -> list[T]:
        """Return what is found of each of some words, those not known yet together."""
        known = [*map(self.get, several)]
        if None not in known:
            return known  # type: ignore[return-value]  # nothing that is found is None
        self.learn(several)
        return [*map(self.__getitem__, several)]


class _Kept(dict[str, T], Generic[T]):
    """By words, what a function says of them."""

    def __init__(self, find: Callable[[str], T], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, words: str) -> T:
        if len(self) >= self._most:
            self.clear()
        found = self[words] = self._find(words)
        return found


def remember(find: Callable[[str], T]) -> Callable[[str], T]:
    """Keep what a function says of words, which come again and again.

    Unlike ``lru_cache`` it leaves nothing for the collector of dead cycles to go through, and forgets all at once. What is
    returned is the look-up itself, which no further call stands before; the function's own name and docstring stay behind.

    Examples
    --------
    >>> asked = []
    >>> @remember
    ... def length(words):
    ...     asked.append(words)
    ...     return len(words)
    >>> length("缺人"), length("缺人"), asked
    (2, 2, ['缺人'])
    """
    return _Kept(find, _MOST_KEPT).__getitem__
