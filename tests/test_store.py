"""The store of results: whole entries, found by everything that they depend on."""

from __future__ import annotations

import os
import pickle
import shutil

import pytest

from chenyan import store as module
from chenyan.store import ResultStore, make_key
from helpers.stored import results_in, stored_files


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


def keys(*names):
    return [make_key("read", name) for name in names]


def test_results_that_were_stored_together_lie_in_one_file_and_are_found_each(tmp_path):
    a, b = keys("a", "b")
    ResultStore(tmp_path).put_together({a: b"1", b: b"22"})
    assert len(stored_files(tmp_path)) == 1
    store = ResultStore(tmp_path)
    assert (store.get(a), store.get(b)) == (b"1", b"22")


def test_a_copy_in_another_process_finds_what_its_original_knew_of(tmp_path):
    (a,) = keys("a")
    store = ResultStore(tmp_path)
    store.put(a, b"1")
    assert pickle.loads(pickle.dumps(store)).get(a) == b"1"


def test_a_batch_that_changed_moves_into_a_file_of_its_own_and_one_that_did_not_stays(tmp_path):
    a, b, c, d = keys("a", "b", "c", "d")
    first = ResultStore(tmp_path)
    first.put_together({a: b"1", b: b"2"})
    first.put_together({c: b"3"})
    for path in stored_files(tmp_path):
        os.utime(path, (1, 1))
    second = ResultStore(tmp_path)
    second.put_together({d: b"4"}, [a, b])
    second.put_together({}, [c])
    assert second.prune_before(100) == 1
    third = ResultStore(tmp_path)
    assert [third.get(key) for key in (a, b, c, d)] == [b"1", b"2", b"3", b"4"]
    assert sorted(len(results_in(path)) for path in stored_files(tmp_path)) == [1, 3]


def test_results_that_newer_files_hold_too_do_not_pile_up(tmp_path):
    a, b, c = keys("a", "b", "c")
    ResultStore(tmp_path).put_together({a: b"1", b: b"2"})
    for path in stored_files(tmp_path):
        os.utime(path, (1, 1))
    ResultStore(tmp_path).put_together({a: b"10", c: b"3"})
    ResultStore(tmp_path).put_together({b: b"20"})
    store = ResultStore(tmp_path)
    assert [store.get(key) for key in (a, b, c)] == [b"10", b"20", b"3"]
    assert len(stored_files(tmp_path)) == 2


def test_a_file_that_is_still_being_written_or_of_another_format_is_no_result(tmp_path):
    a, b = keys("a", "b")
    store = ResultStore(tmp_path)
    store.put_together({a: b"1"})
    store.put_together({b: b"2"})
    first, second = stored_files(tmp_path)
    first.rename(first.with_name(".chenyan-0"))
    second.write_bytes(second.read_bytes().replace(b"chenyan-store 2", b"chenyan-store 1"))
    later = ResultStore(tmp_path)
    assert [later.get(key) for key in (a, b)] == [None, None]
    assert later.prune_before(2e10) == 2


@pytest.mark.parametrize(
    "head",
    [b"[" * 60_000, b'[["a", -1, ""]]', b'[["a", 1e400, ""]]', b'[["a", "9", ""]]', b"null", b'{"a": 1}', b"[[]]"],
)
def test_a_hostile_file_costs_its_results_alone(tmp_path, head):
    a, b = keys("a", "b")
    store = ResultStore(tmp_path)
    store.put(a, b"1")
    store.put(b, b"2")
    path = stored_files(tmp_path)[0]
    magic, _, body = path.read_bytes().split(b"\n", 2)
    path.write_bytes(magic + b"\n" + head + b"\n" + body)
    later = ResultStore(tmp_path)
    found = [later.get(a), later.get(b)]
    assert found.count(None) == 1
    assert set(found) < {b"1", b"2", None}


def test_a_folder_that_is_deleted_during_a_run_is_made_anew(tmp_path):
    (a,) = keys("a")
    store = ResultStore(tmp_path / "store")
    store.put(a, b"1")
    shutil.rmtree(tmp_path / "store")
    assert store.get(a) is None
    store.put_together({}, [a])
    assert store.get_or(a, lambda: b"1") == b"1"
    assert store.get(a) == b"1"
