"""S04: part one lacks one of the five aspects, or a government's report the results of assessment and appraisal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import GOVERNMENTS, SECOND_FORM, is_statutory, sample_text, statutory_parts
from chenyan.types import Flag, Severity, Skip

_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
# How a sub-heading may name the aspect, and the words that show it in running text (wide: an aspect counts as present
# as soon as one of them is there).
_HEADS = {
    "主动公开": re.compile("主动公开|公开信息|信息公开情况|公开内容"),
    "依申请公开": re.compile("依?申请"),
    "政府信息管理": re.compile("信息管理|管理制度|信息.{0,4}审查|规范.{0,4}管理|文件管理|信息资源|制度建设"),
    "平台建设": re.compile("平台|网站|载体|渠道|新媒体"),
    "监督保障": re.compile("监督|保障|考核|督查|组织领导|监管"),
}
_WORDS = {
    "主动公开": re.compile("主动公开|公开[^。；]{0,20}信息|发布[^。；]{0,20}信息|公开[^。；]{0,12}\\d"),
    "依申请公开": re.compile("依?申请"),
    "政府信息管理": re.compile(
        "信息管理|审查|审核|规范性文件|公文|目录|指南|清理|归档|档案|备案|台账|公开属性|三审|文件"
    ),
    "平台建设": re.compile("平台|网站|公众号|微信|微博|新媒体|专栏|栏目|专区|公报|公开栏|查阅点|窗口|大厅|热线"),
    "监督保障": re.compile("监督|保障|考核|培训|评议|责任|领导小组|督查|检查|督导|问责|分管|负责人"),
}
_RESULTS = {
    "工作考核": re.compile("考核|考评|绩效|评估|测评"),
    "社会评议": re.compile("评议|满意度|测评|民意调查|问卷|第三方评估|社会评价|群众评价|满意率"),
    "责任追究": re.compile("追究|追责|问责"),
}

# "1 suggestion, answered, 100% satisfied" is no social appraisal of the agency's work.
_OF_PROPOSALS = re.compile("(?:建议|提案)[^。\\n]{0,60}满意率")


def check(case: Case, *, results_from: int = SECOND_FORM) -> Iterator[Flag | Skip]:
    """Flag aspects of part one, and results of assessment, appraisal and accountability, that are not mentioned.

    Parameters
    ----------
    case : Case
        The report to judge.
    results_from : int, default 2021
        First report year in which governments must give the results.
    """
    report = case.report
    if not is_statutory(case, since=SECOND_FORM):
        return
    parts = statutory_parts(report)
    part = parts.get("overview")
    # some reports give the aspects as parts of their own, so part one runs up to the next statutory part
    later = [other.start for other in parts.values() if part is not None and other.start > part.start]
    end = min(later, default=len(report.text))
    if part is None or end - part.body_start < 40:
        yield RULE.skip(case, "part one was not found or is empty", "未找到第一部分或内容为空")
        return
    span = (part.start, part.start + len(part.heading))
    body = report.text[part.body_start : end]
    heads = [
        node.heading[:24] for node in report.outline if part.body_start <= node.start < end and node.style != "shi"
    ]
    named = {aspect for aspect in _ASPECTS if any(_HEADS[aspect].search(head) for head in heads)}
    for aspect in _ASPECTS:
        if aspect in named:
            continue
        if not _WORDS[aspect].search(body):
            yield RULE.flag(case, *span, confidence=0.9, value="not mentioned", expected=aspect)
        elif len(named) == 4:
            # the four others have a sub-heading of their own
            yield RULE.flag(case, *span, confidence=0.8, value="no sub-heading", expected=aspect)
    if report.year is None or report.year < results_from:
        return
    if not report.agency_type:
        yield RULE.skip(case, "the type of agency is unknown", "机关类型不明，无法判断是否须公布考核评议结果")
        return
    if report.agency_type in GOVERNMENTS:
        # the results may also stand in parts five and six; tables hold no such words
        text = _OF_PROPOSALS.sub("", report.text)
        absent = [name for name, pattern in _RESULTS.items() if not pattern.search(text)]
        if absent:
            yield RULE.flag(
                case, *span, confidence=0.85 if len(absent) > 1 else 0.75,
                value="not mentioned", expected="、".join(absent),
            )  # fmt: skip


_PLAIN = (
    "2022年，我局公开信息80条。未收到申请。对文件逐份审核。维护公众号1个。培训2次，接受监督。",
    "2022年，我镇公开信息80条。未收到申请。对文件逐份审核。维护公众号1个。培训2次，接受监督。",
)
RULE = Rule(
    code="S04",
    name="missing-aspect",
    name_zh="应有内容缺失",
    severity=Severity.MEDIUM,
    message="Part one should cover {expected}: {value}.",
    message_zh="第一部分应写明“{expected}”，未见相应内容。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(
            sample_text(overview=_PLAIN[1]), flagged=("一、总体情况",), note="a town gives no result of assessment"
        ),
        Example(
            sample_text(
                overview="2022年，我局公开信息80条。（一）主动公开。网站发布80条。（二）依申请公开。无。"
                "（三）政府信息管理。逐份审核文件。（四）监督保障。培训2次。"
            ),
            agency="甲县教育局",
            agency_type="department",
            level="county",
            flagged=("一、总体情况",),
        ),
        Example(
            sample_text(
                overview="2022年，我局在网站公开信息80条，未收到公开申请，对公文逐份清理，内容及时准确完整，受到欢迎。"
            ),
            agency="甲县教育局",
            agency_type="department",
            level="county",
            flagged=("一、总体情况",),
            note="nothing on supervision",
        ),
        Example(sample_text(overview=_PLAIN[0]), agency="甲县教育局", agency_type="department", level="county"),
        Example(sample_text(), note="all five aspects, and the results"),
        Example(sample_text(overview=_PLAIN[1]), year=2020, note="the aspects are asked for from 2021 on"),
    ),
    explanation=(
        "From the reports on 2021 on, part one covers five aspects: 主动公开, 依申请公开, 政府信息管理, 平台建设, "
        "监督保障. Governments of every level (towns too, sub-district offices and departments not) also give the "
        "results of assessment, social appraisal and accountability (art. 50 (4)). An aspect is present if a "
        "sub-heading names it or one of many words on it occurs; where four aspects have a sub-heading and the "
        "fifth has none, it is flagged."
    ),
    explanation_zh=(
        "2021年度起第一部分应写五方面内容；各级人民政府（含乡镇，不含街道办和部门）还应写明工作考核、社会评议、责任追究结果。"
    ),
    source="《政府信息公开条例》第五十条第一款第（四）项；国办公开办函〔2021〕30号",
)
