"""What openings of real pages showed: titles run into sentences, dates of sites, reports on a part of a year."""

from __future__ import annotations

import pytest

import chenyan as cy
from chenyan.years import FLAG_CONFIDENCE, read_years

ANNUAL = "云溪镇2020年政府信息公开工作年度报告\n"
# each: the page (⏎ ends a line), with its wrong year marked, kind, expected year (- where none)
WRONG = """
云溪县民政局2018年工作总结及2019年工作计划⏎一、«2022年»工作总结⏎今年以来，全局各项工作稳步推进。|title_body|2018
云溪镇2020年工作总结⏎«2020年»是新中国成立72周年，我镇完成投资2亿元。|other|2021
云溪镇2021年工作总结⏎«2021年»，是改革开放42周年，我镇完成投资2亿元。|other|2020
云溪县财政局2019年度政府信息公开年度报告⏎一、概述⏎2019年，我局公开信息80条。«20219年»度召开会议3次。|other|2019
云溪县安监局2017年政府信息公开年度报告⏎一、概述⏎«2017年»月1日至12月31日，我局公开信息21条。|other|2017
云溪镇政府«2018年»工作总结和2019年工作计划⏎⏎云溪镇政府2018年工作总结和2019年工作计划⏎⏎2019年，我镇预计实现生产总值3亿元。2019年，我镇新修道路5条。现将2019年各项工作情况总结如下：⏎⏎2019年主要工作措施|title_body|2019
云溪县«2019年»农业工作总结及2019年工作计划⏎⏎一、2018年农业工作情况⏎2018年，全县粮食产量增长3%。2018年，新建大棚40座。|title_body|2018
云溪镇2019年政府信息公开工作年度报告⏎统计期限从2019年1月1日，截至«2018年12月31日»。⏎一、总体情况⏎2019年，我镇公开信息30条。|data_period|2019
云溪镇2020年政府信息公开工作年度报告⏎一、总体情况⏎2020年，我镇公开信息30条。2020年12月20日至«2020年1月5日»，开展自查。|date_order|2021
云溪县水利局2018年工作总结⏎2018年，全县完成投资3亿元。⏎二、下一步工作计划⏎«2018年下半年»，我局将完成水库除险加固。|plan_for_past_year|2019
云溪县2021年部门决算⏎一、收入情况⏎2021年度收入119万元，年末结余4万元，全部结转«2021年»继续使用。|plan_for_past_year|2022
"""
RIGHT = """
云溪镇2020年工作总结暨2021年工作计划 2020年是打赢脱贫攻坚战的收官之年。
云溪县水务局2019年工作总结及2020年工作打算2019年，在县委领导下，全局抓好各项工作。⏎一、2019年工作总结
云溪镇2020年政府信息公开工作年度报告⏎五、不足之处及下一步打算 2020年，我镇工作取得了明显进展，但还存在更新慢的问题。下一步，我镇将加强培训。
云溪镇2020年政府信息公开工作年度报告⏎一、总体情况⏎2020年，我镇公开信息80条。⏎五、存在问题及改进计划2020年，我镇信息公开工作取得新成效，但仍存在更新不及时的问题。
云溪镇2018年政府信息公开工作年度报告⏎发布日期：2019年1月20日⏎截至2018年12月31日，我镇公开信息80条。
云溪镇2018年政府信息公开工作年度报告⏎2019年2月3日 截止2018年12月底，我镇公开信息80条。
云溪镇2018年政府信息公开工作年度报告⏎2018年9月20日，截至2018年8月底的台账已上报。
云溪镇2018年政府信息公开工作年度报告⏎统计期限自2018年1月1日起，截至2018年12月31日。⏎2018年，我镇公开信息80条。
解读⏎一、2019年两会工作报告概述⏎报告回顾了2018年的工作，并对2019年的工作进行了部署。⏎1. 2018年工作回顾。⏎2. 2019年工作部署。
云溪县水利局2018年上半年工作总结及下半年工作计划⏎发布时间：2018-07-10⏎2018年上半年，全县完成投资3亿元。⏎二、下半年工作计划⏎2018年下半年，我局将完成水库除险加固。2018年底前，确保完成堤防工程。
云溪县财政局2020年前三季度工作情况汇报⏎2020年前三季度，全县收入3亿元。⏎二、下一步工作打算⏎2020年第四季度，我局将加快支出进度。2020年底前完成决算布置。
云溪县住建局2019年1至10月工作总结⏎2019年1至10月，我局完成投资3亿元。⏎下一步工作打算：2019年11月底前完成验收，2019年年底前，全面完成年度任务。
云溪县2021年部门决算⏎一、收入情况⏎2021年度收入119万元，其中上年结余4万元，全部结转2021年继续使用。
云溪县2020年决算⏎2020年，全县收入3亿元。2019年结余5千万元，结转到2020年使用。
云溪镇2021年工作总结⏎2021年，我镇完成投资3亿元。年初确定的2021年工作目标是：新建公园3个，力争2021年底前建成2个，现已全部建成。
- 2022-03-28 发布⏎- 1、本文档由用户上传。⏎云溪县水利局2018年工作总结⏎2018年，全县完成投资3亿元。2019年，我局将完成水库除险加固。
云溪大学2022-2023学年度信息公开年报⏎一、概述⏎2022-2023学年，学校推进信息公开工作。⏎2014年，学校按照教育部《关于公布〈事项清单〉的通知》（教办函〔2014〕23号）精神，制定了清单。
云溪镇2019年工作总结⏎2019年是新中国成立70周年，我镇完成投资2亿元。
云溪镇2018年工作总结⏎2018年是改革开放40周年，我镇完成投资2亿元。
云溪镇2020年工作总结⏎2020年是建党99周年，改革开放40多年来变化很大，我镇完成投资2亿元。
云溪县民政局2018年工作总结及2019年工作计划⏎一、2018年工作总结⏎今年以来，全局各项工作稳步推进。
云溪县2018年农业工作总结及2019年工作计划⏎⏎一、2018年农业工作情况⏎2018年，全县粮食产量增长3%。⏎二、2019年工作计划⏎2019年，新建大棚40座。
"""


def _page(text: str) -> str:
    return text.replace("⏎", "\n") + "\n"


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_the_wrong_year_is_flagged(line: str) -> None:
    marked, kind, expected = line.split("|")
    text = _page(marked)
    low, high = text.index("«"), text.index("»") - 1
    report = cy.report_from_text(text.replace("«", "").replace("»", ""))
    found = [one for one in read_years(report).mismatches if one.confidence >= FLAG_CONFIDENCE]
    assert any(one.start < high and one.end > low for one in found), found
    for one in found:
        assert (one.kind, one.expected) == (kind, int(expected)), one


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_right_years_are_left_alone(text: str) -> None:
    assert not read_years(cy.report_from_text(_page(text))).mismatches


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("云溪市环境卫生管理局\n2016年1月\n本报告是由云溪市环境卫生管理局编制的2015年度政府信息公开年度报告。\n", 2015),
        ("现向社会公布云溪镇2021年度政府信息公开年度报告。\n一、总体情况\n我镇扎实推进政府信息公开工作。\n", 2021),
        ("解读两会\n大会的报告回顾了2018年的工作，部署了2019年的任务。\n2019年要点见下。\n", 2018),
    ],
)
def test_the_text_says_which_year_it_covers(text: str, year: int) -> None:
    assert read_years(cy.report_from_text(text)).year == year


@pytest.mark.parametrize(
    ("day", "hints"),
    [("2020年12月11", 1), ("2020年12月30", 1), ("12月11", 1), ("2020年12月31", 0), ("12月31", 0), ("2020年12月20", 0)],
)
def test_a_period_that_stops_short_is_hinted(day: str, hints: int) -> None:
    text = f"{ANNUAL}本报告所列数据的统计期限自2020年1月1日起至{day}日止。\n一、总体情况\n2020年，我镇公开信息8条。\n"
    found = read_years(cy.report_from_text(text)).mismatches
    assert [one.kind for one in found] == ["data_period"] * hints
    assert all(one.confidence < FLAG_CONFIDENCE for one in found)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("发文机关： | 云溪县卫生健康局 | 成文日期： | 2010-01-28 |\n云溪县卫生局2009年政府信息公开工作年度报告\n", 0),
        ("云溪市农业农村局政府信息公开\n云溪市农业局2008年政府信息公开年度报告\n", 0),
        ("来源：云溪县应急管理局\n云溪县安监局2016年政府信息公开工作年度报告\n", 0),
        ("首页 > 部门信息公开 > 云溪县卫生健康局 > 年报\n云溪县卫生局2012年政府信息公开工作年度报告\n", 0),
        ("云溪县卫生健康局2012年政府信息公开工作年度报告\n", 1),
        ("来源：云溪县应急管理局\n云溪县应急管理局2012年政府信息公开工作年度报告\n", 1),
        ("云溪县安监局2012年政府信息公开工作年度报告\n一、概述\n县应急管理局公开信息80条。\n", 1),
    ],
)
def test_the_keeper_of_a_page_is_no_anachronism(text: str, flags: int) -> None:
    report = cy.report_from_text(f"{text}全年公开信息80条。\n")
    assert len(cy.audit(cy.Corpus([report]), select="Y06").flags) == flags
