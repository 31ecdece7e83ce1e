"""Show the catalogue of rules: ``cy.explain(code)``, ``chenyan explain CODE`` and ``chenyan rules``."""

from __future__ import annotations

import html
import inspect
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chenyan.lexicons import read_rows
from chenyan.rule import GENRES, Example, Rule
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
        lines += ["参数 / settings:", *(f"  {line}" for line in _settings_lines(rule))]
    if rule.genres:
        lines.append(f"适用 / genres: {_genre_words(rule)} ({', '.join(rule.genres)})")
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
        parts.append(f"precision {row['precision']} on {row['n_flags']} flags of the sample")
    return "; ".join(parts) or "not measured"


def settings_help(rule: Rule) -> dict[str, str]:
    """Return what each setting of a rule means, as the docstring of its check says.

    Examples
    --------
    >>> from chenyan.rules import get_rule
    >>> settings_help(get_rule("Y05"))["grace_days"]
    'Days after the deadline that are not flagged.'
    """
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(rule.check.__doc__ or "").splitlines():
        head = re.match(r"(\w{1,40}) : ", line)
        if head:
            name = head.group(1)
        elif name and line.startswith("    "):
            found[name] = f"{found.get(name, '')} {line.strip()}".strip()
        else:
            name = ""
    return {name: found.get(name, "") for name in rule.settings}


def _settings_lines(rule: Rule) -> list[str]:
    told = settings_help(rule)
    return [f"{name} = {value!r}: {told[name]}" for name, value in rule.settings.items()]


def _genre_words(rule: Rule) -> str:
    return "、".join(GENRES[genre][1] for genre in rule.genres)


_TELLING = re.compile(r"\t(?!0(?:\t|$))[-\d./]{1,12}(?:\t|$)|\d\t\t{1,6}\d|\t[/无若干]{1,4}(?:\t|$)|本年[新制]")


def _shown(text: str) -> str:
    """Return a text on one line; of a table, only the rows that hold more than zeros."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sum("\t" in line for line in lines) > 4:
        telling = [re.sub(r"\t", " ", line) for line in lines if "勾稽" not in line and _TELLING.search(line)]
        return (" / ".join(telling) or "(a table of zeros)")[:240]
    words = " / ".join(lines)
    return f"{words[:160]}{'…' if len(words) > 160 else ''}"


def _example_lines(example: Example) -> Iterator[str]:
    mark = "✗" if example.flagged else ("?" if example.skipped else "✓")
    yield f"  {mark} [{example.year}] {_shown(example.text)}"
    for lag, text in enumerate(example.earlier, 1):
        yield f"    [{example.year - lag}] {_shown(text)}"
    for text in example.others:
        yield f"    [其他机关 another agency] {_shown(text)}"
    if example.flagged:
        yield f"      → {'；'.join(' '.join(words.split())[:60] for words in example.flagged)}"
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
            "settings_help": settings_help(rule),
            "genres": list(rule.genres),
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
        lines += [f"- 提示 message: {rule.message_zh}", f"- {rule.message}"]
        if rule.source:
            lines.append(f"- 依据 source: {rule.source}")
        if rule.settings:
            lines.append("- 参数 settings:")
            lines += [f"  - `{line.split(': ', 1)[0]}`: {line.split(': ', 1)[1]}" for line in _settings_lines(rule)]
        if rule.genres:
            lines.append(f"- 适用 genres: {_genre_words(rule)}")
        validity = measured(rule.code)
        if validity:
            lines.append(f"- 实测 measured: {describe_validity(validity)}")
        lines += ["", "```text", *[line for e in rule.examples for line in _example_lines(e)], "```"]
    return "\n".join(lines) + "\n"
