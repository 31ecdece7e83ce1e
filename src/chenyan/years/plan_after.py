"""Plans whose cue follows the year, in the clauses that the year governs: 2021年，我局将…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.finding import Plan
from chenyan.years.grammar import Expression
from chenyan.years.scope import ANSWER, Page, Place, place

REACH = 140
UNITS = frozenset(("range", "year", "half", "quarter", "month", "day", "short", "school_year"))
IS_YEAR_OF = re.compile(r"是[^，。；]{2,40}(?:之年|一年|元年|开局年|关键年|收官年|首年)")
TOLD_AFTER = re.compile(
    r"[^。；]{0,60}?(?:实际|如期|全年[^。；]{0,12}[0-9]|已(?:完成|建成|全部|经|兑现|落实|投入|达)|均已|现已|"
    r"目前(?:已|只|仅|才|尚|还)|兑现|落空|未(?:能|完成|达到|实现)|顺延|延至|延期|[，；](?:但|不过)?结果(?:是|却|只|仅|未|没|仍|还|零|有|[0-9一二三四五六七八九十两]|出现|发生|落空|因))"
)
_OWN_TAIL = re.compile(
    rf"(?:{cues.any_of('own')}|[^，。；：]{{2,14}}(?:局|镇|乡|委|办|街道|中心|大队|处|院|政府|公司|学校|单位|"
    rf"部门|系统|我们)|(?:政府信息公开|信息公开|政务公开)(?:各项)?工作)?"
)


def after_year(page: Page, index: int, here: Place) -> Plan | None:
    """Find a cue after the year, in the clauses that the year governs."""
    one, view = page.expressions[index], page.view
    if not here.adverbial or here.preposition in ("截至", "截止", "截止到", "自从", "早在"):
        return None
    if here.preposition in ("到", "至", "直到") and not page.in_problems(one.start):
        return None
    closed = page.layout.enclosed(page.layout.parens, one.start)
    stop = min(here.sentence[1], one.end + REACH)
    if closed is not None and not cues.RELATIVE_YEAR.search(view[max(0, one.start - 8) : one.start]):
        if here.lead or here.subject or view[one.start - 1] != "（" or closed[1] - one.end < 8:
            return None
        stop = min(closed[1], one.end + REACH)  # a whole clause in parentheses dates itself
    in_problems = page.in_problems(one.start)
    zone = page.zone_at(one.start)
    pattern = cues.PLAN_IN_ZONE if in_problems or zone else cues.PLAN
    if page.reference.genre == "speech" and zone is None:
        return None
    cue = pattern.search(view, one.end, stop)
    if cue is None:
        return None
    # 相比时，就应当按照…计算: how one counts, not what one will do
    if page.reference.genre == "speech" and cue.group().startswith("应"):
        return None
    between = view[one.end : cue.start()].lstrip("）")
    if (same := _SAME_YEAR.match(between)) is not None:
        between = between[same.end() :]
    if page.layout.enclosed(page.layout.quotes, cue.start()) or page.layout.enclosed(page.layout.titles, cue.start()):
        return None
    if cues.MOVER.search(between) or any(_moves(page, one, other, cue.start()) for other in _following(page, index)):
        return None
    last = max(between.rfind(char) for char in "，,：；。")
    own = between[last + 1 :]
    if not _bridged(page, between[: last + 1], bare=one.end) or cues.PROMISE.search(own):
        return None
    if last < 0 and _modifies(own):
        return None
    if cues.PAST_IN_PLAN.search(between) or re.search(r"(?<!为)了(?!解)", own):
        return None
    if re.search("全年共|累计|截至|共[^同建享治青享谋商济]", own):
        return None
    rest = view[cue.end() : min(stop + 40, here.sentence[1])]
    clause_rest = re.split("[，。；]", rest, maxsplit=1)[0]
    if cues.PAST_IN_PLAN.search(clause_rest) or TOLD_AFTER.match(rest) or clause_rest.endswith("了"):
        return None
    if cue.group().startswith(("计划", "拟", "打算", "准备", "要", "应", "需")) and _PLANNED_THING.match(rest):
        return None
    if _NAMED.match(clause_rest) and cues.PAST_STRONG.search(rest[len(clause_rest) :]):
        return None
    if zone is None and _moves_object(view, cue.start()):
        return None
    if not in_problems and zone is None and _may_be_told(view, cue.start(), cue.end(), rest):
        return None
    if _own_date(page, index, cue.end(), cue.end() + len(clause_rest)) or _of_the_year(view, one, cue.group(), rest):
        return None
    weak = not cues.PLAN.match(view, cue.start())
    if weak and (zone is None or zone.kind == ANSWER) and _remedied(view, here, cue.start(), rest):
        return None
    if weak and zone is None and not _remedy(rest, cue.group()):
        return None
    confidence = 0.97 if in_problems or zone else 0.9
    return Plan(cue.group(), cue.start(), confidence - (0.12 if weak else 0.0), "cue after")


_PLANNED_THING = re.compile(r"[^，。；：]{0,3}的(?!工作|方式|形式|办法|几|以下|重点)[^，。；]{2,}")
# 拟公开而未公开的3条，已补: what was planned is the subject of what became of it.
_NAMED = re.compile(r"[^，。；：对把将在向为]{0,12}的[^，。；]{1,12}$")
_SAME_YEAR = re.compile("，(?:是|在|这)?(?:全?新的一年|新一年)(?:里|中)?(?=，)")
_FIRM = re.compile(rf"将{cues.any_of('after_jiang')}")
_COMPLEMENT = re.compile(r"[^，。；]{1,30}?(?:[至到为入成给向]|用于|下放|移交|合并|上网|上墙|一并|全部|统一)")


def _may_be_told(view: str, start: int, end: int, rest: str) -> bool:
    """Say whether a cue outside the parts that plan may tell the past: 将 as disposal, a plan and its outcome.

    There only 将 before an adverb or preposition is firm; 将 before a verb may open a noun (将建设重点转向…), and 计划
    or 拟 may be followed by what came of it.
    """
    if _FIRM.match(view, start):
        return cues.PAST_STRONG.search(re.split("[。；]", rest, maxsplit=1)[0]) is not None
    if view[start] == "将":
        return _COMPLEMENT.match(view, end) is not None or cues.PAST_STRONG.search(rest) is not None
    return (
        cues.PAST_STRONG.search(rest) is not None
        or re.search("完成|达|共[^，。；]{0,6}[0-9]|全部|均", rest) is not None
    )


_LOOSE = re.compile(
    r"将(?:精准|专门|统一|严格|全面|重点|规范|综合|主动|集中|分类|定期|及时|公开|实时|创新|深化|优化|优先|联合|"
    r"共同|分别|直接|逐步|积极|科学|系统|常态)"
)
_MOVED = re.compile(
    r"将[^，。；：、]{2,30}?(?:归并|合并|整合|调整|升级|迁移|转移|转化|转换|移交|上传|更换|划转|下沉|下放|改造|统一更换|"
    r"缩短|压缩|压减|延伸|拓展|扩展|细化|分解|纳入|列入|写入|编入|载入|嵌入|并入|转为|改为|转成|改成|定为|变更为|作为)"
    r"(?:为|成|至|到|入|给|于|进|在)?[^，。；]"
)
_MOVED_CLOSE = re.compile(
    r"将[^，。；：、]{3,30}?(?:[^成]为(?!民|了|抓手|重点|主|契机|导向|依|群众|企业|公众)|迁移|转移|更换|全部[转改])"
)
_OF_THE_YEAR = re.compile(
    r"(?:每|派发|分配|分红|派现|转增|送股|推荐|评选|表彰|授予|认定|命名|奖励|录用|聘用|任命|核销)"
)


def _moves_object(view: str, start: int) -> bool:
    """Say whether 将 takes an object that an adjective or noun opens: 将精准扶贫卡升级为电子卡 tells what was done."""
    if _LOOSE.match(view, start) is None:
        return False
    return (
        _MOVED.match(view, start) is not None
        or _MOVED_CLOSE.match(view, start) is not None
        or re.match(
            r"将[^，。；：、]{3,16}?的[^，。；]{1,8}(?:上传|公开|公布|报送|纳入|列入|印发)", view[start : start + 40]
        )
        is not None
    )


def _own_date(page: Page, index: int, low: int, high: int) -> bool:
    """Say whether the plan carries a date of its own that lies ahead: 2021年度考核将于2022年2月开展."""
    return any(
        other.first > page.reference.limit and other.unit in UNITS and page.view[other.start - 1] in "于在到至"
        for _, other in page.between(low - 1, high)
    )


def _of_the_year(view: str, one: Expression, cue: str, rest: str) -> bool:
    """Say whether 拟 or 将 decides on what a past year earned: 2021年度拟每10股派发…, 2021年度拟表彰…."""
    return view[one.end - 1] == "度" and _OF_THE_YEAR.match(cue[1:] + rest) is not None


_REMEDIED = re.compile(r"上一?年|上年度|去年|20[0-9]{2}年(?:年报|存在|提出)")


def _remedied(view: str, here: Place, stop: int, rest: str) -> bool:
    """Say whether remedies of last year's problems are told, with counts of what was done."""
    lead = view[max(here.statement[0], here.clause[0] - 40) : stop]
    return _REMEDIED.search(lead) is not None or (cues.COUNT.search(rest) is not None and "了" in rest)


def _remedy(rest: str, cue: str) -> bool:
    """Say whether a weak cue in the part on problems tells remedies: 从以下方面加以改进, 要做好的几项工作：."""
    return (
        cue.startswith(("要", "需要", "会", "计划", "一定", "必将", "即可", "便可"))
        or "改进" in cue
        or re.match(r"[^。；]{0,20}(?:改进|加强|努力|完善|提升|提高|整改|：)", rest) is not None
    )


def _following(page: Page, index: int) -> Iterator[Expression]:
    yield from page.expressions[index + 1 : index + 6]


def _moves(page: Page, one: Expression, other: Expression, stop: int) -> bool:
    """Say whether another expression of time takes over before the cue."""
    if other.start >= stop or other.unit in ("document", "edition", "five_year"):
        return False
    if page.layout.enclosed(page.layout.titles, other.start) or page.layout.enclosed(page.layout.parens, other.start):
        return False
    if other.unit == "relative":
        return page.view[other.start : other.end] in (
            "明年",
            "来年",
            "次年",
            "下一年",
            "下一年度",
            "下年度",
            "翌年",
            "今年",
            "去年",
        )
    if other.first <= page.reference.limit and not place(page, other).adverbial:
        return False  # a year inside 针对2020年…的问题 dates nothing
    return other.first != one.first or one.unit in ("month", "day")


def _bridged(page: Page, clauses: str, *, bare: int) -> bool:
    """Say whether the clauses between a year and a cue only lead up to it: in … , according to … , is the year of …."""
    parts = re.split("[，,：；。]", clauses)[:-1] if clauses else []
    if any(char in clauses for char in "；。"):
        return False
    for number, words in enumerate(parts):
        words = words.strip()
        if number == 0 and cues.IN_THE_YEAR.fullmatch(words):
            continue
        if (
            words.startswith(("继续", "进一步", "持续", "不断"))
            and page.in_problems(bare)
            and not cues.PAST_STRONG.search(words)
        ):
            continue
        if not words or IS_YEAR_OF.match(words) or cues.BRIDGE.match(words):
            continue
        if number == 0 and cues.OWN.fullmatch(words):
            continue
        if cues.OWN.match(words) and len(words) <= 6:
            continue
        own = cues.OWN.match(words)
        if own and cues.BRIDGE.match(words[own.end() :]):
            continue
        if number and len(words) <= 16 and page.told_ahead(bare) and _NEUTRAL.search(words) is None:
            continue
        return False
    return len(parts) <= 5


# Words that tell what was, in a clause between a year and the plan: then the year is theirs.
_NEUTRAL = re.compile(
    r"[了已曾过不没无未偏少慢难虽仍仅较]|问题|短板|差距|薄弱|滞后|失效|紧张|困难|调整|变动|换届|改革|频繁|靠后|下降|存在|有所|"
    r"中断|增加|减少|公开信息|[0-9]"
)


def _modifies(words: str) -> bool:
    """Say whether a year only modifies the noun before the cue: 2021年度考核结果将…, 2021年开展的培训将…."""
    match = re.match(r"([^，。；：]{1,30}?)的", words)
    if match is not None and not _OWN_TAIL.fullmatch(match.group(1).lstrip("度 ")):
        return True
    return cues.MODIFIED_NOUN.search(words.rstrip()) is not None
