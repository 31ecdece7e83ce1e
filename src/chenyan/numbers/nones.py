"""Statements that there was none of something: 未收到, 未发生, 没有, 无, 0件, 均为零, with their object and scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.corpus.report import Report
from chenyan.numbers.context import context_of
from chenyan.numbers.line import Line, denies
from chenyan.numbers.look import ZERO
from chenyan.numbers.slots import DISCLOSURE_OF, GENERIC, OUTCOME, PUBLISHED, SUBKIND, Slot

_NEGATED = re.compile(
    r"(?P<not>(?<![无有尚])(?:尚未|暂未|均未|从未|未曾|未|没有|没)(?:曾|有|再)?(?P<verb>收到|接到|受理|接收|发生|产生|出现|收取|产生过|被|存在|涉及|有|新增|制发|制定|出台|印发)(?:过|任何|到)?"
    r"|未因(?=[^，。；]{0,24}(?:行政复议|诉讼))"
    r"|(?<![有毫是能尚])无(?:任何|新增|新收)?|(?:均|暂|尚)无|没有(?!出台|关系))"
)
_IF = re.compile(r"如|若|凡|但凡|因未|对未|逾期|倘")
_STRIP = re.compile(
    r"(?:的)?(?:情况|情形|事项|现象|案件|事件|案|件|记录|问题|发生|信息|数量|业务|工作|费用?收取|收取)$"
)
_STRIP_ENDS = (
    "情况", "情形", "事项", "现象", "案", "件", "记录", "问题", "发生", "信息", "数量", "业务", "工作", "收取",
)  # fmt: skip
_ZERO = re.compile(
    r"(?:数量|总数|件数|数|案件)?(?:均|都|全部)?(?:为|是|计)(?:零|0)(?:件|起|次|例|宗|条|元)?(?![\d.,%万])"
)
# How the words for a thing end.
_NOUNS = (
    ("requests.new", ("申请", "依申请公开", "依申请公开政府信息", "申请公开政府信息", "申请公开信息")),
    ("review", ("复议",)),
    ("lawsuit", ("诉讼",)),
    ("info_fee", ("信息处理费", "信息公开收费", "信息公开的收费", "依申请公开收费", "依申请公开的收费", "政府信息公开费",
                  "政府信息公开费用")),
    ("documents.made", ("规范性文件",)),
    ("licences", ("行政许可", "行政许可决定", "行政许可处理决定")),
    ("penalties", ("行政处罚", "行政处罚决定", "行政处罚处理决定")),
    ("coercion", ("行政强制", "行政强制决定", "行政强制措施", "行政强制处理决定")),
)  # fmt: skip
_ANY_NOUN = tuple(end for _, ends in _NOUNS for end in ends)
_LIST = re.compile(r"[、和及与或]|以及|也未|提起|申请(?=行政复议)")


def find_nones(report: Report, lines: tuple[Line, ...]) -> Iterator[Slot]:
    """Yield the statements that there was none of something, with their scope."""
    for number, line in enumerate(lines):
        words = line.text
        for match in _NEGATED.finditer(words) if denies(line) else ():
            low, high = line.clause(match.start())
            if match.start() < low or _IF.search(line.text[low : match.start()]):
                continue
            rest = line.text[match.end() : min(high, match.end() + 48)]
            verb = match["verb"] or ""
            for what in _none_of(line, rest, verb):
                yield _none_slot(report, line, number, what, match.start(), min(match.end() + len(rest), high), low)
        for match in _ZERO.finditer(words) if line.may_hold & ZERO else ():
            low, high = line.clause(match.start())
            for what in _none_of(line, line.text[low : match.start()], "为"):
                yield _none_slot(report, line, number, what, low, match.end(), low)


def _none_slot(report: Report, line: Line, number: int, what: str, low: int, high: int, clause: int) -> Slot:
    context = context_of(report, line, low)
    start, end = line.place(low, high)
    return Slot(
        start, end, what, 0, "", "", "", "", context.year, context, False, True, line.place(clause, clause + 1)[0],
        line.section, number,
    )  # fmt: skip


def _none_of(line: Line, words: str, verb: str) -> list[str]:
    """Return what a negated clause says there was none of."""
    core = words
    for _ in range(3):
        if not core.endswith(_STRIP_ENDS):
            break
        core = _STRIP.sub("", core)
    if not core.strip("的过任何"):
        # a bare 无 may be a piece of a torn table label; a sentence of its own is closed
        if (verb in ("收到", "接到", "受理", "发生", "产生") and len(line.text) < 40) or line.text == "无。":
            return {"requests": ["requests.new"], "litigation": ["review", "lawsuit"]}.get(line.topic, [])
        return []
    found = []
    about_cases = line.topic in ("litigation", "requests") or bool(DISCLOSURE_OF.search(line.text))
    pieces = [piece for piece in _LIST.split(core) if piece]
    for at, piece in enumerate(pieces):
        if not piece.endswith(_ANY_NOUN):
            continue
        for what, ends in _NOUNS:
            if not piece.endswith(ends):
                continue
            if what == "requests.new" and not _all_requests(line, piece, verb):
                continue
            if what in ("review", "lawsuit") and (not about_cases or OUTCOME.search(piece)):
                continue
            if (what == "documents.made" and verb not in ("制发", "制定", "出台", "印发", "")) or (
                what == "documents.made" and re.search(r"废止|失效|清理|现行|修改|审查|发布", core)
            ):
                continue
            if what in ("licences", "penalties", "coercion") and (
                (at == 0 and len(piece) > 14) or PUBLISHED.search(core)
            ):
                continue
            found.append(what)
            break
    if found and not pieces[-1].endswith(_ANY_NOUN):
        return []  # the list's head noun is another one: 行政复议、行政诉讼的败诉
    return sorted(set(found))


def _all_requests(line: Line, piece: str, verb: str) -> bool:
    """Say whether a negated request means all requests, not a kind of them."""
    if verb in ("制发", "制定", "出台", "印发", "收取", "被", "涉及"):
        return False
    bare = GENERIC.sub("", piece)
    if SUBKIND.search(bare):
        return False
    if re.search(r"信息公开|政务公开|公开申请|依申请|申请公开|信息的申请", bare):
        return not re.search(r"收费|不服|超期|逾期|不予|滥用|答复|结转|继续|办理中|未办|积压", bare)
    return line.topic == "requests" and bare in ("申请", "任何申请", "相关申请", "此类申请", "公开申请")
