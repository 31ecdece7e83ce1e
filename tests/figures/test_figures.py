"""Figures show the numbers of their tables, in a font that is there, in both languages."""

from __future__ import annotations

import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest

import chenyan.figures as cf
from chenyan.figures.names import cut_front, in_order, short_names, shorten
from chenyan.figures.tables import bootstrap, coverage_table, heaviest, share_table
from chenyan.figures.words import label, labels
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


def many_reports(n: int) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    share = rng.dirichlet([2, 2, 3, 1, 4], n)
    table = pd.DataFrame({"agency": [f"青川市第{i}县清河镇人民政府" for i in range(n)], "year": 2021, "level": "town"})
    table["report_id"], table["region"] = table["agency"], table["agency"].str[:-7]
    return table.assign(**{f"share_{name}": share[:, at] for at, name in enumerate(
        ("mandated", "boilerplate", "carried_over", "borrowed", "novel"))})  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("zh", "另有 {} 个未画"), ("en", "+{} more not drawn")])
def test_an_overfull_figure_says_what_it_leaves_out(language: str, words: str) -> None:
    table = many_reports(300)
    found = table.assign(code="T01", name="row-total", severity="high")
    drawn = {
        "shares": cf.plot_reuse_shares(table, by="agency", language=language),
        "novelty": cf.plot_novelty(table, by="agency", language=language),
        "flags": cf.plot_flags(found, reports=table, by="agency", language=language),
        "coverage": cf.plot_coverage(table, by="agency", language=language),
    }
    for name, ax in drawn.items():
        shown = len(ax.get_xticks() if name == "flags" else ax.get_yticks())
        assert words.format(300 - shown) in ax.get_xlabel(), name
        assert len(cf.figure_data(ax)[cf.figure_data(ax).columns[0]]) >= 300 or name == "flags"


def test_the_groups_with_least_novel_text_are_drawn_where_not_all_fit() -> None:
    table = many_reports(300)
    least = table.sort_values("share_novel")["agency"].head(40)
    drawn = [tick.get_text() for tick in cf.plot_reuse_shares(table, by="agency", width="double").get_yticklabels()]
    assert sorted(drawn) == sorted(short_names(sorted(least), 18))


def test_the_network_of_many_draws_pairs_and_not_lone_dots() -> None:
    pairs = pd.DataFrame({"source": [f"机关{i}" for i in range(200)], "borrower": [f"单位{i}" for i in range(200)],
                          "n_sentences": range(1, 201)})  # fmt: skip
    assert heaviest(pairs, ("source", "borrower"), "n_sentences", 4) == ["单位198", "单位199", "机关198", "机关199"]
    ax = cf.plot_network(pairs, language="en")
    assert len(ax.patches) == len(ax.texts) / 2 == 15
    assert "+370 more" in ax.get_title()


@pytest.mark.parametrize("dpi", [100, 300])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", ["single", "double"])
def test_nothing_is_cut_at_the_edges(width: str, language: str, dpi: int, tmp_path: Path) -> None:
    from matplotlib.image import imread

    tables = (reports(), flags(), prevalence())
    drawn = [
        cf.plot_reuse_shares(tables[0], by="agency", width=width, language=language),
        cf.plot_flags(tables[1], reports=tables[0], width=width, language=language),
        cf.plot_theme_years(tables[2], width=width, language=language),
        cf.plot_coverage(tables[0].drop(index=[5]), width=width, language=language),
        cf.plot_timeline(None, "第1区清河镇", reports=tables[0], flags=tables[1], width=width, language=language),
        cf.plot_identities(pd.DataFrame({"code": ["T08"] * 3, "status": ["ok", "broken", "unchecked"], "n": [5, 1, 4]}),
                           width=width, language=language),
    ]  # fmt: skip
    for at, figure in enumerate(drawn):
        cf.save_figure(figure, tmp_path / f"{at}.png", dpi=dpi)
        grey = imread(tmp_path / f"{at}.png")[..., :3].min(axis=2)
        edges = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
        assert edges.min() > 0.98, at


def test_rules_and_themes_are_named_in_the_language_of_the_figure() -> None:
    table = flags()
    shown = {z: [t.get_text() for t in cf.plot_flags(table, language=z).get_yticklabels()] for z in ("zh", "en")}
    assert shown["zh"][-1] == "Y02 计划写在已过去的年份"
    assert shown["en"][-1] == "Y02 plan-for-past-year"
    themes = pd.DataFrame(
        {"theme": ["staffing", "new-1"], "label": ["人员不足", "也要看到"], "n_with": [9, 2], "n_reports": 10}
    )
    named = [t.get_text() for t in cf.plot_problem_prevalence(themes, language="en").get_yticklabels()]
    assert named == ["Too few people, part-time\nduty, high turnover", "也要看到"]


def test_levels_stand_in_their_rank() -> None:
    table = reports().assign(level=["town", "county", "city", "province"] * 6)
    ax = cf.plot_reuse_shares(table, by="level", language="en")
    assert [t.get_text() for t in ax.get_yticklabels()] == ["province", "city", "county", "town"]
    assert in_order(["town", "elsewhere", "national"], "level") == ["national", "town", "elsewhere"]


def test_names_lose_their_common_front_and_stay_apart() -> None:
    names = ["江岚省朔垣市", "江岚省朔垣市砚岭县", "江岚省泊岚市"]
    assert cut_front(names) == ["朔垣市", "朔垣市砚岭县", "泊岚市"]
    long = [f"新疆维吾尔自治区第{i}师市清河镇人民政府" for i in range(30)]
    for limit in (6, 9, 12):
        assert len(set(short_names(long, limit))) == 30


def test_an_alignment_names_its_reports_and_their_parts() -> None:
    import chenyan as cy

    text = "{0}年政府信息公开工作年度报告\n一、总体情况\n我镇全年公开信息，开展培训。\n五、存在的主要问题及改进情况\n一是解读形式单一。\n"
    sheet = pd.DataFrame({"id": ["a", "b"], "agency": "清河镇人民政府", "year": [2020, 2021],
                          "text": [text.format(2020), text.format(2021)]})  # fmt: skip
    corpus = cy.read_corpus(sheet, progress=False)
    matches = cy.score_reuse(corpus, progress=False).matches("b", "a")
    ax = cf.plot_alignment(matches, corpus=corpus, language="en")
    later, earlier = (tick.get_text().split("\n")[:2] for tick in ax.get_yticklabels())
    assert (later, earlier) == (["清河镇人民政府", "2021"], ["清河镇人民政府", "2020"])
    assert {"overview", "problems"} <= {words.get_text() for words in ax.texts}
    assert label("in_overview", "zh") == "总体情况"


def test_empty_and_wrong_tables_are_told_apart() -> None:
    with pytest.raises(ReportError, match="no rows"):
        cf.plot_novelty(reports().iloc[:0])
    with pytest.raises(SettingsError, match="share_novel"):
        cf.plot_novelty(reports().drop(columns="share_novel"))
    with pytest.raises(ReportError, match="agencies answer"):
        cf.plot_timeline(None, "清河镇", reports=reports(), flags=flags())


def test_a_notebook_goes_on_where_there_is_nothing_to_draw() -> None:
    empty = cf.show_figure(cf.plot_novelty, reports().iloc[:0])
    assert "nothing to draw" in repr(empty)
    assert "no rows" in repr(empty)
    assert hasattr(cf.show_figure(cf.plot_novelty, reports()), "savefig")
    with pytest.raises(SettingsError, match="share_novel"):  # a wrong call is the caller's to mend
        cf.show_figure(cf.plot_novelty, reports().drop(columns="share_novel"))


def test_a_folder_without_the_numbers_says_what_can_be_drawn_from_it(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="from it can be drawn how-much-is-copied, "):
        cf.draw_from_folder("who-borrows-from-whom", tmp_path, tmp_path / "f.png")


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
