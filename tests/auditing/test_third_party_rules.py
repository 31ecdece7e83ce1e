"""Rules of other packages are found by their entry point, and a wrong one is refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chenyan import audit, report_from_text
from chenyan.corpus.report import Corpus
from chenyan.rules import all_rules
from chenyan.types import SettingsError

MODULE = """
import re
from chenyan.rule import Rule
from chenyan.types import Severity

def check(case, *, word="遥遥领先"):
    for match in re.finditer(re.escape(word), case.report.text):
        yield RULE.flag(case, match.start(), match.end(), confidence=0.8)

RULE = Rule(code="{code}", name="boast", name_zh="自夸", severity=Severity.LOW, message="{{words}} is a boast.",
            message_zh="“{{words}}”系自夸。", check=check, examples=())
NOT_A_RULE = 3
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Put a distribution with this entry point on the path; takes the module's name, a code and an object's name."""

    def make(name: str, code: str, target: str) -> None:
        (tmp_path / f"{name}.py").write_text(MODULE.format(code=code), encoding="utf-8")
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[chenyan.rules]\nboast = {name}:{target}\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        all_rules.cache_clear()

    yield make
    all_rules.cache_clear()


def test_an_installed_rule_joins_the_catalogue_and_takes_settings(install) -> None:  # type: ignore[no-untyped-def]
    install("boasting_rules", "X01", "RULE")
    report = report_from_text("一、总体情况\n我镇工作全县第一，遥遥领先。\n", report_id="r", year=2022, genre="ogi")
    assert all_rules()[-1].code == "X01"
    assert [flag.message_zh for flag in audit(Corpus([report]), select="X", progress=False).flags] == [
        "“遥遥领先”系自夸。"
    ]
    other = audit(Corpus([report]), select="X01", rules={"X01": {"word": "全县第一"}}, progress=False)
    assert [report[flag.evidence] for flag in other.flags] == ["全县第一"]


def test_a_code_of_the_catalogue_cannot_be_taken(install) -> None:  # type: ignore[no-untyped-def]
    install("greedy_rules", "Y01", "RULE")
    with pytest.raises(SettingsError, match="rule code used twice: Y01"):
        all_rules()


def test_an_entry_point_without_a_rule_is_named(install) -> None:  # type: ignore[no-untyped-def]
    install("empty_rules", "X02", "NOT_A_RULE")
    with pytest.raises(SettingsError, match=r"boast = empty_rules:NOT_A_RULE: not a chenyan\.rule\.Rule"):
        all_rules()
