"""One year twice in a row of years: 2017年96条，2018年118条，2018年143条; the row says which of the two is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.amounts import amounts
from chenyan.years.figures import Told, at_end, leads, only_change, read_change, told
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.settled import settled

_NEAR = 44  # how far apart two years of a row stand
_GAP = re.compile(r"[^。\n0-9]{0,16}")
_LIST = re.compile("、|和|及|与|以及")
_LIGHT = re.compile(
    "(?:[上仍则才已又再也就只仅约近还即竟共均的为是到至了达有升降增减涨跌回落扩攀突破加长多少提高跃猛超全年总计量率数]|亏损|扭亏|盈利|其中)*"
)
_YEARS_LONG = re.compile(r"(?P<n>[两二三四五六七八九])年")
_MOST = 8


def check_year_rows(page: Page) -> Iterator[Finding]:
    """Yield the year that stands twice in a row of years or of their figures and once should be the next or the last."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward" or page.reference.certainty < 0.7:
        return
    every = page.expressions
    done = -1
    for index in range(1, len(every)):
        one, before = every[index], every[index - 1]
        if one.unit != "year" or before.unit != "year" or one.last != before.last or index <= done:
            continue
        if one.start - before.end > _NEAR or one.start < page.reference.title_end or not -6 < one.last - year <= 1:
            continue
        if page.layout.quoted(one.start):
            continue
        if page.zone_at(one.start) is not None:
            continue
        for wrong, right in _in_list(page, index) or _in_row(page, index, year) or _by_steps(page, index, year):
            done = index
            if wrong in (index - 1, index):
                settled(page).add(2 * index - 1 - wrong)  # the other of the two
            words = page.view[every[wrong].start : every[wrong].end]
            yield Finding(
                wrong, "stale_year", right, 0.87, "Y03", "work",
                f"{words} stands twice in a row of years that runs on to {right}" if right > one.last
                else f"{words} stands twice in a row of years and once should be {right}",
                f"同一列年份中{words}出现两次，其中一处应为{right}年",
            )  # fmt: skip


_BY_STEPS = re.compile("分[两二三]?(?:[步期批年]|个?阶段)|[两二三]步走")
_STEP = re.compile("[^，。；、0-9\n]{0,8}?第?(?P<n>[一二三])(?:[步期批年轮笔]|阶段)")


def _by_steps(page: Page, index: int, year: int) -> list[tuple[int, int]]:
    """Repair the second of steps told a year apart: 分三步走，2020年第一步，2020年第二步，2022年第三步."""
    view, every = page.view, page.expressions
    if every[index].last != year - 1:
        return []
    low, high = page.layout.around(page.layout.sentences, every[index - 1].start)
    opened = _BY_STEPS.search(view, max(low, every[index - 1].start - 40), every[index - 1].start)
    if opened is None:
        return []
    near = [(at, one, _STEP.match(view, one.end)) for at, one in page.between(opened.end(), high) if one.unit == "year"]
    told_steps = [(at, one.last - year, step.group("n")) for at, one, step in near if step is not None]
    names = "".join(name for _, _, name in told_steps)
    years = [shift for _, shift, _ in told_steps]
    of_two_years = names == "一二" and "年" in opened.group() and years == [-1, -1]
    return [(index, year)] if of_two_years or (names == "一二三" and years == [-1, -1, 1]) else []


def _in_list(page: Page, index: int) -> list[tuple[int, int]]:
    """Repair a bare list of years: 2018年、2019年、2019年."""
    low = high = index
    view, every = page.view, page.expressions
    while low and every[low - 1].unit == "year" and _LIST.fullmatch(view, every[low - 1].end, every[low].start):
        low -= 1
    while (
        high + 1 < len(every)
        and every[high + 1].unit == "year"
        and _LIST.fullmatch(view, every[high].end, every[high + 1].start)
    ):
        high += 1
    if not 2 <= high - low <= _MOST or low == index:
        return []
    repair = _repair([one.last for one in every[low : high + 1]], page.reference.year_or(0))
    return [(low + repair[0], repair[1])] if repair is not None else []


def _in_row(page: Page, index: int, year: int) -> list[tuple[int, int]]:
    """Repair a row of figures of one kind that are told year by year."""
    first, second = told(page, index - 1) or told(page, index - 1, loosely=True), told(page, index)
    if first is None or second is None or not _alike(page, first, second) or first.amount.end > second.one.start:
        return []
    row = [first, second]
    while len(row) < _MOST and row[0].number and (other := told(page, row[0].number - 1, loosely=True)) is not None:
        if not _next(page, other, row[0]) or not _same_part(page, other.one, row[0].one):
            break
        row.insert(0, other)
    while len(row) < _MOST and row[-1].number + 1 < len(page.expressions):
        other = told(page, row[-1].number + 1)
        if other is None or not _next(page, row[-1], other) or not _same_part(page, other.one, row[-1].one):
            break
        row.append(other)
    if len(row) > 2:
        repair = _repair([one.one.last for one in row], year)
        return [(row[repair[0]].number, repair[1])] if repair is not None else []
    return _of_two(page, first, second, year)


def _alike(page: Page, first: Told, second: Told) -> bool:
    """Say whether two figures are of one thing: of one unit, with the same words before them or none of their own."""
    if not _next(page, first, second) or not _same_part(page, first.one, second.one):
        return False
    if only_change(page, first) or only_change(page, second):
        return False
    a, b = first.words.strip("度 "), second.words.strip("度 ")
    return a == b or _LIGHT.fullmatch(b) is not None or (len(b) > 1 and a.endswith(b))


def _same_part(page: Page, one: Expression, other: Expression) -> bool:
    return at_end(page, one) == at_end(page, other) and _month(one) == _month(other)


def _month(one: Expression) -> int:
    return one.until.month if one.until is not None else 12


def _next(page: Page, first: Told, second: Told) -> bool:
    if first.one.unit != "year" or first.amount.unit != second.amount.unit or first.amount.value == second.amount.value:
        return False
    return _GAP.fullmatch(page.view, first.amount.end, second.one.start) is not None


def _repair(years: list[int], year: int) -> tuple[int, int] | None:
    """Return the one place of a row, and its year, from which the years would run on one by one."""
    found = set()
    for step in (1, -1):
        for at in range(len(years)):
            start = years[0] if at else years[1] - step
            right = [start + step * n for n in range(len(years))]
            wrong = [n for n, one in enumerate(right) if one != years[n]]
            inside = 0 < at < len(years) - 1
            if (
                wrong == [at]
                and abs(right[at] - years[at]) == 1
                and (max(right) == year or (inside and max(right) < year))
            ):
                found.add((at, right[at]))
    return found.pop() if len(found) == 1 else None


def _of_two(page: Page, first: Told, second: Told, year: int) -> list[tuple[int, int]]:
    """Tell the later of two figures by the change from one to the other, or the order of parts by their sum."""
    named = first.one.last
    if named not in (year - 1, year):
        return []
    view = page.view
    low, high = page.layout.around(page.layout.sentences, first.one.start)
    if any(
        other.first and other.last != named and at not in (first.number, second.number)
        for at, other in page.between(low, high)
    ):
        return []
    later = _later_by_change(view, first, second, high)
    if later is None:
        later = _later_by_sum(view, low, first, second)
    if later is None:
        return []
    earlier = first if later is second else second
    return [(later.number, year)] if named == year - 1 else [(earlier.number, year - 1)]


def _later_by_change(view: str, first: Told, second: Told, high: int) -> Told | None:
    change = read_change(view, second.amount.end, high)
    if change is None or not change.sign:
        return None
    a, b = first.amount.value, second.amount.value
    on, back = leads(change, a, b), leads(change, b, a)
    return None if on == back else second if on else first


def _later_by_sum(view: str, low: int, first: Told, second: Told) -> Told | None:
    """Say that parts of a sum over two years are told in the order of the years."""
    if _count_of_years(view[max(low, first.one.start - 40) : first.one.start]) != 2:
        return None
    whole = round(first.amount.value + second.amount.value, 4)
    near = amounts(view, max(low, first.one.start - 40), first.one.start)
    near += amounts(view, second.amount.end, min(len(view), second.amount.end + 24))
    return second if any(one.value == whole and one.unit == first.amount.unit for one in near) else None


def _count_of_years(words: str) -> int:
    match = _YEARS_LONG.search(words)
    return int(parse_number(match.group("n")) or 0) if match is not None else 0
