"""S02: the heading of a statutory part is in neither of the two official wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import TITLES, is_statutory, sample_text, stand_in, statutory_parts, without_number
from chenyan.types import STATUTORY_KINDS, Flag, Severity, Skip

# Words that the official heading of the part does not hold and that change what the part is about.
_OTHER_SUBJECT = re.compile(r"举报|投诉|申诉|收费|减免|咨询|计划|打算|安排|思路|成效|亮点|经验|做法|建议|提案|文件")
# What must stay in a heading for it to mean the same.
_CORE = {
    "overview": "总体|概述|概况|基本情况",
    "disclosure": "主动公开",
    "requests": "申请",
    "litigation": "复议.{0,12}诉讼",
    "problems": "(?:问题|困难|不足).{0,12}(?:改进|整改|解决|对策)",
    "other": "其他",
}
_AGENT = re.compile(r"^(?:本|我)?(?:行政机关|政府机关|机关|单位|部门)")


def check(case: Case, *, low_from: int = 2019) -> Iterator[Flag | Skip]:
    """Flag headings outside both official sets: low where only words differ, medium where the meaning does.

    Parameters
    ----------
    case : Case
        The report to judge.
    low_from : int, default 2019
        First report year judged; the form of 2019 was encouraged, not compulsory, so its year counts as information.
    """
    if not is_statutory(case, since=low_from):
        return
    parts = statutory_parts(case.report)
    if len(parts) < 4:
        yield RULE.skip(case, "too few statutory parts were found", "认出的法定部分过少")
        return
    for at, kind in enumerate(STATUTORY_KINDS):
        part = parts.get(kind) or stand_in(case.report, "一二三四五六"[at])
        if part is None:
            continue
        if part.heading.lstrip(" \u3000#*")[:1] in "（(":
            # the part was known by a sub-heading: its own heading says something else, or is lost
            part = stand_in(case.report, "一二三四五六"[at])
            if part is None:
                continue
        words = re.sub(r"[（(].{0,40}[)）]$", "", _same_marks(part.heading))
        if words in {_plain(title) for title in TITLES[kind]}:
            continue
        nearest = max(
            TITLES[kind], key=lambda title: SequenceMatcher(None, words, _plain(title), autojunk=False).ratio()
        )
        shifted = bool(_OTHER_SUBJECT.search(words)) or not re.search(_CORE[kind], words)
        level = Severity.MEDIUM if shifted else Severity.LOW
        if case.report.year == 2019:
            level = Severity.INFO
        what, what_zh = ("another subject", "含义有变") if shifted else ("other words", "用语不同")
        if _AGENT.match(words) and not shifted:
            what, what_zh = "another agent", "主体表述不同"
        yield RULE.flag(
            case, part.start, part.start + len(part.heading), severity=level, confidence=0.9 if shifted else 0.95,
            value=words, expected=nearest, what=what, what_zh=what_zh,
        )  # fmt: skip


def _plain(title: str) -> str:
    return title.replace("、", "")


def _same_marks(heading: str) -> str:
    """Return a heading without number, blanks and commas: a missing 、 is a matter of punctuation."""
    return re.sub(r"[、，,]", "", without_number(heading))


RULE = Rule(
    code="S02",
    name="heading-wording",
    name_zh="标题用语",
    severity=Severity.LOW,
    message="The heading has {what}: the form says “{expected}”.",
    message_zh="标题{what_zh}：规定标题为“{expected}”。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(
            sample_text(headings={"requests": "三、政府机关收到和处理政府信息公开申请情况"}),
            flagged=("三、政府机关收到和处理政府信息公开申请情况",),
        ),
        Example(
            sample_text(headings={"litigation": "四、行政复议、行政诉讼和举报投诉情况"}),
            flagged=("四、行政复议、行政诉讼和举报投诉情况",),
            note="complaints are no subject of this part: medium",
        ),
        Example(
            sample_text(headings={"problems": "五、存在问题和明年工作安排"}),
            flagged=("五、存在问题和明年工作安排",),
        ),
        Example(
            sample_text(headings={"problems": "五、工作体会和今后设想"}),
            flagged=("五、工作体会和今后设想",),
            note="another part stands in the place of part five",
        ),
        Example(sample_text(headings={"problems": "五、政府信息公开工作存在的主要问题及改进情况"})),
        Example(sample_text(headings={"disclosure": "二、行政机关主动公开政府信息情况"})),
        Example(sample_text(headings={"litigation": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"})),
        Example(sample_text(), year=2018, note="before the national form"),
    ),
    explanation=(
        "The table template of the form and the official briefings use two sets of headings; both are accepted. Other "
        "words for the same thing are low; a heading that promises another subject is medium. For reports on 2019, "
        "when the form was not compulsory, the finding is information only. Missing commas are not judged here."
    ),
    explanation_zh=(
        "格式文件与官方通报各有一套标题，两套均可。同义改写为低等，改变主题的为中等；2019年度格式为鼓励使用，仅作提示。"
    ),
    source="国办公开办函〔2019〕60号、〔2021〕30号",
)
