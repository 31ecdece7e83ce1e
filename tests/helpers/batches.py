"""Small batches of invented reports as files, and the audits of them."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

from chenyan.locking import LOCK

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"
APART = {"timings.json"}  # the only file that may differ between two runs


def write_batch(folder: Path, n_agencies: int, years: tuple[int, ...] = (2020, 2021, 2022)) -> Path:
    """Write the reports of some agencies as text files, one folder a year."""
    if str(CORPORA) not in sys.path:
        sys.path.insert(0, str(CORPORA))
    from make_sample import make_reports

    for name, text, *_ in make_reports(n_agencies, years):
        place = folder / name[-4:] / f"{name}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file of an output folder but timings, caches and the lock of a killed run."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (*APART, LOCK) and ".chenyan-cache" not in path.parts
    }


def save_audit(source: Any, out: Path, *, parquet_rows: int = 0, **options: Any) -> tuple[dict[str, str], Any]:
    """Audit, save without figures, and return the hashes of what was written, and the audit."""
    import chenyan as cy

    result = cy.audit(source, progress=False, **options)
    backend = options.get("backend")
    return hashes(result.save(out, figures=False, progress=False, backend=backend, parquet_rows=parquet_rows)), result
