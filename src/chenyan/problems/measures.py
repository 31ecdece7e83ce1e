"""From clauses to measures: each deed of the measure half as one list item, split where its parts answer different problems."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chenyan.problems.halves import Marked, group_items
from chenyan.problems.pairing import CONTINUES, GENERIC, PAIRED, Pairer
from chenyan.problems.talk import find_embedded, is_aim, is_talk
from chenyan.problems.themes import ThemeLexicon
from chenyan.problems.trimming import measure_in
from chenyan.problems.view import View

__all__ = ["Unit", "drop_embedded", "join_means", "measure_units", "named_ways", "split_units"]

Unit = tuple[list[tuple[int, int]], bool]  # the comma pieces of a part of an item, and whether it stands in a list

_BARE_HEADING = 22
_SAID_OF = 4  # characters before the ways that say what is done to what
_LONGEST = 300  # characters of a clause in which a list of ways is sought
# what may stand between two clauses of one measure
_COMMA = re.compile(r"[，,] ?(?:并且?)?")
_JOINED = re.compile(r"[，,、；;]{0,3}(?:并且?|且|同时|还?将|还|也)?")
# 请大学生试读，同时把食堂建设列入必公开事项: a second deed is announced, whatever verb it begins with
_ANEW = re.compile(r"同时|并且")
_GOES_ON = re.compile(r"(?:确保|做到|实现|使|让|从而|以便|形成|达到|促进|逐[项一]|限时)")
_PLAN = re.compile(
    r"(?:继续|不断|进一步|持续|着力|努力|积极|认真|切实|大力|加大|加强|加快|完善|健全|巩固|强化|优化|拓宽|丰富|严格|深化|抓好|做好|组织|开展)(?!提[高升])"
)
# 利用网格化管理优势，设立收集站点: the first clause only says by what means or on what occasion
_MEANS = re.compile(
    r"(?:充分|积极)?(?:利用|依托|借助|运用|发挥)[^，,。；;、]{2,24}(?:优势|作用|平台|机会|契机|资源|力量|成果|功能)"
    r"|在[^，,。；;]{3,36}(?:基础上|过程中|的同时)|以[^，,。；;]{2,24}为(?:契机|抓手|载体|基础|依托|导向|目标|宗旨|原则)"
)
# 将通过设立直报群、推行一事一答、开展实训等方式加以解决
_WAYS = re.compile(
    r"(?:通过|采取|采用|运用|借助)(?P<ways>[^，。；：]{4,60}、[^，。；：]{3,100}?)等(?:多种|一系列|有效)?(?:方式|措施|办法|手段|途径|举措|形式|渠道)(?:[^，。；：]{0,14})$"
)


def named_ways(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """Return the deeds that a clause names as a list of ways (通过A、B等方式), or the list as a whole; empty where there is none."""
    few = end - start <= _LONGEST and view.masked.find("等", start, end) >= 0
    ways = _WAYS.search(view.masked, start, end) if few else None
    if ways is None:
        return []
    begin = start
    start, end = ways.span("ways")
    pieces = []
    at = start
    for match in re.finditer("、", view.masked[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    pieces.append((at, end))
    if all(high - low >= 5 for low, high in pieces):
        return pieces
    # 对重点政策采用直播访谈、情景短剧等形式开展解读: what is done stands around its ways
    return [] if ways.start() - begin >= _SAID_OF else [(start, end)]


def _item_units(view: View, group: list[Marked]) -> list[list[tuple[int, int]]]:
    """Return the parts of a measure item, each as its comma pieces; talk is left out."""
    units: list[list[tuple[int, int]]] = [[]]
    for mark in group:
        clause = mark.clause
        low, high = measure_in(clause.text)
        start, end = clause.start + low, clause.start + high
        words = clause.text[low:high]
        ways = named_ways(view, start, end)
        if ways:
            units[-1] += ways
            if clause.ends_part:
                units.append([])
            continue
        announces = clause.closing[:1] in ("：", ":") and len(words) <= 30 and not clause.style
        if high - low >= (4 if clause.style else 5) and not announces and not is_talk(words):
            units[-1].append((start, end))
        if clause.ends_part:
            units.append([])
    return [unit for unit in units if unit]


def drop_embedded(
    view: View, marked: list[Marked], lexicon: ThemeLexicon
) -> tuple[list[Marked], list[tuple[int, int]]]:
    """Take problems that are only named inside measures out of the clauses of the measure half."""
    problems: list[tuple[int, int]] = []
    kept: list[Marked] = []
    runs: list[list[Marked]] = []
    for mark in marked:
        if runs and runs[-1][-1].clause.end <= mark.clause.start and not runs[-1][-1].clause.ends_part:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    for run in runs:
        low, high = run[0].clause.start, run[-1].clause.end
        found = find_embedded(view, low, high, lexicon)
        if not found:
            kept += run
            continue
        problems += [(start, end) for start, end, _ in found]
        stops = [(start, stop) for start, _, stop in found]
        for mark in run:
            clause = mark.clause
            if not any(clause.end > start - 8 and clause.end <= stop for start, stop in stops):
                kept.append(mark)
    return kept, problems


def measure_units(view: View, marks: list[Marked]) -> list[Unit]:
    """Return the parts of the measure items of the marked clauses, in text order."""
    units: list[Unit] = []
    for group in group_items(marks):
        is_list = bool(group[0].clause.style)
        found = _item_units(view, group)
        if (
            is_list
            and len(found) > 1
            and all("；" not in m.clause.closing and ";" not in m.clause.closing for m in group)
        ):
            # what follows the first full stop explains it; a bare heading takes its explanation along
            short = found[0][-1][1] - found[0][0][0] <= _BARE_HEADING
            found = [[(found[0][0][0], found[1][-1][1])]] if short else found[:1]
        # parts set apart by ； are a list too: their commas join what belongs together
        is_list = is_list or sum(mark.clause.closing[:1] in ("；", ";") for mark in group) >= 2
        units += [(unit, is_list) for unit in found]
    return units


def split_units(view: View, units: Sequence[Unit], pairer: Pairer) -> list[tuple[int, int]]:
    """Return where the measures stand that these units hold, in text order."""
    spans: list[tuple[int, int]] = []
    deeds: list[tuple[int, int]] = []
    if len(pairer.problems) >= 2 and not any(is_list for _, is_list in units):
        deeds = [piece for pieces, _ in units for piece in pieces if not is_aim(view.text[slice(*piece)])]
    if (
        len(deeds) == len(pairer.problems) >= 2
        and all(end - start >= 4 and GENERIC.search(view.text, start, end) is None for start, end in deeds)
        and not any(_GOES_ON.match(view.text, start, end) for start, end in deeds)
    ):
        spans = deeds  # as many deeds in a row as problems: one each
    else:
        for pieces, is_list in units:
            spans += _split_unit(view, pieces, pairer, is_list)
    return sorted(set(spans))


def join_means(view: View, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a clause that only names the means with the deed right after it; spans are in text order."""
    joined: list[tuple[int, int]] = []
    for start, end in reversed(spans):
        following = joined[-1] if joined else None
        if (
            following is not None
            and _MEANS.fullmatch(view.text, start, end)
            and _COMMA.fullmatch(view.text, end, following[0])
        ):
            joined[-1] = (start, following[1])
        else:
            joined.append((start, end))
    return joined[::-1]


def _split_unit(view: View, pieces: list[tuple[int, int]], pairer: Pairer, is_list: bool) -> list[tuple[int, int]]:
    """Split a unit at the commas where its pieces answer different problems; in a list only on strong grounds."""
    if len(pieces) == 1:
        return pieces
    out: list[tuple[int, int]] = []
    current: dict[int, float] = {}
    last: set[int] = set()  # what was answered last, also by a measure before this one
    for start, end in pieces:
        words = view.text[start:end]
        if is_aim(words) and out:
            continue
        scores = pairer.scores(start, end, least=PAIRED)  # of lower ones nothing is asked below
        top = max(scores, default=0.0)
        answered = {index: score for index, score in enumerate(scores) if score >= PAIRED and score >= top - 0.08}
        adjacent = bool(out) and _JOINED.fullmatch(view.text, out[-1][1], start) is not None
        kept = max((scores[index] for index in current), default=0.0)
        if not adjacent:
            split = True
        elif is_list:
            split = (
                bool(answered)
                and bool(current)
                and not set(answered) & set(current)
                and top >= 0.75
                and top >= kept + 0.35
            )
        elif not pairer.problems:
            # plans without a problem: each clause with a deed of its own is one
            split = len(words) >= 5 and _PLAN.match(words) is not None
        elif answered and last and not set(answered) & last and _ANEW.search(view.text, out[-1][1], start):
            split = len(words) >= 6
        elif GENERIC.search(words):
            split = GENERIC.search(view.text[out[-1][0] : out[-1][1]]) is None
        else:
            same = bool(set(answered) & set(current)) and top < kept + 0.15
            # 固定一名专人，每周更新栏目: what looks like a continuation may plainly answer another problem
            other = (
                bool(current) and bool(answered) and not set(answered) & set(current) and top >= max(0.75, kept + 0.3)
            )
            split = not same and ((len(words) >= 7 and CONTINUES.match(words) is None) or (other and len(words) >= 6))
        if split:
            out.append((start, end))
            current = answered
        else:
            out[-1] = (out[-1][0], end)
            current = current or answered
        last = set(current) or last
    return out
