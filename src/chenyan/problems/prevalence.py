"""How common a theme is: share of reports, not of sentences, with an interval."""

from __future__ import annotations

import math
from collections.abc import Sequence

from chenyan.problems.result import Seen


def bootstrap(flags: Sequence[tuple[str, bool]], *, seed: int, rounds: int = 1000) -> tuple[float, float]:
    """Return a 95% percentile interval of a share, resampling agencies as wholes.

    ``flags`` holds (agency, has the theme) of each report: the years of one agency are no independent cases.
    """
    import numpy as np

    if not flags:
        return math.nan, math.nan
    names = sorted({name for name, _ in flags})
    position = {name: at for at, name in enumerate(names)}
    hits = np.zeros(len(names))
    sizes = np.zeros(len(names))
    for name, has in flags:
        hits[position[name]] += has
        sizes[position[name]] += 1
    draws = np.random.default_rng(seed).integers(0, len(names), size=(rounds, len(names)))
    shares = hits[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return float(low), float(high)


def group_value(report: Seen, by: str) -> str | int | None:
    """Return the group of a report: its year, level, region or agency; None where that is not known."""
    value = {"year": report.year, "level": report.level, "region": report.region, "agency": report.series}[by]
    return value if value not in ("", None) else None
