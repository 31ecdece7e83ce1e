"""Reports as bytes: they come back equal, their tables only when asked for, and damage is told."""

from __future__ import annotations

import copy
import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.report import Report
from chenyan.corpus.stored import pack, store_report, unpack
from chenyan.types import Issue

sys.path.insert(0, str(Path(__file__).parent))
import make_files as make


@pytest.fixture(scope="module")
def report() -> Report:
    found = cy.report_from_text(make.as_text(make.report("青河镇", 2021, 5)), year=2021, published="2022-01-20")
    assert found.tables
    return found


def test_a_stored_report_equals_the_report(report: Report) -> None:
    stored = decode_report(encode_report(report))
    assert stored == report
    assert report == decode_report(encode_report(report))
    assert hash(stored) == hash(report)
    assert stored.tables == report.tables
    assert encode_report(stored) == encode_report(report)


@pytest.mark.parametrize("again", [lambda r: pickle.loads(pickle.dumps(r)), copy.copy, copy.deepcopy])
def test_a_copy_of_a_stored_report_equals_the_report(again, report: Report) -> None:
    assert again(decode_report(encode_report(report))) == report


def test_a_stored_report_can_be_changed_like_any_other(report: Report) -> None:
    stored = decode_report(encode_report(report))
    assert replace(stored, report_id="x") == replace(report, report_id="x")
    assert replace(stored, tables=()) == replace(report, tables=())
    assert stored != replace(report, tables=())


def test_parts_are_decoded_when_somebody_asks(report: Report) -> None:
    stored = decode_report(encode_report(report))
    assert stored.text == report.text
    assert stored._middle
    assert stored._tables
    assert stored.sentences == report.sentences
    assert not stored._middle
    assert stored._tables
    assert (stored.sections, stored.outline) == (report.sections, report.outline)
    assert stored.tables == report.tables
    assert not stored._tables


@pytest.mark.parametrize(
    "damage",
    [lambda b: b"", lambda b: b[:40], lambda b: b"\x00" * 50, lambda b: b[4:], lambda b: b[:-1], lambda b: b + b"x"],
)
def test_damaged_bytes_are_refused(damage, report: Report) -> None:
    with pytest.raises(ValueError, match="stored report"):
        decode_report(damage(encode_report(report)))


def test_what_a_file_gave_comes_back_from_its_bytes(report: Report) -> None:
    items = [store_report(report), Issue("a\nb.txt", "reason", "原因", "warning", "a"), store_report(report)]
    assert unpack(pack(items)) == items
    assert unpack(pack([])) == []


def test_cells_that_are_not_what_their_words_say_come_back_too(report: Report) -> None:
    table = report.tables[0]
    cell = table.cells[0]
    odd = (
        cell._replace(value=7, state="number"),
        cell._replace(text="3", value=3.0, state="number"),
        cell._replace(start=cell.start - 1),
        cell._replace(text="\ud800", value=None, state="text"),
    )
    for cells in ((), odd[:1], odd[1:2], odd[2:3], odd, (*table.cells, odd[1])):
        changed = replace(report, tables=(replace(table, cells=cells),))
        back = decode_report(encode_report(changed))
        assert back == changed
        assert repr(back.tables) == repr(changed.tables)
