"""A fact set against its own year is flagged; a base figure and the growth from it are right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.years import FLAG_CONFIDENCE, explain_mention, read_years

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual, check_found, unmarked

FLAGGED = [
    "«2021年»收入12万元，与2021年相比增加2万元。",
    "«2021年»主动公开政府信息80条，较2021年增长33%。",
    "«2021年»收到申请5件，比2021年增加2件。",
]
# told beside 今年 it is as likely the base as a slip
HINT = "2021年，我局未收到申请。今年收到3件。"
RIGHT = [
    "公开信息80条，2021年为60条，较2021年增长33%。",
    "2021年收到3件，2022年收到5件，较2021年增加2件。",
    "2022年公开信息80条，较2021年增长33%。",
    "2021年末有平台2个，比2021年初增加1个。",
    "2021年下半年访问量4万次，比2021年上半年增长8%。",
    "2021年的目录有7类，2022年增至9类，较2021年增加2类。",
    "2021年支出12万元，较2021年计划减少2万元，结余转入2022年。",
    "2021年支出12万元，比2021年预算减少2万元，2022年支出11万元。",
]


@pytest.mark.parametrize("sentence", FLAGGED)
def test_fact_set_against_its_own_year_is_flagged(sentence: str) -> None:
    report = annual(unmarked(sentence)[0], "overview", year=2022)
    check_found(report, sentence, "stale_year", 2022)
    assert all(one.confidence >= FLAG_CONFIDENCE for one in read_years(report).mismatches)


@pytest.mark.parametrize("sentence", RIGHT)
def test_base_and_growth_from_it_are_right(sentence: str) -> None:
    assert read_years(annual(sentence, "overview", year=2022)).mismatches == ()


def test_explanation_and_rule_part_hints_from_flags() -> None:
    hint = annual(HINT, "overview", year=2022)
    sure = annual("2021年全年收到申请5件。", "overview", year=2022)
    for report, said, flagged in ((hint, "只是提示，规则不标记", False), (sure, "规则标记", True)):
        found = read_years(report).mismatches[0]
        steps = dict(explain_mention(report, found.start).steps)
        assert steps["flag"].startswith(said)
        assert ("a hint and no flag" in steps["flag"]) is not flagged
        assert bool(cy.audit(cy.Corpus([report]), select=["Y03"], progress=False).flags) is flagged
    right = annual("2022年全年收到申请5件。", "overview", year=2022)
    assert "flag" not in dict(explain_mention(right, right.text.index("2022年全年")).steps)
