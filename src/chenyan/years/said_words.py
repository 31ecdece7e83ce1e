"""What a report says it means by its words for years: 所称“本年度”指2020年, 凡写“上年”者指2019年 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page

_MEANS = re.compile(
    "(?:所[称指说谓]|凡[写称记]|文[中内]|提到的|中的?|表述)的?“?"
    "(?P<word>本年度?|报告期|本报告期|本期|年[末底]|上一?年度?|上期|上一报告期|下一?年度?|去年|今年|明年)”?(?:（[^）]{0,8}）)?者?，?"
    "(?:[均都皆则]|一律|统一)?(?:是指|[系特]指|指的?是?|系|即|为|代表)$"
)
_REACH = 30
_FARTHEST = 3  # years beside the reported one
_UNITS = frozenset(("year", "day", "month"))
_SPOKEN_LATER = frozenset(("去年", "今年", "明年"))  # also said from the day of signature


def check_said_words(page: Page) -> Iterator[Finding]:
    """Yield years by which a report explains its words for this, the last and the next year, where they do not fit."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "speech"):
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in _UNITS or not one.first or abs(one.last - year) > _FARTHEST:
            continue
        said = _MEANS.search(view, max(0, one.start - _REACH), one.start)
        if said is None:
            continue
        word = said.group("word")
        right = year + (-1 if word[0] in "上去" else 1 if word[0] in "下明" else 0)
        if one.first != right and not (word in _SPOKEN_LATER and one.first == right + 1):
            yield Finding(
                index, "stale_year", right, 0.9, "Y03", "work",
                f"{word} means {right} in a report on {year}, not {view[one.start : one.end]}",
                f"{year}年报告中“{word}”应为{right}年，而写作{view[one.start : one.end]}",
            )  # fmt: skip
