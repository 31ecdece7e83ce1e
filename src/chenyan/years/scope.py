"""What a year governs: plan zones, and the clause in which it stands as the time adverbial."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from chenyan.corpus.report import Report
from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.layout import Heading, Layout
from chenyan.years.reference import Reference
from chenyan.years.signs import GLOSSARY, OPENER

FUTURE, ANSWER = "future", "answer"
_AMBIGUOUS_HEAD = re.compile(r"任务|目标|重点工作|工作重点|部署|总体要求|主要措施")
_ACCOUNTS = re.compile(r"决算|绩效|预算执行|支出(?:自评|评价)")
_TOLD_HEAD = re.compile("问题|不足|困难|短板|回顾|总结")
_PLANS_HEAD = re.compile("计划|打算|安排|思路|目标|任务|要点")
_ADVICE = re.compile("(?:有关|相关|对策|工作|改进)?(?:意见)?(?:和|与)?建议")
_AIMS_HEAD = re.compile(r"总体要求|(?:目标|任务|安排|打算|部署|工作重点|重点工作|思路)")
_REVIEW_HEAD = re.compile(r"回顾|总结|完成情况|过去[一五]年")
_BUDGET_HEAD = re.compile(r"年[^，。]{0,12}预算[^，。执行完成情况决算]{0,8}$")
_PROBLEM = re.compile(r"问题|不足|有待|反思|困难|短板|差距|挑战")
_GLOSSARY = re.compile(
    r"^ {0,8}[（(【]?(?:有关|相关|部分)?(?:名词|用语|术语|缩略语)(?:解释|说明|注释)|^ {0,8}(?:附件|附表|附注|"
    r"注释)[：:\n0-9一]",
    re.MULTILINE,
)
_OPENER_BEGINS = frozenset(words[:2] for words in cues.OPENER_WORDS)
_GLOSSARY_LEAD = 12  # what stands before such a word in its line is shorter
_GLOSSARY_WORD = re.compile("名词|用语|术语|缩略语|附件|附表|附注|注释")
_BACK = re.compile(r"回顾|存在|情况|问题|总结|成效|做法")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch that tells plans; ``kind`` future (下一步 …) or answer (针对以上问题 …), ``opener`` its words."""

    start: int
    end: int
    kind: str
    opener: str


class Page:
    """One report laid out for judging: view, joints, expressions, reference, zones."""

    def __init__(
        self, report: Report, view: str, layout: Layout, expressions: Sequence[Expression], reference: Reference
    ) -> None:
        self.report = report
        self.view = view
        self.layout = layout
        self.expressions = expressions
        self.reference = reference
        self._starts = [section.start for section in report.sections]
        self._offsets = [one.start for one in expressions]
        self._reviewed: dict[int, int] = {}
        self._in_problems: dict[int, bool] = {}
        self._ahead: dict[int, bool] = {}
        self._zone_of: dict[int, Zone | None] = {}
        self.places: dict[int, Place] = {}
        self.kept: dict[str, object] = {}  # what a check has read once for the whole page
        self.weighed: dict[tuple[object, ...], Any] = {}  # what was weighed of a mention: rules and evidence ask alike

    def between(self, low: int, high: int) -> list[tuple[int, Expression]]:
        """Return the expressions that start in a stretch, with their numbers."""
        first = bisect_left(self._offsets, low)
        last = bisect_left(self._offsets, high, first)
        return [(at, self.expressions[at]) for at in range(first, last)] if first < last else []

    def heading_at(self, at: int) -> Heading | None:
        """Return the heading whose words hold a position."""
        index = bisect_right(self._heading_starts, at) - 1
        if index >= 0 and at < self.layout.headings[index].end:
            return self.layout.headings[index]
        return None

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [head.start for head in self.layout.headings]

    def heading_after(self, at: int) -> Heading | None:
        """Return the first heading that starts behind a position."""
        index = bisect_right(self._heading_starts, at)
        return self.layout.headings[index] if index < len(self.layout.headings) else None

    @cached_property
    def named(self) -> dict[int, int]:
        """How often each year is named."""
        found: dict[int, int] = {}
        for one in self.expressions:
            if one.first:
                found[one.last] = found.get(one.last, 0) + 1
        return found

    def section_at(self, at: int) -> str:
        """Return the kind of the section that holds a position."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return ""
        section = self.report.sections[index]
        return section.kind if at < section.end else ""

    @cached_property
    def problem_spans(self) -> list[tuple[int, int]]:
        """Where problems and their remedies are told: the part, or any part whose heading speaks of problems."""
        found = [(s.start, s.end) for s in self.report.sections if s.kind == "problems"]
        tops = [head for head in self.layout.headings if head.level == 1]
        for at, head in enumerate(tops):
            if head.alone and _PROBLEM.search(head.words) and not head.words.endswith("，"):
                found.append((head.start, tops[at + 1].start if at + 1 < len(tops) else len(self.view)))
        return sorted(found)

    def in_problems(self, at: int) -> bool:
        """Say whether a position lies in the part on problems."""
        known = self._in_problems.get(at)
        if known is None:
            index = bisect_right(self._troubled, at) - 1
            known = self._in_problems[at] = index >= 0 and at < self._troubled_until[index]
        return known

    @cached_property
    def _troubled(self) -> list[int]:
        return [low for low, _ in self.problem_spans]

    @cached_property
    def _troubled_until(self) -> list[int]:
        """How far the spans on problems reach that start no later than each of them: one may hold others."""
        return list(accumulate((high for _, high in self.problem_spans), max))

    def told_ahead(self, at: int) -> bool:
        """Say whether a position lies where plans are told: in the part on problems or in a plan zone."""
        known = self._ahead.get(at)
        if known is None:
            known = self._ahead[at] = self.in_problems(at) or self.zone_at(at) is not None
        return known

    def in_plans(self, at: int) -> bool:
        """Say whether a position lies in a part that tells of the time to come."""
        zone = self.zone_at(at)
        return zone is not None and zone.kind == FUTURE

    @cached_property
    def accounts(self) -> bool:
        """Whether the title is that of final accounts or of an evaluation of spending."""
        return _ACCOUNTS.search(self.view, 0, max(self.reference.title_end, 60)) is not None

    def _end_of_part(self, at: int) -> int:
        """Return where a heading's part ends: at the next heading of its own or a higher level."""
        heads = self.layout.headings
        level = heads[at].level
        # there are three levels: no heading is passed more than once for each of the levels above it
        for later in range(at + 1, len(heads)):
            if heads[later].level <= level:
                return heads[later].start
        return len(self.view)

    @cached_property
    def review_from(self) -> int:
        """Where the first top heading stands that reviews (a position past the end where none does)."""
        found = (h.start for h in self.layout.headings if h.level == 1 and h.alone and _REVIEW_HEAD.search(h.words))
        return next(found, len(self.view) + 1)

    def reviewed_from(self, year: int) -> int:
        """Where the first top heading stands that tells problems, a review, or this very year without planning it."""
        if year not in self._reviewed:
            named = str(year)
            found = (
                h.start
                for h in self.layout.headings
                if h.level == 1
                and h.alone
                and (
                    _TOLD_HEAD.search(h.words)
                    or (named in h.words and not _PLANS_HEAD.search(h.words.replace("完成情况", "")))
                )
            )
            self._reviewed[year] = next(found, len(self.view) + 1)
        return self._reviewed[year]

    def heading_before(self, at: int) -> Heading | None:
        """Return the last heading that has ended at a position."""
        index = bisect_right(self._heading_starts, at) - 1
        while index >= 0 and self.layout.headings[index].end > at:
            index -= 1
        return self.layout.headings[index] if index >= 0 else None

    @cached_property
    def zones(self) -> list[Zone]:
        """Return the plan zones in order; they do not overlap."""
        layout, view = self.layout, self.view
        opened: list[Zone] = []
        year, speech = self.reference.year, self.reference.genre == "speech"
        for at, head in enumerate(layout.headings):
            if head.alone and (kind := _opens(head.words, year) or (self._follows_review(at) if speech else "")):
                # a heading governs until the next one of its own or a higher level
                opened.append(Zone(head.start, self._end_of_part(at), kind, head.words[:20]))
        glossary = self._glossary()
        if glossary is not None:
            opened = [
                Zone(z.start, min(z.end, glossary.start()), z.kind, z.opener)
                for z in opened
                if z.start < glossary.start()
            ]
        covered = 0
        zones: list[Zone] = []
        starts = [0]
        statements = layout.statements
        for found in layout.signs.begins(OPENER):
            if view[found : found + 2] not in _OPENER_BEGINS or cues.OPENER.match(view, found) is None:
                continue
            before = bisect_right(statements, found)
            start = statements[before - 1] if before else 0
            if start > starts[-1] and found < start + 60:
                starts.append(start)
        starts.append(len(view))
        spans = sorted(opened, key=lambda zone: zone.start)
        index = 0
        for start in starts:
            while index < len(spans) and spans[index].start <= start:
                if spans[index].end > covered:
                    zones.append(
                        Zone(max(spans[index].start, covered), spans[index].end, spans[index].kind, spans[index].opener)
                    )
                    covered = spans[index].end
                index += 1
            if start < covered or start < self.reference.title_end:
                continue
            zone = self._inline(start)
            if zone is not None:
                zones.append(zone)
                covered = zone.end
        return zones

    def _glossary(self) -> re.Match[str] | None:
        """Return the line that opens what stands behind the report itself: what its terms mean, its tables and notes."""
        view = self.view
        for at in self.layout.signs.begins(GLOSSARY):
            if _GLOSSARY_WORD.match(view, at) is not None:
                line = view.rfind("\n", max(0, at - _GLOSSARY_LEAD), at) + 1
                found = _GLOSSARY.match(view, line) if line or at <= _GLOSSARY_LEAD else None
                if found is not None:
                    return found
        return None

    def _follows_review(self, at: int) -> str:
        """Say whether a part of a speech comes after its review and names aims or tasks: it plans, whatever its year."""
        heads = self.layout.headings
        words = heads[at].words
        if heads[at].level != 1 or not _AIMS_HEAD.search(words):
            return ""
        if cues.PAST_HEAD.search(words):
            return ""
        return FUTURE if self.review_from < heads[at].start else ""

    def _inline(self, start: int) -> Zone | None:
        view, layout = self.view, self.layout
        future = cues.OPEN_FUTURE.match(view, start, start + 60)
        match = future or cues.OPEN_ANSWER.match(view, start, start + 40)
        if match is None and self.in_problems(start):
            match = cues.LABELLED.match(view, start, start + 40)
        if match is None or (future is None and "措施" in match.group() and not self.in_problems(start)):
            return None
        if self.in_problems(start):
            heads = layout.headings
            following = map(heads.__getitem__, range(bisect_right(self._heading_starts, start), len(heads)))
            end = next(
                (
                    h.start
                    for h in following
                    if h.level == 1
                    or (h.level == 2 and h.alone and _BACK.search(h.words) and not cues.PLAN_HEAD.search(h.words))
                ),
                len(view),
            )
            end = min(end, next((high for low, high in self.problem_spans if low <= start < high), end))
        else:
            end = layout.around(layout.sentences, start)[1]
            line = view.find("\n", start)
            end = max(end, line if line >= 0 else len(view)) if future else end
        if end <= start:
            return None
        return Zone(start, end, FUTURE if future else ANSWER, match.group().strip()[-16:])

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [zone.start for zone in self.zones]

    def zone_at(self, at: int) -> Zone | None:
        """Return the plan zone that holds a position."""
        if at in self._zone_of:
            return self._zone_of[at]
        index = bisect_right(self._zone_starts, at) - 1
        found = self.zones[index] if index >= 0 and at < self.zones[index].end else None
        self._zone_of[at] = found
        return found


class Place(NamedTuple):
    """How a mention stands in its clause.

    ``lead`` is what precedes it in the clause without list marks; ``adverbial`` says whether it can date the clause:
    nothing, a time preposition, or a subject stands before it. ``preposition`` is that word.
    """

    clause: tuple[int, int]
    statement: tuple[int, int]
    sentence: tuple[int, int]
    lead: str
    adverbial: bool
    preposition: str
    subject: str


def place(page: Page, one: Expression) -> Place:
    """Look at what stands before a mention in its clause."""
    known = page.places.get(one.start)
    if known is None:
        known = page.places[one.start] = _place(page, one)
    return known


def _place(page: Page, one: Expression) -> Place:
    layout, view = page.layout, page.view
    clause = layout.about(layout.clauses, one)
    statement = layout.about(layout.statements, one)
    sentence = layout.about(layout.sentences, one)
    start = clause[0]
    paren = layout.enclosed(layout.parens, one.start)
    if paren is not None and paren[0] >= start:
        start = paren[0] + 1
    if start < one.start and view[start] in cues.MARKER_OPENS and (marker := cues.MARKER.match(view, start, one.start)):
        start = marker.end()
    lead = view[start : one.start].strip()
    if not lead:
        return Place(clause, statement, sentence, "", True, "", "")
    if (match := cues.TIME_PREPOSITION.search(lead)) is not None:
        before = lead[: match.start()]
        subject = before if _is_subject(before) else ""
        return Place(clause, statement, sentence, lead, not before or bool(subject), match.group(), subject)
    if cues.PASSED.fullmatch(lead):
        return Place(clause, statement, sentence, "", True, "", "")
    subject = lead if _is_subject(lead) else ""
    return Place(clause, statement, sentence, lead, bool(subject), "", subject)


# words alone: only then are all but their first characters skipped at once
_NOT_SUBJECT = re.compile(
    cues.sought((*cues.terms("modifier_before"), *cues.terms("comparison"), *"的了过，、“《年月0123456789"))
)


_QUOTED = re.compile("“[^”，。；]{1,14}”[^，。；、的将对把]{0,8}")
_CHANNEL = re.compile(
    r"[^，。；、的将对把]{0,16}(?:公众号|微博|网站|平台|视频号|公开栏|公示栏|公告栏|宣传栏|热线|信箱|窗口|大厅|客户端|小程序|专栏)|"
    r"(?:我[局镇乡委办县市区])?(?:政府|政务)?(?:信息|政务)?公开工作"
)


def _is_subject(lead: str) -> bool:
    """Say whether these words can be the subject of a clause: short, without verb, preposition or 的."""
    if 1 < len(lead) <= 18 and (_NOT_SUBJECT.search(lead) is None or cues.OWN.fullmatch(lead) is not None):
        return True
    return (lead.startswith("“") and _QUOTED.fullmatch(lead) is not None) or _CHANNEL.fullmatch(lead) is not None


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


def year_end(one: Expression) -> bool:
    return one.until is not None and one.until.month == 12 and one.until.day == 31


@lru_cache(maxsize=4096)  # the reports of a year share most of their headings
def _opens(words: str, reported: int | None) -> str:
    """Say whether a heading opens a plan zone in a report on a year, and of which kind."""
    if len(words) > 34:
        return ""
    if "预算" in words and _BUDGET_HEAD.search(words) and reported is not None and f"{reported + 1}年" in words:
        return FUTURE
    if _ADVICE.fullmatch(words.strip()):
        return FUTURE
    if not cues.PLAN_HEAD.search(words):
        return ""
    clear = re.search("下一步|下步|今后|下一阶段", words)
    if cues.PAST_HEAD.search(words) and not clear:
        return ""
    if clear and _PROBLEM.search(words):
        return ""  # problems come first; the border is inside
    if _AMBIGUOUS_HEAD.search(words) and not cues.PLAN_HEAD_CLEAR.search(words):
        named = [int(y) for y in re.findall("[12][0-9]{3}", words)]
        if not clear and (reported is None or not any(year > reported for year in named)):
            return ""
    return FUTURE
