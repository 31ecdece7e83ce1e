"""Know the words that stand where a figure belongs: 若干, 约3, 未统计 in a row of the official tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from chenyan.corpus.table_labels import (
    APPLICANT,
    DISCLOSURE_COLUMNS,
    DISCLOSURE_ROW,
    GROUP_ROW,
    LITIGATION_ROW,
    REQUEST_ROW,
    keys_in,
)

__all__ = ["SUIT_CELLS", "ends_row", "is_vague", "is_whole_suit_row", "names_row", "text_cells_from"]

# Without cell borders only these words are read as a cell: amounts that are no figure, and ways to say that none is
# given. With borders the place decides, whatever the words.
_VAGUE = re.compile(
    r"(?:大?约|近|超过?|逾|不足|共|少于|多于)[\d.,]{1,12}[余多]?[件条项次个份人万元]{0,2}|[\d.,]{1,12}(?:余|多|左右|以上|以内)"
    r"[件条项次个份人万元]{0,2}|若干|多件|数件|少量|大量|几件|很多|较多|不详|未知|保密|略|暂无|没有|未发生|未产生|未涉及|不涉及|无此项"
    r"|(?:暂|尚)?未(?:统计|发生|公布)|待(?:统计|核实|定)|无(?:数据|统计|此类)"
)
_HEADER = re.compile(
    r"结果[维纠]|其他结果|审结|自然人|法人|制发|废止|有效|新制作|公开[数总]|数量|件数|金额|增/?减|^总计$|^小计$"
)
_NEXT_BLOCK = re.compile(r"第二十条|信息内容|办理结果")
_LONGEST_LABEL, _LONGEST_CELL = 60, 40
_APPLICANTS, _RESULTS = 7, 5
SUIT_CELLS = 3 * _RESULTS  # of the one row of table four
_WIDTHS: dict[str, set[int]] = {}
for _rows in DISCLOSURE_COLUMNS.values():
    for _key, (_, _columns) in _rows.items():
        _WIDTHS.setdefault(_key, set()).add(len(_columns))


def is_vague(word: str) -> bool:
    """Say whether a word alone is an amount without a figure, or says that none is given.

    Examples
    --------
    >>> [is_vague(word) for word in ("若干", "约3", "10余件", "行政强制")]
    [True, True, True, False]
    """
    return len(word) <= 16 and _VAGUE.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def names_row(words: str) -> str:
    """Return the form whose row these words name, or an empty string."""
    if not 2 <= len(words) <= _LONGEST_LABEL:
        return ""
    for form, pattern in (("requests", REQUEST_ROW), ("disclosure", DISCLOSURE_ROW), ("litigation", LITIGATION_ROW)):
        if keys_in(pattern, words):
            return form
    return ""


@lru_cache(maxsize=4096)
def ends_row(words: str) -> bool:
    """Say whether these words open something else than a cell: a group, a block of table two, a column's head."""
    return bool(len(words) > _LONGEST_CELL or GROUP_ROW.search(words) or _NEXT_BLOCK.search(words) or _is_header(words))


def _is_header(words: str) -> bool:
    return bool(_HEADER.search(words)) or (bool(APPLICANT.search(words)) and len(words) <= 8)


def text_cells_from(label: str, cells: Sequence[str]) -> int | None:
    """Return from where on the cells after a label are values, words among them; None where that is not certain.

    Certain is a row with as many cells as its form has columns, and one whose words can only be amounts.
    """
    form = names_row(label)
    if not form or not cells or any(ends_row(cell) for cell in cells if cell):
        return None
    n = len(cells)
    if form == "disclosure":
        least = max(_WIDTHS[keys_in(DISCLOSURE_ROW, label)[-1]])
        while n > least and not cells[n - 1]:
            n -= 1
        fits = n in _WIDTHS[keys_in(DISCLOSURE_ROW, label)[-1]]
    else:
        width = _APPLICANTS if form == "requests" else _RESULTS
        fits = n >= width and not any(cells[: n - width])
    if fits or all(not cell or not any(map(_is_hanzi, cell)) or is_vague(cell) for cell in cells):
        return 0
    return None


def _is_hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def is_whole_suit_row(kinds: Sequence[str], cells: Sequence[str]) -> bool:
    """Say whether a row without label is the one of table four: fifteen cells, most of them figures or blank."""
    return (
        len(cells) == SUIT_CELLS
        and "V" in kinds
        and sum(kind != "L" for kind in kinds) >= 8
        and not any(ends_row(cell) or names_row(cell) for cell in cells if cell)
    )
