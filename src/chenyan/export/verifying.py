"""Verify an output folder: are its files as written, and does the same run give them again?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan import __version__
from chenyan.display import html_frame
from chenyan.export.comparing import compare
from chenyan.export.folder import read_manifest, recover
from chenyan.export.saving import changed_files
from chenyan.frames import to_frame
from chenyan.types import ReportError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VerifyReport", "verify"]

_ZH = {
    "same": "一致",
    "altered": "写出后被改动或缺失",
    "differs": "重跑结果不同",
    "missing": "重跑没有此文件",
    "extra": "重跑多出此文件",
    "not checked": "未比较",
}


@dataclass(frozen=True)
class VerifyReport:
    """What verifying found, file by file.

    Attributes
    ----------
    files : tuple of (str, str)
        Name and status: same; altered (no longer as written); differs, missing, extra (in the re-run); not checked.
    notes : tuple of str
        Versions or inputs that changed, and how the flags differ.
    """

    files: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    @property
    def ok(self) -> bool:
        """Whether every file is as written and came out the same again."""
        return all(status in ("same", "not checked") for _, status in self.files)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a file: file, status."""
        return to_frame(self.files, {"file": "str", "status": "str"})

    def summary(self) -> str:
        """Return the result in words, English and Chinese."""
        same = sum(status == "same" for _, status in self.files)
        head = "verified 可以复现" if self.ok else "NOT the same 不能复现"
        unchecked = sum(status == "not checked" for _, status in self.files)
        lines = [f"{head}: {same} of {len(self.files) - unchecked} files are the same 一致"]
        wrong = [(name, status) for name, status in self.files if status not in ("same", "not checked")]
        lines += [f"  {name}: {status} {_ZH[status]}" for name, status in wrong]
        if unchecked:
            lines.append(f"  {unchecked} figure files not drawn again, only checked against the manifest 图未重绘")
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<VerifyReport: {'ok' if self.ok else 'not the same'}, {len(self.files)} files>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption=self.summary().splitlines()[0])


def verify(folder: str | Path, again: Callable[[dict[str, Any], Path], object] | None = None) -> VerifyReport:
    """Check an output folder against its manifest, and against a new run.

    Parameters
    ----------
    folder : path
        What an audit wrote.
    again : callable, optional
        ``again(params, target)`` runs the audit with the manifest's parameters and writes it to ``target`` without
        figures. Without it, only the files are checked against the manifest.

    Returns
    -------
    VerifyReport
        ``.ok``, ``.summary()``, ``.to_frame()``.

    Raises
    ------
    ReportError
        Where the folder holds no finished audit.

    Examples
    --------
    >>> import tempfile
    >>> import chenyan as cy
    >>> corpus = cy.Corpus([cy.report_from_text("2022年，我镇公开信息80条。", year=2022)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = cy.audit(corpus, select="Y").save(folder, figures=False)
    ...     verify(folder).ok
    True
    """
    place = Path(folder)
    if place.is_dir():
        recover(place)
    manifest = read_manifest(place)
    if not manifest:
        raise ReportError(
            f"{folder}: no manifest.json; give the folder that `chenyan audit SOURCE -o OUT` wrote"
            " 没有 manifest.json，请给出 chenyan audit 写出的文件夹"
        )
    status = dict.fromkeys(manifest.get("files", {}), "same")
    for name in changed_files(place):
        status[name] = "altered"
    notes = []
    if manifest.get("version") != __version__:
        notes.append(f"written by chenyan {manifest.get('version')}, this is {__version__}")
    if again is not None:
        rerun = Path(tempfile.mkdtemp(prefix=".chenyan-verify-", dir=place))
        try:
            again(dict(manifest.get("params", {})), rerun)
            notes += _judge(place, manifest, rerun, status)
        finally:
            shutil.rmtree(rerun, ignore_errors=True)
    return VerifyReport(tuple(sorted(status.items())), tuple(notes), {"folder": str(folder)})


def _judge(place: Path, manifest: dict[str, Any], rerun: Path, status: dict[str, str]) -> list[str]:
    """Set the status of each file against the re-run; returns notes."""
    new = read_manifest(rerun)
    if not new:
        raise ReportError(
            f"{place}: the new run wrote no manifest, so there is nothing to compare with 重跑没有写出清单，无从比较"
        )
    notes = []
    for name, entry in manifest["files"].items():
        if name.startswith("figures/") and name not in new["files"]:
            status[name] = status[name] if status[name] != "same" else "not checked"
        elif name not in new["files"]:
            status[name] = "missing"
        elif new["files"][name]["sha256"] != entry["sha256"] and status[name] == "same":
            status[name] = "differs"
    for name in new["files"]:
        status.setdefault(name, "extra")
    before = {row["report_id"]: row["sha256"] for row in manifest["inputs"]}
    after = {row["report_id"]: row["sha256"] for row in new["inputs"]}
    if before != after:
        other = sum(before.get(key) != after.get(key) for key in {*before, *after})
        notes.append(f"inputs differ 输入不同: {other} of {len({*before, *after})} reports")
    if manifest["environment"] != new["environment"]:
        pairs = {**manifest["environment"], **new["environment"]}
        changed = [
            f"{key} {manifest['environment'].get(key)} -> {new['environment'].get(key)}"
            for key in sorted(pairs)
            if manifest["environment"].get(key) != new["environment"].get(key)
        ]
        notes.append("packages differ 软件版本不同: " + ", ".join(changed))
    if status.get("flags.csv") == "differs":
        notes.append(f"flags 标记: {compare(place, rerun)!r}")
    return notes
