"""A year before the event that stands in its clause: 2010年受新冠肺炎疫情影响."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.scope import Page, Place


def other_year(index: int, year: int, confidence: float, page: Page) -> Finding:
    one = page.expressions[index]
    words = page.view[one.start : one.end]
    return Finding(
        index, "other", year, confidence, "Y03", "work",
        f"{words} cannot date this fact; {year} is meant", f"“{words}”疑为{year}年之误",
    )  # fmt: skip


@cache
def _dated() -> tuple[tuple[str, int], ...]:
    """Return events and campaigns of the dated list with the first year in which they can be spoken of."""
    found: list[tuple[str, int]] = []
    for row in read_rows("dated_terms.csv"):
        if row["kind"] in ("event", "campaign", "meeting", "census") and row["valid_from"]:
            found.extend((term.strip("“”"), int(row["valid_from"][:4])) for term in row["term"].split("|"))
    return tuple(sorted(found))


_MET = re.compile("，?[^，。；]{0,10}?(?:面对|应对|抗击|受|遭遇|克服|战胜)[^，。；]{0,12}$")


@cache
def _dated_pattern() -> re.Pattern[str]:
    return re.compile(cues.either(term for term, _ in _dated()))


def before_its_time(page: Page, index: int, here: Place, year: int, *, only_met: bool = False) -> Iterator[Finding]:
    """Find a year before the event that stands in its clause: 2010年受新冠肺炎疫情影响.

    ``only_met`` asks for events that are met in the clause (面对, 受 … 影响), whatever else stands in it.
    """
    one, view = page.expressions[index], page.view
    if here.lead or one.first >= year:
        return
    clause = view[one.end : here.clause[1]]
    if len(clause) < 4:  # 2012年，受疫情影响
        clause += view[here.clause[1] : page.layout.around(page.layout.clauses, here.clause[1])[1]]
    match = _dated_pattern().search(clause)
    if match is None:
        return
    start = dict(_dated())[match.group()]
    if start > year + 1 or one.first >= start:
        return
    # the year before may belong to what led up to it, unless it is met there: 2019年，面对突如其来的新冠肺炎疫情
    met = one.unit == "year" and view[one.end - 1] not in "底末" and _MET.match(clause, 0, match.start())
    told = one.first < start - 1 and "的" not in clause[: match.start()] and page.reference.genre != "speech"
    if met or (told and not only_met):
        yield other_year(index, year, 0.85, page)


_PANDEMIC = re.compile(
    "新冠|新型冠状病毒|[驰支]援(?:武汉|湖北)|武汉抗疫|抗疫|疫情防控|防控疫情|抗击疫情|战疫|疫情期间|因疫情|受疫情|疫情影响|复工复产|健康码"
)
_OTHER_PLAGUE = re.compile(
    "动物|猪瘟|禽流感|流感|口蹄疫|登革热|手足口|布病|鼠疫|寨卡|埃博拉|非典|病虫|松材线虫|红火蚁|苗木"
)
_PANDEMIC_BEGAN = date(2019, 12, 1)


def before_the_pandemic(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find what was done about the pandemic before it began: 2019年2月，为做好疫情防控临时关闭道口."""
    one, view = page.expressions[index], page.view
    if not 2020 <= year <= 2023 or one.until is None or one.until >= _PANDEMIC_BEGAN or one.last < year - 2:
        return
    if one.unit not in ("year", "half", "quarter", "month", "day") or not here.adverbial or here.preposition:
        return
    low, high = here.statement[0], min(here.statement[1], one.end + 60)
    if any(other.first and other.last != one.last for _, other in page.between(one.end, high)):
        return
    told = _PANDEMIC.search(view, one.end, high)
    if told is None or _OTHER_PLAGUE.search(view[max(low, one.start - 30) : high]) is not None:
        return
    between = view[one.end : told.start()]
    if re.match("[^，。；]{0,20}(?:的|前|以来|水平|同期)", between) is not None or cues.COMPARED.search(
        view, max(0, one.start - 8), one.start
    ):
        return
    yield Finding(
        index, "stale_year", year, 0.86, "Y03", "work",
        f"the pandemic had not begun in {view[one.start : one.end]}", f"{view[one.start : one.end]}疫情尚未发生",
    )  # fmt: skip


_SPIRIT = re.compile("学习|贯彻|宣讲|落实|传达|领会|宣传|掀起")
_MEETING_AHEAD = re.compile("迎接|喜迎|召开前|召开之|胜利召开|筹备|献礼")
_FEAST = re.compile("庆祝|纪念|围绕|结合|隆重|热烈")


@cache
def _meetings() -> tuple[tuple[re.Pattern[str], date], ...]:
    """Return the meetings of the dated list, without 党的, with the day from which their spirit can be studied."""
    found: list[tuple[re.Pattern[str], date]] = []
    for row in read_rows("dated_terms.csv"):
        if row["kind"] == "meeting" and row["valid_from"]:
            year, month, day = (*row["valid_from"].split("-"), "01", "01")[:3]
            name = cues.either(term.removeprefix("党的") for term in row["term"].split("|"))
            found.append(
                (re.compile(rf"{name}(?![一-龥]{{0,1}}[一二三四五六七]中)"), date(int(year), int(month), int(day)))
            )
    return tuple(found)


def before_the_meeting(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find the spirit of a meeting studied before it, and a jubilee kept in another year: 2020年学习十九届六中全会精神."""
    one, view = page.expressions[index], page.view
    if one.until is None or here.lead or not 1 <= year - one.last <= 2 or page.told_ahead(one.start):
        return
    clause = view[one.end : min(here.statement[1], one.end + 50)]
    if _MEETING_AHEAD.search(clause) is not None or "的" in clause[:3]:
        return
    if any(other.first and other.last != one.last for _, other in page.between(one.end, one.end + len(clause))):
        return
    if _SPIRIT.search(clause) is not None and any(
        one.until < held and held.year <= year and pattern.search(clause) is not None for pattern, held in _meetings()
    ):
        yield other_year(index, year, 0.86, page)
        return
    if _FEAST.search(clause) is not None and any(
        at == year and pattern.search(clause) is not None for at, pattern in _feasts()
    ):
        yield other_year(index, year, 0.86, page)


@cache
def _feasts() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple(
        (int(row["year"]), re.compile(row["pattern"]))
        for row in read_rows("year_landmarks.csv")
        if "周年" in row["pattern"]
    )
