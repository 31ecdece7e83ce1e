"""The identities that the official tables must satisfy, as plain equations over cells.

Source: the tables of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号, whose head note states the balance of table
three (第一项加第二项之和，等于第三项加第四项之和); the totals follow from the rows and columns called 总计.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from chenyan.corpus.forms import APPLICANTS, LITIGATION_COLUMNS, LITIGATION_ROWS, REQUEST_ROWS, RESULT_ROWS
from chenyan.types import Cell

Key = tuple[str, str]
_APPLICANTS = tuple(line.key for line in APPLICANTS[:-1])
_RESULTS = tuple(line.key for line in LITIGATION_COLUMNS[:-1])


@dataclass(frozen=True, slots=True)
class Equation:
    """One identity: the cells of ``left`` add up to what the cells of ``right`` add up to."""

    code: str
    label: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return self.left + self.right

    @property
    def total(self) -> Key:
        """The cell in which a reader looks for the result."""
        return self.right[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an equation: ``state`` holds, broken or unknown, and ``gap`` = left minus right.

    ``n_blank`` counts the cells without a number; with one the equation is unknown, because blank is not zero.
    """

    equation: Equation
    state: str
    left: int
    right: int
    n_blank: int = 0

    @property
    def gap(self) -> int:
        return self.left - self.right


@cache
def equations(form: str, vintage: int) -> tuple[Equation, ...]:
    """Return the identities of one form.

    Examples
    --------
    >>> [len(equations("requests", vintage)) for vintage in (2019, 2021)], len(equations("litigation", 2021))
    ([37, 39], 3)
    """
    if form == "litigation":
        return tuple(
            Equation("T04", line.label, tuple((line.key, result) for result in _RESULTS), ((line.key, "total"),))
            for line in LITIGATION_ROWS
        )
    if form != "requests":
        return ()
    rows = [
        Equation("T01", line.label, tuple((line.key, column) for column in _APPLICANTS), ((line.key, "total"),))
        for line in REQUEST_ROWS[vintage]
    ]
    balances = [
        Equation(
            "T02",
            line.label,
            (("new", line.key), ("carried_in", line.key)),
            (("handled_total", line.key), ("carried_out", line.key)),
        )
        for line in APPLICANTS
    ]
    results = [
        Equation(
            "T03", line.label, tuple((row, line.key) for row in RESULT_ROWS[vintage]), (("handled_total", line.key),)
        )
        for line in APPLICANTS
    ]
    return (*rows, *balances, *results)


def whole(cell: Cell | None) -> int | None:
    """Return the whole number of a cell, or None where it has none."""
    value = cell.value if cell is not None else None
    if value.__class__ is int:
        return value
    return None if value is None or value != int(value) else int(value)


_value_of = itemgetter(Cell._fields.index("value"))


@cache
def _sides(form: str, vintage: int) -> tuple[tuple[itemgetter[Any], bool, itemgetter[Any], bool], ...]:
    """Return for each identity what takes its cells: those of the left side, whether they are several, the right side's."""
    return tuple(
        (itemgetter(*one.left), len(one.left) > 1, itemgetter(*one.right), len(one.right) > 1)
        for one in equations(form, vintage)
    )


def all_hold(form: str, vintage: int, cells: Mapping[Key, Cell]) -> bool:
    """Say whether every identity of a form can be checked and holds; a quick look before ``solve`` says more."""
    values = dict(zip(cells, map(_value_of, cells.values()), strict=True))
    if set(map(type, values.values())) != {int}:
        return False
    try:
        for left, many, right, more in _sides(form, vintage):
            one, other = left(values), right(values)
            if (sum(one) if many else one) != (sum(other) if more else other):
                return False
    except KeyError:  # a cell is not printed
        return False
    return True


def solve(equation: Equation, values: Mapping[Key, int | None], printed: Iterable[Key]) -> Outcome:
    """Check one equation.

    A cell without a number makes it unknown, with one exception: counts are not negative, so where all blanks stand
    on one side and the other side is already too small, no number in the blanks can mend it and it is broken.
    """
    left, right = list(map(values.get, equation.left)), list(map(values.get, equation.right))
    n_blank = left.count(None) + right.count(None)
    sum_left, sum_right = sum(filter(None, left)), sum(filter(None, right))
    if not n_blank:
        return Outcome(equation, "holds" if sum_left == sum_right else "broken", sum_left, sum_right)
    known = set(printed)
    beyond_repair = (
        all(key in known for key in equation.keys)
        and ((None not in right and sum_left > sum_right) or (None not in left and sum_right > sum_left))
        and all(v is None or v >= 0 for v in left + right)
    )
    return Outcome(equation, "broken" if beyond_repair else "unknown", sum_left, sum_right, n_blank)
