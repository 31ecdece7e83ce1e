"""A year whose thing holds what came later: 2020年修订目录2次，主要补入2022年4月修订的事项."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place
from chenyan.years.weighing import modifies

_HOLDS = re.compile(
    r"(?:其中|主要(?:是|为|有)?|包括|含|涉及|补入|纳入|收录|新增|依据|根据|按照|对照|增补|增加|内容为|对象为|来自)(?:的是|了|有|[^，。；、0-9\n的]{0,6})?$"
)
_BORN = re.compile(
    r"(?:[0-9]{1,2}日)?(?:新|刚|起)?[^，。；、0-9\n的]{0,3}(?:修订|修正|施行|实施|印发|公布|发布|启动|建成|成立|开通|获批|批准|出台|颁布|挂牌|组建|开工|投用|上线|划入|认定|立案|收到|受理|新增)"
)
_TOLD = re.compile(r"[^。；\n]{0,24}?(?:共|了(?!解)|完成|全部|累计|合计|[0-9]{1,6}[^，。；0-9%]{1,3}[，、。])")
_BY = re.compile("(?:起)?，?[^，。；\n]{0,4}(?:依据|根据|按照|对照|依照)")
_GOES_ON = re.compile("以来|至今|此后|之后|后续|其后|延续|持续|跨年|截至|将|拟|结转|转入|遗留|目标|计划|规划")


def holds_what_came_later(page: Page, index: int, one: Expression, here: Place, year: int) -> Iterator[Finding]:
    """Yield a fact of an earlier year whose content began in the reported one."""
    view = page.view
    if one.unit not in ("year", "month", "day") or not 1 <= year - one.last <= 2 or page.told_ahead(one.start):
        return
    rest = view[one.end : here.statement[1]][:120]
    if here.lead or modifies(rest) or (_TOLD.match(rest) is None and _BY.match(rest) is None):
        return
    for _, other in page.between(one.end + 4, min(here.statement[1], one.end + 110)):
        if other.unit not in ("year", "month", "day") or other.last != year:
            continue
        before = view[max(one.end, other.start - 14) : other.start]
        if _HOLDS.search(before) is None or _BORN.match(view, other.end) is None:
            continue
        if _GOES_ON.search(view[one.end : other.end + 20]) is not None:
            return
        yield Finding(
            index, "stale_year", year, 0.85, "Y03", "work",
            f"what is dated {one.last} holds what began in {year}", f"写作{one.last}年的事项包含{year}年才有的内容",
        )  # fmt: skip
        return
