"""The numbers of the narrative: what is counted, for which year, lists of parts, rates, contradictions."""

from chenyan.numbers.against_tables import Clash
from chenyan.numbers.context import Context
from chenyan.numbers.contradictions import Contradiction
from chenyan.numbers.line import Line, Quantity
from chenyan.numbers.rates import Rate
from chenyan.numbers.result import NumberReading, NumbersResult, find_numbers, read_numbers
from chenyan.numbers.slots import Slot
from chenyan.numbers.sums import Parts

__all__ = [
    "Clash",
    "Context",
    "Contradiction",
    "Line",
    "NumberReading",
    "NumbersResult",
    "Parts",
    "Quantity",
    "Rate",
    "Slot",
    "find_numbers",
    "read_numbers",
]
