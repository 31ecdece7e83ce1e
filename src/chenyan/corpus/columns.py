"""Which column of a sheet or manifest holds what, and what its values mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from chenyan.lexicons import read_rows
from chenyan.text import fold

__all__ = ["field_of", "known_of", "map_columns"]

KNOWN = ("agency", "region", "level", "agency_type", "genre", "year", "published", "series")
_LEVELS = {
    "国家": "national", "全国": "national", "中央": "national", "国家级": "national",
    "省": "province", "省级": "province", "自治区": "province", "直辖市": "province",
    "市": "city", "地市": "city", "市级": "city", "地级": "city", "地市级": "city", "地级市": "city",
    "县": "county", "区": "county", "县级": "county", "区县": "county", "区县级": "county", "县区": "county",
    "镇": "town", "乡": "town", "乡镇": "town", "街道": "town", "乡镇级": "town", "镇街": "town",
}  # fmt: skip
# the genre words that public data sets use, in order: the first that the value holds decides
_GENRES = (
    ("template", "other"), ("模板", "other"), ("comparison", "other"), ("比对", "other"), ("resolution", "other"),
    ("ogi", "ogi"), ("信息公开", "ogi"), ("政务公开", "ogi"),
    ("rule_of_law", "rule_of_law"), ("法治", "rule_of_law"),
    ("final_account", "final_accounts"), ("决算", "final_accounts"),
    ("budget", "budget"), ("预算", "budget"),
    ("government_work", "work_report"), ("work_report", "work_report"), ("政府工作报告", "work_report"),
    ("summary", "work_summary"), ("总结", "work_summary"),
    ("school", "school"), ("学校", "school"), ("高校", "school"),
    ("company", "company"), ("企业", "company"),
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_COMPACT_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SEVERAL = re.compile(r"[;；]|\s/\s")  # "A / B": the file holds several, so this says nothing of one report
_MISSING = frozenset({"", "nan", "none", "null", "na", "n/a", "<na>", "nat", "-", "—", "无", "未知", "unknown"})


@cache
def _names() -> dict[str, str]:
    return {name: row["field"] for row in read_rows("column_names.csv") for name in row["names"].split("|")}


def field_of(column: object) -> str:
    """Return the field that a column name stands for, or an empty string.

    Examples
    --------
    >>> field_of("正文"), field_of(" Publish Date "), field_of("面积")
    ('text', 'published', '')
    """
    name = re.sub(r"[\s\ufeff*：:]+", "_", str(column).strip().strip("\ufeff").lower()).strip("_")
    names = _names()
    return names.get(name) or names.get(name.replace("_", "")) or ""


def map_columns(columns: Iterable[object], *, text_column: str | None = None) -> dict[str, str]:
    """Return which column serves each field; the earliest name in the word list wins where several would."""
    mapped: dict[str, str] = {}
    order = list(_names())
    ranks: dict[str, int] = {}
    for column in columns:
        found = field_of(column)
        if not found:
            continue
        plain = str(column).strip().lower().replace(" ", "_")
        rank = order.index(plain) if plain in order else len(order)
        if found not in mapped or rank < ranks[found]:
            mapped[found], ranks[found] = str(column), rank
    if text_column is not None:
        mapped = {name: column for name, column in mapped.items() if column != text_column}
        mapped["text"] = text_column
    return mapped


def known_of(row: Mapping[str, Any], mapped: Mapping[str, str]) -> dict[str, Any]:
    """Return what a row says of a report's identity, in the words of ``Identity``; blanks say nothing."""
    known: dict[str, Any] = {}
    for name in KNOWN:
        if name not in mapped:
            continue
        value = row.get(mapped[name])
        said = _said(value)
        if not said:
            continue
        read = _read(name, value, said)
        if read is not None:
            known[name] = read
    return known


def _said(value: Any) -> str:
    text = "" if value is None else str(value).strip()
    return "" if text.lower() in _MISSING else text


def _read(name: str, value: Any, said: str) -> Any:
    if name == "year":
        years = _YEAR.findall(fold(said).text)
        return int(years[0]) if len(set(years)) == 1 else None
    if name == "published":
        return read_date(value)
    if name == "level":
        return _LEVELS.get(said, said if said in set(_LEVELS.values()) else None)
    if name in ("agency", "genre") and _SEVERAL.search(said):
        return None
    if name == "genre":
        low = said.lower()
        return next((genre for words, genre in _GENRES if words in low), None)
    return said


def read_date(value: Any) -> date | None:
    """Return the date that a cell holds: a date, 2022-01-31, 2022/1/31, 2022年1月31日 or 20220131."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = fold(str(value)).text
    match = _ISO.search(text) or _COMPACT_DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
