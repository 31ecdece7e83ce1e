"""Cases and money carried over: into the year behind the reported one, in from the year before it, never otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_REST = re.compile(
    r"(?:[0-9一二三四五六七八九十两]{1,4}(?:件|宗|起)[^，。；\n0-9]{0,8})?"
    r"(?:结转|转入|转至|顺延|延至|跨年)(?:办理)?(?:到|至|入)?$"
)
_GOES_ON = re.compile(r"(?:度)?(?:继续)?(?:办理|处理|答复|办结|审理)?[，。；（）]|(?:度)?继续")
_LEFT_OVER = re.compile(r"(?:承接|承办|含|包括|加上|连同|另有|以及|和|及|，|。)$")
_LEFT = re.compile(
    r"(?:度)?(?:未办结|未结)?(?:结转|转入|转来)(?:的|办理的|申请|案件)?[^，。；\n0-9]{0,6}(?=[0-9一二三四五六七八九十两])"
)
_MONEY_LEFT = re.compile(
    r"(?:资金|经费|款项?|余额|结余|项目|指标)[^，。；\n0-9]{0,8}(?:结转|顺延|延续|留)(?:到|至|入)$"
)
_SPENT = re.compile(r"(?:度)?(?:继续|统筹)?(?:使用|支出|列支|执行|支付|安排|实施)[，。；（）]")
_EARLIER = re.compile("上年|去年|年初|以前|历年|本年(?:度)?(?:使用|支出)")
_OLD = re.compile("上年|去年|以前|历年|至今|自|累计|其中|中止|恢复|跨|历时|延期")


def carried_on(page: Page, index: int, one: Expression, here: Place, year: int) -> Iterator[Finding]:
    """Yield cases that are carried on into the year just over, or in from the year before the last."""
    view = page.view
    if one.last == year and _money_left(page, one, here, year):
        yield Finding(
            index, "stale_year", year + 1, 0.84, "Y03", "carried_over",
            f"money of {year} is carried over into {year + 1}, not {year}", f"{year}年的资金应结转至{year + 1}年",
        )  # fmt: skip
        return
    if one.last not in (year, year - 2) or one.unit != "year" or page.reference.genre != "annual":
        return
    if page.told_ahead(one.start) or page.accounts:
        return
    if page.section_at(one.start) not in ("overview", "requests", "litigation", "part"):
        return
    before = view[here.sentence[0] : one.start]
    expected = 0
    if one.last == year and _REST.search(before) is not None and _GOES_ON.match(view, one.end) is not None:
        own = re.search("办结|新收|收到|受理|答复|审结", before) is not None
        own = own and not any(other.first for _, other in page.between(here.sentence[0], one.start))
        expected = year + 1 if own and _OLD.search(before[-16:]) is None else 0
    elif one.last == year - 2 and _LEFT_OVER.search(before or "。") is not None:
        own = re.search("新收|办结|审结|本年|全年", view[here.sentence[0] : here.sentence[1]]) is not None
        own = own and not any(other.first for _, other in page.between(here.sentence[0], one.start))
        expected = year - 1 if own and _LEFT.match(view, one.end) is not None and _OLD.search(before) is None else 0
    if expected:
        yield Finding(
            index, "stale_year", expected, 0.84, "Y03", "carried_over",
            f"cases of a report on {year} are carried over from {year - 1} or into {year + 1}, not {one.last}",
            f"{year}年报告的结转年份不应为{one.last}年",
        )  # fmt: skip


def _money_left(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether money of the reported year is carried over into that same year."""
    if one.unit != "year" or page.reference.genre != "annual" or page.told_ahead(one.start):
        return False
    before = page.view[here.sentence[0] : one.start]
    if _MONEY_LEFT.search(before) is None or _SPENT.match(page.view, one.end) is None:
        return False
    told = page.between(here.sentence[0], one.start)
    return _EARLIER.search(before) is None and all(other.last == year for _, other in told if other.first)
