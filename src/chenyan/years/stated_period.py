"""The stretches from day to day that a report states as the time its data cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chenyan.text.openings import spread
from chenyan.years.cues import PERIOD
from chenyan.years.grammar import Expression

PERIOD_YEAR = re.compile(
    spread(
        r"(?:统计年度|统计范围|数据范围|统计口径|编制口径|统计期限|统计时限|统计时间|统计期间|统计周期|数据口径|起止时间|报告期|"
        r"时限|期限|时段|口径)(?:为|是|：|:| ){0,3}$|"
        r"(?:年报|报告|数据|统计)[^，。；《]{0,8}(?:涵盖|覆盖|反映|产生于|以)(?:了)?$"
    )
)
PERIOD_YEAR_ENDS = frozenset("度围径限间期段为是：: 盖映于以了\n")  # the last characters of what it matches
_STATED = re.compile(r"(?:统计|数据)(?:的)?(?:统计)?(?:期限|时限|期间|时间|周期|时段|范围|口径)")
_PERIOD_JOIN = re.compile(
    r"(?:零时|0时|00:00|二十四时|24时|24:00|零点|24点|开始|起始|计算|算起|计起|起算|起|始|止|（含）|，|,| |\n){0,5}(?:至|到|止于|截至|"
    r"截止到?|终|-|~|—){1,3}(?:于|到|至)? ?"
)
_JOIN_OPENS = frozenset("零02二开起计算始止（，, \n至到截终-~—")
# 2019年1月20日，截至2018年12月31日: what stands behind a break is told of another day, unless the stretch began with 自
_APART = re.compile("[，, \n]+截")
_FROM = re.compile("(?:[自从由]|[始起]于|(?:统计|数据|期限|时限|期间|时段|周期|口径)[^，。；\n]{0,4})$")
_SAME_YEAR = re.compile(
    r"(?:当年|本年|同年)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?: ?([0-9]{1,2}|"
    r"三十一?|二?十[一二三四五六七八九]?) ?[日号])?"
)
_AS_FOLLOWS = re.compile("[^，。；]{0,16}(?:情况|工作)[^，。；]{0,6}如下")


@dataclass(frozen=True, slots=True)
class Period:
    """One stated data period: its two dates as indices of expressions (the same where only one names a year)."""

    first: int
    last: int
    begin: date
    until: date
    stated: bool


def joined(view: str, one: Expression) -> int | None:
    """Return where the words end that join a date to the end of a stretch (至, 零时起至), or None."""
    if view[one.end : one.end + 1] not in _JOIN_OPENS:
        return None
    join = _PERIOD_JOIN.match(view, one.end)
    if join is None or (_APART.match(join.group()) and _FROM.search(view, max(0, one.start - 8), one.start) is None):
        return None
    return join.end()


def find_periods(view: str, expressions: Sequence[Expression], reach: int) -> list[Period]:
    """Find ranges from day to day that are stated as the time the data cover."""
    found: list[Period] = []
    for at, one in enumerate(expressions):
        if one.unit not in ("day", "month") or one.begin is None or one.until is None:
            continue
        if (join := joined(view, one)) is None:
            continue
        other = expressions[at + 1] if at + 1 < len(expressions) else None
        if other is not None and other.start == join and other.unit in ("day", "month") and other.until:
            until, last = other.until, at + 1
        else:
            rest = _SAME_YEAR.match(view[join : join + 16])
            if rest is None:
                continue
            month = rest.group(1)
            number = (
                int(month)
                if month.isdigit()
                else "一二三四五六七八九十".find(month) + 1
                if len(month) == 1
                else 10 + "一二".find(month[1]) + 1
            )
            until, last = date(one.first, max(1, min(number, 12)), 28), at
        before = view[max(0, one.start - 24) : one.start]
        after = view[expressions[last].end : expressions[last].end + 24]
        stated = (
            PERIOD.search(before) is not None
            or "情况如下" in after
            or (re.search("现[将就把][^，。；]{0,12}$", before) is not None and _AS_FOLLOWS.match(after) is not None)
            or re.match("期间的(?:政府信息公开|信息公开|工作|数据|情况)", after) is not None
            or "产生" in before
        )
        if stated or one.start <= reach or (one.begin.month, one.begin.day) == (1, 1):
            found.append(
                Period(
                    at, last, one.begin, until, stated and (one.start <= reach or _STATED.search(before) is not None)
                )
            )
    return found
