"""Run an audit: read, measure what needs the whole batch, judge agency by agency."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.auditing.judge import judge_series
from chenyan.auditing.result import Audit, Flags, Skips
from chenyan.auditing.settings import Settings, make_settings
from chenyan.backends import Backend, make_backend
from chenyan.corpus import Corpus, Report, read_corpus
from chenyan.corpus.spill import SpilledCorpus
from chenyan.progress import progress_bar
from chenyan.types import Flag, Skip

if TYPE_CHECKING:
    from chenyan.problems import ProblemReading

SERIES_PER_BATCH = 16

_Batch = tuple[list[tuple[str, ...]], "Mapping[str, Report] | Corpus", Settings, dict[str, Any], dict[str, Any]]
_Answer = list[tuple[str, tuple[Flag, ...], tuple[Skip, ...], "ProblemReading | None"]]


def _judge_batch(batch: _Batch) -> _Answer:
    """Judge some agencies; runs in a worker, so it takes and returns plain records."""
    groups, reports, settings, reuse, norms = batch
    answers: _Answer = []
    for ids in groups:
        for judged in judge_series([reports[report_id] for report_id in ids], settings, reuse, norms):
            report = judged.case.report
            answers.append((report.report_id, judged.flags, judged.skips, judged.case.problems))
    return answers


def audit(
    source: Corpus | str | Path | Sequence[str | Path] | Any,
    *,
    select: Sequence[str] | str = (),
    ignore: Sequence[str] | str = (),
    rules: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Settings | None = None,
    workers: int = 1,
    backend: Backend | str = "local",
    seed: int = 0,
    progress: bool | None = None,
) -> Audit:
    """Judge a batch of reports by the catalogue of rules.

    Parameters
    ----------
    source : Corpus, path, list of paths, or DataFrame
        What ``read_corpus`` takes, or a corpus already read.
    select, ignore : str or sequence of str, optional
        Rule codes or their beginnings: ``"Y"``, ``["B01", "T"]``, ``"Y,B01"``. Empty ``select``: all rules.
    rules : mapping, optional
        Parameters by rule code, e.g. ``{"Y05": {"severity": "low"}}``.
    settings : Settings, optional
        Ready settings (``load_settings("chenyan.toml")``); then ``select``, ``ignore`` and ``rules`` must be empty.
    workers : int, default 1
        Worker processes. The result does not depend on it.
    backend : Backend or {"local", "dask"}, default "local"
        Where the work runs. The result does not depend on it.
    seed : int, default 0
        Seed of clustering.
    progress : bool, optional
        Show a progress bar; None shows one on a terminal or in a notebook.

    Returns
    -------
    Audit
        ``.flags``, ``.skips``, ``.grades``, ``.reuse``, ``.problems``, ``.themes``, ``.save(folder)``.

    Raises
    ------
    ReportError
        Where nothing could be read.
    SettingsError
        Where a rule or a parameter does not exist.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "五、存在的主要问题及改进情况\\n2022年，我局将继续完善目录。"
    >>> report = cy.report_from_text(text, year=2022, genre="ogi")
    >>> [flag.code for flag in cy.audit(cy.Corpus([report]), select="Y02").flags]
    ['Y02']
    """
    if settings is None:
        settings = make_settings(select, ignore, rules)
    timings: dict[str, float] = {}
    started = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal started
        now = time.perf_counter()
        timings[stage] = round(now - started, 3)
        started = now

    corpus = source if isinstance(source, Corpus) else read_corpus(source, workers=workers, progress=progress)
    lap("read")
    needs = frozenset().union(*(rule.needs for rule in settings.chosen()))
    reuse = norms = None
    if {"reuse", "norms"} & needs:
        from chenyan.reuse import score_reuse

        reuse = score_reuse(corpus, progress=progress)
    lap("reuse")
    norms = _norms(corpus, reuse)
    lap("norms")
    runner = make_backend(backend, workers=workers) if isinstance(backend, str) else backend
    try:
        flags, skips, readings = _judge_all(corpus, settings, reuse, norms, runner, progress)
    finally:
        if isinstance(backend, str):
            runner.close()
    lap("rules")
    from chenyan.problems import find_problems

    problems = find_problems(corpus, readings=readings, progress=False)
    params = {**settings.to_dict(), "seed": seed}
    return Audit(corpus, Flags(flags, corpus), Skips(skips), settings, reuse, problems, params, timings)


def _norms(corpus: Corpus, reuse: Any) -> dict[str, Any]:
    """Return what rules need to know of the batch as a whole."""
    from chenyan.reuse import reuse_norms
    from chenyan.tables import table_norms

    return {**table_norms(corpus), **(reuse_norms(reuse) if reuse is not None else {})}


def _judge_all(
    corpus: Corpus,
    settings: Settings,
    reuse: Any,
    norms: dict[str, Any],
    backend: Backend,
    progress: bool | None,
) -> tuple[list[Flag], list[Skip], dict[str, ProblemReading]]:
    """Judge every agency on the backend; answers come back in the order of the agencies."""
    groups = list(corpus.series_ids().values())

    def batches() -> Iterator[_Batch]:
        for at in range(0, len(groups), SERIES_PER_BATCH):
            chunk = groups[at : at + SERIES_PER_BATCH]
            ids = [report_id for group in chunk for report_id in group]
            # a corpus on disk travels as its path and index: workers read their own reports
            reports = corpus if isinstance(corpus, SpilledCorpus) else {key: corpus[key] for key in ids}
            of = {} if reuse is None else {report_id: reuse.of(report_id) for report_id in ids}
            yield chunk, reports, settings, of, norms

    flags: list[Flag] = []
    skips: list[Skip] = []
    readings: dict[str, ProblemReading] = {}
    with progress_bar(total=len(corpus), desc="rules", show=progress) as bar:
        for answers in backend.map_batches(_judge_batch, batches()):
            for report_id, found, skipped, reading in answers:
                flags.extend(found)
                skips.extend(skipped)
                if reading is not None:
                    readings[report_id] = reading
            bar.update(len(answers))
    return flags, skips, readings
