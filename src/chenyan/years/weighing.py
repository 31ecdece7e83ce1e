"""Weigh a dated clause among problems, remedies and plans: marks of will against marks of the past.

No list of verbs holds all that can be planned. Where plans are told, a year that was over and dates a clause is
presumed a slip as far as the clause bears marks of will, and right as far as it bears marks of the past. The marks and
their weights are in ``lexicons/years_marks.csv``; the sum and each part of it are shown by ``chenyan years --explain``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from chenyan.lexicons import read_rows
from chenyan.text.openings import opening_signs
from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import ANSWER, FUTURE, Page, Place, place

_ENOUGH = 2.0
_BEHIND = 100  # how far behind the year marks are sought
_UNITS = frozenset(("year", "half", "quarter", "month", "school_year"))
_ZONES = {FUTURE: 2.5, ANSWER: 1.0}


class Mark(NamedTuple):
    """One row of the list: where it is sought, what it adds, its name, its pattern."""

    where: str
    weight: float
    name: str
    pattern: re.Pattern[str]
    opens: frozenset[str] | None  # the characters with one of which it begins, where they can be told


@cache
def marks() -> tuple[Mark, ...]:
    """Return the marks in the order of the list."""
    return tuple(
        Mark(row["where"], float(row["weight"]), row["mark"], pattern, opening_signs(pattern))
        for row in read_rows("years_marks.csv")
        if (pattern := re.compile(row["pattern"]))
    )


_WILL_OPENS = re.compile(
    r"[^，。；：]{0,12}?(?:把|将|让|请|由|按|在|对|以|从|为|要(?![点求件闻素])|拟|着手|继续|进一步|给|与)"
)
_NOUN = re.compile(r"(?:度|里|中|底|末|初|前|之前|以前|起|开始)?[^，。；：]{0,22}?的(?=[^，。；：])")
# A step dated more closely than a year and told by its verb: 2021年一季度，组织自查.
_STEP = re.compile(rf"(?:底|末|份)?(?:之?前|内)?，?(?:{cues.any_of('verb')}|[为由])")
_SEASON = re.compile("^(?:春|夏|秋|冬)(?:季|天)?(?:学期)?|^汛期?前?|^植树季|^暑期|^寒假|^元旦|^上半年|^下半年")
_ACT = re.compile(
    rf"，?(?:{cues.any_of('verb')}|[与对围在以为从由按再向](?!外|于))"
    r"(?!(?:届|学|期|后|公))(?![^，。；]{0,12}(?:情况|工作)(?:[，。；]|较|仍|还|中))"
)
_TO_BE_DONE = re.compile(
    r"(?:度|，)?[^，。；]{0,6}?(?:需?要|应当?|拟|计划|准备)[^，。；]{1,5}的(?!工作|方式|办法)[^，。；]{2,}"
)
_OWN_OF = re.compile(rf"(?:度)?(?:{cues.any_of('own')})?(?:工作)?的(?=重点|目标|努力|任务|方向|工作(?:中|里|重))")


def modifies(rest: str) -> bool:
    """Say whether a year only tells which thing is meant: 2021年结案的事故, 2021年的考核."""
    found = _NOUN.match(rest)
    if found is None or _OWN_OF.match(rest) is not None:
        return False
    opens = _WILL_OPENS.match(rest)
    # 2021年要公开的内容: what was to be done, not what will be
    return opens is None or opens.end() > found.end() or _TO_BE_DONE.match(rest) is not None


def of_noun(rest: str) -> bool:
    """Say whether what stands behind a year belongs to a noun, whatever it tells: 2019年成立时拟的7项制度."""
    if rest.startswith(("，", "度，")):
        return False
    return _NOUN.match(rest) is not None and _OWN_OF.match(rest) is None


# What a plan is measured by: 在2022年基数较低的前提下, 规模不低于2022年.
_OF_FIGURE = re.compile("年?度?的?(?:基数|执行数|决算数|完成数(?!据)|实绩|年初预算|调整预算|预算规模|预算执行)")
_SET_BESIDE = re.compile("(?:不[高低大小多少]于|不超过|[高低多少]于|持平于|相当于|不及)$")


def measures(view: str, one: Expression) -> bool:
    """Say whether a year names what something is measured by, whatever is told of it: 规模不低于2022年."""
    return (
        _OF_FIGURE.match(view, one.end) is not None
        or _SET_BESIDE.search(view, max(0, one.start - 5), one.start) is not None
    )


_ACTOR = re.compile(
    rf"，|{cues.any_of('own')}|{cues.any_of('verb')}|[共全未没无本因受各]|"
    r"[^，。；、的]{2,12}(?:局|镇|乡|委|办|街道|中心|处|院|公司|学校|政府)(?!务)"
)


def year_of_thing(view: str, one: Expression) -> bool:
    """Say whether 年度 only names which papers or things are meant: 2019年度财务、招标、人事三张清单…."""
    return view[one.end - 1] == "度" and _ACTOR.match(view, one.end) is None


class Evidence(NamedTuple):
    """The sum of the marks that were found, and each of them as (weight, name, words)."""

    total: float
    parts: tuple[tuple[float, str, str], ...]

    def __str__(self) -> str:
        return f"{self.total:+g}: " + "; ".join(f"{name} “{words}” {weight:+g}" for weight, name, words in self.parts)


def weighed(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated clause whose marks of will outweigh those of the past."""
    found = weigh(page, index, here)
    if found is None or found.total < _ENOUGH:
        return None
    confidence = round(min(0.9, 0.6 + 0.06 * (found.total - _ENOUGH)), 3)
    return Plan(max(found.parts)[2], page.expressions[index].end, confidence, f"weighed {found}")


def weigh(page: Page, index: int, here: Place) -> Evidence | None:
    """Return the marks of a dated clause, or None where its year cannot date a plan at all."""
    one, view = page.expressions[index], page.view
    if one.unit not in _UNITS or page.layout.enclosed(page.layout.parens, one.start) is not None:
        return None
    zone = page.zone_at(one.start)
    rest = _reach(page, index, here)
    words = {
        "lead": here.lead,
        "back": view[max(here.statement[0], here.clause[0] - 60) : here.clause[0]],
        "after": rest,
        "rest": rest,
        "bare": "" if page.in_plans(one.start) else rest,
        "told": view[max(0, here.statement[0] - 90) : here.statement[0]].rpartition("\n")[2],
        "around": f"{here.lead[-12:]}¦{rest[:40]}",
        "next": view[here.statement[1] : here.statement[1] + 50].partition("\n")[0],
    }
    led = firm = False
    parts: list[tuple[float, str, str]] = []
    if zone is not None:
        parts.append((_ZONES[zone.kind], f"{zone.kind} part", zone.opener))
    signs = {where: set(text[:1] if where == "after" else text) for where, text in words.items()}
    for mark in marks():
        if mark.opens is not None and mark.opens.isdisjoint(signs[mark.where]):
            continue
        text = words[mark.where]
        found = (mark.pattern.match if mark.where == "after" else mark.pattern.search)(text) if text else None
        if found is not None:
            if firm and mark.where == "after" and mark.weight < 0 and mark.name == "part of the name":
                continue  # 列入2021年考核, 确保2021年评估…: the year belongs to the thing, the thing is planned
            firm = firm or (mark.where in ("lead", "around") and mark.weight >= 2)
            led = led or (mark.where in ("lead", "around") and mark.weight > 0)
            parts.append((mark.weight, mark.name, found.group().strip("，。；\n ")))
    if not led and (not here.adverbial or here.preposition.startswith(("截", "自从", "早在", "随着", "进入"))):
        return None
    acts = cues.VERB.match(rest)
    if modifies(rest) and not (led and acts is not None and view[one.end + acts.end()] != "的"):
        return None
    first = re.split("[，。；]", _SEASON.sub("", rest, count=1).lstrip("度里中底份，"), maxsplit=1)[0]
    if first.endswith("后") and re.search("[可有]望|将|届时|就能|会", rest) is None:
        return None  # 2021年信息屏换新后，…: what follows a step that was taken
    if (will := cues.PLAN_IN_ZONE.search(rest)) is not None:
        # 人手紧张，将争取…: what stands before the plan tells how things were
        parts.append((2.0 if will.group() in first else 0.5, "will", will.group()))
    if one.unit != "year" and not here.lead and zone is None and _STEP.match(first) and page.in_problems(one.start):
        parts.append((1.5, "dated step", first[:8]))
    if (
        zone is None and not here.lead and one.unit == "year" and _ACT.match(rest) and page.in_problems(one.start)
        and any(name == "problem told" for _, name, _ in parts)
    ):  # fmt: skip
        # a measure without subject right after the problems: …更新迟。2021年与公安部门共享数据
        parts.append((1.5, "measure after problems", first[:8]))
    willed = any(weight >= 1.5 for weight, name, _ in parts if not name.endswith(" part"))
    if page.reference.genre == "speech" and not willed and cues.VERB.match(first) is None:
        return None
    if (later := _goes_on(page, one, here)) is not None:
        parts.append((0.7 if willed else -2.5, "later year", later))
    return Evidence(sum(weight for weight, _, _ in parts), tuple(parts))


def _reach(page: Page, index: int, here: Place) -> str:
    """Return what the year governs: to the end of its statement, or to a word or year that moves the time."""
    one, view = page.expressions[index], page.view
    stop = min(here.statement[1], one.end + _BEHIND)
    if (mover := cues.MOVER.search(view, one.end, stop)) is not None:
        stop = mover.start()
    for _, other in page.between(one.end, stop):
        if _is_later(page, other) and view[other.start - 1] in "，；。":
            stop = other.start
            break
    return view[one.end : stop]


_THIS_OR_NEXT = frozenset(("今年", "明年", "来年", "下一年", "下年度", "下一年度"))


def _is_later(page: Page, other: Expression) -> bool:
    if other.unit == "relative":
        return page.view[other.start : other.end] in _THIS_OR_NEXT
    return other.first > page.reference.limit and other.unit not in ("document", "edition", "five_year")


def _goes_on(page: Page, one: Expression, here: Place) -> str | None:
    """Return a later year in the sentence: it goes on from a plan, or sets off as past what bears no mark of will."""
    layout, view = page.layout, page.view
    # in a part that plans, items stand side by side; elsewhere 2021年…；2022年将… sets one off from the other
    stop = here.statement[1] if page.in_plans(one.start) else here.sentence[1]
    for _, other in page.between(one.end, min(stop, one.end + 160)):
        if layout.enclosed(layout.titles, other.start) or layout.enclosed(layout.parens, other.start):
            continue
        if _is_later(page, other) and (
            other.unit == "relative" or view[other.start - 1] in "到至在于争" or place(page, other).adverbial
        ):
            return view[other.start : other.end]
    return None
