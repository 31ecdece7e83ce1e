"""Compare two audits: which flags are new, gone, changed, the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.export.folder import read_manifest, recover
from chenyan.files import read_csv
from chenyan.frames import to_frame
from chenyan.types import ReportError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Comparison", "compare", "read_flags"]

STATUS = ("new", "gone", "changed", "same")
# What makes a flag another one though its name is the same. Offsets and ids may move freely.
WATCHED = ("severity", "confidence", "value", "expected", "message")
_COLUMNS = {
    "status": "str", "fingerprint": "str", "report_id": "str", "agency": "str", "year": "int", "code": "str",
    "severity": "str", "words": "str", "message": "str", "message_zh": "str", "changes": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """The flags of two audits side by side.

    Attributes
    ----------
    rows : tuple of dict
        One a flag: ``status`` (new, gone, changed, same), its columns in the later audit (the earlier one where it is
        gone), and ``changes``: what changed, from and to.
    params : dict
        What was compared.
    version : str
        Version of the package.
    """

    rows: tuple[dict[str, Any], ...]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    def of(self, status: str) -> tuple[dict[str, Any], ...]:
        """Return the flags of one status."""
        return tuple(row for row in self.rows if row["status"] == status)

    def counts(self) -> dict[str, int]:
        """Return the number of flags by status."""
        found = Counter(row["status"] for row in self.rows)
        return {status: found[status] for status in STATUS}

    def to_frame(self, *, same: bool = False) -> pd.DataFrame:
        """Return one row a flag that is new, gone or changed; ``same=True`` adds the unchanged ones."""
        rows = (row for row in self.rows if same or row["status"] != "same")
        return to_frame(({**row, "changes": json.dumps(row["changes"], ensure_ascii=False)} for row in rows), _COLUMNS)

    def __repr__(self) -> str:
        return f"<Comparison: {', '.join(f'{n} {status}' for status, n in self.counts().items())}>"

    def _repr_html_(self) -> str:
        frame = self.to_frame()[["status", "report_id", "code", "severity", "words", "message_zh", "changes"]]
        return f"<p>{self.counts()}</p>" + frame.to_html(index=False, max_rows=50, escape=True)


def compare(earlier: Any, later: Any) -> Comparison:
    """Compare two audits, or two output folders.

    Parameters
    ----------
    earlier, later : Audit or path
        Two runs: two versions of the package or of the settings, or two states of a batch.

    Returns
    -------
    Comparison
        Flags are matched by fingerprint (unit, year, rule, words): files may be moved or renamed in between.

    Raises
    ------
    ReportError
        Where a path is no output folder.

    Examples
    --------
    >>> import chenyan as cy
    >>> report = cy.report_from_text("五、存在的主要问题及改进情况\\n2022年，我局将继续完善目录。", year=2022, genre="ogi")
    >>> corpus = cy.Corpus([report])
    >>> compare(cy.audit(corpus, select="Y01"), cy.audit(corpus, select="Y02"))
    <Comparison: 1 new, 0 gone, 0 changed, 0 same>
    """
    before, after = _flags(earlier), _flags(later)
    rows = []
    for name in sorted({*before, *after}, key=lambda key: _order(after.get(key) or before[key])):
        old, new = before.get(name), after.get(name)
        changes = {}
        if old is not None and new is not None:
            changes = {key: [old.get(key), new.get(key)] for key in WATCHED if _differ(old.get(key), new.get(key))}
            status = "changed" if changes else "same"
        else:
            status = "new" if old is None else "gone"
        rows.append({**(new or old or {}), "status": status, "changes": changes})
    return Comparison(tuple(rows), {"earlier": _label(earlier), "later": _label(later)})


def _differ(old: Any, new: Any) -> bool:
    return str("" if old is None else old) != str("" if new is None else new)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["report_id"], row["start"], row["end"], row["code"], row["fingerprint"])


def _label(audit: Any) -> str:
    return str(audit) if isinstance(audit, (str, Path)) else repr(audit)


def _flags(audit: Any) -> dict[str, dict[str, Any]]:
    rows: Iterator[dict[str, Any]] = iter(read_flags(audit) if isinstance(audit, (str, Path)) else audit.flags.rows())
    return {row["fingerprint"]: row for row in rows}


def read_flags(folder: str | Path) -> list[dict[str, Any]]:
    """Return the flags of an output folder as plain records.

    Raises
    ------
    ReportError
        Where the folder holds no finished audit.
    """
    place = Path(folder)
    if place.is_dir():
        recover(place)
    if not read_manifest(place):
        raise ReportError(
            f"{folder}: no manifest.json; give the folder that `chenyan audit SOURCE -o OUT` wrote"
            " 没有 manifest.json，请给出 chenyan audit 写出的文件夹"
        )
    return [
        {
            **row,
            "year": int(row["year"]) if row["year"] else None,
            "start": int(row["start"]),
            "end": int(row["end"]),
            "confidence": float(row["confidence"]),
            "related": json.loads(row["related"] or "[]"),
        }
        for row in read_csv(place / "flags.csv")
    ]
