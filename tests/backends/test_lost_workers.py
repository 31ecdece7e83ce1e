"""Workers that die, hang or never start: no answer is lost but the one that is to blame, and that one is named."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chenyan.backends import LocalBackend
from worker_tasks import square, square_but_die_once, square_but_never_in, work


class TestLocal:
    @pytest.fixture
    def backend(self) -> Iterator[LocalBackend]:
        made = LocalBackend(2)
        yield made
        made.close()

    def test_a_worker_that_dies_costs_no_answer(self, backend: LocalBackend, tmp_path: Path) -> None:
        mark = tmp_path / "mark"
        batches = [(str(mark), [at, at + 1]) for at in range(20)]
        assert list(backend.map_batches(square_but_die_once, batches)) == [square(items) for _, items in batches]
        assert mark.exists()

    def test_a_worker_that_is_killed_from_outside_costs_no_answer(self, backend: LocalBackend) -> None:
        answers = []
        for number, answer in enumerate(backend.map_batches(square, ([at] for at in range(40)))):
            answers.append(answer)
            if number in (3, 20):
                victim = multiprocessing.active_children()[0]
                victim.kill()
                victim.join()
        assert answers == [[at * at] for at in range(40)]

    def test_a_batch_that_ends_all_its_workers_runs_in_this_process(self, backend: LocalBackend) -> None:
        assert list(backend.map_batches(square_but_never_in, [(os.getpid(), [3])])) == [[9]]

    def test_an_error_of_a_task_is_raised_and_not_tried_again(self, backend: LocalBackend) -> None:
        with pytest.raises(TypeError):
            list(backend.map_batches(square, [["a"], [2]]))
        assert list(backend.map_batches(square, [[2]])) == [[4]]


def test_workers_that_cannot_start_end_the_run_with_a_reason(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import chenyan as cy\ncy.read_corpus('.', workers=2, progress=False)\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("一、总体情况\n公开80条。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("一、总体情况\n公开90条。", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode != 0
    assert "worker processes do not start" in done.stderr
    assert "__name__ == '__main__'" in done.stderr


class TestDask:
    """The same on a cluster of worker processes with nannies."""

    pytestmark = pytest.mark.xdist_group("dask")

    @pytest.fixture
    def backend(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
        pytest.importorskip("distributed")
        from chenyan.backends import dask

        monkeypatch.setattr(dask, "_STARTING", 3.0)
        made = dask.DaskBackend(workers=2)
        yield made
        made.close()

    @pytest.mark.slow
    def test_an_item_that_hangs_is_named_and_its_worker_starts_anew(self, backend: Any) -> None:
        guarded = backend.guarded(lost=lambda item, reason: [(item, reason)], time_limit=1.0)
        started = time.monotonic()
        answers = list(guarded.map_batches(work, [[1, 2], [3, "hang", 4], [5], [6]]))
        assert answers == [[1, 4], [9, ("hang", "timeout"), 16], [25], [36]]
        assert time.monotonic() - started < 120
        assert list(backend.map_batches(square, [[at] for at in range(8)])) == [[at * at] for at in range(8)]
        assert backend.notes == []
        guarded.close()

    @pytest.mark.slow
    def test_an_item_that_kills_its_workers_is_named_and_the_cluster_goes_on(self, backend: Any) -> None:
        guarded = backend.guarded(lost=lambda item, reason: [(item, reason)], time_limit=60.0)
        answers = list(guarded.map_batches(work, [[1], [2, "die", 3], [4]]))
        assert answers == [[1], [4, ("die", "died"), 9], [16]]
        assert list(backend.map_batches(square, [[7]])) == [[49]]
        assert backend.notes == []
        guarded.close()

    def test_it_says_whether_the_workers_find_the_files(self, backend: Any, tmp_path: Path) -> None:
        assert backend.sees([str(tmp_path)])
        assert not backend.sees([str(tmp_path), str(tmp_path / "nowhere")])
