"""The browsing table of a notebook."""

from __future__ import annotations

import sys

import pytest

from chenyan.review import browse
from chenyan.types import ReportError


@pytest.fixture
def shown(monkeypatch):
    itables = pytest.importorskip("itables")
    seen = []
    monkeypatch.setattr(itables, "init_notebook_mode", lambda **how: seen.append(how))
    monkeypatch.setattr(itables, "show", lambda frame, **how: seen.append((frame, how)))
    return seen


def test_all_flags_are_shown_offline_and_as_text(made, shown):
    audit = made.make_audit(200, 7)
    browse(audit)
    how, (frame, options) = shown
    assert how == {"all_interactive": False, "connected": False}
    assert len(frame) == len(audit.flags) == 2800  # itables alone would cut at its own limit
    assert options["maxBytes"] == 0
    assert options["allow_html"] is False
    assert "words" in frame.columns
    assert "fingerprint" not in frame.columns


def test_hostile_cells_are_not_html(made):
    itables = pytest.importorskip("itables")
    frame = made.make_audit(1, 3, extra=made.HOSTILE).flags.to_frame()
    page = itables.to_html_datatable(frame, maxBytes=0, allow_html=False, connected=True)
    assert "<img" not in page


def test_a_long_table_or_a_wrong_column_is_refused(made, shown):
    with pytest.raises(ReportError, match="filter first"):
        browse(made.make_audit(), max_rows=5)
    with pytest.raises(ReportError, match="no column nowhere"):
        browse(made.make_audit(), columns=["nowhere"])


def test_without_itables_the_message_says_what_to_install(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "itables", None)
    with pytest.raises(ReportError, match=r"chenyan\[notebook\]"):
        browse(made.make_audit())
