"""A month of another year in a list that goes through the months of this one: 3月…；6月…；2020年9月…；12月…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.weighing import modifies

_MONTHS = {word: at for at, word in enumerate("一二三四五六七八九十", 1)} | {"元": 1, "正": 1, "十一": 11, "十二": 12}
# A month that opens a clause or an item, without a year: …；6月，公众号改版；…
_ITEM = re.compile(
    r"(?<![0-9年至])(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十元正])月(?:份|底|初|[上中下]旬|起|[0-9]{1,2}日)?"
    r"(?:(?:至|到|-|~)(?P<until>1[0-2]|[1-9])月)?(?![0-9龄薪均度刊报令嫂子至到、])"
)
_SPAN = re.compile(
    r"(?<![0-9年])(?P<month>1[0-2]|[1-9])(?:月)?(?:至|到|-|~)(?P<until>1[0-2]|[1-9])月(?:份|底)?(?![0-9龄薪均])"
)
_QUARTER = re.compile(r"(?<![0-9年前后])第?(?P<quarter>[一二三四1-4])季度(?!的|末)")
_HALF = re.compile(r"(?<![0-9年])(?P<half>[上下])半年(?!的)")
_OPENS = re.compile(
    r"(?:^|[，。；：、\n）\]]|[0-9一二三四五六七八九十][.、])[ ]?(?:并?于|在|自|从|并|又|随后|接着)?(?:当年|本年|今年|同年)?$"
)
_LISTED = re.compile("[；。\n（]|[0-9一二三四五六七八九十][.、）]")
_REACH = 260  # how far the items of one list are sought
_NOT = re.compile("比|较|同期|上年|去年|此前|早在|曾|原|始于|启动于|以来|次年|翌年|跨年|对照|针对|延期|结转|因|至今")
_BACK = re.compile("分别|历年|逐年|连续|每年")


def check_months(page: Page) -> Iterator[Finding]:
    """Yield a month of a year before in a list of the reported year's months."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view, layout = page.view, page.layout
    for index, one in enumerate(page.expressions):
        if one.unit not in ("month", "day", "quarter", "half") or one.begin is None or not 1 <= year - one.last <= 2:
            continue
        if one.start < page.reference.title_end or page.zone_at(one.start) is not None:
            continue
        if layout.set_apart(one.start):
            continue
        opens = _OPENS.search(view, max(0, one.start - 8), one.start)
        rest = view[one.end : one.end + 40]
        if opens is None or "至到-~、".find(rest[:1] or "。") >= 0 or (not rest.startswith("，") and modifies(rest)):
            continue
        low = max(view.rfind("\n", 0, one.start), one.start - _REACH, 0)
        high = view.find("\n", one.end, one.end + _REACH)
        high = high if high >= 0 else one.end + _REACH
        if _NOT.search(view, max(low, one.start - 14), one.start) is not None:
            continue
        if not _in_the_row(page, index, one, low, high, year):
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} stands in a list of the months of {year}",
            f"{view[one.start : one.end]}夹在{year}年逐月事项之中",
        )  # fmt: skip


def _in_the_row(page: Page, index: int, one: Expression, low: int, high: int, year: int) -> bool:
    """Say whether bare months run on both sides of a month, or long enough on one of them, in rising order."""
    view = page.view
    assert one.begin is not None
    before, after = _items(view, low, one.start), _items(view, one.end, high)
    # what another year opens, before or behind, is another list
    for at in range(index - 1, -1, -1):
        other = page.expressions[at]
        if other.start < low:
            break
        if other.first and other.unit in ("month", "day", "year", "half", "quarter"):
            own = [item for item in before if item[0] > other.end]
            if other.last != year and _dates(page, other) and len(own) < len(before):
                return False
            if other.last == year and other.unit in ("month", "day") and other.begin is not None:
                break
    behind = next(
        (o for _, o in page.between(one.end, high) if o.first and o.unit != "document" and _dates(page, o)), None
    )
    if behind is not None:
        after = [item for item in after if item[0] < behind.start]
    if one.unit in ("quarter", "half"):
        return _row_of_parts(view, one, low, high, behind)
    month = one.begin.month
    down = _rising([item[1] for item in before], month, up=False)
    up = _rising([item[2] for item in after], month, up=True)
    if _BACK.search(view, max(low, one.start - 30), one.start) is not None:
        return False
    if down >= 1 and up >= 1 and down + up >= 3:
        return True
    # two neighbours, or the end of a list: only where its items stand apart from each other
    listed = _LISTED.search(view[max(low, one.start - 60) : one.start]) is not None
    if down >= 1 and up >= 1:
        return listed and behind is None
    if down >= 2 and behind is None and not after:
        return listed
    first = up >= 3 and behind is None and not before and page.section_at(one.start) in ("overview", "disclosure")
    return first and _LISTED.search(view[one.end : after[1][0]]) is not None


def _row_of_parts(view: str, one: Expression, low: int, high: int, behind: Expression | None) -> bool:
    """Say whether bare quarters or halves run up to a dated one and on from it: 上半年两次，2020年下半年三次，全年五次."""
    assert one.begin is not None
    stop = min(high, behind.start) if behind is not None else high
    if one.unit == "half":
        first = [m for m in _HALF.finditer(view, low, one.start) if m.group("half") == "上" and _opens(view, low, m)]
        whole = re.search("全年|共|合计|累计", view[one.end : min(stop, one.end + 60)])
        return bool(first) and one.begin.month == 7 and (whole is not None or "；" in view[first[-1].end() : one.start])
    before = [
        "零一二三四".find(m.group("quarter")) for m in _QUARTER.finditer(view, low, one.start) if _opens(view, low, m)
    ]
    after = [
        "零一二三四".find(m.group("quarter")) for m in _QUARTER.finditer(view, one.end, stop) if _opens(view, low, m)
    ]
    at = (one.begin.month + 2) // 3
    return bool(before) and 0 < before[-1] < at and ((bool(after) and after[0] > at) or len(before) > 1)


def _opens(view: str, low: int, match: re.Match[str]) -> bool:
    return _OPENS.search(view, max(low, match.start() - 8), match.start()) is not None


def _dates(page: Page, other: Expression) -> bool:
    """Say whether another year opens a clause and dates it."""
    view = page.view
    if _OPENS.search(view, max(0, other.start - 8), other.start) is None:
        return False
    rest = view[other.end : other.end + 40]
    return rest.startswith("，") or not modifies(rest)


def _items(view: str, low: int, high: int) -> list[tuple[int, int, int]]:
    """Return (position, first month, last month) of the bare months that open clauses in a stretch."""
    found: list[tuple[int, int, int]] = []
    for pattern in (_ITEM, _SPAN):
        for match in pattern.finditer(view, low, high):
            if _OPENS.search(view, max(low, match.start() - 8), match.start()) is None and not _heads(view, low, match):
                continue
            first = _number(match.group("month"))
            until = match.group("until")
            found.append((match.start(), first, _number(until) if until else first))
    return sorted(set(found))


def _heads(view: str, low: int, match: re.Match[str]) -> bool:
    """Say whether a month stands behind the subject that opens a list: 专项行动5月动员，6月自查."""
    lead = re.split("[，。；：\n]", view[max(low, match.start() - 16) : match.start()])[-1]
    return 2 <= len(lead) <= 14 and re.search("[的0-9年月]|于$", lead) is None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _MONTHS[words]


def _rising(months: list[int], month: int, *, up: bool) -> int:
    """Count the months next to this one that do not fall."""
    count, last = 0, month
    for one in months if up else reversed(months):
        if (one < last) if up else (one > last):
            break
        count, last = count + 1, one
    return count
