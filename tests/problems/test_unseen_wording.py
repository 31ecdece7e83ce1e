"""Wordings that the patterns were not written from: themes, second faults, causes, and which measure answers what."""

from __future__ import annotations

import pytest

from chenyan.problems import load_themes
from chenyan.problems.reading import read_body

CASES = {
    "新来的同志上手慢": "staff_skills",
    "经办的老同志退了，岗位至今空着": "staffing",
    "公示贴出来时补贴早就发完了": "timeliness",
    "账目写得太粗，看不出钱花到哪里": "depth_quality",
    "留言半个月没人回": "participation_response",
    "新规出台只贴原文，没有讲清楚": "policy_interpretation",
    "两个科室都说不归自己管": "mechanism",
    "检查走了过场，问题没有追到底": "supervision",
    "公示表里带出了家庭住址和手机号码": "secrecy_review",
    "答复文书没写救济渠道": "request_handling",
    "镇里的公众号三个月没推送": "new_media_data",
    "公开栏的玻璃碎了没人换": "platform_columns",
    "查阅室的电脑用了十年": "resources",
    "工作按部就班，拿不出亮点": "innovation",
    "群众大多没听说过可以申请公开": "publicity_reach",
    "乡镇之间进度相差大": "uneven_progress",
    "同类文件格式各写各的，要素不齐": "standardisation",
}


def read(text):
    problems, measures, pairs, view = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    words = [view.text[d.start : d.end] for d in problems]
    deeds = [view.text[d.start : d.end] for d in measures]
    return words, deeds, pairs


def test_most_unseen_wordings_get_their_theme():
    lexicon = load_themes()
    found = {words: (lexicon.decide(words) or (("", 0.0),))[0][0] for words in CASES}
    right = sum(found[words] == theme for words, theme in CASES.items())
    assert right >= 13, {words: (found[words], theme) for words, theme in CASES.items() if found[words] != theme}


def test_a_sentence_about_nothing_known_is_less_sure_than_a_plain_fault():
    lexicon = load_themes()
    odd = lexicon.decide("河堤绿道两旁种了柳树")
    assert not odd or odd[0][1] < lexicon.decide("信息更新不及时")[0][1]


@pytest.mark.parametrize("words", ["也要看到不足", "还存在一些问题", "清醒地认识到工作中的差距和不足", "仍有不少短板"])
def test_a_bare_concession_has_no_theme(words):
    assert load_themes().decide(words) == ()


@pytest.mark.parametrize("words", ["也要看到公开形式单一", "存在信息更新不及时问题", "与上级要求还有差距"])
def test_a_concession_that_names_its_fault_keeps_its_theme(words):
    assert load_themes().decide(words)


def test_what_an_object_is_called_does_not_hide_what_is_amiss_with_it():
    lexicon = load_themes()
    cases = {
        "专项经费分配结果未公开": "completeness",
        "监督抽检结果公布滞后": "timeliness",
        "舆情处置的培训少": "staff_skills",
        "网站后台没有专人管": "staffing",
        "对保密规定学得浅": "staff_skills",
    }
    found = {words: lexicon.decide(words)[0][0] for words in cases}
    assert found == cases


def test_the_shipped_model_is_that_of_the_shipped_examples():
    import io

    import numpy as np

    from chenyan.lexicons import read_bytes
    from chenyan.problems.theme_model import PACKAGED, fit_theme_model, packaged_exemplars, packaged_model, signature

    with np.load(io.BytesIO(read_bytes(PACKAGED)), allow_pickle=False) as data:
        assert str(data["digest"]) == signature(packaged_exemplars()), "run tools/build_theme_model.py"
    shipped, fitted = packaged_model(), fit_theme_model(packaged_exemplars())
    for words in CASES:
        assert np.allclose(shipped.scores(words), fitted.scores(words), atol=0.01)


def test_the_shipped_model_of_measures_is_that_of_the_shipped_lists():
    import io

    import numpy as np

    from chenyan.lexicons import read_bytes
    from chenyan.problems import theme_model

    with np.load(io.BytesIO(read_bytes(theme_model.PACKAGED_MEASURES)), allow_pickle=False) as data:
        known = theme_model._source("problem_measures.csv", "problem_concepts.csv")
        assert str(data["source"]) == known, "run tools/build_theme_model.py"
    shipped, fitted = theme_model.measure_model(), theme_model.fit_measure_model()
    assert shipped.rows == fitted.rows
    assert np.allclose(shipped.weights, fitted.weights, atol=1e-9)


def test_a_changed_list_is_fitted_anew(monkeypatch):
    from chenyan.problems import theme_model

    theme_model.packaged_model.cache_clear()
    monkeypatch.setattr(theme_model, "_source", lambda *names: "another")
    monkeypatch.setattr(theme_model, "signature", lambda exemplars: "another")
    monkeypatch.setattr(theme_model, "fit_theme_model", lambda exemplars: len(exemplars))
    try:
        assert theme_model.packaged_model() == len(theme_model.packaged_exemplars())
    finally:
        theme_model.packaged_model.cache_clear()


def test_a_long_statement_takes_the_theme_of_its_telling_clause():
    words = "各科室人员公开意识有所松懈，文件发布及解读工作主动性不强"
    assert load_themes().decide(words)[0][0] == "awareness"


def test_a_user_may_add_examples_to_a_theme(tmp_path):
    import json

    from chenyan.lexicons import read_text

    data = json.loads(read_text("problem_themes.json"))
    data["themes"].append({"id": "noise", "exemplars": ["大厅噪声扰人", "窗口噪声太大", "大厅噪声很大", "噪声扰民"]})
    file = tmp_path / "themes.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert load_themes(file).decide("办事大厅噪声大")[0][0] == "noise"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一是工作机制有待完善，规范化水平还需提升；二是解读形式单一。",
            ["工作机制有待完善", "规范化水平还需提升", "解读形式单一"],
        ),
        ("一是更新不够及时，稿件报送不够及时，创新举措不多。", ["更新不够及时", "创新举措不多"]),
        ("1.监督乏力。日常检查以提醒为主。2.人员不稳定。两年换了三人。", ["监督乏力", "人员不稳定"]),
        (
            "一是由于专职人员缺乏，信息发布时常拖延；二是解读形式单一。",
            ["专职人员缺乏", "信息发布时常拖延", "解读形式单一"],
        ),
        (
            "回顾一年来的工作，信息更新还不够及时，政策解读跟不上，宣传也比较少。",
            ["信息更新还不够及时", "政策解读跟不上", "宣传也比较少"],
        ),
        (
            "存在一些不足：一是部分村公开栏破损、长期没有更新；二是人手紧。",
            ["部分村公开栏破损、长期没有更新", "人手紧"],
        ),
        ("我镇公开工作仍有一些短板需要补齐。一是更新不及时。", ["更新不及时"]),
        ("取得了成绩，但还有一些不足之处有待弥补：公开形式不够多样，人手偏紧。", ["公开形式不够多样", "人手偏紧"]),
    ],
)
def test_problems_of_a_passage(text, expected):
    assert read(f"五、存在的主要问题及改进情况\n{text}下一步，逐项改进。")[0] == expected


def test_measures_in_unseen_words_find_their_problems():
    words, deeds, pairs = read(
        "五、存在的主要问题及改进情况\n信息更新还不够及时，经办人员少且多为兼职，对条例学得不透。"
        "今后我们将固定一名专人，每周更新栏目，组织全员学习条例。"
    )
    assert {(words[p], deeds[m]) for p, m in pairs} >= {
        ("信息更新还不够及时", "每周更新栏目"),
        ("经办人员少且多为兼职", "固定一名专人"),
    }


def test_the_held_out_half_is_in_no_example(labelled_folder):

    from chenyan.lexicons import read_rows
    from chenyan.validity.problems import load_half

    names = sorted(path.name for path in labelled_folder.glob("problems*.jsonl"))
    held = {p["quote"] for n in names for row in load_half(labelled_folder / n, "held") for p in row["problems"]}
    tuned = {p["quote"] for n in names for row in load_half(labelled_folder / n, "tune") for p in row["problems"]}
    shipped = {row["words"] for row in read_rows("problem_exemplars.csv") if row["origin"] == "labelled"}
    assert shipped
    assert not shipped & (held - tuned)
