"""Facts dated in a year that is not theirs: left over from last year, compared with itself, after the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chenyan.lexicons import read_rows
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.leftover import left_over
from chenyan.years.scope import Page, Place, place

_FROM_TO = re.compile(
    r"(?:的|末|底)?[^，。；]{0,18}?(?:提高|增加|上升|提升|增长|下降|降低|降|减少|减|缩短|缩|压缩|扩大|增|"
    r"升)(?:到|至|为)?了?$"
)
_DONE_BEFORE = re.compile(r"(?:已|均已|业已|已经)(?:于|在)?$")
_PAST_FACT = re.compile(r"[^。；]{0,60}?(?:共|已|完成了?|主动公开|收到|受理|未收到|没有|投入使用|建成|开通)")
_CUMULATIVE = re.compile(r"以来|历年|五年|三年|近年|历史|回顾(?!(?:过去的)?[12])")
_DURING = re.compile(r"[^，。；]{0,8}期间|[^，。；]{0,3}“?十[一二三四五六]五”?")
_TOTAL_SINCE = re.compile(r"累计.{0,6}自")
_OF_TOTAL = re.compile(
    r"[^，。；]{0,14}?(?:公开|发布|收到|受理|推送|更新)的[^，。；0-9]{0,10}(?:共计?|总数为?|数量为|总量为)[0-9]"
)
_EVENT = re.compile(
    r"[，,]?[^，。；的]{0,12}?(?:组织|开展|举办|召开|邀请|培训|检查|自查)[^，。；的]{0,20}?[0-9一二三四五六七八九十两]{1,3}(?:次|场|期|轮|人次)"
)
_SPAN_YEARS = re.compile(r"预算|决算|结转|转入|遗留|年报|审计|规划|考核|评议|测评|评估|通报|反馈|三公|存量")
_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千万两]")


def check_facts(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Yield the mismatches of one mention that dates a fact."""
    one = page.expressions[index]
    year = page.reference.year
    if year is None:
        return
    if one.unit == "typo":
        yield _other(index, year, 0.9, page)
        return
    if one.unit == "school_year":
        yield from _school_year(page, index, here, year)
        return
    if one.unit not in ("year", "half", "quarter", "day", "month", "short"):
        return
    layout = page.layout
    if layout.enclosed(layout.titles, one.start) or layout.enclosed(layout.quotes, one.start):
        return
    yield from _parenthesis(page, index, year)
    if one.first == year:
        if here.adverbial and _after_signing(page, one, here, year):
            yield Finding(
                index, "date_order", year, 0.75, "Y03", "work",
                f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
                f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
            )  # fmt: skip
        yield from _compared(page, index, here)
        yield from _to_itself(page, index)
        return
    yield from _to_itself(page, index)
    if one.first > year:
        yield from _compared(page, index, here)
    yield from _year_on_year(page, index, here, year)
    signed = page.reference.signed
    now = max(year + 1, signed.year if signed else 0)
    if (
        _DONE_BEFORE.search(here.lead)
        and one.begin is not None
        and one.first > year
        and page.reference.genre != "speech"
    ):
        if (signed is not None and one.begin > signed) or one.first > now:
            yield Finding(
                index, "date_order", year, 0.9, "Y03", "work",
                f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
                f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
            )  # fmt: skip
        return
    if _finished_later(page, one, here, year):
        yield Finding(
            index, "date_order", year, 0.85, "Y03", "work",
            f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
            f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
        )  # fmt: skip
        return
    if not here.adverbial or layout.enclosed(layout.parens, one.start):
        return
    if _after_signing(page, one, here, year):
        yield Finding(
            index, "date_order", year, 0.85, "Y03", "work",
            f"a finished event is dated {page.view[one.start : one.end]}, after the report was signed",
            f"已完成的事项写在落款之后的{page.view[one.start : one.end]}",
        )  # fmt: skip
        return
    # a speech looks years ahead wherever it speaks of a plan; there a later year is no slip
    if one.first > now + 1 and one.unit == "year" and page.reference.genre != "speech" and not page.zone_at(one.start):
        rest = page.view[one.end : min(here.sentence[1], one.end + 60)]
        told = _PAST_FACT.match(rest) or cues.COUNT.search(rest)
        foreseen = re.search("有望|可望|预计|预测|预期|估计|规划|将", rest) is not None
        if here.lead == "" and told and not foreseen and not cues.PLAN.search(rest[:40]):
            yield _other(index, year, 0.9, page)
        return
    yield from _stale(page, index, here, year)


def _school_year(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find the work of this school year under the name of the last one, and the year compared with itself."""
    one, view = page.expressions[index], page.view
    if page.reference.genre != "school" or page.layout.enclosed(page.layout.titles, one.start):
        return
    if one.last == year:
        yield from _compared(page, index, here)
        return
    if one.last != year - 1 or not here.adverbial or here.preposition or page.zone_at(one.start):
        return
    statement = view[here.statement[0] : here.statement[1]]
    tail = view[one.end : min(here.sentence[1], one.end + 110)]
    others = [e for e in _numbered(page, here.sentence[0], here.sentence[1]) if e.last > one.last]
    if (
        others
        or page.in_problems(one.start)
        or _SPAN_YEARS.search(re.split("[，。；]", tail.lstrip("，"), maxsplit=1)[0][:14])
    ):
        return
    confidence = _work_like(page, tail, statement, one, here)
    if confidence >= 0.8 and cues.COUNT.search(statement):
        yield Finding(
            index, "stale_year", year, confidence, "Y03", "work",
            f"work of this report is dated {one.first}-{one.last}, but the report covers the school year to {year}",
            f"本学年工作写成{one.first}—{one.last}学年，报告学年止于{year}年",
        )  # fmt: skip


_DONE = re.compile(
    r"(?:建成|投入使用|启用|上线|开通|完成|通过|成立|挂牌|印发|竣工|验收|揭牌|投用)(?!前|后)|[^。；，"
    r"]{0,12}?(?:举行|举办|召开|开展|完成|组织|进行|通过|印发|发布)了|[^。；"
    r"]{0,50}?(?:已|完成了|举办了|召开了|共|建成并|投入使用|正式(?:启用|上线|开通|运行)|获评|荣获|[了过](?=[，。；]))"
)
_HAPPENED = re.compile(
    r"[，, ]{0,2}[^，。；]{0,20}?(?:召开|举办|组织|开展|印发|开通|上线|启用|完成|修订|培训|成立|建成|获|收到|"
    r"发布|公开)[^。；]{0,30}"
)


def _after_signing(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a month or day after the signature dates something told as done."""
    signed = page.reference.signed
    if (
        page.reference.genre != "annual"
        or one.unit not in ("month", "day")
        or one.begin is None
        or one.first != year + 1
    ):
        return False
    if signed is None or signed.year != year + 1 or one.begin <= signed:
        return False
    if page.zone_at(one.start) or page.in_problems(one.start) or here.preposition in ("到", "至", "直到", "预计"):
        return False
    rest = page.view[one.end : min(here.statement[1], one.end + 70)]
    if re.search("合同|工期|约定", rest):
        return False
    if cues.PLAN_IN_ZONE.search(rest) or cues.DEADLINE.match(rest):
        return False
    return _DONE.match(rest) is not None or (
        cues.COUNT.search(rest) is not None
        and _HAPPENED.match(rest) is not None
        and page.section_at(one.start) == "overview"
    )


_COMPLETED = re.compile(
    r"(?:正式|全部|全面|顺利)?(?:完成|建成|投入使用|投用|上线|开通|启用|办结|竣工|验收|整改到位|通过|挂牌|"
    r"揭牌)(?!前|后|的)"
)


def _finished_later(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether something completed is dated after the signature: 整改于2022年5月完成."""
    signed = page.reference.signed
    if (
        signed is None
        or one.begin is None
        or one.unit not in ("month", "day")
        or one.begin <= signed
        or page.reference.genre != "annual"
    ):
        return False
    if not here.lead.endswith("于") or one.first != year + 1 or page.zone_at(one.start) is not None:
        return False
    clause = page.view[here.clause[0] : one.start]
    return not re.search("将|拟|计划|预计|定|力争|争取|要", clause) and _COMPLETED.match(page.view, one.end) is not None


_RELATIVE_BEFORE = re.compile(
    r"(?P<word>上年度?(?:同期)?|去年同期|全年|一年来|年度内|去年|上一年度?|今年|本年度?|明年|下年度?|下一年度?)（(?:即|也即)?$"
)


def _parenthesis(page: Page, index: int, year: int) -> Iterator[Finding]:
    """Find a year that explains a relative word wrongly: 上年（2019年） in the report on 2021."""
    one, view = page.expressions[index], page.view
    match = _RELATIVE_BEFORE.search(view[max(0, one.start - 8) : one.start])
    if match is None or one.unit not in ("year", "short") or page.reference.genre not in ("annual",):
        return
    word = match.group("word")
    shift = -1 if word[0] in "上去" else 1 if word[0] in "明下" else 0
    signed = page.reference.signed
    right = {year + shift, (signed.year if signed else year + 1) + shift}
    if one.first not in right:
        yield Finding(
            index, "stale_year", year + shift, 0.85, "Y03", "comparison",
            f"{word} is explained as {one.first} in a report on {year}", f"{year}年报告中“{word}”写作{one.first}年",
        )  # fmt: skip


def _other(index: int, year: int, confidence: float, page: Page) -> Finding:
    one = page.expressions[index]
    words = page.view[one.start : one.end]
    return Finding(
        index, "other", year, confidence, "Y03", "work",
        f"{words} cannot date this fact; {year} is meant", f"“{words}”疑为{year}年之误",
    )  # fmt: skip


def _numbered(page: Page, low: int, high: int) -> list[Expression]:
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


def _stale(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    one, view = page.expressions[index], page.view
    speech = page.reference.genre == "speech"
    closing = one.unit == "month" and _year_end(one) and here.preposition.startswith("截")
    if (one.unit in ("month", "half", "quarter") and not closing) or (one.unit == "day" and not _year_end(one)):
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
    others = [
        e
        for e in _numbered(page, here.sentence[0], here.sentence[1])
        if e.first != one.first
        and (e.start < one.end or not _about_a_case(page, e))
        and (e.first == year or place(page, e).adverbial)
    ]
    contradicted = here.preposition.startswith("截") and _year_end(one) and _CONTRADICTED.match(tail) is not None
    if [e for e in others if not cues.COMPARED.search(view[max(0, e.start - 8) : e.start])] and not contradicted:
        yield from _before_its_time(page, index, here, year)
        return
    if (
        _CUMULATIVE.search(view[here.sentence[0] : one.end + 16])
        or _DURING.match(view, one.end)
        or _TOTAL_SINCE.search(sentence)
    ) or cues.PLAN.search(tail[:60]):
        return
    if (inside := cues.IN_THE_YEAR.match(tail)) is not None and "中" in inside.group():
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
        and (
            re.match(r"[^，。；]{0,14}?的(?!政府信息公开|信息公开|政务公开)", body)
            or _SPAN_YEARS.search(re.split("[，。；]", body, maxsplit=1)[0][:14])
        )
    ):
        yield from _before_its_time(page, index, here, year)
        return
    if _EXAMINED.match(body) or _HONOURED.match(body) or re.search("今年|本期|本年度?[^末]", tail):
        return
    confidence = _work_like(page, tail, statement, one, here)
    if page.in_problems(one.start):
        if one.first == year - 1 and cues.WORK_STATE.match(body):
            confidence = 0.85
        else:
            again = any(e.first == year for _, e in page.between(one.end, here.sentence[1] + 60))
            confidence = 0.75 if confidence >= 0.85 and one.first == year - 1 and not again else 0.0
    if confidence == 0.0:
        confidence = left_over(page, one, here, year)
    if confidence == 0.0:
        yield from _before_its_time(page, index, here, year)
        return
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
_CONTRADICTED = re.compile(r"[^。]{0,80}?(?:其中|当年|本年|，新增)")
_YEAR_OF = re.compile(r"^是[^，。；]{2,30}年，")
_TOTAL_FIRST = re.compile(r"(?:全年|累计|总共|共计?)[^，。；的0-9]{0,6}[0-9]")
_EXAMINED = re.compile(
    r"[^，。；]{0,18}(?:考核|评估|测评|检查|普查|审计|通报|评议|评比|抽查|评查|验收)(?:中|里|时|上|结果)[，。；]"
)
_HONOURED = re.compile(
    r"转入|机构改革|[^，。；]{1,6}中的|[^，。；]{0,10}(?:总资产|净资产|总股本|余额)|[^，。；]{0,16}(?:被(?:评|授|列|确定|命名|表彰)|荣获|获评|获得[^，。；]{0,16}(?:称号|奖))"
)
_CASE_VERB = re.compile(r"(?:申请(?:公开|获取|查询|查阅)?|要求公开|涉及|索取|查询|查阅|咨询|关于|内容为|系|属)$")


def _about_a_case(page: Page, other: Expression) -> bool:
    """Say whether another year only names what an application was about: 1件申请公开1998年林地划界图."""
    return _CASE_VERB.search(page.view[max(0, other.start - 6) : other.start]) is not None


def _event_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a counted event of the overview is dated in a month of last year: 2020年5月，我镇组织培训2次."""
    if page.reference.genre != "annual" or here.lead or one.first != year - 1 or one.until is None:
        return False
    if one.until.month > 10 or one.unit == "day" or page.section_at(one.start) != "overview":
        return False
    if page.told_ahead(one.start) or _EVENT.match(page.view, one.end, here.statement[1]) is None:
        return False
    sentence = page.view[here.sentence[0] : here.sentence[1]]
    others = [e for e in _numbered(page, here.sentence[0], here.sentence[1]) if e.first != one.first]
    return not others and re.search("以来|起|被|获|至今|成立|考核|试点", sentence) is None


def _year_end(one: Expression) -> bool:
    return one.until is not None and one.until.month == 12 and one.until.day == 31


def _work_like(page: Page, tail: str, statement: str, one: Expression, here: Place) -> float:
    """Say how sure the words after a year tell this report's own work (0: not at all)."""
    if here.subject:
        tail = here.subject + tail.lstrip("度")
    tail = re.sub(r"^是[^，。；]{2,30}年，", "，", tail)
    body = re.sub(r"^(?:度|末|底)?(?: ?1 ?月?[-~至到]{1,2} ?12 ?月(?:份|底)?)?", "", tail)
    if (skip := cues.LEAD_UP.match(body)) is not None:
        body = body[skip.end() :]
    if view_part(page, one) == "全年":
        body = "全年" + body
    if (
        one.first == page.reference.year_or(0) - 1
        and cues.WORK_STATE.match(body)
        and page.section_at(one.start) == "overview"
    ):
        return 0.8
    if here.preposition.startswith("截"):
        total = re.search("累计|共|总计|合计", body)
        return 0.85 if _year_end(one) and total and _NUMBER.search(body) else 0.0
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


def view_part(page: Page, one: Expression) -> str:
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
            yield _other(index, year, 0.85, page)


def _compared(page: Page, index: int, here: Place) -> Iterator[Finding]:
    """Find the reported year compared with itself: 较2021年增加 in the report on 2021."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if (
        year is None
        or page.reference.genre == "forward"
        or one.unit != ("school_year" if page.reference.genre == "school" else "year")
        or one.until is None
        or not (_year_end(one) or one.unit == "school_year")
    ):
        return
    match = cues.COMPARED.search(view[max(here.clause[0], one.start - 10) : one.start])
    if match is None or page.zone_at(one.start) is not None:
        return
    if page.reference.genre == "speech" and (not page.zones or one.start > page.zones[0].start):
        return  # a speech without plan headings mixes review and plan
    rest = view[one.end : min(here.sentence[1], one.end + 30)]
    if match.group("with") and not cues.COMPARED_AFTER.match(rest):
        return
    if not match.group("with") and not re.match(
        r"(?:度|末|底|同期|全年|的|同比|相比)?[，,]?[^，。；]{0,12}?(?:增|减|多|少|上升|下降|提高|提升|降|翻|"
        r"高|低|持平|长)",
        rest,
    ):
        return
    if re.match(r"(?:年)?(?:初|预算|计划|目标|上半年|第?[一二三四]季度)", rest):
        return
    if cues.PLAN.search(view[here.sentence[0] : here.sentence[1]]) or any(
        e.first > year and e.first != one.first for e in _numbered(page, here.sentence[0], here.sentence[1])
    ):
        return
    yield Finding(
        index, "stale_year", year - 1, 0.88, "Y03", "comparison",
        f"the report on {year} compares its year with "
        f"{one.first}", f"{year}年报告与{one.first}年相比，应为{year - 1}年",
    )  # fmt: skip


def _year_on_year(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Find 同比 with a year that is not the one before: 同比2019年增长 in the report on 2021."""
    one, view = page.expressions[index], page.view
    if one.unit != "year" or one.first >= year - 1 or page.reference.genre != "annual" or page.zone_at(one.start):
        return
    before = view[max(here.clause[0], one.start - 3) : one.start]
    others = [e for e in _numbered(page, here.sentence[0], here.sentence[1]) if e.first not in (one.first, year)]
    if (
        before.endswith("同比")
        and not others
        and re.match(r"[^，。；]{0,10}(?:增|减|升|降|提高|多|少)", view[one.end : one.end + 20])
    ):
        yield Finding(
            index, "stale_year", year - 1, 0.75, "Y03", "comparison",
            f"year-on-year means {year - 1}, not {one.first}", f"“同比”应与{year - 1}年相比，而写作{one.first}年",
        )  # fmt: skip


def _to_itself(page: Page, index: int) -> Iterator[Finding]:
    """Find a change from a year to the same year: 由2020年的12件增加到2020年的15件."""
    one, view, year = page.expressions[index], page.view, page.reference.year
    if year is None or one.unit != "year" or index + 1 >= len(page.expressions):
        return
    other = page.expressions[index + 1]
    if other.unit != "year" or other.first != one.first or other.start - one.end > 30:
        return
    if view[max(0, one.start - 1) : one.start] not in ("由", "从") or not _FROM_TO.match(view[one.end : other.start]):
        return
    reason = f"a change from {one.first} to {one.first} is no change", f"由{one.first}年到{one.first}年，起止年份相同"
    yield Finding(index, "other", year - 1, 0.93, "Y03", "comparison", *reason)
    if other.first != year:
        yield Finding(index + 1, "other", year, 0.93, "Y03", "comparison", *reason)
