"""The memory beside the results: other settings and files redo only what depends on them, and it does not grow."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from chenyan.cli import main
from helpers.stored import results_in, stored_files

TEXT = """{town}{year}年政府信息公开工作年度报告
一、总体情况
{year}年，{town}主动公开信息86条，其中网站50条，微信公众号36条。
五、存在的主要问题及改进情况
一是政策解读形式单一。{year}年，{town}将继续完善公开目录。
六、其他需要报告的事项
本年度未收取信息处理费。
{town}人民政府
{next}年1月18日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for town in ("青禾镇", "白石镇"):
        for year in (2021, 2022):
            text = TEXT.format(town=town, year=year, next=year + 1)
            (place / f"{town}-{year}.txt").write_text(text, encoding="utf-8")
    return place


def run(folder: Path, out: Path, *options: str) -> None:
    assert main(["audit", str(folder), "-o", str(out), "--no-figures", "--quiet", *options]) == 0


def results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name != "timings.json"}


def kept(out: Path) -> set[Path]:
    return set(stored_files(out / ".chenyan-cache"))


def all_kept(out: Path) -> set[tuple[str, bytes]]:
    return {result for path in kept(out) for result in results_in(path).items()}


@pytest.mark.parametrize("memory", [[], ["--memory-limit", "2GB"], ["--workers", "2"]])
def test_a_folder_that_saw_many_settings_is_that_of_a_first_run(
    memory: list[str], folder: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "chenyan.toml"
    settings.write_text('[rules.Y02]\nseverity = "low"\n[rules.B01]\nleast_chars = 20\n', encoding="utf-8")
    out = tmp_path / "out"
    for number, options in enumerate(([], ["--select", "Y"], ["--config", str(settings)], ["--seed", "3"], [])):
        run(folder, out, *options, *memory)
        run(folder, tmp_path / f"first-{number}", *options)
        assert results(out) == results(tmp_path / f"first-{number}"), options


def test_the_memory_holds_what_the_last_batch_needs_and_no_more(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    first = kept(out)
    assert {path.parent.parent.name for path in first} == {"read", "judged", "reuse", "themes"}
    for path in first:
        os.utime(path, (1, 1))  # as if it had been long ago
    run(folder, out, "--select", "Y")
    assert kept(out) == first  # also what this run did not ask for: the next one may
    for path in first:
        os.utime(path, (1, 1))
    results_before = all_kept(out)
    report = folder / "青禾镇-2022.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("86", "88"), encoding="utf-8")
    run(folder, out)
    assert len(all_kept(out)) == len(results_before)
    # the report, its agency, the reuse, and perhaps the themes
    assert len(all_kept(out) & results_before) >= len(results_before) - 4
    run(folder, tmp_path / "fresh")
    assert results(out) == results(tmp_path / "fresh")


def test_the_memory_holds_no_program(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    for path in kept(out):
        for body in results_in(path).values():
            if path.parent.parent.name not in ("read", "reuse"):  # these are arrays, and JSON in parts
                json.loads(body)
            assert not body.startswith(b"\x80")  # no pickle
