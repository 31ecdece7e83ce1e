"""Write a folder as a whole: first aside, then file by file in its place, the manifest last.

The steps, and what a kill leaves behind at each:

1. All files are written to ``OUT/.chenyan-partial/``. Killed here: the old results, untouched.
2. ``commit.json`` (names and hashes) is written there. Killed after this: the next run, or anyone who reads the folder
   through this module, finishes step 3.
3. Each file takes its place (``os.replace``); files of the former run that the new one lacks are removed; the manifest
   comes last.
4. The aside folder is removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from chenyan.files import file_sha256, json_bytes, write_whole
from chenyan.locking import FolderLock
from chenyan.types import ReportError

__all__ = ["MANIFEST", "FolderWriter", "read_manifest", "recover"]

MANIFEST = "manifest.json"
PARTIAL = ".chenyan-partial"
_COMMIT = "commit.json"


def _is_plain(name: str) -> bool:
    """Say whether a name stays inside the folder."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


class FolderWriter:
    """Collects the files of one run aside and puts them in place together.

    Parameters
    ----------
    folder : path
        The output folder; made where it is not there.

    Raises
    ------
    ReportError
        Where the path is a file, or another run is writing there.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._lock = FolderLock(self.folder).acquire()
        self.aside = self.folder / PARTIAL
        self.files: dict[str, str] = {}
        try:
            recover(self.folder, drop=True)
            self.aside.mkdir()
        except BaseException:
            self._lock.release()
            raise

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Write one file aside, at once or part by part."""
        if not _is_plain(name):
            raise ReportError(f"{name}: not a file name inside the output folder 不是结果文件夹内的文件名")
        digest = hashlib.sha256()

        def parts() -> Iterator[bytes]:
            for part in (data,) if isinstance(data, bytes) else data:
                digest.update(part)
                yield part

        write_whole(self.aside / name, parts())
        self.files[name] = digest.hexdigest()

    def adopt(self, name: str) -> None:
        """Take over a file that something else wrote into the aside folder."""
        self.files[name] = file_sha256(self.aside / name)

    def keep(self, name: str, digest: str) -> None:
        """Leave a file of the former run where it stands; ``digest`` is its SHA-256, which was checked."""
        self.files[name] = digest

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Put all files in place, the manifest last.

        Raises
        ------
        ReportError
            Where a file cannot be replaced, as when Excel holds it open. Nothing is lost: the next run, or anyone who
            reads the folder through this module, finishes the move.
        """
        try:
            self.write(MANIFEST, json_bytes(manifest))
            old = read_manifest(self.folder)
            gone = sorted(name for name in old.get("files", {}) if name not in self.files and _is_plain(name))
            plan = {"files": self.files, "gone": gone}
            write_whole(self.aside / _COMMIT, json_bytes(plan))
        except BaseException:
            self.abandon()
            raise
        try:
            _finish(self.folder, plan)
        finally:
            self._lock.release()

    def abandon(self) -> None:
        """Drop what was written aside; the old results stay."""
        shutil.rmtree(self.aside, ignore_errors=True)
        self._lock.release()


def recover(folder: str | Path, *, drop: bool = False) -> bool:
    """Finish what an interrupted run left; returns whether there was something to finish.

    A run that was killed while its files took their places is finished. One that was killed before its files were
    complete is left alone, as it may be at work just now, unless ``drop`` says that a new run takes its place.
    """
    place = Path(folder)
    aside = place / PARTIAL
    if not aside.is_dir():
        return False
    try:
        plan = json.loads((aside / _COMMIT).read_text(encoding="utf-8"))
        complete = all(_stands(place, aside, name, digest) for name, digest in plan["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        complete = False
        plan = {}
    if complete:
        _finish(place, plan)
    elif drop:
        shutil.rmtree(aside)
    return complete


def _stands(folder: Path, aside: Path, name: str, digest: str) -> bool:
    """Say whether a file of the plan is whole, aside or already in its place."""
    places = [path for path in (aside / name, folder / name) if _is_plain(name) and path.is_file()]
    return any(file_sha256(path) == digest for path in places)


def _finish(folder: Path, plan: Mapping[str, Any]) -> None:
    aside = folder / PARTIAL
    names = [name for name in plan["files"] if name != MANIFEST] + [MANIFEST]
    for name in names:
        source = aside / name
        if source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            try:
                os.replace(source, folder / name)
            except OSError as error:
                raise ReportError(
                    f"{folder / name}: cannot be replaced ({error.strerror}); close it in Excel or WPS and run again, "
                    "which finishes the writing 请在 Excel 或 WPS 中关闭后重新运行"
                ) from error
    for name in plan["gone"]:
        if _is_plain(name):
            (folder / name).unlink(missing_ok=True)
            parent = (folder / name).parent
            if parent != folder and parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
    _sync(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Flush the folder itself, where the system allows it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def read_manifest(folder: str | Path) -> dict[str, Any]:
    """Return the manifest of an output folder, or an empty mapping where there is none."""
    try:
        data = json.loads((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
