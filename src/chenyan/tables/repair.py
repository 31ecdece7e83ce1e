"""Minimal repair: the smallest sets of cell changes that make every identity of a table hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chenyan.tables.identities import Equation, Key, Outcome

# Bounds of the search: tables with more broken identities than this are misread or beyond a simple slip.
MAX_BROKEN = 12
MAX_CHANGES = 2
MAX_REPAIRS = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a repair changes: from ``old`` to ``new``."""

    key: Key
    old: int
    new: int


Repair = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken identities that one fault can explain, with all smallest repairs of them."""

    outcomes: tuple[Outcome, ...]
    repairs: tuple[Repair, ...]


def find_causes(outcomes: Sequence[Outcome], values: Mapping[Key, int | None]) -> tuple[Cause, ...]:
    """Group broken identities by what a smallest repair mends together.

    Identities that share a cell are tried with one changed cell first; what a single cell cannot mend is then
    repaired jointly with up to two changes. A repair never breaks an identity that holds and never makes a count
    negative; identities that could not be checked do not restrain it.
    """
    broken = [outcome for outcome in outcomes if outcome.state == "broken"]
    if not broken:
        return ()
    frame = _Frame(outcomes, values)
    causes = []
    left: list[Outcome] = []
    for group in _groups(broken):
        repairs = frame.repairs(group, 1) if len(group) <= MAX_BROKEN else ()
        if repairs:
            causes.append(Cause(tuple(group), repairs))
        else:
            left.extend(group)
    if left:
        causes.extend(_joint(frame, left))
    return tuple(causes)


def _joint(frame: _Frame, left: list[Outcome]) -> list[Cause]:
    """Repair what no single cell mends: pairs of the same gap first, then what is left as it is."""
    causes = []
    rest = list(left)
    while rest:
        first = rest.pop(0)
        partner = next(
            (other for other in rest if abs(other.gap) == abs(first.gap) and _pair(frame, first, other)), None
        )
        group = [first] if partner is None else [first, partner]
        if partner is not None:
            rest.remove(partner)
        causes.append(Cause(tuple(group), frame.repairs(group, MAX_CHANGES)))
    return causes


def _pair(frame: _Frame, first: Outcome, other: Outcome) -> bool:
    return bool(frame.repairs([first, other], MAX_CHANGES))


def _groups(broken: Sequence[Outcome]) -> list[list[Outcome]]:
    """Return the broken identities in groups whose members share cells."""
    groups: list[list[Outcome]] = []
    for outcome in broken:
        own = set(outcome.equation.keys)
        touching = [g for g in groups if any(own & set(other.equation.keys) for other in g)]
        merged = [other for group in touching for other in group] + [outcome]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


class _Frame:
    """The identities of one table as a system that repairs must leave balanced."""

    def __init__(self, outcomes: Sequence[Outcome], values: Mapping[Key, int | None]) -> None:
        self.values = values
        self.known = [outcome.equation for outcome in outcomes if outcome.state != "unknown"]
        self.touching: dict[Key, list[tuple[int, int]]] = {}
        for at, equation in enumerate(self.known):
            for key in equation.left:
                self.touching.setdefault(key, []).append((at, 1))
            for key in equation.right:
                self.touching.setdefault(key, []).append((at, -1))
        self.index = {id(equation): at for at, equation in enumerate(self.known)}

    def repairs(self, group: Sequence[Outcome], n_changes: int) -> tuple[Repair, ...]:
        """Return all repairs of these identities with the fewest changes, at most ``n_changes``."""
        gaps = {self.index[id(outcome.equation)]: outcome.gap for outcome in group}
        for depth in range(1, n_changes + 1):
            found: dict[tuple[Key, ...], Repair] = {}
            self._search(gaps, depth, (), found)
            if found:
                ordered = sorted(found.values(), key=lambda repair: [change.key for change in repair])
                return tuple(ordered[:MAX_REPAIRS])
        return ()

    def _search(self, gaps: dict[int, int], depth: int, done: Repair, found: dict[tuple[Key, ...], Repair]) -> None:
        if not gaps:
            if done:
                found.setdefault(tuple(sorted(change.key for change in done)), done)
            return
        # one changed cell can mend no more identities than it stands in
        if depth == 0 or len(gaps) > 3 * depth or len(found) > 4 * MAX_REPAIRS:
            return
        at = min(gaps)
        equation: Equation = self.known[at]
        for key in equation.keys:
            old = self.values.get(key)
            if old is None or any(change.key == key for change in done):
                continue
            sign = 1 if key in equation.left else -1
            step = -gaps[at] * sign
            if old + step < 0:
                continue
            after = dict(gaps)
            for other, other_sign in self.touching[key]:
                gap = after.get(other, 0) + step * other_sign
                if gap:
                    after[other] = gap
                else:
                    after.pop(other, None)
            if len(after) <= 3 * (depth - 1):
                self._search(after, depth - 1, (*done, Change(key, old, old + step)), found)
