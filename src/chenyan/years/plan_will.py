"""Plans told by a bare 将 or by what will then be so, whatever the verb: 2021年将尝试夜间开放, 2021年底前打通接口，届时….

The list of verbs that can follow 将 never ends. Where problems and plans are told, 将 behind the year is the adverb of a
plan unless it disposes of something (将A纳入B) or the clause tells what was done. No list of verbs tells the two apart for
sure: such a plan is a hint, and a finding where the model of the surroundings (``expectation``) bears it out.
"""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.scope import Page, Place

_WILL = re.compile(
    rf"(?:度|里|内|中)?，?(?:{cues.any_of('own')})?将(?![近军士来领相就一至近]|[0-9二两三四五六七八九十]{{1,4}}[个处项家条件部类所名期批])(?=[一-鿿]{{3}})(?P<said>[^，。；：\n]{{3,40}})"
)
_DISPOSED = re.compile(
    rf"{cues.any_of('disposal')}|[为成到至给进入出交送报往于](?![一-鿿]{{0,1}}(?:点|线|面|群众|企业|民))|了|过|达到?[0-9]"
)
_REACHED = re.compile("(?:率|度|比例)(?:已|均)?达到?[0-9]")
_THEN = re.compile(r"(?:底|末|[上下]半年|[0-9]{1,2}月)?(?:之?前|以前|内)?[^。；\n]{4,60}，届时")


def will_follows(page: Page, index: int, here: Place) -> Plan | None:
    """Find a plan by 将 directly behind the year, or by 届时 in the same statement."""
    one, view = page.expressions[index], page.view
    if not here.adverbial or not page.told_ahead(one.start):
        return None
    if "整改：" in view[here.statement[0] : one.start] or _REACHED.search(view, one.end, here.statement[1]) is not None:
        return None  # what was set right: 2021年我镇将三个栏目关停，更新率达到100%
    will = _WILL.match(view, one.end, min(here.statement[1], one.end + 60))
    if will is not None and not _DISPOSED.search(will["said"]) and not cues.PAST_STRONG.search(will["said"]):
        return Plan("将" + will["said"][:4], will.start("said") - 1, 0.75, "will")
    then = _THEN.match(view, one.end, min(here.statement[1], one.end + 80))
    if then is not None and not cues.PAST_STRONG.search(then.group()):
        return Plan("届时", then.end() - 2, 0.85, "then")
    return None
