"""Agreement between coders: Cohen's kappa, Krippendorff's alpha, with bootstrap intervals.

Own code of a few lines: the one package for alpha is under the GPL, which a library under MIT cannot depend on, and
scikit-learn's kappa would cost three seconds of import. The tests hold both against published worked examples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan import __version__
from chenyan.display import html_frame
from chenyan.frames import to_frame

if TYPE_CHECKING:
    import pandas as pd

    from chenyan.review.decisions import Merged

__all__ = ["Agreement", "agreement", "cohen_kappa", "krippendorff_alpha"]

Ratings = Mapping[str, Mapping[str, str]]


def cohen_kappa(first: Sequence[Any], second: Sequence[Any]) -> float:
    """Return Cohen's kappa of two coders who judged the same items.

    Parameters
    ----------
    first, second : sequence
        The categories that each gave, item by item.

    Returns
    -------
    float
        1 full agreement, 0 what chance gives; ``nan`` without items, or where both used one and the same category.

    Raises
    ------
    ValueError
        Where the lengths differ.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20:37-46.

    Examples
    --------
    >>> round(cohen_kappa("yyyynnnnyn", "yyynnnnnyy"), 2)
    0.6
    """
    if len(first) != len(second):
        raise ValueError(f"the two coders judged {len(first)} and {len(second)} items; give the same items")
    n = len(first)
    if not n:
        return math.nan
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    expected = sum(
        list(first).count(category) * list(second).count(category) for category in sorted({*first, *second}, key=str)
    ) / (n * n)
    return math.nan if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[Any]]) -> float:
    """Return Krippendorff's alpha for nominal categories, any number of coders, gaps allowed.

    Parameters
    ----------
    units : sequence of sequences
        For each item the categories that it was given, in any order; items with fewer than two do not count.

    Returns
    -------
    float
        1 full agreement, 0 what chance gives; ``nan`` where nothing can be paired or only one category was used.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
    https://repository.upenn.edu/asc_papers/43

    Examples
    --------
    >>> round(krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]), 3)
    0.533
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals: dict[Any, float] = {}
    disagreement = 0.0
    for unit in pairable:
        counts: dict[Any, int] = {}
        for category in unit:
            counts[category] = counts.get(category, 0) + 1
            totals[category] = totals.get(category, 0) + 1
        disagreement += (len(unit) ** 2 - sum(n * n for n in counts.values())) / (len(unit) - 1)
    n = sum(totals.values())
    expected = (n * n - sum(total * total for total in totals.values())) / (n - 1) if n > 1 else 0.0
    return math.nan if not expected else 1 - disagreement / expected


@dataclass(frozen=True)
class Agreement:
    """How far coders agree.

    Attributes
    ----------
    rows : tuple of dict
        One a measure: ``measure`` (alpha, kappa, agreement), ``coders``, ``n_items``, ``value``, ``low``, ``high``.
    """

    rows: tuple[dict[str, Any], ...]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    def to_frame(self) -> pd.DataFrame:
        """Return one row a measure: measure, coders, n_items, value, low, high."""
        columns = {
            "measure": "str",
            "coders": "str",
            "n_items": "int",
            "value": "float",
            "low": "float",
            "high": "float",
        }
        return to_frame(self.rows, columns)

    def __repr__(self) -> str:
        lines = [
            f"{row['measure']} ({row['coders']}): {row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}], "
            f"{row['n_items']} items"
            for row in self.rows
        ]
        return "\n".join(lines) or "<Agreement: no item was judged by two coders>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption="agreement 一致性")


def agreement(ratings: Ratings | Merged, *, n_bootstrap: int = 2000, level: float = 0.95, seed: int = 0) -> Agreement:
    """Measure the agreement of all coders (alpha) and of each pair (kappa, share of equal decisions).

    Parameters
    ----------
    ratings : Merged, or mapping of item to mapping of coder to category
        The decisions; an item needs not be judged by all coders.
    n_bootstrap : int, default 2000
        Resamples of items for the percentile intervals.
    level : float, default 0.95
        Coverage of the intervals.
    seed : int, default 0
        Seed of the resampling.

    Returns
    -------
    Agreement

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall. (percentile interval)

    Examples
    --------
    >>> ratings = {"f1": {"A": "right", "B": "right"}, "f2": {"A": "wrong", "B": "right"}, "f3": {"A": "wrong", "B": "wrong"}}
    >>> [(row["measure"], row["n_items"], round(row["value"], 2)) for row in agreement(ratings).rows]
    [('alpha', 3, 0.44), ('kappa', 3, 0.4), ('agreement', 3, 0.67)]
    """
    ratings = ratings if isinstance(ratings, Mapping) else ratings.ratings()
    items = sorted(ratings)
    coders = sorted({coder for item in items for coder in ratings[item]})
    rows = []
    params = {"n_bootstrap": n_bootstrap, "level": level, "seed": seed}

    def add(
        measure: str, who: str, units: list[tuple[str, ...]], score: Callable[[list[tuple[str, ...]]], float]
    ) -> None:
        low, high = _interval(units, score, n_bootstrap, level, seed)
        rows.append(
            {"measure": measure, "coders": who, "n_items": len(units), "value": score(units), "low": low, "high": high}
        )

    shared = [tuple(ratings[item][c] for c in coders if c in ratings[item]) for item in items if len(ratings[item]) > 1]
    if shared:
        add("alpha", ", ".join(coders), shared, krippendorff_alpha)
    for at, one in enumerate(coders):
        for other in coders[at + 1 :]:
            units: list[tuple[str, ...]] = [
                (ratings[i][one], ratings[i][other]) for i in items if one in ratings[i] and other in ratings[i]
            ]
            if units:
                who = f"{one}, {other}"
                add("kappa", who, units, lambda found: cohen_kappa([a for a, _ in found], [b for _, b in found]))
                add("agreement", who, units, lambda found: sum(a == b for a, b in found) / len(found))
    return Agreement(tuple(rows), params)


def _interval(
    units: list[tuple[str, ...]],
    score: Callable[[list[tuple[str, ...]]], float],
    n_bootstrap: int,
    level: float,
    seed: int,
) -> tuple[float, float]:
    """Return the percentile interval of a score over resampled items; resamples without a value do not count."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(n_bootstrap):
        value = score([units[at] for at in random.integers(0, len(units), len(units))])
        if not math.isnan(value):
            found.append(value)
    if not found:
        return math.nan, math.nan
    tail = (1 - level) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)
