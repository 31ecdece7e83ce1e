"""What in the measure half is no measure: announcements, aims, and problems only named as what is answered."""

from __future__ import annotations

import re

from chenyan.problems.learned import remember
from chenyan.problems.polarity import is_deficient, is_opener, is_praise
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.view import View
from chenyan.text.openings import first_characters, spread

__all__ = ["AIM", "TALK", "TIME_ONLY", "find_embedded", "is_aim", "is_talk"]

_EMBEDDED = re.compile(
    r"(?:着力|重点|切实|有效|努力|集中|全力|逐步|着眼于?|致力于)?(?:解决|化解|破解|克服|改变|整治|纠正|消除|补齐|针对|关于|围绕|聚焦|扭转|应对)(?!以上|上述|这些|存在|上一?年|去年|往年|此|该|\d{4}|群众反映|自身|工作中|发现)"
    r"(?P<inner>[^。；;\n]{4,110}?)(?P<tail>(?:等)?(?:的)?(?:这[一块个项种]{0,2})?(?:[一二两三四五六]个)?(?:突出)?(?:问题|现象|短板|难题|堵点|不足|情况|矛盾|现状|局面|状况|困境|瓶颈|难点|痛点|弊端|弱项|顽疾))(?=[，,。；;：\n]|$)"
)
# 扭转先办事后公示的做法: the verb and the noun say that it is a fault, whatever its words
_TURNED_AROUND = re.compile(
    r"(?:扭转|纠正|改变|根治|杜绝|克服|化解|弥补|补上|破除)(?!以上|上述|这些|存在|过去|此|该)"
    r"(?P<inner>[^，。；;\n]{6,40}?)的?(?:做法|倾向|习惯|局面|矛盾|毛病|不足|现象|苗头|老毛病)(?=[，,。；;：\n]|$)"
)
# without one of its verbs neither is found
_VERB = re.compile("解决|化解|破解|克服|改变|整治|纠正|消除|补[齐上]|针对|关于|围绕|聚焦|扭转|应对|根治|杜绝|弥补|破除")
# what begins talk, and what stands in it
_TALK_BEGINS = (
    r"(?:严格)?(?:按照|根据|依据|遵照|对照)[^。；]{2,40}(?:要求|规定|部署|目标|精神|安排)$"
    r"|(?:针对|对于|围绕|结合|根据)[^，。；]{0,14}(?:问题|不足|短板|堵点|难点|痛点|弱项|困难|差距|现象|薄弱环节|情况)$"
    r"|(?:在)?(?:[\d]{4}年|今后|新的?一年)?的?(?:各项|政府|政务)?(?:信息)?(?:公开)?工作(?:当)?中$|(?:均|都|也)?有待(?:今后|下一?步|进一步)"
    r"|为(?:了)?(?:进一步|更好)[^，。；]{0,30}$|(?:以上|上述|这些)(?:措施|举措|工作|任务|事项)"
)
_TALK_HOLDS = (
    r"工作(?:做得)?更加?(?:完善|完美|出色)$|[把将][^，。；]{0,8}工作[^，。；]{0,4}(?:做好|抓好|做实|抓实|做细)|做好这项工作"
    r"|(?:进行|开展|作)了?[^，。；]{0,8}(?:改进|整改)$|再接再厉|请[^，。；]{1,8}监督$|一如既往|抓实抓好|再创佳绩|更上一层|巩固成果$|继续保持|以上问题|这些问题"
    r"|上述问题|为契机$|(?:以下|如下|下列|[一二两三四五六几])(?:个|方面|几|些|点|件|项)*(?:方面|措施|工作(?!日)|举措|事|入手|着手|改进|着力)|做好以下|采取以下"
    r"|采取措施|加以改进$|予以改进$|予以解决$|进行改进$|着手$|入手$|整改如下$|(?:我[\u4e00-\u9fff]{1,4}|管委会|街道|园区)$"
)
_BEGINS, _HOLDS = re.compile(_TALK_BEGINS), re.compile(spread(_TALK_HOLDS))
_OPENS, _OPENS_TOO = first_characters(_TALK_BEGINS)
AIM = re.compile(
    r"(?:力争|力求|争取|努力[让使]|让[^，。；]{2,12}(?:看得|听得|用得|找得|摸得)|推动[^，。；]{0,20}(?:再上|迈上|上(?:新)?台阶|新水平|新发展|高质量)|(?:从而|进而|以便|为[^，。；]{2,16}(?:提供|作出|奠定|营造|贡献))|让[^，。；]{2,30}成为|确保(?:[^，。；]{0,12}(?:到位|落实|实效|取得))|(?:切实|有效)(?:提高|提升|保障|维护|增强|降低|减少|防范|避免)|不断(?:提高|提升|满足|增强)|努力(?:提高|提升|打造|建设|实现)|全面提升|更好地?(?:满足|服务|保障)|取得[^，。；]{0,8}(?:成效|进步)|使[^，。；]{2,24}(?:更|到位|[再迈]上)|以[^，。；]{2,14}面貌)"
)
_MET = re.compile(r"(?:遇到|发现|反映|存在|提出|指出|关注|关心)的")
TIME_ONLY = re.compile(
    r"(?:到|在)?[\d一二三四五六七八九零〇○]{4}年(?:度|初|底前?|起)?|下一?步|下一?阶段|下一年度?|下个年度|明年|来年|今后|接下来|为此|对此|同时|目前|新的一年|今后工作中|在今后的?工作中|下一?步工作中"
)
_LONGEST, _LONGEST_TIME = 40, 8  # characters of talk, and of what ``TIME_ONLY`` finds
TALK = re.compile(f"{TIME_ONLY.pattern}|{_TALK_BEGINS}|{_TALK_HOLDS}")  # what ``is_talk`` needs at the least


def find_embedded(view: View, start: int, end: int, lexicon: ThemeLexicon) -> list[tuple[int, int, int]]:
    """Return problems that are only named as what a measure answers: (start, end, end of the whole phrase)."""
    found: list[tuple[int, int, int]] = []
    if _VERB.search(view.masked, start, end) is None:
        return found
    for match in _EMBEDDED.finditer(view.masked, start, end):
        low, high = match.span("inner")
        inner = view.text[low:high]
        if is_deficient(inner) and not _MET.search(inner) and not is_praise(inner) and not is_opener(inner):
            found.append((low, high, match.end()))
    for match in _TURNED_AROUND.finditer(view.masked, start, end):
        low, high = match.span("inner")
        known = any(low < other and at < high for at, other, _ in found)
        if not known and not _MET.search(match.group()) and not is_opener(match.group("inner")):
            found.append((low, high, match.end()))
    return sorted(found)


@remember
def _opens_talk(character: str) -> bool:
    """Say whether talk can begin with a character; few do."""
    return character in _OPENS or bool(_OPENS_TOO and _OPENS_TOO.match(character))


@remember
def is_talk(words: str) -> bool:
    """Say whether a clause of the measure half announces or concludes without a deed."""
    if len(words) > _LONGEST:
        return False
    if len(words) <= _LONGEST_TIME and TIME_ONLY.fullmatch(words) is not None:
        return True
    begins = _opens_talk(words[:1]) and _BEGINS.match(words) is not None
    return begins or _HOLDS.search(words) is not None


@remember
def is_aim(words: str) -> bool:
    """Say whether a clause only says what the measure is for."""
    return AIM.match(words) is not None
