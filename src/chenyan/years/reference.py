"""Which year a report covers and when it was signed, from its own words: title, period, headings, body, signature."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from chenyan.corpus.report import Report
from chenyan.years.cues import SIGN_BEFORE
from chenyan.years.grammar import Expression
from chenyan.years.layout import Layout
from chenyan.years.signing import SPEECH, UPLOADED, signatures, signed_on
from chenyan.years.stated_period import PERIOD_YEAR, PERIOD_YEAR_ENDS, Period, find_periods
from chenyan.years.votes import Vote, body_votes, head_votes, span_year, tells_events

_NAME = re.compile(r"报告|年报|总结|公报|白皮书|决算|说明|情况|评价|通报|回顾|预算")
_SPEECH_TITLE = re.compile(r"政府工作报告|政府工作的报告")
_FORWARD_TITLE = re.compile(
    r"预算(?!局|中心|处|科)|工作要点|工作计划|实施方案|行动计划|规划(?!局|和自然|与自然|和国土|和城|和建设|建设|分局|委|办|院|展览|设计|管理|中心|馆|处|所)"
)
_BACKWARD_TITLE = re.compile(r"决算|总结|执行|绩效|报告|年报|情况|回顾")
# What a speech says it reports: 我报告2018年工作和2019年打算.
_REPORTED = re.compile(
    r"(?:报告|汇报)[^，。；\n《》]{0,8}([12][0-9]{3})年(?:度|的|主要|政府|以来的?){0,2}工作(?!计划|任务|要点|安排)"
)
# The passage that explains what it calls the past year: 过去一年（2022年），街道….
_PAST_YEAR = re.compile(r"(?:过去的?一年|一年来|过去的?这一年)（(?:即)?([12][0-9]{3})年度?）")
# A title that reviews a part of its year: 2018年上半年工作总结, 2018年1-10月工作情况.
_PART_OF_YEAR = re.compile(
    "年度?(?:工作)?(?:上半年|前半年|半年|第?[一二三1-3]季度|前[二两三]个?季度|前[二三四五六七八九十0-9]{1,2}个?月|"
    "0?1月?[-—~至到]{1,2}(?:0?[2-9]|1[01])月)(?!至|到|-|—|以来|起)[^，。；\n]{0,16}(?:总结|小结|情况|报告|汇报|回顾|分析)"
)
_PLANS = re.compile("度?(?:主要|重点|各项)?工作(?:计划|打算|安排|要点|思路|设想)(?:范文)?(?=\n|$)")
# A title that reviews and plans the same year: 2021年工作总结及2021年工作计划.
_PAIRED = re.compile(
    "([12][0-9]{3})年度?[^，。\n0-9]{0,14}(?:总结|情况|回顾|报告)(?:和|及|与|暨|、)([12][0-9]{3})年度?(?:工作)?(?:计划|打算|安排|思路|要点)"
)
# What a report without a title of its own calls itself: 由我局编制的2015年度政府信息公开年度报告.
_CALLED = re.compile(
    "(?:编制|编写|公布|发布)[^，。；《》\n]{0,20}?([12][0-9]{3})年度?(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)"
)
# 报告回顾了2016年的工作，部署了2017年的任务: its own words settle which year is reviewed.
_REVIEWED = re.compile(
    "(?:回顾|总结)了?[^，。；\n0-9]{0,6}([12][0-9]{3})年[^。；\n]{0,24}?"
    "(?:部署|安排|谋划|提出|展望|(?:对|就)(?=[12]))了?[^，。；\n0-9]{0,6}([12][0-9]{3})年"
)
TITLE_REACH = 300
TITLE_END = TITLE_REACH + 240  # no title line that counts ends later
HEAD_REACH = 1500

_START = attrgetter("start")
_OF_A_YEAR = frozenset(("year", "half", "quarter", "month", "day"))


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
        if UPLOADED.search(line) is not None and len(line) <= 60:
            end = stop
            continue
        if len(line) > 160 or "。" in line or "现将" in line or line.startswith(("各位", "根据", "按照", "为")):
            break
        end = stop
    return end, body


def read_reference(report: Report, view: str, expressions: Sequence[Expression], layout: Layout) -> Reference:
    """Weigh what the report says of its own time; see ``Reference``."""
    title_end, body = _title_end(view, layout)
    head = view[: max(title_end, 60)]
    opening = view[: max(body, 600)]
    speech = report.genre == "work_report" or bool(
        _SPEECH_TITLE.search(head) or ("信息公开" not in head and SPEECH.search(opening[:800]))
    )
    title = _titles(view, expressions, layout, title_end)
    school = any(expressions[at].unit == "school_year" for at in title) or (
        report.genre == "school" and "学年" in opening
    )
    short_years = any(expressions[at].unit == "short" for at in title)
    if not short_years:
        title = tuple(at for at in title if expressions[at].unit != "short")
    periods = find_periods(view, expressions, max(body + 800, HEAD_REACH))
    signing = [
        at
        for at in signatures(view, expressions, layout, title_end, body)
        if short_years or expressions[at].unit != "short"
    ]
    named_ahead = 1 if speech else 0
    votes: list[Vote] = []
    given = report.identity.year
    if isinstance(given.value, int) and given.source in ("manifest", "argument"):
        votes.append((given.value - named_ahead, 4.0, "given"))
    votes += _period_votes(view, expressions, periods, title_end, school)
    signed = signed_on(expressions, signing, view)
    votes += _signature_votes(signed, school, speech)
    votes += head_votes(layout, speech)
    if speech and (said := _REPORTED.search(opening)) is not None:
        votes.append((int(said.group(1)), 2.0, "opening"))
    if _explains_past_year(view, body + 400) and (past := _PAST_YEAR.search(view, 0, body + 400)) is not None:
        votes.append((int(past.group(1)), 3.0, "opening"))
    votes += body_votes(expressions, layout, body, title_end, school, short_years)

    told = _before_problems(report, expressions)

    def goes_on(year: int) -> bool:
        return tells_events(told, signing, layout, title_end, year)

    if not title:
        votes += _said_votes(opening)
    else:
        votes = _with_title(
            votes,
            span_year(expressions[title[0]], school)
            - max(
                0 if speech and _names_its_account(view, expressions[title[0]], votes) else named_ahead,
                _plans_its_own_year(head, votes),
            ),
            named_ahead=named_ahead,
            school=school,
            forward=_FORWARD_TITLE.search(head) is not None,
            tells=lambda year: tells_events(expressions, signing, layout, title_end, year),
            speaks_of=lambda year: any(
                one.first == year and one.unit in _OF_A_YEAR and one.start >= title_end and at not in signing
                for at, one in enumerate(told)
                if layout.enclosed(layout.titles, one.start) is None
            ),
            goes_on=goes_on,
            outdated=lambda year: (
                any(p.stated and p.begin.year == p.until.year == year - 1 for p in periods)
                and (signed is None or signed.year > year)
                and goes_on(year)
            ),
        )
    weights: dict[int, float] = {}
    for year, weight, _ in votes:
        weights[year] = weights.get(year, 0.0) + weight
    titled = {year for year, _, source in votes if source == "title"}
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0] not in titled, item[0]))

    def answer(year: int | None, certainty: float = 0.0, limit: int = 0, reason: str = "", zh: str = "") -> Reference:
        return Reference(
            year, certainty, signed, limit, genre, short_years, title, tuple(periods), tuple(signing),
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
    if _PART_OF_YEAR.search(view, 0, max(title_end, 60)) is not None:
        limit = year - 1  # the rest of the year lay ahead
    if school:
        limit = year - 1  # a school year ends in August: the rest of its last calendar year lies ahead
    return answer(year, certainty, limit)


def _explains_past_year(view: str, end: int) -> bool:
    """Say whether a text holds words that are in all that explains the past year; to look for them is quick."""
    return view.find("一年（", 0, end) >= 0 or view.find("一年来（", 0, end) >= 0


def _titles(view: str, expressions: Sequence[Expression], layout: Layout, title_end: int) -> tuple[int, ...]:
    """Return the mentions that name the report in its title."""
    found: list[int] = []
    for at, one in enumerate(expressions):
        if one.start >= title_end:
            break
        if (
            one.unit in ("year", "short", "school_year", "range")
            and _NAME.search(view, one.end, min(title_end, one.end + 60))
            and not SIGN_BEFORE.search(view[max(0, one.start - 12) : one.start])
            and layout.around(layout.sentences, one.start)[1] <= title_end
            and _PLANS.match(view, one.end) is None
            and "于做好" not in view[max(0, one.start - 8) : one.start]
        ):
            found.append(at)
    return tuple(found)


def _period_votes(
    view: str, expressions: Sequence[Expression], periods: Sequence[Period], title_end: int, school: bool
) -> Iterator[Vote]:
    """Let the stated data periods vote, and the years that are named as such."""
    for period in [p for p in periods if p.stated][:2]:
        years = (period.until.year,) if school else (period.begin.year, period.until.year)
        yield from ((year, 3.0 / len(years), "period") for year in years)
    for one in expressions[:12]:
        if (
            one.unit == "year"
            and one.start >= title_end
            and view[one.start - 1] in PERIOD_YEAR_ENDS
            and PERIOD_YEAR.search(view[max(0, one.start - 16) : one.start])
        ):
            yield one.first, 2.0, "period"


# A report on a budget names first the year whose budget was carried out: 2015年预算执行情况和2016年预算草案的报告.
_CARRIED_OUT = re.compile("年?度?[^，。0-9\n]{0,20}?(?:执行|决算)")


def _names_its_account(view: str, title: Expression, votes: Sequence[Vote]) -> bool:
    """Say whether the title of a speech names the year that it reviews, not the one in which it is given."""
    if _CARRIED_OUT.match(view, title.end) is not None:
        return True
    # 2019年度工作报告, 二、2020年工作打算
    return view[title.end - 1] == "度" and any(
        source == "plan heading" and year == title.first for year, _, source in votes
    )


def _plans_its_own_year(head: str, votes: Sequence[Vote]) -> int:
    """Return 1 where a title reviews the year that it plans, and the first heading reviews the year before."""
    pair = _PAIRED.search(head)
    if pair is None or pair.group(1) != pair.group(2):
        return 0
    return int(any(source == "heading" and year == int(pair.group(1)) - 1 for year, _, source in votes))


def _said_votes(opening: str) -> Iterator[Vote]:
    """Let what a text without a title says of itself vote."""
    if (called := _CALLED.search(opening)) is not None:
        yield int(called.group(1)), 3.0, "opening"
    if (said := _REVIEWED.search(opening)) is not None and int(said.group(2)) == int(said.group(1)) + 1:
        yield int(said.group(1)), 4.5, "opening"


def _signature_votes(signed: date | None, school: bool, speech: bool) -> Iterator[Vote]:
    """Let the day of signature vote: a report is signed soon after what it covers."""
    if signed is None:
        return
    if school:
        yield (signed.year if signed.month >= 8 else signed.year - 1), 1.5, "signature"
    elif speech:
        yield signed.year - (1 if signed.month <= 9 else 0), 2.5, "signature"
    elif signed.month <= 6:
        yield signed.year - 1, 2.0, "signature"
    elif signed.month >= 11:
        yield signed.year, 1.0, "signature"


def _before_problems(report: Report, expressions: Sequence[Expression]) -> Sequence[Expression]:
    problems = next((section.start for section in report.sections if section.kind == "problems"), len(report.text))
    return expressions[: bisect_left(expressions, problems, key=_START)]


def _with_title(
    votes: list[Vote],
    named: int,
    *,
    named_ahead: int,
    school: bool,
    forward: bool,
    tells: Callable[[int], bool],
    speaks_of: Callable[[int], bool],
    goes_on: Callable[[int], bool],
    outdated: Callable[[int], bool],
) -> list[Vote]:
    """Return the votes with that of the title first.

    ``tells`` says whether the text tells events of a year, ``goes_on`` whether it does so before its plans, ``outdated``
    whether under the period of the year before, ``speaks_of`` whether it names a year before its plans.

    A title's year that nothing else in the text bears out is weak evidence.
    """
    speech = named_ahead > 0
    borne_out = any(year == named and not (school and source == "signature") for year, _, source in votes)
    borne_out = borne_out or not votes or forward
    # the title's year is spoken of, and no events of a later one: what else is named is history or a slip
    undisputed = (
        not (speech or school)
        and speaks_of(named)
        and not goes_on(named + 1)
        and not any(_firmly(votes, year) for year in {year for year, _, _ in votes} - {named})
    )
    borne_out = borne_out or undisputed
    voted = [year for year, _, source in votes if source == "signature"]
    if voted and not school and not speech:
        signed = voted[0]
        if signed == named + 1 and tells(signed):
            # the last report's title over events of the year that the signature ends
            borne_out = _firmly(votes, named)
            undisputed = False
            votes = [*votes, (signed, 1.5, "events")]
        elif signed == named - 1 and not _firmly(votes, signed):
            # signed with the old year early in the new one: a commoner slip than a title a year ahead
            votes = [(year, 1.0 if source == "signature" else weight, source) for year, weight, source in votes]
            borne_out = True
    if not school and not speech and outdated(named):
        votes = [*votes, (named, 2.5, "events")]
        borne_out = True
    weight = 4.0 if undisputed and borne_out else 3.0 if borne_out or speech else 1.4
    return [(named, weight - named_ahead, "title"), *votes]


def _firmly(votes: list[Vote], named: int) -> bool:
    """Say whether more than the signature speaks for a year."""
    return any(
        year == named and (source in ("period", "heading", "given") or (source == "body" and weight > 2.4))
        for year, weight, source in votes
    )
