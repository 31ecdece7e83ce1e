"""Tell whether a clause admits a deficiency, concedes one in passing, praises, plans, or says that there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from chenyan.lexicons import read_terms
from chenyan.problems.fault_model import fault_score
from chenyan.problems.learned import Learned, remember
from chenyan.problems.sieve import Cues, may_find, share
from chenyan.text.openings import spread

# said of what is in order; inside a clause it beats a chance deficit word
_PRAISE = re.compile(
    r"取得(?:了|一定|新|较|明显|积极|良好|长足|初步|阶段|不少|显著|一些)|成绩|成效(?!不|还|欠|有限|较差)|进展(?!不|缓|慢|滞)|好评|稳步|平稳|圆满|走在[^，]{0,6}前列|名列前茅"
    r"|(?:位居|保持|稳居)[^，]{0,8}(?:前|首位|第)|有(?:了|所|较大|明显|很大)[\u4e00-\u9fff]{0,4}(?:进步|提高|提升|改善|增强|好转|减少|下降|缓解)(?!的?(?:空间|余地|潜力))"
    r"|得到(?:了)?(?:有效|明显|进一步|较好)?[\u4e00-\u9fff]{0,4}(?:提升|提高|改善|加强|解决|肯定|保障)|(?:得分|排名|位次|满意度|访问量)[^，。；]{0,6}(?:提高|提升|上升|前移|增长)|做了(?:一些|大量|不少)|发挥了|促进了|保障了|推动了|增强了|提高了|提升了|迈上|再上(?:新)?台阶|逐步走上"
)
_EMPTY = re.compile(
    r"^(?:本年度?|全年|目前|今年|我[\u4e00-\u9fff]{1,4}|本[\u4e00-\u9fff]{1,3}|政府信息公开工作)?(?:无|没有|暂无|未发现|不存在|未存在)"
    r"(?:存在)?(?:明显|突出|重大|较大|的|主要|其他|任何|相关|需要?说明的?|需要?报告的?)?"
    r"(?:问题|不足|情况|事项|需要改进)?(?:及改进情况|和不足)?$"
)
_OPENER = re.compile(
    r"(?:问题|不足(?:之处)?|短板(?:弱项)?|差距|薄弱环节|薄弱之处|欠缺(?:之处)?|弱项|困难|不尽(?:如)?人意(?:之处|的地方)?|需要?(?:进一步)?改进(?:的地方|之处)"
    r"|(?:不相适应|不到位|不适应|不完善|不够完善|需要?(?:改进|加强|完善)|可以改进|有待改进|有待加强|有待提高)的(?:地方|方面|环节|问题))"
)
_OPENER_END = re.compile(
    r"(?:问题|不足(?:之处)?|短板(?:弱项)?|差距|薄弱环节|薄弱之处|欠缺(?:之处)?|弱项|困难|不尽(?:如)?人意(?:之处|的地方)?|(?:的)?地方|环节|方面)"
    r"(?:[和与及、](?:不足|短板|问题|差距|困难|薄弱环节))?(?:需要?(?:着力|进一步|加以|重点)?(?:解决|改进|正视|克服|整改))?(?:主要)?(?:有|是|如下|为|包括|集中在|表现在|体现在|表现为|体现为|存在于)?(?:以下)?(?:[一二三四五六七八九两几\d]{1,2}(?:个)?(?:点|方面|条|项|个))?(?:的)?(?:问题|不足)?$"
)
_ADMITS = re.compile(
    r"存在|暴露|面临|显露|反映出|[还仍尚也]面临|还有|仍有|尚有|也有|有(?:一些|以下|一定|不少|许多|较大|不小|很多|几)|以下|下列|如下|主要|还|仍|离|距|与|对照|不足之处|短板"
)
_SEEN = re.compile(
    r"(?:看到|认识到|意识到)$|(?:欠缺|不足|问题|短板)[^，。；]{0,4}(?:集中在|有)[一二三四五六几两](?:点|方面)$"
)
# 仍有一些短板需要补齐, 还有不足之处有待弥补: a gap conceded, none named
# what only concedes that something is amiss has no theme: 也要看到不足, 还存在一些问题
_CONCESSION = re.compile(
    r"(?:但是?|同时|也|还|更|仍|我们|必须|需要?|要|应当?|清醒|地|客观|深刻|充分){0,6}"
    r"(?:看到|认识到|意识到|正视|承认|存在|有|面临)(?:着|了|到)?(?:自身|工作中|的|一些|不少|诸多|许多|这些|以下|如下|几个?|方面){0,4}"
    r"(?:不足(?:之处)?|差距|问题|短板|薄弱环节|欠缺|困难)(?:和(?:不足|差距|问题|短板|困难))?"
)
_CONCESSION_ENDS = frozenset("足处距题板节缺难")  # the last characters of what it finds
_CONCEDES = re.compile(
    r"(?:有|存在)(?:着)?(?:一些|不少|许多|诸多|一定|若干|几个|较多|很多|部分)?(?:的)?(?:短板(?:弱项)?|不足(?:之处)?|问题|弱项|差距|薄弱环节|欠缺(?:之处)?|困难)"
    r"(?:和(?:短板|不足|问题|差距))?(?:仍|还|尚|亟)?(?:有待|需要?|亟待|待|要)(?:进一步|着力|加以|认真|尽快|切实)?"
    r"(?:补齐|弥补|解决|改进|克服|缩小|完善|加强|提高|正视|改善|突破|补足)$"
)
# 以下几方面还需要加力, 尚有以下问题需要在新一年着力解决: what is wanted is said of a list to come
_ANNOUNCES = re.compile(
    r"(?:以下|下列|如下|[两三四五六几]个?)(?:[一二两三四五六七八九几\d]{0,2}个?)?(?:方面|问题|不足(?:之处)?|短板|环节|地方|弱项|差距|困难)[^，。；：]{0,4}"
    r"(?:需要?|待|要|急需|亟需|尚|还|仍|值得)[^，。；：]{0,14}(?:解决|改进|加力|加强|完善|努力|提升|提高|克服|突破|发力|用力|加劲|重视|下功夫|补齐|改善|攻克|关注)$"
    r"|(?:问题|不足(?:之处)?|短板|差距|薄弱环节)(?:主要)?(?:在于|集中在|体现在|表现在)$"
)
# 力量仍显不足, 公开仍是短板: said of a subject, no announcement
_PREDICATE = re.compile(
    r"[\u4e00-\u9fff”）]{2}(?:[还仍尚]?(?:显|略有?|稍显|有所|明显|严重|普遍|相对|较为?|十分|非常|依旧|依然|仍然|还|仍|尚)不足|(?:仍|还|依然|仍然|依旧|一直)?(?:是|为)(?:一个|一块|一大|明显|突出|主要)?的?(?:短板(?:弱项)?|弱项|薄弱环节|难题|困难))$"
)
# 仍有改进空间: room for what, the list says; 新的矛盾又浮出水面
_ROOM = re.compile(
    r"(?:但是?|也|我[\u4e00-\u9fff]{1,3}|本[\u4e00-\u9fff]{1,2}|(?:政府|政务)?(?:信息)?公开(?:各项)?工作){0,3}(?:还|仍|尚|依然|仍然|也)?(?:存在|有)(?:着)?(?:一定|较大|不少|很大|进一步|诸多|许多)?的?"
    r"(?:改进|提升|完善|优化|进步|提高)(?:和(?:提升|改进|完善|优化))?的?空间"
)
_ARISEN = re.compile(
    r"^(?:但是?|又|也)?新的?(?:问题|矛盾|情况|困难|不足|短板)[^，。；]{0,4}(?:出现|浮出|浮现|显现|产生|凸显|冒|来了)"
)
# 存在公开不全、解读跟不上等短板: the faults are named
_LISTED = re.compile(r"等(?:方面)?的?(?:突出|主要|现实)?(?:问题|不足(?:之处)?|短板(?:弱项)?|弱项|困难|薄弱环节|差距)$")
_HAS = re.compile(r"(?:存在|有|暴露|面临|发现)")
_VAGUE_GAP = re.compile(
    r"(?:^(?:我[\u4e00-\u9fff]{1,3}|本[\u4e00-\u9fff]{1,2}|全[\u4e00-\u9fff])?(?:的)?(?:政府|政务)?(?:信息)?公开(?:各项)?工作(?:水平|质量)?|(?:与|同|和|离|距离?|比起|对照|对标|相比)[^，。；]{2,60}|^)(?:仍|还|尚|依然)?(?:然)?(?:存在|有|具有)(?:着)?(?:一定|较大|不小|很大|一些|明显|不少|的){0,3}(?:的)?(?:差距|距离|落差)(?:和(?:不足|短板))?$"
)
_FAR = re.compile(
    r"(?:与|同|和|离|距|比起)[^，。；]{2,40}(?:相比|比较|期待|要求|目标)?[^，。；]{0,4}(?:差得|差了|相差)(?:较|很|还|甚)?远$|相去甚远$"
)
_SOLVED = re.compile(
    r"(?:已|均已|全部|基本|业已|得到|得以|逐一|及时)[^，。；]{0,12}(?:解决|整改到位|整改完毕|整改完成|化解|消除|改正|纠正)|整改(?:到位|完毕|完成)|问题均已|(?:解决|化解|消除|攻克|扭转|告别|治好)了"
)


# cues that leave it open what is wrong: the next clause may be needed to see it (以表格为主，说明过简)
_OPEN_CUE = re.compile(
    r"(?:仍|还|依然|依旧)(?:然)?(?:以|由|在|用|有|是|停|为|靠)[\u4e00-\u9fff]?|多(?:以|为|是|由|靠|数为)[\u4e00-\u9fff]|大多(?:以|为|是|由|靠|数)?[\u4e00-\u9fff]|以[^，。；]{1,10}为主"
    r"|(?:仍靠|全靠|靠)[^，。；]{0,16}|习惯(?:于|用|把|打)|沿用老|认为|担心|怕|增多[^，。；]{0,2}压力|逐年增加|多而|较多|往往(?:要|只|是|不|才|在|被)|[^，。；]{0,4}(?:变动|更替|更换|轮换|轮岗)"
    r"|层层|(?:[一二三四五六七八九十\d]{1,3}|多|数|几)年前的|散落|仅限|[只仅]限|中规中矩|各管一摊|各自为政|照搬|照抄|少有|很少|两道|[几多二三四五]道关|习惯[^，。；]{0,6}"
)


# where the model of faults overrules the cues; chosen by leaving one hand out, cues and code older than that hand's texts,
# and more in favour of the cues since they have grown
_DOUBTED, _SURE = -1.5, 0.8
# 组织建设仍需改进: a wish says by its form alone that something is missing
_WISH = re.compile(spread(r"有待|亟待|亟需|[还仍尚]需|[还仍]要|需要?(?:进一步|继续|持续|不断)|不够$"))
# 存在A、B等问题, 不足在于A、B: the form says that faults are named, whatever words they are told in
_NAMES = re.compile(
    r"存在着?[^，。；、]{4,60}、[^，。；]{4,80}(?:等|的)[^，。；、]{0,4}(?:问题|不足|短板|现象)$"
    r"|(?:问题|不足|短板|差距)(?:主要)?在于[^，。；、]{4,60}、[^，。；]{4,80}$"
)
_TELLING = 4  # fewer characters are too little for the model


@cache
def _deficit() -> Cues:
    return Cues(read_terms("problem_deficits.txt"))


@remember
def _leaves_open(cue: str) -> bool:
    """Say whether a cue leaves it open what is wrong."""
    return _OPEN_CUE.fullmatch(cue) is not None


# what is asked of nearly every clause, by its bit in what the clause may hold
_PRAISES, _SOLVES, _SAYS_NONE, _LISTS, _OPENS = map(share, (_PRAISE, _SOLVED, _EMPTY, _NAMES, _OPENER_END))
_GAPS = share(_VAGUE_GAP)
_ASKS: dict[int, Callable[[str], Any]] = {
    _PRAISES: _PRAISE.search,
    _SOLVES: _SOLVED.search,
    _SAYS_NONE: _EMPTY.match,
    _LISTS: _NAMES.search,
    _OPENS: _OPENER_END.search,
    _GAPS: _VAGUE_GAP.search,
    share(_CONCESSION): lambda words: is_concession(words),
    share(_FAR): _FAR.search,
    share(_SEEN): _SEEN.search,
    share(_CONCEDES): _CONCEDES.search,
    share(_ANNOUNCES): _ANNOUNCES.search,
    share(_ROOM): _ROOM.fullmatch,
    share(_ARISEN): _ARISEN.search,
}
_ASKED = sum(_ASKS)
_OPENING = _ASKED & ~(_PRAISES | _SOLVES | _SAYS_NONE | _LISTS | _OPENS)  # each of these announces in itself


@remember
def _cues(words: str) -> int:
    """Return the bits of the cues that some words hold."""
    found, left = 0, may_find(words) & _ASKED
    while left:
        cue = left & -left
        if _ASKS[cue](words):
            found |= cue
        left ^= cue
    return found


deficient = Learned[bool](lambda several: _deficit().found_in_each(several), 16384)


def is_deficient(words: str) -> bool:
    """Say whether these words state that something is missing, weak, late or wanted.

    Examples
    --------
    >>> [is_deficient(w) for w in ("解读形式单一", "工作仍需进一步加强", "进一步加强学习", "不断拓宽渠道")]
    [True, True, False, False]
    """
    return deficient[words]


def names_faults(clause: str) -> bool:
    """Say whether a clause lists faults by its form (存在A、B等问题)."""
    return _cues(clause) & _LISTS != 0


def states_fault(clause: str) -> bool:
    """Say whether a whole clause states a fault: by its cues, unless the model of faults plainly says otherwise.

    Examples
    --------
    >>> [states_fault(w) for w in ("解读形式单一", "栏目大半年一动没动", "加强学习")]
    [True, True, False]
    """
    return _states_fault(clause)


@remember
def _states_fault(clause: str) -> bool:
    if names_faults(clause):
        return True
    cued = is_deficient(clause)
    # 人员方面: what a fault is said of, however often one follows
    if len(clause) < _TELLING or clause.endswith("方面") or (cued and _WISH.search(clause)):
        return cued
    return fault_score(clause) >= (_DOUBTED if cued else _SURE)


@remember
def is_plainly_deficient(words: str) -> bool:
    """Say whether these words name a fault by themselves, without what stands around them."""
    return not all(map(_leaves_open, _deficit().openings.found(words)))


def told_by_cues(words: str) -> tuple[bool, bool, bool, bool]:
    """Say whether a clause reports success, reports a problem as settled, says that there is none, or only states a distance."""
    cues = _cues(words)
    return cues & _PRAISES != 0, cues & _SOLVES != 0, cues & _SAYS_NONE != 0, cues & _GAPS != 0


def is_praise(words: str) -> bool:
    """Say whether these words report success."""
    return _cues(words) & _PRAISES != 0


def is_concession(words: str) -> bool:
    """Say whether a statement only concedes that something is amiss, without naming it."""
    words = words.strip("，。；、 ")
    return words[-1:] in _CONCESSION_ENDS and _CONCESSION.fullmatch(words) is not None


@remember
def is_opener(words: str) -> bool:
    """Say whether these words only announce problems, or concede a gap before the real list."""
    cues = _cues(words)
    if cues & _OPENING:
        return True
    if not cues & _OPENS or (_PREDICATE.search(words) and not _HAS.search(words)):
        return False
    listed = _LISTED.search(words)
    if listed is not None and is_deficient(words[: listed.start()]):
        return False
    named = _NAMES.search(words) if cues & _LISTS else None
    if named is not None and is_deficient(named.group().split("、", 1)[0]):
        return False
    return _ADMITS.search(words) is not None and _OPENER.search(words) is not None


def is_solved(sentence: str) -> bool:
    """Say whether a sentence reports a problem as settled."""
    return _SOLVED.search(sentence) is not None
