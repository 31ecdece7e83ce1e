"""What surrounds a year, told without the year itself: the cues from which a year can be expected.

Each cue is a short name, such as ``zone:future``, ``then:0`` (the next year of the sentence is the report's own) or
``on:，共`` (the words that follow). ``chenyan.years.expectation`` weighs them.
"""

from __future__ import annotations

import re

from chenyan.text.openings import NamedPatterns
from chenyan.years import cues
from chenyan.years.grammar import RELATIVE_SHIFT, Expression
from chenyan.years.roles import told_after
from chenyan.years.scope import Page, place
from chenyan.years.weighing import modifies

_REST = 44  # how far behind the year its clause is read
_CARRIED_TO = re.compile("(?:结转|转入|转至|转到|顺延|延期|推迟|延至|延续)[到至]?$")
_LEAP = re.compile("[，。；：¶]")

# Classes of words behind the year, up to the end of its statement.
_BEHIND = NamedPatterns(
    (
        ("will", cues.PLAN),
        ("past", cues.PAST_STRONG),
        ("count", cues.COUNT),
        ("none", re.compile("[未无零没]")),
        ("total", re.compile("共|累计|全年|总计|合计")),
        ("since", re.compile("以来|至今|以前|之前|以后|之后|起[，至]")),
        ("other's paper", re.compile("预算|决算|结转|遗留|年报|审计|考核|评议|测评|评估|通报|反馈|存量|普查|绩效|检查")),
        ("compared", re.compile("同期|相比|增长|下降|增加|减少|上升|提高到|降至|持平")),
        ("need", re.compile("(?<![主必需重])要(?![求点件素])|应当?|须|力争|确保|争取|继续|进一步")),
        ("this year", re.compile("今年|本年|当年|今已|现已|现有|现为|目前|如今")),
        ("last year", re.compile("去年|上年")),
        ("next year", re.compile("明年|来年|下一?年|下一步|今后")),
        ("problem", re.compile("不足|问题|短板|差距|不够|有待|仍")),
        ("law", re.compile("施行|实施|修订|生效|颁布|印发|出台")),
        ("honour", re.compile("荣获|获评|命名|授予|被评|称号")),
        ("founded", re.compile("成立|组建|设立|挂牌|改制|建成|合并|划转|改造|投用|开通|始建|启用|竣工|开工|立案")),
    )
)  # fmt: skip
_BEFORE = NamedPatterns(
    (
        ("will", re.compile("(?<![即必])[将拟要]|计划|打算|力争|争取|确保|定于|安排")),
        ("past", re.compile("已|曾|了|过|完成")),
        ("than", re.compile("比|较|与|和|同")),
        ("from", re.compile("自|从|由")),
        ("until", re.compile("至|到|截")),
        ("paper", re.compile("《|〔|号|根据|按照|依据|落实|贯彻")),
        ("base", re.compile("针对|结合|总结|对照|巩固|参照|围绕|在")),
    )
)


def _shift(page: Page, other: Expression, year: int) -> str:
    """Name another mention's distance from the reported year."""
    if other.unit == "relative":
        return f"r{RELATIVE_SHIFT.get(page.view[other.start : other.end], 0)}"
    if other.unit in ("document", "edition", "five_year", "typo") or not other.first:
        return "o"
    return str(max(-2, min(2, other.last - year)))


def told_beside(view: str, one: Expression) -> str:
    """Return what the words right behind a year make of it (law, history, carried, document), or carried for those before."""
    if told := told_after(view, one.end):
        return told
    return "carried to" if _CARRIED_TO.search(view, max(0, one.start - 6), one.start) is not None else ""


def cues_around(page: Page, index: int, year: int) -> list[str]:
    """Return the names of what surrounds expression ``index`` in a report on ``year``."""
    one, view, layout, reference = page.expressions[index], page.view, page.layout, page.reference
    here = place(page, one)
    found = [f"unit:{one.unit}", f"genre:{reference.genre}"]
    zone = page.zone_at(one.start)
    zoned = zone.kind if zone is not None else "problems" if page.in_problems(one.start) else "-"
    section = page.section_at(one.start)
    lead = here.lead
    stands = (
        "first" if not lead else f"in {here.preposition}" if here.preposition else "subject" if here.subject else "led"
    )
    head = page.heading_at(one.start)
    if one.start < reference.title_end:
        part = "title"
    elif head is not None and head.alone:
        part = (
            "plan head"
            if cues.PLAN_HEAD.search(head.words)
            else "past head"
            if cues.PAST_HEAD.search(head.words)
            else "head"
        )
    elif layout.enclosed(layout.titles, one.start):
        part = "《》"
    elif layout.enclosed(layout.quotes, one.start):
        part = "“”"
    elif layout.enclosed(layout.parens, one.start):
        part = "（）"
    else:
        part = "text"
    found += [
        f"zone:{zoned}",
        f"section:{section}",
        f"stands:{stands}",
        f"part:{part}",
        f"zone+stands:{zoned} {stands}",
        f"section+part:{section} {part}",
        f"part+unit:{part} {one.unit}",
        f"unit+stands:{one.unit} {stands}",
    ]
    if index in reference.signatures:
        found.append("signature")
    if page.accounts:
        found.append(f"accounts+stands:{stands}")
    if told := told_beside(view, one):
        found += [f"role:{told}", f"role+stands:{told} {stands}"]
    tail = view[one.end - 1]
    if tail in "度底末初内前起":
        found.append(f"form:{tail}")
    signed = reference.signed
    if one.begin is not None and one.unit in ("day", "month", "short") and one.begin.month:
        month = one.begin.month
        found.append(f"month:{month if month in (1, 2, 3, 12) else 'mid'}")
        if one.unit == "day" and one.begin.day in (1, 31):
            found.append(f"day:{month}-{one.begin.day}")
        if signed is not None:
            found.append("month:" + ("not after signing" if month <= signed.month else "after signing") + f" {zoned}")
    # the clause behind the year
    stop = min(here.statement[1], one.end + _REST)
    rest = view[one.end : stop].replace("\n", "¶")
    comma = rest[:2].lstrip("度")[:1] == "，"
    body = rest.lstrip("度内里中，, ")
    for size in (1, 2, 3):
        if len(rest) >= size:
            found.append(f"on:{rest[:size]}")
    if comma:
        found.append(f"on+zone:， {zoned}")
        for size in (1, 2):
            found.append(f"on2:{body[:size]}")
    if cues.OWN.match(body) is not None:
        found.append("own")
        found.append(f"own+stands:{stands}")
    clause = _LEAP.split(body, maxsplit=1)[0][:24]
    found += {f"word:{clause[at : at + 2]}" for at in range(len(clause) - 1)}
    if not comma and modifies(rest):
        found += ["of", f"of+stands:{stands}", f"of+zone:{zoned}"]
    for name in _BEHIND.found_in(rest):
        found.append(f"behind:{name}")
        if name in ("will", "past", "count", "compared", "need"):
            found.append(f"behind+stands:{name} {stands}")
            found.append(f"behind+zone:{name} {zoned}")
    # before the year
    before = lead[-12:].replace("\n", "¶")
    for size in (1, 2, 3, 4):
        if len(before) >= size:
            found.append(f"lead:{before[-size:]}")
    if not lead:
        edge = view[here.clause[0] - 1].replace("\n", "¶") if here.clause[0] else "^"
        found.append(f"edge:{edge}")
        back = view[max(here.statement[0], here.clause[0] - 40) : here.clause[0]]
        if not back:
            found.append("opens statement")
            if one.start - here.sentence[0] < 6:
                line = view.rfind("\n", max(0, one.start - 12), one.start)
                found.append("opens paragraph" if line >= 0 else "opens sentence")
        found += [f"back:{name}" for name in _BEFORE.found_in(back)]
    for name in _BEFORE.found_in(before):
        found.append(f"before:{name}")
        found.append(f"before+stands:{name} {stands}")
    # the years beside it
    low, high = here.sentence
    earlier = later = ""
    for _, other in page.between(low, high):
        if other.end <= one.start:
            earlier = _shift(page, other, year)
            near = (
                f"join:{_shift(page, other, year)} {view[other.end : one.start].strip()}"
                if one.start - other.end <= 3
                else ""
            )
            if near:
                found.append(near)
        elif other.start >= one.end:
            later = later or _shift(page, other, year)
            if other.start - one.end <= 3:
                found.append(f"joined:{view[one.end : other.start].strip()} {_shift(page, other, year)}")
    found += [
        f"after:{earlier or '-'}",
        f"then:{later or '-'}",
        f"after+stands:{earlier or '-'} {stands}",
        f"then+stands:{later or '-'} {stands}",
        f"sides:{earlier or '-'} {later or '-'}",
    ]
    if not earlier and index and page.expressions[index - 1].start >= reference.title_end:
        found.append(f"told before:{_shift(page, page.expressions[index - 1], year)} {stands} {zoned}")
    if not later and index + 1 < len(page.expressions):
        found.append(f"told next:{_shift(page, page.expressions[index + 1], year)} {stands} {zoned}")
    return found
