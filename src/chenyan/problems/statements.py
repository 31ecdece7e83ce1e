"""From clauses to problems: each fault of the problem half, as the shortest words that state it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chenyan.problems.causes import CAUSE, CIRCUMSTANCE, EFFECT, OUTSIDE
from chenyan.problems.drafts import Draft, make_draft
from chenyan.problems.halves import Marked
from chenyan.problems.items import Clause
from chenyan.problems.lists import split_list, themes_of
from chenyan.problems.polarity import (
    is_opener,
    is_plainly_deficient,
    states_fault,
)
from chenyan.problems.sieve import share
from chenyan.problems.talk import TIME_ONLY
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.trimming import BEFORE, has_subject_before, trim_problem
from chenyan.problems.view import View

__all__ = ["PARALLEL", "TEMPORAL", "ProblemReader"]

TEMPORAL = re.compile(r"(?:(?<!滞)(?<!落)后|(?<!及|费|耗|超|准|按|适)时|以来|过程中|期间|之前)$")
_TEMPORAL_ENDS = frozenset("后时来中间前")
# 一些不足, 许多需要解决的问题: an announcement in itself
_BARE_OPENER = re.compile(
    r"(?:一些|以下|不少|许多|几个|一定|下列|如下|诸多|若干|几方面|[一二三四五六几两]方面)[^，。；]{0,12}(?:问题|不足|短板|之处|地方|差距|薄弱环节|困难|方面)$"
)
# a fault said of a subject of its own: …有待提高, …还需加强, …不够及时, …不多
PARALLEL = re.compile(
    r"(?=[有亟还仍尚需应要不薄滞单缺欠短频])(?<=[\u4e00-\u9fff]{4})(?:有待|亟待|(?:还|仍|尚)?(?:需要?|应|要)(?:进一步|持续|继续|不断)|[还仍尚]需|(?:还|仍)?有[^，。；]{0,4}空间|不[够太]?[\u4e00-\u9fff]{1,3}$"
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


_CAUSES, _CIRCUMSTANCES, _PARALLELS = map(share, (CAUSE, CIRCUMSTANCE, PARALLEL))  # bits of what a clause may hold


class ProblemReader:
    """Turn the clauses of the problem half into drafts, one list item at a time; their themes are left open."""

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
                self.drafts.append(make_draft((low, high, "problem", (), confidence, self.place, False)))

    def _themes(self, drafts: Iterable[Draft]) -> tuple[str, ...]:
        """Return the best theme of each of some drafts."""
        decided = [self.lexicon.decide(draft.words(self.view)) for draft in drafts]
        return tuple([found[0][0] for found in decided if found])

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
        heads: list[Draft] = []  # their themes count too
        for index, mark in enumerate(group):
            clause = mark.clause
            text = words[index]
            if head_end < 0:
                if mark.tells.vague or (
                    mark.tells.faulty
                    and not mark.tells.praises
                    and not (text[-1:] in _TEMPORAL_ENDS and not clause.ends_part and TEMPORAL.search(text))
                ):
                    start = clause.start
                    # a topic before the fault belongs to it; a cause from outside does not
                    if _is_circumstance(mark) and not clause.style and self._more_to_come(group, index):
                        continue
                    if _is_cause(mark) and self._more_to_come(group, index):
                        # 由于专职人员缺乏: a cause that is a fault of the agency itself
                        decided = self.lexicon.decide(text)
                        other = decided[:1] and decided[0][0] not in self._later_themes(group, index)
                        if is_plainly_deficient(text) and other and OUTSIDE.search(text) is None:
                            self.add(clause.start, clause.end, confidence=0.7)
                            themes.add(decided[0][0])
                        continue
                    if index and self._is_topic(group[index - 1]):
                        start = group[index - 1].clause.start
                    end, head_end = self._other_half(group, index), index
                    if not mark.tells.vague and not is_plainly_deficient(text) and index + 1 < len(group):
                        following = group[index + 1]
                        # a bare noun as heading (人员更替。) takes its explanation along, a weak clause the next one
                        if not clause.ends_part and following.tells.faulty:
                            end, head_end = following.clause.end, index + 1
                        elif index == 0 and clause.ends_sentence and len(text) <= 6:
                            end, head_end = self._explanation(group), index + 2
                    self.add(start, end, whole=start < clause.start or end > clause.end)
                    themes |= set(themes_of(self.lexicon, text)[:1])
                    heads += self.drafts[-1:]
                elif index == 0 and clause.ends_sentence and len(text) <= 8 and len(group) > 1:
                    self.add(clause.start, self._explanation(group))
                    head_end = index + 2
                    themes |= set(themes_of(self.lexicon, text)[:2])
                continue
            if index <= head_end or not mark.tells.faulty or mark.tells.praises or mark.tells.solved:
                continue
            found = themes_of(self.lexicon, text)
            if found and found[0] in _STRONG and found[0] not in (*themes, *self._themes(heads)):
                weight = self.lexicon.classify(text)[0][1]
                if weight >= 9.4:
                    self.add(clause.start, clause.end, confidence=0.7)
                    themes.add(found[0])
                    continue
            # 机制有待完善，规范化水平还需提升: a second fault in the same form as the first, on another theme
            follows = group[index - 1].clause.closing[:1] in ("；", ";") or _is_parallel(group[index - 1])
            if follows and _is_parallel(mark) and not _is_cause(mark):
                decided = self.lexicon.decide(text)
                before = {*themes, *self._themes((*heads, *self.drafts[-1:]))}
                if decided and decided[0][1] >= _SURE and decided[0][0] not in before:
                    self.add(clause.start, clause.end, confidence=0.7)
                    themes.add(decided[0][0])
        if (
            head_end < 0
            and len(words[0]) >= 4
            and not group[0].tells.none
            and TIME_ONLY.fullmatch(words[0]) is None
            and not words[0].endswith(("方面", "来看"))
            and not any(mark.tells.praises for mark in (group[:1] if group[0].clause.style else group))
        ):
            # an item of a list of problems states one even where no cue is known
            self.add(group[0].clause.start, group[0].clause.end, confidence=0.6)

    def _explanation(self, group: list[Marked]) -> int:
        """Return where the clause ends that says what a bare heading means."""
        end = group[1].clause.end
        for later in group[1:3]:
            end = later.clause.end
            if later.tells.faulty or later.clause.ends_sentence:
                break
        return end

    def _more_to_come(self, group: list[Marked], index: int) -> bool:
        """Say whether the same sentence goes on to state a deficiency."""
        for mark in group[index:]:
            if mark is not group[index] and mark.tells.faulty:
                return True
            if mark.clause.ends_part:
                return False
        return False

    def _later_themes(self, group: list[Marked], index: int) -> set[str]:
        """Return the themes of the faults that the same sentence goes on to state."""
        found: set[str] = set()
        for mark in group[index + 1 :]:
            if mark.tells.faulty:
                found |= {theme for theme, _ in self.lexicon.decide(mark.clause.text)[:1]}
            if mark.clause.ends_part:
                break
        return found

    def _is_topic(self, mark: Marked) -> bool:
        """Say whether a clause without a fault of its own belongs to the fault after it (以表格为主，说明过简)."""
        clause = mark.clause
        return (
            not clause.ends_part
            and not _is_cause(mark)
            and not mark.tells.praises
            and len(clause.text) <= 30
            and not clause.text.endswith(("方面", "上", "中", "来", "里"))
            and not _is_circumstance(mark)
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
        return len(text) <= 8 and not themes_of(self.lexicon, text)

    def _prose(self, group: list[Marked]) -> None:
        """Read unmarked prose: a list set off by ； part by part, else clause by clause."""
        if sum(mark.clause.closing[:1] in ("；", ";") for mark in group) < 2:
            self._clauses(group)
            return
        part: list[Marked] = []
        for mark in group:
            part.append(mark)
            if mark.clause.ends_part:
                if any(m.opener or m.tells.opens for m in part) or mark.clause.closing[:1] not in (
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
            if mark.opener or mark.tells.opens:
                if mark.tells.vague:
                    if len(self.drafts) > before and clause.closing[:1] not in "：:":
                        self.place += 1
                        self.add(clause.start, clause.end, confidence=0.7)
                    continue
                rest = self._after_announcement(clause)
                if rest is None:
                    continue
                low, high = rest
                if states_fault(self.view.text[low:high]):
                    self.place += 1
                    self.add(low, high)
                    open_themes = self._themes(self.drafts[-1:])
                continue
            if not mark.tells.faulty or mark.tells.praises or mark.tells.solved or mark.tells.none:
                if clause.ends_part:
                    if self._listed(group, index, before):
                        self.place += 1
                        self.add(clause.start, clause.end, confidence=0.6)
                    open_themes = ()
                continue
            circumstance = _is_circumstance(mark) or (_is_cause(mark) and OUTSIDE.search(text))
            if circumstance and not clause.ends_part and self._more_to_come(group, index):
                continue
            found = tuple(theme for theme, sure in self.lexicon.decide(text) if sure >= _LIKELY)
            fresh = index == 0 or group[index - 1].clause.ends_part
            same = bool(found) and bool(open_themes) and found[0] == open_themes[0]
            effect = EFFECT.match(text) is not None and len(self.drafts) > before
            listed = len(text) >= 7 and _is_parallel(mark) and self._in_row(group, index) >= _ROW
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
                and not group[index - 1].tells.faulty
                and not group[index - 1].tells.opens
                and self._is_topic(group[index - 1])
                and not group[index - 1].clause.text.endswith(("方面", "上", "中", "来"))
            ) or (not fresh and not open_themes and self._needs_topic(text) and not _is_cause(group[index - 1])):
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
            count += len(mark.clause.text) >= 7 and _is_parallel(mark)
            if mark.clause.ends_part:
                break
        return count

    def _listed(self, group: list[Marked], index: int, before: int) -> bool:
        """Say whether a clause is a part by itself in a list set off by ；, so that it states a problem without a known cue."""
        clause = group[index].clause
        alone = index == 0 or group[index - 1].clause.ends_part
        listed = clause.closing[:1] in ("；", ";") or (index > 0 and group[index - 1].clause.closing[:1] in ("；", ";"))
        announced = len(self.drafts) > before or any(mark.opener for mark in group[:index])
        return alone and listed and announced and len(clause.text) >= 5 and not group[index].tells.praises

    def _after_announcement(self, clause: Clause) -> tuple[int, int] | None:
        at = clause.start
        for _ in range(3):
            match = BEFORE.match(self.view.text, at, clause.end)
            if match is None or clause.end - match.end() < 4:
                break
            if has_subject_before(match, clause.end):
                return at, clause.end
            at = match.end()
        if at == clause.start or is_opener(self.view.text[at : clause.end]):
            return None
        words = self.view.text[at : clause.end]
        return None if _BARE_OPENER.search(words) else (at, clause.end)


def _is_cause(mark: Marked) -> bool:
    """Say whether a clause tells the cause of a fault."""
    return mark.tells.cues & _CAUSES != 0 and CAUSE.search(mark.clause.text) is not None


def _is_circumstance(mark: Marked) -> bool:
    """Say whether a clause tells under what circumstances a fault came about."""
    return mark.tells.cues & _CIRCUMSTANCES != 0 and CIRCUMSTANCE.search(mark.clause.text) is not None


def _is_parallel(mark: Marked) -> bool:
    """Say whether a clause states a fault of a subject of its own."""
    return mark.tells.cues & _PARALLELS != 0 and PARALLEL.search(mark.clause.text) is not None
