"""Dates of one row: enumerated, counted as this year's, or the two ends of one stretch; the odd one among them is wrong.

两次，分别为2021年4月18日、2020年10月24日; 报告期内被通报表扬1次（2020年7月）; 自2021年2月起，到2020年12月止.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.openings import spread
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

_DATED = frozenset(("day", "month", "half", "quarter"))
_JOIN = re.compile(
    "(?:各?[一两二三四五六][次期场批回件]|上旬|中旬|下旬)?(?:[、，]?(?:和|及|以及|与)|[、]|(?<=[次期场批回件])[，；])"
)
_COMPARED = re.compile(
    spread(
        "比|较|同期|差|去年|上年|上一?[年期次]|此前|历年|曾|往年|追溯|结转|跨年|连续|近[两三]年|[两三]年|[年旧新原]版|分别(?:较|比)"
    )
)
# This year's events, with their number: 本年度接受评估两次, 全年共收到26件.
_COUNTED = re.compile(
    "(?:本年度?|今年|全年|年内|报告期内|一年来|本报告年度)[^，。；：（\n]{0,26}?(?:[0-9]{1,5}|[一二两三四五六七八九十]{1,3})(?:次|期|场|批|回|届|轮|件|条|个|宗|起|例|篇)"
)
_LISTED = re.compile(
    "(?:[：（，、；]|其中|分别[为于在是]?|先后于?|依次[为于]?)(?:其中)?(?:第[一二三四五六]|首|末)?[次期场批回轮]?(?:举办|召开|出版|发布|办)?[于在为是]?$"
)
_BARE_COUNT = re.compile(
    "(?:[0-9]{1,2}日|[上中下]旬)?(?:[。；、）]|，(?!比|较)|各?[0-9一两二三四五六七八九十]{1,4}[次期场件条个批]|各?(?:举办|召开|开展|组织|听取)[^，。；]{0,14}[。；，、）])"
)
_RECEIVED = re.compile("收|受理|立案|提出|申请|签|印发|制[发定]|开工|登记|遗留|延期|启动|成立|公布的|发布的")
_COUNT_BEHIND = re.compile(
    "[^。；\n]{0,60}?[，。；（与](?:本年度?|全年|一年|年内|今年)[^，。；]{0,4}?(?:[两三四五六七八九十]|[0-9]{1,3})(?:次|期|场|批|回|轮|件)"
)
_MONTHS = re.compile("(?:[、和及](?:1[0-2]|[1-9])月){1,11}各?")
_FIRST = re.compile("[^。；\n]{0,20}?(?:首次|首场|首期|首届|第一[次期场届批回])")
_FROM = re.compile("[自从]$")
_UNTIL = re.compile("(?:截至|截止到?|直至|[到至迄])$")
_OF_DATA = re.compile("统计|数据|报告期|口径|收止")
_THE_YEARS = re.compile(
    "度?[^，。；的]{0,4}?(?:新收|新增|新发生|计划|任务|下达|部署|确定|承办|安排|列入|交办|要点)"
    "[^，。；]{0,24}(?:已|全|完|清零|结|剩|尚|办)"
)
_RESULT = re.compile("，[^，。；]{0,16}(?:全部|结束|完成|办结|销号|共|已)")
_THIS_YEARS = re.compile(
    "，(?:本年度?|今年)[^，。；]{0,4}(?:新收|新增|收到|受理|下达|部署|列入)"
    "[^，。；比较]{0,14}(?:已|全部|均)[^，。；]{0,4}(?:办结|完成|答复|清零|落实)"
)
_MADE_IN = re.compile("度?(?:全年|内)?(?:新增|新收|受理|收到|新建|出刊|制发|发布|公开|办结|[0-9])")


def check_rows(page: Page) -> Iterator[Finding]:
    """Yield the odd date of a row."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "school") or page.reference.certainty < 0.7:
        return
    for index, one in enumerate(page.expressions):
        if one.begin is None or one.last != year - 1 or one.start < page.reference.title_end:
            continue
        if page.layout.quoted(one.start):
            continue
        if page.zone_at(one.start) is not None:
            continue
        if one.unit in _DATED and (_enumerated(page, index, one, year) or _counted(page, index, one, year)):
            yield Finding(
                index, "stale_year", year, 0.85, "Y03", "work",
                f"{page.view[one.start : one.end]} stands in a row of dates of {year}",
                f"{page.view[one.start : one.end]}列在{year}年各次日期之中",
            )  # fmt: skip
        elif (kind := _ends_before(page, index, one, year)) is not None:
            yield Finding(
                index, kind, year, 0.84, "Y04" if kind == "data_period" else "Y03", "work",
                f"{page.view[one.start : one.end]} lies before what is told up to it",
                f"截止于{page.view[one.start : one.end]}，而所述事项在其后",
            )  # fmt: skip


def _sentence(page: Page, one: Expression) -> tuple[int, int]:
    low, high = place(page, one).sentence
    return max(low, one.start - 120), min(high, one.end + 120)


def _next(page: Page, index: int, step: int) -> Expression | None:
    at = index + step
    return page.expressions[at] if 0 <= at < len(page.expressions) else None


def _joined(page: Page, first: Expression | None, one: Expression | None) -> bool:
    return (
        first is not None
        and one is not None
        and first.unit == one.unit
        and first.unit in _DATED
        and one.start - first.end <= 8
        and _JOIN.fullmatch(page.view, first.end, one.start) is not None
    )


def _rises(first: Expression, one: Expression) -> bool:
    """Say whether a date would lie behind another one in one year."""
    if first.begin is None or one.begin is None:
        return False
    return (first.begin.month, first.begin.day) < (one.begin.month, one.begin.day)


def _enumerated(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether a date stands in an enumeration of dates of the reported year that rises through it."""
    before, after = _next(page, index, -1), _next(page, index, 1)
    low, high = _sentence(page, one)
    if _COMPARED.search(page.view, low, high) is not None:
        return False
    if before is None or before.last != year or not _joined(page, before, one) or not _rises(before, one):
        return False
    if after is not None and _joined(page, one, after):
        return after.last == year and _rises(one, after)
    return True


def _counted(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether a date tells one of the events that the sentence counts as this year's."""
    view = page.view
    low, high = _sentence(page, one)
    if _COMPARED.search(view, low, high) is not None:
        return False
    others = [other for _, other in page.between(low, high) if other.first and other is not one]
    if any(other.last != year for other in others):
        return False
    if any(other.start > one.end and other.unit == one.unit and not _rises(one, other) for other in others):
        return False  # 四轮：2020年12月、2021年3月、6月、9月
    clause = re.split("[，。；）]", view[one.end : one.end + 40], maxsplit=1)[0]
    if _RECEIVED.search(clause) is not None:
        return False
    counted = next(iter(_COUNTED.finditer(view, low, one.start)), None)
    if counted is not None and one.start - counted.end() <= 50:
        return (
            _LISTED.search(view, max(low, one.start - 14), one.start) is not None
            and _BARE_COUNT.match(view, one.end, high) is not None
        )
    behind = _COUNT_BEHIND.match(view, one.end, high)
    if behind is None:
        return False
    if one.unit == "month" and (months := _MONTHS.match(view, one.end)) is not None:
        return months.group().endswith("各") or "、" in months.group()[2:]
    if one.unit == "half":
        return _BARE_COUNT.match(view, one.end, high) is not None and "下半年" in view[one.end : high]
    return (
        bool(others)
        and others[0].start > one.end
        and _FIRST.match(view, one.end, high) is not None
        and all(_rises(one, other) for other in others if other.unit == one.unit)
    )


def _ends_before(page: Page, index: int, one: Expression, year: int) -> str | None:
    """Return the kind of slip where a stretch that begins in the reported year, or what it holds, ends the year before."""
    view = page.view
    low, high = _sentence(page, one)
    ends = one.until is not None and (one.unit in _DATED or view[one.end - 1] in "底末")
    if not ends or _UNTIL.search(view, max(low, one.start - 3), one.start) is None:
        return None
    before, after = _next(page, index, -1), _next(page, index, 1)
    if before is not None and one.start - before.end <= 80 and before.last == year and before.begin is not None:
        gap = view[before.end : one.start]
        began = _FROM.search(view, max(low, before.start - 1), before.start) is not None
        told = re.fullmatch("[^。；\n]{2,30}[，；](?:[^，。；\n]{0,4})?(?:截至|截止到?|直至|[到至])", gap) is not None
        told = told or (
            re.fullmatch("[^。\n]{4,70}。(?:截至|截止到?|到|至)", gap) is not None
            and _RESULT.match(view, one.end) is not None
        )
        if (
            (began or (told and before.unit in _DATED))
            and len(gap) <= (44 if began else 74)
            and _COMPARED.search(gap) is None
        ):
            fits = one.until is not None and (one.until.month, one.until.day) > (before.begin.month, before.begin.day)
            if fits and "的" not in view[one.end : one.end + 1] and before.unit in _DATED:
                return "data_period" if _OF_DATA.search(view[low:high]) else "date_order"
    if one.until is not None and one.until.month == 12 and _THIS_YEARS.match(view, one.end, high) is not None:
        return "stale_year"
    if (
        after is None
        or after.last != year
        or after.unit != "year"
        or after.start >= high
        or _COMPARED.search(view, low, one.start)
    ):
        return None
    gap = view[one.end : after.start]
    if gap.endswith(("其中", "其中，")) and "，" in gap[:24] and one.until is not None and one.until.month == 12:
        return "stale_year" if _MADE_IN.match(view, after.end) is not None else None
    return "stale_year" if len(gap) <= 8 and gap.startswith("，") and _THE_YEARS.match(view, after.end) else None
