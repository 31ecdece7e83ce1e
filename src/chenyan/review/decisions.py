"""Coders' decisions: read, merge, adjudicate, and carry over to later runs without losing any."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.display import html_frame, html_table
from chenyan.files import json_bytes, read_csv, write_whole
from chenyan.frames import to_frame
from chenyan.review.agreeing import Agreement, agreement
from chenyan.types import ReportError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DECISIONS", "Carried", "Decision", "Merged", "carry_over", "merge_decisions", "read_decisions"]

DECISIONS = ("right", "wrong", "unsure")
_SPOKEN = {
    "right": "right", "正确": "right", "对": "right", "1": "right",
    "wrong": "wrong", "误报": "wrong", "错": "wrong", "2": "wrong",
    "unsure": "unsure", "存疑": "unsure", "不确定": "unsure", "3": "unsure",
    "": "",
}  # fmt: skip
ADJUDICATOR = "adjudicated"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one coder decided on one flag; ``decision`` may be empty where there is only a note."""

    fingerprint: str
    coder: str
    decision: str
    note: str = ""
    time: str = ""
    code: str = ""
    report_id: str = ""
    origin: str = ""


def read_decisions(path: str | Path, *, coder: str = "") -> tuple[Decision, ...]:
    """Read a coder's decisions: JSON or CSV of the review page, or a filled coding sheet.

    Parameters
    ----------
    path : path
        ``.json`` or ``.csv`` (UTF-8; a sheet that Excel saved as GB18030 is read too).
    coder : str, optional
        Whose they are, where the file does not say; by default the file's name without ``sheet-`` and ending.

    Raises
    ------
    ReportError
        Where the file cannot be read, or a decision is none of right, wrong, unsure (正确, 误报, 存疑).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = Path(folder, "sheet-A.csv")
    ...     _ = sheet.write_text("fingerprint,code,decision,note\\nf1,Y02,正确,\\n", encoding="utf-8")
    ...     [(item.coder, item.decision) for item in read_decisions(sheet)]
    [('A', 'right')]
    """
    place = Path(path)
    try:
        rows, named = _read_json(place) if place.suffix.lower() == ".json" else (_read_sheet(place), "")
    except OSError as error:
        raise ReportError(
            f"{path}: cannot be read ({error.strerror}); give files that coders exported"
            " 无法读取，请给出编码员导出的文件"
        ) from error
    owner = coder or named or place.stem.removeprefix("sheet-").removeprefix("decisions-")
    found = []
    for number, row in enumerate(rows, 1):
        given = str(row.get("decision") or "").strip().lower()
        if given not in _SPOKEN:
            raise ReportError(f"{path}, row {number}: decision {given!r} is not right, wrong or unsure 正确 误报 存疑")
        note = str(row.get("note") or "")
        if not row.get("fingerprint") or not (given or note.strip()):
            continue
        who = coder or str(row.get("coder") or "")
        entry = Decision(
            str(row["fingerprint"]).strip(), who or owner, _SPOKEN[given], note, str(row.get("time") or ""),
            str(row.get("code") or ""), str(row.get("report_id") or ""), place.name,
        )  # fmt: skip
        found.append(entry)
        found.extend(_overruled(entry, row.get("other")))
    return tuple(found)


def _overruled(entry: Decision, others: Any) -> list[Decision]:
    """Return the earlier decisions that the page kept beside a conflicting later one."""
    return [
        replace(entry, decision=other["decision"], note=str(other.get("note") or ""), time=str(other.get("time") or ""))
        for other in (others if isinstance(others, list) else ())
        if isinstance(other, dict) and other.get("decision") in DECISIONS
    ]


def _read_json(path: Path) -> tuple[list[dict[str, Any]], str]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ReportError(
            f"{path}: not JSON ({error}); export the decisions from the review page again"
            " 不是 JSON，请从复核页面重新导出"
        ) from error
    if not isinstance(data, dict) or data.get("format") != "chenyan-decisions":
        raise ReportError(
            f"{path}: holds no chenyan decisions; export them from the review page 不含复核结论，请从复核页面导出"
        )
    rows = [row for row in data.get("decisions", ()) if isinstance(row, dict)]
    return rows, str(data.get("coder") or "")


def _read_sheet(path: Path) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = list(read_csv(path))
    except UnicodeDecodeError:  # Excel in China saves "CSV" in GB18030
        rows = list(read_csv(path, encoding="gb18030"))
    if rows and not {"fingerprint", "decision"} <= set(rows[0]):
        raise ReportError(
            f"{path}: no columns fingerprint and decision; give a coding sheet or the page's CSV"
            " 缺少 fingerprint 与 decision 列，请给出编码表或页面导出的 CSV"
        )
    return rows


@dataclass(frozen=True)
class Merged:
    """The decisions of all coders.

    Attributes
    ----------
    records : tuple of Decision
        The latest decision of each coder on each flag, by fingerprint and coder.
    superseded : tuple of Decision
        Earlier decisions of a coder who changed their mind; kept, not counted.
    """

    records: tuple[Decision, ...]
    superseded: tuple[Decision, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders, the adjudicator left out."""
        return tuple(sorted({record.coder for record in self.records} - {ADJUDICATOR}))

    def ratings(self) -> dict[str, dict[str, str]]:
        """Return the decisions by fingerprint and coder, the adjudicator's left out."""
        found: dict[str, dict[str, str]] = {}
        for record in self.records:
            if record.decision and record.coder != ADJUDICATOR:
                found.setdefault(record.fingerprint, {})[record.coder] = record.decision
        return found

    def agreement(self, *, n_bootstrap: int = 2000, seed: int = 0) -> Agreement:
        """Measure the agreement of the coders (see ``chenyan.review.agreement``)."""
        return agreement(self.ratings(), n_bootstrap=n_bootstrap, seed=seed)

    def conflicts(self) -> tuple[str, ...]:
        """Return the fingerprints on which coders decided differently and nobody adjudicated."""
        settled = {r.fingerprint for r in self.records if r.coder == ADJUDICATOR and r.decision}
        return tuple(
            sorted(k for k, given in self.ratings().items() if len(set(given.values())) > 1 and k not in settled)
        )

    def final(self) -> dict[str, str]:
        """Return the decision on each flag: the adjudicated one, else the one that all coders share.

        Flags in conflict have none.
        """
        found = {
            key: next(iter(set(given.values())))
            for key, given in self.ratings().items()
            if len(set(given.values())) == 1
        }
        found.update({r.fingerprint: r.decision for r in self.records if r.coder == ADJUDICATOR and r.decision})
        return dict(sorted(found.items()))

    def adjudicate(self, decisions: Mapping[str, str], *, note: str = "") -> Merged:
        """Settle conflicts.

        Parameters
        ----------
        decisions : mapping of fingerprint to {"right", "wrong", "unsure"}
            What was agreed on. Coders' own decisions stay as they are, so agreement is still measured on them.

        Raises
        ------
        ReportError
            Where a flag was judged by nobody or a decision is not known.
        """
        by_flag = {record.fingerprint: record for record in self.records}
        added = []
        for key, given in sorted(decisions.items()):
            if key not in by_flag or given not in DECISIONS:
                raise ReportError(
                    f"{key}: {given!r}: adjudicate flags that coders judged, as right, wrong or unsure"
                    " 裁定只能针对编码员判断过的标记，取 right、wrong、unsure"
                )
            known = by_flag[key]
            added.append(Decision(key, ADJUDICATOR, given, note, "", known.code, known.report_id))
        kept = [r for r in self.records if not (r.coder == ADJUDICATOR and r.fingerprint in decisions)]
        old = [r for r in self.records if r.coder == ADJUDICATOR and r.fingerprint in decisions]
        return Merged(_sorted([*kept, *added]), _sorted([*self.superseded, *old]), self.params)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a decision: fingerprint, code, report_id, coder, decision, note, time, final, conflict."""
        columns = {
            "fingerprint": "str", "code": "str", "report_id": "str", "coder": "str", "decision": "str", "note": "str",
            "time": "str", "final": "str", "conflict": "bool",
        }  # fmt: skip
        final, conflicts = self.final(), set(self.conflicts())
        return to_frame(
            (
                (
                    r.fingerprint, r.code, r.report_id, r.coder, r.decision, r.note, r.time,
                    final.get(r.fingerprint, ""), r.fingerprint in conflicts,
                )
                for r in self.records
            ),
            columns,
        )  # fmt: skip

    def disputed(self, audit: Any) -> pd.DataFrame:
        """Return one row a conflict with the flag's words: what those who adjudicate need to see.

        Parameters
        ----------
        audit : Audit
            The audit that the coders judged.

        Returns
        -------
        pandas.DataFrame
            fingerprint, code, report_id, words, message, message_zh, and for each coder a column with the decision and the note.
        """
        given: dict[str, dict[str, str]] = {}
        coders = [coder for coder in self.coders if coder != ADJUDICATOR]
        for r in self.records:
            given.setdefault(r.fingerprint, {})[r.coder] = f"{r.decision}: {r.note}" if r.note else r.decision
        flags = {row["fingerprint"]: row for row in audit.flags.rows()}
        known = {record.fingerprint: record for record in self.records}
        columns = ("fingerprint", "code", "report_id", "words", "message", "message_zh", *coders)
        rows = []
        for key in self.conflicts():
            # a flag that this audit no longer has is still in dispute; its words are not known
            row = flags.get(key, {"code": known[key].code, "report_id": known[key].report_id})
            words = [str(row.get(name, "")) for name in columns[1:6]]
            rows.append((key, *words, *(given[key].get(coder, "") for coder in coders)))
        return to_frame(rows, dict.fromkeys(columns, "str"))

    def save(self, path: str | Path) -> Path:
        """Write all decisions, superseded ones too, as JSON that ``merge_decisions`` reads again."""
        rows = [
            {
                "fingerprint": r.fingerprint, "coder": r.coder, "code": r.code, "report_id": r.report_id,
                "decision": r.decision, "note": r.note, "time": r.time,
            }
            for r in (*self.superseded, *self.records)
        ]  # fmt: skip
        data = {
            "format": "chenyan-decisions",
            "format_version": 1,
            "version": self.version,
            "coder": "",
            "decisions": rows,
        }
        return write_whole(path, json_bytes(data))

    def summary(self) -> str:
        """Return counts, agreement and open conflicts in words."""
        given = Counter(record.decision for record in self.records if record.decision)
        counts = ", ".join(f"{given[decision]} {decision}" for decision in DECISIONS if given[decision])
        n_flags, n_coders, n_open = len({r.fingerprint for r in self.records}), len(self.coders), len(self.conflicts())
        lines = [
            f"{n_flags} flags 标记, {n_coders} coders 编码员: {counts or 'none'}",
            f"{n_open} conflicts to settle 待裁定, {len(self.superseded)} changed decisions kept 已改的决定",
        ]
        return "\n".join([*lines, *repr(self.agreement()).splitlines()])

    def __repr__(self) -> str:
        return f"<Merged: {len(self.records)} decisions of {', '.join(self.coders)}; {len(self.conflicts())} conflicts>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption=repr(self))


def _sorted(records: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(records, key=lambda r: (r.fingerprint, r.coder, r.time, r.decision, r.note, r.origin)))


def merge_decisions(files: Sequence[str | Path] | Mapping[str, str | Path]) -> Merged:
    """Join the decisions of several coders.

    Parameters
    ----------
    files : sequence of paths, or mapping of coder to path
        Files that the review page exported, filled coding sheets, or an earlier merge.

    Returns
    -------
    Merged
        The order of the files does not matter. Where a coder decided twice on one flag, the later time counts and the
        earlier one is kept in ``superseded``.

    Raises
    ------
    ReportError
        Where a file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for coder, decision in (("A", "right"), ("B", "wrong")):
    ...         sheet = f"fingerprint,code,decision,note\\nf1,Y02,{decision},\\n"
    ...         _ = Path(folder, f"sheet-{coder}.csv").write_text(sheet, encoding="utf-8")
    ...     merge_decisions(sorted(Path(folder).iterdir()))
    <Merged: 2 decisions of A, B; 1 conflicts>
    """
    pairs = list(files.items()) if isinstance(files, Mapping) else [("", path) for path in files]
    by_key: dict[tuple[str, str], list[Decision]] = {}
    for coder, path in pairs:
        for decision in read_decisions(path, coder=coder):
            by_key.setdefault((decision.fingerprint, decision.coder), []).append(decision)
    records, superseded = [], []
    for given in by_key.values():
        ordered = sorted(given, key=lambda r: (r.time, bool(r.decision), r.decision, r.note, r.origin))
        records.append(ordered[-1])
        said = {(ordered[-1].decision, ordered[-1].note)}
        for earlier in reversed(ordered[:-1]):
            if (earlier.decision, earlier.note) not in said:
                superseded.append(earlier)
                said.add((earlier.decision, earlier.note))
    names = sorted(Path(path).name for _, path in pairs)
    return Merged(_sorted(records), _sorted(superseded), {"files": names})


@dataclass(frozen=True)
class Carried:
    """Decisions of an earlier run beside the flags of a later one.

    Attributes
    ----------
    kept : Merged
        Decisions on flags that are still there.
    gone : Merged
        Decisions on flags that are no longer found: kept for good, they apply again when the flag returns.
    conflicts : tuple of str
        Flags with decisions that differ between coders and are not adjudicated.
    undecided : tuple of str
        Flags of the later run that nobody judged.
    """

    kept: Merged
    gone: Merged
    conflicts: tuple[str, ...]
    undecided: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a decision, and one a flag that nobody judged.

        Columns: fingerprint, code, report_id, coder, decision, note, status (kept, gone, undecided).
        """
        names = ("fingerprint", "code", "report_id", "coder", "decision", "note", "status")
        rows = [
            (r.fingerprint, r.code, r.report_id, r.coder, r.decision, r.note, status)
            for status, merged in (("kept", self.kept), ("gone", self.gone))
            for r in merged.records
        ]
        rows += [(key, "", "", "", "", "", "undecided") for key in self.undecided]
        return to_frame(rows, dict.fromkeys(names, "str"))

    def __repr__(self) -> str:
        return (
            f"<Carried: {len(self.kept.records)} decisions kept, {len(self.gone.records)} on flags that are gone, "
            f"{len(self.conflicts)} conflicts, {len(self.undecided)} flags undecided>"
        )

    def _repr_html_(self) -> str:
        rows = (
            ("kept 仍在", len(self.kept.records)),
            ("on flags that are gone 标记已消失", len(self.gone.records)),
            ("conflicts 待裁定", len(self.conflicts)),
            ("flags undecided 未决定的标记", len(self.undecided)),
        )
        return html_table(rows, ("decisions 决定", "n"), caption="carried over 沿用的决定")


def carry_over(merged: Merged, audit: Any) -> Carried:
    """Carry decisions over to another run of the same reports, or another version of the package.

    Parameters
    ----------
    merged : Merged
        The decisions so far.
    audit : Audit
        The later run.

    Returns
    -------
    Carried
        Matching is by fingerprint; every decision is in ``kept`` or in ``gone``.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "青河镇2021年工作年度报告\\n五、存在的主要问题及改进情况\\n2021年，我镇将进一步加强培训。\\n2022年1月20日"
    >>> audit = cy.audit(cy.Corpus([cy.report_from_text(text, genre="ogi")]), select="Y02")
    >>> carry_over(Merged((Decision("f1", "A", "right"),)), audit)
    <Carried: 0 decisions kept, 1 on flags that are gone, 0 conflicts, 1 flags undecided>
    """
    there = set(audit.flags.fingerprints)

    def part(inside: bool) -> Merged:
        return Merged(
            tuple(r for r in merged.records if (r.fingerprint in there) == inside),
            tuple(r for r in merged.superseded if (r.fingerprint in there) == inside),
            merged.params,
        )

    kept = part(True)
    judged = {record.fingerprint for record in kept.records if record.decision}
    undecided = tuple(name for name in audit.flags.fingerprints if name not in judged)
    return Carried(kept, part(False), kept.conflicts(), undecided)
