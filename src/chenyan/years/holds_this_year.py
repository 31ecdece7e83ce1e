"""Work dated last year that carries out what is this year's, or holds a part of it: 2020年落实《2021年要点》."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import of_last_year, sentence, years_within
from chenyan.years.weighing import modifies, year_of_thing

_CARRIES_OUT = re.compile(
    "(?:落实|完成|贯彻|执行|根据|依据|依照|按照?|对照|围绕|对标|推进|分解|细化|为迎接|吸收|实现|兑现)[^，。；]{0,14}《?[^，。；《]{0,6}$"
)
_PLAN = re.compile(
    r"度?(?:全[国省市县区系乡镇校局院][^，。；》]{0,2})?[^，。；》\n]{0,16}?(?:要点|方案|任务|部署|计划|清单|安排|目标|细则|考核|办法|时间表)|"
    r"[^，。；]{0,3}初[^，。；]{0,8}(?:确定|部署|定下|下达|制定|提出)的"
)
_AHEAD = re.compile(
    "比|较|制定|起草|编制|谋划|研究|印发|提前|下达|部署了|征求|拟|将|明年|次年|结转|预算|签订|立项|申报|顺延|延期|推迟|批复|列入|确定|今年|本年|审议|审定|召开|筹备|征集|启动|[。；]|报送|申请"
)
_OF_A_PLAN = re.compile("度?[^，。；的]{0,6}(?:要点|任务|计划|目标|方案|项目|预算)")
_AMONG = re.compile("其中[^，。；]{0,4}$")
_PUBLISHES = re.compile("(?:发布|公布|公开|公示|解读|宣传|通报)(?:了|的是)?$")
_FIGURE = re.compile("[占的]?[0-9一二两三四五六七八九十]")
_NUMERAL = re.compile("[0-9]")


def check_holds_this_year(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of what can only be this year's: its plan is carried out, its parts are counted."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in ("year", "month") or view[one.end - 1] in "底末初":
            continue
        if one.unit == "month" and one.begin is not None and one.begin.month > 9:
            continue  # a plan is made, and may be followed, before its year begins
        here = place(page, one)
        if not here.adverbial or here.preposition not in ("", "在", "于") or year_of_thing(view, one):
            continue
        rest = view[one.end : one.end + 44]
        if (modifies(rest) and not rest.startswith("，")) or _OF_A_PLAN.match(rest):
            continue
        _, high = sentence(page, one, after=110)
        other = next((o for _, o in page.between(one.end, high) if o.first and o.unit != "document"), None)
        if other is None or other.last != year or other.unit not in ("year", "month", "half", "quarter"):
            continue
        if _AHEAD.search(view, one.end, other.start) is not None or not _belongs(page, one, other):
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"what is dated {one.last} carries out or holds what is {year}'s",
            f"写作{one.last}年的工作，落实或包含的是{year}年的内容",
        )  # fmt: skip


def _belongs(page: Page, one: Expression, other: Expression) -> bool:
    view = page.view
    before = view[max(one.end, other.start - 26) : other.start]
    if before.endswith(("及", "和", "与", "、")):
        return False  # 2020年度兑现结果及2021年度计划各1条
    if other.unit == "year":
        return _CARRIES_OUT.search(before) is not None and _PLAN.match(view, other.end) is not None
    if one.unit != "year":
        return False
    if _AMONG.search(before) is not None:
        # 其中2021年上半年4件, 其中2021年3月发布的…: of the same kind, not what became of it
        again = view[other.end : other.end + 2]
        same = _FIGURE.match(view, other.end) is not None or again in view[one.end : other.start]
        return same and _NUMERAL.search(view, one.end, other.start) is not None
    return _PUBLISHES.search(before) is not None and page.layout.enclosed(page.layout.titles, other.start) is None


_UNTIL = re.compile(r"(?:^|[，。；：\n])(?:截至|截止到?|至)$")
_TELLS = re.compile("(?:之?前)?，?(?![^，。；]{0,12}的)[^，。；的]{2}")
_COMPARED = re.compile("比|较|同期|分别|去年|上一?年[末底]|增至|增加到|由|从")
_PART_OF_IT = re.compile("(?:其中|该案|该件|此案|均[系为于]?|系|都[是于]|已于|于)[^，。；]{0,6}$")


def check_until_last_year(page: Page) -> Iterator[Finding]:
    """Yield the end of last year as the day up to which this year's work is told: 2021年收到9件，截至2020年底办结9件."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in ("day", "month", "year") or one.until is None:
            continue
        if one.until.month != 12 or (one.unit == "year" and view[one.end - 1] not in "底末"):
            continue
        if _UNTIL.search(view, max(0, one.start - 4), one.start) is None:
            continue
        low, high = sentence(page, one, before=110, after=90)
        if _TELLS.match(view, one.end, high) is None or _COMPARED.search(view, max(low, one.start - 30), one.end + 44):
            continue
        before, behind = years_within(page, low, one.start), years_within(page, one.end, high)
        if before and not behind:
            last = before[-1]
            gap = view[last.end : one.start]
            fits = last.last == year and last.unit != "month" and "；" not in gap and len(gap) < 80
            fits = fits and place(page, last).adverbial and not modifies(gap)
        elif behind and not before:
            gap = view[one.end : behind[0].start]
            fits = behind[0].last == year and _PART_OF_IT.search(gap) is not None
        else:
            continue
        if fits:
            yield Finding(
                index, "stale_year", year, 0.85, "Y03", "work",
                f"work of {year} is told up to {view[one.start : one.end]}",
                f"{year}年的工作却截至{view[one.start : one.end]}",
            )  # fmt: skip


_FROM_LAST_YEAR = re.compile("(?:上年|去年|上一?年度)[^，。；]{0,4}结转")
_TO_NEXT_YEAR = re.compile("结转(?:至|到)?(?:下一?年度?|次年|明年)")
_CAME = re.compile("(?:[0-9]{1,2}日)?(?:[上中下]旬)?[^，。；]{0,6}(?:收|提|受理|登记)")
_CAME_OR_ENDS = re.compile("(?:[0-9]{1,2}日)?(?:[上中下]旬)?[^，。；]{0,4}(?:[收提受登，。]|$)")
_SET_AGAINST = re.compile("比|较|同期|上年")


def check_carried_over(page: Page) -> Iterator[Finding]:
    """Yield the December in which a case carried over is said to have come, a year too early."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("month", "day") or one.begin is None or one.begin.month < 11:
            continue
        if one.last not in (year - 2, year - 1) or one.start < page.reference.title_end:
            continue
        low, high = sentence(page, one, before=70, after=24)
        before = view[low : one.start]
        if one.last == year - 2:
            right = year - 1
            fits = _FROM_LAST_YEAR.search(before) is not None and _CAME.match(view, one.end, high) is not None
        else:
            right = year
            fits = _TO_NEXT_YEAR.search(before) is not None and _CAME_OR_ENDS.match(view, one.end, high) is not None
            fits = fits and _SET_AGAINST.search(before) is None
        if fits:
            yield Finding(
                index, "stale_year", right, 0.86, "Y03", "carried_over",
                f"a case carried over at the end of {right} cannot have come in {view[one.start : one.end]}",
                f"{right}年末结转的申请不应在{view[one.start : one.end]}收到",
            )  # fmt: skip
