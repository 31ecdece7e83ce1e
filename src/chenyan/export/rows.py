"""Turn an audit into the rows of the output folder's tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from chenyan.backends import Backend
from chenyan.corpus.card import Card
from chenyan.export.cells import CellLines
from chenyan.export.lines import Lines
from chenyan.export.protocol import AuditLike
from chenyan.export.schema import SCHEMAS, stata_name
from chenyan.export.writers import frame_rows
from chenyan.types import Severity

__all__ = ["TableOut", "collect", "measure_columns"]

FAMILIES = {
    "Y": "f_years", "B": "f_reuse", "T": "f_tables", "N": "f_numbers", "S": "f_parts", "P": "f_problems",
    "L": "f_language",
}  # fmt: skip
SHARES = {
    "mandated": "share_mandated",
    "boilerplate": "share_boilerplate",
    "carried_over": "share_carried_over",
    "borrowed": "share_borrowed",
    "novel": "share_novel",
}


@dataclass(frozen=True, slots=True)
class TableOut:
    """One table to be written: its name in the codebook, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Lines


def collect(audit: AuditLike, backend: Backend | None = None) -> dict[str, TableOut]:
    """Return all tables of an audit by name; those of a measure that did not run have columns and no rows.

    ``backend`` is where rows are put together while the tables are written, if it may be asked then.
    """
    problems = _of_result("problems", audit.problems)
    tables = [
        _flags(audit),
        _reports(audit, problems),
        _of_result("sentences", audit.reuse.sentences if audit.reuse is not None else None),
        problems,
        _of_result("themes", audit.themes if audit.problems is not None else None),
        _cells(audit, backend),
        _of_result("issues", audit.issues),
        _of_result("skips", audit.skips),
    ]
    return {table.name: table for table in tables}


def _held(name: str, columns: Sequence[str], lines: Sequence[Sequence[Any]]) -> TableOut:
    """Return a table whose rows are held: sequences take a third of the memory of records."""
    return TableOut(name, tuple(columns), Lines(columns, len(lines), lambda: iter(lines)))


def _flags(audit: AuditLike) -> TableOut:
    names = _names("flags")
    lines = []
    for row in audit.flags.rows():
        row["related"] = json.dumps(row["related"], ensure_ascii=False)
        lines.append(tuple(row[name] for name in names))
    return _held("flags", names, lines)


def _names(table: str) -> tuple[str, ...]:
    return tuple(variable.name for variable in SCHEMAS[table])


def _of_result(name: str, result: Any) -> TableOut:
    """Return the table of a result: most give their rows one by one, the others have a frame, for which pandas loads."""
    if result is None:
        return _held(name, _names(name), ())
    if hasattr(result, "lines"):
        columns = tuple(result.columns)
        if not hasattr(result, "__len__"):
            return _held(name, columns, list(result.lines()))
        digest = result.digest() if hasattr(result, "digest") else ""
        return TableOut(name, columns, Lines(columns, len(result), result.lines, digest))
    frame = result.to_frame()
    columns = tuple(str(column) for column in frame.columns)
    return _held(name, columns, [tuple(row.values()) for row in frame_rows(frame)])


def _cells(audit: AuditLike, backend: Backend | None) -> TableOut:
    """Return the cells of the statutory tables."""
    names = _names("tables")
    return TableOut("tables", names, CellLines(names, sum(c.n_cells for c in _cards(audit)), audit.corpus, backend))


def _cards(audit: AuditLike) -> Iterator[Card]:
    return (audit.card(report_id) for report_id in audit.corpus.ids)


def measure_columns(names: Sequence[str]) -> dict[str, str]:
    """Return the column of each reuse measure: its own name made short and valid for Stata."""
    taken = list(_names("reports"))
    columns: dict[str, str] = {}
    for name in names:
        columns[name] = stata_name(name, taken)
        taken.append(columns[name])
    return columns


def _reports(audit: AuditLike, problems: TableOut) -> TableOut:
    """Build the table with one row a report: identity, counts, shares, measures."""
    flags: dict[str, Counter[str]] = {report_id: Counter() for report_id in audit.corpus.ids}
    for flag in audit.flags.records:
        counter = flags[flag.evidence.report_id]
        counter["n_flags"] += 1
        counter[f"n_{flag.severity.value}"] += 1
        counter[FAMILIES.get(flag.code[:1], "f_other")] += 1
    skips = Counter(skip.report_id for skip in audit.skips)
    stated = Counter(map(itemgetter(*map(problems.columns.index, ("report_id", "kind"))), problems.rows.lines()))
    measured = _measured(audit)
    names = dict.fromkeys(name for key in audit.corpus.ids for name in measured(key)[1])
    measures = measure_columns(list(names))
    columns = (*_names("reports"), *measures.values())
    in_order = itemgetter(*columns)
    lines = []
    for card in _cards(audit):
        key = card.report_id
        row: dict[str, Any] = {
            "report_id": key,
            "agency": card.agency,
            "region": card.region,
            "level": card.level,
            "agency_type": card.agency_type,
            "genre": card.genre,
            "year": card.year,
            "published": card.published,
            "source": card.source,
            "n_chars": card.n_chars,
            "n_sentences": card.n_sentences,
            "n_tables": card.n_tables,
            "grade": audit.grades.get(key, ""),
            "n_flags": flags[key]["n_flags"],
            **{f"n_{severity.value}": flags[key][f"n_{severity.value}"] for severity in Severity},
            **{column: flags[key][column] for column in (*FAMILIES.values(), "f_other")},
            "n_skips": skips[key],
            "n_problems": stated[key, "problem"] if audit.problems is not None else None,
            "n_measures": stated[key, "measure"] if audit.problems is not None else None,
        }
        shares, found = measured(key)
        for origin, column in SHARES.items():
            row[column] = _rounded(shares.get(origin))
        for name, column in measures.items():
            row[column] = _rounded(found.get(name))
        lines.append(in_order(row))
    return _held("reports", columns, lines)


def _measured(audit: AuditLike) -> Callable[[str], tuple[Mapping[str, float], Mapping[str, float]]]:
    """Return a function that gives the shares and the measures of a report, both empty where none were taken."""
    if audit.reuse is None:
        return lambda report_id: ({}, {})
    ask = getattr(audit.reuse, "summary", None) or audit.reuse.of

    def measured(report_id: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
        found = ask(report_id)
        return found.shares, found.measures

    return measured


def _rounded(value: Any) -> float | None:
    """Return a number with ten digits, so that machines agree; a share of nothing is None."""
    if value is None or value != value:
        return None
    return float(f"{float(value):.10g}")
