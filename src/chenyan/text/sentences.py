"""Split running text into sentences and clauses; all answers are offsets into the given text."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)\]】]{0,3}|\n[\s\u3000]*|；(?=\s*\n)")
_CLAUSE_END = re.compile(r"[，。；：！？,;:!?、\n]+[”’」』）)]{0,3}")
_INVISIBLE = "\ufeff\u200b"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _split(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    spans = []
    at = start
    for match in pattern.finditer(text, start, end):
        piece = _trim(text, at, match.end())
        if piece[0] < piece[1]:
            spans.append(piece)
        at = match.end()
    piece = _trim(text, at, end)
    if piece[0] < piece[1]:
        spans.append(piece)
    return spans


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]`` as (start, end), end marks included, white space not.

    A line end closes a sentence: readers join hard-wrapped lines before.

    Examples
    --------
    >>> text = "公开12条。其中3条。\\n下一步"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['公开12条。', '其中3条。', '下一步']
    """
    return _split(text, start, len(text) if end is None else end, _SENTENCE_END)


def split_clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the clauses of ``text[start:end]`` as (start, end), closing marks included.

    Examples
    --------
    >>> text = "一是人少，二是事多；三是钱紧。"
    >>> [text[a:b] for a, b in split_clauses(text)]
    ['一是人少，', '二是事多；', '三是钱紧。']
    """
    return _split(text, start, len(text) if end is None else end, _CLAUSE_END)
