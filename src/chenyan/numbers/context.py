"""What surrounds a quantity: whose it is, which year and period it covers, whether it is a part or a comparison."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chenyan.corpus.report import Report
from chenyan.numbers.line import Line, Quantity, make_line, view_of
from chenyan.numbers.look import AREA, COMPARED, CUMULATIVE, LEVEL, MONTH, OTHERS, PART, PARTIAL, PLAN, WILL, look_at
from chenyan.text import fold

# Three patterns that each open with plain characters: the engine skips ahead to those.
_DIGIT = re.compile(r"[\d０-９零]")
_WORDED = re.compile(r"[一二两三四五六七八九十百千零〇](?:余|多)?(?:件|条|篇|次|期|场|份|起|例|宗|人|部|册)")
_DENIED = re.compile(
    "未(?:因|收|接|发|受|产|出|曾|被|制|开|设|组|举|召|单|涉|印|建|注)|没有|没收|尚无|无(?:政|信|依|行|因|任|新|复|诉|申|公|。)"
)
_COMPARED = re.compile(
    r"同比|环比|(?:较|比|与|同|相比于?)(?:上|去|前|往|\d{4}|同|历)|相比|比上|较上|同期|多出|少了|减少了|增加了"
)
_CUMULATIVE = re.compile(r"以来|历年|至今|历史|自(?:\d{4}年|开通|成立|建立|上线)|累计关注|粉丝|关注人数")
_PLANNED = re.compile(r"将(?:要|会|继续)?(?!近|信息)|计划|拟|力争|确保|目标|不少于|至少|不得少于|要求每|争取|预计")
# These two open with plain characters too, and look back at them: a word of the year's parts, a word for a year.
_PARTIAL = re.compile(
    r"[上下一二三四前今当\d](?:(?<=[上下])半年|(?<=[一二三四1-4])季度|(?<=前)[一二三四五六七八九十\d]{1,3}个?月|(?<=[今当])日"
    r"|(?<=\d)(?:\d?月份|(?<![至到\-~\d]\d)(?!(?<=1)月1日|(?<=1)2月31日|(?<=0)1月01日)"
    r"\d?月(?:\d{1,2}日)?(?!\d{0,2}日?(?:至|到|-|~))(?![至到\-~])))"
)
_YEAR = re.compile(
    r"1[09]\d{2}(?:年|-)|2[09]\d{2}(?:年|-)|上(?:年|一年)度?(?!度?结转)|去年|前年|往年|今年|本年度?|全年"
)
_LAST_YEAR = "上去前往"  # how the words for the last year begin
_OTHER = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}(?:局|委|委员会|镇|乡|街道|街道办|街道办事处|中心|医院|大队|法院|集团|公司|村|社区))"
    r"(?:机关)?(?:共|累计|全年|新|已)?(?:收到|受理|发布|公开|办理|接到|印发|制发|召开|举办|组织|开展)"
)
_AREA = re.compile(
    r"全市|全县|全区|全省|全州|全旗|全系统|各县|各区|各乡镇|各镇|各街道|各部门|各单位|下属|所属|各级|县乡|市县"
)
_LEVEL = re.compile(r"本级|办公室|办公厅|(?:省|市|县|区|旗|州)(?:人民)?政府(?:办|共|收|受|接)|代表[省市县区旗州]政府")
_PART = re.compile(r"其中|包括|包含|分别|内含|涵盖|涉及")
_SELF = ("我", "本", "各", "该")
_record = tuple.__new__
_HEAD = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]{0,2}[^，。；：]{0,24}$")


class Context(NamedTuple):
    """The circumstances of one quantity (or of one statement that there was none)."""

    year: int | None
    own_year: bool
    part: bool
    compared: bool
    cumulative: bool
    partial: bool
    planned: bool
    scope: str

    @property
    def plain(self) -> bool:
        """Whether it speaks of the whole reference year, of the agency itself, as a whole."""
        return self.own_year and not (self.part or self.compared or self.cumulative or self.partial or self.planned)


def topic_of(words: str) -> str:
    """Return what a heading speaks of."""
    if "依申请" in words or "申请" in words:
        return "requests"
    if "复议" in words or "诉讼" in words:
        return "litigation"
    return "disclosure" if "主动公开" in words else ""


_SECTION_TOPIC = {"requests": "requests", "litigation": "litigation", "disclosure": "disclosure"}
_INLINE_HEAD = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{0,3}[）)、.]{0,2}\s{0,3}(?P<head>主动公开|依申请公开|申请公开|政府信息管理|信息管理|平台建设"
    r"|监督保障|公开平台)(?:工作|政府信息|建设|方面|申请)?(?:的)?(?:情况)?\s{0,3}[。：:.，\s]"
)


def _interests(words: str) -> bool:
    """Say whether a sentence holds a number or a negation."""
    return _DIGIT.search(words) is not None or _WORDED.search(words) is not None or _DENIED.search(words) is not None


_LONGEST = 2_000  # characters; what goes on without a full stop after that is no sentence


def read_lines(report: Report) -> tuple[Line, ...]:
    """Return the sentences of the narrative that hold a number or a negation."""
    found: list[tuple[str, int, tuple[int, ...] | None, str, str]] = []
    topic = section = ""
    text = report.text
    folded = fold(text).text
    for sentence in report.sentences:
        if sentence.section in ("title", "signature"):
            continue
        if sentence.section != section:
            section = sentence.section
            topic = _SECTION_TOPIC.get(section, "")
        if sentence.role == "heading":
            # a report whose parts could not be named still has headings
            words = text[sentence.start : sentence.end]
            topic = topic_of(words) or (_SECTION_TOPIC.get(section, "") if section != "part" else "")
            continue
        if sentence.role != "prose":
            continue
        words = text[sentence.start : sentence.end]
        if section in ("overview", "part", ""):
            head = _INLINE_HEAD.match(words)
            if head:
                topic = topic_of(head["head"])
            elif len(words) < 26 and _HEAD.match(words.strip()) and not _interests(words[4:]):
                topic = topic_of(words)
                continue
        if _interests(words):
            end = min(sentence.end, sentence.start + _LONGEST)
            view, offsets = view_of(folded[sentence.start : end])
            found.append((view, sentence.start, offsets, section, topic))
    looks = look_at([view for view, *_ in found])
    return tuple([make_line(*item, *look) for item, look in zip(found, looks, strict=True)])


# What must stand in a sentence where a pattern can match in any stretch of it: a stretch lacks its neighbours, so the
# conditions on them are left out here. Each opens with plain characters, to which the engine skips ahead; that is far
# faster than a set of the characters of a sentence, which makes a string of each of them.
_MAY_BE_COMPARED = re.compile(r"[较比与同环相多少减增](?:[上去前往\d同历比期出了]|加了|少了)")
_MAY_BE_LEVEL = re.compile("[本办代省市县区旗州](?:级|公|表|(?:人民)?政府)")
_MAY_PLAN = re.compile("将|计划|拟|力争|确保|目标|不少于|至少|不得少于|要求每|争取|预计")
_MAY_BE_PARTIAL = re.compile("半年|季度|月|今日|当日")
_NEAR = 60  # characters before a count in which its part of the year is looked for
_MAY_BE_OTHERS = re.compile(
    "[局委会镇乡道处心院队团司村区办](?:机关)?(?:共|累计|全年|新|已)?(?:收到|受理|发布|公开|办理|接到|印发|制发|召开|举办|组织|开展)"
)


class Hints(NamedTuple):
    """Which words that change the circumstances of a count stand anywhere in a sentence, and the years that it names.

    ``years`` tells where each word for a year ends, and the year or which word it is (last, this); ``partial`` are the
    places of words for a part of the year; ``any`` is about all the other words.
    """

    years: tuple[tuple[int, str], ...]
    any: bool
    part: bool
    compared: bool
    cumulative: bool
    partial: tuple[int, ...]
    planned: bool
    others: bool
    area: bool
    level: bool


@lru_cache(maxsize=8)
def hints_of(words: str, may_hold: int) -> Hints:
    """Look at a sentence once for all its counts; ``may_hold`` are the bits of what may stand in it (``look``)."""
    part = "（" in words or (may_hold & PART != 0 and _PART.search(words) is not None)
    compared = may_hold & COMPARED != 0 and _MAY_BE_COMPARED.search(words) is not None
    cumulative = may_hold & CUMULATIVE != 0 and _CUMULATIVE.search(words) is not None
    partial = tuple([m.start() for m in _MAY_BE_PARTIAL.finditer(words)]) if may_hold & (MONTH | PARTIAL) else ()
    planned = may_hold & (WILL | PLAN) != 0 and _MAY_PLAN.search(words) is not None
    others = may_hold & OTHERS != 0 and _MAY_BE_OTHERS.search(words) is not None
    area = may_hold & AREA != 0 and _AREA.search(words) is not None
    level = may_hold & LEVEL != 0 and _MAY_BE_LEVEL.search(words) is not None
    changed = part or compared or cumulative or planned or others or area or level
    years = _years(words) if "年" in words or "-" in words else ()
    return _record(Hints, (years, changed, part, compared, cumulative, partial, planned, others, area, level))


def _years(words: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        [
            (m.end(), word[:4] if word[0] in "12" else "last" if word[0] in _LAST_YEAR else "this")
            for m in _YEAR.finditer(words)
            if not words[max(m.start() - 1, 0) : m.start()].isdigit() and (word := m.group())
        ]
    )


@lru_cache(maxsize=256)
def _usual(year: int | None, own_year: bool, partial: bool = False) -> Context:
    """Return the circumstances of a count where no word changes them, unless it covers a part of the year."""
    return Context(year, own_year, False, False, False, partial, False, "self")


def usual_context(report: Report, hints: Hints) -> Context | None:
    """Return the circumstances of every count of a sentence where they are the same for all, else None."""
    return None if hints.any or hints.partial or hints.years else _usual(report.year, True)


def context_of(report: Report, line: Line, low: int, hints: Hints | None = None) -> Context:
    """Read the circumstances of what stands at ``low`` of the line's view; who asks for many gives its hints."""
    hints = hints or hints_of(line.text, line.may_hold)
    year, own = _year(report.year, hints.years, low)
    partial = bool(hints.partial) and _is_partial(line.text, hints.partial, low)
    if not hints.any:
        return _usual(year, own, partial)
    text = line.text
    start, end = line.clause(low)
    clause = text[start:end]
    compared = _COMPARED.search(clause) if hints.compared else None
    scope = "self"
    if hints.others or hints.area or hints.level:
        scope = _scope(report, hints, text[max(start - 24, 0) : end], text[:end])
    part = hints.part and (_PART.search(text[max(low - 200, 0) : low]) is not None or _in_brackets(text, low))
    is_compared = compared is not None and start + compared.start() < low + 2
    cumulative = hints.cumulative and _CUMULATIVE.search(clause) is not None
    near = text[max(low - 40, 0) : low] if len(clause) < 40 else clause
    planned = hints.planned and _PLANNED.search(near) is not None
    return _record(Context, (year, own, part, is_compared, cumulative, partial, planned, scope))


def _is_partial(text: str, places: tuple[int, ...], low: int) -> bool:
    """Say whether a word shortly before a count says that it covers a part of the year."""
    near = max(low - _NEAR, 0)
    for at in places:
        if near <= at < low:
            return _PARTIAL.search(text[near:low]) is not None
    return False


def _year(own: int | None, years: tuple[tuple[int, str], ...], low: int) -> tuple[int | None, bool]:
    """Return the year that governs what follows, and whether it is the report's own."""
    if not years or own is None:
        return own, True
    named = ""
    for end, word in years:
        if end > low:
            break
        named = word
    if not named or named == "this":
        return own, True
    if named == "last":
        return own - 1, False
    year = int(named)
    # a year right before a title or document is not the time of the count
    return year, year == own


def _in_brackets(text: str, low: int) -> bool:
    opened = text.rfind("（", 0, low)
    return opened > text.rfind("）", 0, low) and opened >= 0 and "）" in text[low:]


def _scope(report: Report, hints: Hints, clause: str, sentence: str) -> str:
    """Return whose count it is: self, area, level (only the office itself) or other."""
    other = _OTHER.search(clause) if hints.others else None
    if other and not _is_self(report, other["name"]):
        return "other"
    if hints.area and _AREA.search(sentence):
        return "area"
    return "level" if hints.level and _LEVEL.search(clause) else "self"


def _is_self(report: Report, name: str) -> bool:
    if any(word in name for word in _SELF):
        return True
    core = name[-3:]
    return not report.agency or core in report.agency or name[-4:] in report.agency


RATE_UNITS = frozenset(("%", "个百分点", "倍"))


def is_amount(quantity: Quantity) -> bool:
    """Say whether a quantity counts something, rather than being a rate."""
    return quantity.unit not in RATE_UNITS
