"""Reading that remembers: a file whose bytes were read before is not parsed again.

The memory is a ``ResultStore`` inside the output folder. A key names the file's bytes, what is known of the report, and
the package's code; a run that was interrupted goes on where it stopped, and changed settings of rules cost no reading.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from chenyan.corpus.codec import decode_report, encode_report
from chenyan.corpus.readers.ocr import ocr_version
from chenyan.corpus.report import Report
from chenyan.corpus.source import Job, find_jobs
from chenyan.store import ResultStore, make_key
from chenyan.types import Issue

__all__ = ["CachingBackend", "source_digest"]


class CachingBackend:
    """A backend for reading whose workers look into a store first.

    Parameters
    ----------
    inner : backend
        Where what is not stored is read.
    folder : path
        The store's folder.
    """

    name = "caching"

    def __init__(self, inner: Any, folder: str | os.PathLike[str]) -> None:
        self._inner = inner
        self._folder = str(folder)

    def map_batches(self, function: Any, batches: Iterable[Any]) -> Iterator[list[Any]]:
        """Yield the outcomes of each batch, in order."""
        return iter(self._inner.map_batches(partial(_remembered, self._folder, function), batches))

    def close(self) -> None:
        """Close the inner backend."""
        self._inner.close()


def _remembered(folder: str, function: Callable[[Sequence[Any]], list[Any]], batch: Sequence[Any]) -> list[Any]:
    """Read a batch, item by item; runs in the worker."""
    store = ResultStore(folder)
    outcomes: list[Any] = []
    for job in batch:
        key = _key(job)
        found = None if key is None else store.get(key)
        if found is not None and key is not None:
            store.touch(key)
            outcomes += _decode(found)
            continue
        made = function([job])
        if key is not None and made and all(isinstance(item, (Report, Issue)) for item in made):
            with suppress(OSError):  # a full disk costs the memory of a reading, not the reading
                store.put(key, _encode(made))
        outcomes += made
    return outcomes


def _key(job: Any) -> str | None:
    """Return the key of a job, or None where it cannot be told what it reads."""
    if isinstance(job, Issue):
        return None
    facts = {
        "path": job.path,
        "report_id": job.report_id,
        "known": {name: str(value) for name, value in sorted(dict(job.known).items())},
    }
    if isinstance(job, Job):
        if job.ocr:
            facts["ocr"] = ocr_version()
        if job.members:  # a member of an archive is told by the archive's state and its place in it
            try:
                state = os.stat(job.file)
            except OSError:
                return None
            return make_key("read", f"{state.st_size}|{state.st_mtime_ns}", json.dumps(job.members), settings=facts)
        try:
            return make_key("read", _file_digest(job.file), settings=facts)
        except OSError:
            return None
    text = getattr(job, "text", None)
    if text is None:
        return None
    facts["title"] = str(getattr(job, "title", ""))
    facts["kind"] = str(getattr(job, "kind", ""))
    return make_key("read", text, settings=facts)


def _file_digest(path: str | os.PathLike[str]) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _encode(outcomes: Sequence[Report | Issue]) -> bytes:
    rows = [
        base64.b64encode(encode_report(item)).decode("ascii")
        if isinstance(item, Report)
        else [item.path, item.reason, item.reason_zh, item.severity, item.report_id]
        for item in outcomes
    ]
    return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> list[Report | Issue]:
    rows = json.loads(data.decode("utf-8", "surrogatepass"))
    return [decode_report(base64.b64decode(row)) if isinstance(row, str) else Issue(*row) for row in rows]


def source_digest(source: Any, manifest: str | os.PathLike[str] | None = None) -> str:
    """Return a hash of every file of a source: paths, bytes, and what a manifest says of them.

    Raises
    ------
    ReportError
        Where the source does not exist.
    """
    found = find_jobs(source, manifest=manifest)
    digest = hashlib.sha256()
    files = {str(job.file): job for job in found.jobs}
    for name in sorted(files):
        job = files[name]
        digest.update(f"{job.path}\0{job.report_id}\0{sorted(map(str, dict(job.known).items()))}\0".encode())
        try:
            digest.update(_file_digest(Path(name)).encode())
        except OSError as error:
            digest.update(f"unreadable: {error.errno}".encode())
    for issue in found.issues:
        digest.update(f"{issue.path}\0{issue.reason}\0".encode())
    return digest.hexdigest()
