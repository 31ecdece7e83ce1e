"""The parts of a report are found under every heading that reports use, at the right offsets."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chenyan.corpus.forms import keys
from chenyan.corpus.identity import identify
from chenyan.corpus.render import render_table
from chenyan.corpus.segment import Segmented, segment
from chenyan.corpus.tables import find_tables
from chenyan.types import SECTION_KINDS, STATUTORY_KINDS

SHORT = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
LONG = (
    "总体情况",
    "行政机关主动公开政府信息情况",
    "行政机关收到和处理政府信息公开申请情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "政府信息公开工作存在的主要问题及改进情况",
    "其他需要报告的事项",
)
CN = "一二三四五六"
BODIES = (
    "2022年，我镇坚持公开为常态，公开信息80条。",
    "全年制发文件3件，均已公开。",
    "全年收到申请2件，均已答复。",
    "未发生行政复议和行政诉讼。",
    "一是公开不够及时；二是解读形式单一。下一步将加强培训。",
    "本年度未收取信息处理费。",
)
TITLE = "云陵县柳溪镇人民政府2022年政府信息公开工作年度报告"
FOOT = "云陵县柳溪镇人民政府\n2023年1月10日"


def parts(text: str, found: Segmented) -> dict[str, str]:
    """Return heading and body of the statutory parts."""
    return {
        section.kind: text[section.body_start : section.end].strip()
        for section in found.sections
        if section.kind in STATUTORY_KINDS
    }


def report(heads: list[str], *, between: str = "\n", foot: str = FOOT) -> str:
    body = "\n".join(head + between + words for head, words in zip(heads, BODIES, strict=True))
    return f"{TITLE}\n根据条例要求，编制本报告。\n{body}\n{foot}"


HEADINGS = {
    "short official": [f"{n}、{t}" for n, t in zip(CN, SHORT, strict=True)],
    "long official": [f"{n}、{t}" for n, t in zip(CN, LONG, strict=True)],
    "other agency word": [f"{n}、{t.replace('行政机关', '政府机关')}" for n, t in zip(CN, LONG, strict=True)],
    "no numerals": list(SHORT),
    "arabic dot": [f"{n}.{t}" for n, t in zip("123456", SHORT, strict=True)],
    "arabic comma": [f"{n}、{t}" for n, t in zip("123456", SHORT, strict=True)],
    "full-width": [f"{n}．{t}" for n, t in zip("１２３４５６", SHORT, strict=True)],
    "roman": [f"{n}.{t}" for n, t in zip(("I", "II", "III", "IV", "V", "VI"), SHORT, strict=True)],
    "roman signs": [f"{n}、{t}" for n, t in zip("ⅠⅡⅢⅣⅤⅥ", SHORT, strict=True)],
    "round brackets": [f"（{n}）{t}" for n, t in zip(CN, SHORT, strict=True)],
    "half-width brackets": [f"({n}){t}" for n, t in zip(CN, SHORT, strict=True)],
    "lenticular brackets": [f"【{n}】{t}" for n, t in zip(CN, SHORT, strict=True)],
    "parts": [f"第{n}部分 {t}" for n, t in zip(CN, SHORT, strict=True)],
    "markdown": [f"## {n}、{t}" for n, t in zip(CN, SHORT, strict=True)],
    "markdown without numerals": [f"## {t}" for t in SHORT],
    "bold": [f"**{n}、{t}**" for n, t in zip(CN, SHORT, strict=True)],
    "indented": [f"\u3000\u3000{n}、{t}" for n, t in zip(CN, SHORT, strict=True)],
    "blank after numeral": [f"{n} {t}" for n, t in zip(CN, SHORT, strict=True)],
    "dot after numeral": [f"{n}．{t}" for n, t in zip(CN, SHORT, strict=True)],
    "spaced out": [f"{n}、" + " ".join(t) for n, t in zip(CN, SHORT, strict=True)],
    "broken over lines": [f"{n}、{t[:6]}\n{t[6:]}".rstrip() for n, t in zip(CN, LONG, strict=True)],
    "one numeral missing": [f"{n}、{t}" if n != "三" else t for n, t in zip(CN, SHORT, strict=True)],
    "wrong numeral": [f"{'四' if n == '五' else n}、{t}" for n, t in zip(CN, SHORT, strict=True)],
    "local words": [
        "一、总体情况",
        "二、2022年主动公开政府信息情况",
        "三、收到和处理依申请公开政府信息的情况",
        "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
        "五、存在的问题及下一步改进措施",
        "六、其他需要说明的事项",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_six_parts_under_each_heading(name: str) -> None:
    text = report(HEADINGS[name])
    found = segment(text)
    assert parts(text, found) == dict(zip(STATUTORY_KINDS, BODIES, strict=True))
    for section, head in zip([s for s in found.sections if s.kind in STATUTORY_KINDS], HEADINGS[name], strict=True):
        assert text[section.start : section.start + len(section.heading)] == section.heading
        assert section.heading.strip() in head.strip() or head.strip() in section.heading


@pytest.mark.parametrize("mark", ["：", ":", "。", " "])
def test_text_on_the_heading_line_is_body(mark: str) -> None:
    text = report(HEADINGS["short official"], between=mark)
    found = segment(text)
    assert parts(text, found) == dict(zip(STATUTORY_KINDS, BODIES, strict=True))
    assert [s.heading for s in found.sections if s.kind in STATUTORY_KINDS] == HEADINGS["short official"]


def test_headings_inside_one_paragraph() -> None:
    text = TITLE + "\n" + "".join(f"{n}、{t}。{b}" for n, t, b in zip(CN, LONG, BODIES, strict=True))
    assert parts(text, segment(text)) == dict(zip(STATUTORY_KINDS, BODIES, strict=True))


def test_title_preamble_and_signature() -> None:
    text = "\n " + report(HEADINGS["long official"]) + "\n附件：统计表\n"
    found = segment(text)
    by_kind = {section.kind: text[section.start : section.end].strip() for section in found.sections}
    assert by_kind["title"] == TITLE
    assert by_kind["preamble"] == "根据条例要求，编制本报告。"
    assert by_kind["signature"] == FOOT
    assert by_kind["part"] == "附件：统计表"
    assert [section.kind for section in found.sections] == [
        "title", "preamble", *STATUTORY_KINDS, "signature", "part",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("foot", "signature"),
    [
        ("柳溪镇人民政府\n2023年1月10日", "柳溪镇人民政府\n2023年1月10日"),
        ("                 柳溪镇人民政府\n\n       2023 年 1 月 10 日", "柳溪镇人民政府\n\n       2023 年 1 月 10 日"),
        ("2023年1月10日", "2023年1月10日"),
        ("柳溪镇人民政府\n二〇二三年一月十日", "柳溪镇人民政府\n二〇二三年一月十日"),
        ("柳溪镇人民政府 2023年1月10日", "柳溪镇人民政府 2023年1月10日"),
        ("柳溪镇党政办公室\n柳溪镇人民政府\n2023-01-10", "柳溪镇党政办公室\n柳溪镇人民政府\n2023-01-10"),
        ("柳溪镇人民政府\n2023年1月10日\n责任编辑：张三\n打印 关闭", "柳溪镇人民政府\n2023年1月10日"),
        ("", None),
    ],
)
def test_signature_forms(foot: str, signature: str | None) -> None:
    text = report(HEADINGS["short official"], foot=foot)
    found = [s for s in segment(text).sections if s.kind == "signature"]
    assert [text[s.start : s.end].strip() for s in found] == ([signature] if signature else [])


def test_a_date_in_the_last_sentence_is_no_signature() -> None:
    text = report(HEADINGS["short official"], foot="未收费，公开情况自2023年1月10日起公示。")
    assert "signature" not in [s.kind for s in segment(text).sections]


@pytest.mark.parametrize("leader", ["", "……………………2", "\t3", " ...... 4"])
def test_a_table_of_contents_is_no_part(leader: str) -> None:
    heads = HEADINGS["short official"]
    contents = "目 录\n" + "\n".join(head + leader for head in heads)
    text = f"{TITLE}\n{contents}\n" + "\n".join(f"{h}\n{b}" for h, b in zip(heads, BODIES, strict=True))
    found = segment(text)
    assert parts(text, found) == dict(zip(STATUTORY_KINDS, BODIES, strict=True))
    assert [s.kind for s in found.sections].count("overview") == 1


def test_contents_of_two_levels_are_left_out() -> None:
    entries = "第一部分 单位概况\n一、主要职能\n二、机构设置\n第二部分 决算表\n一、收入表\n第三部分 名词解释\n"
    text = (
        "某区规划和自然\n资源局\n2022年度部门决算\n目 录\n" + entries + "第一部分 单位概况\n一、主要职能\n管理。\n"
        "二、机构设置\n内设三科。\n第二部分 决算表\n一、收入表\n见表。\n第三部分 名词解释\n略。\n"
    )
    found = segment(text)
    assert text[found.sections[0].start : found.sections[0].end].split() == [
        "某区规划和自然",
        "资源局",
        "2022年度部门决算",
    ]
    assert [s.heading for s in found.sections if s.kind == "part"] == [
        "第一部分 单位概况", "第二部分 决算表", "第三部分 名词解释",
    ]  # fmt: skip


def test_the_contents_sentence_is_no_part() -> None:
    text = f"{TITLE}\n本报告由" + "、".join(f"{n}、{t}" for n, t in zip(CN, SHORT, strict=True)) + "组成。\n"
    text += "\n".join(f"{h}\n{b}" for h, b in zip(HEADINGS["short official"], BODIES, strict=True))
    assert parts(text, segment(text)) == dict(zip(STATUTORY_KINDS, BODIES, strict=True))


@pytest.mark.parametrize("layout", ["flat", "lines", "tab", "pipe", "bars", "words"])
@pytest.mark.parametrize("read_tables", [True, False])
def test_rows_of_tables_are_no_parts(layout: str, read_tables: bool) -> None:
    zeros = dict.fromkeys(keys("requests", 2021), "0")
    heads = HEADINGS["long official"]
    bodies = list(BODIES)
    bodies[2] = render_table("requests", 2021, zeros, layout)
    text = f"{TITLE}\n" + "\n".join(f"{h}\n{b}" for h, b in zip(heads, bodies, strict=True))
    tables = find_tables(text) if read_tables else ()
    assert len(tables) == read_tables
    found = segment(text, tables)
    assert [s.kind for s in found.sections] == ["title", *STATUTORY_KINDS]
    if tables:
        assert not any(tables[0].start <= node.start < tables[0].end for node in found.outline)
        assert not any(tables[0].start <= sentence.start < tables[0].end for sentence in found.sentences)


def test_a_table_whose_part_lost_its_heading_opens_the_part() -> None:
    zeros = dict.fromkeys(keys("requests", 2021), "0")
    heads = HEADINGS["short official"]
    bodies = list(BODIES)
    bodies[2] = render_table("requests", 2021, zeros, "tab")
    lines = [f"{h}\n{b}" if h != heads[2] else b for h, b in zip(heads, bodies, strict=True)]
    text = "\n".join(lines)
    found = segment(text, find_tables(text))
    assert [s.kind for s in found.sections] == list(STATUTORY_KINDS)
    assert found.sections[2].heading == ""
    assert parts(text, found)["disclosure"] == BODIES[1]


def test_a_list_that_restarts_inside_a_part_stays_inside() -> None:
    bodies = list(BODIES)
    bodies[4] = "一、公开不及时\n更新慢。\n二、形式单一\n图解少。\n三、人员不足\n一人多岗。"
    text = "\n".join(f"{h}\n{b}" for h, b in zip(HEADINGS["short official"], bodies, strict=True))
    found = segment(text)
    assert parts(text, found)["problems"] == bodies[4]
    assert [node.heading for node in found.outline if node.level == 2] == [
        "一、公开不及时",
        "二、形式单一",
        "三、人员不足",
    ]


def test_numbers_that_start_again_in_the_middle() -> None:
    text = (
        f"{TITLE}\n一、总体情况\n全年公开80条。\n二、工作机制\n设专班。\n三、主动公开工作情况\n发布信息。\n"
        "一、主动公开政府信息情况\n见表。\n二、收到和处理政府信息公开申请情况\n未收到。\n"
        "三、政府信息公开行政复议、行政诉讼情况\n无。\n（一）主要问题\n更新慢。\n（二）改进情况\n加强培训。\n"
        "五、其他需要报告的事项\n无。\n"
    )
    found = segment(text)
    assert [(s.kind, s.number) for s in found.sections[1:]] == [
        ("overview", "一"), ("part", "二"), ("part", "三"), ("disclosure", "一"), ("requests", "二"),
        ("litigation", "三"), ("problems", ""), ("other", "五"),
    ]  # fmt: skip


def test_free_forms_before_2019() -> None:
    heads = ("概述", "主动公开情况", "依申请公开情况", "收费及减免情况", "复议、诉讼和申诉情况", "咨询处理情况",
             "存在问题和改进措施", "附表")  # fmt: skip
    text = "甲县2012年政府信息公开年度报告\n"
    text += "".join(f"{n}、{head}\n正文。\n" for n, head in zip("一二三四五六七八", heads, strict=True))
    assert [s.kind for s in segment(text).sections[1:]] == [
        "overview", "disclosure", "requests", "part", "litigation", "part", "problems", "other",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["五、存在的主要问题及改进情况", "七、主要问题及改进措施", "六、存在问题及下一步打算。"]
)
def test_an_excerpt_of_one_part_keeps_its_kind(head: str) -> None:
    text = f"{head}\n（一）更新慢。无专人。\n（二）形式单一。下一步加强培训。"
    assert [(s.kind, s.heading) for s in segment(text).sections] == [("problems", head)]


def test_problems_and_measures_in_two_parts_are_both_of_that_kind() -> None:
    text = "六、存在的主要问题\n人手少。\n七、下步打算\n增配一人。"
    assert [s.kind for s in segment(text).sections] == ["problems", "problems"]


def test_other_genres_are_a_tree() -> None:
    text = (
        "政 府 工 作 报 告\n——2023年1月8日在某县人民代表大会上\n各位代表：\n"
        "一、过去一年工作回顾\n全县经济平稳。\n（一）农业。粮食增产。\n1.耕地。稳定。\n2.种业。一是引种；二是育种。\n（二）工业。增长。\n"
        "二、今年工作安排\n（一）稳增长。\n"
    )
    found = segment(text)
    assert [s.kind for s in found.sections] == ["title", "preamble", "part", "part"]
    assert [(node.level, node.style, node.value) for node in found.outline] == [
        (1, "cn", 1), (2, "cn_paren", 1), (3, "arabic", 1), (3, "arabic", 2), (4, "shi", 1), (4, "shi", 2),
        (2, "cn_paren", 2), (1, "cn", 2), (2, "cn_paren", 1),
    ]  # fmt: skip
    for at, node in enumerate(found.outline):
        if node.parent >= 0:
            parent = found.outline[node.parent]
            assert node.parent < at
            assert parent.level < node.level
            assert parent.start <= node.start < node.end <= parent.end


def test_chapters_stand_above_numerals() -> None:
    text = "某县规划\n第一章 总则\n一、目标\n达标。\n二、原则\n依法。\n第二章 任务\n一、公开\n加强。\n"
    found = segment(text)
    assert [s.heading for s in found.sections if s.kind == "part"] == ["第一章 总则", "第二章 任务"]


def test_sentences_have_roles_and_parts() -> None:
    text = report(HEADINGS["short official"])
    sentences = [(text[s.start : s.end], s.section, s.role) for s in segment(text).sentences]
    assert (TITLE, "title", "heading") in sentences
    assert ("一、总体情况", "overview", "heading") in sentences
    assert (BODIES[0], "overview", "prose") in sentences
    assert ("2023年1月10日", "signature", "signature") in sentences


def test_hard_wrapped_lines_are_one_sentence() -> None:
    body = (
        "上年以来，本单位深入贯彻落实条例规定，认真做好信息公开各项工作，\n"
        "不断完善公开制度和流程，围绕重点领域主动公开各类信息三百余条，其\n"
        "中通过网站发布二百条。通过公众号发布一百余条，群众满意度明显提升\n"
        "并得到上级肯定。\n"
        "（一）制度建设。修订目录和指南，落实保密审查和发布登记制度，做到\n"
        "应公开尽公开。\n"
    )
    text = "某局2022年政府信息公开工作年度报告\n一、总体情况\n" + body
    found = [text[s.start : s.end] for s in segment(text).sentences if s.role == "prose"]
    assert found[0].replace("\n", "").endswith("其中通过网站发布二百条。")
    assert found[1].replace("\n", "") == "通过公众号发布一百余条，群众满意度明显提升并得到上级肯定。"


LINES = st.sampled_from(
    [
        *HEADINGS["short official"], *HEADINGS["long official"], *HEADINGS["markdown"], *BODIES, TITLE, FOOT,
        "目录", "", " ", "\t0", "规章\t0\t0\t0", "一、", "（一）情况。好。", "1.第一", "第一章 总则", "## ", "附件：表",
        "行政复议\t行政诉讼", "｜0｜0｜", "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1", "第二十条第（一）项",
        "2023年1月1日",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(LINES, max_size=25).map("\n".join)))
@settings(max_examples=300, deadline=None)
def test_sections_are_in_order_and_never_overlap(text: str) -> None:
    tables = find_tables(text)
    found = segment(text, tables)
    at = 0
    for section in found.sections:
        assert section.kind in SECTION_KINDS
        assert at <= section.start <= section.body_start <= section.end <= len(text)
        assert text[section.start : section.start + len(section.heading)] == section.heading
        at = section.end
    last = 0
    for sentence in found.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
    for number, node in enumerate(found.outline):
        assert node.parent < number
        assert 0 <= node.start <= node.body_start <= node.end <= len(text)
    for one, two in pairwise(tables):
        assert one.end <= two.start


@pytest.mark.parametrize(
    "unit",
    ["一、", "一、总体情况\n", "（一）", "1.", "一是", "\n", " ", "|", "\t", "0 ", "行政复议", "第二十条第（一）项",
     "。", "2022年", "一、本年新收政府信息公开申请数量\n", "规章 0 0 0\n", "#", "总", "行政复议结果维持|",
     "目录\n一、总体情况……1\n"],
)  # fmt: skip
def test_time_stays_linear_on_repeats(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.perf_counter()
    tables = find_tables(text)
    identify(text, segment(text, tables).sections, tables=tables, source=text[:300])
    assert time.perf_counter() - began < 12
