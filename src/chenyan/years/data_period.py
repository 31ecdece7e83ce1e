"""Does the stated period of the data fit the year of the report?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from chenyan.text.openings import spread
from chenyan.years import cues
from chenyan.years.certainty import reported_year, sure
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.stated_period import PERIOD_YEAR, PERIOD_YEAR_ENDS, Period, find_periods

_COUNTED = re.compile(r"(?:12月31日)?(?:期间)?[，, ]{0,2}[^，。；]{0,20}?(?:共|主动公开|公开|收到|发布|受理|未收到)")
_PERIOD_END = re.compile(
    r"(?:统计|(?<!人口)数据(?!库)|信息(?!库|系统)|截止日期|截止时间|期限|时限)[^，。；\n“]{0,12}(?:截至|截止|截止到|截止日期为|截止时间为|"
    r"截止于|止于|截止日期：|为|至)$|(?:截止日期|截止时间|评价基准日)(?:为|是|：|:)?$"
)
_STOCK = re.compile("[^，。；0-9]{0,5}[0-9]")  # 信息库截至2020年底存有1860条: what was there, not the period
_DATA_OF = re.compile(
    spread(
        r"(?:数据|数字|数值|所列|统计)[^，。；]{0,14}?(?:均|都|全部)?(?:(?<![写改误])为|是|系|取自|采自|来自|截止到?|截至|反映|涵盖)$|"
        r"以[下上](?:各项|所有|全部)?(?:数字|数据|各表|表格|数值)[^，。；]{0,6}(?:统计|反映|对应|取|用)(?:的是|的为)?$"
    )
)
_DATA_TAIL = re.compile(r"(?:度|全年)?(?:的)?(?:全年)?(?:数(?:据|字)?|情况)?[，。；：\n]")
_OF_ANOTHER = re.compile(spread("上一?年度?|[上前]一?[份期]|去年|对比|比较|同期|基期|历史|参照|追溯|补录"))
_PERIOD_START = re.compile(r"(?:统计|数据)[^，。；]{0,12}(?:自|从|为|始于|起于)$")


_OF_A_PROJECT = re.compile(
    spread(
        "任期|[聘租借押学刑缓质保]用?期|合同|规划|行动|有效期|工程|(?:实施|建设|服务|执行|监测|试点|培训|工作|委托|招标|租赁|聘)(?:期|周期)|工期"
    )
)
_PART = re.compile("(?:半年|季度|期间|阶段|学期|年度?)（$")
_OF_DATA = re.compile("统计|数据|报告期|评价期|所列")


def check_periods(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, reported_year(page)
    school = reference.genre == "school"
    for period in reference.periods:
        first, last = page.expressions[period.first], page.expressions[period.last]
        whole = (period.begin.month, period.begin.day) == (1, 1) and period.until.month == 12
        if school or (period.begin.month, period.until.month) == (9, 8):
            if (school and period.stated) or (period.begin.month, period.until.month) == (9, 8):
                yield from _school_period(page, period, year)
            continue
        counted = whole and _COUNTED.match(page.view, last.end) is not None
        if not period.stated and not counted and not (whole and first.start < reference.body_start + 200):
            continue
        if page.layout.enclosed(page.layout.titles, first.start):
            continue
        low = page.layout.around(page.layout.clauses, first.start)[0]
        before = page.view[max(low, first.start - 20) : first.start]
        if _of_others(page, period):
            continue
        if page.view[first.start - 1] == "（" and not whole and not (_OF_DATA.search(before) or _PART.search(before)):
            continue  # 因发热门诊改扩建（2020年2月至5月）: when that went on
        if _OF_A_PROJECT.search(before) and not _OF_DATA.search(before):
            continue
        if page.told_ahead(first.start) and not _OF_DATA.search(before):
            continue
        bad_first = period.begin.year != year and period.begin != date(2008, 5, 1)
        bad_last = period.until.year != year and not (period.until.year == year + 1 and period.until.month <= 3)
        if (
            bad_first
            and not whole
            and (period.until - period.begin).days > 0
            and period.until.year == year
            and period.begin.month > 1
        ):
            continue  # counted from another day on, e.g. since the last report
        if bad_first and period.begin.year < year - 1 and not bad_last and not whole:
            continue
        shifted = bad_first and bad_last and period.begin.year == period.until.year
        code = "Y01" if shifted else "Y04"
        said = page.view[first.start : last.end]
        for wrong, at in ((bad_first, period.first), (bad_last and period.last != period.first, period.last)):
            if wrong:
                yield Finding(
                    at, "data_period", year, sure(page, 0.95), code, "period",
                    f"the data period {said} does not fit a report on {year}",
                    f"统计期限“{said}”与报告年度{year}年不符",
                )  # fmt: skip
        if period.stated and whole and not bad_first and not bad_last and _stops_short(page, period):
            yield Finding(
                period.last, "data_period", None, 0.7, "Y04", "period",
                f"the data period {said} stops short of the end of December", "统计期限止日不是12月31日，请核对",
            )  # fmt: skip
        if not bad_first and not bad_last and period.until < period.begin:
            yield Finding(
                period.last, "data_period", year, sure(page, 0.9), "Y04", "period",
                f"the data period {said} ends before it begins", f"统计期限“{said}”止期早于起期",
            )  # fmt: skip


_MISTYPED_ENDS = frozenset((1, 3, 11, 13, 21, 30))  # one key beside 31
_LAST_OF_YEAR = re.compile("[^，。；0-9]{0,6}12 ?月 ?([0-9]{1,2}) ?[日号]")


def _stops_short(page: Page, period: Period) -> bool:
    """Say whether a period ends on a day mistyped for 12月31日 in a report signed after the year."""
    signed = page.reference.signed
    if signed is not None and signed.year <= period.begin.year:
        return False
    last = page.expressions[period.last]
    if period.first != period.last:
        return last.unit == "day" and period.until.day in _MISTYPED_ENDS
    same = _LAST_OF_YEAR.match(page.view, last.end)
    return same is not None and int(same.group(1)) in _MISTYPED_ENDS


# A span that its own words count as more than a year: 自2020年1月至2021年12月的两年间, …，两年共24期.
_YEARS_LONG = re.compile(
    "(?:的|这|，|，?前后|，?历时|，?为期|，?跨){0,2}(?:[两二三四五六七八九十][个]?年|[2-9]年)(?![前后])"
)
# What a period is the period of, when a word before 期限, 时段, 周期 … says so: 评价周期为, 清理时段为, 整改期限至.
_PERIOD_OF = re.compile(
    "(?P<of>[^，。；：、（“”\n]{0,12}?)的?(?:起止)?(?:期限|时限|时段|周期|期间|时间|范围|跨度|期){1,2}(?:分别)?(?:为|是|自|从|：|系|至|即)*$"
)
_PERIOD_NAMED = re.compile(  # its end: where this is not found it matches nothing
    "(?:期限|时限|时段|周期|期间|时间|范围|跨度|期)(?:分别)?(?:为|是|自|从|：|系|至|即)*$"
)
_OWN_PERIOD = re.compile("统计|数据|报告|年报|口径|信息|编制|起止|采集|本次|本表|所列|涵盖|覆盖|截止|汇总|公开")
# what has a period of its own beside the report; a word that is not here may well name the report's
_OTHER_PERIOD = re.compile(
    "评价|考核|整改|清理|聘|任(?!务)|合同|协议|租|借|质保|保修|保质|有效|公示|征[集求]|申报|报名|招|缴|培训|学|援|派|挂职|服务|"
    "施工|建设|工程|试[点行]|实施|执行|规划|活动|行动|专项|整治|攻坚|帮扶|监测|采样|检测|抽查|检查|督[查察导]|审计|巡[察视]|普查|登记|"
    "供暖|采暖|禁渔|封闭|管控|防汛|值守|调研|处罚|缓|刑|保管|贷款|还款|减免|优惠|补贴|保险|营业|轮换|收购|"
    "运维|运营|采购|招标|供货|托管|维护|维修|承包|供应|结算"
)
_ASSESSED = re.compile("评价|考核|绩效|反映")
_ANOTHER_PERIOD = re.compile(
    spread(
        "上一?年度?(?!报)|[上前]一?个?报告期|[上前]一?期|去年|同期|基期|对比|比较|收录|汇集|清理|核查|抽查|调查|检查|审计|普查|刊载|登载"
    )
)
_AS_BASE = re.compile(
    "[^，。；]{0,14}?为(?!限|统计|口径|报告|起|截|本)"
)  # 以2020年末常住人口为准, 以上年结余数为期初数
_THEIR_DATA = re.compile(
    "(?:[至到]?12月(?:31日)?)?(?:期间)?的(?!政府信息|信息公开|政务公开|公开|工作|数据|情况|统计|各项|相关|有关|全部|所有|年报|报告)"
    "[^，。；的]{1,10}(?:数据|情况|名单|记录|台账|资料|案件)|[^，。；]{0,6}的?(?:情况|数据|报告)[^，。；]{0,4}已[^，。；]{0,8}(?:上一?年|上年度|去年|前次)"
)


def _of_others(page: Page, period: Period) -> bool:
    """Say whether a span is not the report's: that of another report, of what a list holds, of an assessment, of years."""
    view, at = page.view, page.expressions[period.first].start
    last = page.expressions[period.last]
    low = page.layout.around(page.layout.clauses, at)[0]
    before = view[max(low, at - 20) : at]
    behind = view[last.end : last.end + 40]
    if period.until.year > period.begin.year and _YEARS_LONG.match(behind) is not None:
        return True
    if _ANOTHER_PERIOD.search(before) is not None:
        return True
    if not period.stated and _THEIR_DATA.match(behind) is not None:
        return True
    if _OWN_PERIOD.search(before) is not None or (page.accounts and _ASSESSED.search(before)):
        return False
    if (named := _period_of(before)) is None:
        return False
    # a bare 期限为 behind what it belongs to: 派出医师3人，期限为…
    bare = not re.sub("[其该本中]", "", named.group("of"))
    lead = view[max(page.layout.around(page.layout.statements, at)[0], low - 40) : low]
    if bare:
        return bool(lead) and _OWN_PERIOD.search(lead) is None
    return _OTHER_PERIOD.search(named.group("of")) is not None


def _period_of(before: str) -> re.Match[str] | None:
    """Return what a period is the period of, by the words before its first day."""
    return _PERIOD_OF.search(before) if _PERIOD_NAMED.search(before) is not None else None


def check_reversed_spans(page: Page) -> Iterator[Finding]:
    """Find a stretch from day to day that ends before it begins: 2021年12月20日至2021年1月5日."""
    if not any(
        one.begin is not None and other.until is not None and other.until < one.begin
        for one, other in pairwise(page.expressions)
    ):
        return
    own = (p for p in page.reference.periods if p.stated)
    if page.reference.genre != "school":  # there a school year is not the report's own period
        own = (p for p in own if not _school_year(p))
    stated = {p.first for p in own if not _of_others(page, p)}
    for period in find_periods(page.view, page.expressions, len(page.view)):
        if period.first in stated or period.last == period.first or period.until >= period.begin:
            continue
        right = (
            period.begin.year
            if (period.until.month, period.until.day) >= (period.begin.month, period.begin.day)
            else period.begin.year + 1
        )
        at = period.last
        if _school_year(period) and period.until.year == page.reference.year:
            at, right = period.first, period.until.year - 1  # it ends as it should
        said = page.view[page.expressions[period.first].start : page.expressions[period.last].end]
        yield Finding(
            at, "date_order", right, 0.88, "Y03", "work",
            f"{said} ends before it begins", f"“{said}”止期早于起期",
        )  # fmt: skip


def _school_year(period: Period) -> bool:
    """Say whether a stretch goes from the first day of September to the last of August."""
    begin, until = period.begin, period.until
    return (begin.month, begin.day, until.month, until.day) == (9, 1, 8, 31)


def _school_period(page: Page, period: Period, year: int) -> Iterator[Finding]:
    """A school year runs from September of the year before to August."""
    if (
        page.reference.genre != "school"
        or period.begin.month < 7
        or page.expressions[period.first].start > page.reference.body_start + 300
    ):
        return
    for wrong, at, right in (
        (period.begin.year != year - 1, period.first, year - 1),
        (period.until.year != year and period.last != period.first, period.last, year),
    ):
        if wrong:
            said = page.view[page.expressions[period.first].start : page.expressions[period.last].end]
            yield Finding(
                at, "data_period", right, sure(page, 0.93), "Y04", "period",
                f"the data period {said} does not fit the school year that ends in {year}",
                f"统计期限“{said}”与截至{year}年的学年不符",
            )  # fmt: skip


def check_single_dates(page: Page) -> Iterator[Finding]:
    """Check a period told by one expression: 统计年度：2021年, 截止日期为2021年12月31日."""
    reference, year, view = page.reference, reported_year(page), page.view
    if reference.genre in ("school", "speech"):
        return
    taken = {at for period in reference.periods for at in (period.first, period.last)}
    reach = max(reference.body_start + 400, 800)
    for at, one in enumerate(page.expressions):
        if one.start > reach:
            break
        if at in taken or one.first == year or one.start < reference.title_end:
            continue
        before = view[max(0, one.start - 26) : one.start]
        if _OF_ANOTHER.search(before) is not None:
            continue  # 上一年度报告数据截至…, 对比数据为…
        if (
            _OTHER_PERIOD.search(before) is not None
            and (named := _period_of(before)) is not None
            and _OTHER_PERIOD.search(named.group("of")) is not None
            and _OWN_PERIOD.search(named.group()) is None
        ):
            continue  # 整改期限至2022年底
        if before.endswith("以") and _AS_BASE.match(view, one.end) is not None:
            continue
        if (
            (one.unit == "year" and before[-1:] in PERIOD_YEAR_ENDS and PERIOD_YEAR.search(before))
            or (
                one.until is not None
                and (one.until.month, one.until.day) == (12, 31)
                and _ends(page, one)
                and _PERIOD_END.search(before)
                and not _STOCK.match(view, one.end)
            )
            or (
                one.begin is not None
                and one.unit == "day"
                and (one.begin.month, one.begin.day) == (1, 1)
                and _PERIOD_START.search(before)
                and re.match("起|开始|始", view[one.end : one.end + 2])
            )
            or _first_or_last_day(page, one, before)
            or (one.unit == "year" and _DATA_OF.search(before) and _DATA_TAIL.match(view, one.end))
            or (
                one.unit == "year"
                and view.startswith("1", one.end)
                and re.match(r"1 ?月?[-~至到]{1,2} ?12 ?月", view[one.end : one.end + 12])
                and cues.PERIOD.search(before)
            )
        ):
            yield Finding(
                at, "data_period", year, sure(page, 0.93), "Y04", "period",
                f"the data are said to cover {one.first}, but the report covers {year}",
                f"数据口径写{one.first}年，而报告年度为{year}年",
            )  # fmt: skip


_LAST_DAY = re.compile("(?:24时|二十四时)?(?:截止|为?止|收止|结束|终)(?!日期)")
_FIRST_DAY = re.compile("(?:0时|零时)?(?:开始|起(?!草)|始)")
_DAY_LABEL = re.compile("(?:数据|统计)(?:的)?(?:开始|起始|起算|截止|终止|结束)(?:日期?|时间)?(?:：|为|是|于)*$")


def _first_or_last_day(page: Page, one: Expression, before: str) -> bool:
    """Say whether a day is the first or the last of the data: 2022年12月31日截止, 数据开始日：2020年1月1日."""
    if one.unit != "day" or one.begin is None or (one.begin.month, one.begin.day) not in ((1, 1), (12, 31)):
        return False
    low, high = page.layout.around(page.layout.sentences, one.start)
    sentence = page.view[low:high]
    if not re.search("统计|数据", sentence) or _OF_ANOTHER.search(sentence) or re.search("条例|挂牌|办法|版", sentence):
        return False
    if _DAY_LABEL.search(before) is not None:
        return True
    tail = _LAST_DAY if one.begin.month == 12 else _FIRST_DAY
    return tail.match(page.view, one.end) is not None and not page.told_ahead(one.start)


_OTHERS_DATE = re.compile(
    r"条例|办法|法》|修订|修正|通知|文件|精神|要求|施行|实施|颁布|印发|公布的|令第|〔|以来|成立|挂牌|改革|划转|上年|上一年|[上前]一?[份期]|去年|比|较|同期|结转|"
    r"召开|会议|规定|决定|写为|误|原版|更正|追溯|个别|部分|(?:首|[上前]一?|第[一二三四五六七八九])[份期]"
)
_ABOUT_DATA = re.compile(r"数据|统计|口径|期限|时限|时段|期间|截至|截止|起算|年报|本报告|年度报告|所列")
_SLOT = re.compile(
    r"(?:截至|截止到?|时间为|至|到|[自从]|起算日为|为|是|以|产生于|涵盖|覆盖|反映|对|期限|统计|（)(?:了)?$"
)
_SLOT_TAIL = re.compile(r"(?:度|全年|内)?(?:的|起|止|为|期间|全|数据|情况|，|。|；|）|为限)")


def check_preamble(page: Page) -> Iterator[Finding]:
    """Check any date before the first part that says which time the report or its data cover."""
    reference, year, view, layout = page.reference, reported_year(page), page.view, page.layout
    first = next((head.start for head in layout.headings if head.level == 1), -1)
    if first != reference.body_start or reference.genre != "annual":
        return
    taken = {*reference.title, *reference.signatures, *(at for p in reference.periods for at in (p.first, p.last))}
    for at, one in page.between(reference.title_end, reference.body_start):
        if at in taken or one.first == year or one.unit not in ("year", "day", "month"):
            continue
        if not year - 2 <= one.first <= year + 1 or (one.first > year and one.unit != "year"):
            continue
        low, high = layout.around(layout.sentences, one.start)
        clause = view[layout.around(layout.clauses, one.start)[0] : layout.around(layout.clauses, one.end - 1)[1]]
        if layout.enclosed(layout.titles, one.start) or layout.enclosed(layout.quotes, one.start):
            continue
        if not _ABOUT_DATA.search(view[low:high]) or _OTHERS_DATE.search(clause):
            continue
        if not _SLOT.search(view[max(low, one.start - 12) : one.start]) or not _SLOT_TAIL.match(view, one.end):
            continue
        if one.begin is not None and one.unit != "year" and one.first == year - 1 and one.begin.month >= 10:
            following = next((e for _, e in page.between(one.end, one.end + 16)), None)
            if following is not None and following.first == year:
                continue  # a span that begins late in the year before, told as such
        yield Finding(
            at, "data_period", year, sure(page, 0.85), "Y04", "period",
            f"the report or its data are said to cover {one.first}, but the report covers {year}",
            f"正文前言所称期间为{one.first}年，而报告年度为{year}年",
        )  # fmt: skip


def _ends(page: Page, one: Expression) -> bool:
    """Say whether an expression names the last day of its year: 12月31日, 12月底, 年底."""
    return one.unit in ("day", "month") or page.view[one.start : one.end].endswith(("底", "末"))
