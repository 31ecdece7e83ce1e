"""The package as a whole: light to import, names that resolve, examples that run, nothing of this machine inside."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chenyan
from chenyan.rules import ALL_RULES, all_rules

# They start programs or need what is not on every machine.
_NO_DOCTEST = {"chenyan.validity.__main__", "chenyan.backends.dask"}
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(chenyan.__path__, "chenyan.") if module.name not in _NO_DOCTEST
)


def test_import_is_light() -> None:
    code = (
        "import sys, time; t = time.perf_counter(); import chenyan; took = time.perf_counter() - t;"
        "heavy = {'pandas', 'sklearn', 'matplotlib', 'jieba', 'numpy', 'scipy', 'pyarrow'} & set(sys.modules);"
        "print(took, sorted(heavy))"
    )
    took, heavy = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split(
        " ", 1
    )
    assert heavy.strip() == "[]"
    assert float(took) < 0.3


def test_every_public_name_resolves() -> None:
    for name in chenyan.__all__:
        assert getattr(chenyan, name) is not None
    assert callable(chenyan.audit)
    importlib.import_module("chenyan.auditing")
    assert callable(chenyan.audit)


def test_the_catalogue_is_complete() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(ALL_RULES) == 45
    assert codes[:45] == [name[:3].upper() for name in ALL_RULES]
    families = {family: sum(code.startswith(family) for code in codes[:45]) for family in "YBTNSPL"}
    assert families == {"Y": 6, "B": 7, "T": 9, "N": 6, "S": 6, "P": 6, "L": 5}


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    found = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert found.failed == 0


def test_the_repository_names_no_machine(root: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False).stdout
    if not tracked:
        pytest.skip("not a git checkout")
    place = re.compile(r"(?:^|[^.:/A-Za-z0-9_])/(?:home|root|tmp|work|Users)/[A-Za-z0-9._-]+")
    found = []
    for name in tracked.split("\0"):
        path = root / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".csv", ".cfg", ".yml", ".json", ".ipynb"} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: {match.group().strip()}" for match in place.finditer(text)]
    assert found == []
