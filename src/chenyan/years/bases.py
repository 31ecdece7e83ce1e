"""Bases of comparison under the wrong year: 比2019年的3344人少328人, where 3344 is told as the figure of 2020."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import Amount, amounts, first_amount
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.ledger import ledger, owner
from chenyan.years.scope import Page, Place

_UNITS = frozenset(("year", "school_year", "month", "day"))
_LEAST = 20  # smaller figures may be alike by chance
_NEAR = 150
_STATED = re.compile(
    r"(?:度|末|底|年末|年底|全年|同期)?(?:的|为|是|：)(?:[^，。；、0-9\n增减升降多少]{0,8})(?=[0-9一二三四五六七八九十百千两])"
)
_CHANGE = re.compile(
    r"(?:度|末|底|同期|全年)?[^，。；0-9\n]{0,6}?(?P<up>增[加长多收产]?|多|上升|提高|升|净增)?(?P<down>减少|减|少|下降|降低|降|回落)?"
    r"[^，。；0-9一二三四五六七八九十百千两\n的]{0,3}(?=[0-9一二三四五六七八九十百千两])"
)
_FROM = re.compile(r"[由从](?:[^，。；0-9\n]{0,4})$")
_RISEN = re.compile(
    r"[^，。；0-9\n]{0,4}(?:增|升|扩|提|上升|发展|壮大|攀升|减|降|下降|压|缩)[^，。；0-9\n]{0,3}[至到为][^，。；0-9\n]{0,3}(?=[0-9])"
)
_ADDED = re.compile(r"(?:新增|净增|新认定|新登记|新注册|增加|增)了?[^，。；0-9\n]{0,8}$")
_TAKEN = re.compile(r"(?:减少|净减|注销|关停|退出|压减)了?[^，。；0-9\n]{0,8}$")
_LONG = re.compile("[两二三四五六七八九]年|以来|累计|先后|历年|期间")
_FURTHER = re.compile("两年|三年|累计|疫情前|历史|常态|正常年份|[同可]比口径")


def wrong_base(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Yield a base whose figure the report tells of the year before the reported one."""
    one = page.expressions[index]
    if one.unit not in _UNITS or not 2 <= year - one.last <= 6 or page.zone_at(one.start) is not None:
        return
    if page.reference.genre == "forward" or page.layout.enclosed(page.layout.titles, one.start):
        return
    if _counted_from(page, one, here, year) or (
        one.unit in ("year", "school_year") and _told_of_last_year(page, one, here, year)
    ):
        yield Finding(
            index, "stale_year", year - 1, 0.88, "Y03", "comparison",
            f"the base told of {one.last} is the figure of {year - 1}", f"与{one.last}年相比的基数系{year - 1}年的数字",
        )  # fmt: skip


def _told_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    view = page.view
    than = None
    if view[one.start - 1] in cues.COMPARED_ENDS:
        than = cues.COMPARED.search(view, max(here.clause[0], one.start - 8), one.start)
    if than is not None and than.group("with") and not cues.COMPARED_AFTER.search(view, one.end, one.end + 30):
        return False
    if than is None and not _set_beside(page, one, here):
        return False
    stop = here.sentence[1]
    base: Amount | None = None
    if (stated := _STATED.match(view, one.end, min(stop, one.end + 20))) is not None:
        base = first_amount(view, stated.end(), min(stop, stated.end() + 16))
        if base is not None and base.start > stated.end() + 1:
            base = None
    if base is None:
        base = _computed(page, one, here)
    if base is None or base.value < _LEAST or base.unit == "%":
        return False
    told = [found for at in ledger(page).told(base.value, base.unit) if at.start != base.start
            and (found := owner(page, at)) is not None and found[1]]  # fmt: skip
    if any(named == one.last for named, _ in told):
        return False
    if any(named == year - 1 for named, _ in told):
        return True
    return bool(stated) and than is not None and _denied(page, one, base, here)


_CHANGE_TOLD = re.compile(r"[^，。；0-9\n]{0,4}(?:，|）)?[^，。；0-9\n]{0,4}(?:增|减|升|降|多|少|涨|跌|回落|提高|翻)")


def _set_beside(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a figure is set beside this report's without a word of comparison: 9860件，2019年为8910件，净增950件."""
    view = page.view
    figure = first_amount(view, one.end, one.end + 18)
    if figure is None or (
        _BARELY.match(view, one.end, figure.start + 1) is None and not view.startswith("的", one.end)
    ):
        return False
    before = amounts(view, here.sentence[0], one.start)
    if _FROM.search(view, max(here.clause[0], one.start - 6), one.start) is not None:
        return _RISEN.match(view, figure.end, figure.end + 14) is not None
    if not before or before[-1].unit != figure.unit or one.start - before[-1].end > 3:
        return False
    if any(other.first and other.last != page.reference.year for _, other in page.between(here.sentence[0], one.start)):
        return False
    return _CHANGE_TOLD.match(view, figure.end, figure.end + 14) is not None


def _computed(page: Page, one: Expression, here: Place) -> Amount | None:
    """Return the base that this report's figure and the change from it lead to: 72场，比…少40场 is 112场."""
    view = page.view
    change = _CHANGE.match(view, one.end, one.end + 20)
    if change is None or bool(change.group("up")) == bool(change.group("down")):
        return None
    by = first_amount(view, change.end(), min(here.sentence[1], change.end() + 14))
    if by is None or by.start > change.end() + 1:
        return None
    own = [at for at in amounts(view, here.sentence[0], one.start) if at.unit == by.unit]
    if not own:
        return None
    value = own[-1].value + (by.value if change.group("down") else -by.value)
    return Amount(by.start, by.end, round(value, 4), by.unit)


def _denied(page: Page, one: Expression, base: Amount, here: Place) -> bool:
    """Say whether the report tells another figure of the base's year beside it: 比2019年的3344人少，2019年为3702人."""
    low, high = max(0, one.start - _NEAR), one.end + _NEAR
    low = max(low, page.view.rfind("\n", low, one.start))
    line = page.view.find("\n", one.end, high)
    for _, other in page.between(low, line if line >= 0 else high):
        if other.last != one.last or other.unit != one.unit or other.start == one.start:
            continue
        rest = _BARELY.match(page.view, other.end, other.end + 20)
        if rest is None or rest.group("noun") not in page.view[here.sentence[0] : one.start]:
            continue
        figure = first_amount(page.view, rest.end(), rest.end() + 14)
        if figure is not None and figure.start <= rest.end() + 1 and figure.unit == base.unit:
            return figure.value != base.value and not _FURTHER.search(page.view[here.statement[0] : one.start])
    return False


_BARELY = re.compile(r"(?:度|全年)?(?P<noun>[^，。；、0-9\n为是仅]{0,8}?)(?:则?为|是|仅|只有|，)?(?=[0-9])")


def _counted_from(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether this report's increase leads back to the figure: 新增58家，总数由2016年末的149家增至207家."""
    view = page.view
    if _FROM.search(view, max(here.clause[0], one.start - 6), one.start) is None:
        return False
    if one.unit != "year" and (one.until is None or one.until.month != 12):
        return False
    stated = _STATED.match(view, one.end, one.end + 20)
    start = first_amount(view, stated.end(), stated.end() + 14) if stated is not None else None
    risen = _RISEN.match(view, start.end, start.end + 14) if start is not None else None
    end = first_amount(view, risen.end(), risen.end() + 14) if risen is not None else None
    if start is None or end is None or start.unit != end.unit:
        return False
    if any(other.first for _, other in page.between(here.sentence[0], one.start) if other.last != year):
        return False
    for at in amounts(view, max(here.sentence[0], one.start - 80), one.start):
        before = view[max(here.sentence[0], at.start - 14) : at.start]
        added = at.value if _ADDED.search(before) else -at.value if _TAKEN.search(before) else 0.0
        if added and at.unit == start.unit and abs(start.value + added - end.value) < 1e-6:
            return _LONG.search(view[max(here.sentence[0], at.start - 24) : at.start]) is None
    return False
