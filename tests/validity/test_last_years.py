"""Last year's report made from a labelled one."""

from __future__ import annotations

import pytest

from chenyan.types import SettingsError
from chenyan.validity.last_years import report_before
from chenyan.validity.years import score_years

ITEM = {
    "text": "甲镇2022年年报。2021年，公开信息80条，较2020年增加。自2008年起逐年公开；二〇二二年1月1日至2022年12月31日。",
    "report_year": 2022,
    "mismatches": [{"quote": "2021年，公开", "year_text": "2021年", "expected_year": 2022}],
}


def test_years_are_lowered_and_the_mistake_was_right() -> None:
    assert report_before(ITEM) == (
        "甲镇2021年年报。2021年，公开信息80条，较2019年增加。自2007年起逐年公开；二〇二一年1月1日至2021年12月31日。"
    )


def test_history_can_be_copied() -> None:
    copied = report_before(ITEM, copied=True)
    assert "自2008年起" in copied
    assert copied.startswith("甲镇2021年")


def test_a_base_raised_too_far_goes_back_by_two() -> None:
    item = {**ITEM, "mismatches": [{"quote": "较2020年", "year_text": "2020年", "expected_year": 2019}]}
    assert "较2018年" in report_before(item)


def test_more_is_found_beside_last_years_report(labelled_folder) -> None:
    alone = score_years(labelled_folder, name="years_e.jsonl")
    beside = score_years(labelled_folder, name="years_e.jsonl", before="raised")
    assert beside.count("hit") >= alone.count("hit")
    assert beside.count("false_alarm") <= alone.count("false_alarm") + 1


def test_another_kind_of_neighbour_is_refused(labelled_folder) -> None:
    with pytest.raises(SettingsError, match="raised"):
        score_years(labelled_folder, before="last")
