"""Each dependency has one door: the part of the package that imports it, and no other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

DOORS = {
    "jieba": ("tokens.py",),
    "rjieba": ("tokens.py",),
    "sklearn": ("problems/",),
    "matplotlib": ("figures/",),
    "dask": ("backends/",),
    "distributed": ("backends/",),
    "pyarrow": ("export/", "corpus/readers/sheets.py"),
    "rapidfuzz": ("align.py",),
    "xlsxwriter": ("export/",),
    "openpyxl": ("corpus/readers/",),
    "lxml": ("corpus/readers/",),
    "selectolax": ("corpus/readers/",),
    "pypdfium2": ("corpus/readers/",),
    "pdfplumber": ("corpus/readers/",),
    "legacy_doc": ("corpus/readers/",),
    "jinja2": ("review/",),
    "tqdm": ("progress.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
}


def imports(path: Path) -> set[str]:
    """Return the top names that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_dependency_is_imported_behind_its_door(name: str, root: Path) -> None:
    package = root / "src" / "chenyan"
    users = sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py") if name in imports(path))
    assert [user for user in users if not user.startswith(DOORS[name])] == []


def test_no_pickle_and_no_evaluation_of_text(root: Path) -> None:
    for path in (root / "src" / "chenyan").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"eval", "exec"}, path
        assert not imports(path) & {"pickle", "shelve", "marshal"}, path
