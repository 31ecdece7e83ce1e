"""How sure the words after a year tell the report's own work: 公开信息120条, 未收到申请."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, year_end

OF_TOTAL = re.compile(
    r"[^，。；]{0,14}?(?:公开|发布|收到|受理|推送|更新)的[^，。；0-9]{0,10}(?:共计?|总数为?|数量为|总量为)[0-9]"
)
_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千万两]")
# The total of an earlier day cannot hold this year's share; 2021年新增 alone only adds to it.
# 其中 alone may belong to a state of last year that is told as a base; only words for this year contradict its date.
CONTRADICTED = re.compile(r"[^。]{0,80}?(?:其中[^，。；]{0,3}20[0-9]{2}年|当年|今年|本年)")


def work_like(page: Page, tail: str, statement: str, one: Expression, here: Place) -> float:
    """Say how sure the words after a year tell this report's own work (0: not at all)."""
    if here.subject:
        tail = here.subject + tail.lstrip("度")
    tail = re.sub(r"^是[^，。；]{2,30}年，", "，", tail)
    body = re.sub(r"^(?:度|末|底)?(?: ?1 ?月?[-~至到]{1,2} ?12 ?月(?:份|底)?)?", "", tail)
    if (skip := cues.LEAD_UP.match(body)) is not None:
        body = body[skip.end() :]
    if _view_part(page, one) == "全年":
        body = "全年" + body
    if (
        one.first == page.reference.year_or(0) - 1
        and cues.WORK_STATE.match(body)
        and page.section_at(one.start) == "overview"
    ):
        return 0.8
    if here.preposition.startswith("截"):
        total = re.search("累计|共|总计|合计", body)
        told = total or (CONTRADICTED.match(body) and cues.COUNT.search(body))
        return 0.85 if year_end(one) and told and _NUMBER.search(body) else 0.0
    if cues.WORK_NONE.match(body):
        return 0.92
    if OF_TOTAL.match(body):
        return 0.75
    if (match := cues.WORK_TOTAL.match(body)) and _NUMBER.search(match.group()):
        return 0.92
    if (match := cues.WORK_OWN.match(body)) is not None:
        return 0.88 if cues.COUNT.search(statement) else 0.75
    if cues.OWN.match(body.lstrip("，, ")) and cues.COUNT.search(statement):
        return 0.85
    if cues.WORK_CASES.match(body):
        return 0.82
    if (
        one.first == page.reference.year_or(0) - 1
        and page.section_at(one.start) == "overview"
        and cues.OWN.match(body.lstrip("，, "))
        and re.search("信息公开|政务公开", body[:60])
        and re.search("取得|扎实推进|有序推进|深入推进|成效", body)
    ):
        return 0.75
    if _opens_part(page, one) and cues.WORK_OPEN.match(tail):
        return 0.85
    if (match := cues.WORK_BARE.match(body)) and cues.COUNT.search(match.group()):
        return 0.8
    return 0.0


def _view_part(page: Page, one: Expression) -> str:
    """Return 全年 where the mention itself says it."""
    return "全年" if page.view.endswith("全年", one.start, one.end) else ""


def _opens_part(page: Page, one: Expression) -> bool:
    """Say whether the mention opens the text of a part (or of the report's first paragraph)."""
    heads = [head for head in page.layout.headings if head.level == 1 and head.end <= one.start <= head.end + 12]
    return bool(heads) and page.section_at(one.start) in ("overview", "disclosure", "requests", "litigation", "other")
