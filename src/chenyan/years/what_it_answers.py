"""What answers or ends a thing of this year cannot lie in last year: 针对2021年3月反馈的问题，2020年5月完成整改."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within
from chenyan.years.weighing import modifies

_REACH = 60
# What stands before the year of the thing that is answered: 针对2021年…, 不服我局2021年…的答复.
_CAUSE = re.compile("(?:针对|根据|按照?|不服|对照|为落实|为贯彻|落实|执行)(?:[^，。；、的0-9]{0,8})?$")
_CAUSE_OF = re.compile("[^，。；]{0,30}(?:的|《)[^，。；]{0,20}")
# By which a thing came up that is dealt with later.
_CAME_UP = re.compile(
    "(?:[0-9]{1,2}日)?(?:年?初|起|新|上半年|第?[一二三]季度)?，?[^，。；的0-9]{0,12}?(?:列出|确定|制定|排定|查摆|排查出?|反馈|作出|立案|通报|指出|受理|收到|"
    "承诺|举办|签约|下达|交办|部署|送达|发来|发出|出具|签订|提出|列入)的[^，。；]{1,24}"
)
_DEALT_WITH = re.compile(
    "(?:[0-9]{1,2}日)?(?:年?[底末初]|[上中下]旬|份|全年|年?内)?(?:之?前)?，?(?:我[局镇乡委办院校厅市县区旗州]|[^，。；的]{0,8}?)"
    "(?:(?:已经?|均|全部|全面|顺利|如期|又|再|即)*(?:完成(?!立项|招标|前期|可研|设计|审批|备案|征)|办结|答复|整改|消除|销号|回复|审结|宣判|作出(?:维持|复议|判决|一审|终审)|"
    "获?维持|撤回|回函|书面回|建成|开工|建立|补充|指定|修改|修订|诉至|起诉|驳回|落实|增设|开通|解决|印发|组织|试行|上网))"
)
_DONE_ALREADY = re.compile(
    "此前|之前|以前|早在|早已|原|曾|就已|便已|历年|上年|去年|前年|同期|比|较|结转|遗留|跨年|延续|以来|因|分别|以及|旧|提前|起草|筹"
)


def check_what_it_answers(page: Page) -> Iterator[Finding]:
    """Yield dates of last year at which a thing was answered, mended or ended that came up in the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if _DEALT_WITH.match(view, one.end) is None or modifies(view[one.end : one.end + 40]):
            continue
        low, high = sentence(page, one, before=110, after=60)
        told = years_within(page, low, one.start)
        if (
            not told
            or told[-1].last != year
            or one.start - told[-1].end > _REACH
            or "；" in view[told[-1].end : one.start]
        ):
            continue
        thing = told[-1]
        if _months_fall(thing, one) or not _answered(view, thing, one, low):
            continue
        if _DONE_ALREADY.search(view, thing.end, min(high, one.end + 24)) is not None:
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} lies before {view[thing.start : thing.end]}, when what it answers came up",
            f"{view[one.start : one.end]}早于所办事项产生的{view[thing.start : thing.end]}",
        )  # fmt: skip


def _months_fall(thing: Expression, one: Expression) -> bool:
    """Say whether the second would not follow the first in one year either."""
    dated = thing.unit in ("day", "month") and one.unit in ("day", "month")
    return dated and thing.begin is not None and one.begin is not None and one.begin.month < thing.begin.month


def _answered(view: str, thing: Expression, one: Expression, low: int) -> bool:
    if _CAME_UP.match(view, thing.end, one.start) is not None:
        return True
    caused = _CAUSE.search(view, max(low, thing.start - 14), thing.start) is not None
    return caused and _CAUSE_OF.match(view, thing.end, one.start) is not None and "，" in view[thing.end : one.start]
