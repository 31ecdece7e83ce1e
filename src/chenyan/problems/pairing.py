"""Pair measures with the problems that they answer: by theme, by shared words, and by position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, pairwise
from math import fsum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.problems.drafts import Draft
from chenyan.problems.grams import BITS, codes_of
from chenyan.problems.learned import Learned
from chenyan.problems.pair_model import MeasureWords, ProblemWords, Question, probabilities_each
from chenyan.problems.theme_model import leanings
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.view import View
from chenyan.text.openings import spread

_STOP = re.compile(
    r"政府信息公开|政务信息公开|政务公开|信息公开|公开工作|公开信息|公开|信息|工作|政府|政务|进一步|不够|有待|还需|需要|加强|提高|提升|完善|改进|增强|规范|健全|建立|优化|继续|持续|部分|个别|一些|有的|我[局镇乡县市省区街]|相关|单位|部门|内容"
)
GENERIC = re.compile(
    spread(
        r"(?:加强|强化|健全|完善)(?:组织)?(?:领导|领导机构)|落实责任|长效机制|压实[^，。；]{0,4}责任|继续(?:加大|执行|做好|抓好|加强)|巩固[^，。；]{0,8}成果|迎接[^，。；]{0,6}检查|舆情引导|网络与信息安全|典型示范|联系沟通|学习考察|高度重视"
    )
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
# characters of many words that tell nothing of what a clause is about
_COMMON = "的了和与等及对为在以是有不要把将各个并上中下一二三四五六七八九十年月日"
_FIRST, _LAST = codes_of("\u4e00\u9fff")
_TELLING = np.ones(int(_LAST - _FIRST) + 1, bool)  # of each Chinese character
_TELLING[codes_of(_COMMON) - _FIRST] = False
PAIRED = 0.66  # a score from which words name a problem; chosen on the labelled odd half
LIKELY = 0.5  # a probability from which a measure answers a problem; chosen by leaving one hand out
LEANING = 0.45
MANY, MANY_MEASURES = (
    60,
    1000,
)  # problems and measures of a part from which the order is not weighed; no real part comes near
_RECENT, _MOST_KNOWN = 8192, 16384

_Array = npt.NDArray[np.float64]


class _Told(NamedTuple):
    """The words of a problem or a measure that tell what it is about: pairs of characters, and characters, as numbers."""

    grams: frozenset[int]
    characters: frozenset[int]


_told = partial(tuple.__new__, _Told)  # in half the time


def _tell(several: Sequence[str]) -> Iterator[_Told]:
    """Yield what each of some problems and measures is about."""
    pieces = [_STOP.split(words) for words in several]
    codes = codes_of("".join(chain.from_iterable(pieces)))
    ends = np.fromiter(map(len, chain.from_iterable(pieces)), np.intp).cumsum()
    behind = [0, *ends[np.fromiter(map(len, pieces), np.intp).cumsum() - 1].tolist()]  # where the words end
    begins = np.ones(len(codes) + 1, bool)  # with which characters a pair begins
    begins[ends - 1] = begins[-1] = False
    tells = (codes >= _FIRST) & (codes <= _LAST)
    tells[tells] = _TELLING[codes[tells] - _FIRST]
    grams = (codes[:-1] << np.uint64(BITS) | codes[1:])[begins[:-2]].tolist()
    characters = codes[tells].tolist()
    at, place = ([0, *so.cumsum().tolist()] for so in (begins, tells))
    for low, high in pairwise(behind):
        yield _told((frozenset(grams[at[low] : at[high]]), frozenset(characters[place[low] : place[high]])))


told_of = Learned[_Told](_tell, _MOST_KNOWN)


class _Named(NamedTuple):
    """What a measure names outright: themes, what it is about, and whether that is nothing in particular."""

    answers: tuple[str, ...]
    told: _Told
    generic: bool


@lru_cache(maxsize=_RECENT)
def _named(lexicon: ThemeLexicon, words: str) -> _Named:
    return _Named(lexicon.classify_measure(words), told_of[words], GENERIC.search(words) is not None)


@lru_cache(maxsize=_RECENT)
def _measure_words(lexicon: ThemeLexicon, words: str) -> MeasureWords:
    answers, told, generic = _named(lexicon, words)
    # a plan that has nothing to do with disclosure
    foreign = generic or (_PLAN_ONLY.match(words) is not None and _DISCLOSURE.search(words) is None)
    return MeasureWords(answers, leanings(words), *told, generic, foreign, len(words))


_problem_words = partial(tuple.__new__, ProblemWords)  # in half the time


class Pairer:
    """Weigh how likely a measure answers each problem of its report."""

    def __init__(self, view: View, problems: list[Draft], lexicon: ThemeLexicon) -> None:
        self.view = view
        self.problems = problems
        self.lexicon = lexicon
        told = told_of.each([view.text[problem.start : problem.end] for problem in problems])
        self.told = [
            _problem_words((problem.themes, grams, characters, problem.place))
            for problem, (grams, characters) in zip(problems, told, strict=True)
        ]

        # of words asked about: scores by what they name outright, and how many problems hold what they could share
        self._outright: dict[str, list[float]] = {}
        self._counts: Counter[int] | None = None

    def measure(self, start: int, end: int) -> MeasureWords:
        """Return what the words of the measure at ``view[start:end]`` tell."""
        return _measure_words(self.lexicon, self.view.text[start:end].replace("\n", ""))

    def _name(self, words: str) -> list[float]:
        """Return one score a problem by what the words of a measure name outright, or share with it."""
        known = self._outright.get(words)
        if known is not None:
            return known
        if self._counts is None:
            self._counts = Counter(chain.from_iterable([one.grams for one in self.told]))
        counts = self._counts
        answers, (grams, _), generic = _named(self.lexicon, words)
        named = 0.62 / max(1.0, len(answers) ** 0.3)
        heads = [themes[0] for themes, *_ in self.told if themes] if answers else []
        grams &= counts.keys()
        out: list[float] = []
        for themes, held, _, _ in self.told:
            score = -0.25 if generic else 0.0
            if themes and answers:
                if themes[0] in answers:
                    score += named + 0.1 / heads.count(themes[0])
                elif any(theme in answers for theme in themes[1:]):
                    score += 0.3
            both = grams & held if grams else grams
            if both:
                # fsum: the same to the last bit in any order of the set
                score += min(0.75, 0.25 * fsum([1.0 / counts[gram] for gram in both]))
            out.append(score)
        self._outright[words] = out
        return out

    def leans(self, words: str, least: float) -> bool:
        """Say whether some score of these words could reach ``least`` with what they lean to."""
        return bool(self.problems) and max(self._name(words)) + LEANING >= least

    def scores(self, start: int, end: int, *, least: float = 0.0) -> list[float]:
        """Return one score a problem for the measure at ``view[start:end]``, by its words alone, about 0 to 2.

        What the words lean to is left out where no score could reach ``least`` with it.
        """
        if not self.problems:
            return []
        words = self.view.text[start:end].replace("\n", "")
        out = self._name(words)
        if not self.leans(words, least):
            return out
        # a measure in words that no pattern knows still leans to what its words are used for
        lean = leanings(words)
        return [
            score + LEANING * lean.get(problem.themes[0], 0.0) if problem.themes else score
            for score, problem in zip(out, self.told, strict=True)
        ]

    def pair(self, spans: list[tuple[int, int]]) -> list[list[int]]:
        """Return, for each measure in text order, the problems that it answers, likeliest first."""
        question = self.question(spans)
        return self.answers(spans, None if question is None else probabilities_each([question])[0])

    def question(self, spans: list[tuple[int, int]]) -> Question | None:
        """Return what the model of pairs is asked of measures in text order; None where it has no say."""
        if not self.problems or not spans or self._many(spans):
            return None
        return Question(self.told, [self.measure(*span) for span in spans], self.homes(spans))

    def answers(self, spans: list[tuple[int, int]], likely: _Array | None) -> list[list[int]]:
        """Return, for each measure in text order, the problems that it answers, likeliest first.

        ``likely`` is what the model of pairs says, None where it has no say.
        """
        if not self.problems or not spans:
            return [[] for _ in spans]
        if likely is None:
            best = [max(enumerate(self.scores(*span)), key=lambda found: found[1]) for span in spans]
            return [[index] if score >= PAIRED else [] for index, score in best]
        found: list[list[int]] = []
        for row in likely.tolist():
            several = [index for index, probability in enumerate(row) if probability >= LIKELY]
            found.append(sorted(several, key=lambda index: (-row[index], index)))
        return found

    def _many(self, spans: list[tuple[int, int]]) -> bool:
        return len(self.problems) > MANY or len(spans) > MANY_MEASURES

    def homes(self, spans: list[tuple[int, int]]) -> list[int] | None:
        """Return the item of the problem that stands right before each measure, where problems and measures take turns."""
        starts = [problem.start for problem in self.problems]
        turns = sum(starts[0] < start < starts[-1] for start, _ in spans)
        if not turns or spans[0][0] < starts[0]:
            return None
        return [self.problems[bisect_right(starts, start) - 1].place for start, _ in spans]
