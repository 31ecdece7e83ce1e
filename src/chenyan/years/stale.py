"""Work of this report left under another year, mostly last year's: 2020年，我局公开信息120条 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import amounts, first_amount
from chenyan.years.anachronism import before_its_time
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.last_year import (
    FIGURE,
    compared_with_itself,
    event_of_last_year,
    foreseen,
    holds_later,
    opens_review,
    state_of_last_year,
)
from chenyan.years.ledger import ledger
from chenyan.years.leftover import DISPOSED, left_over
from chenyan.years.own_work import CONTRADICTED, OF_TOTAL, work_like
from chenyan.years.scope import Page, Place, numbered, place, year_end
from chenyan.years.totals import sets_off_total
from chenyan.years.weighing import modifies

_CUMULATIVE = re.compile(r"以来|至今|历年|五年|三年|近年|历史|回顾(?!(?:过去的)?[12])")
_DURING = re.compile(r"[^，。；]{0,8}期间|[^，。；]{0,3}“?十[一二三四五六]五”?")
_TOTAL_SINCE = re.compile(r"累计.{0,6}自")
_PARTS, _PAUSES = frozenset("度末底"), frozenset("，, ")
SPAN_YEARS = re.compile(r"预算|决算|结转|转入|遗留|年报|审计|规划|考核|评议|测评|评估|通报|反馈|三公|存量")
_OF_THINGS = re.compile(r"[^，。；]{0,14}?的(?!政府信息公开|信息公开|政务公开)")
_MARK = re.compile("[，。；]")


def stale(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    one, view = page.expressions[index], page.view
    closing = one.unit == "month" and year_end(one) and here.preposition.startswith("截")
    if (one.unit in ("month", "half", "quarter") and not closing) or (one.unit == "day" and not year_end(one)):
        if event_of_last_year(page, one, here, year):
            yield Finding(
                index, "stale_year", year, 0.7, "Y03", "work",
                f"an event of this report is dated {one.first}, but the report covers {year}",
                f"本年度活动写成{one.first}年，报告年度为{year}年",
            )  # fmt: skip
            return
        yield from before_its_time(page, index, here, year)
        return
    if here.preposition and not (here.preposition.startswith(("截", "在")) or here.preposition == "到"):
        return
    if one.unit == "day" and not here.preposition.startswith("截"):
        return
    if page.zone_at(one.start) is not None:
        return
    if view[one.end - 1] in "末底" and view.startswith("未", one.end):
        return  # 2020年末未办结1件: what this year began with
    if not here.lead and _BARE_FIGURE.match(view, one.end) and _AMOUNT_TOLD.search(view, one.start - 40, one.start):
        return  # …合计354条。2019年合计291条。: the row of another year
    if (only := _ONLY.match(view, one.end)) is not None and _of_same_unit(page, one, only.end()):
        return  # 达到301天；要知道，2017年只有283天: the base of what was just told
    if _PAPER.match(view, one.end) is not None:
        return
    # these read figures far and near: asked last, and only where there is something to find
    for finding in _left_behind(page, index, here, year):
        if sets_off_total(page, one, here) or _base_of_this_year(page, one, year):
            return
        if here.preposition.startswith("截") and _cases_of(page, one, here):
            return
        yield finding


def _left_behind(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Yield the work of this report under another year, as far as its own sentence tells."""
    one, view = page.expressions[index], page.view
    speech = page.reference.genre == "speech"
    tail = view[one.end : min(here.sentence[1], one.end + 110)]
    statement = view[here.statement[0] : here.statement[1]]
    sentence = view[here.sentence[0] : here.sentence[1]][:240]
    if foreseen(page, one, here, year) or holds_later(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.78, "Y03", "work",
            f"what belongs to {year} is dated {one.first}", f"本年度事项写成{one.first}年，报告年度为{year}年",
        )  # fmt: skip
        return
    if opens_review(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.72, "Y03", "work",
            f"the review opens with {one.first}, but the report covers {year}",
            f"工作回顾以{one.first}年开头，报告年度为{year}年",
        )  # fmt: skip
        return
    if state_of_last_year(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.72, "Y03", "work",
            f"the problems of this report are dated {one.first}, but the report covers {year}",
            f"本年度问题写成{one.first}年，报告年度为{year}年",
        )  # fmt: skip
        return
    others = [
        e
        for e in numbered(page, here.sentence[0], here.sentence[1])
        if e.first != one.first and (e.start < one.end or not _about_a_case(page, e)) and _sets_off(page, e, here)
    ]
    if compared_with_itself(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.78, "Y03", "work",  # half of the unseen ones were right: a hint, no flag
            f"a fact of {one.first} is compared with {one.first}, but the report covers {year}",
            f"{one.first}年与{one.first}年自身相比，报告年度为{year}年",
        )  # fmt: skip
        return
    contradicted = here.preposition.startswith("截") and year_end(one) and CONTRADICTED.match(tail) is not None
    if [e for e in others if not cues.COMPARED.search(view[max(0, e.start - 8) : e.start])] and not contradicted:
        yield from before_its_time(page, index, here, year)
        return
    if (
        (
            not contradicted
            and _CUMULATIVE.search(view[here.sentence[0] : min(one.end + 16, _clause_end(page, one, here))])
        )
        or _DURING.match(view, one.end)
        or _TOTAL_SINCE.search(sentence)
    ) or (cues.PLAN.search(tail[:60]) and not DISPOSED.match(tail.lstrip("度，"))):
        return
    if (inside := cues.IN_THE_YEAR.match(tail)) is not None and inside.group()[-1:] in ("中", "里", "间", "内"):
        tail = tail[inside.end() :]
    tail = _YEAR_OF.sub("，", tail)
    led = cues.LEAD_UP.match(tail[1:] if tail[:1] in _PARTS else tail)
    body = tail[led.end() :] if led else tail
    body = body[1:] if body[:1] in _PARTS else body
    body = body[1:] if body[:1] in _PAUSES else body
    if (
        not cues.OWN.match(body)
        and not cues.WORK_CASES.match(body)
        and not cues.WORK_NONE.match(body)
        and not _TOTAL_FIRST.match(body)
        and not OF_TOTAL.match(body)
        and not body.startswith(("将", "把"))
        and (_OF_THINGS.match(body) or SPAN_YEARS.search(_MARK.split(body, maxsplit=1)[0][:14]))
    ):
        yield from before_its_time(page, index, here, year)
        return
    if one.start - here.statement[0] > 8 and FIGURE.match(body):
        return  # 达成意向337人，2018年举办时为190人
    if (
        _EXAMINED.match(body)
        or _BY_OTHERS.match(body)
        or _CONTRAST.search(tail)
        or _HONOURED.match(body)
        or (not contradicted and re.search("今年|本期|本年度?[^末]", tail))
    ):
        return
    confidence = work_like(page, tail, statement, one, here)
    if page.in_problems(one.start):
        if one.first in (year - 1, year - 2) and cues.WORK_STATE.match(body):
            confidence = 0.85
        else:
            again = any(e.first == year for _, e in page.between(one.end, here.sentence[1] + 60))
            confidence = 0.75 if confidence >= 0.85 and one.first == year - 1 and not again else 0.0
    if confidence == 0.0:
        confidence = left_over(page, one, here, year)
    # this report's year stands in the sentence all the same, if not as a contrast: only a firm fact counts then
    named = any(e.first == year and e is not one for e in numbered(page, here.sentence[0], here.sentence[1]))
    if confidence == 0.0 or (named and not contradicted and confidence < 0.85):
        yield from before_its_time(page, index, here, year)
        return
    if speech and not others and one.first == year - 1 and _WHOLE.match(view, one.end) and not _SPREAD.search(sentence):
        confidence = max(confidence, 0.9)
    if speech and not (confidence >= 0.9 and one.first == year - 1 and not others):
        return
    if one.first > year and not (
        confidence >= 0.85 and one.first == year + 1 and page.reference.limit == year and not speech
    ):
        return
    if one.first > year and _TO_COME.search(view, max(here.sentence[0], one.start - 14), here.sentence[1]) is not None:
        return  # 我们承诺，2022年内全部做到; 2022年经费已列入预算
    if abs(one.first - year) > 1:
        confidence -= 0.1
    if page.reference.certainty < 0.7:
        confidence -= 0.1
    if _beside_this_year(page, one, here):
        confidence = min(confidence, 0.75)  # 2020年收到1件。今年收到3件: as likely the base as a slip
    yield Finding(
        index, "stale_year", year, round(confidence, 3), "Y03", "work",
        f"work of this report is dated {one.first}, but the report covers {year}",
        f"本年度工作写成{one.first}年，报告年度为{year}年",
    )  # fmt: skip


_TO_COME = re.compile(
    "承诺|力争|争取|确保|预计|预期|打算|(?<!现)将(?!近)|拟(?!定)|计划|目标|列入|纳入|预算|安排|另行|届时|明年|下一?年"
)
_THIS_YEAR_OPENS = re.compile(r"\s{0,2}(?:而|到|截至|进入)?(?:今年|本年度?(?!末)|一年来)")
_THIS_YEAR_TOLD = re.compile("(?:^|[，；：])[^，；：]{0,12}(?:今年|本年度?(?!末))")


def _beside_this_year(page: Page, one: Expression, here: Place) -> bool:
    """Say whether 今年 opens what follows, or stands in what leads up to a year: then the two are set side by side."""
    view = page.view
    stop = here.statement[1]
    if _THIS_YEAR_OPENS.match(view, stop) or _THIS_YEAR_OPENS.match(view, min(stop + 1, len(view))):
        return True
    return _THIS_YEAR_TOLD.search(view[here.sentence[0] : one.start][-60:]) is not None


_PAPER = re.compile("度?(?:工作)?(?:年度)?(?:报告|年报|总结|年鉴|公报|通报)(?!期|中|了|会|[0-9一二三四五六七八九十两])")
_BARE_FIGURE = re.compile(
    r"(?:度|全年|同期)?[^，。；0-9]{0,4}?(?:合计|总计|则?为|仅为?|只有|是)[0-9][0-9,.]{0,9}[万余]{0,2}[^0-9，。；]{1,3}[。；]"
)
_ONLY = re.compile(r"(?:度|全年|同期)?(?:才|只有|仅为?|不足|刚过)(?=[0-9])")


def _of_same_unit(page: Page, one: Expression, at: int) -> bool:
    """Say whether an amount of the unit that follows was told right before a year."""
    only = first_amount(page.view, at, at + 14)
    low = max(page.view.rfind("\n", 0, one.start), one.start - 60, 0)
    return only is not None and any(told.unit == only.unit for told in amounts(page.view, low, one.start))


def _base_of_this_year(page: Page, one: Expression, year: int) -> bool:
    """Say whether this figure of last year is told elsewhere as the base of this year's: 较上年的9.8万次增长…."""
    if one.last != year - 1 or one.unit != "year":
        return False
    figure = first_amount(page.view, one.end, one.end + 24)
    if figure is None or figure.value < 3 or "，" in page.view[one.end : figure.start].lstrip("，"):
        return False
    return any(
        at.start != figure.start and _THAN.search(page.view, max(0, at.start - 16), at.start) is not None
        for at in ledger(page).told(figure.value, figure.unit)
    )


_THAN = re.compile("(?:比|较|与|由|从)[^，。；、\n]{0,14}$")


def _cases_of(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a state at the end of a year is that of the things of that year: 2020年立案的36起，截至2020年底结案30起."""
    return any(
        other.last == one.last and modifies(page.view[other.end : other.end + 30])
        for _, other in page.between(here.sentence[0], one.start)
    )


_AMOUNT_TOLD = re.compile(r"(?<![年月0-9])[0-9][0-9,.]{0,9}[万余]{0,2}[^0-9，。；年月日]{1,3}[，。；]$")
_YEAR_OF = re.compile(r"^是[^，。；]{2,30}年，")
_TOTAL_FIRST = re.compile(r"(?:全年|累计|总共|共计?)[^，。；的0-9]{0,6}[0-9]")
_BY_OTHERS = re.compile(
    r"(?:国务院|国家|中央|省|自治区)[^，。；]{0,8}(?:出台|印发|部署|要求|将|把|启动|调整|修订|推行|统一)"
)
_CONTRAST = re.compile(r"，(?:现已?|今|目前|如今)(?:有|为|增|共|达|减|扩|升|降)")
_EXAMINED = re.compile(
    r"[^，。；]{0,18}(?:考核|评估|测评|检查|普查|审计|通报|评议|评比|抽查|评查|验收)(?:(?:中|里|时|上|结果)[，。；]|中[^，。；]{0,6}(?:[列排获得]|第|位居|被))"
)
_HONOURED = re.compile(
    r"转入|机构改革|(?:系|是)?由[^，。；]{2,20}(?:合并|组建|划转|析置|改制|整合)|[^，。；]{1,6}中的|[^，。；]{0,10}(?:总资产|净资产|总股本|余额)|[^，。；]{0,16}(?:被(?:评|授|列|确定|命名|表彰)|荣获|获评|获得[^，。；]{0,16}(?:称号|奖))"
)
_CASE_VERB = re.compile(r"(?:申请(?:公开|获取|查询|查阅)?|要求公开|涉及|索取|查询|查阅|咨询|关于|内容为|系|属)$")


def _about_a_case(page: Page, other: Expression) -> bool:
    """Say whether another year only names what an application was about: 1件申请公开1998年林地划界图."""
    return _CASE_VERB.search(page.view[max(0, other.start - 6) : other.start]) is not None


def _sets_off(page: Page, other: Expression, here: Place) -> bool:
    """Say whether another year stands beside this one as its contrast: it dates a clause of its own, as wide as a year.

    What is published about a year (公布2022年红黑榜) or dated to the month in another statement sets nothing off.
    """
    if here.clause[0] <= other.start < here.clause[1] and other.first == page.reference.year:
        return True
    apart = other.start < here.statement[0] or other.start >= here.statement[1]
    if apart and other.unit not in ("year", "half", "quarter", "short"):
        return False
    at = place(page, other)
    return at.adverbial or at.preposition in ("于", "在")


def _clause_end(page: Page, one: Expression, here: Place) -> int:
    """Return where the first clause of substance behind a year ends: 2020年，新增公开18条，…."""
    comma = page.view.find("，", one.end + 2, here.statement[1])
    return comma if comma >= 0 else here.statement[1]


_WHOLE = re.compile(r"，全[省市县区州旗乡镇][^，。；的]{1,16}[0-9]")
_SPREAD = re.compile("以来|五年|年均|较|比|增长到|提高到|累计|以前|去年|上年|同期|至今|今年|现在|目前")
