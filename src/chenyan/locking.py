"""One run at a time writes an output folder.

The operating system holds the lock and drops it when the process ends, however it ends: what a killed process leaves
is a small file that the next run takes over.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from chenyan.types import ReportError

__all__ = ["LOCK", "FolderLock"]

LOCK = ".chenyan-lock"
_FAR = 1 << 30  # Windows bars others from reading a locked byte; this one lies behind the words
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_guard = threading.Lock()
_held: dict[str, _Held] = {}


class _Held:
    """A lock of this process: the open file, the thread that took it, and how often."""

    def __init__(self, handle: int | None, thread: int) -> None:
        self.handle = handle
        self.thread = thread
        self.depth = 1


class FolderLock:
    """The right to write a folder; a thread that has it may take it again.

    Parameters
    ----------
    folder : path
        The output folder; it is made where it is not there.

    Raises
    ------
    ReportError
        On ``acquire`` or ``with``, where the path is a file or another run is writing there.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> with FolderLock(folder):
    ...     sorted(os.listdir(folder))
    ['.chenyan-lock']
    >>> os.listdir(folder)
    []
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._path = self.folder / LOCK
        self._key = ""

    def acquire(self) -> FolderLock:
        """Take the lock, or say who has it."""
        if self.folder.exists() and not self.folder.is_dir():
            raise ReportError(
                f"{self.folder}: is a file; give the name of a folder for the results 该路径是文件，请给出文件夹名称"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        key = str(self.folder.resolve())
        with _guard:
            held = _held.get(key)
            if held is not None:
                if held.thread != threading.get_ident():
                    raise self._busy()
                held.depth += 1
            else:
                _held[key] = _Held(self._open(), threading.get_ident())
        self._key = key
        return self

    def release(self) -> None:
        """Give the lock back; once more does nothing."""
        key, self._key = self._key, ""
        with _guard:
            held = _held.get(key)
            if held is None:
                return
            held.depth -= 1
            if held.depth:
                return
            del _held[key]
            if held.handle is not None:
                with suppress(OSError):  # Windows keeps an open file: it goes below, if nobody else has it by then
                    self._path.unlink()
                os.close(held.handle)
                if sys.platform == "win32":
                    with suppress(OSError):
                        self._path.unlink()

    def __enter__(self) -> FolderLock:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _open(self) -> int | None:
        """Return the locked file, or None where the file system has no locks or the folder cannot be written."""
        while True:
            try:
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError:
                return None  # whoever writes next will say what is wrong with the folder
            try:
                _lock(handle)
            except OSError as error:
                os.close(handle)
                if error.errno in _BUSY:
                    raise self._busy() from error
                return None
            if self._stands(handle):
                with suppress(OSError):  # on a full disk the lock holds without its words
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()} {datetime.now():%Y-%m-%d %H:%M:%S}\n".encode())
                return handle
            os.close(handle)

    def _stands(self, handle: int) -> bool:
        """Say whether the file is still there: the run before may have removed it before we locked it."""
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self._path))
        except FileNotFoundError:
            return False
        except OSError:
            return True  # a file system that cannot tell; the lock itself was granted

    def _busy(self) -> ReportError:
        try:
            process, _, since = self._path.read_text(encoding="ascii").strip().partition(" ")
        except (OSError, ValueError):
            process = since = "?"
        return ReportError(
            f"{self.folder}: another run (process {process}, since {since}) is writing this folder; wait until it has "
            f"finished, or choose another folder with -o "
            f"另一次运行（进程 {process}，始于 {since}）正在写入此文件夹，请等其结束，或用 -o 另选文件夹"
        )


def _lock(handle: int) -> None:
    """Lock an open file for this process, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        # of the process, not of the open file: forked workers that outlive a killed run do not hold it
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
