"""What only looks like a year: parts of addresses, lengths of time, counts, relative words inside tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from chenyan.types import Table
from chenyan.years.cues import DURATION
from chenyan.years.grammar import Expression

_URL = re.compile(r"(?:https?:/|www\.)[!-~]{1,300}")
_START = itemgetter(0)
_SHORT_BEFORE = re.compile(r"(?:^|[。，；：、\n（“》]|[^一-鿿]|比|较|对|于|在|至|到|从|自|将|把|但|及|和|与|为|是|按)$")
_STANDARD = re.compile(r"[A-Z](?:/[A-Z]{1,2})? ?(?:[0-9.]{1,7}-)?$")  # GB/T 2260-2007, DB99/T 2023-2020
_LABEL = re.compile(r"[^\n]{0,2}(?:制发|废止|处理决定|收费|新收|结转|增/减|项目数量|新制作|新公开)")


def mask(view: str, expressions: Sequence[Expression], tables: Sequence[Table] = ()) -> list[Expression]:
    """Leave out what is no year mention.

    Examples
    --------
    >>> from chenyan.years.grammar import find_expressions
    >>> view = "倒查20年，见http://a.gov.cn/2021/01/05/x，21年底前完成"
    >>> [view[e.start : e.end] for e in mask(view, find_expressions(view))]
    ['21年底']
    """
    urls = [match.span() for match in _URL.finditer(view)] if "http" in view or "www." in view else []
    cells = sorted((table.start, table.end) for table in tables)
    kept: list[Expression] = []
    for one in expressions:
        if urls and _within(urls, one.start):
            continue
        if one.unit == "relative":
            if (cells and _within(cells, one.start)) or _LABEL.match(view, one.end):
                continue
        elif one.unit == "short":
            if not _is_short_year(view, one):
                continue
        elif (
            one.unit in ("range", "year")
            and view[one.start - 1] < "a"  # the mark of a standard is plain ASCII
            and _STANDARD.search(view[max(0, one.start - 12) : one.start])
        ):
            continue
        if one.first and not (
            1800 <= one.first <= 2200 or (one.unit in ("year", "half", "quarter", "month") and one.first > 2000)
        ):
            continue
        kept.append(one)
    return kept


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    """Say whether a position lies in one of some spans in order."""
    found = bisect_right(spans, at, key=_START) - 1
    return found >= 0 and at < spans[found][1]


def _is_short_year(view: str, one: Expression) -> bool:
    """Say whether two digits and 年 name a year rather than a length of time."""
    if one.begin is not None and one.begin == one.until:
        return True
    words = view[one.start : one.end]
    if words.endswith(("度", "月")):
        return True
    if DURATION.match(view, one.end) and not words.endswith(("底", "初")):
        return False
    return _SHORT_BEFORE.search(view[max(0, one.start - 1) : one.start]) is not None
