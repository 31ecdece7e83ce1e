"""Years in final accounts, evaluations of spending, and reports on budgets; agencies are invented."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import flagged_years

ACCOUNTS = """青禾县农机中心2021年度部门决算公开说明
第一部分 部门概况
中心负责农机推广与安全监理。
第二部分 2021年度部门决算情况说明
2021年度收入总计1383.41万元，支出总计1383.41万元。
{told}
青禾县农机中心
2022年8月20日"""
EVALUATION = """青禾县农机中心2021年度农机购置补贴项目绩效自评报告
一、2021年度项目基本情况
2021年，中心受理补贴申请612份。
{told}
青禾县农机中心
2022年5月10日"""
BUDGETS = """关于青禾县2021年预算执行情况和2022年预算草案的报告
——2022年1月12日在青禾县第十届人民代表大会第二次会议上
青禾县财政局局长  陈言
各位代表：
一、2021年预算执行情况
2021年，全县一般公共预算收入完成18.6亿元。
{told}
二、2022年预算草案
{draft}"""
AHEAD = """青禾县农机中心2022年部门预算公开说明
第一部分 2022年部门预算情况说明
2022年收入预算1290万元，支出预算1290万元。
{told}
青禾县农机中心
2022年2月10日"""


def flagged(text: str) -> list[tuple[str, int | None]]:
    return flagged_years(report_from_text(text))


@pytest.mark.parametrize(
    ("told", "words", "expected"),
    [
        ("“三公”经费支出决算6.8万元，完成2020年预算8万元的85%，较上年减少1.1万元。", "2020年", 2021),
        ("培训费支出决算数比2020年初预算数5.9万元增加0.3万元。", "2020年初", 2021),
        ("公务接待费2020年决算14.2万元，比2020年减少1.9万元，下降11.8%。", "2020年", 2021),
        ("2021年机关运行经费支出97.4万元，比2019年减少6.1万元，下降5.9%。", "2019年", 2020),
        ("本部门组织对2020年度项目支出全面开展绩效自评，涉及2021年资金1120万元。", "2020年度", 2021),
        (
            "年末结转和结余214万元。\n2020年末结转和结余的214万元系工程质保金，待质保期满后支付。",
            "2020年",
            2021,
        ),
    ],
)  # fmt: skip
def test_final_accounts(told: str, words: str, expected: int) -> None:
    [(found, right)] = flagged(ACCOUNTS.format(told=told))
    assert (found[: len(words)] if words not in found else words, right) == (words, expected)


@pytest.mark.parametrize(
    "told",
    [
        "“三公”经费支出决算6.8万元，完成2021年预算8万元的85%，较2020年决算减少1.1万元。",
        "机关运行经费支出97.4万元，比2020年减少6.1万元，下降5.9%。",
        "水泥行业税收较2019年高点减少近四成，支出随之压减1.2万元。",
        "2021年，组织对2020年度项目支出开展绩效自评，结果已公开。",
        "县财政局组织对2020年度项目支出开展绩效评价，中心得分93分。",
        "上年结转22万元，为2020年末未支付的质保金22万元。",
        "人员支出两年对照：2021年为812万元，2020年为790万元。",
        "其他支出中列有2020年度应付未付的审计服务费3.6万元。",
        "年末结转18.5万元，已在2022年一季度支出完毕。",
    ],
)
def test_right_years_of_accounts(told: str) -> None:
    assert flagged(ACCOUNTS.format(told=told)) == []


@pytest.mark.parametrize(
    ("told", "words", "expected"),
    [
        ("项目2018年立项，2020年度预算安排资金320万元，实际支出312万元，执行率97.5%。", "2020年度", 2021),
        ("2020年度绩效目标经县财政局批复后，作为本次自评的依据。", "2020年度", 2021),
        ("项目自评得分95.6分。自评结果将作为2021年预算安排的依据。", "2021年", 2022),
    ],
)
def test_evaluations(told: str, words: str, expected: int) -> None:
    assert flagged(EVALUATION.format(told=told)) == [(words, expected)]


@pytest.mark.parametrize(
    "told",
    [
        "自评结果将作为2023年预算安排的依据。",
        "2020年度评价结果已作为2021年预算安排的依据。",
        "项目2018年立项，2020年结转资金30万元，2021年安排320万元，执行率97.5%。",
        "对照2020年度绩效目标，本次自评的指标更细。",
    ],
)
def test_right_years_of_evaluations(told: str) -> None:
    assert flagged(EVALUATION.format(told=told)) == []


@pytest.mark.parametrize(
    ("told", "draft", "words", "expected"),
    [
        ("", "2021年，全县一般公共预算收入安排19.5亿元，增长5%左右。", "2021年", 2022),
        ("2022年1月县人大会议批准的2021年收入预算为18.2亿元。", "支出安排43亿元。", "2022年1月", 2021),
        ("现将2021年预算执行情况和2021年预算草案提请审议。", "支出安排43亿元。", "2021年", 2022),
    ],
)
def test_budgets_and_drafts(told: str, draft: str, words: str, expected: int) -> None:
    assert flagged(BUDGETS.format(told=told, draft=draft)) == [(words, expected)]


def test_a_draft_under_the_wrong_year() -> None:
    text = BUDGETS.format(told="", draft="支出安排43亿元。").replace("二、2022年预算草案", "二、2021年预算草案")
    assert flagged(text) == [("2021年", 2022)]


@pytest.mark.parametrize(
    ("told", "draft"),
    [
        ("2021年1月县人大会议批准的2021年收入预算为18.2亿元。", "2022年，全县一般公共预算收入安排19.5亿元。"),
        ("", "在2021年基数较低的前提下，收入安排19.5亿元；衔接资金5.1亿元，规模不低于2021年。"),
        ("2022年1月批准的2020年决算已公开。", "收入预期19.5亿元，比2021年执行数增长5%。"),
    ],
)
def test_right_years_of_budgets(told: str, draft: str) -> None:
    assert flagged(BUDGETS.format(told=told, draft=draft)) == []


def test_the_title_of_a_report_on_budgets_names_the_year_it_reviews() -> None:
    text = (
        "关于青禾县2020年财政预算执行情况及2021年财政预算草案的报告\n2021年1月26日，县人大四次会议\n各位代表：\n"
        "一、2020年预算执行\n收入1.94亿元。\n二、2021年预算草案\n收入2.12亿元，增长9.3%。"
    )
    reading = read_years(report_from_text(text))
    assert (reading.year, reading.skip_reason) == (2020, "")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("垃圾分类428万元。2021年下半年将新增投放亭160座。", [("2021年下半年", 2022)]),
        ("与2022年收支预算1327.3万元比较，减少37.3万元，降幅2.8%。", [("2022年", 2021)]),
        ("与2021年收支预算1327.3万元比较，减少37.3万元，降幅2.8%。", []),
        ("2021年部门决算将于9月另行公开。", []),
        ("2022年下半年将新增投放亭160座。", []),
    ],
)
def test_budgets_ahead(told: str, found: list[tuple[str, int]]) -> None:
    assert flagged(AHEAD.format(told=told)) == found
