"""Run an audit: read, measure what needs the whole batch, judge agency by agency."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.auditing.parcel import Memory, Parcel, Verdict, digest_of, judge_parcel, reports_of, survey
from chenyan.auditing.result import Audit, Flags, Skips
from chenyan.auditing.settings import Settings, make_settings
from chenyan.backends import Backend, make_backend
from chenyan.backends.processes import rare_collection
from chenyan.corpus import Corpus, read_corpus
from chenyan.corpus.card import Card
from chenyan.corpus.spill import SpilledCorpus
from chenyan.fingerprint import Base
from chenyan.progress import progress_bar
from chenyan.store import ResultStore, make_key
from chenyan.types import Flag, Issue, Skip

if TYPE_CHECKING:
    from chenyan.problems import Placed
    from chenyan.reuse import ReuseResult
    from chenyan.tables import CountValues

SERIES_PER_BATCH = 16
REPORTS_PER_SURVEY = 256


@rare_collection()
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
    cache: str | Path | None = None,
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
    cache : path, optional
        A folder in which measures and verdicts are kept, by custom ``OUT/.chenyan-cache``: a later audit redoes only what
        depends on changed reports and settings. The result does not depend on it.

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

    runner = make_backend(backend, workers=workers) if isinstance(backend, str) else backend
    # workers of a cluster may stand on other machines, where the folder would be another one
    store = None if cache is None or runner.name == "dask" else ResultStore(cache)
    digests: dict[str, str] = {}
    flags: list[Flag] = []
    bases: list[Base] = []
    skips: list[Skip] = []
    placed: dict[str, Placed] = {}
    cards: dict[str, Card] = {}
    kept = None if store is None else (store, digests)
    try:
        corpus = (
            source
            if isinstance(source, Corpus)
            else read_corpus(source, workers=workers, progress=progress, backend=runner)
        )
        lap("read")
        needs = frozenset().union(*(rule.needs for rule in settings.chosen()))
        reuse, counts = _whole_batch(corpus, bool({"reuse", "norms"} & needs), runner, progress, store, digests)
        lap("reuse")
        norms = _norms(counts, reuse)
        lap("norms")
        for verdict in _judge_all(corpus, settings, reuse, norms, runner, progress, kept):
            flags += verdict.flags
            bases += verdict.bases
            skips += verdict.skips
            placed[verdict.card.report_id] = verdict.placed
            cards[verdict.card.report_id] = verdict.card
    finally:
        if isinstance(backend, str):
            runner.close()
    lap("rules")
    from chenyan.problems import gather_readings

    problems = gather_readings(placed[key] for key in sorted(placed))
    params = {**settings.to_dict(), "seed": seed}
    notes = tuple(Issue(f"--backend {runner.name}", en, zh, "note") for en, zh in getattr(runner, "notes", ()))
    return Audit(
        corpus,
        Flags(flags, corpus, bases),
        Skips(skips),
        settings,
        reuse,
        problems,
        params,
        timings,
        {key: cards[key] for key in sorted(cards)},
        notes,
        store,
    )


def _whole_batch(
    corpus: Corpus,
    score: bool,
    backend: Backend,
    progress: bool | None,
    store: ResultStore | None,
    digests: dict[str, str],
) -> tuple[ReuseResult | None, CountValues]:
    """Look at the whole batch: where sentences come from, the peers' counts.

    Where results are kept, it also takes the hash of each report's whole content.
    """
    counts = _survey(corpus, backend, digests if store is not None else None)
    if not score:
        if store is not None:
            store.touch(_reuse_key(digests))
        return None, counts
    from chenyan.reuse import score_texts
    from chenyan.reuse.batch import gather
    from chenyan.reuse.codec import MOST_SENTENCES, decode_reuse, encode_reuse

    batch, labels = gather(corpus)
    if store is None or batch.n_sentences > MOST_SENTENCES:
        return score_texts(batch, labels=labels, progress=progress, backend=backend), counts
    key = _reuse_key(digests)
    data = store.get(key)
    if data is not None:
        with suppress(ValueError):
            reuse = decode_reuse(batch, labels, data)
            store.touch(key)
            return reuse, counts
    reuse = score_texts(batch, labels=labels, progress=progress, backend=backend)
    with suppress(OSError):  # a full disk costs the memory of a measure, not the measure
        store.put(key, encode_reuse(reuse))
    return reuse, counts


def _survey(corpus: Corpus, backend: Backend, digests: dict[str, str] | None) -> CountValues:
    """Return the peers' counts, and take the hash of each report's whole content where somebody asks for it."""
    counts: CountValues = {}
    ids = corpus.ids
    if not (isinstance(corpus, SpilledCorpus) and backend.workers > 1):
        from chenyan.tables import note_counts

        for report in corpus:
            note_counts(report, counts)
        if digests is not None:
            digests.update((report_id, digest_of(corpus, report_id)) for report_id in ids)
        return counts
    # tables take the most time to decode, and nothing else of the whole batch needs them
    batches = [ids[at : at + REPORTS_PER_SURVEY] for at in range(0, len(ids), REPORTS_PER_SURVEY)]
    blobs = ([corpus.blob(report_id) for report_id in batch] for batch in batches)
    for batch, (found, hashes) in zip(batches, backend.map_batches(survey, blobs), strict=True):
        for key, values in found.items():
            counts.setdefault(key, []).extend(values)
        if digests is not None:
            digests.update(zip(batch, hashes, strict=True))
    return counts


def _reuse_key(digests: Mapping[str, str]) -> str:
    """Return the key of a batch's reuse: every report's content."""
    return make_key("reuse", *(digests[report_id] for report_id in sorted(digests)))


def _norms(counts: CountValues, reuse: ReuseResult | None) -> dict[str, Any]:
    """Return what rules need to know of the batch as a whole."""
    from chenyan.reuse import reuse_norms
    from chenyan.tables import count_norms

    return {**count_norms(counts), **(reuse_norms(reuse) if reuse is not None else {})}


def _judge_all(
    corpus: Corpus,
    settings: Settings,
    reuse: ReuseResult | None,
    norms: dict[str, Any],
    backend: Backend,
    progress: bool | None,
    kept: tuple[ResultStore, dict[str, str]] | None,
) -> Iterator[Verdict]:
    """Judge every agency on the backend; answers come back in the order of the agencies."""
    from chenyan.reuse.compact import compact_reuse

    groups = list(corpus.series_ids().values())
    travel = backend.workers > 1 or backend.name != "local"

    def parcels() -> Iterator[Parcel]:
        for at in range(0, len(groups), SERIES_PER_BATCH):
            chunk = tuple(groups[at : at + SERIES_PER_BATCH])
            ids = [report_id for group in chunk for report_id in group]
            found = compact_reuse(reuse, ids) if reuse is not None else None
            known = None if kept is None else Memory(kept[0], tuple(kept[1][report_id] for report_id in ids))
            yield Parcel(chunk, reports_of(corpus, ids, travel=travel), settings, found, norms, known)

    with progress_bar(total=len(corpus), desc="rules", show=progress) as bar:
        for answers in backend.map_batches(judge_parcel, parcels()):
            yield from answers
            bar.update(len(answers))
