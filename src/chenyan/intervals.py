"""Intervals of shares, for everything that counts cases: prevalence, precision, validity, figures."""

from __future__ import annotations

import math
from statistics import NormalDist

__all__ = ["wilson"]


def wilson(hits: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    hits, n : int
        ``hits`` of ``n`` cases.
    level : float, default 0.95
        Coverage.

    Returns
    -------
    low, high : float
        In 0 to 1; (nan, nan) for a share of nothing.

    References
    ----------
    Wilson, E. B. 1927. Probable inference, the law of succession, and statistical inference. JASA 22: 209-212.

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if n == 0:
        return math.nan, math.nan
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
