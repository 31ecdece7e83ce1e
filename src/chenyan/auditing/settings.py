"""Settings of an audit: which rules run, and with what parameters; from keywords or a ``chenyan.toml``."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chenyan.rule import Rule
from chenyan.rules import get_rule, select_rules
from chenyan.types import SettingsError, Severity

_TOP = {"select", "ignore", "rules"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an audit was asked to do.

    Parameters
    ----------
    select, ignore : tuple of str
        Rule codes or their beginnings (``"Y"``, ``"B01"``); an empty ``select`` means all.
    rules : mapping of str to mapping
        Parameters by rule code; the names are the rule's own settings, and ``severity``.

    Examples
    --------
    >>> settings = Settings(select=("Y",), ignore=("Y05",), rules={"Y02": {"severity": "medium"}})
    >>> [rule.code for rule in settings.chosen()], settings.severity("Y02").value
    (['Y01', 'Y02', 'Y03', 'Y04', 'Y06'], 'medium')
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def chosen(self) -> tuple[Rule, ...]:
        """Return the rules to run, in the order of the catalogue."""
        return select_rules(self.select, self.ignore)

    def of(self, code: str) -> dict[str, Any]:
        """Return the parameters set for one rule, ``severity`` left out."""
        values = self.rules.get(code)
        return {key: value for key, value in values.items() if key != "severity"} if values else {}

    def severity(self, code: str) -> Severity | None:
        """Return the severity set for one rule, or None where the rule's own counts."""
        value = self.rules.get(code, {}).get("severity")
        return None if value is None else Severity(value)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain data, keys sorted: what the manifest records."""
        data = {
            "select": list(self.select),
            "ignore": list(self.ignore),
            "rules": {code: dict(sorted(values.items())) for code, values in sorted(self.rules.items())},
        }
        return dict(json.loads(json.dumps(data, default=str)))


def make_settings(
    select: Sequence[str] | str = (),
    ignore: Sequence[str] | str = (),
    rules: Mapping[str, Mapping[str, Any]] | None = None,
) -> Settings:
    """Check and build settings.

    Raises
    ------
    SettingsError
        Where a rule, a parameter or a severity does not exist; the message names it and what there is.
    """
    checked: dict[str, dict[str, Any]] = {}
    for code, values in (rules or {}).items():
        rule = get_rule(code)
        if not isinstance(values, Mapping):
            raise SettingsError(f"rules.{code}: expected a table of settings, found {values!r} 应为一组设置")
        unknown = set(values) - set(rule.settings) - {"severity"}
        if unknown:
            raise SettingsError(
                f"rules.{rule.code}: no setting {', '.join(sorted(unknown))}; "
                f"it has severity, {', '.join(rule.settings) or 'no other'}"
                " 没有这个设置"
            )
        severity = values.get("severity")
        if severity is not None and severity not in {item.value for item in Severity}:
            raise SettingsError(
                f"rules.{rule.code}.severity: {severity!r} is not high, medium, low or info"
                " 级别应为 high、medium、low 或 info"
            )
        checked[rule.code] = dict(values)
    settings = Settings(_codes(select), _codes(ignore), checked)
    settings.chosen()
    return settings


def load_settings(path: str | Path) -> Settings:
    """Read a ``chenyan.toml``.

    Parameters
    ----------
    path : str or Path
        A TOML file with ``select``, ``ignore`` and tables ``[rules.CODE]``. It is data: nothing in it is run.

    Raises
    ------
    SettingsError
        Where the file cannot be read, is not TOML, or names what does not exist.
    """
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}); give the path of a chenyan.toml"
            " 无法读取，请给出 chenyan.toml 的路径"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML in UTF-8: {error} 不是有效的 UTF-8 TOML 文件") from error
    unknown = set(data) - _TOP
    if unknown:
        raise SettingsError(
            f"{path}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(_TOP))}"
            " 有未知的键；可用的键见上"
        )
    try:
        return make_settings(data.get("select", ()), data.get("ignore", ()), data.get("rules"))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error} 设置有误") from error


def _codes(given: Sequence[str] | str) -> tuple[str, ...]:
    parts = given.split(",") if isinstance(given, str) else [part for item in given for part in item.split(",")]
    return tuple(part.strip().upper() for part in parts if part.strip())
