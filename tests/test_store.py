"""The store of results: whole entries, found by everything that they depend on."""

from __future__ import annotations

import pytest

from chenyan import store as module
from chenyan.store import ResultStore, make_key


def entry(folder):
    return next(path for path in folder.rglob("*") if path.is_file())


def test_a_result_is_found_again_by_another_store(tmp_path):
    key = make_key("judged", b"report", settings={"k": 5})
    ResultStore(tmp_path).put(key, b"\x00answer\n")
    assert ResultStore(tmp_path).get(key) == b"\x00answer\n"


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[:20], lambda d: b"", lambda d: d[:-1] + b"X"])
def test_a_damaged_entry_is_computed_anew(tmp_path, damage):
    key = make_key("judged", b"report")
    store = ResultStore(tmp_path)
    store.put(key, b"answer")
    path = entry(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert store.get(key) is None
    assert store.get_or(key, lambda: b"answer") == b"answer"
    assert store.get(key) == b"answer"


def test_the_key_depends_on_kind_inputs_settings_and_code_and_on_nothing_else(monkeypatch):
    base = make_key("judged", b"a", b"b", settings={"x": 1, "y": 2})
    assert base == make_key("judged", b"a", b"b", settings={"y": 2, "x": 1})
    others = [
        make_key("reuse", b"a", b"b", settings={"x": 1, "y": 2}),
        make_key("judged", b"ab", b"", settings={"x": 1, "y": 2}),
        make_key("judged", b"a", b"b", settings={"x": 1}),
    ]
    monkeypatch.setattr(module, "code_digest", lambda: "another version")
    others.append(make_key("judged", b"a", b"b", settings={"x": 1, "y": 2}))
    assert base not in others
    assert len(set(others)) == 4


def test_a_kind_cannot_leave_the_folder():
    with pytest.raises(ValueError, match="only ASCII"):
        make_key("../escape", b"a")


def test_prune_drops_what_this_run_did_not_use(tmp_path):
    old = ResultStore(tmp_path)
    old.put(make_key("judged", b"gone"), b"1")
    old.put(make_key("judged", b"stays"), b"2")
    new = ResultStore(tmp_path)
    new.get(make_key("judged", b"stays"))
    assert new.prune() == 1
    assert new.get(make_key("judged", b"stays")) == b"2"
    assert new.get(make_key("judged", b"gone")) is None
