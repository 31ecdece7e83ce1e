"""What rules need to know of the batch as a whole: quantiles of its reports' measures, by kind of agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from chenyan.reuse.result import ReuseResult

LEAST_PEERS = 20


def reuse_norms(result: ReuseResult) -> dict[str, float]:
    """Return quantiles of a scored batch, by name.

    Parameters
    ----------
    result : ReuseResult

    Returns
    -------
    dict of str to float
        ``specificity_q10``, ``specificity_q50``, ``carried_q90``, ``carried_q50`` and ``n_peers`` of the whole batch,
        and the same with ``:town``, ``:department`` ... behind the name for each kind of agency with at least 20 reports.
    """
    types = list(result.labels.agency_type) or [""] * result.batch.n_reports
    norms: dict[str, float] = {}
    for kind in ("", *sorted({name for name in types if name})):
        chosen = np.array([not kind or name == kind for name in types], dtype=bool)
        if kind and chosen.sum() < LEAST_PEERS:
            continue
        suffix = f":{kind}" if kind else ""
        norms[f"n_peers{suffix}"] = float(chosen.sum())
        specificity = result.measures["specificity"][chosen] if chosen.any() else np.zeros(0)
        carried = result.shares[chosen, 2]
        carried = carried[result.has_earlier[chosen]] if len(carried) else carried
        for name, values, quantile in (
            ("specificity_q10", specificity, 0.1),
            ("specificity_q50", specificity, 0.5),
            ("carried_q50", carried, 0.5),
            ("carried_q90", carried, 0.9),
        ):
            known = values[~np.isnan(values)]
            norms[f"{name}{suffix}"] = float(np.quantile(known, quantile)) if len(known) else float("nan")
    return norms
