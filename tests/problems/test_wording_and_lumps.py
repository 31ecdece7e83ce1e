"""Wording copied from others, and themes that lump what is worded apart."""

from __future__ import annotations

import json

import pytest

import chenyan as cy

HEAD = "五、存在的主要问题及改进情况\n"
OWN = "村级账目只贴总额，没有逐笔列出明细"
OTHERS = "公开的惠农资金信息过于笼统，群众看了仍不明白钱花在哪里"


def report(agency, year, *faults):
    items = "；".join(f"{mark}是{fault}" for mark, fault in zip("一二三", faults, strict=False))
    return cy.report_from_text(
        f"{HEAD}{items}。下一步，逐项整改。", year=year, agency=agency, genre="ogi", report_id=f"{agency}-{year}"
    )


@pytest.fixture
def themes():
    reports = [report("甲镇", 2020, OTHERS), report("乙镇", 2020, OWN), report("乙镇", 2021, OTHERS)]
    return cy.cluster_problems(cy.find_problems(reports))


def test_a_theme_kept_in_another_agencys_words_is_copied(themes):
    runs = themes.persistence().to_frame().set_index(["agency", "theme"])
    kept = runs.loc[("乙镇", "depth_quality")]
    assert kept["n_years"] == 2
    assert (kept["wording"], kept["copied_from"]) == ("copied", "甲镇-2020")


def test_the_first_to_say_it_copied_nobody(themes):
    runs = themes.persistence().to_frame().query("agency == '甲镇'")
    assert runs["copied_from"].tolist() == [""] * len(runs)
    assert len(runs) >= 1


def test_short_statements_are_nobodys_words():
    reports = [report("甲镇", 2020, "更新不及时"), report("乙镇", 2021, "更新不及时")]
    frame = cy.cluster_problems(cy.find_problems(reports)).persistence().to_frame()
    assert set(frame["copied_from"]) == {""}


def test_a_theme_of_two_kinds_of_statements_is_lumped(tmp_path):
    skills = ["培训次数少", "全年没有组织培训", "培训覆盖面不够", "缺少专题培训", "培训流于形式", "业务培训不足"]
    posts = ["专职岗位缺编", "没有专职人员", "兼职人员多", "人员编制不足", "身兼数职", "一人多岗"]
    reports = [report(f"{at}镇", 2020, a, b) for at, (a, b) in enumerate(zip(skills, posts, strict=True))]
    themes = cy.cluster_problems(cy.find_problems(reports))
    file = tmp_path / "edits.json"
    merge = [{"op": "merge", "from": ["staff_skills", "staffing"], "into": "people", "label": "人员"}]
    file.write_text(json.dumps({"edits": merge}), encoding="utf-8")
    themes = themes.edit(file)
    table = themes.lumped()
    assert set(table["theme"]) == {"people"}
    assert len(table) == 2
    assert table["n_statements"].min() >= 5
    assert any("培训" in words for words in table["typical"])


def test_a_theme_of_one_piece_is_not_lumped():
    faults = ["更新不及时", "信息更新不够及时", "公开不及时", "发布不及时", "更新滞后", "信息发布滞后"]
    reports = [report(f"{at}镇", 2020, fault, fault) for at, fault in enumerate(faults)]
    assert cy.cluster_problems(cy.find_problems(reports)).lumped().empty
