"""What follows cannot lie before what it follows: 规划2019年4月获批，批准后于2018年6月张榜征求意见."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

_DATED = frozenset(("day", "month", "quarter"))
_REACH = 160
# Words right before a date, or at the head of its statement, by which it goes on from what was told.
_THEN = re.compile(
    r"(?:随后|随即|其后|此后|之后|而后|接着|继而|紧接着|最终|最后|据此|为此|因此|于是|"
    r"(?:批准|获批|批复|通过|验收|发布|公布|印发|完工|竣工|建成|审定|结束|收到|立案|受理|开工|中标|签约|征求意见|评审|听证)[之以]?后)"
    r"[^，。；\n]{0,10}，?(?:[^，。；\n]{0,8}(?:于|在))?$"
)
# Words behind a date that take up what was told before it.
_TAKEN_UP = re.compile(
    r"[^。；\n]{0,24}?(?:本次|此次|这次|这一次|该次|这[起项次场份]|"
    r"该(?:[项案起场份批次]|要点|方案|通知|意见|规定|办法|文件|精神|指南|计划|制度|清单|细则|规程|批复|决定|判决|结论))"
)
_BEFORE = re.compile(r"此前|早在|之前|以前|原|曾|上一?次|去年|上年|前期|起草|筹备|始于|自|从")


def check_follows(page: Page) -> Iterator[Finding]:
    """Yield dates that are told as the sequel of a later date."""
    year = page.reference.year
    if year is None or page.reference.genre == "speech":
        return
    view = page.view
    before: Expression | None = None
    for index, one in enumerate(page.expressions):
        if one.unit not in _DATED or one.begin is None or one.until is None:
            continue
        first, before = before, one
        if first is None or first.begin is None or first.last <= one.last or one.start - first.end > _REACH:
            continue
        if one.until >= first.begin or not year - 2 <= one.last <= year or first.last > year + 1:
            continue
        if page.layout.enclosed(page.layout.titles, one.start) or page.layout.enclosed(page.layout.parens, one.start):
            continue
        if "\n" in view[first.end : one.start]:
            continue
        here = place(page, one)
        statement = view[here.statement[0] : one.start]
        if _BEFORE.search(statement[-24:]) is not None:
            continue
        lead = view[max(first.end, here.statement[0]) : one.start]
        then = _THEN.search(lead) is not None
        if not then and (not here.adverbial or _TAKEN_UP.match(view, one.end, here.sentence[1]) is None):
            continue
        expected = first.last if one.begin.month >= first.begin.month else first.last + 1
        if expected > year + 1:
            continue
        yield Finding(
            index, "date_order", expected, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} is told as the sequel of {view[first.start : first.end]}",
            f"{view[one.start : one.end]}写在{view[first.start : first.end]}之后发生的事项上，次序颠倒",
        )  # fmt: skip


_BARE_MONTH = re.compile(r"(?<![0-9年至-])(1[0-2]|[1-9])月(?!龄|薪|均)")
_NOT_OF_COURSE = re.compile("此前|早在|之前|以前|原[定计]|曾|去年|上年|年度|版|号|的")


def check_course(page: Page) -> Iterator[Finding]:
    """Yield the odd year in a course of months: 2021年2月立项，3月招标，2020年5月开工，9月完工."""
    year = page.reference.year
    if year is None or page.reference.genre == "speech":
        return
    view = page.view
    for index in range(1, len(page.expressions)):
        first, one = page.expressions[index - 1], page.expressions[index]
        if one.unit not in ("day", "month") or one.begin is None or first.unit not in ("day", "month"):
            continue
        if first.begin is None or one.last != first.last - 1 or first.last != year or one.start - first.end > _REACH:
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        if first.start < low or page.layout.enclosed(page.layout.parens, one.start):
            continue
        clause = view[max(view.rfind(mark, low, one.start) for mark in "，；、") + 1 : one.start]
        if _NOT_OF_COURSE.search(clause) is not None or view[one.end : one.end + 1] == "的":
            continue
        between = [int(m.group(1)) for m in _BARE_MONTH.finditer(view, first.end, one.start)]
        stop = page.expressions[index + 1].start if index + 1 < len(page.expressions) else high
        behind = [int(m.group(1)) for m in _BARE_MONTH.finditer(view, one.end, min(high, stop, one.end + 60))]
        months = [first.begin.month, *between, one.begin.month, *behind]
        if not between or not behind or months != sorted(months):
            continue
        yield Finding(
            index, "date_order", year, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} stands in a course of months of {year}",
            f"{view[one.start : one.end]}夹在{year}年逐月进展之中，年份有误",
        )  # fmt: skip
