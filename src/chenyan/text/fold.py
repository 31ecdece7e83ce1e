"""Fold a text for searching, with an exact way back to the original code points.

Two steps, both cheap. The first replaces single characters one for one (full-width forms, Kangxi and CJK
radicals of PDF text layers, dash and space kinds), so that offsets do not move. The second, asked for by
``compact=True``, drops white space and invisible characters and keeps a map.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import utf_32_le_decode, utf_32_le_encode
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

# CJK radicals supplement that NFKC leaves alone but PDF producers use as ordinary hanzi.
_RADICALS = {
    "⺁": "厂", "⺃": "乚", "⺅": "亻", "⺈": "刀", "⺉": "刂", "⺌": "小", "⺍": "小", "⺎": "兀",
    "⺏": "尣", "⺒": "巳", "⺓": "幺", "⺔": "彐", "⺕": "彐", "⺖": "忄", "⺗": "心", "⺘": "扌",
    "⺙": "攵", "⺛": "旡", "⺜": "日", "⺝": "月", "⺞": "歹", "⺟": "母", "⺠": "民", "⺡": "氵",
    "⺢": "水", "⺣": "灬", "⺤": "爪", "⺥": "爫", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王",
    "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹", "⺰": "纟", "⺱": "罒",
    "⺲": "罒", "⺳": "网", "⺴": "罓", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老", "⺺": "聿",
    "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衤",
    "⻃": "西", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝", "⻊": "足",
    "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長", "⻒": "镸",
    "⻓": "长", "⻔": "门", "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页",
    "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "飠", "⻟": "飠", "⻠": "饣", "⻡": "首", "⻢": "马",
    "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾",
    "⻫": "斉", "⻬": "齐", "⻭": "齿", "⻮": "竜", "⻯": "龙", "⻰": "龟", "⻱": "龟", "⻲": "龟",
    "⻳": "龟",
}  # fmt: skip

_DASHES = "‐‑‒–—―−－﹣⁃─━ｰ"
_TILDES = "～〜∼˜"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"


def _build_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII, but Chinese punctuation keeps its meaning
        char = chr(code)
        if char not in "，：；？！（）":
            table[code] = chr(code - 0xFEE0)
    for code in range(0x2F00, 0x2FD6):  # Kangxi radicals
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for code in [*range(0xF900, 0xFA6E)]:  # compatibility ideographs
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1:
            table[code] = folded
    table.update({ord(key): value for key, value in _RADICALS.items()})
    table.update({ord(char): "-" for char in _DASHES})
    table.update({ord(char): "~" for char in _TILDES})
    table.update({ord(char): " " for char in _SPACES})
    table.update({ord("﹝"): "〔", ord("﹞"): "〕", ord("["): "〔", ord("]"): "〕", ord("［"): "〔", ord("］"): "〕"})
    table.update({ord("("): "（", ord(")"): "）", ord("％"): "%", ord("﹪"): "%"})
    return table


_TABLE = _build_table()
_DROPPED = frozenset(" \n\r" + _INVISIBLE)
_MOVED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")  # what folding would change; many texts hold none


# From this length on, folding by arrays is faster than by characters.
_LONG = 200
# Texts of usual length are folded once for all that read them one after the other; the rules go over some reports one by
# one, so that short ones are kept for longer.
_KEEP, _KEEP_LONGER = 100_000, 12_000
_CODES = np.arange(0x10000, dtype="<u4")
_KEPT = np.ones(0x10000, dtype=np.bool_)
for _code, _char in _TABLE.items():
    _CODES[_code] = ord(_char)
    _KEPT[_code] = _char not in _DROPPED
for _char in _DROPPED:
    _KEPT[ord(_char)] = False


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded view of a text: ``text`` to search in, ``to_original`` to answer in.

    ``offsets`` is None where folding moved nothing (same length, same positions).
    """

    text: str
    n_original: int
    offsets: npt.NDArray[np.int32] | None = None

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open range of the view to the range of the original that it covers."""
        if self.offsets is None:
            return start, end
        if start >= end:
            at = int(self.offsets[start]) if start < len(self.offsets) else self.n_original
            return at, at
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the view this range of the original stands."""
        if self.offsets is None:
            return start, min(end, self.n_original)
        low, high = self.offsets.searchsorted((start, min(end, self.n_original))).tolist()
        return low, high

    def part(self, start: int, end: int) -> Folded:
        """Return the view of this range of the original: what folding the range alone would give.

        Examples
        --------
        >>> view = fold("2021 年\\n1 月", compact=True)
        >>> view.part(3, 7).text, view.part(3, 7).to_original(0, 2)
        ('1年', (0, 3))
        """
        end = min(end, self.n_original)
        low, high = self.places(start, end)
        if self.offsets is None:
            return Folded(self.text[low:high], end - start)
        return Folded(self.text[low:high], end - start, self.offsets[low:high] - np.int32(start))


def fold(text: str, *, compact: bool = False) -> Folded:
    """Fold a text for searching.

    Parameters
    ----------
    text : str
        Any text.
    compact : bool, default False
        Also drop white space, line ends and invisible characters.

    Returns
    -------
    Folded
        Without ``compact`` the view has the same length as the text and the same offsets.

    Examples
    --------
    >>> fold("２０２１年⼯作").text
    '2021年工作'
    >>> view = fold("2021 年\\n1 月", compact=True)
    >>> view.text, view.to_original(0, 5)
    ('2021年1月', (0, 6))
    """
    if len(text) >= _LONG:
        if len(text) < _KEEP_LONGER:
            return _remembered_longer(text, compact)
        return _remembered(text, compact) if len(text) < _KEEP else _fold_long(text, compact)
    if not compact and _MOVED.search(text) is None:
        return Folded(text, len(text))
    folded = text.translate(_TABLE)
    if not compact:
        return Folded(folded, len(text))
    kept = [index for index, char in enumerate(folded) if char not in _DROPPED]
    if len(kept) == len(folded):
        return Folded(folded, len(text))
    offsets = np.asarray(kept, dtype=np.int32)
    return Folded("".join([folded[index] for index in kept]), len(text), offsets)


@lru_cache(maxsize=4)
def _remembered(text: str, compact: bool) -> Folded:
    """Fold a text that several steps fold one after the other."""
    return _fold_long(text, compact)


@lru_cache(maxsize=256)  # both ways, the reports that are judged together
def _remembered_longer(text: str, compact: bool) -> Folded:
    if not compact and _MOVED.search(text) is None:
        return Folded(text, len(text))
    return _fold_long(text, compact)


def _fold_long(text: str, compact: bool) -> Folded:
    """Fold a long text by table look-up; the result is the same as character by character."""
    low, mapped, beyond = (_looked_up_before if len(text) < _KEEP else _look_up)(text)
    if not compact:
        return Folded(text if mapped is low else _decoded(mapped), len(text))
    kept = np.flatnonzero(_KEPT.take(low) if beyond is None else _KEPT.take(low) | beyond)
    folded = _decoded(mapped.take(kept))
    if len(kept) == len(text):
        return Folded(folded, len(text))
    offsets = kept.astype(np.int32)
    offsets.flags.writeable = False
    return Folded(folded, len(text), offsets)


_Codes = npt.NDArray[np.uint32]


def _look_up(text: str) -> tuple[_Codes, _Codes, npt.NDArray[np.bool_] | None]:
    """Return the codes of a text for the tables, what they are folded to, and which lie beyond the tables if any do.

    Codes that are folded to themselves come back as what they are folded to.
    """
    codes = np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], dtype="<u4")
    if codes.max() <= 0xFFFF:
        mapped = _CODES.take(codes)
        return codes, codes if np.array_equal(mapped, codes) else mapped, None
    beyond = codes > 0xFFFF
    low = np.minimum(codes, 0xFFFF)
    return low, np.where(beyond, codes, _CODES[low]).astype("<u4"), beyond


def _decoded(codes: _Codes) -> str:
    return utf_32_le_decode(codes.data, "surrogatepass", True)[0]


_looked_up_before = lru_cache(maxsize=1)(_look_up)  # a text is mostly folded both ways, one after the other
