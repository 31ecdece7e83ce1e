"""The amounts in a text: what number, of what unit."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = (
    "人次|万元|亿元|元|公里|平方米|平方公里|立方米|个百分点|百分点|小时|吨|兆瓦时|千瓦时|"
    "[条件次篇期份个起人名家场例户批部则宗栏轮项类台套处间块幅张册本节堂课天亩只辆座所封通组班队株棵度%起盏眼桩对艘箱倍头]"
)
_ARABIC = r"(?:[0-9]{1,3}(?:[ ,][0-9]{3}){1,3}|[0-9]{1,9})(?:\.[0-9]{1,4})?"
_CHINESE = "[一二三四五六七八九十百千万两零〇]{1,9}"
_NOT_AFTER = "(?<![0-9.,第〔号:/-])"
AMOUNT = re.compile(
    rf"(?:{_NOT_AFTER}(?P<n>{_ARABIC}) ?(?P<m>[百千万亿]{{1,2}})?(?P<u>{_UNITS})"
    rf"|百分之(?P<p>[一二三四五六七八九十百零点]{{1,7}})"
    rf"|(?<![第十百千一二三四五六七八九])(?P<c>{_CHINESE})(?P<cu>{_UNITS}))(?!月|年|日|号)"
)
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_TIMES = {"": 1.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6, "千万": 1e7}


class Amount(NamedTuple):
    """One amount: where it stands, its value (万 and 亿 multiplied out) and its unit."""

    start: int
    end: int
    value: float
    unit: str


def number(words: str) -> float:
    """Read Chinese numerals: 五百五十四, 十二, 三十; 0 where they are none.

    Examples
    --------
    >>> number("五百五十四"), number("十二"), number("两万三千")
    (554.0, 12.0, 23000.0)
    """
    total = part = digit = 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            part += (digit or 1) * _TENS[char]
            digit = 0
        elif char == "万":
            total, part, digit = (part + digit) * 10_000, 0, 0
        else:
            return 0.0
    return float(total + part + digit)


def read_amount(match: re.Match[str]) -> Amount:
    if (words := match.group("n")) is not None:
        value = float(words.replace(",", "").replace(" ", "")) * _TIMES.get(match.group("m") or "", 1.0)
        return Amount(match.start(), match.end(), round(value, 4), match.group("u"))
    if (words := match.group("p")) is not None:
        whole, _, rest = words.partition("点")
        part = sum(_DIGITS.get(char, 0) / 10 ** (at + 1) for at, char in enumerate(rest))
        return Amount(match.start(), match.end(), round(number(whole) + part, 4), "%")
    return Amount(match.start(), match.end(), number(match.group("c")), match.group("cu"))


def amounts(view: str, low: int, high: int) -> list[Amount]:
    """Return the amounts of a stretch in order."""
    return [read_amount(match) for match in AMOUNT.finditer(view, low, high)]


def first_amount(view: str, low: int, high: int) -> Amount | None:
    """Return the first amount of a stretch."""
    match = AMOUNT.search(view, low, high)
    return read_amount(match) if match is not None else None
