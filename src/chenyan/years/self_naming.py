"""Does the report, where it speaks of itself, call itself that of its year: 现将2021年…情况报告如下?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.openings import spread
from chenyan.years import cues
from chenyan.years.certainty import reported_year, sure
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place

_CAPTION = re.compile(spread(r"年?度?政府信息公开(?:工作)?(?:情况)?(?:统计表|年度报告|工作年度报告|报告|年报)[）)]?$"))
_SELF = re.compile(
    r"(?:(?:本(?:报告|年报|年度报告)|这)(?:为|是|系|即)|特此(?:报告|公布|编制)|编制(?:了|完成|并公布|"
    r"形成)?(?:了)?(?:本(?:机关|局|镇|单位))?|(?:我|本)(?:局|镇|乡|委|街道|机关|单位|办|县|市|区)(?:的)?|公布|"
    r"公开|发布)《?[^，。；《》\n]{0,30}$"
)
_INTRODUCED = re.compile(
    r"年?度?(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)》(?:已|业|现)?(?![^。]{0,12}(?:去年|上年|此前|曾))"
    r"[^。；]{0,24}?(?:现予|现将?公布|予以公布|予以发布|统计(?:时间|期限|数据|口径))"
)
_NUMBERED = re.compile(r"\s*(?:[0-9一二三四五六七八九十（《]|.*(?:根据|按照|通知))")
_OWN_TABLE = re.compile(r"\s{0,4}[12][0-9]{3}年?度?政府信息公开(?:工作)?情况统计表$")
_OTHERS_YEAR = re.compile("上年|去年|曾|比|较|历年|根据|按照|[自从]$|针对")
_SUMMED_UP = re.compile(
    r"年?度?(?:的)?(?:全[省市县区镇局乡])?(?:政府信息公开|信息公开|政务公开|各项)(?:各项)?(?:工作|情况)"
)
_NOTICE = re.compile(r"通知|要求|关于(?:做好|开展|编制|印发|认真)")


def _duly_published(page: Page, one: Expression, year: int) -> bool:
    """Say whether last year's report was published early in this year: 2021年1月，我局编制并发布了2020年…报告."""
    if one.last != year - 1:
        return False
    low = page.layout.around(page.layout.sentences, one.start)[0]
    return any(
        other.unit in ("day", "month") and other.first == year and other.begin is not None and other.begin.month <= 6
        for _, other in page.between(max(low, one.start - 60), one.start)
    )


def check_introduction(page: Page) -> Iterator[Finding]:
    """Check the sentence that introduces the report: 现将2021年…情况报告如下, 现公布《…2021年度报告》."""
    reference, year, view, layout = page.reference, reported_year(page), page.view, page.layout
    if reference.genre == "speech":
        return
    reach = max(reference.body_start + 400, 800)
    for at, one in enumerate(page.expressions):
        if one.start > reach:
            break
        if one.start < reference.title_end or one.unit not in ("year", "school_year", "short"):
            continue
        if one.first <= year <= one.last or _duly_published(page, one, year):
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
            at, "title_body", year, sure(page, 0.94), "Y01", "title",
            f"the report introduces itself as that of {one.last}, but covers {year}",
            f"正文自称{one.last}年的报告，而报告年度为{year}年",
        )  # fmt: skip


def _own_table(page: Page, low: int, high: int, line: str) -> bool:
    """Say whether a line is the name of this report's statistics, and not one of a list of links to many years'."""
    near = page.view[max(0, low - 60) : low] + page.view[high : high + 60]
    return _OWN_TABLE.match(line) is not None and "统计表" not in near


def check_captions(page: Page) -> Iterator[Finding]:
    """Check names of the report itself: captions on lines of their own, 本报告为2021年度…年度报告."""
    reference, year, view, layout = page.reference, reported_year(page), page.view, page.layout
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
        caption = caption and (_NUMBERED.match(line) is None or _own_table(page, low, high, line))
        own = _SELF.search(before) is not None and re.match(
            r"年?度?(?:的)?[^，。；]{0,8}(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)", after
        )
        if own and (
            _NOTICE.search(before)
            or re.search("上年|去年|此前|曾|收集|各|首次|补", before)
            or cues.COMPARED.search(before)
        ):
            own = None
        if own and any(other.first == year and other.unit == "day" for _, other in page.between(one.end, high)):
            own = None  # 编制并公布了2020年度报告，公布时间为2021年1月24日: last year's, as its date tells
        if _duly_published(page, one, year):
            continue
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
                at, "title_body", year, sure(page, 0.9), "Y01", "title",
                f"the report calls itself that of {one.first}, but covers {year}",
                f"正文自称{one.first}年的报告，而报告年度为{year}年",
            )  # fmt: skip


_ABOVE = re.compile(r"以上(?:就|均)?[为是](?:我[局镇乡委办县市区]|本[局镇乡机关委办]{1,2}|[^，。；\n]{2,12})?$")
_ABOVE_REST = re.compile(
    r"度?(?![^，。；\n]{0,16}(?:考核|反馈|整改|遗留|结转|测评|评议|审计|巡察|问题|数据|对比))"
    r"[^，。；\n]{0,16}(?:情况|报告|总结|年报|主要工作|工作)[，。]"
)
_AS_FOLLOWS = re.compile(
    r"(?:度)?，[^。；\n]{0,70}?现将本年度?[^，。；\n]{2,24}(?:如下|汇报|报告)"
    r"|(?:度)?，?(?:[我本](?:局|镇|乡|委|办|县|市|区|街道|机关|单位|院|校|公司|中心|站|所|队|部|处|厅))?(?:的)?[^，。；\n]{0,16}(?:工作|建设|公开)(?:的)?"
    r"(?:开展|主要|有关|基本|总体)?情况(?:现)?(?:报告|汇报|总结|公布|公告|通报|说明)?如下"
)
_THE_END = re.compile(
    r"(?:度)?[^，。；\n]{0,24}?(?:报告|年报|总结|公告|说明)(?:全文)?(?:到此|至此|现已|全部)?(?:结束|完毕|为止|全文完|报告完毕|终了)"
)
_ENDS = re.compile("到此|至此|完毕|全文完")  # without these words no report says that it ends


def check_own_words(page: Page) -> Iterator[Finding]:
    """Yield other years in what a report says of itself: 以上为我局2019年度工作情况, 2019年，…现将本年度情况总结如下."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit != "year" or one.last == year or abs(one.last - year) > 2 or one.start < page.reference.title_end:
            continue
        ended = _THE_END.match(view, one.end, one.end + 50) is not None and _ENDS.search(view) is not None
        above = ended or _ABOVE.search(view, max(0, one.start - 20), one.start) is not None
        if above and not ended and _ABOVE_REST.match(view, one.end) is None:
            continue
        opens = place(page, one).statement[0] == one.start
        if not above and (not opens or _AS_FOLLOWS.match(view, one.end) is None):
            continue
        yield Finding(
            index, "title_body", year, 0.88, "Y01", "title",
            f"the report on {year} speaks of itself as that on {one.last}", f"{year}年报告自称{one.last}年",
        )  # fmt: skip
