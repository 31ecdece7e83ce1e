"""Plans dated before what they answer: problems of November 2022, 并于2022年4月组织轮训; 首届2025年11月, 2025年5月举办第二届."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page

_REACH = 160
_MOST = (
    12  # so many causes before a plan, so many first ones of rows, are looked at; keeps the work on long texts linear
)
_DATED = frozenset(("day", "month", "half", "quarter"))
_LEAD = re.compile(
    "(?:^|[，。；：、？\n])[ ]?(?:[一二三四五六]是|（?[一二三四五0-9][）、.．]|其[一二三]|第[一二三]，|并|再|又|"
    "拟|计划|将|就|先|依协议|依约|然后|随后){0,3}(?:于|在|到|至|从|自)?$"
)
_STEP = re.compile(
    rf"(?:[0-9]{{1,2}}日|[上中下]旬|份|初|底|末|起|内|之?前|以前|，){{0,4}}(?:对|请|把|将|由|为|在|按|给|让|与|向|再|全部|统一|逐[村项户月]|{cues.any_of('verb')}|打通|修复|更换|举办|轮训)"
)
_TOLD = re.compile(
    "[已曾]|(?<![为明除])了(?!解)|过(?=[，。；])|收到|共(?!享|同|建)|同比|发现|暴露|反映|存在|不足|仅|只有|未|没有|投诉|通报|反馈|举办了|原|实际|累计|期间"
)
# What a plan answers, and when it came: 2022年11月一名信息员离岗, 10月开放日暴露出两点, 2017年12月才签协议.
_CAUSE = re.compile(
    "[^，。；]{0,16}?(?:离岗|暴露|发现|反馈|通报|指出|出现|挂牌|成立|组建|签(?!收)|换届|测评|评估|抽查|检查|查出|曝光|投诉|被|断更|停更|故障|才|刚刚|首届|首次|第一届)"
)
_NOT_CAUSE = re.compile("此前|曾|早在|去年|上年|比|较|截至|将|拟|计划|前(?=[，。；]|完成)")
_FIRST = re.compile("(?:首|第一)(?P<what>届|次|期|场|轮|批)")
_ORDINAL = re.compile("[^，。；]{0,6}?(?:举办|召开|开展|开办|组织|进行)?第(?P<n>[二三四五])(?P<what>届|次|期|场|轮|批)")


def check_causes(page: Page) -> Iterator[Finding]:
    """Yield plans of the reported year that lie before the day of what they answer."""
    year = page.reference.year
    if year is None or page.reference.genre != "annual" or page.reference.certainty < 0.7:
        return
    if not any(one.last == year and one.unit in _DATED and page.told_ahead(one.start) for one in page.expressions):
        return
    view, layout = page.view, page.layout
    causes: list[Expression] = []
    for index, one in enumerate(page.expressions):
        if one.unit not in _DATED or one.last != year or one.begin is None or one.until is None:
            continue
        if layout.set_apart(one.start):
            continue
        if page.told_ahead(one.start):
            later = [cause for cause in causes[-_MOST:] if cause.begin is not None and one.until < cause.begin]
            if later and one.start - later[-1].end <= _REACH and _plans(page, one):
                yield Finding(
                    index, "plan_for_past_year", year + 1, 0.85, "Y02", "plan",
                    f"a plan is dated {view[one.start : one.end]}, before {view[later[-1].start : later[-1].end]} that it answers",
                    f"计划写在{view[one.start : one.end]}，早于其所针对的{view[later[-1].start : later[-1].end]}",
                )  # fmt: skip
                continue
        if _is_cause(page, one) and page.told_ahead(one.start):
            causes.append(one)
    yield from _next_ones(page, year)


def _is_cause(page: Page, one: Expression) -> bool:
    view = page.view
    rest = view[one.end : one.end + 30]
    clause = re.split("[，。；]", rest.lstrip("，"), maxsplit=1)[0]
    return _CAUSE.match(rest.lstrip("，")) is not None and _NOT_CAUSE.search(clause) is None


def _plans(page: Page, one: Expression) -> bool:
    """Say whether a clause behind a date tells a step, and nothing in its statement tells what was."""
    view = page.view
    low = page.layout.around(page.layout.statements, one.start)[0]
    high = page.layout.around(page.layout.statements, one.end - 1)[1]
    if _LEAD.search(view, max(0, one.start - 12), one.start) is None or _STEP.match(view, one.end) is None:
        return False
    if re.match("[^，。；]{0,14}的(?!工作|方式|办法)[^，。；]{1,8}[，。；]", view[one.end : min(high, one.end + 30)]):
        return False
    clause = re.split("[，。；]", view[one.end : high].lstrip("，"), maxsplit=1)[0]
    return _TOLD.search(view, max(low, one.start - 12), one.start) is None and _TOLD.search(clause) is None


def _next_ones(page: Page, year: int) -> Iterator[Finding]:
    """Yield the second of a row, planned for a month before that of the first: 首届2021年11月举办, 2021年5月举办第二届."""
    view = page.view
    months = [
        (index, one)
        for index, one in enumerate(page.expressions)
        if one.unit in ("month", "day") and one.last == year and one.begin is not None
    ]
    firsts: list[tuple[str, Expression]] = []
    for _, one in months:
        told = _FIRST.search(view[max(0, one.start - 12) : one.start] + view[one.end : one.end + 24])
        if told is not None and len(firsts) < _MOST:
            firsts.append((told.group("what"), one))
    for index, one in months:
        if not firsts or one.unit != "month" or not page.told_ahead(one.start):
            continue
        if (told := _ORDINAL.match(view, one.end)) is None or _TOLD.search(view, one.end, told.end() + 8):
            continue
        what = told.group("what")
        if any(what == row and other.begin > one.begin for row, other in firsts if other.begin and one.begin):
            yield Finding(
                index, "plan_for_past_year", year + 1, 0.85, "Y02", "plan",
                f"{view[one.start : one.end]} lies before the first of the row", f"{view[one.start : one.end]}早于首{what}",
            )  # fmt: skip
