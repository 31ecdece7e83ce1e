"""Tell the two halves of the part apart: which clauses admit problems, which announce measures, which do neither.

One pass over the clauses with a small state: ``lead`` (before either half), ``problems``, ``measures``, ``prior`` (what
became of last year's problems) and ``end`` (another part begins).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from chenyan.problems.items import Clause
from chenyan.problems.learned import Learned, remember
from chenyan.problems.polarity import (
    is_deficient,
    is_opener,
    is_praise,
    is_solved,
    names_faults,
    states_fault,
    told_by_cues,
)
from chenyan.problems.sieve import may_find, share

_P_NOUN = r"(?:问题|不足(?:之处)?|短板|薄弱环节|差距|困难|弱项)"
_M_NOUN = r"(?:措施|情况|办法|方向|打算|举措|思路|意见|计划|对策|安排|建议|工作|方案|进展|成效|落实)"
_HEAD_BOTH = re.compile(
    rf"{_P_NOUN}[^，。；]{{0,6}}(?:及|和|与|、|以及|并)[^，。；]{{0,6}}(?:改进|整改|措施|打算|下一步|下步|努力|解决|对策|工作)"
    rf"|(?:改进|整改|措施|打算)[^，。；]{{0,4}}(?:及|和|与|、)[^，。；]{{0,6}}{_P_NOUN}"
)
_HEAD_PRIOR = re.compile(
    r"(?:上一?年度?|去年|前年|往年|前一年|\d{4}年度?)[^，。；]{0,10}问题(?!均|已|全|得)[^，。；已]{0,4}(?:整改|改进|解决|落实)"
)
_HEAD_P = re.compile(
    rf"(?:\d{{4}}年度?|本年度?|今年|当前|目前|现阶段)?(?:工作)?(?:我[\u4e00-\u9fff]{{1,3}})?(?:在)?(?:(?:政府)?信息公开|政务公开|政务信息公开)?(?:工作)?(?:中|方面|上)?(?:目前|当前|仍|还|主要)?"
    rf"(?:然)?(?:存在|面临)?(?:着)?(?:的)?(?:一些|主要|突出)?(?:的)?{_P_NOUN}(?:(?:和|与|及|、){_P_NOUN})?(?:及原因|分析)?(?:有|是|如下|主要有|包括)?(?:[一二三四五六]{{0,1}})"
)
_HEAD_M = re.compile(
    rf"(?:下一步|下步|今后|下阶段|\d{{4}}年|主要|采取的?|具体|工作|已采取的?|拟采取的?)?(?:工作)?(?:的)?(?:改进|整改|解决|努力|应对|工作|完善|优化|提升)?(?:的)?(?:主要|具体)?(?:工作)?{_M_NOUN}"
    r"|改进|整改|措施|对策|下一步|下步|今后|下阶段|整改落实(?:情况)?|工作打算|努力方向|解决(?:的)?(?:办法|措施)"
)
_OTHER_PART = re.compile(
    r"(?:其他|其它)(?:需要?|应当)?(?:报告|说明)的?(?:事项|情况)|需要说明的|附表|附件|政府信息公开(?:情况)?统计表"
)
_TURN = re.compile(
    r"(?:但|但是|同时|对此|因此|目前|一年来)?(?:下一?步|下一?阶段|下一年度?|下一个年度|明年|来年|今后|接下来|在?新的?一年|为此|为(?:了)?(?:切实|有效|尽快|着力|更好地?|进一步)?(?:解决|改进|克服|整改|破解)|为进一步|对此"
    r"|(?:针|应)对(?:以上|上述|这些|此|存在|工作中|该|以上存在|自身|查摆|发现|目前|当前|问题|不足|上一?年|去年|往年|\d{4})|对于?(?:以上|上述|这些|存在的|此类|上面)|围绕(?:以上|上述|存在)"
    r"|(?:改进|整改|措施|对策)(?:方面|上|中)$|[\u4e00-\u9fff]{0,8}(?<![而虽])已(?:经)?(?:[于在从自]\d{1,2}月(?:[上中下]旬|底|初|份|起)?)?(?:组织|建立|开展|印发|制定|制发|修订|启动|着手|完成|明确|安排|协调|指定|要求|采取|落实|配备|增加|新增|增设|聘请|召开|部署|清理|补充|补录|编制|举办|推出)|就(?:以上|上述)|根据(?:以上|上述)|结合(?:以上|上述)|以上问题[^，。；]{0,12}(?:将|拟)|主?要?(?:改进|整改)(?:的)?(?:措施|情况|办法|方向|举措)(?:$|如下|[主是有为包，：])|采取(?:以下|如下|的)"
    r"|(?:我[\u4e00-\u9fff]{1,5}|街道(?:办事处)?|管委会|园区|[省市县区镇乡州]政府)(?:将(?!近)|拟|计划|打算|决定)|[\u4e00-\u9fff]{0,6}(?<![即必])将(?:从|在|继续|进一步|认真|重点|着力|着眼|以|按|严格|采取|通过|针对|对|切实|加强|围绕|把|结合|努力|坚持|持续|做好)|拟(?:从|采取)|(?:下一年|明年)(?:我|将))"
)
_YEAR = re.compile(r"(?:到|在|至)?(\d{4}|[一二三四五六七八九零〇○]{4})年(?:度|初|底前?|起)?")
_WILL = re.compile(r"(?<![即必])将(?!近|来)|拟|打算|计划|准备|(?<![主重需])要(?!求|点|素)|继续|进一步")
_BACK = re.compile(
    r"(?:针对|对于|根据|结合|围绕|关于|解决|为|聚焦|坚持)[^，。；]{0,20}问题|以上|上述|这些问题|(?:补齐|弥补|破解|化解|克服|扭转|消除|攻克|缩小)[^，。；]{0,30}(?:问题|短板|不足|差距|弱项|困难)"
)
_SUMMARY = re.compile(
    r"(?:以上|这些|上述)[^。；]{0,10}(?:都|均|有待|需要|还需)?[^。；]{0,20}(?:解决|改进|克服|完善|重视)|(?:均|都)?有待今后|从整改(?:效果|情况)看|整改成效还"
)
# 围绕群众需求改进公开工作：, 抓了以下几项改进：: the deeds come before the problems
_IMPROVED = re.compile(
    r"(?:改进|整改)(?:了?(?:公开|信息公开|政务公开)?工作|事项|举措)?$|(?:抓了|做了|采取了|开展了)(?:以下|几项|[一二三四五六两][项个方])[^，。；]{0,10}$"
)
_ON_THE_SPOT = re.compile(
    r"(?:现|目前|现在|我[\u4e00-\u9fff]{1,2})?(?:已经?(?!有|成|不|无|是|达|超|近|过|逾|届|到)|正(?:在)?(?=[更改开筹对加抓推修升整完协积逐按着])|拟)[\u4e00-\u9fff]{3}"
)
# a problem that is only named as what a measure answers
_ANSWERED = re.compile(
    r"[^，。；]{0,16}?(?:关于|针对|解决|化解|破解|克服|着眼于?|聚焦|围绕|整治)(?!以上|上述|这些|存在|上一?年|去年|往年|\d{4})"
)
_ANSWERED_END = re.compile(
    r"(?:问题|现象|短板|难题|堵点|不足|矛盾|现状|局面|状况|困境|瓶颈|难点|痛点|弊端|弱项|顽疾)(?=[，,。；：]|$)"
)
_PRIOR = re.compile(
    r"(?:上一?年度?|去年|前年|往年|前一年|历年|\d{4}年度?(?:年度?报告?|报告)中?)[^，。；]{0,16}(?:问题|反映|指出|查摆|存在|提出|提到)"
)
_PRIOR_SOLVED = re.compile(r"(?:的?问题|现象|不足)$")
_YEAR_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_HEAD_LENGTH = 34
_RECENT = 8192  # both readings of a part ask, and clauses come again from report to report
_MOST_KNOWN = 16384  # clauses of which it is kept what they tell


class Marked(NamedTuple):
    """A clause with the half that it belongs to: problems, measures or empty; and what its words alone tell."""

    clause: Clause
    half: str
    opener: bool
    tells: Words


_marked = partial(tuple.__new__, Marked)  # in half the time


@remember
def _year(words: str) -> int | None:
    match = _YEAR.match(words)
    if match is None:
        return None
    digits = match.group(1)
    return int(digits if digits.isdigit() else "".join(_YEAR_DIGITS[c] for c in digits))


# their bits in what a clause may hold
_TURNS, _YEARS, _PRIORS, _PRIORS_SOLVED = map(share, (_TURN, _YEAR, _PRIOR, _PRIOR_SOLVED))
_SUMMARIES, _ON_THE_SPOTS, _BACKS = map(share, (_SUMMARY, _ON_THE_SPOT, _BACK))
_ENDS, _BOTH, _HEADS_PRIOR, _HEADS_M, _HEADS_P = map(share, (_OTHER_PART, _HEAD_BOTH, _HEAD_PRIOR, _HEAD_M, _HEAD_P))
_HEADS = _ENDS | _BOTH | _HEADS_PRIOR | _HEADS_M | _HEADS_P


@remember
def heading_half(words: str) -> str:
    """Say which half a heading or label opens: problems, measures, prior, both, end, or an empty string."""
    cues = may_find(words) & _HEADS
    words = words.strip("□、.。:： 的")
    if not cues or len(words) > _HEAD_LENGTH:
        return ""
    if cues & _ENDS and _OTHER_PART.search(words) and len(words) <= 20:
        return "end"
    if cues & _BOTH and _HEAD_BOTH.search(words):
        return "both"
    if cues & _HEADS_PRIOR and _HEAD_PRIOR.match(words):
        return "prior"
    if cues & _HEADS_M and _HEAD_M.fullmatch(words):
        return "measures"
    if cues & _HEADS_P and _HEAD_P.fullmatch(words):
        return "problems"
    return ""


class Words(NamedTuple):
    """What the words of a clause alone tell, of what is asked of nearly every clause.

    ``cues`` are the bits of the patterns that they may hold; ``faulty`` says that they state a fault, ``none`` that there is
    none, ``vague`` that they only state a distance; ``turn`` whether they open the measures, None where that depends on what
    follows; ``half`` is the half that they open as a heading.
    """

    cues: int
    opens: bool
    praises: bool
    solved: bool
    faulty: bool
    none: bool
    vague: bool
    turn: bool | None
    half: str


_words = partial(tuple.__new__, Words)  # in half the time


def _tell(words: str) -> Words:
    cues = may_find(words)
    turn: bool | None = False
    if cues & _TURNS and _TURN.match(words):
        turn = True
    elif cues & _YEARS and _YEAR.match(words):
        turn = None
    praises, solved, none, vague = told_by_cues(words)
    half = heading_half(words) if cues & _HEADS else ""
    return _words((cues, is_opener(words), praises, solved, states_fault(words), none, vague, turn, half))


words_tell = Learned[Words](lambda several: map(_tell, several), _MOST_KNOWN)


def turns_at(clauses: Sequence[Clause], index: int, year: int | None) -> bool:
    """Say whether a clause that begins with a year opens the measures."""
    words = clauses[index].text
    named = _year(words)
    if named is None:
        return False
    if year is not None and named > year:
        return not is_opener(words)
    return _wills(words, sentence_from(clauses, index))


@lru_cache(maxsize=_RECENT)
def _wills(words: str, rest: str) -> bool:
    """Say whether a clause that begins with a year tells what will be; ``rest`` is the sentence from this clause on."""
    behind = _YEAR.match(rest).end()  # type: ignore[union-attr]  # the words stand at its beginning
    return _WILL.search(rest[behind : behind + 14]) is not None and not states_fault(words) and not is_praise(rest[:60])


def is_prior(words: str) -> bool:
    """Say whether these words tell of what was found in an earlier year."""
    return _PRIOR.search(words) is not None


def sentence_from(clauses: Sequence[Clause], index: int) -> str:
    """Return the sentence from a clause on, as far as it matters."""
    told = [clause.text + clause.closing for clause in clauses[index : index + 4]]
    return "".join(told).split("。", 1)[0]


def assign_halves(clauses: list[Clause], year: int | None) -> list[Marked]:
    """Return the clauses that matter, each with its half."""
    marked: list[Marked] = []
    state = "lead"
    p_style, p_value = "", 0
    m_styles: set[str] = set()
    skip_sentence = False
    deed = False
    told = words_tell.each([clause.text for clause in clauses])
    for index, (clause, tells) in enumerate(zip(clauses, told, strict=True)):
        cues, opens, praises, solved, faulty, none, vague, turn, half = tells
        _, _, words, closing, style, value, line_start, ends_sentence, ends_part = clause
        if deed and not style and not opens:
            deed = not ends_part
            marked.append(_marked((clause, "measures", False, tells)))
            continue
        deed = False
        heading_like = line_start or style or not closing or closing[0] in "：:\n。.；"
        head = half if heading_like else ""
        if head == "both" and (line_start or style) and closing[:1] not in "，,":
            state, p_style, p_value, m_styles = "lead", "", 0, set()
            continue
        if head == "end" and line_start:
            state = "end"
            continue
        if state == "end" and not head:
            continue
        if head in ("problems", "measures", "prior"):
            state = head
            if head == "problems":
                m_styles = set()
            skip_sentence = False
            continue
        if skip_sentence:
            skip_sentence = not ends_sentence
            continue
        if state == "prior":
            if not opens or _PRIOR.search(words) or closing[:1] in "，,":
                continue
            state = "lead"
        if cues & _SUMMARIES and _SUMMARY.match(words):
            skip_sentence = not ends_sentence
            continue
        if cues & _PRIORS and _PRIOR.search(words) and not _TURN.match(words):
            rest = sentence_from(clauses, index)
            if is_solved(rest) or is_praise(rest) or "已" in rest:
                if not praises and not ends_sentence:
                    skip_sentence = True
                continue
        if (
            state == "measures"
            and cues & _PRIORS_SOLVED
            and _PRIOR_SOLVED.search(words)
            and is_solved(sentence_from(clauses, index))
            and not _BACK.match(words)
        ):
            skip_sentence = not ends_sentence
            continue
        if solved and "问题" in words and not _TURN.match(words):
            continue
        turns = turns_at(clauses, index, year) if turn is None else turn
        # the second list restarts; a list of pairs goes on
        if state == "measures" and style and style == p_style and style not in m_styles:
            if value == p_value + 1 and value > 1 and not turns:
                state = "problems"
            else:
                m_styles.add(style)
        elif state == "measures" and style:
            m_styles.add(style)
        if state != "measures" and turns:
            state, m_styles = "measures", {style} if style else set()
            # a turn with deeds in it counts as a measure, a mere announcement does not
            marked.append(_marked((clause, "measures", True, tells)))
            continue
        if state == "measures" and not turns and opens and not _BACK.search(words):
            state, p_style, p_value = "problems", "", 0
            marked.append(_marked((clause, "problems", True, tells)))
            continue
        if state == "lead":
            if none:
                continue
            if (
                not opens
                and _ANSWERED.match(words)
                and is_deficient(words)
                and _ANSWERED_END.search(sentence_from(clauses, index))
            ):
                state = "measures"
                marked.append(_marked((clause, "measures", False, tells)))
                continue
            if opens:
                state = "problems"
                marked.append(_marked((clause, "problems", True, tells)))
                continue
            if closing[:1] in ("：", ":") and _IMPROVED.search(words) and not faulty:
                state = "measures"
                continue
            # where nothing is admitted yet, prose needs a cue; the model has its say on list items alone
            if not (faulty if style else (is_deficient(words) or names_faults(words)) and not praises):
                continue
            if not style and (vague or _NEGATED.search(words)):
                continue
            state = "problems"
            # the item began before its first known cue: its mark says how the list is numbered
            for at in _item_so_far(clauses, told, index):
                opening = clauses[at]
                p_style, p_value = (opening.style, opening.value) if opening.style else (p_style, p_value)
                marked.append(_marked((opening, "problems", False, told[at])))
        if (
            state == "problems"
            and not style
            and cues & _ON_THE_SPOTS
            and marked
            and _ON_THE_SPOT.match(words)
            and not faulty
        ):
            # 公开率偏低，已与执法系统对接: the item tells what was done about it, and the list of problems goes on
            marked.append(_marked((clause, "measures", False, tells)))
            deed = not ends_part
            continue
        if state == "problems":
            if style:
                p_style, p_value = style, value
            marked.append(_marked((clause, "problems", not style and opens, tells)))
        elif state == "measures":
            marked.append(_marked((clause, "measures", False, tells)))
    return marked


def _item_so_far(clauses: list[Clause], told: list[Words], index: int) -> range:
    """Return the places of the clauses of a list item before this one, where the item is still in its first part."""
    if clauses[index].style:
        return range(0)
    for at in range(index - 1, max(0, index - 3) - 1, -1):
        if clauses[at].ends_part or told[at].praises or told[at].opens:
            break
        if clauses[at].style:
            return range(at, index)
    return range(0)


_NEGATED = re.compile(
    r"(?:没有|未|无|不)(?:再)?(?:收到|产生|发生|发现|出现|接到|存在|涉及|因|被|投诉|举报|行政复议|违反|泄密)|不断|不予公开|(?:全|各)[^，。；]{0,6}不漏|不留死角|不打折扣|不走过场"
)


def group_items(marked: list[Marked]) -> list[list[Marked]]:
    """Group the clauses of one half by list item; unmarked clauses before a list form a group of their own."""
    groups: list[list[Marked]] = []
    for mark in marked:
        fresh = bool(mark.clause.style) or not groups or (mark.clause.line_start and not groups[-1][0].clause.style)
        # a line of its own after a marked line is no explanation of it if it opens the list anew
        if fresh:
            groups.append([mark])
        else:
            groups[-1].append(mark)
    return groups
