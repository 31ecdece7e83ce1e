"""Comparing two audits and verifying one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chenyan.auditing.result import Flags
from chenyan.export import compare, verify, write_audit
from chenyan.types import ReportError, Severity


def with_flags(audit, change):
    audit.flags = Flags(change(list(audit.flags.records)), audit.corpus)
    return audit


def test_moved_texts_give_the_same_flags(made):
    found = compare(made.make_audit(), made.make_audit(shift=40))
    assert found.counts() == {"new": 0, "gone": 0, "changed": 0, "same": 24}
    assert found.to_frame().empty
    assert list(found.to_frame().columns)[:3] == ["status", "fingerprint", "report_id"]


def test_new_gone_and_changed_flags_are_told(made):
    def change(flags):
        flags[1] = replace(flags[1], severity=Severity.HIGH, confidence=0.99)
        return flags[:-1]

    later = with_flags(made.make_audit(), change)
    found = compare(made.make_audit(), later)
    assert found.counts() == {"new": 0, "gone": 1, "changed": 1, "same": 22}
    assert found.of("changed")[0]["changes"]["confidence"][1] == 0.99
    back = compare(later, made.make_audit())
    assert [row["fingerprint"] for row in back.of("new")] == [row["fingerprint"] for row in found.of("gone")]


def test_folders_compare_like_the_audits_that_wrote_them(made, tmp_path):
    hard = made.make_audit(extra="=1")
    fewer = with_flags(made.make_audit(extra="=1"), lambda flags: flags[2:])
    one = write_audit(hard, tmp_path / "one", figures=False)
    two = write_audit(fewer, tmp_path / "two", figures=False)
    assert compare(one, two).rows == compare(hard, fewer).rows
    assert compare(one, fewer).counts() == {"new": 0, "gone": 2, "changed": 0, "same": 22}


def test_a_folder_without_an_audit_is_refused(tmp_path):
    with pytest.raises(ReportError, match=r"no manifest\.json"):
        compare(tmp_path, tmp_path)
    with pytest.raises(ReportError, match=r"no manifest\.json"):
        verify(tmp_path)


def test_verify_runs_again_and_finds_the_same(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    seen = []

    def again(params, target):
        seen.append(params)
        write_audit(made.make_audit(), target, figures=False)

    report = verify(folder, again)
    assert report.ok
    assert seen == [made.make_audit().params]
    assert set(report.to_frame()["status"]) == {"same"}
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_verify_tells_an_altered_file_from_a_different_result(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    with open(folder / "reports.csv", "a", encoding="utf-8") as stream:
        stream.write("edited by hand\n")

    def again(params, target):
        write_audit(with_flags(made.make_audit(), lambda flags: flags[1:]), target, figures=False)

    report = verify(folder, again)
    status = dict(report.files)
    assert not report.ok
    assert status["reports.csv"] == "altered"
    assert status["flags.csv"] == status["review.html"] == "differs"
    assert status["problems.csv"] == "same"
    assert "1 gone" in report.summary()


def test_verify_says_when_the_inputs_are_others(made, tmp_path):
    folder = write_audit(made.make_audit(2), tmp_path / "out", figures=False)
    report = verify(folder, lambda params, target: write_audit(made.make_audit(3), target, figures=False))
    assert any("inputs differ" in note and "2 of 6" in note for note in report.notes)


def test_verify_without_a_new_run_checks_the_files(made, tmp_path):
    folder = write_audit(made.make_audit(), tmp_path / "out", figures=False)
    assert verify(folder).ok
    (folder / "skips.csv").unlink()
    assert dict(verify(folder).files)["skips.csv"] == "altered"
