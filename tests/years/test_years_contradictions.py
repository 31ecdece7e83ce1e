"""Years that the report itself contradicts: counted before they came, a paper's other number, another opening, other tasks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual, flagged_years

SPEECH = """青禾县2019年政府工作报告
——2019年1月8日在青禾县第六届人民代表大会第四次会议上
县长  陈言
各位代表：
一、2018年工作回顾
{opening}
二、2019年重点工作
2019年，我们将推进12个片区改造。"""
SUMMARY = """青禾县林业局2013年工作总结暨2014年工作要点
今年以来，我局{tasks}
一、主要工作
查处案件132起，同比2012年下降18%。
二、明年工作要点
2014年将开展造林检查。
2013年12月11日"""


def flagged(text: str) -> list[tuple[str, int | None]]:
    return flagged_years(report_from_text(text))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("截至2022年12月31日，公众号关注人数42.6万，信息总量1.3万条。", [("2022年12月31日", 2021)]),
        ("截至2021年12月31日，公众号关注人数42.6万，信息总量1.3万条。", []),
        ("截至2022年1月10日，整改事项已完成26项。", []),
        ("合同期限截至2022年12月31日，每年费用12万元。", []),
        ("申报补贴政策截至2022年6月30日，额度3万元。", []),
    ],
)
def test_nothing_is_counted_before_its_day(sentence: str, found: list[tuple[str, int]]) -> None:
    assert flagged(annual(sentence, "overview", year=2021, sign="2022年1月18日").text) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("落实县政府通知（青政办〔2021〕9号），执行标准见上述青政办〔2020〕9号。", [("〔2020〕9号", 2021)]),
        ("落实县政府通知（青政办〔2021〕9号），执行标准见上述青政办〔2021〕9号。", []),
        ("落实县政府通知（青政办〔2021〕9号），青财办〔2020〕9号同时废止。", []),
    ],
)
def test_a_paper_named_above_keeps_its_year(sentence: str, found: list[tuple[str, int]]) -> None:
    got = flagged(annual(sentence, "overview", year=2021).text)
    assert [(words[: len(found[0][0])] if found else words, year) for words, year in got] == found


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("2008年，面对复杂的外部环境，全县上下稳中求进，完成地区生产总值428亿元。", [("2008年", 2018)]),
        ("2018年，面对复杂的外部环境，全县上下稳中求进，完成地区生产总值428亿元。", []),
        ("到2023年，全县城镇化率达到58%；2018年为49%。", []),
        ("2008年落户的企业全面达产，纳税首破500万元。", []),
    ],
)
def test_a_review_opens_with_its_own_year(opening: str, found: list[tuple[str, int]]) -> None:
    assert flagged(SPEECH.format(opening=opening)) == found


@pytest.mark.parametrize(
    ("tasks", "found"),
    [
        ("圆满完成2012年各项任务，现总结如下：", [("2012年", 2013)]),
        ("圆满完成2013年各项任务，现总结如下：", []),
        ("巩固2012年造林成果，现将有关情况总结如下：", []),
    ],
)
def test_the_tasks_that_are_reported_on_are_this_years(tasks: str, found: list[tuple[str, int]]) -> None:
    assert flagged(SUMMARY.format(tasks=tasks)) == found
