"""Figures told right behind a year, and whether a change told in words fits two of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from chenyan.years.amounts import Amount, first_amount
from chenyan.years.cues import COMPARED
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_NEAR = 22  # how far behind its year a figure is still told of it
_PARTED = re.compile("[，。；、：:（）|\n0-9]")
_LOOSELY_PARTED = re.compile("[。；、：:（）|\n0-9]")
_END_OPENS = frozenset(" 年底末")
_END = re.compile(" ?(?:年?[底末])")
_UP = re.compile("增|多|升|涨|提高|提升|上扬|扩大|翻|跃|加快|净增|高出|超出")
_DOWN = re.compile("减|少|降|跌|回落|下滑|缩|压")
_SHARE = re.compile(
    r"(?P<of>[二三四五六七八九十])分之(?P<parts>[一二三四五六七八九])|(?P<tenths>[一二两三四五六七八九])成(?P<over>多)?(?!立|绩|效|为|果|本)"
    r"|(?P<half>一半)|(?P<twice>翻(?:了)?一番|一倍)|(?P<percent>[0-9]{1,3}(?:\.(?P<digits>[0-9]{1,2}))?)(?: ?%|个百分点)"
)
_INTO = re.compile("[到至为]$|的")
_ADVERBS = frozenset(("一度", "一起", "一次"))
_NUMERALS = "零一二三四五六七八九十"


class Told(NamedTuple):
    """A figure of a year: the number of its expression, the words between the year and the amount, the amount."""

    number: int
    one: Expression
    words: str
    amount: Amount


def told(page: Page, index: int, *, loosely: bool = False) -> Told | None:
    """Return the figure that stands right behind a year; ``loosely`` with a comma between (2019年刚起步，仅88条)."""
    known = page.kept.get("told")
    if not isinstance(known, dict):
        known = page.kept["told"] = {}
    key = (index, loosely)
    if key not in known:
        known[key] = _told(page, index, loosely)
    found: Told | None = known[key]
    return found


def _told(page: Page, index: int, loosely: bool) -> Told | None:
    one = page.expressions[index]
    stop = one.end + _NEAR + 12
    amount = first_amount(page.view, one.end, stop)
    if amount is not None and page.view[amount.start : amount.end] in _ADVERBS:
        amount = first_amount(page.view, amount.end, stop)
    if amount is None or amount.start - one.end > _NEAR:
        return None
    words = page.view[one.end : amount.start]
    if (_LOOSELY_PARTED if loosely else _PARTED).search(words) is not None:
        return None
    return Told(index, one, words, amount)


def only_change(page: Page, found: Told) -> bool:
    """Say whether an amount is what was added to the year's figure, not the figure: 比2020年多5件."""
    if _UP.search(found.words) is None and _DOWN.search(found.words) is None:
        return False
    than = COMPARED.search(page.view, max(0, found.one.start - 8), found.one.start)
    return than is not None and _INTO.search(found.words) is None


def at_end(page: Page, one: Expression) -> bool:
    """Say whether a year is named by its last day: 2020年末, 截至2020年12月31日."""
    if one.unit == "year":
        view, end = page.view, one.end
        return view[end - 1] in "底末" or (view[end : end + 1] in _END_OPENS and _END.match(view, end) is not None)
    return one.until is not None and one.until.month == 12 and (one.unit == "month" or one.until.day == 31)


class Change(NamedTuple):
    """A change told in words: up (1), down (-1) or open (0), by an amount or by a share with its looseness."""

    sign: int
    by: Amount | None
    share: float | None
    loose: float


def read_change(view: str, low: int, high: int) -> Change | None:
    """Read the first change by a figure in a stretch: 增加47条, 下降14.7%, 减少三成."""
    stop = min(high, low + 40)
    share = _SHARE.search(view, low, stop)
    by = first_amount(view, low, stop)
    if by is not None and by.unit in ("%", "个百分点", "百分点", "倍", "番"):
        by = None
    if by is not None and (share is None or by.start < share.start()):
        start, end = by.start, by.end
        share = None
    elif share is not None:
        start, end = share.span()
        by = None
    else:
        return None
    words = view[low:start]
    if share is not None and share.group("twice"):
        words += "翻"
    up, down = _UP.search(words) is not None, _DOWN.search(words) is not None
    if up == down:
        if up or re.match("[个]?(?:增|减)", view[end : end + 2]):
            return None
        sign = 0
    else:
        sign = 1 if up else -1
    if share is None:
        return Change(sign, by, None, 0.0)
    value, loose = _value(share)
    if share.group().endswith("点"):
        return Change(sign, Amount(start, end, value * 100, "%"), None, 0.0)
    return Change(sign, None, value, loose)


def _value(share: re.Match[str]) -> tuple[float, float]:
    if share.group("of"):
        return _NUMERALS.index(share.group("parts")) / _NUMERALS.index(share.group("of")), 0.012
    if share.group("tenths"):
        tenths = _NUMERALS.index(share.group("tenths").replace("两", "二")) / 10
        return (tenths + 0.05, 0.05) if share.group("over") else (tenths, 0.012)
    if share.group("half"):
        return 0.5, 0.012
    if share.group("twice"):
        return 1.0, 0.02
    digits = len(share.group("digits") or "")
    return float(share.group("percent")) / 100, 0.5001 * 10 ** -(digits + 2)


def leads(change: Change, base: float, value: float) -> bool:
    """Say whether a change leads from one figure exactly to another (a share: to its printed digits)."""
    if base <= 0 or value == base or (change.sign and (value > base) != (change.sign > 0)):
        return False
    if change.by is not None:
        return abs(abs(value - base) - change.by.value) < 1e-6
    return change.share is not None and abs(abs(value / base - 1) - change.share) <= change.loose
