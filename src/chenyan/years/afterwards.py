"""Finished events that are dated after the report was signed."""

from __future__ import annotations

import re
from datetime import date

from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_DONE = re.compile(
    r"(?:建成|投入使用|启用|上线|开通|完成|通过|成立|挂牌|印发|竣工|验收|揭牌|投用)(?!前|后)|[^。；，"
    r"]{0,12}?(?:举行|举办|召开|开展|完成|组织|进行|通过|印发|发布)了|[^。；"
    r"]{0,50}?(?:已|完成了|举办了|召开了|共|建成并|投入使用|正式(?:启用|上线|开通|运行)|获评|荣获|[了过](?=[，。；]))"
)
# What a clause ends with when it tells what was finished.
_FINISHED = re.compile(
    r"[，, ]{0,2}[^，。；的]{2,30}?(?:(?:建成|竣工|改造完成)(?:启用|投用|通车|运营|开放|投入使用)?|通车|投入(?:使用|运营)|"
    r"正式(?:启用|投用|运行))(?=[。；])"
)
_HAPPENED = re.compile(
    r"[，, ]{0,2}[^，。；]{0,20}?(?:召开|举办|组织|开展|印发|开通|上线|启用|完成|修订|培训|成立|建成|获|收到|"
    r"发布|公开)[^。；]{0,30}"
)


_AHEAD_OF_TIME = re.compile(
    r"合同|工期|约定|到期|届满|期满|截止|有效|施行|执行|生效|实施(?:的|[，。；])|拟|预计|计划|将|届时|要求|启用新|换届|召开的|举办的|的"
)
_SAID_AHEAD = re.compile("计划|预计|拟|将|力争|争取|定|待|确保|要求")
_OWN_PARTS = frozenset(("overview", "disclosure", "requests", "litigation"))
_ACTS = re.compile(rf"，?(?:{cues.any_of('own')})?(?:{cues.any_of('work', 'verb')})")


def after_signing(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a month or day after the signature dates something told as done."""
    signed = page.reference.signed
    if one.unit not in ("month", "day") or one.begin is None or one.first != year + 1:
        return False
    if page.reference.genre == "speech":
        return _after_the_speech(page, one, here)
    if page.reference.genre != "annual":
        return False
    if signed is None or signed.year != year + 1 or one.begin <= signed:
        return False
    if page.zone_at(one.start) or page.in_problems(one.start) or here.preposition in ("到", "至", "直到", "预计"):
        return False
    if _SAID_AHEAD.search(here.lead):
        return False  # 计划2023年4月竣工
    rest = page.view[one.end : min(here.statement[1], one.end + 70)]
    if _AHEAD_OF_TIME.search(rest) or here.lead.startswith(("其中", "含")):
        return False
    if cues.PLAN_IN_ZONE.search(rest) or cues.DEADLINE.match(rest):
        return False
    if page.section_at(one.start) in _OWN_PARTS and one.start - here.statement[0] <= 12 and _ACTS.match(rest):
        return True  # what opens a sentence of the report's own work is told as done
    return (
        _DONE.match(rest) is not None
        or _FINISHED.match(rest) is not None
        or (
            cues.COUNT.search(rest) is not None
            and _HAPPENED.match(rest) is not None
            and page.section_at(one.start) == "overview"
        )
    )


def _after_the_speech(page: Page, one: Expression, here: Place) -> bool:
    """Say whether the review of a speech tells as finished what lies behind the day on which it was given."""
    signed = page.reference.signed
    if signed is None or one.begin is None or one.begin <= signed or page.zone_at(one.start) is not None:
        return False
    if not page.review_from <= one.start or not page.zones or here.lead or one.start > page.zones[-1].start:
        return False
    rest = page.view[one.end : min(here.statement[1], one.end + 70)]
    if _AHEAD_OF_TIME.search(rest) or re.search("确保|力争|争取|实现|要|努力", rest):
        return False
    return _FINISHED.match(rest) is not None


_COMPLETED = re.compile(
    r"(?:正式|全部|全面|顺利)?(?:完成|建成|投入使用|投用|上线|开通|启用|办结|竣工|验收|整改到位|通过|挂牌|"
    r"揭牌)(?!前|后|的)"
)


# What happened at a meeting: 在2024年3月召开的座谈会上被集中提出.
_HELD = re.compile(
    r"(?:召开|举行|举办|组织|开展|进行|开通|发布|接受)的[^，。；\n]{2,20}?(?:会|上|中|里|期间|检查|测评|考核|评议|督查)(?:上|中|里)?"
    r"[^，。；\n]{0,6}?(?:被|提出|反映|指出|通报|获|受到|列|讨论|通过|表彰|点名|暴露)"
)


def finished_later(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether something completed is dated after the signature: 整改于2022年5月完成."""
    signed = page.reference.signed
    if one.begin is None or one.unit not in ("month", "day") or page.reference.genre != "annual":
        return False
    if signed is None:
        # a report is out by the middle of the next year
        late = one.begin >= date(year + 1, 7, 1) and "已" in page.view[here.clause[0] : one.start]
        signed = date(year + 1, 6, 30) if late else None
    if signed is None or one.begin <= signed:
        return False
    if here.lead.endswith(("在", "于")) and one.first == year + 1 and _HELD.match(page.view, one.end) is not None:
        return not re.search("将|拟|计划|预计|定|力争|争取|即将", page.view[here.statement[0] : one.start])
    if not here.lead.endswith("于") or one.first != year + 1 or page.zone_at(one.start) is not None:
        return False
    clause = page.view[here.clause[0] : one.start]
    return not re.search("将|拟|计划|预计|定|力争|争取|要", clause) and _COMPLETED.match(page.view, one.end) is not None
