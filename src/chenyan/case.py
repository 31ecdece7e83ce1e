"""One report with everything that was measured about it: what rules judge.

A case measures lazily and once: a rule asks ``case.years`` and pays only for what it uses. What needs the whole
batch (reuse, peers) is handed in; it is None where it was not measured, and a rule then leaves a skip. A case notes
whether it was asked for that, so that a verdict which rests on the report alone outlives a change of the batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chenyan.corpus.report import Report

if TYPE_CHECKING:
    from chenyan.numbers import NumberReading
    from chenyan.problems import ProblemReading
    from chenyan.reuse import ReportReuse
    from chenyan.tables import TableReading
    from chenyan.years import Left, YearReading


class Case:
    """A report, its measures, and the case of the same agency's report of the year before.

    Parameters
    ----------
    report : Report
        The report to judge.
    earlier : Case or None
        The case of the same series whose year is this report's year minus one.
    reuse : ReportReuse or None
        Where its sentences come from, when the batch was scored.
    norms : mapping, optional
        Statistics of the batch by name, for rules that compare with peers.

    Attributes
    ----------
    genre : str
        That of the report.
    kept : dict
        What a rule has read once for itself and for others, by name.
    """

    def __init__(
        self,
        report: Report,
        *,
        earlier: Case | None = None,
        reuse: ReportReuse | None = None,
        norms: Mapping[str, Any] | None = None,
    ) -> None:
        self.report = report
        self.earlier = earlier
        self._reuse = reuse
        self._norms = norms or {}
        # what of the batch was asked for; shared with the years before, whose reuse a rule may ask for too
        self.asked: set[str] = earlier.asked if earlier is not None else set()
        self._together: Sequence[Case] = ()
        self.genre = report.genre
        self.kept: dict[str, Any] = {}  # what rules have read once for each other

    @property
    def reuse(self) -> ReportReuse | None:
        """Where its sentences come from; None where the batch was not scored."""
        self.asked.add("reuse")
        return self._reuse

    @property
    def norms(self) -> Mapping[str, Any]:
        """Statistics of the batch by name."""
        self.asked.add("norms")
        return self._norms

    @cached_property
    def years(self) -> YearReading:
        """Every year mention with its role, and the mismatches: also those that only last year's report gives away."""
        from chenyan.years import with_left

        return with_left(self._years_alone, self.years_left)

    @cached_property
    def _years_alone(self) -> YearReading:
        from chenyan.years import read_years

        return read_years(self.report)

    @cached_property
    def years_left(self) -> tuple[Left, ...]:
        """The years that stand in the same sentence of last year's report, where they were right."""
        from chenyan.years import left_from

        if self.earlier is None:
            return ()
        return left_from(self.report, self._years_alone, self.earlier.report, self.earlier.years)

    @cached_property
    def problems(self) -> ProblemReading:
        """Stated problems, measures, and their pairs."""
        from chenyan.problems.reading import read_many

        cases = [case for case in self._together if case is not self and "problems" not in vars(case)]
        for case in self._together:
            case._together = ()  # cases that know each other would wait for the collector of dead cycles
        if cases:
            with suppress(Exception):  # a report that cannot be read is told of where it is asked for itself
                found, *others = read_many([self.report, *(case.report for case in cases)])
                for case, reading in zip(cases, others, strict=True):
                    vars(case)["problems"] = reading
                return found
        return read_many([self.report])[0]

    @cached_property
    def numbers(self) -> NumberReading:
        """The narrative's numbers by slot, its lists of parts, its rates."""
        from chenyan.numbers import read_numbers

        return read_numbers(self.report)

    @cached_property
    def tables(self) -> TableReading:
        """The identities of the statutory tables, checked."""
        from chenyan.tables import check_report

        return check_report(self.report)

    @staticmethod
    def read_together(cases: Sequence[Case]) -> None:
        """Have the problems of some cases read all at once when one of them is asked for its own, which is faster."""
        for case in cases:
            case._together = cases

    def history(self) -> list[Case]:
        """Return this case and the unbroken run of earlier ones, latest first."""
        run: list[Case] = [self]
        while run[-1].earlier is not None:
            run.append(run[-1].earlier)
        return run
