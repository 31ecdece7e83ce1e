"""Keep results of earlier runs inside the output folder, so that a second run redoes only what changed.

A key names everything that a result depends on (input bytes, the package's code, settings). The values are bytes that
the caller encodes, as JSON or npz; nothing is unpickled. A damaged or cut entry reads as missing and is computed anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from chenyan import __version__
from chenyan.files import sha256, write_whole

__all__ = ["ResultStore", "code_digest", "make_key"]

_CODE = {".py", ".csv", ".txt", ".json", ".j2", ".css", ".js", ".toml"}
_plain = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str).encode
_MAGIC = b"chenyan-store 1\n"


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


def _folders(place: str | os.PathLike[str]) -> list[os.DirEntry[str]]:
    with os.scandir(place) as entries:
        return [entry for entry in entries if entry.is_dir()]


class ResultStore:
    """Results by key in a folder; an entry is whole or not there.

    Parameters
    ----------
    folder : path
        A folder that belongs to the store, by custom ``OUT/.chenyan-cache``. It is made on the first ``put`` and may
        be deleted at any time; the next run is then a first run.

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

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.hits = 0
        self.misses = 0
        self._used: set[str] = set()

    def _path(self, key: str) -> str:
        kind, _, digest = key.partition("/")
        return os.path.join(self.folder, kind, digest[:2], digest)

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """Yield the files of the store, ten times as fast as a glob."""
        with suppress(FileNotFoundError, NotADirectoryError):
            for kind in _folders(self.folder):
                for shelf in _folders(kind):
                    if len(shelf.name) == 2:
                        with os.scandir(shelf) as entries:
                            found = [entry for entry in entries if entry.is_file()]
                        yield from found

    def get(self, key: str) -> bytes | None:
        """Return the stored bytes, or None where there are none or they are damaged."""
        self._used.add(key)
        try:
            with open(self._path(key), "rb") as stream:
                data = stream.read()
        except OSError:
            self.misses += 1
            return None
        head = len(_MAGIC) + 65
        body = data[head:]
        if data[:head] != _MAGIC + sha256(body).encode() + b"\n":
            self.misses += 1
            return None
        self.hits += 1
        return body

    def put(self, key: str, data: bytes) -> None:
        """Store bytes under a key."""
        self._used.add(key)
        write_whole(self._path(key), _MAGIC + sha256(data).encode() + b"\n" + data, durable=False)

    def get_or(self, key: str, compute: Callable[[], bytes]) -> bytes:
        """Return the stored bytes, else compute, store and return them."""
        found = self.get(key)
        if found is None:
            found = compute()
            self.put(key, found)
        return found

    def touch(self, key: str) -> None:
        """Mark an entry as used now, for ``prune_before``."""
        with suppress(OSError):
            os.utime(self._path(key))

    def prune_before(self, moment: float) -> int:
        """Delete the entries that nobody wrote or touched since this moment (seconds since the epoch)."""
        gone = 0
        for entry in self._entries():
            with suppress(OSError):
                if entry.stat().st_mtime < moment:
                    os.unlink(entry)
                    gone += 1
        return gone

    def prune(self, keep: Iterable[str] = ()) -> int:
        """Delete the entries that this store neither read nor wrote since it was made; returns how many."""
        kept = {self._path(key) for key in (*self._used, *keep)}
        gone = 0
        for entry in self._entries():
            if entry.path not in kept:
                with suppress(FileNotFoundError):
                    os.unlink(entry)
                gone += 1
        return gone

    def __repr__(self) -> str:
        return f"<ResultStore {self.folder}: {self.hits} found, {self.misses} computed>"
