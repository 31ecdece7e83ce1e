"""One look at all characters of a report: where counts and marks stand, and what each sentence may hold.

A sentence is asked by a dozen patterns, most of which find nothing in it. What must stand side by side where they match
is looked up here for the whole report, which takes less time than one pattern takes over a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from chenyan.lexicons import read_rows, read_terms
from chenyan.text.neighbours import Neighbours

UNITS = tuple(read_terms("number_units.txt"))
CHANNELS = {row["term"]: row["channel"] for row in read_rows("number_channels.csv")}
CHINESE = "零〇一二两三四五六七八九十百千万亿"
MARKS = "，。；：！？,;:!?（）()"
_BEYOND = 0xFFFF  # stands for characters beyond the tables, some of which are digits
_DIGITS = "".join(char for char in map(chr, range(_BEYOND)) if char.isdecimal()) + chr(_BEYOND)
_PUBLISHES = ("收受发公办接印制召举组开", "到理布开办发织展")  # 收到, 受理, 发布, 公开, 办理, 接到, 印发 …


def _row(*words: str) -> tuple[str, str]:
    """Return the first and the second characters of words of at least two."""
    return "".join(word[0] for word in words), "".join(word[1] for word in words)


_MAY_HOLD = Neighbours(
    {
        "count": (_DIGITS + CHINESE, "余多几" + "".join(unit[0] for unit in UNITS)),
        "mark": (MARKS,),
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


def look_at(views: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Return for each sentence of a report the bits of what it may hold, and where the marks stand that close clauses.

    Where a bit is missing, its pattern finds nothing. The sentences are folded and hold no blanks.
    """
    text = "\n".join([*views, "", "", ""])  # what stands at the end has neighbours too
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    bits = _MAY_HOLD.bits(np.minimum(codes, _BEYOND).astype(np.intp))
    starts = [0, *accumulate([len(view) + 1 for view in views])]
    held = np.bitwise_or.reduceat(bits, starts[:-1]).tolist() if views else []
    marks = np.flatnonzero(bits & np.uint16(MARK) != 0).tolist()
    at = 0
    for start, end, may_hold in zip(starts, starts[1:], held, strict=False):
        behind = bisect_left(marks, end, at)
        yield may_hold, [mark - start for mark in marks[at:behind]]
        at = behind
