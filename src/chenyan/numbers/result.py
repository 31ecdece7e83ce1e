"""``read_numbers`` for one report, ``find_numbers`` for a batch: slots, lists of parts, rates, contradictions."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.corpus.report import Corpus, Report
from chenyan.frames import to_frame
from chenyan.numbers.against_tables import Clash, find_clashes
from chenyan.numbers.context import read_lines
from chenyan.numbers.contradictions import Contradiction, find_contradictions
from chenyan.numbers.nones import find_nones
from chenyan.numbers.rates import Rate, find_rates
from chenyan.numbers.slots import Slot, find_slots
from chenyan.numbers.sums import Parts, find_sums

if TYPE_CHECKING:
    import pandas as pd

_in_text_order = attrgetter("start", "end", "none", "what")
SLOT_COLUMNS = {
    "report_id": "str", "agency": "str", "year": "int", "section": "str", "start": "int", "end": "int", "words": "str",
    "what": "str", "key": "str", "channel": "str", "value": "float", "unit": "str", "slot_year": "int", "scope": "str",
    "approximate": "bool", "none": "bool", "part": "bool", "compared": "bool", "partial": "bool", "planned": "bool",
}  # fmt: skip
CHECK_COLUMNS = {
    "report_id": "str", "code": "str", "start": "int", "end": "int", "words": "str", "value": "str", "expected": "str",
    "confidence": "float",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The numbers of one report's narrative.

    Attributes
    ----------
    slots : tuple of Slot
        Every count, and every statement that there was none, in text order.
    sums : tuple of Parts
        Lists of parts with their whole; ``kind`` says whether they add up.
    rates : tuple of Rate
        Rates whose numbers stand beside them, recomputed.
    clashes : tuple of Clash
        Counts that contradict the tables.
    contradictions : tuple of Contradiction
        Places of the narrative that contradict each other.
    """

    report_id: str
    slots: tuple[Slot, ...]
    sums: tuple[Parts, ...]
    rates: tuple[Rate, ...]
    clashes: tuple[Clash, ...]
    contradictions: tuple[Contradiction, ...]

    def of(self, what: str) -> tuple[Slot, ...]:
        """Return the slots that count this, e.g. ``requests.new``."""
        return tuple(slot for slot in self.slots if slot.what == what)


def read_numbers(report: Report) -> NumberReading:
    """Read the numbers of one report's narrative.

    Parameters
    ----------
    report : Report
        The report; its year decides which counts are this year's.

    Returns
    -------
    NumberReading

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "一、总体情况\\n2022年，我镇收到政府信息公开申请三件，去年收到5件。未发生行政复议。"
    >>> reading = cy.numbers.read_numbers(cy.report_from_text(text, year=2022))
    >>> [(slot.what, slot.value, slot.year) for slot in reading.slots][:1]
    [('requests.new', 3, 2022)]
    """
    lines = read_lines(report)
    slots = tuple(
        sorted(
            (*find_slots(report, lines), *find_nones(report, lines)),
            key=_in_text_order,
        )
    )
    return NumberReading(
        report.report_id,
        slots,
        find_sums(lines),
        find_rates(lines),
        find_clashes(report, slots) if report.tables else (),
        find_contradictions(report, lines, slots),
    )


@dataclass(frozen=True, slots=True)
class NumbersResult:
    """The numbers of a batch.

    Attributes
    ----------
    readings : tuple of NumberReading
        One a report, in the order of ids.
    params : dict
        The parameters of the call.
    version : str
        The version of chenyan that made it.
    """

    corpus: Corpus = field(repr=False)
    readings: tuple[NumberReading, ...]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    def of(self, report_id: str) -> NumberReading:
        """Return the reading of one report.

        Raises
        ------
        KeyError
            Where there is no such report.
        """
        for reading in self.readings:
            if reading.report_id == report_id:
                return reading
        raise KeyError(f"no report {report_id!r} among {len(self.readings)}")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a count (or statement of none), with what it counts and its circumstances."""
        return to_frame(
            (
                (
                    reading.report_id, report.agency, report.year, slot.section, slot.start, slot.end,
                    report.text[slot.start : slot.end], slot.what, slot.key, slot.channel, slot.value, slot.unit,
                    slot.year, slot.context.scope, slot.approximate, slot.none, slot.context.part,
                    slot.context.compared, slot.context.partial, slot.context.planned,
                )
                for reading, report in zip(self.readings, self.corpus, strict=True)
                for slot in reading.slots
            ),
            SLOT_COLUMNS,
        )  # fmt: skip

    def checks(self) -> pd.DataFrame:
        """Return one row a fault: report_id, code, place, what stands there and what should."""
        rows: list[tuple[Any, ...]] = []
        for reading, report in zip(self.readings, self.corpus, strict=True):
            found: list[tuple[str, int, int, str, str, float]] = [
                (c.code, c.slot.start, c.slot.end, str(c.slot.value), str(c.table_value), c.confidence)
                for c in reading.clashes
            ]
            found += [
                ("N03", p.whole.start, p.whole.end, p.whole.printed, str(p.total), p.confidence)
                for p in reading.sums
                if p.kind != "holds"
            ]
            found += [
                ("N04", r.quantity.start, r.quantity.end, f"{r.stated:g}", f"{r.computed}", r.confidence)
                for r in reading.rates
                if not r.holds
            ]
            found += [(c.code, c.start, c.end, c.value, c.other_value, c.confidence) for c in reading.contradictions]
            rows += [
                (report.report_id, code, start, end, report.text[start:end], value, expected, confidence)
                for code, start, end, value, expected, confidence in sorted(found)
            ]
        return to_frame(rows, CHECK_COLUMNS)

    def __repr__(self) -> str:
        n_slots = sum(len(reading.slots) for reading in self.readings)
        return f"<NumbersResult: {len(self.readings)} reports, {n_slots} counts>"

    def _repr_html_(self) -> str:
        frame = self.checks().to_html(index=False, max_rows=20, escape=True)
        return f"<div><p>{html.escape(repr(self))}</p>{frame}</div>"


def find_numbers(source: Corpus | Report) -> NumbersResult:
    """Read the numbers in the narrative of a batch (or of one report).

    Parameters
    ----------
    source : Corpus or Report
        What to read.

    Returns
    -------
    NumbersResult
        ``.to_frame()`` has one row a count, ``.checks()`` one row a fault.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("一、总体情况\\n2022年共公开信息100条，其中网站60条、微信30条。", year=2022)
    >>> cy.find_numbers(report).checks()["code"].tolist()
    ['N03']
    """
    corpus = source if isinstance(source, Corpus) else Corpus([source])
    return NumbersResult(corpus, tuple(read_numbers(report) for report in corpus))
