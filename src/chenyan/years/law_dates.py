"""The day from which a law of the dated list applies, told with another year: 国务院令第711号，2020年5月15日起施行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_IN_FORCE = ("起施行", "起正式施行", "施行", "正式施行", "起实施", "起正式实施")
_NUMBERED = re.compile("第[0-9]{2,4}号")
_REACH = 36  # how far before the day the law is named


@cache
def _laws() -> dict[str, int]:
    """Return numbered orders with the year from which they apply; a name may be shared with a province's law."""
    found: dict[str, int] = {}
    for row in read_rows("dated_terms.csv"):
        if row["kind"] == "law" and row["valid_from"]:
            found.update(
                (term, int(row["valid_from"][:4])) for term in row["term"].split("|") if _NUMBERED.search(term)
            )
    return found


# Days of the regulation on open government information that name their year: in force from 1 May 2008, revised and
# promulgated on 3 April 2019, in force again from 15 May 2019.
_DAYS = {(5, 1): 2008, (4, 3): 2019, (5, 15): 2019}
_APPLIES = re.compile(
    r"(?:起)?(?:新?修订|修改)?后?的?(?:新修订的)?(?:《|国务院)?[^，。；《》]{0,12}?(?:政府信息公开条例|信息公开条例)》?(?:正式)?(?:起?施行|实施|公布|修订)"
)


# The same under the short names that reports use, before the day or behind it: 修订后的《条例》（2020年5月15日起施行）.
_SHORT = r"(?:(?:新(?:修订)?|修订后?|修改后)(?:的)?《?|《)(?:中华人民共和国)?(?:政府信息公开)?条例》?"
_SHORT_BEFORE = re.compile(rf"(?:{_SHORT})[（，]?(?:已|将)?(?:于|自|从)?$")
_FORCE_BEHIND = re.compile("起?(?:正式)?(?:施行|实施|生效)(?!细则|办法|方案|意见)")
_SHORT_BEHIND = re.compile(rf"起?(?:正式)?(?:施行|实施|生效|公布|颁布)的?(?:国务院)?(?:{_SHORT})")


def _of_the_regulation(view: str, one: Expression) -> bool:
    """Say whether a day is told of the regulation on open government information."""
    if _APPLIES.match(view, one.end, one.end + 44) is not None or _SHORT_BEHIND.match(view, one.end) is not None:
        return True
    before = _SHORT_BEFORE.search(view, max(0, one.start - 26), one.start)
    return before is not None and _FORCE_BEHIND.match(view, one.end) is not None


# A paper known to the dated list, and the year in which it is said to be issued: 国办公开办函〔2021〕30号（2022年9月印发）.
_STATE_PAPER = re.compile(r"国[办发务院公开函政信息室]{1,8}〔[12][0-9]{3}〕[0-9]{1,4}号")
_ISSUED = re.compile("(?:正式)?(?:印发|下发|发布|公布|出台)(?!的?通知要求)")


def check_state_papers(page: Page) -> Iterator[Finding]:
    """Yield the year of issue of a state paper that is not the year of its number."""
    view = page.view
    for at, paper in enumerate(page.expressions):
        if paper.unit != "document" or not paper.first:
            continue
        low = max(0, paper.start - 10)
        named = next((m for m in _STATE_PAPER.finditer(view, low, paper.end + 8) if m.end() >= paper.end), None)
        if named is None:
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(page.expressions):
                continue
            one = page.expressions[beside]
            if one.unit not in ("day", "month") or not 1 <= abs(one.first - paper.first) <= 2:
                continue
            behind = beside > at and view[named.end() : one.start] in ("（", "，", "", "（于", "，于")
            before = beside < at and re.fullmatch(
                "(?:印发|下发|发布|公布|出台)的?(?:《[^》]{2,40}》)?（?", view[one.end : named.start()]
            )
            if (behind and _ISSUED.match(view, one.end)) or before:
                yield Finding(
                    beside, "other", paper.first, 0.86, "Y03", "document",
                    f"the paper is numbered of {paper.first}", f"文号为{paper.first}年，而写作{view[one.start : one.end]}印发",
                )  # fmt: skip


def check_days(page: Page) -> Iterator[Finding]:
    """Yield a day of the regulation with another year: 自2020年5月15日修订后的《政府信息公开条例》施行以来."""
    for index, one in enumerate(page.expressions):
        if one.unit != "day" or one.begin is None:
            continue
        right = _DAYS.get((one.begin.month, one.begin.day))
        if right is not None and one.first != right and _of_the_regulation(page.view, one):
            yield Finding(
                index, "other", right, 0.88, "Y03", "law",
                f"the regulation of open government information has this day in {right}",
                f"《政府信息公开条例》该日为{right}年，而写作{page.view[one.start : one.end]}",
            )  # fmt: skip


def check_law_dates(page: Page) -> Iterator[Finding]:
    """Yield days of coming into force whose year is not the law's."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("day", "month", "year") or not view.startswith(_IN_FORCE, one.end):
            continue
        before = view[max(0, one.start - _REACH) : one.start]
        if any(other.first for _, other in page.between(max(0, one.start - _REACH), one.start)):
            continue  # another date lies between: revised then, in force now
        named = {year for law, year in _laws().items() if law in before}
        if len(named) == 1 and one.first not in named:
            (year,) = named
            yield Finding(
                index, "other", year, 0.88, "Y03", "law",
                f"the law named before {view[one.start : one.end]} applies from {year}",
                f"所引法规自{year}年施行，而写作{view[one.start : one.end]}",
            )  # fmt: skip


@cache
def law_days() -> dict[str, tuple[date, ...]]:
    found: dict[str, list[date]] = {}
    for row in read_rows("law_days.csv"):
        found.setdefault(row["law"], []).append(date.fromisoformat(row["day"]))
    return {law: tuple(days) for law, days in found.items()}


_NAMED = re.compile(
    r"《(?:新修订的|中华人民共和国)?([^《》，。\n]{2,14}?)(?:（[^（）《》]{2,10}）)?》[^，。；《》\n0-9]{0,6}"
    r"(?:，|（|于|自|从|将于|已于){0,3}$"
)
_FORCE = re.compile(
    r"(?:正式)?(?:起施行|起正式施行|起实施|起正式实施|施行|实施|正式施行|生效)(?!细则|办法|方案|意见|情况|前|后)"
)
_BEHIND = re.compile(r"(?:起)?(?:正式)?(?:施行|实施|生效)的(?:新修订的)?《(?:中华人民共和国)?([^《》，。\n]{2,14})》")


def check_law_days(page: Page) -> Iterator[Finding]:
    """Yield the day from which a national law applies under another year: 《数据安全法》2020年9月1日起施行."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "day" or one.begin is None:
            continue
        named = _NAMED.search(view, max(0, one.start - 34), one.start) if _FORCE.match(view, one.end) else None
        named = named or _BEHIND.match(view, one.end, one.end + 40)
        days = law_days().get(named.group(1)) if named is not None else None
        if not days:
            continue
        same = [day for day in days if (day.month, day.day) == (one.begin.month, one.begin.day)]
        if same and all(day.year != one.first for day in same):
            yield Finding(
                index, "other", same[-1].year, 0.88, "Y03", "law",
                f"the law applies from this day of {same[-1].year}", f"该法自{same[-1].isoformat()}起施行",
            )  # fmt: skip
