"""P01: the part on problems admits none, or only praises."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip

_BLANK = " \t\r\n\u3000"


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag a part on problems in which no problem is stated.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    if not reading.none_stated:
        return
    text = case.report.text
    start, end = reading.start, reading.end
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if end <= start:
        yield RULE.skip(case, "the part on problems is empty", "存在问题部分为空")
        return
    stop = text.find("\n", start, end)
    yield RULE.flag(case, start, end if stop < 0 else stop, confidence=0.85)


RULE = Rule(
    code="P01",
    name="no-problem-stated",
    name_zh="未写存在问题",
    severity=Severity.MEDIUM,
    message="The part on problems admits no problem.",
    message_zh="“存在的主要问题”部分未写任何问题。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems"}),
    explanation=(
        "The Regulations ask for main problems and how they are being improved (article 50, item 4). A part that only "
        "praises, plans, or says “none” states none. A concession in an opening sentence is no stated problem."
    ),
    explanation_zh="《条例》第五十条第四项要求写明存在的主要问题及改进情况；只有成绩、只有打算或写“无”的，视为未写问题。",
    source="政府信息公开条例第五十条",
    examples=(
        Example("2022年，我镇政府信息公开工作总体良好，继续保持了良好势头。", section="problems",
                flagged=("2022年，我镇政府信息公开工作总体良好，继续保持了良好势头。",)),
        Example("无。", section="problems", flagged=("无。",)),
        Example("我局公开工作扎实有序，公开内容全面、更新及时。下一步将继续巩固成果。", section="problems",
                flagged=("我局公开工作扎实有序，公开内容全面、更新及时。下一步将继续巩固成果。",)),
        Example("政策解读形式单一。", section="problems"),
        Example("工作虽取得一定成绩，但仍存在信息更新不及时的问题。", section="problems"),
        Example("一是专职人员偏少；二是栏目维护有待加强。", section="problems"),
    ),
)  # fmt: skip
