"""Wishes and outlines for a year that was over: 希望上级在2021年多组织交流; 2021年工作的总体思路是…; 2021年的重点工作清单：."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.past_plans import NOT_YET, past_plan, years_that_were_over
from chenyan.years.scope import Page, place
from chenyan.years.weighing import modifies

_UNITS = frozenset(("year", "half", "quarter", "month"))
_WISH = re.compile(
    "(?:希望|建议|恳请|盼望|期待|期盼|设想|打算|愿望是|想法(?:是|：)|恳盼|请(?:各|求|市|县|省|上级)[^，。；0-9]{0,8}|预计)"
    "(?:各?[一-龥]{0,6}(?:部门|单位|街道|乡镇|上级|县里|市里|省里|区里|领导))?[^，。；、的0-9]{0,10}?，?(?:[于在到自从])?$"
)
_TOLD_BY_OTHERS = re.compile(
    "代表|委员|群众|网民|市民|专家|提出|收到|反映|曾|去年|上年|年初|采纳|办理|该|原|当时|此前|报告|议案|提案|留言"
)
_OUTLINE = re.compile(
    "度?(?:我?[全本][国省市县区局镇乡校院州旗]|我[国省市县区局镇乡校院州旗委厅]|[^，。；：的0-9]{0,4})?的?[^，。；：0-9]{0,16}?(?:总体?(?:的)?思路|"
    "工作思路|总体?要求|重点(?:工作|任务)?(?:清单)?|公开重点|任务清单|基本思路|初步考虑|初步打算|工作目标|整改目标|打算)"
    "(?:[：:]|是[：:]?|为[：:]?|如下|有)"
)
_IDEA = re.compile("(?:关于|对于?)$")
_IDEA_IS = re.compile(
    "度?的?[^，。；：0-9]{0,14}工作，(?:我[局镇乡委办院校厅市县区]|我们|本[局镇乡院]|拟|初步)?(?:的?初步)?(?:考虑|打算|设想|思路|计划|安排)"
)
_DONE = re.compile("已(?!列|纳)|了(?!解)|完成|未能|没有|实际|上年|去年|比|较|结果|得到|取得|如期|全部|兑现|落实了")
_AIMED_AT = re.compile("[^。；]{0,40}(?:目前|尚|还|可|尽快|能|为|多|统一|更|再|实现|开始|完成|配|聘|建|增|加|达|取|报)")


def check_wishes(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the time of a wish or a suggestion for the time to come."""
    view = page.view
    for index, one in years_that_were_over(page, _UNITS):
        if not page.told_ahead(one.start) or page.layout.set_apart(one.start):
            continue
        here = place(page, one)
        low, high = here.sentence
        before, rest = view[max(low, one.start - 34) : one.start], view[one.end : min(high, one.end + 50)]
        wished = _WISH.search(before)
        if wished is None or _TOLD_BY_OTHERS.search(before) or modifies(rest):
            continue
        if _DONE.search(rest) or NOT_YET.search(before) or _AIMED_AT.match(rest) is None:
            continue
        yield past_plan(page, index, 0.85, "a wish for the time to come names", "对今后的希望或建议写作")


def check_outlines(page: Page) -> Iterator[Finding]:
    """Yield the reported year as the one whose outline, aims or tasks the report goes on to tell."""
    view = page.view
    for index, one in years_that_were_over(page, _UNITS):
        if not page.told_ahead(one.start) or page.layout.set_apart(one.start):
            continue
        low, high = page.layout.around(page.layout.sentences, one.start)
        before, rest = view[max(low, one.start - 20) : one.start], view[one.end : min(high, one.end + 60)]
        outlined = (before == "" or before[-1] in "。；：，\n、）.") and _OUTLINE.match(rest) is not None
        considered = _IDEA.search(before) is not None and _IDEA_IS.match(rest) is not None
        if (outlined or considered) and not _DONE.search(rest) and not NOT_YET.search(before):
            yield past_plan(
                page, index, 0.85, "the outline of what is to be done is that of", "工作思路、任务清单所指的年度写作"
            )
