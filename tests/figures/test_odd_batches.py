"""Batches with almost nothing in them: every figure is drawn or left out with a reason, and the audit is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

import chenyan as cy
from chenyan.cli import main
from chenyan.figures import draw_all, figure_names

TITLE = "云岭县清河镇人民政府2021年政府信息公开工作年度报告\n"
BATCHES = {
    "no year": ["没有年份的一份说明，写了几句话。"],
    "no words": ["。"],
    "one short report": [TITLE + "一、总体情况\n2021年，我镇公开信息30条。\n2022年1月20日\n"],
    "a title only": [TITLE],
    "no problems": [TITLE + "五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"],
    "two of one agency": [TITLE + "一、总体情况\n公开信息30条。\n", TITLE.replace("2021", "2022") + "一、总体情况\n公开信息30条。\n"],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BATCHES))
def test_every_figure_is_drawn_or_has_a_reason(name: str, tmp_path: Path) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    for number, text in enumerate(BATCHES[name]):
        (source / f"{number}.txt").write_text(text, encoding="utf-8")
    audit = cy.audit(source, progress=False)
    written, left_out = draw_all(audit, tmp_path, names=tuple(figure_names()), formats=("svg",))
    drawn = {path.stem for path in written}
    assert drawn | {name for name, _ in left_out} == set(figure_names())
    assert all(reason.strip() for _, reason in left_out)
    assert (audit.save(tmp_path / "out") / "flags.csv").is_file()


def test_reports_on_disk_give_the_same_figures(tmp_path: Path) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    plan = "五、存在的主要问题及改进情况\n更新不及时。2021年，我镇将进一步完善目录。\n2022年1月20日\n"  # a flag to draw
    for number, text in enumerate(BATCHES["two of one agency"]):
        (source / f"{number}.txt").write_text(text + plan, encoding="utf-8")
    folders = []
    for workers in ("1", "2"):  # with two workers the command keeps the reports on disk
        folders.append(tmp_path / f"out{workers}" / "figures")
        assert main(["audit", str(source), "-o", str(folders[-1].parent), "--workers", workers, "--quiet"]) == 0
    drawn = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert {Path(name).stem for name in drawn[0]} >= {"who-reports-when", "which-rules-are-broken"}
    assert drawn[0] == drawn[1]
