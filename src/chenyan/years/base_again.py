"""A fact told of last year and set against last year in one sentence: 2020年发稿1860篇，原创率比2020年提高8个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.amounts import amounts
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.itself import told_of_its_base
from chenyan.years.scope import Page
from chenyan.years.standing import NO_FACT, of_last_year
from chenyan.years.weighing import modifies

_REACH = 70
_OTHER_TIME = re.compile(
    "今[年后]|本年|当年|(?<![实呈体展发出涌])现|目前|如今|至今|截至|此后|随后|次年|翌年|以来|期间|\n|的基础上"
)
_THAN = re.compile("(?:[比较](?:上年的?|去年的?|上一年|全市|全县)?|[与同])$")
_WITH = re.compile("[与同]$")
_DIFFERS = re.compile(
    "(?:全年|同期|的)?(?:的[^，。；\n]{1,14}?)?，?[^，。；、0-9\n]{0,8}?"
    "(?:增|减|多|少|升|降|提高|缩短|压缩|下滑|上涨|回落|翻|持平|扩大|拓展|收窄|有所|进步|加快|[高低]出?[0-9])"
)
_LIKENED = re.compile("(?:度|全年|同期|的)?[^，。；\n]{0,10}(?:相比|对比|比较|相较|持平|相同|相当)")
_NOT_ALL = re.compile("(?:年)?(?:初|上半年|第?[一二三四]季度|计划|预算|目标|任务|快报|预计|预期)")
_LEAD = re.compile("[比较]|[于由从自与和同跟含按及因对]$|针对|对照|根据")
_BARE_FIGURE = re.compile("度?(?:全年)?(?:则|仅|才|只有|为|是|有|共|达|：)?[0-9]")
_FIGURE_OF = re.compile("度?的[^，。；的]{2,16}(?:为|达|是|共)?[0-9]")
_SHARE_OF = re.compile("[^，。；]{2,8}的[占为]")


def check_base_again(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of a fact that its sentence sets against last year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    for index, one in of_last_year(page):
        if one.unit != "year" or page.view[one.end - 1] in "底末初" or (base := _base(page, index)) is None:
            continue
        if not _dates_a_fact(page, one, base):
            continue
        yield told_of_its_base(index, one, year, 0.85)


def _base(page: Page, index: int) -> Expression | None:
    """Return the same year behind a mention, where something is set against it."""
    view, every = page.view, page.expressions
    one = every[index]
    low, high = page.layout.around(page.layout.sentences, one.start)
    for base in every[index + 1 : index + 3]:
        if base.start >= high or base.start - one.end > _REACH:
            return None
        if base.unit != "year" or base.last != one.last:
            told = view[base.start : base.end] in ("今年", "本年", "本年度", "去年")
            if told or (base.first and base.last != one.last):
                return None
            continue
        if _OTHER_TIME.search(view, one.end, base.start) or view[base.end - 1] in "底末初":
            return None
        before = view[max(low, base.start - 8) : base.start]
        if _THAN.search(before) is None or _NOT_ALL.match(view, base.end) is not None:
            return None
        differs = _LIKENED if _WITH.search(before) is not None else _DIFFERS
        return base if differs.match(view, base.end, min(high, base.end + 40)) is not None else None
    return None


def _dates_a_fact(page: Page, one: Expression, base: Expression) -> bool:
    view = page.view
    low = page.layout.around(page.layout.sentences, one.start)[0]
    if _LEAD.search(view[max(low, one.start - 24) : one.start]) is not None:
        return False
    gap = view[one.end : base.start]
    figure = _FIGURE_OF.match(gap) is not None
    if modifies(gap) and not gap.startswith(("，", "度，")) and not figure and _SHARE_OF.match(gap) is None:
        return False
    if NO_FACT.match(gap) is not None or (gap.startswith(("的", "度的")) and not figure):
        return False
    # 公开90条。2020年为80条，比2020年…: the base, and then the change from it
    told = amounts(view, max(low - 60, page.reference.title_end), one.start)
    return not told or _BARE_FIGURE.match(gap) is None
