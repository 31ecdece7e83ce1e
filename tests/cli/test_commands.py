"""The command line does what it says: formats, files, exit statuses, messages that name the way out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from chenyan.cli import main

REPORT = """青禾镇2022年政府信息公开工作年度报告
一、总体情况
2022年，我镇主动公开信息86条，其中网站50条，微信公众号36条。
五、存在的主要问题及改进情况
一是政策解读形式单一。2022年，我镇将继续完善公开目录。
六、其他需要报告的事项
本年度未收取信息处理费。
青禾镇人民政府
2023年1月18日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "qinghe-2022.txt").write_text(REPORT, encoding="utf-8")
    return place


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_read_prints_one_json_line_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder)]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert list(row) == [
        "report_id", "source", "agency", "region", "level", "year", "published", "format", "encoding", "n_chars",
        "sections", "tables", "text",
    ]  # fmt: skip
    assert (row["report_id"], row["year"], row["agency"]) == ("qinghe-2022", 2022, "青禾镇人民政府")


def test_years_prints_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["years", str(folder), "--mismatches"]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert set(row) >= {
        "report_id", "start", "end", "words", "year", "role", "section", "mismatch", "kind", "expected", "code",
        "confidence",
    }  # fmt: skip
    assert (row["kind"], row["expected"]) == ("plan_for_past_year", 2023)


def test_years_explains_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["years", str(folder), "--explain"]) == 0
    assert "plan" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["reuse", "problems", "tables"])
def test_other_measures_print_lines(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(folder), "--format", "jsonl", "--quiet"]) == 0
    for row in lines(capsys.readouterr().out):
        assert row["report_id"] == "qinghe-2022"


def test_csv_on_request(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["years", str(folder), "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert rows
    assert rows[0]["report_id"] == "qinghe-2022"


@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx"])
def test_output_format_follows_the_ending(ending: str, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / f"years.{ending}"
    assert main(["years", str(folder), "-o", str(target)]) == 0
    assert target.stat().st_size > 0


def test_audit_writes_the_folder_and_reports_by_status(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["audit", str(folder), "-o", str(out), "--no-figures", "--select", "Y,P"]
    assert main(arguments) == 0
    words = capsys.readouterr().out
    assert "review.html" in words
    assert {path.name for path in out.iterdir()} >= {
        "flags.csv", "flags.xlsx", "reports.csv", "problems.csv", "themes.csv", "tables.csv", "issues.csv",
        "skips.csv", "review.html", "codebook.md", "manifest.json",
    }  # fmt: skip
    assert main([*arguments, "--fail-on", "high"]) == 1
    assert "nothing changed" in capsys.readouterr().out


def test_memory_limit_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name, more in (("a", []), ("b", ["--memory-limit", "1GB"])):
        assert main(["audit", str(folder), "-o", str(tmp_path / name), "--no-figures", "--quiet", *more]) == 0
    names = sorted(p.name for p in (tmp_path / "a").iterdir() if p.is_file() and p.name != "timings.json")
    assert names == sorted(p.name for p in (tmp_path / "b").iterdir() if p.is_file() and p.name != "timings.json")
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "nowhere"], "nowhere"),
        (["audit", "{folder}", "-o", "{out}", "--select", "Z9"], "chenyan rules"),
        (["audit", "{folder}", "-o", "{out}", "--config", "none.toml"], "none.toml"),
        (["audit", "{folder}", "-o", "{out}", "--fail-on", "loud"], "high, medium, low or info"),
        (["audit", "{folder}", "-o", "{out}", "--backend", "spark"], "local and dask"),
        (["explain", "Q01"], "chenyan rules"),
        (["years", "{folder}", "--format", "yaml"], "jsonl, csv, table"),
        (["plot", "no-such-figure", "{out}", "-o", "x.png"], "how-much-is-copied"),
    ],
)
def test_wrong_use_is_named_with_status_2(
    arguments: list[str], words: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [part.format(folder=folder, out=tmp_path / "out") for part in arguments]
    assert main(filled) == 2
    assert words in capsys.readouterr().err


def test_an_empty_folder_is_an_error_with_a_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["read", str(tmp_path / "empty")]) == 2
    assert "empty" in capsys.readouterr().err


def test_rules_in_three_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 45
    assert main(["rules", "--format", "md"]) == 0
    assert "## Y02" in capsys.readouterr().out
    assert main(["rules"]) == 0
    assert "Y02" in capsys.readouterr().out


def test_explain_shows_source_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "y02"]) == 0
    words = capsys.readouterr().out
    assert words.startswith("Y02")
    assert "✗" in words
    assert "✓" in words


def test_compare_and_verify(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, rules in (("a", "Y"), ("b", "Y,P")):
        arguments = ["audit", str(folder), "-o", str(tmp_path / name), "--no-figures", "--quiet", "--select", rules]
        assert main(arguments) == 0
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "--format", "jsonl"]) == 0
    changes = lines(capsys.readouterr().out)
    assert all(str(row["code"]).startswith("P") for row in changes)
    assert main(["verify", str(tmp_path / "a")]) == 0


def test_plot_draws_again_from_the_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["audit", str(folder), "-o", str(out), "--no-figures", "--quiet"]) == 0
    assert main(["plot", "which-rules-are-broken", str(out), "-o", str(tmp_path / "f.svg"), "--language", "en"]) == 0
    assert (tmp_path / "f.svg").stat().st_size > 1000
