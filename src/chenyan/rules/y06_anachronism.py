"""Y06: a law, campaign, meeting, body or slogan stands in a report of another time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chenyan.case import Case
from chenyan.lexicons import read_rows
from chenyan.rule import Example, Rule
from chenyan.text.fold import fold
from chenyan.text.openings import one_of
from chenyan.types import Flag, Severity, Skip

# Kinds whose end makes them history; a law, document or slogan that has begun may be named for ever.
_ENDING = frozenset(("law", "campaign", "event", "yearly_task", "body", "census", "format"))
_HISTORY = re.compile(
    r"以来|回顾|曾|此前|之前|前身|原[^因则始料文件]|更名|废止|失效|历史|往年|过去|成果|胜利|衔接|"
    r"常态化长效化|有机衔接|期间|收官|撤销|划转|清理[^，。；]{0,10}(?:文件|规章|法规|制度)|(?:文件|规章|法规|制度)[^，。；]{0,6}清理|"
    r"并入|改为|职责调整|机构改革|档案|旧|追溯|后评估|回头看|受[^，。]{0,12}影响|三年|以后|疫情后|《[^》]{0,60}$"
)
_PROSE_ONLY = frozenset(("政府集中采购", "其他对外管理服务事项", "行政规范性文件", "收费及减免情况", "收费和减免情况"))
_FOLLOWED = re.compile(r"(?:按照|根据|落实|围绕|对照|贯彻|实施|推进|衔接)[^，。；“”]{0,6}$")
_MARK = "\u0001"  # stands for either quotation mark while terms are sought
_TOWN_SITE = re.compile(
    r"(?:镇|乡|街道办事处)(?:政府|门户|政府门户)?网站(?:全面)?(?:改版|升级|开通|建成|建设完成|运行|(?:平台)?(?:的)?建设)"
)
# A fragment of a longer name is another body: 环境监察局, 劳动监察局.
_INSIDE = {"监察局": re.compile(r"[境动察土法设安通]$"), "监察部": re.compile(r"[境动察土法设安通]$")}


@dataclass(frozen=True, slots=True)
class Dated:
    """One row of the list for one of its terms; open ends are None."""

    term: str
    kind: str
    begins: date | None
    ends: date | None
    sure: bool
    source: str


def _day(words: str, *, last: bool) -> date | None:
    """Read a year, month or day; its last day where ``last``."""
    if not words:
        return None
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) == 2 else (12 if last else 1)
    return date(parts[0], month, monthrange(parts[0], month)[1] if last else 1)


@cache
def dated_terms() -> Mapping[str, Dated]:
    """Return the list by term, without quotation marks."""
    found: dict[str, Dated] = {}
    for row in read_rows("dated_terms.csv"):
        for term in row["term"].split("|"):
            name = re.sub("[“”]", "", fold(term).text)
            found.setdefault(
                name,
                Dated(name, row["kind"], _day(row["valid_from"], last=False), _day(row["valid_to"], last=True),
                      row["confidence"] == "high", row["source_title"]),
            )  # fmt: skip
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all terms; marks of quotation may stand inside the words."""
    names = sorted((n for n in dated_terms() if n not in _PROSE_ONLY), key=lambda n: (-len(n), n))
    return re.compile(one_of(names))


def check(case: Case, *, grace_years: int = 1) -> Iterator[Flag | Skip]:
    """Flag terms that did not exist yet when the report was written, or had ended before its year.

    Parameters
    ----------
    case : Case
        The report with its measures.
    grace_years : int, default 1
        How many whole years after its end a term may still be told as current (winding up, habit, late renaming).
    """
    report, reading = case.report, case.years
    year = reading.year
    if year is None:
        yield RULE.skip(case, reading.skip_reason or "no reference year", reading.skip_reason_zh or "报告年度不明")
        return
    signed = reading.reference.signed
    written = signed if signed is not None and signed.year in (year, year + 1) else date(year + 1, 6, 30)
    view = fold(report.text).text.replace("“", _MARK).replace("”", _MARK)
    flat, marks = _without(view)
    current = reading.reference.genre != "speech"  # a speech looks back over several years
    seen: set[str] = set()
    for match in _pattern().finditer(flat):
        row = dated_terms()[match.group()]
        if row.term in seen:
            continue
        start, end = match.start() + bisect_right(marks, match.start()), match.end() + bisect_left(marks, match.end())
        if view.count(_MARK, start, end) % 2 and view[start - 1 : start] == _MARK:
            start -= 1  # “三严三实”专题教育 begins with its opening mark
        if row.kind == "body" and _of_the_site(flat, match.start(), match.end()):
            continue
        found = _judge(row, flat, match.start(), match.end(), year, written, grace_years, ended_too=current)
        if found is None:
            continue
        seen.add(row.term)
        why, why_zh, confidence = found
        sure = row.sure and confidence >= 0.8
        yield RULE.flag(
            case, start, end, confidence=confidence if row.sure else min(confidence, 0.6),
            severity=Severity.HIGH if sure and why.startswith("did not") else Severity.MEDIUM if sure else Severity.LOW,
            value=year, expected=row.begins or row.ends or "", why=why, why_zh=why_zh, source=row.source,
        )  # fmt: skip


# What a site prints around a report names the body that keeps the page today.
_SITE_FIELD = re.compile(
    "(?:发文机关|发布机构|发布机关|发布单位|发布部门|发文单位|公开机构|公开主体|公开机关|制发机关|制作机关|主办单位|主办|承办单位|责任单位|责任部门|"
    "责任主体|信息来源|文章来源|稿件来源|来源|供稿|稿源|作者|版权所有|所属机构|信息所属单位|当前位置|您的位置)"
    "[ |｜]{0,3}[：:][ |｜]{0,4}[^，。；：\n|｜]{0,24}$"
)
_BREADCRUMB = re.compile("(?:首页|主页|网站)[^，。；\n]{0,40}(?:>|»|›|→)|(?:>|»|›)[^，。；\n]{0,40}(?:>|»|›)")
_SITE_HEAD = re.compile("(?:门户网站|门户|网站|政府信息公开|信息公开|信息公开专栏|政府信息公开平台|政务公开)$")
_HEAD_LINES = 400  # how far into a page its site's head can reach


def _of_the_site(view: str, start: int, end: int) -> bool:
    """Say whether a name stands in what the site prints around the report: a field, a breadcrumb, the site's head."""
    low = view.rfind("\n", max(0, start - 120), start) + 1
    stop = view.find("\n", end, end + 120)
    line = view[low : stop if stop >= 0 else end + 120]
    if _SITE_FIELD.search(view, max(low, start - 60), start) is not None or _BREADCRUMB.search(line) is not None:
        return True
    words = line.strip()
    return (
        start < _HEAD_LINES
        and len(words) <= 40
        and _SITE_HEAD.search(words) is not None
        and not re.search("，|[12][0-9]{3}", words)
    )


def _without(view: str) -> tuple[str, list[int]]:
    """Drop quotation marks so that “三项制度” and 三项制度 are one term; return the view and where marks were left out."""
    marks = [match.start() - at for at, match in enumerate(re.finditer(_MARK, view))]
    return view.replace(_MARK, ""), marks


def _judge(
    row: Dated, view: str, start: int, end: int, year: int, written: date, grace_years: int, *, ended_too: bool = True
) -> tuple[str, str, float] | None:
    """Return why a term is out of its time, in English and Chinese, with the confidence."""
    inside = _INSIDE.get(row.term)
    if inside is not None and inside.search(view[max(0, start - 1) : start]):
        return None
    low = max((view.rfind(char, max(0, start - 120), start) for char in "。；\n"), default=-1) + 1
    stops = [at for at in (view.find(char, end, end + 120) for char in "。；\n") if at >= 0]
    sentence = view[low : min(stops) if stops else min(len(view), end + 120)]
    if row.kind == "format" and "〔" not in row.term:
        return None  # the tables themselves are T06's
    if row.begins is not None and row.begins > written:
        if row.kind == "plan" and row.begins.year <= year + 2:
            return None  # a plan is drafted in the year before it begins
        if row.kind == "meeting" and re.search("迎接|迎", view[max(0, start - 8) : start]):
            return None
        return f"did not exist before {row.begins}", f"{row.begins}之后才有", 0.9
    if (
        not ended_too
        or row.ends is None
        or year <= row.ends.year + grace_years - (1 if row.kind in ("law", "format") else 0)
    ):
        return None
    if row.kind == "body":
        if "网站" in row.term and not _TOWN_SITE.match(view, start):
            return None
        if year <= row.ends.year + grace_years:
            return None
    elif row.kind == "plan":
        # a plan that is over is named for ever; only to follow it now is out of time
        if not _FOLLOWED.search(view[max(0, start - 12) : start]):
            return None
    elif row.kind not in _ENDING:
        return None
    named = [int(y) for y in re.findall("(?:19|20)[0-9]{2}", sentence.replace(row.term, ""))]
    if any(y <= row.ends.year + 1 and y != year for y in named) or _HISTORY.search(sentence):
        return None
    if row.term.startswith(("国务院令第492", "第492")) and "711" in sentence:
        return None
    if row.kind == "yearly_task" and "落实" not in sentence and "按照" not in sentence and "根据" not in sentence:
        return None
    return f"ended by {row.ends}", f"{row.ends}前已结束或停用", 0.8


RULE = Rule(
    code="Y06",
    name="anachronism",
    name_zh="时代错置",
    severity=Severity.MEDIUM,
    message="{words} {why}; the report covers {value} (source: {source}).",
    message_zh="“{words}”{why_zh}，与报告年度{value}年不符（依据：{source}）。",
    check=check,
    examples=(
        Example("我镇按照第一次全国政府网站普查要求整改栏目12个。", section="overview",
                flagged=("第一次全国政府网站普查",)),
        Example("落实高效办成一件事要求，公开办事指南。", section="overview", flagged=("高效办成一件事",),
                note="named 2024, in a report on 2022"),
        Example("根据国务院令第492号编制本报告。", section="overview", flagged=("国务院令第492号",)),
        Example("县国税局公开办税信息20条。", section="overview", flagged=("国税局",)),
        Example("深入开展“三严三实”专题教育，公开信息20条。", section="overview", flagged=("“三严三实”专题教育",)),
        Example("我镇根据全国政府网站普查要求，清理了一批僵尸栏目。", section="overview", flagged=("全国政府网站普查",)),
        Example("努力完善甲镇政府网站平台建设。", section="overview", flagged=("镇政府网站",), note="town portals were closed: low"),
        Example("2022年，我镇按照“十二五”规划要求推进公开。", section="overview", flagged=("十二五",)),
        Example("2022年，我镇公开“十二五”规划文本和评估报告。", section="overview", note="an old plan may be published"),
        Example("回顾2015年第一次全国政府网站普查以来的变化，栏目由3个增至12个。", section="overview"),
        Example("县原国税局档案已移交。", section="overview"),
        Example("依据国务院令第492号公布、第711号修订的《条例》编制。", section="overview"),
        Example("学习宣传党的二十大精神，公开信息20条。", section="overview"),
        Example("来源：县应急管理局", section="overview", year=2016, note="the body that keeps the page today"),
        Example("公开《2016年政务公开工作要点》执行情况，清理失效文件。", section="overview"),
    ),
    explanation=(
        "A list of dated terms (lexicons/dated_terms.csv, editable) says from when to when a report can "
        "speak of a term as "
        "current. A term that did not exist when the report was written is a sure sign of text from "
        "elsewhere; a term whose "
        "time was over counts only when nothing in its sentence looks back. High rows raise flags, medium rows hints."
    ),
    explanation_zh="依据可编辑的时效词表：报告撰写时尚不存在的法规、会议、机构、口号为错置；"
    "已结束者仅在句中无回顾、更名、废止等语境时提示。",
    needs=frozenset({"years"}),
    source="lexicons/dated_terms.csv",
)  # fmt: skip
