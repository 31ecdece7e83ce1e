"""Resolve names of provinces, cities and counties to full names and six-digit codes (GB/T 2260)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chenyan.lexicons import read_text

_LONGEST = 12
_LEVELS = ("province", "city", "county")
_SHORT_PROVINCE = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
# Where no listed name fits: a name in front of a unit's word, as in invented, new or misspelt names.
_UNIT = re.compile(
    r"(?P<province>[\u4e00-\u9fff][^省市县区旗乡镇]{0,6}?(?:省|自治区))"
    r"|(?P<city>[\u4e00-\u9fff][^省市县区旗乡镇\d]{0,7}?(?:自治州|地区(?=[^政])|盟(?!办|委)|州(?=人民政府|[^市县区旗]{2,10}(?:局|委|办|厅|院|处)))|[\u4e00-\u9fff][^省市县区旗乡镇\d]{0,6}?市(?!场|容|政工|政公|直|级|属|辖|民(?![政族宗]|间组)))"
    r"|(?P<county>[\u4e00-\u9fff][^省市县区旗乡\d]{0,9}?(?:自治县|自治旗|县(?![级直委域])|(?<=..)旗|林区|特区|新区|管理区|开发区|高新区|园区|区(?![域划块])))"
)
_TOWN = re.compile(
    r"[\u4e00-\u9fff][^市县区镇乡\d]{0,9}?(?:镇|(?<!城)乡|街道|苏木)(?=$|人民政府|政府|办事处|党工?委|便民|综合)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division: code, own name, names from the province down, level."""

    code: str
    name: str
    chain: tuple[str, ...]
    level: str
    until: int | None = None

    @property
    def full_name(self) -> str:
        return "".join(self.chain)


@dataclass(frozen=True, slots=True)
class Chain:
    """The places at the head of an agency's name: names from above down, and how many characters they take."""

    names: tuple[str, ...]
    levels: tuple[str, ...]
    length: int
    place: Place | None


@cache
def _places() -> dict[str, tuple[Place, ...]]:
    """Return all places by name."""
    rows: list[tuple[str, str, int | None]] = []
    for line in read_text("regions.csv").splitlines():
        if line[:1].isdigit():
            number, words, last = line.split(",")
            rows.append((number, words, int(last) if last else None))
    by_code: dict[str, str] = {}
    for code, name, until in rows:
        if until is None or code not in by_code:
            by_code[code] = name
    found: dict[str, list[Place]] = {}
    for code, name, until in rows:
        province, city = by_code.get(code[:2] + "0000", ""), by_code.get(code[:4] + "00", "")
        if code.endswith("0000"):
            place = Place(code, name, (name,), "province", until)
        elif code.endswith("00") or city == name:
            place = Place(code, name, (province, name), "city", until)
        else:
            chain = tuple(part for part in (province, city, name) if part)
            place = Place(code, name, chain, "county", until)
        found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def find_places(name: str) -> tuple[Place, ...]:
    """Return the places of this name; several counties may share one.

    Examples
    --------
    >>> [place.full_name for place in find_places("文登区")]
    ['山东省威海市文登区']
    """
    return _places().get(name, ())


def read_chain(words: str, context: str = "") -> Chain:
    """Read the places at the head of an agency's name.

    Parameters
    ----------
    words : str
        The name, without blanks.
    context : str, optional
        Text that may name the province or city, to choose between counties of one name.

    Returns
    -------
    Chain
        Names as printed; ``place`` is the lowest one if the gazetteer knows it and it is the only one that fits.

    Examples
    --------
    >>> read_chain("威海市文登区泽库镇人民政府").place.code
    '371003'
    >>> read_chain("苍泸县教育局").names, read_chain("苍泸县教育局").place
    (('苍泸县',), None)
    """
    names: list[str] = []
    levels: list[str] = []
    at = 0
    candidates: tuple[Place, ...] = ()
    while at < len(words) and len(names) < 3:
        listed = _listed(words, at, names)
        if listed:
            names.append(listed[0].name)
            levels.append(listed[0].level)
            candidates = listed
            at += len(listed[0].name)
            if levels[-1] == "county":
                break
            continue
        match = _UNIT.match(words, at)
        if match is None or match.lastgroup is None or match.lastgroup in levels:
            break
        if levels and ("province", "city", "county").index(match.lastgroup) < ("province", "city", "county").index(
            levels[-1]
        ):
            break
        town = _TOWN.match(words, at)
        if town and town.end() < match.end():
            break
        names.append(match.group())
        levels.append(match.lastgroup)
        candidates = ()
        at = match.end()
        if levels[-1] == "county":
            break
    return Chain(tuple(names), tuple(levels), at, _only(candidates, context))


def read_town(words: str, at: int) -> str:
    """Return the name of the town or sub-district at this place of an agency's name, or an empty string."""
    for prefix in ("人民政府", "政府", ""):
        if words.startswith(prefix, at):
            match = _TOWN.match(words, at + len(prefix))
            return match.group() if match else ""
    return ""


def _listed(words: str, at: int, above: Sequence[str]) -> tuple[Place, ...]:
    """Return the listed places of the longest name here that fit below the names above."""
    places = _places()
    for length in range(min(_LONGEST, len(words) - at), 1, -1):
        name = words[at : at + length]
        found = places.get(name)
        if not found:
            continue
        if name[-1] == "市" and words[at + length : at + length + 1] in ("场", "政", "容"):
            continue
        fitting = tuple(
            place for place in found if all(upper in place.chain for upper in above) and place.name not in above
        )
        if fitting or not above:
            return fitting or found
    return ()


def _only(candidates: Sequence[Place], context: str) -> Place | None:
    """Return the one candidate that is left, if need be the one whose province or city the context names."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    standing = [place for place in candidates if place.until is None]
    if len(standing) == 1:
        return standing[0]
    scored = []
    for place in candidates:
        above = [name for name in place.chain[:-1] if name]
        short = [_SHORT_PROVINCE.sub("", name) for name in above]
        scored.append((sum(context.count(name) for name in short if len(name) >= 2), place))
    best = max(score for score, _ in scored)
    winners = [place for score, place in scored if score == best]
    return winners[0] if best and len(winners) == 1 else None
