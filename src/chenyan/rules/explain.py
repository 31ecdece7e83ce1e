"""Show the catalogue of rules: ``cy.explain(code)``, ``chenyan explain CODE`` and ``chenyan rules``."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chenyan.lexicons import read_rows
from chenyan.rule import Example, Rule
from chenyan.rules import get_rule


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one rule; prints as text, shows as text in a notebook."""

    rule: Rule
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre style='white-space:pre-wrap'>{html.escape(self.text)}</pre>"


def explain(code: str, *, reviews: Any = None) -> Explanation:
    """Explain a rule: what it checks and why, its settings, what was measured of it, its examples.

    Parameters
    ----------
    code : str
        The code of a rule, e.g. ``"Y02"``.
    reviews : Precision, optional
        What ``cy.review.precision_by_rule`` learned from your coders; shown beside the measured validity.

    Returns
    -------
    Explanation

    Raises
    ------
    SettingsError
        Where there is no such rule.

    Examples
    --------
    >>> import chenyan as cy
    >>> cy.explain("L01").rule.name
    'confusable-word'
    """
    rule = get_rule(code)
    return Explanation(rule, explain_rule(rule, reviews=reviews))


def measured(code: str) -> dict[str, str]:
    """Return the measured validity of a rule (the table that ``make validity`` writes), or nothing."""
    try:
        rows = read_rows("rule_validity.csv")
    except FileNotFoundError:
        return {}
    return next((row for row in rows if row["code"] == code), {})


def explain_rule(rule: Rule, *, reviews: Any = None) -> str:
    """Return the explanation of a rule as text, in Chinese and English, with its measured validity and examples."""
    lines = [
        f"{rule.code}  {rule.name}  {rule.name_zh}  ({rule.severity.value})",
        "",
        rule.explanation_zh,
        rule.explanation,
        "",
        f"提示 / message: {rule.message_zh}",
        f"                {rule.message}",
    ]
    if rule.source:
        lines.append(f"依据 / source: {rule.source}")
    if rule.settings:
        lines.append("参数 / settings: " + ", ".join(f"{name}={value!r}" for name, value in rule.settings.items()))
    validity = measured(rule.code)
    if validity:
        lines.append("实测 / measured: " + describe_validity(validity))
    learned = reviews.of(rule.code) if reviews is not None else None
    if learned:
        lines.append(
            f"复核 / reviewed: precision {learned['precision']:.2f} [{learned['low']:.2f}, {learned['high']:.2f}], "
            f"{learned['right']} right, {learned['wrong']} wrong, {learned['unsure']} unsure"
        )
    lines += ["", "示例 / examples:"]
    lines += [line for example in rule.examples for line in _example_lines(example)]
    return "\n".join(lines)


def describe_validity(row: dict[str, str]) -> str:
    """Return one line on what was measured of a rule."""
    parts = []
    if row.get("recall"):
        parts.append(f"recall {row['recall']} of {row['n_injected']} injected faults")
    if row.get("clean_flags"):
        parts.append(f"{row['clean_flags']} flags in {row['n_clean']} clean reports")
    if row.get("precision"):
        parts.append(f"precision {row['precision']} on {row['n_flags']} labelled or reviewed flags")
    return "; ".join(parts) or "not measured"


def _example_lines(example: Example) -> Iterator[str]:
    mark = "✗" if example.flagged else ("?" if example.skipped else "✓")
    text = " / ".join(line.strip() for line in example.text.splitlines() if line.strip())
    yield f"  {mark} [{example.year}] {text[:160]}{'…' if len(text) > 160 else ''}"
    if example.flagged:
        yield f"      → {'；'.join(words.strip()[:60] for words in example.flagged)}"
    if example.note:
        yield f"      {example.note}"


def rules_as_json(rules: Sequence[Rule]) -> str:
    """Return the catalogue as JSON."""
    data = [
        {
            "code": rule.code,
            "name": rule.name,
            "name_zh": rule.name_zh,
            "severity": rule.severity.value,
            "explanation": rule.explanation,
            "explanation_zh": rule.explanation_zh,
            "message": rule.message,
            "message_zh": rule.message_zh,
            "settings": {name: repr(value) for name, value in rule.settings.items()},
            "source": rule.source,
            "measured": measured(rule.code),
        }
        for rule in rules
    ]
    return json.dumps(data, ensure_ascii=False, indent=1)


def rules_as_markdown(rules: Sequence[Rule]) -> str:
    """Return the catalogue as one Markdown page: an overview table, then a part for each rule."""
    lines = ["# 规则目录 Rules", "", "| code | 名称 | name | severity | measured |", "| --- | --- | --- | --- | --- |"]
    for rule in rules:
        validity = measured(rule.code)
        lines.append(
            f"| [{rule.code}](#{rule.code.lower()}) | {rule.name_zh} | {rule.name} | {rule.severity.value} "
            f"| {describe_validity(validity) if validity else ''} |"
        )
    for rule in rules:
        lines += ["", f"({rule.code.lower()})=", f"## {rule.code} {rule.name_zh} {rule.name}", ""]
        lines += [rule.explanation_zh, "", rule.explanation, ""]
        if rule.source:
            lines.append(f"- 依据 source: {rule.source}")
        if rule.settings:
            lines.append("- 参数 settings: " + ", ".join(f"`{n}={v!r}`" for n, v in rule.settings.items()))
        validity = measured(rule.code)
        if validity:
            lines.append(f"- 实测 measured: {describe_validity(validity)}")
        lines += ["", "```text", *[line for e in rule.examples for line in _example_lines(e)], "```"]
    return "\n".join(lines) + "\n"
