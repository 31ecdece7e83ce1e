"""From clauses to statements: the problems and measures of one part, each as the shortest words that state it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chenyan.problems.halves import Marked
from chenyan.problems.items import Clause
from chenyan.problems.polarity import (
    is_deficient,
    is_opener,
    is_plainly_deficient,
    is_praise,
    is_solved,
    is_vague_gap,
    says_none,
)
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.trimming import BEFORE, trim_problem
from chenyan.problems.view import View

_EMBEDDED = re.compile(
    r"(?:着力|重点|切实|有效|努力|集中|全力|逐步|着眼于?|致力于)?(?:解决|化解|破解|克服|改变|整治|纠正|消除|补齐|针对|关于|围绕|聚焦|扭转|应对)(?!以上|上述|这些|存在|上一?年|去年|往年|此|该|\d{4}|群众反映|自身|工作中|发现)"
    r"(?P<inner>[^。；;\n]{4,110}?)(?P<tail>(?:等)?(?:的)?(?:这[一块个项种]{0,2})?(?:[一二两三四五六]个)?(?:突出)?(?:问题|现象|短板|难题|堵点|不足|情况|矛盾|现状|局面|状况|困境|瓶颈|难点|痛点|弊端|弱项|顽疾))(?=[，,。；;：\n]|$)"
)
_PIECES = re.compile(r"[、，,]|(?<=[\u4e00-\u9fff])(?:以及|和|与|(?<![普涉触以])及(?!时)|或)(?=[\u4e00-\u9fff])")
# what these are said of decides, not which quality of it is weak
_HEAD_THEMES = frozenset(
    {
        "policy_interpretation",
        "request_handling",
        "participation_response",
        "new_media_data",
        "platform_columns",
        "supervision",
    }
)
_QUALITY = re.compile(r"[\u4e00-\u9fff]{1,3}[性度力率]")
_SUBJECTLESS = re.compile(r"长期|一直|从未|尚未|无人|没有更|未(?:更|及时|能)|常年")
_LIST = re.compile(r"[、，,]")
_TEMPORAL = re.compile(r"(?:(?<!滞)(?<!落)后|(?<!及|费|耗|超|准|按|适)时|以来|过程中|期间|之前)$")
_CAUSE = re.compile(
    r"(?:受|因|由于|随着|鉴于)|激增$|增加$|增多$|(?:划转|合并)[而过]?来?$|(?:任务|工作)(?:繁重|较重|重|多)$|(?:较|很)?偏远$|面(?:广|大)$"
    r"|(?:财政|财力|经济)(?:十分|较为?|比较|相对)?(?:困难|薄弱|有限|落后|拮据|欠发达)$|地处|交通不便|(?:外出|务工)[^，。；]{0,8}多$|老(?:年)?人多$|交织$"
)
# how matters stand, before what is wrong: 公开工作起步较晚, 没有现成经验可循
_CIRCUMSTANCE = re.compile(
    r"公开(?:各项)?工作[^，。；]{0,6}(?:起步|处于|处在)|是一?项?(?:全?新|复杂|长期)的?(?:工作|事物|任务|课题)|(?:没有|缺乏|无)(?:现成|成熟)的?(?:经验|模式|做法)|可循$|点多(?:面广|线长)|山区|交通不便|居住分散|战线(?:较|过)?长"
)
# a clause without a subject of its own that says what came of the fault before it
_EFFECT = re.compile(
    r"(?:从而|进而|甚至|有时|很?容易|极易|以致|以至|影响|让|令|无法|难以|不能|不便|不利|给[\u4e00-\u9fff]|泄露|(?:导致|致使|造成|使得?|引发|引起)[\u4e00-\u9fff]{2,7}$)"
)
# causes that no agency answers for
_OUTSIDE = re.compile(
    r"疫情|改革|换届|自然|灾|地处|偏远|山区|(?:任务|工作|事务|业务)[^，。；]{0,3}(?:重|多|忙|繁)|节奏|增[多加]|激增|财政|财力|经济|交通|外出|老(?:年|龄)|人口|群众|居民|村民|企业|上级|政策|调整|升级|搬迁|合并|划转"
)
_TALK = re.compile(
    r"^(?:严格)?(?:按照|根据|依据|遵照|对照)[^。；]{2,40}(?:要求|规定|部署|目标|精神|安排)$|^(?:针对|对于|围绕|结合|根据)[^，。；]{0,14}(?:问题|不足|短板|堵点|难点|痛点|弱项|困难|差距|现象|薄弱环节|情况)$|^(?:在)?(?:[\d]{4}年|今后|新的?一年)?的?(?:各项|政府|政务)?(?:信息)?(?:公开)?工作(?:当)?中$|工作(?:做得)?更加?(?:完善|完美|出色)$|[把将][^，。；]{0,8}工作[^，。；]{0,4}(?:做好|抓好|做实|抓实|做细)|做好这项工作|(?:进行|开展|作)了?[^，。；]{0,8}(?:改进|整改)$|^为(?:了)?(?:进一步|更好)[^，。；]{0,30}$|再接再厉|一如既往|抓实抓好|再创佳绩|更上一层|巩固成果$|继续保持|以上问题|这些问题|上述问题|(?:以下|如下|下列|[一二两三四五六几])(?:个|方面|几|些|点|件|项)*(?:方面|措施|工作|举措|事|入手|着手|改进|着力)|做好以下|采取以下|采取措施|加以改进$|予以改进$|予以解决$|进行改进$|着手$|入手$|整改如下$|(?:我[\u4e00-\u9fff]{1,4}|管委会|街道|园区)$"
)
_AIM = re.compile(
    r"(?:力争|力求|争取|推动[^，。；]{0,20}(?:再上|迈上|上(?:新)?台阶|新水平|新发展|高质量)|(?:从而|进而|以便|为[^，。；]{2,16}(?:提供|作出|奠定|营造|贡献))|让[^，。；]{2,30}成为|确保(?:[^，。；]{0,12}(?:到位|落实|实效|取得))|(?:切实|有效)(?:提高|提升|保障|维护|增强|降低|减少|防范|避免)|不断(?:提高|提升|满足|增强)|努力(?:提高|提升|打造|建设|实现)|全面提升|更好地?(?:满足|服务|保障)|取得[^，。；]{0,8}(?:成效|进步)|使[^，。；]{2,24}(?:更|到位)|以[^，。；]{2,14}面貌)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in offsets of the view, before it is mapped back."""

    start: int
    end: int
    kind: str
    themes: tuple[str, ...] = ()
    confidence: float = 0.9
    place: int = -1
    solo: bool = False


def _themes(lexicon: ThemeLexicon, words: str) -> tuple[str, ...]:
    return tuple(theme for theme, _ in lexicon.classify(words))


def split_list(view: View, start: int, end: int, lexicon: ThemeLexicon) -> list[tuple[int, int]]:
    """Split a list joined by 、 where its parts have different themes; the last part keeps a shared predicate."""
    masked = view.masked
    if not _LIST.search(masked, start, end):
        return [(start, end)]
    closed = _ENUMERATED.match(masked, end) is not None
    for pattern in (_LIST, _PIECES):
        pieces = _cut(masked, start, end, pattern)
        if (closed or _OF_FAULTS.match(masked, end)) and _most_deficient(view, pieces):
            return pieces
        found = _split_pieces(view, start, end, pieces, lexicon)
        if len(found) > 1 and (closed or len(found) > 2 or _stands_alone(view, found[1])):
            return found
    return [(start, end)]


# what closes a list of faults: …、…、…等问题
_ENUMERATED = re.compile(
    r"(?:等|等等|等方面)(?:的)?(?:这一|诸多|一系列|突出|现实|共性|主要){0,2}(?:问题|情况|现象|短板|不足|难题|矛盾|状况|困难)"
)
_OF_FAULTS = re.compile(
    r"的(?:这一|诸多|一系列|突出|现实|共性|主要){0,2}(?:问题|情况|现象|短板|不足|难题|矛盾|状况|困难)"
)


def _most_deficient(view: View, pieces: list[tuple[int, int]]) -> bool:
    """Say whether three or more pieces stand in a list of faults of which one cue at most is unknown."""
    told = [is_deficient(view.text[low:high]) for low, high in pieces]
    # 目录调整、异地就医等政策的解读: a list of things inside, not of faults
    inner = any("等" in view.text[low:high] for low, high in pieces)
    return (
        len(pieces) >= 3
        and told[-1]
        and sum(told) == len(told) - 1
        and not inner
        and all(h - n >= 4 for n, h in pieces)
    )


def _stands_alone(view: View, piece: tuple[int, int]) -> bool:
    """Say whether the second of two faults names its own subject (…、专职力量被稀释), not one of the first's (…、互动量低)."""
    return piece[1] - piece[0] >= 7


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return what lies between the matches of a pattern."""
    pieces = []
    at = start
    for match in pattern.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    return pieces


def _split_pieces(
    view: View, start: int, end: int, pieces: list[tuple[int, int]], lexicon: ThemeLexicon
) -> list[tuple[int, int]]:
    """Return the pieces of a list that stand as problems of their own, or the whole."""
    if len(pieces) < 2:
        return [(start, end)]
    # every part states its own deficiency
    shares_head = "的" in view.text[start : pieces[0][1]]
    if all(high - low >= (5 if shares_head else 3) and is_deficient(view.masked[low:high]) for low, high in pieces):
        grouped: list[tuple[int, int]] = []
        last: tuple[str, ...] = ()
        for low, high in pieces:
            themes = _themes(lexicon, view.text[low:high])
            # 公开栏破损、长期没有更新: one subject, one fault
            shared = _SUBJECTLESS.match(view.text, low, high) and not _SUBJECTLESS.match(view.text, start, end)
            if grouped and (shared or not themes or (last and themes[0] == last[0])):
                grouped[-1] = (grouped[-1][0], high)
            else:
                grouped.append((low, high))
                last = themes
        return grouped
    # one predicate for all: 规范性、及时性、便利性都有待加强
    if len(pieces) >= 2 and is_deficient(view.text[pieces[-1][0] : end]):
        own = [_themes(lexicon, view.text[low:high]) for low, high in pieces]
        if all(own) and all(2 <= high - low <= 16 for low, high in pieces[:-1]):
            heads = [themes[0] for themes in own]
            bare = "的" not in view.text[pieces[0][1] : end]
            if bare and heads[0] in _HEAD_THEMES and (shares_head or _QUALITY.match(view.text, pieces[1][0], end)):
                return [(start, end)]
            named = all(view.text[high - 1] in "性度量率面质" or len(pieces) > 2 for _, high in pieces[:-1])
            if named and len(set(heads)) == len(heads) and not is_deficient(view.text[start : pieces[-2][1]]):
                return pieces
    return [(start, end)]


# 一些不足, 许多需要解决的问题: an announcement in itself
_BARE_OPENER = re.compile(
    r"(?:一些|以下|不少|许多|几个|一定|下列|如下|诸多|若干|几方面|[一二三四五六几两]方面)[^，。；]{0,12}(?:问题|不足|短板|之处|地方|差距|薄弱环节|困难|方面)$"
)
# a fault said of a subject of its own: …有待提高, …还需加强, …不够及时, …不多
_PARALLEL = re.compile(
    r"[\u4e00-\u9fff]{4}(?:有待|亟待|(?:还|仍|尚)?(?:需要?|应|要)(?:进一步|持续|继续|不断)|[还仍尚]需|(?:还|仍)?有[^，。；]{0,4}空间|不[够太]?[\u4e00-\u9fff]{1,3}$"
    r"|(?:薄弱|滞后|单一|不足|缺乏|欠缺|短板|频繁)$)"
)
_LIKELY = 0.5  # least certainty with which a theme tells two faults apart
# what only says that somebody looked
_LOOKING_BACK = re.compile(
    r"(?:回顾|总结|纵观|综观|梳理|对照|反思|从|经过?自查|通过)|[^，。；]{0,8}(?:一年来|总体看|来看)"
)
# half a fault: 认为公开多了麻烦多，能少则少; 既没有…，也没有…
_HALF = re.compile(r"认为|觉得|以为|当成|当作|看作|既(?=[\u4e00-\u9fff]{2})")
_OTHER_HALF = re.compile(r"也|又|却|不(?!断|仅)|没|未|能[\u4e00-\u9fff]{1,2}[则就]|就")
_ROW = 4  # faults of one form in a sentence from which each stands for itself, of one theme or not
_SURE = 0.9  # least certainty that the second fault is of another theme
_STRONG = frozenset({"staffing", "staff_skills", "resources", "secrecy_review"})


class ProblemReader:
    """Turn the clauses of the problem half into drafts, one list item at a time."""

    def __init__(self, view: View, lexicon: ThemeLexicon) -> None:
        self.view = view
        self.lexicon = lexicon
        self.drafts: list[Draft] = []
        self.place = -1

    def add(self, start: int, end: int, *, confidence: float = 0.9, whole: bool = False) -> None:
        """Add one problem, split where its parts have different themes unless it is to stay whole."""
        start, end = trim_problem(self.view, start, end)
        if end - start < 3:
            return
        for low, high in [(start, end)] if whole else split_list(self.view, start, end, self.lexicon):
            low, high = trim_problem(self.view, low, high)
            if high - low >= 3:
                words = self.view.text[low:high].replace("\n", "")
                decided = tuple(theme for theme, _ in self.lexicon.decide(words))
                self.drafts.append(Draft(low, high, "problem", decided, confidence, self.place))

    def read(self, group: list[Marked]) -> None:
        """Read one list item, or one run of unmarked prose."""
        self.place += 1
        if group[0].clause.style:
            self._item(group)
        else:
            self._prose(group)

    def _item(self, group: list[Marked]) -> None:
        words = [m.clause.text for m in group]
        head_end = -1
        themes: set[str] = set()
        for index, mark in enumerate(group):
            clause = mark.clause
            text = words[index]
            if head_end < 0:
                if is_vague_gap(text) or (
                    is_deficient(text) and not is_praise(text) and not (_TEMPORAL.search(text) and not clause.ends_part)
                ):
                    start = clause.start
                    # a topic before the fault belongs to it; a cause from outside does not
                    if _CIRCUMSTANCE.search(text) and not clause.style and self._more_to_come(group, index):
                        continue
                    if _CAUSE.search(text) and self._more_to_come(group, index):
                        # 由于专职人员缺乏: a cause that is a fault of the agency itself
                        decided = self.lexicon.decide(text)
                        other = decided[:1] and decided[0][0] not in self._later_themes(group, index)
                        if is_plainly_deficient(text) and other and _OUTSIDE.search(text) is None:
                            self.add(clause.start, clause.end, confidence=0.7)
                            themes.add(decided[0][0])
                        continue
                    if index and self._is_topic(group[index - 1].clause):
                        start = group[index - 1].clause.start
                    end, head_end = self._other_half(group, index), index
                    if not is_vague_gap(text) and not is_plainly_deficient(text) and index + 1 < len(group):
                        following = group[index + 1].clause
                        # a bare noun as heading (人员更替。) takes its explanation along, a weak clause the next one
                        if not clause.ends_part and is_deficient(following.text):
                            end, head_end = following.end, index + 1
                        elif index == 0 and clause.ends_sentence and len(text) <= 6:
                            end, head_end = self._explanation(group), index + 2
                    self.add(start, end, whole=start < clause.start or end > clause.end)
                    themes |= set(_themes(self.lexicon, text)[:1])
                    themes |= set(self.drafts[-1].themes[:1]) if self.drafts else set()
                elif index == 0 and clause.ends_sentence and len(text) <= 8 and len(group) > 1:
                    self.add(clause.start, self._explanation(group))
                    head_end = index + 2
                    themes |= set(_themes(self.lexicon, text)[:2])
                continue
            if index <= head_end or not is_deficient(text) or is_praise(text) or is_solved(text):
                continue
            found = _themes(self.lexicon, text)
            if found and found[0] not in themes and (found[0] in _STRONG):
                weight = self.lexicon.classify(text)[0][1]
                if weight >= 9.4:
                    self.add(clause.start, clause.end, confidence=0.7)
                    themes.add(found[0])
                    continue
            # 机制有待完善，规范化水平还需提升: a second fault in the same form as the first, on another theme
            follows = group[index - 1].clause.closing[:1] in ("；", ";") or _PARALLEL.search(words[index - 1])
            if follows and _PARALLEL.search(text) and _CAUSE.search(text) is None:
                decided = self.lexicon.decide(text)
                before = self.drafts[-1].themes[:1] if self.drafts else ()
                if decided and decided[0][1] >= _SURE and decided[0][0] not in themes and decided[0][:1] != before:
                    self.add(clause.start, clause.end, confidence=0.7)
                    themes.add(decided[0][0])
        if (
            head_end < 0
            and len(words[0]) >= 4
            and not says_none(words[0])
            and _TIME_ONLY.fullmatch(words[0]) is None
            and not words[0].endswith(("方面", "来看"))
            and not any(is_praise(text) for text in (words[:1] if group[0].clause.style else words))
        ):
            # an item of a list of problems states one even where no cue is known
            self.add(group[0].clause.start, group[0].clause.end, confidence=0.6)

    def _explanation(self, group: list[Marked]) -> int:
        """Return where the clause ends that says what a bare heading means."""
        end = group[1].clause.end
        for later in group[1:3]:
            end = later.clause.end
            if is_deficient(later.clause.text) or later.clause.ends_sentence:
                break
        return end

    def _more_to_come(self, group: list[Marked], index: int) -> bool:
        """Say whether the same sentence goes on to state a deficiency."""
        for mark in group[index:]:
            if mark is not group[index] and is_deficient(mark.clause.text):
                return True
            if mark.clause.ends_part:
                return False
        return False

    def _later_themes(self, group: list[Marked], index: int) -> set[str]:
        """Return the themes of the faults that the same sentence goes on to state."""
        found: set[str] = set()
        for mark in group[index + 1 :]:
            if is_deficient(mark.clause.text):
                found |= {theme for theme, _ in self.lexicon.decide(mark.clause.text)[:1]}
            if mark.clause.ends_part:
                break
        return found

    def _is_topic(self, clause: Clause) -> bool:
        """Say whether a clause without a fault of its own belongs to the fault after it (以表格为主，说明过简)."""
        return (
            not clause.ends_part
            and not _CAUSE.search(clause.text)
            and not is_praise(clause.text)
            and len(clause.text) <= 30
            and not clause.text.endswith(("方面", "上", "中", "来", "里"))
            and _CIRCUMSTANCE.search(clause.text) is None
            and _LOOKING_BACK.match(clause.text) is None
        )

    def _other_half(self, group: list[Marked], index: int) -> int:
        """Return where a fault ends whose second half is the next clause (既没有…，也没有…)."""
        clause = group[index].clause
        if index + 1 == len(group) or clause.ends_part or _HALF.search(clause.text) is None:
            return clause.end
        following = group[index + 1].clause
        return following.end if _OTHER_HALF.match(following.text) and len(following.text) <= 16 else clause.end

    def _needs_topic(self, text: str) -> bool:
        return len(text) <= 8 and not _themes(self.lexicon, text)

    def _prose(self, group: list[Marked]) -> None:
        """Read unmarked prose: a list set off by ； part by part, else clause by clause."""
        if sum(mark.clause.closing[:1] in ("；", ";") for mark in group) < 2:
            self._clauses(group)
            return
        part: list[Marked] = []
        for mark in group:
            part.append(mark)
            if mark.clause.ends_part:
                if any(m.opener or is_opener(m.clause.text) for m in part) or mark.clause.closing[:1] not in (
                    "；",
                    ";",
                    "。",
                ):
                    self._clauses(part)
                else:
                    self.place += 1
                    self._item(part)
                part = []
        if part:
            self._clauses(part)

    def _clauses(self, group: list[Marked]) -> None:
        open_themes: tuple[str, ...] = ()
        before = len(self.drafts)
        for index, mark in enumerate(group):
            clause = mark.clause
            text = clause.text
            if mark.opener or is_opener(text):
                if is_vague_gap(text):
                    if len(self.drafts) > before and clause.closing[:1] not in "：:":
                        self.place += 1
                        self.add(clause.start, clause.end, confidence=0.7)
                    continue
                rest = self._after_announcement(clause)
                if rest is None:
                    continue
                low, high = rest
                if is_deficient(self.view.text[low:high]):
                    self.place += 1
                    self.add(low, high)
                    open_themes = self.drafts[-1].themes if self.drafts else ()
                continue
            if not is_deficient(text) or is_praise(text) or is_solved(text) or says_none(text):
                if clause.ends_part:
                    if self._listed(group, index, before):
                        self.place += 1
                        self.add(clause.start, clause.end, confidence=0.6)
                    open_themes = ()
                continue
            circumstance = _CIRCUMSTANCE.search(text) or (_CAUSE.search(text) and _OUTSIDE.search(text))
            if circumstance and not clause.ends_part and self._more_to_come(group, index):
                continue
            found = tuple(theme for theme, sure in self.lexicon.decide(text) if sure >= _LIKELY)
            fresh = index == 0 or group[index - 1].clause.ends_part
            same = bool(found) and bool(open_themes) and found[0] == open_themes[0]
            effect = _EFFECT.match(text) is not None and len(self.drafts) > before
            listed = len(text) >= 7 and _PARALLEL.search(text) is not None and self._in_row(group, index) >= _ROW
            if not fresh and ((open_themes and not listed and (same or (not found and len(text) <= 7))) or effect):
                # a second clause on the same theme explains the first
                open_themes = () if clause.ends_part else open_themes
                continue
            start = clause.start
            if (
                index
                and not fresh
                and not open_themes
                and not group[index - 1].opener
                and len(group[index - 1].clause.text) <= (25 if _HALF.search(group[index - 1].clause.text) else 12)
                and not is_deficient(group[index - 1].clause.text)
                and not is_opener(group[index - 1].clause.text)
                and self._is_topic(group[index - 1].clause)
                and not group[index - 1].clause.text.endswith(("方面", "上", "中", "来"))
            ) or (
                not fresh
                and not open_themes
                and self._needs_topic(text)
                and not _CAUSE.search(group[index - 1].clause.text)
            ):
                start = group[index - 1].clause.start
            self.place += 1
            end = self._other_half(group, index)
            self.add(start, end, confidence=0.85, whole=start < clause.start or end > clause.end)
            open_themes = () if clause.ends_part else found

    def _in_row(self, group: list[Marked], index: int) -> int:
        """Return how many faults of the same form stand in one sentence, commas between them."""
        first = index
        while first and not group[first - 1].clause.ends_part:
            first -= 1
        count = 0
        for mark in group[first:]:
            count += len(mark.clause.text) >= 7 and _PARALLEL.search(mark.clause.text) is not None
            if mark.clause.ends_part:
                break
        return count

    def _listed(self, group: list[Marked], index: int, before: int) -> bool:
        """Say whether a clause is a part by itself in a list set off by ；, so that it states a problem without a known cue."""
        clause = group[index].clause
        alone = index == 0 or group[index - 1].clause.ends_part
        listed = clause.closing[:1] in ("；", ";") or (index > 0 and group[index - 1].clause.closing[:1] in ("；", ";"))
        announced = len(self.drafts) > before or any(mark.opener for mark in group[:index])
        return alone and listed and announced and len(clause.text) >= 5 and not is_praise(clause.text)

    def _after_announcement(self, clause: Clause) -> tuple[int, int] | None:
        at = clause.start
        for _ in range(3):
            match = BEFORE.match(self.view.text, at, clause.end)
            if match is None or clause.end - match.end() < 4:
                break
            at = match.end()
        if at == clause.start or is_opener(self.view.text[at : clause.end]):
            return None
        words = self.view.text[at : clause.end]
        return None if _BARE_OPENER.search(words) else (at, clause.end)


_MET = re.compile(r"(?:遇到|发现|反映|存在|提出|指出|关注|关心)的")


def find_embedded(view: View, start: int, end: int, lexicon: ThemeLexicon) -> list[tuple[int, int, int]]:
    """Return problems that are only named as what a measure answers: (start, end, end of the whole phrase)."""
    found = []
    for match in _EMBEDDED.finditer(view.masked, start, end):
        low, high = match.span("inner")
        inner = view.text[low:high]
        if is_deficient(inner) and not _MET.search(inner) and not is_praise(inner) and not is_opener(inner):
            found.append((low, high, match.end()))
    return found


_TIME_ONLY = re.compile(
    r"(?:到|在)?[\d一二三四五六七八九零〇○]{4}年(?:度|初|底前?|起)?|下一?步|下一?阶段|下一年度?|下个年度|明年|来年|今后|接下来|为此|对此|同时|目前|新的一年|今后工作中|在今后的?工作中|下一?步工作中"
)


def is_talk(words: str) -> bool:
    """Say whether a clause of the measure half announces or concludes without a deed."""
    return _TIME_ONLY.fullmatch(words) is not None or (_TALK.search(words) is not None and len(words) <= 40)


def is_aim(words: str) -> bool:
    """Say whether a clause only says what the measure is for."""
    return _AIM.match(words) is not None


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
