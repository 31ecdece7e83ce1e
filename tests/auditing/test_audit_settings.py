"""Settings: what may be asked for, and what a wrong request is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chenyan.auditing import load_settings
from chenyan.auditing.settings import Settings, make_settings
from chenyan.rules import all_rules
from chenyan.types import SettingsError, Severity


def _codes(settings: Settings) -> list[str]:
    return [rule.code for rule in settings.chosen()]


def test_nothing_asked_means_the_whole_catalogue() -> None:
    assert _codes(make_settings()) == [rule.code for rule in all_rules()]


def test_beginnings_of_codes_select_and_ignore() -> None:
    assert _codes(make_settings(select="y,T01", ignore=["Y05", "y06"])) == ["Y01", "Y02", "Y03", "Y04", "T01"]


def test_parameters_and_severity_reach_the_rule_they_name() -> None:
    settings = make_settings(rules={"b02": {"least_chars": 30, "severity": "high"}})
    assert settings.of("B02") == {"least_chars": 30}
    assert settings.severity("B02") is Severity.HIGH
    assert settings.of("B01") == {}
    assert settings.severity("B01") is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"select": "Q"}, "no rule starts with Q"),
        ({"select": "Y,Q"}, "no rule starts with Q"),
        ({"ignore": "L99"}, "no rule starts with L99"),
        ({"select": "T01", "ignore": "T"}, "ignore = T leaves no rule to run"),
        ({"rules": {"X99": {}}}, "no rule 'X99'"),
        ({"rules": {"Y05": {"gracedays": 3}}}, "no setting gracedays; it has severity, department"),
        ({"rules": {"Y05": {"severity": "severe"}}}, "'severe' is not high, medium, low or info"),
        ({"rules": {"Y05": 3}}, "expected a table of settings, found 3"),
    ],
)
def test_a_wrong_request_is_refused_with_what_there_is(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        make_settings(**wrong)  # type: ignore[arg-type]


def test_a_settings_file_says_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "chenyan.toml"
    path.write_text(
        'select = ["Y", "B"]\nignore = ["B07"]\n[rules.B02]\nleast_chars = 25\nseverity = "low"\n', encoding="utf-8"
    )
    settings = load_settings(path)
    assert settings == make_settings("Y,B", "B07", {"B02": {"least_chars": 25, "severity": "low"}})
    assert settings.to_dict() == {
        "select": ["Y", "B"],
        "ignore": ["B07"],
        "rules": {"B02": {"least_chars": 25, "severity": "low"}},
    }


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"select = [", "not valid TOML"),
        (b"\xff\xfe\x00", "not valid TOML in UTF-8"),
        (b"selct = []", "unknown key selct; known are"),
        (b"[rules.B02]\nwrong = 1\n", "rules.B02: no setting wrong"),
    ],
)
def test_a_broken_settings_file_is_named_with_its_fault(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "chenyan.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=told) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml")
