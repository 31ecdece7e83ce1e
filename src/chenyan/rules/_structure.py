"""What the structure rules share: which reports they judge, the official headings, and texts for their examples."""

from __future__ import annotations

import re
from functools import lru_cache

from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import HEADINGS
from chenyan.types import STATUTORY_KINDS, Section

FIRST_FORM = 2019  # 国办公开办函〔2019〕60号
SECOND_FORM = 2021  # 国办公开办函〔2021〕30号

# Both official wordings, without number (domain notes 2.2; the forms of 2019 and 2021, and official briefings).
TITLES: dict[str, tuple[str, ...]] = {
    "overview": ("总体情况",),
    "disclosure": ("主动公开政府信息情况", "行政机关主动公开政府信息情况"),
    "requests": ("收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请情况"),
    "litigation": (
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    "problems": ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
    "other": ("其他需要报告的事项",),
}
PARTS_ZH = {
    "overview": "总体情况",
    "disclosure": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "litigation": "行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}
# Types whose report must hold the results of assessment, appraisal and accountability: governments of every level.
GOVERNMENTS = frozenset({"government", "town"})

_NUMBER = re.compile(
    r"[\s#*　]{0,12}(?:第?[一二三四五六七八九十]{1,3}(?:部分|章)?[、，,.．:：\s　]{0,3}|\d{1,2}[、.．]\s{0,3}|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]\s{0,3})?"
)


def is_statutory(case: Case, *, since: int = FIRST_FORM) -> bool:
    """Say whether a report stands under the national form, from the report year ``since`` on."""
    year = case.report.year
    return case.report.genre in ("ogi", "") and year is not None and year >= since


def statutory_parts(report: Report) -> dict[str, Section]:
    """Return the first part of each statutory kind."""
    found: dict[str, Section] = {}
    for section in report.sections:
        if section.kind in STATUTORY_KINDS and section.heading.strip():
            found.setdefault(section.kind, section)
    return found


def stand_in(report: Report, number: str) -> Section | None:
    """Return the part with this number whose heading is none of the six: it stands where another part should."""
    parts = [s for s in report.sections if s.kind == "part" and s.number == number and s.heading.strip()]
    once = [s for s in report.sections if s.number == number and s.heading.strip()]
    return parts[0] if parts and len(once) == 1 else None


@lru_cache(maxsize=1024)  # the headings of the form come again in each report
def without_number(heading: str) -> str:
    """Return a heading without its number, marks of markup, blanks and closing stop.

    Examples
    --------
    >>> without_number("## 三、 收到和处理 政府信息公开申请情况：")
    '收到和处理政府信息公开申请情况'
    """
    match = _NUMBER.match(heading)
    words = heading[match.end() if match else 0 :]
    return re.sub(r"[\s　#*]", "", words).strip("。：:；;，,、")


def prose_of(report: Report, start: int, end: int) -> str:
    """Return the words between two offsets without the statutory tables."""
    pieces: list[str] = []
    at = start
    for table in sorted(report.tables, key=lambda table: table.start):
        if start <= table.start < end and table.end > at:
            pieces.append(report.text[at : max(at, table.start)])
            at = min(max(at, table.end), end)
    pieces.append(report.text[at:end])
    return "".join(pieces)


_BODIES = {
    "overview": "2022年，我镇公开信息80条。（一）主动公开。在网站发布信息80条。（二）依申请公开。未收到申请。"
    "（三）政府信息管理。对文件逐份审核。（四）平台建设。维护公众号1个。"
    "（五）监督保障。培训2次，工作考核合格，社会评议满意率98%，无责任追究情形。",
    "disclosure": "制发规范性文件0件，行政许可0件。",
    "requests": "本年新收政府信息公开申请0件。",
    "litigation": "行政复议0件，行政诉讼0件。",
    "problems": "村级公开栏更新不及时。2023年，我镇将由党政办按月检查更新日期。",
    "other": "2022年未收取信息处理费，没有其他需要报告的事项。",
}


def sample_text(*, preamble: str = "", headings: dict[str, str] | None = None, without: str = "", **bodies: str) -> str:
    """Return a small report for the examples of a rule: all six parts, but for what is given.

    Parameters
    ----------
    preamble : str
        Words between title and part one.
    headings : dict, optional
        Other headings by kind.
    without : str
        A kind to leave out.
    **bodies : str
        Other bodies by kind.
    """
    lines = ["甲镇人民政府2022年政府信息公开工作年度报告"]
    if preamble:
        lines.append(preamble)
    for kind in STATUTORY_KINDS:
        if kind != without:
            lines += [(headings or {}).get(kind, HEADINGS[kind]), bodies.get(kind, _BODIES[kind])]
    return "\n".join(lines) + "\n"
