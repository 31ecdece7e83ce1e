"""Rates recomputed: growth (由A增至B，增长r%), change (较上年增加D，增长r%), shares (W件中P件，占r%), completion rates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chenyan.numbers.context import is_amount
from chenyan.numbers.line import Line, Quantity

_UP = r"增长|增加|上升|提高|提升|增幅(?:为|达)?|上涨|增多|扩大"
_DOWN = r"减少|下降|降低|缩减|降幅(?:为|达)?|压减|缩短|回落"
_RATE_LABEL = re.compile(
    rf"(?:同比|环比|较[^，。；]{{0,8}}|比[^，。；]{{0,8}})?(?P<sign>{_UP}|{_DOWN})(?:了|约|近|达|为)?$"
)
# What may stand between the last number and its rate: a rate of something else, a yearly average or a change at constant
# prices does not rest on that number.
_BESIDE = re.compile(
    rf"^[）]?[，,]?(?:与上年相比|同比|环比|(?:较|比)(?:上年度?|去年|上一年度?|\d{{4}}年度?)(?:同期)?(?:相比)?|实际上?)?[，,]?(?:{_UP}|{_DOWN})(?:了|约|近|达|为)?$"
)
_BESIDE_SHARE = re.compile(r"^[）]?[，,（]?(?:约|均)?占")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,16}$")
_TO = re.compile(
    r"(?:增加到|增长到|上升到|提高到|提升到|增至|升至|提升至|提高至|上升至|增加至|增长至|扩大到|减少到|下降到|降低到|降至|减至|减少至|下降至|缩至|缩短至|缩短到|压减至|变为|到|至)(?:了|约)?(?:\d{4}年度?的?|今年的?)?$"
)
_BASE = re.compile(
    r"(?:较|比|同比)(?:上年|去年|上一年|前一年|上年度|上一年度|\d{4}年度?)(?:同期)?(?:的|为)?$|(?<![至到])(?:上年|去年|上一年度?|上年度|\d{4}年度?)(?:同期)?(?:为|的|是)$"
)
_DELTA = re.compile(rf"(?:较|比|同比)[^，。；]{{0,10}}?(?P<sign>{_UP}|{_DOWN}|多|少)(?:了)?$")
_SHARE = re.compile(
    r"(?:占(?:比)?(?:总数|总量|全部|全年|总申请量|申请总数|信息总数|发布总数|比重|全部信息|全部申请|总条数|公开总量|总数量|比例)?(?:的|为|达|约)?|占[^，。；]{0,8}的(?:比例为?)?)$"
)
_DONE_LABEL = re.compile(
    r"(?:办结率|按期办结率|按时办结率|答复率|按期答复率|按时答复率|回复率|办复率|公开率)(?:为|达到?|均为)?$"
)
_DONE = re.compile(r"办结|答复|回复|办复|公开")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the text with the numbers that it rests on.

    ``kind`` is growth, share or completion; ``stated`` the printed per cent (growth with its sign), ``computed`` what the
    numbers give (None over a base of zero), ``base`` the number that it divides by, ``holds`` whether rounding or
    truncation at the printed decimals explains the difference.
    """

    quantity: Quantity
    kind: str
    stated: float
    computed: float | None
    base: int | float
    holds: bool
    operands: tuple[Quantity, ...]
    confidence: float
    section: str


def find_rates(lines: tuple[Line, ...]) -> tuple[Rate, ...]:
    """Return the rates whose numbers stand in the same sentence."""
    found = []
    for line in lines:
        for at, quantity in enumerate(line.quantities) if "%" in line.text else ():
            if quantity.unit == "%":
                rate = _growth(line, at) or _share(line, at) or _completion(line, at)
                if rate is not None:
                    found.append(rate)
    return tuple(found)


def _agrees(stated: float, computed: float, decimals: int, *, slack: float = 0.0) -> bool:
    """Say whether the printed rate is the computed one, rounded or cut off at its decimals."""
    step = 10.0**-decimals
    return abs(stated - computed) < step + slack + 1e-9


def _rate(
    line: Line,
    quantity: Quantity,
    kind: str,
    sign: int,
    now: float,
    base: float,
    used: tuple[Quantity, ...],
    confidence: float,
) -> Rate:
    stated = sign * float(quantity.value)
    if base == 0:
        return Rate(quantity, kind, stated, None, 0, False, used, confidence, line.section)
    share = now / base * 100
    computed = share - 100 if kind == "growth" else share
    approximate = quantity.approximate or any(
        q.approximate or (not q.worded and q.printed[-1] in "万亿千") for q in used
    )
    slack = 2.0 if approximate else 0.0
    holds = _agrees(stated, computed, quantity.decimals, slack=slack)
    if not holds and kind == "growth":
        # 下降 may be printed with its own sign, and 增长 with the share of the base
        holds = _agrees(abs(stated), abs(computed), quantity.decimals, slack=slack) and stated * computed >= 0
    base = int(base) if base == int(base) else base
    return Rate(quantity, kind, stated, round(computed, 4), base, holds, used, confidence, line.section)


def _growth(line: Line, at: int) -> Rate | None:
    quantity = line.quantities[at]
    left = line.text[line.clause(quantity.low)[0] : quantity.low]
    label = _RATE_LABEL.search(line.left(quantity)) or _RATE_LABEL.search(left[-14:])
    if label is None:
        return None
    sign = -1 if re.match(_DOWN, label["sign"]) else 1
    earlier = [q for q in line.quantities[max(at - 4, 0) : at] if is_amount(q)]
    if not earlier or "；" in line.text[earlier[-1].high : quantity.low] or quantity.low - earlier[-1].high > 24:
        return None
    last = earlier[-1]
    if not _BESIDE.match(line.text[last.high : quantity.low]):
        return None
    left_of_last = line.left(last)
    same = [q for q in earlier[:-1] if q.unit == last.unit and last.low - q.high <= 30]
    # 由A增至B，增长r%
    if same and _TO.search(left_of_last) and _FROM.search(line.left(same[-1])):
        return _rate(line, quantity, "growth", sign, float(last.value), float(same[-1].value), (same[-1], last), 0.9)
    # B，较上年的A增长r%
    if same and _BASE.search(left_of_last):
        return _rate(line, quantity, "growth", sign, float(same[-1].value), float(last.value), (same[-1], last), 0.85)
    # B，较上年增加D，增长r%
    delta = _DELTA.search(left_of_last)
    if same and delta:
        change = float(last.value) * (-1 if re.match(rf"{_DOWN}|少", delta["sign"]) else 1)
        base = float(same[-1].value) - change
        if base >= 0:
            return _rate(line, quantity, "growth", sign, float(same[-1].value), base, (same[-1], last), 0.8)
    return None


def _share(line: Line, at: int) -> Rate | None:
    quantity = line.quantities[at]
    if not _SHARE.search(line.text[line.clause(quantity.low)[0] : quantity.low][-14:]):
        return None
    earlier = [q for q in line.quantities[:at] if is_amount(q)]
    if not earlier or "；" in line.text[earlier[-1].high : quantity.low] or quantity.low - earlier[-1].high > 14:
        return None
    part = earlier[-1]
    if not _BESIDE_SHARE.match(line.text[part.high : quantity.low]):
        return None
    wholes = [q for q in earlier[:-1] if q.unit == part.unit and q.value >= part.value and q.value > 0]
    if not wholes:
        return None
    rates = [_rate(line, quantity, "share", 1, float(part.value), float(w.value), (w, part), 0.8) for w in wholes]
    right = [rate for rate in rates if rate.holds]
    if right:
        return right[0]
    return rates[0] if len({q.value for q in wholes}) == 1 or "其中" in line.text[wholes[0].high : part.low] else None


def _completion(line: Line, at: int) -> Rate | None:
    quantity = line.quantities[at]
    if not _DONE_LABEL.search(line.left(quantity)) or "按时" in line.left(quantity) or "按期" in line.left(quantity):
        return None
    earlier = [q for q in line.quantities[max(at - 3, 0) : at] if is_amount(q)]
    if len(earlier) != 2 or earlier[0].unit != earlier[1].unit:
        return None
    whole, part = earlier
    if not _DONE.search(line.left(part)) or part.value > whole.value or quantity.low - part.high > 12:
        return None
    return _rate(line, quantity, "completion", 1, float(part.value), float(whole.value), (whole, part), 0.8)
