"""One report several times: inside one file (nested page text), or in several files of a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress

from chenyan.corpus.report import Report
from chenyan.text import fold
from chenyan.types import STATUTORY_KINDS, Issue

__all__ = ["drop_duplicates", "one_copy"]

_LONG = 30  # characters: shorter lines repeat in any text
_SHINGLE = 8  # characters; long enough that two reports on one template do not meet by chance
_CONTAINED = 0.9  # share of the shorter text's shingles that the longer one must hold to be the same report
_SHORTEST = 0.4  # a text shorter than this share of the other is an extract, not the same report
_RANK = {name: at for at, name in enumerate(("docx", "html", "mhtml", "doc", "rtf", "md", "txt", "pdf"))}
_SAME = 0.95  # share of the long lines of one copy that another copy must hold


def one_copy(text: str) -> tuple[str, int]:
    """Return one copy of a text that stands several times in a row, and how many times it does.

    Examples
    --------
    >>> lines = [f"{n}月，本镇按规定主动公开各类政府信息，并及时办理群众来信来电若干件。" for n in range(1, 10)]
    >>> report = "年度报告\\n" + "\\n".join(lines) + "\\n"
    >>> one_copy("首页\\n" + report + report + report) == ("首页\\n" + report, 3)
    True
    >>> one_copy(report)[1]
    1
    """
    lines = text.split("\n")
    wide = compress(lines, map(_LONG.__le__, map(len, lines)))
    long = [key for line in wide if len(key := line.strip()) >= _LONG]
    if len(set(long)) == len(long):
        return text, 1
    keys = list(map(str.strip, lines))
    counts = Counter(long)
    repeated = {key for key, n in counts.items() if n > 1}
    total = sum(len(key) * n for key, n in counts.items())
    twice = sum(len(key) * counts[key] for key in repeated)
    if len(repeated) < 5 or twice < 0.8 * total:
        return text, 1
    # the copies: from one occurrence of the first repeated line to the next
    first = next(key for key in keys if key in repeated)
    starts = [at for at, key in enumerate(keys) if key == first]
    n_copies = len(starts)
    if n_copies < 2:
        return text, 1
    blocks = [
        {key for key in keys[low:high] if len(key) >= _LONG}
        for low, high in zip(starts, [*starts[1:], len(keys)], strict=True)
    ]
    if any(len(block & blocks[0]) < _SAME * len(blocks[0]) for block in blocks[1:]):
        return text, 1
    n_copies = max(n_copies, sorted(counts[key] for key in repeated)[len(repeated) // 2])
    end = starts[1]
    back = starts[0]
    while True:  # what stands before the first copy's first line (its title) also opens the second copy
        low, high = _previous(keys, back), _previous(keys, end)
        if low < 0 or high <= starts[0] or keys[low] != keys[high]:
            break
        back, end = low, high
    return "\n".join(lines[:end]) + "\n", n_copies


def drop_duplicates(reports: Sequence[Report], issues: Sequence[Issue] = ()) -> tuple[list[Report], list[Issue]]:
    """Keep one of the reports that several files hold; a note names each file left out.

    Reports are the same where agency and year agree and nine tenths of the shorter text stand in the longer one
    (measured on shingles of eight characters); where agency or year is unknown, only where the texts are equal.
    The one kept has the fewest warnings among ``issues`` and the least damage, then the most tables, then the better
    format (docx, html, doc, md, txt, pdf). A warning names different texts of one agency and year.
    """
    warned = Counter(issue.report_id for issue in issues if issue.severity == "warning")
    groups: dict[tuple[str, ...], list[Report]] = {}
    for report in sorted(reports, key=lambda report: (warned[report.report_id], *_worth(report))):
        key: tuple[str, ...]
        if report.agency and report.year is not None:
            key = ("known", report.agency, str(report.year), report.genre)
        else:
            key = ("equal", report.agency, str(report.year), report.genre, "".join(report.text.split()))
        groups.setdefault(key, []).append(report)
    dropped: set[str] = set()
    notes: list[Issue] = []
    for key, group in groups.items():
        kept: list[tuple[Report, frozenset[str]]] = []
        for report in group if len(group) > 1 else ():
            shingles = _shingles(report.text) if key[0] == "known" else frozenset()
            twin = next((other for other, held in kept if key[0] == "equal" or _same(shingles, held)), None)
            if twin is None:
                kept.append((report, shingles))
                continue
            dropped.add(report.report_id)
            notes.append(
                Issue(
                    report.source or report.report_id,
                    f"the same report as {twin.source or twin.report_id}; read once, from there",
                    f"与 {twin.source or twin.report_id} 是同一份报告；只读取后者",
                    "note",
                    twin.report_id,
                )
            )
        if key[0] == "known" and len(kept) > 1:
            notes.append(_several([report for report, _ in kept]))
    return [report for report in reports if report.report_id not in dropped], notes


def _several(reports: Sequence[Report]) -> Issue:
    """Say that several different texts come as the report of one agency on one year: its parts, or its versions."""
    ordered = sorted(reports, key=lambda report: (report.source, report.report_id))
    names = ", ".join(report.source or report.report_id for report in ordered[:6])
    who = f"{ordered[0].agency} {ordered[0].year}"
    kinds = Counter(kind for report in ordered for kind in {section.kind for section in report.sections})
    if all(kinds[kind] <= 1 for kind in STATUTORY_KINDS) and sum(kinds[kind] for kind in STATUTORY_KINDS) > 1:
        return Issue(
            names,
            f"{names} look like parts of one report ({who}); join them into one file",
            f"{names} 疑似同一份报告（{who}）的不同部分；请合并为一个文件",
            "warning",
            ordered[0].report_id,
        )
    return Issue(
        names,
        f"{names} are different texts of one agency and year ({who}); keep the final one, or say in a manifest what "
        "each is",
        f"{names} 是同一机关同一年度（{who}）的不同文本；请只保留定稿，或在清单中注明",
        "warning",
        ordered[0].report_id,
    )


def _worth(report: Report) -> tuple[int, int, int, int, str]:
    return (
        report.text.count("\ufffd"),
        -len(report.tables),
        _RANK.get(report.format, len(_RANK)),
        -len(report.text),
        report.report_id,
    )


def _shingles(text: str) -> frozenset[str]:
    compact = fold(text[:50_000], compact=True).text
    return frozenset(compact[at : at + _SHINGLE] for at in range(max(1, len(compact) - _SHINGLE + 1)))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    small, large = sorted((len(one), len(other)))
    return small >= _SHORTEST * large and len(one & other) >= _CONTAINED * small


def _previous(keys: list[str], at: int) -> int:
    """Return the last line before this one that is not blank, or -1."""
    at -= 1
    while at >= 0 and not keys[at]:
        at -= 1
    return at
