"""What the rest of the report tells of a year: figures told twice, courses of events, days known, years far ahead."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import FLAG_CONFIDENCE, explain_mention, read_years
from chenyan.years.evidence import evidence, expected
from chenyan.years.expectation import SHIFTS, weigh_year
from chenyan.years.reading import open_page
from chenyan.years.verdict import candidate, judge

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual, annual_at, check_found, listed, unmarked

# All in a report on 2021 signed in January 2022. Above each group: the kind and the year expected instead.
WRONG = """
# stale_year 2021
overview|«2020年»，我镇推送短信提醒940条，比2020年的610条多330条。
overview|«2020年»窗口满意率为98.2%，升至历年新高（2020年91.5%）。
overview|抽查档案230卷，装订均合格。«2020年»抽查的这230卷中，永久卷占四成。
# title_body 2021
other|以上为我镇«2020年度»政务公开工作情况，敬请监督。
# date_order 2021
overview|水厂改造2021年2月立项，4月招标，«2020年6月»进场，9月完工。
overview|堤防加固方案2021年4月获批，批准后于«2020年6月»公示施工图。
overview|问卷2021年5月发放、6月收回。«2020年11月»，镇党委会通报了本次问卷结果。
requests|其中1件2021年3月2日收到，内容为旧厂房合同，«2020年3月20日»作出书面答复。
# other 2019
overview|自«2020年5月15日»修订后的《政府信息公开条例》施行以来，我镇重编了目录。
"""

RIGHT = """
overview|推送短信提醒940条，2020年为610条，比2020年多330条。
overview|2020年推送短信610条，2021年推送940条，比2020年的610条多330条。
overview|堤防加固方案2021年4月获批，此前已于2020年6月征求意见。
overview|问卷2021年5月发放；2020年11月的问卷结果一并公布。
overview|水厂改造2020年2月立项，4月招标，2021年6月进场，9月完工。
overview|2020年抽查的这类档案共230卷，2021年抽查260卷。
overview|自2019年5月15日修订后的《政府信息公开条例》施行以来，我镇重编了目录。
overview|到2035年，全镇绿化率达到60%。
overview|其余信息134条，合计354条。2020年合计291条。
overview|2020年度财务、人事、采购三张清单向村民代表说明。
overview|2019年成立时拟的七项制度，2021年12月定稿。
requests|新收申请18件，2020年末未办结1件，全部办结。
"""


@pytest.mark.parametrize(("part", "sentence", "kind", "year"), listed(WRONG))
def test_what_contradicts_the_report_is_found(part: str, sentence: str, kind: str, year: str) -> None:
    check_found(annual_at(part, unmarked(sentence)[0]), sentence, kind, int(year))


@pytest.mark.parametrize(("part", "sentence"), [row[:2] for row in listed(RIGHT)])
def test_what_only_looks_like_it_is_left_alone(part: str, sentence: str) -> None:
    report = annual_at(part, sentence)
    flagged = [m for m in read_years(report).mismatches if m.confidence >= FLAG_CONFIDENCE]
    assert [report.text[m.start : m.end] for m in flagged] == []


def test_a_year_far_ahead_is_a_slip_only_where_something_was_done() -> None:
    done = annual("2041年新栽行道树三千株。", "overview", year=2014)
    assert [(m.kind, m.expected) for m in read_years(done).mismatches] == [("other", 2014)]
    aim = annual("到2041年，全镇新栽行道树三千株。", "overview", year=2014)
    assert read_years(aim).mismatches == ()


def test_evidence_names_the_order_of_dates_and_says_so() -> None:
    report = annual("方案2021年8月获批，2020年9月公示，2021年10月实施。", "overview")
    page = open_page(report)
    at = next(i for i, one in enumerate(page.expressions) if report.text.startswith("2020年9月", one.start))
    weighed = weigh_year(page, at, 2021)
    names = evidence(page, at, 2021, weighed.names, weighed.odds, SHIFTS[weighed.likely])
    assert "back in sentence:out of order" in names
    assert "odd one out in sentence" in names
    assert candidate(page, at, 2021, over=True) == "stale"
    verdict = judge(page, at, 2021, "stale")
    assert "back in sentence:out of order" in verdict.names
    assert verdict.names <= names
    assert verdict.odds > 0
    told = dict(explain_mention(report, page.expressions[at].start).steps)["model"]
    assert "odds of" in told


def test_steps_of_the_odds_are_told_one_by_one() -> None:
    assert list(expected(-1, 0, 1.5))[:3] == ["own:-1", "likely:0", "own:-1 likely:0"]
    assert "odds>=1" in set(expected(-1, 0, 1.5))
    assert "odds>=2" not in set(expected(-1, 0, 1.5))
