"""Where the wording of a statement comes from: the agency's own earlier report, or another agency's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chenyan.align import align
from chenyan.problems.cores import core_of
from chenyan.problems.result import Row

__all__ = ["Sources"]

COPIED = 0.9  # least resemblance with the other agency's wording
LONG_ENOUGH = 12  # characters; shorter statements are what anyone would write
_SHINGLE = 5
_COMMON = 200
_CANDIDATES = 3


class Sources:
    """Statements of a batch, to be asked which of them another agency's statement repeats.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "五、存在的主要问题及改进情况\\n一是村级财务明细的逐笔公布不够及时全面。下一步，我镇将逐笔公布。"
    >>> reports = [cy.report_from_text(text, year=y, agency=a, genre="ogi") for a, y in (("甲镇", 2020), ("乙镇", 2021))]
    >>> rows = cy.find_problems(reports).problems
    >>> Sources(rows).of(rows[1]).agency
    '甲镇'
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = sorted(
            (row for row in rows if row.year is not None and len(row.words) >= LONG_ENOUGH),
            key=lambda row: (row.year, row.report_id, row.start),
        )
        self._places: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            for shingle in _shingles(row.words):
                self._places.setdefault(shingle, []).append(at)

    def of(self, row: Row) -> Row | None:
        """Return the earliest statement of another agency, of an earlier year, that this one repeats; or None."""
        if row.year is None or len(row.words) < LONG_ENOUGH:
            return None
        shared: Counter[int] = Counter()
        for shingle in _shingles(row.words):
            # what half the batch says leads to no source
            for at in self._places.get(shingle, ())[:_COMMON]:
                other = self._rows[at]
                if other.series != row.series and other.year is not None and other.year < row.year:
                    shared[at] += 1
        near = sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]
        found = [at for at in near if align(self._rows[at].words, row.words).resemblance >= COPIED]
        return self._rows[min(found)] if found else None


def _shingles(words: str) -> list[str]:
    core = core_of(words)
    return sorted({core[i : i + _SHINGLE] for i in range(max(1, len(core) - _SHINGLE + 1))})
