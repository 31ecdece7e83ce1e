"""One audit on every backend, with any number of workers and partitions: the same files, byte for byte."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import chenyan as cy
from chenyan.auditing import run
from chenyan.backends import Backend, LocalBackend, make_backend
from chenyan.corpus import batch as batch_module
from chenyan.corpus.outofcore import spill_corpus
from chenyan.export import cells
from chenyan.types import SettingsError
from helpers.batches import hashes, save_audit, write_batch

pytest.importorskip("distributed")
from chenyan.backends.dask import DaskBackend

pytestmark = pytest.mark.xdist_group("dask")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("batch"), 8)


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of a plain audit in one process."""
    files, result = save_audit(cy.read_corpus(folder, progress=False), tmp_path_factory.mktemp("plain") / "out")
    assert len(result.flags) > 20
    assert {"flags.csv", "reports.csv", "tables.csv", "sentences.parquet", "review.html"} <= set(files)
    return files


@pytest.fixture(scope="module")
def expected_parts(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the same audit with parquet tables in parts."""
    corpus = cy.read_corpus(folder, progress=False)
    files, _ = save_audit(corpus, tmp_path_factory.mktemp("parts") / "out", parquet_rows=100)
    assert "sentences/part-00001.parquet" in files
    return files


@pytest.mark.parametrize("size", [1, 3, 100])
def test_partitions_change_nothing(
    size: int, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", size)
    assert save_audit(cy.read_corpus(folder, progress=False), tmp_path / "out")[0] == expected


def test_two_local_processes_change_nothing(
    folder: Path,
    expected: dict[str, str],
    expected_parts: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", 2)
    monkeypatch.setattr(cells, "REPORTS_PER_BLOCK", 3)
    backend = LocalBackend(2)
    try:
        assert save_audit(folder, tmp_path / "out", backend=backend)[0] == expected
        assert save_audit(folder, tmp_path / "parts", backend=backend, parquet_rows=100)[0] == expected_parts
    finally:
        backend.close()


def test_reports_on_disk_change_nothing(
    folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", 2)
    monkeypatch.setattr(run, "REPORTS_PER_SURVEY", 3)
    corpus = spill_corpus(folder, tmp_path / "reports.bin", progress=False)
    assert save_audit(corpus, tmp_path / "one")[0] == expected
    assert save_audit(corpus, tmp_path / "two", workers=2)[0] == expected
    backend = DaskBackend(workers=2, in_process=True)
    try:
        assert save_audit(corpus, tmp_path / "dask", backend=backend)[0] == expected
    finally:
        backend.close()


@pytest.mark.parametrize("name", ["local", "dask"])
def test_surveying_and_writing_are_shared_out_and_change_nothing(
    name: str, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "REPORTS_PER_SURVEY", 3)
    monkeypatch.setattr(cells, "REPORTS_PER_BLOCK", 5)
    asked: list[str] = []
    backend = LocalBackend(2) if name == "local" else DaskBackend(workers=2, in_process=True)
    map_batches = backend.map_batches

    def noted(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        asked.append(function.__name__)
        return map_batches(function, batches)

    monkeypatch.setattr(backend, "map_batches", noted)
    corpus = spill_corpus(folder, tmp_path / "reports.bin", progress=False)
    try:
        audit = cy.audit(corpus, backend=backend, progress=False)
        files = hashes(audit.save(tmp_path / "out", figures=False, progress=False, backend=backend))
    finally:
        backend.close()
    assert files == expected
    assert {"survey", "judge_parcel", "cells_as_csv"} <= set(asked)


@pytest.mark.parametrize("options", [{"in_process": True}, {"in_process": True, "workers": 3}, {"workers": 2}])
def test_dask_changes_nothing(
    options: dict[str, Any],
    folder: Path,
    expected: dict[str, str],
    expected_parts: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", 2)
    monkeypatch.setattr(batch_module, "_BATCH", 3)
    monkeypatch.setattr(cells, "REPORTS_PER_BLOCK", 3)
    backend = DaskBackend(**options)
    try:
        files, result = save_audit(folder, tmp_path / "out", backend=backend)  # read and written there, too
        in_parts, _ = save_audit(folder, tmp_path / "parts", backend=backend, parquet_rows=100)
    finally:
        backend.close()
    assert files == expected
    assert in_parts == expected_parts
    assert not result.notes


def test_backends_keep_the_protocol() -> None:
    assert isinstance(LocalBackend(), Backend)
    backend = make_backend("dask", workers=1)
    try:
        assert isinstance(backend, Backend)
        assert list(backend.map_batches(sorted, [[2, 1], [], [3]])) == [[1, 2], [], [3]]
    finally:
        backend.close()


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:9.*no Dask scheduler answers"):
        make_backend("dask", scheduler="tcp://127.0.0.1:9")


class Cluster:
    """A scheduler and workers as processes of their own on the loopback address."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        here = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self.scheduler = self._start("scheduler", "scheduler", *here, "--scheduler-file", str(file))
        self.address = self._address(file)
        few = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        self.workers = [self._start(f"worker-{at}", "worker", self.address, *few) for at in range(workers)]

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        log = open(self._folder / f"{name}.log", "wb")  # noqa: SIM115 - the process keeps it
        process = subprocess.Popen([sys.executable, "-m", "dask", *words], cwd=self._folder, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def _address(self, file: Path) -> str:
        for _ in range(600):
            with contextlib.suppress(OSError, ValueError, KeyError):
                return str(json.loads(file.read_text())["address"])
            time.sleep(0.1)
        raise AssertionError((self._folder / "scheduler.log").read_text())

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


class Interrupted(DaskBackend):
    """Kills a process of the cluster when the third answer has come."""

    victim: Any = None

    def map_batches(self, function: Any, batches: Any) -> Iterator[Any]:
        for number, answer in enumerate(super().map_batches(function, batches)):
            if number == 2:
                self.victim.kill()
                self.victim.wait()
            yield answer


class InterruptedReading(DaskBackend):
    """Kills a process of the cluster when the third batch of files has been read."""

    victim: Any = None

    def _map(self, function: Any, batches: Any, patience: Any, rescue: Any) -> Iterator[Any]:
        for number, answer in enumerate(super()._map(function, batches, patience, rescue)):
            if number == 2 and patience is not None:
                self.victim.kill()
                self.victim.wait()
            yield answer


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path, 2)
    yield made
    made.stop()


def connect(cluster: Cluster, victim: Any, kind: Any = Interrupted) -> Any:
    for _ in range(300):
        backend = kind(scheduler=cluster.address)
        if backend.workers == len(cluster.workers):
            backend.victim = victim
            return backend
        backend.close()
        time.sleep(0.1)
    raise AssertionError("the workers did not come")


@pytest.mark.slow
def test_a_worker_that_is_killed_changes_nothing(
    cluster: Cluster, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", 1)
    backend = connect(cluster, cluster.workers[0])
    try:
        files, result = save_audit(cy.read_corpus(folder, progress=False), tmp_path / "out", backend=backend)
    finally:
        backend.close()
    assert cluster.workers[0].returncode is not None
    assert files == expected
    assert not result.notes


@pytest.mark.slow
def test_a_worker_that_is_killed_while_files_are_read_changes_nothing(
    cluster: Cluster, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "_BATCH", 1)
    backend = connect(cluster, cluster.workers[1], InterruptedReading)
    try:
        files, result = save_audit(folder, tmp_path / "out", backend=backend)
    finally:
        backend.close()
    assert cluster.workers[1].returncode is not None
    assert files == expected
    assert not result.notes


@pytest.mark.slow
def test_a_scheduler_that_is_killed_costs_a_note_and_no_result(
    cluster: Cluster, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SERIES_PER_BATCH", 1)
    backend = connect(cluster, cluster.scheduler)
    try:
        files, result = save_audit(cy.read_corpus(folder, progress=False), tmp_path / "out", backend=backend)
    finally:
        backend.close()
    about = {"issues.csv", "manifest.json"}  # the note itself
    assert {name: value for name, value in files.items() if name not in about} == {
        name: value for name, value in expected.items() if name not in about
    }
    assert [(note.severity, note.path) for note in result.notes] == [("note", "--backend dask")]
    assert "cluster was lost" in (tmp_path / "out" / "issues.csv").read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_the_command_runs_on_a_cluster(
    cluster: Cluster, folder: Path, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chenyan.cli import main_job

    monkeypatch.chdir(folder.parent)  # the workers run in another folder
    out = tmp_path / "out"
    status = main_job.run_audit(
        [folder.name], str(out), backend="dask", scheduler=cluster.address, figures=False, quiet=True
    )
    assert status == 0
    # the manifest also names the source
    assert {k: v for k, v in hashes(out).items() if k != "manifest.json"} == {
        k: v for k, v in expected.items() if k != "manifest.json"
    }
