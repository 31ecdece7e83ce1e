"""The dates that sign or release a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chenyan.text.openings import spread
from chenyan.years.cues import SIGN_BEFORE
from chenyan.years.grammar import Expression
from chenyan.years.layout import Layout
from chenyan.years.stated_period import joined

SPEECH = re.compile(r"政府工作报告|各位代表|人民代表大会[^。\n]{0,12}会议上|人民代表大会第[^。\n]{1,8}次会议")
_AT_MEETING = re.compile(r"[ 　]?在[^。，\n]{2,32}(?:会议|大会|全会)上(?:的报告)?[）\n]")
# What a site for files prints above the title of each of them.
UPLOADED = re.compile(spread("用户上传|本?文档(?:由|为|来自|共)|上传(?:者|人|时间|日期)|文件大小|下载(?:后|积分|费用)"))
_DATE_LINE = re.compile(r"[^0-9，。；《》]{0,40}$")
_DATA_TIME = re.compile(r"(?:统计|数据|起止|截止|有效|编制|采集|报告)(?:的)?(?:时间|日期)")
_WRITTEN = re.compile("(?:报告|编制)(?:的)?(?:时间|日期)[：: ]*$")

# Before a bare 日期 or 时间 these name the day of something else than the report: 移送日期, 办结时间, 开始日期.
_OTHER_DAY = re.compile(
    "[一-龥](?![编填])[一-龥](?<![报印刊载布挂稿制])(?<!报告|落款|签署|形成|制作|制发|刊登|审核|生效|添加|创建|入库|推送|信息|[编填][一-龥])的?$"
)


def _labels(before: str, one: Expression) -> bool:
    """Say whether words label a date as that of signature or release, and not as that of the data."""
    if not _signs(before):
        return False
    if _DATA_TIME.search(before) is None:
        return True
    # 报告日期 may be the last day of the data too
    return _WRITTEN.search(before) is not None and one.unit == "day" and one.until is not None and not _ends_a_year(one)


def _ends_a_year(one: Expression) -> bool:
    return one.until is not None and (one.until.month, one.until.day) in ((12, 31), (1, 1))


def _signs(before: str) -> bool:
    """Say whether words label the day of signature or release."""
    match = SIGN_BEFORE.search(before)
    if match is None:
        return False
    return not match.group().startswith(("日期", "时间")) or _OTHER_DAY.search(before[: match.start()]) is None


def signatures(view: str, expressions: Sequence[Expression], layout: Layout, title_end: int, body: int) -> list[int]:
    """Return the dates that sign or release the report: lines of their own at the end, labelled ones at the head."""
    found: list[int] = []
    uploaded = UPLOADED.search(view, 0, title_end) is not None  # then the day at the head is that of the upload
    tail = max(body, len(view.rstrip()) - 160)
    for at, one in enumerate(expressions):
        if one.unit not in ("day", "month", "short") or one.begin is None:
            continue
        if joined(view, one) is not None:
            continue  # a stretch of time: 起讫时间：2021年1月1日至12月31日
        if uploaded and one.start < title_end:
            continue
        before = view[max(0, one.start - 12) : one.start]
        if one.start < max(title_end, body) and (
            _labels(before, one)
            or (one.unit == "day" and view[one.end : one.end + 3].startswith(("发布", "印发")))
            or (one.unit == "day" and SPEECH.search(view[one.end : one.end + 40].split("\n")[0]) is not None)
            or (one.unit == "day" and _AT_MEETING.match(view, one.end) is not None)
        ):
            found.append(at)
        elif one.start < min(body, 400):
            low, high = layout.around(layout.sentences, one.start)
            line = view[low:high].strip(" \n-—（）()")
            stamped = view[low : one.start].strip() == "" and re.match(
                r" {1,3}(?:[0-9]{1,2}:[0-9]{2}|来源|作者|浏览)", view[one.end : one.end + 10]
            )
            if one.unit == "day" and (len(line) <= one.end - one.start + 4 or stamped):
                found.append(at)
        elif one.start >= tail or (one.start > len(view) * 0.6 and one.unit == "day"):
            low, high = layout.around(layout.sentences, one.start)
            labelled = _labels(before, one)
            last = one.unit == "day" and not view[one.end :].strip(" \n）)】")
            own_line = view[one.end : high].strip(" \n）)】") in ("", "印发", "发布") and (
                low == 0 or view[low - 1] == "\n" or (last and view[low - 1] == "。")
            )
            if labelled or (own_line and _DATE_LINE.match(view[low : one.start].strip())):
                found.append(at)
    return found


def signed_on(expressions: Sequence[Expression], signing: Sequence[int], view: str) -> date | None:
    """Return the day of signature: the last line's date, else the release date of the head."""
    days = [expressions[at] for at in signing]
    if not days:
        return None
    last = days[-1]
    best = last if last.start > len(view) * 0.6 else days[0]
    return best.until
