"""Months that had not come when the report was signed, told among what was done: 4月起诉，2023年6月撤诉 in the report on 2022."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import sentence, told_freely, years_within

_DONE = re.compile(
    "(?:[0-9]{1,2}日|[上中下]旬|底|末|份)?，?[^，。；]{0,14}?(?:已|办结|答复|收到|上线|截止|撤回|撤诉|命名|完毕|最多|最少|受理|开展的|完成|公布|启动|新备案|召开的|审结|宣判|立案|获|"
    "建成|投用|开通|公示|挂牌|成立|修订)"
)
_FRAME = re.compile("今年|本年度?|年底?前|年内|全年|本报告期|其中|当月|首次|已")
_AHEAD = re.compile(
    "拟|预计|计划(?!执)|将(?![军近])|届时|要求|合同|工期|约定|到期|届满|期满|有效|施行|执行|生效|实施|换届|确保|力争|争取|定[于在]|待|[明来次]年|下一?年|顺延|延[期至长]|推迟|结转|转入|跨年|"
    "持续到|任期|期限|服务期|起(?!诉|草|来)|至$|目标|安排|应|须|需|要(?![点闻求])|可|征集期|缴费|采暖季|学年|（[^）]{0,12}$|或|争|提前|招生|校历|放假|元旦|春节|汇总|编制|审核"
)
_OTHERWISE = re.compile(
    "前|报告|年报|印发|未|预定|限|上网公布|统计|采购|时点|标准时|期[为至]|涵盖|说明|分期|后续|下[次期批]|另有|另一|余下|其余|剩余|第二年|两年|三年|为期|合计于|[到至]$"
)
_MID_YEAR = 7  # without a signature: a report is out by the middle of the next year


_UNTIL = ("截至", "截止", "截止到", "截至到")
_COUNTED = re.compile("(?:之?前|止|为止|时|24时|日终)?，?[^。；\n]{0,24}?[0-9]")
_NOT_YET = re.compile(
    "将|预计|计划|应|须|拟|要求|目标|力争|期限|到期|届满|有效|任期|征集|报名|申报|补贴|政策|延[至续期]|执行至|约定|合同|签订"
)


def check_counted_later(page: Page) -> Iterator[Finding]:
    """Yield a day that had not come at the signing as that up to which something was counted: 截至2011年12月31日资产总额…."""
    year = page.reference.year
    signed = page.reference.signed
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7 or signed is None:
        return
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("month", "day") or one.begin is None or one.last != year + 1 or one.begin <= signed:
            continue
        if signed.year != year + 1 or not told_freely(page, one) or not view.endswith(_UNTIL, 0, one.start):
            continue
        low, high = sentence(page, one, before=30, after=60)
        if _COUNTED.match(view, one.end, high) is not None and _NOT_YET.search(view, low, high) is None:
            words = view[one.start : one.end]
            yield Finding(
                index, "date_order", year, 0.88, "Y03", "period",
                f"what is counted up to {words} was not known when the report was signed", f"落款时尚未到{words}，却已统计到该日",
            )  # fmt: skip


def check_told_too_late(page: Page) -> Iterator[Finding]:
    """Yield months behind the signature at which, among work of the reported year, something was done."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual":
        return
    signed = page.reference.signed
    known = signed if signed is not None and signed.year == year + 1 else date(year + 1, _MID_YEAR, 1)
    view = page.view
    for index, one in enumerate(page.expressions):
        if one.unit not in ("month", "day") or one.begin is None or not one.first == one.last == year + 1:
            continue
        if one.begin <= known or not told_freely(page, one) or page.in_problems(one.start):
            continue
        low, high = sentence(page, one, before=80, after=80)
        before, behind = view[low : one.start], view[one.end : high]
        if _DONE.match(behind) is None:
            continue
        others = years_within(page, low, high, but=one)
        if any(other.last > year for other in others):
            continue
        if not any(other.last == year for other in others) and not (_FRAME.search(before) or _FRAME.search(behind)):
            continue
        if _AHEAD.search(before[-40:]) or _AHEAD.search(behind[:44]):
            continue
        if _OTHERWISE.search(before[-40:]) is None and _OTHERWISE.search(behind[:12]) is None:
            words = view[one.start : one.end]
            yield Finding(
                index, "date_order", year, 0.86, "Y03", "work",
                f"{words} had not come when the report was signed, but is told as done",
                f"{words}在报告落款之后，而所述事项已经完成",
            )  # fmt: skip
