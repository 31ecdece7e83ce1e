"""The fast way from a draft to plain text: tables one cell a line, their labels prepared once."""

from __future__ import annotations

from functools import cache

from .figures import Values
from .layouts import flat_lines, print_table
from .records import Draft


class _Slot(dict[str, object]):
    """Values that print as their own key, to find where each value stands."""

    def __missing__(self, key: str) -> str:
        return "\x00" + key + "\x00"


@cache
def _frame(form: str, vintage: int) -> tuple[str, tuple[str, ...]]:
    """Return the printed form with %s at each value, and the keys of the values in order."""
    pieces = "\n".join(flat_lines(print_table(form, vintage, _Slot()), "bare")).replace("%", "%%").split("\x00")  # type: ignore[arg-type]
    return "%s".join(pieces[::2]), tuple(pieces[1::2])


def flat_table(form: str, vintage: int, values: Values) -> str:
    """Return a table with one cell a line."""
    frame, keys = _frame(form, vintage)
    return frame % tuple([values[key] for key in keys])


def flat_report(draft: Draft) -> str:
    """Return a report as plain text."""
    lines = [*draft.title, ""]
    for part in draft.parts:
        if part.heading:
            lines.append(part.heading)
        for para in part.paras:
            if para.role.startswith("table:"):
                form = para.role[6:]
                lines.append(flat_table(form, draft.vintages[form], draft.tables[form]))
            else:
                lines.append(para.text)
    lines += draft.signature
    return "\n".join(lines) + "\n"
