"""The numerals that Word prints but does not store: 一、 （一） 1. from the numbering part of a docx."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chenyan.corpus.readers.wordxml import attribute, children, first, tag_of, val

__all__ = ["Numbering", "chinese_number"]

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
        "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional",
    }
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_MAX_BASED_ON = 20


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)


def chinese_number(value: int) -> str:
    """Return 1 to 9999 in Chinese numerals as headings print them.

    Examples
    --------
    >>> [chinese_number(n) for n in (1, 10, 12, 20, 105)]
    ['一', '十', '十二', '二十', '一百零五']
    """
    if not 0 < value < 10_000:
        return str(value)
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words.removeprefix("一") if words.startswith("一十") else words


class Numbering:
    """Counts the lists of one document and prints the label of each numbered paragraph."""

    def __init__(self, numbering: Callable[[], Any | None], styles: Callable[[], Any | None]) -> None:
        self._numbering, self._style_part = numbering, styles
        self._loaded = False
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}

    def label(self, properties: Any) -> str:
        """Return the numeral in front of a paragraph with these properties, and count it; empty for a bullet."""
        said = children(properties)
        if "numPr" not in said and "pStyle" not in said:
            return ""
        self._load()
        if not self._lists:
            return ""
        number, level = self._place(said)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        rule = found.levels[level]
        counters[level] = counters.get(level, rule.start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]
        if rule.format in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = found.levels.get(at, rule)
            return _printed(counters.get(at, other.start), other.format)

        text = _PLACE.sub(shown, rule.text)
        if text and rule.suffix != "nothing" and text[-1].isalnum() and text[-1].isascii():
            text += " "
        return text

    def _load(self) -> None:
        """Read the lists and styles when the first paragraph asks for them."""
        if self._loaded:
            return
        self._loaded = True
        numbering = self._numbering()
        if numbering is not None:
            self._read_lists(numbering)
            styles = self._style_part()
            if styles is not None:
                self._read_styles(styles)

    def _place(self, said: dict[str, Any]) -> tuple[str, int]:
        number, level = self._styles.get(val(said.get("pStyle")), ("", 0))
        own = said.get("numPr")
        if own is not None:
            number = val(first(own, "numId")) or number
            depth = val(first(own, "ilvl"))
            level = int(depth) if depth.isdecimal() else level
        return number, level

    def _read_lists(self, root: Any) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for element in root:
            if tag_of(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId")] = dict(_levels(element))
        for element in root:
            if tag_of(element) == "num":
                key = val(first(element, "abstractNumId"))
                levels = dict(abstract.get(key, {}))
                name = key
                for override in element:
                    if tag_of(override) == "lvlOverride":
                        name = f"{key}/{attribute(element, 'numId')}"
                        levels.update(_levels(override))
                self._lists[attribute(element, "numId")] = _List(name, levels)

    def _read_styles(self, root: Any) -> None:
        raw: dict[str, tuple[str, int | None, str]] = {}
        for element in root:
            if tag_of(element) != "style":
                continue
            numbers = first(first(element, "pPr"), "numPr")
            depth = val(first(numbers, "ilvl"))
            raw[attribute(element, "styleId")] = (
                val(first(numbers, "numId")),
                int(depth) if depth.isdecimal() else None,
                val(first(element, "basedOn")),
            )
        for style in raw:
            at, number, level = style, "", None
            for _ in range(_MAX_BASED_ON):
                if at not in raw:
                    break
                found, depth_found, parent = raw[at]
                number = number or found
                level = depth_found if level is None else level
                at = parent
            if number:
                self._styles[style] = (number, level or 0)


def _levels(element: Any) -> list[tuple[int, _Level]]:
    found = []
    for level in element:
        if tag_of(level) != "lvl":
            continue
        start = val(first(level, "start"))
        at = attribute(level, "ilvl")
        if at.isdecimal():
            found.append(
                (
                    int(at),
                    _Level(
                        val(first(level, "numFmt")) or "decimal",
                        val(first(level, "lvlText"))[:40],
                        int(start) if start.isdecimal() and len(start) < 6 else 1,
                        val(first(level, "suff")) or "tab",
                    ),
                )
            )
    return found


def _printed(value: int, kind: str) -> str:
    if kind in _CHINESE:
        return chinese_number(value)
    if kind == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x245F + value)
    if kind == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(value))
    if kind in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + value)
    if kind in ("lowerRoman", "upperRoman") and 1 <= value < 40:
        roman = "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
        return roman.lower() if kind == "lowerRoman" else roman
    return str(value)
