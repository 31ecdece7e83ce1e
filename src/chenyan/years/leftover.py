"""Facts of this report left in another year, told by any verb: 2020年，窗口轮岗十二人。 in the report on 2021."""

from __future__ import annotations

import re

from chenyan.text.openings import spread
from chenyan.years import cues
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, place

_OWN_PARTS = frozenset(("part", "overview", "disclosure", "requests", "litigation", "other"))
_AMOUNT = re.compile(
    r"(?:[0-9][0-9,.]{0,12}|[一二三四五六七八九十百千万两零]{1,8})[ 余多来]?[万千]?"
    r"(?:人次|万元|公里|平方米|小时|[条件次篇期份个起人名家场例户批部则宗栏轮项类台套处间块幅张册本节堂课天元亩只辆座所封通份组班队])"
)
_MEASURED = re.compile(
    r"[一-鿿]{3}(?:[0-9][0-9,.]{0,12}[万亿]?[一-鿿%]{1,2}|百分之[一二三四五六七八九十百点]{1,8}|[一二三四五六七八九十百千万两]{2,9}[余多]?[一-鿿]{1,2})$"
)
_DONE = re.compile(
    r"(?<![为明除])了(?![解然如])|过(?=[，。；一二三四五六七八九十两0-9申])|完成|收到|公布|累计|全部|全年|未发生|未出现|未收到|进一步|不断"
)
# What makes another year right: history, honours, comparison, contrast with this year, papers and money of that year.
_RIGHT_WAYS = (
    r"以来|起[，至]|至今|曾|[原历首]次|(?:被(?!告)|[获荣授])|成立|设立|组建|撤[并销]|试点|批准|批复|确定为|命名|今年|本年|当年|去年|上年|"
    r"同[比期]|现[增有为已共达]|较|相比|比[上去前12]|此后|随后|其后|后续|到期|届|预算|决算|结转|转入|遗留|年报|审计|规划|考核|评议|测评|评估|通报|反馈|"
    r"三公|存量|省|全[国市县区州]|市里|县里|区里|州里|国务院|中央|时任|历史|始建|开始|最早|当时|第[一二三四五]"
)
_RIGHT = re.compile(spread(_RIGHT_WAYS))
# What is published about an earlier year: the year is the noun's.
_ITS_OWN_YEAR = re.compile(
    r"资金|补[贴助]|奖补|低保|五保|名单|对象|成绩|结果|数据|录[取用]|考试|招[聘生录]|征[地收]|项目|计划|清单|收支|账(?!号)|保费|公报|年鉴|脱贫|划转|转隶|"
    r"财务|统计|台账|档案|任务|指标|方案|要点|毕业|学年|级|(?<!提)案|报告|规范性文件|文件(?![0-9一二三四五六七八九十两])|版"
)
_TOPIC = re.compile(r"(?<!以)(?:方面|上|中|里|一年来|环节|领域|工作|层面)，$")
_GUIDE = re.compile(r"(?:对照|按照|围绕|通过|依托|结合|为了?|根据)[^，。；0-9]{2,20}，")


def left_over(page: Page, one: Expression, here: Place, year: int) -> float:
    """Say how sure a sentence that opens with another year tells this report's work, whatever its verb (0: not)."""
    if page.reference.genre != "annual" or one.unit != "year" or page.view[one.end - 1] in "底末初前内":
        return 0.0
    if one.first not in (year - 1, year - 2) or here.lead or page.told_ahead(one.start):
        return 0.0
    if (
        page.section_at(one.start) not in (*_OWN_PARTS, "preamble")
        or not _opens(page, one, here)
        or page.reference.certainty < 0.7
    ):
        return 0.0
    tail = page.view[one.end : min(here.statement[1], one.end + 90)]
    comma = re.match(r"(?:度|里|中|内|期间)?，", tail)
    body = tail[comma.end() :] if comma else tail.lstrip("度")
    if body.startswith(("是", "为", "的", "末", "底", "初", "因", "由于")) or _RIGHT.search(tail):
        return 0.0
    if cues.PLAN.search(tail) and not DISPOSED.match(body):
        return 0.0
    if _timeline(page, one, here, year):
        return 0.0
    told = _AMOUNT.search(body) is not None or cues.COUNT.search(body) is not None or _DONE.search(body) is not None
    if _OUT_OF.match(body) is not None:
        return 0.0
    if comma:
        own = cues.OWN.match(body) is not None and fresh(page, here)
        return 0.72 if told else 0.65 if own or heads_part(page, here) else 0.0
    if (done := DISPOSED.match(body)) is not None and _ITS_OWN_YEAR.search(body[done.end() :][:4]) is None:
        return 0.62  # 2020年将三本台账合成一张表: an act of one's own, told without any contrast
    clause = re.split("[，。；]", body, maxsplit=1)[0]
    if "的" in clause or _ITS_OWN_YEAR.search(clause) or not 5 <= len(clause) <= 40:
        return 0.0
    ended = _MEASURED.search(clause) is not None or [
        m for m in _AMOUNT.finditer(clause) if m.start() > 2 and m.end() >= len(clause) - 8
    ]
    none = re.match(r"(?:没有人|无人|未有人|均为|均系|没有一[件起])", clause) or re.search(
        "没有|均[为系]|未(?:收|发生|出现|产生)", clause
    )
    return 0.65 if ended or (none and told) else 0.0


# 2020年512条中网站占400条: set against this year's
_OUT_OF = re.compile(
    "[^，。；]{0,6}[0-9][0-9,.]{0,8}[万余]?[条件项个起宗户人份次篇名家批](?:信息|案件|申请|项目)?当?中(?!心|小)"
)
_ITEM_HEAD = re.compile(
    r"\s{0,4}(?:（[一二三四五六七八九十]{1,2}）|[0-9一二三四五六七八九十]{1,2}[.、])[^。\n]{2,16}。"
)


DISPOSED = re.compile(
    r"(?:将|把)[^，。；]{3,30}?(?:合并|合成|整合|升级|搬[上到进]|延伸|压缩|缩短|纳入|列入|作为|公布|公开|改[为成]|增至|增加到|"
    r"减[至到]|绘成|制成|做成|提前|送[进到]|下沉|下放|统一|印[发成]|上墙|上网|挂网|放在|分解)"
)


def heads_part(page: Page, here: Place) -> bool:
    """Say whether a statement is the first below a heading of a part."""
    at = here.statement[0]
    head = page.heading_before(at)
    return head is not None and head.level <= 2 and at - head.end <= 6


def fresh(page: Page, here: Place) -> bool:
    """Say whether a statement opens a paragraph, or the text of an item: （四）平台建设。2020年，我局…."""
    line = page.view.rfind("\n", max(0, here.statement[0] - 40), here.statement[0]) + 1
    before = page.view[line : here.statement[0]]
    return not before.strip() or _ITEM_HEAD.fullmatch(before) is not None


def _opens(page: Page, one: Expression, here: Place) -> bool:
    """Say whether the mention opens its statement: nothing but a list mark before it."""
    before = page.view[max(here.statement[0], one.start - 40) : one.start].strip()
    return (len(before) <= 8 and (not before or cues.MARKER.fullmatch(before) is not None)) or (
        before.endswith("：")
        or (len(before) <= 16 and _TOPIC.search(before) is not None)
        or _GUIDE.fullmatch(before) is not None
    )


def _timeline(page: Page, one: Expression, here: Place, year: int) -> bool:
    """Say whether years are told one after the other: 2020年，…。2021年，…."""
    low = page.view.rfind("\n", max(0, one.start - 160), one.start)
    high = page.view.find("\n", one.end, one.end + 160)
    high = one.end + 160 if high < 0 else high
    before = [other for _, other in page.between(max(low, one.start - 160), one.start)]
    after = [other for _, other in page.between(one.end, min(high, here.sentence[1] + 12))]
    if any(
        other.first in (one.first, one.first - 1) and other.unit != "document" and _dates(page, other)
        for other in before
    ):
        return True
    return any(other.unit == "relative" or (other.first == year and _dates(page, other)) for other in after)


def _dates(page: Page, other: Expression) -> bool:
    """Say whether another year dates a clause of its own, and is no part of a name or of a comparison."""
    layout = page.layout
    if layout.enclosed(layout.titles, other.start) or layout.enclosed(layout.parens, other.start):
        return False
    at = place(page, other)
    return at.adverbial or at.preposition in ("于", "在")
