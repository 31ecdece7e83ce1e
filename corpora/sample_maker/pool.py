"""Sentences already written: to borrow from, and to keep new ones apart."""

from __future__ import annotations

from collections import defaultdict, deque

from .world import Agency


class Pool:
    """Sentences already written: to borrow from, and to keep new ones apart (strict only)."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.recent: dict[tuple[int, str], deque[tuple[str, str, Agency]]] = defaultdict(lambda: deque(maxlen=400))
        self._grams: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def likeness(self, words: str) -> float:
        """Return the largest share of the 5-grams that one earlier sentence holds."""
        grams = {words[at : at + 5] for at in range(len(words) - 4)}
        hits: dict[int, int] = defaultdict(int)
        for gram in sorted(grams):
            for sentence in self._grams.get(gram, ()):
                hits[sentence] += 1
        return max(hits.values(), default=0) / max(1, len(grams))

    def add(self, words: str) -> None:
        if self.strict:
            for at in range(len(words) - 4):
                self._grams[words[at : at + 5]].append(self._count)
            self._count += 1
