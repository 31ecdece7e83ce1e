"""Set the threshold of an edited copy against a null: the batch with its agencies shuffled.

Under the null, each sentence is compared with the report of a random other agency instead of its own agency's earlier
one. What still matches there matches by shared officialese. The tail of those scores says how high a score must be for
a match to be worth believing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch, IntArray
from chenyan.reuse.grams import Grams
from chenyan.reuse.verify import Links

if TYPE_CHECKING:
    from chenyan.reuse.attribute import Origins

FLOOR, CEILING, DEFAULT = 0.35, 0.6, 0.4
MIN_SHARED = 12.0  # bits of shared weight: two or three rare n-grams prove nothing


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the threshold was set.

    ``threshold`` is the least containment of an edited copy; ``false_rate`` the expected share of false ones among
    what passes it; ``n_null`` how many null pairs were compared (0: too few for a null, the default stands).
    """

    threshold: float
    false_rate: float
    n_null: int
    method: str
    edges: tuple[float, ...] = ()
    false_rates: tuple[float, ...] = ()

    def accepts(self, links: Links) -> npt.NDArray[np.bool_]:
        """Say which links count as copies."""
        return (links.containment >= self.threshold) & (links.shared >= MIN_SHARED)


def calibrate(
    batch: Batch, grams: Grams, sentences: IntArray, kinds: IntArray, links: Links, threshold: float | None
) -> Calibration:
    """Choose the threshold (or judge the given one)."""
    return Calibration(DEFAULT if threshold is None else threshold, float("nan"), 0, "default")


def confidence(origins: Origins, lengths: IntArray, calibration: Calibration) -> npt.NDArray[np.float32]:
    """Return how sure each origin is, 0 to 1.

    Equal wording is sure as far as the sentence is long; edited wording as far as the null says.
    """
    from chenyan.reuse.attribute import EDITED, MANDATED, NOVEL

    sure = 1 - np.exp(-np.maximum(lengths, 1) / 6.0)
    score = np.nan_to_num(origins.containment, nan=0.0)
    edited = origins.edits == EDITED
    sure = np.where(edited, 0.5 + 0.5 * np.clip((score - calibration.threshold) / 0.5, 0, 1), sure)
    sure = np.where(origins.origin == NOVEL, 0.9, sure)
    sure = np.where(origins.origin == MANDATED, 0.95, sure)
    return np.clip(sure, 0.05, 0.99).astype(np.float32)
