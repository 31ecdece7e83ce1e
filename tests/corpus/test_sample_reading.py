"""The sample corpus is read as its truth file says: parts, cells, identity, from every format."""

from __future__ import annotations

import json

import pytest

import chenyan as cy
from chenyan.corpus.identity import identify


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.fixture(scope="module")
def pairs(sample_folder):  # type: ignore[no-untyped-def]
    """The reports of the sample with their records in the truth file."""
    truth_file = sample_folder / "truth.jsonl"
    if not truth_file.is_file():
        pytest.skip("no sample corpus; make it with corpora/make_sample.py")
    records = [json.loads(line) for line in truth_file.read_text(encoding="utf-8").splitlines()]
    corpus = cy.read_corpus(sample_folder)
    return [(corpus[record["report_id"]], record) for record in records if "sections" in record]


def test_parts(pairs) -> None:  # type: ignore[no-untyped-def]
    wanted = found = 0
    for report, record in pairs:
        have = {(section.kind, squeezed(section.heading)) for section in report.sections}
        for part in record["sections"]:
            wanted += 1
            found += (part["kind"], squeezed(part["heading"])) in have
    assert wanted > 1_000
    assert found / wanted >= 0.995


def test_cells(pairs) -> None:  # type: ignore[no-untyped-def]
    wanted = found = 0
    for report, record in pairs:
        tables = {table.form: table.by_key() for table in report.tables}
        for form, cells in record["tables"].items():
            for key, value in cells.items():
                cell = tables.get(form, {}).get(tuple(key.split("|")))
                wanted += 1
                found += cell is not None and (
                    cell.value == value
                    if cell.value is not None
                    else cell.text == ("" if value is None else str(value))
                )
    assert wanted > 20_000
    assert found / wanted >= 0.999


@pytest.mark.parametrize("name", ["agency", "level", "agency_type", "year"])
def test_identity_from_the_words_alone(pairs, name: str) -> None:  # type: ignore[no-untyped-def]
    right = 0
    for report, record in pairs:
        known = identify(
            report.text, report.sections, tables=report.tables, source=report.source, metadata=dict(report.metadata)
        )
        right += getattr(known, name).value == record[name]
    assert len(pairs) >= 100
    assert right / len(pairs) >= 0.99
