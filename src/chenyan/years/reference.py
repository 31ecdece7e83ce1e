"""Which year a report covers and when it was signed, from its own words: title, period, headings, body, signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chenyan.corpus.report import Report
from chenyan.years.cues import COMPARED, MARKER, OWN, PERIOD, SIGN_BEFORE
from chenyan.years.grammar import Expression
from chenyan.years.layout import Layout

_NAME = re.compile(r"报告|年报|总结|公报|白皮书|决算|说明|情况|评价|通报|回顾|预算")
PERIOD_YEAR = re.compile(
    r"(?:统计年度|统计范围|数据范围|统计口径|编制口径|统计期限|统计时限|统计时间|统计期间|统计周期|数据口径|起止时间|报告期|"
    r"时限|期限|时段|口径)(?:为|是|：|:| ){0,3}$|"
    r"(?:年报|报告|数据|统计)[^，。；《]{0,8}(?:涵盖|覆盖|反映|产生于|以)(?:了)?$"
)
_STATED = re.compile(r"(?:统计|数据)(?:的)?(?:统计)?(?:期限|时限|期间|时间|周期|时段|范围|口径)")
_SPEECH = re.compile(r"政府工作报告|各位代表|人民代表大会[^。\n]{0,12}会议上|人民代表大会第[^。\n]{1,8}次会议")
_SPEECH_TITLE = re.compile(r"政府工作报告|政府工作的报告")
_FORWARD_TITLE = re.compile(
    r"预算(?!局|中心|处|科)|工作要点|工作计划|实施方案|行动计划|规划(?!局|和自然|与自然|和国土|和城|和建设|建设|分局|委|办|院|展览|设计|管理|中心|馆|处|所)"
)
_BACKWARD_TITLE = re.compile(r"决算|总结|执行|绩效|报告|年报|情况|回顾")
_REVIEW_HEAD = re.compile(r"工作回顾|过去的?|主要工作|工作总结|回顾|工作情况|工作$|情况|总结")
# What a speech says it reports: 我报告2018年工作和2019年打算.
_REPORTED = re.compile(
    r"(?:报告|汇报)[^，。；\n《》]{0,8}([12][0-9]{3})年(?:度|的|主要|政府|以来的?){0,2}工作(?!计划|任务|要点|安排)"
)
_PERIOD_JOIN = re.compile(
    r"(?:零时|0时|00:00|二十四时|24时|24:00|零点|24点|开始|起始|计算|算起|计起|起算|起|始|止|（含）|，|,| |\n){0,5}(?:至|到|止于|截至|"
    r"截止到?|终|-|~|—){1,3}(?:于|到|至)? ?"
)
_DATE_LINE = re.compile(r"[^0-9，。；《》]{0,40}$")
_DATA_TIME = re.compile(r"(?:统计|数据|起止|截止|有效|编制|采集|报告)(?:的)?(?:时间|日期)")
TITLE_REACH = 300
TITLE_END = TITLE_REACH + 240  # no title line that counts ends later
HEAD_REACH = 1500


@dataclass(frozen=True, slots=True)
class Period:
    """One stated data period: its two dates as indices of expressions (the same where only one names a year)."""

    first: int
    last: int
    begin: date
    until: date
    stated: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """What a report says of its own time.

    ``year`` is the year covered (None: not certain, ``reason`` says why); ``signed`` the day of signature or
    release; ``limit`` the last year that is over when the report speaks: a plan dated in it, or earlier, is wrong.
    ``genre`` is one of annual, speech, school, forward. ``votes`` lists (year, weight, source).
    """

    year: int | None
    certainty: float
    signed: date | None
    limit: int
    genre: str
    short_years: bool
    title: tuple[int, ...]
    periods: tuple[Period, ...]
    signatures: tuple[int, ...]
    votes: tuple[tuple[int, float, str], ...]
    title_end: int
    body_start: int
    reason: str = ""
    reason_zh: str = ""

    def year_or(self, other: int) -> int:
        """Return the year covered, or another number where it is not certain."""
        return other if self.year is None else self.year


def _title_end(view: str, layout: Layout) -> tuple[int, int]:
    """Return where the title's lines end and where the first part begins."""
    body = next((head.start for head in layout.headings if head.level == 1), -1)
    if body < 0:
        body = min(len(view), HEAD_REACH)
    end = 0
    for _ in range(24):
        if end >= min(body, TITLE_REACH) or end >= len(view):
            break
        stop = view.find("\n", end)
        stop = len(view) if stop < 0 else stop + 1
        line = view[end:stop].strip()
        if len(line) > 160 or "。" in line or "现将" in line or line.startswith(("各位", "根据", "按照", "为")):
            break
        end = stop
    return end, body


_AS_FOLLOWS = re.compile("[^，。；]{0,16}(?:情况|工作)[^，。；]{0,6}如下")


def find_periods(view: str, expressions: Sequence[Expression], reach: int) -> list[Period]:
    """Find ranges from day to day that are stated as the time the data cover."""
    found: list[Period] = []
    for at, one in enumerate(expressions):
        if one.unit not in ("day", "month") or one.begin is None or one.until is None:
            continue
        join = _PERIOD_JOIN.match(view, one.end)
        if join is None or join.end() == one.end:
            continue
        other = expressions[at + 1] if at + 1 < len(expressions) else None
        if other is not None and other.start == join.end() and other.unit in ("day", "month") and other.until:
            until, last = other.until, at + 1
        else:
            rest = re.match(
                r"(?:当年|本年|同年)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?: ?([0-9]{1,2}|"
                r"三十一?|二?十[一二三四五六七八九]?) ?[日号])?",
                view[join.end() : join.end() + 16],
            )
            if rest is None:
                continue
            month = rest.group(1)
            number = (
                int(month)
                if month.isdigit()
                else "一二三四五六七八九十".find(month) + 1
                if len(month) == 1
                else 10 + "一二".find(month[1]) + 1
            )
            until, last = date(one.first, max(1, min(number, 12)), 28), at
        before = view[max(0, one.start - 24) : one.start]
        after = view[expressions[last].end : expressions[last].end + 24]
        stated = (
            PERIOD.search(before) is not None
            or "情况如下" in after
            or (re.search("现[将就把][^，。；]{0,12}$", before) is not None and _AS_FOLLOWS.match(after) is not None)
            or re.match("期间的(?:政府信息公开|信息公开|工作|数据|情况)", after) is not None
            or "产生" in before
        )
        if stated or one.start <= reach or (one.begin.month, one.begin.day) == (1, 1):
            found.append(
                Period(
                    at, last, one.begin, until, stated and (one.start <= reach or _STATED.search(before) is not None)
                )
            )
    return found


# Before a bare 日期 or 时间 these name the day of something else than the report: 移送日期, 办结时间, 开始日期.
_OTHER_DAY = re.compile(
    "[一-龥](?![编填])[一-龥](?<![报印刊载布挂稿制])(?<!报告|落款|签署|形成|制作|制发|刊登|审核|生效|添加|创建|入库|推送|信息|[编填][一-龥])的?$"
)


def _signs(before: str) -> bool:
    """Say whether words label the day of signature or release."""
    match = SIGN_BEFORE.search(before)
    if match is None:
        return False
    return not match.group().startswith(("日期", "时间")) or _OTHER_DAY.search(before[: match.start()]) is None


def _signatures(view: str, expressions: Sequence[Expression], layout: Layout, title_end: int, body: int) -> list[int]:
    """Return the dates that sign or release the report: lines of their own at the end, labelled ones at the head."""
    found: list[int] = []
    tail = max(body, len(view.rstrip()) - 160)
    for at, one in enumerate(expressions):
        if one.unit not in ("day", "month", "short") or one.begin is None:
            continue
        if (join := _PERIOD_JOIN.match(view, one.end)) is not None and join.end() > one.end:
            continue  # a stretch of time: 起讫时间：2021年1月1日至12月31日
        before = view[max(0, one.start - 12) : one.start]
        if one.start < max(title_end, body) and (
            (_signs(before) and not _DATA_TIME.search(before))
            or (one.unit == "day" and view[one.end : one.end + 3].startswith(("发布", "印发")))
            or (one.unit == "day" and _SPEECH.search(view[one.end : one.end + 40].split("\n")[0]) is not None)
        ):
            found.append(at)
        elif one.start < min(body, 400):
            low, high = layout.around(layout.sentences, one.start)
            line = view[low:high].strip(" \n-—（）()")
            stamped = view[low : one.start].strip() == "" and re.match(
                r" {1,3}(?:[0-9]{1,2}:[0-9]{2}|来源|作者|浏览)", view[one.end : one.end + 10]
            )
            if one.unit == "day" and (len(line) <= one.end - one.start + 4 or stamped):
                found.append(at)
        elif one.start >= tail or (one.start > len(view) * 0.6 and one.unit == "day"):
            low, high = layout.around(layout.sentences, one.start)
            labelled = _signs(before) and not _DATA_TIME.search(before)
            last = one.unit == "day" and not view[one.end :].strip(" \n）)】")
            own_line = view[one.end : high].strip(" \n）)】") in ("", "印发", "发布") and (
                low == 0 or view[low - 1] == "\n" or (last and view[low - 1] == "。")
            )
            if labelled or (own_line and _DATE_LINE.match(view[low : one.start].strip())):
                found.append(at)
    return found


def _span_year(one: Expression, school: bool) -> int:
    return one.last if school and one.unit == "school_year" else one.first


def read_reference(report: Report, view: str, expressions: Sequence[Expression], layout: Layout) -> Reference:
    """Weigh what the report says of its own time; see ``Reference``."""
    title_end, body = _title_end(view, layout)
    head = view[: max(title_end, 60)]
    opening = view[: max(body, 600)]
    speech = report.genre == "work_report" or bool(
        _SPEECH_TITLE.search(head) or (_SPEECH.search(opening[:800]) and "信息公开" not in head)
    )
    title = tuple(
        at
        for at, one in enumerate(expressions)
        if one.start < title_end
        and one.unit in ("year", "short", "school_year", "range")
        and (_NAME.search(view, one.end, min(title_end, one.end + 60)))
        and not SIGN_BEFORE.search(view[max(0, one.start - 12) : one.start])
        and layout.around(layout.sentences, one.start)[1] <= title_end
        and "于做好" not in view[max(0, one.start - 8) : one.start]
    )
    school = any(expressions[at].unit == "school_year" for at in title) or (
        report.genre == "school" and "学年" in opening
    )
    short_years = any(expressions[at].unit == "short" for at in title)
    if not short_years:
        title = tuple(at for at in title if expressions[at].unit != "short")
    periods = find_periods(view, expressions, max(body + 800, HEAD_REACH))
    signatures = [
        at
        for at in _signatures(view, expressions, layout, title_end, body)
        if short_years or expressions[at].unit != "short"
    ]
    votes: list[tuple[int, float, str]] = []
    given = report.identity.year
    named_ahead = 1 if speech else 0
    if isinstance(given.value, int) and given.source in ("manifest", "argument"):
        votes.append((given.value - named_ahead, 4.0, "given"))
    for period in [p for p in periods if p.stated][:2]:
        years = (period.until.year,) if school else (period.begin.year, period.until.year)
        votes.extend((year, 3.0 / len(years), "period") for year in years)
    votes.extend(
        (one.first, 2.0, "period")
        for one in expressions[:12]
        if one.unit == "year"
        and one.start >= title_end
        and PERIOD_YEAR.search(view[max(0, one.start - 16) : one.start])
    )
    signed = _signed(expressions, signatures, view)
    if signed is not None:
        if school:
            votes.append((signed.year if signed.month >= 8 else signed.year - 1, 1.5, "signature"))
        elif speech:
            votes.append((signed.year - (1 if signed.month <= 9 else 0), 2.5, "signature"))
        elif signed.month <= 6:
            votes.append((signed.year - 1, 2.0, "signature"))
        elif signed.month >= 11:
            votes.append((signed.year, 1.0, "signature"))
    votes.extend(_head_votes(layout, speech))
    if speech and (said := _REPORTED.search(opening)) is not None:
        votes.append((int(said.group(1)), 2.0, "opening"))
    votes.extend(_body_votes(expressions, layout, body, title_end, school, short_years))
    for at in title[:1]:
        # a title's year that nothing else in the text bears out is weak evidence
        named = _span_year(expressions[at], school) - named_ahead
        borne_out = any(year == named and not (school and source == "signature") for year, _, source in votes)
        borne_out = borne_out or not votes or _FORWARD_TITLE.search(head) is not None
        voted = [year for year, _, source in votes if source == "signature"]
        if voted and not school and not speech:
            firm = any(
                year == named and (source in ("period", "heading", "given") or (source == "body" and weight > 2.4))
                for year, weight, source in votes
            )
            if voted[0] == named + 1 and _tells_events(expressions, signatures, layout, title_end, voted[0]):
                # the last report's title over events of the year that the signature ends
                votes.append((voted[0], 1.5, "events"))
                borne_out = firm
            elif voted[0] == named - 1 and not any(
                year == voted[0] and (source in ("period", "heading", "given") or (source == "body" and weight > 2.4))
                for year, weight, source in votes
            ):
                # signed with the old year early in the new one: a commoner slip than a title a year ahead
                votes = [(year, 1.0 if source == "signature" else weight, source) for year, weight, source in votes]
                borne_out = True
        stale = [p for p in periods if p.stated and p.begin.year == p.until.year == named - 1]
        if stale and not school and not speech and (signed is None or signed.year > named):
            problems = next((s.start for s in report.sections if s.kind == "problems"), len(view))
            told = [one for one in expressions if one.start < problems]
            if _tells_events(told, signatures, layout, title_end, named):
                # last year's period over events of the year that the title names
                votes.append((named, 2.5, "events"))
                borne_out = True
        votes.insert(0, (named, (3.0 if borne_out or speech else 1.4) - named_ahead, "title"))
    weights: dict[int, float] = {}
    for year, weight, _ in votes:
        weights[year] = weights.get(year, 0.0) + weight
    ranked = sorted(
        weights.items(), key=lambda item: (-item[1], item[0] not in {y for y, _, s in votes if s == "title"}, item[0])
    )

    def answer(year: int | None, certainty: float = 0.0, limit: int = 0, reason: str = "", zh: str = "") -> Reference:
        return Reference(
            year, certainty, signed, limit, genre, short_years, title, tuple(periods), tuple(signatures),
            tuple(votes), title_end, body, reason, zh,
        )  # fmt: skip

    title_words = view[expressions[title[0]].start : title_end] if title else head
    forward = (bool(_FORWARD_TITLE.search(title_words)) and not _BACKWARD_TITLE.search(title_words)) or (
        report.genre == "budget" and not re.search("决算|绩效|执行|自评|评价", head)
    )
    genre = "forward" if forward else "speech" if speech else "school" if school else "annual"
    if not ranked or (ranked[0][1] < 2 and not title):
        return answer(None, reason="the report does not say which year it covers", zh="报告未写明所报告的年度")
    year, weight = ranked[0]
    runner = ranked[1][1] if len(ranked) > 1 else 0.0
    if weight < runner + 0.5 and not (title and weight >= 3):
        return answer(
            None,
            reason=f"the report names {ranked[0][0]} and {ranked[1][0]} with equal force as its year",
            zh=f"报告年度不能确定：{ranked[0][0]}年与{ranked[1][0]}年依据相当",
        )
    if speech and len({source for voted, _, source in votes if voted == year}) < 2:
        return answer(
            None,
            reason="only one trace of the year that the speech reviews",
            zh="政府工作报告回顾的年度只有一处依据，不足以判断",
        )
    certainty = round(max(0.5, min(1.0, 0.55 + 0.1 * weight - 0.08 * runner)), 3)
    limit = year if signed is None or signed.year != year or signed.month < 9 else year - 1
    if school:
        limit = year - 1  # a school year ends in August: the rest of its last calendar year lies ahead
    return answer(year, certainty, limit)


def _tells_events(
    expressions: Sequence[Expression], signatures: Sequence[int], layout: Layout, title_end: int, year: int
) -> bool:
    """Say whether the text dates something to the course of a year: from March on it is no plan of a report before it."""
    return any(
        one.unit in ("month", "day")
        and one.first == year
        and one.begin is not None
        and one.begin.month >= 3
        and one.start >= title_end
        and at not in signatures
        and layout.enclosed(layout.titles, one.start) is None
        for at, one in enumerate(expressions)
    )


def _signed(expressions: Sequence[Expression], signatures: Sequence[int], view: str) -> date | None:
    """Return the day of signature: the last line's date, else the release date of the head."""
    days = [expressions[at] for at in signatures]
    if not days:
        return None
    last = days[-1]
    best = last if last.start > len(view) * 0.6 else days[0]
    return best.until


def _head_votes(layout: Layout, speech: bool) -> list[tuple[int, float, str]]:
    """Let the first headings that review and plan a year vote (“一、2023年工作回顾”, “二、2024年工作安排”)."""
    votes: list[tuple[int, float, str]] = []
    reviewed = planned = False
    for head in layout.headings[:60]:
        if head.level != 1 or not head.alone or (reviewed and planned):
            continue
        match = re.search("[12][0-9]{3}(?=年)", layout.view[head.start : head.end])
        if match is None:
            continue
        year, words = int(match.group()), layout.view[head.start + match.end() : head.end]
        if re.search("安排|打算|计划|思路|要点|任务|目标|部署|建议|重点|设想|展望", words):
            if not planned and not re.search("完成|情况|回顾|总结", words):
                votes.append((year - 1, 3.0 if speech else 1.0, "plan heading"))
                planned = True
        elif not reviewed and _REVIEW_HEAD.search(words) and not (speech and "主要工作" in words):
            votes.append((year, 3.0 if speech else 1.5, "heading"))
            reviewed = True
    return votes


def _body_votes(
    expressions: Sequence[Expression], layout: Layout, body: int, title_end: int, school: bool, short_years: bool
) -> list[tuple[int, float, str]]:
    """Let the years that open sentences in the first half of the body vote by majority."""
    view = layout.view
    half = body + (len(view) - body) * 6 // 10
    ahead_from = body + (len(view) - body) * 4 // 10
    counts: Counter[int] = Counter()
    ahead: Counter[int] = Counter()
    units = frozenset(("year", "half", "quarter", "school_year", *(("short",) if short_years else ())))
    heads = iter(head for head in layout.headings if head.alone)
    head = next(heads, None)
    headed: set[int] = set()
    for one in expressions:
        while head is not None and head.end <= one.start:
            head = next(heads, None)
        if head is not None and head.start <= one.start:
            headed.add(one.start)
    for one in expressions:
        if one.start < title_end or one.unit not in units:
            continue
        quoted = layout.enclosed(layout.titles, one.start)
        if quoted is not None:
            if one.start < body + 300 and _NOTICE.search(view, one.end, quoted[1] + 8):
                counts[_span_year(one, school)] += 1
            continue
        if layout.enclosed(layout.quotes, one.start) or one.start in headed:
            continue
        low = layout.around(layout.sentences, one.start)[0]
        if one.start - low <= 12:
            if one.start > ahead_from and _AHEAD.match(view, one.end):
                ahead[_span_year(one, school) - 1] += 1
            elif one.start < half and _dates_work(view, low, one):
                counts[_span_year(one, school)] += 1
    votes = [(year, 1.5, "plan") for year, count in _top(ahead)]
    total = sum(counts.values())
    for year, count in _top(counts):
        if count * 2 >= total:
            clear = count * 3 >= total * 2
            votes.append(
                (year, (3.2 if count > 2 else 2.5) if clear and count > 1 else 2.0 if count > 1 else 1.5, "body")
            )
    compared = Counter(
        one.first + 1
        for one in expressions
        if one.unit == "year"
        and one.start >= body
        and COMPARED.search(view, max(0, one.start - 8), one.start)
        and _CHANGE.match(view, one.end)
    )
    votes.extend((year, 1.0 if count > 1 else 0.7, "comparison") for year, count in _top(compared) if not school)
    often = Counter(
        _span_year(one, school)
        for one in expressions
        if one.start >= title_end and one.first and one.unit not in ("document", "range", "five_year", "edition")
    )
    first, *rest = often.most_common(2) or [(0, 0)]
    if first[1] > 2 and (not rest or first[1] >= 2 * rest[0][1]):
        votes.append((first[0], 1.0, "frequency"))
    return votes


_NOT_WORK = re.compile(
    r"年?度?(?:以来|以前|之前|以后|之后|前|年报|[^，。；]{0,14}(?:预算|决算|考核|评估|测评|结转)|[^，。；]{0,8}的)"
)


def _dates_work(view: str, low: int, one: Expression) -> bool:
    """Say whether a year that opens a sentence may date this report's work."""
    lead = MARKER.sub("", view[low : one.start].strip(), count=1)
    return (not lead or OWN.fullmatch(lead) is not None) and _NOT_WORK.match(view, one.end) is None


_CHANGE = re.compile("(?:度|末|底|同期|全年|的)?[^，。；]{0,8}(?:增|减|多|少|升|降|提高|持平|相比)")
_NOTICE = re.compile(r"年?度?政府信息公开(?:工作)?(?:年度)?(?:报告|年报)(?:的)?(?:编制|编写|编报|编发)")
_AHEAD = re.compile(
    r"[，, ]{0,2}[^，。；的]{0,10}?(?:将(?![一-鿿]{2,12}(?:纳入|列入|作为|为|到|至|成))|拟|计划(?:开|在|于)|"
    r"力争|准备|打算|(?<![纲主重需首摘提])要(?![点求件素闻]))"
)


def _top(counts: Counter[int]) -> list[tuple[int, int]]:
    """Return the most frequent year with its count; the earlier of two equals."""
    return [min(counts.items(), key=lambda item: (-item[1], item[0]))] if counts else []
