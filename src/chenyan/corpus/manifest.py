"""Read manifest.csv: which agency, year and place a file belongs to; what it says wins over the text."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from chenyan.corpus.columns import field_of, known_of, map_columns
from chenyan.corpus.decode import decode
from chenyan.types import Issue, ReportError

__all__ = ["MANIFEST", "Manifest", "read_manifest"]

MANIFEST = "manifest.csv"
Entry = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Manifest:
    """The entries of one manifest by file, as written relative to its folder: given id and what is known."""

    path: Path
    entries: Mapping[str, Entry]

    def files(self) -> list[str]:
        """Return the files in order."""
        return sorted(self.entries)

    def entry(self, file: Path, shown: str | None = None) -> Entry | None:
        """Return what the manifest says of a file: by its path from the manifest, from the source, or as a whole."""
        relative = _plain(os.path.relpath(file.absolute(), self.path.parent.absolute()))
        for name in (relative, shown, _plain(str(file.absolute()))):
            if name is not None and name in self.entries:
                return self.entries[name]
        return None

    def member(self, path: str) -> Entry | None:
        """Return what the manifest says of a member of a zip, by its path."""
        return self.entries.get(path)

    def unused(self, files: Iterable[str], *, shown_from: Path | None = None) -> list[Issue]:
        """Return one warning for each file that the manifest lists and the source does not hold."""
        used = set()
        for file in files:
            path = Path(file).absolute()
            used.add(_plain(os.path.relpath(path, self.path.parent.absolute())))
            used.add(_plain(str(path)))
            if shown_from is not None:
                used.add(_plain(os.path.relpath(path, shown_from.absolute())))
        return [
            Issue(
                name, f"listed in {self.path.name} but not there", f"{self.path.name} 中列出，但文件不存在", "warning"
            )
            for name in self.files()
            if name not in used and not (self.path.parent / name).is_file()
        ]

    @staticmethod
    def is_manifest(path: Path) -> bool:
        """Say whether a csv file lists files instead of holding texts."""
        if path.suffix.lower() != ".csv":
            return False
        with path.open("rb") as stream:
            first = decode(stream.read(65536)).text.split("\n", 1)[0]
        fields = {field_of(name) for name in next(csv.reader([first]), [])}
        return "file" in fields and "text" not in fields


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest (utf-8, with or without mark, or gb18030).

    Raises
    ------
    ReportError
        Where it cannot be opened, has no column ``file``, or names a file twice.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise ReportError(f"{path}: the manifest cannot be opened ({error.strerror or error}) 清单无法打开") from error
    return _read(str(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _read(path: str, _time: int, _size: int) -> Manifest:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReportError(f"{path}: the manifest cannot be opened ({error.strerror or error}) 清单无法打开") from error
    return Manifest(Path(path), parse_manifest(data, path))


def parse_manifest(data: bytes, path: str) -> dict[str, Entry]:
    """Read the entries of a manifest from its bytes."""
    lines = io.StringIO(decode(data).text.lstrip("\ufeff"), newline="")
    entries: dict[str, Entry] = {}
    try:
        reader = csv.DictReader(lines)
        mapped = map_columns(reader.fieldnames or ())
        if "file" not in mapped:
            raise ReportError(
                f"{path}: no column 'file' among {list(reader.fieldnames or ())[:12]}; a manifest needs file and "
                "any of agency, region, level, year, published, series 清单缺少 file 列"
            )
        for name, given_id, known in _entries(reader, mapped):
            if name in entries:
                raise ReportError(f"{path}: names {name} twice; keep one line a file 清单中同一文件出现两次")
            entries[name] = (given_id, known)
    except csv.Error as error:
        raise ReportError(f"{path}: not a readable csv ({error}) 清单不是有效的 CSV") from error
    return entries


def _entries(
    reader: Iterable[Mapping[str, Any]], mapped: Mapping[str, str]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in reader:
        name = _plain(str(row.get(mapped["file"]) or "").strip())
        if name:
            given_id = str(row.get(mapped.get("id", ""), "") or "").strip()
            yield name, given_id, known_of(row, mapped)
