"""Templates: learned by group at every depth, and what a city and a year have to themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import chenyan as cy
from chenyan.corpus import Corpus

OWN = "{0}，把{1}的账目逐户念给老人听，念完当场签字，有疑问的次日复核。"
CALL = "按照全市统一部署，{0}参加“阳光铺子”行动，任务完成情况已经纳入市级台账。"
PLACES = "渠桥塘堤坝岭峰谷坪川原岸洲梅"


def batch(*, called: int, regions: tuple[str, str] = ("甲省乙市", "甲省丙市"), everyone: int = 14) -> Corpus:
    """Return reports of one year; the first agencies of the first city answer a call."""
    reports = []
    for at in range(everyone * 2):
        city, place = divmod(at, everyone)
        words = OWN.format("按村里的老规矩" if at % 2 else "趁赶集的日子", f"{PLACES[place]}{'东西'[city]}村")
        if city == 0 and place < called:
            words += CALL.format("我街道" if place % 2 else "我镇")
        reports.append(
            cy.report_from_text(
                f"一、总体情况\n{words}",
                report_id=f"r{at:02d}",
                year=2021,
                agency=f"{PLACES[place]}{'东西'[city]}{'街道办事处' if place % 2 else '镇人民政府'}",
                region=regions[city],
            )
        )
    return Corpus(reports)


def origins_of_call(corpus: Corpus) -> list[str]:
    result = cy.score_reuse(corpus, progress=False)
    return [
        s.origin
        for report in corpus
        for s in result.of(report.report_id).sentences
        if "阳光铺子" in report.text[s.start : s.end]
    ]


def test_most_agencies_of_a_city_write_its_template() -> None:
    assert set(origins_of_call(batch(called=10))) == {"mandated"}


def test_a_call_that_half_of_a_city_was_sent_is_its_template_of_the_year() -> None:
    assert set(origins_of_call(batch(called=7))) == {"mandated"}


def test_what_three_agencies_share_is_no_template() -> None:
    assert "mandated" not in origins_of_call(batch(called=3))


def test_holders_are_counted_rightly_where_a_group_lacks_the_last_agencies() -> None:
    corpus = batch(called=2)
    result = cy.score_reuse(corpus, progress=False)
    for row in result.templates:
        held = sum(row.group in (report.region or "") for report in corpus)
        assert row.n_agencies <= held
        assert "阳光铺子" not in row.pattern


def test_a_street_and_a_town_that_name_themselves_write_the_same_sentence() -> None:
    (pattern,) = {
        row.pattern for row in cy.score_reuse(batch(called=10), progress=False).templates if "阳光" in row.pattern
    }
    assert "，@参加" in pattern


def test_saved_templates_give_the_same_result_also_above_their_group(tmp_path: Path) -> None:
    province = cy.report_from_text(
        "一、总体情况\n" + CALL.format("我省") + "全省的账本在年底逐项晒到网上，谁都可以翻看。",
        report_id="r99",
        year=2021,
        agency="甲省人民政府",
        region="甲省",
    )
    corpus = Corpus([*batch(called=10), province])
    result = cy.score_reuse(corpus, progress=False)
    words = [province.text[s.start : s.end] for s in result.of("r99").sentences if s.origin == "mandated"]
    assert any("阳光铺子" in sentence for sentence in words)
    again = cy.score_reuse(corpus, templates=result.templates.save(tmp_path / "t.csv"), progress=False)
    assert np.array_equal(again.origins.origin, result.origins.origin)
    (tmp_path / "t.csv").write_text("pattern\n", encoding="utf-8")
    none = cy.score_reuse(corpus, templates=tmp_path / "t.csv", progress=False)
    assert all(
        "阳光铺子" not in province.text[s.start : s.end] or s.origin != "mandated" for s in none.of("r99").sentences
    )
