"""Do title, headings, stated period, self reference and signature agree with the year of the report?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.layout import Heading
from chenyan.years.reference import PERIOD_YEAR, Period, find_periods
from chenyan.years.scope import Page

_HEAD_NAME = re.compile(
    r"总体情况|概述|概况|工作开展|开展情况|工作情况|基本情况|主要工作|工作回顾|公开情况|工作总结|总结|完成情况|成效|举措|工作$|情况$|情况说明$|过去"
)
_REVIEWS = re.compile("总体情况|概述|概况|开展情况|基本情况|工作回顾|总结|完成情况|公开情况|工作情况|主要工作")
_HEAD_NOT = re.compile(
    r"整改|下步|反馈|上年|考核|测评|评估|审计|计划|打算|安排|思路|要点|任务|目标|以来|问题|不足|下一步"
)
_STATUTORY = re.compile(r"主动公开|收到和处理|依申请公开|复议|诉讼|收费|其他需要报告|存在的?(?:主要)?问题|信息公开")
_CAPTION = re.compile(r"年?度?政府信息公开(?:工作)?(?:情况)?(?:统计表|年度报告|工作年度报告|报告|年报)[）)]?$")
_SELF = re.compile(
    r"(?:(?:本(?:报告|年报|年度报告)|这)(?:为|是|系|即)|特此(?:报告|公布|编制)|编制(?:了|完成|并公布|"
    r"形成)?(?:了)?(?:本(?:机关|局|镇|单位))?|(?:我|本)(?:局|镇|乡|委|街道|机关|单位|办|县|市|区)(?:的)?|公布|"
    r"公开|发布)《?[^，。；《》\n]{0,30}$"
)
_INTRODUCED = re.compile(
    r"年?度?(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)》(?:已|业|现)?(?![^。]{0,12}(?:去年|上年|此前|曾))"
    r"[^。；]{0,24}?(?:现予|现将?公布|予以公布|予以发布|统计(?:时间|期限|数据|口径))"
)
_OWN_TABLE = re.compile(r"\s{0,4}[12][0-9]{3}年?度?政府信息公开(?:工作)?情况统计表$")
_SELF_TAIL = re.compile(r"[^，。；]{0,40}(?:情况|报告|年报|总结|工作)[^，。；]{0,12}")
_COUNTED = re.compile(r"(?:12月31日)?(?:期间)?[，, ]{0,2}[^，。；]{0,20}?(?:共|主动公开|公开|收到|发布|受理|未收到)")
_OWN_WORDS = re.compile(
    "本报告|本年报|本年度报告|形成报告|(?:报告|汇报|公布|总结)如下|如下(?:报告|汇报|总结|说明)|现予公布"
)
_OTHERS_YEAR = re.compile("上年|去年|曾|比|较|历年|根据|按照|[自从]$|针对")
_SUBTITLE = re.compile("(?:（|-{1,2}|—{1,2} ?)[12][0-9]{3}年度?）?")
_SUMMED_UP = re.compile(
    r"年?度?(?:的)?(?:全[省市县区镇局乡])?(?:政府信息公开|信息公开|政务公开|各项)(?:各项)?(?:工作|情况)"
)
_NOTICE = re.compile(r"通知|要求|关于(?:做好|开展|编制|印发|认真)")
_PERIOD_END = re.compile(
    r"(?:统计|数据|信息|截止日期|截止时间|期限|时限)[^，。；]{0,12}(?:截至|截止|截止到|截止日期为|截止时间为|"
    r"截止于|止于|截止日期：|为|至)$|(?:截止日期|截止时间|评价基准日)(?:为|是|：|:)?$"
)

_DATA_OF = re.compile(
    r"(?:数据|数字|数值|所列|统计)[^，。；]{0,14}?(?:均|都|全部)?(?:(?<![写改误])为|是|系|取自|采自|来自|截止到?|截至|反映|涵盖)$"
)
_DATA_TAIL = re.compile(r"(?:度|全年)?(?:的)?(?:全年)?(?:数(?:据|字)?|情况)?[，。；\n]")
_PERIOD_START = re.compile(r"(?:统计|数据)[^，。；]{0,12}(?:自|从|为|始于|起于)$")


def check_document(page: Page) -> Iterator[Finding]:
    """Yield the mismatches of title, headings, self references, period and signature."""
    if page.reference.genre != "forward":
        yield from _paired_title(page)
        yield from _title(page)
        yield from _headings(page)
        yield from _introduction(page)
        yield from _captions(page)
        yield from _subtitle(page)
        yield from _reversed(page)
        yield from _periods(page)
        yield from _single_dates(page)
        yield from _preamble(page)
        yield from _signature(page)


def _year(page: Page) -> int:
    year = page.reference.year
    assert year is not None
    return year


def _sure(page: Page, base: float) -> float:
    return round(min(0.99, base * (0.6 + 0.4 * page.reference.certainty)), 3)


_PAIR = re.compile(r"年?度?[^，。\n]{0,10}?(?:总结|情况|回顾|报告)(?:和|及|与|暨|、)")
_AIMS = re.compile(r"年?度?(?:工作)?(?:计划|打算|安排|要点|思路|设想|重点)")


def _paired_title(page: Page) -> Iterator[Finding]:
    """Check a title that reviews one year and plans the next: 2020年工作总结和2020年工作计划."""
    reference, year, view = page.reference, _year(page), page.view
    ones = [(at, one) for at, one in page.between(0, max(reference.title_end, 60)) if one.unit == "year"]
    for (first_at, first), (last_at, last) in pairwise(ones):
        if _PAIR.fullmatch(view[first.end - 1 : last.start].lstrip("年")) is None or not _AIMS.match(
            view[last.end - 1 :][:14]
        ):
            continue
        if last.first == first.first + 1:
            continue
        at, right = (last_at, year + 1) if first.first == year else (first_at, year)
        yield Finding(
            at, "title_body", right, _sure(page, 0.9), "Y01", "title",
            f"the title reviews {first.first} and plans {last.first}", f"标题总结{first.first}年而计划{last.first}年",
        )  # fmt: skip


def _title(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, _year(page)
    if not reference.title or reference.genre == "speech":
        return
    named = [page.expressions[at] for at in reference.title]
    if any(one.first <= year <= one.last for one in named):
        # a page title may disagree with the printed one
        wrong = [at for at in reference.title if not _covers(page, at, year)]
        wrong = [
            at
            for at in wrong
            if re.match(
                r"(?:度|年|年度)?[^，。\n]{0,16}信息公开(?:工作)?(?:年度)?(?:报告|年报)",
                page.view[page.expressions[at].end :][:40],
            )
        ]
    else:
        wrong = list(reference.title[:1])
    for at in wrong[:1]:
        one = page.expressions[at]
        yield Finding(
            at, "title_body", year, _sure(page, 0.95), "Y01", "title",
            f"the title names {one.first}, but period, body or signature speak of {year}",
            f"标题为{one.first}年，而统计期限、正文或落款对应{year}年",
        )  # fmt: skip


def _covers(page: Page, at: int, year: int) -> bool:
    one = page.expressions[at]
    return one.first <= year <= one.last


def _headings(page: Page) -> Iterator[Finding]:
    year = _year(page)
    speech = page.reference.genre == "speech"
    for head in page.layout.headings:
        if speech and (head.level > 1 or not re.search("回顾|总结|工作$|过去", head.words) or page.zone_at(head.start)):
            continue
        if head.level > 2 or not head.alone:
            continue
        if head.level == 2 and not speech and (at := _old_problems(page, head, year)) is not None:
            yield Finding(
                at, "title_body", year, _sure(page, 0.85), "Y01", "title",
                f"the heading names the problems of {year - 1}, but the report covers {year}",
                f"标题写{year - 1}年的问题，而报告年度为{year}年",
            )  # fmt: skip
            continue
        named = [(at, one) for at, one in page.between(head.start, head.end) if one.unit == "year"]
        if len(named) != 1:
            continue
        at, one = named[0]
        if speech and one.first > year and not re.search("回顾|总结", head.words):
            continue  # 三、2026年主要工作 plans
        words = head.words
        rest = page.view[one.end : head.end]
        named_part = (
            (speech and "过去" in words) or _HEAD_NAME.search(rest) or (head.level == 1 and _STATUTORY.search(rest))
        )
        if (
            one.first == year
            or _HEAD_NOT.search(words.replace("存在的主要问题", "").replace("存在的问题", ""))
            or not named_part
        ):
            continue
        lead = page.view[head.start : one.start]
        if page.layout.enclosed(page.layout.titles, one.start) or len(re.sub(r"[^\u4e00-\u9fff]", "", lead)) > 10:
            continue
        if one.first > year and not _REVIEWS.search(rest):
            continue  # 三、2022年重点工作 in the report on 2021
        if not year - 3 <= one.first <= year + 1 or (head.level == 2 and not re.search("总体|主要工作|概述", words)):
            continue
        yield Finding(
            at, "title_body", year, _sure(page, 0.92), "Y01", "title",
            f"the heading names {one.first}, but the report covers {year}",
            f"标题层级写{one.first}年，而报告年度为{year}年",
        )  # fmt: skip


_OLD_PROBLEMS = re.compile(r"年度?[^，。；]{0,14}(?:问题|不足|短板|困难)$")


def _old_problems(page: Page, head: Heading, year: int) -> int | None:
    """Return the mention of last year in a heading of this year's problems: （一）2020年存在的主要问题."""
    for at, one in page.between(head.start, head.end):
        rest = page.view[one.end - 1 : head.end]
        if (
            one.unit == "year"
            and one.first == year - 1
            and page.in_problems(one.start)
            and _OLD_PROBLEMS.fullmatch(rest.lstrip("0123456789"))
            and not re.search("整改|反馈|上年|指出|通报|考核|评估", head.words)
        ):
            return at
    return None


def _introduction(page: Page) -> Iterator[Finding]:
    """Check the sentence that introduces the report: 现将2021年…情况报告如下, 现公布《…2021年度报告》."""
    reference, year, view, layout = page.reference, _year(page), page.view, page.layout
    if reference.genre == "speech":
        return
    reach = max(reference.body_start + 400, 800)
    for at, one in enumerate(page.expressions):
        if one.start > reach:
            break
        if one.start < reference.title_end or one.unit not in ("year", "school_year", "short"):
            continue
        if one.first <= year <= one.last:
            continue
        low, high = layout.around(layout.clauses, one.start)
        quoted = layout.enclosed(layout.titles, one.start)
        if quoted is not None and quoted[0] >= low:
            high = max(high, layout.around(layout.clauses, quoted[1])[1])
        before, after = view[low : one.start], view[one.end : min(high, one.end + 60)]
        cue = cues.SELF_BEFORE.search(before)
        if cue is None or _NOTICE.search(before[cue.end() :]) or _NOTICE.search(after):
            continue
        name = cues.SELF_NAME.search(after[:40])
        if name is None or re.search("比|较|对照|根据|按照", before[cue.end() :]):
            continue
        if "情况" in name.group() and not re.search("如下|报告|汇报|公布|总结", after):
            continue
        yield Finding(
            at, "title_body", year, _sure(page, 0.94), "Y01", "title",
            f"the report introduces itself as that of {one.last}, but covers {year}",
            f"正文自称{one.last}年的报告，而报告年度为{year}年",
        )  # fmt: skip


def _own_table(page: Page, low: int, high: int, line: str) -> bool:
    """Say whether a line is the name of this report's statistics, and not one of a list of links to many years'."""
    near = page.view[max(0, low - 60) : low] + page.view[high : high + 60]
    return _OWN_TABLE.match(line) is not None and "统计表" not in near


def _captions(page: Page) -> Iterator[Finding]:
    """Check names of the report itself: captions on lines of their own, 本报告为2021年度…年度报告."""
    reference, year, view, layout = page.reference, _year(page), page.view, page.layout
    if reference.genre != "annual":
        return
    for at, one in enumerate(page.expressions):
        if (
            one.unit != "year"
            or one.first == year
            or one.start < reference.title_end
            or not year - 2 <= one.first <= year + 1
        ):
            continue
        low, high = layout.around(layout.sentences, one.start)
        line = view[low:high].strip()
        before, after = view[max(low, one.start - 40) : one.start], view[one.end : one.end + 40]
        caption = len(line) <= 44 and _CAPTION.search(line) is not None and one.start - low <= 24
        numbered = re.match(r"\s*(?:[0-9一二三四五六七八九十（《]|.*(?:根据|按照|通知))", line)
        caption = caption and (not numbered or _own_table(page, low, high, line))
        own = _SELF.search(before) is not None and re.match(
            r"年?度?(?:的)?[^，。；]{0,8}(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)", after
        )
        if own and (
            _NOTICE.search(before)
            or re.search("上年|去年|此前|曾|收集|各|首次|补", before)
            or cues.COMPARED.search(before)
        ):
            own = None
        if own and not re.search("本(?:报告|年报|年度报告)|这是|现|特此|编制", before):
            own = None  # 公开2020年度报告 may be last year's, duly published this year
        named = (
            one.start < reference.body_start
            and layout.enclosed(layout.titles, one.start) is None
            and re.match(r"年?度?(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)", after) is not None
            and not _NOTICE.search(view[max(low, one.start - 40) : high])
            and not re.search("上年|去年|曾|比|较|历年", before)
        )
        told = re.search(
            r"(?:本报告|本年报)[^，。；《]{0,16}(?:对|反映|总结|涵盖|包括|是|为)?$", before
        ) is not None and re.match(r"年?度?[^，。；]{0,24}(?:情况|工作)", after)
        introduced = one.start < reference.body_start and _INTRODUCED.match(after) is not None
        if not named and one.start < reference.body_start and _SUMMED_UP.match(after):
            # 总结2020年政府信息公开工作，编成本报告
            named = (
                layout.enclosed(layout.titles, one.start) is None
                and re.search(
                    "本报告|本年报|本年度报告|形成报告|(?:报告|汇报|公布|总结)如下|如下(?:报告|汇报|总结|说明)|现予公布",
                    view[low:high],
                )
                is not None
                and not _NOTICE.search(view[layout.around(layout.clauses, one.start)[0] : one.start])
                and not _OTHERS_YEAR.search(view[layout.around(layout.clauses, one.start)[0] : one.start])
            )
        if caption or own or named or told or introduced:
            yield Finding(
                at, "title_body", year, _sure(page, 0.9), "Y01", "title",
                f"the report calls itself that of {one.first}, but covers {year}",
                f"正文自称{one.first}年的报告，而报告年度为{year}年",
            )  # fmt: skip


def _subtitle(page: Page) -> Iterator[Finding]:
    """Check a year on a line of its own right under the title: （2020年度）."""
    reference, year = page.reference, _year(page)
    for at, one in page.between(0, reference.body_start):
        low, high = page.layout.around(page.layout.sentences, one.start)
        if one.unit != "year" or one.first == year or not year - 2 <= one.first <= year + 1:
            continue
        if _SUBTITLE.fullmatch(page.view[low:high].strip()) and _titled(page, low):
            yield Finding(
                at, "title_body", year, _sure(page, 0.85), "Y01", "title",
                f"the line under the title names {one.first}, but the report covers {year}",
                f"副题写{one.first}年，而报告年度为{year}年",
            )  # fmt: skip


def _titled(page: Page, low: int) -> bool:
    """Say whether the line before a position is the report's title, with its year."""
    before = page.view[max(0, low - 60) : low].rstrip().rpartition("\n")[2]
    return str(page.reference.year) in before and re.search("报告|年报", before) is not None


def _periods(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, _year(page)
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
        if re.search("任期|合同|规划|行动|有效期|工程", page.view[max(low, first.start - 20) : first.start]):
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
                    at, "data_period", year, _sure(page, 0.95), code, "period",
                    f"the data period {said} does not fit a report on {year}",
                    f"统计期限“{said}”与报告年度{year}年不符",
                )  # fmt: skip
        if not bad_first and not bad_last and period.until < period.begin:
            yield Finding(
                period.last, "data_period", year, _sure(page, 0.9), "Y04", "period",
                f"the data period {said} ends before it begins", f"统计期限“{said}”止期早于起期",
            )  # fmt: skip


def _reversed(page: Page) -> Iterator[Finding]:
    """Find a stretch from day to day that ends before it begins: 2021年12月20日至2021年1月5日."""
    stated = {p.first for p in page.reference.periods if p.stated}
    for period in find_periods(page.view, page.expressions, len(page.view)):
        if period.first in stated or period.last == period.first or period.until >= period.begin:
            continue
        right = (
            period.begin.year
            if (period.until.month, period.until.day) >= (period.begin.month, period.begin.day)
            else period.begin.year + 1
        )
        said = page.view[page.expressions[period.first].start : page.expressions[period.last].end]
        yield Finding(
            period.last, "date_order", right, 0.88, "Y03", "work",
            f"{said} ends before it begins", f"“{said}”止期早于起期",
        )  # fmt: skip


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
                at, "data_period", right, _sure(page, 0.93), "Y04", "period",
                f"the data period {said} does not fit the school year that ends in {year}",
                f"统计期限“{said}”与截至{year}年的学年不符",
            )  # fmt: skip


def _single_dates(page: Page) -> Iterator[Finding]:
    """Check a period told by one expression: 统计年度：2021年, 截止日期为2021年12月31日."""
    reference, year, view = page.reference, _year(page), page.view
    if reference.genre in ("school", "speech"):
        return
    taken = {at for period in reference.periods for at in (period.first, period.last)}
    for at, one in enumerate(page.expressions):
        if one.start > max(reference.body_start + 400, 800):
            break
        if at in taken or one.first == year or one.start < reference.title_end:
            continue
        before = view[max(0, one.start - 26) : one.start]
        if (
            (one.unit == "year" and PERIOD_YEAR.search(before))
            or (
                one.until is not None
                and (one.until.month, one.until.day) == (12, 31)
                and _ends(page, one)
                and _PERIOD_END.search(before)
            )
            or (
                one.begin is not None
                and one.unit == "day"
                and (one.begin.month, one.begin.day) == (1, 1)
                and _PERIOD_START.search(before)
                and re.match("起|开始|始", view[one.end : one.end + 2])
            )
            or (one.unit == "year" and _DATA_OF.search(before) and _DATA_TAIL.match(view, one.end))
            or (
                one.unit == "year"
                and re.match(r"1 ?月?[-~至到]{1,2} ?12 ?月", view[one.end : one.end + 12])
                and cues.PERIOD.search(before)
            )
        ):
            yield Finding(
                at, "data_period", year, _sure(page, 0.93), "Y04", "period",
                f"the data are said to cover {one.first}, but the report covers {year}",
                f"数据口径写{one.first}年，而报告年度为{year}年",
            )  # fmt: skip


_OTHERS_DATE = re.compile(
    r"条例|办法|法》|修订|修正|通知|文件|精神|要求|施行|实施|颁布|印发|公布的|令第|〔|以来|成立|挂牌|改革|划转|上年|去年|比|较|同期|结转|"
    r"召开|会议|规定|决定|写为|误|原版|更正|追溯|个别|部分"
)
_ABOUT_DATA = re.compile(r"数据|统计|口径|期限|时限|时段|期间|截至|截止|起算|年报|本报告|年度报告|所列")
_SLOT = re.compile(
    r"(?:截至|截止到?|时间为|至|到|[自从]|起算日为|为|是|以|产生于|涵盖|覆盖|反映|对|期限|统计|（)(?:了)?$"
)
_SLOT_TAIL = re.compile(r"(?:度|全年|内)?(?:的|起|止|为|期间|全|数据|情况|，|。|；|）|为限)")


def _preamble(page: Page) -> Iterator[Finding]:
    """Check any date before the first part that says which time the report or its data cover."""
    reference, year, view, layout = page.reference, _year(page), page.view, page.layout
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
            at, "data_period", year, _sure(page, 0.85), "Y04", "period",
            f"the report or its data are said to cover {one.first}, but the report covers {year}",
            f"正文前言所称期间为{one.first}年，而报告年度为{year}年",
        )  # fmt: skip


def _ends(page: Page, one: Expression) -> bool:
    """Say whether an expression names the last day of its year: 12月31日, 12月底, 年底."""
    return one.unit in ("day", "month") or page.view[one.start : one.end].endswith(("底", "末"))


def _signature(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, _year(page)
    if reference.genre == "school":
        yield from _school_signature(page, year)
        return
    days = [(at, page.expressions[at]) for at in reference.signatures]
    later = [one for _, one in days if one.until is not None and one.first == year + 1]
    closed = any(
        period.until.year == year and period.until.month == 12 and period.until.day >= 28
        for period in reference.periods
    )
    for at, one in days:
        # a speech is given in the year that it plans: its date orders nothing
        if one.until is None:
            continue
        if reference.genre == "speech":
            yield from _speech_day(page, at, one, year)
            continue
        too_early = one.first < year or (
            one.first == year and (one.until.month <= 6 or ((closed or _whole_year(page)) and one.until.month <= 11))
        )
        too_late = one.first > year + (1 if later and one.start > len(page.view) * 0.6 else 3)
        planned = any(source == "plan heading" and voted == year for voted, _, source in reference.votes)
        if planned and one.first == year + 1 and one.until.month >= 11 and one.start > len(page.view) * 0.6:
            yield Finding(
                at, "date_order", year, _sure(page, 0.75), "Y01", "signature",
                f"a plan for {year + 1} cannot be signed when that year ends", f"{year + 1}年的计划不应在该年年末落款",
            )  # fmt: skip
            continue
        if not too_early and not too_late:
            continue
        if too_early and later and one.start < reference.body_start and one.first < year:
            continue
        yield Finding(
            at, "date_order", year + 1, _sure(page, 0.9 if too_early else 0.75), "Y01", "signature",
            f"a report on {year} cannot be dated {one.until.isoformat()}",
            f"{year}年的报告不应署{one.until.isoformat()}",
        )  # fmt: skip


def _whole_year(page: Page) -> bool:
    """Say whether the report tells of a year that was over: final accounts, evaluations of a whole year."""
    return re.search("决算|绩效自?评", page.view[: page.reference.title_end]) is not None


def _speech_day(page: Page, at: int, one: Expression, year: int) -> Iterator[Finding]:
    """A speech that reviews a year by its headings is given at the year's end or early in the next one."""
    named = {source for voted, _, source in page.reference.votes if voted == year}
    if one.until is None or one.start > page.reference.body_start or not named & {"heading", "plan heading"}:
        return
    if one.first == year and one.until.month <= 6 and one.unit == "day":
        yield Finding(
            at, "date_order", year + 1, _sure(page, 0.85), "Y01", "signature",
            f"a speech that reviews {year} cannot be given on {one.until.isoformat()}",
            f"回顾{year}年工作的报告不应在{one.until.isoformat()}作出",
        )  # fmt: skip


def _school_signature(page: Page, year: int) -> Iterator[Finding]:
    """A report on a school year is signed after the summer in which that year ends."""
    for at in page.reference.signatures:
        one = page.expressions[at]
        if one.until is not None and one.start > len(page.view) * 0.6 and (one.first, one.until.month) < (year, 7):
            yield Finding(
                at, "date_order", year, _sure(page, 0.9), "Y01", "signature",
                f"a report on the school year to {year} cannot be dated {one.until.isoformat()}",
                f"截至{year}年的学年报告不应署{one.until.isoformat()}",
            )  # fmt: skip
