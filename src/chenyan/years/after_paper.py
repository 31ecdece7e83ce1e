"""What was done by a paper cannot lie before the paper: 根据《…要点》（2012年3月印发），我局于2011年4月召开会议."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page, place

_BY = re.compile(r"(?:按照|根据|依据|依照|落实|贯彻|对照)[^，。；\n]{0,16}《[^》\n]{2,60}》（$")
_ISSUED = re.compile(r"(?:由[^，。；）]{2,12})?(?:印发|下发|出台|发布|公布|修订|制定|起?施行|实施)）")
_DONE = re.compile(r"[^，。；的]{0,10}(?:召开|组织|印发|制定|开展|举办|成立|部署|修订|启动|完成|编制|出台|下发|建立)")


def check_after_paper(page: Page) -> Iterator[Finding]:
    """Yield days of acts that lie before the paper that they follow, in one sentence."""
    view = page.view
    for at, paper in enumerate(page.expressions):
        if paper.unit not in ("month", "day") or paper.begin is None or view[paper.start - 1 : paper.start] != "（":
            continue
        if _ISSUED.match(view, paper.end) is None or _BY.search(view, max(0, paper.start - 90), paper.start) is None:
            continue
        high = page.layout.around(page.layout.statements, paper.start)[1]
        index = at + 1
        if index == len(page.expressions) or page.expressions[index].start >= high:
            continue
        one = page.expressions[index]
        if one.unit not in ("month", "day") or one.begin is None or one.until is None or one.until >= paper.begin:
            continue
        if place(page, one).adverbial and _DONE.match(view, one.end):
            later = one.begin.month >= paper.begin.month
            yield Finding(
                index, "date_order", paper.first + (0 if later else 1), 0.85, "Y03", "work",
                f"what was done by a paper of {paper.first} is dated {view[one.start : one.end]}",
                f"依{paper.first}年文件开展的工作写在此前的{view[one.start : one.end]}",
            )  # fmt: skip
