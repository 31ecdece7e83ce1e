"""What is passed over for speed would have found nothing: signs that can begin a pattern, checks that a page does not ask."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.text.openings import NamedPatterns
from chenyan.years import cues, document, grammar, layout, scope
from chenyan.years.asked import CHECKS, asked
from chenyan.years.reading import open_page
from chenyan.years.reasons import Reason, Reasons
from chenyan.years.signs import BARE_HEADING, GLOSSARY, OPENER, YEAR, read_signs

LABELLED = Path(__file__).parents[2] / "corpora" / "labelled"
TEXTS = [
    json.loads(line)["text"]
    for path in sorted(LABELLED.glob("years*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()[::4]
]
ODD = ("", "2", "年", "\n", "二〇", "2 0 2 1年，𠮷2021年", "20212021年\n 2021年工作计划\n12 2021年", "\uffff今年\ud800")


@pytest.mark.parametrize("pattern", ["YEAR", "RELATIVE", "OPENER", "BARE_HEADING", "GLOSSARY"])
def test_a_pattern_begins_only_where_its_signs_stand(pattern: str) -> None:
    sought, what = {
        "YEAR": (grammar._BEGINNING, YEAR),
        "RELATIVE": (grammar._RELATIVE_WORD, YEAR),
        "OPENER": (cues.OPENER, OPENER),
        "BARE_HEADING": (layout._BARE_HINT, BARE_HEADING),
        "GLOSSARY": (scope._GLOSSARY_WORD, GLOSSARY),
    }[pattern]
    for text in (*TEXTS, *ODD):
        begins = set(read_signs(text).begins(what))
        assert {match.start() for match in sought.finditer(text)} <= begins


def test_checks_that_are_not_asked_would_find_nothing() -> None:
    for text in TEXTS:
        page = open_page(report_from_text(text))
        if page.reference.year is None or page.reference.genre == "forward":
            continue
        for checks in (document._CHECKS, CHECKS):
            every = list(chain.from_iterable(check(page) for check in checks))
            assert list(asked(page, checks)) == every


def test_a_reason_is_given_by_mentions_as_it_asks() -> None:
    text = "2021年政府信息公开工作年度报告\n一、总体情况\n2021年，我镇公开信息80条，比\n2020年底多3条。\n"
    asked_for = {
        Reason(("year",), (-1,)): True,
        Reason(("day",)): False,
        Reason(before="比", behind="多"): True,  # the line end between is passed over
        Reason(before="，"): False,
        Reason(("year",), where=lambda page: "比" in page.view): True,
        Reason(("year",), where=lambda page: "较" in page.view): False,
    }
    reasons = Reasons([*asked_for])
    given = reasons.given_by(open_page(report_from_text(text)))
    assert {reason: bool(given & bit) for reason, bit in reasons.bits.items()} == asked_for


def test_named_patterns_find_what_each_of_them_finds() -> None:
    named = [
        ("a", re.compile("增[加长]|^上升")),
        ("b", re.compile("[^，]少")),
        ("c", re.compile("(?<!不)足|(?=多)多出")),
    ]
    for words in ("", "上升", "，少", "增长了，不足", "足，多出"):
        assert NamedPatterns(named).found_in(words) == [name for name, pattern in named if pattern.search(words)]
