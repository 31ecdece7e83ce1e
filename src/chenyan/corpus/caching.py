"""Reading that remembers: a file whose bytes were read before is not parsed again.

The memory is a ``ResultStore`` inside the output folder. A key names the file's bytes, what is known of the report, and
the package's code; a run that was interrupted goes on where it stopped, and changed settings of rules cost no reading.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from chenyan.corpus.readers.ocr import ocr_version
from chenyan.corpus.report import Report
from chenyan.corpus.source import Job, find_jobs
from chenyan.corpus.stored import Stored, pack, store_report, unpack
from chenyan.store import ResultStore, make_key
from chenyan.types import Issue

__all__ = ["CachingBackend", "source_digest"]

_READ_AT_ONCE = 1 << 20
_AT_RISK = 1.0  # seconds of reading that a run may lose where it is killed


class CachingBackend:
    """A backend for reading whose workers look into a store first, and send reports as bytes.

    Parameters
    ----------
    inner : backend
        Where what is not stored is read.
    folder : path or None
        The store's folder; None keeps nothing.
    as_bytes : bool, default True
        Whether reports come as ``Stored``, which travels well between processes, or as ``Report``.
    noted : mapping, optional
        Takes the SHA-256 of each report's bytes by id. Only for reading in this process, as ``Report``.
    """

    name = "caching"

    def __init__(
        self,
        inner: Any,
        folder: str | os.PathLike[str] | None,
        *,
        as_bytes: bool = True,
        noted: dict[str, str] | None = None,
    ) -> None:
        self._inner = inner
        self._noted = noted
        self._as_bytes = as_bytes
        self._store = None if folder is None else ResultStore(os.path.abspath(folder))

    def map_batches(self, function: Any, batches: Iterable[Any]) -> Iterator[list[Any]]:
        """Yield the outcomes of each batch, in order."""
        run = partial(_remembered, self._store, self._as_bytes, self._noted, function)
        return iter(self._inner.map_batches(run, map(_absolute, batches)))

    def close(self) -> None:
        """Close the inner backend."""
        self._inner.close()


def _absolute(batch: Sequence[Any]) -> list[Any]:
    """Name files from the root: a worker may run in another folder."""
    return [replace(job, file=os.path.abspath(job.file)) if isinstance(job, Job) else job for job in batch]


def _remembered(
    store: ResultStore | None,
    as_bytes: bool,
    noted: dict[str, str] | None,
    function: Callable[[Sequence[Any]], list[Any]],
    batch: Sequence[Any],
) -> list[Any]:
    """Read a batch, item by item; runs in the worker, so that bytes travel and not objects."""
    outcomes: list[Any] = []
    read: dict[str, bytes] = {}
    found: list[str] = []
    begun = time.monotonic()
    for job in batch:
        key = None if store is None else _key(job)
        data = None if key is None or store is None else store.get(key)
        if data is not None and key is not None:
            found.append(key)
            known = unpack(data)
            _note(known, noted)
            outcomes += known if as_bytes else [item.report() if isinstance(item, Stored) else item for item in known]
            continue
        made = function([job])
        stored: list[Any] = []
        if as_bytes or key is not None:
            stored = [store_report(item) if isinstance(item, Report) else item for item in made]
            _note(stored, noted)
        if key is not None and made and all(isinstance(item, (Stored, Issue)) for item in stored):
            read[key] = pack(stored)
        outcomes += stored if as_bytes else made
        if store is not None and time.monotonic() - begun > _AT_RISK:
            _keep(store, read, found)
            begun = time.monotonic()
    if store is not None:
        _keep(store, read, found)
    return outcomes


def _keep(store: ResultStore, read: dict[str, bytes], found: list[str]) -> None:
    """Remember what was read of a batch so far, together with what was remembered of it."""
    with suppress(OSError):  # a full disk costs the memory of a reading, not the reading
        store.put_together(read, found)
    read.clear()
    found.clear()


def _note(items: Iterable[Any], noted: dict[str, str] | None) -> None:
    """Take the hash of the reports among some items, while they are bytes anyway."""
    if noted is not None:
        for item in items:
            if isinstance(item, Stored):
                noted[item.report_id] = hashlib.sha256(item.blob).hexdigest()


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
    with open(path, "rb", buffering=0) as stream:
        digest = hashlib.sha256()
        while data := stream.read(_READ_AT_ONCE):  # all of it, mostly
            digest.update(data)
    return digest.hexdigest()


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
