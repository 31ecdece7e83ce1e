"""S06: the sentence that lists the contents of the report does not fit its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import PARTS_ZH, is_statutory, sample_text, statutory_parts
from chenyan.types import STATUTORY_KINDS, Flag, Section, Severity, Skip

# The list opens with part one; what counts as naming a part.
_OPENING = re.compile("总体情况|概述|概况|基本情况")
_NAMED = {
    "overview": _OPENING,
    "disclosure": re.compile("主动公开"),
    "requests": re.compile("申请(?!行政复议|复议)"),
    "litigation": re.compile("复议|诉讼"),
    "problems": re.compile("问题"),
    "other": re.compile("其他(?:需要|应当|需|应)?[^，。；、]{0,6}(?:事项|情况)|需要报告"),
}
# Subjects of older or local forms: promised here, they should be found in a heading somewhere.
_SUBJECTS = re.compile(
    "举报投诉|投诉举报|申诉|收费及?减免|收费情况|咨询处理|咨询情况|附表|附件|机构建设|人员经费|回应解读|保密审查"
)
_COUNT = re.compile(r"([一二三四五六七八九]|\d)\s?(?:个|大|项)?(?:部分|方面(?=组成|构成))")
_DIGITS = "〇一二三四五六七八九"
_MARKERS = re.compile("由|包括|包含|分为|分|内容有|内容为|共|全文|主要内容")


def check(case: Case, *, within: int = 1500) -> Iterator[Flag | Skip]:
    """Flag subjects that the list promises and no heading has, parts that it leaves out, and a wrong count of parts.

    Parameters
    ----------
    case : Case
        The report to judge.
    within : int, default 1500
        How far from its beginning the report may list its contents, in characters.
    """
    if not is_statutory(case):
        return
    report = case.report
    parts = statutory_parts(report)
    if len(parts) < 4:
        return
    top = min(min(part.start for part in parts.values()), within)
    for start, end in _lists_of_contents(report.text, top):
        yield from _judge_list(case, parts, start, end)


def _judge_list(case: Case, parts: dict[str, Section], start: int, end: int) -> Iterator[Flag]:
    """Compare one list of contents with the headings."""
    report = case.report
    words = report.text[start:end]
    headings = "".join([part.heading for part in report.sections] + [n.heading for n in report.outline if n.level <= 2])
    for match in _SUBJECTS.finditer(words):
        if match.group() not in headings:
            low, high = _item(words, match.start(), match.end())
            yield RULE.flag(
                case, start + low, start + high, confidence=0.9, value=match.group(), expected="",
                what=f"promises {match.group()}, which no heading has", what_zh=f"列有“{match.group()}”，标题中没有",
            )  # fmt: skip
    named = {kind for kind in STATUTORY_KINDS if _NAMED[kind].search(words)}
    promised = "、".join(PARTS_ZH[kind] for kind in STATUTORY_KINDS if kind in named and kind not in parts)
    if promised:
        yield RULE.flag(
            case, start, end, confidence=0.85, value=promised, expected="",
            what=f"promises the part {promised}, which is missing", what_zh=f"列有“{promised}”，报告中没有",
        )  # fmt: skip
    unnamed = [kind for kind in STATUTORY_KINDS if kind in parts and kind not in named]
    if unnamed:
        left_out = "、".join(PARTS_ZH[kind] for kind in unnamed)
        yield RULE.flag(
            case, start, end, confidence=0.85, value="", expected=left_out,
            related=tuple(report.span(p.start, p.start + len(p.heading)) for p in (parts[kind] for kind in unnamed)),
            what=f"leaves out the part {left_out}", what_zh=f"未列“{left_out}”",
        )  # fmt: skip
    yield from _wrong_count(case, start, end, len([s for s in report.sections if s.kind in parts or s.kind == "part"]))


def _lists_of_contents(text: str, top: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences before part one that name at least four subjects, three of them parts of the form."""
    past = 0
    for match in _OPENING.finditer(text, 0, top):
        if match.start() < past:
            continue
        low = max(text.rfind(stop, 0, match.start()) for stop in "。\n") + 1
        high = match.end()
        while high < top and text[high] not in "。\n":
            high += 1
        words = text[low:high]
        if len(words) > 400 or not _MARKERS.search(text, low, match.start() + 1):
            continue
        n_parts = sum(bool(pattern.search(words)) for pattern in _NAMED.values())
        if n_parts >= 3 and n_parts + len(set(_SUBJECTS.findall(words))) >= 4:
            low += len(words) - len(words.lstrip(" \u3000\t"))
            past = high
            yield low, high + (high < len(text) and text[high] == "。")


def _item(words: str, start: int, end: int) -> tuple[int, int]:
    """Return the item of the list that holds these words: from comma to comma."""
    low = max(words.rfind(mark, 0, start) for mark in "，；：。、和")
    ends = [at for at in (words.find(mark, end) for mark in "，；。、和及等") if at >= 0]
    return low + 1, min(ends, default=len(words))


def _wrong_count(case: Case, start: int, end: int, n_parts: int) -> Iterator[Flag]:
    """Compare the stated number of parts with the number of headings."""
    match = _COUNT.search(case.report.text, start, end)
    if match is None:
        return
    stated = int(match.group(1)) if match.group(1).isdigit() else _DIGITS.index(match.group(1))
    if stated not in (n_parts, n_parts + 1) and stated >= 3:  # a table or annex may count as one more
        yield RULE.flag(
            case, match.start(), match.end(), confidence=0.75, value=stated, expected=n_parts,
            what=f"counts {stated} parts, but there are {n_parts}", what_zh=f"称{stated}个部分，实有{n_parts}个",
        )  # fmt: skip


_LIST = (
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项等{}部分组成。"
)
RULE = Rule(
    code="S06",
    name="contents-sentence",
    name_zh="目录句与正文不符",
    severity=Severity.MEDIUM,
    message="The list of contents {what}.",
    message_zh="引言所列内容与正文不符：{what_zh}。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(
            sample_text(preamble=_LIST.format("六").replace("行政诉讼情况", "行政诉讼、举报投诉情况")),
            flagged=("举报投诉情况",),
        ),
        Example(sample_text(preamble=_LIST.format("五")), flagged=("五部分",)),
        Example(
            sample_text(preamble="本报告包括总体情况，主动公开情况，申请办理情况，存在的问题及改进情况，其他事项。"),
            flagged=("本报告包括总体情况，主动公开情况，申请办理情况，存在的问题及改进情况，其他事项。",),
            note="review and litigation are left out",
        ),
        Example(
            sample_text(
                preamble=_LIST.format("六") + "\n全文分为总体情况、主动公开情况、收费减免情况和存在的问题等部分。"
            ),
            flagged=("全文分为总体情况、主动公开情况、收费减免情况和存在的问题等部分。", "收费减免情况"),
            note="a second list, of an older form",
        ),
        Example(sample_text(preamble=_LIST.format("六"))),
        Example(
            sample_text(
                preamble="本报告包括总体情况，主动公开情况，依申请公开情况，复议诉讼情况，问题和改进，其他需要报告的事项。"
            )
        ),
        Example(sample_text(preamble="现将本镇2022年信息公开总体情况报告如下，欢迎提出意见。"), note="no list"),
    ),
    explanation=(
        "Many reports open with a sentence that lists their parts, kept from older years. Flagged: a subject that no "
        "heading has (举报投诉, 收费减免 …), a part that is left out or missing, a count that is wrong. Paraphrases "
        "are accepted; a list counts as one when it names four subjects, three of the six parts among them."
    ),
    explanation_zh="引言中列举各部分的句子常沿用旧年份：列有标题中没有的内容、漏列部分、部分数目不对的予以标出，同义改写不标。",
    source="国办公开办函〔2021〕30号",
)
