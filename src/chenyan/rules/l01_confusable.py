"""L01: a word that is likely a misprint: a confusable pair in its context, a non-word, a word typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from chenyan.case import Case
from chenyan.lexicons import read_rows, read_terms
from chenyan.rule import Example, Rule
from chenyan.rules._language import Narrative, narrative, passages
from chenyan.text.openings import one_of
from chenyan.types import Flag, Severity, Skip


@cache
def _pairs() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str, float], ...]:
    """Compile the confusable pairs of the lexicon, each with its wrong words: a text without them needs no search."""
    found = []
    for row in read_rows("confusables.csv"):
        fixed = re.search(r"\(\?P<x>([\u4e00-\u9fff|]+)\)", row["pattern"])
        found.append(
            (
                tuple(fixed.group(1).split("|")) if fixed else ("",),
                re.compile(row["pattern"]),
                row["right"],
                float(row["confidence"]),
            )
        )
    return tuple(found)


@cache
def _wrong_words(least: float) -> tuple[tuple[str, int], ...]:
    """Return the wrong words of the pairs that are sure enough, each with the place of its pair in the lexicon."""
    return tuple((word, at) for at, pair in enumerate(_pairs()) if pair[3] >= least for word in pair[0])


@cache
def _any_of(least: float) -> re.Pattern[str]:
    """Return the pattern of all wrong words."""
    return re.compile(one_of([word for word, _ in _wrong_words(least) if word]) or "(?!)")


def _named(whole: Narrative, least: float) -> set[int]:
    """Return the places of the pairs of which a wrong word stands in a narrative."""
    named = set(_always(least))
    for word in set(_any_of(least).findall(whole.text)):  # most narratives hold none
        named |= {number for other, number in _hidden_by(word, least) if other in whole.text}
    return named


@cache
def _hidden_by(word: str, least: float) -> tuple[tuple[str, int], ...]:
    """Return the wrong words that can begin where this one stands, itself among them: a search finds one at a place."""
    ends = [word[at:] for at in range(len(word))]
    return tuple(
        (other, number)
        for other, number in _wrong_words(least)
        if other and any(end.startswith(other) or other.startswith(end) for end in ends)
    )


@cache
def _always(least: float) -> frozenset[int]:
    """Return the places of the pairs that no word tells apart: they are tried on every narrative."""
    return frozenset(number for word, number in _wrong_words(least) if not word)


_RUN = re.compile(r"([\u4e00-\u9fff]{4,12})\1")


@cache
def _doubled() -> re.Pattern[str]:
    """Words typed twice."""
    words = "|".join(sorted(read_terms("doubled_words.txt"), key=lambda word: (-len(word), word)))
    return re.compile(rf"({words})\1")


@cache
def _doubled_lengths() -> frozenset[int]:
    return frozenset(map(len, read_terms("doubled_words.txt")))


def _repeats(codes: npt.NDArray[np.uint16]) -> set[int]:
    """Return the lengths, two to twelve, of runs of hanzi that come again at once: patterns are slow to ask every text."""
    hanzi = codes - np.uint16(0x4E00) <= 0x9FFF - 0x4E00
    left, right = np.where(hanzi, codes, np.uint16(0)), np.where(hanzi, codes, np.uint16(1))
    return {step for step in range(2, 13) if b"\1" * step in (left[step:] == right[:-step]).tobytes()}


def check(case: Case, *, min_confidence: float = 0.8) -> Iterator[Flag | Skip]:
    """Flag confusable words in a context that decides the matter.

    Parameters
    ----------
    case : Case
        The report to judge.
    min_confidence : float, default 0.8
        Pairs of the lexicon under it are not used.
    """
    seen: set[tuple[int, int]] = set()
    whole = narrative(case)
    pairs = [_pairs()[at] for at in sorted(_named(whole, min_confidence))]
    lengths = _repeats(whole.codes)
    doubled, runs = not lengths.isdisjoint(_doubled_lengths()), max(lengths, default=0) >= 4
    if not (pairs or doubled or runs):
        return
    for passage in passages(case):
        found = []
        for words, pattern, right, confidence in pairs:
            if any(word in passage.text for word in words):
                found += [(m.span("x"), right, confidence) for m in pattern.finditer(passage.text)]
        twice = [
            *(_doubled().finditer(passage.text) if doubled else ()),
            *(_RUN.finditer(passage.text) if runs else ()),
        ]
        for match in twice:
            once = match.group(1)
            # 哈哈哈哈 is no doubled word, 一个部门一个部门 means one after the other
            if len(set(once)) > 1 and once[0] not in "一每逐":
                found.append((match.span(), once, 0.9))
        for (start, end), right, confidence in sorted(found):
            span = (passage.start + start, passage.start + end)
            if span not in seen:
                seen.add(span)
                yield RULE.flag(case, *span, confidence=confidence, value=passage.text[start:end], expected=right)


RULE = Rule(
    code="L01",
    name="confusable-word",
    name_zh="疑似错别字",
    severity=Severity.MEDIUM,
    message="“{words}” is likely a slip for “{expected}”.",
    message_zh="“{words}”疑为“{expected}”之误。",
    check=check,
    explanation=(
        "Curated pairs, each with the context that decides it, and words typed twice. Where the meaning would have "
        "to decide, the rule abstains: a checker that over-corrects costs more trust than it earns."
    ),
    explanation_zh="按词对加上下文判断常见错别字和重复录入；要靠语义才能定的一律不报，宁漏勿错。",
    source="lexicons/confusables.csv, lexicons/doubled_words.txt",
    examples=(
        Example("政策解读形势单一，公众关注度不高。", section="problems", flagged=("形势",)),
        Example("截止2022年12月31日，公开信息80条。", section="overview", flagged=("截止",)),
        Example("我局将进一步进一步完善目录。", section="problems", flagged=("进一步进一步",)),
        Example("群众可登陆区政府门户网站查询。", section="overview", flagged=("登陆",)),
        Example("疫情防控形势严峻，公开任务加重。", section="overview"),
        Example("报名截止日期为6月30日，截至年底收到建议12条。", section="overview"),
        Example("推进政务公开公开透明，做好便民服务服务台账。", section="overview", note="两词相邻，并非重复"),
        Example("由办公室统一协调，规定以经济发展办的台账为准。", section="overview"),
        Example("群众要一个部门一个部门去找。", section="problems"),
        Example("台风登陆前，平台发布预警3次。", section="overview"),
    ),
)
