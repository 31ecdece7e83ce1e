"""Names as they stand in figures: agencies and regions shortened, levels in their rank, themes and rules by language."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from chenyan.figures.words import chosen, label

LEVELS = ("national", "province", "city", "county", "town")
# a chain of places; two hanzi before each border, so that the second 市 of 青川市市场监督管理局 is none
_PLACES = re.compile(r"(?:[^省市州盟区县旗]{2,12}[省市州盟区县旗]){1,5}")
_ENDINGS = (("人民政府", "政府"), ("街道办事处", "街道办"))


def shorten(name: str, limit: int = 12) -> str:
    """Return a name that fits on an axis: the end of a Chinese agency name says most, so the front is cut.

    Examples
    --------
    >>> shorten("云岭省青川市石桥区清河镇人民政府", 8)
    '…清河镇人民政府'
    """
    return name if len(name) <= limit else "…" + name[-(limit - 1) :]


def shorten_end(name: str, limit: int = 18) -> str:
    """Return a label cut at its end."""
    return name if len(name) <= limit else name[: limit - 1] + "…"


def cut_front(names: Sequence[str]) -> list[str]:
    """Return names without the places that all of them begin with; a name that is nothing else stays as it is.

    Examples
    --------
    >>> cut_front(["江岚省", "江岚省朔垣市", "江岚省朔垣市砚岭县"])
    ['江岚省', '朔垣市', '朔垣市砚岭县']
    >>> cut_front(["朔垣市水务局", "朔州市水务局"])
    ['朔垣市水务局', '朔州市水务局']
    >>> cut_front(["青川市市场监督管理局", "青川市市容管理局"])
    ['市场监督管理局', '市容管理局']
    """
    if len(names) < 2:
        return list(names)
    first, last = min(names), max(names)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    found = _PLACES.match(first[:same])
    front = found.group() if found else ""
    return [name.removeprefix(front) or name for name in names]


def short_names(names: Sequence[str], limit: int = 12) -> list[str]:
    """Return the names of a figure, short and still told apart.

    What all share at the front is left out; where a name is still too long, all say 政府 for 人民政府 and 街道办 for
    街道办事处; then the front is cut, at more than ``limit`` characters only where two names would look the same.

    Examples
    --------
    >>> short_names(["青川市石桥区清河镇人民政府", "青川市石桥区白鹿镇人民政府"], 8)
    ['清河镇人民政府', '白鹿镇人民政府']
    >>> short_names(["青川市石桥区清河镇人民政府", "栖澜县清河镇人民政府"], 8)
    ['…桥区清河镇政府', '栖澜县清河镇政府']
    """
    kept = cut_front(names)
    if any(len(name) > limit for name in kept):
        bare = [_bare(name) for name in kept]
        if len(set(bare)) == len(set(kept)):
            kept = bare
    short = [shorten(name, limit) for name in kept]
    for more in range(limit + 1, max((len(name) for name in kept), default=0) + 1):
        twice = {name for name in short if short.count(name) > 1}
        if not twice:
            break
        short = [shorten(name, more) if now in twice else now for name, now in zip(kept, short, strict=True)]
    return short


def _bare(name: str) -> str:
    for ending, short in _ENDINGS:
        if name.endswith(ending):
            return name.removesuffix(ending) + short
    return name


def in_order(groups: Iterable[Any], by: str) -> list[Any]:
    """Return groups in the order of a figure: levels by rank, all else as sorted.

    Examples
    --------
    >>> in_order(["city", "county", "province", "town"], "level")
    ['province', 'city', 'county', 'town']
    """
    ordered = sorted(groups, key=lambda group: (str(type(group)), group))
    if by == "level":
        ordered.sort(key=lambda group: LEVELS.index(group) if group in LEVELS else len(LEVELS))
    return ordered


def group_names(groups: Sequence[Any], by: str, language: str | None = None, limit: int = 12) -> list[str]:
    """Return what an axis says for groups: years as numbers, levels in the language, places and agencies shortened."""
    if by == "year":
        return [str(int(group)) for group in groups]
    if by == "level":
        return [label(str(group or "?"), language) for group in groups]
    if all(isinstance(group, (int, float)) or hasattr(group, "dtype") for group in groups):
        return [f"{float(group):g}" for group in groups]
    return short_names([str(group or "?") for group in groups], limit)


def theme_names(table: Any, language: str | None = None, *, width: int = 30) -> dict[str, str]:
    """Return the label of each theme of a table; English ones come from the packaged lexicon, in up to two lines.

    A theme that the lexicon does not know (found by clustering, or your own) keeps the label of the table.
    """
    from chenyan.problems.themes import load_themes

    said = dict(zip(table["theme"], table["label"].astype(str), strict=True)) if "label" in table.columns else {}
    if chosen(language) == "zh":
        return {str(theme): shorten_end(said.get(theme, str(theme))) for theme in table["theme"]}
    lexicon = load_themes()
    names = {}
    for theme in table["theme"]:
        words = lexicon.label(theme, "en") if theme in lexicon else said.get(theme, str(theme))
        names[str(theme)] = "\n".join(textwrap.wrap(words, width, max_lines=2, placeholder="…"))
    return names


def rule_names(flags: Any, language: str | None = None) -> dict[str, str]:
    """Return the name of each rule of a table of flags, in the language, as the catalogue has it."""
    from chenyan.rules import all_rules

    names = dict(zip(flags["code"], flags["name"].astype(str), strict=True)) if "name" in flags.columns else {}
    if chosen(language) == "zh":
        names |= {rule.code: rule.name_zh for rule in all_rules() if rule.code in names}
    return names
