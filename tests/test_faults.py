"""When things break: nothing is half-written, the loss is named, and a second run gives what an undisturbed one does."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chenyan.cli.app import run
from chenyan.export import folder as folder_module
from chenyan.export.folder import PARTIAL
from chenyan.locking import LOCK
from helpers.batches import hashes, write_batch
from helpers.stored import results_in, rewrite

COMMAND = [sys.executable, "-c", "import sys; from chenyan.cli.app import run; sys.exit(run(sys.argv[1:]))"]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("batch"), 5)


def whole(out: Path) -> bool:
    """Say whether every file of the manifest is there as written; a folder without a manifest holds no results."""
    try:
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    except OSError:
        return False
    found = hashes(out)
    return all(found.get(name) == entry["sha256"] for name, entry in manifest["files"].items())


def results(out: Path) -> dict[str, str]:
    """Return the hashes of the results alone: a run killed before its files were complete leaves them aside."""
    return {name: digest for name, digest in hashes(out).items() if not name.startswith(f"{PARTIAL}/")}


def arguments(batch: Path, out: Path, *more: str) -> list[str]:
    return ["audit", str(batch), "-o", str(out), "--no-figures", "--quiet", *more]


class TestFullDisk:
    @pytest.fixture
    def small(self, tmp_path: Path) -> Iterator[Path]:
        """A file system of 2 MB; only root may make one."""
        place = tmp_path / "small"
        place.mkdir()
        mount = shutil.which("mount")
        if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
            pytest.skip("needs root to make a small file system")
        if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=False).returncode:
            pytest.skip("no tmpfs here")
        yield place
        subprocess.run(["umount", str(place)], check=True)

    def test_a_real_full_disk_keeps_the_old_results(
        self, small: Path, batch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = write_batch(tmp_path / "one", 1, (2022,))
        out = small / "out"
        assert run(arguments(one, out)) == 0
        before = hashes(out)
        assert whole(out)
        shutil.rmtree(out / ".chenyan-cache")
        (small / "filler").write_bytes(b"x" * (shutil.disk_usage(small).free - 60_000))
        assert run(arguments(batch, out)) == 2
        assert "the disk is full" in capsys.readouterr().err
        assert hashes(out) == before
        assert not (out / PARTIAL).exists()

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_a_disk_that_fills_while_reading_keeps_the_old_results(
        self, workers: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = small / "out"
        assert run(arguments(write_batch(tmp_path / "one", 1, (2022,)), out)) == 0
        before = hashes(out)
        many = write_batch(tmp_path / "many", 20)
        (small / "filler").write_bytes(b"x" * (shutil.disk_usage(small).free - 100_000))
        assert run(arguments(many, out, "--memory-limit", "2GB", "--workers", workers)) == 2
        assert "the disk is full" in capsys.readouterr().err
        assert hashes(out) == before
        assert whole(out)

    def test_a_disk_that_fills_at_any_file_keeps_the_old_results(
        self, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "out"
        one = write_batch(tmp_path / "one", 1, (2022,))
        assert run(arguments(one, out)) == 0
        before = hashes(out)
        write = folder_module.write_whole
        for fails_at in (0, 3, 9):
            count = iter(range(1000))

            def refused(path: Any, data: Any, *, at: int = fails_at, count: Any = count, **options: Any) -> Path:
                if next(count) == at:
                    raise OSError(errno.ENOSPC, "No space left on device", str(path))
                return write(path, data, **options)

            monkeypatch.setattr(folder_module, "write_whole", refused)
            assert run(arguments(batch, out)) == 2
            assert "the disk is full" in capsys.readouterr().err
            assert hashes(out) == before
        monkeypatch.setattr(folder_module, "write_whole", write)
        assert run(arguments(batch, out)) == 0
        assert hashes(out) != before
        assert whole(out)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_file_that_may_not_be_read_is_named_and_costs_nothing_else(batch: Path) -> None:
    import chenyan as cy

    cy.read_corpus(batch, progress=False)  # whatever is imported late is there now
    source = Path(tempfile.mkdtemp(prefix="chenyan-unreadable-"))  # not below a folder that only its owner may enter
    try:
        shutil.copytree(batch, source, dirs_exist_ok=True)
        source.chmod(0o755)
        victim = sorted(source.rglob("*.txt"))[0]
        victim.chmod(0)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)  # to root no file is closed
        try:
            corpus = cy.read_corpus(source, progress=False)
        finally:
            if root:
                os.seteuid(0)
    finally:
        shutil.rmtree(source)
    assert len(corpus) == len(list(batch.rglob("*.txt"))) - 1
    [issue] = [issue for issue in corpus.issues if issue.severity == "error"]
    assert victim.name in issue.path
    assert issue.reason
    assert issue.reason_zh


def test_a_file_that_takes_too_long_is_named_and_the_batch_completes(
    batch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    shutil.copytree(batch, source)
    # a page of many kinds of markup just under the size limit: seconds of honest work
    row = "<tr>" + "<td>第五条　收费1元</td>" * 60 + "</tr>"
    (source / "slow.html").write_text("<html><body>" + f"<table>{row * 300}</table>" * 20, encoding="utf-8")
    out = tmp_path / "out"
    assert run(arguments(source, out, "--memory-limit", "2GB", "--time-limit", "1")) == 0
    issues = (out / "issues.csv").read_text(encoding="utf-8-sig")
    assert "slow.html" in issues
    assert "more than 1 seconds" in issues
    reports = (out / "reports.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(reports) - 1 == len(list(batch.rglob("*.txt")))


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_whole_results_and_the_next_run_completes(
    batch: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    started = time.monotonic()
    subprocess.run([*COMMAND, *arguments(batch, plain)], check=True)
    takes = time.monotonic() - started
    expected = hashes(plain)
    old = tmp_path / "old"
    assert run(arguments(write_batch(tmp_path / "one", 1, (2022,)), old)) == 0
    before = hashes(old)
    years = tmp_path / "years"
    assert run(arguments(batch, years, "--select", "Y")) == 0
    moments = random.Random(9)
    for number in range(10):
        out = tmp_path / f"out-{number}"
        again = number >= 7  # the folder holds this audit, and the killed run asks for other settings
        shutil.copytree(plain if again else old, out)  # else it holds another audit
        options = ["--memory-limit", "2GB"] if number % 3 == 0 else ["--workers", "2"] if number % 3 == 1 else []
        options += ["--select", "Y"] if again else []
        process = subprocess.Popen([*COMMAND, *arguments(batch, out, *options)], stderr=subprocess.DEVNULL)
        time.sleep(takes * moments.uniform(0.2, 1.1))
        process.kill()
        process.wait()
        folder_module.recover(out)
        assert results(out) in ((expected, hashes(years)) if again else (before, expected)), number
        assert whole(out)
        assert run(arguments(batch, out)) == 0
        assert hashes(out) == expected, number
        assert not (out / PARTIAL).exists()
        assert not (out / LOCK).exists()


@pytest.mark.parametrize("options", [[], ["--memory-limit", "2GB"]])
def test_a_run_that_follows_an_interrupted_one_reads_only_what_is_missing(
    options: list[str], batch: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    one = write_batch(tmp_path / "source", 2)
    assert run(arguments(one, out, *options)) == 0
    files = list((out / ".chenyan-cache" / "read").glob("*/*"))
    for path in files:  # a mark that a second reading would not make
        rewrite(path, {key: data.replace(b'"utf-8"', b'"utf-7"') for key, data in results_in(path).items()})
        os.utime(path, (1, 1))  # as if it had been long ago
    assert sum(len(results_in(path)) for path in files) == len(list(one.rglob("*.txt")))
    write_batch(tmp_path / "source", 3)
    assert run(arguments(one, out, *options)) == 0
    now = [data for path in (out / ".chenyan-cache" / "read").glob("*/*") for data in results_in(path).values()]
    assert len(now) == len(list(one.rglob("*.txt")))
    assert sum(b'"utf-7"' in data for data in now) >= len(now) - 5
