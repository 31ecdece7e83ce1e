"""A change told against one year that leads from the figure of another: 412条（2020年365条），较2019年净增47条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import Amount, amounts
from chenyan.years.figures import Change, at_end, leads, only_change, read_change, told
from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.settled import settled

_BEFORE = frozenset("比较于过即的（与和同之")
_AGAINST = re.compile(r"(?:度|末|底|年末|年底|全年|同期|的)?[^，。；、0-9\n]{0,8}?(?:相比|对比|比较|比|相较)")
_REACH = 170  # how far before a change the figures are sought
_FOUR = 4
_LEAST = 10
_BETWEEN = re.compile("[。\n]")


def check_bases(page: Page) -> Iterator[Finding]:
    """Yield the year of a base whose figure does not lead to this report's, where another year's does exactly."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.certainty < 0.7:
        return
    view, layout = page.view, page.layout
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or not 0 <= year - one.last <= 8 or view[one.start - 1] not in _BEFORE:
            continue
        if one.start < page.reference.title_end or page.zone_at(one.start) is not None:
            continue
        low, high = layout.around(layout.sentences, one.start)
        than = cues.COMPARED.search(view, max(low, one.start - 8), one.start)
        if than is None or (than.group("with") and _AGAINST.match(view, one.end, high) is None):
            continue
        own = told(page, index)
        start = own.amount.end if own is not None and not only_change(page, own) else one.end
        change = read_change(view, start, min(high, start + 34))
        if change is None or _BETWEEN.search(view, one.end, start) is not None:
            continue
        right = _right(page, index, change, own.amount if start != one.end and own is not None else None)
        if right == one.last:
            settled(page).add(index)  # what the change was reckoned from, as told
        if right is None or right == one.last:
            continue
        yield Finding(
            index, "stale_year", right, 0.88, "Y03", "comparison",
            f"the change told against {one.last} is the one from the figure of {right}",
            f"与{one.last}年相比的增减，按所列数字是与{right}年相比",
        )  # fmt: skip


def _right(page: Page, index: int, change: Change, base: Amount | None) -> int | None:
    """Return the only year from whose figure the change leads to this report's, where the named year's figure does not."""
    one, view, year = page.expressions[index], page.view, page.reference.year_or(0)
    low = max(view.rfind("\n", 0, one.start) + 1, one.start - _REACH, page.reference.title_end)
    high = min(page.layout.around(page.layout.sentences, one.start)[1], one.end + 90)
    figures: dict[int, Amount] = {}
    taken: set[int] = set()
    shown: list[int] = []
    for at, other in page.between(low, high):
        if other.unit != "year" or not other.first or at == index or at_end(page, other) != at_end(page, one):
            continue
        found = told(page, at)
        if found is None or only_change(page, found):
            continue
        taken.add(found.amount.start)
        shown.append(at)
        if other.last == year:
            continue
        if other.last in figures and figures[other.last].value != found.amount.value:
            return None  # figures of more than one thing
        figures[other.last] = found.amount
    # only what stands besides the change itself bears it out
    borne_out = one.last in figures and (base is None or figures[one.last].value == base.value) and one.last != year
    if base is not None:
        figures[one.last] = base
    if (one.last not in figures and one.last != year) or not figures:
        return None
    unit = next(iter(figures.values())).unit
    if change.by is not None and change.by.unit != unit and not (unit == "%" and change.by.unit == "%"):
        return None
    if any(amount.unit != unit for amount in figures.values()):
        return None
    values = [
        at for at in amounts(view, low, one.start)
        if at.unit == unit and at.start not in taken and (at.value >= _LEAST or unit == "%" or at.value % 1)
    ]  # fmt: skip
    values += [
        found.amount
        for at, other in page.between(low, one.start)
        if other.last == year
        and other.unit == "year"
        and (found := told(page, at)) is not None
        and found.amount.unit == unit
    ]
    named = figures.get(one.last)
    for value in reversed(values[-_FOUR:]):
        if named is not None and leads(change, named.value, value.value):
            if not borne_out:
                return None
            settled(page).update(shown)  # the figures and the change bear each other out
            return one.last
    for value in reversed(values[-_FOUR:]):
        fitting = {other for other, amount in figures.items() if leads(change, amount.value, value.value)}
        if len(fitting) == 1 and (right := fitting.pop()) < year:
            return right
    return None
