"""What a report is made of before it is printed: sentences with their origin, paragraphs, parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .figures import Values
from .world import Agency


@dataclass(slots=True)
class Piece:
    """One sentence and its origin; ``skeleton`` still holds {y} where the year is printed."""

    words: str
    origin: str = "novel"
    edits: str = ""
    source: str = ""
    skeleton: str = ""


@dataclass(slots=True)
class Para:
    """One paragraph: prose, a sub-heading, or the place of a table."""

    pieces: list[Piece]
    role: str = "prose"
    slot: str = ""

    @property
    def text(self) -> str:
        return "".join(piece.words for piece in self.pieces)


@dataclass(slots=True)
class Part:
    """One part of a report."""

    kind: str
    heading: str
    paras: list[Para] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A report before it is printed, with everything that is true of it."""

    report_id: str
    agency: Agency
    year: int
    published: date
    title: list[str]
    parts: list[Part]
    signature: list[str]
    tables: dict[str, Values]
    vintages: dict[str, int]
    facts: dict[str, int]
    problems: list[tuple[str, str]] = field(default_factory=list)
    measures: list[tuple[str, str]] = field(default_factory=list)
    faults: list[dict[str, object]] = field(default_factory=list)
    earlier: Draft | None = None

    def part(self, kind: str) -> Part | None:
        return next((part for part in self.parts if part.kind == kind), None)

    def pieces(self) -> Iterator[Piece]:
        for part in self.parts:
            for para in part.paras:
                if not para.role.startswith("table"):
                    yield from para.pieces

    def flag(self, code: str, words: str, expected: object = "", note: str = "", **more: object) -> None:
        """Note a planted fault."""
        self.faults.append({"code": code, "words": words, "expected": str(expected), "note": note, **more})
