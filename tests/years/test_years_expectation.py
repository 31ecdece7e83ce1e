"""Years that no rule speaks of are expected from what surrounds them; what explains a year keeps it right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.years import explain_mention, read_years
from chenyan.years.expectation import SHIFTS, weigh_year
from chenyan.years.reading import FLAG_CONFIDENCE, open_page

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual, annual_at, check_found, listed, unmarked

# All in a report on 2021 signed in January 2022. Above each group: the kind and the year expected instead.
WRONG = """
# plan_for_past_year 2022
problems|«2021年»将尝试在傍晚开放查阅窗口，并请商户代表试用。
problems|«2021年底前»与大数据中心接通数据，届时办理进度自动上网。
# stale_year 2021
requests|«2020年»共收到申请68件，加上2020年结转的3件，共办结69件。
problems|«2020年»，我局在公开方面下了功夫，但仍有两处短板：一是图解少；二是回应慢。
# date_order 2021
requests|3月提交的1件因涉及第三方已答复。按照《全县公开要点》（2021年3月印发），我局于«2020年4月»召开部署会。
# other 2019
period|本报告依照《条例》（国务院令第711号，«2020年5月15日»起施行）编制，数据统计期限为2021年1月1日至12月31日。
"""

RIGHT = """
overview|本镇2020年由原柳河、芦桥两乡合并，旧公章于2020年底上缴。
overview|争取2021年中央资金320万元，全部公示。
overview|适老版于2020年改造完成，现已累计访问12万次。
overview|项目实施期为2021年1月至2022年12月，按季度公示进度。
overview|依据《全县公开要点》（2021年3月印发），我局于2021年4月召开部署会。
overview|依申请公开68件，2020年为54件。
problems|2020年年报指出的模板化问题有所缓解。
problems|对照2020年报告列出的问题，两项已解决。
problems|2021年将目录细分为十二类，便于检索。
problems|2021年公开的图解只有两期。
other|自2020年4月起停征检索费。
"""


@pytest.mark.parametrize(("part", "sentence", "kind", "expected"), listed(WRONG))
def test_what_no_list_of_verbs_holds_is_found(part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(annual_at(part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("part", "sentence"), [row[:2] for row in listed(RIGHT)])
def test_a_year_that_its_surroundings_explain_is_left_alone(part: str, sentence: str) -> None:
    report = annual_at(part, sentence)
    assert [report.text[m.start : m.end] for m in read_years(report).mismatches] == []


def test_the_first_year_of_an_epidemic_cannot_be_met_a_year_early() -> None:
    wrong = report_from_text(
        "政府工作报告\n——2021年1月12日在青禾县第十届人民代表大会第二次会议上\n一、2020年工作回顾\n"
        "2019年，面对突如其来的新冠肺炎疫情，我们众志成城。\n二、2021年工作安排\n2021年，办好十件实事。\n"
    )
    assert [(wrong.text[m.start : m.end], m.expected) for m in read_years(wrong).mismatches] == [("2019年", 2020)]
    right = report_from_text(wrong.text.replace("2019年，面对", "2020年，面对"))
    assert read_years(right).mismatches == ()


def test_probabilities_sum_to_one_and_name_their_cues() -> None:
    report = annual("2020年，我镇未收到政府信息公开申请。", "requests")
    page = open_page(report)
    at = next(i for i, one in enumerate(page.expressions) if report.text.startswith("2020年，我镇未", one.start))
    weighed = weigh_year(page, at, 2021)
    assert sum(weighed.shares) == pytest.approx(1)
    assert SHIFTS[weighed.found] == -1
    assert SHIFTS[weighed.likely] == 0
    assert weighed.odds > 0
    reasons = weighed.reasons(4)
    assert len(reasons) == 4
    assert [abs(value) for _, value in reasons] == sorted((abs(value) for _, value in reasons), reverse=True)
    told = dict(explain_mention(report, page.expressions[at].start).steps)["model"]
    assert told.startswith("distance from 2021: ")
    assert all(name in told for name, _ in reasons)


def test_right_wordings_bear_next_to_no_flag(labelled_folder: Path) -> None:
    sys.path.insert(0, str(labelled_folder))
    from year_wordings import right

    flagged, count = [], 0
    for hand, text, year, _ in right():
        count += 1
        reading = read_years(report_from_text(text))
        assert reading.year in (year, None), text
        found = [text[m.start - 12 : m.end + 12] for m in reading.mismatches if m.confidence >= FLAG_CONFIDENCE]
        flagged += [(hand, words) for words in found]
    # the later hands wrote traps on purpose; a few of them deceive
    assert [words for hand, words in flagged if hand in ("wordings", *(f"wordings_{key}" for key in "bcde"))] == []
    assert len(flagged) <= count // 200


def test_half_width_marks_part_clauses_too() -> None:
    report = annual("人手紧张,2021年将进一步充实队伍;公开信息1,200条。")
    assert [(report.text[m.start : m.end], m.expected) for m in read_years(report).mismatches] == [("2021年", 2022)]
