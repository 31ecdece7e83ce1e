"""What a user reads about a rule: both languages, a source, every setting explained, examples with their company."""

from __future__ import annotations

import json
import re

import pytest

from chenyan.rule import GENRES, Rule
from chenyan.rules import all_rules
from chenyan.rules.explain import explain, rules_as_json, rules_as_markdown, settings_help

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_tells_what_why_and_whence(rule: Rule) -> None:
    assert HAN.search(rule.name_zh)
    assert HAN.search(rule.message_zh)
    assert HAN.search(rule.explanation_zh)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert len(rule.explanation) > 60
    assert rule.source
    assert set(rule.genres) <= set(GENRES)
    missing = [name for name, words in settings_help(rule).items() if len(words) < 10]
    assert not missing


def test_an_explanation_shows_settings_and_last_years_words() -> None:
    text = explain("b05").text
    assert "least = 20: Smaller counts repeat by chance." in text
    assert "  ✗ [2022] 全年主动公开发布信息1287条。\n    [2021] 全年主动公开发布信息1287条。" in text


def test_of_a_table_only_rows_that_tell_something_are_shown() -> None:
    text = explain("T01").text
    assert "（一）予以公开 1 0 0 0 0 0 2" in text
    assert "属于国家秘密" not in text


def test_the_catalogue_as_data_and_as_a_page_holds_every_rule() -> None:
    rules = all_rules()
    data = json.loads(rules_as_json(rules))
    page = rules_as_markdown(rules)
    assert [item["code"] for item in data] == [rule.code for rule in rules]
    assert all(f"## {rule.code} {rule.name_zh} {rule.name}" in page for rule in rules)
    assert data[4]["settings_help"]["grace_days"] == "Days after the deadline that are not flagged."
