"""A date of last year in a row of this year's dates that it would continue: 2021年3月、6月和2020年9月各办班一期."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within

_REACH = 60
_ROW = re.compile("(?:[、，和及与]|以及|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:底|初|份|[上中下]旬)?){1,12}")
_MONTH = re.compile("(?<![0-9])(1[0-2]|[1-9])月")
_FRAME = re.compile("今年|本年(?:度)?(?!末|初)|年内|全年|一年来")
_APART = re.compile("比|较|同期|去年|上年[^，。；结]|此前|历年|结转|跨年|近[两三]年|两年|三年|曾|原定|各自|生于|期限")
_JOINT = re.compile("[、和及与]")


def check_rows_of_dates(page: Page) -> Iterator[Finding]:
    """Yield months of last year that stand in a row with earlier months of the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in ("month", "day") or one.begin is None or not index:
            continue
        if _JOINT.search(view, max(0, one.start - 2), one.start) is None:
            continue
        low, high = sentence(page, one)
        before = page.expressions[index - 1]
        opens = view.rfind("年", low, one.start) + 1 if before.start >= low else 0
        if before.unit not in ("month", "day") or before.last != year or before.begin is None or not opens:
            opener = re.search("(?:今年|本年度?)(?=(?:1[0-2]|[1-9])月)", view[max(low, one.start - _REACH) : one.start])
            if opener is None:
                continue
            start = max(low, one.start - _REACH) + opener.end()
            months: list[int] = []
        else:
            start, months = before.end, [before.begin.month]
        if one.start - start > _REACH or _ROW.fullmatch(view, start, one.start) is None:
            continue
        months += [int(month.group(1)) for month in _MONTH.finditer(view, start, one.start)]
        row = [*months, one.begin.month]
        if sorted(set(row)) != row and not (one.unit == "day" and sorted(row) == row):
            continue
        others = years_within(page, low, high, but=one)
        if any(other.last != year for other in others) or _APART.search(view, low, high) is not None:
            continue
        framed = _FRAME.search(view, low, high) is not None or len(row) > 2 or len(others) > 1
        if framed:
            yield Finding(
                index, "date_order", year, 0.86, "Y03", "work",
                f"{view[one.start : one.end]} stands in a row of dates of {year} that it would continue",
                f"{view[one.start : one.end]}列在{year}年各次日期之中，按先后应为{year}年",
            )  # fmt: skip
