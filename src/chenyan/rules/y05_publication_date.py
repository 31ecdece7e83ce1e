"""Y05: a report is signed or published after its deadline, or before its year has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip

_BOUND = frozenset(("government", "department", "zone", "town", "subdistrict"))


def check(
    case: Case,
    *,
    department: str = "01-31",
    government: str = "03-31",
    town: str = "01-31",
    old_law: str = "03-31",
    grace_days: int = 0,
) -> Iterator[Flag | Skip]:
    """Compare the day of signature or release with the deadline of the agency's type and of the law of the time.

    Parameters
    ----------
    case : Case
        The report with its measures.
    department : str, default "01-31"
        Last day (MM-DD) for departments of governments at county level and above; article 49 of the regulation.
    government : str, default "03-31"
        Last day for the report of a local government at county level and above; article 49.
    town : str, default "01-31"
        Last day for towns and sub-districts: not named in article 49, set by local rule; such flags are low.
    old_law : str, default "03-31"
        Last day for everybody for reports on 2018 and earlier; old article 31.
    grace_days : int, default 0
        Days after the deadline that are not flagged.
    """
    report, reading = case.report, case.years
    year, agency_type = reading.year, report.agency_type
    day = report.published or reading.reference.signed
    if year is None:
        yield RULE.skip(case, reading.skip_reason or "no reference year", reading.skip_reason_zh or "报告年度不明")
        return
    if day is None:
        yield RULE.skip(case, "no date of signature or release", "未见落款或发布日期")
        return
    if report.genre not in ("", "ogi") or agency_type not in _BOUND:
        yield RULE.skip(
            case,
            f"no statutory deadline is known for genre {report.genre or '?'}, agency type {agency_type or '?'}",
            "该类文件或机关没有可核对的法定期限",
        )
        return
    if any(found.kind == "date_order" and found.role == "signature" for found in reading.mismatches):
        return  # the year of the date itself is in doubt: Y01 says so
    local = agency_type in ("town", "subdistrict")
    said = old_law if year <= 2018 else town if local else government if agency_type == "government" else department
    month, last = (int(part) for part in said.split("-"))
    due = date(year + 1, month, last)
    start, end = _where(case, day)
    if day <= date(year, 12, 31):
        if day.year == year:
            yield RULE.flag(
                case, start, end, confidence=0.8, severity=Severity.LOW, why="before the year had ended",
                why_zh="早于报告年度结束", value=day, expected=due,
            )  # fmt: skip
    elif (day - due).days > grace_days:
        yield RULE.flag(
            case, start, end, confidence=0.6 if local and year > 2018 else 0.9,
            severity=Severity.LOW if local and year > 2018 else Severity.MEDIUM,
            why=f"{(day - due).days} days after the deadline {due.isoformat()}",
            why_zh=f"晚于期限{due.isoformat()}共{(day - due).days}天", value=day, expected=due,
        )  # fmt: skip


def _where(case: Case, day: date) -> tuple[int, int]:
    """Return the words that give the date, else the first line of the report."""
    for mention in case.years.mentions:
        if mention.role == "signature" and mention.interval_end == day:
            return mention.start, mention.end
    text = case.report.text
    start = len(text) - len(text.lstrip())
    stop = text.find("\n", start)
    return start, stop if stop >= 0 else len(text)


_BODY = "甲局2022年政府信息公开工作年度报告\n一、总体情况\n2022年，我局公开信息80条。\n甲局\n"

RULE = Rule(
    code="Y05",
    name="publication-date",
    name_zh="发布时间超期",
    severity=Severity.MEDIUM,
    message="Signed or published on {value}, {why}.",
    message_zh="落款或发布日期{value}，{why_zh}。",
    check=check,
    examples=(
        Example(_BODY + "2023年4月20日", agency="甲县教育局", agency_type="department", level="county",
                flagged=("2023年4月20日",)),
        Example(_BODY + "2023年4月6日", agency="甲市人民政府", agency_type="government", level="city",
                flagged=("2023年4月6日",)),
        Example(_BODY + "2023年2月20日", flagged=("2023年2月20日",), note="towns: by local rule, low"),
        Example(_BODY + "2022年12月20日", agency_type="department", level="county", flagged=("2022年12月20日",),
                note="signed before the year had ended: low"),
        Example(_BODY.replace("2022", "2017") + "2018年4月11日", year=2017, agency_type="department", level="county",
                flagged=("2018年4月11日",), note="old law: 31 March for everybody"),
        Example(_BODY + "2023年3月28日", agency="甲市人民政府", agency_type="government", level="city"),
        Example(_BODY + "2023年1月31日", agency_type="department", level="county"),
        Example(_BODY.replace("2022", "2017") + "2018年3月11日", year=2017, agency_type="department", level="county"),
        Example(_BODY, agency_type="department", skipped=True, note="no date"),
        Example(_BODY + "2023年10月11日", agency_type="school", skipped=True, note="schools report by school year"),
    ),
    explanation=(
        "Article 49 of the regulation (in force 2019-05-15): departments publish by 31 January, governments at county "
        "level and above by 31 March. Towns and sub-districts are not named there; 31 January is the usual "
        "local date and "
        "such flags are low. Reports on 2018 and earlier follow the old article 31: 31 March. All dates are settings."
    ),
    explanation_zh="《条例》第四十九条：部门1月31日前、县级以上政府3月31日前公布；"
    "乡镇街道由地方规定（默认1月31日，低级别）；"
    "2018年及以前的报告适用旧条例第三十一条（3月31日）。期限均可配置。",
    needs=frozenset({"years"}),
    source="政府信息公开条例 (2019) art. 49; (2007) art. 31",
)  # fmt: skip
