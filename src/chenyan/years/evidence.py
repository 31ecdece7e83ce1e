"""What speaks for or against a year besides the words around it: the order of dates, the rest of the report, its place.

``chenyan.years.surroundings`` tells what stands around a year without the year itself; here it is told how the year
fits in. Each piece of evidence is a short name, such as ``back:would follow`` (the date lies before the one told
before it, and in the reported year it would follow it); ``chenyan.years.verdict`` weighs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from chenyan.text.openings import NamedPatterns
from chenyan.years import cues
from chenyan.years.amounts import amounts, first_amount
from chenyan.years.grammar import Expression
from chenyan.years.last_year import compared_with_itself
from chenyan.years.scope import Page, place, year_end
from chenyan.years.surroundings import told_beside
from chenyan.years.weighing import modifies, of_noun, year_of_thing

# Cues of the surroundings that are weighed again together with the year: kinds of words, and the words right beside it.
_KINDS = (
    "unit", "genre", "zone", "section", "stands", "part", "role", "accounts", "form:", "month:", "own", "of",
    "behind", "edge:", "back:", "before", "opens", "after", "then", "told", "on", "word:", "lead:", "join",
)  # fmt: skip
_THIS_YEARS = re.compile("(?:今年|本年度?|年内|全年|报告期内|现|目前|如今)(?!报)[^，。；0-9]{0,12}")
_FRAMES = NamedPatterns(
    (
        ("this year", re.compile("今年|本年(?!报)|年内|当年|报告期内|一年来")),
        ("this year opens", re.compile("(?:^|[，。；：、（\n])(?:而|其中)?(?:今年|本年度?|年内)(?!报)")),
        ("whole year", re.compile("全年|年度内")),
        ("last year", re.compile("[去上前]年|上一年|上年度")),
        ("next year", re.compile("[明来]年|下一?年|下一?步|今后")),
        ("parts", re.compile("其中|分别|依次|包括")),
        ("all", re.compile("共|合计|总计|总数|累计|均|全部")),
        ("than", re.compile("[比较](?!赛|例|为|好)|增[长加幅]|减少|下降|上升|持平|同比|[多少]了?[0-9]")),
    )
)
_DATED = frozenset(("day", "month", "quarter", "half"))
_YEARS = frozenset(("year", "day", "month", "half", "quarter", "short"))
_BARE_MONTH = re.compile(r"(?<![0-9年至-])(1[0-2]|[1-9])月(?!龄|薪|均)")
_ODDS = (-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7)
_FIGURE = re.compile(
    r"(?:度|末|底|全年|同期)?(?:则?为|仅为?|是|只有)?[0-9一二三四五六七八九十百千两][0-9一二三四五六七八九十百千万亿点.,]*[^，。；]{0,6}[，。；（）]"
)
_BODY = re.compile("[度内里中末底，, ]*")
_ONCE = re.compile("原[定计拟本应]|曾|本应|本该|承诺|提出的?|部署|要求|按计划|推迟")
_THING = re.compile(  # 2019年延期项目单独跟踪: no step, but what the step is about
    "(?!重点|主要|继续|推进|完成|启动|开展|组织|实施|建设|新建)[一-龥]{2,4}(?:项目|资金|事项|案件|工程|地块|名单|申请|台账)"
)
_CLAUSE_END = re.compile("[，。；：\n]")
_IN_CLAUSE = NamedPatterns(
    (
        ("will", cues.PLAN_IN_ZONE), ("past", cues.PAST_STRONG), ("count", cues.COUNT),
        (
            "problem",
            re.compile(
                "推迟|延迟|拖延|逾期|不足|问题|短板|差距|不够|不畅|不熟|不强|不高|"
                "滞后|薄弱|有待|仍|仅|失效|变动|紧张|频繁"
            ),
        ),
        ("honour", re.compile("荣获|获评|命名|授予|被|称号|列(?:为|入|全)|位居|获得?")),
        ("founded", re.compile("成立|组建|设立|挂牌|改制|合并|并入|划转|划入|始建|注册|换届|改革|撤[销并]|更名|迁[至入]|试点")),
        ("others", re.compile("国务院|国家|中央|省(?!略)|市政府|自治区|法院|纪委|巡察|审计")),
        ("paper", re.compile("年报|报告|通报|反馈|测评|评估|考核|普查|预算|决算|规划|批复|文件")),
    )
)  # fmt: skip
_WORDS = re.compile("[一-龥]{5,12}")
_LABELS = re.compile(
    "(?:^|(?<=[。；！？\\n]))[^，。；：？\\n]{0,3}(?P<words>[^，。；：？\\n]{2,14})[：？]", re.MULTILINE
)
_ANNOUNCES_PLANS = re.compile(
    "改(?!革|造|版)|整治|措施|举措|对策|打算|下一?步|下阶段|安排|计划|目标|怎么[办干做]|办法|[明来]年|今后|努力|方向|思路|新的一年|接下来|展望|建议"
)
_ANNOUNCES_PAST = re.compile("问题|不足|差|困难|短板|情况|成效|回顾|总结|结果|数据|做法|亮点|完成|缺")
_LABEL = re.compile("[^，。；\n]{2,12}[：。·] ?$")
_TIME = re.compile("今年|本年(?!报)|去年|上年|明年|全年|年内|当年|一年来|目前|年底|年末|年初")
_NEARLY = 60  # how far the nearest word for a time is sought
_COUNTED = re.compile("[^。；0-9\n]{0,40}[0-9]")
_NEAR = 1500  # how far evidence is sought; keeps the work on long texts linear
_AROUND = 90  # how far the words for years, sums and comparisons are sought in a sentence
_BESIDE = 120  # how far figures of the same unit are sought
_EQUAL = 0.01
_MOST = 4
_NUMBER = re.compile("[0-9]{2,}(?:[.,][0-9]+)*")


def evidence(page: Page, index: int, year: int, names: frozenset[str], odds: float, likely: int) -> frozenset[str]:
    """Return the names of what is known of expression ``index`` in a report on ``year``.

    ``names`` are the cues around it, ``odds`` how far they speak for the distance ``likely`` against its own.
    """
    kinds = {name for name in names if name.startswith(_KINDS)}
    return frozenset(kinds | told_of(page, index, year, odds, likely))


def told_of(page: Page, index: int, year: int, odds: float, likely: int) -> set[str]:
    """Return the evidence apart from the cues around a mention."""
    one = page.expressions[index]
    found = set(expected(_clip(one.last - year), likely, odds))
    found.update(_place(page, one, year))
    found.update(_order(page, index, year))
    found.update(_elsewhere(page, index, year))
    found.update(_frame(page, one))
    found.update(_figures(page, one))
    found.update(_words_of_time(page, one))
    return found


def expected(own: int, likely: int, odds: float) -> Iterator[str]:
    """Name what the surroundings lead to expect: ``odds`` speak for the distance ``likely`` against its ``own``."""
    yield f"own:{own}"
    yield f"likely:{likely}"
    yield f"own:{own} likely:{likely}"
    yield from (f"odds>={step}" for step in _ODDS if odds >= step)


def _place(page: Page, one: Expression, year: int) -> Iterator[str]:
    view, layout = page.view, page.layout
    here = place(page, one)
    if here.adverbial:
        yield "adverbial"
    if page.told_ahead(one.start):
        yield "told ahead"
    if told_beside(view, one):
        yield "told beside"
    rest = view[one.end : min(here.statement[1], one.end + 60)]
    if not rest.startswith("，") and modifies(rest):
        yield "modifies"
    body = rest[_BODY.match(rest).end() :]  # type: ignore[union-attr]
    for name, pattern in (
        ("verb", cues.VERB), ("own", cues.OWN), ("total", cues.WORK_TOTAL), ("own work", cues.WORK_OWN),
        ("none", cues.WORK_NONE), ("cases", cues.WORK_CASES), ("bare work", cues.WORK_BARE), ("figure", _FIGURE),
        ("lead up", cues.LEAD_UP),
    ):  # fmt: skip
        if pattern.match(body) is not None:
            yield f"then {name}"
    # what the year's own clause tells, apart from those that follow
    clause = _CLAUSE_END.split(body, maxsplit=1)[0]
    yield from (f"clause:{name}" for name in _IN_CLAUSE.found_in(clause))
    if rest.startswith(("，", "度，")):
        yield "comma"
    if not rest.strip("度底末初年内里 "):
        yield "ends clause"
    lead = view[max(here.statement[0], one.start - 10) : one.start]
    if _ONCE.search(view, max(here.statement[0], one.start - 14), one.start) is not None:
        yield "once planned"
    than = cues.COMPARED.search(lead)
    if than is not None and (not than.group("with") or cues.COMPARED_AFTER.match(view, one.end) is not None):
        yield "compared"
    if cues.PLAN_BEFORE.search(lead) is not None:
        yield "will before"
    if here.preposition.startswith("截") and year_end(one):
        yield "until the end of the year"
    if one.last == year - 1 and compared_with_itself(page, one, here, year):
        yield "compared with itself"
    paren = layout.enclosed(layout.parens, one.start)
    if paren is not None:
        yield "（only）" if paren[0] + 1 == one.start and paren[1] - one.end <= 2 else "（with words）"
    if view.endswith(("其中", "含", "包括"), max(0, one.start - 3), one.start):
        yield "part of a sum"
    if of_noun(rest):
        yield "of a noun"
    if _set_off(page, one, year):
        yield "set off"
    if year_of_thing(view, one) or _THING.match(rest) is not None:
        yield "year of a thing"
    if "以来" in rest[:14] or "至今" in rest[:14]:
        yield "since"


def _set_off(page: Page, one: Expression, year: int) -> bool:
    """Say whether the sentence has already spoken of this year, or goes on to the reported one: rows of years."""
    for _, other in _years_between(page, *place(page, one).sentence):
        told = other.last == year or (other.start < one.start and other.last == one.last)
        if told and other.start != one.start and place(page, other).adverbial:
            return True
    return False


def _in_line(view: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """Return how far a line goes on before and behind a stretch, within a reach."""
    low = max(view.rfind("\n", max(0, start - reach), start) + 1, start - reach)
    stop = view.find("\n", end, end + reach)
    return low, stop if stop >= 0 else end + reach


def _beside(page: Page, index: int, step: int, low: int, high: int) -> Expression | None:
    """Return the nearest year before (``step`` -1) or behind a mention, within a stretch and five expressions."""
    for at in range(index + step, index + 6 * step, step):
        if not 0 <= at < len(page.expressions) or not low <= page.expressions[at].start < high:
            return None
        if page.expressions[at].unit in _YEARS and page.expressions[at].first:
            return page.expressions[at]
    return None


def _order(page: Page, index: int, year: int) -> Iterator[str]:
    """Tell how a date stands to those told before and behind it in its paragraph."""
    one, view = page.expressions[index], page.view
    here = place(page, one)
    line, stop = _in_line(view, one.start, one.end, 400)
    before, after = _beside(page, index, -1, line, stop), _beside(page, index, 1, line, stop)
    if before is not None and after is not None and before.last == after.last != one.last:
        yield f"odd one out:{_clip(before.last - year)}"
        if before.unit == after.unit == one.unit:
            yield "odd one out among alike"
        if before.start >= here.sentence[0] and after.start < here.sentence[1]:
            yield "odd one out in sentence"
    for name, other, sign in (("back", before, 1), ("ahead", after, -1)):
        if other is None or one.begin is None or other.begin is None or one.until is None or other.until is None:
            continue
        same = other.start >= here.sentence[0] and other.start < here.sentence[1]
        where = "in sentence" if same else "in paragraph"
        gap = _clip(one.last - other.last)
        yield f"{name} {where}:{gap:+d}"
        if one.unit not in _DATED or other.unit not in _DATED:
            continue
        begin, until = (other.begin, one.until) if sign == 1 else (one.begin, other.until)
        months = until.month - begin.month
        if until < begin:
            yield f"{name}:out of order"
            yield f"{name} {where}:out of order"
            fits = "same year" if months >= 0 else "next year"
            yield f"{name}:would fit in {fits}"
            yield f"{name}:out of order with {_clip(other.last - year)}, {fits}"
            if other.last == year:
                yield f"{name} {where}:out of order, other is this year's, {fits}"
        elif gap * sign > 0:
            yield f"{name}:{'over the turn' if months < 0 else 'a year on'}"
    if one.unit in _DATED and one.begin is not None and one.until is not None:
        # bare months of the paragraph: 3月…；5月…；2020年9月…
        bare = [(m.start(), int(m.group(1))) for m in _BARE_MONTH.finditer(view, line, min(stop, one.end + 160))]
        earlier = [month for at, month in bare if at < one.start]
        later = [month for at, month in bare if at >= one.end]
        if earlier:
            yield "bare month before:" + ("rising" if earlier[-1] <= one.begin.month else "falling")
        if later:
            yield "bare month behind:" + ("rising" if one.until.month <= later[0] else "falling")
        signed = page.reference.signed
        if signed is not None and one.begin > signed:
            yield "after signing"
    if page.reference.limit < year:
        yield "signed in its year"


def _elsewhere(page: Page, index: int, year: int) -> Iterator[str]:
    """Tell what the rest of the report says of this year, and of the thing that is told."""
    one, view = page.expressions[index], page.view
    yield f"named:{min(page.named.get(one.last, 0), 4)}"
    zone = page.zone_at(one.start)
    if zone is not None:
        low, high = max(zone.start, one.start - _NEAR), min(zone.end, one.end + _NEAR)
        shifts = {_clip(other.last - year) for at, other in _years_between(page, low, high) if at != index}
        yield from (f"in zone:{shift}" for shift in sorted(shifts))
        if not shifts:
            yield "alone in zone"
    here = place(page, one)
    low, high = max(here.sentence[0], one.start - _NEAR), min(here.sentence[1], one.end + _NEAR)
    others = [other for at, other in _years_between(page, low, high) if at != index]
    if not others:
        yield "alone in sentence"
    for other in others:
        side = "earlier" if other.start < one.start else "later"
        if other.last == one.last:
            yield f"{side} in sentence:same"
        elif other.last == year:
            yield f"{side} in sentence:reported"
    head = page.heading_before(one.start)
    if head is not None:
        if one.start - head.end <= 8:
            yield f"opens part:{head.level}"
        follow = page.heading_after(one.start)
        stop = min(follow.start if follow is not None else len(view), one.end + _NEAR)
        if not _tells_year(page, head.end, stop, year, besides=one):
            yield "part without the reported year"
    yield from _label(page, one)
    yield f"at:{5 * one.start // max(1, len(view))}"
    if _LABEL.search(view, max(0, one.start - 16), one.start) is not None:
        yield "behind a label"
    # the same thing under another year: the words behind the year, or its figure, elsewhere
    low, high = max(0, one.start - _NEAR), one.end + _NEAR
    clause = _WORDS.match(view, one.end + len(_BODY.match(view, one.end, one.end + 8).group()), one.end + 24)  # type: ignore[union-attr]
    said = clause.group() if clause is not None else ""
    told: set[int] = set()
    for at in range(0, max(0, len(said) - 4), 2):
        told |= _told_under(page, _occurrences(said[at : at + 5], view, low, high), one)
    yield from (f"told elsewhere:{gap:+d}" for gap in sorted(told))
    figure = _NUMBER.search(view, one.end, min(here.statement[1], one.end + 60))
    if figure is not None:
        told = _told_under(page, _occurrences(figure.group(), view, low, high, part="0123456789.", then="年"), one)
        yield from (f"figure elsewhere:{gap:+d}" for gap in sorted(told))


def _frame(page: Page, one: Expression) -> Iterator[str]:
    """Tell of the words for this year, last year and the next around a mention, of sums and of comparisons."""
    view, layout = page.view, page.layout
    low, high = place(page, one).sentence
    before = layout.around(layout.sentences, max(0, low - 1))
    behind = layout.around(layout.sentences, min(len(view) - 1, high + 1)) if high < len(view) else (high, high)
    for where, start, stop in (
        ("before it", max(low, one.start - _AROUND), one.start),
        ("behind it", one.end, min(high, one.end + _AROUND)),
        ("a sentence before", max(before[0], low - _AROUND), low),
        ("a sentence behind", high, min(behind[1], high + _AROUND)),
    ):
        words = view[start:stop]
        yield from (f"{name} {where}" for name in _FRAMES.found_in(words))


def _words_of_time(page: Page, one: Expression) -> Iterator[str]:
    """Tell which words for a time stand in the sentence of a mention, which is nearest, and where the mention stands."""
    view, (low, high) = page.view, place(page, one).sentence
    nearest: tuple[int, str] | None = None
    start, stop = _in_line(view, one.start, one.end, _AROUND)
    for match in _TIME.finditer(view, start, stop):
        at, word = match.start(), match.group()
        if low <= at < high and not one.start <= at < one.end:
            yield f"near:{word} {'before' if at < one.start else 'behind'}"
        far = at - one.start
        if abs(far) <= _NEARLY and (nearest is None or abs(far) < abs(nearest[0])):
            nearest = far, word
    if nearest is not None:
        yield f"nearest:{nearest[1]} {'-' if nearest[0] < 0 else '+'}{min(3, abs(nearest[0]) // 10)}"
    yield f"behind the start of its sentence:{min(4, (one.start - low) // 12)}"
    if one.start - low <= 1:
        yield "opens its sentence"
    if _COUNTED.match(view, one.end, high) is not None:
        yield "figure in its statement"


def _figures(page: Page, one: Expression) -> Iterator[str]:
    """Tell how the figure behind a mention stands to those of the same unit told beside it, and to this year's."""
    view = page.view
    figure = first_amount(view, one.end, min(place(page, one).statement[1], one.end + 40))
    if figure is None:
        return
    low, stop = _in_line(view, one.start, figure.end, _BESIDE)
    for side, start, end in (("before", low, one.start), ("behind", figure.end, stop)):
        alike = [other.value for other in amounts(view, start, end) if other.unit == figure.unit]
        if alike:
            yield f"same unit {side}"
        if len(alike) > 1 and abs(sum(alike) - figure.value) < _EQUAL:
            yield f"sum of those {side}"
        for match in _THIS_YEARS.finditer(view, start, end):
            other = first_amount(view, match.end(), min(end, match.end() + 12))
            if other is not None and other.unit == figure.unit:
                yield f"this year's figure {side}"
                break


def _label(page: Page, one: Expression) -> Iterator[str]:
    """Tell what the last label before a mention announces: 改进：…, 怎么改呢？…, 还差在哪."""
    view = page.view
    found = _last_label(view, max(0, one.start - 260), one.start)
    head = page.heading_before(one.start)
    if found is not None and (head is None or head.end <= found.end()):
        words, at = found.group("words"), found.end()
    elif head is not None:
        words, at = head.words[:30], head.end
    else:
        return
    ahead = _ANNOUNCES_PLANS.search(words) is not None
    behind = _ANNOUNCES_PAST.search(words) is not None
    told = "plans" if ahead and not behind else "past" if behind and not ahead else "both" if ahead else "other"
    yield f"label:{told}"
    if one.start - at < 4:
        yield f"right behind label:{told}"


def _last_label(view: str, low: int, high: int) -> re.Match[str] | None:
    """Return the last label of a stretch: a colon or a question mark with its words since the mark before it."""
    stop = high
    while (at := max(view.rfind("：", low, stop), view.rfind("？", low, stop))) >= 0:
        for match in _LABELS.finditer(view, max(low, at - _LABEL_LENGTH), at + 1):
            if match.end() == at + 1:
                return match
        stop = at
    return None


_LABEL_LENGTH = 17


def _occurrences(words: str, view: str, low: int, high: int, *, part: str = "", then: str = "") -> Iterator[int]:
    """Yield where some words stand in a stretch, none over another, but not between signs of which they are a part.

    This is called for ever new words, so that it compiles no pattern of them.
    """
    high = min(high, len(view))
    at = view.find(words, low, high)
    while at >= 0:
        end = at + len(words)
        whole = (at == low or view[at - 1] not in part) and (end == high or view[end] not in part + then)
        if whole:
            yield at
        at = view.find(words, end if whole else at + 1, high)


def _told_under(page: Page, places: Iterator[int], one: Expression) -> set[int]:
    """Return how far the years under which some words stand elsewhere lie from this one."""
    found: set[int] = set()
    for at in islice(places, _MOST):
        if not one.start <= at < one.end + 60 and (near := _year_of(page, at)) is not None:
            found.add(_clip(near - one.last))
    return found


def _years_between(page: Page, low: int, high: int) -> list[tuple[int, Expression]]:
    return [(at, other) for at, other in page.between(low, high) if other.unit in _YEARS and other.first]


def _tells_year(page: Page, low: int, high: int, year: int, *, besides: Expression) -> bool:
    """Say whether a stretch names a year, other than by one mention; a search, as a part may hold a great many."""
    starts = page.kept.get("starts of the reported year")
    if not isinstance(starts, list):
        starts = [one.start for one in page.expressions if one.unit in _YEARS and one.last == year]
        page.kept["starts of the reported year"] = starts
    count = bisect_left(starts, high) - bisect_left(starts, low)
    own = besides.unit in _YEARS and besides.last == year and low <= besides.start < high
    return count > own


def _clip(shift: int) -> int:
    return max(-2, min(2, shift))


def _year_of(page: Page, at: int) -> int | None:
    """Return the year that was named last before a position in its sentence."""
    low = page.layout.around(page.layout.sentences, at)[0]
    named = [other for _, other in _years_between(page, max(low, at - 200), at)]
    return named[-1].last if named else None
