"""Stated problems and themes as plain rows and back, without pickle: what is kept between runs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from chenyan.corpus.report import Report
from chenyan.problems.reading import ProblemReading, Statement
from chenyan.problems.result import Placed, ProblemsResult, Row, Seen, place_reading

if TYPE_CHECKING:
    from chenyan.problems.assign import Themes

__all__ = ["decode_placed", "decode_themes", "encode_placed", "encode_themes", "problems_digest"]

_row, _seen = (attrgetter(*(item.name for item in fields(kind))) for kind in (Row, Seen))


def encode_placed(placed: Placed) -> list[Any]:
    """Return the reading as plain data; its rows follow from the reading and the report."""
    reading = placed.reading
    return [
        [_statement(item) for item in reading.problems],
        [_statement(item) for item in reading.measures],
        [list(pair) for pair in reading.pairs],
        reading.none_stated,
        reading.skip_reason,
        reading.skip_reason_zh,
        reading.start,
        reading.end,
    ]


def decode_placed(report: Report, row: Any) -> Placed:
    """Return the reading of a report with its rows.

    Raises
    ------
    ValueError
        Where the data do not fit the report.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.problems import place_reading, read_problems
    >>> text = "五、存在的主要问题及改进情况\\n一是更新不够及时。下一步，我镇将每周更新栏目。"
    >>> report = cy.report_from_text(text, year=2022, genre="ogi")
    >>> placed = place_reading(report, read_problems(report))
    >>> decode_placed(report, encode_placed(placed)) == placed
    True
    """
    problems, measures, pairs, none_stated, reason, reason_zh, start, end = row
    if not (isinstance(reason, str) and isinstance(reason_zh, str) and isinstance(none_stated, bool)):
        raise ValueError("not a reading of problems")
    reading = ProblemReading(
        report.report_id,
        tuple(_as_statement(item, len(report.text)) for item in problems),
        tuple(_as_statement(item, len(report.text)) for item in measures),
        tuple((int(p), int(m)) for p, m in pairs),
        none_stated,
        reason,
        reason_zh,
        int(start),
        int(end),
    )
    if any(not (0 <= p < len(problems) and 0 <= m < len(measures)) for p, m in reading.pairs):
        raise ValueError("a pair of what is not there")
    return place_reading(report, reading)


def _statement(item: Statement) -> list[Any]:
    return [item.start, item.end, item.kind, list(item.themes), item.confidence, item.place]


def _as_statement(row: Any, length: int) -> Statement:
    start, end, kind, themes, confidence, place = row
    if kind not in ("problem", "measure") or not 0 <= start <= end <= length:
        raise ValueError("not a statement of this report")
    if not all(isinstance(theme, str) for theme in themes):
        raise ValueError("a theme is not a name")
    return Statement(int(start), int(end), kind, tuple(themes), float(confidence), int(place))


def problems_digest(problems: ProblemsResult) -> str:
    """Return a hash of all that themes are made from."""
    digest = hashlib.sha256()
    for records, values in ((problems.rows, _row), (problems.reports, _seen)):
        for record in records:
            digest.update(repr(values(record)).encode("utf-8", "surrogatepass"))
    digest.update(repr(sorted(problems.params.items())).encode())
    return digest.hexdigest()


def encode_themes(themes: Themes) -> bytes:
    """Return the themes of a batch as JSON."""
    data = {
        "groups": [asdict(group) for group in themes.groups],
        "assigned": [[*key, theme] for key, theme in themes.assigned.items()],
        "also": [[*key, list(others)] for key, others in themes.also.items() if others],
        "labels": dict(themes.labels),
        "params": themes.params,
    }
    return json.dumps(data, separators=(",", ":")).encode()


def decode_themes(problems: ProblemsResult, data: bytes) -> Themes:
    """Return the themes of these problems.

    Raises
    ------
    ValueError
        Where the data do not fit the problems.
    """
    from chenyan.problems.assign import ThemeGroup, Themes

    try:
        kept = json.loads(data)
        groups = tuple(ThemeGroup(**{**row, "phrases": tuple(row["phrases"])}) for row in kept["groups"])
        assigned = {(report_id, start): theme for report_id, start, theme in kept["assigned"]}
        also: dict[tuple[str, int], tuple[str, ...]] = dict.fromkeys(assigned, ())
        also.update({(report_id, start): tuple(others) for report_id, start, others in kept["also"]})
        labels, params = dict(kept["labels"]), dict(kept["params"])
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError("not the themes of a batch") from error
    if list(assigned) != list(dict.fromkeys((row.report_id, row.start) for row in problems.problems)):
        raise ValueError("the themes of other problems")
    names = [*assigned.values(), *labels.values(), *(item for others in also.values() for item in others)]
    if not all(isinstance(name, str) for name in names):
        raise ValueError("a theme is not a name")
    return Themes(problems, groups, assigned, also, labels, (), params)
