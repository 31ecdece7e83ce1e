"""A year that is set against itself as a whole can only be the next one: 在总结2021年经验的基础上，2021年将…."""

from __future__ import annotations

import re

from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_BEHIND_BASE = re.compile(  # what follows the base: the year is over, and something is built on it
    r"度?(?:的|(?:全年)?(?:政府信息公开|政务公开|公开)?工作的?|全年的?)?"
    r"(?:基础(?:之?上)?|(?:成功|好)?(?:经验|做法)|成果|成效|教训|好势头|(?:存在的|暴露的|查摆的)(?:问题|短板|不足))"
    r"|度?(?:还|尚|仍)?(?:未|没|没有|未能|没能)(?:能)?(?:如期|按期|按时)?(?:完成|实现|办结|做完|落实|启动|解决|兑现)[^，。；]{0,8}的"
)
_LEADS_BASE = re.compile(
    r"(?:总结|巩固|吸取|汲取|针对|围绕|从|由|弥补|补齐|延续|保持|承接|在)(?:好|了|住)?[^，。；、]{0,4}$"
)
_RISES = re.compile(  # 由2021年的88%升至95%
    r"(?:度|全年)?的?[^，。；由从]{0,8}?[0-9][0-9.,]{0,8}[^，。；0-9]{0,5}?(?:升|提|增|扩|降|减|压|缩|翻|拓)[^，。；0-9]{0,5}?(?:到|至|为)"
)
_FROM = re.compile("[由从]$")
_PLANS = re.compile(
    "(?<![即必])将(?!近)|拟(?![定稿合])|(?<![主必需重首纲摘概紧])要(?![点求件闻素])|力争|力图|力求|争取|确保|打算|计划|准备|决心|"
    "抓好|把[^，。；]{1,14}(?:移到|放在|转到|降到|提到)|不再|改为|作为|进一步|继续|着力|重点|加大|加快|提升|谋划|做好|实现|使[^，。；]{2,20}(?:升|降|增|减|提)"
)
_TELLS = re.compile("已|了(?![解然如])|曾|完成了|(?<!尚)(?<!还)(?<!仍)未(?!来|能|完|实|按|如)|共(?![同建享])|结果|实际")
_REACH = 90


def set_against_itself(page: Page, index: int, here: Place) -> Plan | None:
    """Find a year that dates a step in the very sentence in which the same year is the base of that step."""
    one, view = page.expressions[index], page.view
    year = page.reference.year
    if one.unit != "year" or one.last != year or (not page.in_problems(one.start) and not page.told_ahead(one.start)):
        return None
    if _base(view, one) or view[one.end - 1] in "初":
        return None
    low, high = here.sentence
    for _, other in page.between(max(low, one.start - _REACH), min(high, one.end + _REACH)):
        if other.unit != "year" or other.last != one.last or other.start == one.start or not _base(view, other):
            continue
        start, stop = min(one.end, other.end), max(one.start, other.start)
        if any(e.first and e.last != one.last for _, e in page.between(start, stop)):
            continue
        # the step: the words behind the year, without the base and what is said of it
        step = view[one.end : min(high, one.end + 60)]
        if other.start > one.start:
            step = view[one.end : other.start] + view[other.end + 4 : min(high, other.end + 40)]
        planned = _PLANS.search(step) or _PLANS.search(view, max(here.clause[0], one.start - 14), one.start)
        if planned is None or _TELLS.search(step) is not None:
            continue
        return Plan(view[other.start : min(other.end + 6, high)], other.start, 0.93, "set against itself")
    return None


def _base(view: str, one: Expression) -> bool:
    """Say whether a year is what something is built on: 2021年的经验, 由2021年的88%升至…, 2021年未完成的…."""
    before = view[max(0, one.start - 10) : one.start]
    if _FROM.search(before) is not None and _RISES.match(view, one.end) is not None:
        return True
    found = _BEHIND_BASE.match(view, one.end)
    if found is None:
        return False
    return "的" in found.group()[-1:] or _LEADS_BASE.search(before) is not None
