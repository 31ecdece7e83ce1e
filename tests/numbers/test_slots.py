"""What a count counts: negation, Chinese numerals, last year's figures, parts and scope."""

from __future__ import annotations

import pytest

from chenyan.corpus import report_from_text
from chenyan.numbers import read_numbers


def slots(text: str, section: str = "一、总体情况", **known: object) -> dict[str, object]:
    """Return the statutory slots of the agency's own whole year."""
    report = report_from_text(f"{section}\n{text}", year=2022, agency="甲镇人民政府", **known)
    return {
        s.what: s.value for s in read_numbers(report).slots if s.what and s.context.plain and s.context.scope == "self"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年收到政府信息公开申请三件。", {"requests.new": 3}),
        ("共接到公民、法人和其他组织提出的政府信息公开申请12件。", {"requests.new": 12}),
        ("新收到依申请公开5件，上年结转2件，结转下年度继续办理1件。",
         {"requests.new": 5, "requests.carried_in": 2, "requests.carried_out": 1}),
        ("未收到政府信息公开申请。", {"requests.new": 0}),
        ("没有收到公民提出的政府信息公开申请。", {}),
        ("收到政府信息公开申请0件。", {"requests.new": 0}),
        ("未因政府信息公开被申请行政复议或提起行政诉讼。", {"review": 0, "lawsuit": 0}),
        ("对以上申请，予以公开3件，部分公开1件，不予公开2件。",
         {"requests.granted": 3, "requests.partial": 1, "requests.refused": 2}),
        ("政府信息公开申请为零。", {"requests.new": 0}),
        ("未发生因政府信息公开申请引起的行政复议、行政诉讼。", {"review": 0, "lawsuit": 0}),
        ("因政府信息公开引发的行政复议2起、行政诉讼一起。", {"review": 2, "lawsuit": 1}),
        ("政府信息公开行政复议、行政诉讼均为零。", {"review": 0, "lawsuit": 0}),
        ("收到政府信息公开申请1,204件。", {"requests.new": 1204}),
        ("全年制发行政规范性文件3件，废止行政规范性文件1件。", {"documents.made": 3, "documents.repealed": 1}),
    ],
)  # fmt: skip
def test_counts_are_read(text: str, expected: dict[str, int]) -> None:
    assert slots(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年收到政府信息公开申请5件。",
        "较上年收到的政府信息公开申请减少5件。",
        "上半年收到政府信息公开申请5件。",
        "收到网络申请5件。",
        "收到政府信息公开申请的答复、信访举报5件。",
        "无逾期未答复的申请。",
        "未收到网络申请。",
        "未发生行政复议被纠错情况。",
        "如未收到政府信息公开申请答复，可来电咨询。",
        "县教育局收到政府信息公开申请5件。",
        "2023年计划受理政府信息公开申请5件。",
        "收到群众来信5件，均已公开答复。",
    ],
)
def test_what_is_not_the_own_whole_year_is_left_alone(text: str) -> None:
    assert "requests.new" not in slots(text)
    assert "review" not in slots(text)


def test_a_lazy_match_does_not_run_into_the_next_clause() -> None:
    # 收到 belongs to the letters, the count of requests stands in the table only
    text = "收到群众来信若干，开展政府信息公开申请办理培训，参加45件次。"
    assert slots(text) == {}


def test_rounded_numbers_are_marked() -> None:
    report = report_from_text("一、总体情况\n2022年公开信息1200余条，约300人次参加。", year=2022)
    assert [slot.approximate for slot in read_numbers(report).slots] == [True, True]


def test_offsets_point_at_the_words_though_blanks_stand_between() -> None:
    text = "一、总体情况\n２０２２ 年收到政府信息公开申请 １２ 件，均已答复。"
    report = report_from_text(text, year=2022)
    (slot,) = [s for s in read_numbers(report).slots if s.what == "requests.new"]
    assert slot.value == 12
    assert report.text[slot.start : slot.end].startswith("１２")


def test_hostile_text_takes_linear_time() -> None:
    import time

    for piece in ("其中1条、", "收到申请（", "1，234", "未未未", "由1件增至2件，增长", "，共计"):
        times = []
        for n in (2_000, 8_000):
            report = report_from_text("一、总体情况\n" + piece * (n // len(piece)), year=2022)
            started = time.process_time()
            read_numbers(report)
            times.append(time.process_time() - started)
        assert times[1] < 40 * max(times[0], 0.005), piece
