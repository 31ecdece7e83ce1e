"""Faults that their form shows, whatever their words, and clauses that belong to what stands beside them."""

from __future__ import annotations

import pytest

from chenyan.problems import load_themes
from chenyan.problems.halves import heading_half
from chenyan.problems.measures import join_means
from chenyan.problems.polarity import is_opener, names_faults
from chenyan.problems.reading import read_body
from chenyan.problems.talk import is_talk
from chenyan.problems.view import build_view

HEAD = "五、存在的主要问题及改进情况\n"


def read(text: str, year: int = 2022) -> tuple[list[str], list[str]]:
    """Return the words of the problems and of the measures."""
    problems, measures, _, view = read_body(HEAD + text, 0, len(HEAD + text), year=year, lexicon=load_themes())
    found = [[view.text[d.start : d.end] for d in drafts] for drafts in (problems, measures)]
    return found[0], found[1]


def test_a_list_closed_by_wenti_is_of_faults_without_a_known_cue():
    problems, _ = read(
        "我局2022年信息公开工作存在供水通知“贴了揭、揭了贴”、水质报告只给领导看、窗口同志一问三不知等问题，"
        "下步将印制停水通知单，水质报告每月上墙。"
    )
    assert problems == ["供水通知“贴了揭、揭了贴”", "水质报告只给领导看", "窗口同志一问三不知"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("我镇公开工作存在台账记得乱、村里没人报等问题", True),
        ("不足在于依赖微信群通知、没有人核对内容", True),
        ("存在公开不及时等问题", False),
        ("公开内容涵盖财政、教育等方面", False),
    ],
)
def test_the_form_of_a_list_of_faults(words, named):
    assert names_faults(words) is named


def test_a_list_of_faults_is_no_announcement():
    assert not is_opener("我镇还不同程度存在着主动性不强、规范化水平有待提升的问题")
    assert is_opener("工作中还存在一些问题")


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ("便民地图虽已上线，但点位信息更新较慢", "点位信息更新较慢"),
        ("去年查出的空白栏目已全部补齐，但新设栏目内容更新不及时", "新设栏目内容更新不及时"),
        ("与经营主体逐年增加相比，专职公开人员仍然不足", "专职公开人员仍然不足"),
    ],
)
def test_what_is_conceded_before_a_fault_is_left_out(item, fault):
    problems, _ = read(f"仍有以下不足：一是解读形式单一；二是{item}。下一步，一是制作图解；二是每周核对。")
    assert problems == ["解读形式单一", fault]


def test_a_comparison_stays_where_the_fault_is_a_general_gap():
    problems, _ = read("1.与群众对透明政府的期待相比，工作水平仍显不足。\n2.解读形式单一。\n下一步打算：\n1.制作图解。")
    assert problems[0].startswith("与群众")


def test_what_a_measure_turns_around_is_a_fault():
    problems, _ = read(
        "2023年，我局将做好以下工作：一是着力解决收费公示不及时的问题，收费表每月张贴；"
        "二是扭转小区改造“先动工后告知”的做法，改造前先开居民会。"
    )
    assert problems == ["收费公示不及时", "小区改造“先动工后告知”"]


def test_a_district_office_that_will_do_something_turns_to_measures():
    problems, measures = read(
        "街道公开工作的不足在于，公众号更新频率偏低，留言回复不及时。街道将保证每周推送三条，指定专人每日查看留言。"
    )
    assert problems == ["公众号更新频率偏低", "留言回复不及时"]
    assert measures == ["保证每周推送三条", "指定专人每日查看留言"]


@pytest.mark.parametrize("words", ["改进的主要措施", "主要措施", "整改的具体办法"])
def test_headings_of_measures(words):
    assert heading_half(words) == "measures"


def test_working_days_are_no_announcement_of_steps():
    assert not is_talk("留言三个工作日内办结并回复")
    assert is_talk("做好以下三项工作")
    assert is_talk("均有待今后予以重视并加以解决")


def test_the_means_belong_to_the_deed_after_them():
    text = "利用网格员队伍优势，设立意见收集点，在摸清需求的基础上。另建阅览室"
    view = build_view(text, 0, len(text))
    pieces = ["利用网格员队伍优势", "设立意见收集点", "在摸清需求的基础上", "另建阅览室"]
    spans = [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    joined = [view.text[start:end] for start, end in join_means(view, spans)]
    # a full stop between them parts them
    assert joined == ["利用网格员队伍优势，设立意见收集点", "在摸清需求的基础上", "另建阅览室"]


def test_a_measure_that_names_a_stated_problem_states_it_once():
    problems, _ = read(
        "2022年我街还存在一些差距，认识程度需要提高，公开内容需要拓展，专职力量需要强化。针对上述问题，我街将这样改进：\n"
        "（一）加强组织建设。针对公开人员力量薄弱等现状，明确岗位及职责。\n（二）提高业务能力。组织交流活动。"
    )
    assert problems == ["认识程度需要提高", "公开内容需要拓展", "专职力量需要强化"]
