"""What reviews teach about the rules: precision with intervals, and thresholds that would reach a target."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.display import html_frame
from chenyan.frames import to_frame
from chenyan.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Precision", "precision_by_rule", "suggest_thresholds", "wilson"]

_COLUMNS = {
    "code": "str", "n": "int", "right": "int", "wrong": "int", "unsure": "int", "precision": "float", "low": "float",
    "high": "float",
}  # fmt: skip
_SUGGESTED = {
    "code": "str", "threshold": "float", "n_kept": "int", "n_dropped": "int", "precision": "float", "low": "float",
    "right_lost": "int", "reached": "bool",
}  # fmt: skip


@dataclass(frozen=True)
class Precision:
    """Rows on each rule; ``to_frame()`` gives them as a table."""

    rows: tuple[dict[str, Any], ...]
    columns: Mapping[str, str]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    def of(self, code: str) -> dict[str, Any] | None:
        """Return the row of one rule, or None where it was not reviewed."""
        return next((row for row in self.rows if row["code"] == code), None)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a rule."""
        return to_frame(self.rows, self.columns)

    def __repr__(self) -> str:
        lines = [
            f"{row['code']}: {row['precision']:.2f} [{row['low']:.2f}, {row['high']:.2f}], "
            f"{row['right']} right, {row['wrong']} wrong, {row['unsure']} unsure"
            if "high" in row
            else f"{row['code']}: threshold {row['threshold']:.2f}, precision {row['precision']:.2f} "
            f"(at least {row['low']:.2f}), {row['right_lost']} right flags lost"
            for row in self.rows
        ]
        if not lines and "min_n" in self.params:
            n = self.params["min_n"]
            return f"<Precision: no rule has {n} judged flags; sample more, or set min_n 没有规则达到 {n} 条已判标记>"
        return "\n".join(lines) or "<Precision: nothing reviewed>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption="precision by rule 各规则的精确率" if self.rows else repr(self))


def precision_by_rule(merged: Any, *, level: float = 0.95) -> Precision:
    """Return the precision of each rule, as coders judged its flags.

    Parameters
    ----------
    merged : Merged
        The decisions; only final ones count (shared by all coders, or adjudicated).
    level : float, default 0.95
        Coverage of the Wilson intervals.

    Returns
    -------
    Precision
        code, n (right + wrong), right, wrong, unsure, precision, low, high. Unsure flags are counted apart.
        For a sample drawn at random within each rule this estimates the rule's precision in the batch.

    Examples
    --------
    >>> from chenyan.review import Decision, Merged
    >>> merged = Merged((Decision("f1", "A", "right", code="Y02"), Decision("f2", "A", "wrong", code="Y02")))
    >>> precision_by_rule(merged)
    Y02: 0.50 [0.09, 0.91], 1 right, 1 wrong, 0 unsure
    """
    codes = {record.fingerprint: record.code for record in merged.records if record.code}
    counts: dict[str, dict[str, int]] = {}
    for name, decision in merged.final().items():
        found = counts.setdefault(codes.get(name, ""), {"right": 0, "wrong": 0, "unsure": 0})
        found[decision] += 1
    rows = []
    for code, found in sorted(counts.items()):
        n = found["right"] + found["wrong"]
        low, high = wilson(found["right"], n, level=level)
        share = found["right"] / n if n else math.nan
        rows.append({"code": code, "n": n, **found, "precision": share, "low": low, "high": high})
    return Precision(tuple(rows), _COLUMNS, {"level": level})


def suggest_thresholds(merged: Any, audit: Any, *, target: float = 0.9, min_n: int = 20) -> Precision:
    """Suggest, rule by rule, the lowest confidence above which flags are precise enough.

    Parameters
    ----------
    merged : Merged
        The decisions.
    audit : Audit
        The run whose flags were judged; it knows their confidence.
    target : float, default 0.9
        Precision to reach.
    min_n : int, default 20
        Rules with fewer judged flags get no suggestion: a threshold from a handful would be noise.

    Returns
    -------
    Precision
        code, threshold (keep flags at or above it), n_kept, n_dropped, precision, low (Wilson 95%), right_lost, reached
        (False: no threshold reaches the target, the best one is shown).

    Notes
    -----
    The threshold is chosen on the same flags that it is measured on, so the precision shown is a little too good;
    confirm it on a fresh sample.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "青河镇2021年工作年度报告\\n五、存在的主要问题及改进情况\\n2021年，我镇将进一步加强培训。\\n2022年1月20日"
    >>> audit = cy.audit(cy.Corpus([cy.report_from_text(text, genre="ogi")]), select="Y02")
    >>> from chenyan.review import Decision, Merged, sample_flags
    >>> merged = Merged((Decision(sample_flags(audit).fingerprints[0], "A", "right", code="Y02"),))
    >>> suggest_thresholds(merged, audit, min_n=1).rows[0]["precision"]
    1.0
    """
    by_code: dict[str, list[tuple[float, bool]]] = {}
    final = merged.final()
    for flag, name in zip(audit.flags.records, audit.flags.fingerprints, strict=True):
        if final.get(name) in ("right", "wrong"):
            by_code.setdefault(flag.code, []).append((flag.confidence, final[name] == "right"))
    rows = [
        {"code": code, **_lowest(judged, target)} for code, judged in sorted(by_code.items()) if len(judged) >= min_n
    ]
    return Precision(tuple(rows), _SUGGESTED, {"target": target, "min_n": min_n})


def _lowest(judged: Sequence[tuple[float, bool]], target: float) -> dict[str, Any]:
    """Return the lowest threshold that reaches the target, else the one of the highest precision."""
    found = []
    for threshold in sorted({confidence for confidence, _ in judged}):
        kept = [right for confidence, right in judged if confidence >= threshold]
        low, _ = wilson(sum(kept), len(kept))
        found.append(
            {
                "threshold": threshold,
                "n_kept": len(kept),
                "n_dropped": len(judged) - len(kept),
                "precision": sum(kept) / len(kept),
                "low": low,
                "right_lost": sum(right for _, right in judged) - sum(kept),
                "reached": sum(kept) / len(kept) >= target,
            }
        )
    reached = [row for row in found if row["reached"]]
    return reached[0] if reached else max(found, key=lambda row: (row["precision"], -row["threshold"]))
