"""S01: one of the six statutory parts is missing or says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._structure import PARTS_ZH, is_statutory, prose_of, sample_text, stand_in, statutory_parts
from chenyan.types import STATUTORY_KINDS, Flag, Section, Severity, Skip

_TABLES = ("disclosure", "requests", "litigation")
_NOTHING = frozenset({"", "无", "略", "没有", "暂无", "空"})


def check(case: Case, *, min_parts: int = 4, min_chars: int = 10) -> Iterator[Flag | Skip]:
    """Flag parts that are missing, and parts with no more than a word in them.

    Parameters
    ----------
    case : Case
        The report to judge.
    min_parts : int, default 4
        With fewer parts found the report is taken for a free form and skipped.
    min_chars : int, default 10
        A body of fewer characters counts as empty; "无" is an answer in part six only.
    """
    report = case.report
    if not is_statutory(case):
        if report.genre in ("ogi", "") and report.year is None:
            yield RULE.skip(case, "the reported year is unknown", "报告年度不明")
        return
    parts = statutory_parts(report)
    if len(parts) < min_parts:
        yield RULE.skip(
            case, f"only {len(parts)} of the six parts were found", f"六个部分只认出{len(parts)}个，疑为其他体例"
        )
        return
    absent = [kind for kind in STATUTORY_KINDS if kind not in parts]
    if len(absent) > 1 and set(absent) <= set(_TABLES) and _numbers_jump(parts, absent):
        # an agency that forgets two parts numbers the others on; whoever cuts tables out leaves their numbers free
        yield RULE.skip(
            case, "the numbers of the parts leave room for those with tables: the text seems to be an excerpt",
            "各部分编号为所缺的表格部分留有空位，疑为节选文本",
        )  # fmt: skip
        return
    for at, kind in enumerate(STATUTORY_KINDS):
        if kind in absent and stand_in(report, "一二三四五六"[at]) is not None:
            continue  # the part is there under another heading: S02 says so
        if kind in absent:
            before = [parts[k] for k in STATUTORY_KINDS[:at] if k in parts]
            place = before[-1] if before else min(parts.values(), key=lambda part: part.start)
            yield RULE.flag(
                case, place.start, place.start + len(place.heading),
                confidence=0.95 if len(parts) == 5 else 0.8, value="missing", expected=PARTS_ZH[kind],
                what="is missing", what_zh="缺失",
            )  # fmt: skip
            continue
        part = parts[kind]
        if kind in _TABLES and any(part.start <= table.start < part.end for table in report.tables):
            continue
        body = "".join(prose_of(report, part.body_start, part.end).split()).strip("。.；;：:（）()")
        if len(body) >= min_chars or (kind == "other" and body):
            continue
        if body in _NOTHING or not body:
            yield RULE.flag(
                case, part.start, part.start + len(part.heading),
                confidence=0.9, value=body or "empty", expected=PARTS_ZH[kind], what="says nothing", what_zh="没有内容",
            )  # fmt: skip


def _numbers_jump(parts: dict[str, Section], absent: list[str]) -> bool:
    """Say whether the parts that are there bear the numbers of the full form."""
    return all(
        parts[kind].number in ("一二三四五六"[at], str(at + 1))
        for at, kind in enumerate(STATUTORY_KINDS)
        if kind not in absent
    )


RULE = Rule(
    code="S01",
    name="missing-part",
    name_zh="法定部分缺失",
    severity=Severity.HIGH,
    message="The part {expected} {what}.",
    message_zh="“{expected}”部分{what_zh}。",
    check=check,
    genres=("ogi",),
    examples=(
        Example(sample_text(without="problems"), flagged=("四、政府信息公开行政复议、行政诉讼情况",)),
        Example(sample_text(without="other"), flagged=("五、存在的主要问题及改进情况",)),
        Example(sample_text(problems="无。"), flagged=("五、存在的主要问题及改进情况",)),
        Example(sample_text(overview=""), flagged=("一、总体情况",)),
        Example(sample_text(other="未收取费用。")),
        Example(sample_text(other="无。"), note="nothing else to report is an answer; the fee statement is S05's"),
        Example(sample_text()),
        Example(
            sample_text(headings={"problems": "五、工作体会和今后设想"}),
            note="another heading in its place: S02 says so",
        ),
        Example(
            sample_text(without="requests").replace(
                "四、政府信息公开行政复议、行政诉讼情况\n行政复议0件，行政诉讼0件。\n", ""
            ),
            skipped=True,
            note="numbers 三 and 四 are left free: an excerpt",
        ),
        Example("甲镇信息公开情况\n一、概述\n公开80条。\n二、主动公开\n80条。", skipped=True, note="a free form"),
    ),
    explanation=(
        "Reports on 2019 and later follow the national form with six parts, which may be neither left out nor "
        "left empty (Regulations on Open Government Information, art. 50; 国办公开办函〔2021〕30号). The evidence "
        "of a missing part is the heading after which it should stand. A part with its table is never empty."
    ),
    explanation_zh=(
        "2019年度起的年报按全国统一格式分六个部分，不得缺少，也不得只写“无”（第六部分除外）。缺失部分以其前一标题为依据。"
    ),
    source="《政府信息公开条例》第五十条；国办公开办函〔2019〕60号、〔2021〕30号",
)
