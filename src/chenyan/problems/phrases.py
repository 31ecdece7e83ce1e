"""Name a group of statements: its most typical one, and the phrases frequent in it and rare elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from chenyan.problems.cores import core_of
from chenyan.problems.result import Row
from chenyan.tokens import tokenize

__all__ = ["count_grams", "phrases_of", "typical_of"]


def typical_of(group: Sequence[Row]) -> str:
    """Return the statement whose core shares most with the others: frequent wording, no rare detail."""
    cores = Counter(core_of(row.words) for row in group)
    weights: Counter[str] = Counter()
    for core, count in cores.items():
        for gram in {core[i : i + 2] for i in range(len(core) - 1)}:
            weights[gram] += count
    best: dict[str, float] = {}
    for core, count in cores.items():
        grams = {core[i : i + 2] for i in range(len(core) - 1)} or {core}
        best[core] = sum(weights[gram] for gram in grams) / (len(grams) + 2) + 0.01 * count
    top = max(sorted(best), key=lambda core: best[core])
    spellings = Counter(row.words for row in group if core_of(row.words) == top)
    return min(spellings, key=lambda words: (-spellings[words], len(words), words))


def count_grams(statements: Iterable[str]) -> Counter[str]:
    """Count the words of two characters or more, and neighbours of them, in the cores of some statements."""
    counts: Counter[str] = Counter()
    for core, times in Counter(map(core_of, statements)).items():
        tokens = tokenize(core)
        grams = [*{token for token in tokens if len(token) > 1}]
        grams += {a + b for a, b in pairwise(tokens) if len(a) > 1 and len(b) > 1}
        for gram in grams:
            counts[gram] += times
    return counts


def phrases_of(own: Counter[str], total: Counter[str], n: int, *, most: int = 4) -> tuple[str, ...]:
    """Return phrases that are frequent here and rare elsewhere, none inside another."""
    least = max(2, n // 50)
    scored = sorted(
        ((-(count * count / total[gram]) * len(gram), gram) for gram, count in own.items() if count >= least),
    )
    kept: list[str] = []
    for _, gram in scored:
        if not any(
            gram in other or other in gram or gram[1:] == other[:-1] or gram[:-1] == other[1:] for other in kept
        ):
            kept.append(gram)
        if len(kept) == most:
            break
    return tuple(kept)
