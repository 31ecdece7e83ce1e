"""One quantity with two values, and words that contradict each other, within the narrative of one report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chenyan.corpus.report import Report
from chenyan.numbers.against_tables import comparable
from chenyan.numbers.context import context_of
from chenyan.numbers.line import Line, Quantity, denies
from chenyan.numbers.slots import Slot, key_of

# Slots that a report states once; others may be counted in several ways.
_TYPED = frozenset(
    {"requests.new", "requests.carried_in", "requests.carried_out", "review", "lawsuit", "documents.made",
     "documents.in_force", "info_fee", "fees"}
)  # fmt: skip
_WORDED = frozenset({"requests.new", "review", "lawsuit", "info_fee", "documents.made"})
# A bare key counts anything: it needs a noun of its own, or to stand at the head of its sentence.
_BARE = re.compile(
    r"^(?:发布|推送|组织|收到|答复|办理|完成|制作|更新|上传|受理|回复|召开)?(?:信息|文章|消息|培训|会议|活动|解读|内容|稿件|视频)?(?:发布|推送)?$"
)
_GENERAL = re.compile(r"^(?:发布|推送)(?:信息)$")
_VERB = re.compile(
    r"发布|推送|组织|收到|答复|办理|制作|更新|上传|受理|回复|召开|培训|印发|编印|接待|解答|发放|回应|开设|公示|报送|采纳|举行|征集|办结|审核|制定"
)
_VERB_RAW = re.compile(_VERB.pattern + "|公开|公布|开展|举办")
_NO_KEY = re.compile(
    r"领导小组|成员|组长|名单|以上|以下|不超过|每|至少|期间|第|分别|各|平均|最|增|减|占|提前|时间|工作日|在册|现有|拥有|负责"
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that cannot both be right.

    ``code`` is N05 (two values) or N06 (worded); ``start``, ``end`` the later place, ``other_start``, ``other_end`` the
    first one.
    """

    code: str
    what: str
    start: int
    end: int
    value: str
    other_start: int
    other_end: int
    other_value: str
    confidence: float


def find_contradictions(report: Report, lines: tuple[Line, ...], slots: tuple[Slot, ...]) -> tuple[Contradiction, ...]:
    """Return what contradicts itself in the narrative, in text order."""
    found = [
        *_two_values(report, lines, slots),
        *_worded(report, slots),
        *_accounts(report, lines, slots),
        *_not_held(report, lines, slots),
    ]
    unique: dict[tuple[str, int, int], Contradiction] = {}
    for item in sorted(found, key=lambda c: (c.start, c.end, c.code, c.other_start)):
        unique.setdefault((item.code, item.start, item.end), item)
    return tuple(unique.values())


def _two_values(report: Report, lines: tuple[Line, ...], slots: tuple[Slot, ...]) -> list[Contradiction]:
    seen: dict[tuple[str, str, str], Slot] = {}
    found = []
    for slot in slots:
        if slot.none or not (slot.context.plain or _plain_part(slot)) or slot.section == "problems" or slot.approximate:
            continue
        key = _typed_key(report, slot) or _channel_key(lines, slot) or _worded_key(lines, slot)
        if not key:
            continue
        first = seen.setdefault(key, slot)
        if first is slot or first.value == slot.value or first.line == slot.line:
            continue
        if not slot.value or not first.value:
            continue  # some against none: a worded contradiction
        typed = key[0] == "slot"
        found.append(
            Contradiction(
                "N05",
                slot.what or key[1],
                slot.start,
                slot.end,
                _say(slot),
                first.start,
                first.end,
                _say(first),
                0.85 if typed else 0.8,
            )
        )
    return found


def _say(slot: Slot) -> str:
    return f"{slot.value}{slot.unit}" if not slot.none else "0"


def _typed_key(report: Report, slot: Slot) -> tuple[str, str, str] | None:
    if slot.what in _TYPED and comparable(report, slot):
        return "slot", slot.what, slot.context.scope
    return None


def _plain_part(slot: Slot) -> bool:
    """Say whether a slot speaks of the whole year of the agency, though as a part of a whole."""
    context = slot.context
    return (
        bool(slot.channel)
        and context.own_year
        and not (context.compared or context.cumulative or context.partial or context.planned)
    )


_CHANNEL_ALONE = re.compile(
    r"^(?:我?[省市县区镇乡局]?(?:人民政府|政府)?|政府)(?:网站|微信|微博|抖音|视频号|新媒体)(?:平台|账号|号)?(?:共|累计)?(?:发布|推送)?(?:信息|消息|文章)?$"
)
_ALL_INFORMATION = re.compile(r"(?:公开|发布)(?:各类|各种)?(?:政府|政务)?信息(?:共|共计)?\d|按渠道分")


def _channel_key(lines: tuple[Line, ...], slot: Slot) -> tuple[str, str, str] | None:
    """Return the key of what one channel published in all, alone or as a part of all information."""
    if not slot.channel or slot.context.scope != "self" or slot.unit not in ("条", "篇"):
        return None
    left, _, right = slot.key.partition("|")
    if right not in ("", "信息", "消息"):
        return None
    if not _CHANNEL_ALONE.match(re.sub(r"[、和及]", "", left)) or "、" in left:
        return None
    line = lines[slot.line]
    if slot.context.part and not _ALL_INFORMATION.search(line.text):
        return None
    if not slot.context.part and not _VERB.search(left) and not _ALL_INFORMATION.search(line.text):
        return None
    return "channel", slot.channel, slot.unit


def _worded_key(lines: tuple[Line, ...], slot: Slot) -> tuple[str, str, str] | None:
    """Return the key of a count that is no slot, or None where its words do not tell it apart."""
    if slot.what or slot.context.part or slot.context.scope != "self":
        return None
    if not _VERB_RAW.search(slot.before) or "、" in slot.before or _NO_KEY.search(slot.before):
        return None
    left, _, right = slot.key.partition("|")
    line = lines[slot.line]
    # "…：12条" under a label, or a list item, is told apart by words that stand elsewhere
    first_words = key_of(line.text[: max(slot_low(line, slot), 0)])
    first = first_words == left
    key = left + "|" + right
    if not _VERB.search(left):
        return None
    if _GENERAL.match(left) and not right:
        return ("words", left, slot.unit) if first and ("主动公开" in line.text or "共" in line.text) else None
    if len(left) + len(right) < 5 or (_BARE.match(left) and len(right) < 3):
        return None
    return ("words", key, slot.unit) if first else None


def slot_low(line: Line, slot: Slot) -> int:
    """Return where a slot's number stands in the view of its line."""
    for quantity in line.quantities:
        if quantity.start == slot.start:
            return quantity.low
    return -1


def _worded(report: Report, slots: tuple[Slot, ...]) -> list[Contradiction]:
    """Find none against some of the same thing."""
    usable = [s for s in slots if s.what in _WORDED and comparable(report, s)]
    found = []
    for none in (s for s in usable if s.none or s.value == 0):
        for some in (s for s in usable if not s.none and s.value > 0 and s.what == none.what and s.line != none.line):
            if some.unit == "元" and none.unit not in ("", "元"):
                continue
            first, second = sorted((none, some), key=lambda s: s.start)
            found.append(
                Contradiction(
                    "N06", none.what, second.start, second.end, _say(second), first.start, first.end, _say(first), 0.9
                )
            )
            break
    return found


_NO_ACCOUNT = re.compile(
    r"(?:(?:未|没有|尚未|暂未|还未|并未)(?:单位)?(?:开设|开通|建立|注册|设立|运营|申请|设置|建设)(?:任何)?|(?<![毫是能尚有])(?:尚|暂)?无(?:任何)?)"
    r"(?P<what>[^，。；]{0,24}?(?:新媒体|微信|公众号|微博|抖音|视频号|客户端|头条号)[^，。；]{0,12})"
)
_ACCOUNT = re.compile("新媒体|微信|公众号|微博|抖音|视频号|客户端|头条号")
_ACCOUNTS = frozenset({"wechat", "weibo", "video", "app", "new_media"})
_POSTS = frozenset("条篇期次件个部份")
_TIMES = frozenset({"次", "场", "期", "场次", "批次", "人次"})
_OWN = re.compile(r"单独|独立|自己|专门|自有|另外|其他|其它|新增|收到|问题|违规|差错|更新|僵尸|投诉")
_KINDS = {
    "微信": "wechat",
    "公众号": "wechat",
    "微博": "weibo",
    "抖音": "video",
    "视频号": "video",
    "客户端": "app",
    "头条号": "app",
}
_BORROWED = re.compile(
    r"依托|借助|上级|县融媒|区融媒|市融媒|融媒体|县级|区级|市级|(?:县|区|市)(?:委|政府|级)?[^，。；]{0,6}(?:微信|公众号|微博|新媒体)|学习强国"
)


def _accounts(report: Report, lines: tuple[Line, ...], slots: tuple[Slot, ...]) -> list[Contradiction]:
    """Find "no account" against what was published through one."""
    found: list[Contradiction] = []
    published = [
        s
        for s in slots
        if s.channel in _ACCOUNTS and s.value > 0 and s.unit in _POSTS and s.section != "problems"
        and s.context.own_year and not s.context.compared and not s.context.planned
    ]  # fmt: skip
    if not published:
        return found
    for number, line in enumerate(lines):
        if line.section == "problems":
            continue
        for match in _NO_ACCOUNT.finditer(line.text) if denies(line) and _ACCOUNT.search(line.text) else ():
            what = match["what"]
            if _OWN.search(what) or not context_of(report, line, match.start()).own_year:
                continue
            kinds = {kind for word, kind in _KINDS.items() if word in what}
            for slot in published:
                words = lines[slot.line].left(_quantity_of(lines[slot.line], slot))
                if (
                    slot.line == number
                    or _BORROWED.search(words)
                    or not re.search(
                        r"发布|公开|推送|发文|公布|刊发|上传|更新|推出|编发|推文|发稿",
                        lines[slot.line].text[: slot_low(lines[slot.line], slot)],
                    )
                ):
                    continue
                if "新媒体" in what or slot.channel in kinds:
                    start, end = line.place(match.start(), match.end())
                    found.append(
                        Contradiction(
                            "N06",
                            f"account.{slot.channel}",
                            start,
                            end,
                            line.text[match.start() : match.end()],
                            slot.start,
                            slot.end,
                            _say(slot),
                            0.85,
                        )
                    )
                    break
    return found


def _quantity_of(line: Line, slot: Slot) -> Quantity:
    """Return the quantity of a line that a slot was read from."""
    return next(quantity for quantity in line.quantities if quantity.start == slot.start)


_NOT_HELD = re.compile(r"(?:未|没有|尚未)(?:组织|开展|举办|召开|举行)(?:过)?(?P<what>[^，。；、]{2,20})")


def _not_held(report: Report, lines: tuple[Line, ...], slots: tuple[Slot, ...]) -> list[Contradiction]:
    """Find meetings, trainings and the like that were not held against a count of them."""
    found: list[Contradiction] = []
    held = [
        s
        for s in slots
        if not s.none and s.value > 0 and s.unit in _TIMES and s.context.plain and s.section != "problems"
    ]  # fmt: skip
    if not held:
        return found
    for number, line in enumerate(lines):
        if line.section == "problems":
            continue
        for match in _NOT_HELD.finditer(line.text) if denies(line) else ():
            context = context_of(report, line, match.start())
            if not context.plain:
                continue
            noun = key_of("组织" + re.sub(r"(?:活动|工作|会议)?(?:情况)?$", "", match["what"]))
            if len(noun) < 4:
                continue
            for slot in held:
                left, _, right = slot.key.partition("|")
                words = re.sub(r"召开|举行|开展|举办", "组织", left + right)
                if slot.line != number and noun in words:
                    start, end = line.place(match.start(), match.end())
                    found.append(
                        Contradiction("N06", noun, start, end, match.group(), slot.start, slot.end, _say(slot), 0.75)
                    )
                    break
    return found
