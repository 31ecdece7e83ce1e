"""Edits of a report's text, and the report that comes of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from chenyan.corpus.build import Document, build_report
from chenyan.corpus.report import Report
from chenyan.types import Identity


@dataclass(frozen=True, slots=True)
class Change:
    """Replace ``[start, end)`` of one report's text by ``words`` (``start == end`` inserts)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A report with the company that a fault may need.

    ``earlier`` are reports of the same agency, latest first (year - 1, year - 2, ...); ``other`` is another agency's.
    """

    report: Report
    earlier: tuple[Report, ...] = ()
    other: Report | None = None

    @property
    def year(self) -> int:
        """The reference year; scenes are only made of reports that have one."""
        year = self.report.year
        assert year is not None
        return year


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change: in the report itself, in its earlier reports by position; and the words that are wrong then.

    ``words`` is empty where the fault is something missing. ``published`` replaces the date of publication.
    """

    changes: tuple[Change, ...] = ()
    words: str = ""
    earlier: tuple[tuple[int, tuple[Change, ...]], ...] = ()
    note: str = ""


Planter = Callable[[Scene, random.Random], "Plan | None"]
PLANTERS: dict[str, list[Planter]] = {}


def plants(code: str) -> Callable[[Planter], Planter]:
    """Register a function that plants a fault of one rule; a rule may have several."""

    def register(planter: Planter) -> Planter:
        PLANTERS.setdefault(code, []).append(planter)
        return planter

    return register


def apply(text: str, changes: Sequence[Change]) -> str:
    """Return the text with all changes made; they must not overlap."""
    at = 0
    pieces = []
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        pieces += [text[at : change.start], change.words]
        at = change.end
    return "".join([*pieces, text[at:]])


def rebuild(report: Report, changes: Sequence[Change]) -> Report:
    """Return the report with its text changed and read anew; what a manifest said of it stays known."""
    known = {
        item.name: fact.value
        for item in fields(Identity)
        if (fact := getattr(report.identity, item.name)).source == "manifest"
    }
    document = Document(apply(report.text, changes), "txt", metadata=report.metadata)
    return build_report(document, report_id=report.report_id, source=report.source, known=known)


_SELF = re.compile(r"[我本](?:街道|管委会|机关|镇|乡|局|市|县|区|省|厅|委|办|中心)")
_BY_TYPE = {"town": "我镇", "subdistrict": "我街道", "zone": "我管委会", "department": "我局"}


def self_name(report: Report) -> str:
    """Return how the report calls its own agency, by its own use, else by the agency's type."""
    found: list[str] = _SELF.findall(report.text)
    if found:
        return max(sorted(set(found)), key=found.count)
    if report.agency_type in _BY_TYPE:
        return _BY_TYPE[report.agency_type]
    return {"province": "我省", "city": "我市"}.get(report.level, "我县")


def prose(report: Report, kind: str, *, minimum: int = 12) -> list[tuple[int, int]]:
    """Return the prose sentences of one part that are at least ``minimum`` characters long."""
    return [
        (s.start, s.end)
        for s in report.sentences
        if s.section == kind and s.role == "prose" and s.end - s.start >= minimum
    ]


def append_to(report: Report, kind: str, words: str) -> Change | None:
    """Return the change that adds a sentence after the last prose sentence of a part."""
    sentences = prose(report, kind, minimum=1)
    if not sentences:
        return None
    end = sentences[-1][1]
    joint = "" if report.text[end - 1] in "。！？；" else "。"
    return Change(end, end, joint + words)


def appended(report: Report, kind: str, words: str, wrong: str = "") -> Plan | None:
    """Return the plan that adds a sentence to a part."""
    change = append_to(report, kind, words)
    return None if change is None else Plan((change,), wrong or words)
