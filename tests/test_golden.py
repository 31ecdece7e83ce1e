"""The sample corpus gives the approved tables; a change shows as a diff that someone reads and approves.

``CHENYAN_GOLDEN=write pytest tests/test_golden.py`` writes them anew; read the diff before you commit it.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

import chenyan as cy

COLUMNS = {
    "flags": ("report_id", "code", "severity", "start", "end", "words", "expected"),
    "reports": ("report_id", "agency", "region", "level", "year", "published", "n_sections", "n_tables", "grade"),
    "problems": ("report_id", "kind", "start", "end", "words", "theme"),
}


@pytest.fixture(scope="module")
def audit(sample_folder: Path) -> object:
    return cy.audit(sample_folder, progress=False)


def _rows(audit: object, name: str) -> Iterable[Sequence[object]]:
    if name == "flags":
        frame = audit.flags.to_frame()  # type: ignore[attr-defined]
    elif name == "problems":
        frame = audit.problems.to_frame()  # type: ignore[attr-defined]
    else:
        frame = audit.corpus.to_frame()  # type: ignore[attr-defined]
        frame["grade"] = frame["report_id"].map(audit.grades)  # type: ignore[attr-defined]
    return frame[list(COLUMNS[name])].fillna("").itertuples(index=False, name=None)


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_sample_gives_the_approved_table(name: str, audit: object, root: Path) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    writer.writerows(_rows(audit, name))
    golden = root / "tests" / "golden" / f"{name}.csv"
    if os.environ.get("CHENYAN_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(stream.getvalue(), encoding="utf-8")
    expected = golden.read_text(encoding="utf-8").splitlines()
    assert stream.getvalue().splitlines() == expected
