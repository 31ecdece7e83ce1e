"""Find the year that a report covers and the day on which it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from chenyan.corpus.agency import YEAR, TitleFacts
from chenyan.text import Folded, parse_number
from chenyan.types import Fact, Section

_CN_DIGITS = str.maketrans("○OＯo", "〇〇〇〇")
_SCHOOL_YEAR = re.compile(rf"({YEAR})\s?[-—~至]\s?({YEAR})\s?学年")
_TITLE_YEAR = re.compile(rf"({YEAR})\s?(?:年|度)")
_SHORT_YEAR = re.compile(r"(?<!\d)([012]\d)年度?(?=政府信息|信息公开|工作|政务|政府)")
_PERIOD = re.compile(
    rf"(?:统计|数据|期限|期间|时间|时段|周期|口径|时限|跨度|起止|自|从)[^。]{{0,30}}?({YEAR})[年.]1[月.]1日?[^。]{{0,16}}?(?:({YEAR})[年.])?12[月.]31"
)
# It opens with a plain class of characters, to which the engine skips ahead.
_IN_OVERVIEW = re.compile(r"([12二](?:(?<=1)9\d{2}|(?<=2)0\d{2}|(?<=二)[〇○零0O][〇○零0O一二三四五六七八九]{2}))年")
_SPOKEN = re.compile(rf"({YEAR})年\d{{1,2}}月\d{{1,2}}日.{{0,4}}在")
_DATE = re.compile(r"((?:19|20)\d{2})\s{0,3}[年./-]\s{0,3}(\d{1,2})\s{0,3}[月./-]\s{0,3}(\d{1,2})")
_CN_DATE = re.compile(
    r"([二][〇零0][〇零0一二三四五六七八九]{2})年([元一二三四五六七八九十]{1,2}|\d{1,2})月([一二三四五六七八九十]{1,3}|\d{1,2})日"
)
_RELEASED = re.compile(
    r"(?:(?<![\u4e00-\u9fff])日期|(?:发布|发文|公开|公布|上网|生成|成文|制发|印发)(?:日期|时间))[：:]?\s{0,4}"
)
_RELEASED_AFTER = re.compile(
    r"(?:19|20)\d{2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?\s?(?:起)?(?:向社会)?(?:发布|公布|公开发布|印发)(?=[）\s。]|$)"
)
# The line of a web page under its title: 时间：2023-01-28 点击, 2023-01-28 09:30 来源.
_PAGE_LINE = re.compile(
    r"(?<![\u4e00-\u9fff])时间[：:]\s{0,4}(?=20\d{2})|"
    r"(?<![\d\u4e00-\u9fff])(?=20\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?[\s|]{0,8}"
    r"(?:信息来源|文章来源|来源|作者|浏览|点击|阅读|访问|字号|字体|打印))"
)
_SHORT_DATE = re.compile(r"(?<!\d)([012]\d)年(\d{1,2})月(\d{1,2})日")
_DATE_KEYS = (
    "pubdate",
    "publishdate",
    "发布日期",
    "发布时间",
    "publish_date",
    "published",
    "公开日期",
    "成文日期",
    "date",
)


@lru_cache(maxsize=256)
def _year(words: str) -> int | None:
    value = parse_number(words.translate(_CN_DIGITS).replace("0", "〇") if not words.isdigit() else words)
    return int(value) if isinstance(value, int) and 1949 <= value <= 2099 else None


Signed = tuple[date, int, int]  # the date of the signature, and where it stands


def find_year(view: Folded, sections: Sequence[Section], title: TitleFacts, genre: str, signed: Signed | None) -> Fact:
    """Return the reported year.

    The title decides, then the period of the data, then the year that part one names most, then the year before the
    signature. A work report's year is the one that it names or in which it was given; a school year is the one in
    which it ends. ``view`` is the report folded and without blanks, ``signed`` what ``signed_date`` found.
    """
    period = _period(view, sections)
    for words, source, start, end, sure in title.places:
        match = _SCHOOL_YEAR.search(words)
        year = _year(match.group(2)) if match else None
        if year is None:
            match = _TITLE_YEAR.search(words)
            year = _year(match.group(1)) if match else None
        if year is None:
            match = _SHORT_YEAR.search(words)
            year = 2000 + int(match.group(1)) if match else None
        if match is None or year is None:
            continue
        span = (start, end)
        if source == "title":
            a, b = title.view.to_original(match.start(1), min(match.end(), len(title.view.text)))
            span = (title.start + a, title.start + b)
        return _against(Fact(year, sure, source, *span), view, sections, period, genre, signed)
    if genre == "work_report":
        return _spoken(view)
    if period.value is not None:
        return period
    majority = _majority(view, sections)
    if majority.value is not None:
        return majority
    if signed is not None:
        return Fact(signed[0].year - 1, 0.5, "signature", signed[1], signed[2])
    return Fact()


def _against(
    fact: Fact, view: Folded, sections: Sequence[Section], period: Fact, genre: str, signed: Signed | None
) -> Fact:
    """Weigh the year of the title: it stands unless period, part one and signature agree on another."""
    if genre != "ogi":
        return fact
    others = [
        period,
        _majority(view, sections),
        Fact(signed[0].year - 1, 0.5, "signature", signed[1], signed[2]) if signed else Fact(),
    ]
    differing = [other for other in others if other.value is not None and other.value != fact.value]
    if not differing:
        return fact
    weight = 2 if fact.source == "title" else 1
    same = [other for other in differing if other.value == differing[0].value]
    if len(same) > weight:
        return replace(same[0], confidence=0.6)
    if period in differing:
        return replace(fact, confidence=round(fact.confidence * 0.75, 3))
    return fact


def _spoken(report: Folded) -> Fact:
    view = report.part(0, 800)
    match = _SPOKEN.search(view.text) or _TITLE_YEAR.search(view.text)
    if match is None:
        return Fact()
    return Fact(_year(match.group(1)), 0.85, "body", *view.to_original(match.start(1), match.end(1) + 1))


def _period(report: Folded, sections: Sequence[Section]) -> Fact:
    """Return the year of the period that the data cover, as the opening states it."""
    opening = next((section for section in sections if section.kind == "preamble"), None)
    low = opening.start if opening else 0
    match = _PERIOD.search(report.text, *report.places(low, low + 2_500))
    if match is None:
        return Fact()
    first, second = _year(match.group(1)), _year(match.group(2)) if match.group(2) else None
    if second is not None and second != first:
        return Fact()
    return Fact(first, 0.8, "period", *report.to_original(match.start(1), match.end()))


def _majority(report: Folded, sections: Sequence[Section]) -> Fact:
    """Return the year that part one names most often, if it is named more than any other."""
    part = next((s for s in sections if s.kind in ("overview", "part")), None)
    low, high = (part.start, part.end) if part else (0, 3_000)
    found = [(match, _year(match.group(1))) for match in _IN_OVERVIEW.finditer(report.text, *report.places(low, high))]
    counts: dict[int, int] = {}
    for _, year in found:
        if year is not None:
            counts[year] = counts.get(year, 0) + 1
    if not counts:
        return Fact()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], -item[0]))
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return Fact()
    match = next(match for match, year in found if year == ranked[0][0])
    span = report.to_original(*match.span())
    return Fact(ranked[0][0], round(0.4 + 0.3 * ranked[0][1] / sum(counts.values()), 3), "body", *span)


def _parse_date(words: str) -> tuple[date, int, int] | None:
    """Return the first date in the words and where it stands."""
    match = _DATE.search(words)
    if match:
        numbers = [int(group) for group in match.groups()]
    else:
        plain = words.translate(_CN_DIGITS)
        match = _CN_DATE.search(plain)
        if match is None:
            return None
        read = [_year(match.group(1)), *(parse_number(g.replace("元", "一")) for g in match.groups()[1:])]
        if any(value is None for value in read):
            return None
        numbers = [int(value) for value in read if value is not None]
    try:
        return date(*numbers), match.start(), match.end()
    except ValueError:
        return None


def signed_date(report: Folded, sections: Sequence[Section]) -> Signed | None:
    """Return the date of the signature and where it stands."""
    part = next((section for section in sections if section.kind == "signature"), None)
    if part is None:
        return None
    view = report.part(part.start, part.end)
    found = _parse_date(view.text)
    short = _SHORT_DATE.search(view.text) if found is None else None
    if short is not None:
        found = _parse_date("20" + short.group())
        found = (found[0], short.start(), short.end()) if found else None
    if found is None:
        return None
    a, b = view.to_original(found[1], found[2])
    after = found[2]
    if view.text[after : after + 1] == "日" and view.to_original(after, after + 1) == (b, b + 1):
        b += 1
    return found[0], part.start + a, part.start + b


def find_published(folded: str, view: Folded, metadata: Mapping[str, str], signed: Signed | None) -> Fact:
    """Return the day of publication: the signature's date, the page's metadata, or the line under its title."""
    if signed is not None:
        return Fact(signed[0], 0.9, "signature", signed[1], signed[2])
    by_key = {key.lower().strip(): value for key, value in sorted(metadata.items())}
    for key in _DATE_KEYS:
        value = by_key.get(key)
        found = _parse_date(value) if value else None
        if found:
            return Fact(found[0], 0.85, "metadata")
    for low in (0, max(0, len(folded) - 600)):
        high = min(len(folded), low + 600)
        match = _RELEASED_AFTER.search(folded, low, high)
        found = _parse_date(match.group()) if match else None
        if match and found:
            return Fact(found[0], 0.75, "body", match.start() + found[1], match.start() + found[2])
        for pattern in (_RELEASED, _PAGE_LINE):
            for match in pattern.finditer(folded, low, high):
                found = _parse_date(folded[match.end() : match.end() + 16])
                if found:
                    return Fact(found[0], 0.8, "body", match.end() + found[1], match.end() + found[2])
    return Fact()
