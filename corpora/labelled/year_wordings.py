"""Small reports around the wordings of ``years_wordings*.txt`` and ``years_slips*.txt``; agencies are invented."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"\[([+-]?[0-9]+)(?:>([+-]?[0-9]+))?\]")
_YEARS = (2022, 2019, 2021, 2017, 2023)
# kind of report -> its head, its parts, its foot; {0} is the reported year, {1} the next one
_FRAMES = {
    "ogi": (
        "青禾县云溪镇人民政府{0}年政府信息公开工作年度报告",
        {
            "period": "",
            "overview": "一、总体情况",
            "disclosure": "二、主动公开政府信息情况",
            "requests": "三、收到和处理政府信息公开申请情况",
            "litigation": "四、政府信息公开行政复议、行政诉讼情况",
            "problems": "五、存在的主要问题及改进情况",
            "other": "六、其他需要报告的事项",
        },
        "青禾县云溪镇人民政府\n{1}年1月18日",
    ),
    "sum": (
        "青禾县林业局{0}年工作总结",
        {"work": "一、主要工作", "problems": "二、存在问题", "plan": "三、{1}年工作打算"},
        "青禾县林业局\n{1}年1月20日",
    ),
    "law": (
        "青禾县水务局{0}年度法治政府建设情况报告",
        {"work": "一、主要工作", "problems": "二、存在不足", "plan": "三、下一步工作打算"},
        "青禾县水务局\n{1}年1月20日",
    ),
    "acc": ("青禾县农机中心{0}年度部门决算说明", {"work": "第二部分 {0}年度部门决算情况说明"}, "青禾县农机中心\n{1}年8月20日"),
    "perf": (
        "青禾县农机中心{0}年度部门整体支出绩效自评报告",
        {"work": "一、{0}年度绩效目标完成情况", "problems": "二、存在的问题及原因", "plan": "三、下一步改进措施"},
        "青禾县农机中心\n{1}年5月10日",
    ),
    "exec": (
        "关于青禾县{0}年预算执行情况和{1}年预算草案的报告\n——{1}年1月12日在青禾县第十届人民代表大会第二次会议上\n"
        "青禾县财政局局长  陈言\n各位代表：\n受县人民政府委托，现将{0}年预算执行情况和{1}年预算草案提请大会审议。",
        {"work": "一、{0}年预算执行情况", "plan": "二、{1}年预算草案"},
        "",
    ),
    "speech": (
        "政府工作报告\n——{1}年1月12日在青禾县第十届人民代表大会第二次会议上\n县长  陈言\n各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议。",
        {"work": "一、{0}年工作回顾", "plan": "二、{1}年工作安排"},
        "",
    ),
}
_PERIOD = "本报告所列数据的统计期限自{0}年1月1日起，至{0}年12月31日止。"
_USUAL = {"ogi": "详见下文。"}


class Placed(NamedTuple):
    """A wording in its small report: whose it is, the text, the reported year, slips as (start, end, words, expected year)."""

    hand: str
    text: str
    year: int
    slips: tuple[tuple[int, int, str, int], ...]


def right() -> Iterator[Placed]:
    """Yield one report a right wording; the wordings of each file are one hand's."""
    return _all("years_wordings")


def slips() -> Iterator[Placed]:
    """Yield one report a wording with a slip."""
    return _all("years_slips")


class Among(NamedTuple):
    """A wording among right ones of the same hand; as ``Placed``, with where the wording starts and ends."""

    hand: str
    text: str
    year: int
    slips: tuple[tuple[int, int, str, int], ...]
    start: int
    end: int


def among() -> Iterator[Among]:
    """Yield each wording in a report that other wordings of its hand fill, all of them right, as reports are full of years."""
    for name in ("years_wordings", "years_slips"):
        for path in _paths(name):
            hand = path.stem.removeprefix(name)
            others: dict[tuple[str, str], list[str]] = {}
            for kind, part, line, _ in _lines(path.with_name(f"years_wordings{hand}.txt")):
                others.setdefault((kind, part), []).append(line)
            for kind, part, line, year in _lines(path):
                rng = random.Random(line)
                beside: dict[str, list[str]] = {}
                for at in _FRAMES[kind][1]:
                    known = [other for other in others.get((kind, at), ()) if other != line]
                    many = rng.choice((0, 1, 1, 2) if at == part else (0, 1, 1, 1))
                    beside[at] = [_fill(other, year) for other in rng.sample(known, min(len(known), many))]
                place = rng.randint(0, len(beside[part]))
                text, _, slipped, start, end = _filled(kind, part, line, year, beside, place)
                yield Among("wordings" + hand, text, year, slipped, start, end)


def _paths(name: str) -> list[Path]:
    return sorted(Path(__file__).parent.glob(f"{name}*.txt"))


def _lines(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield kind of report, part, wording and reported year of each line."""
    kind = part = ""
    number = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind, _, part = line[2:].partition(".")
        elif line.strip() and not line.startswith("#"):
            yield kind, part, line, _YEARS[number % len(_YEARS)]
            number += 1


def _fill(line: str, year: int) -> str:
    return _MARK.sub(lambda mark: str(year + int(mark.group(1))), line)


def _all(name: str) -> Iterator[Placed]:
    for path in _paths(name):
        for kind, part, line, year in _lines(path):
            yield Placed("wordings" + path.stem.removeprefix(name), *_report(kind, part, line, year))


def _report(kind: str, part: str, line: str, year: int) -> tuple[str, int, tuple[tuple[int, int, str, int], ...]]:
    return _filled(kind, part, line, year, {}, 0)[:3]


def _filled(
    kind: str, part: str, line: str, year: int, beside: dict[str, list[str]], place: int
) -> tuple[str, int, tuple[tuple[int, int, str, int], ...], int, int]:
    """Return a report with its year, slips, and where the wording starts and ends; others stand ``beside`` it."""
    head, parts, foot = _FRAMES[kind]
    words, at, slipped = "", 0, []
    for mark in _MARK.finditer(line):
        words += line[at : mark.start()]
        said = str(year + int(mark.group(1)))
        if mark.group(2):
            slipped.append((len(words), said, year + int(mark.group(2))))
        words += said
        at = mark.end()
    words += line[at:]
    before, behind = [head.format(year, year + 1)], [foot.format(year, year + 1)] if foot else []
    lines = before
    for name, heading in parts.items():
        told = list(beside.get(name, ()))
        if name == "period":
            if part != "period":
                lines.append(_PERIOD.format(year))
                continue
            told = []
        else:
            lines.append(heading.format(year, year + 1))
        if name == part:
            at = place if name != "period" else 0
            before += told[:at]
            lines = after = told[at:]
        else:
            lines += told or [_USUAL.get(kind, "有关情况如下。")]
    start = sum(len(one) + 1 for one in before)
    text = "\n".join([*before, words, *after, *behind])
    slipped_at = tuple((start + low, start + low + 4, said, expected) for low, said, expected in slipped)
    return text, year, slipped_at, start, start + len(words)
