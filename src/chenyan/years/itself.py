"""A year set against itself: 用时比2021年缩短两天, or 2020年收到12件，比2020年减少3件, in the report on 2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import amounts
from chenyan.years.figures import told
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import NO_FACT
from chenyan.years.weighing import modifies

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
    r"(?:度|全年|同期|的)?[^，。；\n]{0,16}(?:相比|对比|比较|相较)，?[^。；\n]{0,14}(?:增|减|多|少|升|降|高|低|下)"
)

_DIFFERS = re.compile(
    r"(?:全年|同期)?(?:的[^，。；\n]{1,14}?)?，?[^，。；、0-9\n]{0,6}?(?:增|减|多|少|升|降|提高|缩短|压缩|下滑|上涨|回落|翻|持平|[高低]出?[0-9])"
)
_BY_MUCH = re.compile(  # 减少3件, 的15件减少3件, 相比增加5篇, 多一次; or the figure of the base: 的95%有所下降
    r"(?:全年|同期|的)?(?:相比|对比|相较|比较)?(?:[^，。；0-9\n]{0,12}?[0-9]|[^，。；、\n]{0,8}?[多少增减升降][^，。；\n]{0,3}?[一两三四五六七八九十])"
)
_OTHER_TIME = re.compile("今|本年|当年|现|目前|如今|至今|截至|此后|随后|次年|翌年|以来|期间|[：\\n]|的基础上")
_BARE = re.compile("(?:度|则|仅|才|只有|为|是|有|共|达|：)*")
_BEFORE_IT = 90


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


def told_of_its_base(index: int, one: Expression, year: int, confidence: float) -> Finding:
    """Return the finding on a fact that bears the year it is set against."""
    return Finding(
        index, "stale_year", year, confidence, "Y03", "work",
        f"what is set against {one.last} is told of {one.last} too, but the report covers {year}",
        f"与{one.last}年相比的事项又写作{one.last}年，报告年度为{year}年",
    )  # fmt: skip


def check_fact_of_base(page: Page) -> Iterator[Finding]:
    """Yield last year as the date of a fact that is set against last year: the fact is this report's."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school") or page.reference.certainty < 0.7:
        return
    for index in range(1, len(page.expressions)):
        one, base = page.expressions[index - 1], page.expressions[index]
        if not one.last == base.last == year - 1 or not one.unit == base.unit == "year":
            continue
        if one.start < page.reference.title_end or page.zone_at(one.start) is not None:
            continue
        if _dates_a_fact(page, index - 1, base) and _is_base(page, base):
            firm = bool(amounts(page.view, one.end, base.start)) and _BY_MUCH.match(page.view, base.end) is not None
            yield told_of_its_base(index - 1, one, year, 0.86 if firm else 0.78)


def _dates_a_fact(page: Page, index: int, base: Expression) -> bool:
    one, view, layout = page.expressions[index], page.view, page.layout
    here = place(page, one)
    if not here.adverbial or here.preposition or view[one.end - 1] in "初底末" or base.start >= here.sentence[1]:
        return False
    if layout.set_apart(one.start):
        return False
    between = view[one.end : base.start]
    if _OTHER_TIME.search(between) is not None or NO_FACT.match(between) is not None:
        return False
    if modifies(between) and not between.startswith("，"):
        return False
    # 公开90条。2020年为80条，比2020年…: the base and then the change from it
    own = told(page, index)
    if own is not None and _BARE.fullmatch(own.words) is not None:
        low = max(view.rfind("\n", max(0, one.start - _BEFORE_IT), one.start), one.start - _BEFORE_IT, 0)
        if any(at.unit == own.amount.unit for at in amounts(view, low, one.start)):
            return False
    return not any(at.unit == "relative" for _, at in page.between(one.end, base.start))


def _is_base(page: Page, base: Expression) -> bool:
    view = page.view
    high = page.layout.around(page.layout.sentences, base.start)[1]
    than = cues.COMPARED.search(view, max(0, base.start - 6), base.start)
    if than is None or _PART.match(view, base.end) is not None or view[base.end - 1] in "初底末":
        return False
    if than.group("with"):
        return _WITH.match(view, base.end, high) is not None
    return _DIFFERS.match(view, base.end, high) is not None


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
