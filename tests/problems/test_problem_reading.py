"""Reading one report: halves, spans, pairs, places, and hostile input."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

import chenyan as cy
from chenyan.problems import read_problems

HEAD = (
    "一、总体情况\n"
    "2022年，我镇公开信息80条。\n"
    "二、主动公开政府信息情况\n"
    "略。\n"
    "三、收到和处理政府信息公开申请情况\n"
    "无。\n"
    "四、政府信息公开行政复议、行政诉讼情况\n"
    "无。\n"
)
BODY = "五、存在的主要问题及改进情况\n一是更新不够及时；二是解读形式单一。下一步，我镇将每周更新栏目。\n六、其他需要报告的事项\n无。"


def words(report, statements):
    return [report.text[s.start : s.end] for s in statements]


def test_spans_count_in_the_original_text():
    report = cy.report_from_text(HEAD + BODY, year=2022, genre="ogi")
    reading = read_problems(report)
    assert words(report, reading.problems) == ["更新不够及时", "解读形式单一"]
    assert words(report, reading.measures) == ["每周更新栏目"]


def test_a_measure_is_paired_by_theme_and_the_rest_is_unanswered():
    reading = read_problems(cy.report_from_text(HEAD + BODY, year=2022, genre="ogi"))
    assert reading.pairs == ((0, 0),)
    assert reading.unanswered == (1,)
    assert reading.orphans == ()


def test_wide_blanks_and_full_width_digits_keep_the_offsets():
    body = (
        "五、存在的主要问题及改进情况\n１．更新 不够\u3000及时。\n２．解读形式单一。\n改进措施：\n１．每周更新栏目。\n"
    )
    report = cy.report_from_text(HEAD + body, year=2022, genre="ogi")
    assert words(report, read_problems(report).problems) == ["更新 不够\u3000及时", "解读形式单一"]


def test_a_report_without_the_part_is_skipped_with_a_reason_in_both_languages():
    reading = read_problems(cy.report_from_text("一、总体情况\n2022年，我镇公开信息80条。", year=2022, genre="ogi"))
    assert reading.skip_reason
    assert reading.skip_reason_zh
    assert not reading.none_stated


def test_a_report_that_only_praises_states_no_problem():
    body = (
        "五、存在的主要问题及改进情况\n2022年，我镇公开工作总体良好，继续保持了良好势头。\n六、其他需要报告的事项\n无。"
    )
    reading = read_problems(cy.report_from_text(HEAD + body, year=2022, genre="ogi"))
    assert reading.none_stated
    assert not reading.skip_reason


def test_the_older_place_is_found():
    text = "一、概述\n公开信息80条。\n二、主动公开情况\n略。\n六、存在的不足和改进措施\n一是专职人员偏少。今后，配备1名专职人员。\n"
    report = cy.report_from_text(text, year=2013, genre="ogi")
    assert words(report, read_problems(report).problems) == ["专职人员偏少"]


def test_a_one_paragraph_report_is_read_from_its_admission_on():
    text = "2012年，我局公开信息30条，效果较好。工作中还存在一些问题，主要是更新不及时。今后，我局将每周更新栏目。"
    report = cy.report_from_text(text, year=2012, genre="ogi")
    reading = read_problems(report)
    assert words(report, reading.problems) == ["更新不及时"]
    assert words(report, reading.measures) == ["每周更新栏目"]


@pytest.mark.parametrize(
    "piece", ["一是", "不够、", "针对问题，", "（一）", "，", "存在的问题", "“", "1.", "解决", "将", "\n"]
)
def test_a_hundred_thousand_repeats_take_linear_time(piece):
    text = "五、存在的主要问题及改进情况\n" + piece * (100_000 // len(piece))
    from chenyan.problems import load_themes
    from chenyan.problems.reading import read_body

    begin = time.process_time()
    read_body(text, 0, len(text), year=2022, lexicon=load_themes())
    assert time.process_time() - begin < 5


def test_spans_stay_inside_the_text_and_in_order_on_random_text():
    import random

    from chenyan.problems import load_themes
    from chenyan.problems.reading import read_body

    pieces = [
        "一是", "二是", "更新", "不及时", "；", "。", "，", "、", "\n", "下一步",
        "将", "公开", "解决", "问题", "（一）", "1.", "的", "等", "存在", "针对",
        "“", "”", "人员", "少",
    ]  # fmt: skip
    rng = random.Random(5)
    for _ in range(300):
        text = "".join(rng.choice(pieces) for _ in range(60))
        problems, measures, pairs, view = read_body(text, 0, len(text), year=2022, lexicon=load_themes())
        for drafts in (problems, measures):
            spans = [view.span(d.start, d.end) for d in drafts]
            assert spans == sorted(spans)
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert all(b[0] >= a[1] for a, b in pairwise(spans))
        assert all(0 <= p < len(problems) and 0 <= m < len(measures) for p, m in pairs)
