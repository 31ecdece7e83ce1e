"""A past deed dated years ahead, one key beside the reported year: 2031年9月又添三台触屏机 in the report on 2013."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.anachronism import other_year
from chenyan.years.finding import Finding
from chenyan.years.scope import Page, place

_DONE = re.compile(
    "(?:[0-9]{1,2}日)?(?:起)?，?[^，。；、]{0,14}?(?:[又新]?[添增]了?|完工|竣工|建成|投用|启用|印发|公布|发布|召开|举[办行]|开展|成立|开通|上线|收到|受理|办结|答复|通过|"
    "完成|获[得评]?|落成|揭牌|挂牌|验收|施工|开工|动工|移交|搬迁|迁入|调整|修订|出台|组织)"
)
_AHEAD = re.compile(
    "将|拟(?!定)|计划|规划|预计|预期|目标|到期|届满|期满|期限|任期|质保|有效|年限|到|至|[~-]|为止|以前|之前|年前|底前|力争|争取|远期|展望|建议|承诺|约定|租|合同"
)
_NO_MONTH = re.compile("月[0-9]{1,2}[日号]")
_LEAST = 9  # nearer years may be planned for


def check_mistyped(page: Page) -> Iterator[Finding]:
    """Yield years ahead that differ from the reported one by a digit or by two digits that changed places."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "speech") or page.reference.certainty < 0.7:
        return
    view, layout = page.view, page.layout
    for index, one in enumerate(page.expressions):
        if one.unit == "year" and view[one.end - 1] == "年" and _NO_MONTH.match(view, one.end) is not None:
            said = view[one.start : one.end]
            yield Finding(
                index, "other", one.first, 0.8, "Y03", "work",
                f"{said} is followed by a day without its month", f"“{said}”后的日期缺月份",
            )  # fmt: skip
            continue
        if one.unit not in ("year", "month", "day", "half", "quarter") or one.first < year + _LEAST:
            continue
        if not _slipped(one.first, year) or page.told_ahead(one.start):
            continue
        if layout.set_apart(one.start):
            continue
        here = place(page, one)
        if not here.adverbial or here.preposition not in ("", "于", "在"):
            continue
        clause = view[here.clause[0] : here.clause[1]]
        if clause.endswith(view[one.start : one.end] + "，"):
            clause += view[here.clause[1] : here.clause[1] + 30]
        if (
            _AHEAD.search(clause.replace(view[one.start : one.end], "")) is not None
            or cues.PLAN.search(clause) is not None
        ):
            continue
        if _DONE.match(view, one.end) is not None:
            yield other_year(index, year, 0.88, page)


def _slipped(wrong: int, right: int) -> bool:
    """Say whether one digit differs, or two neighbours have changed places."""
    first, last = str(wrong), str(right)
    off = [at for at in range(len(last)) if first[at] != last[at]] if len(first) == len(last) else []
    return len(off) == 1 or (
        len(off) == 2 and off[1] == off[0] + 1 and first[off[0]] == last[off[1]] and first[off[1]] == last[off[0]]
    )
