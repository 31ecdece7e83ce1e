"""Words with quotes of their own are quoted as Chinese print does."""

from __future__ import annotations

import pytest

from chenyan.rule import Example, run_example
from chenyan.rules import all_rules

RULES = {rule.code: rule for rule in all_rules()}


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("“一网通看”栏目信息更新不及时", "“‘一网通看’栏目信息更新不及时”"),
        ("栏目信息更新不及时", "“栏目信息更新不及时”"),
    ],
)
def test_quotes_inside_a_quoted_passage_are_single(problem: str, shown: str) -> None:
    text = f"存在的主要问题：一是{problem}。改进措施：一是每周更新。"
    flags, _ = run_example(RULES["P04"], Example(text, section="problems", earlier=(text, text)))
    assert [flag.message_zh.split("：")[0] for flag in flags] == [shown]
    assert [flag.message.split(":")[0] for flag in flags] == [shown]
