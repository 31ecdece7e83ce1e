"""Which year can be expected where a year stands: a linear model of the cues around it, fitted from right mentions.

Rules find the wrong years whose wording somebody thought of. For the rest, a multinomial logistic regression, fitted by
``tools/build_year_model.py`` to the right mentions of the constructed texts, says how likely each distance from the
reported year is by all that surrounds a year but the year itself (``chenyan.years.surroundings``). A mention is a
mismatch where another distance is far more likely than its own, and nothing tells that the year is quoted, carried
over, compared or long past.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_cells
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.surroundings import cues_around, told_beside
from chenyan.years.weighing import modifies

SHIFTS = (-2, -1, 0, 1, 2)  # -2: two years before the reported one or earlier; 2: two years after it or later
_LEAST = 3.5  # how far the logarithm of the odds must speak for another base of comparison


class Weighed(NamedTuple):
    """The weights of the five distances, and the cues that speak most for the likeliest against the found one."""

    sums: tuple[float, ...]
    found: int
    likely: int
    odds: float
    names: frozenset[str]

    @property
    def shares(self) -> tuple[float, ...]:
        """The probabilities of the five distances."""
        top = max(self.sums)
        raised = [math.exp(one - top) for one in self.sums]
        total = sum(raised)
        return tuple(one / total for one in raised)

    def reasons(self, most: int = 6) -> list[tuple[str, float]]:
        """Return the cues with what each adds to the logarithm of the odds, the strongest first."""
        model = _model()
        told = [(name, row[self.likely] - row[self.found]) for name in self.names if (row := model.get(name))]
        return sorted(told, key=lambda item: (-abs(item[1]), item[0]))[:most]

    def __str__(self) -> str:
        shares = ", ".join(f"{SHIFTS[at]:+d}: {share:.2f}" for at, share in enumerate(self.shares))
        return f"{shares}; " + ", ".join(f"{name} {value:+.1f}" for name, value in self.reasons())


@cache
def _model() -> dict[str, tuple[float, ...]]:
    """Return the weights of each cue for the five distances; the row without a name holds the intercepts."""
    _, *rows = read_cells("year_expectation.csv")
    return {cue: tuple(map(float, weights)) for cue, *weights in rows}


@cache
def _table() -> tuple[dict[str, int], npt.NDArray[np.float64]]:
    """Return the row of each cue by name, and the rows; the first holds the intercepts."""
    model = _model()
    names = sorted(model)
    return {name: at for at, name in enumerate(names)}, np.array([model[name] for name in names])


def weigh_year(page: Page, index: int, year: int) -> Weighed:
    """Weigh what surrounds a mention in a report on ``year``."""
    known: Weighed | None = page.weighed.get((index, year))
    if known is not None:
        return known
    names = frozenset(cues_around(page, index, year))
    rows, weights = _table()
    told = [0, *sorted(filter(None, map(rows.get, names)))]  # the intercepts, then cues in their order
    sums: tuple[float, ...] = tuple(np.add.accumulate(weights.take(told, axis=0))[-1].tolist())
    found = SHIFTS.index(max(-2, min(2, page.expressions[index].last - year)))
    likely = max((at for at in range(len(SHIFTS)) if at != found), key=sums.__getitem__)  # the first of equals
    known = page.weighed[index, year] = Weighed(sums, found, likely, sums[likely] - sums[found], names)
    return known


def check_expectation(page: Page, index: int, one: Expression, year: int) -> Iterator[Finding]:
    """Yield a base of comparison that is far less likely than the year before the reported one."""
    if not _is_base(page, one, year) or _explained(page, one):
        return
    weighed = weigh_year(page, index, year)
    if SHIFTS[weighed.likely] != -1 or weighed.odds < _LEAST:
        return
    confidence = round(min(0.92, 0.8 + 0.02 * (weighed.odds - _LEAST)), 3)
    words = page.view[one.start : one.end]
    told = ", ".join(name for name, value in weighed.reasons(3) if value > 0)
    yield Finding(
        index, "stale_year", year - 1, confidence, "Y03", "comparison",
        f"where {words} stands, the year before the reported one is expected ({told})",
        f"此处应写报告年度的上一年，而写作{words}",
    )  # fmt: skip


def _is_base(page: Page, one: Expression, year: int) -> bool:
    """Say whether a mention stands where the report's figures are compared with those of another year."""
    reference, view = page.reference, page.view
    if one.unit != "year" or not 0 <= one.last - year <= 1 or reference.genre not in ("annual", "school"):
        return False
    if reference.certainty < 0.7 or page.zone_at(one.start) is not None or page.in_problems(one.start):
        return False
    if view[one.start - 1] not in cues.COMPARED_ENDS:
        return False
    than = cues.COMPARED.search(view, max(0, one.start - 8), one.start)
    return than is not None and (not than.group("with") or cues.COMPARED_AFTER.match(view, one.end) is not None)


def _explained(page: Page, one: Expression) -> bool:
    """Say whether what stands right beside the year explains it: a quotation, a carry-over, a history, a noun of that year."""
    layout, view = page.layout, page.view
    if one.start < page.reference.title_end or layout.set_apart(one.start) or told_beside(view, one):
        return True
    return not view.startswith("，", one.end) and modifies(view[one.end : one.end + 44])
