"""B02: a sentence of last year with another year put in, its counts left as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import Example, Rule
from chenyan.rules._reuse import NUMBER, YEAR, formula_severity, needs_earlier, plain_length, source_span, without_years
from chenyan.types import Flag, Sentence, Severity, Skip

_COUNTED = re.compile(r"(\d\d{0,8})\s?万?[条件次份篇人期场宗批户个家处元%％]")
_FRONT = frozenset({"title", "preamble", "signature"})
_COURTESY = re.compile("致以|表示(?:衷心|诚挚|崇高)")
_HANZI = re.compile("[\u4e00-\u9fff]")


def check(case: Case, *, least_chars: int = 20, long_wording: int = 30) -> Iterator[Flag | Skip]:
    """Flag sentences that equal one of last year's once years are masked.

    Parameters
    ----------
    case : Case
        The report to judge.
    least_chars : int, default 20
        Shorter sentences are left alone.
    long_wording : int, default 30
        From so many hanzi on, a sentence is flagged even where its counts were brought up to date, or it has none:
        such wording is no formula of reporting. Shorter ones are flagged only with last year's counts.
    """
    skip = needs_earlier(RULE, case)
    if skip is not None:
        yield skip
        return
    assert case.reuse is not None and case.earlier is not None  # noqa: PT018
    earlier = case.earlier.report
    yield from _recycled_counts(case, earlier)
    for sentence in case.reuse.sentences:
        if sentence.origin != "carried_over" or sentence.source_id != earlier.report_id:
            continue
        if sentence.section in _FRONT:
            continue  # the occasion, the dateline and the way a report presents itself are the same each year
        if sentence.edits not in ("verbatim", "numbers"):
            continue
        words = case.report.text[sentence.start : sentence.end]
        source = earlier.text[sentence.source_start : sentence.source_end]
        if plain_length(words) < least_chars:
            continue
        years, old_years = YEAR.findall(words), YEAR.findall(source)
        counts, old_counts = NUMBER.findall(YEAR.sub("", words)), NUMBER.findall(YEAR.sub("", source))
        swapped = bool(years) and years != old_years
        if case.report.genre == "work_report" and _COURTESY.search(words):
            continue  # the thanks of a speech are said every year
        if case.report.genre in ("budget", "final_accounts") and not (swapped or counts):
            continue  # the duties of a body stand in its budget every year
        long = len(_HANZI.findall(words)) >= long_wording
        if not long and (counts != old_counts or not (swapped or counts)):
            continue
        confidence = 0.92 if swapped and counts else 0.85 if swapped else 0.8
        yield RULE.flag(
            case,
            sentence.start,
            sentence.end,
            severity=formula_severity(case),
            confidence=confidence if counts == old_counts else 0.7,
            value=years[0] if years else (counts[0] if counts else ""),
            expected=old_years[0] if old_years else "",
            related=source_span(sentence),
            before=earlier.year,
        )


def _recycled_counts(case: Case, earlier: Report) -> Iterator[Flag]:
    """Flag stock sentences with all of last year's counts: the wording is everybody's, the counts are not."""
    assert case.reuse is not None
    before: dict[str, Sentence] | None = None
    for sentence in case.reuse.sentences:
        if sentence.origin not in ("boilerplate", "mandated"):
            continue
        words = case.report.text[sentence.start : sentence.end]
        if len(_COUNTED.findall(words)) < 2:
            continue  # years are no counts: without them there are as many
        masked = without_years(words.strip())
        counts = [number for number in _COUNTED.findall(masked) if int(number) >= 10]
        if len(set(counts)) < 2:
            continue
        if before is None:
            before = {without_years(earlier.text[s.start : s.end].strip()): s for s in reversed(earlier.sentences)}
        old = before.get(masked)
        if old is None:
            continue
        years, old_years = YEAR.findall(words), YEAR.findall(earlier.text[old.start : old.end])
        yield RULE.flag(
            case, sentence.start, sentence.end, severity=formula_severity(case), confidence=0.85, value=years[0] if years else counts[0],
            expected=old_years[0] if old_years else "", before=earlier.year,
            related=(earlier.span(old.start, old.end),),
        )  # fmt: skip


RULE = Rule(
    code="B02",
    name="year-swapped-sentence",
    name_zh="仅换年份的句子",
    severity=Severity.MEDIUM,
    message="The sentence is that of the report on {before} with at most years and numbers changed: “{words}”",
    message_zh="该句与 {before} 年度报告相同，至多换了年份和数字：“{words}”",
    check=check,
    needs=frozenset({"reuse", "earlier"}),
    source="国办公开办函〔2021〕30号 (4); Dongguan 2008-2010: reports alike but for the year",
    explanation=(
        "Equal after masking years, numbers and own names, at least 20 characters. Fixed sentences of the form and stock "
        "wording are set aside, and so are short sentences whose counts were updated: that is regular reporting."
    ),
    explanation_zh="掩去年份、数字和本机关名称后与上年句子相同、不少于20字；规定文本、通用套话以及数量已更新的短句不报。",
    examples=(
        Example(
            "2022年我局开展培训3次，覆盖各科室全体人员。",
            section="overview",
            agency="甲县教育局",
            agency_type="department",
            earlier=("2021年我局开展培训3次，覆盖各科室全体人员。",),
            flagged=("2022年我局开展培训3次，覆盖各科室全体人员。",),
        ),
        Example(
            "全年邀请村民代表28人旁听镇长办公会议5次，收集意见46条。",
            section="overview",
            earlier=("全年邀请村民代表28人旁听镇长办公会议5次，收集意见46条。",),
            flagged=("全年邀请村民代表28人旁听镇长办公会议5次，收集意见46条。",),
        ),
        Example(
            "2022年，我镇围绕古桥修缮召开院坝会，把图纸和造价逐项讲给村民听。",
            section="overview",
            earlier=("2021年，我镇围绕古桥修缮召开院坝会，把图纸和造价逐项讲给村民听。",),
            flagged=("2022年，我镇围绕古桥修缮召开院坝会，把图纸和造价逐项讲给村民听。",),
        ),
        Example(
            "本报告中所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
            section="overview",
            earlier=("本报告中所列数据的统计期限自2021年1月1日起至2021年12月31日止。",),
            note="fixed by the form",
        ),
        Example(
            "2022年全镇通过网站公开信息152条，其中民政类34条，财政类18条。",
            section="overview",
            earlier=("2021年全镇通过网站公开信息128条，其中民政类29条，财政类11条。",),
            note="the counts were brought up to date",
        ),
        Example(
            "2022年开展培训3次。",
            section="overview",
            earlier=("2021年开展培训3次。",),
            note="too short to say anything",
        ),
    ),
)
