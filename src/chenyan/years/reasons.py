"""Of what mentions a check asks: of which units, how far from the reported year, between which signs.

Each reason is a bit. What a mention is lets a set of reasons through, and each sign beside it another: where the sets of
all that is told of a mention meet are the reasons that it gives, for all checks at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from chenyan.years.scope import Page

_FAR = 9  # years that lie farther off are told apart no more
PAST = range(-_FAR, 0)
FAR_AHEAD = range(_FAR, _FAR + 1)
ANOTHER = tuple(shift for shift in range(-_FAR, _FAR + 1) if shift)
_UNITS = ("document", "day", "month", "quarter", "half", "year", "range", "school_year", "edition", "five_year", "relative",
          "short", "typo")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """The mentions that a check asks for; what is left open may be anything.

    Parameters
    ----------
    units : collection of str
        Their units.
    shifts : collection of int
        How far the last year that they name lies from the reported one.
    before, behind : str
        The signs of which one stands right before them (a line end between them is passed over), or right behind them.
    where : callable
        What else the page must hold.
    """

    units: Collection[str] = _UNITS
    shifts: Collection[int] = range(-_FAR, _FAR + 1)
    before: str = ""
    behind: str = ""
    where: Callable[[Page], object] | None = None


class Reasons:
    """The reasons of all checks."""

    def __init__(self, listed: Sequence[Reason]) -> None:
        bits = {reason: 1 << at for at, reason in enumerate(dict.fromkeys(listed))}
        self.bits = bits
        self._units = {unit: sum(bit for one, bit in bits.items() if unit in one.units) for unit in _UNITS}
        self._shifts = {
            shift: sum(bit for one, bit in bits.items() if shift in one.shifts) for shift in range(-_FAR, _FAR + 1)
        }
        self._before = _by_sign({bit: one.before for one, bit in bits.items()})
        self._behind = _by_sign({bit: one.behind for one, bit in bits.items()})
        asked = dict.fromkeys(one.where for one in bits if one.where is not None)
        self._where = [(ask, sum(bit for one, bit in bits.items() if one.where is ask)) for ask in asked]

    def given_by(self, page: Page) -> int:
        """Return the reasons that the mentions of a page give."""
        view, year = page.view, page.reference.year_or(0)
        units, shifts, before, behind = self._units, self._shifts, self._before, self._behind
        any_before, any_behind = before[""], behind[""]
        found = 0
        for one in page.expressions:
            shift = one.last - year
            lead = view[one.start - 1]
            if lead == "\n":
                lead = view[one.start - 2]
            found |= (
                units[one.unit]
                & shifts[shift if -_FAR < shift < _FAR else _FAR if shift > 0 else -_FAR]
                & before.get(lead, any_before)
                & behind.get(view[one.end : one.end + 1], any_behind)
            )
        for ask, bits in self._where:
            if found & bits and not ask(page):
                found &= ~bits
        return found


def _by_sign(signs: dict[int, str]) -> dict[str, int]:
    """Return which reasons each sign lets through; any other sign (the empty one) those that ask for none."""
    free = sum(bit for bit, some in signs.items() if not some)
    every = {sign for some in signs.values() for sign in some}
    return {
        "": free,
        **{sign: free | sum(bit for bit, some in signs.items() if sign in some) for sign in sorted(every)},
    }
