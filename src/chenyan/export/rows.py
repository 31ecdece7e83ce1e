"""Turn an audit into the rows of the output folder's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
    rows: Collection[dict[str, Any]]


def collect(audit: AuditLike) -> dict[str, TableOut]:
    """Return all tables of an audit by name; those of a measure that did not run have columns and no rows."""
    tables = [
        TableOut("flags", _names("flags"), tuple(audit.flags.rows())),
        _reports(audit),
        _of_frame("sentences", audit.reuse.sentences if audit.reuse is not None else None),
        _of_frame("problems", audit.problems),
        _of_frame("themes", audit.themes if audit.problems is not None else None),
        TableOut("tables", _names("tables"), _Cells(audit)),
        _of_frame("issues", audit.issues),
        _of_frame("skips", audit.skips),
    ]
    return {table.name: table for table in tables}


def _names(table: str) -> tuple[str, ...]:
    return tuple(variable.name for variable in SCHEMAS[table])


def _of_frame(name: str, result: Any) -> TableOut:
    """Return the table of a result; its frame says the columns."""
    if result is None:
        return TableOut(name, _names(name), ())
    frame = result.to_frame()
    return TableOut(name, tuple(str(column) for column in frame.columns), tuple(frame_rows(frame)))


class _Cells(Collection[dict[str, Any]]):
    """The cells of all statutory tables, made when asked for: a report has some 200 of them."""

    def __init__(self, audit: AuditLike) -> None:
        self._audit = audit

    def __len__(self) -> int:
        return sum(len(table.cells) for report in self._audit.corpus for table in report.tables)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return _cells(self._audit)

    def __contains__(self, row: object) -> bool:
        return any(row == known for known in self)


def _cells(audit: AuditLike) -> Iterator[dict[str, Any]]:
    """Yield one row a cell of the statutory tables."""
    for report in audit.corpus:
        for table in report.tables:
            for cell in table.cells:
                yield {
                    "report_id": report.report_id,
                    "agency": report.agency,
                    "year": report.year,
                    "form": table.form,
                    "vintage": table.vintage,
                    "row": cell.row,
                    "column": cell.column,
                    "row_label": cell.row_label,
                    "column_label": cell.column_label,
                    "text": cell.text,
                    "value": cell.value,
                    "state": cell.state,
                    "start": cell.start,
                    "end": cell.end,
                }


def measure_columns(names: Sequence[str]) -> dict[str, str]:
    """Return the column of each reuse measure: its own name made short and valid for Stata."""
    taken = list(_names("reports"))
    columns: dict[str, str] = {}
    for name in names:
        columns[name] = stata_name(name, taken)
        taken.append(columns[name])
    return columns


def _reports(audit: AuditLike) -> TableOut:
    """Build the table with one row a report: identity, counts, shares, measures."""
    flags: dict[str, Counter[str]] = {report_id: Counter() for report_id in audit.corpus.ids}
    for flag in audit.flags.records:
        counter = flags[flag.evidence.report_id]
        counter["n_flags"] += 1
        counter[f"n_{flag.severity.value}"] += 1
        counter[FAMILIES.get(flag.code[:1], "f_other")] += 1
    skips = Counter(skip.report_id for skip in audit.skips)
    stated: Counter[tuple[str, str]] = Counter()
    if audit.problems is not None:
        for statement in frame_rows(audit.problems.to_frame()):
            stated[statement["report_id"], statement["kind"]] += 1
    reuse = {} if audit.reuse is None else {key: audit.reuse.of(key) for key in audit.corpus.ids}
    measures = measure_columns(list(dict.fromkeys(name for found in reuse.values() for name in found.measures)))
    rows = []
    for report in audit.corpus:
        key = report.report_id
        row: dict[str, Any] = {
            "report_id": key,
            "agency": report.agency,
            "region": report.region,
            "level": report.level,
            "agency_type": report.agency_type,
            "genre": report.genre,
            "year": report.year,
            "published": report.published.isoformat() if report.published else None,
            "source": report.source,
            "n_chars": len(report.text),
            "n_sentences": len(report.sentences),
            "n_tables": len(report.tables),
            "grade": audit.grades.get(key, ""),
            "n_flags": flags[key]["n_flags"],
            **{f"n_{severity.value}": flags[key][f"n_{severity.value}"] for severity in Severity},
            **{column: flags[key][column] for column in (*FAMILIES.values(), "f_other")},
            "n_skips": skips[key],
            "n_problems": stated[key, "problem"] if audit.problems is not None else None,
            "n_measures": stated[key, "measure"] if audit.problems is not None else None,
        }
        found = reuse.get(key)
        for origin, column in SHARES.items():
            row[column] = None if found is None else _rounded(found.shares.get(origin))
        for name, column in measures.items():
            row[column] = None if found is None else _rounded(found.measures.get(name))
        rows.append(row)
    return TableOut("reports", (*_names("reports"), *measures.values()), tuple(rows))


def _rounded(value: Any) -> float | None:
    """Return a number with ten digits, so that machines agree; a share of nothing is None."""
    if value is None or value != value:
        return None
    return float(f"{float(value):.10g}")
