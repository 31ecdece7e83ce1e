"""Write the codebook: what every column of every table means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chenyan import __version__
from chenyan.export.rows import TableOut
from chenyan.export.schema import describe
from chenyan.files import csv_bytes

__all__ = ["CODEBOOK_COLUMNS", "codebook_csv", "codebook_md", "codebook_rows"]

CODEBOOK_COLUMNS = ("variable", "file", "type", "definition", "formula", "unit", "range", "source")
_TYPES = {"c": "text", "i": "whole number", "d": "number", "l": "truth value", "D": "date"}
_ABOUT = {
    "flags": "one row a finding",
    "reports": "one row a report; short names that Stata and R accept",
    "sentences": "one row a sentence: where its words come from",
    "problems": "one row a stated problem or announced measure",
    "themes": "one row a theme of the stated problems",
    "tables": "one row a cell of the statutory tables",
    "issues": "one row a file that could not be read, or only with loss",
    "skips": "one row a check that could not run: neither flagged nor clear",
}


def codebook_rows(tables: Mapping[str, TableOut], files: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return one row a column of a table, ``files`` saying which files hold each table."""
    rows = []
    for name, table in tables.items():
        for column in table.columns:
            variable = describe(name, column)
            rows.append(
                {
                    "variable": column,
                    "file": " ".join(files.get(name, ())),
                    "type": variable.type if variable.definition else _guess(table, column),
                    "definition": variable.definition or column.replace("_", " "),
                    "formula": variable.formula,
                    "unit": variable.unit,
                    "range": variable.range,
                    "source": variable.source,
                }
            )
    return rows


def _guess(table: TableOut, column: str) -> str:
    """Return the readr type that the values of a column have."""
    kinds = {type(row.get(column)) for row in table.rows if row.get(column) is not None}
    if not kinds or not kinds <= {bool, int, float}:
        return "c"
    return "l" if kinds == {bool} else "i" if kinds == {int} else "d"


def codebook_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return codebook.csv."""
    return csv_bytes(rows, CODEBOOK_COLUMNS)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def codebook_md(rows: Sequence[Mapping[str, Any]], tables: Mapping[str, TableOut]) -> bytes:
    """Return codebook.md: how to read the files, then one table a file."""
    lines = [
        "# Codebook 变量说明",
        "",
        f"Written by chenyan {__version__}. Offsets count code points of the original text, from 0; ends are",
        "exclusive.",
        "An empty cell means: not known, or not measured. A share of nothing is empty, not 0.",
        "",
        "CSV files are UTF-8 with a signature, for Excel. Text that opens with `=` `+` `-` `@`, a tab or a carriage",
        "return has an apostrophe in front, so that no spreadsheet runs it; take off one leading apostrophe to get the",
        "original. The parquet files hold the text as it is. In the xlsx files a text of more than 32,767 characters",
        "continues in columns such as `words (2)`; control characters are shown as signs such as ␋.",
        "",
        '    R      flags <- readr::read_csv("flags.csv")       reports <- readr::read_csv("reports.csv")',
        "    Stata  import delimited reports.csv, encoding(utf-8) varnames(1) bindquote(strict) clear",
        '    Python flags = pandas.read_parquet("flags.parquet")   (or the folder "flags" of a run with --parquet-rows)',
        "",
    ]
    for name in tables:
        own = [row for row in rows if row["file"] and re.split("[ ./]", row["file"])[0] == name]
        if not own:
            continue
        lines += [f"## {own[0]['file'].replace(' ', ', ')}", "", _sentence(_ABOUT.get(name, "")), ""]
        lines += ["| variable | type | definition | formula | unit | range | source |", "|---|---|---|---|---|---|---|"]
        for row in own:
            cells = (
                f"`{row['variable']}`",
                f"{_TYPES[row['type']]} ({row['type']})",
                *(row[key] for key in ("definition", "formula", "unit", "range", "source")),
            )
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines).encode("utf-8")
