"""The view of a sentence: its counts, their sides, and the hints that spare a search."""

from __future__ import annotations

import pytest

from chenyan.corpus.build import report_from_text
from chenyan.numbers.context import context_of, hints_of, read_lines, usual_context

TEXTS = (
    "2022年，我镇公开信息80条，其中网站50条、微信30条；4月发布12条（含视频3个）。",
    "12条，13条14条：15条。",
    "全年1,234件，较上年增加20件，增长1.6%，粉丝3.2万人。",
    "2021年收到5件，2022年上半年收到3件，计划办理9件，全市共40件，县政府办收8件，城东街道共收到2件。",
    "截至12月31日，累计公开 5 6 条、 7条。",
    "共收到申请三件，去年两件；第一季度1件。",
)


@pytest.mark.parametrize("text", TEXTS)
def test_one_walk_along_the_marks_says_what_each_count_is_told_alone(text: str) -> None:
    report = report_from_text(f"一、总体情况\n{text}", year=2022)
    lines = read_lines(report)
    assert sum(len(line.quantities) for line in lines) >= 2
    for line in lines:
        assert line.sides() == [line.beside(quantity) for quantity in line.quantities]


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_without_hints_leaves_all_its_counts_usual(text: str) -> None:
    report = report_from_text(f"一、总体情况\n{text}", year=2022)
    for line in read_lines(report):
        usual = usual_context(report, hints_of(line.text, line.may_hold))
        found = {context_of(report, line, quantity.low) for quantity in line.quantities}
        assert usual is None or found <= {usual}


def test_the_words_for_a_year_govern_the_counts_after_them() -> None:
    report = report_from_text("一、总体情况\n2020年8件，今年9件，去年10件，2022年11件。", year=2022)
    (line,) = read_lines(report)
    years = [(context_of(report, line, quantity.low).year) for quantity in line.quantities]
    assert years == [2020, 2022, 2021, 2022]
