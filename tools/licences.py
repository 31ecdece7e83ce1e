"""List the runtime dependencies with their licences; fails on one that would bind users (GPL, AGPL).

python tools/licences.py
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

# LGPL libraries may be used as they are; "GPL" alone may not.
_BINDING = re.compile(r"\bA?GPL|Affero|(?<!Lesser )(?<!Library )General Public Licen[sc]e", re.IGNORECASE)
_FREE = re.compile(r"\bLGPL|Lesser General|Library General|with .{0,40}exception", re.IGNORECASE)


def requirements(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """Return the names of what a package requires here, with the extras that it asks for."""
    from packaging.requirements import Requirement

    found = []
    for line in distribution(name).requires or []:
        needed = Requirement(line)
        marker = needed.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *sorted(extras))):
            found.append((re.sub(r"[-_.]+", "-", needed.name).lower(), frozenset(needed.extras)))
    return found


def closure(root: str, extras: tuple[str, ...]) -> list[str]:
    """Return all packages that a package pulls in here, those of its extras too."""
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = requirements(root, frozenset(extras))
    while todo:
        name, asked = todo.pop()
        if (name, asked) in seen or name == root:
            continue
        try:
            distribution(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed
        seen.add((name, asked))
        todo += requirements(name, asked)
    return sorted({name for name, _ in seen})


def licence(found: Distribution) -> str:
    """Return what a package says of its licence, in a few words."""
    about = found.metadata
    named = [about.get("License-Expression") or ""]
    named += [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [words for words in named if words and words != "OSI Approved"]
    text = (about.get("License") or "").strip().splitlines()
    return "; ".join(dict.fromkeys(named)) or (text[0][:80] if text else "not stated")


def is_binding(words: str) -> bool:
    """Say whether a licence would bind those who use chenyan."""
    choices = re.split(r"\s(?:OR|or)\s|;", words)
    return all(_BINDING.search(choice) and not _FREE.search(choice) for choice in choices)


def audit(extras: tuple[str, ...] = ("parquet", "pdf-tables", "doc", "excel", "scale")) -> dict[str, str]:
    """Return the licence of each runtime dependency by name."""
    return {name: licence(distribution(name)) for name in closure("chenyan", extras)}


def main() -> int:
    """Print the table; returns 1 where a licence is binding."""
    bad = 0
    for name, words in audit().items():
        mark = "BINDING " if is_binding(words) else ""
        bad += bool(mark)
        print(f"{name:28} {distribution(name).version:14} {mark}{words}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
