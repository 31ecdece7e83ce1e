"""The main job on the command line: read, judge, write, tell what happened."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from chenyan.backends.processes import rare_collection
from chenyan.types import ReportError, SettingsError, Severity


def sample_folder() -> Path:
    """Return the sample corpus: of the current folder, else of the repository that chenyan is installed from."""
    places = [Path("corpora/sample"), Path(__file__).resolve().parents[3] / "corpora" / "sample"]
    for place in places:
        if place.is_dir():
            return place
    raise ReportError(
        "corpora/sample not found here; run this in a clone of the repository, or audit your own folder"
        " 此处没有 corpora/sample，请在代码库文件夹中运行，或审核自己的文件夹"
    )


@rare_collection()
def run_audit(
    sources: list[str],
    output: str,
    *,
    manifest: str | None = None,
    year: int | None = None,
    agency: str | None = None,
    text_column: str | None = None,
    select: str = "",
    ignore: str = "",
    config: str | None = None,
    workers: int = 1,
    backend: str = "local",
    scheduler: str | None = None,
    seed: int = 0,
    figures: bool = True,
    fail_on: str | None = None,
    memory_limit: str | None = None,
    time_limit: float = 60.0,
    ocr: bool = False,
    parquet_rows: int = 0,
    quiet: bool = False,
) -> int:
    """Audit the sources into a folder; returns 1 where a flag reaches ``fail_on``, else 0."""
    from chenyan.auditing import audit, load_settings
    from chenyan.auditing.settings import make_settings
    from chenyan.backends import make_backend
    from chenyan.cli.last_run import CACHE, LastRun
    from chenyan.corpus import read_corpus
    from chenyan.corpus.outofcore import spill_corpus
    from chenyan.corpus.spill import SpilledCorpus
    from chenyan.locking import FolderLock
    from chenyan.store import ResultStore

    if fail_on is not None and fail_on not in {severity.value for severity in Severity}:
        raise SettingsError(f"--fail-on {fail_on}: choose high, medium, low or info 请选 high、medium、low 或 info")
    if config and (select or ignore):
        base = load_settings(config)
        settings = make_settings(select or base.select, ignore or base.ignore, base.rules)
    else:
        settings = load_settings(config) if config else make_settings(select, ignore)
    source = sources if len(sources) > 1 else sources[0]
    reading: dict[str, Any] = {"manifest": manifest, "year": year, "agency": agency, "text_column": text_column}
    if ocr:
        reading["ocr"] = True
    progress = False if quiet else None
    started = time.time() - 2  # file systems round times
    memory = LastRun(Path(output))
    state = memory.state(
        source, reading, {**settings.to_dict(), "seed": seed, "figures": figures, "parts": parquet_rows}
    )
    with FolderLock(output):
        if memory.holds(state):
            if not quiet:
                print(memory.words())
            return memory.status(fail_on)
        cache = Path(output) / CACHE
        runner = make_backend(backend, workers=workers, scheduler=scheduler)
        options: dict[str, Any] = {
            **reading, "workers": workers, "cache": cache, "progress": progress, "backend": runner,
        }  # fmt: skip
        try:
            # bytes travel between processes, so reports that go to others are kept as bytes
            if memory_limit is None and runner.name == "local" and runner.workers == 1:
                corpus: Any = read_corpus(source, **options)
            else:
                corpus = spill_corpus(source, cache / "reports.bin", time_limit=time_limit, **options)
            for issue in corpus.issues:
                if issue.severity != "note":
                    print(f"{issue.severity}: {issue.path}: {issue.reason}", file=sys.stderr)
            result = audit(
                corpus, settings=settings, backend=runner, workers=workers, seed=seed, progress=progress, cache=cache
            )
            result.params["sources"] = list(sources)
            result.params["reading"] = reading
            if parquet_rows:
                result.params["parquet_rows"] = parquet_rows
            folder = result.save(output, figures=figures, progress=progress, backend=runner, parquet_rows=parquet_rows)
        finally:
            runner.close()
        words = summary(result, folder)
        ResultStore(cache).prune_before(started)
        memory.keep(state, words, [flag.severity.value for flag in result.flags])
        if isinstance(corpus, SpilledCorpus):
            corpus.discard()
        if not quiet:
            print(words)
        return memory.status(fail_on)


def summary(result: Any, folder: Path) -> str:
    """Return the closing words of an audit: what was read, what was found, where to look."""
    grades = Counter(result.grades.values())
    severities = Counter(flag.severity.value for flag in result.flags)
    graded = ", ".join(f"{grades[name]} {name}" for name in ("clear", "review", "faulty", "unread") if grades[name])
    found = ", ".join(f"{severities[s.value]} {s.value}" for s in reversed(Severity) if severities[s.value])
    lines = [
        f"{result.corpus!r}",
        f"报告 reports: {graded or 'none'}",
        f"标记 flags: {len(result.flags)} ({found or 'none'}); 未检 skips: {len(result.skips)}",
        f"结果 results: {folder}",
        f"  {folder / 'review.html'}  复核页面 review page",
        f"  {folder / 'flags.csv'}  全部标记 all flags",
        f"  {folder / 'reports.csv'}  每份报告一行 one row a report",
    ]
    return "\n".join(lines)


def run_verify(folder: Path, sources: list[str], *, workers: int = 1, quiet: bool = False) -> int:
    """Run the audit of a folder again, as its manifest says, and compare; returns 1 where anything differs."""
    from chenyan.auditing import audit
    from chenyan.auditing.settings import make_settings
    from chenyan.corpus import read_corpus
    from chenyan.export import verify

    def again(params: dict[str, Any], target: Path) -> None:
        paths = sources or list(params.get("sources", ()))
        if not paths:
            raise ReportError(
                f"{folder}: its manifest names no source; say `chenyan verify OUT SOURCE`"
                " 清单未记来源，请写明 chenyan verify OUT SOURCE"
            )
        reading = dict(params.get("reading", {}))
        corpus = read_corpus(
            paths if len(paths) > 1 else paths[0], workers=workers, progress=False if quiet else None, **reading
        )
        settings = make_settings(params.get("select", ()), params.get("ignore", ()), params.get("rules"))
        result = audit(corpus, settings=settings, workers=workers, seed=int(params.get("seed", 0)), progress=False)
        result.params.update({"sources": paths, "reading": reading})
        result.save(target, figures=False, parquet_rows=int(params.get("parquet_rows", 0)))

    report = verify(folder, again)
    if not quiet or not report.ok:
        print(report.summary())
    return 0 if report.ok else 1
