"""What befell a thing of this year cannot lie in last year: 2021年3月开工的幼儿园，于2020年8月竣工."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import DATED, of_last_year, sentence, years_within
from chenyan.years.weighing import modifies

_REACH = 60
# By which a thing came to be, so that all else befell it later.
_CAME_TO_BE = re.compile(
    "(?:[0-9]{1,2}日)?(?:起|新|份|[上中下]旬)?[^，。；、的0-9]{0,6}?(?:征集|收到|受理|开工|启动|招聘|招录|选聘|采购|购置|承办|交办|下达|审定|出台|印发|成立|组建|"
    "接种|考入|申报|签订|签约|立项|施行|接到|提交|转制|挂牌|上线|动工|奠基|破土|开通|建成|提出|开展|举办|部署|布置)了?的"
)
_BEFORE_IT = re.compile(
    "[^，。；]{0,12}(?:已|就|便|首|开始|着手|立项|招标|批复|批准|获批|备案|受理|收到|签|征求|起草|曾|报名|选址|设计|论证|调研|谋划|筹备|申报|发生|形成|产生|征集|拟定|"
    "通过|审议|编制|动议|启动|提出|下发|印发|寄|送|邮)"
)
# What is named by its end has its earlier stages before it: 2021年建成的泵站，2020年11月完成主体.
_NAMED_BY_END = re.compile("建成|开通|上线|挂牌|审定|出台|印发|施行|举办|开展|成立|组建|转制")
_STAGE = re.compile(
    "[^，。；]{0,10}(?:开工|动工|奠基|破土|完成|完工|竣工|封顶|试运行|中标|公示|试行|试点|验收|采购|施工|建设|进场|投资|开发|测试|公布|发布)"
)
_ELSEWHERE = re.compile("比|较|同期|去年|上年|此前|原|曾|由|因|自$|根据|依据|其中|系|区间|时间|期间|周期|来自|涉及|寄")
_GOES_ON = re.compile("[^。；]{2,34}?(?:，[^，。；]{0,12})?(?:[于在到至]|截至)?")
_SET_AGAINST = re.compile("同比|相比|增长|下降|比|较|持平|多|少")


def check_begun_this_year(page: Page) -> Iterator[Finding]:
    """Yield months of last year at which something befell what came to be in the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit not in DATED or one.begin is None:
            continue
        low, _ = sentence(page, one, before=100)
        told = years_within(page, low, one.start)
        if not told or any(other.last != year for other in told) or one.start - told[-1].end > _REACH:
            continue
        thing = told[-1]
        if thing.unit in DATED and thing.begin is not None and thing.begin.month > one.begin.month:
            continue  # it would not follow in the reported year either
        born = _CAME_TO_BE.match(view, thing.end)
        if born is None or born.end() > one.start:
            continue
        gap = view[born.end() : one.start]
        if _ELSEWHERE.search(gap) is not None or _GOES_ON.fullmatch(gap) is None:
            continue
        if _BEFORE_IT.match(view, one.end) or modifies(view[one.end : one.end + 40]):
            continue
        if _SET_AGAINST.search(view, one.end, one.end + 24) is not None:
            continue
        if _NAMED_BY_END.search(born.group()) and _STAGE.match(view, one.end):
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} lies before {view[thing.start : thing.end]}, when the thing came to be",
            f"{view[one.start : one.end]}早于该事项自身的{view[thing.start : thing.end]}",
        )  # fmt: skip
