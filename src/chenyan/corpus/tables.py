"""Find the statutory tables of a report, cell by cell, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from chenyan.corpus.forms import FORMS, keys
from chenyan.corpus.table_match import match_disclosure, match_litigation, match_requests
from chenyan.corpus.table_rows import Row, rows_of_grid, rows_of_text
from chenyan.text import Folded, fold
from chenyan.types import Grid, Table

_HINTS = ("第二十条", "规章", "新收政府信息", "新收", "未经复议", "复议后起诉", "结果维持")
_DISCLOSURE = re.compile(
    r"第二十条第?（[一1]）项.{0,40}?(?:信息内容|规章|本年|第二十条)|信息内容[|]{0,4}(?:本年制发|本年新制作)|规章[|]{0,3}\d{1,4}[|\d]"
)
# Searched from its first fixed word; what may stand before is taken in backwards, which is much faster.
_REQUESTS = re.compile(r"新收(?:政府信息公开|依?申请公开)?申请(?:数量)?")
_BEFORE_REQUESTS = re.compile(r"(?:[一1][、.])?(?:本年)?(?:度)?\Z")
_LITIGATION = re.compile(
    r"行政复议[|]{0,30}(?:行政诉讼|结果|未经复议|维持|[|]{2,30})"
    r"[行政复议诉讼未经直接起后结果维持纠正其他尚审总计（）|:\-]{6,400}"
)
_HEADER_LINE = re.compile(
    r"[#*]{0,4}(?!(?:[一二三四1-4]|（[一二三四]）)?[、.]?(?:收到|政府|行政机关))"
    r"(?:表[一二三四1-4])?[：:|（）、，\-~本列数据的勾稽关系为第一二三四项加之和等于申请人情况自然法或其他组织总计合商业企科研"
    r"机构社会公益律服务收到和处理政府信息公开年单位件]{0,80}"
)
_HEADER_LINES = 40
_AFTER_DISCLOSURE = re.compile(r"收到[和与及、]?(?:处理|办理)|新收政府信息|勾稽关系|申请人情况|复议")
_AFTER_REQUESTS = re.compile(r"复议|存在的?主要?问题|其他需要报告")
_AFTER_LITIGATION = re.compile(r"存在的?主要?问题|问题及改进|问题和改进|改进情况|其他需要报告|主要问题")
_CLOSING = re.compile(r"(?:[ \t]{0,20}[|｜]){0,20}(?:[ \t]{0,20}\r?\n[|\-:+ ]{3,200}(?=\r?\n|$)){0,2}")
# Places that are tried for each table: narrative may use its words before the table comes.
_ATTEMPTS = 12
_LONGEST = {"disclosure": 2_600, "requests": 5_000, "litigation": 700}


def find_tables(text: str, grids: Sequence[Grid] = ()) -> tuple[Table, ...]:
    """Find the statutory tables of a report.

    Parameters
    ----------
    text : str
        The report.
    grids : sequence of Grid
        The tables that a reader found in the file (HTML, DOCX, PDF); those of one form that follow each other are one
        table cut by a page break. Without them the tables are read from the text: pipes, tabs, words by spaces, or
        one cell a line.

    Returns
    -------
    tuple of Table
        At most one of each form, in text order. A blank cell is blank and never zero; a cell that the print lacks is
        absent, and the notes say what is missing.

    Examples
    --------
    >>> table = find_tables("第二十条第（一）项\\n信息内容 本年制发件数 本年废止件数 现行有效件数\\n规章 0 0 0\\n"
    ...                     "行政规范性文件 2 1 7\\n行政许可 /\\n")[0]
    >>> table.cell("documents", "in_force").value, table.cell("licences", "decisions").state
    (7, 'na')
    """
    found = _from_grids(grids)
    wanting = [
        form for form in FORMS if form not in found or len(found[form].cells) < len(keys(form, found[form].vintage))
    ]
    if wanting and any(hint in text for hint in _HINTS):
        folded = fold(text).text
        view = fold(text, compact=True)
        for form in wanting:
            table = _from_text(form, text, folded, view)
            if table and (form not in found or len(table.cells) > len(found[form].cells)):
                found[form] = table
    vintages = [found[form].vintage for form in ("requests", "disclosure") if form in found]
    if "litigation" in found and vintages and found["litigation"].vintage != vintages[-1]:
        found["litigation"] = replace(found["litigation"], vintage=vintages[-1])
    closed = [_with_rules(text, table) for table in found.values()]
    return _apart(sorted(closed, key=lambda table: table.start))


def _apart(tables: list[Table]) -> tuple[Table, ...]:
    """See that the stretches of the tables do not overlap."""
    kept: list[Table] = []
    for table in tables:
        if kept and table.start < kept[-1].end:
            first = min((cell.start for cell in table.cells), default=table.start)
            if first < kept[-1].end:
                continue
            table = replace(table, start=kept[-1].end)
        kept.append(table)
    return tuple(kept)


def _from_text(form: str, text: str, folded: str, view: Folded) -> Table | None:
    if form == "disclosure":
        return _disclosure_text(text, folded, view)
    if form == "requests":
        return _requests_text(text, folded, view)
    return _litigation_text(text, folded, view)


def _stretch(view: Folded, start: int, form: str, after: re.Pattern[str], skip: int) -> tuple[int, int]:
    """Return where a table that opens at ``start`` of the view can lie in the text."""
    stop = min(start + _LONGEST[form], len(view.text))
    match = after.search(view.text, start + skip, stop)
    if match:
        stop = match.start()
    if stop <= start:
        return view.to_original(start, start)
    return view.to_original(start, stop)


def _disclosure_text(text: str, folded: str, view: Folded) -> Table | None:
    for match in islice(_DISCLOSURE.finditer(view.text), _ATTEMPTS):
        low, high = _stretch(view, match.start(), "disclosure", _AFTER_DISCLOSURE, 4)
        table = match_disclosure(rows_of_text(text, folded, low, high), "".join(folded[low:high].split()))
        if table:
            return _reaching(table, _line_of_own(text, low), table.end)
    return None


def _requests_text(text: str, folded: str, view: Folded) -> Table | None:
    best: Table | None = None
    for match in islice(_REQUESTS.finditer(view.text), _ATTEMPTS):
        front = max(0, match.start() - 5)
        before = _BEFORE_REQUESTS.search(view.text[front : match.start()])
        start = front + before.start() if before else match.start()
        low, high = _stretch(view, start, "requests", _AFTER_REQUESTS, 10)
        rows = rows_of_text(text, folded, low, high)
        if len(rows) < 3:
            continue
        table = match_requests(rows, "")
        if table is None or (best and len(best.cells) > len(table.cells)):
            continue
        best = _reaching(table, _line_of_own(text, _header_start(folded, low)), table.end)
    return best


def _header_start(folded: str, low: int) -> int:
    """Return where the head of table three begins: the lines above its first row that hold nothing but its words."""
    start = low
    line_start = folded.rfind("\n", 0, low) + 1
    for _ in range(_HEADER_LINES):
        if line_start == 0:
            break
        above = folded.rfind("\n", 0, line_start - 1) + 1
        if not _HEADER_LINE.fullmatch("".join(folded[above : line_start - 1].split())):
            break
        start = line_start = above
    # The note on the sums may stand on the line of the heading.
    caption = folded.rfind("（本列数据", max(0, start - 150), start)
    return caption if caption >= 0 and "。" not in folded[caption:start] else start


def _litigation_text(text: str, folded: str, view: Folded) -> Table | None:
    for match in islice(_LITIGATION.finditer(view.text), _ATTEMPTS):
        low, high = _stretch(view, match.start(), "litigation", _AFTER_LITIGATION, match.end() - match.start())
        rows = rows_of_text(text, folded, low, high)
        if not rows or "结" not in match.group() + rows[0].label:
            continue
        table = match_litigation(_tight(rows), 2021)
        if table:
            return _reaching(table, _line_of_own(text, low), table.end)
    return None


def _tight(rows: list[Row]) -> list[Row]:
    """Keep the rows of table four: a value far behind its header belongs to the narrative."""
    kept: list[Row] = []
    for row in rows:
        if len(row.label) > 200 or (kept and len(row.label) > 60):
            break
        kept.append(row)
    return kept or rows[:1]


def _with_rules(text: str, table: Table) -> Table:
    """Take in what closes a table after its last value: the border of its line, and ruled lines below."""
    match = _CLOSING.match(text, table.end)
    return _reaching(table, table.start, match.end()) if match and match.end() > table.end else table


def _reaching(table: Table, start: int, end: int) -> Table:
    """Return the same table with another stretch of the text."""
    return Table(table.form, table.vintage, table.cells, start, end, table.notes)


def _line_of_own(text: str, start: int) -> int:
    """Move a start back over the blanks of its line, so that the line's indent belongs to the table."""
    while start > 0 and text[start - 1] in "\t \u3000|":
        start -= 1
    return start


def _from_grids(grids: Sequence[Grid]) -> dict[str, Table]:
    """Match the grids of a file; rows of one form that go on in the next grid are read together."""
    pieces: dict[str, list[Grid]] = {}
    current = ""
    for grid in sorted(grids, key=lambda grid: grid.start):
        words = "".join("".join([cell.text for cell in grid.cells]).split())
        form = _form_of(words, current)
        if form:
            pieces.setdefault(form, []).append(grid)
            current = form
    found: dict[str, Table] = {}
    for form, group in pieces.items():
        rows = [row for grid in group for row in rows_of_grid(grid)]
        everything = "".join("".join([cell.text for grid in group for cell in grid.cells]).split())
        table = {
            "disclosure": lambda rows=rows, words=everything: match_disclosure(rows, words),
            "requests": lambda rows=rows, words=everything: match_requests(rows, words),
            "litigation": lambda rows=rows, words=everything: match_litigation(rows, 2021),
        }[form]()
        if table:
            start, end = min(grid.start for grid in group), max(grid.end for grid in group)
            found[form] = replace(table, start=min(start, table.start), end=max(end, table.end))
    return found


def _form_of(words: str, current: str) -> str:
    """Return the form whose labels stand in a grid; a piece without heads goes on with the table before it."""
    if "新收政府信息" in words or "国家秘密" in words or "本年新收" in words:
        return "requests"
    if current == "requests" and any(
        w in words for w in ("信访", "重复申请", "出版物", "仍不明确", "结转下年", "其他处理", "不掌握")
    ):
        return "requests"
    if "结果维持" in words and "复议" in words:
        return "litigation"
    if "规章" in words or "行政许可" in words or "行政处罚" in words or "行政事业性收费" in words:
        return "disclosure"
    return ""
