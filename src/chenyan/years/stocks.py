"""Stock and flow: what was there, what came and went, what is left; 2022年底存有1860条，2022年又添240条，年末达到2100条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from chenyan.years.amounts import Amount, amounts, first_amount
from chenyan.years.cues import COMPARED
from chenyan.years.figures import at_end
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.settled import settled
from chenyan.years.weighing import modifies

_BACK, _AHEAD = 80, 150  # the stretch around a stock in which its flows are told
_MOST = 9
_PLUS = re.compile(
    "新[增建收购添开设立认发签]|[又再增添净]|加(?!上)|收入|收[到取]|受理|转入|招[收聘]|立案|登记|涨|补入|生成|申报|入库|新"
)
_MINUS = re.compile(
    "减|注销|报废|支出|偿还|拆除|拆|清理|(?<!未)(?:办结|审结|结案)|竣工|退出|废止|剔除|核销|离|退休|销号|解决|整改|化解|撤|关停|处置|使用|完工|实办|答复"
)
_STOCK = re.compile(
    "(?:[年末底]|达到?|共|合计|总数|总量|[余剩]下?|尚|仍|现|结转|未[办审]?结|跨[入年]|转[入下][^，。；]{0,4}|有效|待办|应办|余额|结余|结存|存|[有至到为]|等于|累计)"
    "[^，。；0-9]{0,6}$"
)
_CUT = re.compile("[，。；、：（）\n]")
_LAST = ("上年", "去年", "上一年", "年初")
_STOCK_OF = re.compile("度?(?P<day>[末底]?)[^，。；、：0-9\\n（）]{0,8}[0-9]")
_ADDED = re.compile("(?:增加|新增|增|添|净增|减少|减)的$")
_CARRIED_IN = re.compile("(?:年初|期初)[^，。；、0-9\\n]{0,6}（$")
_CARRIED_OUT = re.compile("(?:年?[末底])?(?:结转|结余|余额|滚存)")
_BARELY = re.compile("[^，。；、0-9\n]{0,2}(?:均|都|全部)?(?:是|为|于|在|系)?")


class _Item(NamedTuple):
    """An amount, the sign it has as a flow (0: none told), whether it is a stock, and what dates it."""

    at: Amount
    sign: int
    stock: bool
    dated: int  # number of the expression that dates it, -1 where none does


def check_stocks(page: Page) -> Iterator[Finding]:
    """Yield a flow or a result that is dated in the year at whose end its stock was told, and a stock dated a year late."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.certainty < 0.6:
        return
    done: set[int] = set()
    for wrong, right, start in _found(page, year):
        if wrong in done:
            continue
        done.add(wrong)
        if start >= 0 and start != wrong:
            settled(page).add(start)
        words = page.view[page.expressions[wrong].start : page.expressions[wrong].end]
        yield Finding(
            wrong, "stale_year", right, 0.88, "Y03", "work",
            f"what was there and what came or went add up only if {words} is {right}",
            f"按期初、增减与期末之数推算，{words}应为{right}年",
        )  # fmt: skip


def _found(page: Page, year: int) -> Iterator[tuple[int, int, int]]:
    """Yield what is wrong, the right year, and the number of the mention that the account starts from."""
    view, first = page.view, page.reference.title_end
    for index, one in enumerate(page.expressions):
        if one.last not in (year - 1, year) or one.unit not in ("year", "day", "month") or one.start < first:
            continue
        if at_end(page, one) and page.zone_at(one.start) is None:
            yield from ((*found, index) for found in _around(page, index, one.start, one.end, year))
            yield from ((*found, index) for found in _balance_of_one_day(page, index, year))
    if year - 1 not in page.named:
        return
    for word in _LAST:
        at = view.find(word, first)
        while at >= 0:
            end = at + len(word)
            stock = _STOCK_OF.match(view, end)
            if stock is not None and page.zone_at(at) is None and not _of_another(page, at, end, year):
                yield from ((*found, -1) for found in _around(page, -1, at, end + len(stock.group("day")), year))
            at = view.find(word, end)


def _of_another(page: Page, at: int, end: int, year: int) -> bool:
    """Say whether 年初 is the beginning of another year than this: 2020年年初."""
    return any(one.first and one.last != year and one.end >= at for _, one in page.between(max(0, at - 8), end))


def _balance_of_one_day(page: Page, index: int, year: int) -> Iterator[tuple[int, int]]:
    """Two balances of one day, carried in and carried out: 年初结转（2019年底）86.3万元…2019年末结转64.4万元."""
    one, view = page.expressions[index], page.view
    if one.last != year - 1 or _CARRIED_IN.search(view, max(0, one.start - 12), one.start) is None:
        return
    first = first_amount(view, one.end, one.end + 16)
    line = view.find("\n", one.end, one.end + 120)
    for at, other in page.between(one.end, line if line >= 0 else one.end + 120):
        if other.last != one.last or not at_end(page, other):
            continue
        last = first_amount(view, other.end, other.end + 16)
        out = _CARRIED_OUT.match(view, other.end, other.end + 10) is not None
        if out and first is not None and last is not None and first.unit == last.unit and first.value != last.value:
            yield at, year
        return


def _around(page: Page, index: int, start: int, end: int, year: int) -> Iterator[tuple[int, int]]:
    """Repair the account around a stock that stands behind an expression, or behind 上年 (``index`` -1)."""
    view = page.view
    own_at = first_amount(view, end, end + 40)
    if own_at is None or own_at.start - end > 24 or _CUT.search(view[end : own_at.start].strip("）（，")) is not None:
        return
    low = max(view.rfind("\n", max(0, start - _BACK), start) + 1, start - _BACK, page.reference.title_end)
    line = view.find("\n", end, end + _AHEAD)
    near = [at for at in amounts(view, low, line if line >= 0 else end + _AHEAD) if at.value]
    following = [at for at in near if at.start == own_at.start]
    if not following:
        return
    own = following[0]
    same = [at for at in near if at.unit == own.unit]
    place = same.index(own)
    same = same[max(0, place - 2) : place + _MOST - 2]
    items = [_item(page, at, index if at is own else None, low) for at in same]
    yield from _flow_too_early(page, items, same.index(own), index, year)
    yield from _start_too_late(page, items, same.index(own), index, year)


def _item(page: Page, at: Amount, dated: int | None, low: int) -> _Item:
    view = page.view
    before = view[max(low, at.start - 14) : at.start]
    clause = _CUT.split(before)[-1]
    sign = 0
    plus, minus = _PLUS.search(clause) is not None, _MINUS.search(clause) is not None
    if _ADDED.search(clause) is not None or (plus and not minus):
        sign = 1
    elif minus and not plus:
        sign = -1
    if dated is None:
        dated = _dated(page, at)
    stock = _STOCK.search(before) is not None or (dated >= 0 and at_end(page, page.expressions[dated]))
    return _Item(at, sign, stock and sign >= 0, dated)


def _compared(page: Page, one: Expression) -> bool:
    return page.view[one.end - 1] == "初" or COMPARED.search(page.view, max(0, one.start - 6), one.start) is not None


def _dated(page: Page, at: Amount) -> int:
    """Return the number of the expression that dates an amount in its clause, -1 where none does."""
    clause = page.layout.around(page.layout.clauses, at.start)
    near = [i for i, other in page.between(max(clause[0], at.start - 26), at.start) if other.first]
    if near and _compared(page, page.expressions[near[-1]]):
        return -1  # 比2020年初增加40名: where the change starts, not when
    if near and _CUT.search(page.view[page.expressions[near[-1]].end : at.start]) is None:
        return near[-1]
    lead = [i for i, other in page.between(max(0, clause[0] - 16), clause[0]) if other.first]
    if lead and page.view[page.expressions[lead[-1]].end : clause[0]] == "，" and not near:
        return lead[-1]  # 截至2020年底，公众号粉丝1.9万人
    if _ADDED.search(page.view, max(0, at.start - 6), at.start) is not None:
        behind = [i for i, other in page.between(at.end, min(clause[1], at.end + 16)) if other.first]
        if not behind or _BARELY.fullmatch(page.view, at.end, page.expressions[behind[0]].start) is None:
            return -1
        end = page.expressions[behind[0]].end
        return behind[0] if not modifies(page.view[end : end + 40]) else -1
    return -1


def _closed(items: list[_Item], own: int) -> Iterator[tuple[int, list[int], int]]:
    """Yield the stock, flows and result that add up: stretches of amounts without gaps, the own one as stock."""
    n = 0 if items[own].sign else len(items)
    for result in range(n):
        if result == own or items[result].sign < 0:
            continue
        for flows in _runs(n, own, result):
            if any(not items[at].sign for at in flows):
                continue
            value = items[own].at.value + sum(items[at].sign * items[at].at.value for at in flows)
            if abs(value - items[result].at.value) < 1e-6 and items[result].at.value != items[own].at.value:
                yield own, flows, result


def _cumulated(items: list[_Item], own: int) -> Iterator[tuple[int, list[int], int]]:
    """Yield what closes behind a flow that is counted up to the year's end: 916处，至2021年末拆除702处，…拆除139处，剩下75处."""
    if not own or not items[own].sign or items[own - 1].sign:
        return
    value = items[own - 1].at.value + items[own].sign * items[own].at.value
    for result in range(own + 2, min(len(items), own + 5)):
        flows = list(range(own + 1, result))
        if any(not items[at].sign for at in flows) or items[result].sign:
            return
        if abs(value + sum(items[at].sign * items[at].at.value for at in flows) - items[result].at.value) < 1e-6:
            yield own - 1, flows, result


def _runs(n: int, own: int, result: int) -> Iterator[list[int]]:
    """Yield up to three flows that fill a stretch together with the stock and the result."""
    for low in range(max(0, min(own, result) - 1), min(own, result) + 1):
        for high in range(max(own, result), min(n, max(own, result) + 4)):
            flows = [at for at in range(low, high + 1) if at not in (own, result)]
            if 1 <= len(flows) <= 3:
                yield flows


def _flow_too_early(page: Page, items: list[_Item], own: int, index: int, year: int) -> Iterator[tuple[int, int]]:
    """The stock of the end of last year, flows that are dated last year too, the result."""
    if index >= 0 and page.expressions[index].last != year - 1:
        return
    for _, flows, result in chain(_closed(items, own), _cumulated(items, own)):
        if not items[result].stock and not items[result].sign:
            continue
        members = [*flows, result]
        late = [items[at].dated for at in members if items[at].dated not in (-1, index)]
        wrong = [at for at in late if page.expressions[at].last == year - 1 and _one_day_or_year(page, at)]
        if len(set(wrong)) == 1 and all(page.expressions[at].last >= year for at in late if at not in wrong):
            yield wrong[0], year
            return


def _one_day_or_year(page: Page, at: int) -> bool:
    """Say whether an expression can date a flow or a result."""
    return page.expressions[at].unit in ("year", "month", "day", "half", "quarter")


def _start_too_late(page: Page, items: list[_Item], own: int, index: int, year: int) -> Iterator[tuple[int, int]]:
    """The stock that this year's flows start from, dated at this year's end; the result is told of this year's end too."""
    if index < 0 or page.expressions[index].last != year:
        return
    for _, flows, result in _closed(items, own):
        if not items[result].stock:
            continue
        told_end = items[result].dated
        last = told_end >= 0 and page.expressions[told_end].last == year and at_end(page, page.expressions[told_end])
        words = page.view[max(0, items[result].at.start - 10) : items[result].at.start]
        if not last and re.search("年[末底]", words) is None:
            continue
        if any(items[at].dated >= 0 and page.expressions[items[at].dated].last != year for at in flows):
            continue
        yield index, year - 1
        return
