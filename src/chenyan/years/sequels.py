"""Dates that another date rules out: after so many months, before the office was founded, before what it results from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.text.numerals import parse_number
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.standing import parts_go_back

_DATED = frozenset(("day", "month"))
_REACH = 110
_LATER = re.compile(
    r"(?:时隔|过了|仅隔|相隔|经过)?(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?P<unit>个月|天|日|个工作日|周|年)(?:之?后|过后|以后)(?:的|，|，?即|，?于|，?在)?$"
)
_NEXT = re.compile(r"(?P<word>次月|翌月|次日|翌日|第二天|当月|同月)(?:，?即|（|，)?$")
_RESULT = re.compile(
    r"(?:，|、|；)(?:其|该工程|工程|项目)?(?:的)?[^，。；、\n的]{0,4}?(?:检测|监测|检验|验收|竣工|审计|决算|结算|评审|评估|考试|测评|检查|调查|竞买|拍卖|招标|中标|评标|表决|投票|投标|鉴定)"
    r"(?:竣工|工程)?(?:报告|结果|结论|意见|备案|证书|名单|公告|合格证|审计|决算)[^，。；、\n的0-9]{0,4}$"
)
_STEP_DONE = re.compile(
    r"(?:正式|全面|如期|顺利|已)?(?:开工|动工|完工|竣工|建成|封顶|通车|投用|投入使用|交付|交房|开标|挂牌出让|举行|举办|召开|开考|开庭|结束|完成|启动|开展|抽样|采样|取样|投票)"
)
_CASE = re.compile(r"该(?:案|案件|项目|件|处|起|事项|申请|地块|工程|违建|投诉|信件)(?:系|是|为|于|在|由)?$")
_BEGUN = re.compile(
    r"[^，。；\n]{0,10}?(?:起诉|立案|受理|收到|提出|申请|举报|投诉|发现|交办|移交|报名|申报|立项|开工|动工|收案|接收|来信|挂牌|签约)"
)
_ENDED = re.compile(
    r"[^，。；\n]{0,10}?(?:判决|裁定|宣判|审结|办结|答复|结案|执行|拆除|整改|竣工|完工|建成|验收|销号|败诉|胜诉|调解|撤诉|投用|通车|交付|回复|支付|兑付)"
)
_MONTH_OF = re.compile(
    r"(?:今年|本年|当年|其中|，|、|；|。|^)(?P<month>1[0-2]|[1-9])月(?:份)?(?P<did>[^，。；\n]{1,6}?)的[^，。；\n]{1,26}?(?:系|是|均为|为|属)$"
)
_FOUNDED = re.compile(
    r"(?:[本我](?:局|委|厅|办|中心|单位|机关|街道|区|镇|乡|校|院|公司|队|站|所|会|管委会|部)|新区|园区|公司|学校)(?:[^，。；、\n的]{0,8})?(?:于|在|自)?$"
)
_FOUNDING = re.compile(r"(?:起)?(?:正式|整体|合并|重新)?(?:挂牌)?(?:成立|组建|设立|建立|揭牌|开办|建校|注册)")
_OWN = re.compile(
    r"[，, ]{0,2}(?:新(?:组建|成立|设立)的[^，。；\n]{2,12}|"
    r"[本我](?:局|委|厅|办|中心|单位|机关|街道|区|镇|乡|校|院|公司|队|站|所|会|部)|局党组|委党组)"
)
_FORERUNNER = re.compile("原|前身|筹[备建]|划[转入]|时任|此前|之前|合并|移交|沿用|接收|老|旧|各[^，。]{0,6}(?:局|委)")
_ISSUED = re.compile(
    r"(?:由[^，。；\n]{2,14})?(?:正式)?(?:印发|下发|出台|发布|公布|颁布)(?:实施|施行)?了?"
    r"(?:《[^》\n]{2,50}》)?（[^（）\n]{0,12}$"
)
_NUMBERED = re.compile(r"[^（）\n]{0,4}）(?:已?于|已?在|，|，?于)$")


def check_sequels(page: Page) -> Iterator[Finding]:
    """Yield dates that another date of the report rules out."""
    year = page.reference.year
    if year is None or page.reference.genre == "forward":
        return
    back = parts_go_back(page)
    yield from _intervals(page, year)
    if back:
        yield from _results(page, year)
    yield from _cases(page, year)
    if back:
        yield from _steps(page, year)
    yield from _before_founding(page, year)
    yield from _before_its_number(page, year)


_OPENING = re.compile(
    r"(?:[0-9]{1,2}日)?[^，。；\n的]{0,10}?(?:审定|审议|公示|开展|动工|开工|受理|收到|启动|自查|立项|招标|评审|研究|征求意见|征集|举行|召开|组织|动员|报名|申报|提出|起草|签约|签订|立案|取样|采样|抽检|检查|发现|测评)[^，。；\n的]{0,12}"
)
_CLOSING = re.compile(
    r"(?:[0-9]{1,2}日)?(?:正式|全部|全面|顺利|如期|已|均|作出|予以)?(?:印发|下发|发放|完成|投运|投用|投入使用|通过|办结|验收|公布|启用|修复|答复|整改|反馈|通报|出具|交付|上线|拨付|兑付|到账|发布|建成|竣工|完工|审结|判决|销号|公开结果|张榜)(?![^，。；\n]{0,5}的)"
)
_JOINED = re.compile(
    r"(?:后|以后)?[，、；](?:历时[^，。；]{1,6}，|经[^，。；]{2,12}，|期满后，|随后|又|并|后|再|而后)?(?:结果|名单|报告|补助|补贴|资金|款项|成果|证书|文件|公告)?(?:于|在)?$"
)
_NOT_JOINED = re.compile("原|此前|上次|上一|依据|根据|按照|因|比|较|曾|早|去年|上年|旧|前期|对|其中|含|涉及")
_ENDED_AT = re.compile(
    "[^，。；]{0,4}(?:办结|完成|验收|印发|公布|发放|审结|答复|交付|竣工|完工|投用|终结|结束|通过|兑付)于$"
)
_BEGUN_AT = re.compile("(?:受理|收到|立案|开工|动工|启动|始|起草|申报|提出|立项|开始)于$")
_SEASON = re.compile(
    r"(?:全年|年)?(?:[^，。；、\n的0-9]{1,8}?)(?:过后|之后|以后|结束后|退去后|期满后|完成后)，?(?:于|在)?$"
)


def _steps(page: Page, year: int) -> Iterator[Finding]:
    """Yield the end of a course before its beginning: 9月公示后，2020年10月发放; and a close that lies over the turn."""
    view = page.view
    for at in range(1, len(page.expressions)):
        first, one = page.expressions[at - 1], page.expressions[at]
        if one.unit not in _DATED or one.begin is None or first.begin is None or one.until is None:
            continue
        between = view[first.end : one.start]
        if len(between) > 40 or any(mark in between for mark in "。\n（《“"):
            continue
        if first.unit == "year" and _SEASON.fullmatch(between) is not None and one.last == first.last - 1 == year - 1:
            yield _finding(
                page, at, year, "is told as what came after a season of the later year", "早于其所承接的时段"
            )
            continue
        if first.unit not in _DATED or one.until >= first.begin:
            continue
        same = first.last == one.last and first.last == year - 1 and first.begin.month >= 10 and one.begin.month <= 3
        if not same and not (first.last == year and one.last == year - 1 and one.begin.month >= first.begin.month):
            continue
        joined = _JOINED.search(between)
        told = (
            joined is not None
            and _OPENING.fullmatch(between[: joined.start()]) is not None
            and _CLOSING.match(view, one.end) is not None
        )
        named = (
            _ENDED_AT.fullmatch(between.lstrip("，、；")) is not None
            and _BEGUN_AT.search(view, max(0, first.start - 4), first.start) is not None
        )
        if (not told and not named) or _NOT_JOINED.search(between) is not None:
            continue
        yield _finding(page, at, year, "lies before the step that it ends", "早于其前序环节")


def _finding(page: Page, index: int, expected: int, why: str, why_zh: str, confidence: float = 0.86) -> Finding:
    one = page.expressions[index]
    words = page.view[one.start : one.end]
    return Finding(index, "date_order", expected, confidence, "Y03", "work", f"{words} {why}", f"{words}{why_zh}")


def _intervals(page: Page, year: int) -> Iterator[Finding]:
    """Yield the odd one of two dates that are said to lie so many days or months apart: 一个月后的2017年9月."""
    view = page.view
    for at in range(1, len(page.expressions)):
        first, one = page.expressions[at - 1], page.expressions[at]
        if first.unit not in _DATED or one.unit not in _DATED or first.begin is None or one.begin is None:
            continue
        if one.start - first.end > _REACH or "\n" in view[first.end : one.start]:
            continue
        lead = view[first.end : one.start]
        later = _LATER.search(lead)
        following = _NEXT.search(lead) if later is None else None
        if later is None and following is None:
            continue
        months = (one.last - first.last) * 12 + one.begin.month - first.begin.month
        if later is not None:
            count = float(parse_number(later.group("n")) or 0)
            span = {"个月": count, "年": count * 12, "周": count / 4.3}.get(later.group("unit"), count / 30)
            loose = 1.0 if later.group("unit") == "个月" else 1.5
        else:
            assert following is not None
            span, loose = (1.0, 0.0) if following.group("word") in ("次月", "翌月") else (0.5, 0.5)
        off = round((months - span) / 12)
        if not off or abs(months - 12 * off - span) > loose or abs(off) > 2:
            continue
        if one.last == year or first.last != year:
            wrong, right = at - 1, first.last + off
        else:
            wrong, right = at, one.last - off
        if page.expressions[wrong].last != year or right == year + 1:
            yield _finding(page, wrong, right, "does not lie as far from the other date as is said", "与所述间隔不符")


def _results(page: Page, year: int) -> Iterator[Finding]:
    """Yield the date of what results from a step that lies before the step: 8月完工，检测报告2014年8月贴出."""
    view = page.view
    for at in range(1, len(page.expressions)):
        first, one = page.expressions[at - 1], page.expressions[at]
        if one.unit not in _DATED or first.unit not in _DATED or first.begin is None or one.until is None:
            continue
        if one.until >= first.begin or first.last - one.last > 2 or one.start - first.end > 60 or first.last != year:
            continue
        lead = view[first.end : one.start]
        if any(mark in lead for mark in "。；\n") or _STEP_DONE.match(lead) is None:
            continue
        if _RESULT.search(lead) is None or re.search("勘察|可研|前期|原|上[次期轮]|旧", lead):
            continue
        if view.startswith("的", one.end):
            continue
        expected = year + (1 if one.until.month < first.begin.month else 0)
        yield _finding(page, at, expected, "lies before the step that this results from", "早于其所依据的环节")


def _cases(page: Page, year: int) -> Iterator[Finding]:
    """Yield the end of a case before its beginning: 2017年判决败诉1件，该案系2018年5月起诉."""
    view = page.view
    for at, one in enumerate(page.expressions):
        if one.unit not in _DATED or one.begin is None or one.last != year:
            continue
        near = view[max(0, one.start - 8) : one.start]
        if "该" not in near and not near.removesuffix("\n").endswith(("系", "是", "为", "属")):
            continue  # neither of the two ways below
        if _BEGUN.match(view, one.end) is None:
            continue
        low = max(0, one.start - _REACH, view.rfind("\n", 0, one.start))
        if _CASE.search(view, max(low, one.start - 8), one.start) is not None and at:
            first = page.expressions[at - 1]
            if (
                first.start >= low
                and first.until is not None
                and first.unit in ("year", "month", "day")
                and first.until < one.begin
                and year - first.last <= 2
                and _ENDED.match(view, first.end) is not None
                and "。" not in view[first.end : one.start]
            ):
                yield _finding(page, at - 1, year, "lies before the day on which the case began", "早于该案起始日期")
            continue
        month = _MONTH_OF.search(view, low, one.start)
        if month is None or int(month.group("month")) >= one.begin.month or _ENDED.match(month.group("did")) is None:
            continue
        if any(other.first and other.last != year for _, other in page.between(low, one.start)):
            continue
        yield _finding(page, at, year - 1, "lies behind the month in which the case ended", "晚于该事项办结月份")


def _before_founding(page: Page, year: int) -> Iterator[Finding]:
    """Yield what an office did before the month in which it says it was founded."""
    view = page.view
    founded: Expression | None = None
    for one in page.expressions[:60]:
        if one.unit not in _DATED or one.last not in (year, year - 1) or one.begin is None:
            continue
        told = _FOUNDING.match(view, one.end) is not None
        if told and _FOUNDED.search(view, max(0, one.start - 16), one.start) is not None:
            founded = one
            break
    if founded is None or founded.begin is None:
        return
    for at, one in enumerate(page.expressions):
        if one.unit not in _DATED or one.until is None or one.until >= founded.begin or founded.last - one.last > 2:
            continue
        if not place(page, one).adverbial or _OWN.match(view, one.end) is None:
            continue
        low, high = page.layout.around(page.layout.statements, one.start)
        if _FORERUNNER.search(view[low:high].replace("新组建", "")) is not None:
            continue
        later = one.begin is not None and one.begin.month < founded.begin.month
        yield _finding(page, at, founded.last + later, "lies before the office was founded", "早于本单位成立时间")


def _before_its_number(page: Page, year: int) -> Iterator[Finding]:
    """Yield the day of issue of a paper whose number bears a later year: 2020年3月印发（云政发〔2021〕12号）."""
    view = page.view
    for at, paper in enumerate(page.expressions):
        if paper.unit != "document":
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(page.expressions):
                continue
            one = page.expressions[beside]
            if one.unit not in _DATED or one.last >= paper.first or paper.first - one.last > 2 or paper.first > year:
                continue
            if beside < at:
                told = paper.start - one.end < 80 and _ISSUED.fullmatch(view[one.end : paper.start]) is not None
            else:
                between = view[paper.end : one.start]
                told = (
                    len(between) < 8
                    and _NUMBERED.match(between) is not None
                    and _ISSUED.match(view[one.end : one.end + 12] + "（") is not None
                )
            if told:
                yield _finding(
                    page, beside, paper.first, "lies before the year of the paper's number", "早于文号年份", 0.88
                )
