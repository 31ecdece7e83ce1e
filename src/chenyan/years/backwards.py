"""Dates of last year behind dates of this year that they would follow in this year: 2021年5月进驻，2020年7月反馈意见."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, place
from chenyan.years.standing import DATED, DATING, THIS_YEARS, before_it, of_last_year, years_within
from chenyan.years.weighing import modifies

_REACH = 110
# Words by which a text goes back in time, or sets one time against another.
_BACK = re.compile(
    "此前|之前|以前|早在|早于|曾|原[定计拟本来为先]|去年|上年|前期|上一|起草|筹备|始于|[自从]$|较|比|同期|分别|依次|旧|延期|推迟|上[次份轮批]|(?<![提目日年])前$|源于|因|由于|之后|以来|先于|前一"
)
_BEGINS = re.compile(
    "[^，。；]{0,10}(?:已|就|便|首|开始|起(?!来)|启动|着手|立项|立案|收到|招标|受理|签|批|征求|首创|曾|开工|动工|奠基|进场|开建|开班|发生|形成|产生|成立|入职|申请|提交|登记|出生)"
)
# What is told of a thing after its end, and the end itself: 2021年3月验收，2020年12月完工 goes back.
_AFTER_END = re.compile(
    "验收|评审|评估|移交|审计|结算|决算|投用|投入使用|通车|开园|启用|搬迁|入驻|挂牌|表彰|转固|销号|答复|判决|办结|归档|上线|开通|施行|出台|建成"
)
_AN_END = re.compile("[^，。；]{0,10}(?:完工|竣工|建成|封顶|结束|完成|验收|收到|申请|受理|到期|期满|印发|出台|下发)")
_BORN = re.compile("(?:生|班|始|起|立|历时|刊载|动|记)于?$")
_SET_AGAINST = re.compile("同比|相比|增长|下降|比|较|持平|多|少")
_YEARS = re.compile("[两二三]年")
_LATER_STAGE, _FIRST_STAGE = re.compile("[二三四五末]期"), re.compile("[一首]期")


_LISTED = re.compile("[，；、][^，。；、的0-9]{2,10}$")


def _month(page: Page, one: Expression, year: int) -> int | None:
    """Return the month of the reported year in which a mention begins: 2021年5月, 今年5月; None where it names none."""
    if one.unit == "relative":
        told = THIS_YEARS.match(page.view, one.start)
        return int(told.group("month")) if told is not None and page.reference.genre == "annual" else None
    if one.unit in DATED and one.first == one.last == year and one.begin is not None:
        return one.begin.month
    return None


_TAKEN_UP = re.compile("[该其这此]|本案")


def _another(view: str, here: Place, before: Expression) -> bool:
    """Say whether a date is that of another thing: 该案2020年9月开庭; 一标段2021年4月动工，二标段2020年8月完工."""
    if _TAKEN_UP.search(here.lead) is not None:
        return True
    own = here.subject
    return len(own) > 1 and own[-1] in view[max(0, before.start - 2) : before.start]


def check_backwards(page: Page) -> Iterator[Finding]:
    """Yield months of last year that are told behind an earlier month of this year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in DATED or one.begin is None or (found := before_it(page, index, _REACH)) is None:
            continue
        before = found[1]
        month = _month(page, before, year)
        if month is None or month >= one.begin.month:
            continue
        between = view[before.end : one.start]
        if "\n" in between or page.layout.set_apart(before.start):
            continue
        here = place(page, one)
        listed = "、" in here.lead and _LISTED.search(view, here.statement[0], one.start) is not None
        if not (here.adverbial and here.preposition in DATING) and not listed:
            continue
        rest = view[one.end : one.end + 44]
        if modifies(between) or modifies(rest) or _goes_back(view, one, before, here.statement[0]):
            continue
        if _YEARS.search(view, here.sentence[0], one.start):
            continue
        if _another(view, here, before):
            continue
        if _AFTER_END.search(between) and _AN_END.match(rest):
            continue
        if _LATER_STAGE.search(between) and _FIRST_STAGE.search(rest[:20]):
            continue
        yield Finding(
            index, "date_order", year, 0.85, "Y03", "work",
            f"{view[one.start : one.end]} is told behind {view[before.start : before.end]}, "
            f"which it would follow in {year}",
            f"{view[one.start : one.end]}写在{view[before.start : before.end]}之后，按先后应为{year}年",
        )  # fmt: skip


# What is made up for, or still counts, is of the time before: 2017年1月兑现，补发2016年下半年差额.
_MADE_UP_FOR = re.compile("(?:补发|补缴|补交|补助|补记|补提|追补|追缴|清算|叠加|补报|补录)了?$")


def _goes_back(view: str, one: Expression, before: Expression, statement: int) -> bool:
    """Say whether words around a date tell that the text goes back to it, or compares with it."""
    if _MADE_UP_FOR.search(view, max(0, one.start - 4), one.start) is not None:
        return True
    low = max(before.end, min(statement, one.start - 20))
    if _BACK.search(view, low, one.start) is not None:
        return True
    if _BORN.search(view, max(before.end, one.start - 5), one.start) is not None:
        return True
    return _BEGINS.match(view, one.end) is not None or _SET_AGAINST.search(view, one.end, one.end + 30) is not None


_ENDED = re.compile(
    "(?:[0-9]{1,2}日)?(?:底|初|份|[上中下]旬)?(?:之?前)?，?(?:又|再|随之|随即|才|最终|均|全部|全面|顺利|正式|一次性|按时|按期|如期|立即|集中|再次|[^，。；的]{0,8}?)"
    "(?:完成|完工|结束|公布|公示|办结|竣工|上线|获|通过|揭晓|反馈|公开|开考|启用|投用|交付|验收|宣判|判决|维持|终止|裁定|通报|审结|更新|收官|到位|拨付|"
    "发放到|建成|挂牌|开通|运行|落成|销号|整改|答复|回复|更正|解决|评为|被评|授予|荣获|开诊|开园|通车|封顶)"
)
_ELSEWHERE = re.compile("提前|预先|事先|预算|系|其中|源于|比|较|依据|根据|结转|遗留|上年|去年|补|延|迟")
_OTHER = re.compile("[该这其此原]")
# To publish what is planned for a year is no end of it; to publish what came of it is.
_TELLS_ONLY = re.compile("[^，。；]{0,14}?(?:公布|公示|公开|通报|获|通过|揭晓|反馈|授予|评为|被评|挂牌|启用)")
_RESULT = re.compile("结果|完成|办理|复文|答复|情况|名次|评议|工作|任务|验收|审议|中标|成绩|细则")
_OPENS = re.compile("[，。；：][^，。；]{0,10}$|的[^，。；]{2,14}[于在]?$")
_SUBJECT = re.compile("[，；：][^，。；、的]{2,12}$")


def check_finished(page: Page) -> Iterator[Finding]:
    """Yield months of last year in which what this year's sentence tells was finished: 2021年落实面积，2020年9月收购结束."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in DATED or _ENDED.match(view, one.end) is None:
            continue
        here = place(page, one)
        if here.preposition not in ("", "于", "在", "至", "到"):
            continue
        told = years_within(page, max(here.sentence[0], one.start - 90), one.start)
        if not told or any(other.last != year for other in told):
            continue
        last = told[-1]
        gap = view[last.end : one.start]
        if last.unit != "year" or view[last.end - 1] in "底末" or len(gap) < 6:
            continue
        if (not here.adverbial and _SUBJECT.search(gap) is None) or _OPENS.search(gap) is None:
            continue
        if _TELLS_ONLY.match(view, one.end) and not _RESULT.search(f"{gap}{view[one.end : one.end + 24]}"):
            continue
        if _AFTER_END.search(gap) and _AN_END.match(view, one.end):
            continue
        if _BACK.search(gap[-24:]) or _ELSEWHERE.search(gap) or _OTHER.search(gap[-8:]):
            continue
        if view[one.start - 1] in "于在" and view.startswith("，", one.end):
            continue  # 答复作出于2020年8月，一审判决…: when another thing was done
        if _BEGINS.match(view, one.end) or modifies(view[one.end : one.end + 40]):
            continue
        if _SET_AGAINST.search(view, one.end, one.end + 30) is not None:
            continue
        yield Finding(
            index, "stale_year", year, 0.85, "Y03", "work",
            f"what was begun in {year} is told to have ended in {view[one.start : one.end]}",
            f"{year}年的事项写作在{view[one.start : one.end]}完成",
        )  # fmt: skip
