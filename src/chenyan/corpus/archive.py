"""Zip archives: list and read their members with limits; nothing is ever written to disk under a member's name."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

from chenyan.corpus.manifest import MANIFEST, Entry, parse_manifest
from chenyan.corpus.readers.base import UnreadableError
from chenyan.corpus.source import Job, is_report_name, posix, short_id, spread_ids
from chenyan.types import Issue, ReportError

__all__ = ["archive_jobs", "member_bytes"]

MAX_MEMBERS = 20_000
MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 2_000_000_000
MAX_RATIO = 200  # text packs about 3 to 1, blank tables up to 100 to 1


@lru_cache(maxsize=4)
def _open(file: str, members: tuple[int, ...], _stamp: int) -> zipfile.ZipFile:
    source = file if not members else io.BytesIO(_member(_opened(file, members[:-1]), members[-1]))
    try:
        archive = zipfile.ZipFile(source)
        if any(not info.flag_bits & 0x800 and not info.filename.isascii() for info in archive.infolist()):
            # made on Chinese Windows: names are GBK bytes, which zipfile shows as cp437 letters
            try:
                return zipfile.ZipFile(source, metadata_encoding="gbk")
            except UnicodeDecodeError:
                return archive
        return archive
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        raise UnreadableError(
            f"damaged zip ({str(error)[:120]}); pack it again", "zip 压缩包已损坏；请重新打包"
        ) from error


def _opened(file: str, members: tuple[int, ...] = ()) -> zipfile.ZipFile:
    return _open(file, members, Path(file).stat().st_mtime_ns)


def _member(archive: zipfile.ZipFile, number: int) -> bytes:
    """Return the bytes of one member, by its place in the list, never by its name."""
    info = archive.infolist()[number]
    if info.flag_bits & 1:
        raise UnreadableError("protected by a password: unpack it first", "有密码保护：请先解压")
    if info.file_size > MAX_MEMBER:
        raise UnreadableError(
            f"{info.file_size} bytes when unpacked: larger than {MAX_MEMBER}",
            f"解压后有 {info.file_size} 字节，超过上限",
        )
    if info.file_size > MAX_RATIO * max(info.compress_size, 1) and info.file_size > 10_000_000:
        raise UnreadableError(
            f"a zip bomb: {info.compress_size} bytes unpack to {info.file_size}",
            f"疑似压缩炸弹：{info.compress_size} 字节解压为 {info.file_size} 字节",
        )
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_MEMBER + 1)  # the header may lie about the size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnreadableError(
            f"damaged in its zip ({str(error)[:120]}); pack it again", "在压缩包中已损坏；请重新打包"
        ) from error
    if len(data) > MAX_MEMBER:
        raise UnreadableError(f"larger than {MAX_MEMBER} bytes when unpacked", "解压后超过大小上限")
    return data


def member_bytes(job: Job) -> bytes:
    """Return the bytes of the member that a job points to."""
    return _member(_opened(job.file, job.members[:-1]), job.members[-1])


def archive_jobs(job: Job) -> tuple[list[Job], list[Issue]]:
    """List the members of a zip as jobs; a zip inside a zip is opened, one deeper is not."""
    if len(job.members) > 1:
        raise UnreadableError("a zip inside a zip inside a zip: unpack it", "压缩包嵌套超过两层：请先解压")
    archive = _opened(job.file, job.members)
    infos = archive.infolist()
    issues: list[Issue] = []
    if len(infos) > MAX_MEMBERS:
        raise UnreadableError(
            f"{len(infos)} members: more than {MAX_MEMBERS}; unpack it and read the folder",
            f"压缩包内有 {len(infos)} 个文件，超过 {MAX_MEMBERS}；请解压后读取文件夹",
        )
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL:
        raise UnreadableError(
            f"{total} bytes when unpacked: more than {MAX_TOTAL}; unpack it and read the folder",
            f"解压后共 {total} 字节，超过 {MAX_TOTAL}；请解压后读取文件夹",
        )
    entries = _manifest(archive, job, issues)
    jobs = []
    for number, info in enumerate(infos):
        name = "/".join(part for part in posix(info.filename).split("/") if part not in ("", ".", ".."))
        if info.is_dir() or not is_report_name(name):
            continue
        given_id, known = entries.get(name, ("", {}))
        jobs.append(
            Job(
                path=f"{job.path}/{name}",
                report_id=given_id or f"{job.report_id}/{short_id(name)}",
                file=job.file,
                members=(*job.members, number),
                known={**job.known, **known},
                ocr=job.ocr,
            )
        )
    if not jobs:
        raise UnreadableError("no report in this zip", "压缩包中没有报告")
    return spread_ids(jobs), issues


def _manifest(archive: zipfile.ZipFile, job: Job, issues: list[Issue]) -> dict[str, Entry]:
    """Return the entries of the manifests inside a zip, by the path of the member."""
    entries: dict[str, Entry] = {}
    for number, info in enumerate(archive.infolist()):
        name = PurePosixPath(posix(info.filename))
        if name.name.lower() != MANIFEST:
            continue
        folder = "" if str(name.parent) == "." else f"{name.parent}/"
        try:
            found = parse_manifest(_member(archive, number), f"{job.path}/{name}")
        except ReportError as error:
            issues.append(Issue(f"{job.path}/{name}", str(error), "manifest.csv 无法使用"))
            continue
        entries.update({folder + path: entry for path, entry in found.items()})
    return entries
