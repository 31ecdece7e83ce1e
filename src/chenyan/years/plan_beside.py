"""Plans that only what stands beside them gives away: items of one list, a clause that plans before them, their label."""

from __future__ import annotations

import re

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import Page, Place, place

_UNITS = frozenset(("year", "half", "quarter", "month", "day", "school_year"))
_REACH = 160
_TOLD_WITHIN = 200
_DUE = re.compile("[^，。；：]{0,8}?(?:之?前|以前)(?!的)")
# What makes a clause tell: with any of these it plans nothing.
_TELLS = re.compile(
    r"[已曾仅虽仍]|(?<!公)共(?![同建享产和治用])|(?<![为明除])了(?![解然如])|过(?=[，。；一二三四五六七八九十两0-9])|(?<!尚)未(?![来完])|没有|得到|获[得评]|"
    r"取得|明显|有所|以来|受[^，。；]{1,16}影响|由于|因[此为]?|存在|反映|发现|暴露|指出|不足|"
    r"(?:较|比)[上去前多少高低12]|同比|调[离走]|退休|换届|累计|截至|结果|实际|收到|完成率|达标率|教训|经验|吃|亏|基础上|本来|原[定计来]|推迟|延期|顺延|结转|到期"
)
_NOUN = re.compile(
    r"(?:度|底|末|内|初|份|[0-9]{1,2}日)?(?:之?前|以前|期间|以来|起)?[^，。；：]{0,22}?的(?![^，。；：]{0,4}(?:方式|办法|形式|要求)[^，。；：])[^，。；：]"
)
_WHEN = re.compile(
    r"(?:度|里|中)?(?P<due>(?:年?底|年?末|内|上旬|中旬|下旬|份|[0-9]{1,2}日)?(?:之?前|以前|起|内|底|末))?"
    r"(?P<event>[^，。；：、的0-9]{2,12}?(?:期间|前后|前夕?|之际|时|季|月|[节日周季](?:前后|期间|前夕?)?))?，?"
)
_ACT = re.compile(
    rf"(?:{cues.any_of('own')}|我们|各[^，。；、的]{{1,8}}|每个?[^，。；、的]{{1,6}}|由[^，。；、的]{{2,14}}?)?"
    rf"(?:将|拟|要|再|就|先|全部|全面|统一|重点|力推|分[两三四批期]批?|逐[步月周村户项]|按[月周季]|每[月周季年])?(?:{cues.any_of('verb')}|(?:主|狠|重点)?抓(?!手|捕|拍)|[干办](?!公|事处|理情)|[给把为让请由向对与以从围])"
)
# A subject with what becomes of it: 各所公示牌换成电子屏, 工期牌全部补上完工日期, 目录重编…交稿.
_BECOMES = re.compile(
    r"[^，。；：的]{2,16}?(?:换成|换上|换为|改成|改为|升级|补上|补齐|配[齐上备]|交稿|上线|上墙|上网|挂网|到位|建成|投用|启用|完成|见效|开通|开放|开工|动工|"
    r"竣工|覆盖|落地|运行|入驻|搬入|销号|清零|印发|出台|发放|发到|送到|办结|更新|公开|公布|公示|合并|归并|联网|贯通|打通|铺开|推开|配一|换新|换发|翻新|改造|搬迁|扩容|提速|达标|[^，。；：的]{1,2}化(?=[，。；])|试运行)"
)
_WISH = re.compile("(?:我们|我局|我镇|局里|镇里)?(?:想|愿|盼|希望|期待|琢磨着?)")
_ARRANGED = re.compile(
    r"(?<!原)(?<!曾)(?:(?:工期|时间|日程|进度|节点|时限|批次|场次)?(?:安排|(?<![安编])排|(?<![稳固坚肯限锁])定|放|选|暂定)(?:在|于|到|为)|(?:工期|时间|时限|期限|周期)(?:为|是))$"
)
_ONE_OF_LIST = re.compile(
    r"(?:^|[；。：，\n])[ ]?(?:（?[一二三四五六七八九十0-9]{1,2}[）、.．]|[一二三四五六七八九十]{1,2}[是要]|其[一二三四五]|第[一二三四五])$"
)
_WILL = re.compile(
    r"(?:^|[；。：，\n])(?:[^，。；：]{0,10})(?:[一二三四五六]要|[一二三四五六]是要|(?<![即必])[将拟](?!近)|准备|打算|计划|力争|争取|"
    r"(?<![主必需重首纲摘概紧])要(?![点求件闻素])(?=[一-龥]{2}))"
)
_LABEL = re.compile("[：？]$")


def _plan(cue: str, start: int, confidence: float, way: str) -> Plan:
    """Return a plan that only what stands beside it gives away: evidence has to bear it out."""
    return Plan(cue, start, confidence, way, beside=True)


def next_year_told(page: Page, one: Expression, year: int) -> bool:
    """Say whether the passage has already dated plans by the next year: a bare reported year behind them tells rather."""
    if one.unit != "year" or _DUE.match(page.view, one.end) is not None:
        return False
    before = page.between(max(0, one.start - _TOLD_WITHIN), one.start)
    return any(
        other.last == year + 1 and other.unit != "day" and page.heading_at(other.start) is None for _, other in before
    )


def beside(page: Page, index: int, here: Place) -> Plan | None:
    """Find a dated clause that plans because of what stands beside it."""
    one, view = page.expressions[index], page.view
    if one.unit not in _UNITS or not page.told_ahead(one.start) or page.reference.genre == "forward":
        return None
    if page.reference.year is not None and next_year_told(page, one, page.reference.year):
        return None
    if any(page.layout.enclosed(s, one.start) for s in (page.layout.parens, page.layout.titles, page.layout.quotes)):
        return None
    zone = page.zone_at(one.start)
    ahead = page.in_plans(one.start)
    rest = view[one.end : min(here.statement[1], one.end + 90)]
    clause = re.split("[，。；：\n]", rest.lstrip("，"), maxsplit=1)[0]
    lead = view[max(here.clause[0], one.start - 14) : one.start]
    if _TELLS.search(view, here.clause[0], one.start):
        return None
    arranged = _ARRANGED.search(lead) if zone is not None else None
    if arranged is not None and _NOUN.match(rest) is None and not rest.startswith("的"):
        return _plan(arranged.group(), one.start - len(arranged.group()), 0.88, "arranged")
    if not (here.adverbial or here.preposition in ("于", "在", "到", "至")):
        return None
    if here.preposition not in ("", "于", "在", "到", "至", "从", "自"):
        return None
    if told_label(view, here.sentence[0], one.start):
        return None
    when = _WHEN.match(rest)
    if clause.endswith("后") or when is None or _NOUN.match(rest) is not None or _TELLS.search(clause) is not None:
        return None
    due = when.group("due") is not None or when.group("event") is not None or here.preposition in ("到", "至")
    body = rest[when.end() :]
    acts = _acts(body, _bare(rest))
    dated = (when.group("due") or "").endswith(("前", "起")) and len(body) > 1
    if acts is None and not dated:
        return _of_the_zone(page, one, here, rest, clause) if ahead else None
    follows = re.split("[。；\n]", rest, maxsplit=1)[0][len(clause) :]
    if re.search(
        "，(?:但|目前|现|使|已|共|并已|效果|其中|群众)|，[^，]{0,12}(?:了[，。；]|[^，]{0,4}$)(?<=了)", follows
    ):
        return None
    if (planned := _planned_before(page, one, here)) is not None:
        return _plan(planned, one.end, 0.86, "after a plan")
    if acts is None:
        return None
    label = zone is not None and _LABEL.search(zone.opener) is not None
    behind_label = _behind_label(view, here.clause[0])
    if zone is not None and (label or ahead) and behind_label and not here.lead.startswith(("对", "针对")):
        return _plan(zone.opener, one.end, 0.86, "behind a label")
    if _will_before(page, one, here):
        return _plan("要", here.statement[0], 0.86, "within a plan")
    listed = _ONE_OF_LIST.search(view, max(0, one.start - 8), one.start) is not None
    if (sibling := _sibling(page, one, here)) is not None and (zone is not None or due or listed):
        return _plan(sibling, one.end, 0.86, "item beside plans")
    if ahead and not here.lead and one.start - here.statement[0] <= 8 and page.reference.genre != "speech":
        return _plan(zone.opener if zone else "", one.end, 0.86, "opens an item of a plan")
    return None


_COURSE = re.compile(r"，?(?:一是|其一|首先|第一|主要|重点|围绕|坚持|力争|确保|在|对|以|把|按)")
_AIM = re.compile(
    r"[^，。；]{0,16}?(?:增长|达到?|提高到|降[到至]|控制在|保持|不低于|不少于|不超过|实现|确保|左右|以上|以内)[^，。；]{0,8}(?:[0-9]|百分之|全覆盖|零)"
)
_TOLD_IN = re.compile("完成|今年|同比|[已曾]|了(?!解)|过(?=[，。；])|共|累计|全年|获|被|仍|还|虽|但")


# What is amiss, as the sentence before a measure tells it.
_AMISS = re.compile(
    "不(?!断|仅|但|少于|低于|超过|定期|再)|[少慢难缺差弱晚粗旧偏空乱]|没|未|滞后|单一|老化|薄弱|脱节|分散|照搬|搬文件|陈旧|冷清|模糊|随意|断档|高(?=[。，；])|反感|磨合|靠后|有待"
)
_RULE = re.compile(
    r"(?:度|[0-9]{1,2}日)?(?:起，?|开始，)(?:[^，。；]{0,14}?(?:每|凡|一律|都将|均将|须|必须|逐[一项条月村户]|按[月周季]|改[用由为成]|实行|推行|整改情况|增设|新增|编|印|请))"
    r"|(?:度)?，(?:每[^，。；]{1,8}?(?:都|均|要|须|将|配|附)|凡|一律|[^，。；]{1,10}(?:都将|均将))"
    r"|(?:度)?，?将(?![近军士来领相])(?!(?:[^，。；]{1,30}?(?:[为成到至给入进]|上墙|上网|细分|分解|合并|归并)))"
)


def after_problem(page: Page, index: int, here: Place) -> Plan | None:
    """Find the measure that follows a problem without a word between them: …流于形式。2021年起，每份公告配一张图."""
    one, view = page.expressions[index], page.view
    if (
        not page.in_problems(one.start)
        or page.reference.genre == "speech"
        or one.unit not in ("year", "half", "quarter", "month")
    ):
        return None
    if here.lead or here.preposition or one.start - here.statement[0] > 1 or view[one.end - 1] in "底末前":
        return None
    rest = view[one.end : min(here.statement[1], one.end + 90)]
    if _RULE.match(rest) is None or _NOUN.match(rest) is not None or _TELLS.search(rest) is not None:
        return None
    if cues.PAST_STRONG.search(rest) is not None or _STATED.search(rest) is not None:
        return None
    at = here.statement[0] - 1
    low = max(view.rfind(mark, max(0, at - 120), at - 1) for mark in "。；\n：") + 1
    before = view[low:at]
    if _AMISS.search(before) is None or any(other.first for _, other in page.between(low, at)):
        return None
    behind = view[here.statement[1] : here.statement[1] + 24]
    if re.match("(?:但|然而|目前|现在|效果|不过)", behind) is not None:
        return None
    return _plan(before[-8:], one.end, 0.84, "after a problem")


_STATED = re.compile(
    "[0-9]{2,}[条件次篇期份场人户]|全年|完成|问题|短板|不到|偏|反映|投诉|没|难以|影响|导致|下降|上升|增长|达[到0-9]|更新慢|滞后|情况[。；]|不[能便会及力]|受限|被|但|却|提高|要求|困难|权限|由[县市省上区]|点名|的方式|方面|任务|工作量|人手|兼|调整"
)


def clean_step(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a year opens a clause that tells a step, and nothing in its statement tells what was."""
    if here.lead or here.preposition or one.unit not in ("year", "half", "quarter", "month"):
        return False
    rest = page.view[one.end : min(here.statement[1], one.end + 90)]
    when = _WHEN.match(rest)
    if when is None or _TELLS.search(rest) is not None or _NOUN.match(rest) is not None:
        return False
    if cues.PAST_STRONG.search(rest) is not None or _BEFORE_TELLS.search(
        page.view, max(here.statement[0], here.clause[0] - 30), here.clause[0]
    ):
        return False
    return _acts(rest[when.end() :], _bare(rest)) is not None


_BEFORE_TELLS = re.compile("[已曾]|了(?!解)|情况：|成效|做法|原因|因[此为]?")


def _of_the_zone(page: Page, one: Expression, here: Place, rest: str, clause: str) -> Plan | None:
    """Find what opens a statement of a plan without a verb that is known: 2021年，水质合格率保持100%; …，2021年6月通水."""
    zone = page.zone_at(one.start)
    if zone is None or here.lead or _TOLD_IN.search(rest) is not None or cues.PAST_STRONG.search(rest):
        return None
    head = page.heading_at(zone.start)
    opens = one.start - here.statement[0] <= 4
    if head is None or one.unit not in ("year", "half", "quarter", "month"):
        return None
    if opens and rest.startswith("，") and (_COURSE.match(rest) or _AIM.match(rest.lstrip("，"))):
        return _plan(zone.opener, one.end, 0.86, "opens an item of a plan")
    if page.reference.genre == "speech":
        return None
    step = not opens and one.unit == "month" and 2 <= len(clause) <= 8 and "的" not in clause
    return _plan(zone.opener, one.end, 0.84, "step of a plan") if step else None


def _behind_label(view: str, at: int) -> bool:
    """Say whether a clause stands right behind a label that does not announce what was: 改进：…, but not 主要做法：…."""
    if view[max(0, at - 1) : at] not in ("：", "？", ":"):
        return False
    label = re.split("[，。；：？\n]", view[max(0, at - 24) : at - 1])[-1]
    return _OF_THE_PAST.search(label) is None


_OPENS_WITHIN = 8
_PLAN_LABEL = re.compile(
    r"(?:改进|整改|完善|提升|下一?步|今后|工作|后续)[^，。；：\n已]{0,6}?(?:安排|打算|计划|思路|设想|措施|举措|方向)"
    r"(?:主要)?(?:是|为|有|如下|包括)?[：:](?:一是|首先|（一）|1[.、])?$"
)


def behind_plan_label(page: Page, index: int, here: Place) -> Plan | None:
    """Find a step right behind the label of plans: 其改进安排是：2021年一季度逐条标注…."""
    one, view = page.expressions[index], page.view
    if (
        one.unit not in ("year", "half", "quarter", "month")
        or here.lead
        or page.reference.genre in ("speech", "forward")
    ):
        return None
    label = _PLAN_LABEL.search(view, max(0, one.start - 30), one.start)
    if label is None or _OF_THE_PAST.search(label.group()) is not None:
        return None
    rest = view[one.end : min(here.statement[1], one.end + 90)]
    if _NOUN.match(rest) is not None or _TELLS.search(rest) is not None or cues.PAST_STRONG.search(rest) is not None:
        return None
    return Plan(label.group(), label.start(), 0.88, "behind the label of plans")


_DUE_BY = re.compile("(?:年?底|年?末|[0-9]{1,2}日)?(?:之?前|以前)(?!的)，?(?=[^，。；])")


def due_in_plan(page: Page, index: int, here: Place) -> Plan | None:
    """Find a deadline that opens an item of a part on plans: 【展望】…；2016年底前实现电子开标."""
    one, view = page.expressions[index], page.view
    if one.unit not in ("year", "month", "day", "quarter", "half") or not page.in_plans(one.start):
        return None
    if here.lead or one.start - here.statement[0] > _OPENS_WITHIN or page.reference.genre == "forward":
        return None
    due = _DUE_BY.match(view, one.end - (view[one.end - 1] in "底末"))
    if due is None:
        return None
    rest = view[due.end() : min(here.statement[1], one.end + 90)]
    if _TELLS.search(rest) is not None or cues.PAST_STRONG.search(rest) is not None or _NOUN.match(rest) is not None:
        return None
    return Plan(due.group(), one.end, 0.88, "due in a part on plans")


def told_label(view: str, low: int, high: int, *, only: re.Pattern[str] | None = None) -> bool:
    """Say whether the last label of a sentence announces what was: 改进情况：其一，…；其二，…."""
    high = min(high, low + 200)
    if view.find("：", low, high) < 0 and view.find(":", low, high) < 0:
        return False
    labels = _LABELS.findall(view, low, high)
    return bool(labels) and (only or _OF_THE_PAST).search(labels[-1]) is not None


# Labels behind which nothing is planned, whatever the words: 整改落实情况：….
TOLD = re.compile(
    "(?:整改|改进|落实|完成|办理|推进|执行|解决|工作)(?:措施)?(?:落实|完成|进展|推进)?(?:情况|成效|结果)$|主要做法$|回顾$"
)


_LABELS = re.compile("([^，。；：？\n]{2,16})[：:]")
_OF_THE_PAST = re.compile("做法|成效|情况|问题|不足|回顾|经验|原因|结果|总结|上年|去年")


def _bare(rest: str) -> str:
    return rest.lstrip("度里内中底末前起，")


def _acts(*bodies: str) -> str | None:
    """Return the words that act, where the clause tells a step: a verb at its head, or a subject with what becomes of it."""
    for body in bodies:
        for pattern in (_ACT, _BECOMES, _WISH):
            if (found := pattern.match(body)) is not None:
                return found.group()
    return None


def _is_next(page: Page, other: Expression) -> bool:
    """Say whether a mention dates what lies ahead."""
    if other.unit == "relative":
        return page.view[other.start : other.end] in ("明年", "来年", "下一年", "下年度", "下一年度")
    return other.unit in _UNITS and page.reference.limit < other.first <= page.reference.limit + 2


def _planned_before(page: Page, one: Expression, here: Place) -> str | None:
    """Return a later year that opens the sentence and what it plans: 2022年将…，首批于2021年底前完成."""
    view, layout = page.view, page.layout
    for _, other in page.between(max(here.sentence[0], one.start - _REACH), one.start):
        if not _is_next(page, other) or layout.enclosed(layout.parens, other.start):
            continue
        at = place(page, other)
        if at.adverbial and not at.lead.startswith(("对", "比", "较")) and view[other.end : other.end + 1] != "的":
            return view[other.start : other.end]
    return None


def _will_before(page: Page, one: Expression, here: Place) -> bool:
    """Say whether the statement has begun to plan: 一要公布目录，2021年上半年组织暗访."""
    before = page.view[here.statement[0] : here.clause[0]]
    if not before or len(before) > _REACH or _TELLS.search(before):
        return False
    if any(other.first for _, other in page.between(here.statement[0], one.start)):
        return False
    return _WILL.search(before) is not None


def _sibling(page: Page, one: Expression, here: Place) -> str | None:
    """Return a later year that dates another item of the same list."""
    view = page.view
    apart = view[one.start : here.sentence[1]].find("；") >= 0 or view[here.sentence[0] : one.start].find("；") >= 0
    if not apart:
        return None
    for _, other in page.between(max(here.sentence[0], one.start - _REACH), min(here.sentence[1], one.end + _REACH)):
        if _is_next(page, other) and place(page, other).adverbial and view[other.end : other.end + 1] != "的":
            return view[other.start : other.end]
    return None
