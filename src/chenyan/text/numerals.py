"""Read numbers: Arabic, full-width, Chinese, financial and mixed ones (3万, 1.2亿, 二十三, 二〇二一, 百分之五)."""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
SCALES = {"万": 10_000, "亿": 100_000_000}
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?")
_CHINESE = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
NUMBER = re.compile(
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,5}|[0-9０-９]{1,18})(?:[.．][0-9０-９]{1,9})?\s{0,2}[万亿千百]{0,2}"
    rf"|[{_CHINESE}]{{1,24}}"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text: where it stands and what it means."""

    start: int
    end: int
    value: int | float


def _chinese(words: str) -> int | None:
    if not any(char in UNITS or char in SCALES for char in words):
        digits = [DIGITS.get(char) for char in words]
        if None in digits:
            return None
        return int("".join(str(digit) for digit in digits))
    total = section = digit = 0
    seen = False
    last_unit = 1
    for char in words:
        if char in DIGITS:
            digit, seen = DIGITS[char], True
            if char in "零〇○":
                last_unit = 1
        elif char in UNITS:
            # 十五 is 15: a unit without a digit before it counts as one of it
            section += (digit if seen else 1) * UNITS[char]
            digit, seen, last_unit = 0, False, UNITS[char]
        elif char in SCALES:
            section += digit
            total = (total + section) * SCALES[char] if SCALES[char] > 10_000 else total + section * SCALES[char]
            section, digit, seen, last_unit = 0, 0, False, SCALES[char]
        else:
            return None
    if seen and last_unit >= 100:  # 三百五 means 350
        digit *= last_unit // 10
    return total + section + digit


def parse_number(words: str) -> int | float | None:
    """Read one number, or return None where the words are not one.

    Whole numbers come back as int, exactly.

    Examples
    --------
    >>> [parse_number(w) for w in ("１,２３４", "二十三", "三百五", "两万零五", "1.5万", "二〇二一", "许多")]
    [1234, 23, 350, 20005, 15000, 2021, None]
    """
    if len(words) <= 18 and words.isdecimal():
        return int(words)
    text = words.translate(_WIDE).replace(" ", "").replace("\u3000", "")
    if not text:
        return None
    match = _ARABIC.match(text)
    if match is None:
        return _chinese(text)
    digits = match.group().replace(",", "")
    scale = 1
    for char in text[match.end() :]:
        factor = SCALES.get(char) or UNITS.get(char)
        if factor is None:
            return None
        scale *= factor
    if "." not in digits:
        return int(digits) * scale
    whole, _, decimals = digits.partition(".")
    # exact where the scale swallows the decimals: 1.5万 is the whole number 15000
    scaled = int(whole + decimals) * scale
    divisor = int(10 ** len(decimals))
    whole_number, rest = divmod(scaled, divisor)
    return whole_number if rest == 0 else scaled / divisor


def find_numbers(text: str) -> list[Number]:
    """Find all numbers of a text in order, Chinese ones included; words that only look like one are left out.

    Examples
    --------
    >>> [(n.value) for n in find_numbers("公开信息1,234条，其中网站三十五条")]
    [1234, 35]
    """
    found = []
    for match in NUMBER.finditer(text):
        words = match.group().rstrip()
        value = parse_number(words)
        if value is not None:
            found.append(Number(match.start(), match.start() + len(words), value))
    return found
