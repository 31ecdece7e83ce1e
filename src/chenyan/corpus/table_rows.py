"""Turn a stretch of text, or printed grids, into rows of labels and values, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, repeat
from operator import attrgetter, itemgetter
from typing import NamedTuple

from chenyan.corpus.table_labels import DISCLOSURE_ROW, REQUEST_ROW
from chenyan.corpus.table_words import SUIT_CELLS, ends_row, is_vague, is_whole_suit_row, names_row, text_cells_from
from chenyan.text import fold
from chenyan.types import Grid, GridCell

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?")
_NOT_APPLICABLE = frozenset({"/", "\\", "-", "--", "---", "—", "——", "无", "n/a", "na", "*", "／", "//", "不适用", "~"})
_WITH_UNIT = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,6})?(?:件|条|项|个|次|万元|元|份|宗)")
# A row of table four without any figure: as many blanks as it has cells.
_WHOLE_BLANK = 15
# A number before a measure word stands in a sentence: 行政许可 97 件.
_MEASURES = frozenset("件条项次个份人万元篇起年月日宗场期")
_WORD = re.compile(r"[^ \n\r\t]{1,400}")
# Figures and labels come again in every report; longer cells do not.
_REMEMBERED = 60
_NUMBERED = re.compile(r"\d[.、]|[（(]")
_place, _row = attrgetter("row", "column"), attrgetter("row")
_value = tuple.__new__  # a record made without the checks of its class, which take longer than the rest
_kind, _text, _is_exact = itemgetter(0), itemgetter(1), itemgetter(5)
_RULE_LINE = re.compile(r"[|\-:+ =\r]{2,2000}")


class Value(NamedTuple):
    """One printed value: its words, folded, and where they stand."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Row:
    """One printed row: the label before its values, the values with blanks.

    ``own`` is the part of the label on the same line as the values, ``last`` its last cell or word.
    ``exact`` says that the layout shows each cell, so that the place of a blank is known.
    """

    label: str = ""
    own: str = ""
    last: str = ""
    values: list[Value] = field(default_factory=list)
    start: int = -1
    exact: bool = False


@lru_cache(maxsize=4096)
def read_value(words: str) -> tuple[int | float | None, str]:
    """Read the words of a cell: the value, and one of number, zero, blank, na, text.

    Examples
    --------
    >>> [read_value(words) for words in ("1,234", "12.35", "３", "-3")]
    [(1234, 'number'), (12.35, 'number'), (3, 'number'), (-3, 'number')]
    >>> [read_value(words) for words in ("0", "", "/", "约3")]
    [(0, 'zero'), (None, 'blank'), (None, 'na'), (None, 'text')]
    """
    compact = "".join(words.split())
    if not compact:
        return None, "blank"
    if compact.lower() in _NOT_APPLICABLE:
        return None, "na"
    compact = compact.translate(_WIDE)
    if not _NUMBER.fullmatch(compact):
        return None, "text"
    digits = compact.replace(",", "")
    value: int | float = float(digits) if "." in digits else int(digits)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value, "number" if value else "zero"


_WIDE = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")


@lru_cache(maxsize=4096)
def is_value(word: str) -> bool:
    """Say whether a word alone is a cell value: a number, a number with its unit, or a mark for none."""
    return bool(_NUMBER.fullmatch(word)) or word.lower() in _NOT_APPLICABLE or bool(_WITH_UNIT.fullmatch(word))


# One piece of a row: its kind, words, start, end, line, and whether the layout shows its cell. Kinds are L (label),
# V (value), B (blank cell) and R (row ends). There are hundreds a report, so they are plain tuples.
_Token = tuple[str, str, int, int, int, bool]


def _lines(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    at = start
    while at < end:
        stop = folded.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    return lines


def _join_bar_rows(folded: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of a row that a bar alone opens and whose cells follow one a line, each closed by a bar."""
    joined: list[tuple[int, int]] = []
    # The stretch may begin within a row, where its bar stands above.
    is_open = bool(lines) and folded.count("|", *lines[0]) == 1
    for low, high in lines:
        # a blank cell is a bar too, but an indented one
        if is_open and folded[low:high].rstrip().endswith("|") and (not joined or folded[low] in " \u3000"):
            joined[-1:] = [(joined[-1][0] if joined else low, high)]
        else:
            joined.append((low, high))
            is_open = low < high and folded[low] == "|" and not folded[low + 1 : high].strip()
    return joined


def _tokens(text: str, folded: str, start: int, end: int) -> Iterator[_Token]:
    """Yield the pieces of a stretch, line by line; the layout is decided for each line alone."""
    lines = _lines(folded, start, end)
    tabs = text.find("\t", start, end) >= 0
    pipes = folded.find("|", start, end) >= 0
    if pipes:
        lines = _join_bar_rows(folded, lines)
    opened = [1 for low, high in lines if low < high and text[low] == "\t" and text.find("\t", low + 1, high) < 0]
    cell_lines = len(opened) >= 8
    # One pipe makes two cells only where other lines have more of them.
    least_pipes = 1 if pipes and any(folded.count("|", low, high) >= 2 for low, high in lines) else 2
    pending: list[tuple[int, int]] = []
    above = ""  # the label of a row whose cells stand one a line below it
    for number, (low, high) in enumerate(lines):
        if cell_lines:
            # One cell a line, opened by a tab; a line without tab goes on with its cell, an empty line ends the row.
            if low < high and text[low] == "\t":
                if pending:
                    yield _cell_token(folded, pending, number)
                pending = [(low + 1, high)]
                continue
            stripped = folded[low:high].strip()
            if stripped and pending and "|" not in stripped and len(stripped) < 40:
                pending.append((low, high))
                continue
            if pending:
                yield _cell_token(folded, pending, number)
            pending = []
            if not stripped:
                yield "R", "", low, low, number, False
                continue
        if pipes and folded.count("|", low, high) >= least_pipes:
            yield from _split_cells(folded, folded, low, high, "|", number)
        elif tabs and "\t" in text[low:high].lstrip(" \t\u3000"):
            yield from _split_cells(text, folded, low, high, "\t", number)
        else:
            # reports share the lines of the forms, their zeros too; narrative does not come again
            read = _known_line if high - low <= _REMEMBERED else _word_line
            pieces, above = read(folded[low:high], above)
            for kind, word, begin, stop in pieces:
                yield kind, word, low + begin, low + stop, number, False
    if pending:
        yield _cell_token(folded, pending, -1)


def _cell_token(folded: str, spans: list[tuple[int, int]], number: int) -> _Token:
    low, high = spans[0][0], spans[-1][1]
    if len(spans) == 1:
        raw = folded[low:high]
        words = raw.strip(" \t\r\n")
        if words and len(words) != len(raw):
            low += len(raw) - len(raw.lstrip(" \t\r"))
            high = low + len(words)
    else:
        words = "".join([folded[begin:stop] for begin, stop in spans])
        while low < high and folded[low] in " \t\r":
            low += 1
        while high > low and folded[high - 1] in " \t\r\n":
            high -= 1
    if not words:
        low = high
    words = "".join(words.split())
    kind = "B" if not words else ("V" if is_value(words) else "L")
    return kind, words, low, high, number, True


def _split_cells(source: str, view: str, low: int, high: int, mark: str, number: int) -> list[_Token]:
    """Return the cells of a line whose cells are set apart by a mark of ``source``; words come from ``view``."""
    line = view[low:high]
    if mark == "|" and _RULE_LINE.fullmatch(line) and "-" in line:
        return []
    begin, stop = low, high
    while begin < stop and source[begin] in " \r\u3000":
        begin += 1
    while stop > begin and source[stop - 1] in " \r\u3000":
        stop -= 1
    if mark == "|":
        begin += view[begin] == "|"
        stop -= view[stop - 1] == "|" and stop > begin
    cells: list[_Token] = [("R", "", begin, begin, number, False)]
    at = begin
    for piece in source[begin:stop].split(mark):
        cut = at + len(piece)
        words = view[at:cut]
        a, b = at, cut
        if not words.isalnum():  # most cells are one figure or one name without blanks
            kept = words.strip(" \r\n")
            a = at + len(words) - len(words.lstrip(" \r\n"))
            b = a + len(kept)
            words = "".join(kept.replace("**", "").split())
        kind = "B" if not words else ("V" if is_value(words) else "L")
        cells.append((kind, words, a, b, number, True))
        at = cut + 1
    cells.append(("R", "", stop, stop, number, False))
    return cells


def _word_line(line: str, above: str) -> tuple[list[tuple[str, str, int, int]], str]:
    """Return the words of a line without cell marks, and the label of a row that its words leave open.

    ``above`` is the label that the lines before left open.
    """
    whole = "".join(line.split())
    left = above
    if whole and not is_value(whole) and not (above and is_vague(whole)):
        left = whole if names_row(whole) else ""
    return _word_pieces(line, above), left


def _word_pieces(line: str, above: str) -> list[tuple[str, str, int, int]]:
    """Return kind, word, start and end of the words of a line, and where its rows end; lone numbers are values."""
    words = list(_WORD.finditer(line))
    has_label = n_values = 0
    label = ""
    pieces = []
    for at, match in enumerate(words):
        word = match.group().strip("*") or match.group()
        counted = at + 1 < len(words) and words[at + 1].group()[0] in _MEASURES
        if (is_value(word) and not counted) or (
            is_vague(word) and names_row(label or above) in ("requests", "disclosure")
        ):
            n_values += 1
            pieces.append(("V", word, match.start(), match.end()))
        else:
            if n_values:
                pieces.append(("R", "", match.start(), match.start()))
                n_values, label = 0, ""
            has_label += 1
            label += word
            pieces.append(("L", word, match.start(), match.end()))
    if n_values > 1 or (n_values and has_label):
        pieces.append(("R", "", len(line), len(line)))
    return pieces


_known_line = lru_cache(maxsize=8192)(_word_line)


def _with_text_cells(tokens: list[_Token]) -> list[_Token]:
    """Read as values the words that stand in a cell of a row of the official tables."""
    kinds = "".join(map(_kind, tokens))
    exact = list(map(_is_exact, tokens))
    if True not in exact:
        return tokens
    words = list(map(_text, tokens))
    for at, kind in enumerate(kinds):
        if kind not in "LR":
            continue
        end = kinds.find("R", at + 1)
        end = len(kinds) if end < 0 else end
        if kinds.find("L", at + 1, end) < 0:
            continue
        stop = at + 1
        if kind == "R":
            run = words[stop:end] if end - stop == SUIT_CELLS else []
            if run and all(exact[stop:end]) and is_whole_suit_row(kinds[stop:end], run):
                _turn(tokens, stop, end)
        elif names_row(words[at]):
            while stop < end and exact[stop]:
                if kinds[stop] == "L" and (names_row(words[stop]) or ends_row(words[stop])):
                    break
                stop += 1
            run = words[at + 1 : stop]
            if "L" in kinds[at + 1 : stop] and text_cells_from(words[at], run) is not None:
                _turn(tokens, at + 1, stop)
    return tokens


def _turn(tokens: list[_Token], start: int, stop: int) -> None:
    """Make values of the words of these cells."""
    for at in range(start, stop):
        kind, *rest = tokens[at]
        if kind == "L":
            tokens[at] = ("V", *rest)  # type: ignore[assignment]


def rows_of_text(text: str, folded: str, start: int, end: int) -> list[Row]:
    """Return the rows of a stretch of text: each run of values with the label before it."""
    if folded.find("|", start, end) < 0 and text.find("\t", start, end) < 0:
        return [found for found in _rows_of_lines(folded, start, end) if _says_something(found)]
    rows: list[Row] = []
    row = Row()
    label_line = -1
    opened = False  # a label stands in this printed row
    leading: list[Value] = []  # blank cells before any label or value of this printed row
    for kind, words, low, high, line, exact in _with_text_cells(list(_tokens(text, folded, start, end))):
        if kind == "L":
            if row.values:
                rows.append(row)
                row = Row()
            if row.start < 0:
                row.start = low
            row.label += words
            row.own = row.own + words if line == label_line else words
            row.last = words
            label_line = line
            opened, leading = True, []
        elif kind == "V":
            if row.start < 0:
                row.start = low
            if leading and not row.values and len(leading) >= 2 and not opened:
                # the first cells of a row without a label are blank
                row.values.extend(leading)
            leading = []
            row.values.append(Value(words, low, high))
            row.exact = row.exact or exact
            if line != label_line and not exact:
                row.own = ""
        elif kind == "B":
            value = Value("", low, low)
            if row.values or opened:
                row.values.append(value)
                row.exact = True
            else:
                leading.append(value)
        else:
            if not row.values and len(leading) >= _WHOLE_BLANK:
                row.values, row.exact = leading, True
                row.start = row.start if row.start >= 0 else leading[0].start
            if row.values:
                rows.append(row)
                row = Row()
            opened, leading = False, []
    if row.values:
        rows.append(row)
    return [found for found in rows if _says_something(found)]


def _rows_of_lines(folded: str, start: int, end: int) -> list[Row]:
    """Return the rows of a stretch without any mark of cells, which most have: it says the same as the general way."""
    rows: list[Row] = []
    label = own = last = above = ""
    values: list[Value] = []
    begun = label_line = -1  # where the row begins, and the line of its label
    at = start
    number = -1
    for size, group in groupby(folded[start:end].split("\n"), len):
        lines = list(group)
        if size == 1 and (figures := "".join(lines)).isascii() and figures.isdigit():
            # most lines: the zeros of the forms, all at once
            if begun < 0:
                begun = at
            stop = at + 2 * len(lines)
            values.extend(
                map(_value, repeat(Value), zip(lines, range(at, stop, 2), range(at + 1, stop, 2), strict=True))
            )
            own = ""
            number += len(lines)
            at = stop
            continue
        for line in lines:
            number += 1
            lone = _lone_value(line) if size <= _REMEMBERED else None
            if lone is not None:
                words, begin, stop = lone
                begin += at
                if begun < 0:
                    begun = begin
                values.append(_value(Value, (words, begin, at + stop)))
                own = ""
                at += size + 1
                continue
            read = _known_line if size <= _REMEMBERED else _word_line
            pieces, above = read(line, above)
            for kind, words, begin, stop in pieces:
                if kind == "V":
                    if begun < 0:
                        begun = at + begin
                    values.append(_value(Value, (words, at + begin, at + stop)))
                    if number != label_line:
                        own = ""
                    continue
                if values:
                    rows.append(Row(label, own, last, values, begun))
                    label = own = last = ""
                    values, begun = [], -1
                if kind == "L":
                    if begun < 0:
                        begun = at + begin
                    label += words
                    own = own + words if number == label_line else words
                    last = words
                    label_line = number
            at += size + 1
    if values:
        rows.append(Row(label, own, last, values, begun))
    return rows


@lru_cache(maxsize=8192)
def _lone_value(line: str) -> tuple[str, int, int] | None:
    """Return the value that a line holds and nothing else, with its start and end; None for any other line."""
    pieces, _ = _word_line(line, "")
    if [piece[0] for piece in pieces] != ["V"] or not is_value("".join(line.split())):
        return None
    return pieces[0][1:]


def _says_something(row: Row) -> bool:
    """Leave out headers that end in blanks: a row of blanks counts only under the label of a row of data."""
    values = row.values
    if (values and values[0].text) or any(value.text for value in values) or len(values) >= _WHOLE_BLANK:
        return True
    return bool(REQUEST_ROW.search(row.last) or DISCLOSURE_ROW.search(row.last)) and row.last != "总计"


def rows_of_grid(grid: Grid) -> list[Row]:
    """Return the rows of a printed grid; a label that spans several rows counts for each of them."""
    cells = sorted(grid.cells, key=_place)
    spanning = [cell for cell in cells if cell.row_span > 1 and not is_value("".join(cell.text.split()))]
    rows = []
    for number, group in groupby(cells, _row):
        own = list(group)
        words = [_words(cell) for cell in own]
        valued = [bool(word) and is_value(word) for word in words]
        first_value = valued.index(True) if True in valued else None
        last_label = -1
        for at in range(len(words) - 1, -1, -1):
            if words[at] and not valued[at] and not _holds_digits(words[at]):
                last_label = at
                break
        if first_value is None and last_label < 0 and len(own) < 5:
            continue
        values_from = _text_from(words, valued) if last_label > 0 else None
        if values_from is not None:
            last_label = values_from - 1
        above = "".join([_words(cell) for cell in spanning if cell.row < number < cell.row + cell.row_span])
        label = above + "".join([words[at] for at in range(last_label + 1) if not valued[at]])
        values = [Value(words[at], own[at].start, own[at].end) for at in range(last_label + 1, len(own))]
        if values_from is None and first_value is not None and first_value < last_label:
            # numbers before a label: a broken grid; keep what is a value
            values = [Value(words[at], own[at].start, own[at].end) for at in range(len(own)) if valued[at]]
        last = words[last_label] if last_label >= 0 else ""
        row = Row(label, "".join(words[: last_label + 1]), last, values, own[0].start, True)
        if values and _says_something(row):
            rows.append(row)
    return rows


def _text_from(words: list[str], valued: list[bool]) -> int | None:
    """Return where the values of a printed row begin if words stand among them; None in all other rows."""
    last = -1
    for at in range(len(words) - 1, -1, -1):
        if words[at] and not valued[at] and names_row(words[at]):
            last = at
            break
    if last < 0:
        kinds = ["B" if not word else ("V" if value else "L") for word, value in zip(words, valued, strict=True)]
        return 0 if is_whole_suit_row(kinds, words) else None
    if all(value or not word for word, value in zip(words[last + 1 :], valued[last + 1 :], strict=True)):
        return None
    found = text_cells_from(words[last], words[last + 1 :])
    return None if found is None else last + 1 + found


def _holds_digits(word: str) -> bool:
    """Say whether a word may stand where a value should: a few digits with other signs around."""
    return len(word) <= 8 and any(map(str.isdigit, word)) and not _NUMBERED.match(word)


def _words(cell: GridCell) -> str:
    """Return the words of a printed cell, folded and without blanks."""
    return _compact(cell.text) if len(cell.text) <= _REMEMBERED else "".join(fold(cell.text).text.split())


@lru_cache(maxsize=4096)
def _compact(words: str) -> str:
    return "".join(fold(words).text.split())
