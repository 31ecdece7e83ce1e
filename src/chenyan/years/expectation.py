"""Which year can be expected where a year stands: a linear model of the cues around it, fitted from right mentions.

Rules find the wrong years whose wording somebody thought of. For the rest, a multinomial logistic regression, fitted by
``tools/build_year_model.py`` to the right mentions of the constructed texts, says how likely each distance from the
reported year is by all that surrounds a year but the year itself (``chenyan.years.surroundings``). A mention is a
mismatch where another distance is far more likely than its own, and nothing tells that the year is quoted, carried
over, compared or long past.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from chenyan.lexicons import read_rows
from chenyan.years import cues
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.last_year import compared_with_itself
from chenyan.years.scope import Page, place, year_end
from chenyan.years.surroundings import cues_around, told_beside
from chenyan.years.weighing import modifies, of_noun, year_of_thing

SHIFTS = (-2, -1, 0, 1, 2)  # -2: two years before the reported one or earlier; 2: two years after it or later
_KINDS = {SHIFTS.index(-1): "compared", SHIFTS.index(0): "stale", SHIFTS.index(1): "plan"}
_UNITS = frozenset(("day", "year", "half", "quarter", "month", "short"))
# How far the logarithm of the odds must speak for the other year. Leaving out one hand's texts at a time, 2.5 bore no
# false finding; what other hands write was less regular, so that these stand well above it.
_LEAST = {
    ("stale", -1): 3.6, ("stale", -2): 5.0, ("plan", 0): 2.5, ("plan", -1): 3.0, ("plan", -2): 4.5,
    ("compared", 0): 3.5, ("compared", 1): 3.5,
}  # fmt: skip
_SPEECH_MORE = 1.0  # a speech moves between years more freely
_WILL = frozenset(("behind:will", "behind:need", "on:将", "on:要", "on:拟"))
_PAST_OF_OTHERS = frozenset(("behind:since", "behind:founded", "behind:law", "behind:this year", "form:初", "form:前"))
_FIGURE = re.compile(
    r"(?:度|末|底|全年|同期)?(?:则?为|仅为?|是|只有)?[0-9一二三四五六七八九十百千两][0-9一二三四五六七八九十百千万亿点.,]*[^，。；]{0,6}[，。；（]"
)

_AMONG = re.compile("[^，。；]{0,12}(?:信息|工作|情况|文件|报告|申请)(?:当)?中(?!心)")
_STEP = re.compile(
    rf"(?:度|里|内|中|底|末|初|前|之前|起|开始|份)*(?:，|：|要|将|拟|会(?!议)|把|对|在|以|从|由|按|为|围绕|通过|{cues.any_of('own')}|{cues.any_of('verb')})"
)


class Weighed(NamedTuple):
    """The probabilities of the five distances, and the cues that speak most for the likeliest against the found one."""

    shares: tuple[float, ...]
    found: int
    likely: int
    odds: float
    names: frozenset[str]

    def reasons(self, most: int = 6) -> list[tuple[str, float]]:
        """Return the cues with what each adds to the logarithm of the odds, the strongest first."""
        model = _model()
        told = [(name, row[self.likely] - row[self.found]) for name in self.names if (row := model.get(name))]
        return sorted(told, key=lambda item: (-abs(item[1]), item[0]))[:most]

    def __str__(self) -> str:
        shares = ", ".join(f"{SHIFTS[at]:+d}: {share:.2f}" for at, share in enumerate(self.shares))
        return f"{shares}; " + ", ".join(f"{name} {value:+.1f}" for name, value in self.reasons())


@cache
def _model() -> dict[str, tuple[float, ...]]:
    """Return the weights of each cue for the five distances; the row without a name holds the intercepts."""
    return {
        row["cue"]: tuple(float(row[f"shift{shift}"]) for shift in SHIFTS) for row in read_rows("year_expectation.csv")
    }


def weigh_year(page: Page, index: int, year: int) -> Weighed:
    """Weigh what surrounds a mention in a report on ``year``."""
    names = frozenset(cues_around(page, index, year))
    model = _model()
    sums = list(model[""])
    for row in map(model.get, sorted(names)):
        if row is not None:
            for at, weight in enumerate(row):
                sums[at] += weight
    top = max(sums)
    raised = [math.exp(one - top) for one in sums]
    total = sum(raised)
    found = SHIFTS.index(max(-2, min(2, page.expressions[index].last - year)))
    likely = max((at for at in range(len(SHIFTS)) if at != found), key=lambda at: (sums[at], -at))
    return Weighed(tuple(one / total for one in raised), found, likely, sums[likely] - sums[found], names)


def check_expectation(page: Page, index: int, one: Expression, year: int) -> Iterator[Finding]:
    """Yield a year that is far less likely than another one by all that surrounds it."""
    base = _is_base(page, one, year)
    if not (base or weighable(page, one, year)) or explained(page, one):
        return
    weighed = weigh_year(page, index, year)
    kind = _KINDS.get(weighed.likely, "")
    least = _LEAST.get((kind, SHIFTS[weighed.found]))
    if least is None or base != (kind == "compared"):
        return
    least += _SPEECH_MORE if page.reference.genre == "speech" else 0.0
    if weighed.odds < least:
        return
    if kind != "compared" and not (_step if kind == "plan" else _own_work)(page, one, weighed):
        return
    confidence = round(min(0.92, 0.8 + 0.02 * (weighed.odds - least)), 3)
    words = page.view[one.start : one.end]
    told = ", ".join(name for name, value in weighed.reasons(3) if value > 0)
    if kind == "plan":
        yield Finding(
            index, "plan_for_past_year", year + 1, confidence, "Y02", "plan",
            f"where {words} stands, the year after the reported one is expected ({told})",
            f"此处应写报告年度的下一年，而写作{words}",
        )  # fmt: skip
    elif kind == "compared":
        yield Finding(
            index, "stale_year", year - 1, confidence, "Y03", "comparison",
            f"where {words} stands, the year before the reported one is expected ({told})",
            f"此处应写报告年度的上一年，而写作{words}",
        )  # fmt: skip
    else:
        yield Finding(
            index, "stale_year", year, confidence, "Y03", "work",
            f"where {words} stands, the reported year {year} is expected ({told})",
            f"此处应写报告年度{year}年，而写作{words}",
        )  # fmt: skip


def borne_out(page: Page, index: int, one: Expression, year: int, hint: Finding) -> Finding:
    """Raise a hint at work in another year to a finding where the model, which knows nothing of the rule, agrees."""
    # a plan that is only hinted at needs more than a second weak witness: a third of those raised were wrong
    if (
        hint.kind == "plan_for_past_year"
        or hint.expected is None
        or page.reference.genre == "speech"
        or not weighable(page, one, year)
    ):
        return hint
    if compared_with_itself(page, one, place(page, one), year):
        return hint  # half of those were right
    weighed = weigh_year(page, index, year)
    least = _LEAST.get(("stale", SHIFTS[weighed.found]), math.inf)
    if SHIFTS[weighed.likely] != hint.expected - year or weighed.odds < least:
        return hint
    return replace(hint, confidence=round(min(0.9, 0.8 + 0.02 * (weighed.odds - least)), 3))


def weighable(page: Page, one: Expression, year: int) -> bool:
    """Say whether a mention can date its clause and its year could be a slip: what keeps the model from most mentions."""
    if one.unit not in _UNITS or not -2 <= one.last - year <= 0 or page.reference.genre == "forward":
        return False
    if page.reference.certainty < 0.7:
        return False
    if page.reference.genre == "speech" and page.reference.signed is None and not page.reference.title:
        return False  # which year a speech reviews is only guessed
    here = place(page, one)
    if not here.adverbial and page.heading_at(one.start) is None:
        return False
    if one.last == year and one.unit != "day":
        return page.told_ahead(one.start) and page.reference.limit >= year
    return one.unit == "year" or (one.unit == "day" and here.preposition.startswith("截") and year_end(one))


def _is_base(page: Page, one: Expression, year: int) -> bool:
    """Say whether a mention stands where the report's figures are compared with those of another year."""
    reference, view = page.reference, page.view
    if one.unit != "year" or not 0 <= one.last - year <= 1 or reference.genre not in ("annual", "school"):
        return False
    if reference.certainty < 0.7 or page.zone_at(one.start) is not None or page.in_problems(one.start):
        return False
    than = cues.COMPARED.search(view, max(0, one.start - 8), one.start)
    return than is not None and (not than.group("with") or cues.COMPARED_AFTER.match(view, one.end) is not None)


def explained(page: Page, one: Expression) -> bool:
    """Say whether what stands right beside the year explains it: a quotation, a carry-over, a history, a noun of that year."""
    layout, view = page.layout, page.view
    if one.start < page.reference.title_end or any(
        layout.enclosed(spans, one.start) for spans in (layout.parens, layout.quotes, layout.titles)
    ):
        return True
    if told_beside(view, one):
        return True
    return not view.startswith("，", one.end) and modifies(view[one.end : one.end + 44])


def _step(page: Page, one: Expression, weighed: Weighed) -> bool:
    """Say whether a step begins behind the year where plans are told; 2019年延期项目单独跟踪 names only the thing."""
    if not page.told_ahead(one.start) or _AMONG.match(page.view, one.end) is not None:
        return False
    if page.zone_at(one.start) is None and (not weighed.names & _WILL or "behind:problem" in weighed.names):
        return False  # among problems a year may tell how they came about
    return _STEP.match(page.view, one.end) is not None


def _own_work(page: Page, one: Expression, weighed: Weighed) -> bool:
    """Say whether nothing in the sentence makes the year right: no history, no comparison, no figure of another year."""
    if weighed.names & _PAST_OF_OTHERS or of_noun(page.view[one.end : one.end + 44]) or year_of_thing(page.view, one):
        return False
    if page.view[one.end - 1] in "底末" and not place(page, one).preposition.startswith("截"):
        return False  # a state of that day, from which this year is told
    here = place(page, one)
    if compared_with_itself(page, one, here, one.last + 1):
        return False  # half of those were right: the rule tells them as hints
    # the sentence already speaks of that year, or sets it off from this report's
    for _, other in page.between(*here.sentence):
        if (
            other.first
            and other.start != one.start
            and ((other.start < one.start and abs(other.last - one.last) <= 1) or other.last == one.last + 1)
        ):
            return False
    # 公开信息120条，2020年为105条: the figure of another year, told beside this one's
    return one.start == here.statement[0] or _FIGURE.match(page.view, one.end) is None
