"""Say who reports, on which year, from where and when; each fact with its confidence and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from chenyan.types import Fact, Identity, Section, Table

_TITLE_YEAR = re.compile(r"((?:19|20)\d{2})\s?年")


def identify(
    text: str,
    sections: Sequence[Section],
    *,
    tables: Sequence[Table] = (),
    source: str = "",
    metadata: Mapping[str, str] | None = None,
    title_hint: str = "",
    known: Mapping[str, Any] | None = None,
) -> Identity:
    """Identify a report (first version: the year of the title); what is known wins."""
    facts: dict[str, Fact] = {}
    match = _TITLE_YEAR.search(text, 0, 200)
    if match:
        facts["year"] = Fact(int(match.group(1)), 0.8, "title", match.start(), match.end())
    if "政府信息公开" in text[:2000]:
        facts["genre"] = Fact("ogi", 0.9, "title")
    for item in fields(Identity):
        value = (known or {}).get(item.name)
        if value is not None:
            if item.name == "published" and isinstance(value, str):
                value = date.fromisoformat(value)
            facts[item.name] = Fact(value, 1.0, "manifest")
    return Identity(**facts)
