"""A corpus that lives on disk: reports are read back one by one, only their identities stay in memory."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.report import Corpus, Issues, Report
from chenyan.types import Issue, ReportError

_SEEKING = threading.Lock()
_KEPT = 256  # reports kept decoded, for rules that look at a report and its neighbours


class Entry(NamedTuple):
    """Where a report lies in the spill file, and what grouping needs to know of it."""

    report_id: str
    series: str
    year: int | None
    offset: int
    length: int


class SpillWriter:
    """Writes reports one after another into one file.

    Parameters
    ----------
    path : Path
        The file; it is made anew.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.entries: list[Entry] = []
        self._file = open(path, "wb")  # noqa: SIM115 - closed by close()

    def add(self, report: Report) -> None:
        """Append one report."""
        self.add_blob(encode_report(report), report.report_id, report.series, report.year)

    def add_blob(self, blob: bytes, report_id: str, series: str, year: int | None) -> None:
        """Append a report that is encoded already."""
        self.entries.append(Entry(report_id, series, year, self._file.tell(), len(blob)))
        self._file.write(blob)

    def close(self, issues: Iterable[Issue] = ()) -> SpilledCorpus:
        """Finish the file and return the corpus that reads from it."""
        self._file.close()
        return SpilledCorpus(self.path, self.entries, tuple(issues))


class SpilledCorpus(Corpus):
    """A corpus whose reports are decoded from a file when asked for.

    Behaves like ``Corpus``; memory holds a hundred bytes a report. A copy can be pickled to a worker: it carries the
    path and the index, not the reports.
    """

    def __init__(self, path: Path, entries: Sequence[Entry], issues: Sequence[Issue] = ()) -> None:
        self.path = Path(path)
        self._entries = sorted(entries, key=lambda entry: entry.report_id)
        self._index = {entry.report_id: at for at, entry in enumerate(self._entries)}
        if len(self._index) != len(self._entries):
            raise ReportError(
                "two reports share one id; ids must be unique, set them with a manifest.csv"
                " 两份报告编号相同，请在 manifest.csv 中设定不同编号"
            )
        self.issues = Issues(tuple(sorted(issues, key=lambda i: (i.path, i.report_id, i.severity, i.reason))))
        self.digests = {}
        self._recent: OrderedDict[int, Report] = OrderedDict()
        self._handle: int | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The index: one entry a report, in the order of the ids."""
        return tuple(self._entries)

    def _load(self, at: int) -> Report:
        report = self._recent.get(at)
        if report is None:
            report = decode_report(self._bytes(at))
            self._recent[at] = report
            if len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return report

    def _bytes(self, at: int) -> bytes:
        if self._handle is None:
            self._handle = os.open(self.path, os.O_RDONLY)
        entry = self._entries[at]
        return _read_at(self._handle, entry.length, entry.offset)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Report]:
        return (self._load(at) for at in range(len(self._entries)))

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            if key not in self._index:
                raise KeyError(f"no report {key!r} among {len(self)}")
            return self._load(self._index[key])
        if isinstance(key, slice):
            return SpilledCorpus(self.path, self._entries[key], ())
        return self._load(range(len(self))[key])

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._index)

    def __contains__(self, key: object) -> bool:
        return key in self._index if isinstance(key, str) else any(key == report for report in self)

    def blob(self, report_id: str) -> bytes:
        """Return a report as the bytes of ``encode_report``: what travels to a worker that judges it."""
        return self._bytes(self._index[report_id])

    def series(self) -> dict[str, tuple[Report, ...]]:
        """Return the reports of each agency by year; for large batches ``series_ids`` is the better question."""
        return {name: tuple(self[report_id] for report_id in ids) for name, ids in self.series_ids().items()}

    def series_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the report ids of each agency by year, without reading the reports."""
        groups: dict[str, list[Entry]] = {}
        for entry in self._entries:
            groups.setdefault(entry.series, []).append(entry)
        return {
            name: tuple(e.report_id for e in sorted(group, key=lambda e: (e.year is None, e.year or 0, e.report_id)))
            for name, group in sorted(groups.items())
        }

    def __repr__(self) -> str:
        years = [entry.year for entry in self._entries if entry.year is not None]
        span = f", {min(years)}-{max(years)}" if years else ""
        bad = sum(issue.severity == "error" for issue in self.issues)
        lost = f"; {bad} files could not be read" if bad else ""
        return f"{len(self)} reports, {len({e.series for e in self._entries})} agencies{span}{lost}"

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def discard(self) -> None:
        """Delete the file; the reports can't be read any more."""
        self.close()
        self.path.unlink(missing_ok=True)

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "_entries": self._entries, "issues": self.issues, "_index": self._index}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.digests = {}
        self._recent = OrderedDict()
        self._handle = None


def _read_at(handle: int, length: int, offset: int) -> bytes:
    """Read a stretch of a file; Windows has no pread, and two threads must not move one place at a time."""
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    with _SEEKING:
        os.lseek(handle, offset, os.SEEK_SET)
        return os.read(handle, length)
