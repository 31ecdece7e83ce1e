"""Y03: work of the reported year is dated in another year."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._years import flag_mismatches
from chenyan.types import Flag, Severity, Skip
from chenyan.years import FLAG_CONFIDENCE


def check(case: Case, *, least_confidence: float = FLAG_CONFIDENCE) -> Iterator[Flag | Skip]:
    """Work of the reported year is dated in another year.

    Parameters
    ----------
    case : Case
        The report with its measures.
    least_confidence : float, default 0.8
        Leave out what the years measure is less sure of (chosen on the totals of the unseen halves in corpora/labelled).
    """
    yield from flag_mismatches(RULE, case, least_confidence)


RULE = Rule(
    code="Y03",
    name="work-of-other-year",
    name_zh="本年度工作写成其他年份",
    severity=Severity.HIGH,
    message="{words}: {why}; {expected} is expected.",
    message_zh="“{words}”：{why_zh}，应为{expected}年。",
    check=check,
    genres=("ogi", "work_report", "rule_of_law", "budget", "final_accounts", "work_summary", "school", "company"),
    examples=(
        Example("2021年，我镇共主动公开信息80条。", section="overview", flagged=("2021年",)),
        Example("2021年度，本机关未收到政府信息公开申请。", section="requests", flagged=("2021年度",)),
        Example("公开数量较2022年增长12%。", section="overview", flagged=("2022年",), note="compared with itself"),
        Example("较2021年增加80条。", section="overview"),
        Example("2021年结转的2件申请于1月办结。", section="requests"),
        Example("公开2021年部门决算和2022年部门预算。", section="overview"),
        Example("2021年公开信息85条，2022年公开信息120条。", section="overview"),
        Example(
            "公租房年审2021年4月至6月进行，取消资格26户。",
            section="overview",
            earlier=("公租房年审2021年4月至6月进行，取消资格26户。",),
            flagged=("2021年4月",),
            note="left as last year's report had it",
        ),
        Example(
            "公租房年审2021年4月至6月进行，取消资格26户。",
            section="overview",
            note="so much is known from the copy alone",
        ),
        Example(
            "镇便民服务中心2021年5月挂牌成立，2022年代办认证80件。",
            section="overview",
            earlier=("镇便民服务中心2021年5月挂牌成立，2021年代办认证60件。",),
        ),
    ),
    explanation=(
        "A year that opens a sentence on the report's own work (own subject, a total, a count, a negation) "
        "and is not the "
        "reported year is a leftover of an earlier report. Comparisons, history, documents, carried-over "
        "items, budgets and "
        "sentences with several years are left alone. A comparison of the year with itself and a finished event after "
        "the signature are reported too. Beside the agency's report of the year before, a year that was left (or raised too far) "
        "in a sentence of that report is told with less evidence; that sentence is the related place."
    ),
    explanation_zh="句首年份引出本机关工作（自称、总数、计数或否定）而非报告年度者，多为沿用旧稿；"
    "比较、历史、文件名、结转、预决算和含多个年份的句子不计。"
    "批次中有同一机关上一年度报告时，同一句话里未改（或改过头）的年份，凭较少的旁证即可认定，并附上一年度的原句。",
    needs=frozenset({"years", "earlier"}),
    source="国办公开办函〔2021〕30号：内容须准确",
)
