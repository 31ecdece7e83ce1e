"""What kinds of characters a view holds: marks that end, and where patterns can begin; all are found in one step.

A pattern that is sought in all of a view is tried at each character that it can begin with. Which of these stand before
one that can follow is told for all patterns at once, from one table.
"""

from __future__ import annotations

from codecs import utf_32_le_encode
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.years import cues

ZERO = "〇零○◯0OoΟО"
# What two characters can begin, one bit each: first characters, and those that can follow them.
NUMBER, TWO_DIGITS, YEAR_WORD, RANGE_WORD, DOCUMENT, NUMERAL, QUOTED, FIVE_YEARS, OPENER, BARE_HEADING, GLOSSARY = (
    1 << bit for bit in range(11)
)
YEAR = NUMBER | TWO_DIGITS | YEAR_WORD | RANGE_WORD | DOCUMENT | NUMERAL | QUOTED | FIVE_YEARS
_BEGINNINGS = {
    NUMBER: ("12", "0123456789 "),
    TWO_DIGITS: ("03", "0123456789"),
    YEAR_WORD: ("二今去明前后来次本当翌", f"年{ZERO}"),  # 二〇二一年, 今年
    RANGE_WORD: ("上下", "年一"),
    DOCUMENT: ("〔（【", " 12一二"),
    NUMERAL: ("一七八", "九五"),  # 一九九八年, 七五
    QUOTED: ("“\"", "十七八九"),
    FIVE_YEARS: ("十", "一二三四五六"),
    OPENER: ("".join(words[0] for words in cues.OPENER_WORDS), "".join(words[1] for words in cues.OPENER_WORDS)),
    BARE_HEADING: ("工下改整努存", "作一进改力在"),  # 工作打算, 下一步, 改进措施, 整改措施, 努力方向, 存在
    GLOSSARY: ("名用术缩附注", "词语略件表注释"),
}  # fmt: skip
_ABOVE = 12  # the bits of first characters lie so far above those of the following ones
_FOLLOWING = (1 << _ABOVE) - 1
# Marks end a clause, a statement, a sentence; behind some of them a heading can begin.
SENTENCE, STATEMENT, CLAUSE, HEADS, _DIGIT = (1 << bit for bit in range(2 * _ABOVE, 2 * _ABOVE + 5))
_KINDS = np.zeros(0x10000, dtype=np.uint32)
for _what, (_firsts, _seconds) in _BEGINNINGS.items():
    _KINDS[[ord(sign) for sign in _firsts]] |= np.uint32(_what << _ABOVE)
    _KINDS[[ord(sign) for sign in _seconds]] |= np.uint32(_what)
for _signs, _kind in (
    ("，：:|｜,", CLAUSE),
    (";", STATEMENT | CLAUSE),
    ("；", STATEMENT | CLAUSE | HEADS),
    ("！？!?", SENTENCE | STATEMENT | CLAUSE),
    ("。\n", SENTENCE | STATEMENT | CLAUSE | HEADS),
    ("0123456789", _DIGIT),
):
    _KINDS[[ord(sign) for sign in _signs]] |= np.uint32(_kind)


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters of a view as numbers, the kinds of each, and the places of two that can begin something."""

    codes: npt.NDArray[np.uint32]
    kinds: npt.NDArray[np.uint32]
    places: npt.NDArray[np.intp]
    begun: npt.NDArray[np.uint32]  # what can begin at each of the places

    def begins(self, what: int) -> list[int]:
        """Return the places at which something can begin."""
        found: list[int] = self.places[self.begun & what != 0].tolist()
        return found


def read_signs(view: str) -> Signs:
    """Read the kinds of all characters of a view."""
    codes = np.frombuffer(utf_32_le_encode(view, "surrogatepass")[0], dtype="<u4")
    kinds = _KINDS.take(codes, mode="clip")  # the last code is of no kind, nor is what lies beyond it
    begun = (kinds[:-1] >> _ABOVE) & kinds[1:] & _FOLLOWING
    # within a number no year begins
    begun[1:][kinds[:-2] & kinds[1:-1] & _DIGIT != 0] &= ~np.uint32(NUMBER | TWO_DIGITS)
    places = (begun != 0).nonzero()[0]
    return Signs(codes, kinds, places, begun[places])
