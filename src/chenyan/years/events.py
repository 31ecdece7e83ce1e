"""Does what follows come after what it follows? Work that is finished before it begins, answers before requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chenyan.years.cues import sought
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

# Steps that can only be taken in this order; words of one step are interchangeable.
_BUILDING = (
    ("立项", "获批立项", "批准立项"),
    ("招标", "完成招标", "完成招投标", "公开招标", "中标"),
    ("签订合同", "签约", "签订"),
    ("开工", "开工建设", "动工", "动工建设", "破土动工", "奠基", "启动建设", "启动改造", "上线试运行", "试运行"),
    ("封顶", "主体封顶", "完成主体"),
    (
        "通水",
        "通车",
        "建成通车",
        "正式通车",
        "通航",
        "投入使用",
        "正式投入使用",
        "投用",
        "完工",
        "竣工",
        "建成",
        "建成投用",
        "建成并投入使用",
        "全面完工",
        "全面竣工",
        "完成施工",
    ),
    ("验收", "竣工验收", "通过验收", "通过竣工验收", "完成验收", "验收合格"),
    ("审定", "完成决算", "完成竣工决算", "通过决算审计", "经县审计局审定", "经审计局审定", "完成结算审计"),
)
_REQUEST = (
    ("收到", "收悉", "受理", "提出申请", "提交申请", "登记", "立案", "起诉", "提起诉讼", "提起行政诉讼", "申请复议"),
    ("举行听证", "召开听证会", "组织听证", "听证", "开庭", "开庭审理"),
    ("作出处罚决定", "作出行政处罚决定", "作出决定", "下达处罚决定", "答复", "办结", "作出答复", "予以答复",
     "书面答复", "按期答复", "依法答复", "答复申请人", "结案", "审结", "判决", "宣判", "作出判决", "裁定"),
)  # fmt: skip
_SETUP = (
    ("批复", "获批", "批准", "批复设立", "批准设立", "批复成立", "同意设立"),
    ("挂牌", "揭牌", "挂牌成立", "揭牌成立", "正式挂牌"),
)
_GENERAL = (
    ("启动", "开始", "着手", "动工"),
    ("完成", "结束", "上线", "全面完成"),
)
_PAPER = (("征求意见", "公开征求意见", "起草", "修订"), ("印发", "发布", "正式发布", "正式印发", "公布"))
_REQUESTS = 2
_CHAINS = (_GENERAL, _BUILDING, _REQUEST, _SETUP, _PAPER)
_RANKS = {
    word: (chain, rank) for chain, steps in enumerate(_CHAINS) for rank, step in enumerate(steps) for word in step
}
_STEP = re.compile(
    r"(?:正式|全部|全面|顺利|已|均已?|作出|依法|予以|按期|经[^，。；、\n的]{2,10}?)?(?P<step>"
    + sought(_RANKS)
    + r")(?!前|后|以来|之前|之后|的|期|率|量|单)"
)
_LEAD = re.compile(
    r"(?:竣工|工程|项目)?(?:决算|结算|验收)?(?:法院|我[局镇乡县委办]|本机关|镇政府)?(?:已|均已)?(?:于|在|至|延期至|结转至)?$"
)
_GAP = re.compile(r"[^，。；\n]{0,14}[，、](?:[^，。；\n]{0,14}[，、])?(?:并|后|又|而后|随后)?$")
_UNITS = frozenset(("month", "day", "year", "quarter", "half"))


def check_order(page: Page) -> Iterator[Finding]:
    """Yield dates of later steps that lie before the earlier step of the same sentence."""
    year = page.reference.year
    if year is None:
        return
    last: tuple[int, Expression, int, int] | None = None
    for index, one in enumerate(page.expressions):
        if one.unit not in _UNITS or one.begin is None or one.until is None:
            continue
        match = _STEP.match(page.view, one.end, one.end + 24)
        if match is None:
            continue
        chain, rank = _RANKS[match.group("step")]
        before, last = last, (index, one, chain, rank)
        if before is None or before[2] != chain or before[3] >= rank or not _follows(page, before[1], one):
            continue
        first = before[1]
        if first.begin is None or one.until >= first.begin:
            continue
        if first.first == one.first == year and chain == _REQUESTS and page.view[one.start - 1] == "至":
            yield Finding(
                index, "date_order", year + 1, 0.8, "Y03", "work",
                f"{page.view[one.start : one.end]} lies before the day from which the time ran",
                f"{page.view[one.start : one.end]}早于起算日期",
            )  # fmt: skip
            continue
        if first.first == one.first == year and first.begin.month >= 10 and one.until.month <= 3:
            yield Finding(
                index, "date_order", year + 1, 0.8, "Y03", "work",
                f"{page.view[one.start : one.end]} lies before the step it follows, around the turn of the year",
                f"{page.view[one.start : one.end]}早于其前序环节，跨年年份有误",
            )  # fmt: skip
            continue
        wrong, at = (one, index) if first.first == year else (first, before[0])
        if (first.first == year) == (one.first == year):
            continue
        yield Finding(
            at, "date_order", year, 0.85, "Y03", "work",
            f"{page.view[wrong.start : wrong.end]}: {match.group('step')} cannot come before the step it follows",
            f"{page.view[wrong.start : wrong.end]}：“{match.group('step')}”早于其前序环节",
        )  # fmt: skip


_DATED_CLAUSE = re.compile(r"[^，。；：、\n的]{2,24}(?=[，。；、\n])")
_JOINT = re.compile(r"[^，。；：\n]{2,30}[，、；](?:并|又|后|再|随后)?(?:于|至)?")


def check_sequence(page: Page) -> Iterator[Finding]:
    """Yield the middle one of three dated steps that lies years before the first: 5月立案，(2020年)6月听证，8月决定."""
    year = page.reference.year
    if year is None or page.reference.genre == "speech":
        return
    days = [(at, one) for at, one in enumerate(page.expressions) if one.unit in ("month", "day") and one.begin]
    for (_, first), (at, one), (_, last) in zip(days, days[1:], days[2:], strict=False):
        if first.begin is None or one.begin is None or last.begin is None or not first.unit == one.unit == last.unit:
            continue
        if not (one.begin < first.begin <= last.begin and one.first < first.first == year):
            continue
        moved = [first.first, last.first]
        fits = [y for y in moved if (first.first, first.begin.month, first.begin.day)
                <= (y, one.begin.month, one.begin.day) <= (last.first, last.begin.month, last.begin.day)]  # fmt: skip
        view = page.view
        joined = all(_JOINT.fullmatch(view[a.end : b.start]) for a, b in ((first, one), (one, last)))
        if not fits or not joined or not _DATED_CLAUSE.match(view, one.end, one.end + 30):
            continue
        if any(mark in view[first.end : last.start] for mark in ("废止", "此前", "早在", "原", "旧", "另", "分别")):
            continue
        yield Finding(
            at, "date_order", fits[0], 0.82 if first.first == last.first else 0.75, "Y03", "work",
            f"{view[one.start : one.end]} stands between {first.first} and {last.first} in a row of steps",
            f"{view[one.start : one.end]}位于{first.first}年与{last.first}年两个环节之间，次序颠倒",
        )  # fmt: skip


_OWN_REPORT = re.compile(
    r"(?:前)?[，,]?[^，。；\n]{0,16}?(?:审议通过|审定|审议|通过|公布|发布|编制|签发|印发|公开)(?:了)?(?:本(?:年度)?(?:报告|年报)|本机关年报)"
)
_REPORT_BEFORE = re.compile(
    r"本(?:年度)?(?:报告|年报)(?:(?:已|现)?(?:经|于|在|由)(?:[^，。；\n]{0,6})?|[^。；\n]{2,48}，(?:已|现)?(?:于|在))$"
)
_REPORT_DONE = re.compile(r"[^，。；\n]{0,20}?(?:审议通过|审定|通过|公布|发布|编制完成|签发|印发|公开)")


def check_own_report(page: Page) -> Iterator[Finding]:
    """Yield dates at which this report is said to be approved or published before its year was over."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    for index, one in enumerate(page.expressions):
        if one.unit not in ("day", "month") or one.first != year or one.until is None or one.until.month > 11:
            continue
        before = page.view[max(0, one.start - 60) : one.start]
        told = _OWN_REPORT.match(page.view, one.end, one.end + 40) or (
            _REPORT_BEFORE.search(before) and _REPORT_DONE.match(page.view, one.end, one.end + 30)
        )
        if told:
            yield Finding(
                index, "date_order", year + 1, 0.85, "Y01", "signature",
                f"the report on {year} cannot have been settled on {page.view[one.start : one.end]}",
                f"{year}年度的报告不可能在{page.view[one.start : one.end]}审定或公布",
            )  # fmt: skip


_SUCH_AS = re.compile(
    r"[^，。；：、\n的]{1,12}的[^，。；：\n的]{1,14}，?(?:因[^，。；\n]{2,14}，)?(?:将|已|均|都|业已|公示期)?(?:延期?|推迟|顺延|延长|跨|持续|结转|转)?(?:于|在|至|到)?"
)
_ENDS = re.compile(
    r"[^，。；\n的]{0,8}?(?:办结|审结|答复|验收|公布|发布|拆除|印发|投用|投入使用|建成|完工|竣工|获[奖评批]|处罚|判决|裁定|施行|生效|移交|销号|交付|颁[发布]|出版|到期|收官|结束|报废)的"
)
_BEGINS = re.compile(
    r"[^，。；\n]{0,6}?(?:收到|受理|立案|开工|动工|启动|开始|起草|招标|签[约订]|征集|征求|鉴定|申报|申请|立项|首创|试行|试点|提出|接到|起诉|开庭|采购|购[置买]|印制|筹备|列入|纳入|入选|获批|批准|发现|发生|投入|部署|完成|通过)"
)
_CASE = re.compile("的[^，。；的]{0,8}(?:申请|案件|投诉|信件|来信|复议|诉讼|举报)")
_NOT_SAME = re.compile("规划|任务|要点|目标|名单|预算|计划|方案|标准|政策|年报|报告|档案|原|旧|上一|另|同类")


def check_things(page: Page) -> Iterator[Finding]:
    """Yield what befell a thing before the date by which the thing is named: 12月新增的九户在(同年)1月公示."""
    year = page.reference.year
    if year is None or page.reference.genre == "speech":
        return
    for (_, first), (at, one) in pairwise(enumerate(page.expressions)):
        if first.unit not in ("month", "day") or one.unit not in ("month", "day", "year"):
            continue
        if first.begin is None or one.until is None or one.until >= first.begin or one.start - first.end > 32:
            continue
        between = page.view[first.end : one.start]
        if _SUCH_AS.fullmatch(between) is None or _NOT_SAME.search(between) is not None:
            continue
        if _ENDS.match(between) is not None or _BEGINS.match(page.view, one.end) is not None:
            continue  # 2021年3月答复的申请2020年12月受理: its beginning, not its sequel
        if page.view[one.end : one.end + 1] == "的" or re.match(
            r"[^，。；、\n]{0,12}的", page.view[one.end : one.end + 13]
        ):
            continue
        if first.first == one.first and (first.begin.month < 10 or one.until.month > 3):
            continue  # a slip of the month, not of the year
        yield Finding(
            at, "date_order", first.first + (1 if one.until.month < first.begin.month else 0),
            0.84 if _CASE.search(between) else 0.78, "Y03", "work",
            f"{page.view[one.start : one.end]} lies before the date by which the thing is named",
            f"{page.view[one.start : one.end]}早于该事项自身的日期",
        )  # fmt: skip


_RANGE = re.compile(r"([12][0-9]{3})(?:年度?)?[-~至到]{1,3}([12][0-9]{3})")


def check_ranges(page: Page) -> Iterator[Finding]:
    """Yield stretches of years that end before they begin: 2021—2019年."""
    for index, one in enumerate(page.expressions):
        if one.unit != "range" or page.reference.year is None:
            continue
        match = _RANGE.match(page.view[one.start : one.end])
        if match is None or page.view.startswith(("形成", "产生", "制作"), one.end):
            continue  # 申请公开2018年至2016年形成的信息: counted backwards
        if int(match.group(2)) < int(match.group(1)):
            yield Finding(
                index, "date_order", int(match.group(1)), 0.8, "Y03", "work",
                f"{page.view[one.start : one.end]} ends before it begins",
                f"“{page.view[one.start : one.end]}”止年早于起年",
            )  # fmt: skip


def _follows(page: Page, first: Expression, one: Expression) -> bool:
    """Say whether two dated steps belong to one thing: nothing but a light link or the step's own noun between them."""
    between = page.view[first.end : one.start]
    if len(between) > 48 or any(char in between for char in "。；;\n"):
        return False
    lead = _LEAD.search(between)
    return lead is not None and _GAP.fullmatch(between[: lead.start()]) is not None
