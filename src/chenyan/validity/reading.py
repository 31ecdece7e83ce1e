"""How well reading does on the sample corpus: sections, table cells and identity against what was planted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.corpus.report import Corpus, Report
from chenyan.frames import to_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TARGETS", "Miss", "ReadingScore", "score_reading"]

TARGETS = {"reports": 1.0, "sections": 0.995, "cells": 0.999, "identity": 0.99}
_FACTS = ("agency", "region", "level", "agency_type", "year", "published")


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that reading got wrong: what was there, and what was read."""

    aspect: str
    report_id: str
    format: str
    thing: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """Shares of reports, sections, cells and facts of identity that were read right, with every miss."""

    right: Mapping[str, int]
    total: Mapping[str, int]
    misses: tuple[Miss, ...]
    params: Mapping[str, str]
    version: str

    def share(self, aspect: str) -> float:
        """Return the share read right of ``reports``, ``sections``, ``cells`` or ``identity``; nan of nothing."""
        return self.right[aspect] / self.total[aspect] if self.total[aspect] else float("nan")

    @property
    def passed(self) -> bool:
        """Say whether every share reaches its target."""
        return all(self.share(aspect) >= target for aspect, target in TARGETS.items())

    def to_frame(self) -> pd.DataFrame:
        """Return one row a miss: aspect, report_id, format, thing, expected, found."""
        columns = dict.fromkeys(("aspect", "report_id", "format", "thing", "expected", "found"), "str")
        return to_frame(((m.aspect, m.report_id, m.format, m.thing, m.expected, m.found) for m in self.misses), columns)

    def summary(self) -> pd.DataFrame:
        """Return one row an aspect: aspect, right, total, share, target."""
        columns = {"aspect": "str", "right": "int", "total": "int", "share": "float", "target": "float"}
        rows = ((a, self.right[a], self.total[a], self.share(a), target) for a, target in TARGETS.items())
        return to_frame(rows, columns)

    def __repr__(self) -> str:
        shares = ", ".join(f"{a} {self.share(a):.4f} ({self.right[a]}/{self.total[a]})" for a in TARGETS)
        return f"<ReadingScore: {shares}; {len(self.misses)} misses>"

    def _repr_html_(self) -> str:
        return self.summary().to_html(index=False, escape=True) + self.to_frame().to_html(index=False, max_rows=20)


class _Tally:
    """Counts right and wrong, and keeps the wrong."""

    def __init__(self) -> None:
        self.right = dict.fromkeys(TARGETS, 0)
        self.total = dict.fromkeys(TARGETS, 0)
        self.misses: list[Miss] = []

    def mark(
        self, aspect: str, good: bool, truth: Mapping[str, Any], thing: str, expected: object, found: object
    ) -> None:
        self.total[aspect] += 1
        self.right[aspect] += good
        if not good:
            self.misses.append(Miss(aspect, truth["report_id"], truth["format"], thing, str(expected), str(found)))


def score_reading(corpus: Corpus, truth: str | Path) -> ReadingScore:
    """Compare what was read with what was planted.

    Parameters
    ----------
    corpus : Corpus
        The sample corpus as read.
    truth : path
        Its ``truth.jsonl``.

    Returns
    -------
    ReadingScore
        A section counts as right where its kind, its heading (blanks aside) and its place in the order are; a cell
        where its number or its text is; a fact where it equals what is true. A region may leave out the province,
        which no place name in the text need give. A report that was not found counts as all wrong.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.validity.reading import score_reading
    >>> corpus = cy.read_corpus("corpora/sample", progress=False)  # doctest: +SKIP
    >>> score_reading(corpus, "corpora/sample/truth.jsonl").passed  # doctest: +SKIP
    True
    """
    import chenyan

    tally = _Tally()
    for line in Path(truth).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        report = corpus[record["report_id"]] if record["report_id"] in corpus.ids else None
        tally.mark("reports", report is not None, record, "report", record["file"], "" if report is None else "found")
        _score_sections(tally, record, report)
        _score_cells(tally, record, report)
        _score_identity(tally, record, report)
    known = {line["report_id"] for line in map(json.loads, Path(truth).read_text(encoding="utf-8").splitlines())}
    for report_id in corpus.ids:
        if report_id not in known:
            extra = {"report_id": report_id, "format": corpus[report_id].format}
            tally.mark("reports", False, extra, "report", "", "not in the sample, or read twice")
    return ReadingScore(tally.right, tally.total, tuple(tally.misses), {"truth": Path(truth).name}, chenyan.__version__)


def _plain(text: str) -> str:
    return "".join(text.split()).strip("#*")


def _score_sections(tally: _Tally, record: Mapping[str, Any], report: Report | None) -> None:
    found = [(section.kind, _plain(section.heading)) for section in report.sections] if report else []
    at = 0
    for section in record["sections"]:
        wanted = (section["kind"], _plain(section["heading"]))
        # a preamble, title or signature is known by its kind alone
        place = next(
            (k for k in range(at, len(found)) if found[k] == wanted or (not wanted[1] and found[k][0] == wanted[0])), -1
        )
        if place >= 0:
            at = place + 1
        tally.mark("sections", place >= 0, record, f"{wanted[0]} {wanted[1]}".strip(), wanted[1], found)


def _score_cells(tally: _Tally, record: Mapping[str, Any], report: Report | None) -> None:
    for form, cells in record["tables"].items():
        table = report.table(form) if report else None
        read = table.by_key() if table else {}
        for key, value in cells.items():
            row, _, column = key.partition("|")
            cell = read.get((row, column))
            if isinstance(value, str):  # a planted text, blank or odd number
                shown = "" if cell is None else cell.text.strip()
                tally.mark("cells", shown == value, record, f"{form} {key}", value, shown)
            else:
                shown_value = None if cell is None else cell.value
                tally.mark("cells", shown_value == value, record, f"{form} {key}", value, shown_value)


def _score_identity(tally: _Tally, record: Mapping[str, Any], report: Report | None) -> None:
    for name in _FACTS:
        expected = record[name]
        fact = getattr(report.identity, name).value if report else None
        shown = fact.isoformat() if isinstance(fact, date) else fact
        good = shown == expected
        if name == "region" and isinstance(shown, str) and shown:
            good = expected.endswith(shown)
        tally.mark("identity", good, record, name, expected, shown)
