"""Plans without a word of planning: a dated clause among remedies that bears no mark of the past."""

from __future__ import annotations

import re

from chenyan.text.openings import spread
from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.scope import Page, Place

# Marks of what was done, of how things stood, or why: with one of them the clause tells and does not plan.
_TELLS = re.compile(  # no way opens with a lookbehind, so that they can be spread
    spread(
        r"[已曾仅虽]|共(?<!公共)(?![同建享产和治用])|了(?<![为明]了)(?![解然])|过(?=[，。；一二三四五六七八九十两0-9])|未(?<!尚未)|没有|得到|获[得评]|取得|明显|有所|"
        r"改善(?=[，。；])|消除(?=[，。；])|以来|受[^，。；]{1,16}影响|由于|因[此为]?|存在|问题|偏[少低弱慢]|不[足够高强全及细到深]|"
        r"(?:较|比)[上去前多少高低12]|同比|调[离走整]|退休|换届|改革|兼任|空缺|滞后|困难|下降|尚|仍|还有|反映|全年|完成率|"
        r"收到|实际|均(?<![人平户年月日地亩]均)|实现(?=了)|先后|累计|截至|结果|发现|能够|后，|(?:提高|提升|增强|好转|规范|及时)(?=[，。；])|完成得|"
        r"失效|失灵|紧张|频繁|靠后|中断|短板|差距|薄弱|部分|个别|有的|一些|少数|县里|市里|省里|上级|难[以度]?|缺[乏位少]|不到位|不及时"
    )
)
# 拟 and its like need no known verb where the year stands right before them.
_MEANT = re.compile(
    rf"(?:度|里|中)?，?{cues.any_of('own')}?(?:拟|打算|准备|计划)(?!定|订|[的于在近金中内外表书]|就绪|充分|工作|完成)[一-鿿]{{2}}"
)
_AIM = re.compile(
    r"(?:目标|任务|打算|安排|思路|设想|举措|重点|方向)(?:是|为|如下)?[：，]\s?$|(?:目标|任务|重点)(?:是|为)$"
)
_TARGET = re.compile(
    r"不[低少高]于|不超过|至少|以上|以内|左右|(?:率|量)(?:达到?|提高到)|(?:增长|达到|提高到|降至|控制在)"
)
_MENDED = re.compile("(?:补齐|解决|消除|破解|补上|攻克|整改)[^，。；]{0,12}?(?:短板|问题|困难|差距)")
_DONE = re.compile(
    "[已曾]|(?<![为明除])了(?![解然])|完成|仍|虽|但|没有|实现(?=了)|取得|不[够足全畅]|忽视|顾不上|其他|因此|导致"
)
_HEAD = re.compile(
    r"度?(?:工作)?的?(?:主要|工作|首要|核心|中心|改进|整改|努力|头等|第一)?(?:之|件)?"
    r"(?:重点|任务|目标|打算|思路|重心|方向|大事|事|要务|举措|设想)(?:工作)?(?:是|为|：|放在|在于)"
)
# In a plan zone any noun of aims, with what it is: 2021年政府工作的总体要求是：.
_WIDE_HEAD = re.compile(
    r"(?:度|，)?[^，。；：\n]{0,10}?(?:总体|主要|预期|经营|工作|奋斗|发展|重点)的?(?:思路|要求|目标|任务|打算|安排|部署|重点|预期目标)(?:是|为|：|如下)"
)


def intended(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated clause of the improvement half that nothing marks as past: 2021年，把各村公开栏换新."""
    one, view = page.expressions[index], page.view
    future = page.in_plans(one.start)
    if one.unit not in ("year", "half", "quarter", "month") or here.preposition or not here.adverbial:
        return None
    if page.layout.enclosed(page.layout.parens, one.start) or view[one.end - 1] in "底末初":
        return None
    rest = view[one.end : min(here.statement[1], one.end + 100)]
    named = _HEAD.match(rest) if page.reference.genre != "speech" else None
    if named is not None and not _DONE.search(rest) and not _TELLS.search(_MENDED.sub("", rest)):
        return Plan(named.group(), one.end, 0.88, "aim of the year")
    if _TELLS.search(rest) or rest.startswith(("的工作人", "以来", "版", "级")):
        return None
    before = view[max(0, one.start - 24) : one.start]
    clause = re.split("[，。；]", rest.lstrip("度里中，"), maxsplit=1)[0]
    if (
        (aim := _AIM.search(before)) is not None
        and not here.lead
        and future
        and len(clause) > 3
        and _TARGET.search(clause)
    ):
        return Plan(aim.group(), one.start - len(aim.group()), 0.85, "aim named before")
    if future and (named := _WIDE_HEAD.match(rest)) is not None:
        return Plan(named.group(), one.end, 0.8, "aim of the year")
    if future and not here.lead and "预期" in clause and _TARGET.search(clause):
        return Plan("预期", one.end + rest.find("预期"), 0.85, "aim foreseen")
    if page.reference.genre == "speech":
        return None
    if aim is not None and not here.lead and _TARGET.search(clause) and page.in_problems(one.start):
        return Plan(aim.group(), one.start - len(aim.group()), 0.8, "aim named before")
    if (named := _HEAD.match(rest)) is not None:
        return Plan(named.group(), one.end, 0.8, "aim of the year")
    if here.lead:
        return None
    if (meant := _MEANT.match(rest)) is not None and not cues.PROMISE.search(rest):
        return Plan(meant.group(), one.end, 0.8, "meant")
    return None
