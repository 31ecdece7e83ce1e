"""B07: a stretch of the review without any number, date, name or event."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.reuse.measures_specific import find_informative_numbers, find_specific
from chenyan.rule import Example, Rule
from chenyan.rules._reuse import plain_length
from chenyan.text.openings import spread
from chenyan.types import Flag, Sentence, Severity, Skip

_PRAISE = re.compile(
    spread(
        "高度重视|狠抓|层层(?:抓|压)|(?:明显|显著|良好|积极)成效|成效(?:明显|显著)|良好(?:态势|局面|氛围)|新台阶|齐抓共管|人人有责"
        "|全面(?:提升|加强)|(?:显著|明显|普遍|不断|进一步)(?:提升|提高|增强|改善)|充分保障|扎实推进|积极跟进|部署到位|领导重视"
    )
)


def check(
    case: Case, *, least_chars: int = 70, least_sentences: int = 2, least_praise: int = 3
) -> Iterator[Flag | Skip]:
    """Flag the longest stretch of the overview that says nothing specific.

    Parameters
    ----------
    case : Case
        The report to judge. Where the batch was measured, a report above its peers' median specificity must show one
        more word of praise.
    least_chars : int, default 70
        Least length of the stretch without blanks.
    least_sentences : int, default 2
        Least number of sentences.
    least_praise : int, default 3
        Least number of words of praise or resolve; plain description without numbers is not empty.
    """
    told = [sentence for sentence in case.report.sentences if sentence.section == "overview"]
    # a word that only a longer stretch would split may be missed
    if not told or len(_PRAISE.findall(case.report.text, told[0].start, told[-1].end)) + 1 < least_praise:
        return
    own = case.reuse.measures.get("specificity", math.nan) if case.reuse is not None else math.nan
    low, middle = _norm(case, "specificity_q10"), _norm(case, "specificity_q50")
    mandated = (
        {s.start for s in case.reuse.sentences if s.origin == "mandated"}
        if case.reuse is not None
        else frozenset[int]()
    )
    best: list[Sentence] = []
    run: list[Sentence] = []
    size = length = 0
    for sentence in case.report.sentences:
        words = case.report.text[sentence.start : sentence.end]
        if sentence.role == "heading" or sentence.start in mandated:
            continue
        if sentence.section != "overview" or find_informative_numbers(words) or find_specific(words):
            run, length = [], 0
            continue
        run.append(sentence)
        length += plain_length(words)
        if length > size:
            best, size = run, length  # the list goes on growing with its run
    if size < least_chars or len(best) < least_sentences:
        return
    words = case.report.text[best[0].start : best[-1].end]
    praise = len(_PRAISE.findall(words))
    rich = not math.isnan(own) and not math.isnan(middle) and own > middle
    if praise < least_praise + (1 if rich else 0):
        return
    below = not math.isnan(own) and not math.isnan(low) and own <= low
    sure = min(0.95, 0.55 + 0.0008 * size + (0.2 if below else 0.0))
    yield RULE.flag(
        case,
        best[0].start,
        best[-1].end,
        confidence=sure,
        value="" if math.isnan(own) else round(own, 5),
        expected="" if math.isnan(middle) else round(middle, 5),
        size=size,
    )


def _norm(case: Case, name: str) -> float:
    """Return a quantile of the report's peers: its kind of agency, else the batch; nan without enough of them."""
    for key in (f"{name}:{case.report.agency_type}", name):
        if key in case.norms and case.norms.get(key.replace(name, "n_peers"), 0) >= 20:
            return float(case.norms[key])
    return math.nan


_EMPTY = (
    "我镇高度重视政府信息公开工作，狠抓各项任务落实，工作成效明显。坚持以公开促规范、以公开促服务，不断提高认识，"
    "形成齐抓共管的良好局面。干部职工的公开意识普遍增强，群众的知情权得到了充分保障，各项工作迈上新台阶。"
)
_FULL = "5月在便民中心设2台自助机，打印材料1,830份。把村级账目分12期贴到公告栏，答复村民提问46个。"

RULE = Rule(
    code="B07",
    name="low-information",
    name_zh="内容空泛",
    severity=Severity.MEDIUM,
    message="{size} characters in a row hold no number, date, name or event.",
    message_zh="连续 {size} 字没有任何数量、时间、名称或事件。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"reuse", "norms"}),
    source="Hope, Hu & Lu 2016 (specificity); 国办公开办函〔2021〕30号 (4): perfunctory reports",
    explanation=(
        "The longest stretch of the overview without any specific name (place, body, date, sum, share, document) or "
        "informative number, if it is made of praise and resolve (高度重视, 成效明显). Where peers are known, a report above "
        "their median specificity must show more of it; below the tenth percentile the confidence is higher."
    ),
    explanation_zh="总体情况中最长的一段既无具体名称（地点、单位、日期、金额、比例、文件），也无有信息量的数字，且由表态和自我肯定组成；有同类可比时，高于中位数的从严。",
    examples=(
        Example(_EMPTY, section="overview", flagged=(_EMPTY,)),
        Example(_FULL + _EMPTY, section="overview", flagged=(_EMPTY,)),
        Example(_EMPTY + _FULL, section="overview", flagged=(_EMPTY,)),
        Example(_FULL, section="overview"),
        Example("我镇高度重视政府信息公开工作，成效明显。", section="overview", note="too short to judge"),
        Example(_EMPTY, section="problems", note="the part on problems has rules of its own"),
    ),
)
