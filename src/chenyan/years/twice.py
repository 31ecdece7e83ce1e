"""Two figures for one year: 2020年公开信息68条，比2020年的51条增加17条. The base is right, the fact is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import first_amount
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, place

_REACH = 130  # how far behind the fact its base is sought
_FIGURE = r"(?:[0-9][0-9,.]*|百分之[一二三四五六七八九十百点]+|[一二三四五六七八九十百千万两零]{1,9}(?![一-龥]{0,3}次))"
_HAS_FIGURE = re.compile(rf"{_FIGURE}|第[一二三四五六七八九十]")
_CHANGE = "(?![^，。；、）0-9]{0,4}(?:增|减|升|降|提|多|少|高|低|长|翻|持平|扩|缩))"
_BASE = re.compile(
    rf"{_CHANGE}(?:度|全年|同期)?(?:的|为|是|只有|仅为?|才)?[^，。；、）0-9的]{{0,4}}?"
    rf"(?:{_FIGURE}|[列排居第][^，。；）]{{0,2}}[0-9一二三四五六七八九十])"
)
_FIRMLY = re.compile(rf"(?:度|全年|同期)?(?:才|只有|仅|为|是){{1,2}}[^，。；]{{0,3}}?{_FIGURE}")
_PART = re.compile(
    r"年?初|年?上半年|第?[一二三四1-4]季度|[0-9]{1,2}月|以前|之前|"
    r"的?(?:计划|预算|目标|任务|指标|标准|快报|预期|基数)"
)
_MEASURE = re.compile(r"较|比|增|升|降|减|多|少|创|新高|跃")
_OTHER_FACT = re.compile(r"预算|计划|目标|任务|指标|预计|应|原|末|底")


def told_twice(page: Page, index: int, one: Expression, here: Place, year: int) -> Iterator[Finding]:
    """Yield a fact whose year is the base that it is set against, with a figure of its own."""
    if one.unit not in ("year", "school_year") or one.last >= year or page.reference.genre == "forward":
        return
    if (here.lead and not here.subject) or page.layout.enclosed(page.layout.parens, one.start):
        return
    view = page.view
    if page.told_ahead(one.start) or view[one.end - 1] in "初末底前内":
        return
    line = view.find("\n", one.end, one.end + _REACH)
    stop = line if line >= 0 else one.end + _REACH
    for _, other in page.between(one.end, stop):
        if (
            other.last == year
            and place(page, other).adverbial
            and not page.layout.enclosed(page.layout.parens, other.start)
        ):
            return  # this report's figure stands between: rows of years
        if other.unit != one.unit or other.last != one.last or _PART.match(view, other.end) is not None:
            continue
        between = view[one.end : other.start]
        if _HAS_FIGURE.search(between) is None or _OTHER_FACT.search(between[:16]) is not None:
            return
        if not _is_base(page, other, between) or _alike(page, one, other):
            return
        if any(e.last > one.last for _, e in page.between(here.sentence[0], one.start)):
            return  # 2021年80条，2020年为60条，比2020年…
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"a figure of {one.last} is set against another figure of {one.last}, but the report covers {year}",
            f"{one.last}年的数字又与{one.last}年的另一数字相比，报告年度为{year}年",
        )  # fmt: skip
        return


def _alike(page: Page, one: Expression, other: Expression) -> bool:
    """Say whether the base is the very figure that was told: 2019年为340条。与2019年的340条相比."""
    told, base = first_amount(page.view, one.end, other.start), first_amount(page.view, other.end, other.end + 16)
    return told is not None and base is not None and (told.value, told.unit) == (base.value, base.unit)


_THIS_YEAR = re.compile("全年|本年|年内|今年|当年")
_THESE = re.compile(r"[^，。；0-9]{0,8}的?这([0-9]{2,6}|[一二三四五六七八九十百]{2,5})[余多]?[一-龥]")


def these_very(page: Page, index: int, one: Expression, year: int) -> Iterator[Finding]:
    """Yield another year of things just told as this report's: 调成49件。2020年调处的这49件中…."""
    if one.unit != "year" or not 1 <= year - one.last <= 2 or page.told_ahead(one.start):
        return
    these = _THESE.match(page.view, one.end)
    if these is None:
        return
    low = max(page.view.rfind("\n", max(0, one.start - _REACH), one.start), one.start - _REACH, 0)
    told = re.search(rf"(?<![0-9]){these.group(1)}(?![0-9])", page.view[low : one.start])
    if told is None:
        return
    dated = [e for _, e in page.between(low, low + told.start()) if e.first]
    if dated and dated[-1].last == one.last and _THIS_YEAR.search(page.view, dated[-1].end, low + told.start()) is None:
        return
    yield Finding(
        index, "stale_year", year, 0.86, "Y03", "work",
        f"the {these.group(1)} just told of {year} are dated {one.last}", f"上文{year}年的{these.group(1)}写作{one.last}年",
    )  # fmt: skip


def _is_base(page: Page, other: Expression, between: str) -> bool:
    """Say whether a year gives the base of a comparison with its own figure."""
    view = page.view
    than = cues.COMPARED.search(view, max(0, other.start - 8), other.start)
    if than is not None:
        return _BASE.match(view, other.end) is not None
    paren = page.layout.enclosed(page.layout.parens, other.start)
    if paren is not None:
        return _BASE.match(view, other.end) is not None and _MEASURE.search(between) is not None
    return _FIRMLY.match(view, other.end) is not None and _MEASURE.search(between) is not None
