"""Years that are compared: with themselves, with the wrong year before, or explained wrongly in parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, numbered, year_end

_FROM_TO = re.compile(
    r"(?:的|末|底)?[^，。；]{0,18}?(?:提高|增加|上升|提升|增长|下降|降低|降|减少|减|缩短|缩|压缩|扩大|增|"
    r"升)(?:到|至|为)?了?$"
)
_RELATIVE_BEFORE = re.compile(
    r"(?P<word>上年度?(?:同期)?|去年同期|全年|一年来|年度内|去年|上一年度?|今年|本年度?|明年|"
    r"下年度?|下一年度?|1 ?月?[-至到]{1,2}12 ?月份?)(?:（(?:即|也即)?|，即)$"
)


_THIS_YEAR_SAID = re.compile("(?:今年|本年度?)（([12][0-9]{3})年?度?）")
_THAT_IS_LAST = re.compile(
    r"(?:度)?(?:的|为|是)?[0-9][0-9,.]{0,9}[^，。；、0-9\n]{0,5}(?:，|（)?(?:即|也就是|亦即|也即)(?:上年|去年|上一年)(?:度|的|同期|水平|数)"
)


def here_low(page: Page, one: Expression) -> int:
    """Return where the sentence of a mention begins."""
    return page.layout.around(page.layout.sentences, one.start)[0]


def that_is_last_year(page: Page, index: int, year: int) -> Iterator[Finding]:
    """Find another year whose figure is explained as last year's: 比2011年的97.9%即上年水平高 in the report on 2013."""
    one, view = page.expressions[index], page.view
    if one.unit != "year" or one.last == year - 1 or not 1 < abs(year - one.last) + 1 <= 4 or page.zone_at(one.start):
        return
    if _THAT_IS_LAST.match(view, one.end) is not None and page.reference.genre in ("annual", "speech"):
        yield Finding(
            index, "stale_year", year - 1, 0.87, "Y03", "comparison",
            f"last year is told as {one.last} in a report on {year}", f"{year}年报告中“上年”写作{one.last}年",
        )  # fmt: skip


def in_parenthesis(page: Page, index: int, year: int) -> Iterator[Finding]:
    """Find a year that explains a relative word wrongly: 上年（2019年） in the report on 2021."""
    one, view = page.expressions[index], page.view
    if view[one.start - 1] not in "（即":
        return
    match = _RELATIVE_BEFORE.search(view[max(0, one.start - 8) : one.start])
    if match is None or one.unit not in ("year", "short") or page.reference.genre not in ("annual",):
        return
    word = match.group("word")
    shift = -1 if word[0] in "上去" else 1 if word[0] in "明下" else 0
    signed = page.reference.signed
    right = {year + shift}
    # 去年, 今年 may be spoken from the day of signature; 本年 only where plans are told
    if word[0] not in "上本" or (word[0] == "本" and (page.told_ahead(one.start) or _DUE.match(view, one.end))):
        right.add((signed.year if signed else year + 1) + shift)
    if word[0] in "上去" and (said := _THIS_YEAR_SAID.search(view, here_low(page, one), one.start)) is not None:
        right = {int(said.group(1)) - 1}  # 今年（2019年）118条，同去年（2019年）的97条比
    if one.first not in right:
        yield Finding(
            index, "stale_year", year + shift, 0.85, "Y03", "comparison",
            f"{word} is explained as {one.first} in a report on {year}", f"{year}年报告中“{word}”写作{one.first}年",
        )  # fmt: skip


_DUE = re.compile("）[^，。；]{0,8}?(?:前|将|拟|计划|力争)")
# The last characters of what cues.COMPARED can match here.
_BEFORE_COMPARED = frozenset("比较于过超即的（与和同之年度")


def compared(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Find the reported year compared with itself: 较2021年增加 in the report on 2021."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if (
        year is None
        or view[one.start - 1] not in _BEFORE_COMPARED
        or page.reference.genre == "forward"
        or one.unit != ("school_year" if page.reference.genre == "school" else "year")
        or one.until is None
        or not (year_end(one) or one.unit == "school_year")
    ):
        return
    match = cues.COMPARED.search(view[max(here.clause[0], one.start - 10) : one.start])
    if match is None or page.zone_at(one.start) is not None:
        return
    if page.reference.genre == "speech" and (not page.zones or one.start > page.zones[0].start):
        return  # a speech without plan headings mixes review and plan
    if page.reference.genre == "speech" and any(
        other.first > year for _, other in page.between(max(one.start - 240, view.rfind("\n", 0, one.start)), one.start)
    ):
        return  # the next year is being spoken of: 比2017年提高
    rest = view[one.end : min(here.sentence[1], one.end + 30)]
    if match.group("with") and not cues.COMPARED_AFTER.match(rest):
        return
    if not match.group("with") and not re.match(
        r"[0-9一二三四五六七八九十百]{1,6}[^，。；]{0,4}(?:个?百分点|件|条|元|人|%)|"
        r"(?:度|末|底|同期|全年|的|同比|相比)?[，,]?[^，。；]{0,12}?(?:增|减|多|少|上升|下降|提高|提升|降|翻|"
        r"高|低|持平|长)",
        rest,
    ):
        return
    if re.match(r"(?:年)?(?:初|快报|预算|计划|预计|目标|上半年|第?[一二三四]季度)", rest):
        return
    if cues.PLAN.search(view[here.sentence[0] : here.sentence[1]]) or any(
        e.first > year and e.first != one.first for e in numbered(page, here.sentence[0], here.sentence[1])
    ):
        return
    yield Finding(
        index, "stale_year", year - 1, 0.88, "Y03", "comparison",
        f"the report on {year} compares its year with "
        f"{one.first}", f"{year}年报告与{one.first}年相比，应为{year - 1}年",
    )  # fmt: skip


def year_on_year(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find 同比 with a year that is not the one before: 同比2019年增长 in the report on 2021."""
    one, view = page.expressions[index], page.view
    if one.unit != "year" or one.first >= year - 1 or page.reference.genre != "annual" or page.zone_at(one.start):
        return
    before = view[max(here.clause[0], one.start - 3) : one.start]
    if (
        before.endswith("同比")
        and all(e.first in (one.first, year) for e in numbered(page, here.sentence[0], here.sentence[1]))
        and re.match(r"[^，。；]{0,10}(?:增|减|升|降|提高|多|少)", view[one.end : one.end + 20])
    ):
        yield Finding(
            index, "stale_year", year - 1, 0.75, "Y03", "comparison",
            f"year-on-year means {year - 1}, not {one.first}", f"“同比”应与{year - 1}年相比，而写作{one.first}年",
        )  # fmt: skip


def to_itself(page: Page, index: int) -> Iterator[Finding]:
    """Find a change from a year to the same year: 由2020年的12件增加到2020年的15件."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if year is None or one.unit != "year" or index + 1 >= len(page.expressions):
        return
    other = page.expressions[index + 1]
    told = view[other.start : other.end] in ("今年", "本年", "本年度", "当年")
    if told and one.first == year and other.start - one.end <= 30:
        if view[max(0, one.start - 1) : one.start] in ("由", "从") and _FROM_TO.match(view[one.end : other.start]):
            yield Finding(
                index, "stale_year", year - 1, 0.85, "Y03", "comparison",
                f"a change from {one.first} to this year is no change", f"由{one.first}年到本年，起止年份相同",
            )  # fmt: skip
        return
    if other.unit != "year" or other.first != one.first or other.start - one.end > 30:
        return
    if view[max(0, one.start - 1) : one.start] not in ("由", "从") or not _FROM_TO.match(view[one.end : other.start]):
        return
    reason = f"a change from {one.first} to {one.first} is no change", f"由{one.first}年到{one.first}年，起止年份相同"
    if one.first != year - 1:
        yield Finding(index, "other", year - 1, 0.93, "Y03", "comparison", *reason)
    if other.first != year:
        yield Finding(index + 1, "other", year, 0.93, "Y03", "comparison", *reason)


_RATHER = re.compile(
    r"(?:度|全年|同期)?(?:则?为|是|仅为?|只有)[0-9][0-9,.]{0,9}[万余]{0,2}[^0-9，。；]{1,4}，[^，。；]{0,6}(?:增|减|升|降|上升|下降|多|少)"
)
_AMOUNT_BEFORE = re.compile(r"[0-9][0-9,.]{0,9}[万余]{0,2}[^0-9，。；]{1,4}(?:，|（)$")


def figure_of_itself(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Find this year's figure set against this year's: 公开120条，2021年为105条，增长14% in the report on 2021."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if year is None or one.unit != "year" or page.reference.genre == "speech":
        return
    if view[one.start - 1] not in "，（" and not view.startswith("同期", one.end):
        return
    if page.zone_at(one.start):
        return
    set_against = _AMOUNT_BEFORE.search(view, max(0, one.start - 20), one.start) is not None and (
        _RATHER.match(view, one.end) is not None or _IN_PARENS.match(view, one.end) is not None
    )
    same_time = _SAME_TIME.match(view, one.end) is not None and view[one.start - 1] not in "于自与和"
    if not set_against and not same_time:
        return
    if any(other.first for _, other in page.between(here.sentence[0], one.start)):
        return
    yield Finding(
        index, "stale_year", year - 1, 0.82, "Y03", "comparison",
        f"a figure of {year} is compared with another one of {year}", f"{year}年数字又与{year}年数字相比",
    )  # fmt: skip


_IN_PARENS = re.compile(r"(?:度|同期)?(?:为|：|仅为?)[0-9][0-9,.]{0,9}[^，。；）]{0,6}）")
_SAME_TIME = re.compile(r"(?:度)?同期(?!声|待|限)")
_RISEN = re.compile(
    r"的[^，。；]{1,14}?(?:提高|增加|上升|提升|增长|增|升|扩大|下降|降低|降|减少|减|缩短|压缩)(?:到|至|为)了?[^，。；]{0,14}"
)


def risen_from_itself(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Find this year as the start of this year's change: 由2021年的82%升至100% in the report on 2021."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if year is None or one.unit != "year" or view[one.start - 1] not in "由从":
        return
    if page.told_ahead(one.start) or view[one.end - 1] in "初底末":
        return
    if view[max(0, one.start - 1) : one.start] not in ("由", "从") or page.reference.genre == "forward":
        return
    risen = _RISEN.match(view, one.end)
    if risen is None or any(
        other.first or other.unit == "relative" for _, other in page.between(one.end, risen.end() + 4)
    ):
        return
    if page.reference.genre == "speech" and (not page.zones or one.start > page.zones[0].start):
        return
    yield Finding(
        index, "stale_year", year - 1, 0.8, "Y03", "comparison",
        f"a change told in the report on {year} cannot start from {year}", f"{year}年的变化不应以{year}年为起点",
    )  # fmt: skip
