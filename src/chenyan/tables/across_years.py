"""Compare the tables of two years of one agency: requests carried over, the stock of rules, items of the 2019 form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.corpus.forms import APPLICANTS
from chenyan.corpus.report import Report
from chenyan.tables.finding import TableFinding, TableSkip
from chenyan.tables.identities import whole
from chenyan.types import Cell, Span, Table, cells_of

# Words that explain a stock which does not follow from last year's: clean-ups, expiry, new ways of counting.
_CLEAN_UP = re.compile(
    r"(?:清理|失效|废止|修改|修订|调整|口径|划转|移交|机构改革|重新梳理|核减|补录|有效期)[^。\n]{0,40}(?:规范性文件|规章|文件)"
    r"|(?:规范性文件|规章|现行有效|文件)[^。\n]{0,40}(?:清理|失效|废止|修改|修订|调整|口径|划转|移交|核减|补录|有效期)"
)


def carry_checks(earlier: Report, report: Report) -> tuple[tuple[TableFinding, ...], tuple[TableSkip, ...]]:
    """Check what one year's tables hand over to the next.

    Parameters
    ----------
    earlier : Report
        The same agency's report on the year before.
    report : Report
        The report to judge.

    Returns
    -------
    findings, skips : tuple of TableFinding, tuple of TableSkip
        T07: requests carried in are not those carried out the year before. T08: the stock of rules does not follow
        from last year's, what was made and what was repealed; ``info`` where the text speaks of a clean-up. A blank
        cell on either side leaves a skip.
    """
    findings: list[TableFinding] = []
    skips: list[TableSkip] = []
    for item in (*_carried(earlier, report), *_stock(earlier, report)):
        (findings if isinstance(item, TableFinding) else skips).append(item)  # type: ignore[arg-type]
    return tuple(findings), tuple(skips)


def _carried(earlier: Report, report: Report) -> Iterator[TableFinding | TableSkip]:
    before, now = earlier.table("requests"), report.table("requests")
    if before is None or now is None:
        yield TableSkip(
            "T07", "requests", "one of the two years has no table of requests", "两年中有一年缺少申请情况表"
        )
        return
    broken = []
    blank = []
    lasts, these = cells_of(before), cells_of(now)
    for line in APPLICANTS:
        last, this = lasts.get(("carried_out", line.key)), these.get(("carried_in", line.key))
        left, right = whole(last), whole(this)
        if left is None or right is None or last is None or this is None:
            blank.append(line)
        elif left != right:
            broken.append((last, this))
    if broken:
        last, this = broken[-1]
        differs_in_total = this.column == "total"
        yield TableFinding(
            code="T07",
            codes=("T07",),
            form="requests",
            kind="carry_over",
            start=this.start,
            end=this.end,
            value=this.text.strip(),
            expected=str(whole(last)),
            detail=f"{earlier.year} carried out {whole(last)} ({this.column_label}), {report.year} in {whole(this)}",
            detail_zh=f"{earlier.year}年结转下年度{whole(last)}（{last.column_label}），{report.year}年上年结转{whole(this)}",
            cells=tuple(cell for _, cell in reversed(broken)),
            confidence=0.97 if differs_in_total else 0.85,
            severity="" if differs_in_total else "medium",
            related=(
                Span(earlier.report_id, last.start, last.end),
                *(report.span(cell.start, cell.end) for _, cell in broken[:-1]),
            ),
        )
    elif any(line.key == "total" for line in blank):
        yield TableSkip(
            "T07",
            "requests",
            "the total carried over is blank or not printed in one of the two years",
            "两年中有一年结转数总计为空白或缺失",
        )


def _stock(earlier: Report, report: Report) -> Iterator[TableFinding | TableSkip]:
    before, now = earlier.table("disclosure"), report.table("disclosure")
    if before is None or now is None:
        yield TableSkip(
            "T08", "disclosure", "one of the two years has no table of disclosure", "两年中有一年缺少主动公开情况表"
        )
        return
    if before.vintage != now.vintage:
        yield TableSkip(
            "T08",
            "disclosure",
            "the two years use forms that count rules in different ways",
            "两年表式不同，文件存量口径不同，无法衔接核对",
        )
        return
    if now.vintage == 2021:
        yield from _rules_in_force(earlier, report, before, now)
    else:
        yield from _items_of_2019(earlier, report, before, now)


def clean_up_note(report: Report) -> tuple[int, int] | None:
    """Return where the narrative explains a changed stock of rules, or None."""
    for sentence in report.sentences:
        if sentence.role == "prose":
            match = _CLEAN_UP.search(report.text, sentence.start, sentence.end)
            if match:
                return match.span()
    return None


def _rules_in_force(earlier: Report, report: Report, before: Table, now: Table) -> Iterator[TableFinding | TableSkip]:
    blank = []
    for row in ("rules", "documents"):
        stock = before.cell(row, "in_force")
        made, repealed, in_force = (now.cell(row, key) for key in ("made", "repealed", "in_force"))
        values = [whole(cell) for cell in (stock, made, repealed, in_force)]
        if None in values or stock is None or in_force is None:
            blank.append(row)
            continue
        last, plus, minus, this = (value or 0 for value in values)
        due = last + plus - minus
        if due == this:
            continue
        note = clean_up_note(report)
        yield _stock_finding(
            earlier,
            report,
            stock,
            in_force,
            due,
            f"{_name(in_force)}: {last} + {plus} - {minus} = {due} ≠ {this}",
            note,
        )
    if blank:
        yield TableSkip(
            "T08",
            "disclosure",
            f"cells are blank, not numbers or not printed: {', '.join(blank)}",
            "规范性文件存量相关单元格空白、非数字或缺失",
        )


def _items_of_2019(earlier: Report, report: Report, before: Table, now: Table) -> Iterator[TableFinding | TableSkip]:
    for row in ("licences", "other_services", "penalties", "coercion", "fees"):
        old, change, this = before.cell(row, "items_before"), before.cell(row, "change"), now.cell(row, "items_before")
        values = [whole(cell) for cell in (old, change, this)]
        if None in values or old is None or this is None:
            continue
        last, moved, found = (value or 0 for value in values)
        # 本年增/减 is printed with and without its sign
        if found not in (last + moved, last - abs(moved)):
            due = last + moved
            words = f"{_name(this)}: {last} {'+' if moved >= 0 else '-'} {abs(moved)} = {due} ≠ {found}"
            yield _stock_finding(earlier, report, old, this, due, words, clean_up_note(report), severity="low")


def _name(cell: Cell) -> str:
    return f"{cell.row_label}{cell.column_label}"


def _stock_finding(
    earlier: Report,
    report: Report,
    old: Cell,
    cell: Cell,
    due: int,
    words: str,
    note: tuple[int, int] | None,
    *,
    severity: str = "",
) -> TableFinding:
    related = [Span(earlier.report_id, old.start, old.end)]
    if note is not None:
        related.append(report.span(*note))
    return TableFinding(
        code="T08",
        codes=("T08",),
        form="disclosure",
        kind="stock",
        start=cell.start,
        end=cell.end,
        value=cell.text.strip(),
        expected=str(due),
        detail=words + ("; the text speaks of a clean-up" if note else ""),
        detail_zh=words + ("；正文有清理、调整说明" if note else ""),
        cells=(cell,),
        confidence=0.4 if note else 0.9,
        severity="info" if note else severity,
        related=tuple(related),
    )
