"""Pair measures with the problems that they answer: by theme, by shared words, and only then by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from math import fsum

from chenyan.problems.drafts import Draft
from chenyan.problems.theme_model import leanings
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.view import View

_STOP = re.compile(
    r"政府信息公开|政务信息公开|政务公开|信息公开|公开工作|公开信息|公开|信息|工作|政府|政务|进一步|不够|有待|还需|需要|加强|提高|提升|完善|改进|增强|规范|健全|建立|优化|继续|持续|部分|个别|一些|有的|我[局镇乡县市省区街]|相关|单位|部门|内容"
)
GENERIC = re.compile(
    r"(?:加强|强化|健全|完善)(?:组织)?(?:领导|领导机构)|落实责任|长效机制|压实[^，。；]{0,4}责任|继续(?:加大|执行|做好|抓好|加强)|巩固[^，。；]{0,8}成果|迎接[^，。；]{0,6}检查|舆情引导|网络与信息安全|典型示范|联系沟通|学习考察|高度重视"
)
# a clause that goes on with the measure before it
CONTINUES = re.compile(
    r"(?:把|并|且|统一|限时|逐[项一级条步]|确保|做到|实现|使|让|不断|切实|及时|定期|每(?=[年月周季日天半])|从而|以便|形成|达到|促进|推动|保证|保障|更好|真正|为[^，。；]{2,14}(?:提供|服务)|平均|全年|共|累计|覆盖|参与|[\d一二三四五六七八九十]{1,3}(?:个?月|个?季度|年|[天日周]|个工作日)[底末初份]?(?:之前|以前|以内|之内|[前内]))"
)
# what belongs to disclosure; a plan without any of it (推进垃圾分类示范片区建设) answers no problem of disclosure
_DISCLOSURE = re.compile(
    r"公开|公示|公布|公告|发布|信息|解读|栏|网|平台|目录|申请|答复|回应|回复|留言|更新|新媒体|公众号|微信|微博|报送|培训|学习|人员|专人|岗|员|队伍|保密|审查|审核|考核|督查|检查|通报|机制|制度|办法|清单|台账"
    r"|宣传|群众|互动|意见|查阅|档案|数据|文件|政策|图解|视频|稿|版|标准|流程|责任|经费|设备|渠道|形式|窗口|热线|信箱|更换|维护|模板|指南|手册|案例|专班|编制|专栏|公报|检索|链接|听证|座谈|问答"
)
_PLAN_ONLY = re.compile(
    r"(?:加强|强化|推进|推动|加快|深入|扎实|持续|继续|严格|积极|抓好|做好|认真|大力)(?:开展|推进|执行|落实|抓好|做好|实施|办好)?"
)
PAIRED = 0.66  # chosen on the labelled odd half, as is the next
LEFT_OVER = 0.3
LEANING = 0.45
# how a measure goes on from the one before it; chosen on the labelled odd halves
MANY = 60  # problems of a part from which the order is not weighed; no real part comes near
NONE = 0.4
NEXT = 0.3
SAME = 0.05
BACK = -0.25
PLACE = 0.3
HOME = 0.6


def _bigrams(words: str) -> set[str]:
    out = set()
    for piece in _STOP.split(words):
        out |= {piece[i : i + 2] for i in range(len(piece) - 1)}
    return out


class Pairer:
    """Score how likely a measure answers each problem of its report."""

    def __init__(self, view: View, problems: list[Draft], lexicon: ThemeLexicon) -> None:
        self.view = view
        self.problems = problems
        self.lexicon = lexicon
        self.grams = [_bigrams(view.text[p.start : p.end]) for p in problems]
        counts: dict[str, int] = {}
        for grams in self.grams:
            for gram in grams:
                counts[gram] = counts.get(gram, 0) + 1
        self.counts = counts
        self._scores: dict[tuple[int, int], list[float]] = {}
        self.heads: dict[str, int] = {}
        for problem in problems:
            for theme in problem.themes[:1]:
                self.heads[theme] = self.heads.get(theme, 0) + 1

    def scores(self, start: int, end: int) -> list[float]:
        """Return one score a problem for the measure at ``view[start:end]``, about 0 to 2."""
        known = self._scores.get((start, end))
        if known is not None:
            return known
        words = self.view.text[start:end].replace("\n", "")
        answers = self.lexicon.classify_measure(words)
        grams = _bigrams(words)
        leaning = leanings(words) if self.problems else {}
        generic = GENERIC.search(words) is not None
        out = []
        for index, problem in enumerate(self.problems):
            score = 0.0
            if problem.themes:
                if problem.themes[0] in answers:
                    score += 0.62 / max(1.0, len(answers) ** 0.3) + 0.1 / self.heads[problem.themes[0]]
                elif any(theme in answers for theme in problem.themes[1:]):
                    score += 0.3
                # a measure in words that no pattern knows still leans to what its words are used for
                score += LEANING * leaning.get(problem.themes[0], 0.0)
            both = grams & self.grams[index]
            if both:
                # fsum: the same to the last bit in any order of the set
                score += min(0.75, 0.25 * fsum(1.0 / self.counts[gram] for gram in both))
            out.append(score - (0.25 if generic else 0.0))
        self._scores[start, end] = out
        return out

    def pair(self, spans: list[tuple[int, int]]) -> list[list[int]]:
        """Return, for each measure in text order, the problems that it answers, best first.

        The words of each measure are weighed first; then the best way through all measures is sought, in which to go on
        to the next problem is likely and to go back is not.
        """
        if not self.problems or not spans:
            return [[] for _ in spans]
        homes = self._homes(spans)
        items = list(dict.fromkeys(problem.place for problem in self.problems))
        parallel = len(items) == len(spans)
        rows = []
        opened = []
        for place, (start, end) in enumerate(spans):
            row = self.scores(start, end)
            # position decides only where the words leave it open
            named = bool(self.lexicon.classify_measure(self.view.text[start:end].replace("\n", "")))
            open_to = [
                score > 0 or not named or not problem.themes for score, problem in zip(row, self.problems, strict=True)
            ]
            opened.append([open_ and not self._foreign(start, end) for open_ in open_to])
            if homes is not None:
                row = [
                    score + (HOME if problem.place == homes[place] else -HOME)
                    for score, problem in zip(row, self.problems, strict=True)
                ]
            elif parallel and not self._foreign(start, end):
                row = [
                    score + (PLACE if problem.place == items[place] and open_ else 0.0)
                    for score, problem, open_ in zip(row, self.problems, open_to, strict=True)
                ]
            rows.append(row)
        chosen = self._way(rows, opened, homes is None)
        found: list[list[int]] = []
        for row, first in zip(rows, chosen, strict=True):
            if first < 0:
                found.append([])
                continue
            others = [
                index
                for index, score in enumerate(row)
                if index != first and score >= PAIRED and score >= max(row[first], PAIRED) - 0.08
            ]
            found.append([first, *sorted(others, key=lambda index: (-row[index], index))[:2]])
        self._fill(rows, found, spans)
        return found

    def _homes(self, spans: list[tuple[int, int]]) -> list[int] | None:
        """Return the item of the problem that stands right before each measure, where problems and measures take turns."""
        starts = [problem.start for problem in self.problems]
        turns = sum(starts[0] < start < starts[-1] for start, _ in spans)
        if not turns or spans[0][0] < starts[0]:
            return None
        return [self.problems[bisect_right(starts, start) - 1].place for start, _ in spans]

    def _foreign(self, start: int, end: int) -> bool:
        """Say whether a measure is general, or a plan that has nothing to do with disclosure."""
        words = self.view.text[start:end]
        if GENERIC.search(words):
            return True
        return _PLAN_ONLY.match(words) is not None and _DISCLOSURE.search(words) is None

    def _way(self, rows: list[list[float]], opened: list[list[bool]], in_order: bool) -> list[int]:
        """Return the best problem of each measure, or -1, by the best way through all of them (Viterbi)."""
        n = len(self.problems)
        if n > MANY:
            return [row.index(max(row)) if max(row) >= NONE else -1 for row in rows]
        # the state is the problem that the last paired measure answers
        values: dict[int, float] = {-1: 0.0}
        steps: list[dict[int, tuple[int, int]]] = []
        for row, open_to in zip(rows, opened, strict=True):
            after: dict[int, float] = {}
            step: dict[int, tuple[int, int]] = {}
            for last, value in sorted(values.items()):
                if value + NONE > after.get(last, -1e9):
                    after[last], step[last] = value + NONE, (last, -1)
                for index in range(n):
                    move = 0.0
                    if in_order and open_to[index]:
                        move = NEXT if index == last + 1 else SAME if index == last else BACK if index < last else 0.0
                    gain = value + row[index] + move
                    if gain > after.get(index, -1e9):
                        after[index], step[index] = gain, (last, index)
            values = after
            steps.append(step)
        state = max(sorted(values), key=lambda last: values[last])
        way = []
        for step in reversed(steps):
            state, answered = step[state]
            way.append(answered)
        return way[::-1]

    def _fill(self, rows: list[list[float]], found: list[list[int]], spans: list[tuple[int, int]]) -> None:
        """Pair what is left over on both sides, best first, on weaker grounds; general measures stay without a problem."""
        answered = {index for chosen in found for index in chosen}
        left = [index for index in range(len(self.problems)) if index not in answered]
        weak = []
        for place, span in enumerate(spans):
            if found[place] or self._foreign(*span):
                continue
            weak += [(-rows[place][index], place, index) for index in left if rows[place][index] >= LEFT_OVER]
        for _, place, index in sorted(weak):
            if not found[place] and index in left:
                found[place] = [index]
                left.remove(index)
        # what one item says of two themes is answered by one measure
        for index in left:
            for chosen in found:
                if any(
                    self.problems[other].place == self.problems[index].place and abs(other - index) == 1
                    for other in chosen[:1]
                ):
                    chosen.append(index)
                    break
