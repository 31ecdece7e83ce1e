"""Statutory tables as printed: one grid with merged cells, from which every file format prints its own."""

from __future__ import annotations

from dataclasses import dataclass

from chenyan.corpus import forms

from .figures import Values

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell: its text, its place, and how many rows and columns it takes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed table."""

    boxes: tuple[Box, ...]
    n_rows: int
    n_columns: int

    def rows(self) -> list[list[str | None]]:
        """Return rows of texts; a place that a merged cell covers is None."""
        grid: list[list[str | None]] = [[None] * self.n_columns for _ in range(self.n_rows)]
        for box in self.boxes:
            grid[box.row][box.column] = box.text
        return grid


def show(value: object) -> str:
    """Return a value as printed."""
    return str(value)


def print_table(form: str, vintage: int, values: Values) -> Printed:
    """Lay out one statutory table."""
    if form == "disclosure":
        return _disclosure(vintage, values)
    return _requests(vintage, values) if form == "requests" else _litigation(values)


def _disclosure(vintage: int, values: Values) -> Printed:
    boxes: list[Box] = []
    row = 0
    for block in forms.DISCLOSURE_BLOCKS[vintage]:
        boxes.append(Box(block.heading, row, 0, 1, 4))
        widths = {3: (1, 1, 1), 2: (1, 2), 1: (3,)}[len(block.columns)]
        boxes.append(Box("信息内容", row + 1, 0))
        row += 1
        lines = [("", [column.label for column in block.columns])]
        lines += [
            (line.label, [show(values[f"{line.key}|{column.key}"]) for column in block.columns]) for line in block.rows
        ]
        for label, texts in lines:
            if label:
                boxes.append(Box(label, row, 0))
            at = 1
            for text, width in zip(texts, widths, strict=True):
                boxes.append(Box(text, row, at, 1, width))
                at += width
            row += 1
    return Printed(tuple(boxes), row, 4)


def _requests(vintage: int, values: Values) -> Printed:
    boxes = [
        Box(NOTE, 0, 0, 3, 3), Box("申请人情况", 0, 3, 1, 7), Box("自然人", 1, 3, 2), Box("法人或其他组织", 1, 4, 1, 5),
        Box("总计", 1, 9, 2),
    ]  # fmt: skip
    boxes += [Box(line.label, 2, 4 + at) for at, line in enumerate(forms.APPLICANTS[1:6])]
    lines = forms.REQUEST_ROWS[vintage]
    results = [line for line in lines if line.key not in ("new", "carried_in", "carried_out")]
    row = 3
    groups = [line.group for line in lines]
    for at, line in enumerate(lines):
        if line.key == "granted":
            boxes.append(Box("三、本年度办理结果", row, 0, len(results), 1))
        if line.key in ("new", "carried_in", "carried_out"):
            boxes.append(Box(line.label, row, 0, 1, 3))
        elif not line.group:
            boxes.append(Box(line.label, row, 1, 1, 2))
        else:
            if groups[at - 1] != line.group:
                boxes.append(Box(line.group, row, 1, groups.count(line.group), 1))
            boxes.append(Box(line.label, row, 2))
        boxes += [
            Box(show(values[f"{line.key}|{column.key}"]), row, 3 + k) for k, column in enumerate(forms.APPLICANTS)
        ]
        row += 1
    return Printed(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), row, 10)


def _litigation(values: Values) -> Printed:
    labels = [column.label for column in forms.LITIGATION_COLUMNS]
    boxes = [Box("行政复议", 0, 0, 1, 5), Box("行政诉讼", 0, 5, 1, 10)]
    boxes += [Box(label, 1, at, 2) for at, label in enumerate(labels)]
    boxes += [Box("未经复议直接起诉", 1, 5, 1, 5), Box("复议后起诉", 1, 10, 1, 5)]
    boxes += [Box(label, 2, 5 + at) for at, label in enumerate(labels * 2)]
    cells = [f"{row.key}|{column.key}" for row in forms.LITIGATION_ROWS for column in forms.LITIGATION_COLUMNS]
    boxes += [Box(show(values[cell]), 3, at) for at, cell in enumerate(cells)]
    return Printed(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), 4, 15)


def flat_lines(printed: Printed, style: str) -> list[str]:
    """Return a table as text: ``cells`` one cell a line after a tab, ``bare`` without it, ``tabs`` one row a line."""
    lines: list[str] = []
    for row in printed.rows():
        if style == "tabs":
            lines.append("\t".join(text or "" for text in row).rstrip("\t"))
        elif style == "bare":
            lines += [text for text in row if text]
        else:
            lines += ["\t" + text for text in row if text is not None] + [""]
    return lines


def pipe_lines(printed: Printed) -> list[str]:
    """Return a table in Markdown; merged cells leave empty ones."""
    rows = [["" if text is None else text for text in row] for row in printed.rows()]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * printed.n_columns)
    return lines
