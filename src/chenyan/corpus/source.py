"""From what the user names (folder, file, glob, list, manifest) to jobs: one a file, sorted, with report ids."""

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from chenyan.corpus.manifest import MANIFEST, Manifest, read_manifest
from chenyan.types import Issue, ReportError

__all__ = ["Found", "Job", "find_jobs", "is_report_name", "short_id", "spread_ids"]

MAX_FILES = 2_000_000
_NOT_REPORTS = ("readme", "provenance")
_SKIPPED_NAMES = frozenset({MANIFEST, "truth.jsonl", "thumbs.db", "desktop.ini", "license", "license.txt"})
_PATTERN = frozenset("*?[")
_FROM_TEXT = (
    "make reports of texts with cy.report_from_text(text, report_id=...) and give cy.Corpus([...]), or give a DataFrame"
    " 请用 cy.report_from_text(text, report_id=...) 转为报告，再放入 cy.Corpus([...])；也可给出 DataFrame"
)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where it is, how it is called in results, and what a manifest says of it.

    ``members`` leads into archives: the number of the member in the zip, then in the zip inside it. ``ocr`` asks for
    the recognition of scanned pages.
    """

    path: str
    report_id: str
    file: str
    members: tuple[int, ...] = ()
    known: Mapping[str, Any] = field(default_factory=dict)
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a source holds: jobs in the order of their paths, and what could not even be listed."""

    jobs: tuple[Job, ...]
    issues: tuple[Issue, ...] = ()


def posix(path: str | os.PathLike[str]) -> str:
    """Return a path with forward slashes in NFC, so that ids are alike on every system."""
    return unicodedata.normalize("NFC", str(path).replace("\\", "/"))


def short_id(path: str) -> str:
    """Return the report id of a relative path: the path without its ending.

    Examples
    --------
    >>> short_id("青河镇/2021.年报.docx"), short_id("2021"), short_id("budget 3.5 plan/2021.txt")
    ('青河镇/2021.年报', '2021', 'budget 3.5 plan/2021')
    """
    pure = PurePosixPath(path)
    ending = pure.suffix
    if not ending or len(ending) > 9 or not ending[1:].isascii() or not ending[1:].isalnum():
        return path
    return str(pure.with_suffix(""))


def is_report_name(path: str) -> bool:
    """Say whether a file of this name can be a report: not a manifest, read-me, provenance note or hidden file."""
    parts = path.split("/")
    name = parts[-1].lower()
    if any(part.startswith(".") or part == "__MACOSX" for part in parts) or name.startswith("~$"):
        return False
    return name not in _SKIPPED_NAMES and not name.startswith(_NOT_REPORTS)


def spread_ids(jobs: Iterable[Job]) -> list[Job]:
    """Give jobs that share an id longer ones: the whole path with its ending, then with a number."""
    ordered = sorted(jobs, key=lambda job: (job.path, job.file, job.members))
    counts = Counter(job.report_id for job in ordered)
    spread = [job if counts[job.report_id] == 1 else replace(job, report_id=job.path) for job in ordered]
    seen: Counter[str] = Counter()
    result: list[Job] = []
    for job in spread:
        seen[job.report_id] += 1
        at = seen[job.report_id]
        result.append(job if at == 1 else replace(job, report_id=f"{job.report_id}~{at}"))
    return result


def find_jobs(source: Any, *, manifest: str | os.PathLike[str] | None = None) -> Found:
    """List the files of a source.

    Raises
    ------
    ReportError
        Where the source does not exist or is of no kind that can be read.
    """
    given = read_manifest(Path(manifest)) if manifest is not None else None
    jobs: list[Job] = []
    issues: list[Issue] = []
    seen: set[str] = set()
    for one in _sources(source):
        found, troubles = _one_source(one, given)
        issues.extend(troubles)
        for job in found:
            real = os.path.abspath(job.file)
            if real not in seen:
                seen.add(real)
                jobs.append(job)
    if given is not None:
        issues.extend(given.unused(job.file for job in jobs))
    return Found(tuple(spread_ids(jobs)), tuple(issues))


def _sources(source: Any) -> list[str]:
    items = [source] if isinstance(source, (str, os.PathLike)) else source
    if isinstance(items, Mapping):
        raise ReportError(f"cannot read reports from {type(source).__name__} 无法读取; {_FROM_TEXT}")
    if not isinstance(items, Iterable):
        raise ReportError(
            f"cannot read reports from {type(source).__name__}; give a folder, file, glob, zip, list, or DataFrame"
            " 请给出文件夹、文件、通配符、zip、列表或 DataFrame"
        )
    paths: list[str] = []
    for item in items:
        if not isinstance(item, (str, os.PathLike)):
            raise ReportError(
                f"cannot read a report from {type(item).__name__} in a list; paths are needed 列表中应为路径"
            )
        path = os.fspath(item)
        paths.append(path.decode() if isinstance(path, bytes) else path)
    if not paths:
        raise ReportError("the list of sources is empty; give at least one path 来源列表为空，请至少给出一个路径")
    return paths


def _one_source(given_path: str, manifest: Manifest | None) -> tuple[list[Job], list[Issue]]:
    if not given_path.strip():
        raise ReportError("the path is empty; give a folder or file 路径为空，请给出文件夹或文件")
    if not os.path.lexists(given_path) and ("\n" in given_path.strip() or "。" in given_path):
        raise ReportError(f"“{given_path.split()[0][:20]}…” is a text, not a path 这是文本，不是路径; {_FROM_TEXT}")
    path = Path(given_path).expanduser()
    if "\0" in given_path:
        raise ReportError(f"{given_path!r}: not a path 不是路径")
    if not os.path.lexists(path) and _PATTERN & set(given_path):
        return _from_glob(str(path), manifest)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise ReportError(
            f"{given_path}: no such file or folder; look at the path, or at the folder you are in ({Path.cwd()}) "
            "文件或文件夹不存在，请检查路径"
        ) from None
    except OSError as error:
        raise ReportError(f"{given_path}: {error.strerror or error}; the path cannot be opened 路径无法打开") from error
    if stat.S_ISDIR(mode):
        jobs, issues = _walk(path, manifest)
        if not jobs and not issues:
            raise ReportError(
                f"{given_path}: no report in this folder; it may be the wrong one 文件夹中没有报告，请检查路径"
            )
        return jobs, issues
    if path.name.lower() == MANIFEST or (manifest is None and Manifest.is_manifest(path)):
        return _from_manifest(path)
    if not stat.S_ISREG(mode):
        raise ReportError(f"{given_path}: not a regular file 不是普通文件")
    return [_job(path, posix(path.name), _near(path, manifest))], []


def _near(path: Path, manifest: Manifest | None) -> list[Manifest]:
    """Return the manifests that speak of a single file: the given one, else the one beside it."""
    if manifest is not None:
        return [manifest]
    beside = path.parent / MANIFEST
    try:
        return [read_manifest(beside)] if beside.is_file() else []
    except (ReportError, OSError):
        return []


def _job(path: Path, shown: str, manifests: list[Manifest], root: Path | None = None) -> Job:
    known: Mapping[str, Any] = {}
    given_id = ""
    for manifest in reversed(manifests):  # the nearest one speaks
        entry = manifest.entry(path, shown if root is not None else None)
        if entry is not None:
            given_id, known = entry
            break
    return Job(path=shown, report_id=given_id or short_id(shown), file=str(path), known=known)


def _from_glob(pattern: str, manifest: Manifest | None) -> tuple[list[Job], list[Issue]]:
    names = sorted(name for name in glob.glob(pattern, recursive=True) if os.path.isfile(name))
    fixed = PurePosixPath(posix(pattern)).parts
    keep = next((at for at, part in enumerate(fixed) if _PATTERN & set(part)), len(fixed) - 1)
    root = Path(*fixed[:keep]) if keep else Path()
    jobs = []
    for name in names:
        shown = posix(os.path.relpath(name, root))
        if is_report_name(shown):
            jobs.append(_job(Path(name), shown, _near(Path(name), manifest)))
    if not jobs:
        raise ReportError(f"{pattern}: no report matches this pattern 没有文件符合该模式")
    return jobs, []


def _from_manifest(path: Path) -> tuple[list[Job], list[Issue]]:
    """Read the files that a manifest lists, and only these."""
    manifest = read_manifest(path)
    jobs: list[Job] = []
    issues: list[Issue] = []
    for name in manifest.files():
        file = path.parent / name
        if not file.is_file():
            issues.append(
                Issue(
                    name, f"listed in {path.name} but not there", f"{path.name} 中列出，但文件不存在", severity="error"
                )
            )
            continue
        jobs.append(_job(file, posix(name), [manifest]))
    return jobs, issues


def _walk(root: Path, manifest: Manifest | None) -> tuple[list[Job], list[Issue]]:
    """List a folder and its folders, each once even where links form a loop."""
    jobs: list[Job] = []
    issues: list[Issue] = []
    visited: set[tuple[int, int]] = set()
    stack: list[tuple[Path, list[Manifest]]] = [(root, [manifest] if manifest is not None else [])]
    while stack:
        folder, manifests = stack.pop()
        shown_folder = posix(os.path.relpath(folder, root))
        try:
            status = folder.stat()
            key = (status.st_dev, status.st_ino)
            if key in visited and status.st_ino:
                continue
            visited.add(key)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            issues.append(_os_issue(shown_folder, error))
            continue
        own = folder / MANIFEST
        if own.is_file() and manifest is None:
            try:
                manifests = [*manifests, read_manifest(own)]
            except (ReportError, OSError) as error:
                issues.append(Issue(posix(os.path.relpath(own, root)), str(error), "manifest.csv 无法使用", "error"))
        for entry in entries:
            path = folder / entry.name
            shown = posix(entry.name) if shown_folder == "." else f"{shown_folder}/{posix(entry.name)}"
            if not is_report_name(shown):
                continue
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                issues.append(_os_issue(shown, error))
                continue
            if stat.S_ISDIR(mode):
                stack.append((path, manifests))
            elif stat.S_ISREG(mode):
                jobs.append(_job(path, shown, manifests, root))
            else:
                issues.append(
                    Issue(shown, "not a regular file (pipe, socket or device)", "不是普通文件（管道、套接字或设备）")
                )
            if len(jobs) > MAX_FILES:
                raise ReportError(f"{root}: more than {MAX_FILES} files; give smaller folders 文件过多，请分批读取")
    for item in _own_manifests(root, manifest):
        issues.extend(item.unused((job.file for job in jobs), shown_from=root))
    return jobs, issues


def _own_manifests(root: Path, manifest: Manifest | None) -> Iterator[Manifest]:
    own = root / MANIFEST
    if manifest is None and own.is_file():
        try:
            yield read_manifest(own)
        except (ReportError, OSError):
            return


def _os_issue(path: str, error: OSError) -> Issue:
    reason = error.strerror or str(error)
    return Issue(path, f"cannot be opened: {reason}", f"无法打开：{reason}")
