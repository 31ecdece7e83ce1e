"""Parquet tables in parts: together the same rows and types as the single file, and a folder that changes over cleanly."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.export.parquet import has_parquet
from chenyan.types import SettingsError

pd = pytest.importorskip("pandas")
pytestmark = pytest.mark.skipif(not has_parquet(), reason="needs pyarrow")


@pytest.fixture(scope="module")
def result():  # type: ignore[no-untyped-def]
    body = (
        "一、总体情况\n{0}年，{1}主动公开政府信息80条。全年办理依申请公开1件。\n"
        "五、存在的主要问题及改进情况\n一是更新不够及时。{0}年，{1}将每周更新。\n"
    )
    reports = [
        cy.report_from_text(body.format(year, town), report_id=f"{town}-{year}", year=year, agency=town, genre="ogi")
        for town in ("甲镇人民政府", "乙镇人民政府", "丙镇人民政府")
        for year in (2021, 2022)
    ]
    return cy.audit(cy.Corpus(reports), progress=False)


@pytest.mark.parametrize("rows", [1, 4, 5, 10_000])
def test_the_parts_hold_the_rows_and_types_of_the_single_file(result, tmp_path: Path, rows: int) -> None:  # type: ignore[no-untyped-def]
    result.save(tmp_path / "one", figures=False, progress=False)
    result.save(tmp_path / "parts", figures=False, progress=False, parquet_rows=rows)
    for name in ("sentences", "flags"):
        whole = pd.read_parquet(tmp_path / "one" / f"{name}.parquet")
        parts = sorted((tmp_path / "parts" / name).iterdir())
        assert len(parts) == max(1, -(-len(whole) // rows))
        assert all(len(pd.read_parquet(part)) <= rows for part in parts)
        together = pd.read_parquet(tmp_path / "parts" / name)
        pd.testing.assert_frame_equal(together, whole)
    manifest = json.loads((tmp_path / "parts" / "manifest.json").read_text(encoding="utf-8"))
    counted = [entry["rows"] for name, entry in manifest["files"].items() if name.startswith("sentences/")]
    assert sum(counted) == manifest["counts"]["sentences"]
    assert "sentences/part-*.parquet" in (tmp_path / "parts" / "codebook.md").read_text(encoding="utf-8")


def test_a_table_without_rows_is_one_empty_part_with_its_columns(tmp_path: Path) -> None:
    report = cy.report_from_text("一、总体情况\n2021年，甲镇公开信息1条。\n", year=2021, genre="ogi")
    empty = cy.audit(cy.Corpus([report]), select="Y02", progress=False)
    assert not empty.flags
    empty.save(tmp_path / "out", figures=False, progress=False, parquet_rows=3)
    frame = pd.read_parquet(tmp_path / "out" / "flags")
    assert len(frame) == 0
    assert {"report_id", "code", "words"} <= set(frame.columns)


def test_a_folder_changes_from_one_file_to_parts_and_back_without_leftovers(result, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    for rows in (0, 2, 5, 0):
        result.save(out, figures=False, progress=False, parquet_rows=rows)
        assert (out / "sentences.parquet").exists() == (rows == 0)
        assert (out / "sentences").is_dir() == (rows > 0)
        assert cy.verify(out).ok


def test_bad_sizes_are_refused(result, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SettingsError, match="parquet_rows=-1"):
        result.save(tmp_path / "out", figures=False, progress=False, parquet_rows=-1)
    assert not (tmp_path / "out").exists()


def test_parts_without_pyarrow_say_what_to_install(result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("chenyan.export.saving.has_parquet", lambda: False)
    with pytest.raises(SettingsError, match=r"chenyan\[parquet\]"):
        result.save(tmp_path / "out", figures=False, progress=False, parquet_rows=5)


def test_python_m_chenyan_is_the_command_and_verify_knows_the_parts(tmp_path: Path) -> None:
    source = tmp_path / "甲镇2021年政府信息公开工作年度报告.txt"
    source.write_text("甲镇2021年政府信息公开工作年度报告\n一、总体情况\n2021年，甲镇公开信息1条。\n", encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "chenyan"]
    options = ["--no-figures", "--quiet", "--parquet-rows", "1"]
    subprocess.run([*command, "audit", str(source), "-o", str(out), *options], check=True)
    assert (out / "sentences" / "part-00001.parquet").exists()
    subprocess.run([*command, "verify", str(out)], check=True, stdout=subprocess.DEVNULL)
