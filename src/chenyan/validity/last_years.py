"""The report of the year before, as a labelled report would have grown from it: made to measure leftovers across years.

A clerk takes last year's report and raises the years in it. Turned back, a labelled report whose years are lowered by one,
each mistake to one less than the year that is expected in its place, is the report that it was written over: right
throughout, with the sentences of this one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["hanzi", "report_before"]

_YEAR = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?=\s?年|[-—－~～至/.〕])|[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)"
)
_HANZI = "〇一二三四五六七八九"


def report_before(item: Mapping[str, Any], *, copied: bool = False) -> str:
    """Return the text of last year's report for a labelled one.

    Parameters
    ----------
    item : mapping
        A line of ``years*.jsonl``: text, report_year, mismatches.
    copied : bool, default False
        Leave each sentence as it is whose years all lie before the reported one, right or wrong: the hardest case, as if
        all history had been told last year in the same words.

    Returns
    -------
    str
        The text with its years lowered by one; where a labelled mistake stands, the year before the expected one.

    Examples
    --------
    >>> item = {"text": "甲镇2022年年报。2021年，公开信息80条。", "report_year": 2022,
    ...         "mismatches": [{"quote": "2021年，公开", "year_text": "2021年", "expected_year": 2022}]}
    >>> report_before(item)
    '甲镇2021年年报。2021年，公开信息80条。'
    """
    text: str = item["text"]
    kept: list[tuple[int, int, int | None]] = []
    for label in item["mismatches"]:
        start = text.index(label["quote"])
        inside = label["quote"].find(label["year_text"])
        low = start + max(inside, 0)
        high = low + len(label["year_text"]) if inside >= 0 else start + len(label["quote"])
        expected = label["expected_year"]
        kept.append((low, high, expected - 1 if isinstance(expected, int) else None))
    if copied:
        for sentence in re.finditer("[^。；！？\n]+", text):
            years = [_number(found.group()) for found in _YEAR.finditer(sentence.group())]
            if years and max(years) < item["report_year"]:
                kept.append((*sentence.span(), None))

    def lowered(found: re.Match[str]) -> str:
        year = _number(found.group()) - 1
        for low, high, known in kept:
            if low <= found.start() < high:
                if known is None:
                    return found.group()
                year = known
                break
        return str(year) if found.group().isascii() else hanzi(year)

    return _YEAR.sub(lowered, text)


def hanzi(year: int) -> str:
    """Return a year as it is written in Chinese numerals: 二〇二一."""
    return "".join(_HANZI[int(digit)] for digit in str(year))


def _number(words: str) -> int:
    if words.isascii():
        return int(words)
    return int("".join(str(_HANZI.index(sign)) if sign in _HANZI else "0" for sign in words))
