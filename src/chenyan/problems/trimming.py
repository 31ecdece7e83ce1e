"""What stands before and after the words of a problem or a measure without being part of them."""

from __future__ import annotations

import re

from chenyan.problems.learned import remember
from chenyan.problems.polarity import is_deficient
from chenyan.problems.view import View
from chenyan.text.openings import alternatives, first_characters

__all__ = ["BEFORE", "has_subject_before", "measure_in", "trim_measure", "trim_problem"]

# what may stand before a problem without being part of it
BEFORE = re.compile(
    r"(?:[^，。；]{0,16}问题[及和与、](?:下一?步)?(?:改进|整改|工作)?(?:措施|情况|打算|安排)(?=[\u4e00-\u9fff])|[^，。；]{0,10}反映(?:较多|较为?强烈|比较多|突出|最多|集中)?的(?:问题)?(?:是|有)|但是?|而且|并且|且|同时|另外|此外|其中|目前|当前|主要(?:是(?:因为)?|表现(?:在|为)|体现(?:在|为)|存在)|表现(?:在|为)|体现(?:在|为)|集中(?:在|于)|原因是|由于|因为|因(?![此而素])(?=[\u4e00-\u9fff]{4})|加之|加上"
    r"|[与同][^，。；]{2,24}相比[，,](?=[^，。；]{6})(?![^，。；]{0,8}(?:工作|水平|差距|差得|成效|质量|力度))|[^，。；]{0,24}(?:虽|尽管|已(?:经)?(?:全部|基本|大体)?(?:解决|补齐|整改|改正|完成|到位|上线|改善|好转))[^，。；]{0,24}[，,]但是?(?=[^，。；]{6})"
    r"|造成|导致|致使|使得|也?反映出|暴露出|如(?!何|期|实|果|意)|例如|比如|特别是|尤其是|问题(?:是|有)|还?存在着?(?=[^，。；]{2,40}(?:现象|情况|问题|短板|不足)$)|我[\u4e00-\u9fff]{1,3}(?=存在)|存在(?:的)?(?:主要)?(?:问题|不足)(?:主要)?(?:是|有|如|为)?|[^，。；]{0,30}(?:问题|不足)(?:主要)?(?:是|有|为|如|在于|包括|体现在|表现在|集中在)(?=[^，。；]{3})"
    r"|(?:[^，。；、：]{0,20}(?:工作(?:中|上|方面)?|公开|我[\u4e00-\u9fff]{1,3}|本[\u4e00-\u9fff]{1,3}|街道|管委会|全[县市区镇局]))?"
    r"(?:主要|还|仍|仍然|也|都|依然|均|普遍|确实|目前|不同程度地?){0,3}存在(?:着|有|的是)?(?=[^，。；]{4})(?![^，。；]{0,3}(?:偏差|差距|困难)$)"
    r"|(?:我[局镇乡县市区省委办厅所]|本[局镇乡县市区委办厅所])(?=[\u4e00-\u9fff]{5})"
    r"|仍然?(?=存在)|(?:还|仍)存在|存在着?)"
)
_AFTER = re.compile(
    r"(?:，?(?:等|等等|等方面|等的|等一些|这类|之类))?(?:的)?(?:这一|诸多|一系列|突出|现实|共性)?(?:问题|情况|现象|短板|不足之处|难题|矛盾|状况)$"
    r"|(?:的问题|等问题)(?:仍然?|还|依然|时有)(?:存在|发生)$"
    r"|(?:等等|等)(?:的)?(?:不足|短板|方面)?$|的(?:不足|短板|困境|缺陷|弊端)$"
)
_AFTER_ENDS = frozenset("题况象板处盾在生等的足面境陷端")  # the last characters of what it finds
# 信息公开存在不主动现象: a fault without a subject of its own is said of what stands before 存在
_BARE_FAULT = re.compile(r"(?:不|未|没有?)[\u4e00-\u9fff]{1,4}?的?(?:现象|问题|情况)")
_SAID_OF = re.compile(r"(?:公开|工作)(?:中|上|方面)?(?:还|仍|仍然|也|都|依然|均|普遍|确实|目前|主要){0,3}存在着?$")
_KEEP_TAIL = re.compile(r"(?:问题)(?:较|比较|仍|还)?(?:突出|集中|严重)$")
_M_BEFORE = re.compile(
    r"(?:(?:但|同时|此外|另外|并且|目前)?(?:下一?步|下一?阶段|下一年度?|明年|来年|今后|接下来|新的一年|为此|对此|(?:到|在)?[\d一二三四五六七八九零〇○]{4}年度?(?:[上下]半年)?(?![\u4e00-\u9fff]{0,6}(?:报告|要点)))(?:工作)?(?:中|里)?"
    r"|(?:针对|对于?|围绕|就|根据|结合)(?:以上|上述|这些|存在的?|工作中|此)[^，。；：]{0,12}(?:问题|不足|短板|情况|方面)?"
    r"|(?:改进|整改)(?:措施|情况)|(?:我们|我[局委办厅省市县区镇乡街社院校会旗州站所队]|本[局委办厅市县区镇乡部单街社][\u4e00-\u9fff]?|[省市县区州]政府(?:办公[室厅]|办)?|镇政府|乡政府|管委会|街道(?:办事处)?|全[局县市省镇])(?!务|务公开)"
    r"|正(?:在)?(?=[更改开筹加抓推修升整完协积逐按着对])|将(?=扩大|建立|健全|加强|加大|加快|完善|开展|开设|推进|推行|推动|强化|优化|组织|制定|制作|修订|印发|落实|充实|增加|增设|增配|补充|提高|提升|设立|举办|邀请|聘请|实行|实施|围绕|利用|严格|积极|全面|引入|定期|逐步|丰富|拓宽|拓展|按[季月周年])|将(?=继续|进一步|从|以|通过|按照|认真|切实|着力|重点|持续|不断|努力)|将(?!近|[^，。；]{1,22}(?:纳入|列入|作为|写入|嵌入|转化为|改为|报送|交由|挂钩|公布|张贴|公示|送到|上墙|放在|分解|不少于))|拟|要(?!求|点|素)|计划(?!生育)|打算|准备|决定|还将|也将|同时(?!期)|并(?=[^，。；]{4})|还(?:要|会)|已(?!经?采取|采取的)(?:经)?(?:[于在从自]\d{1,2}月(?:[上中下]旬|底|初|份|起)?)?(?=[\u4e00-\u9fff]{4})|采取(?:了)?(?:以下|如下)[^，。；：]{0,8}(?:措施|办法|举措)?"
    # 已于9月明确…, 从十月起按…, 下半年举办…: when
    r"|已?于[^，。；：]{0,4}[月年底初](?:份|底|初)?(?=[\u4e00-\u9fff])|从(?:[\d一二三四五六七八九十]{1,3}月份?|明年|来年|下半年|今年)起|[上下]半年(?=[\u4e00-\u9fff]{4}))"
)


# what else can begin a match of ``BEFORE`` begins with any character, and holds one of these
_BEFORE_HOLDS = re.compile("问题|反映|虽|尽管|已|不足|存在")
_BEFORE_OPENS = frozenset(
    character
    for opens, others in map(first_characters, alternatives(BEFORE.pattern[3:-1]))
    for character in opens
    if others is None
)
_EDGES = frozenset("，,。；;：: 、\n.□")
_OPENS, _OPENS_TOO = first_characters(_M_BEFORE.pattern)


@remember
def _opens_measure(character: str) -> bool:
    """Say whether what stands before a measure can begin with a character; few do."""
    return character in _OPENS or bool(_OPENS_TOO and _OPENS_TOO.match(character))


def _before(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what ``BEFORE`` finds at the beginning of some words, without asking it in vain."""
    if text[start : start + 1] in _BEFORE_OPENS or _BEFORE_HOLDS.search(text, start, end):
        return BEFORE.match(text, start, end)
    return None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start : start + 1] not in _EDGES and text[end - 1 : end] not in _EDGES:
        return start, end  # nearly always
    while start < end and text[start] in "，,。；;：: 、\n.□":
        if text[start] == "□":
            break
        start += 1
    while end > start and text[end - 1] in "，,。；;：: 、\n.":
        end -= 1
    return start, end


def has_subject_before(before: re.Match[str], end: int) -> bool:
    """Say whether what a match of ``BEFORE`` would cut is the subject of a fault that has no other."""
    return (
        _BARE_FAULT.fullmatch(before.string, before.end(), end) is not None
        and _SAID_OF.search(before.group()) is not None
    )


def trim_problem(view: View, start: int, end: int) -> tuple[int, int]:
    """Strip what introduces a problem and the 等问题 that closes it."""
    low, high = _problem_in(view.text[start:end])
    return start + low, start + high


@remember
def _problem_in(text: str) -> tuple[int, int]:
    start, end = _trim(text, 0, len(text))
    for _ in range(3):
        match = _before(text, start, end)
        if match is None or end - match.end() < 3:
            break
        if has_subject_before(match, end):
            return _trim(text, start, end)
        start = _trim(text, match.end(), end)[0]
    if text[end - 1 : end] in _AFTER_ENDS and not _KEEP_TAIL.search(text, start, end):
        match = _AFTER.search(text, max(start, end - 16), end)
        if match is not None and match.start() - start >= 4 and is_deficient(text[start : match.start()]):
            end = match.start()
    return _trim(text, start, end)


def trim_measure(view: View, start: int, end: int) -> tuple[int, int]:
    """Strip what introduces a measure: time, actor and 将."""
    low, high = measure_in(view.text[start:end])
    return start + low, start + high


@remember
def measure_in(text: str) -> tuple[int, int]:
    """Return where in some words a measure begins and ends."""
    start, end = _trim(text, 0, len(text))
    for _ in range(5):
        match = _M_BEFORE.match(text, start, end) if _opens_measure(text[start : start + 1]) else None
        if match is None or match.end() == start or end - match.end() < 3:
            break
        start = _trim(text, match.end(), end)[0]
    return start, end
