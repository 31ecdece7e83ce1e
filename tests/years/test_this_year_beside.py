"""Last year's number is right where the words set it beside this year, or where last year's report was published on time."""

from __future__ import annotations

import pytest

import chenyan as cy
from chenyan.years import read_years
from chenyan.years.reading import FLAG_CONFIDENCE

FRAME = (
    "甲镇2021年政府信息公开工作年度报告\n一、总体情况\n{}\n二、主动公开政府信息情况\n详见下文。\n"
    "五、存在的主要问题及改进情况\n解读形式单一。2022年将丰富形式。\n六、其他需要报告的事项\n无。\n甲镇人民政府\n2022年1月18日"
)
RIGHT = (
    "2020年，我镇未收到政府信息公开申请。今年收到3件，均已答复。",
    "前年我镇公开信息220条。2020年公开信息264条。今年公开信息301条。",
    "本机关今年未收取信息处理费，2020年亦未收取。",
    "2021年1月，我镇按时编制并发布了2020年政府信息公开工作年度报告。",
    "我镇于2021年3月向社会公布了《2020年法治政府建设年度报告》。",
)


def flags(sentence: str) -> list[str]:
    found = read_years(cy.report_from_text(FRAME.format(sentence))).mismatches
    return [m.kind for m in found if m.confidence >= FLAG_CONFIDENCE]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_year_set_beside_this_one_is_right(sentence: str) -> None:
    assert flags(sentence) == []


def test_without_this_year_beside_it_last_year_is_a_slip() -> None:
    assert flags("2020年，我镇未收到政府信息公开申请，没有结转下年度办理的申请。") == ["stale_year"]
