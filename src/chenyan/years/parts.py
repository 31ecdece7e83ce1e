"""Parts of one year's total under two years: 上半年4.7亿元、2017年下半年4.5亿元, where 9.2亿元 are told of 2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chenyan.years.amounts import Amount, amounts, first_amount
from chenyan.years.figures import told
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.ledger import owner
from chenyan.years.scope import Page

_BACK, _AHEAD = 110, 70
_PARTS = re.compile(r"(?<![0-9年])(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)")
_WHOLE = re.compile("(?:全年|本年|今年|年内|共|合计|总计|累计|两个?季度)[^，。；、0-9\n]{0,8}$")
_OF_IT = re.compile("其中[^，。；、：0-9\n]{1,8}$")
_THAT_IS = re.compile("，(?:即|也就是|正是|为|是)$")
_ALL = re.compile(
    "(?:度)?(?:全年|本机关|我[局镇乡委办])?[^，。；0-9\n]{0,8}?(?:总[数量计件]|全[年部]|新收|应办|受理|收件|收到)"
)
_SHARE_BEFORE = re.compile("占(?:了)?$")
_SHARE_OF = re.compile("(?:度|全年)?[^，。；、0-9\n]{0,8}")
_OTHER_SHARE = re.compile("结转|遗留|上年|去年|往年|以前|跨年|历年")


def check_parts(page: Page) -> Iterator[Finding]:
    """Yield a part, or the whole, under another year than the rest of its sum."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.certainty < 0.6:
        return
    view, layout = page.view, page.layout
    for index, one in enumerate(page.expressions):
        if one.last != year - 1 or one.start < page.reference.title_end or one.unit not in ("half", "quarter", "year"):
            continue
        if page.zone_at(one.start) is not None:
            continue
        if layout.quoted(one.start):
            continue
        ask = (_part_of_year,) if one.unit != "year" else (_one_of_them, _that_is, _share_of)
        if any(_asks(page, index, one, year) for _asks in ask):
            yield Finding(
                index, "stale_year", year, 0.88, "Y03", "work",
                f"{view[one.start : one.end]} parts or sums up figures that add up to those of {year}",
                f"按分项与合计推算，{view[one.start : one.end]}应为{year}年",
            )  # fmt: skip


def _around(page: Page, one: Expression) -> tuple[int, int]:
    view = page.view
    low = max(view.rfind("\n", max(0, one.start - _BACK), one.start) + 1, one.start - _BACK, page.reference.title_end)
    line = view.find("\n", one.end, one.end + _AHEAD)
    return low, line if line >= 0 else min(len(view), one.end + _AHEAD)


def _part_of_year(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether a half or a quarter stands beside others of the reported year, and all make up its total."""
    view = page.view
    own = told(page, index)
    if own is None or one.begin is None or own.amount.value <= 0:
        return False
    low, high = _around(page, one)
    parts: list[tuple[int, int, Amount]] = [(one.start, one.begin.month, own.amount)]
    named = {year - 1}
    for at, other in page.between(low, high):
        if at == index:
            continue
        if other.unit == one.unit and other.last == year and other.begin is not None:
            found = told(page, at)
            if found is not None and found.amount.unit == own.amount.unit:
                parts.append((other.start, other.begin.month, found.amount))
        elif other.unit == one.unit:
            return False
        if other.first:
            named.add(other.last)
    for match in _PARTS.finditer(view, low, high):
        if any(
            other.start <= match.start() < other.end for _, other in page.between(match.start() - 12, match.start())
        ):
            continue  # within an expression of its own
        amount = first_amount(view, match.end(), match.end() + 18)
        if (
            amount is None
            or amount.unit != own.amount.unit
            or re.search("[，。；、]", view[match.end() : amount.start])
        ):
            continue
        if (match.group("half") is None) == (one.unit == "half"):
            continue
        month = {"上": 1, "下": 7}.get(
            match.group("half") or "", 3 * "一二三四".find(match.group("quarter") or "一") + 1
        )
        parts.append((match.start(), month, amount))
    parts.sort(key=lambda part: part[0])
    months = [month for _, month, _ in parts]
    if len(parts) < 2 or any(a >= b for a, b in pairwise(months)):
        return False
    if any(o.first and not year - 1 <= o.last <= year for _, o in page.between(parts[0][0], parts[-1][0])):
        return False
    value = round(sum(amount.value for _, _, amount in parts), 4)
    if value == 100 and own.amount.unit == "%" and len(parts) == 2 and _before_it(page, one, year):
        return True
    used = {amount.start for _, _, amount in parts}
    for whole in amounts(view, low, high):
        if whole.unit != own.amount.unit or whole.value != value or whole.start in used:
            continue
        if whole.start < parts[0][0]:
            of = owner(page, whole)
            if of is not None and of[0] == year and (len(parts) > 2 or one.unit == "half"):
                return True
        elif _WHOLE.search(view, max(low, whole.start - 14), whole.start) is not None and (
            len(parts) in (4, 2) and (year in named or _before_it(page, one, year))
        ):
            return True
    return False


def _before_it(page: Page, one: Expression, year: int) -> bool:
    """Say whether the last year told before a part is the reported one."""
    low = max(0, one.start - _BACK)
    near = [other for _, other in page.between(low, one.start) if other.first]
    return bool(near) and near[-1].last == year


def _one_of_them(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether parts behind 其中 and a noun make up the whole told of this year: 26件；其中人大建议2020年15件、政协提案11件."""
    view = page.view
    if _OF_IT.search(view, max(0, one.start - 12), one.start) is None:
        return False
    own = told(page, index)
    if own is None or "的" in own.words:
        return False
    low, high = _around(page, one)
    high = min(high, page.layout.around(page.layout.sentences, one.start)[1])
    if _OTHER_SHARE.search(view, one.start - 12, high) or any(o.first for _, o in page.between(one.end, high)):
        return False
    parts = amounts(view, one.end, high)
    for whole in reversed(amounts(view, low, one.start)):
        same = [at.value for at in parts if at.unit == whole.unit]
        if len(same) > 1 and round(sum(same), 4) == whole.value:
            of = owner(page, whole)
            return of is not None and of[0] == year
    return False


def _that_is(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether a sum of this report's figures is called the year's total: 合计13件，即2020年答复总数."""
    view = page.view
    if (
        _THAT_IS.search(view, max(0, one.start - 4), one.start) is None
        or _ALL.match(view, one.end, one.end + 16) is None
    ):
        return False
    low = page.layout.around(page.layout.sentences, one.start)[0]
    near = amounts(view, max(low, one.start - _BACK), one.start)
    if len(near) < 3 or any(other.first and other.last != year for _, other in page.between(low, one.start)):
        return False
    whole = near[-1]
    value = 0.0
    for count, at in enumerate(reversed([at for at in near[:-1] if at.unit == whole.unit]), 1):
        value = round(value + at.value, 4)
        if value == whole.value:
            return count > 1
    return False


def _share_of(page: Page, index: int, one: Expression, year: int) -> bool:
    """Say whether a part of this year is told as a share of the year's whole: 2021年6月收8件，占2020年全年21件的38.1%."""
    view = page.view
    if _SHARE_BEFORE.search(view, max(0, one.start - 2), one.start) is None:
        return False
    low = page.layout.around(page.layout.sentences, one.start)[0]
    whole = first_amount(view, one.end, one.end + 22)
    if whole is None or _SHARE_OF.fullmatch(view, one.end, whole.start) is None or not view.startswith("的", whole.end):
        return False
    share = first_amount(view, whole.end, whole.end + 10)
    part = [at for at in amounts(view, low, one.start) if at.unit == whole.unit]
    if share is None or share.unit != "%" or not part or not whole.value:
        return False
    dated = [other for _, other in page.between(low, one.start) if other.first]
    digits = len(view[share.start : share.end].rstrip("% ").partition(".")[2])
    fits = abs(100 * part[-1].value / whole.value - share.value) <= 0.5001 * 10**-digits
    return fits and bool(dated) and dated[-1].last == year
