"""The output folder: complete, the same in every run, whole after any interruption."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chenyan.export import compare, is_current, saving, verify, write_audit
from chenyan.export import parquet as parquet_module
from chenyan.export.folder import FolderWriter, recover
from chenyan.locking import LOCK
from chenyan.types import ReportError

PROMISED = {
    "flags.csv", "flags.xlsx", "flags.parquet", "reports.csv", "sentences.parquet", "problems.csv", "themes.csv",
    "tables.csv", "issues.csv", "skips.csv", "review.html", "codebook.csv", "codebook.md", "manifest.json",
    "timings.json",
}  # fmt: skip


def contents(folder, leave_out=("timings.json",)):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in leave_out
    }


def test_the_folder_holds_every_promised_file_and_nothing_else(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    assert {path.name for path in folder.iterdir()} == PROMISED


def test_the_manifest_names_every_file_with_its_hash(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == PROMISED - {"manifest.json", "timings.json"}
    for name, entry in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == entry["sha256"]
    report = made.make_audit().corpus[0]
    assert manifest["inputs"][0]["sha256"] == hashlib.sha256(report.text.encode()).hexdigest()
    assert manifest["rules"]["L01"]["severity"] == "medium"
    assert manifest["params"]["seed"] == 0
    assert manifest["environment"]["python"] == ".".join(map(str, sys.version_info[:3]))


def test_two_runs_are_the_same_byte_for_byte(made, tmp_path):
    one = write_audit(made.make_audit(), tmp_path / "one", figures=False)
    two = write_audit(made.make_audit(), tmp_path / "somewhere" / "two", figures=False)
    assert contents(one) == contents(two)


def test_an_unchanged_second_run_writes_nothing_but_the_timings(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != "timings.json"}
    write_audit(made.make_audit(), folder, figures=False)
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != "timings.json"}
    assert before == after


def test_a_damaged_file_is_written_again(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    good = contents(folder)
    (folder / "flags.csv").write_text("lost", encoding="utf-8")
    (folder / "skips.csv").unlink()
    write_audit(made.make_audit(), folder, figures=False)
    assert contents(folder) == good


def test_files_of_the_former_run_go_and_files_of_the_user_stay(made, tmp_path, monkeypatch):
    pages = [("review.html", b"1"), ("review/1.html", b"1")]
    monkeypatch.setattr(saving, "each_page", lambda data: pages)
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    (folder / "my notes.txt").write_text("mine", encoding="utf-8")
    assert (folder / "review" / "1.html").exists()
    monkeypatch.setattr(saving, "each_page", lambda data: pages[:1])
    write_audit(made.make_audit(3), folder, figures=False)
    assert not (folder / "review").exists()
    assert (folder / "my notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_failure_while_writing_leaves_the_old_results(made, tmp_path, monkeypatch):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    good = contents(folder)

    def fail(data):
        raise OSError("disk full")

    monkeypatch.setattr(saving, "each_page", fail)
    with pytest.raises(OSError, match="disk full"):
        write_audit(made.make_audit(2), folder, figures=False)
    assert contents(folder) == good


def test_a_file_that_excel_holds_open_is_named_and_the_next_look_finishes(made, tmp_path, monkeypatch):
    folder = write_audit(made.make_audit(2), tmp_path / "out", figures=False)
    new = contents(write_audit(made.make_audit(3), tmp_path / "new", figures=False))
    real = os.replace

    def locked(source, target):
        if Path(target) == folder / "flags.xlsx":
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(ReportError, match=r"flags\.xlsx.*close it in Excel"):
        write_audit(made.make_audit(3), folder, figures=False)
    monkeypatch.setattr(os, "replace", real)
    assert verify(folder).ok
    assert contents(folder) == new


def test_looking_at_a_folder_does_not_disturb_a_run_that_is_writing_it(made, tmp_path):
    folder = write_audit(made.make_audit(2), tmp_path / "out", figures=False)
    writer = FolderWriter(folder)
    writer.write("flags.csv", b"half")
    assert verify(folder).ok
    assert compare(folder, folder).counts()["changed"] == 0
    assert (writer.aside / "flags.csv").read_bytes() == b"half"


def test_no_name_leaves_the_folder(made, tmp_path):
    writer = FolderWriter(tmp_path / "out")
    for name in ("../x", "/x", "a/../../x", "C:x", ""):
        with pytest.raises(ReportError, match="inside the output folder"):
            writer.write(name, b"")


def test_a_file_in_the_place_of_the_folder_is_refused(made, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ReportError, match="give the name of a folder"):
        write_audit(made.make_audit(), tmp_path / "out", figures=False)


def test_without_pyarrow_parquet_is_left_out_with_one_note(made, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "has_parquet", lambda: False)
    monkeypatch.setattr(parquet_module, "has_parquet", lambda: False)
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    assert not list(folder.glob("*.parquet"))
    notes = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["notes"]
    assert notes == [parquet_module.MISSING_NOTE]
    assert "flags.parquet" not in (folder / "codebook.csv").read_text(encoding="utf-8-sig")


def test_an_audit_without_measures_writes_tables_with_columns_and_no_rows(made, tmp_path):
    folder = write_audit(made.make_audit(with_measures=False), tmp_path / "out", figures=False)
    lines = (folder / "problems.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("report_id,agency,year,kind")


def test_is_current_sees_other_inputs_other_parameters_and_lost_files(made, tmp_path):
    audit = made.make_audit()
    inputs = {report.report_id: hashlib.sha256(report.text.encode()).hexdigest() for report in audit.corpus}
    folder = write_audit(audit, tmp_path / "out", figures=False)
    assert is_current(folder, inputs, audit.params)
    assert not is_current(folder, {**inputs, "town-001-2021": "0"}, audit.params)
    assert not is_current(folder, inputs, {**audit.params, "seed": 1})
    (folder / "themes.csv").unlink()
    assert not is_current(folder, inputs, audit.params)
    assert not is_current(tmp_path / "nowhere", inputs, audit.params)


CHILD = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import made_audit
from chenyan.export import saving, write_audit
saving.code_digest = lambda: "fixed"
left = int(sys.argv[4])
real = os.replace
def replace(*args):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args)
os.replace = replace
write_audit(made_audit.make_audit(int(sys.argv[3])), sys.argv[2], figures=False)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_after_a_kill_at_any_moment_the_folder_is_old_or_completed_by_the_next_run(made, tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "code_digest", lambda: "fixed")  # editing the package meanwhile is another matter
    helpers = Path(made.__file__).parent
    old = contents(write_audit(made.make_audit(2), tmp_path / "old", figures=False))
    new = contents(write_audit(made.make_audit(3), tmp_path / "new", figures=False))
    outcomes = set()
    for turn, moment in enumerate(random.Random(5).sample(range(1, 30), 10)):
        folder = write_audit(made.make_audit(2), tmp_path / f"out{turn}", figures=False)
        run = [sys.executable, "-c", CHILD, str(helpers), str(folder), "3", str(moment)]
        assert subprocess.run(run, check=False).returncode == -signal.SIGKILL
        recover(folder, drop=True)
        whole = contents(folder, ("timings.json", LOCK))
        assert whole in (old, new)
        outcomes.add(whole == new)
        write_audit(made.make_audit(3), folder, figures=False)
        assert contents(folder) == new
    assert outcomes == {True, False}
