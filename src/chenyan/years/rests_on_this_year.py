"""Work dated last year that rests on what is this year's: 2020年公示26条，占2021年应公示的100%; 截至2020年底，本年度办结9件.

A part is no older than its whole, what is told up to a day happened before it, and what was done because of something
came after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import DATING, of_last_year, sentence, years_within
from chenyan.years.weighing import modifies

_NUMERAL = re.compile("[0-9]")
_PART_OF = re.compile("(?:占(?:到|了)?|完成了?|为|达到?|相当于|即为?|超过|(?<!比)较)(?:全[县市区镇]|我[局镇县])?$")
_ITS_WHOLE = re.compile(
    "度?(?:全年)?[^，。；0-9]{0,16}?(?:[0-9.,]{1,12}[万亿]?[^，。；0-9]{0,3})?"
    "(?:的[^，。；0-9]{0,4}[0-9.]{1,6}(?:%|成)|的?[一二三四五六七八九]成|的一半|总[数量额])"
)
_OTHER_WHOLE = re.compile("；|结转|结余|提前|下达|比|预计|计划[^支]|拟|将|借|贷|欠|转为|目标|任务|顺延")


def _finding(page: Page, index: int, year: int, told: str, told_zh: str) -> Finding:
    """Return the finding on a mention of last year; ``told`` (``told_zh``) leads on from its words."""
    words = page.view[page.expressions[index].start : page.expressions[index].end]
    return Finding(index, "stale_year", year, 0.9, "Y03", "work", f"{words} {told} {year}", f"{words}{told_zh}{year}年")


def _named_next(page: Page, one: Expression, *, after: int) -> tuple[Expression | None, int]:
    """Return the year that its sentence names next behind a mention, and the end of what is read of the sentence."""
    _, high = sentence(page, one, after=after)
    return next(iter(years_within(page, one.end, high)), None), high


def check_part_of_whole(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of a figure whose share in a figure of the reported year is told."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        whole, high = _named_next(page, one, after=110)
        if whole is None or whole.last != year or whole.unit != "year":
            continue
        between = view[one.end : whole.start]
        if _PART_OF.search(between) is None or _NUMERAL.search(between) is None or _OTHER_WHOLE.search(between):
            continue
        if _ITS_WHOLE.match(view, whole.end, high) is not None:
            yield _finding(page, index, year, "dates a part of what is told of", "所述是另一总数的一部分，该总数属于")


_UNTIL = re.compile("(?:^|[，。；：\n、])(?:截至|截止到?|到|至)$")
_THIS_YEARS = re.compile(
    "(?:之?前|止|为止)?，(?:[^，。；0-9]{0,10}?)(?:今年|本年度?(?!末|初)|年内|全年|(?P<year>[12][0-9]{3})年)[^，。；]{0,30}?"
    "(?:已|共|均|全部|累计|完成|收到|答复|办结|整改|[0-9])"
)
_NOT_ONLY_THIS = re.compile("比|较|同期|去年|上一?年|历年|加上|基础上|提前|拟|将|计划")


def check_this_years_until(page: Page) -> Iterator[Finding]:
    """Yield the end of last year as the day up to which the same sentence counts work of the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in ("day", "month", "year") or one.until is None or one.until.month < 11:
            continue
        if one.unit == "year" and view[one.end - 1] not in "底末":
            continue
        if _UNTIL.search(view, max(0, one.start - 4), one.start) is None:
            continue
        low, high = sentence(page, one, before=60, after=90)
        told = _THIS_YEARS.match(view, one.end, high)
        if told is None or told.group("year") not in (None, str(year)):
            continue
        if _NOT_ONLY_THIS.search(view, low, high) is None:
            yield _finding(page, index, year, "is told as the day up to which work was done in", "之前的工作却属于")


_BECAUSE = re.compile(
    "(?:根据|按照|依照|依据|落实|贯彻|针对|对照|结合|因|在|就|对|将|[均都]?[系为]|都?是|研究|审查|抽查|检查|抽取|涉及|吸收|利用|围绕|汇总|通报|公布|公示|公开|发布|"
    "包括|含|来自|主要是|（|源于|继|经|回应|解读|执行|采纳|办理|承办|处理)(?:了|的是)?[^，。；0-9]{0,8}$"
)
_CAME_UP = re.compile(
    "(?:[0-9]{1,2}日)?(?:年?初|底|末|上半年|下半年|第?[一二三四]季度|[春夏秋冬]季?)?[^，。；、的0-9]{0,14}?"
    "(?:送达|印发|下发|试行|启动|任命|提[出交起]|出台|确定|立案|收到|受理|反馈|查出|查摆|上线|建成|发生|投用|修订|征求意见|起诉|答复|召开|开展|指出|通报|成立|挂牌|发布|公布|新[增作判列制]|签订|"
    "下达|复议|搬迁|调[整研]|变动|审议通过|获批|作出|制定|开工|招标|开馆|任职|到任|排查|承诺|举办|落成|验收|判决|约谈|部署)"
    "[^，。；、的0-9]{0,6}(?:的(?!是)|案件|后|成果|基础|结果)"
)
_LOOKS_AHEAD = re.compile(
    "[；]|[、和与及]$|拟|将于|预计|计划|提前|筹备|起草|谋划|比|较|同期|结转|延续|持续|去年|上年|历年|至今|以[来前]|规划|招生|原|旧|此前|立项|招标|开工|征集|期限|跨年|"
    "有效期|施行后|一直|直至|直到|后续|随后|次年|转入|顺延|延期|首次"
)


def check_before_its_cause(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of what was done because of, or with, something that came up in the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        here = place(page, one)
        if not here.adverbial or here.preposition not in DATING:
            continue
        if modifies(view[one.end : one.end + 44]) and view[one.end] != "，":
            continue
        cause, high = _named_next(page, one, after=110)
        if cause is None or cause.last != year or cause.unit == "range":
            continue
        between = view[one.end : cause.start]
        if _BECAUSE.search(between) is None or _LOOKS_AHEAD.search(between) is not None:
            continue
        if _CAME_UP.match(view, cause.end, min(high, cause.end + 40)) is not None:
            yield _finding(
                page, index, year, "lies before what it rests on, which came up in", "早于其所依据的事项，该事项产生于"
            )


_ALL_OF_IT = re.compile(
    "(?:[均都皆]|全部|(?:其余|余下?)[^，。；、]{0,6}|该[案件队栏活项][^，。；、]{0,5}|其中[^，。；、]{0,14}|[首末][^，。；、]{0,4})"
    "(?:系|[为是]|于|在|自|由)?$"
)
_CAME_IN = re.compile(
    "(?:[0-9]{1,2}日)?(?:[上中下]旬|年?[初底末])?(?:以后|之后|至[0-9]{1,2}月)?"
    "(?:新(?![一版])|收到|受理|提[出起交]|立案|起诉|组建|考入|列入|开工|立项|成立|上架|挂牌|开播|发车|刊出|入职|录用)"
)
_CLAUSES = re.compile("[，（]")
_NOT_THE_SAME = re.compile(
    "；|结转|提前|计划|拟|将|比|较|同期|历年|去年|上年|以来|延续|遗留|续|规划|预算|筹|申报|招标|原|此前|累计|试点|两年|跨"
)
_AGAINST = re.compile("[比较于]$")


def check_what_came_in(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of a number of things that, or the rest or the first of which, came in this year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        came, high = _named_next(page, one, after=120)
        if came is None or came.last != year or came.unit == "range":
            continue
        between = view[one.end : came.start]
        *told, own = _CLAUSES.split(between)
        if not told or _NUMERAL.search(between) is None or _NOT_THE_SAME.search(between) is not None:
            continue
        if _ALL_OF_IT.search(own) is None or _CAME_IN.match(view, came.end, high) is None:
            continue
        if not modifies(between) and _AGAINST.search(view, max(0, one.start - 1), one.start) is None:
            yield _finding(page, index, year, "dates what only came in in", "所述事项产生于")
