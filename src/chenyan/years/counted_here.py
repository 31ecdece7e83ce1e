"""This year's number of things, told one by one, with one of them in last year: 今年办班2期，2020年4月一期、2021年9月一期."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.amounts import amounts
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import DATED, DATING, of_last_year, sentence, years_within
from chenyan.years.weighing import modifies

FRAME = re.compile("今年(?:以来)?|本年度?(?!末|初)|年内|一年来|全年|报告期内")
_COUNT = re.compile("(?P<n>[0-9]{1,2}|[两二三四五六七八九十])(?:大|个)?[次期场批回届轮件条个宗起例篇步段组处名人]")
_SEASON = re.compile("[春夏秋冬][季天]?|汛期")
_ORDINAL = re.compile("(?:第[一二三四五六七八九十0-9]{1,3}|首|末|次|最后一|最末一|另)[次期场批回轮件个季起项]")
_LEADS = re.compile("[其首末次第][^，。；]{0,8}$")
APART = re.compile(
    "比|较|同期|去年|上一?[年次]|此前|历年|结转|跨年|近[两三]年|两年|三年|因|原定|曾|以来[^，]{0,3}至|上年"
)
_CAME = re.compile(
    "收到|新收|受理|提交|提出|登记|立案|转来|申请|启动|开工|动工|选址|立项|招标|签[约订]|批[准复]|设计|筹备|采购|论证|征集|部署|谋划|报名|开班|入库"
)


def check_counted_here(page: Page) -> Iterator[Finding]:
    """Yield the one of several dated items that lies in last year, where their number, order or sum is this year's."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if not _is_item(view, one):
            continue
        here = place(page, one)
        if not here.adverbial and _LEADS.search(here.lead) is None:
            continue
        low, high = sentence(page, one)
        if APART.search(view, low, high) is not None:
            continue
        others = years_within(page, low, high, but=one)
        if not others or any(other.last != year for other in others):
            continue
        opened = _framed_until(page, one, low, others)
        items = [other for other in others if other.start > opened and _is_item(view, other)] if opened else []
        if _CAME.search(view, one.end, min(high, one.end + 16)) and not _CAME.search(view, low, one.start):
            continue  # 本年度办结3件，2020年12月收到1件、2021年3月收到2件
        row = sorted([*items, one], key=lambda other: other.start)
        if items and _rises(row) and _makes_up(view, row, low, opened, high):
            yield Finding(
                index, "stale_year", year, 0.86, "Y03", "work",
                f"{view[one.start : one.end]} is one of what is counted as {year}'s",
                f"{view[one.start : one.end]}列在{year}年各次事项之中",
            )  # fmt: skip


def _is_item(view: str, one: Expression) -> bool:
    return one.unit in DATED or (one.unit == "year" and _SEASON.match(view, one.end) is not None)


def _framed_until(page: Page, one: Expression, low: int, others: list[Expression]) -> int:
    """Return where words end that frame a sentence as this year's (0 where none do)."""
    frame = FRAME.search(page.view, low, one.start)
    if frame is not None:
        return frame.end()
    opener = [o for o in others if o.start < one.start and o.unit == "year" and place(page, o).adverbial]
    opener = [o for o in opener if not _is_item(page.view, o)]
    return opener[-1].end if opener else 0


def _rises(row: list[Expression]) -> bool:
    if any(one.unit not in DATED or one.begin is None for one in row):
        return True
    months = [(one.begin.month, one.begin.day) for one in row if one.begin is not None]
    return months == sorted(months)


def _makes_up(view: str, row: list[Expression], low: int, opened: int, high: int) -> bool:
    """Say whether the items are as many as was told, are numbered each, or add up to what was told."""
    ends = [*(one.start for one in row[1:]), high]
    parts = [(one.end, end) for one, end in zip(row, ends, strict=True)]
    if any(
        parse_number(count.group("n").replace("两", "二")) == len(row)
        for count in _COUNT.finditer(view, opened, row[0].start)
    ):
        return True
    if all(
        _ORDINAL.search(view, start, end) or _ORDINAL.search(view, max(low, one.start - 8), one.start)
        for one, (start, end) in zip(row, parts, strict=True)
    ):
        return True
    told = [amounts(view, start, end) for start, end in parts]
    for total in [*amounts(view, low, row[0].start), *told[-1][1:]]:
        own = [[amount for amount in part if amount.unit == total.unit] for part in told]
        if total.value > 1 and all(own) and abs(sum(part[0].value for part in own) - total.value) < 1e-6:
            return True
    return False


_OF_THE_YEAR = re.compile("全年|本年度|今年|年内|年度(?:任务|计划|目标|工作|总)|收官|本年(?!末)")
_PREPARES = re.compile("下达|安排|部署|谋划|制定|印发|确定|列入|研究|召开|提前|审议|通过")
_GOES_BACK = re.compile("比|较|同期|去年|上一?[年次]|此前|历年|结转|跨年|近[两三]年|两年|三年|因|原定|曾|自$|上年|以来")
_LAST_OF = re.compile(
    "[^，。；]{0,8}(?:最后|末|第)[^，。；]{0,8}的|[^，。；]{0,6}的(?:第[^，。；]{1,4}|最后)[一次期场批]"
)
_BEGINS = re.compile("[^，。；]{0,10}(?:已|就|便|首|开始|起(?!来)|启动|着手|立项|立案|收到|招标|受理|签|批|征求|曾)")


def check_of_the_year(page: Page) -> Iterator[Finding]:
    """Yield months of last year in a sentence of this year that are told to close or top this very year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in DATED or one.begin is None or page.told_ahead(one.start):
            continue
        here = place(page, one)
        if not here.adverbial or here.preposition not in DATING:
            continue
        low, high = sentence(page, one)
        close = _OF_THE_YEAR.search(view, one.end, min(high, one.end + 60))
        if close is None or _PREPARES.search(view, one.end, close.start()) or _BEGINS.match(view, one.end):
            continue
        if _GOES_BACK.search(view, low, min(high, one.end + 60)) is not None:
            continue
        if modifies(view[one.end : one.end + 40]) and _LAST_OF.match(view, one.end) is None:
            continue
        others = years_within(page, low, high, but=one)
        before = [other for other in others if other.start < one.start]
        if any(other.last != year for other in others) or any(
            other.unit in DATED and other.begin is not None and other.begin.month >= one.begin.month for other in before
        ):
            continue
        opened = before and before[0].unit == "year" and place(page, before[0]).adverbial
        if FRAME.search(view, low, one.start) is None and (
            not opened or modifies(view[before[0].end : before[0].end + 40])
        ):
            continue
        yield Finding(
            index, "stale_year", year, 0.85, "Y03", "work",
            f"{view[one.start : one.end]} is told as part of {year}", f"{view[one.start : one.end]}所述为{year}年之内的事项",
        )  # fmt: skip


_AMONG = re.compile("其中(?:，|于|在|就[^，。；]{2,20}，)?$")
_SOME_OF = re.compile("[春夏秋冬][季天]?|汛期|新[发增建办开]|“")
_NOT_ALL_THIS_YEARS = re.compile(
    "比|较|同期|去年|上一?[年次]|历年|跨年|近[两三]年|两年|三年|截至|累计|存量|历史|上年|以来|往年|含"
)
_OF_OLD = re.compile(
    "收到|受理|结转|提[出交]|立案|遗留|申请|转来|启动|开工|今年|本年|抽样|签|批准|批复|印发|出台|制[定发]|施行|修订|延续|到期|发生于|上年"
)


def check_among(page: Page) -> Iterator[Finding]:
    """Yield months of last year that are told as part of this year's total: 2021年办班18期，其中2020年6月办7期."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in ("month", "half", "quarter", "year"):
            continue
        if _AMONG.search(view, max(0, one.start - 24), one.start) is None:
            continue
        if one.unit == "year" and _SOME_OF.match(view, one.end) is None:
            continue
        low, high = sentence(page, one, before=120, after=60)
        stop = view.find("；", one.end, high)
        stop = stop if stop >= 0 else high
        if _NOT_ALL_THIS_YEARS.search(view, low, one.start) or _OF_OLD.search(view, one.end, stop):
            continue
        told = years_within(page, low, one.start)
        if any(other.last != year for other in told) or years_within(page, one.end, stop):
            continue  # 其中2020年12月留言、2021年1月回复的4件
        opened = told and told[0].unit == "year" and place(page, told[0]).adverbial
        if not opened and FRAME.search(view, low, one.start) is None:
            continue
        totals, parts = amounts(view, max(low, one.start - 60), one.start), amounts(view, one.end, stop)
        if any(part.unit == total.unit and part.value <= total.value for part in parts[:2] for total in totals):
            yield Finding(
                index, "stale_year", year, 0.85, "Y03", "work",
                f"{view[one.start : one.end]} is told as part of the total of {year}",
                f"{view[one.start : one.end]}的数字列在{year}年总数之中",
            )  # fmt: skip
