"""This year set against itself where only last year can be meant: 用时比2021年缩短两天, 是2021年的1.2倍, in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_BEFORE = frozenset("比较于过即的（与和同之是达为到于")
_N = "[0-9一二两三四五六七八九十百千半几]"
_CHANGED = re.compile(
    rf"(?:全年|同期|的)?(?:[^，。；、0-9\n]{{0,10}}?)(?:缩短|缩减|压缩|压减|倒退|退步|后退|前移|后移|提速|加快|下滑|下跌|上涨|涨|跌|滑|回升|回落|"
    rf"拉长|延长|扩大|翻|快|慢|好转|改善)[^，。；\n]{{0,6}}?{_N}"
)
_MORE = re.compile(r"(?<!不)(?:高|低|多|少|快|慢|大|小|优|好)于(?:全年)?$")
_FIGURE = re.compile(r"(?:全年|同期)?(?:的|[^，。；、0-9\n]{1,8}的)?[0-9][0-9,.]{0,9} ?[%一-龥]")
_TIMES = re.compile(
    r"(?:全年|同期)?的?(?:[0-9][0-9,.]{0,9}[一-龥]{1,3}的)?(?:[0-9.]{1,5}|[一两二三四五六七八九十]{1,3})多?倍"
)
_IS = re.compile("(?:是|为|达到?|相当于|接近|超过|约为)$")
_PART = re.compile(r"(?:年)?(?:初|上半年|第?[一二三四]季度|计划|预算|目标|任务|快报|预计|预期)")
_WITH = re.compile(
    r"(?:度|全年|同期|的)?[^，。；\n]{2,16}(?:相比|对比|比较|相较)，?[^。；\n]{0,14}(?:增|减|多|少|升|降|高|低|下)"
)


def check_itself(page: Page) -> Iterator[Finding]:
    """Yield the reported year as what its own figure is set against."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.certainty < 0.7:
        return
    view = page.view
    stop = len(view)
    if page.reference.genre == "speech":
        stop = page.zones[0].start if page.zones else 0  # a speech without plan headings mixes review and plan
    for index, one in enumerate(page.expressions):
        if (
            one.last != year
            or one.unit != "year"
            or view[one.start - 1] not in _BEFORE
            or view[one.end - 1] in "初底末"
        ):
            continue
        if not page.reference.title_end <= one.start < stop or page.zone_at(one.start) is not None:
            continue
        if not _set_against(page, one) or _looks_ahead(page, one, year):
            continue
        yield Finding(
            index, "stale_year", year - 1, 0.86, "Y03", "comparison",
            f"the report on {year} sets its own figure against {one.last}", f"{year}年报告把本年数字与{one.last}年相比",
        )  # fmt: skip


def _set_against(page: Page, one: Expression) -> bool:
    view = page.view
    low, high = page.layout.around(page.layout.sentences, one.start)
    if _PART.match(view, one.end) is not None:
        return False
    before = view[max(low, one.start - 8) : one.start]
    if _IS.search(before) is not None:
        return _TIMES.match(view, one.end, high) is not None
    if _MORE.search(before) is not None:
        return _FIGURE.match(view, one.end, high) is not None
    than = cues.COMPARED.search(before)
    if than is None:
        return False
    if than.group("with"):
        return _WITH.match(view, one.end, high) is not None
    return _CHANGED.match(view, one.end, high) is not None


def _looks_ahead(page: Page, one: Expression, year: int) -> bool:
    """Say whether the sentence speaks of another year's figure: 2022年预算比2021年…, 2019年高于2021年的…."""
    view = page.view
    clause = page.layout.around(page.layout.clauses, one.start)
    low, high = page.layout.around(page.layout.sentences, one.start)
    if cues.PLAN.search(view, low, high) is not None:
        return True
    for _, other in page.between(low, one.start):
        if other.unit == "relative" or (other.first and other.last != year):
            return True
    return any(other.first > year for _, other in page.between(one.end, clause[1]))
