"""A reading: reference year, roles, genres, views, explanations; growth on hostile text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.corpus.report import Report
from chenyan.types import ReportError
from chenyan.years import explain_mention, explain_years, read_years

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual, seconds_to_read

SPEECH = (
    "青禾县人民政府2024年政府工作报告\n——2024年2月2日在青禾县第十届人民代表大会第三次会议上\n各位代表：\n"
    "一、2023年工作回顾\n过去一年，全县生产总值增长6%。{review}\n二、2024年工作安排\n{plan}\n"
)


def wrong(report: Report) -> list[tuple[str, str, int | None]]:
    return [(report.text[m.start : m.end], m.kind, m.expected) for m in read_years(report).mismatches]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": "青禾县云溪镇人民政府2020年政府信息公开工作年度报告"}, [("2020年", "title_body", 2021)]),
        ({"period": "统计期限自2021年1月1日起至2022年12月31日止。"}, [("2022年12月31日", "data_period", 2021)]),
        (
            {"period": "统计期限自2020年1月1日起至2020年12月31日止。"},
            [(day, "data_period", 2021) for day in ("2020年1月1日", "2020年12月31日")],
        ),
        ({"period": "统计年度：2020年。"}, [("2020年", "data_period", 2021)]),
        ({"sign": "2021年1月18日"}, [("2021年1月18日", "date_order", 2022)]),
        ({"sign": "二〇二一年一月十八日"}, [("二〇二一年一月十八日", "date_order", 2022)]),
        ({"sign": "2022年1月18日"}, []),
        ({"sign": "2021年12月20日", "period": "统计期限自2021年1月1日起至2021年12月15日止。"}, []),
    ],
)
def test_what_disagrees_with_the_rest_is_named(changes: dict[str, str], found: list[tuple[str, str, int]]) -> None:
    assert wrong(annual("", **changes)) == found


def test_report_of_december_may_plan_its_own_year() -> None:
    assert (
        wrong(
            annual("2021年底前，我镇将再组织一次自查。", sign="2021年11月20日", period="统计数据截至2021年11月15日。")
        )
        == []
    )


def test_speech_reviews_one_year_and_plans_the_next() -> None:
    right = SPEECH.format(
        review="2021年落户的项目全面投产。", plan="2024年，我们将新增学位2000个。到2025年，油茶面积达到10万亩。"
    )
    report = cy.report_from_text(right)
    assert read_years(report).year == 2023
    assert wrong(report) == []
    report = cy.report_from_text(SPEECH.format(review="", plan="2023年，我们将新增学位2000个。"))
    assert wrong(report) == [("2023年", "plan_for_past_year", 2024)]


def test_school_year_plans_the_next_school_year() -> None:
    text = (
        "青禾师范学院2022-2023学年信息公开工作年度报告\n统计时间为2022年9月1日至2023年8月31日。\n"
        "一、概述\n2022-2023学年，学校公开信息800条。\n二、存在的问题和改进\n栏目更新不均衡。{}\n2023年10月27日"
    )
    assert wrong(cy.report_from_text(text.format("2023-2024学年，学校将改版英文网站。"))) == []
    assert wrong(cy.report_from_text(text.format("2022-2023学年，学校将改版英文网站。"))) == [
        ("2022-2023学年", "plan_for_past_year", 2024)
    ]


def test_budget_is_not_judged_and_says_so() -> None:
    reading = read_years(
        cy.report_from_text("青禾县水利局2024年部门预算\n一、总体情况\n2024年，我局将安排资金300万元。\n")
    )
    assert reading.mismatches == ()
    assert "budget" in reading.skip_reason


def test_report_without_year_is_skipped_with_a_reason() -> None:
    reading = read_years(cy.report_from_text("公开工作有序开展。"))
    assert reading.year is None
    assert reading.skip_reason
    assert reading.skip_reason_zh


def test_roles() -> None:
    report = annual(
        "较2020年增长12%。按照《2021年政务公开工作要点》（国办发〔2021〕12号），自2019年5月15日起施行。", "overview"
    )
    roles = {report.text[m.start : m.end]: m.role for m in read_years(report).mentions}
    assert roles["2020年"] == "comparison"
    assert roles["〔2021〕12号"] == "document"
    assert roles["2019年5月15日"] == "law"
    assert roles["2022年1月18日"] == "signature"


def test_tables_have_their_columns_even_when_empty() -> None:
    result = cy.find_years(cy.report_from_text("公开工作有序开展。"))
    columns = [
        "report_id",
        "start",
        "end",
        "words",
        "year",
        "role",
        "section",
        "mismatch",
        "kind",
        "expected",
        "code",
        "confidence",
    ]
    assert list(result.to_frame().columns) == columns
    assert len(result.mismatches.to_frame()) == 0
    assert result.skipped


def test_view_escapes_the_text_and_marks_the_wrong_year() -> None:
    report = annual("<b>2021年</b>，我镇将完善目录。2021年，我镇将完善目录。")
    page = cy.find_years(report).show("report")._repr_html_()
    assert "<b>" not in page
    assert "plan_for_past_year" in page


def test_explanation_names_cue_zone_and_expectation() -> None:
    report = annual("下一步，2021年，我镇将完善目录。")
    said = str(explain_mention(report, report.text.index("2021年，我镇将")))
    assert "将完善" in said
    assert "下一步" in said
    assert "after 2021" in said
    lines = list(explain_years(report))
    assert len(lines) == len(read_years(report).mentions) + 1
    with pytest.raises(ReportError, match="no year mention"):
        explain_mention(report, report.text.index("解读"))


def test_same_report_gives_the_same_reading() -> None:
    report = annual("2021年，我镇将完善目录。")
    assert read_years(report) == read_years(report)


@pytest.mark.parametrize(
    "cue",
    ["将", "2021年", "（", "《", "“", "〔", "下一步，", "2021年1月1日至", "较2021年", "2021年，我镇", "21年"],
)
def test_time_grows_with_length_and_no_faster(cue: str) -> None:
    def seconds(n: int) -> float:
        return seconds_to_read(Report("hostile", cue * (n // len(cue))))

    small, large = max(seconds(25_000), 0.005), seconds(100_000)
    assert large < 12 * small
    assert large < 10
