"""S03: the numbering of headings or items skips, repeats, goes back or changes its style."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import sample_text, statutory_parts
from chenyan.types import STATUTORY_KINDS, Flag, Node, Severity, Skip

_STYLES = {"cn": "{}、", "cn_paren": "（{}）", "arabic": "{}.", "arabic_paren": "（{}）", "shi": "{}是", "di": "第{}"}
_RESTART = frozenset({"shi", "arabic", "arabic_paren", "di"})  # lists may begin anew under one heading


def check(case: Case, *, max_words: int = 30, max_breaks: int = 3) -> Iterator[Flag | Skip]:
    """Flag the first mark that breaks a run of numbers; what follows from it is not flagged again.

    Parameters
    ----------
    case : Case
        The report to judge.
    max_words : int, default 30
        Longest evidence, in characters.
    max_breaks : int, default 3
        A run with more breaks than this is taken for something else than numbering.
    """
    report = case.report
    if report.genre not in ("ogi", ""):
        return
    nodes = report.outline
    missing = set(STATUTORY_KINDS) - set(statutory_parts(report))
    broken: dict[int, tuple[str, str, str, int, float]] = {}
    groups: dict[tuple[int, str], list[int]] = {}
    for at, node in enumerate(nodes):
        if node.value is not None and node.style in _STYLES:
            groups.setdefault((node.parent, node.style), []).append(at)
    taken = {(node.parent, node.style, node.value) for node in nodes}
    for (parent, style), group in sorted(groups.items()):
        top = parent < 0
        breaks = list(islice(_breaks(nodes, group, style), max_breaks + 1))
        if len(breaks) > max_breaks:
            continue  # no run of numbers
        for before, at, expected, kind in breaks:
            if top and missing and kind == "skips":
                continue  # the missing part is S01's
            other = _other_style(nodes, taken, before, at, expected)
            if other is not None:
                broken[other] = ("changes its style", "编号样式改变", style, expected, 0.9)
            elif style in ("shi", "di") and kind == "skips" and _hidden(report.text, nodes, at, expected):
                continue
            elif kind == "repeats":
                broken[at] = ("repeats a number", "编号重复", style, expected, 0.9)
            elif kind == "skips":
                broken[at] = ("skips a number", "编号跳号", style, expected, 0.85 if style != "arabic" else 0.75)
            else:
                broken[at] = ("goes back", "编号倒退", style, expected, 0.8)
    for at in sorted(broken):
        what, what_zh, style, expected, confidence = broken[at]
        node = nodes[at]
        heading = node.heading.rstrip()
        yield RULE.flag(
            case, node.start, node.start + min(len(heading), max_words), confidence=confidence,
            value=_mark(node.style, node.value or 0), expected=_mark(style, expected), what=what, what_zh=what_zh,
        )  # fmt: skip


def _breaks(nodes: tuple[Node, ...], group: list[int], style: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield (index before, index, expected number, kind of break) for one run of siblings of one style."""
    if nodes[group[0]].value != 1:
        return  # begins late: its first mark may stand inside a sentence, or it belongs to another run
    expected: set[int] = {2}
    for before, at in pairwise(group):
        value = nodes[at].value or 0
        if value in expected:
            expected = {value + 1}
        elif value == 1 and style in _RESTART:
            expected = {2}
        else:
            wanted = max(expected) if len(expected) == 1 else min(expected)
            kind = "repeats" if value == wanted - 1 else "skips" if value > wanted else "goes back"
            if value > wanted + 3:
                expected = {wanted}
                continue  # a year, a quantity or a reference rather than a number of the run
            yield before, at, wanted, kind
            expected = {wanted + 1, value + 1}


def _other_style(
    nodes: tuple[Node, ...], taken: set[tuple[int, str, int | None]], before: int, at: int, expected: int
) -> int | None:
    """Return the mark of another style that fills the gap before ``at``, if there is one."""
    for other in range(before + 1, at):
        node = nodes[other]
        alone = (node.parent, node.style, expected - 1) not in taken
        if node.value == expected and node.style != nodes[at].style and alone:
            return other
    return None


_DIGITS = "〇一二三四五六七八九"


def _mark(style: str, value: int) -> str:
    """Return a number as the style prints it.

    Examples
    --------
    >>> _mark("cn_paren", 12), _mark("arabic", 3)
    ('（十二）', '3.')
    """
    if style.startswith("arabic"):
        return _STYLES[style].format(value)
    tens, ones = divmod(value, 10)
    digits = ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    return _STYLES[style].format(digits)


def _hidden(text: str, nodes: tuple[Node, ...], at: int, expected: int) -> bool:
    """Say whether the missing mark (二是, 第二) stands in the text after all, where no outline reads it."""
    if not 1 <= expected <= 9:
        return True
    low = nodes[nodes[at].parent].start if nodes[at].parent >= 0 else 0
    stretch = text[low : nodes[at].start]
    digit = _DIGITS[expected]
    return any(mark in stretch for mark in (f"{digit}是", f"第{digit}", f"{digit}要", f"{digit}、"))


def _overview(*numbers: str) -> str:
    """Return a report whose part one has sub-headings with these numbers."""
    subjects = ("主动公开", "依申请公开", "平台建设", "监督保障")
    lines = [
        f"{number}{subject}\n本年开展{subject}工作3次。" for number, subject in zip(numbers, subjects, strict=False)
    ]
    return sample_text(overview="\n".join(lines))


RULE = Rule(
    code="S03",
    name="numbering",
    name_zh="编号混乱",
    severity=Severity.MEDIUM,
    message="The numbering {what}: {value}, where {expected} was due.",
    message_zh="{what_zh}：应为“{expected}”，实为“{value}”。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(_overview("（一）", "（2）", "（三）"), flagged=("（2）依申请公开",)),
        Example(_overview("（一）", "（二）", "（二）", "（四）"), flagged=("（二）平台建设",)),
        Example(_overview("（一）", "（二）", "（四）", "（五）"), flagged=("（四）平台建设",)),
        Example(
            sample_text(headings={"problems": "四、存在的主要问题及改进情况"}),
            flagged=("四、存在的主要问题及改进情况",),
        ),
        Example(_overview("（一）", "（二）", "（三）", "（四）")),
        Example(_overview("1.", "2.", "3."), note="levels may differ in style"),
        Example(
            sample_text(problems="存在以下问题：一是更新慢。二是解读少。下一步：一是按月检查。二是请专家讲。"),
            note="a list begins anew",
        ),
        Example(sample_text(without="litigation"), note="the gap is the missing part, which is S01's"),
    ),
    explanation=(
        "Parts, sub-headings and items should count 1, 2, 3 in one style. The first mark that breaks the run is "
        "flagged; a run may begin anew, and the styles of different levels may differ. A gap that a missing part "
        "leaves is S01's."
    ),
    explanation_zh="同级编号应依次递增、样式一致。只标出最先出错的一处；列举另起不算错，缺失部分造成的跳号由S01说明。",
    source="GB/T 9704—2012 结构层次序数",
)
