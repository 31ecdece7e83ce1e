"""Years in final accounts and evaluations of spending: 完成2020年预算的85%, 较2019年决算减少, in the accounts of 2021.

Accounts follow a form: what was spent is that year's, its budget is that year's, it is set against the year before, and what
is evaluated is what was spent. So the words around money say which year belongs where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import of_last_year, over_by_then, sentence, told_freely, years_within

_SHARE = r"(?:的?(?:[0-9][0-9.]{0,5} ?%|百分之[一二三四五六七八九十百点]{1,8})|的?[一二三四五六七八九]成)"
_BEFORE_BUDGET = re.compile("(?:完成了?|达到|占|为|[高低大小多少超]于|超过|超出|控制在)$")
_BUDGET = re.compile(
    rf"度?(?:年初|调整|当年|全年)?预算(?:数|额|安排)?的?(?:（?[0-9][0-9.,]{{0,12}} ?[万亿]?元）?)?"
    rf"(?:{_SHARE}|以内|之内|的?主要?原因|，)"
)
_NOT_OF_THIS = re.compile("为基数|可比|口径|结转|结余|上年|去年|上一年|跨年|历年|以前年度|分年|两年|三年")
_MONEY = re.compile(r"[0-9][0-9.,]{0,14} ?[万亿]?元")
_ACCOUNT = re.compile(
    r"度?[^，。；、0-9\n]{0,20}?(?:收入|支出|收、?支|拨款|决算|经费|采购|预算|资产|负债|费)[^。；、0-9\n]{0,16}?"
    r"[0-9][0-9.,]{0,14} ?[万亿]?元"
)
_THAN = re.compile("(?:比|较|与|同|和)$")
_DIFFERS = re.compile(
    r"年?度?(?:同期)?(?:决算|支出|收入)?(?:数|总额|总计)?的?(?:[0-9][0-9.,]{0,12} ?[万亿]?元)?(?:相?比|对比|比较|相较)?，?"
    "[^，。；0-9]{0,12}?(?:增|减|上升|下降|降|持平|多|少|提高|回落|无变化|没有变化|基本一致)"
)
_FAR_BASE = re.compile("高点|峰值|最高|最低|累计|历年|三年|两年|以来|疫情|改革|连续|五年|前年|基期|规划")
_EVALUATES = re.compile(
    r"度?(?:全部|所有|当年|本级|部门|单位)?(?:[0-9一二三四五六七八九十]{1,3}个)?[^，。；0-9]{0,16}?(?:项目|支出|资金|预算)[^，。；0-9]{0,8}?"
    r"(?:[0-9一二三四五六七八九十]{1,3}个)?(?:全面|逐一|逐项|集中|分别|组织)?(?:开展|进行|实施)了?(?:支出|整体|预算|项目)?(?:绩效)?(?:自评|评价)"
)
_CONCERNS = re.compile("(?:对|就|针对|组织|将|涉及|覆盖)$")
_USED_FOR = re.compile("(?:作为|用于|应用于|运用于|挂钩于|纳入|列入|与|和|供|编制|安排)$")
_BUDGET_TO_COME = re.compile("年?度?(?:的)?(?:部门|单位|项目|财政)?预算(?:编制|安排|申报|资金安排|挂钩)?")
_RESULT = re.compile("评价结果|自评结果|评价情况|绩效结果|结果应用|评价得分|结果[^，。；]{0,6}(?:作为|用于|与)")


_INITIAL = re.compile("年?度?年?初预算(?:数)?(?:相比|对比|比较)?[^，。；]{0,20}?(?:增|减|多|少|高|低|持平|节约)")
_OF_ACCOUNTS = tuple(f"{told}{than}" for told in ("决算数", "决算", "支出数", "执行数") for than in "比较与同")


def _concerned(page: Page) -> int | None:
    """Return the year of the accounts, None on other pages."""
    year = page.reference.year
    if (
        year is None
        or not page.accounts
        or page.reference.genre not in ("annual", "speech")
        or page.reference.certainty < 0.7
    ):
        return None
    return year


def _last_years(page: Page) -> Iterator[tuple[int, Expression, int]]:
    """Yield, in accounts, the mentions of the year before the reported one as a whole year, with their numbers and that year."""
    year = _concerned(page)
    if year is not None:
        yield from ((index, one, year) for index, one in of_last_year(page) if one.unit == "year")


def _stale(index: int, year: int, expected: int, confidence: float, role: str, told: str, told_zh: str) -> Finding:
    return Finding(
        index,
        "stale_year",
        expected,
        confidence,
        "Y03",
        role,
        f"in the accounts of {year} {told}",
        f"{year}年度决算、评价中{told_zh}",
    )


def check_budget_of_spending(page: Page) -> Iterator[Finding]:
    """Yield last year's budget as that of which this year's spending took so much: 支出6.8万元，完成2020年预算的85%."""
    view = page.view
    for index, one, year in _last_years(page):
        # 决算数比2011年初预算数588万元增加: what was spent is set against the budget of its own year
        initial = (
            _INITIAL.match(view, one.end - (view[one.end - 1] == "初")) is not None
            and view[one.start - 1] in "比较与同"
        )
        if not initial and _BEFORE_BUDGET.search(view, max(0, one.start - 4), one.start) is None:
            continue
        if not initial and _BUDGET.match(view, one.end) is None:
            continue
        low, _ = sentence(page, one, before=90)
        before = view[low : one.start]
        if _MONEY.search(before) is None and not before.endswith(_OF_ACCOUNTS):
            continue
        if _NOT_OF_THIS.search(before):
            continue
        if any(other.last != year for other in years_within(page, low, one.start)):
            continue
        yield _stale(
            index, year, year, 0.88, "work", f"spending is measured by the budget of {one.last}", f"支出与{one.last}年预算相比"
        )  # fmt: skip


def check_money_of_line(page: Page) -> Iterator[Finding]:
    """Yield last year where it opens a paragraph of money that names no other year, or sets the money against that year."""
    view = page.view
    for index, one, year in _last_years(page):
        if view[one.end - 1] in "初底末":
            continue
        here = place(page, one)
        if here.lead and not _LEADS.fullmatch(here.lead):
            continue
        if _ACCOUNT.match(view, one.end) is None:
            continue
        low, high = _line(page, one)
        if one.start - low > _OPENS_LINE:
            continue
        others = years_within(page, low, high, but=one)
        if any(other.last not in (year - 1, year - 2) or other.unit != "year" for other in others):
            continue
        if any(other.start < one.start for other in others) or _MONEY.search(view, low, one.start):
            continue
        if _NOT_OF_THIS.search(view, low, min(high, one.end + 90)):
            continue
        against = any(
            other.last == year - 1 and _THAN.search(view, max(low, other.start - 2), other.start) for other in others
        )
        if not against and _told_before(page, index, year, low):
            continue
        yield _stale(
            index, year, year, 0.9 if against else 0.84, "work", f"a paragraph tells the money of {one.last}",
            f"整段写{one.last}年的收支",
        )  # fmt: skip


_OPENS_LINE = 24
_LEADS = re.compile(  # the one who reports, or what was spent; no word that leads to a base, an object or a reason
    rf"[（(]?[一二三四五六七八九十0-9]{{0,3}}[）)、.．]?(?:{cues.any_of('own')}|[^，。；、0-9]{{0,12}}?"
    "(?<![比较与同和由从自对将就按以有中列据在系因为了至到向把]))"
)


def _line(page: Page, one: Expression) -> tuple[int, int]:
    view = page.view
    low = view.rfind("\n", max(0, one.start - 200), one.start) + 1
    stop = view.find("\n", one.end, one.end + 400)
    return low or max(0, one.start - 200), stop if stop >= 0 else min(len(view), one.end + 400)


def _told_before(page: Page, index: int, year: int, low: int) -> bool:
    """Say whether the paragraph before tells of the reported year, so that this one may go back: 2021年…。¶2020年…."""
    if not index:
        return False
    before = page.expressions[index - 1]
    return (
        before.last == year
        and low - before.end < _NEAR
        and page.heading_at(before.start) is None
        and _MONEY.search(page.view, before.end, low) is not None
    )


_NEAR = 60


def check_base_of_money(page: Page) -> Iterator[Finding]:
    """Yield the year before the last as what this year's money is set against: 支出97.4万元，比2019年减少6.1万元."""
    year = _concerned(page)
    if year is None or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last != year - 2 or view[one.end - 1] in "初底末" or not told_freely(page, one):
            continue
        if _THAN.search(view, one.start - 1, one.start) is None or _DIFFERS.match(view, one.end) is None:
            continue
        low, high = sentence(page, one, before=110, after=60)
        high = min(high, place(page, one).statement[1])
        before = view[low : one.start]
        if _MONEY.search(before) is None and _MONEY.search(view, one.end, high) is None:
            continue
        if _FAR_BASE.search(view, low, high) or any(
            other.last != year for other in years_within(page, low, high, but=one)
        ):
            continue
        yield _stale(
            index, year, year - 1, 0.86, "comparison", f"money is set against {one.last}, not {year - 1}",
            f"收支与{one.last}年相比，应与{year - 1}年相比",
        )  # fmt: skip


_CARRIED = r"(?:年?末)?(?:财政拨款)?(?:结转(?:和|及|、)?结余|结转|结余)(?:资金|数|金额)?"
_ITS_BALANCE = re.compile(rf"年?{_CARRIED}的?(?:共|为)?(?P<sum>[0-9][0-9.,]{{0,12}} ?[万亿]?元)")
_THIS_BALANCE = re.compile(
    rf"(?:^|[，。；：、\n ])(?:本年|当年)?(?:年末){_CARRIED}(?:共|为)?(?P<sum>[0-9][0-9.,]{{0,12}} ?[万亿]?元)",
    re.MULTILINE,
)


def check_balance_told_again(page: Page) -> Iterator[Finding]:
    """Yield last year as that of the balance which the accounts gave as this year's: 年末结转214万元。…2020年末结转的214万元."""
    view = page.view
    sums: dict[str, int] | None = None
    for index, one, year in _last_years(page):
        told = _ITS_BALANCE.match(view, one.end)
        if told is None:
            continue
        if sums is None:
            sums = {
                found.group("sum"): found.start() for found in _THIS_BALANCE.finditer(view, page.reference.title_end)
            }
        if told.group("sum") in sums and sums[told.group("sum")] < one.start:
            yield _stale(
                index, year, year, 0.86, "work", f"the balance of {year} is told of {one.last}", f"{year}年末结转写作{one.last}年末"
            )  # fmt: skip


def check_evaluated_spending(page: Page) -> Iterator[Finding]:
    """Yield last year's projects as those that were evaluated: 组织对2020年度项目支出开展绩效自评, in the accounts of 2021."""
    view = page.view
    for index, one, year in _last_years(page):
        if _CONCERNS.search(view, max(0, one.start - 2), one.start) is None:
            continue
        if _EVALUATES.match(view, one.end) is None:
            continue
        low, high = sentence(page, one, before=60)
        if "结转" in view[low:high] or any(other.start < one.start for other in years_within(page, low, high, but=one)):
            continue  # 2021年，组织对2020年度项目开展自评: when it was done is told
        # the year after is a time to evaluate too: sure only where the sentence goes on to what was spent in this one
        sure = any(other.last == year for other in years_within(page, one.end, high))
        yield _stale(
            index, year, year, 0.86 if sure else 0.75, "work", f"the spending of {one.last} is evaluated", f"写{one.last}年度支出的自评"
        )  # fmt: skip


_GOALS = re.compile("年?度?[^，。；、0-9]{0,8}?绩效(?:目标|指标)")
_THIS_EVALUATION = re.compile("(?:本次|此次|这次|本轮)[^，。；]{0,6}(?:自评|评价)")


def check_goals_evaluated(page: Page) -> Iterator[Finding]:
    """Yield last year's goals as those by which this evaluation went: 2020年度绩效目标…，作为本次自评的依据."""
    view = page.view
    for index, one, year in _last_years(page):
        low, high = sentence(page, one, before=40)
        if _GOALS.match(view, one.end) is None or _THIS_EVALUATION.search(view, low, high) is None:
            continue
        if _AGAINST.search(view, low, high) is None:
            yield _stale(
                index, year, year, 0.86, "work", f"the goals of {one.last} are evaluated", f"写依据{one.last}年度绩效目标自评"
            )  # fmt: skip


_AGAINST = re.compile("比|较|上年|去年|上一年|上次|前次|对照|不同|沿用|参照")
_EVALUATION = re.compile("绩效|自评|评价")
_FUNDED = re.compile(
    r"年?度?[^，。；、0-9]{0,12}?(?:预算|安排|下达|批复|拨付|到位|资金)[^，。；0-9]{0,12}[0-9][0-9.,]{0,12} ?[万亿]?元[^。]{0,60}?"
    r"(?:执行率|到位率|支出率|实际支出|实际使用|使用率|结余为?0|全部支出|支出[0-9])"
)


def check_funds_of_project(page: Page) -> Iterator[Finding]:
    """Yield last year's funds as those whose use is evaluated: 2020年度安排资金320万元，执行率97.5%, in the evaluation of 2021."""
    view = page.view
    if _EVALUATION.search(view, 0, max(page.reference.title_end, 60)) is None:
        return
    for index, one, year in _last_years(page):
        if view[one.end - 1] in "初底末" or not place(page, one).adverbial:
            continue
        low, high = sentence(page, one, before=80)
        if _FUNDED.match(view, one.end, high) is None or _NOT_OF_THIS.search(view, low, high):
            continue
        if any(other.last >= year - 1 for other in years_within(page, low, high, but=one)):
            continue
        yield _stale(
            index, year, year, 0.84, "work", f"the use of funds of {one.last} is evaluated", f"写{one.last}年资金的使用"
        )  # fmt: skip


def check_use_of_results(page: Page) -> Iterator[Finding]:
    """Yield the budget of the evaluated year as that to which the results will be applied: 结果作为2021年预算安排的依据."""
    year = _concerned(page)
    if year is None:
        return
    view = page.view
    for index, one in over_by_then(page):
        if one.unit != "year" or page.layout.set_apart(one.start):
            continue
        if (
            _USED_FOR.search(view, max(0, one.start - 3), one.start) is None
            or _BUDGET_TO_COME.match(view, one.end) is None
        ):
            continue
        low, high = sentence(page, one, before=60, after=30)
        if _RESULT.search(view, low, high) is None or _DONE.search(view, low, high):
            continue
        if any(other.last < year for other in years_within(page, low, one.start)):
            continue
        yield Finding(
            index, "plan_for_past_year", year + 1, 0.86, "Y02", "plan",
            f"results on the spending of {year} cannot shape the budget of {one.last}", f"{year}年度评价结果不能用于{one.last}年预算",
        )  # fmt: skip


_DONE = re.compile("上年|去年|上一年|年初|已(?!将|拟)|中期|监控|事前|目标|曾")
