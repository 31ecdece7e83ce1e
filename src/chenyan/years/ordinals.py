"""Years that a count of years settles: 自2017年起每年发布，2021年为第五份; 成立于2011年，2021年迎来十周年; (2019—2021年)…收官."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_REACH = 70
_N = "(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|百)"
_EACH_YEAR = re.compile(r"(?:起|开始|以来)?，?(?:[^，。；\n]{0,12})?(?:每年|连续|逐年|坚持每年|年年|按年)")
_FROM = frozenset("自从")
_NTH = re.compile(
    rf"(?:度)?(?:的)?(?:[^，。；、\n0-9]{{0,8}})?(?:是|为|系|已是|已为|发布的?是)第{_N}(?:份|年|次|届|期|个年头|个年度)(?!季|度|一)"
)
_FOUNDED = re.compile(
    r"(?:[0-9]{1,2}日)?(?:正式|挂牌)?(?:成立|组建|建校|建院|设立|建局|创办|创建|施行|通车|投用|建成|开馆)"
)
_FOUNDED_BEFORE = re.compile("(?:成立|组建|创办|始建|建|创建|设立|施行)于$")
_JUBILEE = re.compile(
    rf"(?:度)?，?(?:是|系|为|迎来|恰逢|适逢|正值|喜迎|迎|逢|届)[^，。；\n0-9一二三四五六七八九十]{{0,10}}{_N}(?:个)?周年"
)
_LAST = re.compile(
    r"(?:度)?(?:是|为|系)?[^，。；\n0-9]{0,10}?(?:圆满|全面|如期|顺利)?(?:收官|收尾(?!工作)|到期|期满|届满|最后一年|末年|终期|收官之年)"
)
_FIRST = re.compile(r"(?:度)?(?:是|为|系)[^，。；\n0-9]{0,10}?(?:开局|起步|首年|第一年|头一年|启动之年|元年)")
_NTH_OF = re.compile(rf"(?:进入|步入|迈入|是|系|到了?)(?:实施)?第{_N}(?:个)?年(?:头)?，?$")


def check_ordinals(page: Page) -> Iterator[Finding]:
    """Yield years that do not fit the count of years told of them."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward" or page.reference.certainty < 0.7:
        return
    view, layout = page.view, page.layout
    for index in range(1, len(page.expressions)):
        first, one = page.expressions[index - 1], page.expressions[index]
        if one.unit != "year" or one.start - first.end > _REACH or not first.first or abs(one.last - year) > 2:
            continue
        if "\n" in view[first.end : one.start] or "。" in view[first.end : one.start]:
            continue
        if layout.quoted(one.start):
            continue
        right = _right(view, first, one)
        if right == year and one.last != year and page.zone_at(one.start) is None:
            yield Finding(
                index, "stale_year", year, 0.86, "Y03", "work",
                f"by the count of years told with it {view[one.start : one.end]} must be {year}",
                f"按所述年数推算，{view[one.start : one.end]}应为{year}年",
            )  # fmt: skip


def _right(view: str, first: Expression, one: Expression) -> int | None:
    """Return the year that the count of years leads to."""
    between = view[first.end : one.start]
    if first.unit == "range":
        if _LAST.match(view, one.end, one.end + 24) is not None and _LAST.search(between) is None:
            return first.last
        if _FIRST.match(view, one.end, one.end + 24) is not None:
            return first.first
        nth = _NTH_OF.search(between)
        return first.first + int(_count(nth.group("n"))) - 1 if nth is not None else None
    if first.unit not in ("year", "month", "day"):
        return None
    if view[max(0, first.start - 1) : first.start] in _FROM and _EACH_YEAR.match(between) is not None:
        nth = _NTH.match(view, one.end, one.end + 30)
        return first.first + int(_count(nth.group("n"))) - 1 if nth is not None else None
    founded = _FOUNDED.match(between) is not None or _FOUNDED_BEFORE.search(view, max(0, first.start - 4), first.start)
    jubilee = _JUBILEE.match(view, one.end, one.end + 30) if founded else None
    return first.first + int(_count(jubilee.group("n"))) if jubilee is not None else None


def _count(words: str) -> float:
    return float(parse_number(words) or 0)
