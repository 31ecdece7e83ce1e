"""Years that only the agency's report of the year before gives away: left, left twice, raised too far."""

from __future__ import annotations

import pytest

import chenyan as cy
from chenyan.case import Case
from chenyan.years import FLAG_CONFIDENCE, YearReading, find_years, left_from, read_years

FRAME = """{agency}{year}年政府信息公开工作年度报告
本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。
一、总体情况
{overview}
二、主动公开政府信息情况
{year}年，本机关主动公开信息{year}条。
五、存在的主要问题及改进情况
解读形式单一。{problems}
{agency}
{next}年1月18日"""
AGENCY = "青禾县云溪镇人民政府"


def report(year: int, overview: str, problems: str = "", *, agency: str = AGENCY) -> cy.Report:
    text = FRAME.format(agency=agency, year=year, next=year + 1, overview=overview, problems=problems)
    return cy.report_from_text(text, report_id=f"{agency}-{year}", year=year, agency=agency)


def flagged(report: cy.Report, reading: YearReading) -> list[tuple[str, str, int | None]]:
    return [
        (report.text[m.start : m.end], m.kind, m.expected)
        for m in reading.mismatches
        if m.confidence >= FLAG_CONFIDENCE
    ]


def beside(now: cy.Report, *earlier: cy.Report) -> list[tuple[str, str, int | None]]:
    result = find_years([now, *earlier])
    return flagged(now, result.of(now.report_id))


# what the report on 2022 says, what the one on 2021 said, what is found in the former
FOUND = [
    ("公租房年审2021年4月至6月进行，取消资格26户。", "公租房年审2021年4月至6月进行，取消资格26户。", "2021年4月", 2022),
    ("公租房年审2021年4月至6月进行，取消资格19户。", "公租房年审2021年4月至6月进行，取消资格26户。", "2021年4月", 2022),
    (
        "随着2022年4月政务大厅搬迁，公共查阅点也于2021年5月迁入新厅二楼。",
        "随着2021年4月政务大厅搬迁，公共查阅点也于2021年5月迁入新厅二楼。",
        "2021年5月",
        2022,
    ),
    (
        "2022年新增复议4件，加上2022年末未结的1件，共审结5件。",
        "2021年新增复议4件，加上2020年末未结的1件，共审结5件。",
        "2022年末",
        2021,
    ),
    (
        "县民政局2022年公开低保信息12期，两类信息2023年全年各月均按时发布。",
        "县民政局2021年公开低保信息11期，两类信息2021年全年各月均按时发布。",
        "2023年全年",
        2022,
    ),
]


@pytest.mark.parametrize(("now", "last", "words", "expected"), FOUND)
def test_a_year_that_was_not_raised_by_one_is_found(now: str, last: str, words: str, expected: int) -> None:
    later = report(2022, now)
    assert flagged(later, read_years(later)) == []
    assert beside(later, report(2021, last)) == [(words, "stale_year", expected)]


def test_a_plan_left_as_it_was_is_found() -> None:
    plan = "所里日前立下军令状，2022年内把公示周期由15天压到7天。"
    later = report(2022, "工作平稳有序。", plan)
    assert flagged(later, read_years(later)) == []
    assert beside(later, report(2021, "工作平稳有序。", plan)) == [("2022年内", "plan_for_past_year", 2023)]


def test_a_reworded_sentence_gives_a_left_year_away() -> None:
    now = "公租房年审在各社区配合下于2021年4月至6月进行，取消资格26户，全年未接到投诉。"
    last = "公租房年审2021年4月至6月进行，取消资格31户，全年未接到投诉。"
    later = report(2022, now)
    assert flagged(later, read_years(later)) == []
    assert beside(later, report(2021, last)) == [("2021年4月", "stale_year", 2022)]


# right beside the report of the year before
RIGHT = [
    # founded once, told again
    ("便民中心2021年5月挂牌成立，2022年代办认证80件。", "便民中心2021年5月挂牌成立，2021年代办认证60件。"),
    # every year raised by one
    ("2022年收到申请12件，较2021年增加3件。", "2021年收到申请9件，较2020年增加3件。"),
    # another sentence
    ("2021年4月，公租房年审曾推迟两个月，为此调整了流程。", "公租房年审2021年4月至6月进行，取消资格26户。"),
    # a law keeps its year
    ("依据2021年1月1日起施行的民法典开展宣讲12场。", "依据2021年1月1日起施行的民法典开展宣讲10场。"),
    # what was wrong last year has been put right
    ("2022年，全镇共公开政府信息120条。", "2020年，全镇共公开政府信息115条。"),
]


@pytest.mark.parametrize(("now", "last"), RIGHT)
def test_right_years_are_left_alone(now: str, last: str) -> None:
    assert beside(report(2022, now), report(2021, last)) == []


def test_only_the_same_agency_and_the_year_before_count() -> None:
    told = "公租房年审2021年4月至6月进行，取消资格26户。"
    later = report(2022, told)
    assert beside(later, report(2021, told, agency="青禾县白石乡人民政府")) == []
    assert beside(report(2023, told), report(2021, told)) == []


def test_a_year_left_twice_is_found_in_both_reports() -> None:
    told = "公租房年审2020年4月至6月进行，取消资格26户。"
    first, second, third = (report(year, told) for year in (2020, 2021, 2022))
    result = find_years([third, first, second])
    assert flagged(second, result.of(second.report_id)) == [("2020年4月", "stale_year", 2021)]
    assert flagged(third, result.of(third.report_id)) == [("2020年4月", "stale_year", 2022)]


def test_order_of_reports_makes_no_difference() -> None:
    told = "公租房年审2021年4月至6月进行，取消资格26户。"
    reports = [report(2022, told), report(2021, told)]
    one, other = find_years(reports), find_years(reports[::-1])
    assert sorted(one.readings, key=lambda r: r.report_id) == sorted(other.readings, key=lambda r: r.report_id)


def test_short_sentences_are_alike_by_chance() -> None:
    assert left_from(*_pair("2021年无收费。")) == ()


def _pair(told: str) -> tuple[cy.Report, YearReading, cy.Report, YearReading]:
    later, earlier = report(2022, told), report(2021, told)
    return later, read_years(later), earlier, read_years(earlier)


def test_rule_names_the_sentence_of_last_year() -> None:
    from chenyan.rules.y03_work_of_other_year import RULE
    from chenyan.types import Flag

    told = "公租房年审2021年4月至6月进行，取消资格26户。"
    later, earlier = report(2022, told), report(2021, told)
    [flag] = RULE.run(Case(later, earlier=Case(earlier)))
    assert isinstance(flag, Flag)
    [source] = flag.related
    assert source.report_id == earlier.report_id
    assert earlier.text[source.start : source.end] == told
    assert "2021" in flag.message
    assert "2021年度报告" in flag.message_zh


def test_audit_and_find_years_agree() -> None:
    told = "公租房年审2021年4月至6月进行，取消资格26户。"
    corpus = cy.Corpus([report(2022, told), report(2021, told)])
    audit = cy.audit(corpus, select=("Y03",))
    [flag] = audit.flags
    result = cy.find_years(corpus)
    [found] = result.mismatches
    frame = result.to_frame()
    assert frame[frame["mismatch"]][["words", "role", "expected"]].values.tolist() == [["2021年4月", "work", 2022]]
    assert (flag.evidence.start, flag.evidence.end, flag.confidence) == (found.start, found.end, found.confidence)


def test_explanation_rests_on_the_batch() -> None:
    told = "公租房年审2021年4月至6月进行，取消资格26户。"
    later = report(2022, told)
    result = find_years([later, report(2021, told)])
    steps = dict(result.explain(later.report_id, later.text.index("2021年4月")).steps)  # type: ignore[attr-defined]
    assert "same sentence" in steps["verdict"]
    alone = dict(cy.years.explain_mention(later, later.text.index("2021年4月")).steps)
    assert alone["verdict"] == "no mismatch"
