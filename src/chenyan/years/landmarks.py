"""Years that give themselves away: a landmark that belongs to another year, a document's number, a year out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

_IS = re.compile(r"(?:度|，)?(?:既|不仅)?是[^。；]{2,50}")
_IS_OPENS = frozenset("度，既不是")
_PLAN_START = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PLAN_YEAR = re.compile(
    r"“?(十[一二三四五]五)”?(?:规划)?(?:时期)?(?:实施)?(?:的)?(?:（[^）]{4,16}）)?(?:的)?(开局|起步|首年|头一?年|第[一二三四五]年|收官|收尾|最后一年)"
)
_ORDER = {"开": 0, "起": 0, "首": 0, "头": 0, "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "收": 4, "最": 4}
# Anniversaries whose first year is known: 2020年是改革开放41周年.
_FIRST_YEARS = tuple(
    (first, re.compile(f"(?:{names})([1-9][0-9]{{1,2}})周年"))
    for first, names in (
        (1921, "(?:中国共产党|我们?党)(?:成立|建立|建党|诞生)|建党"),
        (1927, "(?:中国人民)?解放军(?:建军|成立|建立)|建军"),
        (1936, "红军长征胜利"),
        (1945, "(?:抗战|抗日战争)胜利"),
        (1949, "(?:中华人民共和国|新中国|建国)(?:成立|建立)?"),
        (1978, "(?<!持续)改革开放"),
        (1997, "香港回归(?:祖国)?"),
        (1999, "澳门回归(?:祖国)?"),
    )
)
_LENGTH = re.compile("(?:达|近|约|历时|超过?|已有|有着?)$")
_FAR = 40  # plans look as far ahead as 2060; a slip of the digits lies farther off


@cache
def _landmarks() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(row["year"]), re.compile(row["pattern"])) for row in read_rows("year_landmarks.csv"))


def check_landmarks(page: Page) -> Iterator[Finding]:
    """Yield years that are called what only another year can be called: 2020年是“十四五”开局之年."""
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or view[one.end : one.end + 1] not in _IS_OPENS:
            continue
        if (told := _IS.match(view, one.end)) is None:
            continue
        words = told.group()
        right = {year for year, pattern in _landmarks() if pattern.search(words)}
        for plan in _PLAN_YEAR.finditer(words):
            key = plan.group(2)
            right.add(_PLAN_START[plan.group(1)] + _ORDER[key[1] if key[0] == "第" else key[0]])
        if not right and "周年" in words:
            right = {first + int(count) for first, pattern in _FIRST_YEARS for count in pattern.findall(words)}
        if len(right) == 1 and one.first not in right:
            (year,) = right
            yield Finding(
                index, "other", year, 0.9, "Y03", "work",
                f"only {year} can be called that", f"“{words.lstrip('度，').split('，')[0]}”应为{year}年",
            )  # fmt: skip


@cache
def _documents() -> dict[tuple[str, str], frozenset[int]]:
    """Return the years under which the dated list knows a document number: (国办公开办函, 30) in 2021."""
    found: dict[tuple[str, str], set[int]] = {}
    for row in read_rows("dated_terms.csv"):
        for organ, year, number in _NUMBER.findall(row["term"]):
            found.setdefault((organ, number), set()).add(int(year))
    return {key: frozenset(years) for key, years in found.items()}


_NUMBER = re.compile(r"(国[办发务院公开函政信息室]{1,8})〔([12][0-9]{3})〕([0-9]{1,4})号")


def check_documents(page: Page) -> Iterator[Finding]:
    """Yield numbers of national documents that carry another year than the document: 国办公开办函〔2022〕30号."""
    for index, one in enumerate(page.expressions):
        if one.unit != "document":
            continue
        said = _NUMBER.match(page.view, max(0, one.start - 9), one.end) or next(
            _NUMBER.finditer(page.view, max(0, one.start - 9), one.end), None
        )
        years = _documents().get((said.group(1), said.group(3))) if said else None
        # two documents may share organ and number in different years: only a gap of one or two years is a slip
        if said is None or years is None or one.first in years or said.group(1) not in _FORM_ORGANS:
            continue
        if len(years) == 1:
            (year,) = years
            yield Finding(
                index, "other", year, 0.8, "Y03", "document",
                f"{said.group()} is known as a document of {year}", f"“{said.group()}”系{year}年文号",
            )  # fmt: skip


# Only this office's few numbered letters are listed in full; others number documents by the hundred.
_FORM_ORGANS = frozenset(("国办公开办函",))


FARTHEST_NEAR = 6  # nearer years are never out of reach
_UNITS = frozenset(("year", "half", "quarter", "month", "day"))
_TOLD = re.compile(
    r"(?:[0-9]{1,2}月)?，?[^，。；]{0,16}?(?:了(?!解)|完成|新增|新栽|新建|建成|共|累计|收到|召开|举办|发布|开展|公开|实现|[^，。；]{0,8}[0-9一二三四五六七八九十百千]{2,})"
)
_TARGET = re.compile("将|计划|规划|目标|力争|争取|预计|达到|远景|愿景|到期|期满|前|底|末|止|期")


def _told_though_ahead(page: Page, one: Expression, year: int) -> bool:
    """Say whether a sentence opens with a year far ahead and tells what was done: 2041年新栽油茶三千亩 for 2014."""
    if one.first - year < FARTHEST_NEAR or page.told_ahead(one.start) or page.reference.certainty < 0.7:
        return False
    here = place(page, one)
    rest = page.view[one.end : min(here.statement[1], one.end + 40)]
    return not here.lead and _TOLD.match(rest) is not None and _TARGET.search(rest[:24]) is None


def _one_digit_off(first: int, other: int) -> bool:
    return sum(a != b for a, b in zip(str(first), str(other), strict=False)) == 1 and first > 1000


def out_of_reach(page: Page, index: int, one: Expression, year: int) -> Iterator[Finding]:
    """Yield a year that no report can speak of and whose digits are those of a near one: 2202年 for 2022年."""
    far = abs(one.first - year) >= _FAR
    if one.unit not in _UNITS or (not far and not _told_though_ahead(page, one, year)):
        return
    if _LENGTH.search(page.view, max(0, one.start - 4), one.start):
        return
    digits = sorted(page.view[one.start : one.start + 4])
    near = [other for other in (year + 1, year, year - 1, year + 2) if sorted(str(other)) == digits]
    if not near and _told_though_ahead(page, one, year):
        # one digit mistyped: 2121年 for 2021年; only where it is told as done, as plans look as far ahead as 2060
        near = [other for other in (year, year - 1) if _one_digit_off(one.first, other)]
    if near and (one.first > year or one.first < 1200):
        yield Finding(
            index, "other", near[0], 0.9, "Y03", "work",
            f"{one.first} is out of reach; its digits are those of {near[0]}", f"{one.first}年疑为{near[0]}年之误",
        )  # fmt: skip
