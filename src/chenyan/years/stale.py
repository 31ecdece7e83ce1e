"""Work of this report left under another year, mostly last year's: 2020年，我局公开信息120条 in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.leftover import DISPOSED, fresh, left_over
from chenyan.years.scope import Page, Place, place

_CUMULATIVE = re.compile(r"以来|至今|历年|五年|三年|近年|历史|回顾(?!(?:过去的)?[12])")
_DURING = re.compile(r"[^，。；]{0,8}期间|[^，。；]{0,3}“?十[一二三四五六]五”?")
_TOTAL_SINCE = re.compile(r"累计.{0,6}自")
_OF_TOTAL = re.compile(
    r"[^，。；]{0,14}?(?:公开|发布|收到|受理|推送|更新)的[^，。；0-9]{0,10}(?:共计?|总数为?|数量为|总量为)[0-9]"
)
_EVENT = re.compile(
    r"[，,]?[^，。；的]{0,12}?(?:(?:组织|开展|举办|召开|邀请|培训|检查|自查)[^，。；的]{0,20}?[0-9一二三四五六七八九十两]{1,3}(?:次|场|期|轮|人次)|"
    r"[0-9一二三四五六七八九十两]{1,3}(?:次|场|期|轮)(?:组织|开展|举办|召开|邀请|培训|检查|自查))"
)
SPAN_YEARS = re.compile(r"预算|决算|结转|转入|遗留|年报|审计|规划|考核|评议|测评|评估|通报|反馈|三公|存量")
_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千万两]")


def other_year(index: int, year: int, confidence: float, page: Page) -> Finding:
    one = page.expressions[index]
    words = page.view[one.start : one.end]
    return Finding(
        index, "other", year, confidence, "Y03", "work",
        f"{words} cannot date this fact; {year} is meant", f"“{words}”疑为{year}年之误",
    )  # fmt: skip


def numbered(page: Page, low: int, high: int) -> list[Expression]:
    """Return the expressions of a stretch that name a year of their own (no documents, no parentheses)."""
    layout = page.layout
    return [
        one
        for _, one in page.between(low, high)
        if one.first
        and one.unit not in ("document", "edition", "five_year")
        and not layout.enclosed(layout.titles, one.start)
        and not layout.enclosed(layout.parens, one.start)
    ]


def stale(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    one, view = page.expressions[index], page.view
    speech = page.reference.genre == "speech"
    closing = one.unit == "month" and year_end(one) and here.preposition.startswith("截")
    if (one.unit in ("month", "half", "quarter") and not closing) or (one.unit == "day" and not year_end(one)):
        if _event_of_last_year(page, one, here, year):
            yield Finding(
                index, "stale_year", year, 0.7, "Y03", "work",
                f"an event of this report is dated {one.first}, but the report covers {year}",
                f"本年度活动写成{one.first}年，报告年度为{year}年",
            )  # fmt: skip
            return
        yield from _before_its_time(page, index, here, year)
        return
    if here.preposition and not (here.preposition.startswith(("截", "在")) or here.preposition == "到"):
        return
    if one.unit == "day" and not here.preposition.startswith("截"):
        return
    if page.zone_at(one.start) is not None:
        return
    tail = view[one.end : min(here.sentence[1], one.end + 110)]
    statement = view[here.statement[0] : here.statement[1]]
    sentence = view[here.sentence[0] : here.sentence[1]][:240]
    if _foreseen(page, one, here, year) or _holds_later(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.78, "Y03", "work",
            f"what belongs to {year} is dated {one.first}", f"本年度事项写成{one.first}年，报告年度为{year}年",
        )  # fmt: skip
        return
    if _opens_review(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.72, "Y03", "work",
            f"the review opens with {one.first}, but the report covers {year}",
            f"工作回顾以{one.first}年开头，报告年度为{year}年",
        )  # fmt: skip
        return
    if _state_of_last_year(page, one, here, year):
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
    if _compared_with_itself(page, one, here, year):
        yield Finding(
            index, "stale_year", year, 0.78, "Y03", "work",  # half of the unseen ones were right: a hint, no flag
            f"a fact of {one.first} is compared with {one.first}, but the report covers {year}",
            f"{one.first}年与{one.first}年自身相比，报告年度为{year}年",
        )  # fmt: skip
        return
    contradicted = here.preposition.startswith("截") and year_end(one) and _CONTRADICTED.match(tail) is not None
    if [e for e in others if not cues.COMPARED.search(view[max(0, e.start - 8) : e.start])] and not contradicted:
        yield from _before_its_time(page, index, here, year)
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
    led = cues.LEAD_UP.match(re.sub("^(?:度|末|底)", "", tail))
    body = re.sub(r"^(?:度|末|底)?[，, ]?", "", tail[led.end() :] if led else tail)
    if (
        not cues.OWN.match(body)
        and not cues.WORK_CASES.match(body)
        and not cues.WORK_NONE.match(body)
        and not _TOTAL_FIRST.match(body)
        and not _OF_TOTAL.match(body)
        and not body.startswith(("将", "把"))
        and (
            re.match(r"[^，。；]{0,14}?的(?!政府信息公开|信息公开|政务公开)", body)
            or SPAN_YEARS.search(re.split("[，。；]", body, maxsplit=1)[0][:14])
        )
    ):
        yield from _before_its_time(page, index, here, year)
        return
    if one.start - here.statement[0] > 8 and _FIGURE.match(body):
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
        if one.first == year - 1 and cues.WORK_STATE.match(body):
            confidence = 0.85
        else:
            again = any(e.first == year for _, e in page.between(one.end, here.sentence[1] + 60))
            confidence = 0.75 if confidence >= 0.85 and one.first == year - 1 and not again else 0.0
    if confidence == 0.0:
        confidence = left_over(page, one, here, year)
    # this report's year stands in the sentence all the same, if not as a contrast: only a firm fact counts then
    named = any(e.first == year and e is not one for e in numbered(page, here.sentence[0], here.sentence[1]))
    if confidence == 0.0 or (named and not contradicted and confidence < 0.85):
        yield from _before_its_time(page, index, here, year)
        return
    if speech and not others and one.first == year - 1 and _WHOLE.match(view, one.end) and not _SPREAD.search(sentence):
        confidence = max(confidence, 0.9)
    if speech and not (confidence >= 0.9 and one.first == year - 1 and not others):
        return
    if one.first > year and not (
        confidence >= 0.85 and one.first == year + 1 and page.reference.limit == year and not speech
    ):
        return
    if abs(one.first - year) > 1:
        confidence -= 0.1
    if page.reference.certainty < 0.7:
        confidence -= 0.1
    yield Finding(
        index, "stale_year", year, round(confidence, 3), "Y03", "work",
        f"work of this report is dated {one.first}, but the report covers {year}",
        f"本年度工作写成{one.first}年，报告年度为{year}年",
    )  # fmt: skip


# The total of an earlier day cannot hold this year's share; 2021年新增 alone only adds to it.
# 其中 alone may belong to a state of last year that is told as a base; only words for this year contradict its date.
_CONTRADICTED = re.compile(r"[^。]{0,80}?(?:其中[^，。；]{0,3}20[0-9]{2}年|当年|今年|本年)")
_YEAR_OF = re.compile(r"^是[^，。；]{2,30}年，")
_TOTAL_FIRST = re.compile(r"(?:全年|累计|总共|共计?)[^，。；的0-9]{0,6}[0-9]")
_FIGURE = re.compile(
    r"[^，。；]{0,20}?(?:时|同期|度)?(?:则?为|仅为?|只有|是)[0-9一二三四五六七八九十百千两]{1,8}[^，。；]{0,6}[，。；]"
)
_BY_OTHERS = re.compile(
    r"(?:国务院|国家|中央|省|自治区)[^，。；]{0,8}(?:出台|印发|部署|要求|将|把|启动|调整|修订|推行|统一)"
)
_CONTRAST = re.compile(r"，(?:现已?|今|目前|如今)(?:有|为|增|共|达|减|扩|升|降)")
_EXAMINED = re.compile(
    r"[^，。；]{0,18}(?:考核|评估|测评|检查|普查|审计|通报|评议|评比|抽查|评查|验收)(?:(?:中|里|时|上|结果)[，。；]|中[^，。；]{0,6}(?:[列排获得]|第|位居|被))"
)
_HONOURED = re.compile(
    r"转入|机构改革|[^，。；]{1,6}中的|[^，。；]{0,10}(?:总资产|净资产|总股本|余额)|[^，。；]{0,16}(?:被(?:评|授|列|确定|命名|表彰)|荣获|获评|获得[^，。；]{0,16}(?:称号|奖))"
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


def _compared_with_itself(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether last year is compared with last year: 2020年收入12万元，与2020年相比增加 in the report on 2021."""
    if one.first != year - 1 or one.unit != "year" or here.lead or page.reference.genre == "speech":
        return False
    if re.match(r"[^，。；]{0,16}的[^，。；]", page.view[one.end : one.end + 20]):
        return False
    if one.start > here.statement[0] and _FIGURE.match(page.view, one.end):
        return False  # 公开信息80条，2020年为60条，较2020年增长33%: the base, then the growth from it
    following = list(page.between(one.end, here.statement[1]))
    if any(other.first == year for _, other in following):
        return False  # 2020年收到3件，2021年收到5件，较2020年增加2件
    return any(
        other.first == one.first
        and other.unit == "year"
        and page.view[other.end - 1] != "初"  # 2021年末2个，比2021年初增加1个
        and _PART_OR_AIM.match(page.view, other.end) is None
        and (match := cues.COMPARED.search(page.view, max(here.statement[0], other.start - 8), other.start)) is not None
        and (not match.group("with") or cues.COMPARED_AFTER.match(page.view, other.end) is not None)
        for _, other in following
    )


_PART_OR_AIM = re.compile(
    r" ?(?:年?初|年?上半年|第?[一二三四1-4]季度|[0-9]{1,2}月|以前|之前|的?(?:计划|预算|目标|任务|指标|标准))"
)
_STATE = re.compile(r"问题|短板|不足|差距|欠缺|滞后|薄弱|不够|不高|不强|仍有|更正|缺失")
_SOLVED = re.compile(
    r"整改|已|解决|改进情况|反馈|指出|通报|提出|年报|考核|评估|测评|上年|去年|今年|发现|检查|审计|督查|换届|改革|历史|以来|(?:存在|遗留)的"
)


def _state_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the part on problems opens with last year's: 2020年，公开工作仍有短板 in the report on 2021."""
    if page.reference.genre == "speech" or one.unit != "year" or one.first != year - 1 or here.lead:
        return False
    if not page.in_problems(one.start) or not fresh(page, here) or page.zone_at(one.start) is not None:
        return False
    said = page.view[one.end : min(here.statement[1], one.end + 80)]
    if any(other.first == year for _, other in page.between(one.end, here.sentence[1])):
        return False
    return _STATE.search(said) is not None and _SOLVED.search(said) is None


def _foreseen(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a year that was over is still foreseen: 预计2020年全年完成 in the report on 2021."""
    if one.first != year - 1 or one.unit != "year" or not here.lead.endswith("预计") or page.told_ahead(one.start):
        return False
    clause = page.view[here.clause[0] : one.start]
    return re.search("原|曾|当时|此前|年初", clause) is None and page.view[one.end : one.end + 1] not in ("的", "，")


_NESTED = re.compile(r"[^。；]{2,40}[，（]其中")


def _holds_later(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the stock at the end of last year holds a part of this year: 2020年末实有48人，其中2021年招聘9人."""
    if one.first != year - 1 or not year_end(one) or page.view[one.end - 1] not in "末底" or here.lead:
        return False
    nested = _NESTED.match(page.view, one.end)
    return nested is not None and any(other.first == year for _, other in page.between(nested.end(), nested.end() + 4))


_WHOLE = re.compile(r"，全[省市县区州旗乡镇][^，。；的]{1,16}[0-9]")
_SPREAD = re.compile("以来|五年|年均|较|比|增长到|提高到|累计|以前|去年|上年|同期|至今|今年|现在|目前")
_CALLED = re.compile(r"(?:度|，)?(?:既|不仅)?是[^。；]{2,40}年[，。（]")
_REVIEW = re.compile("回顾|总结|总体情况|概述|概况|工作情况|开展情况")


def _opens_review(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the first sentence of the review is dated last year: 一、2021年工作回顾 2020年是不平凡的一年。"""
    if one.unit != "year" or one.first != year - 1 or here.lead or page.told_ahead(one.start):
        return False
    head = page.heading_before(one.start)
    if head is None or head.level != 1 or one.start - head.end > 12 or not _REVIEW.search(head.words):
        return False
    if any(other.first >= year for _, other in page.between(one.end, here.sentence[1])):
        return False
    if page.reference.genre == "speech":
        return page.view[one.end : one.end + 1] == "，" or _CALLED.match(page.view, one.end) is not None
    return _CALLED.match(page.view, one.end) is not None


def _event_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a counted event of the overview is dated in a month of last year: 2020年5月，我镇组织培训2次."""
    if page.reference.genre != "annual" or here.lead or one.first != year - 1 or one.until is None:
        return False
    if one.until.month > 10 or one.unit == "day" or page.section_at(one.start) != "overview":
        return False
    if page.told_ahead(one.start) or _EVENT.match(page.view, one.end, here.statement[1]) is None:
        return False
    sentence = page.view[here.sentence[0] : here.sentence[1]]
    others = [e for e in numbered(page, here.sentence[0], here.sentence[1]) if e.first != one.first]
    return not others and re.search("以来|起|被|获|至今|成立|考核|试点", sentence) is None


def year_end(one: Expression) -> bool:
    return one.until is not None and one.until.month == 12 and one.until.day == 31


def work_like(page: Page, tail: str, statement: str, one: Expression, here: Place) -> float:
    """Say how sure the words after a year tell this report's own work (0: not at all)."""
    if here.subject:
        tail = here.subject + tail.lstrip("度")
    tail = re.sub(r"^是[^，。；]{2,30}年，", "，", tail)
    body = re.sub(r"^(?:度|末|底)?(?: ?1 ?月?[-~至到]{1,2} ?12 ?月(?:份|底)?)?", "", tail)
    if (skip := cues.LEAD_UP.match(body)) is not None:
        body = body[skip.end() :]
    if _view_part(page, one) == "全年":
        body = "全年" + body
    if (
        one.first == page.reference.year_or(0) - 1
        and cues.WORK_STATE.match(body)
        and page.section_at(one.start) == "overview"
    ):
        return 0.8
    if here.preposition.startswith("截"):
        total = re.search("累计|共|总计|合计", body)
        told = total or (_CONTRADICTED.match(body) and cues.COUNT.search(body))
        return 0.85 if year_end(one) and told and _NUMBER.search(body) else 0.0
    if cues.WORK_NONE.match(body):
        return 0.92
    if _OF_TOTAL.match(body):
        return 0.75
    if (match := cues.WORK_TOTAL.match(body)) and _NUMBER.search(match.group()):
        return 0.92
    if (match := cues.WORK_OWN.match(body)) is not None:
        return 0.88 if cues.COUNT.search(statement) else 0.75
    if cues.OWN.match(body.lstrip("，, ")) and cues.COUNT.search(statement):
        return 0.85
    if cues.WORK_CASES.match(body):
        return 0.82
    if (
        one.first == page.reference.year_or(0) - 1
        and page.section_at(one.start) == "overview"
        and cues.OWN.match(body.lstrip("，, "))
        and re.search("信息公开|政务公开", body[:60])
        and re.search("取得|扎实推进|有序推进|深入推进|成效", body)
    ):
        return 0.75
    if _opens_part(page, one) and cues.WORK_OPEN.match(tail):
        return 0.85
    if (match := cues.WORK_BARE.match(body)) and cues.COUNT.search(match.group()):
        return 0.8
    return 0.0


def _view_part(page: Page, one: Expression) -> str:
    """Return 全年 where the mention itself says it."""
    return "全年" if page.view.endswith("全年", one.start, one.end) else ""


def _opens_part(page: Page, one: Expression) -> bool:
    """Say whether the mention opens the text of a part (or of the report's first paragraph)."""
    heads = [head for head in page.layout.headings if head.level == 1 and head.end <= one.start <= head.end + 12]
    return bool(heads) and page.section_at(one.start) in ("overview", "disclosure", "requests", "litigation", "other")


@cache
def _dated() -> tuple[tuple[str, int], ...]:
    """Return events and campaigns of the dated list with the first year in which they can be spoken of."""
    found: list[tuple[str, int]] = []
    for row in read_rows("dated_terms.csv"):
        if row["kind"] in ("event", "campaign", "meeting", "census") and row["valid_from"]:
            found.extend((term.strip("“”"), int(row["valid_from"][:4])) for term in row["term"].split("|"))
    return tuple(sorted(found))


@cache
def _dated_pattern() -> re.Pattern[str]:
    return re.compile(cues.either(term for term, _ in _dated()))


def _before_its_time(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find a year before the event that stands in its clause: 2010年受新冠肺炎疫情影响."""
    one, view = page.expressions[index], page.view
    if here.lead or one.first >= year - 1 or page.reference.genre == "speech":
        return
    clause = view[one.end : here.clause[1]]
    if len(clause) < 4:  # 2012年，受疫情影响
        clause += view[here.clause[1] : page.layout.around(page.layout.clauses, here.clause[1])[1]]
    match = _dated_pattern().search(clause)
    if match is not None and "的" not in clause[: match.start()]:
        start = dict(_dated())[match.group()]
        if one.first < start - 1 and start <= year + 1:
            yield other_year(index, year, 0.85, page)
