"""Pair measures with the problems that they answer: by theme, by shared words, and only then by position."""

from __future__ import annotations

import re

from chenyan.problems.statements import Draft
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
    r"(?:把|并|且|统一|限时|逐[项一级条步]|确保|做到|实现|使|让|不断|切实|及时|定期|每(?=[年月周季日天半])|从而|以便|形成|达到|促进|推动|保证|保障|更好|真正|为[^，。；]{2,14}(?:提供|服务)|平均|全年|共|累计|覆盖|参与)"
)
PAIRED = 0.58  # chosen on the labelled odd half, as is the next
LEFT_OVER = 0.1
LEANING = 0.3


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
        self.heads: dict[str, int] = {}
        for problem in problems:
            for theme in problem.themes[:1]:
                self.heads[theme] = self.heads.get(theme, 0) + 1

    def scores(self, start: int, end: int, place: int = -1, n_places: int = -1) -> list[float]:
        """Return one score a problem for the measure at ``view[start:end]``, about 0 to 2."""
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
            shared = sum(1.0 / self.counts[gram] for gram in grams & self.grams[index])
            score += min(0.75, 0.25 * shared)
            # position decides only where the words leave it open
            open_to_position = score > 0 or not answers or not problem.themes
            if place >= 0 and n_places == len(self.problems) and open_to_position:
                score += 0.45 if place == index else 0.0
            out.append(score - (0.25 if generic else 0.0))
        return out

    def best(self, start: int, end: int, place: int = -1, n_places: int = -1) -> list[int]:
        """Return the problems that the measure answers, best first."""
        scores = self.scores(start, end, place, n_places)
        if not scores or max(scores) < PAIRED:
            return []
        top = max(scores)
        return sorted(
            (i for i, s in enumerate(scores) if s >= PAIRED and s >= top - 0.08), key=lambda i: (-scores[i], i)
        )[:3]

    def fill(self, spans: list[tuple[int, int]], chosen: list[list[int]]) -> None:
        """Pair what is left over on both sides, best first, on weaker grounds; general measures stay without a problem."""
        answered = {index for found in chosen for index in found}
        left = [index for index in range(len(self.problems)) if index not in answered]
        if not left:
            return
        weak = []
        for place, (start, end) in enumerate(spans):
            if chosen[place] or GENERIC.search(self.view.text, start, end):
                continue
            scores = self.scores(start, end, place, len(spans))
            weak += [(-scores[index], place, index) for index in left if scores[index] >= LEFT_OVER]
        for _, place, index in sorted(weak):
            if not chosen[place] and index in left:
                chosen[place] = [index]
                left.remove(index)
