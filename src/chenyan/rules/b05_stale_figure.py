"""B05: a count in the narrative that is last year's, while the tables moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import NO_EARLIER, Example, Rule
from chenyan.rules._reuse import without_years
from chenyan.types import Flag, Severity, Skip, Span, cells_of

# The pattern opens with a plain class of characters: the engine then skips ahead to it.
_COUNT = re.compile(
    r"(?P<number>\d(?=[\d,])(?:\d{0,2}(?:,\d{3}){1,4}|\d{1,8}))\s?[余多]?(?P<unit>万?(?:[条件次份篇期宗场批户]|人次))(?!以上|左右)"
)
_HANZI = re.compile(r"[^\u4e00-\u9fff][^\u4e00-\u9fff]*")
_STANDING = re.compile(r"领导小组|成员|编制|内设|科室|下辖|辖|配备|栏目|目录|专栏|设有|以来|截至|历年|现有|第")
_THIS_YEAR = re.compile(r"(?:\d{4}|全|本|一)年")
_PUBLISHED = re.compile(r"(?:公开|发布)[\u4e00-\u9fff]{0,6}信息$")
_CONTEXT, _SENTENCE = 8, 30
_ONLY_HANZI = re.compile(rf"[\u4e00-\u9fff]{{{_CONTEXT}}}")


def check(case: Case, *, least: int = 20, round_from: int = 100) -> Iterator[Flag | Skip]:
    """Flag counts of the year's work that equal last year's in the same wording.

    Parameters
    ----------
    case : Case
        The report to judge.
    least : int, default 20
        Smaller counts repeat by chance.
    round_from : int, default 100
        Round counts (multiples of ten) are flagged only from here on.
    """
    if case.earlier is None:
        yield RULE.skip(case, *NO_EARLIER)
        return
    moved = _tables_moved(case.report, case.earlier.report)
    if moved is False:
        return  # nothing moved at all: the sections are judged by B01
    before: dict[tuple[str, str], list[_Count]] = {}
    for count in _counts(case.earlier):
        before.setdefault(count.key, []).append(count)
    recycled: list[tuple[int, int]] | None = None
    for count in _counts(case):
        key, value, start, end = count.key, count.value, count.start, count.end
        if value < least or (value % 10 == 0 and value < round_from):
            continue
        same = [old for old in before.get(key, ()) if old.value == value and not _met_by_chance(count, old)]
        if not same or (len(before[key]) > 1 and value < 100):
            continue  # small counts of one wording meet by chance
        if recycled is None:
            recycled = _recycled(case.report, case.earlier.report)
        if any(low <= start < high for low, high in recycled):
            continue  # the sentence as a whole is last year's: B02 says so
        related = tuple(Span(case.earlier.report.report_id, old.start, old.end) for old in same)
        alone = value < 100 and not any(count.others & old.others for old in same)
        sure = (0.9 if value >= 100 else 0.8) if moved else (0.75 if value >= 100 else 0.6)
        sure -= 0.25 if alone else 0.0
        yield RULE.flag(
            case,
            start,
            end,
            confidence=sure,
            severity=None if value >= 100 else Severity.LOW if alone else Severity.MEDIUM,
            value=value,
            related=related,
            before=case.earlier.report.year,
        )


class _Count(NamedTuple):
    """A count of work: the wording before it and its unit, its value and place, and all counts of its sentence."""

    key: tuple[str, str]
    value: int
    start: int
    end: int
    at: int
    values: tuple[int, ...]

    @property
    def others(self) -> frozenset[int]:
        """The values of the sentence's other counts."""
        return frozenset(self.values[: self.at] + self.values[self.at + 1 :])


def _met_by_chance(count: _Count, old: _Count) -> bool:
    """Say whether most counts beside both have moved: one equal total among new parts is no copy."""
    fewer = min(len(count.others), len(old.others))
    return fewer >= 2 and 2 * len(count.others & old.others) < fewer


def _counts(case: Case) -> tuple[_Count, ...]:
    """Return each count of work; next year's report asks again."""
    known: tuple[_Count, ...] | None = case.kept.get("counts")
    if known is None:
        known = case.kept["counts"] = tuple(_read_counts(case.report))
    return known


def _read_counts(report: Report) -> Iterator[_Count]:
    for sentence in report.sentences:
        if sentence.role != "prose" or sentence.section in ("title", "preamble", "signature", "problems"):
            continue
        words = report.text[sentence.start : sentence.end]
        matches = list(_COUNT.finditer(words))
        if not matches:
            continue
        values = tuple([int(match["number"].replace(",", "")) for match in matches])
        for at, match in enumerate(matches):
            low, high = match.span()
            context = words[max(0, low - _CONTEXT) : low]
            if not _ONLY_HANZI.fullmatch(context):
                context = _HANZI.sub("", words[max(0, low - 20) : low])[-_CONTEXT:]
            if len(context) < 3:
                continue
            around = words[max(0, low - 12) : high + 2]
            # a total is one of many years unless its sentence says that it is the year's
            if _STANDING.search(around) or ("累计" in around and not _THIS_YEAR.search(words[:low])):
                continue
            if context.endswith("信息") and _PUBLISHED.search(context):
                context = "公开信息"  # the one slot that every report words in its own way each year
            yield _Count((context, match["unit"]), values[at], sentence.start + low, sentence.start + high, at, values)


def _recycled(report: Report, earlier: Report) -> list[tuple[int, int]]:
    """Return the sentences that equal one of last year's but for the year."""
    before = {without_years(earlier.text[s.start : s.end]) for s in earlier.sentences if s.end - s.start >= _SENTENCE}
    spans = ((s.start, s.end) for s in report.sentences if s.end - s.start >= _SENTENCE)
    return [(start, end) for start, end in spans if without_years(report.text[start:end]) in before]


def _tables_moved(report: Report, earlier: Report) -> bool | None:
    """Say whether any cell that both years have changed; None where there is nothing to compare."""
    compared = False
    for table in report.tables:
        old = earlier.table(table.form)
        if old is None or old.vintage != table.vintage:
            continue
        cells = cells_of(old)
        for cell in table.cells:
            other = cells.get((cell.row, cell.column))
            if other is None or cell.value is None or other.value is None:
                continue
            compared = True
            if cell.value != other.value:
                return True
    return False if compared else None


RULE = Rule(
    code="B05",
    name="stale-figure",
    name_zh="数字照搬上年",
    severity=Severity.HIGH,
    message="The count {value} stands in the same place of the report on {before}.",
    message_zh="数字 {value} 与 {before} 年度报告同一处相同。",
    check=check,
    needs=frozenset({"earlier"}),
    source="Dongguan statistics bureau 2008-2010: same figures three years",
    explanation=(
        "The same wording before the same count of at least 20 in two years running, while the tables changed (without "
        "tables: lower confidence). Standing facts (members, posts, columns, totals since …) and small or round counts "
        "repeat honestly and are left alone, and so does one equal count among two or more that mostly moved."
    ),
    explanation_zh="连续两年同一表述后出现相同且不小于20的数量，而表格数据有变化（无表格时降低置信度）；领导小组人数、栏目数、历年累计数以及小数、整数不报；同句其他数量（两个以上）大多已变化的，视为巧合。",
    examples=(
        Example(
            "全年主动公开发布信息1287条。",
            section="overview",
            earlier=("全年主动公开发布信息1287条。",),
            flagged=("1287条",),
        ),
        Example(
            "2022年，通过微信公众号推送信息346条。",
            section="overview",
            earlier=("2021年，通过微信公众号推送信息346条。",),
            flagged=("346条",),
        ),
        Example(
            "接受群众现场咨询和查阅87人次，发放折页650份。",
            section="overview",
            earlier=("接受群众现场咨询和查阅87人次，发放折页540份。",),
            flagged=("87人次",),
        ),
        Example(
            "2022年，我局累计公开信息1287条。",
            section="overview",
            earlier=("2021年，我局累计公开信息1287条。",),
            flagged=("1287条",),
        ),
        Example(
            "全年主动公开信息152条，其中网站62条、公众号77条、其他13条。",
            section="overview",
            earlier=("全年主动公开信息152条，其中网站58条、公众号69条、其他25条。",),
            note="an equal total of other parts",
        ),
        Example(
            "开放目录以来，平台累计公开信息1287条。",
            section="overview",
            earlier=("开放目录以来，平台累计公开信息1287条。",),
            note="a total of several years",
        ),
        Example("领导小组成员共25人，开会21次。", section="overview", earlier=("领导小组成员共25人，开会22次。",)),
        Example("全年主动公开发布信息1287条。", section="overview", earlier=("全年主动公开发布信息1311条。",)),
        Example(
            "全年主动公开信息30条。", section="overview", earlier=("全年主动公开信息30条。",), note="small and round"
        ),
        Example("全年主动公开发布信息1287条。", section="overview", skipped=True, note="no earlier report"),
    ),
)
