"""How well reuse does: origins on the sample corpus by characters, and copies planted in synthetic batches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.corpus import read_corpus, report_from_text
from chenyan.corpus.report import Corpus
from chenyan.frames import to_frame
from chenyan.intervals import wilson
from chenyan.reuse import ReuseResult, score_reuse
from chenyan.reuse.attribute import ORIGINS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OriginMiss", "OriginScore", "PlantedScore", "score_made", "score_origins", "score_planted"]

TARGETS = {"accuracy": 0.97, "mandated_as_copied": 0.0}
COPIED = ("boilerplate", "carried_over", "borrowed")


@dataclass(frozen=True, slots=True)
class OriginMiss:
    """A sentence whose origin was found wrong: what it is, what was found, from where."""

    report_id: str
    words: str
    expected: str
    found: str
    expected_source: str
    source_id: str
    n_reports: int


@dataclass(frozen=True, slots=True)
class OriginScore:
    """Origins against the truth, counted in characters.

    ``confusion`` maps (true origin, found origin) to characters; ``sources`` counts sentences carried over or borrowed
    whose origin is right, and those of them whose source report is the planted one; ``lost`` are characters of the
    truth that the report's text does not hold (lines broken by a format).
    """

    confusion: Mapping[tuple[str, str], int]
    sources: tuple[int, int]
    lost: int
    misses: tuple[OriginMiss, ...]
    params: Mapping[str, Any]
    version: str

    @property
    def n_chars(self) -> int:
        return sum(self.confusion.values())

    @property
    def accuracy(self) -> float:
        """Share of characters with the right origin."""
        right = sum(n for (true, found), n in self.confusion.items() if true == found)
        return right / self.n_chars if self.n_chars else float("nan")

    @property
    def mandated_as_copied(self) -> float:
        """Share of mandated characters that were counted as carried over or borrowed."""
        total = sum(n for (true, _), n in self.confusion.items() if true == "mandated")
        wrong = sum(self.confusion.get(("mandated", found), 0) for found in ("carried_over", "borrowed"))
        return wrong / total if total else float("nan")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair of true and found origin: characters, share of the true origin."""
        totals = Counter[str]()
        for (true, _), n in self.confusion.items():
            totals[true] += n
        rows = ((t, f, n, n / totals[t]) for (t, f), n in sorted(self.confusion.items()))
        return to_frame(rows, {"expected": "str", "found": "str", "n_chars": "int", "share": "float"})

    def misses_frame(self) -> pd.DataFrame:
        """Return one row a sentence whose origin is wrong."""
        columns = {
            "report_id": "str", "words": "str", "expected": "str", "found": "str", "expected_source": "str",
            "source_id": "str", "n_reports": "int",
        }  # fmt: skip
        return to_frame(
            (
                (m.report_id, m.words, m.expected, m.found, m.expected_source, m.source_id, m.n_reports)
                for m in self.misses
            ),
            columns,
        )

    def __repr__(self) -> str:
        right, total = self.sources
        return (
            f"<OriginScore: accuracy {self.accuracy:.4f} of {self.n_chars} characters, sources {right}/{total}, "
            f"mandated counted as copied {self.mandated_as_copied:.4f}>"
        )


def score_origins(
    folder: str | Path = "corpora/sample", *, corpus: Corpus | None = None, **settings: Any
) -> OriginScore:
    """Score the origins of the sample corpus against ``truth.jsonl``.

    Parameters
    ----------
    folder : path
        A folder with reports and ``truth.jsonl``.
    corpus : Corpus, optional
        The folder's reports, where they are already read.
    **settings
        Parameters of ``score_reuse``.

    Returns
    -------
    OriginScore
    """
    corpus = corpus if corpus is not None else read_corpus(folder, progress=False)
    lines = (Path(folder) / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {record["report_id"]: record["sentences"] for record in map(json.loads, lines)}
    return _score(corpus, truth, {"folder": str(folder)}, settings)


def score_made(reports: Iterable[tuple[str, str, Mapping[str, Any]]], **settings: Any) -> OriginScore:
    """Score the origins of reports made with ``corpora/make_sample.py``, whose facts carry the truth.

    Parameters
    ----------
    reports : iterable of (id, text, facts)
        What its ``make_reports`` yields.
    **settings
        Parameters of ``score_reuse``.

    Returns
    -------
    OriginScore
    """
    made, truth = [], {}
    for report_id, text, facts in reports:
        names = {key: facts[key] for key in ("agency", "region", "level", "agency_type", "year")}
        published = date.fromisoformat(facts["published"])
        made.append(report_from_text(text, report_id=report_id, published=published, **names))
        truth[report_id] = [
            {"words": words, "origin": origin, "source_report": source}
            for words, origin, _, source in facts["sentences"]
        ]
    return _score(Corpus(made), truth, {"reports": len(made)}, settings)


def _score(
    corpus: Corpus,
    truth: Mapping[str, Sequence[Mapping[str, Any]]],
    origin: Mapping[str, Any],
    settings: dict[str, Any],
) -> OriginScore:
    """Score a batch and compare its origins with the true ones, by characters."""
    result = score_reuse(corpus, progress=False, **settings)
    confusion: Counter[tuple[str, str]] = Counter()
    misses: list[OriginMiss] = []
    lost = right = total = 0
    held = set(corpus.ids)
    for report_id, sentences in truth.items():
        if report_id not in held:
            lost += sum(len(s["words"]) for s in sentences)
            continue
        text = corpus[report_id].text
        owner, missing = _label(text, sentences)
        lost += missing
        for sentence in result.of(report_id).sentences:
            known = owner[sentence.start : sentence.end]
            known = known[known >= 0]
            if not len(known):
                continue
            true = sentences[int(np.bincount(known).argmax())]
            confusion[true["origin"], sentence.origin] += sentence.end - sentence.start
            if true["origin"] != sentence.origin:
                misses.append(
                    OriginMiss(
                        report_id,
                        text[sentence.start : sentence.end],
                        true["origin"],
                        sentence.origin,
                        true["source_report"],
                        sentence.source_id,
                        sentence.n_reports,
                    )
                )
            elif true["source_report"]:
                total += 1
                right += sentence.source_id == true["source_report"]
    params = {**result.params, **origin}
    return OriginScore(dict(confusion), (right, total), lost, tuple(misses), params, result.version)


def _label(text: str, sentences: Sequence[Mapping[str, Any]]) -> tuple[npt.NDArray[np.int64], int]:
    """Return for each character the number of the true sentence that holds it (-1: none), and how much was not found."""
    owner = np.full(len(text), -1, dtype=np.int64)
    at = lost = 0
    for number, sentence in enumerate(sentences):
        found = text.find(sentence["words"], at)
        if found < 0:
            found = text.find(sentence["words"])
        if found < 0:
            lost += len(sentence["words"])
            continue
        at = found + len(sentence["words"])
        owner[found:at] = number
    return owner, lost


@dataclass(frozen=True, slots=True)
class PlantedScore:
    """Copies found in a batch with planted reuse; each share with its 95% interval."""

    recall: Mapping[str, tuple[int, int]]
    flagged: tuple[int, int]
    params: Mapping[str, Any]

    @property
    def precision(self) -> float:
        """Share of flagged sentences that are planted copies with a source of the right lineage."""
        return self.flagged[0] / self.flagged[1] if self.flagged[1] else float("nan")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a class, and one for precision: hits, n, share, low, high."""
        rows = [*self.recall.items(), ("precision", self.flagged)]
        return to_frame(
            ((name, hits, n, hits / n if n else float("nan"), *wilson(hits, n)) for name, (hits, n) in rows),
            {"name": "str", "hits": "int", "n": "int", "share": "float", "low": "float", "high": "float"},
        )


def score_planted(
    result: ReuseResult, kind: npt.NDArray[np.int64], lineage: npt.NDArray[np.int64], classes: Mapping[int, str]
) -> PlantedScore:
    """Score a result on a batch whose copies are known.

    Parameters
    ----------
    result : ReuseResult
        The scored batch.
    kind, lineage : ndarray of shape (n_sentences,)
        The class of each sentence, and the number of the original that it goes back to.
    classes : mapping of int to str
        The classes that are copies, with their names.

    Returns
    -------
    PlantedScore
    """
    flagged = np.isin(result.origins.origin, [ORIGINS.index(name) for name in COPIED])
    source = result.origins.source
    copies = np.isin(kind, list(classes))
    right = flagged & copies & (source >= 0) & (lineage == lineage[np.maximum(source, 0)])
    recall = {name: (int(right[kind == at].sum()), int((kind == at).sum())) for at, name in sorted(classes.items())}
    recall["all"] = (int(right.sum()), int(copies.sum()))
    return PlantedScore(recall, (int(right.sum()), int(flagged.sum())), dict(result.params))
