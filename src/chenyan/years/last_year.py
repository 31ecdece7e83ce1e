"""Last year's date where only this year can be meant: compared with itself, foreseen though over, opening the review."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.leftover import fresh
from chenyan.years.scope import Page, Place, numbered, year_end

_EVENT = re.compile(
    r"[，,]?[^，。；的]{0,12}?(?:(?:组织|开展|举办|召开|邀请|培训|检查|自查)[^，。；的]{0,20}?[0-9一二三四五六七八九十两]{1,3}(?:次|场|期|轮|人次)|"
    r"[0-9一二三四五六七八九十两]{1,3}(?:次|场|期|轮)(?:组织|开展|举办|召开|邀请|培训|检查|自查))"
)
FIGURE = re.compile(
    r"[^，。；]{0,20}?(?:时|同期|度)?(?:则?为|仅为?|只有|是)[0-9一二三四五六七八九十百千两]{1,8}[^，。；]{0,6}[，。；]"
)


_OF_A_THING = re.compile(r"[^，。；]{0,16}的[^，。；]")


def compared_with_itself(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether last year is compared with last year: 2020年收入12万元，与2020年相比增加 in the report on 2021."""
    if one.first != year - 1 or one.unit != "year" or here.lead or page.reference.genre == "speech":
        return False
    if _OF_A_THING.match(page.view[one.end : one.end + 20]):
        return False
    if one.start > here.statement[0] and FIGURE.match(page.view, one.end):
        return False  # 公开信息80条，2020年为60条，较2020年增长33%: the base, then the growth from it
    following = list(page.between(one.end, here.statement[1]))
    if any(other.first == year for _, other in following):
        return False  # 2020年收到3件，2021年收到5件，较2020年增加2件
    return any(
        other.first == one.first
        and other.unit == "year"
        and page.view[other.end - 1] != "初"  # 2021年末2个，比2021年初增加1个
        and _PART_OR_AIM.match(page.view, other.end) is None
        and (match := cues.COMPARED.search(page.view, max(here.statement[0], other.start - 8), other.start)) is not None
        and (not match.group("with") or cues.COMPARED_AFTER.match(page.view, other.end) is not None)
        for _, other in following
    )


_PART_OR_AIM = re.compile(
    r" ?(?:年?初|年?上半年|第?[一二三四1-4]季度|[0-9]{1,2}月|以前|之前|的?(?:计划|预算|目标|任务|指标|标准))"
)
_STATE = re.compile(r"问题|短板|不足|差距|欠缺|滞后|薄弱|不够|不高|不强|仍有|更正|缺失")
_SOLVED = re.compile(
    r"整改|已|解决|改进情况|反馈|指出|通报|提出|年报|考核|评估|测评|上年|去年|今年|发现|检查|审计|督查|换届|改革|历史|以来|(?:存在|遗留)的"
)


def state_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the part on problems opens with last year's: 2020年，公开工作仍有短板 in the report on 2021."""
    if page.reference.genre == "speech" or one.unit != "year" or one.first != year - 1 or here.lead:
        return False
    if not page.in_problems(one.start) or not fresh(page, here) or page.zone_at(one.start) is not None:
        return False
    said = page.view[one.end : min(here.statement[1], one.end + 80)]
    if any(other.first == year for _, other in page.between(one.end, here.sentence[1])):
        return False
    return _STATE.search(said) is not None and _SOLVED.search(said) is None


def foreseen(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a year that was over is still foreseen: 预计2020年全年完成 in the report on 2021."""
    if one.first != year - 1 or one.unit != "year" or not here.lead.endswith("预计") or page.told_ahead(one.start):
        return False
    clause = page.view[here.clause[0] : one.start]
    return re.search("原|曾|当时|此前|年初", clause) is None and page.view[one.end : one.end + 1] not in ("的", "，")


_NESTED = re.compile(r"[^。；]{2,40}[，（]其中")


def holds_later(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the stock at the end of last year holds a part of this year: 2020年末实有48人，其中2021年招聘9人."""
    if one.first != year - 1 or not year_end(one) or page.view[one.end - 1] not in "末底" or here.lead:
        return False
    nested = _NESTED.match(page.view, one.end)
    return nested is not None and any(other.first == year for _, other in page.between(nested.end(), nested.end() + 4))


_CALLED = re.compile(r"(?:度|，)?(?:既|不仅)?是[^。；]{2,40}年[，。（]")
_REVIEW = re.compile("回顾|总结|总体情况|概述|概况|工作情况|开展情况")


def opens_review(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether the first sentence of the review is dated last year: 一、2021年工作回顾 2020年是不平凡的一年。"""
    if one.unit != "year" or one.first != year - 1 or here.lead or page.told_ahead(one.start):
        return False
    head = page.heading_before(one.start)
    if head is None or head.level != 1 or one.start - head.end > 12 or not _REVIEW.search(head.words):
        return False
    if any(other.first >= year for _, other in page.between(one.end, here.sentence[1])):
        return False
    if page.reference.genre == "speech":
        return page.view[one.end : one.end + 1] == "，" or _CALLED.match(page.view, one.end) is not None
    return _CALLED.match(page.view, one.end) is not None


def event_of_last_year(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether a counted event of the overview is dated in a month of last year: 2020年5月，我镇组织培训2次."""
    if page.reference.genre != "annual" or here.lead or one.first != year - 1 or one.until is None:
        return False
    if one.until.month > 10 or one.unit == "day" or page.section_at(one.start) != "overview":
        return False
    if page.told_ahead(one.start) or _EVENT.match(page.view, one.end, here.statement[1]) is None:
        return False
    sentence = page.view[here.sentence[0] : here.sentence[1]]
    others = [e for e in numbered(page, here.sentence[0], here.sentence[1]) if e.first != one.first]
    return not others and re.search("以来|起|被|获|至今|成立|考核|试点", sentence) is None
