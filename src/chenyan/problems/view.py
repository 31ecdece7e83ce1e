"""A view of one part for reading: soft line breaks joined, quotations masked, and a way back to the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chenyan.text.fold import fold

_LINE_MARK = re.compile(
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[、是]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|[①-⑳●•·■◆▪★]|-\s"
    r"|第[一二三四五六七八九十]{1,2}[，,、])"
)
_HEADING_LINE = re.compile(
    r"[^。；，,;]{0,40}(?:问题|不足|措施|情况|打算|方向|计划|安排|改进|困难|事项|附表)[:：]?\s{0,4}$"
)
# 改进情况 逐项补充…: a heading and what it heads on one line, a blank between them
_HEADING_BEGINS = re.compile(r"\s{0,8}[^\s。；，,;：]{0,10}(?:问题|不足|措施|情况|打算|方向|安排)[ ：:]")
_MASKED = re.compile(
    r"“[^“”\n]{0,60}”|‘[^‘’\n]{0,40}’|《[^《》\n]{0,80}》|（(?![一二三四五六七八九十\d]{1,3}）)[^（）\n]{0,80}）"
)
_DROPPED = re.compile("[ \u200b\ufeff\u00ad]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff）”]) {1,6}(?=[\u4e00-\u9fff“])")
_MARKS = re.compile(r"[，。；：！？,;:]")
_CLOSED = "。；：！？;:!?."
_LONG_LINE = 15


@dataclass(frozen=True, slots=True)
class View:
    """What is searched: ``text``, ``masked`` (same length; quotations blanked), and where each character stood."""

    text: str
    masked: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty range of the view to the original text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _is_soft(line: str, following: str, wrapped: int) -> bool:
    """Say whether the break after this line falls inside a sentence, as in text taken from a PDF."""
    line = line.rstrip()
    if not line or line[-1] in _CLOSED or (len(line) < wrapped and line[-1] not in "，,、"):
        return False
    following_words = following.strip()
    return following_words != "" and not (
        _HEADING_BEGINS.match(following)
        or _LINE_MARK.match(following)
        or _HEADING_LINE.fullmatch(line)
        or _HEADING_LINE.fullmatch(following_words)
    )


def build_view(text: str, start: int, end: int) -> View:
    """Return the reading view of ``text[start:end]``."""
    folded = fold(text[start:end]).text.replace("\r", " ")
    lines = folded.split("\n")
    # in wrapped text the lines are about as long as the longest; elsewhere a short line ends where it ends
    wrapped = max(8, min(_LONG_LINE, max(map(len, lines)) - 4))
    # words set apart by blanks alone: the blanks are the punctuation
    spaced = " " in folded and len(_SPACED.findall(folded)) > len(_MARKS.findall(folded))
    shown = (
        [_SPACED.sub(lambda match: "；" + " " * (len(match.group()) - 1), line) for line in lines] if spaced else lines
    )
    soft = [_is_soft(line, following, wrapped) for line, following in zip(shown, lines[1:], strict=False)]
    if not any(soft) and _DROPPED.search(folded) is None:
        return View(folded, _mask(folded), range(start, start + len(folded)))
    characters: list[str] = []
    offsets: list[int] = []
    at = start
    for index, line in enumerate(shown):
        if _DROPPED.search(line) is None:
            characters.append(line)
            offsets.extend(range(at, at + len(line)))
        else:
            for position, character in enumerate(line):
                if character not in " \u200b\ufeff\u00ad":
                    characters.append(character)
                    offsets.append(at + position)
        at += len(line)
        if index + 1 < len(lines):
            if not soft[index]:
                characters.append("\n")
                offsets.append(at)
            at += 1
    view = "".join(characters)
    return View(view, _mask(view), tuple(offsets))


def _mask(view: str) -> str:
    """Return the view with what is quoted or put in brackets blanked."""
    return _MASKED.sub(lambda match: "□" * len(match.group()), view)
