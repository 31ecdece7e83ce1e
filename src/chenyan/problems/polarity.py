"""Tell whether a clause admits a deficiency, concedes one in passing, praises, plans, or says that there is none."""

from __future__ import annotations

import re
from functools import cache

from chenyan.lexicons import read_terms

# said of what is in order; inside a clause it beats a chance deficit word
_PRAISE = re.compile(
    r"取得(?:了|一定|新|较|明显|积极|良好|长足|初步|阶段|不少|显著|一些)|成绩|成效(?!不|还|欠|有限|较差)|进展(?!不|缓|慢|滞)|好评|稳步|平稳|圆满|走在[^，]{0,6}前列|名列前茅"
    r"|(?:位居|保持|稳居)[^，]{0,8}(?:前|首位|第)|有(?:了|所|较大|明显|很大)[\u4e00-\u9fff]{0,4}(?:进步|提高|提升|改善|增强|好转|减少|下降|缓解)"
    r"|得到(?:了)?(?:有效|明显|进一步|较好)?[\u4e00-\u9fff]{0,4}(?:提升|提高|改善|加强|解决|肯定|保障)|做了(?:一些|大量|不少)|迈上|再上(?:新)?台阶|逐步走上"
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
    r"存在|还有|仍有|尚有|也有|有(?:一些|以下|一定|不少|许多|较大|不小|很多|几)|以下|下列|如下|主要|还|仍|离|距|与|对照|不足之处|短板"
)
_SEEN = re.compile(
    r"(?:应|要|应当|必须|还|也)?[^，。；]{0,4}(?:清醒|清楚|深刻|充分)?地?(?:看到|认识到|意识到)$|(?:欠缺|不足|问题|短板)[^，。；]{0,4}(?:集中在|有)[一二三四五六几两](?:点|方面)$"
)
# 仍有一些短板需要补齐, 还有不足之处有待弥补: a gap conceded, none named
_CONCEDES = re.compile(
    r"(?:有|存在)(?:着)?(?:一些|不少|许多|诸多|一定|若干|几个|较多|很多|部分)?(?:的)?(?:短板(?:弱项)?|不足(?:之处)?|问题|弱项|差距|薄弱环节|欠缺(?:之处)?|困难)"
    r"(?:和(?:短板|不足|问题|差距))?(?:仍|还|尚|亟)?(?:有待|需要?|亟待|待|要)(?:进一步|着力|加以|认真|尽快|切实)?"
    r"(?:补齐|弥补|解决|改进|克服|缩小|完善|加强|提高|正视|改善|突破|补足)$"
)
_VAGUE_GAP = re.compile(
    r"(?:(?:与|同|和|离|距离?|比起|对照|对标|相比)[^，。；]{2,60}|^)(?:仍|还|尚|依然)?(?:然)?(?:存在|有|具有)(?:着)?(?:一定|较大|不小|很大|一些|明显|不少|的){0,3}(?:的)?(?:差距|距离|落差)(?:和(?:不足|短板))?$"
)
_NO_PLAN = re.compile(
    r"有待|亟待|还需|仍需|尚需|还要|仍要|需要?进一步|需(?:要)?(?:加强|提高|提升)|还应|不够|不足|不强|不高|不全|薄弱|滞后"
)
_SOLVED = re.compile(
    r"(?:已|均已|全部|基本|业已|得到|得以|逐一|及时)[^，。；]{0,12}(?:解决|整改到位|整改完毕|整改完成|化解|消除|改正|纠正)|整改(?:到位|完毕|完成)|问题均已"
)


# a predicate that names the fault by itself; else the next clause may be needed to see it
_PLAIN = re.compile(
    r"不(?:够|足|强|高|全|深|细|及时|到位|规范|完善|健全|平衡|均|多|大|广|实|准|明|清|畅|通|便|易|熟|齐|统一|一致|一|严|力|透|稳|当|佳|了解|理解|重视|主动|积极|愿|敢|会|能|集中|理想|匹配|适应)|有待|亟|[还仍尚]需|需(?:要)?(?:进一步|继续|持续|加强|提|完善)"
    r"|薄弱|滞后|落后|单一|缺乏|缺少|欠缺|偏[少低弱窄慢差晚]|较[少低弱窄慢差晚]|差距|参差|难以|没有|无(?:专|人|法)|尚?未|空间|短缺|匮乏|紧张|频繁|空白|模糊|混乱|陈旧|老化|被动|随意|悬殊|少$|低$|慢$|差$|弱$|短板|差异|太|过[于浓简]|偏[长大多重高]|分散|占比小|老套|乏力|吃力|心中无数|不"
)


@cache
def _deficit() -> re.Pattern[str]:
    return re.compile("|".join(read_terms("problem_deficits.txt")))


def is_deficient(words: str) -> bool:
    """Say whether these words state that something is missing, weak, late or wanted.

    Examples
    --------
    >>> [is_deficient(w) for w in ("解读形式单一", "工作仍需进一步加强", "进一步加强学习", "不断拓宽渠道")]
    [True, True, False, False]
    """
    return _deficit().search(words) is not None


def is_plainly_deficient(words: str) -> bool:
    """Say whether these words name a fault by themselves, without what stands around them."""
    return is_deficient(words) and _PLAIN.search(words) is not None


def is_praise(words: str) -> bool:
    """Say whether these words report success."""
    return _PRAISE.search(words) is not None


def is_opener(words: str) -> bool:
    """Say whether these words only announce problems, or concede a gap before the real list."""
    if _VAGUE_GAP.search(words) or _SEEN.search(words) or _CONCEDES.search(words):
        return True
    match = _OPENER_END.search(words)
    return match is not None and _ADMITS.search(words) is not None and _OPENER.search(words) is not None


def is_vague_gap(words: str) -> bool:
    """Say whether these words state a distance to what is asked and nothing else."""
    return _VAGUE_GAP.search(words) is not None


def says_none(words: str) -> bool:
    """Say whether these words state that there is no problem."""
    return _EMPTY.match(words) is not None


def is_solved(words: str) -> bool:
    """Say whether these words report a problem as settled."""
    return _SOLVED.search(words) is not None
