"""A researcher's edits of themes, kept in a file and replayed on the next batch: merge, split, rename, assign."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chenyan.problems.cores import core_of
from chenyan.types import SettingsError

_KEYS = {
    "merge": ({"from", "into"}, {"label"}),
    "split": ({"theme", "matching", "into"}, {"label"}),
    "rename": ({"theme", "label"}, set()),
    "assign": ({"words", "theme"}, {"label"}),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: its operation and what it touches."""

    op: str
    theme: str = ""
    into: str = ""
    sources: tuple[str, ...] = ()
    words: str = ""
    pattern: re.Pattern[str] | None = None
    label: str = ""

    def apply(self, words: str, theme: str) -> str:
        """Return the theme of a statement after this edit."""
        if self.op == "merge" and theme in self.sources:
            return self.into
        if self.op == "split" and theme == self.theme and self.pattern is not None and self.pattern.search(words):
            return self.into
        if self.op == "assign" and core_of(words, strip=False) == core_of(self.words, strip=False):
            return self.theme
        return theme


def _read(entry: Any, where: str) -> Edit:
    op = entry.get("op") if isinstance(entry, dict) else None
    if op not in _KEYS:
        raise SettingsError(f"{where}: an edit needs op, one of {', '.join(_KEYS)}; found {op!r} 修改缺少有效的 op")
    needed, allowed = _KEYS[op]
    keys = set(entry) - {"op", "note"}
    if not needed <= keys or not keys <= needed | allowed:
        raise SettingsError(
            f"{where}: {op} takes {sorted(needed)} and optionally {sorted(allowed)}; found {sorted(keys)} 修改的键不对"
        )
    pattern = None
    if op == "split":
        try:
            pattern = re.compile(str(entry["matching"]))
        except re.error as error:
            raise SettingsError(
                f"{where}: matching is not a regular expression: {error} matching 不是有效的正则表达式"
            ) from error
    sources = entry.get("from", [])
    return Edit(
        op,
        theme=str(entry.get("theme", "")),
        into=str(entry.get("into", "")),
        sources=tuple([sources] if isinstance(sources, str) else map(str, sources)),
        words=str(entry.get("words", "")),
        pattern=pattern,
        label=str(entry.get("label", "")),
    )


def load_edits(path: str | Path) -> tuple[Edit, ...]:
    """Read an edit file.

    The file is JSON: ``{"edits": [{"op": "merge", "from": ["a", "b"], "into": "a"}, {"op": "split", "theme": "a",
    "matching": "乡镇", "into": "a-towns", "label": "…"}, {"op": "rename", "theme": "a", "label": "…"}, {"op": "assign",
    "words": "…", "theme": "a"}]}``. Edits apply in order; later ones see what earlier ones did.

    Parameters
    ----------
    path : path
        The file.

    Returns
    -------
    tuple of Edit

    Raises
    ------
    SettingsError
        Where the file is not an edit file; the message names the entry.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as an edit file: {error} 修改文件无法读取") from error
    entries = data.get("edits") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise SettingsError(f"{path}: an edit file holds a list under 'edits' 修改文件应在 edits 下列出修改")
    return tuple(_read(entry, f"{path}: edit {at + 1}") for at, entry in enumerate(entries))
