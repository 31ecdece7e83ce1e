"""Check the tables of one report: identities with repair, the state of each cell, the form of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from chenyan.corpus.forms import DISCLOSURE_BLOCKS, keys, vintage_of
from chenyan.corpus.report import Report
from chenyan.tables.finding import TableFinding, TableReading, TableSkip
from chenyan.tables.identities import Key, Outcome, all_hold, equations, solve, whole
from chenyan.tables.repair import Cause, find_causes
from chenyan.text import fold
from chenyan.types import Cell, Span, Table, cells_of

KINDS = {"T01": "row_total", "T02": "balance", "T03": "results_total", "T04": "block_total"}
# Cells whose number may have decimals (money) or a sign (增/减).
MONEY = frozenset({"fee_amount", "procurement_amount"})
SIGNED = frozenset({"change"})
_NUMBERED = re.compile(r"[约近+\-]?\s{0,2}\d|[增减新]\D{0,3}\d|无变化|不变|没有变化|持平")
_OTHER_FORM = {
    2021: re.compile(r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|政府集中采购|采购项目数量"),
    2019: re.compile(r"本年制发件数|本年废止件数|现行有效件数|本年处理决定数量|本年收费金额"),
}
_OTHER_SIGNS = {2021: "作开上采", 2019: "发废效决金"}


def check_report(report: Report) -> TableReading:
    """Check the statutory tables of one report.

    Parameters
    ----------
    report : Report
        The report; only its tables and its year are used.

    Returns
    -------
    TableReading
        Findings in text order. Identities with a blank addend are not judged: blank is not zero.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.corpus.render import render_table
    >>> values = {("review", "upheld"): 1, ("review", "corrected"): 1, ("review", "total"): 3}
    >>> blank = {(row, column): 0 for row, column in cy.tables.keys("litigation", 2021)}
    >>> report = cy.report_from_text(render_table("litigation", 2021, blank | values), year=2022)
    >>> [(f.code, f.value, f.expected) for f in cy.tables.check_report(report).findings]
    [('T04', '3', '2')]
    """
    findings: list[TableFinding] = []
    skips: list[TableSkip] = []
    for table in report.tables:
        found, unknown = _identities(report, table)
        findings += found
        skips += unknown
        findings += _states(report, table)
        findings += _torn(report, table)
        findings += _vintage(report, table)
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.code))
    return TableReading(report.report_id, report.agency, report.year, report.tables, tuple(findings), tuple(skips))


def _identities(report: Report, table: Table) -> tuple[list[TableFinding], list[TableSkip]]:
    rules = equations(table.form, table.vintage)
    if not rules:
        return [], []
    cells = cells_of(table)
    if all_hold(table.form, table.vintage, cells):
        return [], []  # as nearly all do
    if not any(cell.value for cell in table.cells) and all(cell.state in ("zero", "number") for cell in table.cells):
        values: dict[Key, int | None] = dict.fromkeys(cells, 0)
        if len(cells) == len(keys(table.form, table.vintage)):
            return [], []
    else:
        values = {key: whole(cell) for key, cell in cells.items()}
    outcomes = [solve(equation, values, cells) for equation in rules]
    findings = [_finding(report, table, cells, cause) for cause in find_causes(outcomes, values)]
    return findings, list(_unknown(table, outcomes))


def _unknown(table: Table, outcomes: Sequence[Outcome]) -> Iterator[TableSkip]:
    for code in sorted({outcome.equation.code for outcome in outcomes}):
        unknown = [outcome for outcome in outcomes if outcome.equation.code == code and outcome.state == "unknown"]
        if unknown:
            n_all = sum(outcome.equation.code == code for outcome in outcomes)
            yield TableSkip(
                code,
                table.form,
                f"{len(unknown)} of {n_all} identities have a cell that is blank, not a number or not printed",
                f"{n_all}项勾稽关系中有{len(unknown)}项因单元格空白、非数字或缺失而无法核对",
            )


def _sum_words(outcome: Outcome, cells: Mapping[Key, Cell]) -> tuple[str, str]:
    """Write an identity out in figures, zeros left out."""

    def side(side_keys: Sequence[Key], named: str) -> str:
        parts = []
        for key in side_keys:
            value = whole(cells.get(key))
            if value:
                label = cells[key].column_label if named == "column" else cells[key].row_label
                parts.append(f"{_short(label)}{value}")
        return " + ".join(parts) or "0"

    equation = outcome.equation
    named = "column" if equation.code in ("T01", "T04") else "row"
    left, right = side(equation.left, named), side(equation.right, named)
    words = f"{_short(equation.label)}: {left} = {outcome.left} ≠ {outcome.right}" + (
        f" ({right})" if len(equation.right) > 1 else ""
    )
    return words, words


def _short(label: str) -> str:
    """Return the first words of an official label."""
    return re.sub(r"^[（(]?[一二三四五六七八九\d]{1,2}[）)、.]", "", label).split("（")[0][:16]


def _finding(report: Report, table: Table, cells: Mapping[Key, Cell], cause: Cause) -> TableFinding:
    first = min(cause.outcomes, key=lambda outcome: outcome.equation.code)
    codes = tuple(sorted({outcome.equation.code for outcome in cause.outcomes}))
    unique = len(cause.repairs) == 1 and len(cause.repairs[0]) == 1
    blanks = any(outcome.n_blank for outcome in cause.outcomes)
    if unique:
        change = cause.repairs[0][0]
        cell = cells[change.key]
        expected, confidence = str(change.new), 0.99
    else:
        cell = _evidence_cell(cells, first)
        mends = [change.new for repair in cause.repairs for change in repair if change.key == (cell.row, cell.column)]
        expected = str(mends[0] if mends else first.left if len(first.equation.right) == 1 else "")
        confidence = 0.95
    if blanks:
        confidence, expected = 0.75, ""
    start, end = _place(report, table, cell)
    details = [_sum_words(outcome, cells) for outcome in cause.outcomes]
    repairs_en, repairs_zh = _repair_words(cells, cause, unique)
    others = [
        cells[key]
        for outcome in cause.outcomes
        for key in outcome.equation.keys
        if key in cells and cells[key].value and cells[key] != cell
    ]
    return TableFinding(
        code=first.equation.code,
        codes=codes,
        form=table.form,
        kind=KINDS[first.equation.code],
        start=start,
        end=end,
        value=cell.text.strip(),
        expected=expected,
        detail="; ".join(words for words, _ in details) + repairs_en,
        detail_zh="；".join(words for _, words in details) + repairs_zh,
        cells=(cell, *dict.fromkeys(others)),
        repairs=cause.repairs,
        confidence=confidence,
        related=tuple(
            report.span(other.start, other.end) for other in dict.fromkeys(others) if other.end > other.start
        ),
    )


def _repair_words(cells: Mapping[Key, Cell], cause: Cause, unique: bool) -> tuple[str, str]:
    def change_words(repair: tuple[object, ...]) -> str:
        return " + ".join(
            f"{_short(cells[change.key].row_label)}/{_short(cells[change.key].column_label)} {change.old}→{change.new}"  # type: ignore[attr-defined]
            for change in repair
        )

    if not cause.repairs:
        return "; no single slip explains it", "；非单一笔误可解释"
    listed = [change_words(repair) for repair in cause.repairs[:4]]
    more = len(cause.repairs) - len(listed)
    if unique:
        return f"; likely wrong cell: {listed[0]}", f"；疑误单元格：{listed[0]}"
    tail_en, tail_zh = (f" or {more} more", f"等{more + len(listed)}种") if more else ("", "")
    return (
        f"; would hold with {' | '.join(listed)}{tail_en}",
        f"；以下任一改动可使其成立：{' | '.join(listed)}{tail_zh}",
    )


def _evidence_cell(cells: Mapping[Key, Cell], outcome: Outcome) -> Cell:
    """Return the total of an identity, or its first printed cell."""
    for key in (outcome.equation.total, *outcome.equation.keys):
        cell = cells.get(key)
        if cell is not None and cell.end > cell.start:
            return cell
    return cells[next(key for key in outcome.equation.keys if key in cells)]


def _place(report: Report, table: Table, cell: Cell) -> tuple[int, int]:
    """Return the words that show a cell; a blank one is shown by its neighbour in the row, else by the table's head."""
    if cell.end > cell.start:
        return cell.start, cell.end
    for other in table.cells:
        if other.row == cell.row and other.end > other.start:
            return other.start, other.end
    words = report.text[table.start : table.end]
    start = table.start + len(words) - len(words.lstrip())
    line = report.text.find("\n", start, table.end)
    return start, line if line > start else max(start + 1, min(start + 20, table.end))


def _state_of(cell: Cell) -> str:
    """Return what is wrong with a cell: blank, na, text, negative, decimal, or an empty string."""
    if cell.state == "text":
        return "" if cell.column in MONEY | SIGNED and _NUMBERED.match(cell.text.strip()) else "text"
    if cell.state in ("blank", "na"):
        return cell.state
    if cell.value is not None and cell.value < 0 and cell.column not in SIGNED:
        return "negative"
    if cell.value is not None and cell.value != int(cell.value) and cell.column not in MONEY:
        return "decimal"
    return ""


_STATES = {
    "blank": ("is blank", "为空白", 0.9, ""),
    "na": ("holds a mark instead of a number", "以符号代替数字", 0.8, "low"),
    "text": ("holds text instead of a number", "填写了文字", 0.95, ""),
    "negative": ("is negative", "为负数", 0.98, ""),
    "decimal": ("is not a whole number", "不是整数", 0.98, ""),
}


def _states(report: Report, table: Table) -> Iterator[TableFinding]:
    """Yield one finding for each odd cell; blanks and marks of one table are one finding each."""
    odd: dict[str, list[Cell]] = {}
    for cell in table.cells:
        value = cell.value
        if value.__class__ is int and value >= 0:
            continue  # as nearly all are
        state = _state_of(cell)
        if state:
            odd.setdefault(state, []).append(cell)
    for state in sorted(odd):
        words, words_zh, confidence, severity = _STATES[state]
        folded = state in ("blank", "na")
        for group in [odd[state]] if folded else [[cell] for cell in odd[state]]:
            cell = group[0]
            start, end = _place(report, table, cell)
            where = f"{_short(cell.row_label)}/{_short(cell.column_label)}"
            many = len(group) > 1
            yield TableFinding(
                code="T05",
                codes=("T05",),
                form=table.form,
                kind="cell_state",
                start=start,
                end=end,
                value=cell.text.strip(),
                expected="",
                detail=f"{where} {words}" + (f" (and {len(group) - 1} more cells of the table)" if many else ""),
                detail_zh=f"{where}{words_zh}" + (f"（本表另有{len(group) - 1}格）" if many else ""),
                cells=tuple(group),
                confidence=confidence,
                severity=severity,
                related=tuple(report.span(c.start, c.end) for c in group[1:21] if c.end > c.start),
            )


_TORN = re.compile(
    r"[\t\n| ]{1,6}(?:[\d.\-/]{1,12}[\t\n| ]{1,6}){0,2}"
    r"(?P<words>(?!行政|第二十条|信息内容|规章|规范|本年|政府|其他|上一年|采购|处理|公开)[\u4e00-\u9fff]{1,6})(?=[\t\n| ]|$)"
)


def _torn(report: Report, table: Table) -> Iterator[TableFinding]:
    """Yield a finding for words in the place of a number that kept a cell of table two from being read."""
    if table.form != "disclosure" or not table.notes:
        return
    cells = cells_of(table)
    stretch = report.text[table.start : table.end + 12]
    for block in DISCLOSURE_BLOCKS[table.vintage]:
        for line in block.rows:
            missing = [column for column in block.columns if (line.key, column.key) not in cells]
            at = stretch.find(line.label) if missing else -1
            match = _TORN.match(stretch, at + len(line.label)) if at >= 0 else None
            if match:
                start, end = match.span("words")
                yield TableFinding(
                    code="T05",
                    codes=("T05",),
                    form=table.form,
                    kind="cell_state",
                    start=table.start + start,
                    end=table.start + end,
                    value=match["words"],
                    expected="",
                    detail=f"{line.label} holds text instead of a number",
                    detail_zh=f"{line.label}填写了文字",
                    confidence=0.85,
                )


def _row_label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the label （六）其他处理 between two offsets: what shows the form to a reader."""
    found = list(re.finditer(r"[（(]\s?六\s?[)）]\s{0,2}其他处理|逾期不补正", text[start:end]))
    return (start + found[-1].start(), start + found[-1].end()) if found else None


def _vintage(report: Report, table: Table) -> Iterator[TableFinding]:
    """Yield a finding where a table is not on the form of the report's year, or carries labels of the other form."""
    due = vintage_of(report.year) if report.year is not None else None
    if due is None or table.form == "litigation":
        return
    found: list[tuple[int, int]] = []
    if table.form == "disclosure":
        # one of these characters stands in each label of the other form; most tables hold none
        printed = fold(report.text).text[table.start : table.end]
        may_hold = any(char in printed for char in _OTHER_SIGNS[due])
        view = fold(report.text[table.start : table.end] if may_hold else "", compact=True)
        for match in _OTHER_FORM[due].finditer(view.text):
            start, end = view.to_original(*match.span())
            found.append((table.start + start, table.start + end))
    else:
        # a table with torn or missing rows does not show its form
        whole_form = table.vintage != due and len(table.cells) > 100 and not table.notes
        rows = {cell.row for cell in table.cells} if whole_form else set()
        wrong = "other_handled" in rows if due == 2021 else bool(rows & {"other_late_correction", "other_unpaid_fee"})
        if wrong:
            row = "other_handled" if due == 2021 else "other_late_correction"
            cell = next((cell for cell in table.cells if cell.row == row and cell.end > cell.start), None)
            if cell is not None:
                found.append(_row_label(report.text, table.start, cell.start) or (cell.start, cell.end))
    if not found:
        return
    start, end = found[0]
    yield TableFinding(
        code="T06",
        codes=("T06",),
        form=table.form,
        kind="vintage",
        start=start,
        end=end,
        value=str(2019 if due == 2021 else 2021),
        expected=str(due),
        detail=f"a report on {report.year} uses the form of {due}",
        detail_zh=f"{report.year}年度报告应使用{due}年版表式",
        confidence=0.95,
        related=tuple(Span(report.report_id, *place) for place in found[1:]),
    )
