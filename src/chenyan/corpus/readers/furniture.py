"""Cut a web page to its report by the report's own anchors: title, first part, last part, signature."""

from __future__ import annotations

import re
from itertools import pairwise

from chenyan.corpus.readers.base import shift
from chenyan.types import Grid

__all__ = ["trim"]

_TITLE = re.compile(
    r"(?:年度(?:工作)?报告|年报|工作报告|工作总结|情况(?:的)?报告|[决预]算(?:公开|情况说明|说明)?|报告)(?:[（(][^（）()\n]{1,20}[）)])?$"
)
_TRAIL = re.compile(r"[>»›＞]|首页|当前位置|您(?:现在)?的位置|^(?:标题|名称|题名|主题|上一[篇条]|下一[篇条]|相关)")
_FIRST = re.compile(
    r"^(?:第?[一1１](?:部分|章)?[、.．\s]?\s{0,4})(?:[^\n]{0,12})?(?:总体情况|概述|基本情况|概况|总体工作|工作情况|主动公开|回顾)",
    re.M,
)
_HEAD = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．][^\n]{2,60}$", re.M)
_DATE = re.compile(
    r"^(?:[^\n。；]{0,40}?)(?:19|20|二[〇○零Ｏ0])\S{2,3}\s{0,2}年\s{0,2}\S{1,3}\s{0,2}月\s{0,2}\S{1,3}\s{0,2}日[）)]?$",
    re.M,
)
_FOOT = re.compile(
    r"^[\s【\[（(]{0,4}(?:扫一扫|打印|关闭|分享|责任编辑|编辑[：:]|信息来源[：:]|来源[：:]|作者[：:]|上一[篇条]|下一[篇条]|相关(?:链接|文章|文件|信息|新闻|附件|阅读|解读)|"
    r"附件[：:下]|附件$|附件下载|主办(?:单位)?[：:]|承办(?:单位)?[：:]|版权(?:所有)?|网站(?:地图|声明|标识码|首页|导航)|联系我们|关于我们|隐私|"
    r"政府网站(?:标识码|找错)|[\u4e00-\u9fff]{0,3}ICP备|[\u4e00-\u9fff]公网安备|返回(?:顶部|首页)|收藏本?页?|浏览次数|点击数|友情链接|"
    r"智能问答|无障碍|地址[：:][^\n]{0,60}邮编|您访问的链接|政务(?:微博|微信)|手机版|技术支持)"
)
_BAR = re.compile(
    r"(?:发布|公开|更新|成文|生成)?(?:时间|日期)[：:]|来源[：:]|浏览|阅读(?:次数|量)|点击|访问量|字[体号][：:]|【字|打印|分享|收藏|下载|语音|"
    r"^[\[【（(]?\s?(?:大|中|小|加大|还原|减小|全屏)\s?[\]】）)]?$|责任编辑|作者[：:]|信息分类|索引号|发布机构"
)
_LABELS = {
    "索引号": "index_number", "索取号": "index_number",
    "发布机构": "agency", "发布单位": "agency", "信息来源": "source", "来源": "source", "发文机关": "agency",
    "公开日期": "published", "发布日期": "published", "发布时间": "published", "公开时间": "published",
    "生成日期": "created", "成文日期": "created", "发文日期": "created", "更新时间": "updated",
    "名称": "title", "标题": "title", "文号": "document_number",
}  # fmt: skip
_LABEL = re.compile(
    rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s{{0,3}}[：:]\s{{0,3}}([^\s：:|丨【】\[\]]{{2,60}})"
)
_ORG = re.compile(r"^[\u4e00-\u9fff（）()]{3,30}(?:政府|局|委|委员会|办公室|街道办事处|镇|乡|街道|中心|厅|处)$")
_ANNEX = re.compile("统计指标|指标名称|主动公开|公开申请|自然人|结果维持")
_LEAST = 200  # characters: a cut that leaves less was wrong

Trimmed = tuple[str, tuple[Grid, ...], tuple[tuple[str, str], ...]]


def trim(text: str, grids: tuple[Grid, ...], title: str = "") -> Trimmed:
    """Return the report of a page, its tables, and what the lines around it say (date, agency, index number).

    Where no title or first part is recognised the text stays whole: losing words is worse than keeping menus.
    """
    visible = _labels(text, grids)
    start, end = _span(text, grids, title)
    if end - start < min(_LEAST, len(text)):
        start, end = 0, len(text)
    inside = tuple(grid for grid in grids if start <= grid.start and grid.end <= end)
    limit = min((grid.start for grid in inside), default=end) - start
    kept = text[start:end]
    changed = _without_bars(kept[:limit]) + kept[limit:]
    by = len(changed) - len(kept) - start
    return changed, tuple(shift(grid, by) for grid in inside), visible


def _span(text: str, grids: tuple[Grid, ...], title: str) -> tuple[int, int]:
    first = next((m.start() for m in _FIRST.finditer(text) if not _in_grid(m.start(), grids)), None)
    start = _title_start(text, grids, title, len(text) if first is None else first)
    if start is None:
        if first is None:
            return 0, len(text)
        start = 0
    heads = [m for m in _HEAD.finditer(text, start) if not _in_grid(m.start(), grids)]
    last = heads[-1].end() if heads else (text.find("\n", start) + 1 or len(text))
    for grid in grids:  # the report does not end inside its own tables
        if grid.start < last < grid.end:
            last = grid.end
    end = len(text)
    at = last
    while 0 <= at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if _in_grid(at, grids):
            at = stop + 1
            continue
        if _DATE.match(line) and at > last and len(line) < 60:
            end = min(stop + 1, len(text))
            break
        if _FOOT.match(line) and len(line) < 120:
            end = at
            break
        at = stop + 1
    for grid in grids:  # the table annexed to the older forms stands below the signature
        if grid.start >= end and _ANNEX.search(text, grid.start, grid.end):
            end = grid.end
    return start, end


def _title_start(text: str, grids: tuple[Grid, ...], title: str, before: int) -> int | None:
    """Return where the title of the report begins: the last line before the first part that reads like one."""
    wanted = "".join(title.split())
    found: int | None = None
    exact: int | None = None
    previous = (0, "")
    at = 0
    while at < before:
        stop = text.find("\n", at, before)
        stop = before if stop < 0 else stop
        line = text[at:stop].strip()
        if 4 <= len(line) <= 80 and not _in_grid(at, grids) and not _TRAIL.search(line):
            if wanted and "".join(line.split()) == wanted:
                exact = at
            if _TITLE.search(line):
                found = previous[0] if _ORG.match(previous[1]) and previous[1] not in line else at
        if line:
            previous = (at, line)
        at = stop + 1
    return exact if exact is not None else found


def _in_grid(at: int, grids: tuple[Grid, ...]) -> bool:
    return any(grid.start <= at < grid.end for grid in grids)


def _without_bars(text: str) -> str:
    """Drop the bar between title and text: date, source, font size, print."""
    lines = text.split("\n")
    front = lines[:25]
    kept = [
        line
        for at, line in enumerate(front)
        if not (at > 0 and len(line) < 100 and "。" not in line and _BAR.search(line) and not _HEAD.match(line))
    ]
    if len(kept) == len(front):
        return text
    return "\n".join([*kept, *lines[25:]])


def _labels(text: str, grids: tuple[Grid, ...]) -> tuple[tuple[str, str], ...]:
    """Return what the visible header of the page says: 索引号, 发布机构, 公开日期 and the like."""
    found: dict[str, str] = {}
    for grid in grids[:4]:
        cells = sorted(grid.cells, key=lambda c: (c.row, c.column))
        for label, value in pairwise(cells):
            key = _LABELS.get(label.text.strip("：: "))
            if key and label.row == value.row and value.text and value.text.strip("：: ") not in _LABELS:
                found.setdefault(key, value.text[:200])
    for match in _LABEL.finditer(text, 0, 6000):
        found.setdefault(_LABELS[match.group(1)], match.group(2))
    return tuple(sorted(found.items()))
