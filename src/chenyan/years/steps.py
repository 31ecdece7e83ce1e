"""Does a year date a step or the report's own work? What evidence alone must meet besides before it flags a year."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, place
from chenyan.years.surroundings import told_beside
from chenyan.years.weighing import modifies, of_noun, year_of_thing

_WILL = frozenset(("behind:will", "behind:need", "on:将", "on:要", "on:拟"))
_PAST_OF_OTHERS = frozenset(("behind:since", "behind:founded", "behind:law", "behind:this year", "form:初", "form:前"))
_FIGURE = re.compile(
    r"(?:度|末|底|全年|同期)?(?:则?为|仅为?|是|只有)?[0-9一二三四五六七八九十百千两]"
    r"[0-9一二三四五六七八九十百千万亿点.,]*[^，。；]{0,6}[，。；（]"
)
_AMONG = re.compile("[^，。；]{0,12}(?:信息|工作|情况|文件|报告|申请)(?:当)?中(?!心)")
_STEP = re.compile(
    rf"(?:度|里|内|中|底|末|初|前|之前|起|开始|份)*(?:，|：|要|将|拟|会(?!议)|把|对|在|以|从|由|按|为|围绕|通过|{cues.any_of('own')}|{cues.any_of('verb')})"
)


def dates_step(page: Page, one: Expression, names: frozenset[str]) -> bool:
    """Say whether a step begins behind the year where plans are told; 2019年延期项目单独跟踪 names only the thing."""
    if not _dates(page, one) or _AMONG.match(page.view, one.end) is not None:
        return False
    if told_beside(page.view, one) or (not page.view.startswith("，", one.end) and modifies(_behind(page, one))):
        return False
    if page.zone_at(one.start) is None and (names.isdisjoint(_WILL) or "behind:problem" in names):
        return False  # among problems a year may tell how they came about
    return page.told_ahead(one.start) and _STEP.match(page.view, one.end) is not None


def dates_own_work(page: Page, one: Expression, names: frozenset[str]) -> bool:
    """Say whether nothing in the sentence makes the year right: no history, no comparison, no figure of another year."""
    view = page.view
    if not _dates(page, one) or not names.isdisjoint(_PAST_OF_OTHERS) or "set off" in names:
        return False
    if told_beside(view, one) or of_noun(_behind(page, one)) or year_of_thing(view, one):
        return False
    here = place(page, one)
    if view[one.end - 1] in "底末" and not here.preposition.startswith("截"):
        return False  # a state of that day, from which this year is told
    # 公开信息120条，2020年为105条: the figure of another year, told beside this one's
    return one.start == here.statement[0] or _FIGURE.match(view, one.end) is None


def _dates(page: Page, one: Expression) -> bool:
    return place(page, one).adverbial or page.heading_at(one.start) is not None


def _behind(page: Page, one: Expression) -> str:
    return page.view[one.end : one.end + 44]
