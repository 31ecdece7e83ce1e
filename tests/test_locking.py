"""Two runs never write one folder at a time, and a killed run bars nobody."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chenyan.cli import main
from chenyan.locking import LOCK, FolderLock
from chenyan.types import ReportError

HOLD = """
import sys, time
from chenyan.locking import FolderLock
FolderLock(sys.argv[1]).acquire()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Another process that holds the lock of ``tmp_path / "out"``."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "out")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_audit_is_refused_in_both_languages_with_status_2(
    other: subprocess.Popen[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a-2022.txt"
    source.write_text("一、总体情况\n2022年，主动公开信息86条。\n", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["audit", str(source), "-o", str(out), "--no-figures", "--quiet"]) == 2
    words = capsys.readouterr().err
    assert f"process {other.pid}" in words
    assert "-o" in words
    assert "正在写入" in words
    assert [path.name for path in out.iterdir()] == [LOCK]


def test_the_lock_of_a_killed_process_is_taken_over(other: subprocess.Popen[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(ReportError, match="another run"):
        FolderLock(out).acquire()
    other.kill()
    other.wait()
    assert (out / LOCK).exists()
    with FolderLock(out):
        assert (out / LOCK).read_text().startswith(f"{os.getpid()} ")
    assert not (out / LOCK).exists()


def test_one_thread_may_take_it_again_and_another_may_not(tmp_path: Path) -> None:
    refused: list[str] = []

    def take() -> None:
        try:
            FolderLock(tmp_path).acquire()
        except ReportError as error:
            refused.append(str(error))

    with FolderLock(tmp_path):
        inner = FolderLock(tmp_path).acquire()
        inner.release()
        inner.release()
        thread = threading.Thread(target=take)
        thread.start()
        thread.join()
        assert len(refused) == 1
    with FolderLock(tmp_path):
        pass


def test_two_names_of_one_folder_share_the_lock(other: subprocess.Popen[str], tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(ReportError):
        FolderLock(tmp_path / "x" / ".." / "out").acquire()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ReportError, match="is a file"):
        FolderLock(tmp_path / "out").acquire()
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_does_not_keep_the_lock_from_being_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with FolderLock(tmp_path):
        assert (tmp_path / LOCK).exists()
    assert not (tmp_path / LOCK).exists()


def test_a_lock_file_that_went_away_meanwhile_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, gone = os.fstat, []

    def late(handle: int) -> os.stat_result:
        found = real(handle)
        if not gone:
            gone.append((tmp_path / LOCK).unlink())
        return found

    monkeypatch.setattr(os, "fstat", late)
    with FolderLock(tmp_path):
        assert gone
        assert (tmp_path / LOCK).exists()
