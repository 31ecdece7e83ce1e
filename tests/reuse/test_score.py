"""Origins: each class on little batches, the order of precedence, and the promises about order, seeds and shares."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

import chenyan as cy
from chenyan.corpus import Corpus
from chenyan.reuse import Template, Templates, reuse_norms, score_reuse
from chenyan.types import SettingsError

ROOT = Path(__file__).resolve().parents[2]
HEAD = "一、总体情况\n"
TAIL = "\n五、存在的主要问题及改进情况\n{}\n六、其他需要报告的事项\n本年度未收取信息处理费。\n"
FERRY = "在三个渡口设立查阅点，请摆渡人代收群众的公开申请{}份，当天送到镇上。"
BRIDGE = "围绕古桥修缮召开院坝会{}次，把图纸和造价逐项讲给村民听，当场改了两处方案。"
SCHOOL = "八月起在小学门口张贴通学路施工公告{}张，家长可以扫码留言。"


def make(report_id: str, year: int | None, agency: str, *sentences: str, region: str = "", problems: str = ""):
    text = (
        f"{agency}{year or ''}年政府信息公开工作年度报告\n{HEAD}{''.join(sentences)}{TAIL.format(problems or '无。')}"
    )
    return cy.report_from_text(text, report_id=report_id, year=year, agency=agency, region=region or None, genre="ogi")


def origins(result, report_id: str) -> dict[str, tuple[str, str, str]]:
    text = result.batch.texts[result._place[report_id]]
    return {text[s.start : s.end]: (s.origin, s.edits, s.source_id) for s in result.of(report_id).sentences}


@pytest.fixture
def pair() -> Corpus:
    old = make("qinghe-2021", 2021, "清河镇人民政府", FERRY.format(31), BRIDGE.format(4), SCHOOL.format(12))
    new = make(
        "qinghe-2022",
        2022,
        "清河镇人民政府",
        FERRY.format(31),
        BRIDGE.format(6),
        "八月起在小学门口和村口张贴通学路施工公告15张，家长可以扫码留言，三日内答复。",
        "十月把二十六个自然村的灌溉轮次表刻成木牌立在渠首，先后一目了然。",
    )
    return Corpus([old, new])


def test_each_edit_class_of_the_own_report(pair: Corpus) -> None:
    found = list(origins(score_reuse(pair, progress=False), "qinghe-2022").values())
    assert ("carried_over", "verbatim", "qinghe-2021") in found
    assert ("carried_over", "numbers", "qinghe-2021") in found
    assert ("carried_over", "edited", "qinghe-2021") in found
    assert ("novel", "", "") in found


def test_the_earlier_report_copies_from_nobody(pair: Corpus) -> None:
    found = origins(score_reuse(pair, progress=False), "qinghe-2021").values()
    assert {origin for origin, _, _ in found} == {"mandated", "novel"}


def test_names_are_masked_and_a_neighbour_is_a_borrower() -> None:
    lender = make("a", 2021, "清河镇人民政府", "清河镇" + FERRY.format(31))
    borrower = make("b", 2022, "白塔镇人民政府", "白塔镇" + FERRY.format(31))
    found = origins(score_reuse(Corpus([lender, borrower]), progress=False), "b")
    assert found["白塔镇" + FERRY.format(31)] == ("borrowed", "numbers", "a")


def test_names_of_villages_are_names_but_the_countryside_is_none() -> None:
    words = "借周四例会的机会，为{0}等站点配发电脑9台，新到岗人员先跟学两周，再由{0}的老站长带着走一遍流程。"
    old = make("a", 2021, "清河镇人民政府", words.format("云白洼村"), "农村公路养护款逐户张榜。")
    new = make("b", 2022, "白塔镇人民政府", words.format("大双圩村"), "乡村公路养护款逐户张榜。")
    result = score_reuse(Corpus([old, new]), progress=False)
    assert origins(result, "b")[words.format("大双圩村")][:2] == ("borrowed", "numbers")
    hashes = dict(zip([result.batch.words(at) for at in range(result.batch.n_sentences)], result.encoded.masked_hash))
    assert hashes["农村公路养护款逐户张榜。"] != hashes["乡村公路养护款逐户张榜。"]


def test_same_year_without_dates_is_shared_and_names_left_behind_decide() -> None:
    lender = make("a", 2022, "清河镇人民政府", "清河镇" + FERRY.format(31), BRIDGE.format(4))
    borrower = make("b", 2022, "白塔镇人民政府", "清河镇" + FERRY.format(31), BRIDGE.format(4))
    result = score_reuse(Corpus([lender, borrower]), progress=False)
    ways = {s.direction for s in result.of("b").sentences if s.origin == "borrowed"}
    assert ways == {"residue", "shared"}
    first = origins(result, "a")
    assert first["清河镇" + FERRY.format(31)][0] == "novel", "the words name their author"
    assert first[BRIDGE.format(4)][0] == "borrowed"


def test_stock_wording_of_many_agencies_is_boilerplate_not_borrowed() -> None:
    stock = "坚持把公开透明作为法治政府建设的重要内容，切实保障群众的各项权利。"
    places = ["青川县", "石门县", "云岭县", "白沙县", "长桥县", "平湖县"]
    reports = [
        make(f"r{at}", 2022, f"{p}人民政府", f"我县{at}月召开村民议事会，当面听取{p}船工意见。", stock, region=p)
        for at, p in enumerate(places)
    ]
    result = score_reuse(Corpus(reports), template_share=1.0, template_agencies=7, progress=False)
    assert {origins(result, f"r{at}")[stock][0] for at in range(6)} == {"boilerplate"}


def test_a_learned_template_is_mandated_and_can_be_edited_and_loaded(tmp_path: Path) -> None:
    line = "按照全县统一安排，本年度各单位均参加了政务公开流动评议，结果已在县网站公布。"
    reports = [
        make(
            f"t{at}",
            2022,
            f"石门县{name}镇人民政府",
            line,
            FERRY.format(at) if at == 0 else f"{name}镇第{at}件事是修好{name}桥边的公告栏。",
            region="青山省石门县",
        )
        for at, name in enumerate("甲乙丙丁戊己")
    ]
    result = score_reuse(Corpus(reports), progress=False)
    assert origins(result, "t0")[line][0] == "mandated"
    assert any("流动评议" in row.pattern and row.year == 2022 for row in result.templates)
    path = result.templates.save(tmp_path / "templates.csv")
    loaded = Templates.load(path)
    assert len(loaded) == len(result.templates)
    again = score_reuse(Corpus(reports), templates=path, progress=False)
    assert np.array_equal(again.origins.origin, result.origins.origin)
    without = Templates(
        tuple(Template(r.group, r.year, r.pattern, r.n_agencies, r.share, "流动评议" not in r.pattern) for r in loaded)
    )
    assert origins(score_reuse(Corpus(reports), templates=without, progress=False), "t0")[line][0] != "mandated"


def test_a_bad_line_of_a_template_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("group,year,pattern\n,20x2,按照统一安排。\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"t\.csv:2"):
        Templates.load(path)


def test_fixed_sentences_never_count_as_copied() -> None:
    fixed = "本报告中所列数据的统计期限自{0}年1月1日起至{0}年12月31日止。"
    reports = [make(f"f{year}", year, "清河镇人民政府", fixed.format(year)) for year in (2021, 2022)]
    result = score_reuse(Corpus(reports), progress=False)
    assert origins(result, "f2022")[fixed.format(2022)][0] == "mandated"
    assert not (result.origins.origin == 2).any()


def test_one_report_has_no_sources_and_says_so() -> None:
    result = score_reuse(make("a", 2022, "清河镇人民政府", FERRY.format(3)), progress=False)
    alone = result.of("a")
    assert np.isnan(alone.shares["carried_over"])
    assert np.isnan(alone.shares["novel"])
    assert "sources" in alone.reasons
    assert len(result.reports.to_frame()) == 1


def test_reports_without_year_or_agency_are_scored() -> None:
    reports = [cy.report_from_text(FERRY.format(3) + BRIDGE.format(n), report_id=f"x{n}") for n in (1, 2)]
    result = score_reuse(Corpus(reports), progress=False)
    assert {s.direction for r in ("x1", "x2") for s in result.of(r).sentences if s.source_id} == {"shared"}


def test_an_empty_batch_has_empty_tables() -> None:
    result = score_reuse([], progress=False)
    assert len(result.sentences.to_frame()) == len(result.reports.to_frame()) == len(result.sections.to_frame()) == 0
    assert len(result.network().to_frame()) == 0


def test_lag_limits_how_far_back_a_source_lies() -> None:
    reports = [
        make("l2019", 2019, "清河镇人民政府", FERRY.format(1)),
        make("l2022", 2022, "清河镇人民政府", FERRY.format(1)),
    ]
    assert origins(score_reuse(Corpus(reports), progress=False), "l2022")[FERRY.format(1)][0] == "carried_over"
    assert origins(score_reuse(Corpus(reports), lag=1, progress=False), "l2022")[FERRY.format(1)][0] == "novel"


@pytest.mark.parametrize(
    "bad", [{"lag": 0}, {"groups": "planet"}, {"threshold": 1.5}, {"min_chars": 1}, {"template_share": 0.0}]
)
def test_parameters_out_of_range_are_refused(bad: dict) -> None:
    with pytest.raises(SettingsError):
        score_reuse([], progress=False, **bad)


@pytest.fixture(scope="module")
def planted():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from synthetic import make_planted

    return make_planted(240, seed=3)


@pytest.fixture(scope="module")
def scored(planted):
    from chenyan.reuse import score_texts

    return score_texts(planted.batch, progress=False)


def test_planted_copies_are_found_and_originals_are_not_flagged(planted, scored) -> None:
    flagged = np.isin(scored.origins.origin, (1, 2, 3))
    source = scored.origins.source
    right = flagged & (source >= 0) & (planted.kind >= 2)
    right &= planted.lineage == planted.lineage[np.maximum(source, 0)]
    assert right.sum() / (planted.kind >= 2).sum() >= 0.97
    assert right.sum() / flagged.sum() >= 0.97
    deep = planted.kind == 4
    assert (right & deep).sum() / deep.sum() >= 0.85


def test_shares_are_shares_and_sum_to_one(scored) -> None:
    assert ((scored.shares >= 0) & (scored.shares <= 1)).all()
    np.testing.assert_allclose(scored.shares.sum(axis=1), 1)
    for name, values in scored.measures.items():
        if name.startswith(
            ("share", "boilerplate", "sticky", "repetition", "cosine", "jaccard", "min_edit", "novelty", "repeated")
        ):
            known = values[~np.isnan(values)]
            assert ((known >= 0) & (known <= 1 + 1e-12)).all(), name


def test_sections_add_up_to_reports(scored) -> None:
    sections = scored.sections.to_frame()
    assert sections["n_chars"].sum() == scored.n_chars.sum()


def test_sources_are_other_reports_and_not_later(scored) -> None:
    batch, source = scored.batch, scored.origins.source
    has = np.flatnonzero(source >= 0)
    assert (batch.report[has] != batch.report[source[has]]).all()
    assert (batch.year[batch.report[source[has]]] <= batch.year[batch.report[has]]).all()


def test_the_order_of_the_reports_changes_nothing(pair: Corpus) -> None:
    reports = [
        *pair,
        make("z", 2022, "白塔镇人民政府", FERRY.format(31), BRIDGE.format(9)),
        make("y", None, "无名镇人民政府", SCHOOL.format(2)),
    ]
    expected = score_reuse(reports, progress=False).sentences.to_frame()
    for seed in range(4):
        random.Random(seed).shuffle(reports)
        assert score_reuse(reports, progress=False).sentences.to_frame().equals(expected)


def test_the_hash_seed_changes_nothing() -> None:
    script = (
        "import sys; sys.path.insert(0, 'benchmarks')\n"
        "from synthetic import make_planted\nfrom chenyan.reuse import score_texts\nimport hashlib, json\n"
        "r = score_texts(make_planted(80, seed=5).batch, progress=False)\n"
        "rows = [list(map(str, row)) for row in r.sentences.rows()]\n"
        "edges = [str(e) for e in r.network()]\n"
        "values = {k: [repr(float(x)) for x in v] for k, v in r.measures.items()}\n"
        "print(hashlib.sha256(json.dumps([rows, edges, values, [str(t) for t in r.templates]]).encode()).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(answers) == 1
    assert len(answers.pop().strip()) == 64


def test_matches_show_both_sides_and_escape_them() -> None:
    old = make("a", 2021, "清河镇人民政府", f"<b>把账目贴到<script>码头</script>公告栏，一共贴了{3}期。")
    new = make("b", 2022, "清河镇人民政府", f"<b>把账目贴到<script>码头</script>公告栏，一共贴了{5}期。")
    matches = score_reuse(Corpus([old, new]), progress=False).matches("b", "a")
    page = matches._repr_html_()
    assert "<script>" not in page
    assert "<mark>" in page
    for match in matches:
        for start, end, source_start, source_end in match.blocks:
            assert new.text[start:end] == old.text[source_start:source_end]
    assert len(matches.to_frame()) == len(matches) > 0


def test_the_network_points_from_borrower_to_lender(tmp_path: Path) -> None:
    lender = make("a", 2021, "清河镇人民政府", FERRY.format(31), BRIDGE.format(4))
    borrower = make("b", 2022, "白塔镇人民政府", FERRY.format(31), BRIDGE.format(4))
    network = score_reuse(Corpus([lender, borrower]), progress=False).network()
    (edge,) = network
    assert (edge.borrower, edge.source, edge.n_sentences) == ("白塔镇人民政府", "清河镇人民政府", 2)
    tree = ET.parse(network.write_graphml(tmp_path / "g.graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(tree.findall(f".//{space}node")) == 2
    assert len(tree.findall(f".//{space}edge")) == 1


def test_norms_are_quantiles_of_the_batch(scored) -> None:
    norms = reuse_norms(scored)
    values = scored.measures["specificity"]
    assert norms["specificity_q10"] == pytest.approx(float(np.nanquantile(values, 0.1)))
    assert norms["n_peers"] == scored.batch.n_reports
    json.dumps(norms)


def test_hostile_texts_end_quickly() -> None:
    texts = ["公" * 100_000, "1。" * 50_000, "《" * 50_000 + "\n" + "12," * 30_000, "\U00020000\ud800" * 100, ""]
    reports = [cy.report_from_text(text, report_id=f"h{at}", year=2022) for at, text in enumerate(texts)]
    result = score_reuse(reports, progress=False)
    assert len(result.reports.to_frame()) == 5
