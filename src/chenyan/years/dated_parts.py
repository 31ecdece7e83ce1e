"""What is counted under one year and told one by one in the next: 2019年共开办培训3期，分别在2020年6月、9月、11月举行."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.years.finding import Finding
from chenyan.years.scope import Page
from chenyan.years.standing import DATED, of_last_year, sentence

_COUNTED = re.compile(
    "度?(?:全年)?[，]?[^，。；、0-9]{0,24}?(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:次|期|场|件|批|轮|起|项|份|宗|班|届|处)"
    "[^，。；：（0-9]{0,10}[，：（](?:分别|依次|先后|一[次期场件批份宗起]|第一[次期场批件]|首[次期场批件]|其一)[^，。；0-9]{0,8}$"
)
# What befell the things when they came to be, not what became of them later.
_HELD = re.compile("举行|举办|召开|开展|提出|组织|开班|开办|印发|发布|实施|进行|举|办$|办[，。；、]|收到|收件|受理")
_LATER = re.compile("答复|办结|审结|整改|维持|完成|结案|通报|反馈|公布结果|兑现|验收|上年|结转")


def check_dated_parts(page: Page) -> Iterator[Finding]:
    """Yield last year as that of things every one of which is dated in the reported year."""
    year = page.reference.year
    if year is None or page.reference.genre in ("forward", "school", "speech"):
        return
    view = page.view
    for index, one in of_last_year(page):
        if one.unit != "year" or view[one.end - 1] in "底末初":
            continue
        high = sentence(page, one, before=0)[1]
        parts = [other for _, other in page.between(one.end, high) if other.first]
        if not parts or any(other.last != year or other.unit not in DATED for other in parts):
            continue
        if _COUNTED.match(view, one.end, parts[0].start) is None:
            continue
        told = view[one.end : min(high, parts[-1].end + 40)]
        if _HELD.search(told) is None or _LATER.search(told) is not None:
            continue
        yield Finding(
            index, "stale_year", year, 0.87, "Y03", "work",
            f"what is counted under {one.last} is dated in {year}, one by one",
            f"计入{one.last}年的事项，逐项日期均在{year}年",
        )  # fmt: skip
