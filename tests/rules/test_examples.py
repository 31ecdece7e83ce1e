"""Every rule's examples hold: they are its documentation and its tests."""

from __future__ import annotations

import pytest

from chenyan.rule import Example, Rule, example_corpus, run_example
from chenyan.rules import ALL_RULES, all_rules

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{at}")
    for rule in all_rules()
    for at, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_is_flagged_as_written(rule: Rule, example: Example) -> None:
    corpus, report_id = example_corpus(example)
    flags, skips = run_example(rule, example)
    assert tuple(corpus[report_id][flag.evidence] for flag in flags) == example.flagged
    assert bool(skips) is example.skipped or bool(example.flagged)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_shows_both_sides(rule: Rule) -> None:
    flagged = [example for example in rule.examples if example.flagged]
    silent = [example for example in rule.examples if not example.flagged]
    assert len(flagged) >= 3
    assert len(silent) >= 3


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_is_listed_under_its_code(rule: Rule) -> None:
    listed = [name for name in ALL_RULES if name.startswith(rule.code.lower() + "_")]
    assert len(listed) == 1
    assert rule.message
    assert rule.message_zh
    assert rule.explanation
