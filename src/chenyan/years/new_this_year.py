"""What came into being this year has no last year: 2021年新开通的公众号，自2020年5月上线以来推送信息276条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import of_last_year, sentence, years_within
from chenyan.years.weighing import modifies

_REACH = 60
# 新版网站, 新开设专栏, 挂牌成立: what did not exist before.
_NEW = re.compile(
    "(?:[0-9]{1,2}日)?(?:年?初|起|正式|新近)?，?[^，。；、的0-9]{0,10}?(?:新(?:开[设通办辟]|上线|建成|设立|组建|成立|设|版|建的[^，。；]{0,16}(?:专栏|"
    "平台|系统|栏目|网站|公众号))|升格为?|挂牌|启用新|首次?开[通设办])"
    "[^，。；]{0,24}"
)
_LIVES = re.compile(
    "(?:[0-9]{1,2}日)?(?:年?[底末初]|[上中下]旬|起)?，?[^，。；]{0,10}?(?:上线|开栏|开播|开通|首次|首[件期场批例]|运行|点击|访问|浏览|推送|发布|播出|刊出|受理|"
    "收到|接待|注册|新注册|完成|迁入|对照|补充|新增|办理|办结|审查|累计|更新|是挂牌|是成立|是开[通馆])"
)
_BEFORE_IT = re.compile(
    "已(?!推送|累计|突破|发布)|划[转入]|试运行|筹|前身|原|此前|之前|立项|招标|采购|设计|起草|申报|批复|谋划|论证|旧|老|上年|去年|比|较|同期|迁|并入|合并|系|结转|取代|替代|改版|升级前"
)
# 新修订的指南2021年5月施行后，2020年6月…
_SINCE = re.compile("[^，。；\n]{2,30}?(?:以来|之后|以后|(?<!先|前|落|滞|背|善|今)后)，[^，。；\n]{0,12}")


def check_new_this_year(page: Page) -> Iterator[Finding]:
    """Yield dates of last year at which a thing was at work that came into being in the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school"):
        return
    view = page.view
    for index, one in of_last_year(page):
        low, high = sentence(page, one, before=90, after=60)
        told = years_within(page, low, one.start)
        if not told or any(other.last != year for other in told) or one.start - told[-1].end > _REACH:
            continue
        born = _NEW.match(view, told[-1].end, one.start)
        if born is None and _SINCE.fullmatch(view, told[-1].end, one.start) is None:
            continue
        if _LIVES.match(view, one.end, high) is None or (
            modifies(view[one.end : one.end + 40]) and not view.startswith("是", one.end)
        ):
            continue
        if _BEFORE_IT.search(view, low, min(high, one.end + 40)) is not None:
            continue
        yield Finding(
            index, "stale_year", year, 0.86, "Y03", "work",
            f"{view[one.start : one.end]} lies before the thing came into being in {year}",
            f"{view[one.start : one.end]}早于该事项产生的{year}年",
        )  # fmt: skip
