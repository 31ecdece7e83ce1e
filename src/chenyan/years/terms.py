"""Terms that their length settles: 自2021年5月起，期限两年，至2022年4月届满; 2015年9月签订，2017年9月三年期满."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chenyan.text.numerals import parse_number
from chenyan.years.figures import at_end
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.settled import settled

_N = "(?P<n>[0-9]{1,2}|[一两二三四五六七八九十]{1,3})"
_LENGTH = re.compile(
    rf"(?<![0-9第十百〇年每近约过])(?:{_N}(?P<half>年半)?(?:(?P<year>周?年)(?![级度代内前来底初末产])|(?P<month>个?月(?!内|前|[0-9]))(?<![0-9]月))|(?P<six>半年)(?!内|度))"
)
# What makes a length of time the one between two dates.
_TERM = re.compile(
    "(?:期限|为期|聘期|任期|有效期|质保|保修|合同期|执行期|服务期|规划期|建设期|试行期|实施期|租期|周期|工期|培训|学制|历时|前后|存续|"
    "运行|开放|持续|试行|有效|满|共|恰|整)(?:限|期)?[^，。；0-9一二两三四五六七八九十]{0,3}$"
)
_FULL = re.compile("期满|届满|到期|满|后(?:即|，|于)?|整|有效")
_BEFORE_END = re.compile("(?:至|到|止于|截至|迄|直到)(?:[^，。；0-9]{0,3})$")
_AFTER_END = re.compile("(?:[^，。；0-9]{0,2})(?:止|届满|到期|期满|为止|结业|终止|结束|收官|满|毕业|出师)")
_FULL_AT = re.compile("(?:期满|届满|到期|后即|后)[，于]{0,2}$")
_LASTED = re.compile("历时|前后|存续|持续|共")
_MOVED = re.compile(
    "提前|延[期长至]|顺延|中止|中断|缩短|推迟|超期|逾期|不足|不到|不满|未满|超过|以上|剩余|还有|尚有|余下|过半|暂停|除|扣"
)
_UNDER_WAY = re.compile("[^，。；]{0,2}(?:已(?!期?满|届满|到期)|履行|执行|进[入行]|过|仍|尚|还)")
_DATES = frozenset(("year", "month", "day", "half", "quarter"))
_REACH, _LEAD, _TAIL = 44, 18, 16
_CLEAR = 3  # months by which a length must miss


def check_terms(page: Page) -> Iterator[Finding]:
    """Yield a date that stands a year off from where the length told with it would have it."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward" or page.reference.certainty < 0.6:
        return
    every, layout = page.expressions, page.layout
    for index in range(1, len(every)):
        first, one = every[index - 1], every[index]
        if one.start - first.end > _REACH or first.unit not in _DATES or one.unit not in _DATES:
            continue
        if not year - 6 <= first.last <= year + 1 or one.last < first.last or first.start < page.reference.title_end:
            continue
        if layout.quoted(first.start) or layout.quoted(one.start):
            continue
        before = every[index - 2].end if index > 1 else 0
        behind = every[index + 1].start if index + 1 < len(every) else len(page.view)
        length = _length(page, first, one, before, behind)
        if length is None:
            continue
        wrong, right, sure = _wrong(page, first, one, length, year)
        if right is None:
            continue
        at = index - 1 if wrong is first else index
        words = page.view[wrong.start : wrong.end]
        if sure:
            settled(page).add(2 * index - 1 - at)  # the date that the length is reckoned from
        yield Finding(
            at, "stale_year" if right <= year else "other", right, 0.86 if sure else 0.7, "Y03", "work",
            f"by the length of time told with it {words} must be in {right}", f"按所述时长推算，{words}应在{right}年",
        )  # fmt: skip


def _length(page: Page, first: Expression, one: Expression, before: int, behind: int) -> int | None:
    """Return the months that are told between two dates, where nothing but a term stands around them."""
    view = page.view
    if (first.begin, one.until) == (date(first.last, 1, 1), date(one.last, 12, 31)) and first.unit == "day":
        return None  # the period of the data; see chenyan.years.data_period
    low, high = page.layout.around(page.layout.sentences, first.start)
    between = view[first.end : one.start]
    if one.start >= high or "；" in between or "\n" in between:
        return None
    start, stop = max(low, first.start - _LEAD, before), min(high, one.end + _TAIL, behind)
    if first.begin is not None and one.until is not None and one.until < first.begin and len(between) < 3:
        return None  # 自2021年12月至2021年11月: which of the two is wrong, the length does not say
    if _MOVED.search(view, start, one.end + 4) is not None:
        return None
    start = max(start, view.rfind("；", start, first.start) + 1)
    found = list(_LENGTH.finditer(view, first.end, one.start)) + list(_LENGTH.finditer(view, one.end, stop))
    found = found or list(_LENGTH.finditer(view, start, first.start))
    if len(found) != 1:
        return None
    match = found[0]
    told = _TERM.search(view, max(start, match.start() - 10), match.start()) is not None
    full = _FULL.match(view, match.end()) is not None
    if not told and not full:
        return None
    ends = (
        _BEFORE_END.search(view, max(first.end, one.start - 6), one.start) is not None
        or _AFTER_END.match(view, one.end, one.end + 6) is not None
        or (full and match.end() <= one.start and _FULL_AT.search(view, match.end(), one.start) is not None)
        or (full and 0 <= match.start() - one.end <= 4)
    )
    if not ends:
        return None
    if match.start() < one.start and _UNDER_WAY.match(view, one.end) is not None:
        return None
    if match.group("six"):
        return 6
    count = int(parse_number(match.group("n")) or 0)
    return (12 * count if match.group("year") else count) or None


def _wrong(
    page: Page, first: Expression, one: Expression, length: int, year: int
) -> tuple[Expression, int | None, bool]:
    """Return the date that is a year off, the year in which it would fit, and whether nothing else would mend it."""
    least, most = _span(page, first, one)
    short, long = least + 12 <= length <= most + 12, least - 12 <= length <= most - 12
    if short == long or max(least - length, length - most) < _CLEAR:
        return one, None, False
    if short:
        if first.last == year or one.last + 1 == year:
            return one, one.last + 1, True
        if one.last == year and first.last <= year - 2 and page.view[one.start - 1] in "至到":
            return one, year + 1, True
        return (one, one.last + 1, _runs_on(page, first, one, year)) if one.last >= year else (one, None, False)
    signed = page.reference.signed or date(year + 1, 1, 31)
    if one.last - 1 == year and one.begin is not None and one.begin > signed:
        lasted = _LASTED.search(page.view, max(0, first.start - _LEAD), one.end + _TAIL) is not None
        return (one if lasted else first), year, lasted or first.last + 1 == year
    if first.last + 1 == year and one.last == year:
        return first, year, True
    return one, None, False


def _runs_on(page: Page, first: Expression, one: Expression, year: int) -> bool:
    """Say whether the end of a term is still to come: it is what is reckoned, the day of signing what is known."""
    around = page.view[max(0, one.start - 6) : one.start] + page.view[one.end : one.end + 10]
    return first.last < year and (one.last > year or re.search("将|目前|尚|仍", around) is not None)


def _months(day: date) -> int:
    return 12 * day.year + day.month


def _span(page: Page, first: Expression, one: Expression) -> tuple[int, int]:
    """Return the fewest and the most months that can lie between two dates."""
    begin, until = one.begin or date(one.last, 1, 1), one.until or date(one.last, 12, 31)
    since, to = first.begin or date(first.last, 1, 1), first.until or date(first.last, 12, 31)
    return _months(until if at_end(page, one) else begin) - _months(to), _months(until) - _months(since) + 1
