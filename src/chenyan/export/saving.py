"""Write the output folder of an audit."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from chenyan import __version__
from chenyan.backends import Backend, LocalBackend
from chenyan.export.codebook import codebook_csv, codebook_md, codebook_rows
from chenyan.export.folder import MANIFEST, FolderWriter, read_manifest, recover
from chenyan.export.parquet import MISSING_NOTE, has_parquet, parquet_parts
from chenyan.export.parts import part_name, parts_of
from chenyan.export.protocol import AuditLike
from chenyan.export.rows import TableOut, collect
from chenyan.export.sheet import xlsx_bytes
from chenyan.files import csv_parts, file_sha256, json_bytes, write_whole
from chenyan.locking import FolderLock
from chenyan.progress import progress_bar
from chenyan.review.data import review_data
from chenyan.review.page import each_page
from chenyan.store import code_digest
from chenyan.types import SettingsError

__all__ = ["FILES", "is_current", "write_audit"]

# The files of each table, as promised in the documentation.
FILES: dict[str, tuple[str, ...]] = {
    "flags": ("flags.csv", "flags.xlsx", "flags.parquet"),
    "reports": ("reports.csv",),
    "sentences": ("sentences.parquet",),
    "problems": ("problems.csv",),
    "themes": ("themes.csv",),
    "tables": ("tables.csv",),
    "issues": ("issues.csv",),
    "skips": ("skips.csv",),
}
# The tables that the figures of a folder rest on, besides the reports themselves.
FIGURES_REST_ON: dict[str, tuple[str, ...]] = {
    "how-much-is-copied": ("sentences",),
    "which-rules-are-broken": ("flags", "reports"),
    "which-problems-are-stated": ("problems", "themes"),
    "who-reports-when": (),
}
_ROWS_PER_HASH = 1_000
_plain = json.JSONEncoder(default=str).encode
_PACKAGES = ("jieba", "scikit-learn", "numpy", "scipy", "pandas", "matplotlib", "XlsxWriter", "jinja2", "pyarrow")
TIMINGS = "timings.json"  # outside the manifest: the only file that may differ between two runs


def write_audit(
    audit: AuditLike,
    folder: str | Path,
    *,
    figures: bool = True,
    progress: bool | None = None,
    backend: Backend | None = None,
    parquet_rows: int = 0,
) -> Path:
    """Write the output folder of an audit.

    Parameters
    ----------
    audit : Audit
        What to write.
    folder : path
        Where to. Files of an earlier audit are replaced, other files are left alone.
    figures : bool, default True
        Also draw the figures.
    progress : bool, optional
        Show a progress bar; None shows one on a terminal or in a notebook.
    backend : Backend, optional
        Where the cells of the tables and the parts of parquet tables are made; by default in this process. The bytes
        do not depend on it.
    parquet_rows : int, default 0
        Write ``flags`` and ``sentences`` as folders of parquet files of that many rows each
        (``sentences/part-00000.parquet`` …) instead of one file; 0 writes one file.

    Returns
    -------
    Path
        The folder. All files are whole, or those of the earlier audit are still there. Where nothing changed since the
        earlier audit, nothing is written but ``timings.json``.

    Raises
    ------
    ReportError
        Where the path is a file, or a file in the folder cannot be replaced (Excel holds it open).
    SettingsError
        Where ``parquet_rows`` is negative, or parts are asked for and pyarrow is missing.

    Notes
    -----
    The same audit gives the same bytes in every file but ``timings.json``, on any machine with the same packages.
    """
    if parquet_rows < 0:
        raise SettingsError(f"parquet_rows={parquet_rows}: 0 or more, please 应为 0 或更大")
    if parquet_rows and not has_parquet():
        raise SettingsError("parquet parts need pyarrow: pip install 'chenyan[parquet]' 分块输出需要安装 pyarrow")
    target = Path(folder)
    tables = collect(audit, backend)
    files = _files(tables, parquet_rows)
    inputs = _inputs(audit)
    digests = _table_digests(tables)
    state = _state(audit, digests, inputs, figures, parquet_rows)
    with FolderLock(target):
        changed = changed_files(target)
        former = read_manifest(target)
        if not changed and former["state"] == state:
            _write_timings(audit, target)
            return target
        sources = _sources(audit, digests, inputs, files, parquet_rows)
        writer = _Renewer(target, former.get("files", {}), changed, sources)
        try:
            notes = _write_tables(writer, audit, tables, files, progress, backend or LocalBackend(), parquet_rows)
            if figures:
                notes += _draw(writer, audit, progress)
            rows = _row_counts(tables, files, parquet_rows)
            manifest = _manifest(audit, tables, rows, inputs, state, writer.files, notes, sources)
        except BaseException:
            writer.abandon()
            raise
        writer.commit(manifest)
        _write_timings(audit, target)
        return target


def changed_files(folder: Path) -> list[str]:
    """Return the files of an output folder that are missing or no longer as they were written.

    What an interrupted run left complete is finished first; a folder without a manifest lacks that.
    """
    if folder.is_dir():
        recover(folder)
    if not read_manifest(folder):
        return [MANIFEST]
    wrong = []
    for name, entry in read_manifest(folder).get("files", {}).items():
        try:
            same = file_sha256(folder / name) == entry["sha256"]
        except OSError:
            same = False
        if not same:
            wrong.append(name)
    return wrong


def is_current(folder: str | Path, inputs: Mapping[str, str], params: Mapping[str, Any]) -> bool:
    """Say whether a folder already holds the whole result of these inputs under these parameters.

    Parameters
    ----------
    folder : path
        An output folder.
    inputs : mapping of str to str
        SHA-256 of each report's text by report id.
    params : mapping
        The parameters of the audit.
    """
    place = Path(folder)
    if changed_files(place):
        return False
    manifest = read_manifest(place)
    known = {entry["report_id"]: entry["sha256"] for entry in manifest.get("inputs", ())}
    return (
        manifest.get("code") == code_digest() and known == dict(inputs) and manifest.get("params") == _as_json(params)
    )


def _as_json(data: Any) -> Any:
    return json.loads(json.dumps(data, default=str, ensure_ascii=False))


def _inputs(audit: AuditLike) -> list[dict[str, str]]:
    """Return what was read: id, source, and the hash of the text (of the file's bytes too, where reading kept it)."""
    rows = []
    for report_id in audit.corpus.ids:
        card = audit.card(report_id)
        row = {"report_id": report_id, "source": card.source, "sha256": card.sha256}
        if card.file_sha256:
            row["file_sha256"] = card.file_sha256
        rows.append(row)
    return rows


def _table_digests(tables: Mapping[str, TableOut]) -> dict[str, str]:
    """Return a hash of each table by name."""
    found = {}
    for name, table in tables.items():
        digest = hashlib.sha256(json.dumps([name, table.columns]).encode())
        if table.rows.digest:
            digest.update(table.rows.digest.encode())
        else:
            lines = table.rows.lines()
            while part := list(islice(lines, _ROWS_PER_HASH)):
                digest.update(_plain(part).encode())
        found[name] = digest.hexdigest()
    return found


def _files(tables: Mapping[str, TableOut], parquet_rows: int) -> dict[str, tuple[str, ...]]:
    """Return the files of each table; without pyarrow those that need it are left out."""
    found = {}
    for name, files in FILES.items():
        plain = tuple(file for file in files if not file.endswith(".parquet"))
        if plain != files and has_parquet():
            n = max(1, -(-len(tables[name].rows) // parquet_rows)) if parquet_rows else 0
            parts = tuple(part_name(name, number) for number in range(n))
            files = (*plain, *parts) if parts else files
        else:
            files = plain
        found[name] = files
    return found


def _row_counts(
    tables: Mapping[str, TableOut], files: Mapping[str, tuple[str, ...]], parquet_rows: int
) -> dict[str, int]:
    """Return the number of rows of each file of a table."""
    found = {}
    for name, names in files.items():
        total = len(tables[name].rows)
        parts = [file for file in names if "/" in file]
        found.update({file: total for file in names if "/" not in file})
        found.update({file: min(parquet_rows, total - at * parquet_rows) for at, file in enumerate(parts)})
    return found


def _state(
    audit: AuditLike, digests: Mapping[str, str], inputs: list[dict[str, str]], figures: bool, parquet_rows: int
) -> str:
    """Return a hash of everything that the folder is made of."""
    about = [
        code_digest(), has_parquet(), parquet_rows, figures, _versions(), _as_json(audit.params), inputs,
        list(digests.items()),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def _sources(
    audit: AuditLike,
    digests: Mapping[str, str],
    inputs: list[dict[str, str]],
    files: Mapping[str, tuple[str, ...]],
    parquet_rows: int,
) -> dict[str, str]:
    """Return for each file of a table or a figure a hash of what it is made of: a later run keeps it while that holds."""
    cards = [list(audit.card(report_id)) for report_id in audit.corpus.ids]
    batch = json.dumps([code_digest(), has_parquet(), _versions(), inputs, cards], sort_keys=True, default=str)
    made: dict[str, list[str]] = {file: [digests[name]] for name, names in files.items() for file in names}
    made.update({file: [*of, str(parquet_rows)] for file, of in made.items() if "/" in file})
    for figure, names in FIGURES_REST_ON.items():
        of = [digests[name] for name in names]
        made.update({f"figures/{figure}.{ending}": of for ending in ("png", "svg", "pdf", "csv")})
    return {
        file: hashlib.sha256("\n".join((batch, file, *of)).encode("utf-8", "surrogatepass")).hexdigest()
        for file, of in made.items()
    }


class _Renewer(FolderWriter):
    """A writer that leaves the files of the former run whose sources are still the same."""

    def __init__(
        self, folder: Path, former: Mapping[str, Mapping[str, Any]], changed: Sequence[str], sources: Mapping[str, str]
    ) -> None:
        super().__init__(folder)
        self._digests = {
            name: str(entry["sha256"])
            for name, entry in former.items()
            if name not in changed and name in sources and entry.get("made_of") == sources[name]
        }

    def keeps(self, name: str) -> bool:
        """Keep a file of the former run if it would come out the same; returns whether it is kept."""
        if name in self._digests:
            self.keep(name, self._digests[name])
        return name in self._digests

    def keeps_figure(self, name: str) -> bool:
        """Keep all files of a figure, or none."""
        return self.keeps_all([f"figures/{name}.{ending}" for ending in ("png", "svg", "pdf", "csv")])

    def keeps_all(self, files: Sequence[str]) -> bool:
        """Keep all of these files, or none."""
        return all(file in self._digests for file in files) and all(self.keeps(file) for file in files)


def _write_tables(
    writer: _Renewer,
    audit: AuditLike,
    tables: Mapping[str, TableOut],
    files: Mapping[str, tuple[str, ...]],
    progress: bool | None,
    backend: Backend,
    parquet_rows: int,
) -> list[str]:
    """Write all tables, the codebook and the review page.

    The cells, by far the largest table, are made by the backend's workers while this process writes the rest.
    """
    cells = tables["tables"]
    with (
        ThreadPoolExecutor(1) as beside,
        progress_bar(total=sum(map(len, files.values())) + 2, desc="write", unit="file", show=progress) as bar,
    ):
        waiting = None
        if backend.workers > 1 and not parquet_rows and not writer.keeps("tables.csv"):
            waiting = beside.submit(writer.write, "tables.csv", csv_parts(cells.rows, cells.columns))
        for name, names in files.items():
            table = tables[name]
            parts = [file for file in names if "/" in file]
            for file in (file for file in names if "/" not in file):
                if writer.keeps(file) or (file == "tables.csv" and waiting is not None):
                    pass
                elif file.endswith(".csv"):
                    writer.write(file, csv_parts(table.rows, table.columns))
                elif file.endswith(".parquet"):
                    writer.write(file, parquet_parts(table.rows, table.columns, table=name))
                else:
                    writer.write(file, xlsx_bytes(table.rows, table.columns, title=name))
                bar.update()
            if parts and not writer.keeps_all(parts):
                for file, data in zip(parts, parts_of(table, parquet_rows, backend), strict=True):
                    writer.write(file, data)
            bar.update(len(parts))
        rows = codebook_rows(tables, {name: _named(names) for name, names in files.items()})
        writer.write("codebook.csv", codebook_csv(rows))
        writer.write("codebook.md", codebook_md(rows, tables))
        bar.update()
        for file, data in each_page(review_data(audit)):
            writer.write(file, data)
        bar.update()
        if waiting is not None:
            waiting.result()
    return [] if has_parquet() else [MISSING_NOTE]


def _named(files: Sequence[str]) -> tuple[str, ...]:
    """Return the files as the codebook names them: all parts of a table at once."""
    plain = tuple(file for file in files if "/" not in file)
    return plain + tuple(dict.fromkeys(f"{file.partition('/')[0]}/part-*.parquet" for file in files if "/" in file))


def _draw(writer: _Renewer, audit: AuditLike, progress: bool | None) -> list[str]:
    """Draw the figures aside; one that has no data is noted and does not sink the rest."""

    from chenyan.figures.gallery import DEFAULT, draw_all

    folder = writer.aside / "figures"
    folder.mkdir()
    notes = []
    for name in progress_bar(DEFAULT, desc="figures", unit="figure", show=progress):
        if writer.keeps_figure(name):
            continue
        _, left_out = draw_all(audit, folder, names=(name,))
        notes += [f"figure {name} left out: {reason}" for name, reason in left_out]
    for path in sorted(folder.iterdir()):
        writer.adopt(f"figures/{path.name}")
    return notes


def _versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that results may depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _manifest(
    audit: AuditLike,
    tables: Mapping[str, TableOut],
    rows: Mapping[str, int],
    inputs: list[dict[str, str]],
    state: str,
    files: Mapping[str, str],
    notes: list[str],
    sources: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the run was: inputs, versions, rules with their settings, parameters, files."""
    rules = {
        rule.code: {
            "severity": str(audit.settings.severity(rule.code) or rule.severity),
            **_as_json({**rule.settings, **audit.settings.of(rule.code)}),
        }
        for rule in audit.settings.chosen()
    }
    return {
        "package": "chenyan",
        "version": __version__,
        "environment": _versions(),
        "params": _as_json(audit.params),
        "rules": rules,
        "counts": {name: len(table.rows) for name, table in tables.items()},
        "notes": notes,
        "code": code_digest(),
        "state": state,
        "inputs": inputs,
        "files": {
            name: {
                "sha256": digest,
                **({"rows": rows[name]} if name in rows else {}),
                **({"made_of": sources[name]} if name in sources else {}),
            }
            for name, digest in sorted(files.items())
        },
    }


def _write_timings(audit: AuditLike, folder: Path) -> None:
    """Write when and how long; kept apart so that everything else is the same in every run."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    write_whole(folder / TIMINGS, json_bytes({"finished": now, "seconds": dict(audit.timings)}))
