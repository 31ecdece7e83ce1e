"""Sentences already written: to borrow from, and to keep new ones apart."""

from __future__ import annotations

import re
from collections import defaultdict, deque

from .world import Agency

_DIGITS = re.compile(r"\d+")


class Pool:
    """Sentences already written: to borrow from, and to keep new ones apart (strict only)."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.recent: dict[tuple[int, str], deque[tuple[str, str, Agency]]] = defaultdict(lambda: deque(maxlen=400))
        self._grams: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    @staticmethod
    def masked(words: str, agency: Agency) -> str:
        """Return the words without numbers and without the agency's own names, which a copyist would change."""
        words = _DIGITS.sub("0", words).replace(agency.self_name, "我").replace(agency.account, "“”")
        for place in agency.places:
            words = words.replace(place, "村")
        return words

    def likeness(self, masked: str) -> float:
        """Return the largest share of the 4-grams that one earlier sentence holds."""
        grams = {masked[at : at + 4] for at in range(len(masked) - 3)}
        hits: dict[int, int] = defaultdict(int)
        for gram in sorted(grams):
            for sentence in self._grams.get(gram, ()):
                hits[sentence] += 1
        return max(hits.values(), default=0) / max(1, len(grams))

    def add(self, masked: str) -> None:
        """Remember a sentence."""
        if self.strict:
            for gram in sorted({masked[at : at + 4] for at in range(len(masked) - 3)}):
                self._grams[gram].append(self._count)
            self._count += 1
