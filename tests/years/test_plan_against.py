"""A year set against itself is the next one; a year set against an earlier one, or against its own beginning, is right."""

from __future__ import annotations

import pytest

import chenyan as cy
from chenyan.years import read_years
from chenyan.years.reading import FLAG_CONFIDENCE

FRAME = (
    "甲镇2021年政府信息公开工作年度报告\n一、总体情况\n2021年，我镇公开信息80条。\n"
    "五、存在的主要问题及改进情况\n解读形式单一。{}\n六、其他需要报告的事项\n无。\n甲镇人民政府\n2022年1月18日"
)
WRONG = (
    "在总结2021年经验的基础上，[2021年]我局将进一步完善制度。",
    "我局将在总结2021年经验的基础上，抓好[2021年]“政府开放日”活动的策划。",
    "[2021年]，除继续巩固2021年的成果外，把重点移到决策公开上来。",
    "我局力图在[2021年]使答复书一次合格率由2021年的88%升至95%。",
    "2021年未能实现的“应解尽解”，作为[2021年]的首要任务。",
    "从2021年的教训出发，[2021年]不再搞年底突击，改为月月上、季季查。",
)
RIGHT = (
    "2021年，我局针对2020年存在的问题，继续加大公开力度，取得成效。",
    "在2020年工作的基础上，2021年进一步规范了目录。",
    "2021年我局认真总结2021年上半年经验，已完善制度。",
    "2021年培训6次，今后在2021年工作的基础上再增加次数。",
    "解读率由2020年的88%提高到2021年的95%。",
    "2021年，我局把解读率由2021年初的60%提高到95%。",
    "针对2021年存在的问题，我局2021年已整改3项。",
)


def flags(sentence: str) -> list[tuple[str, int]]:
    report = cy.report_from_text(FRAME.format(sentence))
    found = read_years(report).mismatches
    return [(m.kind, m.start) for m in found if m.confidence >= FLAG_CONFIDENCE]


@pytest.mark.parametrize("marked", WRONG)
def test_a_plan_built_on_its_own_year_is_found(marked: str) -> None:
    sentence = marked.replace("[", "").replace("]", "")
    at = FRAME.index("{}") + marked.index("[")
    assert flags(sentence) == [("plan_for_past_year", at)]


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_was_built_on_an_earlier_year_is_right(sentence: str) -> None:
    assert flags(sentence) == []
