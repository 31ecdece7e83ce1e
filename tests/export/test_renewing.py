"""A file of the former run stays where it stands while what it is made of stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import chenyan as cy
from chenyan.auditing import audit
from chenyan.export import write_audit
from chenyan.export.saving import FIGURES_REST_ON, FILES
from chenyan.figures.gallery import DEFAULT


def inodes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino for path in sorted(folder.rglob("*")) if path.is_file()
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in inodes(folder) if name != "timings.json"}


def test_every_default_figure_says_what_it_rests_on() -> None:
    assert set(FIGURES_REST_ON) == set(DEFAULT)
    assert {name for names in FIGURES_REST_ON.values() for name in names} <= set(FILES)


@pytest.fixture
def three():  # type: ignore[no-untyped-def]
    """The audit, the same under another severity, and the same under fewer rules."""
    body = "一、总体情况\n{0}年，{1}主动公开政府信息80条。\n五、存在的主要问题及改进情况\n一是更新不够及时。{0}年，{1}将每周更新。\n"
    corpus = cy.Corpus(
        [
            cy.report_from_text(body.format(year, town), report_id=f"{at}-{year}", year=year, agency=town, genre="ogi")
            for at, town in enumerate(("甲镇人民政府", "乙镇人民政府"))
            for year in (2021, 2022)
        ]
    )
    options = ({}, {"rules": {"Y02": {"severity": "info"}}}, {"ignore": "Y02"})
    return [audit(corpus, **each, progress=False) for each in options]


def test_other_settings_write_only_what_they_change_and_the_folder_is_that_of_a_first_run(three, tmp_path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    before: dict[str, int] = {}
    for number, result in enumerate((*three, three[0])):
        write_audit(result, out, progress=False)
        plain = tmp_path / f"plain-{number}"
        write_audit(result, plain, progress=False)
        assert contents(out) == contents(plain)
        now = inodes(out)
        if before:
            kept = {name for name in now if before.get(name) == now[name]}
            assert {"tables.csv", "problems.csv", "sentences.parquet", "figures/who-reports-when.png"} <= kept
            assert not {"flags.csv", "reports.csv", "manifest.json", "review.html"} & kept
        before = now


def test_a_kept_file_that_was_altered_is_written_again(three, tmp_path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    write_audit(three[0], out, figures=False, progress=False)
    (out / "tables.csv").write_bytes(b"mine")
    write_audit(three[1], out, figures=False, progress=False)
    write_audit(three[1], tmp_path / "plain", figures=False, progress=False)
    assert contents(out) == contents(tmp_path / "plain")
