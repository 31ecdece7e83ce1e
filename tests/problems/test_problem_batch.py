"""Problems over a batch: frames, themes, prevalence, persistence, promises, edits."""

from __future__ import annotations

import json
import random

import pytest

import chenyan as cy
from chenyan.corpus import Corpus
from chenyan.intervals import wilson
from chenyan.problems import load_themes
from chenyan.types import SettingsError

LATE, STAFF, FORM = "信息更新不及时", "专职人员不足", "公开形式单一"
PROMISE = "建立每周巡查更新台账制度"


def report(agency, year, problems, measures=(), region="甲县"):
    marks = "一二三四五"
    body = (
        "五、存在的主要问题及改进情况\n存在的主要问题："
        + "；".join(f"{marks[i]}是{p}" for i, p in enumerate(problems))
        + "。\n"
    )
    if measures:
        body += "改进措施：" + "；".join(f"{marks[i]}是{m}" for i, m in enumerate(measures)) + "。\n"
    return cy.report_from_text(
        body,
        report_id=f"{agency}-{year}",
        year=year,
        agency=f"{agency}人民政府",
        region=region,
        level="town",
        genre="ogi",
    )


@pytest.fixture
def corpus():
    return Corpus(
        [
            report("甲镇", 2019, [LATE], [PROMISE]),
            report("甲镇", 2020, [LATE, STAFF], [PROMISE]),
            report("甲镇", 2021, [LATE], ["增配一名专职人员"]),
            report("乙镇", 2019, [STAFF]),
            report("乙镇", 2020, [FORM]),
            report("丙镇", 2020, [STAFF, FORM]),
        ]
    )


@pytest.fixture
def themes(corpus):
    return cy.cluster_problems(cy.find_problems(corpus))


def test_the_frame_has_its_columns_even_without_rows():
    empty = cy.find_problems([])
    columns = ["report_id", "agency", "year", "kind", "start", "end", "words", "theme", "theme_label", "cluster",
               "confidence", "answers"]  # fmt: skip
    assert list(empty.to_frame().columns) == columns
    assert list(cy.cluster_problems(empty).prevalence().columns)[:3] == ["theme", "label", "group"]


def test_prevalence_is_a_share_of_reports(themes):
    table = themes.prevalence(by="year").set_index(["theme", "group"])
    row = table.loc[("timeliness", "2020")]
    assert (row["n_reports"], row["n_with"]) == (3, 1)
    assert (row["low"], row["high"]) == pytest.approx(wilson(1, 3))


def test_the_bootstrap_holds_the_share_and_repeats(themes):
    first = themes.prevalence(by="region", interval="bootstrap", seed=4)
    assert first.equals(themes.prevalence(by="region", interval="bootstrap", seed=4))
    assert ((first["low"] <= first["share"]) & (first["share"] <= first["high"])).all()


def test_prevalence_refuses_an_unknown_group(themes):
    with pytest.raises(SettingsError, match="year, level, region"):
        themes.prevalence(by="moon")


def test_a_problem_of_three_years_is_one_run_that_has_not_ended(themes):
    runs = themes.persistence().to_frame()
    run = runs[(runs["agency"] == "甲镇人民政府") & (runs["theme"] == "timeliness")].iloc[0]
    assert (run["first_year"], run["last_year"], run["n_years"], bool(run["ended"])) == (2019, 2021, 3, False)
    assert run["wording"] == "verbatim"


def test_survival_follows_kaplan_and_meier_by_hand(themes):
    # ended runs: staffing of 甲镇 (2020), staffing of 乙镇 (2019), one year each; censored: timeliness 3, forms 1 and 1, staffing 1
    curve = themes.persistence().survival().set_index("years")["survival"]
    assert curve.loc[1] == pytest.approx(1 - 2 / 6)
    assert curve.loc[3] == pytest.approx(1 - 2 / 6)


def test_transitions_count_kept_dropped_and_new(themes):
    table = themes.transitions().set_index("theme")
    assert table.loc["timeliness", ["n_kept", "n_dropped", "n_new"]].tolist() == [2, 0, 0]
    assert table.loc["staffing", ["n_kept", "n_dropped", "n_new"]].tolist() == [0, 2, 1]


def test_a_measure_of_last_year_found_again_is_a_promise_repeated(themes):
    promises = themes.promises()
    assert promises.repeated()["words"].tolist() == [PROMISE]
    rate = promises.to_frame().set_index("report_id")
    assert rate.loc["甲镇-2020", "rate"] == 1.0
    assert rate.loc["甲镇-2021", "rate"] == 0.0


def test_the_rate_of_promises_repeated_has_an_interval(themes):
    promises = themes.promises()
    table = promises.to_frame()
    full = table[table["rate"] == 1.0].iloc[0]
    # by hand, Wilson with z = 1.96 for n of n: low = n / (n + z^2), high = 1
    assert full["low"] == pytest.approx(full["n_measures"] / (full["n_measures"] + 1.959964**2), abs=1e-6)
    assert full["high"] == 1.0
    assert table.loc[table["n_measures"] == 0, ["rate", "low", "high"]].isna().all(axis=None)
    low, high = promises.interval
    assert low < promises.rate < high


def test_identical_statements_are_counted_by_agency(corpus):
    table = cy.find_problems(corpus).identical().set_index("words")
    assert table.loc[STAFF, "n_agencies"] == 3
    assert LATE not in table.index


def test_unanswered_and_orphans(corpus):
    found = cy.find_problems(corpus)
    assert found.unanswered().set_index("report_id").loc["乙镇-2019", "words"] == STAFF
    assert found.orphans()["words"].tolist() == ["增配一名专职人员"]


def test_the_order_of_reports_changes_nothing(corpus):
    reports = list(corpus)
    random.Random(3).shuffle(reports)
    a, b = cy.find_problems(corpus), cy.find_problems(reports)
    assert a.to_frame().equals(b.to_frame())
    assert cy.cluster_problems(a, seed=1).to_frame().equals(cy.cluster_problems(b, seed=9).to_frame())


def test_edits_merge_split_rename_and_assign(themes, tmp_path):
    file = tmp_path / "edits.json"
    edits = [
        {"op": "merge", "from": ["channels_forms"], "into": "form"},
        {"op": "rename", "theme": "form", "label": "形式"},
        {"op": "split", "theme": "staffing", "matching": "专职", "into": "posts", "label": "专职岗位"},
        {"op": "assign", "words": LATE, "theme": "slow"},
    ]
    file.write_text(json.dumps({"edits": edits}), encoding="utf-8")
    table = themes.edit(file).to_frame().set_index("theme")
    assert table.loc["form", "label"] == "形式"
    assert table.loc["posts", "n_statements"] == 3
    assert table.loc["slow", "n_statements"] == 3
    assert "staffing" not in table.index


def test_a_wrong_edit_file_names_the_entry(themes, tmp_path):
    file = tmp_path / "edits.json"
    file.write_text('{"edits": [{"op": "merge", "into": "a"}]}', encoding="utf-8")
    with pytest.raises(SettingsError, match="edit 1"):
        themes.edit(file)


def test_a_theme_lexicon_can_be_edited(tmp_path):
    file = tmp_path / "themes.json"
    data = {"themes": [{"id": "slow", "label_zh": "慢", "says": {"9": ["不及时"]}, "answers": ["每周"]}]}
    file.write_text(json.dumps(data), encoding="utf-8")
    assert load_themes(file).classify("更新不及时") == (("slow", 9.0),)
    file.write_text('{"themes": [{"id": "x", "says": {"9": ["("]}}]}', encoding="utf-8")
    with pytest.raises(SettingsError, match="theme x"):
        load_themes(file)


def test_every_labelled_theme_is_in_the_lexicon(labelled_folder):
    data = json.loads((labelled_folder / "problem_themes.json").read_text(encoding="utf-8"))
    assert {t["id"] for t in data["themes"]} == {t.theme_id for t in load_themes().themes}


def test_what_the_lexicon_leaves_is_proposed_with_a_stable_id(tmp_path):
    file = tmp_path / "themes.json"
    file.write_text(json.dumps({"themes": [{"id": "slow", "says": {"9": ["不及时"]}}]}), encoding="utf-8")
    reports = [report(f"{c}镇", 2020, [STAFF, LATE]) for c in "甲乙丙丁"]
    small = cy.cluster_problems(cy.find_problems(reports[:3], themes=file))
    large = cy.cluster_problems(cy.find_problems(reports, themes=file))
    ids = [{g.theme for g in t.groups if g.proposed} for t in (small, large)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1
    assert small.unassigned_share == 0.0
