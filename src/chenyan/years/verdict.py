"""Is this year wrong here? The sum of all evidence for a plan in a year that was over, and for work in another year.

Two logistic regressions, fitted by ``tools/build_year_verdict.py`` to the right and wrong years of the constructed
texts and to years swapped in them, weigh what ``chenyan.years.evidence`` names. Their weights are the columns of
``lexicons/year_verdict.csv``; each name, and each two of the most telling names that stand together, adds its weight, and
the sum is the logarithm of the odds that the year is wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chenyan.lexicons import read_cells
from chenyan.text.openings import spread
from chenyan.years import cues
from chenyan.years.clear_cut import enough
from chenyan.years.evidence import told_of
from chenyan.years.expectation import SHIFTS, Weighed, weigh_year
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.last_year import compared_with_itself
from chenyan.years.plan_beside import clean_step, next_year_told, told_label
from chenyan.years.plan_told import is_told
from chenyan.years.scope import FUTURE, Page, place
from chenyan.years.steps import dates_own_work, dates_step
from chenyan.years.twins import later_twin
from chenyan.years.weighing import measures, modifies

CLASSES = ("plan", "stale", "order")
AND = " & "  # joins two pieces of evidence that are weighed together
_LEAST_EXPECTED = 0.0  # without so much from the surroundings no evidence reaches ALONE
_FLAG, _HINT = 0.8, 0.55  # as in chenyan.years.reading
_DATED = frozenset(("day", "month"))
_AHEAD = re.compile(
    # no way opens with a lookbehind: all but the first characters of the ways are skipped at once
    "将(?<![即必]将)(?!近)|拟(?![定稿合])|预计|有望|可望|待(?!遇)|力争|确保|争取|打算|准备|计划(?:于|在|到|用)|结转|转入|顺延|推迟|"
    "延[至期长后]|留待|留到|届时|另行|方[可能]|才能|尚未|尚待|继续办理|继续使用|如有|起可|再行|下载"
)
_THIS_YEAR = re.compile(r"\s{0,4}(?:本年度?|今年|当年|本报告期)(?!的?[1一]月)")
_TOLD_BACK = re.compile("此前|之前|早在|事先|先前|以前|原(?:定|计划|名|由)|旧|，其")
_ALREADY = re.compile("[^，。；]{0,12}?(?:已|就|便|首|开始|起|立案)")
_ALIKE = 4  # so many characters behind two years tell that the same is told of both
_NEXT = 80  # how far apart two dates of one course of events stand
UNITS = frozenset(("year", "day", "month", "half", "quarter", "short"))
# Sums of evidence from which a year counts as wrong: on evidence alone (where the year dates a step or the report's own
# work, and where it does not), where a rule hints at it, and where a rule says so. Chosen on hands that the models had not
# seen, six of them writers of plain sentences: down to here each step found five slips or more for a false finding.
# Dates out of order that lie in the reported year are hinted at only: too few right ones that look like it were written.
ALONE = {"plan": 2.15, "stale": 2.4, "order": math.inf}
ALONE_UNSURE = {"plan": 2.35, "stale": 2.6, "order": math.inf}
_BORNE_OUT = 1.0
CLEAN = 1.5  # for a plan whose clause is nothing but a step
_OF_NOUN = 2.8  # for a plan whose year may only tell which thing is meant
HINTS = {"plan": 2.4, "stale": 2.4, "order": 1.8}
WITH_HINT = {"plan": 1.2, "stale": 1.5}
WITH_RULE = {"plan": -0.7, "stale": -0.3}
_SURE = frozenset(("sign:dates a step", "sign:dates own work"))
_FIRM, _FIRMER = 0.9, 0.3  # a rule this sure needs that much less


# What is only decided, agreed or asked for is still to come: 已决定自2021年第二季度起….
_DONE = re.compile(
    "已(?!列入|纳入|报|定[于在]|决定|商定|同意|排定|约定|申请|着手|拟|将[^，。；]{0,12}[列纳]入)|曾|原[定计拟本]|本[应该拟]"
)
# How far a plan of this year came: 2021年应完成目录细化，目前只完成七成. 冬 goes on into the next year.
_CAME_TO = re.compile(
    "[，；](?:目前|现|实际|结果|到年底|年末)[^，。；]{0,4}(?:[只仅才就实]|还差|尚差|尚缺)|实[有增完际]|^(?:年)?(?:秋)?冬"
)


class Verdict(NamedTuple):
    """The logarithm of the odds that a year is wrong, and the names that were weighed."""

    odds: float
    names: frozenset[str]

    def reasons(self, kind: str, most: int = 6) -> list[tuple[str, float]]:
        """Return the names and pairs of names with their weights, the strongest first."""
        model = _model()[kind]
        told = [(name, model.alone[name]) for name in self.names & model.alone.keys()]
        told += [
            (name + AND + other, model.pairs[name][other])
            for name in self.names & model.pairs.keys()
            for other in self.names & model.pairs[name].keys()
        ]
        return sorted(told, key=lambda item: (-abs(item[1]), item[0]))[:most]


class _Model(NamedTuple):
    """The weights of one kind: of names alone, and of two names that stand together."""

    base: float
    alone: dict[str, float]
    pairs: dict[str, dict[str, float]]
    place: dict[str, int]  # of the names that stand in pairs
    crossed: npt.NDArray[np.float64]  # the weights of pairs once more, by the places of both names
    known: frozenset[str]


@cache
def _model() -> dict[str, _Model]:
    header, *rows = read_cells("year_verdict.csv")
    at = {kind: header.index(kind) for kind in CLASSES}
    return {kind: _model_of({row[0]: float(row[at[kind]]) for row in rows if row[at[kind]]}) for kind in CLASSES}


def _model_of(weights: dict[str, float]) -> _Model:
    alone: dict[str, float] = {}
    pairs: dict[str, dict[str, float]] = {}
    base = weights[""]
    for name, weight in weights.items():
        first, joined, second = name.partition(AND)
        if joined:
            pairs.setdefault(first, {})[second] = weight
        elif name:
            alone[name] = weight
    names = sorted({*pairs, *(name for row in pairs.values() for name in row)})
    place = {name: at for at, name in enumerate(names)}
    crossed = np.zeros((len(names), len(names)))
    for first, row in pairs.items():
        for second, weight in row.items():
            crossed[place[first], place[second]] = weight
    return _Model(base, alone, pairs, place, crossed, frozenset((*names, *alone)))


def candidate(page: Page, index: int, year: int, *, over: bool) -> str:
    """Say as what a mention can be wrong (plan, stale, order), or nothing where it is quoted or its year is not near."""
    one = page.expressions[index]
    reference, layout = page.reference, page.layout
    if one.unit not in UNITS or not -2 <= one.last - year <= 1 or reference.genre == "forward":
        return ""
    if reference.certainty < 0.7 or one.start < reference.title_end:
        return ""
    if layout.set_apart(one.start):
        return ""
    # a speech moves between years more freely than a report, but not where it plans; one on a budget tells as accounts do
    if reference.genre == "speech" and not page.accounts:
        if one.unit != "year":
            return ""
        zone = page.zone_at(one.start)
        if zone is None:
            told = one.last == year - 1 and place(page, one).adverbial and not _spans_years(page)
            return "stale" if told else ""
        return "plan" if over and zone.kind == FUTURE and one.last == year and not place(page, one).lead else ""
    if reference.genre == "school" and one.until is not None and one.until >= date(year - 1, 9, 1):
        return ""  # the school year began in September
    zone = page.zone_at(one.start)
    if zone is None and 0 <= one.last - year <= 1 and _out_of_order(page, index):
        return "order"
    if one.last > year:
        return ""
    if over and page.told_ahead(one.start) and (one.last == year or zone is not None):
        return "plan"
    if over and one.last == year and _comes(page, one):
        return "plan"  # 尚有1件结转至2022年继续办理, among what was done
    return "stale" if one.last < year and zone is None else ""


def _spans_years(page: Page) -> bool:
    """Say whether a speech reviews or plans more than a year: then it moves between years freely."""
    known = page.kept.get("spans years")
    if not isinstance(known, bool):
        known = page.kept["spans years"] = "五年" in page.view
    return known


def _comes(page: Page, one: Expression) -> bool:
    """Say whether words around a mention tell of what is still to come."""
    low, high = place(page, one).statement
    return _AHEAD.search(page.view, max(low, one.start - 40), min(high, one.end + 30)) is not None


def _out_of_order(page: Page, index: int) -> bool:
    """Say whether a date lies before the one told right before it, or behind the one told right behind it."""
    one, layout = page.expressions[index], page.layout
    if one.unit not in _DATED or one.begin is None or one.until is None:
        return False
    for at in (index - 1, index + 1):
        if not 0 <= at < len(page.expressions):
            continue
        other = page.expressions[at]
        first, second = (other, one) if at < index else (one, other)
        between = page.view[first.end : second.start]
        if other.unit not in _DATED or len(between) > _NEXT or "\n" in between or _goes_back(page, first, second):
            continue
        if layout.enclosed(layout.parens, other.start) or layout.enclosed(layout.titles, other.start):
            continue
        if (
            first.begin is not None
            and second.until is not None
            and second.until < first.begin
            and first.last != second.last
        ):
            return True
    return False


def _goes_back(page: Page, first: Expression, second: Expression) -> bool:
    """Say whether the text itself goes back: 2021年5月发布的指南，2020年9月开始起草; 3月挂牌，2020年12月已完成划转."""
    view = page.view
    if _TOLD_BACK.search(view, first.end, second.start) is not None or _ALREADY.match(view, second.end) is not None:
        return True
    if modifies(view[second.end : second.end + 44]) or view[second.start - 1] in "于自从在为是":
        return True
    return modifies(view[first.end : second.start])


def judge(page: Page, index: int, year: int, kind: str, weighed: Weighed | None = None) -> Verdict:
    """Sum the evidence on a mention; ``weighed`` is what its surroundings lead to expect, where that is known."""
    known: Verdict | None = page.weighed.get((index, year, kind))
    if known is not None:
        return known
    told = weighed if weighed is not None else weigh_year(page, index, year)
    model = _model()[kind]
    its = told_of(page, index, year, told.odds, SHIFTS[told.likely])
    its.update(signs(page, index, year, kind, told.names))
    names = frozenset((told.names & model.known) | its)
    # all numbers of both kinds are added at once and without loss, so that their order does not matter
    parts = [weight for weight in map(model.alone.get, names) if weight is not None]
    paired = [at for at in map(model.place.get, names) if at is not None]
    both = model.crossed.take(paired, axis=0).take(paired, axis=1)
    odds = math.fsum((*parts, *both[both != 0].tolist())) + model.base
    known = page.weighed[index, year, kind] = Verdict(odds, names)
    return known


def signs(page: Page, index: int, year: int, kind: str, names: frozenset[str]) -> Iterator[str]:
    """Tell what the wording of a mention's clause says for or against its being a plan, or the report's own work."""
    one = page.expressions[index]
    here = place(page, one)
    if kind == "plan":
        if dates_step(page, one, names):
            yield "sign:dates a step"
        if clean_step(page, one, here):
            yield "sign:nothing but a step"
        yield from _told_otherwise(page, index, year)
    elif kind == "stale":
        if dates_own_work(page, one, names):
            yield "sign:dates own work"
        if compared_with_itself(page, one, here, year):
            yield "sign:compared with itself"
        if _looks_back(page, one, year):
            yield "sign:looks back"
        if _set_against(page, one):
            yield "sign:set against this year"


def _told_otherwise(page: Page, index: int, year: int) -> Iterator[str]:
    """Tell what says that a plan dated by a mention is none, or has become of it what the text tells."""
    one = page.expressions[index]
    here = place(page, one)
    if next_year_told(page, one, year):
        yield "sign:next year told"
    if _DONE.search(page.view, here.clause[0], one.end + 8) is not None:
        yield "sign:done"
    if told_label(page.view, here.sentence[0], one.start):
        yield "sign:behind a label of the past"
    if is_told(page, one, here, None):
        yield "sign:told of"
    if _told_on(page, index, one):
        yield "sign:goes on"
    if _came_to(page, one):
        yield "sign:came to"


def borne_out(page: Page, index: int, year: int) -> bool:
    """Say whether the evidence speaks for a plan that only its neighbours give away."""
    return judge(page, index, year, "plan").odds >= _BORNE_OUT


# Words of will that have no other sense, right behind the year (将 may be 把).
_WILLED = re.compile("度?，?(?:拟(?![定订就制])|打算|力争|争取)")
_WILL = 1.6


def confirmed(page: Page, index: int, one: Expression, year: int, found: Finding, *, over: bool) -> Finding:
    """Lower what a rule finds to a hint where the evidence speaks against it, raise a hint where it speaks for it."""
    kind = candidate(page, index, year, over=over)
    if not kind or kind != ("plan" if found.kind == "plan_for_past_year" else "stale"):
        return found
    # 2020年有9个村开通，2020年增加到14个: the finding will be moved to the second, so the evidence on that one counts
    at = later_twin(page, index, found, {})
    odds = judge(page, at, year, kind).odds
    if kind == "stale" and _told_of_both(page, one, year):
        return replace(found, confidence=min(found.confidence, 0.75))
    if found.confidence >= _FLAG:
        if kind == "stale" and found.confidence < _FIRM and _set_against(page, one):
            return replace(found, confidence=0.75)
        least = WITH_RULE[kind] - (_FIRMER if found.confidence >= _FIRM else 0.0)
        if kind == "plan" and _WILLED.match(page.view, one.end) is not None:
            least -= _WILL
        return found if odds >= least else replace(found, confidence=0.75)
    if kind not in WITH_HINT or found.confidence < _HINT or odds < WITH_HINT[kind] or _came_to(page, one):
        return found
    if compared_with_itself(page, one, place(page, one), year) or _set_against(page, one):
        return found
    return replace(found, confidence=round(min(0.9, _FLAG + 0.03 * (odds - WITH_HINT[kind])), 3))


def _came_to(page: Page, one: Expression) -> bool:
    return _CAME_TO.search(page.view[one.end : min(place(page, one).sentence[1], one.end + 80)]) is not None


def _looks_back(page: Page, one: Expression, year: int) -> bool:
    """Say whether the sentence opens with a thing of the reported year and goes on to how it came about."""
    low = place(page, one).sentence[0]
    before = [other for _, other in page.between(max(low, one.start - _NEXT), one.start) if other.first]
    return (
        bool(before)
        and all(other.last == year or other.last == one.last for other in before)
        and before[0].last == year
        and modifies(page.view[before[0].end : before[0].end + 44])
    )


def _is_last_years(page: Page, one: Expression) -> bool:
    """Say whether a year is that of last year's report, of things of that year, or of a term that ended early."""
    view, (low, _) = page.view, place(page, one).sentence
    low = max(low, one.start - _NEXT)
    if _LAST_REPORT.search(view, low, one.start) is not None:
        return True  # 上一年度报告数据截至2020年12月31日
    if _BEFORE_IT.search(view, low, one.start) is not None:
        return True  # 系统5月改版，改版前2020年下半年平均用时12天; 评估基准日为2020年12月31日
    if _ENDED_EARLY.match(view, one.end) is not None:
        return _TERM.search(view, low, one.start) is not None
    if not page.accounts and _ACCOUNTS_OF.match(view, one.end) is not None:
        return True  # 本年度公开预算1份，2020年决算1份
    if not view.startswith("截", max(0, one.start - 2)):
        return False
    # 2020年立案的36起，截至2020年12月底结案30起
    return any(
        other.last == one.last and modifies(view[other.end : other.end + 30])
        for _, other in page.between(low, one.start)
    )


_ACCOUNTS_OF = re.compile("度?(?:部门|财政|单位)?决算(?![数表支收]|金额)")
_LAST_REPORT = re.compile("上(?:一|个)?年度?的?(?:工作)?(?:报告|年报)的?(?:数据|统计|截)")
_BEFORE_IT = re.compile(spread("(?:[升改转合搬调整建实][一-龥]前|(?:[时节]点|基准[日期]|标准时间)[为是系：]?)$"))
_ENDED_EARLY = re.compile("[^，。；]{0,4}(?:提前|中途)")
_TERM = re.compile("期限|为期|聘期|合同期|有效期")


def _set_against(page: Page, one: Expression) -> bool:
    """Say whether the sentence before tells of this year: 本年度未收到申请。2020年收到1件，已办结."""
    low = page.layout.around(page.layout.sentences, one.start)[0]
    return _THIS_YEAR.match(page.view, page.layout.around(page.layout.sentences, max(0, low - 1))[0]) is not None


def _told_of_both(page: Page, one: Expression, year: int) -> bool:
    """Say whether the next sentence tells the same of the reported year: 2020年共回应留言401条。2021年共回应留言633条."""
    high = page.layout.around(page.layout.sentences, one.start)[1]
    follows = next(iter(page.between(high, high + 4)), None)
    if follows is None or follows[1].last != year or one.last != year - 1:
        return False
    own = page.view[one.end : one.end + _ALIKE]
    return len(own.strip("，。；")) == _ALIKE and page.view.startswith(own, follows[1].end)


def check_verdict(page: Page, index: int, one: Expression, year: int, *, over: bool) -> Iterator[Finding]:
    """Yield a year that the sum of evidence holds for wrong: a flag where it dates a step or work, else a hint."""
    kind = candidate(page, index, year, over=over)
    if not kind:
        return
    if kind == "plan" and (
        any(_told_otherwise(page, index, year)) or _by_its_efforts(page.view, one) or measures(page.view, one)
    ):
        return
    if kind == "stale" and (_is_last_years(page, one) or _told_of_both(page, one, year)):
        return
    if kind == "plan" and page.reference.genre == "speech" and not _aims(page, one):
        return  # a speech also judges the year that is over in the midst of its plans
    weighed = weigh_year(page, index, year)
    if kind != "order" and weighed.odds < _LEAST_EXPECTED:
        return
    verdict = judge(page, index, year, kind, weighed)
    sure = not verdict.names.isdisjoint(_SURE) and "set off" not in verdict.names
    least = (ALONE if sure else ALONE_UNSURE)[kind]
    if "sign:nothing but a step" in verdict.names:
        least = CLEAN
    if kind == "plan" and not sure and "of a noun" in verdict.names:
        least = _OF_NOUN  # 明年先改栏目，2021年上半年移到村口的公示栏一并换新
    if verdict.odds < least:
        least = min(least, enough(page, one, year, kind))
    if "sign:looks back" in verdict.names:
        least = math.inf  # 2021年4月投用的泵站，2020年10月完成招标: as likely right
    if verdict.odds >= least:
        confidence = round(min(0.92, _FLAG + 0.03 * (verdict.odds - least)), 3)
    elif verdict.odds >= HINTS[kind] and (sure or kind != "stale"):
        confidence = 0.7  # such findings were right as often as not on unseen texts
    else:
        return
    words = page.view[one.start : one.end]
    told = ", ".join(name for name, value in verdict.reasons(kind, 4) if value > 0)
    if kind == "plan":
        yield Finding(
            index, "plan_for_past_year", year + 1, confidence, "Y02", "plan",
            f"{words} was over where a plan is told ({told})", f"{words}已经过去，而此处说的是计划",
        )  # fmt: skip
    elif kind == "order":
        yield Finding(
            index, "date_order", _in_order(page, index, year), confidence, "Y03", "work",
            f"{words} stands out of the order of the dates told beside it ({told})", f"{words}与前后日期次序颠倒",
        )  # fmt: skip
    else:
        yield Finding(
            index, "stale_year", year, confidence, "Y03", "work",
            f"where {words} stands, the report tells work of {year} ({told})", f"此处说的是{year}年的工作，而写作{words}",
        )  # fmt: skip


_EFFORTS = re.compile("度?(?:一年)?的(?:[^，。；的]{1,6}的?)?(?:努力|实践|探索)")


def _by_its_efforts(view: str, one: Expression) -> bool:
    """Say whether a year is told as the one whose work bore fruit: 通过2021年的努力，错误率明显下降."""
    return view.startswith(("通过", "经过"), one.start - 2) and _EFFORTS.match(view, one.end) is not None


_DONE_ALL = re.compile("(?:均|都|全部|全)(?:已)?[于在]$")
_THEN_DONE = re.compile("[^。；]{0,30}?(?:已|于[^，。；]{2,12}(?:作出|答复|办结|完成|公布|印发|签订|送达|公告|重新))")


def _told_on(page: Page, index: int, one: Expression) -> bool:
    """Say whether a date goes on from an earlier one of its year, or what it put off was done after all."""
    view, (low, _) = page.view, place(page, one).sentence
    if index and one.unit in _DATED and one.begin is not None:
        before = page.expressions[index - 1]
        if before.unit in _DATED and before.start >= low and before.until is not None and before.last == one.last:
            return before.until < one.begin
    if page.told_ahead(one.start):
        return False
    if _DONE_ALL.search(view, max(low, one.start - 4), one.start) is not None:
        return True
    return view.startswith("，", one.end) and _THEN_DONE.match(view, one.end) is not None


def _aims(page: Page, one: Expression) -> bool:
    """Say whether a statement that a year opens sets an aim: 2022年一般公共预算收入安排39.6亿元."""
    statement = page.view[one.end : min(place(page, one).statement[1], one.end + 60)]
    return _AIM.search(statement) is not None and cues.PAST_STRONG.search(statement) is None


_AIM = re.compile(
    "安排|预期|目标|[增下][长降][^，。；]{0,6}(?:左右|以上|以内)|力争|确保|争取|计划|拟|将|要|新增|完成|实现|建成|通车|开工|竣工"
)


def _in_order(page: Page, index: int, year: int) -> int:
    """Return the year in which a date would stand in the order of those beside it."""
    one = page.expressions[index]
    before, behind = page.expressions[index - 1 : index] or [one], page.expressions[index + 1 : index + 2] or [one]
    for other in (year, year + 1, year - 1):
        if other == one.last or one.begin is None:
            continue
        day = (other, one.begin.month, one.begin.day)
        first, last = before[0].begin, behind[0].until
        if first is not None and before[0] is not one and day < (first.year, first.month, first.day):
            continue
        if last is None or behind[0] is one or day <= (last.year, last.month, last.day):
            return other
    return year if one.last != year else year + 1
