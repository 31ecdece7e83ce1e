"""S05: a heading promises what its body lacks, content stands in the wrong part, or the fee statement is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import PARTS_ZH, SECOND_FORM, is_statutory, prose_of, sample_text, statutory_parts
from chenyan.types import Flag, Node, Section, Severity, Skip

# What a sub-heading may promise side by side, and how a body speaks of it.
_PAIRS = (
    (("建议", re.compile("建议")), ("提案", re.compile("提案|政协"))),
    (("工作考核", re.compile("考核|考评")), ("社会评议", re.compile("评议|满意"))),
    (("社会评议", re.compile("评议|满意")), ("责任追究", re.compile("追究|追责|问责"))),
    (("行政复议", re.compile("复议")), ("行政诉讼", re.compile("诉讼|起诉|应诉"))),
    (("网站", re.compile("网站|门户")), ("新媒体", re.compile("新媒体|公众号|微信|微博|抖音|账号"))),
    (("培训", re.compile("培训|学习")), ("考核", re.compile("考核|考评"))),
    (("解读", re.compile("解读")), ("回应", re.compile("回应|回复|答复"))),
)
# "none of this kind", which answers for the whole heading
_NONE_AT_ALL = re.compile("无(?:此|上述|以上|相关|相应)|(?:没有|未发生|未收到|不存在)(?:此类|上述|以上|相关)|不涉及")
_FEE = re.compile("收费|处理费|费用|收取|缴费|零收费|免费")
_OWN_PART = {
    "problems": re.compile(
        r"^(?:存在的?(?:主要)?问题|主要问题|问题和?不足|存在的?不足)(?:及|和|与)?(?:改进|整改)?(?:情况|措施)?$"
    ),
}
_FORMS = {"disclosure": "disclosure", "requests": "requests", "litigation": "litigation"}


def check(case: Case, *, fee_from: int = SECOND_FORM) -> Iterator[Flag | Skip]:
    """Flag broken promises of sub-headings, tables and sub-headings in a wrong part, and a missing fee statement.

    Parameters
    ----------
    case : Case
        The report to judge.
    fee_from : int, default 2021
        First report year whose part six must say whether information handling fees were collected.
    """
    if not is_statutory(case):
        return
    parts = statutory_parts(case.report)
    if len(parts) < 4:
        yield RULE.skip(case, "too few statutory parts were found", "认出的法定部分过少")
        return
    yield from _promises(case)
    yield from _wrong_part(case, parts)
    if case.report.year is not None and case.report.year >= fee_from and "other" in parts:
        yield from _fee(case, parts["other"])


def _promises(case: Case) -> Iterator[Flag]:
    """Compare sub-headings that name two things with what stands below them."""
    report = case.report
    for node in report.outline:
        if node.level < 2 or not _names_two(node.heading):
            continue
        heading = _heading(node)
        if len(heading) > 40 or not _names_two(heading):
            continue
        body = prose_of(report, node.body_start, max(node.body_start, node.end))
        if len("".join(body.split())) < 8 or _NONE_AT_ALL.search(body):
            continue
        for (one, one_words), (two, two_words) in _PAIRS:
            if one not in heading or two not in heading:
                continue
            there = (bool(one_words.search(body)), bool(two_words.search(body)))
            if there[0] != there[1]:
                yield RULE.flag(
                    case, node.start, node.start + len(node.heading.rstrip()), confidence=0.85,
                    value=one if there[0] else two, expected=two if there[0] else one,
                    what=f"promises {two if there[0] else one}, of which the text below says nothing",
                    what_zh=f"标题写有“{two if there[0] else one}”，正文没有相应内容",
                )  # fmt: skip
                break


def _names_two(heading: str) -> bool:
    return any(one in heading and two in heading for (one, _), (two, _) in _PAIRS)


def _heading(node: Node) -> str:
    from chenyan.rules._structure import without_number

    return without_number(node.heading)


def _wrong_part(case: Case, parts: dict[str, Section]) -> Iterator[Flag]:
    """Find statutory tables, and sub-headings on problems, outside their part."""
    report = case.report
    for table in report.tables:
        home, here = _FORMS[table.form], report.section_at(table.start)
        if home in parts and here in parts and here != home and table.end > table.start:
            part = parts[here]
            yield RULE.flag(
                case, part.start, part.start + len(part.heading), confidence=0.8, value=PARTS_ZH[here],
                expected=PARTS_ZH[home], what=f"holds the table of the part {PARTS_ZH[home]}",
                what_zh=f"内有“{PARTS_ZH[home]}”的统计表",
            )  # fmt: skip
    if "problems" not in parts:
        return
    for node in report.outline:
        if node.level < 2 or ("问题" not in node.heading and "不足" not in node.heading):
            continue
        if not _OWN_PART["problems"].match(_heading(node)):
            continue
        here = next(
            (k for k in ("overview", "other") if k in parts and parts[k].start <= node.start < parts[k].end), ""
        )
        if here:
            yield RULE.flag(
                case, node.start, node.start + len(node.heading.rstrip()), severity=Severity.LOW, confidence=0.75,
                value=PARTS_ZH[here], expected=PARTS_ZH["problems"], what="speaks of problems outside part five",
                what_zh="问题应写入第五部分",
            )  # fmt: skip


def _fee(case: Case, part: Section) -> Iterator[Flag]:
    """Look for a statement on information handling fees in part six."""
    report = case.report
    body = prose_of(report, part.body_start, part.end)
    if _FEE.search(body) or _FEE.search(part.heading):
        return
    elsewhere = next(
        (
            s
            for s in report.sections
            if s.kind in ("overview", "requests") and "信息处理费" in report.text[s.start : s.end]
        ),
        None,
    )
    start, end = part.body_start, part.end
    stripped = report.text[start:end].strip()
    if 0 < len(stripped) <= 60:
        start = report.text.index(stripped, start)
        end = start + len(stripped)
    else:
        start, end = part.start, part.start + len(part.heading)
    if elsewhere is not None:
        where = report.text.index("信息处理费", elsewhere.start)
        yield RULE.flag(
            case, start, end, severity=Severity.LOW, confidence=0.8, value=PARTS_ZH[elsewhere.kind],
            expected="信息处理费", related=(report.span(where, where + 5),),
            what="has no statement on information handling fees, which stands in another part",
            what_zh="收取信息处理费的情况应写入第六部分",
        )  # fmt: skip
    else:
        yield RULE.flag(
            case, start, end, confidence=0.9, value="", expected="信息处理费",
            what="does not say whether information handling fees were collected", what_zh="未说明收取信息处理费的情况",
        )  # fmt: skip


RULE = Rule(
    code="S05",
    name="heading-promise",
    name_zh="标题与内容不符",
    severity=Severity.MEDIUM,
    message="Heading and content differ: “{words}” {what}.",
    message_zh="标题与内容不符：“{words}”，{what_zh}。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(
            sample_text(
                other="（一）信息处理费\n未收取信息处理费。\n（二）人大代表建议和政协提案办理结果公开情况\n我镇共收到人大代表建议1件，已按时答复。"
            ),
            flagged=("（二）人大代表建议和政协提案办理结果公开情况",),
        ),
        Example(
            sample_text(other="没有其他需要报告的事项。"), flagged=("没有其他需要报告的事项。",), note="nothing on fees"
        ),
        Example(
            sample_text(other="未收取信息处理费。\n（一）网站和新媒体建设情况\n公众号推送图文60条，粉丝达到2000人。"),
            flagged=("（一）网站和新媒体建设情况",),
        ),
        Example(
            sample_text(
                other="（一）信息处理费\n未收取信息处理费。\n（二）人大代表建议和政协提案办理结果公开情况\n收到人大代表建议1件，未收到政协提案。"
            )
        ),
        Example(sample_text(other="2022年没有产生政府信息公开收费，无其他需要报告的事项。")),
        Example(sample_text(other="没有其他需要报告的事项。"), year=2020, note="the form of 2019 has no note on fees"),
        Example(
            sample_text(other="未收取信息处理费。\n（一）行政复议和行政诉讼\n本年度不涉及上述事项，与往年相同。"),
            note="none at all answers for both",
        ),
    ),
    explanation=(
        "Three checks. A sub-heading that names two things (建议 and 提案, 网站 and 新媒体 …) whose text speaks "
        "of one only, unless it says that there was none. A statutory table, or a sub-heading on problems, "
        "outside its part. From the reports on 2021 on, part six says whether fees under "
        "《政府信息公开信息处理费管理办法》 were collected."
    ),
    explanation_zh=(
        "小标题并列两项而正文只写一项；统计表或问题写在其他部分；2021年度起第六部分未说明收取信息处理费的情况。"
    ),
    source="国办公开办函〔2021〕30号；国办函〔2020〕109号",
)
