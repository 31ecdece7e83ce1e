"""What a theme lumps: groups inside it that are worded apart, proposed as themes of their own."""

from __future__ import annotations

from collections.abc import Sequence

from chenyan.problems.cluster import separate
from chenyan.problems.cores import core_of

__all__ = ["find_lumps"]


def find_lumps(words: Sequence[str], *, most: int = 4, least: int = 5, apart: float = 0.3) -> tuple[list[int], float]:
    """Return the sub-group of each statement of one theme (-1: in none) and how far the groups stand apart.

    Parameters
    ----------
    words : sequence of str
        The statements of the theme.
    most : int, default 4
        Most sub-groups.
    least : int, default 5
        Fewest statements of a sub-group.
    apart : float, default 0.3
        Least silhouette (Rousseeuw 1987) at which the theme is said to lump.

    Returns
    -------
    list of int
        Labels; all -1 where the theme is of one piece.
    float
        The silhouette of the best division, nan where there is none.
    """
    if len({core_of(word) for word in words}) < 4 or len(words) < 2 * least:
        return [-1] * len(words), float("nan")
    labels, value = separate(words, most=most)
    sizes = {label: labels.count(label) for label in set(labels)}
    large = [label for label in sorted(sizes) if sizes[label] >= least]
    if value < apart or len(large) < 2:
        return [-1] * len(words), value
    return [label if sizes[label] >= least else -1 for label in labels], value
