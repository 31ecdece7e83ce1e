"""A small sentence grammar: ``[a|b]`` choices and ``{slot}`` fillers, compiled once, expanded fast."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from .world import GROUPS, WEEKDAYS, Agency

_TOKEN = re.compile(r"\{([^{}]+)\}")
_CHOICE = re.compile(r"\[([^\[\]]+)\]")
MONTHS = tuple(f"{month}月" for month in range(1, 13))
DOCS = ("惠民补贴发放细则", "便民服务规定", "基层公开目录", "公众参与办法", "信息发布规程", "办事承诺清单")

Part = str | tuple["Part", ...] | tuple[str, int, int]


def _compile_plain(text: str) -> list[object]:
    """Return literal strings and slots; a slot is ("n", low, high) or (name,)."""
    parts: list[object] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            parts.append(text[at : match.start()])
        slot = match.group(1)
        numbers = re.fullmatch(r"n(\d+)-(\d+)", slot)
        parts.append(("n", int(numbers[1]), int(numbers[2])) if numbers else (slot, 0, 0))
        at = match.end()
    if at < len(text):
        parts.append(text[at:])
    return parts


@cache
def compile_template(template: str) -> tuple[object, ...]:
    """Compile a template to a tuple of literals, slots and lists of alternatives."""
    parts: list[object] = []
    at = 0
    for match in _CHOICE.finditer(template):
        parts += _compile_plain(template[at : match.start()])
        parts.append([_compile_plain(option) for option in match.group(1).split("|")])
        at = match.end()
    parts += _compile_plain(template[at:])
    return tuple(parts)


class Filler:
    """Fill templates for one agency and year."""

    def __init__(self, agency: Agency, rng: Random) -> None:
        self.agency = agency
        self.rng = rng
        self.topic = ""  # where set, the subject that problem and measure share

    def expand(self, template: str) -> str:
        """Return one sentence; the year stays as {y} so that a later year can print its own."""
        out: list[str] = []
        places: list[str] = []
        self._walk(compile_template(template), out, places)
        return "".join(out)

    def _walk(self, parts: tuple[object, ...] | list[object], out: list[str], places: list[str]) -> None:
        random = self.rng.random
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, list):
                self._walk(part[int(random() * len(part))], out, places)
            else:
                name, low, high = part  # type: ignore[misc]
                out.append(str(low + int(random() * (high - low + 1))) if name == "n" else self._slot(name, places))

    def _slot(self, name: str, places: list[str]) -> str:
        agency, random = self.agency, self.rng.random
        if name == "topic" and self.topic:
            return self.topic
        if name == "self":
            return agency.self_name
        if name == "y":
            return "{y}"
        if name in ("place", "place2"):
            free = [place for place in agency.places if place not in places]
            place = free[int(random() * len(free))]
            places.append(place)
            return place
        pool = {
            "topic": agency.topics, "group": GROUPS, "month": MONTHS, "col": agency.columns, "dept": agency.depts,
            "leader": agency.leaders, "weekday": WEEKDAYS,
        }.get(name)  # fmt: skip
        if pool is not None:
            return pool[int(random() * len(pool))]
        if name == "acct":
            return agency.account
        if name == "doc":
            return f"《{agency.short}{DOCS[int(random() * len(DOCS))]}》"
        raise KeyError(name)
