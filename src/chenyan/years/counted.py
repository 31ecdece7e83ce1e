"""Years that are counted: 连续三年（2019—2020年）, 次年也就是2019年 behind 首年（2019年）, 每两年一次…下次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chenyan.text.numerals import parse_number
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_N = "(?P<n>[0-9]{1,2}|[两二三四五六七八九十]{1,3})"
_MANY_BEFORE = re.compile(rf"{_N}个?年[^，。；、：0-9\n（]{{0,9}}(?:[（：]|，即?)?[自从]?$")
_MANY_AFTER = re.compile(rf"）?的?，?(?:连续|这)?{_N}个?(?:年(?![级度代内前底初末产半])|学年)")
_PLAN_NAME = re.compile("规划|方案|计划|行动|纲要|工程|攻坚")
_DONE = re.compile("收官|本年|今年|最后一年|圆满|终期|到期|届满")
_LENGTH_BEHIND = re.compile(rf"[^。；\n]{{0,8}}(?:为期|期限|规划期|实施期|有效期|周期)(?:为|是)?{_N}年")
_ORDINAL = re.compile(
    r"(?P<first>首年|头一?年|第一年|(?<![每逐])首个年度)|(?P<second>次年|第二年)|第(?P<n>[三四五六七八九十])(?:个)?年(?:头)?(?!度|级)"
)
_IS = re.compile(r"(?:（即?|，?即|，?也就是|，?就是|为|是|：)(?:在)?$")
_EACH = re.compile(r"每(?P<n>[两二三四五])年[^，。；0-9\n]{0,8}[一1](?:次|届|评|修|换|审|检)")
_NEXT_TIME = re.compile(r"下(?:一?[次届轮版期])[^，。；0-9\n]{0,8}$")


def check_counted(page: Page) -> Iterator[Finding]:
    """Yield years that do not fit the number of years, or the place among them, that is told with them."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward" or page.reference.certainty < 0.6:
        return
    found: dict[int, tuple[int, str, str]] = {}
    for index, one in enumerate(page.expressions):
        if one.start < page.reference.title_end:
            continue
        if one.unit != "range" or not one.last > one.first >= year - 12 or "、" in page.view[one.start : one.end]:
            continue
        if (right := _range_right(page, one, year)) is not None:
            found[index] = (right, "the number of years told with it", "所述年数")
    for at, right in _ordinals(page, year):
        found.setdefault(at, (right, "the count of years told beside it", "先后第几年"))
    for at, right in _next_time(page, year):
        found.setdefault(at, (right, "the number of years from one time to the next", "每几年一次"))
    for index, (right, why, why_zh) in sorted(found.items()):
        words = page.view[page.expressions[index].start : page.expressions[index].end]
        yield Finding(
            index, "stale_year" if right <= year else "other", right, 0.86, "Y03", "work",
            f"by {why} {words} must run to {right}", f"按{why_zh}推算，{words}应至{right}年",
        )  # fmt: skip


def _range_right(page: Page, one: Expression, year: int) -> int | None:
    """Return the last year of a stretch by the number of its years, where that is the reported one or a plan's end."""
    view, layout = page.view, page.layout
    low, high = layout.around(layout.sentences, one.start)
    before = _MANY_BEFORE.search(view, max(low, one.start - 18), one.start)
    after = _MANY_AFTER.match(view, one.end, min(high, one.end + 12))
    count = one.last - one.first + 1
    if after is not None or before is not None:
        match = after or before
        assert match is not None
        told = int(parse_number(match.group("n")) or 0)
        if told in (count, count - 1) or one.last != year - 1 or told != year - one.first + 1:
            return None
        titled = layout.enclosed(layout.titles, one.start) is not None
        around = view[max(low, one.start - 20) : one.start] + view[one.end : min(high, one.end + 24)]
        named = titled or _PLAN_NAME.search(around) is not None
        if named and _DONE.search(view[one.end : min(high, one.end + 24)]) is None:
            return None  # the plan may have begun a year earlier
        return year
    if one.first == year and one.last > year:
        behind = _LENGTH_BEHIND.match(view, one.end, min(high, one.end + 24))
        told = int(parse_number(behind.group("n")) or 0) if behind is not None else 0
        if told and told not in (count, count - 1) and abs(told - count) <= 1:
            return one.first + told - 1
    return None


def _ordinals(page: Page, year: int) -> Iterator[tuple[int, int]]:
    """Yield the year of a 次年 or 第三年 that does not follow from the one told of another place in the count."""
    view, layout = page.view, page.layout
    told: list[tuple[int, int, tuple[int, int]]] = []
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or view[one.start - 1] not in "（即是为：在" or one.start < page.reference.title_end:
            continue
        match = next(iter([*_ORDINAL.finditer(view, max(0, one.start - 12), one.start)][-1:]), None)
        if match is None or _IS.fullmatch(view, match.end(), one.start) is None:
            continue
        number = 1 if match.group("first") else 2 if match.group("second") else int(parse_number(match.group("n")) or 0)
        told.append((number, index, layout.around(layout.sentences, match.start())))
    for (n, at, sentence), (m, other, same) in pairwise(told):
        first, second = page.expressions[at], page.expressions[other]
        if sentence != same or m <= n or second.last - first.last == m - n:
            continue
        right = first.last + m - n
        if right == year and second.last == year - 1:
            yield other, year
        elif right == year + 1 and second.last == year and _base(page, sentence, first, n):
            yield other, right


def _base(page: Page, sentence: tuple[int, int], first: Expression, n: int) -> bool:
    """Say whether the sentence names the year that the count starts from."""
    return any(other.first == first.last - n + 1 for _, other in page.between(sentence[0], first.start))


def _next_time(page: Page, year: int) -> Iterator[tuple[int, int]]:
    """Yield the year of the next time where this time and the number of years between are told."""
    view, layout = page.view, page.layout
    for index, one in enumerate(page.expressions):
        if not year <= one.last <= year + 8 or view.find("下", max(0, one.start - 12), one.start) < 0:
            continue
        low = layout.around(layout.sentences, one.start)[0]
        if _NEXT_TIME.search(view, max(low, one.start - 12), one.start) is None:
            continue
        every = _EACH.search(view, low, one.start)
        earlier = [other for _, other in page.between(low, one.start) if other.first]
        years = int(parse_number(every.group("n")) or 0) if every is not None else 0
        if years and earlier and earlier[-1].last == year and one.last in (year, year + years - 1):
            yield index, year + years
