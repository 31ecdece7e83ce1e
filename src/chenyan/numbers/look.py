"""One look at all characters of a report: where counts and marks stand, and what each sentence may hold.

A sentence is asked by a dozen patterns, most of which find nothing in it. What must stand side by side where they match
is looked up here for the whole report, which takes less time than one pattern takes over a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from chenyan.lexicons import read_rows, read_terms
from chenyan.text.neighbours import MARGIN, Neighbours, places_of
from chenyan.types import Sentence

UNITS = tuple(read_terms("number_units.txt"))
CHANNELS = {row["term"]: row["channel"] for row in read_rows("number_channels.csv")}
CHINESE = "零〇一二两三四五六七八九十百千万亿"
LONGEST = 18  # characters of a number
MARKS = "，。；：！？,;:!?（）()"
# What \s matches, sign by sign, and two signs that it does not: the engine asks a class of plain signs much faster.
BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000\u200b\ufeff"
)
_DIGITS = "".join(char for char in map(chr, range(0x10000)) if char.isdecimal())
_PUBLISHES = ("收受发公办接印制召举组开", "到理布开办发织展")  # 收到, 受理, 发布, 公开, 办理, 接到, 印发 …


def _row(*words: str) -> tuple[str, str]:
    """Return the first and the second characters of words of at least two."""
    return "".join(word[0] for word in words), "".join(word[1] for word in words)


_MAY_HOLD = Neighbours(
    {
        "count": (_DIGITS + CHINESE, "余多几" + "".join(unit[0] for unit in UNITS)),
        "mark": (MARKS,),
        "blank": (BLANKS,),
        "channel": _row(*CHANNELS),
        "list": _row("其中", "分别", "具体", "包括"),
        "zero": ("为是计", "零0"),
        "part": _row("其中", "包括", "包含", "分别", "内含", "涵盖", "涉及"),
        "compared": ("较比与同环相多少减增", f"上去前往{_DIGITS}同历比期出了加少"),
        "cumulative": ("以历至自累粉关", f"来年今史{_DIGITS}开成建上计丝注"),
        "month": ("月",),
        "partial": _row("半年", "季度", "今日", "当日"),
        "will": ("将拟",),
        "plan": _row("计划", "力争", "确保", "目标", "不少", "至少", "不得", "要求", "争取", "预计"),
        "others": (
            "局委会镇乡道处心院队团司村区办", f"机共累全新已{_PUBLISHES[0]}", f"关计年{_PUBLISHES[0]}{_PUBLISHES[1]}",
        ),
        "area": ("全各下所县市", "市县区省州旗系乡镇街部单级属"),
        "level": ("本办代省市县区旗州", "级公表人政"),
    }
)  # fmt: skip
COUNT = _MAY_HOLD.bit("count")
MARK = _MAY_HOLD.bit("mark")
BLANK = _MAY_HOLD.bit("blank")
CHANNEL = _MAY_HOLD.bit("channel")
LIST = _MAY_HOLD.bit("list")
ZERO = _MAY_HOLD.bit("zero")
PART = _MAY_HOLD.bit("part")
COMPARED = _MAY_HOLD.bit("compared")
CUMULATIVE = _MAY_HOLD.bit("cumulative")
MONTH = _MAY_HOLD.bit("month")
PARTIAL = _MAY_HOLD.bit("partial")
WILL = _MAY_HOLD.bit("will")
PLAN = _MAY_HOLD.bit("plan")
OTHERS = _MAY_HOLD.bit("others")
AREA = _MAY_HOLD.bit("area")
LEVEL = _MAY_HOLD.bit("level")
ANYTHING = 0xFFFF  # of a text that was not looked at


class Look:
    """What one look at a report tells of its sentences.

    Parameters
    ----------
    folded : str
        The report's whole text, folded without moving anything.
    sentences : sequence of Sentence
        The sentences of the report.

    Attributes
    ----------
    may_hold : list of int
        By sentence, the bits of what may stand in it: where one is missing, its pattern finds nothing.
    """

    def __init__(self, folded: str, sentences: Sequence[Sentence]) -> None:
        places = places_of(folded)
        self._counts: list[int] = []
        self._marks: list[int] = []
        self.may_hold: list[int] = [ANYTHING] * len(sentences)
        if not sentences or len(places) != len(folded) + len(MARGIN):
            return  # characters beyond the tables, which take two codes
        bits = _MAY_HOLD.bits(places)
        bounds = np.array([(sentence.start, sentence.end) for sentence in sentences], np.intp)
        self.may_hold = np.bitwise_or.reduceat(bits, bounds.ravel())[::2].tolist()
        self._counts = np.flatnonzero(bits & np.uint16(COUNT)).tolist()
        self._marks = np.flatnonzero(bits & np.uint16(MARK)).tolist()

    def counts(self, start: int, end: int) -> list[int]:
        """Return where in a stretch numbers end, behind which a unit may stand."""
        return self._counts[bisect_left(self._counts, start) : bisect_left(self._counts, end)]

    def marks(self, start: int, end: int) -> list[int]:
        """Return where in a stretch the marks stand that close clauses, counted from its start."""
        found = self._marks[bisect_left(self._marks, start) : bisect_left(self._marks, end)]
        return [at - start for at in found]
