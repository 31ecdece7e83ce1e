"""Lists of parts: 其中-lists, lists in brackets and lists before a total, with the whole that they should make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from chenyan.numbers.context import RATE_UNITS, is_amount
from chenyan.numbers.line import Line, Quantity
from chenyan.numbers.look import LIST

_OPENING = re.compile(r"其中(?P<open>主要|包括|包含|含|有|涉及)?|(?<=[，：:])(?:分别(?:为|是)|具体为|(?P<list>包括))")
_STOPS = re.compile(
    r"办结|答复率|结转(?:至|到|入)?下|转下|较|比上|同比|增长|增加|减少|下降|上升|占|率|总量|总数(?!量)|由|阅读|浏览|点击|访问|关注(?:人|量|数|用户|度)|粉丝|累计|均|以上|此外|另外|另有|同时|被采纳|采纳|转发|上年|去年|较上|达到|已"
)
_OVERLAP = re.compile(r"重复|同时|交叉|既|兼|多渠道|同步|含(?!义)|转载")
_COMPARED = re.compile(r"较|比|同比|上年|去年|(?<!新)增|减|降")


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and the parts that the text lists.

    ``kind`` is holds, exceeds (parts above the whole), short (below it) or overlap (above it, but a subset makes the
    whole: some parts seem to lie in others); ``closed`` says that the wording promises all parts.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    kind: str
    closed: bool
    labels: tuple[str, ...]
    confidence: float
    section: str

    @property
    def total(self) -> int | float:
        """What the parts add up to."""
        return _add(self.parts)


def _add(parts: tuple[Quantity, ...] | list[Quantity]) -> int | float:
    total = sum(part.value for part in parts)
    return total if isinstance(total, int) else round(total, 6)


def find_sums(lines: tuple[Line, ...]) -> tuple[Parts, ...]:
    """Return all lists of at least two parts with their whole."""
    found: list[Parts] = []
    for number, line in enumerate(lines):
        if not line.quantities:
            continue
        amounts = [quantity for quantity in line.quantities if quantity.unit not in RATE_UNITS]
        if not amounts:
            continue
        text = line.text
        opening = _OPENING.search(text) if line.may_hold & LIST else None
        if opening:
            before = lines[number - 1] if number and _next_to(lines[number - 1], line) else None
            found += _listed(line, amounts, opening, before)
        if "：" in text or ":" in text:
            found += _after_colon(line, amounts)
        if "（" in text:
            found += _bracketed(line, amounts)
        if "计" in text:
            found += _totalled(line, amounts)
    unique = {(p.whole.start, p.parts[0].start): p for p in found}
    return tuple(unique[key] for key in sorted(unique))


def _next_to(before: Line, line: Line) -> bool:
    return before.section == line.section and 0 <= line.start - before.start - len(before.text) < 12


def _wholes(line: Line, low: int, unit: str, amounts: list[Quantity]) -> list[Quantity]:
    """Return the candidates for the whole before ``low``, nearest first; comparisons are none."""
    return [
        quantity
        for quantity in reversed(amounts)
        if quantity.high <= low and quantity.unit == unit and not _COMPARED.search(line.left(quantity)[-12:])
    ]


def _listed(line: Line, amounts: list[Quantity], opening: re.Match[str], before: Line | None) -> list[Parts]:
    low = opening.end()
    tail = [quantity for quantity in amounts if quantity.low >= low]
    found = []
    for unit in dict.fromkeys(quantity.unit for quantity in tail):
        wholes = _wholes(line, opening.start(), unit, amounts)
        if not wholes and before is not None and opening.start() < 4:
            own = [quantity for quantity in before.quantities if is_amount(quantity)]
            wholes = _wholes(before, len(before.text), unit, own)
        if not wholes:
            continue
        parts = _collect(line, [quantity for quantity in tail if quantity.unit == unit], low)
        largest = max(whole.value for whole in wholes)
        moved = next((at for at, part in enumerate(parts) if at and part.value > largest), len(parts))
        parts = parts[:moved]  # a count above the whole opens another subject
        if len(parts) < 2 or wholes[0].unit in ("%", "倍"):
            continue
        closed = not (opening["open"] or opening["list"])
        of_unit = [quantity for quantity in tail if quantity.unit == unit and quantity.high > parts[-1].high]
        if wholes[0].high <= opening.start() and before is None and "；" in line.text[wholes[0].high : opening.start()]:
            continue
        judged = _judge(line, wholes, parts, closed, of_unit)
        if judged:
            found.append(judged)
    return found


def _collect(line: Line, tail: list[Quantity], low: int) -> list[Quantity]:
    """Return the parts of a list: until a clause that speaks of something else; bracketed numbers are parts of parts."""
    parts: list[Quantity] = []
    at = low
    for quantity in tail:
        between = line.text[at : quantity.low]
        if _STOPS.search(between.rsplit("）", 1)[-1]) and parts:
            break
        if _STOPS.search(line.left(quantity)) and not parts:
            break
        if "其中" in between and parts:
            break
        at = quantity.high
        if _bracket_depth(line.text, low, quantity.low) > 0:
            continue
        parts.append(quantity)
    return parts


def _bracket_depth(text: str, low: int, at: int) -> int:
    depth = 0
    for char in text[low:at]:
        depth += (char == "（") - (char == "）")
    return depth


def _judge(
    line: Line, wholes: list[Quantity], parts: list[Quantity], closed: bool, beyond: Sequence[Quantity] = ()
) -> Parts | None:
    """Weigh a list against its whole; None where nothing can be said.

    ``beyond`` are counts after the place where the list seems to end: where they make the whole, they belong to it.
    """
    totals = {quantity.value for quantity in wholes}
    # a restated whole or a second breakdown begins where a run of parts is complete
    run: list[Quantity] = []
    complete: list[Quantity] = []
    for part in parts:
        run.append(part)
        if len(run) >= 2 and _add(run) in totals:
            complete, run = [*complete, *run], []
    whole = wholes[0]
    if not complete:
        longer = list(parts)
        for quantity in beyond:
            longer.append(quantity)
            if _add(longer) in totals:
                complete = longer
                break
    labels = tuple(line.left(part).strip("，、；：: ") for part in parts)
    if complete:
        return Parts(whole, tuple(complete), "holds", closed, labels, 1.0, line.section)
    if any(part.approximate for part in parts) or whole.approximate:
        slack = 0.1 * max(float(whole.value), 1.0)
        kind = "holds" if abs(_add(parts) - whole.value) <= slack or _add(parts) < whole.value else "exceeds"
        return Parts(whole, tuple(parts), kind, closed, labels, 0.6, line.section)
    total = _add(parts)
    if total in totals:
        return Parts(whole, tuple(parts), "holds", closed, labels, 1.0, line.section)
    if total > whole.value:
        if parts[0].value > max(totals):
            return None  # the list belongs to another whole
        overlap = _subset(parts, totals) or bool(_OVERLAP.search(line.text[parts[0].low : parts[-1].high]))
        return Parts(
            whole,
            tuple(parts),
            "overlap" if overlap else "exceeds",
            closed,
            labels,
            0.55 if overlap else 0.95,
            line.section,
        )
    missing = float(whole.value - total) / float(whole.value) if whole.value else 1.0
    rest = line.text[parts[-1].high : parts[-1].high + 6]
    if not closed or missing > 0.6 or re.match(r"[^，。；]{0,3}等|[，、]?其[余他]|[，、]?另", rest) or "等" in rest:
        return Parts(whole, tuple(parts), "holds", False, labels, 0.5, line.section)
    # a gap of a slip's size, or a list of kinds that is complete by nature
    if not (missing <= 0.15 or (len(parts) >= 3 and missing <= 0.35) or (_exhaustive(labels) and missing <= 0.35)):
        return Parts(whole, tuple(parts), "holds", False, labels, 0.5, line.section)
    confidence = 0.85 if missing <= 0.15 and (len(parts) >= 3 or _exhaustive(labels)) else 0.7
    return Parts(whole, tuple(parts), "short", closed, labels, confidence, line.section)


_KINDS = re.compile(
    r"网站|微信|公众号|微博|新媒体|公开栏|报|电视|自然人|法人|企业|予以公开|部分公开|不予|无法|市级|县|区|镇|书面|网络|当面|信函|其他"
)


def _exhaustive(labels: tuple[str, ...]) -> bool:
    """Say whether the labels are channels, applicants, results or places: kinds of which a list names all."""
    return all(_KINDS.search(label) for label in labels)


def _subset(parts: list[Quantity], totals: set[int | float]) -> bool:
    """Say whether leaving out one or two parts makes the whole: they may lie in others."""
    if len(parts) < 3 or len(parts) > 14:
        return False
    total = _add(parts)
    values = [part.value for part in parts]
    return any(
        round(total - sum(left), 6) in totals and all(v < max(values) for v in left)
        for size in (1, 2)
        if len(parts) - size >= 2
        for left in combinations(values, size)
    )


def _after_colon(line: Line, amounts: list[Quantity]) -> list[Parts]:
    """Judge lists after a colon right behind their whole: 80条：网站50条，微信30条."""
    found = []
    for whole in amounts:
        if line.text[whole.high : whole.high + 1] not in ("：", ":"):
            continue
        inside = [q for q in amounts if q.low > whole.high and q.unit == whole.unit]
        parts = _collect(line, inside, whole.high + 1)
        parts = [part for part in parts if part.value <= whole.value]
        if len(parts) >= 2 and "其中" not in line.text[whole.high : parts[0].low]:
            judged = _judge(line, [whole], parts, closed=True, beyond=[q for q in inside if q.low > parts[-1].low])
            if judged:
                found.append(judged)
    return found


def _bracketed(line: Line, amounts: list[Quantity]) -> list[Parts]:
    """Judge lists in brackets right after their whole: 80条（网站50条、微信30条）."""
    found = []
    for whole in amounts:
        opened = line.text.find("（", whole.high, whole.high + 14)
        if opened < 0 or re.search(r"[，。；、]", line.text[whole.high : opened]):
            continue
        closed = line.text.find("）", opened)
        inside = [q for q in amounts if opened < q.low < closed and q.unit == whole.unit]
        if closed < 0 or len(inside) < 3 or _OPENING.search(line.text[opened:closed]):
            continue
        parts = _collect(line, inside, opened + 1)
        if len(parts) >= 3:
            judged = _judge(line, [whole], parts, closed=True)
            if judged:
                found.append(judged)
    return found


def _totalled(line: Line, amounts: list[Quantity]) -> list[Parts]:
    """Judge parts that come before their total: 网站50条，微信30条，合计80条."""
    found: list[Parts] = []
    if len(amounts) < 3:
        return found
    for at, whole in enumerate(amounts):
        low, _ = line.clause(whole.low)
        if not re.match(r"(?:以上)?(?:共计|合计|总计)", line.text[low : whole.low]) or at < 2:
            continue
        parts = [q for q in amounts[:at] if q.unit == whole.unit]
        if (
            len(parts) != at
            or len(parts) < 2
            or _COMPARED.search(line.text[: whole.low])
            or "其中" in line.text[: whole.low]
        ):
            continue
        if _add(parts) == whole.value:
            found.append(Parts(whole, tuple(parts), "holds", True, (), 1.0, line.section))
        elif not any(q.approximate for q in [*parts, whole]) and whole.value >= max(q.value for q in parts):
            found.append(
                Parts(
                    whole,
                    tuple(parts),
                    "exceeds" if _add(parts) > whole.value else "short",
                    True,
                    (),
                    0.75,
                    line.section,
                )
            )
    return found
