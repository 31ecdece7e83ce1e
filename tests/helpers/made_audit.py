"""Make audits of invented reports: what tests of the output folder and the review page write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import chenyan as cy
from chenyan.auditing.result import Audit, Flags, Skips
from chenyan.auditing.settings import Settings
from chenyan.frames import to_frame
from chenyan.types import Cell, Flag, Issue, Severity, Skip, Span, Table

HOSTILE = "</script><img src=x onerror=alert(1)>"
SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO)
CODES = ("Y02", "B01", "T02", "N01", "S01", "P01", "L01")


@dataclass(frozen=True)
class Rows:
    """A stand-in for a measure's table."""

    columns: dict[str, str]
    rows: tuple[tuple[Any, ...], ...] = ()

    def to_frame(self) -> Any:
        return to_frame(self.rows, self.columns)


@dataclass(frozen=True)
class Reuse:
    """A stand-in for the reuse result: fixed shares, two measures, one sentence a report."""

    ids: tuple[str, ...]

    @property
    def sentences(self) -> Rows:
        columns = {"report_id": "str", "section": "str", "start": "int", "end": "int", "words": "str", "origin": "str"}
        return Rows(columns, tuple((key, "overview", 0, 4, "一句话。", "novel") for key in self.ids))

    def of(self, report_id: str) -> Any:
        shares = {"mandated": 0.25, "boilerplate": 0.0, "carried_over": 0.5, "borrowed": 0.0, "novel": 0.25}
        measures = {"Cosine (words)": 1 / 3, "a_measure_with_a_name_that_is_far_too_long_for_stata": float("nan")}
        return type("Made", (), {"shares": shares, "measures": measures})()


def text_of(agency: str, year: int, extra: str = "") -> str:
    """Return an invented report."""
    return (
        f"{agency}{year}年政府信息公开工作年度报告\n一、总体情况\n{year}年，{agency}主动公开政府信息八十条。{extra}\n"
        f"五、存在的主要问题及改进情况\n一是公开内容不够丰富。{year}年，{agency}将继续加强业务培训。\n"
    )


def make_audit(
    n_agencies: int = 4, n_flags: int = 3, *, extra: str = "", shift: int = 0, with_measures: bool = True
) -> Audit:
    """Make an audit of ``n_agencies`` agencies, two years each, with ``n_flags`` flags a report.

    ``extra`` goes into every text field that a report can fill; ``shift`` moves all texts along.
    """
    reports, flags, skips = [], [], []
    for at in range(n_agencies):
        agency = f"第{at + 1}镇人民政府{extra}"
        for year in (2021, 2022):
            text = " " * shift + text_of(agency, year, extra)
            report_id = f"town-{at + 1:03d}-{year}"
            report = cy.report_from_text(
                text, report_id=report_id, year=year, agency=agency, region=f"某县{extra}", level="town", genre="ogi"
            )
            reports.append(report)
            plan = text.rindex(f"{year}年，")
            places = [(plan, plan + 5), (text.index("主动"), text.index("。")), (plan + 5, len(text) - 1)]
            for number in range(n_flags):
                other = shift + number % (len(text) - shift - 4)
                start, end = places[number] if number < 3 else (other, other + 4)
                code = CODES[(at + number) % len(CODES)]
                related = ()
                if code == "B01" and year == 2022:
                    earlier = text_of(agency, 2021, extra)
                    at_plan = shift + earlier.rindex("2021年，")
                    related = (Span(f"town-{at + 1:03d}-2021", at_plan, at_plan + 5),)
                flags.append(
                    Flag(
                        code=code,
                        name="made-rule",
                        evidence=Span(report_id, start, end),
                        message=f"Message {number} {extra}",
                        message_zh=f"第{number + 1}条说明{extra}",
                        severity=SEVERITIES[(at + number) % 4],
                        confidence=0.5 + (number % 5) / 10,
                        section="problems",
                        value=f"{year}{extra}",
                        expected=f"{year + 1}{extra}",
                        related=related,
                    )
                )
            skips.append(Skip("T01", report_id, f"no table {extra}", "没有表格"))
    corpus = cy.Corpus(reports, [Issue(f"bad{extra}.pdf", "needs OCR", "需要识别")])
    audit = Audit(
        corpus=corpus,
        flags=Flags(flags, corpus),
        skips=Skips(skips),
        settings=Settings(select=("L",)),
        reuse=Reuse(corpus.ids) if with_measures else None,
        params={"select": ["L"], "ignore": [], "rules": {}, "seed": 0},
        timings={"read": 0.1},
    )
    if with_measures:
        columns = {"report_id": "str", "agency": "str", "year": "int", "kind": "str", "words": "str", "theme": "str"}
        audit.problems = Rows(
            columns, tuple((r.report_id, r.agency, r.year, "problem", "不够丰富", "t1") for r in corpus)
        )
        audit.__dict__["themes"] = Rows({"theme": "str", "label": "str", "n_reports": "int"}, (("t1", "内容", 8),))
    return audit


def table_audit() -> Audit:
    """Make an audit of one report with a broken sum in table four, marked with both of its sides."""
    text = "表四\n2\t1\t0\t0\t4\n0\t0\t0\t0\t0\n"
    table = text.index("2\t")
    cells, at = [], table
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    for row, line in enumerate(text[table:].splitlines()):
        for column, value in enumerate(line.split("\t")):
            state = "zero" if value == "0" else "number"
            cells.append(
                Cell(
                    f"r{row}",
                    f"c{column}",
                    "行政复议" if row == 0 else "行政诉讼",
                    labels[column],
                    value,
                    int(value),
                    state,
                    at,
                    at + 1,
                )
            )
            at += 2
    report = replace(
        cy.report_from_text(text, report_id="a", year=2022, agency="甲局"),
        tables=(Table("litigation", 2021, tuple(cells), table, len(text)),),
    )
    corpus = cy.Corpus([report])
    spans = [Span("a", cell.start, cell.end) for cell in cells]
    flag = Flag(
        "T04", "litigation-total", spans[4], "sum", "横向合计不等", Severity.HIGH, 0.99, related=tuple(spans[:4])
    )
    return Audit(corpus, Flags([flag], corpus), Skips([]), Settings(select=("L",)))
