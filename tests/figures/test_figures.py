"""Figures show the numbers of their tables, in a font that is there, in both languages."""

from __future__ import annotations

import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest

import chenyan.figures as cf
from chenyan.figures.style import labels, shorten
from chenyan.figures.tables import bootstrap, coverage_table, share_table
from chenyan.types import ReportError, SettingsError
from made_tables import flags, prevalence, reports

DRAWN = {
    "shares": lambda z: cf.plot_reuse_shares(reports(), language=z),
    "shares by region": lambda z: cf.plot_reuse_shares(reports(), by="region", language=z),
    "novelty": lambda z: cf.plot_novelty(reports(), language=z),
    "flags": lambda z: cf.plot_flags(flags(), reports=reports(), language=z),
    "coverage": lambda z: cf.plot_coverage(reports().drop(index=[5]), language=z),
    "prevalence": lambda z: cf.plot_problem_prevalence(prevalence(), language=z),
    "theme years": lambda z: cf.plot_theme_years(prevalence(), language=z),
    "persistence": lambda z: cf.plot_persistence(
        pd.DataFrame({"years": [1, 2], "survival": [0.8, 0.5], "low": [0.7, 0.4], "high": [0.9, 0.6]}),
        language=z,
    ),
    "promises": lambda z: cf.plot_promises(
        pd.DataFrame({"year": [2020, 2021], "n_measures": [30, 40], "n_repeated": [6, 12]}), language=z
    ),
    "network": lambda z: cf.plot_network(
        pd.DataFrame({"source": ["甲镇", "乙镇"], "borrower": ["乙镇", "丙镇"], "n_sentences": [3, 9]}), language=z
    ),
    "similarity": lambda z: cf.plot_similarity(
        pd.DataFrame({"source": ["甲镇", "乙镇"], "borrower": ["乙镇", "丙镇"], "share": [0.3, 0.1]}), language=z
    ),
    "transitions": lambda z: cf.plot_transitions(
        pd.DataFrame({"theme": ["a", "b"], "label": ["人员", "更新"], "n_verbatim": [3, 1], "n_edited": [1, 0],
                      "n_reworded": [2, 2], "n_dropped": [4, 5]}),
        language=z,
    ),
    "identities": lambda z: cf.plot_identities(
        pd.DataFrame({"code": ["T01", "T01", "T02"], "status": ["ok", "broken", "unchecked"], "n": [9, 1, 4]}),
        language=z,
    ),
    "years": lambda z: cf.plot_year_mentions(
        pd.DataFrame(
            {"report_id": ["r"] * 4, "year": [2021, 2022, 2022, 2020], "role": ["work", "plan", "plan", "history"],
             "mismatch": [False, True, False, False]}
        ), language=z,
    ),
    "alignment": lambda z: cf.plot_alignment(
        pd.DataFrame({"start": [0, 90], "end": [60, 140], "source_start": [10, 100], "source_end": [70, 150],
                      "edits": ["verbatim", "numbers"]}), language=z,
    ),
    "timeline": lambda z: cf.plot_timeline(None, "第1区清河镇", reports=reports(), flags=flags(), language=z),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(DRAWN))
def test_every_glyph_is_in_the_packaged_font(name: str, language: str, tmp_path: Path) -> None:
    figure = DRAWN[name](language)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        files = cf.save_figure(figure, tmp_path / "figure", formats=("png", "pdf", "svg"), dpi=80)
    assert [file.suffix for file in files] == [".png", ".pdf", ".svg", ".csv"]
    assert all(file.stat().st_size > 0 for file in files)


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_global_settings_stay_untouched(name: str) -> None:
    before = dict(matplotlib.rcParams)
    DRAWN[name]("zh")
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", ["shares", "flags", "coverage"])
def test_same_table_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for run in ("a", "b"):
        cf.save_figure(DRAWN[name]("zh"), tmp_path / run, dpi=80)
    for ending in ("png", "svg", "pdf", "csv"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_bars_have_the_heights_of_the_table() -> None:
    ax = cf.plot_reuse_shares(reports())
    table = share_table(reports(), "year")
    heights = sorted(round(patch.get_height(), 9) for patch in ax.patches)
    assert heights == sorted(round(share, 9) for share in table["share"])
    assert cf.figure_data(ax).equals(table)


def test_shares_of_a_group_sum_to_one() -> None:
    table = share_table(reports(), "region")
    assert np.allclose(table.groupby("region")["share"].sum(), 1)


def test_a_missing_report_is_counted_between_first_and_last() -> None:
    gone = reports(n_agencies=1).query("year != 2020")
    table = coverage_table(gone).set_index("year")
    assert table.loc[2020, ["n", "missing"]].tolist() == [0, 1]
    assert table["missing"].sum() == 1


def test_bootstrap_interval_holds_the_mean_and_shrinks() -> None:
    values = np.random.default_rng(0).uniform(size=50)
    low, high = bootstrap(values)
    assert low < values.mean() < high
    many = bootstrap(np.tile(values, 100))
    assert many[1] - many[0] < (high - low) / 5


def test_three_thousand_agencies_give_a_readable_picture() -> None:
    wide = pd.DataFrame({"source": [f"机关{i}" for i in range(3000)], "borrower": [f"机关{i + 1}" for i in range(3000)],
                         "n_sentences": range(3000), "share": np.linspace(0, 1, 3000)})  # fmt: skip
    assert len(cf.plot_network(wide).texts) <= 30
    assert len(cf.plot_similarity(wide).get_yticks()) <= 40


def test_empty_and_wrong_tables_are_told_apart() -> None:
    with pytest.raises(ReportError, match="no rows"):
        cf.plot_novelty(reports().iloc[:0])
    with pytest.raises(SettingsError, match="share_novel"):
        cf.plot_novelty(reports().drop(columns="share_novel"))
    with pytest.raises(ReportError, match="agencies answer"):
        cf.plot_timeline(None, "清河镇", reports=reports(), flags=flags())


def test_both_languages_have_the_same_labels() -> None:
    assert set(labels("zh")) == set(labels("en"))
    with pytest.raises(SettingsError, match="fr"):
        cf.set_language("fr")


def test_text_in_pdf_can_be_searched(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    cf.save_figure(cf.plot_reuse_shares(reports(), by="level", language="zh"), tmp_path / "f.pdf")
    document = pdfium.PdfDocument(str(tmp_path / "f.pdf"))
    assert "乡镇" in document[0].get_textpage().get_text_range()


def test_long_names_keep_their_telling_end() -> None:
    assert shorten("云岭省青川市石桥区清河镇人民政府").endswith("清河镇人民政府")
