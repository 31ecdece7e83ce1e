"""Final accounts and evaluations of spending: money and marks of another year, evaluations before the year was over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place

_MONEY = re.compile(
    r"[^。；]{0,40}?(?:预算|支出|收入|到位|执行|得分|拨款|决算|拨付|投入)[^。；]{0,16}?[0-9][0-9,.]{0,12} ?(?:万元|亿元|元|%|分)"
)
# Another year is natural where money is compared, carried over, or spread over several years.
_OTHER_YEAR = re.compile(
    r"较|同?比|增[加长减]|减少|下降|上年|去年|上一年|结转|结余|累计|立项|下达|跨年|其中|历年|以前|期初|的(?:通知|文件|办法)|尾款|项目库|评价结果"
)
_EVALUATED = re.compile(
    r"(?:自评|绩效评价|评价组|评价小组|现场评价|评价工作|自评工作|专家评审)[^，。；]{0,8}(?:于|在)?$"
)
_AFTER = re.compile(
    r"[^，。；]{0,12}?(?:完成|开展|进行|实施|结束|组织|启动|出具)[^，。；]{0,8}?(?:自评|评价|评审|报告)?[，。；]"
)
# What the accounts of a year tell as held on its last day.
_HELD = re.compile(
    r"[^。；\n]{0,16}?(?:占用|共?有|拥有|保有|实有|在册|在编|在职|固定资产|国有资产|资产总额|车辆|房屋)[^。；\n]{0,16}?[0-9]"
)
_EVALUATED_NOW = re.compile(
    r"(?:本次|此次|这次|本年度|本轮)[^，。；\n]{0,8}(?:自评|评价)[^，。；\n]{0,8}?(?:涉及|覆盖|包括|纳入|涵盖|对|针对|评价)(?:了|范围为)?$"
)
_OF_PROJECTS = re.compile(r"(?:度|当年)?(?:实施|安排|列支|执行|预算安排|立项实施)的?[^，。；\n]{0,8}(?:项目|支出|资金)")
_EARLY = re.compile("中期|事前|监控|试评|培训|方案|上半年|前期")


def _concerned(page: Page, year: int, first: int) -> bool:
    return first in (year, year - 1) and page.reference.genre == "annual" and page.accounts


def check_accounts(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Yield money and marks of last year, and an evaluation of this year that was finished before it ended."""
    one, view = page.expressions[index], page.view
    if not _concerned(page, year, one.first) or page.zone_at(one.start) is not None:
        return
    if one.first == year and one.unit in ("month", "day") and one.until is not None and one.until.month <= 9:
        statement = view[here.statement[0] : here.statement[1]]
        if (
            _EVALUATED.search(view, max(here.statement[0], one.start - 24), one.start)
            and _AFTER.match(view, one.end)
            and not _EARLY.search(statement)
        ):
            yield Finding(
                index, "date_order", year + 1, 0.78, "Y03", "work",
                f"the evaluation of {year} cannot be finished in {view[one.start : one.end]}",
                f"{year}年度的评价不应在{view[one.start : one.end]}完成",
            )  # fmt: skip
        return
    if one.first != year - 1 or one.unit not in ("year", "day", "month"):
        return
    if one.unit == "year" and _OF_PROJECTS.match(view, one.end) is not None:
        if (
            _EVALUATED_NOW.search(view, here.clause[0], one.start) is not None
            and "结转" not in view[one.end : one.end + 12]
        ):
            yield Finding(
                index, "stale_year", year, 0.85, "Y03", "work",
                f"this evaluation of {year} is said to concern what was carried out in {one.first}",
                f"{year}年度的评价写作评价{one.first}年实施的项目",
            )  # fmt: skip
        return
    closing = here.preposition.startswith("截") and one.until is not None and one.until.month == 12
    if one.unit != "year" and not closing:
        return
    held = closing and here.lead == here.preposition and _HELD.match(view, one.end, here.statement[1]) is not None
    if held and not any(other.first and other.first != one.first for _, other in page.between(*here.sentence)):
        yield Finding(
            index, "stale_year", year, 0.85, "Y03", "work",
            f"the accounts of {year} tell what was held at the end of {one.first}",
            f"{year}年度决算写{one.first}年末的占用、保有情况",
        )  # fmt: skip
        return
    if _against_budget(page, one, here):
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"the accounts of {year} tell how far the budget of {one.first} was spent",
            f"{year}年度决算写{one.first}年预算的完成情况",
        )  # fmt: skip
        return
    before = view[here.statement[0] : one.start]
    opens = not here.lead or bool(here.subject) or closing
    if not opens or (len(before) > 14 and "全年" not in before and cues.OWN.search(before) is None):
        return
    sentence = view[here.sentence[0] : here.sentence[1]]
    if any(other.first and other.first != one.first for _, other in page.between(*here.sentence)):
        return
    if page.in_problems(one.start) or _OTHER_YEAR.search(sentence) or _MONEY.match(view, one.end) is None:
        return
    yield Finding(
        index, "stale_year", year, 0.75, "Y03", "work",
        f"money or marks of {one.first} stand in the accounts of {year}",
        f"{year}年度决算或评价中写{one.first}年的收支、得分",
    )  # fmt: skip


_SPENT_OF_BUDGET = re.compile(
    r"度?[^。；\n]{0,16}?(?:决算|支出)[^。；，\n]{0,10}?[0-9][0-9,.]* ?(?:万|亿)?元[，（]"
    r"(?:占|为|完成)(?:年初|当年|本年|全年|调整)?预算(?:数)?的"
)


def _against_budget(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a sentence tells what was spent of a budget, of last year alone: 2021年度…决算31.5万元，完成预算的88.2%."""
    if here.lead or _SPENT_OF_BUDGET.match(page.view, one.end) is None:
        return False
    return all(other.first in (0, one.first) for _, other in page.between(*here.sentence))


_TOTALS = re.compile(
    r"(?:收、?支总计|收入总计|支出总计|收入合计|支出合计|本年收入|本年支出|总计)[^。；\n]{0,24}?[，。](?:与|比|较)$"
)
_THAN = re.compile(r"年?度?(?:决算(?:数)?)?(?:相?比|比较)?，?(?:收、?支总计|收入|支出|总计|均|各|增|减|基本持平|持平)")


def check_accounts_base(page: Page) -> Iterator[Finding]:
    """Yield totals of the accounts that are set against the year before the last: 2022年度收、支总计…，与2020年度相比."""
    year = page.reference.year
    if year is None or not page.accounts or page.reference.genre != "annual":
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last != year - 2 or page.told_ahead(one.start):
            continue
        low = page.layout.around(page.layout.sentences, one.start)[0]
        if _TOTALS.search(view, max(low, one.start - 60), one.start) is None or _THAN.match(view, one.end) is None:
            continue
        if any(other.first and other.last != year for _, other in page.between(low, one.start)):
            continue
        yield Finding(
            index, "stale_year", year - 1, 0.86, "Y03", "comparison",
            f"the totals of {year} are set against those of {one.last}", f"{year}年度总计与{one.last}年度相比，应与{year - 1}年度相比",
        )  # fmt: skip
