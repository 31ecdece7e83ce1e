"""The reuse of some reports as a few arrays: what travels to a worker, which makes the records there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chenyan.reuse.attribute import DIRECTIONS, EDITS, ORIGINS
from chenyan.reuse.result import ReportReuse, ReuseResult, SentenceOrigin, rounded
from chenyan.types import SECTION_KINDS

__all__ = ["CompactReuse", "compact_reuse"]


@dataclass(frozen=True, slots=True)
class CompactReuse:
    """The reuse of some reports.

    ``columns`` holds the fields of ``SentenceOrigin`` as arrays over the sentences of all these reports, ``sizes`` how
    many each report has, ``sources`` the ids that the column of sources counts in.
    """

    summaries: tuple[ReportReuse, ...]
    sizes: npt.NDArray[np.int64]
    sources: tuple[str, ...]
    columns: tuple[npt.NDArray[Any], ...]

    def records(self) -> dict[str, ReportReuse]:
        """Return what ``ReuseResult.of`` returns, by report id."""
        start, end, section, origin, n_reports, source, low, high, same, edits, sure, way = (
            column.tolist() for column in self.columns
        )
        nan = float("nan")
        names = (*self.sources, "")  # -1, no source, is the last place
        columns = (
            start, end, map(SECTION_KINDS.__getitem__, section), map(ORIGINS.__getitem__, origin), n_reports,
            map(names.__getitem__, source), low, high,
            [rounded(value) if of >= 0 else nan for value, of in zip(same, source, strict=True)],
            map(EDITS.__getitem__, edits), map(rounded, sure), map(DIRECTIONS.__getitem__, way),
        )  # fmt: skip
        made = list(map(SentenceOrigin._make, zip(*columns, strict=True)))
        found = {}
        at = 0
        for summary, size in zip(self.summaries, self.sizes.tolist(), strict=True):
            found[summary.report_id] = ReportReuse(
                summary.report_id, tuple(made[at : at + size]), summary.shares, summary.measures, summary.reasons
            )
            at += size
        return found


def compact_reuse(result: ReuseResult, report_ids: Sequence[str]) -> CompactReuse:
    """Return the reuse of these reports as arrays.

    Raises
    ------
    KeyError
        Where the batch lacks one of them.
    """
    batch, origins = result.batch, result.origins
    places = np.array([result.place(report_id) for report_id in report_ids], dtype=np.int64)
    bounds = result.bounds
    sizes = bounds[places + 1] - bounds[places]
    offsets = np.cumsum(sizes) - sizes
    at = np.arange(int(sizes.sum())) + np.repeat(bounds[places] - offsets, sizes)
    source = origins.source[at]
    has = source >= 0
    sentence = np.maximum(source, 0)
    names, number = np.unique(batch.report[sentence[has]], return_inverse=True)
    numbers = np.full(len(at), -1, dtype=np.int64)
    numbers[has] = number
    columns = (
        batch.start[at], batch.end[at], batch.section[at], origins.origin[at], origins.n_reports[at], numbers,
        np.where(has, batch.start[sentence], -1), np.where(has, batch.end[sentence], -1), origins.resemblance[at],
        origins.edits[at], result.confidence[at], origins.direction[at],
    )  # fmt: skip
    return CompactReuse(
        tuple(result.summary(report_id) for report_id in report_ids),
        sizes,
        tuple(batch.ids[int(name)] for name in names),
        columns,
    )
