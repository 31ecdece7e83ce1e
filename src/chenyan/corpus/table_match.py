"""Match printed rows to the rows of the official tables, and their values to its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import itemgetter

from chenyan.corpus import table_labels as labels
from chenyan.corpus.forms import APPLICANTS, LITIGATION_COLUMNS, REQUEST_ROWS
from chenyan.corpus.table_rows import Row, Value, read_value
from chenyan.types import Cell, Table

_record = tuple.__new__
_start, _end = itemgetter(1), itemgetter(2)
_COLUMNS = tuple(line.key for line in APPLICANTS)
_RESULTS = tuple(line.key for line in LITIGATION_COLUMNS)
_SUITS = ("review", "lawsuit_direct", "lawsuit_after_review")
# Weights of the alignment of rows whose labels were torn off: the label on the row's own line decides, a label
# before it supports, order does the rest.
_OWN, _NEAR, _AGAINST, _SKIP_ROW, _SKIP_LINE = 3.0, 1.0, -3.0, -0.5, -1.0


def _cell(row: str, column: str, row_label: str, column_label: str, value: Value) -> Cell:
    text, start, end = value
    number, state = read_value(text)
    # there are two hundred cells a report
    return _record(Cell, (row, column, row_label, column_label, text, number, state, start, end))


def _extent(values: Sequence[Value], start: int) -> tuple[int, int]:
    return min(start, min(map(_start, values))), max(map(_end, values))


def match_requests(rows: Sequence[Row], header: str) -> Table | None:
    """Match rows to table three; ``header`` is the words before the first row."""
    everything = header + "".join(row.label for row in rows)
    is_2021 = any(words in everything for words in ("逾期不补", "逾期未按", "理由逾期")) or (
        any(words in everything for words in ("收费通知", "缴纳费用"))
        and "other_unpaid_fee" in labels.keys_in(labels.REQUEST_ROW, everything)
    )
    is_2019 = not is_2021 and any(
        labels.keys_in(labels.REQUEST_ROW, row.label)[-1:] == ("other_handled",) for row in rows
    )
    vintage = 2021 if is_2021 or not is_2019 else 2019
    order = tuple(line.key for line in REQUEST_ROWS[vintage])
    names = labels.REQUEST_LABELS[vintage]
    usable = _whole_rows(rows)
    chosen = _in_order(usable, order) or _aligned(usable, order)
    if len(chosen) < 3:
        return None
    notes: list[str] = []
    short: list[str] = []
    # two hundred cells a report, so they are made together: a call for each would take as long as the rest
    row_keys: list[str] = []
    column_keys: list[str] = []
    everything_printed: list[Value] = []
    printed: list[Value] = []
    for row, key in chosen:
        columns, values, complete = _applicant_values(row)
        if not complete:
            short.append(key)
        row_keys += repeat(key, len(values))
        column_keys += columns
        printed += values
        everything_printed += row.values
    texts, lows, highs = zip(*printed, strict=True)
    numbers, states = zip(*map(read_value, texts), strict=True)
    row_labels = map(names.__getitem__, row_keys)
    column_labels = map(labels.APPLICANT_LABELS.__getitem__, column_keys)
    columns_of_cells = (row_keys, column_keys, row_labels, column_labels, texts, numbers, states, lows, highs)
    cells = tuple(map(_record, repeat(Cell), zip(*columns_of_cells, strict=True)))
    if short:
        notes.append("rows with fewer or more cells than columns: " + ", ".join(short))
    have = {key for _, key in chosen}
    missing = [key for key in order if key not in have]
    if missing:
        notes.append("rows missing: " + ", ".join(missing))
    start, end = _extent(everything_printed, chosen[0][0].start)
    return Table("requests", vintage, cells, start, end, tuple(notes))


def _whole_rows(rows: Sequence[Row]) -> list[Row]:
    """Split runs that hold several rows, leave out stray numbers such as those of pages."""
    whole: list[Row] = []
    n_full = sum(len(row.values) >= 7 for row in rows)
    torn = ""
    for at_row, row in enumerate(rows):
        following = rows[at_row + 1] if at_row + 1 < len(rows) else None
        if (
            n_full >= 10 and len(row.values) == 1 and not row.exact and not row.own
            and following and not following.label and len(following.values) >= 7
        ):  # fmt: skip
            # the number of a page between a label and its values
            torn = row.label
            continue
        if torn:
            row, torn = Row(torn + row.label, row.own, row.last, row.values, row.start, row.exact), ""
        size = len(row.values)
        if size > 7 and size % 7 == 0 and not row.exact:
            for at in range(0, size, 7):
                part = row.values[at : at + 7]
                whole.append(Row(row.label if at == 0 else "", "", "", part, part[0].start, row.exact))
        elif size < 7 and n_full >= 10 and not row.label and not row.exact:
            continue
        else:
            whole.append(row)
    return whole


def _applicant_values(row: Row) -> tuple[tuple[str, ...], list[Value], bool]:
    """Return the columns of a row and their values, and whether the row is complete.

    A row with more cells keeps its last seven (a broken grid adds blanks in front); blanks after a full row go. Three
    cells are natural person, legal persons together, total; one cell is the total; else the last one is the total.
    """
    values = row.values
    if len(values) == 7:  # as nearly all have
        return _COLUMNS, values, True
    values = list(values)
    while len(values) > 7 and not values[-1].text:
        values.pop()
    if len(values) >= 7:
        return _COLUMNS, values[-7:], not any(value.text for value in values[:-7])
    if len(values) == 3:
        return ("natural", "total"), [values[0], values[2]], False
    if len(values) == 1:
        return ("total",), values, False
    return (*_COLUMNS[: len(values) - 1], "total"), values, False


def _in_order(rows: Sequence[Row], order: tuple[str, ...]) -> list[tuple[Row, str]]:
    """Match each row by the last label before its values; empty unless all labels are known and in order."""
    place = {key: at for at, key in enumerate(order)}
    chosen: list[tuple[Row, str]] = []
    previous = -1
    for row in rows:
        found = labels.keys_in(labels.REQUEST_ROW, row.label)
        known = [key for key in found if key in place]
        if not known and row.label and labels.GROUP_ROW.search(row.label):
            continue
        if not known:
            return []
        at = place[known[-1]]
        if at <= previous:
            return []
        previous = at
        chosen.append((row, order[at]))
        if known[-1] == "carried_out":
            break
    return chosen


def _aligned(rows: Sequence[Row], order: tuple[str, ...]) -> list[tuple[Row, str]]:
    """Align rows and official rows in order so that the labels agree best (dynamic programming)."""
    n, m = min(len(rows), 60), len(order)
    near = [set(labels.keys_in(labels.REQUEST_ROW, row.label)) for row in rows[:n]]
    own = [labels.keys_in(labels.REQUEST_ROW, row.own)[-1:] for row in rows[:n]]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            if i == n:
                best[i][j] = _SKIP_ROW * (m - j)
            elif j == m:
                best[i][j] = _SKIP_LINE * (n - i)
            else:
                take = best[i + 1][j + 1] + _agreement(own[i], near[i], order[j], rows[i])
                best[i][j] = max(take, best[i][j + 1] + _SKIP_ROW, best[i + 1][j] + _SKIP_LINE)
    chosen: list[tuple[Row, str]] = []
    i = j = 0
    while i < n and j < m:
        take = best[i + 1][j + 1] + _agreement(own[i], near[i], order[j], rows[i])
        if best[i][j] == take:
            chosen.append((rows[i], order[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1] + _SKIP_ROW:
            j += 1
        else:
            i += 1
    return chosen


def _agreement(own: tuple[str, ...], near: set[str], key: str, row: Row) -> float:
    """Say how well the labels of a row speak for an official row."""
    named, n_values = bool(row.own), len(row.values)
    full = 0.4 if n_values >= 7 else -0.4
    if own:
        return full + (_OWN if own[0] == key else _AGAINST)
    if key in near:
        return full + _NEAR
    if named:
        # a row with words of its own that name no official row, such as the sum of a group
        return _AGAINST
    return full - (0.3 if near else 0.0)


def match_litigation(rows: Sequence[Row], vintage: int) -> Table | None:
    """Match rows to table four: fifteen values in one run, or a run for each kind of case."""
    by_suit: dict[str, list[Value]] = {}
    notes: list[str] = []
    flat = [value for row in rows for value in row.values]
    if len(flat) >= 15 and (
        len(rows) == 1 or len(rows[-1].values) >= 15 or not any(len(row.values) == 5 for row in rows)
    ):
        row_values = next((row.values for row in rows if len(row.values) >= 15), flat)
        while len(row_values) > 15 and not row_values[-1].text:
            row_values = row_values[:-1]
        values = row_values[-15:]
        if len(row_values) != 15:
            notes.append(f"{len(row_values)} cells in a row of fifteen")
        for at, suit in enumerate(_SUITS):
            by_suit[suit] = values[5 * at : 5 * at + 5]
    else:
        _by_label(rows, by_suit)
    if not by_suit:
        return None
    cells = []
    for suit in _SUITS:
        values = by_suit.get(suit, [])
        columns = _RESULTS if len(values) == 5 else ("total",) if len(values) == 1 else _RESULTS[: len(values)]
        for column, value in zip(columns, values, strict=False):
            names = labels.LITIGATION_LABELS[suit], labels.LITIGATION_COLUMN_LABELS[column]
            cells.append(_cell(suit, column, *names, value))
        if len(values) != 5:
            notes.append(f"{suit}: {len(values)} of 5 cells")
    start, end = _extent([value for values in by_suit.values() for value in values], rows[0].start)
    return Table("litigation", vintage, tuple(cells), start, end, tuple(notes))


def _by_label(rows: Sequence[Row], by_suit: dict[str, list[Value]]) -> None:
    """Give each run of values to the kinds of case that the label before it names."""
    for row in rows:
        named = [suit for suit in _SUITS if suit in set(labels.keys_in(labels.LITIGATION_ROW, row.label))]
        free = [suit for suit in (named or _SUITS) if suit not in by_suit]
        values = row.values
        if not free or not values:
            continue
        if len(values) > 5 and len(values) % 5 == 0:
            for at, suit in enumerate(free[: len(values) // 5]):
                by_suit[suit] = values[5 * at : 5 * at + 5]
        elif len(free) > 1 and len(values) == len(free):
            for suit, value in zip(free, values, strict=True):
                by_suit[suit] = [value]
        else:
            by_suit[free[0]] = values[:5]


def match_disclosure(rows: Sequence[Row], everything: str) -> Table | None:
    """Match rows to table two; the wording of its columns tells the form of 2019 from that of 2021."""
    new = len(labels.FORM_2021.findall(everything))
    old = len(labels.FORM_2019.findall(everything))
    vintage = 2019 if old > new else 2021
    known = labels.DISCLOSURE_COLUMNS[vintage]
    cells: list[Cell] = []
    notes: list[str] = []
    used: list[Value] = []
    seen: set[str] = set()
    start = -1
    for row in rows:
        found = labels.keys_in(labels.DISCLOSURE_ROW, row.label)
        if not found or found[-1] in seen:
            continue
        key = found[-1]
        if key not in known:
            notes.append(f"row of the other form: {key}")
            seen.add(key)
            used.extend(row.values)
            continue
        seen.add(key)
        label, columns = known[key]
        while len(row.values) > len(columns) and not row.values[-1].text:
            row.values.pop()
        if len(row.values) != len(columns):
            notes.append(f"{key}: {len(row.values)} cells for {len(columns)} columns")
        for column, value in zip(columns, row.values, strict=False):
            cells.append(_cell(key, column.key, label, column.label, value))
        used.extend(row.values[: max(len(columns), 1)])
        start = row.start if start < 0 else min(start, row.start)
    if len(seen) < 2:
        return None
    missing = [key for key in known if key not in seen]
    if missing:
        notes.append("rows missing: " + ", ".join(missing))
    order = {key: at for at, key in enumerate(known)}
    cells.sort(key=lambda cell: (order[cell.row], 0))
    low, high = _extent(used, start)
    return Table("disclosure", vintage, tuple(cells), low, high, tuple(notes))
