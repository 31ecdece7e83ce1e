"""Dated steps of one course of events: 2020年11月列入计划，2021年2月征求意见，2020年7月审议通过.

Each course names words of its steps in their order. A later step that is dated a year before an earlier one told before
it, and that in the year of the earlier one would follow it, bears a wrong year; so does the middle one of three dates
that otherwise rise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from chenyan.text.numerals import parse_number
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page
from chenyan.years.standing import goes_back

# Steps of one course in their order; words of one step are parted by |.
_COURSES = (
    # a request and its answer
    "提出申请|申请公开|提交|提出|收到|收悉|受理|登记|来信|来函|联名申请|交办|当面|收于|收(?=[，。；])"
    " < 补正|补交|征询|征求第三方|征求意见|延期|书面同意|同意函"
    " < 答复|办结|送达|函复|回复|回应|领取|终止办理|告知|予以公开|作出决定|认定|书面回应|答(?=[，。；])",
    # a dispute
    "答复|告知书|误判 < 申请复议|提起复议|复议申请 < 复议维持|复议决定|复议机关|责令|撤销|复议"
    " < 起诉|提起诉讼|提起行政诉讼 < 开庭|一审|判决 < 上诉|二审|重新答复|重新作出|宣判|终审|撤诉|按判决",
    "立案|调查|查处 < 调查终结|移送起诉 < 处罚决定|作出处罚|一审|宣判|判决 < 二审|执行|缴款",
    "公告 < 听证|举行 < 决定|公布听证报告",
    # a paper
    "列入(?:计划|试点)|立项|启动编制|起草|领受|部署|动笔|拟定|草案|提出初稿 < 初稿|征求意见|论证|清查|座谈|公示"
    " < 评审|听证|成本监审 < 审议|审定|批准|批复|核准|定稿|会签"
    " < 印发|公布|发布|出台|签发|下发|向社会公布|上网|挂网"
    " < 施行|生效|执行|分解|细化|解读|贯彻 < 中期检查|自查 < 终期检查|验收|销号|废止",
    # building and buying
    "立项|申报|获批|批准建设|可研 < 招标|采购公告 < 中标|开标 < 签订合同|签约|合同公告|签署"
    " < 到货|交货|入场 < 安装|开工|动工|奠基|破土|上马 < 封顶|主体完工|安装完|下闸"
    " < 完工|竣工|建成|建好|下马 < 调试|试运行|验收|测试 < 启用|投用|交付|开诊|通车|通水|投入使用|开通|正式开通|上线|开门迎客",
    # people and bodies
    "招录|报名|公告|申报|征集|到岗|调入 < 面试|初评|初核|初审|笔试|考试|评审|岗前培训|培训|入学 < 体检|考察|公示|放榜|录取"
    " < 上岗|聘用|获命名|命名|授牌|取得证书|补录|录用",
    "批准设立|组建|成立|调整(?:了|组长|领导|政务)|换届|改选|合署 < 首次会议|第一次例会|首次例会|第一次会议|召开首次|统一(?:了)?公开",
    "退休|调离|离任|离职 < 接手|接任|补缺|到任",
    # what was found and what was done about it
    "通报|反馈|查出|抽查|督查|指出|误判|测评|评估|暴露|检查发现|巡察|洪灾|受损|扣分|调研"
    " < 约谈|修订|复盘|着手|专题研究|制定整改 < 整改|补正|补更|修复|复查|复核|销号|完成[0-9一二三四五六七八九十余]",
    "切换|迁移|搬迁|新上线|上线|改版 < 核对|无法下载|稳定|修复|在网站公告",
    # what is published in turn
    "计划|方案|招标公告|学区|预算 < 结果|竣工名单|录取名单|中标|合同公告|决算|调整说明|竣工验收",
    "方案下发|部署|动员|印发 < 中期|初核 < 验收|总结|完成自查|考核",
    "试点 < 推广|铺开|全覆盖|全部覆盖 < 复核|验收",
    "首开|首场|首期|首次|开馆 < 末场|末期|收官|闭幕|再次|第[二三四]",
    "启动|开始|着手|申报认可 < 初稿|现场评审|初核 < 完成|结束|提交|取得证书",
    "上岗 < 收官|撤岗",
    "提出撤回|不服|上诉 < 终止|申请复议|驳回",
    "列入|入选|获批|试点 < 登记|参保|实施|启动建设",
    "开通 < 收到在线|受理首",
    "责令 < 重新|按判决",
    "征集|征求 < 截止 < 公布|采纳",
    "迁(?:移|入)|核对 < 关闭|停用|注销",
)  # fmt: skip
_DATED = frozenset(("day", "month", "half", "quarter"))
_REACH = 110
_MONTH = re.compile(r"年(?<=[今本]年)(1[0-2]|[1-9])月(?:([0-9]{1,2})日)?(?![龄薪均度刊报0-9至到-])")
_ANY_MONTH = re.compile(r"(?<![0-9年至到-])(1[0-2]|[1-9])月(?![龄薪均度刊报0-9])")
_BACK = re.compile(
    "此前|之前|以前|早在|曾|原(?!告|因|则)|前身|去年|上年|上一|上[轮届期次]|历史|追溯|其中|始于|源于|基于|根据|依据|依照|按照|参照|较|(?<!评)比(?!例|对|赛)|同期|旧|前期|"
    "另(?:有|外|一)|还有|分别|先后|各自|所附|以来|系|[自由从]$|(?:所属期|周期|期限|有效期|任期|时段|年度)[为是]?$|针对|对$|因|时任|历年|连续|每年|逐年|废止|失效|(?<![提目日年])前$"
)
_EARLIER = re.compile("此前|之前|早在|以前|曾|原[定计由]|上一|去年|上年")
# Words by which a step goes on from what was told: 切换后…, 又…, 余下的…, 重新….
_AFTER = re.compile("(?:后|随后|随即|其后|继而)(?:至|到|，)?(?:我[局镇乡委办院校厅])?$")
_THEN = re.compile(
    "[，。；：][^，。；：]{1,14}(?:后|之后|以后)(?:[一二三两几四五六七八九十半0-9]{1,2}(?:周|天|日|个?月|年))?，(?:即|[^，。；]{0,8})(?:于|在|从)?$"
)
_AGAIN = re.compile("[^，。；]{0,8}?(?:再次|再度|又(?!称|名)|余下|其余|剩余|剩下|重新(?!修订)|新一届|完成二次)")
_ORDINAL = re.compile(
    "(?:第(?P<n>[一二三四五六七八九十]{1,2}|[0-9]{1,2})|(?P<first>首)|(?P<last>末))(?:次|期|场|批|届|轮|回|笔|阶段|个|辑|例)?"
)
_NO_PAIR = re.compile("环比|相比|相较|对比|降至|升至|半年前")
_MODIFIER = re.compile("(?:[0-9]{1,2}日)?(?:底|初|份)?[^，。；、]{0,5}的(?!实)[^，。；]")
_NOTICE = re.compile(
    "(公告|草案|意见稿)[^，。；]{0,6}?(?:发布|公布|发出)"
)  # its issue opens a course, it does not end one
_TIME_OF = re.compile("(?:时间|日期)[为是]?$")
_NUMERALS = "一二三四五六七八九十甲乙丙东西南北"
_ENDS = "，。；：\n（）"


class Step(NamedTuple):
    """A date in the text: where it stands, its first and last day, its number among the expressions (-1: bare month)."""

    start: int
    end: int
    begin: date
    until: date
    number: int


def check_stages(page: Page) -> Iterator[Finding]:
    """Yield dates of steps that lie before the step that they follow."""
    year = page.reference.year
    if year is None or page.reference.genre not in ("annual", "school") or page.reference.certainty < 0.7:
        return
    bare = list(_MONTH.finditer(page.view))
    if not bare and not goes_back(page):
        return  # the steps are told in their order
    steps = _steps(page, year, bare)
    for at in range(1, len(steps)):
        first, one = steps[at - 1], steps[at]
        if one.number < 0 or one.start - first.end > _REACH or "\n" in page.view[first.end : one.start]:
            continue
        after = steps[at + 1] if at + 1 < len(steps) else None
        yield from _judge(page, first, one, after, year)


def _judge(page: Page, first: Step, one: Step, after: Step | None, year: int) -> Iterator[Finding]:
    view, layout = page.view, page.layout
    if (turned := _over_the_turn(page, first, one, year)) is not None:
        yield turned
        return
    if one.until >= first.begin or not year - 1 <= first.begin.year <= year or not 0 <= year - one.begin.year <= 2:
        return
    if one.begin.year == first.begin.year and (one.begin.year == year or first.begin.month - one.begin.month < 4):
        return  # a slip of the month, or not to be told from one
    if layout.set_apart(one.start):
        return
    if layout.quoted(first.start) or page.zone_at(one.start):
        return
    over_the_turn = first.begin.year == one.begin.year
    if (not over_the_turn and not _later(first, one)) or _goes_back(view, first, one):
        return
    follows = _follows(view, first, one)
    if over_the_turn or first.begin.year < year:
        if follows:
            yield _finding(page, first, one, year, 0.84)
        return
    between = (
        after is not None
        and after.begin.year == year
        and after.start - one.end <= _REACH
        and "\n" not in view[one.end : after.start]
        and _later(one, after)
        and first.begin < after.begin
        and not _goes_back(view, one, after)
        and _opens(view, one)
        and _opens(view, first)
        and _opens(view, after)
    )
    if follows is False or not (follows or between):
        return
    yield _finding(page, first, one, year, 0.86 if follows and between else 0.84)


_AHEAD = re.compile("将|下一年|下年|明年|次年|余下|尚未|未审结|排期|届满|期满|待")
_CARRIED = re.compile("结转|上年|去年|上一年|转来|跨年|年关|年初")


def _over_the_turn(page: Page, first: Step, one: Step, year: int) -> Finding | None:
    """Find the wrong one of two steps of one year that lie around its turn: 2021年12月收到，已于2021年1月答复."""
    view, layout = page.view, page.layout
    if not first.begin.year == one.begin.year == year or first.begin.month < 10 or one.until.month > 3:
        return None
    if first.number < 0 or page.told_ahead(one.start) or one.start < page.reference.title_end:
        return None
    spans = (layout.titles, layout.quotes, layout.parens)
    if any(layout.enclosed(kind, at) for kind in spans for at in (first.start, one.start)):
        return None
    if _BACK.search(_clause(view, one)[0]) is not None or _MODIFIER.match(view[one.end : one.end + 14]) is not None:
        return None
    low, high = layout.around(layout.sentences, one.start)
    if first.start < low or _in_course(view, first, one) is not True:
        return None
    goes_on = [int(month.group(1)) for month in _ANY_MONTH.finditer(view, one.end, min(high, one.end + 60))]
    ahead = _AHEAD.search(view, max(low, first.start - 10), min(high, one.end + 24)) is not None
    begun_before = not ahead and _CARRIED.search(view, max(low, first.start - 60), min(high, one.end + 30)) is not None
    if begun_before or (not ahead and any(one.until.month <= month < 12 for month in goes_on)):
        wrong, right = first, year - 1
    else:
        wrong, right = one, year + 1
    words = view[wrong.start : wrong.end]
    return Finding(
        wrong.number, "date_order", right, 0.84, "Y03", "work",
        f"{words} does not stand in the order of the steps around the turn of the year", f"{words}：跨年环节年份有误",
    )  # fmt: skip


def _finding(page: Page, first: Step, one: Step, year: int, confidence: float) -> Finding:
    view = page.view
    return Finding(
        one.number, "date_order", year, confidence, "Y03", "work",
        f"{view[one.start : one.end]} lies before the step {view[first.start : first.end]} that it follows",
        f"{view[one.start : one.end]}早于其前序环节（{view[first.start : first.end]}）",
    )  # fmt: skip


def _follows(view: str, first: Step, one: Step) -> bool | None:
    """Say whether words tell that one date follows the other (None: nothing tells, False: some words tell the contrary)."""
    lead, tail = _clause(view, one)
    before, behind = _clause(view, first)
    if (_AFTER.search(lead) or _AGAIN.match(tail)) and not _NO_PAIR.search(tail):
        return True
    then = view[max(first.end, one.start - 44) : one.start]
    if "后" in then and _THEN.search(then) is not None and not _NO_PAIR.search(tail):
        return True  # 列入名录后，公司于2020年3月…
    own, other = _ordinal(lead, tail), _ordinal(before, behind)
    if own and other and own != other:
        return own > other
    months = (first.until.month - first.begin.month, one.until.month - one.begin.month)
    if months[0] == months[1] > 1 and one.begin.month == first.until.month + 1 and not _NO_PAIR.search(tail):
        return True  # 2021年上半年公开87条，2020年下半年公开105条
    return _in_course(view, first, one)


def _ordinal(lead: str, tail: str) -> int:
    """Return the ordinal told with a date (0: none)."""
    found = _ORDINAL.search(lead) or _ORDINAL.search(tail)
    if found is None:
        return 0
    words = found.group("n")
    return 1 if found.group("first") else 99 if found.group("last") else int(parse_number(words) or 0)


def _later(first: Step, one: Step) -> bool:
    """Say whether a date would not lie before another one in the same year."""
    return (one.until.month, one.until.day) >= (first.begin.month, first.begin.day)


def _steps(page: Page, year: int, bare: list[re.Match[str]]) -> list[Step]:
    """Return the dated steps of a page; a bare month (今年5月) is one of the reported year."""
    found = [
        Step(one.start, one.end, one.begin, one.until, index)
        for index, one in enumerate(page.expressions)
        if one.begin is not None and one.until is not None and _is_date(page.view, one)
    ]
    found.extend(
        Step(match.start(1), match.end(), date(year, int(match.group(1)), 1), date(year, int(match.group(1)), 28), -1)
        for match in bare
    )
    return sorted(found)


def _is_date(view: str, one: Expression) -> bool:
    return one.unit in _DATED or (one.unit == "year" and view[one.end - 1] in "底末")


def _clause(view: str, one: Step) -> tuple[str, str]:
    """Return what stands before and behind a date in its clause; a comma right behind it does not end it."""
    low = one.start
    while low > 0 and one.start - low < 24 and view[low - 1] not in _ENDS:
        low -= 1
    high = one.end + (view[one.end : one.end + 1] == "，")
    stop = high
    while stop < len(view) and stop - high < 30 and view[stop] not in _ENDS:
        stop += 1
    return view[low : one.start], view[high:stop]


def _opens(view: str, one: Step) -> bool:
    """Say whether a date opens its clause, or stands behind no more than a subject."""
    return len(_clause(view, one)[0]) <= 10


def _goes_back(view: str, first: Step, one: Step) -> bool:
    """Say whether the text itself goes back from one date to the next."""
    lead, tail = _clause(view, one)
    if _BACK.search(lead) is not None or _MODIFIER.match(view[one.end : one.end + 14]) is not None:
        return True
    if view.startswith(("至", "到", "-", "~"), one.end):
        return True  # a stretch that begins earlier
    gap = view[first.end : one.start]
    return (
        gap.count("。") > 1
        or _EARLIER.search(gap[-16:]) is not None
        or re.match("[^，。；]{0,6}[已曾]", tail) is not None
    )


def _two_things(before: str, lead: str) -> bool:
    """Say whether two dates stand behind the names of two like things: 一标段2021年5月开工，二标段2020年7月竣工."""
    before, lead = before.rstrip("于在已"), lead.rstrip("于在已")
    if len(lead) < 2 or len(before) < 2 or lead == before or "审" in lead[-2:] or _TIME_OF.search(lead):
        return False
    return before[-1] == lead[-1] and (before[-2] in _NUMERALS) == (lead[-2] in _NUMERALS) and len(lead) <= 6


@cache
def _courses() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(re.compile(f"(?:{step.strip()})") for step in course.split(" < ")) for course in _COURSES)


def _in_course(view: str, first: Step, one: Step) -> bool | None:
    """Say whether a step follows another in a course; False where some course tells the contrary, None where none tells."""
    before, behind = _clause(view, first)
    lead, tail = _clause(view, one)
    if _two_things(before, lead) or (_TIME_OF.search(lead) is not None and _TIME_OF.search(before) is None):
        return None
    earlier, later = before + "　" + behind, lead + "　" + tail
    earlier, later = _NOTICE.sub(r"\g<1>", earlier), _NOTICE.sub(r"\g<1>", later)
    up = down = False
    for course in _courses():
        ranks = [rank for rank, step in enumerate(course) if step.search(earlier) is not None]
        own = [rank for rank, step in enumerate(course) if step.search(later) is not None]
        if ranks and own:
            up = up or (max(ranks) < max(own) and min(ranks) <= min(own))
            down = down or (max(ranks) > max(own) and min(ranks) >= min(own))
    return True if up and not down else False if down and not up else None
