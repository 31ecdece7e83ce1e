"""L05: a term and its short form are not used as the report itself defined them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._language import passages
from chenyan.types import Flag, Severity, Skip

_DEFINED = re.compile(
    r"(?P<full>《[^《》\n]{4,60}》)[（(](?:以下|下文)?简称[:：]?\s{0,2}[“\"]?(?P<short>《[^《》\n]{1,20}》|[\u4e00-\u9fff]{2,12})[”\"]?[)）]"
)


def check(case: Case, *, min_repeats: int = 1) -> Iterator[Flag | Skip]:
    """Flag full titles after the report has said that it will use a short form, and second definitions.

    Parameters
    ----------
    case : Case
        The report to judge.
    min_repeats : int, default 1
        How many full titles after the definition make a flag.
    """
    defined: dict[str, tuple[str, int, int]] = {}
    repeats: dict[str, list[tuple[int, int]]] = {}
    for passage in passages(case):
        taken = []
        for match in _DEFINED.finditer(passage.text):
            full, short = match.group("full"), match.group("short")
            span = (passage.start + match.start(), passage.start + match.end())
            taken.append(match.span())
            if full in defined:
                first = case.report.span(*defined[full][1:])
                same = defined[full][0] == short
                yield RULE.flag(
                    case, *span, confidence=0.9, value=full, expected=defined[full][0], related=(first,),
                    what="is defined twice" if same else "gets a second short form",
                    what_zh="重复定义简称" if same else "前后简称不一",
                )  # fmt: skip
            else:
                defined[full] = (short, *span)
        for full in defined:
            at = passage.text.find(full)
            while at >= 0:
                start = passage.start + at
                if start >= defined[full][2] and not any(low <= at < high for low, high in taken):
                    repeats.setdefault(full, []).append((start, start + len(full)))
                at = passage.text.find(full, at + 1)
    for full, places in repeats.items():
        if len(places) >= min_repeats:
            head, *rest = places
            yield RULE.flag(
                case, *head, confidence=0.85, value=full, expected=defined[full][0],
                related=(case.report.span(*defined[full][1:]), *(case.report.span(*place) for place in rest)),
                what="is written in full after its short form was defined",
                what_zh="已定义简称，后文仍写全称",
            )  # fmt: skip


RULE = Rule(
    code="L05",
    name="term-consistency",
    name_zh="名称简称不一致",
    severity=Severity.LOW,
    message="Name and short form differ: {value} {what} ({expected}).",
    message_zh="名称与简称不一致：{value}{what_zh}（简称{expected}）。",
    check=check,
    explanation=(
        "A report that writes (以下简称《条例》) and then the full title again, defines the short form twice, or "
        "defines two. Headings and the title are exempt."
    ),
    explanation_zh="已写明“以下简称”而后文仍用全称、重复定义或前后简称不一；标题除外。",
    source="文字编校惯例",
    examples=(
        Example(
            "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。"
            "我镇落实《中华人民共和国政府信息公开条例》。",
            section="overview",
            flagged=("《中华人民共和国政府信息公开条例》",),
        ),
        Example(
            "按照《公开办法》（以下简称《办法》）执行。\n落实《公开办法》（以下简称“办法”）。",
            section="overview",
            flagged=("《公开办法》（以下简称“办法”）",),
        ),
        Example(
            "依据《信息公开工作规定》(简称《规定》)办理。\n继续执行《信息公开工作规定》，并宣传《信息公开工作规定》。",
            section="overview",
            flagged=("《信息公开工作规定》",),
        ),
        Example("按照《政府信息公开条例》（以下简称《条例》）编制。落实《条例》。", section="overview"),
        Example("根据《中华人民共和国政府信息公开条例》编制，落实《条例》。", section="overview"),
        Example("落实《公开办法》（以下简称《办法》）和《公开办法实施细则》。", section="overview"),
    ),
)
