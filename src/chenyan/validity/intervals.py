"""Intervals of shares, for everything that validity prints."""

from __future__ import annotations

import math

__all__ = ["wilson"]


def wilson(hits: int, n: int, *, z: float = 1.959964) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share.

    Parameters
    ----------
    hits, n : int
        ``hits`` of ``n`` cases.
    z : float, default 1.959964
        Normal quantile.

    Returns
    -------
    low, high : float
        In 0 to 1; (nan, nan) where ``n`` is 0.

    References
    ----------
    Wilson, E. B. 1927. Probable inference, the law of succession, and statistical inference. JASA 22: 209-212.

    Examples
    --------
    >>> low, high = wilson(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if n == 0:
        return float("nan"), float("nan")
    share = hits / n
    centre = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
