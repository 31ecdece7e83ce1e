"""The cue words of ``lexicons/years_cues.csv`` as compiled patterns; the file says where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from chenyan.lexicons import read_rows


@cache
def terms(kind: str) -> tuple[str, ...]:
    """Return the cue words of one kind, longest first."""
    found = {row["term"] for row in read_rows("years_cues.csv") if row["kind"] == kind}
    return tuple(sorted(found, key=lambda term: (-len(term), term)))


def any_of(*kinds: str) -> str:
    """Return a pattern that matches any cue word of these kinds, the longest first."""
    return either(term for kind in kinds for term in terms(kind))


def _by_length(*kinds: str) -> list[str]:
    return sorted({term for kind in kinds for term in terms(kind)}, key=lambda term: (-len(term), term))


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return f"(?:{'|'.join(_ordered(words))})"


def sought(words: Iterable[str]) -> str:
    """Return the pattern of ``either`` for words that are sought in running text.

    Words that begin alike are one way of it (``改进(?:措施|办法)``), so that a text that begins otherwise is told at once.
    Such a pattern takes longer to compile.
    """
    return by_beginning(_ordered(words))


def _ordered(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(set(words), key=lambda term: (-len(term), term))]


_SIGN = re.compile(r"\\?.", re.DOTALL)


def by_beginning(ways: Iterable[str]) -> str:
    """Write ways that each begin with a character of their own as one pattern, those with the same one together."""
    rests: dict[str, list[str]] = {}
    for way in ways:
        sign = _SIGN.match(way)
        assert sign is not None, "an empty way"
        rests.setdefault(sign.group(), []).append(way[sign.end() :])
    return "|".join(sign + _together(some) for sign, some in rests.items())


def _together(rests: list[str]) -> str:
    """Write what follows one character; a word that is the beginning of others comes last, as it is the shortest."""
    if len(rests) == 1:
        return rests[0]
    longer = [rest for rest in rests if rest]
    plain = all(_PLAIN.fullmatch(rest) for rest in longer)
    written = by_beginning(longer) if plain else "|".join(longer)
    return f"(?:{written}{'|' if len(longer) < len(rests) else ''})"


_PLAIN = re.compile(r"[一-龥A-Za-z0-9《》“”，。、]+")


def _first(*kinds: str, also: str = "") -> str:
    """Return a lookahead for the first characters of these cue words: it lets a search skip all others at once."""
    return f"(?=[{''.join(sorted({term[0] for kind in kinds for term in terms(kind)} | set(also)))}])"


# A list item's mark, or a light link word, before the time adverbial of a clause.
MARKER = re.compile(
    r"(?:[ #*·●-]{0,4}(?:（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]{1,3}[、.是要]|"
    r"[0-9]{1,2}[、.．](?![0-9]{1,3}年?$)|"
    r"第[一二三四五六七八九十]|其[一二三四五六七八九十]|首先|其次|再次|最后|同时|另外|此外|并且?|而且|也|但|"
    r"则|另|还|现|其中|尤其是?|特别是?)[ ，,:：]{0,2}){0,3} {0,4}"
)
TIME_PREPOSITION = re.compile(r"(?:在|于|从|自|到|至|截至|截止到?|直到|早在|自从|预计|时至|进入|随着)$")
MARKER_OPENS = frozenset(" #*·●-（一二三四五六七八九十0123456789第其首再最同另此并而也但则还现尤特")
_JIANG_NEXT = any_of("after_jiang", "verb")
_DISPOSAL = rf"{any_of('verb_noun')}{any_of('object_noun')}[^，。；：]{{0,30}}?{any_of('disposal')}"
# 将 is the adverb of a plan before an adverb, a preposition or a verb; it is not in 将A纳入B, 将近, 即将.
JIANG = rf"(?<![即必终行大小老良健武虎干麻女])将(?!近|军|士|来|领|相|就|一一|至|{_DISPOSAL}){_JIANG_NEXT}"
_DOING = rf"(?:{_JIANG_NEXT}|{any_of('object_verb')})"
# 拟, 计划, 打算, 准备 are verbs of planning before a verb, adverb or preposition; 工作计划, 拟定, 年度计划 are nouns.
_PLANNING = (
    rf"(?:(?<![模虚草])拟(?!定|订|制|就(?=[，。；、])|公开信息|公开文件|发文)|(?<![工度动展划])(?<!按)计划(?!执行(?:情况|率)|完成(?:情况|率))|(?<!工作)打算|"
    rf"(?<![做的])准备(?!金|就绪|充分|工作))(?:{_DOING}|重点|年内)"
    rf"|(?:争取|力争|力求)(?={_DOING}|在|于|到|至|年|早|使|让|实现)"
)
PLAN = re.compile(
    rf"{_first('plan', also='将拟计打准争力')}(?:{JIANG}|(?<![即必])将(?=：)|{_PLANNING}|"
    rf"(?<![工度动划模虚草])(?!(?<=[坚升养资造])计划)(?!计划完成[率情比]){any_of('plan')})"
)
PLAN_IN_ZONE = re.compile(
    rf"{_first('plan', 'plan_in_zone', also='将拟计打准争力会需须应要')}(?:{JIANG}|(?<![工度动展划按])计划(?=[^，。；：的]{{2,8}}"
    rf"(?:工作日|日内|天内|小时内|月内))|"
    rf"(?<![即必])将(?=：)|(?<![社协大工学例议委机])会(?=进一步|继续|不断|更加|努力|加大|加强|持续|把|在每|每|逐|及时|尽快|主动|定期|加快|认真|将)|"
    rf"{_PLANNING}|"
    rf"(?<![相供反适响回主只首摘纲次])(?:需要?|须|应|应当|要)(?={_JIANG_NEXT})|"
    rf"(?<![工度动划模虚草主必重需纲提摘])(?!(?<=[坚升养资造])计划)(?!计划完成[率情比]){any_of('plan', 'plan_in_zone')})"
)
# Directly before the year: 拟于2021年, 计划2021年, 力争2021年底.
PLAN_BEFORE = re.compile(
    r"(?<![原曾即必初确规约决议商])(?:定于|(?:将|(?<![需重主只首必纲摘概纪])要)(?:在|于|从|自|到)|(?:将|拟|计划|准备|打算)安排(?:在|于)|(?:拟|(?<![工度动划展])计划|打算|准备|力争|争取|"
    r"力求)(?:在|于|从|自|到|至|用)?)$"
)
VERB = re.compile(sought(terms("verb")))
DOING = re.compile(_JIANG_NEXT)
PAST_STRONG = re.compile(
    rf"{_first('past_strong', also='了')}(?<![将拟要])(?:{any_of('past_strong')}|(?<![为明])了(?!解|如|然))"
)
PAST_IN_PLAN = re.compile(r"(?<![将待])(?:已|曾|均(?=完成|按|建)|实际|如期|取得了|收到|荣获)")
PAST_WEAK = re.compile(any_of("past_weak"))
PROMISE = re.compile(any_of("promise"))
BRIDGE = re.compile(rf" ?{any_of('bridge')}")
MOVER = re.compile(any_of("mover"))
OWN = re.compile(sought(terms("own")))
MODIFIED_NOUN = re.compile(
    r"(?:结果|成绩|数据|问题|意见|项目|预算|决算|资金|年报|清单|方案|要点|档案|申请|名单|信息|统计|经验|台账|"
    r"教训|成果|文件|建议|提案|收入|支出)$"
)
IN_THE_YEAR = re.compile(
    r"度?(?:的)?(?:工作|日子|全年)?(?:中|里|当中|期间)?|年?度?(?:春|夏|秋|冬)(?:季|天)?(?:学期)?|汛[期前]|暑期|寒假|[^，。；、0-9]{2,4}(?:节|假|会|忙)(?:前后?|期间|后)|年中|年?(?:底|末|初|起|开始|之?前|底前|内)"
)
AHEAD_BEFORE = re.compile(r"(?:即将到来的|新的一年(?:，|即|——|--)?|全新的|面向|展望|迎接|迈入|步入)$")
PASSED = re.compile(r"在?(?:(?:刚刚|已经)?(?:过去|结束|走过)的|回顾|回望|纵观)$")
RELATIVE_YEAR = re.compile(r"(?:新的一年|明年|来年|今年|下一年度?|下年度|新一年)（(?:即|也就是)?$")
HEAD_WORD = re.compile(
    rf"(?:[，,]? ?|度?(?:的)?)(?:{any_of('own')}(?:的)?)?(?:政府信息公开|信息公开|政务公开)?(?:的)?"
    r"(?:主要|重点|总体)?(?:工作)?(?:的)?(?:主要|重点)?"
    r"(?:重点|重心|着力点|方向|思路|打算|计划|安排|目标|设想|举措|任务)"
    r"(?:是|为|有|主要是|如下|包括)?[：:，。\n]"
)
DEADLINE = re.compile(
    r" ?(?:底|末|年底|内|春节|上旬|中旬|下旬|[^，。；]{0,6}?)(?:之?前|以前)(?![的后期述任身沿])| ?(?:起|开始)(?!草)"
)
DURATION = re.compile(r"(?:来|以上|以下|间|内|后|多|余|期|限|任|左右|的|一遇|产|历史|前)")
SELF_BEFORE = re.compile(any_of("self_before"))
SELF_NAME = re.compile(any_of("self_name"))
PERIOD = re.compile(any_of("period"))
SIGN_BEFORE = re.compile(rf"{any_of('sign_before')}[：: ]{{0,3}}$")
COMPARED = re.compile(
    r"(?:(?:比|较|同比|相比于?|相较于?|较之|多于|少于|超过?|高于|低于)(?:去年|上年|上一年|全年)?(?:即|"
    r"的)?(?:（)?|(?P<with>与|和|同))$"
)
COMPARED_ENDS = frozenset("比较于之超过即的（与和同年\n")  # the last characters of what it matches
COMPARED_AFTER = re.compile(r" ?(?:年度|同期|年末|年底|全年|的|[^，。；]{0,8})?(?:相比|比较|对比|相较|持平)")
OPEN_FUTURE = re.compile(
    rf"[ #*]{{0,4}}(?:（?[一二三四五六七八九十0-9]{{1,3}}[）、.])?(?:在|对|关于|我[们局镇乡市县区委办]{{1,2}}|"
    rf"针对[^，。；\n]{{2,16}}，)?[^，。；：\n]{{0,4}}?"
    rf"(?<!原)(?<!原本)(?<!曾)(?<!本来){any_of('open_future')}"
)
# A label of what shall be done about problems: 改进：…, 怎么改呢？….
_LABELLED = tuple(
    rf"{word}(?!情况|成效|结果|前|后)[^，。；：？\n]{{0,8}}[：？]"
    for word in ("改进", "整改", "怎么改", "怎么办", "对策", "改法", "补短板")
)
LABELLED = re.compile(
    rf"[ #*]{{0,4}}(?:（?[一二三四五六七八九十0-9]{{1,3}}[）、.])?[^，。；：\n]{{0,4}}?(?:{'|'.join(_LABELLED)})"
)
# ways that each begin with a character: only then are all but these characters skipped at once
OPENER_WORDS = (*_by_length("open_future", "open_answer"), *_LABELLED)
OPENER = re.compile(by_beginning((*map(re.escape, _by_length("open_future", "open_answer")), *_LABELLED)))
OPEN_ANSWER = re.compile(rf"[ #*]{{0,4}}(?:（?[一二三四五六七八九十0-9]{{1,3}}[）、.])?{any_of('open_answer')}")
_CLEAR_HEAD = (
    "下阶段|下一年|整改打算|改进计划|工作举措|工作目标|努力目标|下一步|下步|下一阶段|今后|打算|计划|思路|"
    "安排|要点|设想|改进措施|整改措施|改进计划|改进方向|改进意见|改进办法|改进思路|努力方向|展望|对策"
)
PLAN_HEAD_CLEAR = re.compile(_CLEAR_HEAD)
PLAN_HEAD = re.compile(any_of("plan_head"))
PAST_HEAD = re.compile(any_of("past_head"))
COUNT = re.compile(
    r"(?=[0-9一二三四五六七八九十两百千])(?:[0-9](?:[0-9,.]{0,12}) ?(?:余|多)?[万千]?(?:条|件|次|篇|期|份|个|起|人次|人|万元|元|"
    r"项|家|场|例|户|公里|"
    r"亩|批|部|则|宗|栏|期|%)|[一二三四五六七八九十两](?:[一二三四五六七八九十两百千万亿零点余多]{0,11})"
    r"(?:条|件|次|篇|期|份|个|起|项|场|人次|万元|亿元|元|家|例|户|公里|亩|宗|吨|台|座|处|幅|平方米)|"
    r"百分之[一二三四五六七八九十百零点]{1,9})"
)
_OWN = rf"(?:{any_of('own')}|[^，。；、：的 ]{{2,14}}?(?:局|镇|乡|委|办|街道|中心|大队|支队|处|院|政府|公司|学校|部门))"
WORK_TOTAL = re.compile(
    rf"[，, ]{{0,2}}(?:截至[^，。；]{{2,12}}，)?{_OWN}?[^，。；：的]{{0,16}}?(?:共计?|全年|累计|总计|"
    rf"合计){any_of('work')}?[^。；]{{0,40}}"
)
WORK_OWN = re.compile(rf"[，, ]{{0,2}}{_OWN}[^，。；：]{{0,24}}?{any_of('work')}")
WORK_NONE = re.compile(
    rf"[，, ]{{0,2}}{_OWN}?[^，。；：的]{{0,8}}?(?:未|没有|无)(?:收到|发生|接到|出现|产生|收取|受理|因|"
    rf"政府信息|依申请|行政|被|其他|需要|涉及|相关|信息)"
)
WORK_CASES = re.compile(
    r"[，, ]{0,2}[^，。；的]{0,8}(?:政府信息公开|信息公开|依申请公开|行政复议|行政诉讼|申请)[^。；"
    r"]{0,24}?(?:[0-9]{1,5} ?(?:件|宗|起|条|次)|[零无]|为0)"
)
WORK_STATE = re.compile(
    rf"[，, ]{{0,2}}{_OWN}?(?:的)?[^，。；]{{0,16}}(?:信息公开|政务公开)[^。；]{{0,50}}?(?:取得|存在|不足|差距|"
    rf"问题|成效|进展|成绩|进步)"
)
WORK_OPEN = re.compile(
    rf"[，, ]{{0,2}}(?:{_OWN}|(?:在|按照|根据|以|坚持|围绕|认真|深入|严格|全面|紧紧围绕|积极)[^，。；]{{2,40}}，)"
)
_LEAD_UP = r"(?:[，, ]?(?:在|按照|根据|以|围绕|面对|依据|依托|按|坚持以)[^，。；\n]{2,44}，){1,3}"
LEAD_UP = re.compile(_LEAD_UP)
WORK_BARE = re.compile(rf"[，, ]{{0,2}}(?:通过[^，。；]{{2,24}}?)?{any_of('work')}[^。；]{{0,30}}")
