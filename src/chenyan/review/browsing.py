"""Browse a table in Jupyter: sort, search, page (the door to itables, the extra ``[notebook]``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chenyan.types import ReportError

__all__ = ["browse"]

_FLAGS = ("report_id", "agency", "year", "code", "severity", "confidence", "words", "message_zh", "message")


def browse(result: Any, *, columns: Sequence[str] | None = None, max_rows: int = 20_000) -> None:
    """Show a result as a table that sorts, searches and pages, in a notebook and offline.

    Parameters
    ----------
    result : Audit or any result with ``to_frame()``
        An audit shows its flags.
    columns : sequence of str, optional
        Columns to show; for flags by default those that people read.
    max_rows : int, default 20000
        Longer tables are refused rather than cut without a word.

    Raises
    ------
    ReportError
        Where itables is not installed, the table is too long, or a column is not there.
    """
    try:
        import itables
    except ImportError as error:
        raise ReportError(
            "browse needs itables: pip install 'chenyan[notebook]'; result.to_frame() shows the table without it"
            " 浏览需要 itables；用 to_frame() 也可看表"
        ) from error
    flags = getattr(result, "flags", None)
    frame = (result if flags is None else flags).to_frame()
    if columns is None and "fingerprint" in frame.columns:
        columns = _FLAGS
    if columns is not None:
        missing = [name for name in columns if name not in frame.columns]
        if missing:
            raise ReportError(f"no column {', '.join(missing)}; there are {', '.join(frame.columns)} 没有这些列")
        frame = frame[list(columns)]
    if len(frame) > max_rows:
        raise ReportError(
            f"{len(frame)} rows: filter first, or pass max_rows={len(frame)} 行数过多，请先筛选，或设 max_rows"
        )
    itables.init_notebook_mode(all_interactive=False, connected=False)
    itables.show(frame, maxBytes=0, allow_html=False, showIndex=False)
