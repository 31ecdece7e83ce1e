"""L03: punctuation of the wrong width, unpaired, repeated or stray."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._language import Passage, narrative, passages
from chenyan.text.neighbours import Neighbours
from chenyan.types import Flag, Severity, Skip

_HAN = r"[\u4e00-\u9fff]"
_WIDTH = re.compile(rf"(?<={_HAN})[,;:!?](?=[\u4e00-\u9fff“《（\s]|$)|(?<={_HAN})\.(?={_HAN})")
_HALF = ",;:!?."
_REPEATED = re.compile(r"([，；：、])\1+|[，；：、]{1,3}。|。{2}(?!。)(?<!。。。)|[，、；：][，、；：]")
_NEIGHBOURS = Neighbours({"two marks": ("，；：、。", "，；：、。"), "half": (_HALF,)})
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) {1,3}(?=[，。；：、！？）》”])|(?<=[（《“]) {1,3}(?=[\u4e00-\u9fff])")
_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "“": "”", "「": "」", "『": "』", "〔": "〕"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_CLOSERS]))}]")
_SAME_SHAPE = {"（": "(", "）": ")", "(": "（", ")": "）"}
_LABEL = re.compile(r"(?:^|[。；，：\s])[0-9０-９一二三四五六七八九十①-⑳a-zA-Z]{1,3}$")


def _pairing(text: str) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the mixed pairs, the openers and the closers without partner; list labels like 1） are no brackets."""
    stack: list[tuple[str, int]] = []
    mixed: list[tuple[int, int]] = []
    closers: list[int] = []
    for match in _BRACKET.finditer(text):
        at, char = match.start(), match.group()
        if char in _PAIRS:
            stack.append((char, at))
        elif char in _CLOSERS:
            if stack and _PAIRS[stack[-1][0]] == char:
                stack.pop()
            elif stack and _SAME_SHAPE.get(_CLOSERS[char]) == stack[-1][0]:
                mixed.append((stack.pop()[1], at + 1))
            elif not _LABEL.search(text[max(0, at - 4) : at]):
                closers.append(at)
    return mixed, [at for _, at in stack], closers


def _brackets(all_passages: Sequence[Passage]) -> Iterator[tuple[str, int, int]]:
    """Yield mixed and unpaired marks; a pair that only a line end tore apart is a pair."""
    open_before: list[tuple[str, int, str]] = []
    for passage in all_passages:
        mixed, openers, closers = _pairing(passage.text)
        for start, end in mixed:
            yield "mixed", passage.start + start, passage.start + end
        for at in closers:
            wanted = _CLOSERS[passage.text[at]]
            partner = next((item for item in open_before if item[0] == wanted and item[2] == passage.section), None)
            if partner is None:
                yield "unpaired", passage.start + at, passage.start + at + 1
            else:
                open_before.remove(partner)
        for _, at, _ in open_before:
            yield "unpaired", at, at + 1
        open_before = [(passage.text[at], passage.start + at, passage.section) for at in openers]
    for _, at, _ in open_before:
        yield "unpaired", at, at + 1


def _torn(text: str, at: int, reach: int = 80) -> bool:
    """Say whether a mark has its partner near by, beyond a line end: on a web page【字号：大 中】may take three lines."""
    mark = text[at]
    opens = mark in _PAIRS
    partner = _PAIRS[mark] if opens else _CLOSERS[mark]
    near = text[at + 1 : at + 1 + reach] if opens else text[max(0, at - reach) : at][::-1]
    end = near.find(partner)
    return end >= 0 and "\n" in near[:end] and mark not in near[:end]


_WORDS = {
    "width": ("half-width mark in Chinese text", "中文里用了半角标点"),
    "repeated": ("repeated or clashing marks", "标点重复或相撞"),
    "space": ("stray space at a mark", "标点旁多出空格"),
    "mixed": ("bracket opened and closed in different widths", "括号一全一半"),
    "unpaired": ("bracket or quotation mark without its partner", "括号或引号不成对"),
}


def check(case: Case, *, spaces: bool = True) -> Iterator[Flag | Skip]:
    """Flag faults of punctuation, one flag for each kind in a report; the other places are related spans.

    Parameters
    ----------
    case : Case
        The report to judge.
    spaces : bool, default True
        Also look at spaces beside marks (never in PDF text, where they come from the layout).
    """
    found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in _WORDS}
    wrapped = case.report.format == "pdf"
    all_passages = passages(case)
    for kind, start, end in _brackets(all_passages):
        if kind == "mixed" or not _torn(case.report.text, start):
            found[kind].append((start, end))
    found_in = _NEIGHBOURS.found(narrative(case).places)
    width, repeated = "half" in found_in, "two marks" in found_in
    for passage in all_passages:
        hits = []
        if width and any(mark in passage.text for mark in _HALF):
            hits += [("width", *m.span()) for m in _WIDTH.finditer(passage.text)]
        if repeated:
            hits += [("repeated", *m.span()) for m in _REPEATED.finditer(passage.text)]
        if spaces and not wrapped and " " in passage.text:
            hits += [("space", *m.span()) for m in _SPACE.finditer(passage.text)]
        for kind, start, end in hits:
            found[kind].append((passage.start + start, passage.start + end))
    for kind, places in found.items():
        if places:
            first, *rest = sorted(set(places))
            related = tuple(case.report.span(*place) for place in rest)
            yield RULE.flag(
                case, *first, confidence=0.85 if kind == "unpaired" else 0.95, related=related,
                value=len(places), what=_WORDS[kind][0], what_zh=_WORDS[kind][1],
            )  # fmt: skip


RULE = Rule(
    code="L03",
    name="punctuation",
    name_zh="标点不规范",
    severity=Severity.LOW,
    message="Punctuation: {what}, in {value} place(s), first “{words}”.",
    message_zh="标点问题：{what_zh}，共{value}处，首见“{words}”。",
    check=check,
    explanation=(
        "Half-width marks between Chinese characters, brackets of mixed width or without partner, repeated marks, "
        "spaces beside marks. Addresses, numbers, list labels and Latin text are exempt. One flag for each kind in a "
        "report."
    ),
    explanation_zh="汉字间的半角标点、一全一半或不成对的括号引号、重复标点、标点旁空格；网址、数字、序号、外文除外。每种每份报告只报一次。",
    source="GB/T 15834-2011 标点符号用法",
    examples=(
        Example("根据(条例）规定，公布如下。", section="overview", flagged=("(条例）",)),
        Example("一年来,我镇公开信息80条。", section="overview", flagged=(",",)),
        Example("印发《公开指南，并抓好落实。", section="overview", flagged=("《",)),
        Example("完善制度，，加强培训。。", section="problems", flagged=("，，",)),
        Example("网址（http://example.test/a,b）可查，共1,234条。", section="overview"),
        Example("落实《公开\n指南》的要求，公开80条。", section="overview", note="换行不算不成对"),
        Example("【字号：\n加大\n还原\n】公开信息80条。", section="overview", note="网页上分行的括号"),
        Example("1）完善制度；2）加强培训。", section="problems"),
        Example("公开“三公”经费（含公务接待费）等信息。", section="overview"),
    ),
)
