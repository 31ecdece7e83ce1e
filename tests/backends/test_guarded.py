"""A task that hangs, dies or eats memory is lost alone, named, and everything else is answered in order."""

from __future__ import annotations

import sys

import pytest

from chenyan.backends import LocalBackend, make_backend
from chenyan.backends.guarded import GuardedBackend
from chenyan.types import SettingsError
from worker_tasks import square, work


def test_a_hanging_item_is_given_up_and_the_rest_is_answered_in_order() -> None:
    backend = GuardedBackend(1, lost=lambda item, reason: [(item, reason)], time_limit=1.0)
    answers = list(backend.map_batches(work, [[1, 2], [3, "hang", 4], [5]]))
    assert answers == [[1, 4], [9, ("hang", "timeout"), 16], [25]]


def test_a_worker_that_dies_loses_one_item() -> None:
    backend = GuardedBackend(2, lost=lambda item, reason: [(item, reason)])
    answers = list(backend.map_batches(work, [[1, "die", 2], ["die"], [3]]))
    assert answers == [[1, ("die", "died"), 4], [("die", "died")], [9]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory limit is tested on Linux")
def test_a_greedy_item_is_refused() -> None:
    backend = GuardedBackend(1, lost=lambda item, reason: [reason], memory_limit=1024**3)
    assert list(backend.map_batches(work, [["eat", 3]])) == [["refused", 9]]


@pytest.mark.parametrize("workers", [1, 3])
def test_answers_do_not_depend_on_the_number_of_workers(workers: int) -> None:
    batches = [list(range(at, at + 3)) for at in range(0, 30, 3)]
    expected = [square(batch) for batch in batches]
    assert list(GuardedBackend(workers, lost=lambda *_: []).map_batches(square, batches)) == expected
    local = LocalBackend(workers)
    assert list(local.map_batches(square, batches)) == expected
    local.close()


def test_calls_may_nest() -> None:
    backend = GuardedBackend(1, lost=lambda *_: [])
    outer = backend.map_batches(square, [[1], [2]])
    assert next(outer) == [1]
    assert list(backend.map_batches(square, [[7]])) == [[49]]
    assert list(outer) == [[4]]


def test_wrong_names_say_what_there_is() -> None:
    with pytest.raises(SettingsError, match="local and dask"):
        make_backend("spark")
    with pytest.raises(SettingsError, match="at least 1"):
        make_backend("local", workers=0)
