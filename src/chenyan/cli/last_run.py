"""What the last audit into a folder was made of: the same again is not done again."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chenyan.types import Severity

CACHE = ".chenyan-cache"


class LastRun:
    """The state of an output folder: inputs, settings and code of the audit that it holds.

    Parameters
    ----------
    folder : Path
        The output folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / CACHE / "last-run.json"
        try:
            self._data: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._data = {}

    def state(self, source: Any, reading: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
        """Return a hash of all that the results depend on."""
        from chenyan.corpus.caching import source_digest
        from chenyan.store import code_digest

        parts = [code_digest(), source_digest(source, reading.get("manifest")), json.dumps(reading, sort_keys=True)]
        parts.append(json.dumps(settings, sort_keys=True))
        parts += _installed_rules()
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def holds(self, state: str) -> bool:
        """Say whether the folder holds the whole result of this state, every file as it was written."""
        from chenyan.export.saving import changed_files

        return self._data.get("state") == state and not changed_files(self.folder)

    def keep(self, state: str, words: str, severities: Sequence[str]) -> None:
        """Remember a finished run."""
        from chenyan.files import json_bytes, write_whole

        self._data = {"state": state, "words": words, "severities": dict(sorted(Counter(severities).items()))}
        write_whole(self._file, json_bytes(self._data))

    def words(self) -> str:
        """Return the closing words of the run that the folder holds."""
        return f"输入与设置未变，沿用已有结果 nothing changed since the last run\n{self._data.get('words', '')}"

    def status(self, fail_on: str | None) -> int:
        """Return 1 where the run has a flag at or above ``fail_on``, else 0."""
        if fail_on is None:
            return 0
        limit = Severity(fail_on).rank
        found = self._data.get("severities", {})
        return int(any(n and Severity(name).rank >= limit for name, n in found.items()))


def _installed_rules() -> list[str]:
    """Return the code of the rules that other packages brought: they may change while this package does not."""
    from chenyan.files import file_sha256
    from chenyan.rules import select_rules

    modules = {rule.check.__module__ for rule in select_rules()} - {"chenyan"}
    found = []
    for name in sorted(name for name in modules if not name.startswith("chenyan.")):
        path = getattr(sys.modules.get(name), "__file__", None)
        found.append(f"{name} {file_sha256(path) if path else ''}")
    return found
