"""The amounts in a text: what number, of what unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from chenyan.text.numerals import parse_number

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
_NUMERAL = re.compile("[0-9一二三四五六七八九十百千万两零〇]")  # what each amount opens with
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")}
_TIMES = {"": 1.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6, "千万": 1e7}


class Amount(NamedTuple):
    """One amount: where it stands, its value (万 and 亿 multiplied out) and its unit."""

    start: int
    end: int
    value: float
    unit: str


def read_amount(match: re.Match[str]) -> Amount:
    """Return the amount that a match of ``AMOUNT`` names."""
    if (words := match.group("n")) is not None:
        value = float(words.replace(",", "").replace(" ", "")) * _TIMES.get(match.group("m") or "", 1.0)
        return Amount(match.start(), match.end(), round(value, 4), match.group("u"))
    if (words := match.group("p")) is not None:
        whole, _, rest = words.partition("点")
        part = sum(_DIGITS.get(char, 0) / 10 ** (at + 1) for at, char in enumerate(rest))
        return Amount(match.start(), match.end(), round((parse_number(whole) or 0) + part, 4), "%")
    return Amount(match.start(), match.end(), float(parse_number(match.group("c")) or 0), match.group("cu"))


def unit_of(match: re.Match[str]) -> str:
    """Return the unit of the amount that a match of ``AMOUNT`` names."""
    return "%" if match.lastgroup == "p" else match.group("u") or match.group("cu")


def amounts(view: str, low: int, high: int) -> list[Amount]:
    """Return the amounts of a stretch in order."""
    first = _NUMERAL.search(view, low, high)
    return [read_amount(match) for match in AMOUNT.finditer(view, first.start(), high)] if first is not None else []


def first_amount(view: str, low: int, high: int) -> Amount | None:
    """Return the first amount of a stretch."""
    first = _NUMERAL.search(view, low, high)
    match = AMOUNT.search(view, first.start(), high) if first is not None else None
    return read_amount(match) if match is not None else None
