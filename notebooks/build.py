"""Execute the notebooks on the sample and write the .ipynb pairs: ``python notebooks/build.py [NAME ...]``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import jupytext
import nbclient
import nbformat

HERE = Path(__file__).resolve().parent


def build(path: Path) -> float:
    """Execute one notebook in its folder and write its pair; returns the seconds that it took."""
    started = time.perf_counter()
    notebook = jupytext.read(path)
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": HERE}}
    ).execute()
    for at, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{at}"
        cell.get("metadata", {}).pop("execution", None)
    nbformat.write(notebook, path.with_suffix(".ipynb"))
    return time.perf_counter() - started


def main() -> None:
    """Build the named notebooks, or all."""
    names = sys.argv[1:]
    for path in sorted(HERE.glob("[0-9]*.py")):
        if not names or any(path.name.startswith(name) for name in names):
            print(f"{path.stem}: {build(path):.1f} s")


if __name__ == "__main__":
    main()
