"""Small HTML tables for notebooks: escaped, cut to fit, readable in light and dark themes."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["cut", "html_frame", "html_table"]

_CELL = "padding:2px 8px;text-align:left;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.25)"
SEVERITY_COLOURS = {"high": "#B2182B", "medium": "#9A6700", "low": "#2B6CB0", "info": "#666666"}


def cut(text: str, limit: int = 60) -> str:
    """Return text on one line, cut at its end.

    Examples
    --------
    >>> cut("公开信息12条，其中网站3条", 8)
    '公开信息12条…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def html_table(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[str],
    *,
    caption: str = "",
    limit: int = 20,
    total: int | None = None,
    width: int = 60,
) -> str:
    """Return a table of at most ``limit`` rows; numbers to the right, words cut at ``width`` characters.

    Parameters
    ----------
    rows : iterable of sequences
        Cells in the order of ``columns``; a severity word is coloured.
    columns : sequence of str
        Headings.
    caption : str, default ""
        A line above the table.
    limit, total : int
        Rows shown, and how many there are, for the line below.
    width : int, default 60
        Characters of a cell.
    """
    head = "".join(f"<th style='{_CELL}'>{html.escape(name)}</th>" for name in columns)
    lines = []
    n_rows = 0
    for row in rows:
        n_rows += 1
        if n_rows > limit:
            continue
        lines.append("<tr>" + "".join(_cell(value, width) for value in row) + "</tr>")
    count = n_rows if total is None else total
    more = f"<div style='opacity:.7'>… {count - limit} more rows 另有 {count - limit} 行</div>" if count > limit else ""
    above = f"<div><b>{html.escape(caption)}</b></div>" if caption else ""
    return (
        f"<div>{above}<table style='border-collapse:collapse;font-size:90%'>"
        f"<tr>{head}</tr>{''.join(lines)}</table>{more}</div>"
    )


def html_frame(frame: Any, *, caption: str = "", limit: int = 12) -> str:
    """Return the first rows of a DataFrame as ``html_table`` shows them; what is missing stays empty."""
    rows = (
        [None if value is None or value != value or str(value) == "<NA>" else value for value in row]
        for row in frame.head(limit).itertuples(index=False, name=None)
    )
    return html_table(rows, [str(name) for name in frame.columns], caption=caption, limit=limit, total=len(frame))


def _cell(value: Any, width: int) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        words = "" if value is None else cut(str(value), width)
        colour = SEVERITY_COLOURS.get(words, "")
        style = f"{_CELL};color:{colour};font-weight:600" if colour else _CELL
        return f"<td style='{style}'>{html.escape(words)}</td>"
    shown = f"{value:.2f}" if isinstance(value, float) else str(value)
    return f"<td style='{_CELL};text-align:right'>{shown}</td>"
