"""The core of a statement: folded, stripped of wishes, degrees and self-names, with synonyms brought together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from chenyan.lexicons import read_rows
from chenyan.problems.sieve import Sieve
from chenyan.text.fold import fold
from chenyan.text.openings import spread

_STRIP = re.compile(
    spread(
        r"(?:还|仍|尚|也|均|都|依然|仍然|比较|较为|相对|略显|有些|不同程度地?|进一步|持续|继续|不断|亟|急)"
        r"|(?:有待|需要?|待|存在)(?:于)?(?:进一步|持续|继续|不断)?(?:加强|提高|提升|完善|改进|增强|优化|强化|加大|改善)?"
        r"|我[局镇乡县市省区街部委办厅所]|本[局镇乡县市省区街部委办]|全[局镇乡县市省区]|(?:个别|部分|有的|少数|一些)(?:单位|部门|地方|地区|乡镇|镇街|科室|股室)?(?:对|的)?"
        r"|政府信息公开|政务信息公开|政务公开|信息公开|政务"
    )
)
_PUNCTUATION = re.compile(r"[，。、；：！？,.;:!?“”‘’\"'（）《》〔〕\s·\-~]")


_CHINESE = re.compile(r"[\u4e00-\u9fff]*")  # folding leaves these as they are


class _Bare(dict[int, str | None]):
    """By character what folding leaves of it, None where it is punctuation or no character to be seen."""

    def __missing__(self, code: int) -> str | None:
        found: str | None = _PUNCTUATION.sub("", fold(chr(code), compact=True).text) or None
        if code <= 0xFFFF:
            self[code] = found
        return found


_BARE = _Bare()


@lru_cache(maxsize=65536)
def core_of(words: str, *, strip: bool = True) -> str:
    """Return the core of a statement; without ``strip`` only widths, blanks and punctuation are evened out.

    Examples
    --------
    >>> core_of("我局信息公开的时效性有待进一步加强") == core_of("信息公开的时效性仍需提高")
    True
    """
    return stripped(words) if strip else words.translate(_BARE)


def stripped(words: str) -> str:
    """Return the core of a statement that nobody will ask for again."""
    core = words if _CHINESE.fullmatch(words) else words.translate(_BARE)
    return _STRIP.sub("", core) or core


@cache
def _concepts() -> tuple[tuple[tuple[str, float], ...], Sieve]:
    """Return the concepts with their weights, and the patterns that find them."""
    rows = read_rows("problem_concepts.csv")
    named = tuple((row["concept"], float(row["weight"])) for row in rows)
    return named, Sieve([re.compile(row["terms"]) for row in rows])


def concepts_of(words: str) -> tuple[tuple[str, float], ...]:
    """Return the concepts that a statement names, in the order of the list, each with its weight."""
    named, sieve = _concepts()
    return tuple(named[at] for at in sieve.found_in(words))


def concepts_of_each(several: Sequence[str]) -> list[list[tuple[str, float]]]:
    """Return the concepts that each of some statements names, as ``concepts_of``."""
    named, sieve = _concepts()
    return [[named[at] for at in found] for found in sieve.found_in_each(several)]
