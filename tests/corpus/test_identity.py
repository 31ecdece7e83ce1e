"""Who, where, which year, when: each fact rests on words that can be shown."""

from __future__ import annotations

from datetime import date

import pytest

from chenyan.corpus.build import report_from_text
from chenyan.corpus.gazetteer import find_places, read_chain
from chenyan.corpus.identity import identify
from chenyan.types import Identity

OGI = "2022年政府信息公开工作年度报告"
BODY = "\n一、总体情况\n2022年，公开信息80条。\n二、主动公开政府信息情况\n见表。\n"


def identity(text: str, **known: object) -> Identity:
    return report_from_text(text, **known).identity  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "agency", "region", "level", "kind"),
    [
        ("云陵县教育局" + OGI, "云陵县教育局", "云陵县", "county", "department"),
        ("云陵县柳溪镇人民政府" + OGI, "云陵县柳溪镇人民政府", "云陵县", "town", "town"),
        (" 云陵县柳溪镇人民政府\n" + OGI, "云陵县柳溪镇人民政府", "云陵县", "town", "town"),
        ("云 陵 县 教 育 局\n2022 年 政 府 信 息\n公 开 年 报", "云陵县教育局", "云陵县", "county", "department"),
        ("2022年云陵县水利局政府信息公开工作年度报告", "云陵县水利局", "云陵县", "county", "department"),
        ("云陵县柳溪镇2022年度政府信息公开年报", "云陵县柳溪镇人民政府", "云陵县", "town", "town"),
        ("柳溪街道2022年政府信息公开年报", "柳溪街道办事处", "柳溪街道", "town", "subdistrict"),
        ("东岭市人民政府" + OGI, "东岭市人民政府", "东岭市", "city", "government"),
        ("东岭市市场监督管理局" + OGI, "东岭市市场监督管理局", "东岭市", "city", "department"),
        ("东岭市民政局" + OGI, "东岭市民政局", "东岭市", "city", "department"),
        ("柳北高新区管理委员会" + OGI, "柳北高新区管理委员会", "柳北高新区", "county", "zone"),
        ("国家税务总局云陵县税务局" + OGI, "国家税务总局云陵县税务局", "云陵县", "county", "department"),
        ("白石岭苗族乡人民政府" + OGI, "白石岭苗族乡人民政府", "白石岭苗族乡", "town", "town"),
        ("红旗湾镇人民政府" + OGI, "红旗湾镇人民政府", "红旗湾镇", "town", "town"),
        ("沭阳县发展和改革局" + OGI, "沭阳县发展和改革局", "江苏省宿迁市沭阳县", "county", "department"),
        ("威海市文登区人民政府" + OGI, "威海市文登区人民政府", "山东省威海市文登区", "county", "government"),
        ("上海市科委" + OGI, "上海市科委", "上海市", "province", "department"),
        ("广西壮族自治区民政厅" + OGI, "广西壮族自治区民政厅", "广西壮族自治区", "province", "department"),
    ],
)  # fmt: skip
def test_the_title_names_the_agency(title: str, agency: str, region: str, level: str, kind: str) -> None:
    text = title + BODY
    found = identity(text)
    assert found.agency.value == agency
    assert found.region.value == region
    assert found.level.value == level
    assert found.agency_type.value == kind
    assert found.year.value == 2022
    assert found.genre.value == "ogi"
    words = "".join(text[found.agency.start : found.agency.end].split())
    assert words
    assert agency.startswith(words)
    assert "2022" in "".join(text[found.year.start : found.year.end].split())


def test_the_signature_completes_a_title_that_names_only_the_place() -> None:
    found = identity("柳溪镇2022年政府信息公开年报" + BODY + "柳溪镇人民政府\n2023年1月10日")
    assert (found.agency.value, found.agency.source) == ("柳溪镇人民政府", "signature")
    found = identity("云陵县柳溪镇2022年政府信息公开年报" + BODY + "柳溪镇人民政府\n2023年1月10日")
    assert found.agency.value == "云陵县柳溪镇人民政府"


def test_the_opening_or_the_file_answers_where_the_title_does_not() -> None:
    text = "年度报告\n本报告由云陵县财政局根据条例编制。" + BODY
    assert identity(text).agency.value == "云陵县财政局"
    found = identify("一、总体情况\n公开80条。", [], source="batch/云陵县司法局2021年政府信息公开年度报告.txt")
    assert (found.agency.value, found.year.value, found.agency.source) == ("云陵县司法局", 2021, "filename")


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("根据条例规定,现公布云陵县柳溪街道2022年政府信息公开工作年度报告。", "云陵县柳溪街道办事处"),
        ("按照要求，特向社会公布2022年云陵县农业农村局政府信息公开工作年度报告。", "云陵县农业农村局"),
        ("按照要求，现公布2022年度我局政府信息公开工作年度报告。", None),
        ("本年度报告根据格式的要求，由柳溪街道办事处编制。", "柳溪街道办事处"),
        ("本报告是根据条例要求，由柳溪镇人民政府党政办公室编制。", "柳溪镇人民政府"),
        ("若对本报告有疑问，请与东岭市政府信息公开工作领导小组办公室联系。", "东岭市人民政府"),
        ("本年度报告根据格式的要求，由县政府办公室编制。", None),
    ],
)
def test_openings_without_a_title(opening: str, agency: str | None) -> None:
    assert identity(opening + "\n一、总体情况\n公开80条。\n二、主动公开政府信息情况\n见表。\n").agency.value == agency


def test_page_furniture_above_the_title_is_no_part_of_it() -> None:
    title = "名 称：柳溪街道办事处2022年度 政府信息公开工作年度报告"
    report = report_from_text("- 设为首页\n- 加入收藏\n- 无障碍阅读\n" + title + BODY)
    assert report.section("title").text.strip() == title
    assert report.agency == "柳溪街道办事处"


def test_codes_come_from_the_gazetteer_and_never_for_invented_places() -> None:
    assert identity("沭阳县教育局" + OGI + BODY).region_code.value == "321322"
    assert identity("云陵县教育局" + OGI + BODY).region_code.value is None


def test_a_county_name_that_two_provinces_share_needs_its_city() -> None:
    assert len(find_places("普陀区")) == 2
    assert read_chain("普陀区教育局").place is None
    place = read_chain("普陀区教育局", "上海市教育委员会指导").place
    assert place is not None
    assert place.code == "310107"
    assert read_chain("舟山市普陀区教育局").place.code == "330903"  # type: ignore[union-attr]


def test_former_names_are_known() -> None:
    place = read_chain("文登市教育局").place
    assert place is not None
    assert (place.code, place.until) == ("371081", 2013)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("云陵县教育局２０２２年政府信息公开年报", 2022),
        ("云陵县教育局二〇二二年政府信息公开年报", 2022),
        ("云陵县教育局二○一五年度政府信息公开年报", 2015),
        ("云陵县教育局22年度政府信息公开年报", 2022),
        ("柳州湾学院2021—2022学年信息公开工作报告", 2022),
        ("云陵县水利局2022年工作总结和2023年工作计划", 2022),
    ],
)
def test_years_in_titles(title: str, year: int) -> None:
    assert identity(title + "\n一、情况\n正文。\n").year.value == year


def test_the_year_without_a_title_year() -> None:
    text = "云陵县教育局政府信息公开年报\n数据的统计期限自2021年1月1日起至2021年12月31日止。" + BODY
    found = identity(text)
    assert (found.year.value, found.year.source) == (2021, "period")
    text = "云陵县教育局政府信息公开年报\n一、总体情况\n2020年公开80条。2020年培训2次，较2019年多1次。\n"
    assert (identity(text).year.value, identity(text).year.source) == (2020, "body")


def test_the_title_loses_only_against_period_part_one_and_signature_together() -> None:
    opening = "\n统计期限自2022年1月1日起至2022年12月31日止。"
    signed = "云陵县教育局\n2023年1月10日"
    found = identity("云陵县教育局2021年政府信息公开工作年度报告" + opening + BODY + signed)
    assert (found.year.value, found.year.confidence) == (2022, 0.6)
    found = identity("云陵县教育局2021年政府信息公开工作年度报告" + opening + BODY.replace("2022", "2021"))
    assert found.year.value == 2021
    assert found.year.confidence < 0.8


def test_a_work_report_has_the_year_in_which_it_was_given() -> None:
    text = "政 府 工 作 报 告\n——2023年1月8日在云陵县第十八届人民代表大会第三次会议上\n云陵县人民政府县长 赵某\n各位代表：\n一、2022年工作回顾\n增长。\n二、2023年工作\n稳。\n"  # noqa: E501
    found = identity(text)
    assert (found.genre.value, found.year.value, found.agency.value) == ("work_report", 2023, "云陵县人民政府")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云陵县2022年度法治政府建设情况报告", "rule_of_law"),
        ("云陵县教育局2022年度部门决算", "final_accounts"),
        ("云陵县教育局2022年部门预算", "budget"),
        ("云陵县水利局2022年工作总结", "work_summary"),
        ("柳州湾大学2022年信息公开年度报告", "school"),
        ("云岭股份有限公司2022年年度报告", "company"),
        ("云陵县教育局2022年政务公开工作年度报告", "ogi"),
    ],
)
def test_genres(title: str, genre: str) -> None:
    assert identity(title + "\n一、情况\n正文。\n").genre.value == genre


def test_publication_dates() -> None:
    title = "云陵县教育局" + OGI
    assert identity(title + BODY + "云陵县教育局\n2023年1月10日").published.value == date(2023, 1, 10)
    assert identity(title + BODY + "云陵县教育局\n二〇二三年元月十日").published.value == date(2023, 1, 10)
    assert identity(title + "\n发布日期：2023-02-03 来源：本站" + BODY).published.value == date(2023, 2, 3)
    for line in (
        "来源: 作者: 时间:2023-01-28 点击率:【打印】",
        "2023-01-28 09:30 来源：县政府办",
        "2023年1月28日 | 浏览次数：5",
    ):
        assert identity(f"{title}\n{line}\n{BODY}").published.value == date(2023, 1, 28), line
    for line in ("会议时间：2023-01-28", "截至2023-01-28来源统计", "本年度培训2022-03-01 共两期"):
        assert identity(f"{title}\n{line}\n{BODY}").published.value is None, line
    found = identify(title + BODY, [], metadata={"PubDate": "2023-01-19 10:22"})
    assert (found.published.value, found.published.source) == (date(2023, 1, 19), "metadata")
    assert identity(title + BODY + "云陵县教育局\n2023年13月40日").published.value is None


def test_what_is_known_wins() -> None:
    found = identity("云陵县教育局" + OGI + BODY, agency="沭阳县教育局", year=2020, published="2021-01-05")
    assert (found.agency.value, found.agency.source, found.agency.confidence) == ("沭阳县教育局", "manifest", 1.0)
    assert (found.year.value, found.region_code.value) == (2020, "321322")
    assert found.published.value == date(2021, 1, 5)


def test_one_agency_is_one_series_whatever_it_calls_itself() -> None:
    names = (
        "威海市文登区泽库镇人民政府",
        "文登区泽库镇人民政府",
        "山东省威海市文登区泽库镇人民政府",
        "文登区 泽库镇人民政府",
    )
    assert {identity("年报" + BODY, agency=name).series.value for name in names} == {"山东省威海市文登区泽库镇人民政府"}
    short, full = identity("年报" + BODY, agency="上海市科委"), identity("年报" + BODY, agency="上海市科学技术委员会")
    assert short.series.value == full.series.value
    assert identity("年报" + BODY, agency="那雪县农牧和科技局").series.value == "那雪县农牧和科技局"


def test_nothing_is_guessed_from_nothing() -> None:
    found = identify("。。。", [])
    assert found.agency.value is None
    assert found.year.value is None
    assert found.published.value is None
    assert found.region.value is None
