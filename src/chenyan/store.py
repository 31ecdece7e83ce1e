"""Keep results of earlier runs inside the output folder, so that a second run redoes only what changed.

A key names everything that a result depends on (input bytes, the package's code, settings). The values are bytes that
the caller encodes, as JSON or npz; nothing is unpickled. A damaged or cut entry reads as missing and is computed anew.

Results that are asked for together lie in one file, as making a file takes longer than all else in keeping a result. A
file begins with a line of JSON that says what is in it; what the files of a kind hold is read once a run and process.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from chenyan import __version__
from chenyan.files import sha256, write_whole

__all__ = ["ResultStore", "code_digest", "make_key"]

_CODE = {".py", ".csv", ".txt", ".json", ".j2", ".css", ".js", ".toml"}
_plain = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str).encode
_MAGIC = b"chenyan-store 2\n"
_MOST_TOGETHER = 64  # results in one file
_LONGEST_HEAD = 1 << 16


@cache
def code_digest() -> str:
    """Return a hash of the package's code and word lists: results of other code are never taken for this one's.

    A version number alone would not do for those who work on rules or lexicons between two releases.
    """
    root = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
        if path.suffix in _CODE and path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def make_key(kind: str, *inputs: str | bytes, settings: Mapping[str, Any] | None = None) -> str:
    """Return the key of a result.

    Parameters
    ----------
    kind : str
        What is stored, e.g. ``"judged"``; it also names the entry's folder, so only ASCII letters, digits, ``-`` and
        ``_``.
    *inputs : str or bytes
        Everything that the result was computed from, in a fixed order.
    settings : mapping, optional
        The settings that it depends on, and no others: a setting that is left out does not make it stale.

    Examples
    --------
    >>> make_key("judged", b"text", settings={"k": 5}) == make_key("judged", b"text", settings={"k": 6})
    False
    """
    if not kind or not all(char.isascii() and (char.isalnum() or char in "-_") for char in kind):
        raise ValueError(f"store kind {kind!r}: only ASCII letters, digits, - and _")
    digest = hashlib.sha256()
    plain = _plain(dict(settings or {}))
    for part in (kind, code_digest(), plain, *inputs):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{kind}/{digest.hexdigest()}"


def together(entries: Mapping[str, bytes]) -> bytes:
    """Return the file that holds these results, by the digests of their keys."""
    head = json.dumps([[digest, len(data), sha256(data)] for digest, data in entries.items()])
    return b"".join((_MAGIC, head.encode(), b"\n", *entries.values()))


def _head(stream: BinaryIO) -> dict[str, tuple[int, int, str]]:
    """Return where each result of a file stands, how long it is, and its hash; nothing of a damaged file."""
    try:
        if stream.readline(len(_MAGIC)) != _MAGIC:
            return {}
        line = stream.readline(_LONGEST_HEAD)
        at, size_of_file = len(_MAGIC) + len(line), os.fstat(stream.fileno()).st_size
        found = {}
        for digest, size, sha in json.loads(line):
            if not 0 <= int(size) <= size_of_file:
                return {}
            found[str(digest)] = at, int(size), str(sha)
            at += int(size)
        return found if at == size_of_file else {}
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return {}


def _head_of(path: str) -> dict[str, tuple[int, int, str]]:
    try:
        with open(path, "rb") as stream:
            return _head(stream)
    except OSError:
        return {}


def _folders(place: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    with os.scandir(place) as entries:
        return [entry for entry in entries if entry.is_dir()]


def _files(kind: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
    """Yield the files of one kind of results, ten times as fast as a glob."""
    with suppress(OSError):
        for shelf in _folders(kind):
            if len(shelf.name) <= 2:
                with os.scandir(shelf) as entries:
                    found = [entry for entry in entries if entry.is_file()]
                yield from found


def _written(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


def _contents(kind: str) -> dict[str, str]:
    """Return which file holds each result of a kind; a file is deleted that newer ones say all of."""
    places: dict[str, str] = {}
    held = []
    for entry in sorted(_files(kind), key=_written):
        digests = {} if entry.name.startswith(".") else _head_of(entry.path)  # those are still being written
        if digests:
            held.append(entry.path)
            places.update(dict.fromkeys(digests, entry.path))
    for path in set(held).difference(places.values()):
        with suppress(OSError):
            os.unlink(path)
    return places


@lru_cache(maxsize=4)
def _known(folder: str, run: str) -> dict[str, dict[str, str]]:
    """Return what a run knows of a folder in this process, by kind: the file of each result."""
    return {}


class ResultStore:
    """Results by key in a folder; an entry is whole or not there.

    Parameters
    ----------
    folder : path
        A folder that belongs to the store, by custom ``OUT/.chenyan-cache``. It is made on the first ``put`` and may
        be deleted at any time; the next run is then a first run.
    run : str, optional
        What a copy in another process is told of its original: the folder is looked through once for both.

    Examples
    --------
    >>> import tempfile
    >>> store = ResultStore(tempfile.mkdtemp())
    >>> key = make_key("demo", "input")
    >>> store.get(key) is None
    True
    >>> store.put(key, b"result")
    >>> store.get(key)
    b'result'
    """

    def __init__(self, folder: str | Path, run: str = "") -> None:
        self.folder = Path(folder)
        self.hits = 0
        self.misses = 0
        self._run = run or secrets.token_hex(8)
        self._known = _known(os.fspath(folder), self._run)
        self._used: set[str] = set()  # files

    def __reduce__(self) -> tuple[type[ResultStore], tuple[Path, str]]:
        return ResultStore, (self.folder, self._run)

    def _places(self, kind: str) -> dict[str, str]:
        """Return the file of each result of a kind."""
        if kind not in self._known:
            self._known[kind] = _contents(os.path.join(self.folder, kind))
        return self._known[kind]

    def _file(self, key: str) -> str | None:
        kind, _, digest = key.partition("/")
        return self._places(kind).get(digest)

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """Yield the files of the store."""
        with suppress(FileNotFoundError, NotADirectoryError):
            for kind in _folders(self.folder):
                yield from _files(kind)

    def get(self, key: str) -> bytes | None:
        """Return the stored bytes, or None where there are none or they are damaged."""
        data = self._read(key)
        if data is None:
            self.misses += 1
        else:
            self.hits += 1
        return data

    def _read(self, key: str) -> bytes | None:
        path = self._file(key)
        if path is None:
            return None
        self._used.add(path)
        try:
            with open(path, "rb") as stream:
                at, size, sha = _head(stream).get(key.partition("/")[2], (0, 0, ""))
                stream.seek(at)
                data = stream.read(size)
        except OSError:
            return None
        return data if sha256(data) == sha else None

    def put(self, key: str, data: bytes) -> None:
        """Store bytes under a key."""
        self.put_together({key: data})

    def put_together(self, new: Mapping[str, bytes], beside: Sequence[str] = ()) -> None:
        """Store results of one kind that are asked for together, with those found ``beside`` them, in one file.

        Those that already have a file of their own stay there, and it is marked as used: a file holds what one batch of a
        run needed and no more, so that the files that no run uses hold all that none needs.
        """
        if not new and self._stand_together(beside):
            self.touch(beside[0])
            return
        entries = dict(new)
        for key in beside:
            data = self._read(key)
            if data is not None:
                entries.setdefault(key, data)
        keys = list(entries)
        for at in range(0, len(keys), _MOST_TOGETHER):
            some = keys[at : at + _MOST_TOGETHER]
            kind = some[0].partition("/")[0]
            held = {key.partition("/")[2]: entries[key] for key in some}
            name = sha256("\n".join(held).encode())  # the same results again take the place of the old ones
            path = os.path.join(self.folder, kind, name[:1], name)
            write_whole(path, together(held), durable=False)
            self._places(kind).update(dict.fromkeys(held, path))
            self._used.add(path)

    def _stand_together(self, keys: Sequence[str]) -> bool:
        """Say whether these results have a file that holds nothing else."""
        files = {self._file(key) for key in keys}
        path = files.pop() if len(files) == 1 else None
        return path is not None and _head_of(path).keys() == {key.partition("/")[2] for key in keys}

    def get_or(self, key: str, compute: Callable[[], bytes]) -> bytes:
        """Return the stored bytes, else compute, store and return them."""
        found = self.get(key)
        if found is None:
            found = compute()
            self.put(key, found)
        return found

    def touch(self, key: str) -> None:
        """Mark an entry as used now, for ``prune_before``."""
        path = self._file(key)
        if path is not None:
            with suppress(OSError):
                os.utime(path)

    def prune_before(self, moment: float) -> int:
        """Delete the files that nobody wrote or touched since this moment (seconds since the epoch)."""
        gone = 0
        for entry in self._entries():
            with suppress(OSError):
                if entry.stat().st_mtime < moment:
                    os.unlink(entry)
                    gone += 1
        return gone

    def prune(self, keep: Iterable[str] = ()) -> int:
        """Delete the files of which this store neither read nor wrote anything since it was made; returns how many."""
        kept = self._used.union(filter(None, map(self._file, keep)))
        gone = 0
        for entry in self._entries():
            if entry.path not in kept:
                with suppress(FileNotFoundError):
                    os.unlink(entry)
                gone += 1
        return gone

    def __repr__(self) -> str:
        return f"<ResultStore {self.folder}: {self.hits} found, {self.misses} computed>"
