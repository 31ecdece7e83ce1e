"""Dated items of a plan zone, and of the remedies that follow the problems."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.plan_after import IS_YEAR_OF
from chenyan.years.scope import FUTURE, Page, Place


def in_zone(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated item in a plan zone: a deadline, a start, or a verb of doing, without a mark of the past."""
    one, view = page.expressions[index], page.view
    zone = page.zone_at(one.start)
    if zone is None or not here.adverbial or one.unit == "range" or (one.unit == "school_year" and not here.adverbial):
        return None
    if here.preposition in ("截至", "截止", "截止到", "自从", "早在", "进入", "随着"):
        return None
    tail = view[one.end : min(here.statement[1], one.end + 90)]
    statement = view[here.statement[0] : here.statement[1]]
    if cues.PAST_STRONG.search(statement.split("。")[0]) or cues.PAST_WEAK.search(view[here.clause[0] : one.start]):
        return None
    clause = re.split("[，。；：\n]", tail, maxsplit=1)[0]
    if zone.kind == FUTURE and one.unit == "year" and not here.lead and (named := IS_YEAR_OF.match(tail.lstrip("，"))):
        return Plan(named.group()[-8:], one.end, 0.85, "year described in plan zone")
    if _NOT_AHEAD.match(clause) or "虽" in tail[:24]:
        return None
    if zone.kind != FUTURE and zone.opener.endswith("情况"):
        return None  # 整改情况：… tells what was done
    deadline = cues.DEADLINE.match(tail)
    if deadline is not None and _BEGUN.match(tail) is not None:
        return None  # 2021年3月起实行的月评: since when, not from when on
    if page.layout.enclosed(page.layout.parens, one.start) and (deadline is None or "前" not in deadline.group()):
        return None
    if deadline is None and re.match(r"[^，。；：]{0,5}的", clause):
        return None
    if re.match(r"[^，。；：]{0,20}?的", clause) and not _TAKES_UP.match(clause) and deadline is None:
        return None
    if deadline is None and re.match(
        r" ?(?:底|末|初|度)?(?:以前|之前|前|以来|期间)?[^，。；]{0,12}(?:存在|反映|反馈|查出|排查出|发现|遗留|"
        r"未完成|通报|暴露|换届|以来)",
        clause,
    ):
        return None
    if deadline is not None and "前" in deadline.group() and cues.VERB.search(tail):
        return Plan(zone.opener, zone.start, 0.9 if zone.kind == FUTURE else 0.82, "deadline in plan zone")
    if deadline is not None:
        if zone.kind == FUTURE or _listed(view, here):
            return Plan(zone.opener, zone.start, 0.8, "start in plan zone")
        return None
    if re.search(r"(?:比|较|同比)", clause) or (re.match(r"[，,]", tail) and zone.kind != FUTURE):
        return None
    if not clause and not tail[1:]:
        return None
    body = clause or tail[1:30]
    if (months := re.match(r"(?:至|到|-|~)[0-9]{1,2} ?月(?:份|底)?", body)) is not None:
        body = body[months.end() :] or tail[len(clause) + 1 :][:30]
    pattern = cues.DOING if zone.kind == FUTURE and page.reference.genre != "speech" else cues.VERB
    verb = pattern.match(body.lstrip("，, ")) or (
        cues.VERB.search(body[:16]) if one.unit in ("half", "quarter") else None
    )
    if verb is None and (
        page.reference.genre == "speech"
        or re.search("提高到|达到|增长|降低到|控制在|不低于|不少于|完成|安排[0-9]", body) is None
    ):
        return None
    if zone.kind != FUTURE and one.unit not in ("half", "quarter", "month"):
        return None
    return Plan(zone.opener, zone.start, 0.85 if zone.kind == FUTURE else 0.72, "item in plan zone")


_BEGUN = re.compile("[^，。；：]{0,6}起(?:实行|执行|施行|推行|实施|开展|试行|开通|启用|运行|建立|推广)的[^，。；]")
_TAKES_UP = re.compile(rf" ?(?:底前|前|底|年底前)?{cues._JIANG_NEXT}")
_NOT_AHEAD = re.compile("到期|结转|转入|剩余|下达|欠|尚未|已")


def _listed(view: str, here: Place) -> bool:
    """Say whether the statement is an item of a list: 三是从2022年3月起…."""
    return (
        re.match(
            r"\s{0,4}(?:（?[一二三四五六七八九十0-9]{1,3}[）、.是要])", view[here.statement[0] : here.statement[0] + 8]
        )
        is not None
    )
