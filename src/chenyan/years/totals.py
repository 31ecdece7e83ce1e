"""Figures of this report under another year: totals of its parts, shares of its targets, what was carried over from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years import cues
from chenyan.years.amounts import amounts, first_amount
from chenyan.years.finding import Finding
from chenyan.years.grammar import Expression
from chenyan.years.ledger import ledger, owner
from chenyan.years.scope import Page, Place, year_end

_BACK = 130  # how far before a total its parts are sought
_CARRIED = re.compile(r"[^。；\n]{0,12}?(?:结转|转入|遗留|未办结|未结|未审结)")
_RECEIVED = re.compile(
    r"[^。；\n]{0,24}?(?:收到|新收|受理|接收|收案|立案|登记|承办|接到)[^。；\n]{0,20}?(?=[0-9一二三四五六七八九十])"
)
_DONE_OF = re.compile(r"(?:超额)?(?:完成|达到|相当于|占|为|是|达|实现)了?(?:全?[省市县区镇乡局]|上级下达的?)?$")
_AIM = re.compile(
    r"(?:度|全年|年度)?的?[^，。；、0-9的\n]{0,8}?(?:目标|任务|计划|指标)(?:任务|总?[数量值])?的?(?=[0-9百])"
)
_TOTAL = re.compile(r"(?:度|全年)?[^，。；0-9\n]{0,12}?(?:共计|共|合计|总计|累计|总共)[^，。；0-9\n]{0,8}(?=[0-9])")
_AGAIN = re.compile(r"(?:末|底|年末|年底)?，?(?:这|上述|该)?(?=[0-9])")
_OF_THEM = re.compile(r"[^，。；0-9\n]{0,6}(?:已|均|全部|中|里|结案|办结|整改|销号)")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?:（|即|也就是)$")
_LESS = re.compile("[降减少跌回]")
_PART = re.compile(
    r"[^，。；0-9\n]{0,4}(?P<way>增|减|升|降|多|少|涨|跌|提高|回落)[^，。；0-9一二三四五六七八九十百\n]{0,4}"
    r"(?:(?P<of>[二三四五六七八九十])分之(?P<parts>[一二三四五六七八九])|(?P<tenths>[一二两三四五六七八九])成|(?P<half>一半)"
    r"|(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,2})?)%)"
)
_THAN_LAST = re.compile(
    r"，(?:比|较)(?:上年|前一年|上一年|去年)(?:同期)?(?P<way>增加|增|多|减少|少|减|上升|下降)了?(?=[0-9])"
)
_RANK = re.compile(
    r"[^。；\n]{0,24}?(?:[居列排]|位居|位列|排名|名列)(?P<among>全?[省市县区州国]?[^，。；第\n]{0,6})第(?P<rank>[0-9一二三四五六七八九十]{1,3})"
)
_ADDED = re.compile(
    r"(?:度|全年)?[^，。；0-9\n]{0,2}(?:新增|净增|增加)[^，。；0-9一二三四五六七八九十百\n]{0,8}"
    r"(?=[0-9一二三四五六七八九十百])"
)
_ALIKE = re.compile("也|同样|相同|持平|一致|不变|均|各|分别")
_YEAR_LONG = re.compile(r"(?:末|底)?，[^，。；\n]{2,24}?全年[^，。；0-9\n]{0,8}(?=[0-9])")


def told_of_another(page: Page, index: int, here: Place, year: int) -> Iterator[Finding]:
    """Yield another year under which a figure stands that can only be this report's."""
    one = page.expressions[index]
    if (
        not 1 <= year - one.last <= 12
        or one.unit not in ("year", "half", "quarter", "month", "day")
        or page.told_ahead(one.start)
    ):
        return
    if page.reference.genre in ("forward", "school") or page.reference.certainty < 0.7:
        return
    if page.layout.set_apart(one.start):
        return
    near = year - one.last <= 2
    for why, why_zh, ask in _ASKED if near else _ASKED[-1:]:
        if (expected := ask(page, index, one, here)) == year:
            yield Finding(
                index, "stale_year", expected, 0.87, "Y03", "work",
                f"{why} is dated {page.view[one.start : one.end]}, but the report covers {year}",
                f"{why_zh}写作{page.view[one.start : one.end]}，报告年度为{year}年",
            )  # fmt: skip
            return


def _carried(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year of requests to which those carried over from the named year are added."""
    if one.unit != "year" or here.preposition or _RECEIVED.match(page.view, one.end, here.sentence[1]) is None:
        return None
    for _, other in page.between(one.end, min(here.sentence[1], one.end + 60)):
        if other.first and other.last != one.last:
            return None
        if other.last == one.last:
            carried = _CARRIED.match(page.view, other.end) is not None
            told = first_amount(page.view, one.end, other.start) is not None
            return one.last + 1 if carried and told else None
    return None


def _target(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where a figure without a date fulfils the target of another: 4120人，完成2019年目标的103%."""
    view, year = page.view, page.reference.year
    if one.unit != "year" or _DONE_OF.search(view, max(here.clause[0], one.start - 12), one.start) is None:
        return None
    aim = _AIM.match(view, one.end, one.end + 24)
    share = first_amount(view, aim.end(), aim.end() + 12) if aim is not None else None
    if share is None or share.unit != "%" or first_amount(view, here.sentence[0], one.start) is None:
        return None
    dated = [other for _, other in page.between(here.sentence[0], one.start) if other.first]
    return year if all(other.last == year for other in dated) else None


def _sum_of_parts(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where the figures just told of it add up to this total."""
    view, year = page.view, page.reference.year
    if one.unit != "year" or here.preposition:
        return None
    total = _TOTAL.match(view, one.end, min(here.sentence[1], one.end + 30))
    whole = first_amount(view, total.end(), total.end() + 14) if total is not None else None
    if whole is None or total is None or whole.start > total.end() + 1:
        return None
    low = max(here.sentence[0], one.start - _BACK)
    parts = [at for at in amounts(view, low, one.start) if at.unit == whole.unit]
    value = 0.0
    for count, at in enumerate(reversed(parts), 1):
        value = round(value + at.value, 4)
        if value >= whole.value:
            dated = [other for _, other in page.between(low, one.start) if other.first]
            alone = all(other.last == year for other in dated)
            return year if count > 1 and value == whole.value and alone else None
    return None


def sets_off_total(page: Page, one: Expression, here: Place) -> bool:
    """Say whether a total of another year stands behind this report's figures and is not their sum: it is set against them."""
    total = _TOTAL.match(page.view, one.end, min(here.sentence[1], one.end + 30))
    whole = first_amount(page.view, total.end(), total.end() + 14) if total is not None else None
    if whole is None or one.start == here.statement[0]:
        return False
    parts = [at for at in amounts(page.view, here.statement[0], one.start) if at.unit == whole.unit]
    return len(parts) > 1 and round(sum(at.value for at in parts), 4) != whole.value


def _once_more(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where the cases just told of it are told again: 立案47起。截至2020年底，47起案件已结45起."""
    view, year = page.view, page.reference.year
    if not here.preposition.startswith("截") or not year_end(one):
        return None
    again = _AGAIN.match(view, one.end)
    these = first_amount(view, again.end(), again.end() + 12) if again is not None else None
    if these is None or again is None or these.start > again.end() + 1 or these.value < 3:
        return None
    if _OF_THEM.match(view, these.end, here.sentence[1]) is None:
        return None
    low = max(view.rfind("\n", 0, one.start), one.start - _BACK, 0)
    for at in amounts(view, low, one.start):
        if (at.value, at.unit) == (these.value, these.unit) and (told := owner(page, at)) is not None:
            return year if told[0] == year else None
    return None


def _beside_last_year(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year behind the named one where that is set against it as last year: 2018年21.8万户，上年（2018年）20.1万户."""
    view = page.view
    if one.unit != "year" or here.lead:
        return None
    for _, other in page.between(one.end, min(here.sentence[1], one.end + 90)):
        if other.last == one.last and _LAST_YEAR.search(view, max(0, other.start - 6), other.start) is not None:
            first = first_amount(view, one.end, other.start)
            second = first_amount(view, other.end, other.end + 20)
            same = first is not None and second is not None and first.unit == second.unit
            return one.last + 1 if same else None
        if other.first and other.last != one.last:
            return None
    return None


def _changed_into(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year behind the next one told where the change leads from that to this: 2018年4217件，2019年5630件，降四分之一."""
    view = page.view
    if one.unit != "year" or here.lead or index + 1 >= len(page.expressions):
        return None
    other = page.expressions[index + 1]
    if other.unit != "year" or other.last <= one.last or other.start - one.end > 70 or other.start >= here.sentence[1]:
        return None
    second = first_amount(view, other.end, other.end + 24)
    if second is None:
        return None
    change = _PART.match(view, second.end + 1, min(here.sentence[1], second.end + 24))
    first = next((at for at in amounts(view, one.end, other.start) if at.unit == second.unit), None)
    if first is None or change is None or not first.value or not second.value:
        return None
    share = _share(change)
    sign = -1 if _LESS.search(change.group("way")) else 1
    loose = 0.02 if change.group("percent") is None else 0.0011 if "." in change.group("percent") else 0.006
    to_first = abs(first.value / second.value - 1 - sign * share) <= loose
    to_second = abs(second.value / first.value - 1 - sign * share) <= loose * 2
    return other.last + 1 if to_first and not to_second else None


def _share(change: re.Match[str]) -> float:
    """Read a change as a share: 四分之一, 三成, 一半, 12.5%."""
    digits = "一二三四五六七八九十"
    if change.group("of"):
        return (digits.index(change.group("parts")) + 1) / (digits.index(change.group("of")) + 1)
    if change.group("tenths"):
        return (digits.index(change.group("tenths").replace("两", "二")) + 1) / 10
    return 0.5 if change.group("half") else float(change.group("percent")) / 100


def _year_after(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year behind the one of whose figure this one tells the change: 301天，比前一年多18天; 2017年283天."""
    view = page.view
    if one.unit != "year" or here.lead:
        return None
    for at in amounts(view, one.end, min(here.statement[1], one.end + 50)):
        than = _THAN_LAST.match(view, at.end)
        by = first_amount(view, than.end(), than.end() + 10) if than is not None else None
        if than is None or by is None or by.unit != at.unit:
            continue
        base = at.value + (by.value if _LESS.search(than.group("way")) else -by.value)
        for same in ledger(page).told(base, at.unit):
            told = owner(page, same)
            if told is not None and told[1] and told[0] >= one.last:
                return told[0] + 1
    return None


def _second_rank(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year behind the named one where that has another rank: 2015年居全市第一…2015年居全市第二."""
    view = page.view
    rank = _RANK.match(view, one.end, one.end + 44)
    if one.unit != "year" or here.lead or rank is None:
        return None
    line = view.find("\n", one.end, one.end + 120)
    for _, other in page.between(one.end, line if line >= 0 else one.end + 120):
        if other.last != one.last or other.unit != "year":
            continue
        bare = _RANK.match(view, other.end, other.end + 16)
        if bare is not None and bare.start("among") - other.end <= 3 and bare.group("rank") != rank.group("rank"):
            return one.last + 1
    return None


def _difference(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where what was added is its figure less the one of the year named: 612人，2020年554人；2020年新增58人."""
    view, year = page.view, page.reference.year
    added = _ADDED.match(view, one.end, one.end + 20)
    if year is None or one.unit != "year" or one.last != year - 1 or here.lead or added is None:
        return None
    by = first_amount(view, added.end(), added.end() + 10)
    if by is None or by.start > added.end() + 1:
        return None
    low, high = max(here.sentence[0], one.start - _BACK), min(here.sentence[1], one.end + 60)
    near = [at for at in amounts(view, low, high) if at.unit == by.unit and at.start != by.start]
    told = [(at, found[0]) for at in near if (found := owner(page, at)) is not None]
    for at, named in told:
        rest = round(at.value - by.value, 4)
        if named == year and any(b.value == rest and other == one.last for b, other in told):
            return year
    return None


def _same_figure(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where this very figure of requests is told again as its own: 2021年共收到申请68件 … 新收68件."""
    view, year = page.view, page.reference.year
    if one.unit != "year" or here.preposition or page.section_at(one.start) not in ("overview", "disclosure", "part"):
        return None
    received = _RECEIVED.match(view, one.end, min(here.statement[1], one.end + 44))
    figure = first_amount(view, received.end(), received.end() + 8) if received is not None else None
    if figure is None or received is None or "申请" not in view[one.end : figure.end + 8] or figure.value < 10:
        return None
    if _ALIKE.search(view[one.end : figure.end + 6]) is not None:
        return None
    for at in ledger(page).told(figure.value, figure.unit):
        if page.section_at(at.start) == "requests" and "收" in view[at.start - 8 : at.start]:
            told = owner(page, at)
            return year if told is not None and told[0] == year else None
    return None


def _stock(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where the stock is what was there before and what this year added: 上年末320件，新增120件，末440件."""
    view = page.view
    if one.unit != "year" or view[one.end - 1] not in "末底" or here.lead or one.start == here.sentence[0]:
        return None
    stock = first_amount(view, one.end, min(here.sentence[1], one.end + 18))
    before = [at for at in amounts(view, here.sentence[0], one.start) if stock is not None and at.unit == stock.unit]
    if stock is None or len(before) < 2 or any(o.first for _, o in page.between(here.sentence[0], one.start)):
        return None
    first, added = before[-2:]
    grown = re.search("新增|净增|增加", view[first.end : added.start]) is not None
    return page.reference.year if grown and round(first.value + added.value, 4) == stock.value else None


def _grown_from_later(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the year behind the base where that is later than the fact: 2012年公开120条，比2020年增加9条."""
    view = page.view
    if one.unit != "year" or here.lead or first_amount(view, one.end, min(here.statement[1], one.end + 40)) is None:
        return None
    for _, other in page.between(one.end, min(here.statement[1], one.end + 70)):
        if not other.first or other.unit == "document":
            continue
        than = cues.COMPARED.search(view, max(one.end, other.start - 6), other.start)
        if other.last <= one.last or than is None or _GROWN.match(view, other.end) is None:
            return None
        return other.last + 1
    return None


_GROWN = re.compile(r"(?:度|同期|全年)?(?:的[^，。；\n]{1,12})?(?:相比)?，?(?:增加|增长|减少|下降|上升|提高|净增)")


_OTHERS_SHARE = re.compile("新|本年|今|当年|其余|余|另|剩|往年|结转|遗留|以前|跨年|历史")


def _breakdown(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where parts of its total are told of another: 公开120条。其中2020年网站80条、公众号40条."""
    view, year = page.view, page.reference.year
    if one.unit not in ("year", "half", "quarter") or not view.endswith(
        ("其中", "其中，"), max(0, one.start - 3), one.start
    ):
        return None
    low = max(view.rfind("\n", 0, one.start), one.start - _BACK, 0)
    if _OTHERS_SHARE.search(view, one.end, min(here.sentence[1], one.end + 90)) is not None:
        return None
    parts = amounts(view, one.end, min(here.sentence[1], one.end + 90))
    if (
        view[one.end - 1] in "度末底前"
        or view.startswith(("以前", "之前", "前", "的"), one.end)
        or any(other.unit == "relative" or other.first for _, other in page.between(one.end, here.sentence[1]))
    ):
        return None
    for whole in reversed(amounts(view, low, one.start)):
        same = [at.value for at in parts if at.unit == whole.unit]
        if len(same) > 1 and round(sum(same), 4) == whole.value:
            told = owner(page, whole)
            return year if told is not None and told[0] == year else None
    return None


def _whole_year(page: Page, index: int, one: Expression, here: Place) -> int | None:
    """Return the reported year where a count up to the year's end is that of 全年: 截至2020年12月31日，公众号全年推文211篇."""
    if not here.preposition.startswith("截") or not year_end(one) or here.sentence[0] < here.clause[0] - 1:
        return None
    told = _YEAR_LONG.match(page.view, one.end, here.statement[1])
    if told is None or page.section_at(one.start) not in ("overview", "disclosure", "requests", "litigation", "part"):
        return None
    if any(other.first and other.last != one.last for _, other in page.between(*here.sentence)):
        return None
    return page.reference.year if one.last == page.reference.year_or(0) - 1 else None


_ASKED = (
    ("what was received, before the cases left from that year were added,", "加上该年结转之前的收件数", _carried),
    ("the target that this report's figure fulfils", "本年成绩所完成的目标", _target),
    ("the sum of figures just told of this report", "上文各项之和", _sum_of_parts),
    ("what became of the cases just told", "上文案件的办理结果", _once_more),
    ("a figure set against that of the year before", "与上年对照的数字", _beside_last_year),
    ("a figure that the change from the next one leads to", "由后一年变化而来的数字", _changed_into),
    ("a figure whose base is told of that year", "以该年为基数的数字", _year_after),
    ("a rank beside another one of the same year", "同一年的另一名次", _second_rank),
    ("an increase over the figure of that year", "在该年基础上的增量", _difference),
    ("the number of requests of this report", "本年收到的申请数", _same_figure),
    ("a count of the whole year", "全年数字", _whole_year),
    ("what was there and what was added", "期初与新增之和", _stock),
    ("a breakdown of this report's total", "本年总数的构成", _breakdown),
    ("a figure that has grown from a later year's", "由后来年份增减而来的数字", _grown_from_later),
)
