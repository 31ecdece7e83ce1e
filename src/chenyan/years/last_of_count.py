"""The last of this year's count lies in this year: 2021年组织访谈5次，第五次在2020年12月20日举行."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.counted_here import APART, FRAME
from chenyan.years.finding import Finding
from chenyan.years.scope import Page, place
from chenyan.years.standing import DATED, of_last_year, sentence, years_within

_COUNT = re.compile("(?<!第)(?P<n>[0-9]{1,2}|[两二三四五六七八九十]{1,2})(?P<m>[次期场批回届轮件])")
_NTH = re.compile(
    "第(?P<n>[0-9]{1,2}|[二三四五六七八九十]{1,3})(?P<m>[次期场批回届轮件])|(?:末|最后一|最末一|收官)(?P<last>[次期场批回轮件份站])"
)
_TELLS_OF = re.compile("(?:刊[登载]|收录|汇总|反映|涉及|依据)(?:截至)?$")
_BEGINS = re.compile("[^，。；]{0,8}(?:启动|开工|收到|受理|立项)")


def check_last_of_count(page: Page) -> Iterator[Finding]:
    """Yield the month of last year in which the last of what is counted as this year's took place."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in DATED:
            continue
        low, high = sentence(page, one)
        start = max(place(page, one).clause[0], one.start - 14)
        nth = _NTH.search(view, start, one.start) or _NTH.search(view, one.end, min(high, one.end + 22))
        if nth is None or _TELLS_OF.search(view, max(low, one.start - 5), one.start):
            continue
        if APART.search(view, low, min(high, one.end + 50)) is not None:
            continue
        told = years_within(page, low, one.start)
        if any(other.last != year for other in told):
            continue
        opened = any(other.unit == "year" and place(page, other).adverbial for other in told)
        if not opened and FRAME.search(view, low, one.start) is None:
            continue
        if nth.group("last") is None and _BEGINS.match(view, one.end) is not None:
            continue
        if _is_last(nth, list(_COUNT.finditer(view, low, min(nth.start(), one.start)))):
            yield Finding(
                index, "stale_year", year, 0.86, "Y03", "work",
                f"the last of what is counted as {year}'s is dated {view[one.start : one.end]}",
                f"{year}年各次事项的最后一次写作{view[one.start : one.end]}",
            )  # fmt: skip


def _is_last(nth: re.Match[str], counts: list[re.Match[str]]) -> bool:
    """Say whether an ordinal is that of the last of a count told before it."""
    if (measure := nth.group("last")) is not None:
        return any(measure in "份站" or count.group("m") == measure for count in counts)
    number = parse_number(nth.group("n"))
    return any(
        count.group("m") == nth.group("m") and parse_number(count.group("n").replace("两", "二")) == number
        for count in counts
    )
